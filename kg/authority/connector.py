"""What every publisher's module answers to, and how files of unknown health are read: a fault is a finding that names file
and record, never a traceback, and the records beside it are read all the same."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
import zlib
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


def text(value: object) -> str:
    """A JSON value or a cell as clean text: white space squeezed, typographic apostrophes made straight, null empty."""
    if isinstance(value, Mapping):  # {"@xsi:type": …, "#text": "PA1"}; nil elements carry no text
        value = value.get("#text")
    if value is None:
        return ""
    return re.sub(r"\s+", " ", str(value).replace("’", "'")).strip()


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


def members(path: Path, folder: str, prefix: str = "") -> Iterator[tuple[str, bytes] | Finding]:
    """The ``*.json`` files of ``folder`` ("acteur"; any where it is empty) at any depth of a zip or a directory whose names
    begin with ``prefix``, in the order of their names; a file stands for itself."""

    def wanted(name: str) -> bool:
        inside = not folder or f"/{folder}/" in f"/{name}"
        return inside and name.endswith(".json") and name.rpartition("/")[2].startswith(prefix)

    try:
        if path.is_dir():
            for file in sorted(path.rglob("*.json")):
                name = file.relative_to(path).as_posix()
                if wanted(f"{path.name}/{name}"):
                    yield name, file.read_bytes()
            return
        if path.suffix == ".json" and not folder:
            yield path.name, path.read_bytes()
            return
        with zipfile.ZipFile(path) as archive:
            for name in sorted(filter(wanted, archive.namelist())):
                try:
                    yield name, archive.read(name)
                except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
                    yield fault("damaged", f"{path.name}: {name}", f"cannot be unpacked: {error}", f"illisible : {error}")
    except (OSError, zipfile.BadZipFile) as error:
        yield fault("damaged", path.name, f"cannot be opened: {error}", f"ne s'ouvre pas : {error}")


def json_members(path: Path, folder: str) -> Iterator[tuple[str, dict[str, Any]] | Finding]:
    """``members`` as objects; the envelope that some dumps put around a record ({"acteur": {…}}) is taken off."""
    for member in members(path, folder):
        yield member if isinstance(member, Finding) else _object(f"{path.name}: {member[0]}", member[1], folder)


def _object(where: str, data: bytes, envelope: str) -> tuple[str, dict[str, Any]] | Finding:
    try:
        record = json.loads(data)
    except (ValueError, RecursionError) as error:
        return fault("not-json", where, f"not JSON: {error}", f"pas du JSON : {error}")
    if isinstance(record, dict) and isinstance(record.get(envelope), dict):
        record = record[envelope]
    if isinstance(record, dict):
        return where, record
    return fault("layout", where, "the record is not an object", "l'enregistrement n'est pas un objet")


def json_records(path: Path, envelope: str, prefix: str) -> Iterator[tuple[str, dict[str, Any]] | Finding]:
    """Objects of files whose names begin with ``prefix`` ("VTAN"), in a zip, a folder, or the file itself; a finding where
    there is none. The envelope ({"scrutin": {…}}) is taken off."""
    found = False
    for member in members(path, "", prefix):
        if isinstance(member, Finding):
            yield member
            found = True
            continue
        found = True
        yield _object(f"{path.name}: {member[0]}", member[1], envelope)
    if not found:
        yield fault("missing", path.name, f"no {prefix}….json in it", f"aucun fichier {prefix}….json")


def json_file(path: Path) -> Any | Finding:
    """A whole JSON file, or the finding that it cannot be read."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        return fault("not-json", path.name, f"cannot be read: {error}", f"illisible : {error}")


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
