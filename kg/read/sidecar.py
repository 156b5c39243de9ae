"""``metadata.csv``: the metadata of the files below its folder, one row a file.

Columns file, title, date, publisher, url (file is needed), parted by commas or semicolons.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path, PurePosixPath

from kg.errors import ReadError
from kg.model import Metadata
from kg.read.decode import decode
from kg.read.metadata import iso_date

NAME = "metadata.csv"
COLUMNS = ("file", "title", "date", "publisher", "url")
_URL = re.compile(r"https?://\S+")


def read_sidecar(path: Path, where: str) -> list[tuple[Path, Metadata] | ReadError]:
    """One entry a row: the file (resolved) and its metadata, or what is wrong with the row (``file:line``)."""
    try:
        text = decode(path.read_bytes(), where)
    except OSError as error:
        raise ReadError(where, f"cannot be read: {error.strerror} — fichier illisible") from error
    first = text.split("\n", 1)[0]
    reader = csv.reader(text.splitlines(keepends=True), delimiter=";" if first.count(";") > first.count(",") else ",")
    out: list[tuple[Path, Metadata] | ReadError] = []
    seen: dict[Path, int] = {}
    try:
        header = [cell.strip().lower() for cell in next(reader)]
        if "file" not in header or len(set(header)) < len(header) or not set(header) <= set(COLUMNS):
            raise ReadError(f"{where}:1", f"the columns must be {','.join(COLUMNS)} — colonnes attendues : {','.join(COLUMNS)}")
        for cells in reader:
            if any(cell.strip() for cell in cells):
                row = _row(header, cells, path.parent, f"{where}:{reader.line_num}")
                if isinstance(row, tuple) and (first_line := seen.setdefault(row[0], reader.line_num)) != reader.line_num:
                    reason = f"{row[0].name} has a row already, at line {first_line}; that one stands"
                    row = ReadError(
                        f"{where}:{reader.line_num}", f"{reason} — une ligne décrit déjà ce fichier : elle est gardée"
                    )
                out.append(row)
    except csv.Error as error:
        raise ReadError(f"{where}:{reader.line_num}", f"not a table: {error} — ce n'est pas un tableau CSV") from error
    return out


def _row(header: list[str], cells: list[str], folder: Path, where: str) -> tuple[Path, Metadata] | ReadError:
    if len(cells) != len(header):
        reason = f"{len(cells)} cells where the header has {len(header)}"
        return ReadError(where, f"{reason} — {len(cells)} cellules au lieu de {len(header)}")
    row = {name: " ".join(cell.split()) for name, cell in zip(header, cells, strict=True)}
    name = row["file"].replace("\\", "/")
    target = (folder / name).resolve() if name and "\0" not in name else folder
    if PurePosixPath(name).is_absolute() or ":" in name or not target.is_relative_to(folder.resolve()):
        return ReadError(where, f"{row['file']} is not below this folder — {row['file']} n'est pas dans ce dossier")
    if not target.is_file() or target.name == NAME:
        return ReadError(where, f"there is no file {row['file']!r} here; correct the name — fichier inconnu : corrigez le nom")
    date = row.get("date", "")
    if date and iso_date(date) is None:
        return ReadError(where, f"{date} is no date of the calendar (YYYY-MM-DD) — {date} n'est pas une date (AAAA-MM-JJ)")
    url = row.get("url", "")
    if url and not _URL.fullmatch(url):
        return ReadError(where, f"{url!r} is no http(s) address — {url!r} n'est pas une adresse http(s)")
    return target, Metadata(row.get("title") or None, date or None, row.get("publisher") or None, url or None)
