"""The documents of a build: which are there already as they are, which are to be understood, and what each brings, in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from kg.errors import ReadError
from kg.journal import Journal, Outcome
from kg.model import Finding
from kg.nquads import Contribution
from kg.read.sources import count, same_id, unread
from kg.read.unread import Unread, fingerprint
from kg.work import in_order, workers_for

Task = tuple[Unread, str]
"""A document that is not read yet, and the state that it will have."""
Understand = Callable[[Task], Outcome | Finding]
Share = Callable[[Understand, Iterator[Task]], Iterator[Outcome | Finding]]
"""How documents are shared out where it is not among processes of this machine: results come in the order of the documents."""
Progress = Callable[[int, int], None]
"""Told how many documents are done, of how many."""


class Batch:
    """``held`` are the documents of the store with their states (`kg.store.Store.states`), ``version`` goes into each new state.
    ``refused`` grows as the documents are gone through; ``unchanged`` are the graphs (IRIs) that stay as they are, those of
    ``imported`` among them where a document would be the same; ``left`` counts these, ``new`` those to be understood."""

    def __init__(
        self, sources: Sequence[Path], version: str, held: Mapping[str, str], imported: frozenset[str] = frozenset()
    ) -> None:
        self.refused: list[Finding] = []
        self.unchanged: set[str] = set()
        self.left = 0
        self._imported = imported
        self._sources = sources
        self._version = version
        self._graphs = {state: graph for graph, state in held.items() if state}
        self._seen: dict[str, str] = {}
        self._total = 0
        self._unread: list[Finding] = []
        self.new = 0
        if not self._graphs:
            self._total = self.new = count(sources)
            return
        for item in unread(sources):
            self._total += 1
            if isinstance(item, Finding):
                self._unread.append(item)
                continue
            graph = self._graphs.get(self._state(item))
            if graph is None:
                self.new += 1
            else:
                self.unchanged.add(graph)

    def _state(self, item: Unread) -> str:
        try:
            return fingerprint(self._version, item.fingerprint())
        except ReadError:
            return ""

    @property
    def _as_it_was(self) -> bool:
        """Whether all documents are in the store, each as a graph of its own: there is nothing to go through again for."""
        return bool(self.unchanged) and len(self.unchanged) + len(self._unread) == self._total

    def workers(self, wished: int | None) -> int:
        """How many processes are to share the work, as many as are ``wished`` for or, None, as are worth it."""
        return workers_for(self.new) if wished is None else wished

    def contributions(
        self,
        understand: Understand,
        journal: Journal,
        workers: int = 1,
        progress: Progress | None = None,
        share: Share | None = None,
    ) -> Generator[Contribution, None, None]:
        """What the documents that are new or have changed bring, in the order of their names. Who shares them out (``share``)
        keeps what was done as well, so that the journal need not."""
        if self._as_it_was:
            self.refused += self._unread
            if progress:
                progress(self._total, self._total)
            return
        # What needs no work waits for its turn: of two documents with the same id the first is kept, whichever is made first.
        waiting: deque[tuple[str, str | Finding | Outcome | None]] = deque()

        def tasks() -> Iterator[Task]:
            for item in unread(self._sources):
                if isinstance(item, Finding):
                    waiting.append((item.where, item))
                    continue
                state = self._state(item)
                known = self._graphs.get(state) or journal.kept(state)
                waiting.append((item.where, known))
                if known is None:
                    yield item, state

        done = 0
        outcomes = share(understand, tasks()) if share else in_order(understand, tasks(), workers)
        for outcome in chain(outcomes, (None,)):
            while waiting:
                where, known = waiting.popleft()
                done += 1
                if progress:
                    progress(done, max(done, self._total))
                if known is not None:
                    yield from self._settled(where, known, journal)
                elif outcome is not None:
                    if isinstance(outcome, Outcome) and share is None:
                        journal.keep(outcome)
                    yield from self._settled(where, outcome, journal)
                    break

    def _settled(self, where: str, what: str | Finding | Outcome, journal: Journal) -> Iterator[Contribution]:
        if isinstance(what, Finding):
            self.refused.append(what)
            return
        twin = same_id(self._seen, what.rpartition("/")[2] if isinstance(what, str) else what.id, where)
        if isinstance(what, Outcome):
            contribution = journal.contribution(what)
            if twin is None and contribution.graph in self._imported:
                self.unchanged.add(contribution.graph)
                self.left += 1
            elif twin is None:
                yield contribution
        if twin is not None:
            self.refused.append(twin)
