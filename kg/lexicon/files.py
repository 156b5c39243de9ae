"""Where ``ontology/`` is, and how its tables and rule files are read: rows that know their line, errors as ``file:line``."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from kg.errors import OntologyError
from kg.notation import toml

_RULE_ID = re.compile(r"""\s*id\s*=\s*(["'])(.*?)\1""")


@cache
def ontology_root() -> Path:
    """The folder of the jurist's files: inside the installed package, else at the top of the checkout."""
    here = Path(__file__).resolve().parent.parent
    shipped = here / "_ontology"
    return shipped if shipped.is_dir() else here.parent / "ontology"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its cells by column name, stripped, and where it stands."""

    path: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def many(self, column: str) -> tuple[str, ...]:
        """The ``|``-separated values of a cell, empty ones left out."""
        cell = self.cells[column]
        return tuple([part for raw in cell.split("|") if (part := raw.strip())]) if cell else ()

    def error(self, reason: str) -> OntologyError:
        """An error that names this line."""
        return OntologyError(self.path, self.line, reason)


def shown(path: Path) -> str:
    """The path as messages print it: from ``ontology/`` on where it lies there."""
    root = ontology_root()
    return f"ontology/{path.relative_to(root).as_posix()}" if path.is_relative_to(root) else str(path)


def read_table(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    """The rows of a ``;``-separated UTF-8 table whose first line names exactly ``columns``.

    Lines that begin with ``#`` and empty lines are comments. Raises OntologyError at the first line that does not fit.
    """
    name = shown(path)
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise OntologyError(name, 1, f"cannot be read: {error}") from error
    numbers = [number for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    header: list[str] | None = None
    for number, cells in _cells(name, lines, numbers):
        if header is None:
            header = [cell.strip() for cell in cells]
            if header != list(columns):
                raise OntologyError(name, number, f"the columns must be {';'.join(columns)}")
            continue
        if len(cells) != len(header):
            raise OntologyError(name, number, f"{len(cells)} cells where {len(header)} are needed ({';'.join(header)})")
        yield Row(name, number, dict(zip(header, map(str.strip, cells), strict=True)))


def _cells(name: str, lines: Sequence[str], numbers: Sequence[int]) -> Iterator[tuple[int, list[str]]]:
    """The cells of the lines with these numbers: all at once, and one by one where a quoted cell may run over its line."""
    wanted = [lines[number - 1] for number in numbers]
    if not any('"' in line for line in wanted):
        yield from zip(numbers, csv.reader(wanted, delimiter=";", strict=True), strict=True)
        return
    for number, line in zip(numbers, wanted, strict=True):
        try:
            yield number, next(csv.reader([line], delimiter=";", strict=True))
        except csv.Error as error:
            raise OntologyError(name, number, f"not a table row: {error}") from error


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file as a mapping, which is not to be changed. Raises OntologyError with the line where it cannot be read."""
    return _parsed(text_of(path), shown(path))


@lru_cache(maxsize=4)
def _parsed(text: str, name: str) -> dict[str, Any]:
    """Several read the file of the relations, each another table of it."""
    return toml(text, name)


def text_of(path: Path) -> str:
    """The text of a file in UTF-8. Raises OntologyError, with the line of the first byte that is none."""
    try:
        data = path.read_bytes()
        return data.decode("utf-8-sig")
    except OSError as error:
        raise OntologyError(shown(path), 1, f"cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reason = f"not UTF-8 (byte 0x{data[error.start]:02x}); save the file as UTF-8"
        raise OntologyError(shown(path), line, reason) from error


def line_of_rule(path: Path, rule_id: str) -> int:
    """The line of ``id = "rule_id"`` in a rule file, 1 where it cannot be found."""
    return lines_of_rules(path).get(rule_id, 1)


def line_of_macro(path: Path, name: str) -> int:
    """The line of ``name = …`` in a rule file, 1 where it cannot be found."""
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    return next((number for number, line in lines if line.partition("=")[0].strip(" \"'") == name), 1)


def line_of_value(path: Path, value: str) -> int:
    """The line of ``"value"`` in a list of a rule file, 1 where it cannot be found."""
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    return next((number for number, line in lines if f'"{value}"' in line), 1)


def lines_of_rules(path: Path) -> dict[str, int]:
    """The line of each ``id = "…"`` of a rule file; of two rules with one id, the first."""
    found: dict[str, int] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if match := _RULE_ID.match(line):
            found.setdefault(match[2], number)
    return found
