"""A store embedded in a folder."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import iris
from kg import namespaces as ns
from kg.errors import StoreError, UnwrittenError
from kg.nquads import Block, Contribution, Line
from kg.store import content
from kg.store.changes import Intake, Trail, amend, rewrite
from kg.store.folding import answerable
from kg.store.ledger import Ledger, drawn, folded, notes, opened, states
from kg.store.lock import clear, locked
from kg.store.oxigraph import OxigraphStore
from kg.store.results import Answer
from kg.store.serialise import Asked

if TYPE_CHECKING:
    from kg.store.difference import Difference

_FEW = 3
"""Graphs to take out of a database of any size rather than to make it again without them."""
_GENERATION = re.compile(r"generation-([0-9]{1,15})")


class EmbeddedStore(OxigraphStore):
    """A store in a folder: ``generation-N/`` are whole databases, the file ``current`` names the one that counts.

    A change is made on a copy (hard links, so it is cheap) which then takes the other's place by the renaming of ``current``: a
    process that dies in between leaves what was there before, and readers never see a database that is being written. The
    generation before the current one is kept for those who still read it. One writer at a time: a second gets a StoreError.
    """

    def __init__(self, folder: Path, writable: bool = False, base: str = iris.ID) -> None:
        self._folder = folder
        self._prefixes: Mapping[str, str] = ns.prefixes(base)
        self._writable = writable
        self.aside = False
        """Whether what comes is loaded by a thread while whoever sends it makes more."""
        self.expected = 0
        """How many documents will come, where that is known."""
        self._lock: int | None = None
        self._reading: ox.Store | None = None
        self._fold: bool | None = None
        self._closed = False
        self._trail: tuple[str | None, Trail] | None = None
        if writable:
            self._lock = locked(folder)
            self._sweep()
        elif not os.path.lexists(folder / "current"):
            raise StoreError(f"{folder}: there is no store here")

    @property
    def damaged(self) -> bool:
        """Whether what was kept here can no longer be read: only `replace` mends it."""
        try:
            return self._open is None
        except StoreError:
            return not self._closed

    def _name(self) -> str | None:
        """The database that counts; None where there is none, or where what should name it is damaged."""
        try:
            name = (self._folder / "current").read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            return None
        return name if _GENERATION.fullmatch(name) and (self._folder / name).is_dir() and self._ledger(name).is_file() else None

    @property
    def _open(self) -> ox.Store:
        if self._closed:
            raise StoreError(f"{self._folder}: the store is closed")
        if self._reading is None:
            name = self._name()
            if name is None and os.path.lexists(self._folder / "current"):
                raise StoreError(f"{self._folder}: the store is damaged; build again")
            try:
                self._reading = ox.Store.read_only(str(self._folder / name)) if name else ox.Store()
            except (OSError, RuntimeError) as error:
                raise StoreError(f"{self._folder}: the store is damaged ({error}); build again") from error
        return self._reading

    def mend(self) -> None:
        """Forgets what can no longer be read."""
        if self.damaged and self._writable:
            clear(self._folder / "current")
            (self._folder / "current").unlink(missing_ok=True)

    @contextmanager
    def _change(self, empty: bool) -> Iterator[tuple[ox.Store, Intake]]:
        """A database to change, a copy of the current one or an empty one, which takes its place when the block ends well."""
        if not self._writable:
            raise StoreError(f"{self._folder}: opened for reading only")
        old, kept = self._name(), self._open
        self._trail = None
        target = self._folder / f"generation-{max(self._numbers(), default=0) + 1}"
        try:
            if old and not empty:
                kept.backup(str(target))
            if old:
                shutil.copyfile(self._ledger(old), self._ledger(target.name))
            fresh = ox.Store(str(target))
            with closing(Ledger(self._ledger(target.name))) as ledger:
                yield fresh, Intake(ledger)
                ledger.save()
            fresh.flush()
            del fresh
            pointer = self._folder / "current.new"
            with pointer.open("w", encoding="ascii", newline="\n") as file:
                file.write(target.name)
                file.flush()
                os.fsync(file.fileno())
            os.replace(pointer, self._folder / "current")
        except (OSError, sqlite3.Error) as error:
            raise UnwrittenError(f"{self._folder}: cannot be written, and is as it was: {error}") from error
        finally:
            self._reading = self._fold = None
            self._sweep()

    def _ledger(self, name: str) -> Path:
        return self._folder / f"{name}.sources"

    def _numbers(self) -> list[int]:
        return [int(found[1]) for path in self._folder.iterdir() if (found := _GENERATION.match(path.name))]

    def _sweep(self) -> None:
        """Deletes the generations that nobody can be reading: all but the current one and the one before it."""
        name = self._name()
        older = [number for number in self._numbers() if name and number < int(name.rpartition("-")[2])]
        kept = {name, f"generation-{max(older, default=0)}"}
        for number in self._numbers():
            path = self._folder / f"generation-{number}"
            if path.name not in kept:
                shutil.rmtree(path, ignore_errors=True)
                with suppress(OSError):  # Windows deletes no file that a reader has open
                    self._ledger(path.name).unlink()

    def add(self, lines: Iterable[Line]) -> None:
        self.load(lines)

    def load(self, lines: Iterable[Line], graphs: Iterable[str] = ()) -> None:
        # What streams in may replace any number of graphs: it is added to a copy only where it is known to be little.
        stream, named = iter(lines), set(graphs)
        first = list(islice(stream, content.FEW))
        following = next(stream, None)
        whole = chain(first, () if following is None else (following,), stream)
        self._take(lambda intake: intake.lines(whole), named, little=following is None)

    def put(self, documents: Iterable[Contribution], graphs: Iterable[str] = ()) -> None:
        self._take(lambda intake: intake.contributions(documents), set(graphs), little=True)

    def difference(self, since: str) -> Difference | None:
        """What the last change that was made here made of the version ``since``; None where it is not known, or was no little."""
        if self._trail is None or self._trail[0] != since or self._trail[1].lost:
            return None
        from kg.store.difference import Difference

        return Difference(ox.Store.read_only(str(self._folder / since)), self._open, self._trail[1])

    def _take(self, blocks: Callable[[Intake], Iterable[Block]], named: set[str], little: bool) -> None:
        old, since = self._open, self._name()
        there = content.graphs(old)
        if little and there and len(named.intersection(there)) <= max(_FEW, len(there) // 4):
            with self._change(empty=False) as (copy, intake):
                trail = amend(copy, old, intake, blocks(intake), named, self._folder, self.aside, self.expected)
            self._trail = since, trail
        else:
            with self._change(empty=True) as (fresh, intake):
                rewrite(fresh, old, intake, blocks(intake), named, self._folder, self.aside, self.expected)

    def remove(self, document: str) -> bool:
        if not self._writable:
            raise StoreError(f"{self._folder}: opened for reading only")
        there = document in self.graphs()
        if there:
            self.load((), (document,))
        return there

    def replace(self, lines: Iterable[Line]) -> None:
        self.mend()
        with self._change(empty=True) as (fresh, intake):
            rewrite(fresh, ox.Store(), intake, intake.lines(lines), set(states(intake.ledger.rows)))

    def states(self) -> dict[str, str]:
        with self._sources() as rows:
            return states(rows) if rows else {}

    def notes(self) -> Iterator[str]:
        with self._sources() as rows:
            yield from notes(rows) if rows else ()

    def drawn(self) -> Iterator[Line]:
        with self._sources() as rows:
            yield from drawn(rows) if rows else ()

    @property
    def version(self) -> str:
        """What changes with every change of the store."""
        return self._name() or ""

    @contextmanager
    def _sources(self) -> Iterator[sqlite3.Connection | None]:
        name = self._name()
        if name is None or self._open is None:
            yield None
            return
        with opened(self._ledger(name)) as rows:
            yield rows

    @property
    def _folded(self) -> bool:
        if self._fold is None:
            with self._sources() as rows:
                self._fold = folded(rows) if rows else False
        return self._fold

    def query(self, text: str) -> Answer:
        if self._folded:
            answerable(text, self._prefixes)
        return super().query(text)

    def serialised(self, query: Asked, rows: str, triples: str, bound: int) -> tuple[str, bytes]:
        if self._folded:
            answerable(query.text, self._prefixes, query.default is not None or query.named is not None)
        return super().serialised(query, rows, triples, bound)

    def named(self, graph: str) -> Iterator[Line]:
        return content.named(self._open, graph, folded=self._folded)

    def triples(self) -> Iterator[Line]:
        return content.triples(self._open, self._folder if self._writable else None)

    def close(self) -> None:
        self._reading = None
        self._closed = True
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None
