"""Lines of N-Quads → files: Turtle (one graph), N-Quads and TriG (a graph a source), JSON-LD; byte-stable and atomic.

The order of a file depends on its content alone: documents first, then entities kind by kind, then statements and evidence in
the order of the text, then mentions. IRIs below the base are printed relative to it where no prefix fits.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Literal

from kg import iris, terms
from kg import namespaces as ns
from kg.nquads import Line, Token, node, split
from kg.write.spill import in_order

Format = Literal["ttl", "nq", "trig", "jsonld"]
FORMATS: tuple[Format, ...] = ("ttl", "nq", "trig", "jsonld")

_TYPE = node(f"{ns.RDF}type")
_FIRST = (
    _TYPE,
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
_SECTIONS = (
    "Document", "Person", "Organisation", "Office", "Mandate", "Constituency", "Place", "Bill", "Law", "Ordinance", "Decree",
    "Code", "EUAct", "Constitution", "Treaty", "CourtDecision", "Amendment", "Article", "Provision", "Report", "Mission",
    "Recommendation", "Event", "Vote", "Theme", "", "Statement", "Evidence", "Mention",
)  # fmt: skip
_RANK = {node(iris.KG + name): number for number, name in enumerate(_SECTIONS) if name}
_OTHERS = _SECTIONS.index("")
_DIGITS = re.compile(r"([0-9]+)")
_EVIDENCE = node(iris.KG + "evidence")
_XSD = f'"^^<{ns.XSD}'
_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
_RELATIVE = re.compile(r"[a-z]+/[A-Za-z0-9_~%:-]+(?:[/.][A-Za-z0-9_~%:-]+)*")
_INTEGER = re.compile(r"-?[0-9]+")
_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+")

_REMEMBERED = 200_000

Triple = tuple[Token, Token, Token]
Triples = list[Triple]


def turtle(lines: Iterable[Line], base: str = iris.ID) -> bytes:
    """Everything in one graph, each triple once, as UTF-8 Turtle: a section a kind, a paragraph a subject."""
    short = _Shortener(base)
    parts = [short.header()]
    for section, subjects in _sections({split(line)[:3] for line in lines}):
        parts.append(f"\n# ── {section} ──\n")
        parts += [f"\n{short.paragraph(own)}" for own in subjects]
    return "".join(parts).encode()


def turtle_parts(triples: Iterable[Line], base: str = iris.ID, room: Path | None = None) -> Iterator[bytes]:
    """The same bytes as `turtle`, in memory that does not grow with the graph. ``triples`` are lines of N-Triples, each once,
    those of a subject one after the other; ``room`` is a folder for what is sorted on the way."""
    short = _Shortener(base)
    yield short.header().encode()
    section = -1
    for (rank, *_), paragraph in in_order(_paragraphs(triples, short), room):
        if rank != section:
            section = rank
            yield f"\n# ── {_title(rank)} ──\n".encode()
        yield f"\n{paragraph}".encode()


def _paragraphs(triples: Iterable[Line], short: _Shortener) -> Iterator[tuple[list[object], str]]:
    for subject, lines in groupby(triples, key=lambda line: line[: line.index(" ")]):
        own: Triples = []
        for line in lines:
            _, predicate, rest = line.split(" ", 2)
            own.append((subject, predicate, rest[:-2]))
        own.sort(key=_within)
        yield [_rank(own), *_place(own)], short.paragraph(own)


def nquads(lines: Iterable[Line]) -> bytes:
    """Every source in its named graph, one line a quad, sorted."""
    return "".join(f"{line}\n" for line in sorted(set(lines))).encode()


def trig(lines: Iterable[Line], base: str = iris.ID) -> bytes:
    """Every source in its named graph, as UTF-8 TriG; within a graph the order is that of the Turtle."""
    short = _Shortener(base)
    graphs: dict[Token, set[Triple]] = defaultdict(set)
    for line in lines:
        subject, predicate, object_, graph = split(line)
        graphs[graph].add((subject, predicate, object_))
    parts = [short.header()]
    for graph in sorted(graphs, key=_natural):
        paragraphs = [short.paragraph(own) for _, subjects in _sections(graphs[graph]) for own in subjects]
        parts.append(f"\nGRAPH {short.term(graph)} {{\n" + "\n".join(paragraphs) + "}\n")
    return "".join(parts).encode()


def jsonld(lines: Iterable[Line]) -> bytes:
    """Everything in one graph, each triple once, as expanded JSON-LD."""
    import pyoxigraph as ox

    flat = "".join(
        f"{s} {p} {o} .\n"
        for _, subjects in _sections({split(line)[:3] for line in lines})
        for triples in subjects
        for s, p, o in triples
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


class _Shortener:
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

    def paragraph(self, triples: Triples) -> str:
        """The triples of one subject, those of one predicate on a line."""
        rows: dict[Token, list[str]] = {}
        for _, predicate, object_ in triples:
            rows.setdefault(predicate, []).append(self.term(object_))
        said = (f"{'a' if p == _TYPE else self.term(p)} {' , '.join(objects)}" for p, objects in rows.items())
        return f"{self.term(triples[0][0])} " + " ;\n    ".join(said) + " .\n"

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

    @staticmethod
    def literal(token: Token) -> str:
        at = token.rfind(_XSD)
        if at < 0 or token[-1] != ">":
            return token
        words, kind = token[1:at], token[at + len(_XSD) : -1]
        if (kind == "integer" and _INTEGER.fullmatch(words)) or (kind == "boolean" and words in ("true", "false")):
            return words
        return words if kind == "decimal" and _DECIMAL.fullmatch(words) else f"{token[: at + 1]}^^xsd:{kind}"


def _sections(triples: set[Triple]) -> Iterator[tuple[str, list[Triples]]]:
    """The triples, section by section: each section's title and its subjects in order, each with its triples in order."""
    grouped: dict[Token, Triples] = defaultdict(list)
    for triple in triples:
        grouped[triple[0]].append(triple)
    sections: dict[int, list[tuple[tuple[tuple[object, ...], ...], Triples]]] = defaultdict(list)
    for own in grouped.values():
        own.sort(key=_within)
        sections[_rank(own)].append((_place(own), own))
    for rank in sorted(sections):
        yield _title(rank), [own for _, own in sorted(sections[rank], key=lambda pair: pair[0])]


