"""The tables of the authority pack as files: read on first use, taken apart row by row, faults as file:line.

Files hold no quoted cells (``kg/authority/tables.py`` writes them), so a row is a line split at ";".
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from kg.errors import OntologyError
from kg.lexicon.files import read_toml, shown
from kg.lexicon.pack_rows import (
    Bill,
    Code,
    Commune,
    Constituency,
    FormerName,
    Law,
    Mandate,
    Office,
    Organisation,
    Person,
    Place,
    columns,
    row_reader,
)
from kg.model import Key


class PackTables:
    """The rows of each table by key."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def lines(self, table: str) -> list[str]:
        """The rows of a table as they stand, header checked. Raises OntologyError (file:line)."""
        path = self.root / f"{table}.csv"
        try:
            header, *lines = path.read_text(encoding="utf-8").split("\n")
        except (OSError, UnicodeDecodeError) as error:
            raise OntologyError(shown(path), 1, f"cannot be read: {error}") from error
        if header != ";".join(columns(table)):
            raise OntologyError(shown(path), 1, f"the columns must be {';'.join(columns(table))}")
        if lines and not lines[-1]:
            lines.pop()
        return lines

    def misshapen(self, table: str, lines: list[str]) -> OntologyError:
        """The error that names the first row with another number of cells than the header."""
        wanted = len(columns(table))
        number = next((n for n, line in enumerate(lines, 2) if line.count(";") != wanted - 1), 1)
        return OntologyError(shown(self.root / f"{table}.csv"), number, f"a row needs {wanted} cells")

    def _rows(self, table: str) -> dict[Key, Any]:
        lines = self.lines(table)
        try:
            rows = list(map(row_reader(table), lines))
        except TypeError:
            raise self.misshapen(table, lines) from None
        return {row.key: row for row in rows}

    @cached_property
    def persons(self) -> Mapping[Key, Person]:
        return self._rows("persons")

    @cached_property
    def names(self) -> Mapping[Key, FormerName]:
        return self._rows("names")

    @cached_property
    def offices(self) -> Mapping[Key, Office]:
        return self._rows("offices")

    @cached_property
    def organisations(self) -> Mapping[Key, Organisation]:
        return self._rows("organisations")

    @cached_property
    def constituencies(self) -> Mapping[Key, Constituency]:
        return self._rows("constituencies")

    @cached_property
    def places(self) -> Mapping[Key, Place]:
        return self._rows("places")

    @cached_property
    def communes(self) -> Mapping[Key, Commune]:
        return self._rows("communes")

    @cached_property
    def codes(self) -> Mapping[Key, Code]:
        return self._rows("codes")

    @cached_property
    def laws(self) -> Mapping[Key, Law]:
        return self._rows("laws")

    @cached_property
    def bills(self) -> Mapping[Key, Bill]:
        return self._rows("bills")

    @cached_property
    def about(self) -> Mapping[str, Any]:
        """pack.toml: ``as_of``, ``counts``, ``sources``."""
        return read_toml(self.root / "pack.toml")

    @property
    def as_of(self) -> str:
        """The day up to which the pack tells who held what (ISO), "" where it does not say."""
        return str(self.about.get("as_of", ""))

    @cached_property
    def mandate_lines(self) -> tuple[Mapping[Key, list[str]], Mapping[Key, list[str]], Mapping[Key, str]]:
        """Mandates as lines, by person, by office, by key: they are many, and only those asked for are taken apart."""
        by_person: dict[str, list[str]] = {}
        by_office: dict[str, list[str]] = {}
        by_key: dict[str, str] = {}
        lines = self.lines("mandates")
        wanted = len(columns("mandates")) - 1
        for line in lines:
            if line.count(";") != wanted:
                raise self.misshapen("mandates", lines)
            key, person, _, office, _ = line.split(";", 4)
            by_key[key] = line
            by_person.setdefault(person, []).append(line)
            if office:
                by_office.setdefault(office, []).append(line)
        return by_person, by_office, by_key


_MANDATE = row_reader("mandates")


def mandate_row(line: str) -> Mandate:
    """The mandate of a line."""
    row: Mandate = _MANDATE(line)
    return row
