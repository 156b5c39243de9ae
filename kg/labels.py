"""One label an entity: what happens where documents call the same thing by several names.

An entity bears one ``rdfs:label`` (and, a theme, one ``skos:prefLabel``) a language. Among several, the one that an authority
gives wins; then the longest, then the one with the fewest capitals, then the first by code points. The others become
``skos:altLabel``. The rule looks at the labels alone, so it does not depend on the order of documents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg import namespaces as ns
from kg.nquads import Line, Token, node, quad, split, value

_LABEL = node(f"{ns.RDFS}label")
_PREFERRED = node(f"{ns.SKOS}prefLabel")
_ALT = node(f"{ns.SKOS}altLabel")
_MARKS = (f" {_LABEL} ", f" {_PREFERRED} ", f" {_ALT} ")
_AUTHORITY = "/authority/"


def _rank(candidate: tuple[bool, Token]) -> tuple[bool, int, int, str]:
    vouched, token = candidate
    words = value(token)
    return (not vouched, -len(words), sum(map(str.isupper, words)), words)


def _language(token: Token) -> str:
    return token[token.rindex('"') + 1 :]


def settle(lines: Iterable[Line]) -> set[Line]:
    """The lines, each once, with one label an entity and language."""
    out: set[Line] = set()
    named: dict[tuple[Token, Token, str], set[tuple[bool, Token]]] = defaultdict(set)
    labels: set[Line] = set()
    for line in lines:
        if _MARKS[0] in line or _MARKS[1] in line or _MARKS[2] in line:
            subject, predicate, words, graph = split(line)
            if predicate in (_LABEL, _PREFERRED):
                labels.add(line)
                named[subject, predicate, _language(words)].add((_AUTHORITY in graph, words))
                continue
            if predicate == _ALT:
                labels.add(line)
                continue
        out.add(line)
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
