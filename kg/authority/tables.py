"""The pack being made: drafts of its tables, the registry of keys of the pack that is there, and the writing of both.

A file holds no quoted cell: ";" and "|" within a text become "," and "/", a straight double quote an apostrophe, white
space one space; so a line can be split at ";" without a parser. Rows are sorted by key, lines end in one newline.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from kg.lexicon.fold import fold
from kg.lexicon.pack_rows import ROWS, columns, many

Draft = dict[str, str]
_CLEAN = str.maketrans({";": ",", "|": "/", '"': "'", "\n": " ", "\r": " ", "\t": " "})


def clean(value: str) -> str:
    """A text as a cell can hold it."""
    return " ".join(value.translate(_CLEAN).split())


def joined(values: Iterable[str]) -> str:
    """Several texts as one cell: cleaned, sorted, each once, empty ones left out."""
    return "|".join(sorted({cell for value in values if (cell := clean(value))}))


def other_names(names: Iterable[str], label: str) -> str:
    """Those of the names that do not fold to the label, one spelling a fold (the first in code-point order)."""
    kept: dict[str, str] = {}
    for name in sorted({clean(name) for name in names}):
        if name and fold(name) != fold(label):
            kept.setdefault(fold(name), name)
    return joined(kept.values())


class Table:
    """The draft of one table: rows by key."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.columns = columns(name)
        self.rows: dict[str, Draft] = {}

    def put(self, key: str, **cells: str) -> Draft:
        """Adds or replaces a row; columns that are not given are empty."""
        unknown = set(cells) - set(self.columns)
        if unknown:
            raise KeyError(f"{self.name} has no column {sorted(unknown)}")
        row = dict.fromkeys(self.columns, "") | {"key": key} | cells
        self.rows[key] = row
        return row

    def text(self) -> str:
        """The file's content."""
        lines = [";".join(self.columns)]
        for key in sorted(self.rows):
            row = self.rows[key]
            cells = [
                "|".join(clean(part) for part in row[column].split("|")) if "|" in row[column] else clean(row[column])
                for column in self.columns
            ]
            lines.append(";".join(cells))
        return "\n".join(lines) + "\n"


class Registry:
    """The keys that the current pack has given, found again by any identifier of the thing (not by its label alone, which
    may change): once assigned, a key stays."""

    def __init__(self, rows: Iterable[Mapping[str, str]], identifiers: Iterable[str]) -> None:
        self._by: dict[tuple[str, str], str] = {}
        self.taken: set[str] = set()
        self._identifiers = tuple(identifiers)
        for row in rows:
            self.taken.add(row["key"])
            for column in self._identifiers:
                for value in many(row[column]):
                    self._by.setdefault((column, value), row["key"])

    def find(self, **identifiers: str) -> str | None:
        """The key of the row that shares an identifier; columns are tried in the order of the registry's making."""
        for column in self._identifiers:
            for value in many(identifiers.get(column, "")):
                if (key := self._by.get((column, value))) is not None:
                    return key
        return None


def current(folder: Path, table: str) -> list[dict[str, str]]:
    """The rows of a table of the pack that is there; none where there is no such file or it has other columns."""
    path = folder / f"{table}.csv"
    if not path.is_file():
        return []
    header, *lines = path.read_text(encoding="utf-8").splitlines() or [""]
    names = header.split(";")
    if tuple(names) != columns(table):
        return []
    return [dict(zip(names, cells, strict=True)) for line in lines if len(cells := line.split(";")) == len(names)]


def write(path: Path, content: str) -> None:
    """Writes a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.tmp")
    draft.write_text(content, encoding="utf-8", newline="\n")
    os.replace(draft, path)


def tables() -> dict[str, Table]:
    """An empty draft of every table."""
    return {name: Table(name) for name in ROWS}
