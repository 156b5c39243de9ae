"""Whether a change of a sound graph left it sound, told from what is around the change.

What the checks of `kg.validate` say of a node depends on what is said of it, and on the classes (of a document: the text) of what
that leads to; of a relation, on the statements of it as well. So where nothing is wrong around a change, neither before it nor
after it, all else is judged as it was; where something is, the whole graph is to be judged again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from itertools import chain
from typing import Protocol

from kg import iris, terms
from kg import namespaces as ns
from kg.nquads import Line, Token, node, terms_of
from kg.validate import assertions, shapes
from kg.validate.graph import TYPE, Graph, Triple, local

MANY = 20_000
"""Triples around a change up to which they are judged apart."""
_TEXT = node(f"{iris.KG}text")
_SUBCLASS = node(f"{ns.RDFS}subClassOf")
_ENDS = tuple(node(f"{ns.RDF}{name}") for name in ("subject", "predicate", "object"))

_STATING = f"?n <{ns.RDF}subject> {{0}} ; <{ns.RDF}object> {{2}} ; <{ns.RDF}predicate> {{1}}"


class Side(Protocol):
    """A graph before a change, or after it, asked triple by triple."""

    @property
    def said(self) -> Callable[[Token], Collection[Line]]:
        """What is said of a node, as lines of N-Triples."""

    def naming(self, object_: Token) -> set[Token]:
        """The nodes of which something is said with this object."""

    def using(self, predicate: Token) -> Collection[Line]:
        """The triples with a predicate."""

    def having(self, pattern: str) -> set[Token]:
        """The nodes ?n of which a pattern of SPARQL holds."""


def untroubled(before: Side, after: Side, changed: Collection[Line], *, with_shapes: bool = True) -> bool:
    """Whether the findings in a graph are those from before a change, ``changed`` being the lines that came and went."""
    sides = before, after
    if any(line.startswith("_:") or " _:" in line or f" {_SUBCLASS} " in line for line in changed):
        return False
    relations = {triple for triple in map(terms_of, changed) if local(triple[1]) in terms.OBJECT_PROPERTIES}
    touched = {line[: line.index(" ")] for line in changed}
    for name in sorted(touched):
        if _seen(before, name) == _seen(after, name):
            continue
        for side in sides:
            relations.update(map(terms_of, side.said(name)))
            for other in side.naming(name):
                touched.add(other)
                relations.update(triple for triple in map(terms_of, side.said(other)) if triple[2] == name)
        if len(touched) > MANY:
            return False
    for side in sides:
        for name in touched:
            relations.update(_stated(side.said(name)))
    relations = {triple for triple in relations if local(triple[1]) in terms.OBJECT_PROPERTIES}
    return all(_sound(side, touched, relations, with_shapes) for side in sides)


def _sound(side: Side, touched: set[Token], relations: set[Triple], with_shapes: bool) -> bool:
    stated = (triple for triple in relations if local(triple[1]) in terms.RELATIONS)
    whole = touched.union(*(side.having(_STATING.format(*triple)) for triple in stated))
    own = [line for name in sorted(whole) for line in side.said(name)]
    if len(own) > MANY:
        return False
    seen = {end for subject, _, object_ in (*map(terms_of, own), *relations) for end in (subject, object_) if end[0] == "<"}
    classes = [line for name in sorted(seen - whole) for line in _seen(side, name)]
    told = [line for line in own if local(terms_of(line)[1]) not in terms.RELATIONS or terms_of(line) in relations]
    others = {triple[0] for triple in relations} - whole
    told += [line for name in others for line in side.said(name) if terms_of(line) in relations]
    if _faulty(Graph.of(f"{line[:-1]}<urn:kg:graph> ." for line in (*told, *classes))):
        return False
    return not (with_shapes and shapes.troubled([*own, *classes, *side.using(_SUBCLASS)], touched))


def _faulty(graph: Graph) -> bool:
    found = chain(
        assertions.vocabulary(graph),
        assertions.dates(graph),
        assertions.quotes(graph),
        assertions.statements(graph, frozenset()),
    )
    return assertions.broken(graph) or next(found, None) is not None


def _seen(side: Side, name: Token) -> list[Line]:
    """What others see of a node: its classes, its text, and whether anything is said of it."""
    said = side.said(name)
    return [line for line in said if line.split(" ", 2)[1] in (TYPE, _TEXT)] or list(said)[:1]


def _stated(said: Iterable[Line]) -> set[Triple]:
    """The triple that a node states, where it is a statement."""
    ends = {predicate: object_ for _, predicate, object_ in map(terms_of, said) if predicate in _ENDS}
    return {(ends[_ENDS[0]], ends[_ENDS[1]], ends[_ENDS[2]])} if len(ends) == len(_ENDS) else set()
