"""``metadata.csv``: the metadata of the files below its folder, one row a file.

Columns file, title, date, publisher, url (file is needed), parted by commas or semicolons.
"""

from __future__ import annotations

import csv
import posixpath
import re
from collections.abc import Callable, Hashable
from pathlib import Path, PurePath, PurePosixPath
from typing import TypeVar

from kg.errors import ReadError
from kg.model import Metadata
from kg.read.decode import decode
from kg.read.metadata import stated_date

NAME = "metadata.csv"
COLUMNS = ("file", "title", "date", "publisher", "url")
_URL = re.compile(r"https?://\S+")


Target = TypeVar("Target", bound=Hashable)


def read_sidecar(path: Path, where: str) -> list[tuple[Path, Metadata] | ReadError]:
    """One entry a row: the file (resolved) and its metadata, or what is wrong with the row (``file:line``)."""
    folder = path.parent.resolve()

    def target(name: str) -> Path | None:
        found = (folder / name).resolve()
        return found if found.is_relative_to(folder) and found.is_file() and found.name != NAME else None

    try:
        return read_rows(path.read_bytes(), where, target)
    except OSError as error:
        raise ReadError(where, f"cannot be read: {error.strerror} — fichier illisible") from error


def read_rows(data: bytes, where: str, target: Callable[[str], Target | None]) -> list[tuple[Target, Metadata] | ReadError]:
    """The rows of such a table, each file as ``target`` finds it by its path below the folder; None where there is none."""
    text = decode(data, where)
    first = text.split("\n", 1)[0]
    reader = csv.reader(text.splitlines(keepends=True), delimiter=";" if first.count(";") > first.count(",") else ",")
    out: list[tuple[Target, Metadata] | ReadError] = []
    seen: dict[Target, int] = {}
    try:
        header = [cell.strip().lower() for cell in next(reader)]
        if "file" not in header or len(set(header)) < len(header) or not set(header) <= set(COLUMNS):
            raise ReadError(f"{where}:1", f"the columns must be {','.join(COLUMNS)} — colonnes attendues : {','.join(COLUMNS)}")
        for cells in reader:
            if any(cell.strip() for cell in cells):
                row = _row(header, cells, target, f"{where}:{reader.line_num}")
                if isinstance(row, tuple) and (first_line := seen.setdefault(row[0], reader.line_num)) != reader.line_num:
                    reason = f"{PurePath(str(row[0])).name} has a row already, at line {first_line}; that one stands"
                    row = ReadError(
                        f"{where}:{reader.line_num}", f"{reason} — une ligne décrit déjà ce fichier : elle est gardée"
                    )
                out.append(row)
    except csv.Error as error:
        raise ReadError(f"{where}:{reader.line_num}", f"not a table: {error} — ce n'est pas un tableau CSV") from error
    return out


def _row(
    header: list[str], cells: list[str], target: Callable[[str], Target | None], where: str
) -> tuple[Target, Metadata] | ReadError:
    if len(cells) != len(header):
        reason = f"{len(cells)} cells where the header has {len(header)}"
        return ReadError(where, f"{reason} — {len(cells)} cellules au lieu de {len(header)}")
    row = {name: " ".join(cell.split()) for name, cell in zip(header, cells, strict=True)}
    name = row["file"].replace("\\", "/")
    # Where a name leads is told from its parts alone, so that nothing outside of the folder is looked at.
    path = PurePosixPath(posixpath.normpath(name))
    if path.is_absolute() or ":" in name or "\0" in name or ".." in path.parts:
        return ReadError(where, f"{row['file']} is not below this folder — {row['file']} n'est pas dans ce dossier")
    found = target(path.as_posix()) if name else None
    if found is None:
        return ReadError(where, f"there is no file {row['file']!r} here; correct the name — fichier inconnu : corrigez le nom")
    date = row.get("date", "")
    day = stated_date(date)
    if date and day is None:
        return ReadError(where, f"{date} is no date of the calendar (YYYY-MM-DD) — {date} n'est pas une date (AAAA-MM-JJ)")
    url = row.get("url", "")
    if url and not _URL.fullmatch(url):
        return ReadError(where, f"{url!r} is no http(s) address — {url!r} n'est pas une adresse http(s)")
    return found, Metadata(row.get("title") or None, day, row.get("publisher") or None, url or None)
