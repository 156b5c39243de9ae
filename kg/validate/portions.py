"""A graph in portions that the shapes can judge one after another, so that their engine never holds the whole of it.

A shape of `ontology/shapes.ttl` looks at a node, at what is said of it, and at the classes of what that leads to. A portion
therefore holds some nodes with all that is said of them, and the classes of the others that they name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, TypeGuard

from kg import namespaces as ns

if TYPE_CHECKING:
    import pyoxigraph as ox

PORTION = 10_000
"""Triples of a portion, classes of others aside: the engine takes some 14 kB a triple."""
_SH = "http://www.w3.org/ns/shacl#"
_FURTHER = {f"{_SH}{name}" for name in ("node", "sparql", "js", "rule", "target")}
"""What may look further than a portion reaches: shapes of other nodes, queries."""
_OF_CLASS = {f"{ns.RDF}type", *(f"{_SH}{name}" for name in ("targetObjectsOf", "class", "or", "nodeKind", "message"))}
_TYPE = f"<{ns.RDF}type>"
_SUBCLASS = f"<{ns.RDFS}subClassOf>"


@dataclass(frozen=True, slots=True)
class Portion:
    """Some triples of a graph, one a line of N-Triples, and the nodes (tokens) of which they are all that is said."""

    lines: tuple[str, ...]
    nodes: frozenset[str]


def portions(triples: Sequence[str], size: int = PORTION) -> Iterator[Portion]:
    """The portions of a graph of sorted, distinct lines. A node with more triples than ``size`` is a portion of its own."""
    types: dict[str, list[str]] = {}
    everywhere: list[str] = []
    for line in triples:
        subject, predicate, _ = line.split(" ", 2)
        if predicate == _TYPE:
            types.setdefault(subject, []).append(line)
        elif predicate == _SUBCLASS:
            everywhere.append(line)
    lines: list[str] = []
    nodes: set[str] = set()
    for subject, own in groupby(triples, key=_subject):
        said = list(own)
        if lines and len(lines) + len(said) > size:
            yield _portion(lines, nodes, types, everywhere)
            lines, nodes = [], set()
        lines += said
        nodes.add(subject)
    if lines:
        yield _portion(lines, nodes, types, everywhere)


def _subject(line: str) -> str:
    return line.partition(" ")[0]


def _portion(lines: list[str], nodes: set[str], types: dict[str, list[str]], everywhere: list[str]) -> Portion:
    objects = {line.rpartition(" ")[0].rpartition(" ")[2] for line in lines if line.endswith("> .")}
    others = [line for named in sorted(objects - nodes) for line in types.get(named, ())]
    return Portion(tuple(sorted({*lines, *others, *everywhere})), frozenset(nodes))


def separable(shapes: Sequence[ox.Triple]) -> bool:
    """Whether shapes look no further than a portion reaches."""
    properties = {triple.object for triple in shapes if triple.predicate.value == f"{_SH}property"}
    beyond = of_objects(shapes)
    for triple in shapes:
        name = triple.predicate.value
        if name in _FURTHER:
            return False
        # Of what a predicate leads to, a portion may know the class alone.
        if _is_iri(triple.subject) and triple.subject.value in beyond and name not in _OF_CLASS:
            return False
        # A path of several steps, or against the arrow, is a blank node; a property within a property is a second step.
        if name == f"{_SH}path" and not _is_iri(triple.object):
            return False
        if name == f"{_SH}property" and triple.subject in properties:
            return False
    return True


def of_objects(shapes: Sequence[ox.Triple]) -> frozenset[str]:
    """The shapes (IRIs) that are about what a predicate leads to: these judge nodes beyond those of a portion, by their class."""
    found = (one.subject for one in shapes if one.predicate.value == f"{_SH}targetObjectsOf")
    return frozenset(subject.value for subject in found if _is_iri(subject))


def _is_iri(term: object) -> TypeGuard[ox.NamedNode]:
    import pyoxigraph as ox

    return isinstance(term, ox.NamedNode)
