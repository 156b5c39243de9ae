"""What a remote store was sent: the state of each named graph and of each subject of the merged graph, in a file of SQLite, so
that the next change sends what differs, and one that was cut off goes on."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from kg.errors import StoreError
from kg.nquads import Line, Token

_SCHEMA = """
PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS graph (name TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS subject (name TEXT PRIMARY KEY, state BLOB NOT NULL, round INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS subject_round ON subject (round);
"""


class Pushed:
    """``path`` None keeps it in memory. ``fresh`` is whether nothing is known to have been sent."""

    def __init__(self, path: Path | None) -> None:
        try:
            self._rows = sqlite3.connect(path or ":memory:", isolation_level=None)
            self._rows.executescript(_SCHEMA)
            self._round = int(self._rows.execute("SELECT COALESCE(MAX(round), 0) FROM subject").fetchone()[0]) + 1
        except sqlite3.Error as error:
            raise StoreError(f"{path}: this is no list of what was sent ({error}); delete it to send all again") from error

    @property
    def fresh(self) -> bool:
        return self._rows.execute("SELECT 1 FROM graph UNION ALL SELECT 1 FROM subject LIMIT 1").fetchone() is None

    def graphs(self) -> dict[str, str]:
        """The named graphs (IRIs) with their states."""
        return dict(self._rows.execute("SELECT name, state FROM graph"))

    def note(self, graph: str, state: str | None) -> None:
        """Notes a graph as sent, or (None) as deleted."""
        if state is None:
            self._rows.execute("DELETE FROM graph WHERE name = ?", (graph,))
        else:
            self._rows.execute("INSERT OR REPLACE INTO graph VALUES (?, ?)", (graph, state))

    def changed(self, triples: Iterable[Line]) -> Iterator[tuple[Token, list[Line], bytes, bool]]:
        """The subjects whose lines are not those that were sent: the subject, its lines, their state, whether it was sent before.
        ``triples`` are those of the merged graph, subject by subject."""
        for subject, lines in groupby(triples, key=lambda line: line[: line.index(" ")]):
            own = sorted(lines)
            state = hashlib.blake2b("\n".join(own).encode(), digest_size=12).digest()
            found = self._rows.execute("SELECT state FROM subject WHERE name = ?", (subject,)).fetchone()
            if found and found[0] == state:
                self._rows.execute("UPDATE subject SET round = ? WHERE name = ?", (self._round, subject))
            else:
                yield subject, own, state, found is not None

    def sent(self, subjects: Iterable[tuple[Token, bytes]]) -> None:
        """Notes subjects as sent."""
        rows = [(subject, state, self._round) for subject, state in subjects]
        self._rows.executemany("INSERT OR REPLACE INTO subject VALUES (?, ?, ?)", rows)

    def left(self) -> list[Token]:
        """The subjects that were sent once and are no longer in the graph, after all that are were gone through."""
        return [name for (name,) in self._rows.execute("SELECT name FROM subject WHERE round < ? ORDER BY name", (self._round,))]

    def gone(self, subjects: Iterable[Token]) -> None:
        """Notes subjects as deleted."""
        self._rows.executemany("DELETE FROM subject WHERE name = ?", [(subject,) for subject in subjects])

    def begin(self) -> None:
        """Begins a round of `changed`, `sent` and `gone`: what is noted in it lasts batch by batch."""
        self._round += 1

    def close(self) -> None:
        self._rows.close()
