"""PDF → the lines of its pages, with where they stand and how they are set, through PDFium.

PDFium knows characters and their boxes, not words and paragraphs; what the lines make is decided in `kg.read.layout`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any

from kg.errors import ReadError

MOST_PAGES = 5_000
"""Pages of a document that are read at most."""
MOST_CHARACTERS = 20_000_000
"""Characters of a document that are read at most."""

_END_WITHIN = 4_096
"""Bytes from the end within which a whole file says so (ISO 32000-1, 7.5.5, with room for what servers append)."""
COLUMN_GAP = 1.5
"""White space within a line, in units of the type size, from which it may part two columns."""
HAIR = 0.2
"""White space, in units of the type size, that parts no words."""
_RAISED, _LIFT = 0.87, 0.15
"""Type size at most, and height above the line at least, of a raised character, in units of the line's type size."""
_BROKEN_WORD = {0xFFFE, 0x0002, 0x00AD}
"""What PDFium gives for a hyphen that breaks a word at the end of a line."""
_LETTERS = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
    # Bullets and icons of the Symbol and Wingdings fonts, which stand in the private use area.
    **dict.fromkeys(range(0xE000, 0xF900), "•"),
}
_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.I)
_PASSWORD = 4
"""FPDF_ERR_PASSWORD of PDFium's fpdfview.h."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page (from 0): its words; where it stands, in points from the lower left corner; its type size in points;
    whether it is bold; ``gaps`` are the places within it where a column may end, as (offset of the words, left, right), and
    ``raised`` the numbers set small and high, as (start, end) of the words."""

    page: int
    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool
    gaps: tuple[tuple[int, float, float], ...] = ()
    raised: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Pages:
    """A document's lines in the order of its content, the heights of its pages in points, and the numbers (from 1) of the
    pages that have no text layer."""

    lines: tuple[Line, ...]
    heights: tuple[float, ...]
    blank: tuple[int, ...]


def read_pages(data: bytes, where: str) -> Pages:
    """The lines of a PDF. Raises ReadError for one that is cut short, damaged, encrypted, too long or without a text layer."""
    if not data.startswith(b"%PDF-") and b"%PDF-" not in data[:1024]:
        raise ReadError(where, "this is no PDF file; fetch it again — ce n'est pas un fichier PDF : téléchargez-le de nouveau")
    if b"%%EOF" not in data.rstrip(b"\0\r\n\t ")[-_END_WITHIN:]:
        raise ReadError(where, "the PDF is cut short; fetch it again — PDF tronqué : téléchargez-le de nouveau")
    pdfium: Any = import_module("pypdfium2")
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            reason = "the PDF is encrypted; save it without its password"
            raise ReadError(where, f"{reason} — PDF chiffré : enregistrez-le sans mot de passe") from error
        raise ReadError(where, "the PDF is damaged; fetch it again — PDF endommagé : téléchargez-le de nouveau") from error
    try:
        return _pages(document, where)
    except pdfium.PdfiumError as error:
        raise ReadError(where, f"the PDF is damaged ({error}); fetch it again — PDF endommagé : téléchargez-le") from error
    finally:
        document.close()


def _pages(document: Any, where: str) -> Pages:
    if len(document) > MOST_PAGES:
        reason = f"{len(document)} pages, and {MOST_PAGES} are read at most; split it"
        raise ReadError(where, f"{reason} — {len(document)} pages : découpez le fichier")
    lines: list[Line] = []
    heights: list[float] = []
    blank: list[int] = []
    length = 0
    for number in range(len(document)):
        page = document[number]
        text_page = page.get_textpage()
        try:
            found = list(_lines(text_page, number))
            heights.append(float(page.get_size()[1]))
        finally:
            text_page.close()
            page.close()
        length += sum(len(line.text) for line in found)
        if length > MOST_CHARACTERS:
            limit = MOST_CHARACTERS // 1_000_000
            raise ReadError(where, f"more than {limit} million characters; split it — texte trop long : découpez le fichier")
        lines += found
        if not found:
            blank.append(number + 1)
    if not lines:
        pages = len(heights)
        reason = f"no text layer: {pages} page{'s' if pages != 1 else ''}; run a text recognition (OCR) on it first"
        raise ReadError(where, f"{reason} — pas de couche de texte ({pages} p.) : passez-le d'abord à la reconnaissance (OCR)")
    return Pages(tuple(lines), tuple(heights), tuple(blank))


