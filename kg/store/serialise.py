"""The answer to a query in the forms of the W3C, written by the engine and cut short where it grows too large."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kg.errors import QueryError
from kg.store.results import Answer, with_used_prefixes
from kg.store.sparql import answer, asked

ROWS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
"""Forms for SELECT and ASK."""
TRIPLES = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
"""Forms for CONSTRUCT and DESCRIBE."""


class AnswerTooLargeError(Exception):
    """The answer outgrew the bound that was given."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with all that the SPARQL 1.1 Protocol lets come with it: the graphs (IRIs) that make its dataset, None for those
    of the store; ``base`` resolves relative IRIs."""

    text: str
    default: Sequence[str] | None = None
    named: Sequence[str] | None = None
    base: str | None = None


class _Sink(io.BytesIO):
    """A file in memory of bounded size."""

    def __init__(self, bound: int) -> None:
        super().__init__()
        self._bound = bound

    def write(self, data: Any) -> int:
        self._bound -= len(data)
        if self._bound < 0:
            raise AnswerTooLargeError
        return super().write(data)


def serialised(
    store: ox.Store, query: Asked, prefixes: Mapping[str, str], rows: str, triples: str, bound: int
) -> tuple[str, bytes]:
    """The form that was taken and the answer in it: ``rows`` for SELECT and ASK, ``triples`` for CONSTRUCT and DESCRIBE, of
    which each triple comes once, sorted. An empty form means that this kind of answer cannot be used.

    Raises QueryError, and AnswerTooLargeError beyond ``bound`` bytes.
    """
    found = asked(store, query.text, prefixes, query.base, query.default, query.named)
    try:
        if not isinstance(found, ox.QueryTriples):
            return rows, _rows(found, rows, bound)
        return triples, _triples(found, triples, prefixes, bound)
    except (OSError, ValueError, RuntimeError) as error:
        raise QueryError(f"the query failed: {error}") from error


def read_again(form: str, body: bytes) -> Answer:
    """An answer in the form "json" or "nt" as plain values."""
    if form == "nt":
        return answer(ox.parse(body, format=ox.RdfFormat.N_TRIPLES))
    return answer(ox.parse_query_results(body, format=ROWS[form]))


def _rows(found: ox.QuerySolutions | ox.QueryBoolean, form: str, bound: int) -> bytes:
    if not form:
        raise QueryError("the query asks for rows, and no form for rows is acceptable")
    sink = _Sink(bound)
    found.serialize(sink, format=ROWS[form])
    return sink.getvalue()


def _triples(found: ox.QueryTriples, form: str, prefixes: Mapping[str, str], bound: int) -> bytes:
    if not form:
        raise QueryError("the query asks for triples, and no form for triples is acceptable")
    lines: set[str] = set()
    for triple in found:
        line = f"{triple} .\n"
        if line not in lines:
            bound -= len(line)
            if bound < 0:
                raise AnswerTooLargeError
            lines.add(line)
    flat = "".join(sorted(lines)).encode()
    if form == "nt":
        return flat
    parsed = ox.parse(flat, format=ox.RdfFormat.N_TRIPLES)
    if form != "ttl":
        return ox.serialize(parsed, format=TRIPLES[form]) or b""
    return with_used_prefixes(ox.serialize(parsed, format=TRIPLES[form], prefixes=dict(prefixes)) or b"")
