"""docx and ODT → HTML, which the reader of that format takes over: that of a docx by mammoth, that of an ODT by `kg.read.odf`.

Page headers and footers, comments, deleted words and pictures are no part of the text; macros are never run.
"""

from __future__ import annotations

import io
import re
from importlib import import_module
from typing import Any

from kg.errors import ReadError
from kg.model import Finding
from kg.read.archive import content, opened

MOST_XML = 40_000_000
"""Bytes of markup in a document that are read at most, unpacked (a novel has one or two million)."""

_MARKUP = (".xml", ".rels")
_MACROS = ("vbaproject.bin", "basic/", "scripts/")
_NOTE_CALLS = re.compile(r'<sup><a href="#(?:foot|end)note-[^"]*" id="[^"]*">\[\d+\]</a></sup>')
_NOTE_BACK = re.compile(r' ?<a href="#(?:foot|end)note-ref-[^"]*">↑</a>')


def read_docx(data: bytes, where: str, findings: list[Finding]) -> str:
    """The HTML of a docx. Raises ReadError for a damaged, encrypted or immense one."""
    _check(data, where, findings, "word/document.xml", "application/vnd.openxmlformats-officedocument")
    mammoth: Any = import_module("mammoth")
    # Tracked deletions and comments are left out by mammoth itself; pictures would come along as data.
    options: dict[str, Any] = {"convert_image": mammoth.images.img_element(lambda image: {}), "ignore_empty_paragraphs": True}
    options["style_map"] = "p[style-name='Title'] => h1:fresh"
    try:
        html = str(mammoth.convert_to_html(io.BytesIO(data), **options).value)
    except MemoryError:
        raise
    except Exception as error:
        # mammoth lets the errors of the XML parser and of missing parts through as they are.
        raise _damaged(where, error) from error
    return f"<!doctype html><html><body><main>{_NOTE_BACK.sub('', _NOTE_CALLS.sub('', html))}</main></body></html>"


def read_odt(data: bytes, where: str, findings: list[Finding]) -> str:
    """The HTML of an ODT. Raises ReadError for a damaged, encrypted or immense one."""
    _check(data, where, findings, "content.xml", "application/vnd.oasis.opendocument.text")
    from kg.read.odf import as_html

    try:
        return as_html(data)
    except MemoryError:
        raise
    except Exception as error:
        raise _damaged(where, error) from error


def _damaged(where: str, error: Exception) -> ReadError:
    reason = f"damaged ({type(error).__name__}); open it in a word processor and save it again"
    return ReadError(where, f"{reason} — document endommagé : ouvrez-le et enregistrez-le de nouveau")


def _check(data: bytes, where: str, findings: list[Finding], part: str, mime: str) -> None:
    """That the package holds the text that it should, within bounds, with a word on its macros."""
    with opened(io.BytesIO(data), where) as archive:
        names = {member.filename: member for member in archive.infolist()}
        size = sum(member.file_size for name, member in names.items() if name.lower().endswith(_MARKUP))
        if size > MOST_XML:
            reason = f"{size // 1_000_000} MB of markup, more than is read ({MOST_XML // 1_000_000} MB); split it"
            raise ReadError(where, f"{reason} — document trop grand : découpez-le")
        if part not in names:
            raise ReadError(where, f"holds no text ({part} is missing); is it of another kind? — ne contient aucun texte")
        manifest = names.get("META-INF/manifest.xml")
        if manifest and b"encryption-data" in content(archive, manifest, where):
            raise ReadError(where, "encrypted; save it without its password — chiffré : enregistrez-le sans mot de passe")
        if any(name.lower().startswith(_MACROS[1:]) or name.lower().endswith(_MACROS[0]) for name in names):
            english = "holds macros; they were not run, and its text was read"
            french = "contient des macros ; elles n'ont pas été exécutées, et le texte a été lu"
            findings.append(Finding("warning", "read.macros", where, english, french))
