"""The same document in two formats, such as a press release as a page and as a PDF: recognised by its words.

Two files are renditions of one document where their formats differ, no date tells them apart, and all but a few words (a menu,
a caption, a running header) stand in both, in the same order, every number of the shorter one included: amendments that repeat
one another differ by a number.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from zlib import crc32

from kg import iris
from kg.model import Document, Finding
from kg.read.document import ARCHIVES, CONVERTED, HTML, MAIL

_WORD = re.compile(r"[^\W_]+")
_WIDTH = 4
"""Words of a shingle."""
_KEPT = 64
"""The least shingles of a text that are kept to find it again (a bottom-k sketch, A. Broder, 1997)."""
_FEWEST = 30
"""Words below which a text is too short to be told from another."""
_SHORTER, _LONGER = 0.96, 0.8
"""Shares of the shingles of the shorter and of the longer text that must stand in the other one."""
_LARGE = 200_000
"""Words above which the texts themselves are not kept for comparison."""


@dataclass(frozen=True, slots=True)
class _Known:
    key: str
    source: str
    family: str
    date: str | None
    shingles: bytes
    numbers: str


class Renditions:
    """The documents of a batch so far, to be recognised in another format."""

    def __init__(self) -> None:
        self._known: list[_Known] = []
        self._places: dict[int, list[int]] = defaultdict(list)
        self._families: set[str] = set()

    def settled(self, document: Document) -> Document:
        """The document as it is, or as the rendition of an earlier one: without its text, under an id of its own."""
        words = _WORD.findall(_body(document).casefold())
        if not _FEWEST <= len(words) <= _LARGE:
            return document
        shingles = sorted({crc32(" ".join(words[at : at + _WIDTH]).encode()) for at in range(len(words) - _WIDTH + 1)})
        numbers = " ".join(word for word in words if any(map(str.isdigit, word)))
        family, date = family_of(document.source), document.metadata.date
        mine = _Known(document.key, document.source, family, date, array("I", shingles).tobytes(), numbers)
        first = self._first(mine, shingles[:_KEPT])
        if first is None:
            self._remember(mine, shingles[:_KEPT])
            return document
        english = f"the same text as {first.source}: one document in two renditions"
        french = f"le même texte que {first.source} : un document en deux formats"
        return replace(
            document,
            id=iris.slug(document.source),
            text="",
            blocks=(),
            origins=(),
            findings=(Finding("info", "read.rendition", document.source, english, french),),
            rendition_of=first.key,
        )

    def _first(self, mine: _Known, sketch: Sequence[int]) -> _Known | None:
        if not self._families - {mine.family}:
            return None
        shared: Counter[int] = Counter()
        for shingle in sketch:
            shared.update(self._places.get(shingle, ()))
        near = sorted(place for place, count in shared.items() if count * 2 >= len(sketch) * _LONGER)
        return next((self._known[place] for place in near if _same(self._known[place], mine)), None)

    def _remember(self, mine: _Known, sketch: Sequence[int]) -> None:
        self._families.add(mine.family)
        for shingle in sketch:
            self._places[shingle].append(len(self._known))
        self._known.append(mine)


def _body(document: Document) -> str:
    return " ".join(block.span.of(document.text) for block in document.body)


def family_of(source: str) -> str:
    """The format of a file as far as renditions go: what is written for the web, in a word processor, as text …"""
    suffix = PurePosixPath(source).suffix.lower()
    if suffix in HTML:
        return "html"
    return suffix if suffix in (*CONVERTED, *MAIL, *ARCHIVES) else "text"


def _same(first: _Known, second: _Known) -> bool:
    if first.family == second.family or (first.date and second.date and first.date != second.date):
        return False
    ours, theirs = set(array("I", first.shingles)), set(array("I", second.shingles))
    short, long = sorted((first, second), key=lambda known: (len(known.shingles), known.key))
    both = len(ours & theirs)
    enough = both >= _SHORTER * min(len(ours), len(theirs)) and both >= _LONGER * max(len(ours), len(theirs))
    return enough and not Counter(short.numbers.split()) - Counter(long.numbers.split())
