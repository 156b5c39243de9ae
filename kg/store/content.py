"""What a database holds: quads in named graphs, and their union in the default graph, each triple once, one label an entity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from tempfile import SpooledTemporaryFile

import pyoxigraph as ox

from kg import labels
from kg.errors import StoreError
from kg.nquads import Line, Token, node, triple

# One load of a large graph holds it whole in memory; a fifth of a million lines costs a sixth of that at the same speed.
CHUNK = 200_000
_SUBJECTS_AT_ONCE = 50_000
_SPOOLED = 32_000_000
_NAMES = tuple(ox.NamedNode(token[1:-1]) for token in labels.PREDICATES)
_DEFAULT = ox.DefaultGraph()


def accumulates(graph: str) -> bool:
    """Whether documents add to a graph together, so that none of them replaces it: what authorities say."""
    return "/authority/" in graph


def chunks(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """The lines, as many at a time as are loaded at once."""
    stream = iter(lines)
    while chunk := list(islice(stream, CHUNK)):
        yield chunk


class Filling:
    """Puts lines into a database, chunk by chunk, in memory that does not grow with their number. The default graph is complete
    once `settle` was called."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._named: set[Token] = set()

    def take(self, lines: list[Line]) -> None:
        """Raises StoreError for what is no N-Quads."""
        plain: list[Line] = []
        for line in lines:
            if labels.is_label(line):
                self._named.add(line[: line.index(" ")])
            else:
                plain.append(triple(line))
        _bulk(self._store, lines, ox.RdfFormat.N_QUADS)
        _bulk(self._store, plain, ox.RdfFormat.N_TRIPLES)
        if len(self._named) > _SUBJECTS_AT_ONCE:
            self.settle()

    def settle(self) -> None:
        """Gives the entities seen so far one label each."""
        settle(self._store, self._named)
        self._named.clear()


def change(store: ox.Store, gone: Iterable[str], lines: list[Line], dead: Iterable[Line] = ()) -> None:
    """Takes named graphs (IRIs) and single lines out of a database and puts lines in, at a cost that depends on these alone."""
    lost = list(_quads(dead))
    for quad in lost:
        store.remove(quad)
    for name in {quad.graph_name for quad in lost}:
        if next(store.quads_for_pattern(None, None, None, name), None) is None:
            store.remove_graph(name)
    for graph in sorted(gone):
        name = ox.NamedNode(graph)
        lost += store.quads_for_pattern(None, None, None, name)
        store.remove_graph(name)
    filling = Filling(store)
    filling.take(lines)
    renamed: set[Token] = set()
    for quad in lost:
        subject, predicate, object_ = quad.subject, quad.predicate, quad.object
        if predicate in _NAMES:
            renamed.add(str(subject))
        elif all(other.graph_name == _DEFAULT for other in store.quads_for_pattern(subject, predicate, object_, None)):
            store.remove(ox.Quad(subject, predicate, object_, _DEFAULT))
    settle(store, renamed)
    filling.settle()


def settle(store: ox.Store, subjects: Iterable[Token]) -> None:
    """Makes the labels in the default graph those that `kg.labels` chooses among the named graphs'."""
    wanted: list[Line] = []
    for subject in sorted(subjects):
        lines, merged = [], set()
        for name in _NAMES:
            for quad in store.quads_for_pattern(ox.NamedNode(subject[1:-1]), name, None, None):
                if quad.graph_name == _DEFAULT:
                    merged.add(f"{subject} {name} {quad.object} .")
                else:
                    lines.append(f"{subject} {name} {quad.object} {quad.graph_name} .")
        chosen = {triple(line) for line in labels.settle(lines)}
        wanted += sorted(chosen - merged)
        for quad in _quads(merged - chosen):
            store.remove(quad)
    _bulk(store, wanted, ox.RdfFormat.N_TRIPLES)


def quads(store: ox.Store, graphs: Iterable[str], room: Path | None = None) -> Iterator[Line]:
    """The lines of named graphs (IRIs). ``room`` is a folder for what memory should not hold."""
    for graph in sorted(graphs):
        token = node(graph)
        for line in _dumped(store, ox.NamedNode(graph), room):
            yield f"{line[:-1]}{token} ."


def named(store: ox.Store, graph: str, room: Path | None = None) -> Iterator[Line]:
    """A named graph (its IRI) as lines of N-Triples."""
    return _dumped(store, ox.NamedNode(graph), room)


def triples(store: ox.Store, room: Path | None = None) -> Iterator[Line]:
    """The default graph as lines of N-Triples, those of a subject one after the other."""
    return _dumped(store, _DEFAULT, room)


def _dumped(store: ox.Store, graph: ox.NamedNode | ox.DefaultGraph, room: Path | None) -> Iterator[Line]:
    with SpooledTemporaryFile(_SPOOLED, dir=str(room) if room else None) as file:
        store.dump(file, ox.RdfFormat.N_TRIPLES, from_graph=graph)
        file.seek(0)
        for raw in file:
            yield raw[:-1].decode()


def graphs(store: ox.Store) -> tuple[str, ...]:
    """The IRIs of the named graphs, sorted."""
    return tuple(sorted(str(graph.value) for graph in store.named_graphs()))


def size(store: ox.Store) -> int:
    """The number of triples of the default graph."""
    found = store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    return int(next(found)["n"].value) if isinstance(found, ox.QuerySolutions) else 0


def _quads(lines: Iterable[Line]) -> Iterator[ox.Quad]:
    return iter(list(ox.parse("\n".join(lines).encode(), format=ox.RdfFormat.N_QUADS)))


def _bulk(store: ox.Store, lines: list[Line], form: ox.RdfFormat) -> None:
    if not lines:
        return
    try:
        store.bulk_load("\n".join(lines).encode("utf-8", "replace"), format=form)
    except SyntaxError as error:
        raise StoreError(f"not N-Quads: {error.msg}") from error
