"""Oxigraph as a store: in memory, and embedded in a folder."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph as ox

from kg import iris, labels
from kg import namespaces as ns
from kg.errors import StoreError
from kg.nquads import Line, split, triple
from kg.store.results import Answer
from kg.store.sparql import ask

# One load of a large graph holds it whole in memory; a fifth of a million lines costs a sixth of that at the same speed.
_CHUNK = 200_000


class MemoryStore:
    """A store that lives as long as its process. ``base`` is the namespace of minted IRIs, for the prefixes of queries."""

    def __init__(self, lines: Iterable[Line] = (), base: str = iris.ID) -> None:
        self._graph: ox.Store | None = ox.Store()
        self._prefixes: Mapping[str, str] = ns.prefixes(base)
        self.replace(lines)

    @property
    def _open(self) -> ox.Store:
        if self._graph is None:
            raise StoreError("the store is closed")
        return self._graph

    def add(self, lines: Iterable[Line]) -> None:
        _add(self._open, _checked(lines))

    def remove(self, document: str) -> bool:
        return _remove(self._open, document)

    def replace(self, lines: Iterable[Line]) -> None:
        checked = _checked(lines)
        fresh = ox.Store()
        _fill(fresh, checked)
        self._graph = fresh

    def query(self, text: str) -> Answer:
        return ask(self._open, text, self._prefixes)

    def graphs(self) -> tuple[str, ...]:
        return _graphs(self._open)

    def size(self) -> int:
        return _size(self._open)

    def close(self) -> None:
        self._graph = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


class EmbeddedStore:
    """A store in a folder: ``generation-N/`` are whole databases, the file ``current`` names the one that counts.

    A change is made on a copy (hard links, so it is cheap) which then takes the other's place by the renaming of ``current``: a
    process that dies in between leaves what was there before, and readers never see a database that is being written. The
    generation before the current one is kept for those who still read it. One writer at a time: a second gets a StoreError.
    """

    def __init__(self, folder: Path, writable: bool = False, base: str = iris.ID) -> None:
        self._folder = folder
        self._prefixes: Mapping[str, str] = ns.prefixes(base)
        self._writable = writable
        self._lock: int | None = None
        self._reading: ox.Store | None = None
        self._closed = False
        if writable:
            try:
                folder.mkdir(parents=True, exist_ok=True)
                self._lock = _lock(folder / "lock")
            except OSError as error:
                raise StoreError(f"{folder}: cannot be written, or another process writes to it: {error.strerror}") from error
            self._sweep()
        elif not (folder / "current").is_file():
            raise StoreError(f"{folder}: there is no store here")

    def _name(self) -> str | None:
        try:
            return (self._folder / "current").read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None

    @property
    def _open(self) -> ox.Store:
        if self._closed:
            raise StoreError(f"{self._folder}: the store is closed")
        if self._reading is None:
            name = self._name()
            try:
                self._reading = ox.Store.read_only(str(self._folder / name)) if name else ox.Store()
            except OSError as error:
                raise StoreError(f"{self._folder}: cannot be read: {error}") from error
        return self._reading

    @contextmanager
    def _change(self, empty: bool = False) -> Iterator[ox.Store]:
        """A copy of the database to change, which becomes the current one when the block ends well."""
        if not self._writable:
            raise StoreError(f"{self._folder}: opened for reading only")
        old = self._name()
        target = self._folder / f"generation-{int(old.rpartition('-')[2]) + 1 if old else 1}"
        try:
            if old and not empty:
                self._open.backup(str(target))
            fresh = ox.Store(str(target))
            yield fresh
            fresh.flush()
            del fresh
            pointer = self._folder / "current.new"
            with pointer.open("w", encoding="ascii") as file:
                file.write(target.name)
                file.flush()
                os.fsync(file.fileno())
            os.replace(pointer, self._folder / "current")
        except OSError as error:
            raise StoreError(f"{self._folder}: cannot be written: {error}") from error
        finally:
            self._reading = None
            self._sweep()

    def _sweep(self) -> None:
        """Deletes the generations that nobody can be reading: all but the current one and the one before it."""
        name = self._name()
        current = int(name.rpartition("-")[2]) if name else 0
        for path in self._folder.glob("generation-*"):
            if path.name != name and path.name != f"generation-{current - 1}":
                shutil.rmtree(path, ignore_errors=True)

    def add(self, lines: Iterable[Line]) -> None:
        checked = _checked(lines)
        with self._change() as fresh:
            _add(fresh, checked)

    def remove(self, document: str) -> bool:
        if not self._writable:
            raise StoreError(f"{self._folder}: opened for reading only")
        if document not in self.graphs():
            return False
        with self._change() as fresh:
            return _remove(fresh, document)

    def replace(self, lines: Iterable[Line]) -> None:
        checked = _checked(lines)
        with self._change(empty=True) as fresh:
            _fill(fresh, checked)

    def query(self, text: str) -> Answer:
        return ask(self._open, text, self._prefixes)

    def graphs(self) -> tuple[str, ...]:
        return _graphs(self._open)

    def size(self) -> int:
        return _size(self._open)

    def close(self) -> None:
        self._reading = None
        self._closed = True
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _lock(path: Path) -> int:
    """A descriptor that holds the lock of a file until it is closed. Raises OSError where another holds it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise
    return handle


