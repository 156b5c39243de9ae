"""One file → one Document: decoded or converted, cleaned, parsed, put together."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from kg import iris
from kg.errors import KgError, ReadError
from kg.model import Block, Document, Finding, Metadata, Origin, Span
from kg.read.blocks import assemble, with_presenters
from kg.read.decode import MAX_BYTES, Clean, clean, decode, plain_hyphens
from kg.read.disguise import refuse_disguised
from kg.read.front import Front, read_front
from kg.read.metadata import merged, of_head, of_text
from kg.read.pieces import Part, Raw
from kg.read.plain import read_plain
from kg.read.rules import load

if TYPE_CHECKING:
    from kg.read.layouts import Layout

PLAIN, MARKDOWN = (".txt", ".text"), (".md", ".markdown")
# Pages that a server made are saved under the name of its program: they are read where what they hold is HTML.
SERVED = (".asp", ".aspx", ".php", ".jsp", ".shtml")
HTML = (".html", ".htm", ".xhtml", *SERVED)
PDF, DOCX, ODT = (".pdf",), (".docx", ".docm"), (".odt",)
CONVERTED = (*PDF, *DOCX, *ODT)
MAIL, ARCHIVES = (".eml",), (".zip",)
RECORD = (".json",)
SUPPORTED = (*PLAIN, *MARKDOWN, *HTML, *CONVERTED, *RECORD, *MAIL, *ARCHIVES)
MOST_BYTES = 200_000_000
"""Largest PDF, docx or ODT that is read, in bytes: pictures weigh in it, and are not read."""
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.I)
_PROGRAM = re.compile(r"\s*<(?:\?(?:php|=)|%)", re.I)
_SUFFIXES_KEPT = 256
_SHOWN = 120
"""Characters of a library's reason, which may quote its input."""
_OPENING = 4000
"""Within how many characters a page shows that it is one."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """A file as text: its clean characters, how they are marked up (a suffix of text, Markdown or HTML), and the blocks where
    the conversion found them itself."""

    characters: Clean
    suffix: str
    blocks: tuple[Raw, ...] | None = None


MOST_TEXT = 10_000_000
"""Characters (markup included) of the longest document: some 4,000 pages, and 0.7 GB of memory where it is dense."""


@lru_cache(_SUFFIXES_KEPT)
def suffix_of(name: str) -> str:
    """The suffix by which a file is read, in lower case."""
    return PurePosixPath(name).suffix.lower()


def read_bytes(path: Path, where: str) -> bytes:
    """The bytes of a file of a type that is read. Raises ReadError for another type, and for one that is too large."""
    suffix = suffix_of(path.name)
    if suffix not in SUPPORTED:
        known = ", ".join(SUPPORTED)
        reason = f"{suffix or 'no suffix'}: unsupported type of file ({known} are read); convert it"
        raise ReadError(where, f"{reason} — type de fichier non pris en charge : convertissez-le")
    most = MOST_BYTES if suffix in CONVERTED else MAX_BYTES
    try:
        if path.stat().st_size > most:
            raise ReadError(where, f"the file is larger than {most // 1_000_000} MB; split it — fichier trop grand")
        return path.read_bytes()
    except OSError as error:
        raise ReadError(where, f"cannot be read: {error.strerror} — fichier illisible") from error


def _bounded(text: str, where: str) -> str:
    """The text. Raises ReadError where it is longer than a document is."""
    if len(text) > MOST_TEXT:
        most = MOST_TEXT // 1_000_000
        reason = f"{len(text):,} characters of text, more than the {most} million of one document; split it"
        raise ReadError(where, f"{reason} — plus de {most} millions de caractères : découpez-le")
    return text


def rendering(data: bytes, name: str, where: str, findings: list[Finding]) -> Rendering:
    """A file as text, by the suffix of its name. Raises ReadError where it is not what that says."""
    suffix = suffix_of(name)
    refuse_disguised(data, suffix, where)
    if suffix in PDF:
        from kg.read.apart import pages_of
        from kg.read.layout import laid_out

        pages = pages_of(data, where)
        if pages.blank:
            numbers, of = ", ".join(map(str, pages.blank)), len(pages.heights)
            english = f"no text layer: page{'s' if len(pages.blank) > 1 else ''} {numbers} of {of}; the others are read"
            french = f"pas de couche de texte : page(s) {numbers} sur {of} ; les autres sont lues"
            findings.append(Finding("warning", "read.no-text-layer", where, english, french))
        laid = laid_out(pages)
        return Rendering(Clean(laid.text), suffix, laid.blocks)
    if suffix in (*DOCX, *ODT):
        from kg.read.apart import text_of

        return Rendering(clean(_bounded(text_of(data, suffix, where, findings), where)), ".html")
    characters = clean(_bounded(decode(data, where), where))
    opening = characters.text[:_OPENING]
    if suffix in PLAIN and _PAGE.match(opening.lstrip()):
        suffix = HTML[0]
    if suffix in SERVED and (_PROGRAM.match(opening) or not _PAGE.search(opening)):
        reason = f"{suffix}: what it holds is no HTML page; save the page from the browser as .html"
        raise ReadError(where, f"{reason} — ce n'est pas une page HTML : enregistrez-la depuis le navigateur en .html")
    return Rendering(characters, suffix)


def read_document(path: Path, *, source: str, where: str, given: Metadata | None = None) -> Document:
    """The document in a file. ``source`` is its path below the source root, ``where`` what messages call it."""
    return document_of(read_bytes(path, where), source=source, where=where, given=given)


def document_of(
    data: bytes, *, source: str, where: str, given: Metadata | None = None, known: Metadata | None = None, name: str = ""
) -> Document:
    """The document in the bytes of a file. ``known`` is metadata that holds where the text itself states none; ``name`` tells
    the type of the file where ``source`` does not. Raises ReadError, also for what a library did not foresee: one file must not
    cost the others."""
    try:
        return _document(data, source, where, given, known, name or source)
    except KgError:
        raise
    except Exception as error:
        reason = f"cannot be read ({type(error).__name__}: {str(error)[:_SHOWN]})"
        raise ReadError(where, f"{reason} — ne peut pas être lu") from error


def document_of_record(
    record: Mapping[str, Any], layout: Layout | None, *, source: str, where: str, given: Metadata | None = None
) -> Document:
    """The document of a record (see `kg.read.layouts`). ``source`` ends with "/" where the id is to be added. Raises ReadError
    where it has no id, or nothing in it is text."""
    from kg.read.layouts import laid_out

    laid = laid_out(record, layout, where)
    document = document_of(
        laid.content.encode("utf-8", "replace"),
        source=f"{source}{laid.id}" if source.endswith("/") else source,
        where=where,
        given=merged(given or Metadata(), laid.metadata),
        name="record.html" if laid.html else "record.txt",
    )
    # What its offsets lead back to is put together here, and is in no file.
    return replace(document, id=iris.slug(laid.id), origins=(), signed=laid.signed)


def _document(data: bytes, source: str, where: str, given: Metadata | None, known: Metadata | None, name: str) -> Document:
    if suffix_of(name) in RECORD:
        from kg.read.layouts import parsed

        return document_of_record(parsed(data, where), None, source=source, where=where, given=given)
    findings: list[Finding] = []
    rendered = rendering(data, name, where, findings)
    characters, suffix = rendered.characters, rendered.suffix
    if rendered.blocks is None:
        front, head, raws = _parsed(characters.text, suffix, where, findings)
    else:
        front, head, raws = Front(), Metadata(), list(rendered.blocks)
    rules = load()
    parts = assemble(raws, characters.text, rules)
    if not parts:
        raise ReadError(where, "nothing in it is text; remove it or fill it — le fichier ne contient aucun texte")
    stated, title_at = of_text(parts, rules, head.title or "")
    if title_at is not None and head.title and parts[title_at].kind != "heading" and parts[title_at].text not in head.title:
        title_at = None
    if title_at is not None:
        parts[title_at] = parts[title_at].of_kind("title")
        # The first heading of a page is its title; <title> also names the site.
        if suffix in HTML:
            head = replace(head, title=stated.title)
    text, blocks, origins = _put_together(with_presenters(parts, rules), characters)
    return Document(
        id=iris.slug(front.id or source.removesuffix(PurePosixPath(source).suffix)),
        source=source,
        text=text,
        blocks=blocks,
        metadata=merged(given or Metadata(), front.metadata, head, stated, known or Metadata()),
        origins=origins,
        digest=hashlib.sha256(data).hexdigest(),
        findings=tuple(findings),
    )


def _parsed(text: str, suffix: str, where: str, findings: list[Finding]) -> tuple[Front, Metadata, list[Raw]]:
    if suffix in HTML:
        from kg.read.html import read_html

        page = read_html(text)
        return Front(), of_head(page.meta, page.title, page.time, page.canonical), page.blocks
    front = read_front(text, where, findings)
    body = text[front.end :]
    if suffix in PLAIN:
        return front, Metadata(), read_plain(body, front.end)
    from kg.read.markdown import is_pathological, read_markdown

    if is_pathological(body):
        reason = "too much markup or too long a paragraph for Markdown; read as plain text"
        fr = "trop de balisage ou paragraphe trop long pour du Markdown ; lu comme texte brut"
        findings.append(Finding("warning", "read.markdown-as-text", where, reason, fr))
        return front, Metadata(), read_plain(body, front.end)
    return front, Metadata(), read_markdown(body, front.end)


def _put_together(parts: list[Part], characters: Clean) -> tuple[str, tuple[Block, ...], tuple[Origin, ...]]:
    blocks: list[Block] = []
    points: list[tuple[int, int]] = []
    at = 0
    for part in parts:
        blocks.append(Block(part.kind, Span(at, at + len(part.text)), part.level))
        points += [(at + start, source) for start, source in part.points]
        at += len(part.text) + 1
    origins: list[Origin] = []
    for (start, source), end in zip(points, [p[0] for p in points[1:]] + [at], strict=True):
        for begin, origin in _through(start, source, end, characters):
            if not origins or origins[-1].source - origins[-1].start != origin - begin:
                origins.append(Origin(begin, origin))
    # A page may write its hyphens as entities, which come out of it after the characters of the file were cleaned.
    return plain_hyphens("\n".join(part.text for part in parts)), tuple(blocks), tuple(origins)


def _through(start: int, source: int, end: int, characters: Clean) -> list[tuple[int, int]]:
    """A stretch of the text that starts at ``source`` of the clean characters, cut where those leave the decoded file."""
    from bisect import bisect_left, bisect_right

    first, last = bisect_right(characters.starts, source), bisect_left(characters.starts, source + end - start)
    cuts = [source, *characters.starts[first:last]]
    return [(start + cut - source, characters.source(cut)) for cut in cuts]
