"""Lines of N-Quads → files: Turtle (one graph), N-Quads and TriG (a graph a source), JSON-LD; byte-stable and atomic.

The order of a file depends on its content alone: documents first, then entities kind by kind, then statements and evidence in
the order of the text, then mentions. IRIs below the base are printed relative to it where no prefix fits.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Literal

from kg import iris, terms
from kg import namespaces as ns
from kg.nquads import Line, Token, node, split, terms_of
from kg.spill import in_order

Format = Literal["ttl", "nq", "trig", "jsonld"]
FORMATS: tuple[Format, ...] = ("ttl", "nq", "trig", "jsonld")

TYPE = node(f"{ns.RDF}type")
_FIRST = (
    TYPE,
    *(node(iri) for iri in (f"{ns.RDFS}label", f"{ns.SKOS}prefLabel", f"{ns.SKOS}altLabel", f"{ns.DCTERMS}title")),
    *(node(iri) for iri in (f"{ns.OWL}sameAs", f"{ns.SKOS}exactMatch", f"{ns.SKOS}closeMatch", f"{ns.DCTERMS}identifier")),
    *(node(f"{ns.RDF}{name}") for name in ("subject", "predicate", "object")),
    *(
        node(iris.KG + name)
        for name in ("date", "start", "end", "modality", "inferred", "rule", "confidence", "field", "evidence")
    ),
)
_LAST = (node(iris.KG + "text"),)
_ORDER = {predicate: f"{number:02}" for number, predicate in enumerate(_FIRST)} | dict.fromkeys(_LAST, "99")
SECTIONS = (
    "Document", "Person", "Organisation", "Office", "Mandate", "Constituency", "Place", "Bill", "Law", "Ordinance", "Decree",
    "Code", "EUAct", "Constitution", "Treaty", "CourtDecision", "Amendment", "Article", "Provision", "Report", "Mission",
    "Recommendation", "Event", "Vote", "Theme", "", "Statement", "Evidence", "Mention",
)  # fmt: skip
"""The sections of a file in their order, by the classes of what they hold; "" for what is of none of these."""
_RANK = {node(iris.KG + name): number for number, name in enumerate(SECTIONS) if name}
_OTHERS = SECTIONS.index("")
_DIGITS = re.compile(r"([0-9]+)")
EVIDENCE = node(iris.KG + "evidence")
_XSD = f'"^^<{ns.XSD}'
_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
_RELATIVE = re.compile(r"[a-z]+/[A-Za-z0-9_~%:-]+(?:[/.][A-Za-z0-9_~%:-]+)*")
_INTEGER = re.compile(r"-?[0-9]+")
_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+")

_REMEMBERED = 200_000
_SHAPES = 10_000

Triple = tuple[Token, Token, Token]
Rows = dict[Token, list[Token]]
"""The objects of one subject by their predicates."""
Subject = tuple[Token, Rows]
"""A subject with what is said of it, in the order in which it is printed."""


def turtle(lines: Iterable[Line], base: str = iris.ID) -> bytes:
    """Everything in one graph, each triple once, as UTF-8 Turtle: a section a kind, a paragraph a subject."""
    short = Shortener(base)
    parts = [short.header()]
    for section, subjects in _sections({split(line)[:3] for line in lines}):
        parts.append(f"\n# ── {section} ──\n")
        parts += [f"\n{short.paragraph(own)}" for own in subjects]
    return "".join(parts).encode()


def turtle_parts(triples: Iterable[Line], base: str = iris.ID, room: Path | None = None) -> Iterator[bytes]:
    """The same bytes as `turtle`, in memory that does not grow with the graph. ``triples`` are lines of N-Triples, each once,
    those of a subject one after the other; ``room`` is a folder for what is sorted on the way."""
    short = Shortener(base)
    yield short.header().encode()
    section = b""
    for place, paragraph in in_order(paragraphs(triples, short), room):
        if place[:2] != section:
            section = place[:2]
            yield heading(int(section))
        yield paragraph


def heading(rank: int) -> bytes:
    """The line that opens a section."""
    return f"\n# ── {_title(rank)} ──\n".encode()


def paragraphs(triples: Iterable[Line], short: Shortener) -> Iterator[tuple[bytes, bytes]]:
    """Each subject's place in the file, by which paragraphs are sorted, and its paragraph. ``triples`` as for `turtle_parts`."""
    for subject, lines in groupby(triples, key=_subject):
        rows: Rows = {}
        for line in lines:
            _, predicate, object_ = terms_of(line)
            said = rows.get(predicate)
            if said is None:
                rows[predicate] = [object_]
            else:
                said.append(object_)
        own = subject, _ordered(rows)
        yield place_of(own), f"\n{short.paragraph(own)}".encode()


