"""What a query answers, as plain values, and how it is printed: table, CSV, JSON (the W3C's SPARQL results), Turtle."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from kg import namespaces as ns
from kg.nquads import clean, literal, node

_BIDI = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LOCAL = re.compile(r"[\w.~:/%-]*")
_WIDEST = 60
_CUT = re.compile(r"(?:(?! {2}).)+…(?= {2}|$)")


class Term(NamedTuple):
    """An RDF term: ``kind`` "uri", "bnode" or "literal"; ``datatype`` is "" for plain strings and for tagged ones."""

    kind: Literal["uri", "bnode", "literal"]
    value: str
    language: str = ""
    datatype: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to SELECT: one tuple a solution, None where a variable is unbound."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Triples:
    """The answer to CONSTRUCT and DESCRIBE: triples, sorted, each once."""

    triples: tuple[tuple[Term, Term, Term], ...]


@dataclass(frozen=True, slots=True)
class Boolean:
    """The answer to ASK."""

    value: bool


Answer = Rows | Triples | Boolean


def short(iri: str, prefixes: Mapping[str, str]) -> str:
    """An IRI under the longest prefix that fits, as people read it (``person:jean-castex``), else whole."""
    fits = [(len(space), name) for name, space in prefixes.items() if iri.startswith(space) and _LOCAL.fullmatch(iri, len(space))]
    if not fits:
        return iri
    length, name = max(fits)
    return f"{name}:{iri[length:]}"


def _tabular(answer: Answer) -> tuple[tuple[str, ...], list[tuple[Term | None, ...]]]:
    if isinstance(answer, Rows):
        return answer.columns, list(answer.rows)
    if isinstance(answer, Triples):
        return ("subject", "predicate", "object"), [tuple(triple) for triple in answer.triples]
    return ("answer",), [(Term("literal", "true" if answer.value else "false", datatype=f"{ns.XSD}boolean"),)]


def to_table(answer: Answer, prefixes: Mapping[str, str] | None = None) -> str:
    """Aligned columns for a terminal: IRIs shortened, long cells cut, nothing that a terminal would obey."""
    names = ns.prefixes() if prefixes is None else prefixes
    columns, rows = _tabular(answer)
    cells = [tuple(map(_shown, columns)), *(tuple(_cell(term, names) for term in row) for row in rows)]
    widths = [max(len(row[index]) for row in cells) for index in range(len(columns))]
    cells.insert(1, tuple("─" * width for width in widths))
    return "".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n" for row in cells)


def is_cut(table: str) -> bool:
    """Whether a cell of such a table is shorter than its value."""
    return any(len(cell) >= _WIDEST for line in table.splitlines() for cell in _CUT.findall(line))


def _cell(term: Term | None, prefixes: Mapping[str, str]) -> str:
    if term is None:
        return ""
    return _shown(short(term.value, prefixes) if term.kind == "uri" else term.value)


def _shown(text: str) -> str:
    flat = " ".join(_BIDI.sub("", clean(text)).split())
    return flat if len(flat) <= _WIDEST else flat[: _WIDEST - 1] + "…"


def to_csv(answer: Answer) -> str:
    """SPARQL 1.1 Query Results CSV (https://www.w3.org/TR/sparql11-results-csv-tsv/)."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    columns, rows = _tabular(answer)
    writer.writerow(columns)
    for row in rows:
        writer.writerow(["" if term is None else f"_:{term.value}" if term.kind == "bnode" else term.value for term in row])
    return out.getvalue()


def to_json(answer: Answer) -> str:
    """SPARQL 1.1 Query Results JSON (https://www.w3.org/TR/sparql11-results-json/); triples as rows of three columns."""
    if isinstance(answer, Boolean):
        return json.dumps({"head": {}, "boolean": answer.value}) + "\n"
    columns, rows = _tabular(answer)
    bindings = [{name: _json(term) for name, term in zip(columns, row, strict=True) if term is not None} for row in rows]
    return json.dumps({"head": {"vars": list(columns)}, "results": {"bindings": bindings}}, ensure_ascii=False, indent=1) + "\n"


def _json(term: Term) -> dict[str, str]:
    out = {"type": term.kind, "value": term.value}
    if term.language:
        out["xml:lang"] = term.language
    elif term.datatype:
        out["datatype"] = term.datatype
    return out


def to_turtle(answer: Triples, prefixes: Mapping[str, str] | None = None) -> str:
    """The triples of CONSTRUCT or DESCRIBE as Turtle."""
    import pyoxigraph as ox

    names = ns.prefixes() if prefixes is None else prefixes
    flat = "".join(f"{_token(s)} {_token(p)} {_token(o)} .\n" for s, p, o in answer.triples).encode()
    triples = ox.parse(flat, format=ox.RdfFormat.N_TRIPLES)
    return with_used_prefixes(ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=dict(names)) or b"").decode()


def with_used_prefixes(turtle: bytes) -> bytes:
    """Turtle with the prefixes that it uses, sorted: the engine declares all that it was given, in an order of its own."""
    lines = turtle.splitlines(keepends=True)
    count = next((place for place, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
    body = b"".join(lines[count:])
    return b"".join(sorted(line for line in lines[:count] if line.split(b" ")[1] in body)) + body


def _token(term: Term) -> str:
    if term.kind == "uri":
        return node(term.value)
    if term.kind == "bnode":
        return f"_:{term.value}"
    return literal(term.value, term.language) + (f"^^{node(term.datatype)}" if term.datatype else "")
