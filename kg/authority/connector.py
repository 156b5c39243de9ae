"""What every publisher's module answers to, and how files of unknown health are read: a fault is a finding that names file
and record, never a traceback, and the records beside it are read all the same."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol, TypeVar

from kg.model import Finding

Row = TypeVar("Row", covariant=True)


class Connector(Protocol[Row]):
    """An importer of one publisher's files. ``read`` yields the publisher's records as frozen values, and findings for
    what does not fit the layout; it streams, and never raises for what is in the file."""

    name: str
    licence: str
    url: str

    def read(self, path: Path) -> Iterator[Row | Finding]: ...


def fault(code: str, where: str, message: str, french: str, *, severity: str = "error") -> Finding:
    """A finding about a record; ``where`` is "file" or "file: record"."""
    return Finding("error" if severity == "error" else "warning", f"authority.{code}", where, message, french)


_UNCLEAN = re.compile(r"^\s|\s$|\s\s|[^\S ]|[’\ud800-\udfff]")
_SPACE = re.compile(r"\s+")
_LONE = re.compile("[\ud800-\udfff]")
_ID = re.compile(r"[A-Z]{2}[0-9A-Z]{1,60}")


def text(value: object) -> str:
    """A JSON value or a cell as clean text: white space squeezed, typographic apostrophes made straight, lone surrogates
    replaced, null empty. Raises ValueError for a list, where one value is expected."""
    if type(value) is str and value.isalnum():  # an id, as most are
        return value
    if isinstance(value, Mapping):  # {"@xsi:type": …, "#text": "PA1"}; nil elements carry no text
        value = value.get("#text")
    if value is None:
        return ""
    if isinstance(value, list | Mapping):
        raise ValueError("several values where one is expected")
    words = str(value)
    if _UNCLEAN.search(words):
        words = _SPACE.sub(" ", _LONE.sub("\ufffd", words).replace("’", "'")).strip()
    return words


def official(value: object, *prefixes: str) -> str:
    """An id as publishers give them, "PO59051" for the prefix "PO". Raises ValueError for what is none."""
    uid = text(value)
    if not _ID.fullmatch(uid) or not uid.startswith(prefixes):
        raise ValueError(f"{uid!r} is no id {' or '.join(f'{prefix}…' for prefix in prefixes)}")
    return uid


def day(value: object) -> str:
    """An ISO date as given, "" for nothing; raises ValueError for what is no day of the calendar (2021-02-30)."""
    given = text(value)[:10]
    if given:
        date.fromisoformat(given)
    return given


def listed(value: object) -> Sequence[Any]:
    """The publishers' convention that one element is an object, several a list, none null."""
    if value is None:
        return ()
    return value if isinstance(value, list) else (value,)


def csv_rows(path: Path, needed: Iterable[str]) -> Iterator[tuple[str, Mapping[str, str]] | Finding]:
    """The rows of a comma-separated file with a header, each with the place "file:line" of its first line; quoted cells
    may hold line breaks. A row with too few or too many cells is a finding, and so is a header that lacks a column."""
    try:
        reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
        missing = sorted(set(needed) - set(reader.fieldnames or ()))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        yield fault("damaged", path.name, f"cannot be read: {error}", f"illisible : {error}")
        return
    if missing:
        columns = ", ".join(missing)
        yield fault("layout", f"{path.name}:1", f"columns missing: {columns}", f"colonnes absentes : {columns}")
        return
    line = reader.line_num + 1
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            yield fault("damaged", f"{path.name}:{line}", f"not a row: {error}", f"pas une ligne : {error}")
            line = reader.line_num + 1
            continue
        if row is None:
            return
        where = f"{path.name}:{line}"
        line = reader.line_num + 1
        if None in row or None in row.values():
            yield fault("layout", where, "the row has another number of cells than the header", "nombre de cellules inattendu")
        else:
            yield where, {column: text(cell) for column, cell in row.items()}
