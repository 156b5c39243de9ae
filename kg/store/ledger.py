"""Who draws what: which document brought which of the authorities' lines into a graph, so that they go with the last that did.

A *source* is a named graph of its own (a document, a dump) with the state of its content and the bundles that it draws; a
*bundle* is what an authority says of one thing (`kg.nquads.Bundle`). Kept in a file of SQLite beside the graph, or in memory.
"""

from __future__ import annotations

import os
import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from kg.errors import StoreError
from kg.nquads import Bundle, Line, bundle

_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS source (graph TEXT PRIMARY KEY, state TEXT NOT NULL, draws BLOB NOT NULL, note TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS bundle (
    id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, about TEXT NOT NULL, lines TEXT NOT NULL, uses INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS bundle_about ON bundle (about);
"""
_STATES = "SELECT graph, state FROM source ORDER BY graph"


class Ledger:
    """The sources of a graph and what they draw. ``path`` None keeps it in memory. Raises StoreError for a file that is none.

    A change is a row of `put` and `drop`, closed by `settle`, which tells what is to go; nothing of it lasts before `save`.
    The file is written by one process, on a copy that nobody reads yet: it needs no journal.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        try:
            self._rows = sqlite3.connect(path or ":memory:", isolation_level=None)
            self._rows.executescript(_SCHEMA)
            self._begin()
        except sqlite3.Error as error:
            raise StoreError(f"{path}: this is no ledger of a store ({error})") from error

    def _begin(self) -> None:
        self._ids: dict[bytes, int] = dict(self._rows.execute("SELECT digest, id FROM bundle"))
        self._next = max(self._ids.values(), default=0) + 1
        self._uses: Counter[int] = Counter()
        self._rows.execute("BEGIN")

    def copy(self) -> Ledger:
        """The same in memory, to be changed apart."""
        other = Ledger()
        for ledger in (self, other):
            ledger._rows.execute("COMMIT")
        self._rows.backup(other._rows)
        for ledger in (self, other):
            ledger._begin()
        return other

    def put(self, graph: str, drawn: Iterable[Bundle], state: str = "", note: str = "") -> list[Line]:
        """Notes a source, in the place of what it was before. Returns the lines of the bundles that nobody drew so far."""
        self.drop(graph)
        some = list(drawn)
        new: list[Line] = []
        for one in some:
            if one.digest in self._ids:
                continue
            number = self._ids[one.digest] = self._next
            self._next += 1
            row = (number, one.digest, _about(one.lines[0]), "\n".join(one.lines))
            self._rows.execute("INSERT INTO bundle VALUES (?, ?, ?, ?, 0)", row)
            new += one.lines
        draws = array("I", [self._ids[one.digest] for one in some])
        self._uses.update(draws)
        self._rows.execute("INSERT INTO source VALUES (?, ?, ?, ?)", (graph, state, draws.tobytes(), note))
        return new

    def drop(self, graph: str) -> bool:
        """Forgets a source; False where there is none."""
        found = self._rows.execute("SELECT draws FROM source WHERE graph = ?", (graph,)).fetchone()
        if found is None:
            return False
        self._uses.subtract(array("I", found[0]))
        self._rows.execute("DELETE FROM source WHERE graph = ?", (graph,))
        return True

    def settle(self) -> list[Line]:
        """Closes a change. Returns the lines that no source draws any more."""
        changed = [(count, number) for number, count in self._uses.items() if count]
        self._rows.executemany("UPDATE bundle SET uses = uses + ? WHERE id = ?", changed)
        self._uses.clear()
        dead = self._rows.execute("SELECT digest, about, lines FROM bundle WHERE uses <= 0").fetchall()
        self._rows.execute("DELETE FROM bundle WHERE uses <= 0")
        gone: set[Line] = set()
        for digest, about, text in dead:
            del self._ids[digest]
            left = self._rows.execute("SELECT lines FROM bundle WHERE about = ?", (about,))
            gone |= set(text.split("\n")).difference(*(row[0].split("\n") for row in left))
        return sorted(gone)

    def save(self) -> None:
        """Makes the change last."""
        self._rows.execute("COMMIT")
        if self._path:
            with self._path.open("rb") as file:
                os.fsync(file.fileno())
        self._begin()

    @property
    def folded(self) -> bool:
        """Whether the graph is (see `kg.store.folding`)."""
        return folded(self._rows)

    @folded.setter
    def folded(self, on: bool) -> None:
        self._rows.execute(f"PRAGMA user_version = {int(on)}")

    def drawn(self, graph: str) -> list[Bundle]:
        """The bundles that a source draws."""
        found = self._rows.execute("SELECT draws FROM source WHERE graph = ?", (graph,)).fetchone()
        return [] if found is None else [self._bundle(number) for number in array("I", found[0])]

    def _bundle(self, number: int) -> Bundle:
        digest, text = self._rows.execute("SELECT digest, lines FROM bundle WHERE id = ?", (number,)).fetchone()
        return Bundle(digest, tuple(text.split("\n")))

    @property
    def rows(self) -> sqlite3.Connection:
        """The database, for `states`, `notes` and `drawn`."""
        return self._rows

    def close(self) -> None:
        """Lets the file go; what was not saved is forgotten."""
        self._rows.close()


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The file of a ledger, to be read while others may read it. Raises StoreError."""
    try:
        rows = sqlite3.connect(f"file:{quote(str(path))}?mode=ro&immutable=1", uri=True)
        try:
            yield rows
        finally:
            rows.close()
    except sqlite3.Error as error:
        raise StoreError(f"{path}: the store is damaged ({error}); build again") from error


def folded(rows: sqlite3.Connection) -> bool:
    """Whether the graph is (see `kg.store.folding`)."""
    return bool(rows.execute("PRAGMA user_version").fetchone()[0])


def states(rows: sqlite3.Connection) -> dict[str, str]:
    """The sources (IRIs of graphs) with the states of their contents."""
    return dict(rows.execute(_STATES))


def notes(rows: sqlite3.Connection) -> Iterator[str]:
    """What is noted of the sources, in the order of their graphs; empty notes are left out."""
    for (note,) in rows.execute("SELECT note FROM source WHERE note <> '' ORDER BY graph"):
        yield note


def drawn(rows: sqlite3.Connection) -> Iterator[Line]:
    """All lines that are drawn."""
    for (text,) in rows.execute("SELECT lines FROM bundle ORDER BY id"):
        yield from text.split("\n")


def alone(lines: Iterable[Line]) -> Iterator[Bundle]:
    """Each line as a bundle of its own, for lines of which nobody says for what they were drawn."""
    return (bundle((line,)) for line in dict.fromkeys(lines))


def _about(line: Line) -> str:
    """The graph and the subject of a line."""
    return f"{line[line.rindex(' ', 0, -2) + 1 : -2]} {line[: line.index(' ')]}"
