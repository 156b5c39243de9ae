"""One change of a store, from what comes in to what its database then holds: the same for every store that has a database of
its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError
from kg.nquads import Contribution, Line
from kg.store import content
from kg.store.ledger import Ledger, alone, drawn


class Intake:
    """Lines on their way into a database; who draws what is noted in the ledger. ``seen`` are the graphs (IRIs) that came."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.seen: set[str] = set()
        self.drawn_later = False
        """Whether what is drawn is written from the ledger in the end, rather than as it comes."""

    def contributions(self, items: Iterable[Contribution]) -> Iterator[Line]:
        """The lines of documents."""
        for item in items:
            self.seen.add(item.graph)
            new = self.ledger.put(item.graph, item.drawn, item.state, item.note)
            yield from item.own
            if not self.drawn_later:
                yield from new

    def lines(self, lines: Iterable[Line]) -> Iterator[Line]:
        """Lines of named graphs. What they say in the name of authorities is drawn by the dump that comes with them, else by
        each of the documents."""
        loose: dict[Line, None] = {}
        vouching: set[str] = set()
        for line in lines:
            cut = line.rfind(" ", 0, -2)
            if cut < 0 or not line.endswith("> .") or line[cut + 1] != "<":
                raise StoreError(f"not a line of a named graph: {line[:200]}")
            graph = line[cut + 2 : -3]
            if content.accumulates(graph):
                loose[line] = None
                vouching.add(graph)
            else:
                self.seen.add(graph)
                yield line
        owners = {graph for graph in self.seen if "/dump/" in graph} or self.seen
        for graph in sorted(self.seen - owners):
            self.ledger.put(graph, ())
        new = [self.ledger.put(graph, alone(loose)) for graph in sorted(owners)]
        if not owners:
            for graph in sorted(vouching):
                own = alone(line for line in loose if line.endswith(f" <{graph}> ."))
                new.append(self.ledger.put(graph, {one.digest: one for one in (*self.ledger.drawn(graph), *own)}.values()))
        if not self.drawn_later:
            for some in new:
                yield from some

    def close(self, named: Iterable[str]) -> list[Line]:
        """Forgets the graphs that are named and did not come. Returns the lines that go with them."""
        for graph in sorted(set(named) - self.seen):
            self.ledger.drop(graph)
        return self.ledger.settle()


def rewrite(
    fresh: ox.Store, old: ox.Store, intake: Intake, lines: Iterable[Line], named: set[str], room: Path | None = None
) -> None:
    """Fills an empty database with lines, and with what the old one held beside their graphs and those named."""
    intake.drawn_later = True
    filling = content.Filling(fresh)
    for chunk in content.chunks(lines):
        filling.take(chunk)
    intake.close(named)
    gone = intake.seen | named
    kept = (graph for graph in content.graphs(old) if graph not in gone and not content.accumulates(graph))
    for chunk in content.chunks(chain(content.quads(old, kept, room), drawn(intake.ledger.rows))):
        filling.take(chunk)
    filling.settle()


def amend(store: ox.Store, intake: Intake, lines: Iterable[Line], named: set[str]) -> None:
    """Puts lines into a database in the place of their graphs and of those named, at a cost that depends on these alone."""
    there = {graph for graph in content.graphs(store) if not content.accumulates(graph)}
    for chunk in content.chunks(lines):
        content.change(store, intake.seen & there, chunk)
        there -= intake.seen
    dead = intake.close(named)
    content.change(store, named & there, [], dead)
