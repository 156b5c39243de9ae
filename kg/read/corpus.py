"""Corpora as files: one JSON object a line (JSON Lines, plain or gzip), one line a document.

What a line's fields mean is told by a table beside the file, ``NAME.toml`` for ``NAME.jsonl`` and ``NAME.jsonl.gz``:
``id = "uid"``, ``date = "date"``, ``title = "titre"``, ``text = ["signataires", "dispositif", "expose"]``. Where there is none,
the first of some usual names that a line has is taken. The texts become paragraphs in their order.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg import iris
from kg.errors import OntologyError, ReadError
from kg.lexicon.files import read_toml
from kg.model import Document, Metadata
from kg.notation import json_value
from kg.read.decode import MAX_BYTES
from kg.read.metadata import stated_date
from kg.read.unread import fingerprint

SUFFIXES = (".jsonl", ".jsonl.gz")
_USUAL: Mapping[str, tuple[str, ...]] = {"id": ("uid", "id"), "date": ("date",), "title": ("title", "titre")}
_SHOWN = 80
"""Characters of a value that a message repeats."""
_TEXTS = ("signataires", "dispositif", "expose", "text", "texte")


def is_corpus(name: str) -> bool:
    """Whether a file of this name holds documents line by line."""
    return name.lower().endswith(SUFFIXES)


def is_table(path: Path) -> bool:
    """Whether a file tells the fields of a corpus beside it."""
    return path.suffix == ".toml" and any(path.with_name(path.stem + suffix).is_file() for suffix in SUFFIXES)


@dataclass(frozen=True, slots=True)
class UnreadLine:
    """A line of a corpus. ``fields`` are pairs of (part of a document, name of a field), in their order."""

    source: str
    where: str
    raw: bytes
    fields: tuple[tuple[str, str], ...]

    def fingerprint(self) -> str:
        return fingerprint(self.source.rpartition("/")[0], self.raw.decode("utf-8", "replace"), repr(self.fields))

    def read(self) -> Document:
        from kg.read.document import document_of

        try:
            row = json_value(self.raw, self.where)
        except ReadError as error:
            raise ReadError(self.where, error.reason) from error
        if not isinstance(row, dict):
            raise ReadError(self.where, "not an object of JSON; one line is one document — la ligne n'est pas un objet JSON")
        id_ = self._first(row, "id")
        if not id_:
            raise ReadError(self.where, "no id; say in NAME.toml which field holds it — pas d'identifiant")
        date = self._first(row, "date")
        day = stated_date(date)
        if date and day is None:
            name = next(name for part, name in self.fields if part == "date" and row.get(name))
            raise ReadError(self.where, f"{name}: {date[:_SHOWN]!r} is no date of the calendar (YYYY-MM-DD) — date inexistante")
        texts = [self._text(row, name) for part, name in self.fields if part == "text"]
        text = "\n\n".join(" ".join(one.split()) for one in texts if one.strip())
        given = Metadata(title=self._first(row, "title") or None, date=day)
        folder = self.source.rpartition("/")[0]
        document = document_of(
            text.encode("utf-8", "replace"), source=f"{folder}/{id_}", where=self.where, given=given, name="line.txt"
        )
        return replace(document, id=iris.slug(id_))

    def _first(self, row: Mapping[str, Any], part: str) -> str:
        values = (self._text(row, name) for wanted, name in self.fields if wanted == part)
        return next((value for value in values if value), "")

    def _text(self, row: Mapping[str, Any], name: str) -> str:
        """A field as text, empty where it is absent. Raises ReadError where it holds anything but text or a whole number."""
        value = row.get(name)
        if value is None or isinstance(value, str):
            return value or ""
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        kind = "an object" if isinstance(value, dict) else "a list" if isinstance(value, list) else repr(value)
        raise ReadError(self.where, f"{name}: {kind} stands where a text is expected — champ {name} : texte attendu")


def lines(path: Path, source: str, where: str) -> Iterator[UnreadLine]:
    """The documents of a corpus, not read yet. Raises ReadError where the file or its table cannot be read, after the documents
    before the fault."""
    fields = _fields(path)
    number, empty = 0, True
    try:
        with gzip.open(path) if path.name.lower().endswith(".gz") else path.open("rb") as file:
            while raw := file.readline(MAX_BYTES + 1):
                number += 1
                if len(raw) > MAX_BYTES:
                    raise ReadError(f"{where}:{number}", "the line is too long — ligne trop longue")
                if raw.strip():
                    empty = False
                    yield UnreadLine(f"{source}/{number}", f"{where}:{number}", raw, fields)
    except (OSError, EOFError, zlib.error) as error:
        raise ReadError(f"{where}:{number + 1}", f"cannot be read on: {error} — illisible à partir d'ici") from error
    if empty:
        raise ReadError(where, "no line is in it; remove it or fill it — le fichier ne contient aucune ligne")


def _fields(path: Path) -> tuple[tuple[str, str], ...]:
    name = path.name[: path.name.lower().rindex(".jsonl")]
    table = path.with_name(f"{name}.toml")
    told: dict[str, Any] = {}
    if table.is_file():
        try:
            told = read_toml(table)
        except OntologyError as error:
            raise ReadError(f"{table}:{error.line}", f"no table of fields: {error.reason} — table de champs illisible") from error
    unknown = sorted(told.keys() - {*_USUAL, "text"})
    named = {part: [value] if isinstance(value, str) else value for part, value in told.items()}
    if unknown or not all(isinstance(one, list) and all(isinstance(name, str) for name in one) for one in named.values()):
        reason = f"{', '.join(unknown) or 'its values'}: say id, date, title and text, each a field or a list of fields"
        raise ReadError(str(table), f"{reason} — champs attendus : id, date, title, text")
    usual = {**_USUAL, "text": _TEXTS}
    return tuple((part, name) for part in usual for name in named.get(part, usual[part]))
