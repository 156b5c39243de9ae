"""The JSON members of a publisher's dump, as downloaded (a zip) or unpacked (a folder): each read by itself, so that one that is
damaged costs no other.

Nothing is unpacked on disk. Sizes are those that the directory of the archive states: Python's zipfile reads no more than that
from a member, and refuses members that overlap, so that a bomb is seen before any of it is unpacked.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from kg.authority.connector import fault
from kg.model import Finding

MOST_OF_A_MEMBER = 100_000_000
"""Bytes of one member, unpacked; the largest record of the Assemblée nationale has half a million."""
MOST_RATIO, RATIO_FROM = 200, 10_000_000
"""How many times larger a member of more than so many bytes may be than in the archive: JSON packs to a thirtieth at best."""
MOST_UNPACKED = 50_000_000_000
"""Bytes of a whole dump, unpacked."""

Member = tuple[str, bytes]


def members(path: Path, folder: str, prefix: str = "") -> Iterator[Member | Finding]:
    """The ``*.json`` files of ``folder`` ("acteur"; any where it is empty) at any depth of a zip or a directory whose names
    begin with ``prefix``, in the order of their names; a file stands for itself. One that cannot be read is a finding."""

    def wanted(name: str) -> bool:
        inside = not folder or f"/{folder}/" in f"/{name}"
        return inside and name.endswith(".json") and name.rpartition("/")[2].startswith(prefix)

    try:
        if path.is_dir():
            found = sorted((file.relative_to(path).as_posix(), file) for file in path.rglob("*.json"))
            for name, file in found:
                if wanted(f"{path.name}/{name}"):
                    yield _read(path, name, file.stat().st_size, file.read_bytes)
        elif path.suffix == ".json" and not folder:
            yield _read(path, "", path.stat().st_size, path.read_bytes)
        else:
            with zipfile.ZipFile(path) as archive:
                yield from _packed(path, archive, [one for one in archive.infolist() if wanted(one.filename)])
    except Exception as error:
        # zipfile raises errors of many kinds (struct's, codecs') on a directory that is none.
        yield fault("damaged", path.name, f"cannot be opened: {_told(error)}", f"ne s'ouvre pas : {_told(error)}")


def _packed(path: Path, archive: zipfile.ZipFile, listed: Iterable[zipfile.ZipInfo]) -> Iterator[Member | Finding]:
    wanted = sorted(listed, key=lambda one: one.filename)
    whole = sum(one.file_size for one in wanted)
    if whole > MOST_UNPACKED:
        message = f"unpacks to {whole // 1_000_000} MB, more than is read; nothing of it is"
        yield fault("too-large", path.name, message, "archive démesurée une fois décompressée, rien n'en est lu")
        return
    for one in wanted:
        if one.file_size > RATIO_FROM and one.file_size > MOST_RATIO * max(1, one.compress_size):
            message = f"unpacks to {one.file_size // max(1, one.compress_size)} times its size, as a zip bomb does; not read"
            yield fault("too-large", _place(path, one.filename), message, "démesuré une fois décompressé, non lu")
        else:
            yield _read(path, one.filename, one.file_size, partial(archive.read, one))


def _read(path: Path, name: str, size: int, read: Callable[[], bytes]) -> Member | Finding:
    """One member, or why it is not read."""
    where = _place(path, name)
    if size > MOST_OF_A_MEMBER:
        return fault("too-large", where, f"{size // 1_000_000} MB: more than a record has; not read", "trop grand, non lu")
    try:
        return name or path.name, read()
    except Exception as error:
        # zlib, bz2 and lzma each raise errors of their own on what is not their data.
        return fault("damaged", where, f"cannot be read: {_told(error)}", f"illisible : {_told(error)}")


def _place(path: Path, name: str) -> str:
    return f"{path.name}: {name}" if name else path.name


def _told(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else "") or str(error) or type(error).__name__


def json_members(path: Path, folder: str) -> Iterator[tuple[str, dict[str, Any]] | Finding]:
    """``members`` as objects; the envelope that some dumps put around a record ({"acteur": {…}}) is taken off."""
    for member in members(path, folder):
        yield member if isinstance(member, Finding) else _object(f"{path.name}: {member[0]}", member[1], folder)


def json_records(path: Path, envelope: str, prefix: str) -> Iterator[tuple[str, dict[str, Any]] | Finding]:
    """Objects of files whose names begin with ``prefix`` ("VTAN"), in a zip, a folder, or the file itself; a finding where
    there is none. The envelope ({"scrutin": {…}}) is taken off."""
    found = False
    for member in members(path, "", prefix):
        found = True
        yield member if isinstance(member, Finding) else _object(f"{path.name}: {member[0]}", member[1], envelope)
    if not found:
        yield fault("missing", path.name, f"no {prefix}….json in it", f"aucun fichier {prefix}….json")


def _object(where: str, data: bytes, envelope: str) -> tuple[str, dict[str, Any]] | Finding:
    try:
        record = json.loads(data)
    except (ValueError, RecursionError) as error:
        return fault("not-json", where, f"not JSON: {_told(error)}", f"pas du JSON : {_told(error)}")
    if isinstance(record, dict) and isinstance(record.get(envelope), dict):
        record = record[envelope]
    if isinstance(record, dict):
        return where, record
    return fault("layout", where, "the record is not an object", "l'enregistrement n'est pas un objet")


def json_file(path: Path) -> Any | Finding:
    """A whole JSON file, or the finding that it cannot be read."""
    found = _read(path, "", path.stat().st_size if path.exists() else 0, path.read_bytes)
    try:
        return found if isinstance(found, Finding) else json.loads(found[1])
    except (ValueError, RecursionError) as error:
        return fault("not-json", path.name, f"cannot be read: {_told(error)}", f"illisible : {_told(error)}")