def place_of(own: Subject) -> bytes:
    """The place of a subject in a file: its section, then its place in that, told by its types and its evidence."""
    return f"{_rank(own):02}{_place(own)}".encode()


def _subject(line: Line) -> Token:
    return line[: line.index(" ")]


def nquads(lines: Iterable[Line]) -> bytes:
    """Every source in its named graph, one line a quad, sorted."""
    return b"".join(nquads_parts(lines))


def nquads_parts(lines: Iterable[Line], room: Path | None = None) -> Iterator[bytes]:
    """The same in memory that does not grow with the lines; ``room`` is a folder for what is sorted on the way."""
    last = b""
    for row, _ in in_order(((line.encode("utf-8", "replace"), b"") for line in lines), room):
        if row != last:
            yield row + b"\n"
        last = row


def trig(lines: Iterable[Line], base: str = iris.ID) -> bytes:
    """Every source in its named graph, as UTF-8 TriG; within a graph the order is that of the Turtle."""
    graphs: dict[Token, set[Triple]] = defaultdict(set)
    for line in lines:
        subject, predicate, object_, graph = split(line)
        graphs[graph].add((subject, predicate, object_))
    return b"".join(trig_parts(graphs, graphs.__getitem__, base))


def trig_parts(graphs: Iterable[Token], triples: Callable[[Token], set[Triple]], base: str = iris.ID) -> Iterator[bytes]:
    """The same, one graph in memory at a time: ``triples`` gives those of a graph."""
    short = Shortener(base)
    yield short.header().encode()
    for graph in sorted(graphs, key=_natural):
        paragraphs = [short.paragraph(own) for _, subjects in _sections(triples(graph)) for own in subjects]
        yield (f"\nGRAPH {short.term(graph)} {{\n" + "\n".join(paragraphs) + "}\n").encode()


def jsonld(lines: Iterable[Line]) -> bytes:
    """Everything in one graph, each triple once, as expanded JSON-LD."""
    import pyoxigraph as ox

    flat = "".join(
        f"{subject} {predicate} {object_} .\n"
        for _, subjects in _sections({split(line)[:3] for line in lines})
        for subject, rows in subjects
        for predicate, objects in rows.items()
        for object_ in objects
    ).encode()
    return ox.serialize(ox.parse(flat, format=ox.RdfFormat.N_TRIPLES), format=ox.RdfFormat.JSON_LD) or b""


_WRITERS: Mapping[Format, Callable[[Iterable[Line], str], bytes]] = {
    "ttl": turtle,
    "nq": lambda lines, base: nquads(lines),
    "trig": trig,
    "jsonld": lambda lines, base: jsonld(lines),
}


def serialise(lines: Iterable[Line], form: Format, base: str = iris.ID) -> bytes:
    """The lines in one of `FORMATS`."""
    return _WRITERS[form](lines, base)


