"""The tables of the authority pack as files: read on first use, taken apart row by row, faults as file:line.

Files hold no quoted cells (``kg/authority/tables.py`` writes them), so a row is a line split at ";".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
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
    def mandates(self) -> MandateLines:
        """The mandates as lines. Raises OntologyError (file:line)."""
        lines = self.lines("mandates")
        text = "\n".join(["", *lines, ""])
        if text.count(";") != len(lines) * (len(columns("mandates")) - 1):
            raise self.misshapen("mandates", lines)
        return MandateLines(text, partial(self.misshapen, "mandates", lines))


class MandateLines:
    """Mandates by key, by person, by office: they are many, and only those asked for are taken apart. A few questions are
    answered by looking through the text; from then on there is an index. ``text`` has a newline before and behind each line."""

    def __init__(self, text: str, misshapen: Callable[[], OntologyError]) -> None:
        self._text, self._misshapen = text, misshapen
        self._asked = 0

    def of_person(self, key: Key) -> Sequence[Mandate]:
        """The mandates of a person, in the order of the file."""
        return self._rows(_PERSON, key)

    def of_office(self, key: Key) -> Sequence[Mandate]:
        """The mandates by which an office is held, in the order of the file."""
        return self._rows(_OFFICE, key)

    def of_key(self, key: Key) -> Mandate | None:
        """The last mandate under a key."""
        return next(reversed(self._rows(_KEY, key)), None)

    def of_body(self, key: Key, quality: str) -> Sequence[Mandate]:
        """The mandates in a body by those who have a quality in it ("Président"), in the order of the file."""
        return [row for row in self._rows(_BODY, key, f";{quality};") if row.quality == quality]

    def _rows(self, column: int, key: Key, saying: str = "") -> Sequence[Mandate]:
        self._asked += 1
        if self._asked > _LOOKED_THROUGH:
            lines: Iterable[str] = self._index[column].get(key, ())
        else:
            lines = self._standing(column, key)
        try:
            return [_MANDATE(line) for line in lines if saying in line]
        except TypeError:
            raise self._misshapen() from None

    def _standing(self, column: int, key: Key) -> Iterator[str]:
        text, at = self._text, 0
        words = f"\n{key};" if column == _KEY else f";{key};"
        while (at := text.find(words, at)) >= 0:
            start, end = text.rfind("\n", 0, at + 1) + 1, text.index("\n", at + 1)
            line = text[start:end]
            if line.split(";", column + 1)[column] == key:
                yield line
            at = end

    @cached_property
    def _index(self) -> Mapping[int, Mapping[Key, list[str]]]:
        found: dict[int, dict[Key, list[str]]] = {column: {} for column in (_KEY, _PERSON, _OFFICE, _BODY)}
        for line in self._text[1:-1].split("\n"):
            cells = line.split(";", _BODY + 1)
            for column, lines in found.items():
                if column < len(cells) and cells[column]:
                    lines.setdefault(cells[column], []).append(line)
        return found


_KEY, _PERSON, _OFFICE, _BODY = (columns("mandates").index(name) for name in ("key", "person", "office", "organisations"))
_LOOKED_THROUGH = 40
"""Questions for which no index is made."""
_MANDATE: Callable[[str], Mandate] = row_reader("mandates")
