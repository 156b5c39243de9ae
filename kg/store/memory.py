"""A store in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import pyoxigraph as ox

from kg import iris
from kg import namespaces as ns
from kg.errors import StoreError
from kg.nquads import Block, Contribution, Line
from kg.store.changes import Intake, rewrite
from kg.store.ledger import Ledger, drawn, notes, states
from kg.store.oxigraph import OxigraphStore


class MemoryStore(OxigraphStore):
    """A store that lives as long as its process. ``base`` is the namespace of minted IRIs, for the prefixes of queries."""

    def __init__(self, lines: Iterable[Line] = (), base: str = iris.ID) -> None:
        self._graph: ox.Store | None = ox.Store()
        self._ledger = Ledger()
        self._prefixes: Mapping[str, str] = ns.prefixes(base)
        self.load(lines)

    @property
    def _open(self) -> ox.Store:
        if self._graph is None:
            raise StoreError("the store is closed")
        return self._graph

    def add(self, lines: Iterable[Line]) -> None:
        self.load(lines)

    def load(self, lines: Iterable[Line], graphs: Iterable[str] = ()) -> None:
        self._change(lambda intake: intake.lines(lines), set(graphs))

    def put(self, documents: Iterable[Contribution], graphs: Iterable[str] = ()) -> None:
        self._change(lambda intake: intake.contributions(documents), set(graphs))

    def remove(self, document: str) -> bool:
        there = document in self.graphs()
        if there:
            self.load((), (document,))
        return there

    def replace(self, lines: Iterable[Line]) -> None:
        self.load(lines, self.states())

    def _change(self, blocks: Callable[[Intake], Iterable[Block]], graphs: set[str]) -> None:
        fresh, intake = ox.Store(), Intake(self._ledger.copy())
        rewrite(fresh, self._open, intake, blocks(intake), graphs)
        self._graph, self._ledger = fresh, intake.ledger

    def states(self) -> dict[str, str]:
        return states(self._ledger.rows)

    def notes(self) -> Iterator[str]:
        return notes(self._ledger.rows)

    def drawn(self) -> Iterator[Line]:
        return drawn(self._ledger.rows)

    def close(self) -> None:
        self._graph = None