def _rank(own: Triples) -> int:
    """The section of a subject, by its sorted triples."""
    return min((_RANK.get(o, _OTHERS) for _, p, o in own if p == _TYPE), default=_OTHERS)


def _place(own: Triples) -> tuple[tuple[object, ...], tuple[object, ...]]:
    """The place of a subject in its section, by its sorted triples: that of its first words in a text, then its name."""
    subject = own[0][0]
    return _natural(next((o for _, p, o in own if p == _EVIDENCE), subject)), _natural(subject)


def _title(rank: int) -> str:
    name = _SECTIONS[rank]
    return " / ".join(dict.fromkeys(terms.LABEL[name])) if name else "Autres / Others"


def _within(triple: Triple) -> tuple[object, ...]:
    """The order of one subject's triples: the class of the vocabulary before others, French before other languages."""
    _, predicate, object_ = triple
    foreign = object_ not in _RANK if predicate == _TYPE else object_[0] == '"' and not object_.endswith("@fr")
    return (_ORDER.get(predicate, "50"), predicate, foreign, _natural(object_))


def _size(digits: str) -> tuple[int, str]:
    """A sort key of a number of any length: by its digits without leading zeros, how many and which."""
    significant = digits.lstrip("0")
    return len(significant), significant


def _natural(token: Token) -> tuple[object, ...]:
    """A sort key under which numbers count: mention 9 before mention 10."""
    return (*(_size(part) if odd % 2 else part for odd, part in enumerate(_DIGITS.split(token))), token)
