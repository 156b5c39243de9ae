"""What a small change made of a store: the triples that came and went, and both graphs to look around them in, at a cost that
depends on the change alone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import pyoxigraph as ox

from kg.nquads import Line, Token
from kg.store.changes import Trail
from kg.store.naming import PREDICATES

_DEFAULT = ox.DefaultGraph()
_REMEMBERED = 100_000


class Side:
    """The default graph before a change or after it, asked triple by triple."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self.said = lru_cache(_REMEMBERED)(self._said)

    def holds(self, quad: ox.Quad) -> bool:
        return quad in self._store

    def names(self, subject: ox.NamedNode) -> Iterator[ox.Quad]:
        """The triples that name a subject."""
        for name in PREDICATES:
            yield from self._store.quads_for_pattern(subject, name, None, _DEFAULT)

    def _said(self, subject: Token) -> tuple[Line, ...]:
        """What is said of a subject, as sorted lines of N-Triples."""
        return tuple(sorted(_lines(self._store.quads_for_pattern(ox.NamedNode(subject[1:-1]), None, None, _DEFAULT))))

    def naming(self, object_: Token) -> set[Token]:
        """The subjects of which something is said with this object (an IRI)."""
        return {str(quad.subject) for quad in self._store.quads_for_pattern(None, None, ox.NamedNode(object_[1:-1]), _DEFAULT)}

    def using(self, predicate: Token) -> list[Line]:
        """The triples with a predicate."""
        return _lines(self._store.quads_for_pattern(None, ox.NamedNode(predicate[1:-1]), None, _DEFAULT))

    def having(self, pattern: str) -> set[Token]:
        """The nodes ?n of which a pattern of SPARQL holds."""
        found = self._store.query(f"SELECT ?n {{ {pattern} }}")
        return {str(row["n"]) for row in found} if isinstance(found, ox.QuerySolutions) else set()


class Difference:
    """What a change made of the default graph: the lines ``added`` and ``removed`` (N-Triples), and the graph ``before`` and
    ``after``."""

    def __init__(self, before: ox.Store, after: ox.Store, trail: Trail) -> None:
        self.before, self.after = Side(before), Side(after)
        touched = {ox.Quad(quad.subject, quad.predicate, quad.object, _DEFAULT) for quad in trail.went}
        touched.update(ox.parse(b"".join(trail.came), format=ox.RdfFormat.N_TRIPLES))
        # Which of several labels is the one depends on all of them.
        for subject in {quad.subject for quad in touched if quad.predicate in PREDICATES}:
            if isinstance(subject, ox.NamedNode):
                touched.update(*(side.names(subject) for side in (self.before, self.after)))
        was = {quad for quad in touched if self.before.holds(quad)}
        now = {quad for quad in touched if self.after.holds(quad)}
        self.added = frozenset(_lines(now - was))
        self.removed = frozenset(_lines(was - now))

    @property
    def subjects(self) -> list[Token]:
        """The subjects of which something else is said now, sorted."""
        return sorted({line[: line.index(" ")] for line in self.added | self.removed})


def _lines(quads: Iterator[ox.Quad] | set[ox.Quad]) -> list[Line]:
    flat = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES) or b""
    return flat.decode().split("\n")[:-1]
