"""What a build has understood so far, kept until it is in the store: a build that was stopped goes on where it was."""

from __future__ import annotations

import sqlite3
import zlib
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from kg.nquads import DIGEST, Bundle, Contribution

_SCHEMA = """
PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS made (
    state TEXT NOT NULL UNIQUE, id TEXT NOT NULL, graph TEXT NOT NULL, own BLOB NOT NULL, drawn BLOB NOT NULL, note TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS bundle (digest BLOB PRIMARY KEY, lines TEXT NOT NULL) WITHOUT ROWID;
"""
_TOGETHER = 200


class Outcome(NamedTuple):
    """A document as one process hands it to another: as `kg.nquads.Contribution`, bundles by their digests. ``new`` are those
    that the process had not handed over before; ``packed`` is ``own`` as a journal keeps it, where that is made already."""

    state: str
    id: str
    graph: str
    own: bytes
    drawn: tuple[bytes, ...]
    new: tuple[Bundle, ...]
    note: str
    packed: bytes = b""


def pack(own: bytes) -> bytes:
    """The lines of a document as a journal keeps them."""
    return zlib.compress(own, 1)


class Journal:
    """Outcomes in a file, written a few hundred at a time; a build of fewer leaves no file. What cannot be read is no outcome,
    and where the file cannot be written there is none: a journal never stops a build."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rows: sqlite3.Connection | None = None
        self._waiting: list[Outcome] = []
        self._bundles: dict[bytes, Bundle] = {}
        self._stored: set[bytes] = set()
        if path.exists():
            self._open()

    def _open(self) -> None:
        for again in (True, False):
            try:
                self._rows = sqlite3.connect(self._path, isolation_level=None)
                self._rows.executescript(_SCHEMA)
                for digest, lines in self._rows.execute("SELECT digest, lines FROM bundle"):
                    self._bundles[digest] = Bundle(digest, tuple(lines.split("\n")))
                    self._stored.add(digest)
                return
            except sqlite3.Error:
                self._close()
                if again and self._path.is_file():
                    self._path.unlink()

    def _close(self) -> None:
        if self._rows is not None:
            self._rows.close()
        self._rows = None

    def contribution(self, outcome: Outcome) -> Contribution:
        """What an outcome brings into the graph."""
        self._bundles.update((one.digest, one) for one in outcome.new)
        drawn = tuple(self._bundles[digest] for digest in outcome.drawn)
        return Contribution(outcome.graph, outcome.own, drawn, outcome.state, outcome.note)

    def keep(self, outcome: Outcome) -> None:
        """Keeps an outcome, once others have come with it."""
        self._waiting.append(outcome)
        if len(self._waiting) < _TOGETHER:
            return
        if self._rows is None:
            self._open()
        if self._rows is not None:
            try:
                self._rows.execute("BEGIN")
                for one in self._waiting:
                    row = (one.state, one.id, one.graph, one.packed or pack(one.own), b"".join(one.drawn), one.note)
                    self._rows.execute("INSERT OR REPLACE INTO made VALUES (?, ?, ?, ?, ?, ?)", row)
                    new = [bundle for bundle in one.new if bundle.digest not in self._stored]
                    self._stored.update(bundle.digest for bundle in new)
                    rows = [(bundle.digest, "\n".join(bundle.lines)) for bundle in new]
                    self._rows.executemany("INSERT OR IGNORE INTO bundle VALUES (?, ?)", rows)
                self._rows.execute("COMMIT")
            except sqlite3.Error:
                self._close()
        self._waiting.clear()

    def kept(self, state: str) -> Outcome | None:
        """The outcome of a document of which an earlier build has seen to."""
        if self._rows is None:
            return None
        try:
            found = self._rows.execute("SELECT id, graph, own, drawn, note FROM made WHERE state = ?", (state,)).fetchone()
            if found is None:
                return None
            id_, graph, packed, drawn, note = found
            own = zlib.decompress(packed)
            digests = tuple(drawn[at : at + DIGEST] for at in range(0, len(drawn), DIGEST))
        except (sqlite3.Error, zlib.error, TypeError):
            return None
        return Outcome(state, id_, graph, own, digests, (), note) if self._bundles.keys() >= set(digests) else None

    def forget(self) -> None:
        """Deletes the file: nothing of it is wanted any more."""
        self._close()
        self._waiting.clear()
        if self._path.is_file():
            for end in ("", "-journal"):
                self._path.with_name(self._path.name + end).unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._close()
