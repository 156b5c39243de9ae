"""The words around a quote, cut from a document's text, and the offsets of the quote in the units that browsers count.

``kg:start`` and ``kg:end`` count Unicode code points; JavaScript strings count UTF-16 code units (ECMA-262, §6.1.4), two for
a character outside the Basic Multilingual Plane. All conversion happens here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

LIMIT = 700
"""Longest paragraph shown whole, in code points."""
MARGIN = 260
"""Code points kept at most on each side of a quote in a longer paragraph."""
_UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_SENTENCE_END = re.compile(r"[.!?…;:][»”\"')\]]*\s+")

Reference = tuple[int, int, int]
"""A passage's index, and the half-open range of the quote in it, in UTF-16 code units."""


def showable(text: str) -> str:
    """``text`` with controls and bidirectional marks replaced one for one by U+FFFD, so that offsets stay and nothing
    displays in another order than it is written (Unicode Technical Report 36, §3)."""
    return _UNSHOWABLE.sub("\ufffd", text)


def utf16_length(text: str) -> int:
    """The length of ``text`` as a JavaScript string."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


class Passages:
    """The pieces of text that the page holds, each once, numbered in the order in which they were asked for."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """``texts``: the ``kg:text`` of each document, by IRI."""
        self._texts = texts
        self._numbers: dict[tuple[str, int, int, str], int] = {}
        self.rows: list[tuple[str, str, bool, bool]] = []
        """Document IRI, text, whether the paragraph goes on before, and after."""

    def refer(self, document: str, start: int | None, end: int | None, quote: str) -> Reference | None:
        """Where the quote stands, in the passage around it; alone where the text does not hold it at those offsets."""
        text = self._texts.get(document, "")
        if start is None or end is None or not 0 <= start < end <= len(text) or (quote and text[start:end] != quote):
            if not quote.strip():
                return None
            number = self._number((document, -1, -1, quote), quote, False, False)
            return number, 0, utf16_length(quote)
        first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        last = len(text) if last < 0 else last
        lo, hi = first, last
        if last - first > LIMIT:
            lo, hi = _window(text, first, last, start, end)
        number = self._number((document, lo, hi, ""), text[lo:hi], lo > first, hi < last)
        before = utf16_length(text[lo:start])
        return number, before, before + utf16_length(text[start:end])

    def _number(self, key: tuple[str, int, int, str], text: str, before: bool, after: bool) -> int:
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.rows)
            self.rows.append((key[0], showable(text), before, after))
        return number


def _window(text: str, first: int, last: int, start: int, end: int) -> tuple[int, int]:
    """A part of a long paragraph around a quote, cut at the ends of sentences where there are some, else at spaces."""
    lo = max(first, start - MARGIN)
    if lo > first:
        ends = [match.end() for match in _SENTENCE_END.finditer(text, lo, start)]
        space = text.find(" ", lo, start)
        lo = ends[0] if ends else (space + 1 if space >= 0 else lo)
    hi = min(last, end + MARGIN)
    if hi < last:
        ends = [match.start() + 1 for match in _SENTENCE_END.finditer(text, end, hi)]
        space = text.rfind(" ", end, hi)
        hi = ends[-1] if ends else (space if space >= 0 else hi)
    return lo, hi
