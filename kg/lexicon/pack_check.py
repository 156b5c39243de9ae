"""What must hold of a pack as a whole: rows in order, keys once, dates that are dates, references that lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from kg.lexicon.files import shown
from kg.lexicon.pack import Pack
from kg.lexicon.pack_rows import ROWS, row_reader
from kg.model import Finding

_DATES = ("birth", "start", "end", "date", "known_until")
_REFERENCES = {
    "person": "persons",
    "office": "offices",
    "organisation": "organisations",
    "organisations": "organisations",
    "constituency": "constituencies",
    "law": "laws",
    "parent": "",
}
"""Columns that hold keys, and the table that these are in; a parent stands in the table of its row."""


def check_pack(pack: Pack) -> list[Finding]:
    """All faults of the pack, each as file:line. Raises OntologyError where a file cannot be taken apart at all."""
    keys = {table: {line.partition(";")[0] for line in pack.lines(table)} for table in ROWS}
    return [finding for table in ROWS for finding in _table(pack, table, keys)]


def _table(pack: Pack, table: str, keys: dict[str, set[str]]) -> Iterator[Finding]:
    lines = pack.lines(table)
    read = row_reader(table)
    before = ""
    for number, line in enumerate(lines, 2):
        where = f"{shown(pack.root / f'{table}.csv')}:{number}"
        try:
            row = read(line)
        except TypeError as error:
            yield Finding("error", "pack.cells", where, str(error), "nombre de cellules inattendu")
            continue
        if row.key <= before:
            yield Finding("error", "pack.order", where, f"{row.key} after {before}: keys are sorted, each once", "clé mal rangée")
        before = row.key
        yield from _row(table, row, where, keys)


def _row(table: str, row: Any, where: str, keys: dict[str, set[str]]) -> Iterator[Finding]:
    for column in row._fields:
        value = getattr(row, column)
        if column in _DATES and value:
            try:
                date.fromisoformat(value)
            except ValueError:
                yield Finding("error", "pack.date", where, f"{column}: {value!r} is no date", f"{value!r} n'est pas une date")
        elif column in _REFERENCES and value:
            target = _REFERENCES[column] or table
            for key in value if isinstance(value, tuple) else (value,):
                if key not in keys[target]:
                    yield Finding("error", "pack.reference", where, f"{column}: no {key} in {target}.csv", f"{key} n'existe pas")
    start, end = getattr(row, "start", ""), getattr(row, "end", "")
    if start and end and end < start:
        yield Finding("error", "pack.interval", where, f"ends {end} before it starts {start}", "fin avant le début")
