"""One label an entity: what happens where documents call the same thing by several names.

An entity bears one ``rdfs:label`` (and, a theme, one ``skos:prefLabel``) a language. Among several, the one that an authority
(the shipped pack, an imported dump) gives wins; then the longest, then the one with the fewest capitals, then the first by code
points. The others become ``skos:altLabel``. The rule looks at the labels alone, so it does not depend on the order of documents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg import namespaces as ns
from kg.nquads import Line, Token, node, quad, split, value

_LABEL = node(f"{ns.RDFS}label")
_PREFERRED = node(f"{ns.SKOS}prefLabel")
_ALT = node(f"{ns.SKOS}altLabel")
PREDICATES = (_LABEL, _PREFERRED, _ALT)
"""The tokens of the predicates that give names."""
_MARK = 'abel> "'
_MARKED = _MARK.encode()
_BEGUN = frozenset(predicate.removesuffix("abel>").encode() for predicate in PREDICATES)
_VOUCHING = ("/authority/", "/dump/")


def _rank(candidate: tuple[bool, Token]) -> tuple[bool, int, int, str]:
    vouched, token = candidate
    words = value(token)
    return (not vouched, -len(words), sum(map(str.isupper, words)), words)


def _language(token: Token) -> str:
    return token[token.rindex('"') + 1 :]


def is_label(line: Line) -> bool:
    """Whether a line gives a name: whether its place in the merged graph depends on other lines."""
    return _MARK in line and line.split(" ", 2)[1] in PREDICATES


def named(text: bytes) -> set[Token]:
    """The subjects of those of some lines (UTF-8) that give names."""
    found = set()
    for part in text.split(_MARKED)[:-1]:
        subject, _, begun = part[part.rfind(b"\n") + 1 :].partition(b" ")
        if begun in _BEGUN:
            found.add(subject.decode())
    return found


def parted(text: bytes) -> tuple[bytes, bytes]:
    """Some lines (UTF-8, each closed by a newline): those that give names, and the others."""
    names, others = [], []
    kept = at = 0
    while (at := text.find(_MARKED, at)) >= 0:
        start, end = text.rfind(b"\n", 0, at) + 1, text.find(b"\n", at) + 1
        if text[start:at].partition(b" ")[2] in _BEGUN:
            names.append(text[start:end])
            others.append(text[kept:start])
            kept = end
        at = end
    others.append(text[kept:])
    return b"".join(names), b"".join(others)


def is_vouching(graph: str) -> bool:
    """Whether a named graph is an authority's, whose labels win."""
    return any(place in graph for place in _VOUCHING)


def essence(line: bytes) -> tuple[bytes, bool]:
    """What `settle` sees of a line (UTF-8, with or without its newline): its triple, and whether an authority gives it."""
    cut = line.rindex(b" <")
    return line[:cut], is_vouching(line[cut:].decode())


def settle(lines: Iterable[Line]) -> set[Line]:
    """The lines, each once, with one label an entity and language."""
    out: set[Line] = set()
    named: dict[tuple[Token, Token, str], set[tuple[bool, Token]]] = defaultdict(set)
    labels: set[Line] = set()
    for line in lines:
        if not is_label(line):
            out.add(line)
            continue
        subject, predicate, words, graph = split(line)
        labels.add(line)
        if predicate != _ALT:
            named[subject, predicate, _language(words)].add((is_vouching(graph), words))
    chosen = {key: min(candidates, key=_rank)[1] for key, candidates in named.items()}
    for line in labels:
        subject, predicate, words, graph = split(line)
        language = _language(words)
        if predicate == _ALT:
            if words != chosen.get((subject, _LABEL, language)):
                out.add(line)
        elif words == chosen[subject, predicate, language]:
            out.add(line)
        elif words != chosen.get((subject, _LABEL, language)):
            out.add(quad(subject, _ALT, words, graph))
    return out
