"""One change of a store, from what comes in to what its database then holds: the same for every store that has a database of
its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError
from kg.nquads import Block, Contribution, Line, Token
from kg.store import content
from kg.store.folding import Folding
from kg.store.ledger import Ledger, alone, drawn
from kg.store.naming import Names

MANY = 100_000
"""Lines up to which a change is remembered line by line."""


class Trail:
    """What a change has touched: the lines (N-Triples) that came and the quads that went, not all of which make a difference."""

    def __init__(self) -> None:
        self.came: list[bytes] = []
        self.went: list[ox.Quad] = []
        self._left = MANY

    @property
    def lost(self) -> bool:
        """Whether it was too much to be remembered."""
        return self._left < 0

    def note(self, block: Block | None = None, quads: Sequence[ox.Quad] = ()) -> None:
        self._left -= len(quads) + (block.text.count(b"\n") if block else 0)
        if self.lost:
            self.came.clear()
            self.went.clear()
            return
        self.went += quads
        if block:
            self.came.append(block.triples)


class Intake:
    """Lines on their way into a database; who draws what is noted in the ledger. ``seen`` are the graphs (IRIs) that came."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.seen: set[str] = set()
        self.drawn_later = False
        """Whether what is drawn is written from the ledger in the end, rather than as it comes."""

    def contributions(self, items: Iterable[Contribution]) -> Iterator[Block]:
        """The lines of documents."""
        for item in items:
            self.seen.add(item.graph)
            new = self.ledger.put(item.graph, item.drawn, item.state, item.note)
            yield item.block
            if new and not self.drawn_later:
                yield Block.of(new)._replace(vouched=True)

    def lines(self, lines: Iterable[Line]) -> Iterator[Block]:
        """Lines of named graphs. What they say in the name of authorities is drawn by the dump that comes with them, else by
        each of the documents."""
        loose: dict[Line, None] = {}
        vouching: set[str] = set()
        for some in content.some(lines):
            block, graph = Block.of(some), _graph(some[0])
            if block.within(graph, len(some)) and not content.accumulates(graph):
                self.seen.add(graph)
                yield block._replace(graph=graph)
                continue
            own = []
            for line in some:
                graph = _graph(line)
                if content.accumulates(graph):
                    loose[line] = None
                    vouching.add(graph)
                else:
                    self.seen.add(graph)
                    own.append(line)
            yield Block.of(own)
        yield from content.blocked(self._drawn(loose, vouching))

    def _drawn(self, loose: Iterable[Line], vouching: Iterable[str]) -> Iterator[Line]:
        """Notes who draws lines that came in the name of authorities. Gives those that nobody drew so far."""
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
    fresh: ox.Store,
    old: ox.Store,
    intake: Intake,
    blocks: Iterable[Block],
    named: set[str],
    room: Path | None = None,
    aside: bool = False,
    documents: int = 0,
) -> None:
    """Fills an empty database with lines, and with what the old one held beside their graphs and those named. ``aside``: a thread
    loads what came while more is made. ``documents`` is how many are expected, where that is known."""
    intake.drawn_later = True
    there, folded = content.graphs(old), intake.ledger.folded
    folds = Folding(documents=documents and documents + len(set(there) - named))
    with Names(room) as names, content.Filling(fresh, names, folds, aside) as filling:
        for block in blocks:
            filling.take(block)
        intake.close(named)
        gone = intake.seen | named
        kept = (graph for graph in there if graph not in gone and not content.accumulates(graph))
        for block in chain(content.blocks(old, kept, room, folded), content.blocked(drawn(intake.ledger.rows))):
            filling.take(block)
        filling.close()
    intake.ledger.folded = folds.on


def amend(
    store: ox.Store,
    old: ox.Store,
    intake: Intake,
    blocks: Iterable[Block],
    named: set[str],
    room: Path | None = None,
    aside: bool = False,
    documents: int = 0,
) -> Trail:
    """Puts lines into a copy of an old database in the place of their graphs and of those named, at a cost that depends on these
    alone. Returns what was touched. ``aside`` and ``documents`` as for `rewrite`."""
    there = {graph for graph in content.graphs(store) if not content.accumulates(graph)}
    trail = Trail()
    lost: list[ox.Quad] = []
    renamed: set[Token] = set()
    folded = intake.ledger.folded
    # What is lost is told apart by the graphs that have it: a store that has documents goes on as it began.
    folds = Folding(folded, 0 if any("/document/" in graph for graph in there) else documents)
    with Names(room, old) as names, content.Filling(store, names, folds, aside) as filling:
        for block in blocks:
            if gone := intake.seen & there:
                lost += content.without(store, gone, folded=folded)
                there -= gone
            filling.take(block)
            trail.note(block)
            if len(lost) > content.FEW:
                filling.flush()
                filling.wait()
                renamed |= content.forget(store, lost)
                trail.note(quads=lost)
                lost.clear()
        dead = intake.close(named)
        lost += content.without(store, named & there, dead, folded)
        trail.note(quads=lost)
        filling.flush()
        filling.wait()
        filling.close(renamed | content.forget(store, lost))
    intake.ledger.folded = folds.on
    return trail


def _graph(line: Line) -> str:
    """The IRI of the named graph of a line. Raises StoreError where there is none."""
    cut = line.rfind(" ", 0, -2)
    if cut < 0 or not line.endswith("> .") or line[cut + 1] != "<":
        raise StoreError(f"not a line of a named graph: {line[:200]}")
    return line[cut + 2 : -3]