def _checked(lines: Iterable[Line]) -> list[Line]:
    """The lines, once the engine has read them all: a change must not stop half-way. Raises StoreError."""
    own = list(lines)
    try:
        for quad in ox.parse("\n".join(own).encode("utf-8", "replace"), format=ox.RdfFormat.N_QUADS):
            if isinstance(quad.graph_name, ox.DefaultGraph):
                raise StoreError(f"not a line of a named graph: {quad}")
    except SyntaxError as error:
        raise StoreError(f"not N-Quads: {error.msg}") from error
    return own


def _load(store: ox.Store, lines: Iterable[Line]) -> None:
    stream = iter(lines)
    while chunk := list(islice(stream, _CHUNK)):
        store.bulk_load("\n".join(chunk).encode(), format=ox.RdfFormat.N_QUADS)


def _fill(store: ox.Store, lines: list[Line]) -> None:
    _load(store, lines)
    _load(store, sorted({triple(line) for line in labels.settle(lines)}))


def _add(store: ox.Store, lines: list[Line]) -> None:
    new = {split(line).graph for line in lines}
    touched = {split(line).subject for line in lines}
    for graph in sorted(new):
        if "/document/" in graph:
            name = ox.NamedNode(graph[1:-1])
            touched.update(str(quad.subject) for quad in store.quads_for_pattern(None, None, None, name))
            store.remove_graph(name)
    _load(store, lines)
    _refresh(store, touched)


def _remove(store: ox.Store, document: str) -> bool:
    try:
        name = ox.NamedNode(document)
    except ValueError:
        return False
    if not store.contains_named_graph(name):
        return False
    touched = {str(quad.subject) for quad in store.quads_for_pattern(None, None, None, name)}
    store.remove_graph(name)
    _refresh(store, touched)
    return True


def _refresh(store: ox.Store, subjects: Iterable[str]) -> None:
    """Makes the default graph say of these subjects what the named graphs say together."""
    for subject in sorted(subjects):
        lines, merged = [], set()
        for quad in store.quads_for_pattern(ox.NamedNode(subject[1:-1]), None, None, None):
            if isinstance(quad.graph_name, ox.DefaultGraph):
                merged.add(f"{subject} {quad.predicate} {quad.object} .")
            else:
                lines.append(f"{subject} {quad.predicate} {quad.object} {quad.graph_name} .")
        wanted = {triple(line) for line in labels.settle(lines)}
        for gone in _quads(merged - wanted):
            store.remove(gone)
        store.extend(_quads(wanted - merged))


def _quads(lines: Iterable[Line]) -> Iterator[ox.Quad]:
    return iter(list(ox.parse("\n".join(lines).encode(), format=ox.RdfFormat.N_QUADS)))


def _graphs(store: ox.Store) -> tuple[str, ...]:
    return tuple(sorted(str(graph.value) for graph in store.named_graphs()))


def _size(store: ox.Store) -> int:
    return sum(1 for _ in store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
