"""Pieces of source text → the text of one block: one space between words, nothing invisible, and the map of its offsets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from kg.lexicon.late import late
from kg.model import BlockKind

_SPACE = r"\s\u180e"
_INVISIBLE = (
    r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180d\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff"
)
_IRREGULAR = late(f"[{_SPACE}{_INVISIBLE}]{{2,}}|(?! )[{_SPACE}{_INVISIBLE}]")
_ANY_SPACE = late(f"[{_SPACE}]")
# A word broken at the end of a line: letter, hyphen, line end, letter, and the words around it decide (see ``Joiner``); or a
# number with a hyphen in it ("n° 2006-|1772").
_BROKEN = late(rf"(?:(?<=[^\W\d_])|(?<=\d)(?=.[^\w]*\d))-[ \t\u00a0{_INVISIBLE}]*\r?\n[ \t\u00a0{_INVISIBLE}]*(?=\w)")
_LEFT = late(r"[\w'’-]{0,40}\Z")
_RIGHT = late(r"[\w'’-]{0,40}")

NOTE_NUMBER = late(r"[\[(]?(\d{1,3})[\])]?")
"""The number of a footnote, as it is printed behind what calls it."""
NOTED = late(r"(?:[^\W\d_]{3,}|[»”\"’')\].,;:!?…]|\d{4}) ?$")
"""What a note can be called after: a word, its punctuation, a year; not the unit of "m²" or the sign of "10⁶"."""

Joiner = Callable[[str, str], bool]
"""(word before the hyphen, word after the line end) → whether the hyphen only served to break the word."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that follow one another in the clean source, from ``source`` on; a decoded entity is a piece of its own."""

    text: str
    source: int


@dataclass(frozen=True, slots=True)
class Raw:
    """A block as a parser saw it. ``soft``: only a line end parts it from the block before, not a blank line or markup."""

    kind: BlockKind
    pieces: tuple[Piece, ...]
    level: int = 0
    soft: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A block's text, normalised, with (offset in the text, offset in the clean source) where the two part company."""

    kind: BlockKind
    text: str
    points: tuple[tuple[int, int], ...]
    level: int = 0
    soft: bool = False
    bold: bool = False

    def of_kind(self, kind: BlockKind, level: int = 0) -> Part:
        """The same words as a block of another kind."""
        return replace(self, kind=kind, level=level)


def normalise(raw: Raw, joins: Joiner) -> Part:
    """One block's text: every kind and run of spaces becomes one plain space, invisible and control characters go, words
    broken at a line end are joined. Empty text where nothing is left."""
    text = raw.pieces[0].text if len(raw.pieces) == 1 else "".join(piece.text for piece in raw.pieces)
    starts = [0]
    for piece in raw.pieces[:-1]:
        starts.append(starts[-1] + len(piece.text))
    chunks: list[str] = []
    points: list[tuple[int, int]] = []
    length = at = 0
    for start, end, words in _stretches(text, joins):
        while at + 1 < len(starts) and starts[at + 1] <= start:
            at += 1
        cuts = [start]
        while at + 1 < len(starts) and starts[at + 1] < end:
            at += 1
            cuts.append(starts[at])
        low = bisect_right(starts, start) - 1
        for offset, cut in enumerate(cuts):
            source = raw.pieces[low + offset].source + cut - starts[low + offset]
            place = length + cut - start
            if not points or points[-1][1] - points[-1][0] != source - place:
                points.append((place, source))
        chunks.append(words)
        length += len(words)
    out = "".join(chunks)
    return Part(raw.kind, out, tuple(point for point in points if point[0] < len(out)), raw.level, raw.soft, raw.bold)


def _stretches(text: str, joins: Joiner) -> Iterator[tuple[int, int, str]]:
    """What is kept of a text, in order: (start, end, words); a run of spaces is the stretch " ", none at either end."""
    pending = -1
    empty = True
    for start, end, words in _kept(text, joins):
        if words == " ":
            pending = start if pending < 0 else pending
            continue
        if pending < 0 and words[0] == " ":
            pending = start
        inner = words.strip(" ")
        left = len(words) - len(words.lstrip(" "))
        if not inner:
            continue
        if pending >= 0 and not empty:
            yield pending, pending + 1, " "
        pending = end - 1 if words[-1] == " " else -1
        empty = False
        yield start + left, start + left + len(inner), inner


def _kept(text: str, joins: Joiner) -> Iterator[tuple[int, int, str]]:
    done = 0
    for broken in _BROKEN.finditer(text) if "\n" in text else ():
        at, end = broken.span()
        left, right = _LEFT.search(text, max(0, at - 40), at), _RIGHT.match(text, end)
        whole = joins(left.group() if left else "", right.group() if right else "")
        yield from _squeezed(text, done, at if whole else at + 1)
        done = end
    yield from _squeezed(text, done, len(text))


def _squeezed(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    done = start
    for run in _IRREGULAR.finditer(text, start, end):
        if run.start() > done:
            yield done, run.start(), text[done : run.start()]
        done = run.end()
        space = _ANY_SPACE.search(text, run.start(), run.end())
        if space and not (text[run.start()] == "\u00ad" and "\n" in run.group()):
            yield space.start(), space.start() + 1, " "
    if done < end:
        yield done, end, text[done:end]