class Shortener:
    """Tokens of N-Quads → terms of Turtle, and triples of one subject → a paragraph of Turtle."""

    def __init__(self, base: str) -> None:
        names = ns.prefixes(base)
        self.base = base
        self.shown = {prefix: iri for prefix, iri in names.items() if prefix not in ("id", "document")}
        self.by_iri = {iri: prefix for prefix, iri in self.shown.items()}
        self.terms: dict[Token, str] = {}

    def header(self) -> str:
        """The declarations of a file."""
        return "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in self.shown.items()) + f"@base <{self.base}> .\n"

    def paragraph(self, own: Subject) -> str:
        """The triples of one subject, those of one predicate on a line."""
        subject, rows = own
        said = [
            f"{'a' if predicate == TYPE else self.term(predicate)} {' , '.join(map(self.term, objects))}"
            for predicate, objects in rows.items()
        ]
        return f"{self.iri(subject)} " + " ;\n    ".join(said) + " .\n"

    def term(self, token: Token) -> str:
        """A token as Turtle prints it."""
        if token[0] == '"':
            return self.literal(token)
        known = self.terms.get(token)
        if known is None:
            if len(self.terms) > _REMEMBERED:
                self.terms.clear()
            known = self.terms[token] = self.iri(token)
        return known

    def iri(self, token: Token) -> str:
        cut = max(token.rfind("/"), token.rfind("#")) + 1
        prefix = self.by_iri.get(token[1:cut])
        if prefix and _LOCAL.fullmatch(token, cut, len(token) - 1):
            return f"{prefix}:{token[cut:-1]}"
        if token.startswith(self.base, 1) and _RELATIVE.fullmatch(token, len(self.base) + 1, len(token) - 1):
            return "<" + token[len(self.base) + 1 :]
        return token

    def long(self, term: str) -> Token:
        """The IRI that `iri` printed so. Raises ValueError for anything else."""
        if term[0] != "<":
            prefix, _, name = term.partition(":")
            if prefix not in self.shown:
                raise ValueError(term)
            return f"<{self.shown[prefix]}{name}>"
        return f"<{self.base}{term[1:]}" if _RELATIVE.fullmatch(term, 1, len(term) - 1) else term

    @staticmethod
    def literal(token: Token) -> str:
        at = token.rfind(_XSD)
        if at < 0 or token[-1] != ">":
            return token
        words, kind = token[1:at], token[at + len(_XSD) : -1]
        if (kind == "integer" and _INTEGER.fullmatch(words)) or (kind == "boolean" and words in ("true", "false")):
            return words
        return words if kind == "decimal" and _DECIMAL.fullmatch(words) else f"{token[: at + 1]}^^xsd:{kind}"


def _sections(triples: set[Triple]) -> Iterator[tuple[str, list[Subject]]]:
    """The triples, section by section: each section's title and its subjects in order, each with its triples in order."""
    grouped: dict[Token, Rows] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, object_ in triples:
        grouped[subject][predicate].append(object_)
    sections: dict[int, list[tuple[str, Subject]]] = defaultdict(list)
    for subject, rows in grouped.items():
        own = subject, _ordered(rows)
        sections[_rank(own)].append((_place(own), own))
    for rank in sorted(sections):
        yield _title(rank), [own for _, own in sorted(sections[rank], key=itemgetter(0))]


def _rank(own: Subject) -> int:
    """The section of a subject."""
    return min((_RANK.get(object_, _OTHERS) for object_ in own[1].get(TYPE, ())), default=_OTHERS)


def _place(own: Subject) -> str:
    """The place of a subject in its section: that of its first words in a text, then its name."""
    subject, rows = own
    name = _natural(subject)
    evidence = rows.get(EVIDENCE)
    return f"{_natural(evidence[0]) if evidence else name}\0{name}"


def _title(rank: int) -> str:
    name = SECTIONS[rank]
    return " / ".join(dict.fromkeys(terms.LABEL[name])) if name else "Autres / Others"


def _ordered(rows: Rows) -> Rows:
    """The rows in the order of their predicates; objects of the vocabulary before others, French before other languages."""
    for predicate, objects in rows.items():
        if len(objects) > 1:
            if predicate == TYPE:
                objects.sort(key=lambda token: (token not in _RANK, _natural(token)))
            else:
                objects.sort(key=lambda token: (token[0] == '"' and not token.endswith("@fr"), _natural(token)))
    return {predicate: rows[predicate] for predicate in _predicates(tuple(rows))}


@lru_cache(_SHAPES)
def _predicates(found: tuple[Token, ...]) -> tuple[Token, ...]:
    """The predicates of a subject in their order: most subjects have the same as others."""
    return tuple(sorted(found, key=lambda predicate: (_ORDER.get(predicate, "50"), predicate)))


def _natural(token: Token) -> str:
    """A sort key under which numbers of any length count: mention 9 before mention 10. No token holds a control character."""
    parts = _DIGITS.split(token)
    for odd in range(1, len(parts), 2):
        significant = parts[odd].lstrip("0")
        parts[odd] = f"{len(significant):09}{significant}"
    return "\0".join((*parts, token))
