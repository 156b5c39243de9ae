"""What a build has understood so far, kept until it is in the store: a build that was stopped goes on where it was."""

from __future__ import annotations

import json
import sqlite3
import zlib
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from kg.nquads import Bundle, Contribution

_SCHEMA = """
PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS outcome (state TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS bundle (digest BLOB PRIMARY KEY, lines TEXT NOT NULL) WITHOUT ROWID;
"""
_TOGETHER = 200


class Outcome(NamedTuple):
    """A document as one process hands it to another: as `kg.nquads.Contribution`, the lines of its graph as one text, and
    bundles by their digests. ``new`` are those that the process had not handed over before."""

    state: str
    id: str
    graph: str
    own: str
    drawn: tuple[bytes, ...]
    new: tuple[Bundle, ...]
    note: str


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
        return Contribution(outcome.graph, tuple(outcome.own.split("\n")), drawn, outcome.state, outcome.note)

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
                    body = json.dumps([one.id, one.graph, one.own, [d.hex() for d in one.drawn], one.note], ensure_ascii=False)
                    packed = zlib.compress(body.encode("utf-8", "surrogatepass"), 1)
                    self._rows.execute("INSERT OR REPLACE INTO outcome VALUES (?, ?)", (one.state, packed))
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
            found = self._rows.execute("SELECT body FROM outcome WHERE state = ?", (state,)).fetchone()
            if found is None:
                return None
            id_, graph, own, drawn, note = json.loads(zlib.decompress(found[0]).decode("utf-8", "surrogatepass"))
        except (sqlite3.Error, zlib.error, ValueError):
            return None
        digests = tuple(map(bytes.fromhex, drawn))
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
