"""The texts of the documents as the page holds them, and where quotes stand in them in the units that browsers count.

``kg:start`` and ``kg:end`` count Unicode code points; JavaScript strings count UTF-16 code units (ECMA-262, §6.1.4), two for
a character outside the Basic Multilingual Plane. All conversion happens here, and back again in ``turtle.js``.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence

TEXT_KEPT = 8_000_000
"""Code points of text that one page holds whole; of more, it holds the paragraphs that it quotes."""
PARAGRAPH = 1200
"""Longest paragraph kept whole where texts are cut, in code points."""
MARGIN = 300
"""Code points kept at most on each side of a quote in a longer paragraph."""
GAP = "\n[…]\n"
"""What stands for the paragraphs left out."""
_UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")

Range = tuple[int, int]


def showable(text: str) -> str:
    """``text`` with controls and bidirectional marks replaced one for one by U+FFFD, so that offsets stay and nothing
    displays in another order than it is written (Unicode Technical Report 36, §3)."""
    return _UNSHOWABLE.sub("\ufffd", text)


def utf16_length(text: str) -> int:
    """The length of ``text`` as a JavaScript string."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


class PageText:
    """A document's text in the page: the whole of it, or the parts that hold the given ranges."""

    def __init__(self, text: str, ranges: Iterable[Range] = (), *, whole: bool = True) -> None:
        self._astral = [] if text.isascii() else [match.start() for match in _ASTRAL.finditer(text)]
        kept = [(0, len(text))] if whole else _parts(text, ranges)
        self.text = GAP.join(showable(text[start:end]) for start, end in kept)
        """What the page prints, at most with GAPs."""
        self.pieces: list[tuple[int, int]] = []
        """Where each part begins: in UTF-16 units of the page's text, and in code points of the document's."""
        offset = 0
        for start, end in kept:
            self.pieces.append((offset, start))
            offset += self._units(end) - self._units(start) + len(GAP)
        self._starts = [start for _, start in self.pieces]

    def place(self, start: int, end: int) -> Range:
        """Where a range of code points begins in the page's text, and its length, in UTF-16 units."""
        offset, first = self.pieces[bisect_right(self._starts, start) - 1]
        begin = self._units(start)
        return offset + begin - self._units(first), self._units(end) - begin

    def _units(self, position: int) -> int:
        return position + bisect_left(self._astral, position)


def page_texts(texts: Mapping[str, str], ranges: Mapping[str, Sequence[Range]]) -> dict[str, PageText]:
    """The texts by document; ``ranges`` are what is quoted of each. All are whole while TEXT_KEPT allows."""
    whole = sum(map(len, texts.values())) <= TEXT_KEPT
    return {iri: PageText(text, ranges.get(iri, ()), whole=whole) for iri, text in texts.items()}


def _parts(text: str, ranges: Iterable[Range]) -> list[Range]:
    """The paragraphs (or what surrounds a quote in a long one) that hold the ranges, joined where they touch."""
    out: list[Range] = []
    for start, end in sorted(ranges):
        first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        last = len(text) if last < 0 else last
        if last - first > PARAGRAPH:
            first = _space(text, max(first, start - MARGIN), start, first)
            last = min(last, end + MARGIN)
            cut = text.rfind(" ", end, last)
            last = cut if cut > 0 and last < len(text) else last
        if out and first <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(last, out[-1][1]))
        else:
            out.append((first, last))
    return out


def _space(text: str, low: int, high: int, first: int) -> int:
    """The beginning of a word from ``low`` on."""
    at = text.find(" ", low, high)
    return low if low == first or at < 0 else at + 1