def _lines(text_page: Any, page: int) -> Iterator[Line]:
    """The lines of one page, as PDFium orders them (the order of the content)."""
    from ctypes import byref

    raw: Any = import_module("pypdfium2.raw")
    handle, box = text_page.raw, raw.FS_RECTF()
    at = byref(box)
    bold = _weights(raw, handle)
    line = _Open(page)
    for index in range(raw.FPDFText_CountChars(handle)):
        code = raw.FPDFText_GetUnicode(handle, index)
        if code in (10, 13):
            yield from line.closed(bold)
            line = _Open(page)
        elif code in _BROKEN_WORD:
            line.text.append("-")
            yield from line.closed(bold)
            line = _Open(page)
        elif code <= 32 or code == 0xA0 or not raw.FPDFText_GetLooseCharBox(handle, index, at):
            line.text.append(" ")
        else:
            size = raw.FPDFText_GetFontSize(handle, index)
            line.take(_LETTERS.get(code) or chr(code), index, (box.left, box.right, box.bottom, box.top), size)
    yield from line.closed(bold)


class _Open:
    """A line that is being put together."""

    def __init__(self, page: int) -> None:
        self.page = page
        self.text: list[str] = []
        self.boxes: list[tuple[float, float, float, float]] = []
        self.sizes: list[float] = []
        self.indices: list[int] = []
        self.places: list[int] = []
        self.gaps: list[tuple[int, float, float]] = []

    def take(self, letters: str, index: int, box: tuple[float, float, float, float], size: float) -> None:
        height = box[3] - box[2]
        # A font that is scaled by the page's matrix has a nominal size of 1; its box is what is seen.
        size = size if 0.5 * height < size < 2 * height else height
        if self.boxes and box[0] - self.boxes[-1][1] > COLUMN_GAP * size:
            self.gaps.append((len(self.text), self.boxes[-1][1], box[0]))
        self.places.append(len(self.text))
        self.text.append(letters)
        self.boxes.append(box)
        self.sizes.append(size)
        self.indices.append(index)

    def closed(self, bold: Any) -> Iterator[Line]:
        if not self.boxes:
            return
        lefts, rights, bottoms, tops = zip(*self.boxes, strict=True)
        ordered = sorted(self.sizes)
        ends = self.indices[0], self.indices[len(self.indices) // 2], self.indices[-1]
        offsets = [0]
        for letters in self.text:
            offsets.append(offsets[-1] + len(letters))
        if self.text[-2:] == [" ", "-"] and len(self.boxes) > 1 and lefts[-1] - rights[-2] < HAIR * self.sizes[-1]:
            # A hyphen set on its own at the end of the line, which PDFium parts from its word by a space.
            del self.text[-2], offsets[-2]
            self.places[-1] -= 1
        size, bottom = ordered[len(ordered) // 2], sorted(bottoms)[len(bottoms) // 2]
        yield Line(
            self.page,
            "".join(self.text),
            min(lefts),
            max(rights),
            bottom,
            sorted(tops)[len(tops) // 2],
            round(size * 2) / 2,
            all(map(bold, ends)),
            tuple((offsets[at], left, right) for at, left, right in self.gaps),
            self._raised(size, bottom, offsets),
        )

    def _raised(self, size: float, bottom: float, offsets: list[int]) -> tuple[tuple[int, int], ...]:
        """The runs of characters that are set smaller than the line and higher, as the number of a note is."""
        if min(self.sizes) > _RAISED * size:
            return ()
        out: list[tuple[int, int]] = []
        for at, own, box in zip(self.places, self.sizes, self.boxes, strict=True):
            if own > _RAISED * size or box[2] < bottom + _LIFT * size:
                continue
            start = out.pop()[0] if out and out[-1][1] == offsets[at] else offsets[at]
            out.append((start, offsets[at + 1]))
        return tuple(out)


def _weights(raw: Any, handle: Any) -> Any:
    """Tells whether the character of an index is set in a bold font, by the font's name."""
    from ctypes import byref, c_int, create_string_buffer

    buffer, flags = create_string_buffer(256), c_int()

    @lru_cache(maxsize=4096)
    def bold(index: int) -> bool:
        length = raw.FPDFText_GetFontInfo(handle, index, buffer, 256, byref(flags))
        name = buffer.raw[: max(0, min(length, 256) - 1)].decode("utf-8", "replace")
        return bool(_BOLD.search(name))

    return bold
