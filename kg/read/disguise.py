"""What a file is by its bytes, where its name says something else: the reader is told what to do with it, in one line."""

from __future__ import annotations

import io
from collections.abc import Collection

from kg.errors import ReadError
from kg.read.decode import empty

_PDF = ("a PDF", "un PDF", (".pdf",))
_ZIP = ("a zip archive", "une archive zip", (".zip",))
_DOCX = ("a docx", "un docx", (".docx", ".docm"))
_ODT = ("an ODT", "un ODT", (".odt",))
_RTF = ("RTF", "du RTF", ())
_PARTS = (
    ("word/document.xml", _DOCX),
    ("xl/workbook.xml", ("a spreadsheet", "un tableur", ())),
    ("ppt/presentation.xml", ("slides", "une présentation", ())),
    ("content.xml", _ODT),
)
"""What tells the kind of a package by the names in it."""
_LONGEST = 60_000_000
"""Bytes above which the directory of an archive is not looked for under another name."""

Kind = tuple[str, str, tuple[str, ...]]
"""What it is in English and in French, and the suffixes by which it would be read; none where it is not read."""


def refuse_disguised(data: bytes, suffix: str, where: str) -> None:
    """Raises ReadError for bytes that are those of another kind of file than their suffix says, and for none at all."""
    if not data:
        raise empty(where)
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    kind: Kind | None = None
    if start.startswith(b"%PDF-"):
        kind = _PDF
    elif start.startswith(b"{\\rtf"):
        kind = _RTF
    elif start.startswith(b"PK\x03\x04") and len(data) <= _LONGEST:
        kind = _package(data)
        if kind is _ZIP and suffix in (*_DOCX[2], *_ODT[2]):
            return  # what such a package lacks is told where it is opened
    if kind:
        refuse_kind(kind, suffix, where)


def _package(data: bytes) -> Kind | None:
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return kind_of(archive.namelist()) or _ZIP
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError):
        return None


def kind_of(names: Collection[str]) -> Kind | None:
    """The kind of document that an archive is, by the names in it; None where it is an archive of files."""
    if "mimetype" not in names and "[Content_Types].xml" not in names:
        return None
    return next((kind for part, kind in _PARTS if part in names), None)


def refuse_kind(kind: Kind, suffix: str, where: str) -> None:
    """Raises ReadError where a suffix is none of that kind."""
    english, french, suffixes = kind
    if suffix in suffixes:
        return
    if suffixes:
        raise ReadError(where, f"it is {english}; rename it to {suffixes[0]} — c'est {french} : renommez-le en {suffixes[0]}")
    raise ReadError(where, f"it is {english}; save it as docx, ODT or PDF — c'est {french} : enregistrez-le en docx, ODT ou PDF")
