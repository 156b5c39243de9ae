"""A Turtle file → the same after a small change of its graph: the paragraphs that are others now are found by their places and
replaced, the rest is copied as it is. The bytes are those of a file written anew."""

from __future__ import annotations

import mmap
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg import iris
from kg.nquads import Line
from kg.write.turtle import EVIDENCE, SECTIONS, TYPE, Rows, Shortener, heading, paragraphs, place_of

_AT_ONCE = 16_000_000
_HEADINGS = {heading(rank): b"%02d" % rank for rank in range(len(SECTIONS))}


class StaleError(Exception):
    """The file is not what `kg.write.turtle_parts` wrote of the graph as it was."""


def patched(path: Path, was: Iterable[Line], now: Iterable[Line], base: str = iris.ID) -> Iterator[bytes]:
    """The parts of the file at ``path`` with what it says of some subjects (``was``, all of it, as lines of N-Triples, those of a
    subject one after the other) replaced by what is to be said of them (``now``). Raises StaleError, before the first part."""
    short = Shortener(base)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        at = 0
        for start, stop, new in _edits(_Sorted(content, short), dict(paragraphs(was, short)), dict(paragraphs(now, short))):
            for first in range(at, start, _AT_ONCE):
                yield content[first : min(first + _AT_ONCE, start)]
            yield new
            at = stop
        for first in range(at, len(content), _AT_ONCE):
            yield content[first : first + _AT_ONCE]


class _Sorted:
    """The entries of a file: headings of sections, by their numbers, and paragraphs, by their places. Each begins with an empty
    line."""

    def __init__(self, content: mmap.mmap, short: Shortener) -> None:
        self._content = content
        self._short = short
        self._first = len(short.header().encode())
        if content[: self._first] != short.header().encode():
            raise StaleError("the file begins otherwise")

    def after(self, at: int) -> int:
        """Where the first entry begins that does not begin before ``at``."""
        found = self._content.find(b"\n\n", at - 1)
        return found + 1 if found >= 0 else len(self._content)

    def place(self, start: int) -> bytes:
        """The place of the entry that begins at ``start``; after all others where none does."""
        entry = self._content[start : self.after(start + 1)]
        if not entry:
            return b"\xff"
        if entry.startswith(b"\n# "):
            return _HEADINGS.get(entry, b"\xff")
        rows: Rows = {}
        try:
            subject, said = entry[1:-3].decode().split(" ", 1)
            for row in said.split(" ;\n    "):
                predicate, objects = row.split(" ", 1)
                if predicate in ("a", "kg:evidence"):
                    rows[TYPE if predicate == "a" else EVIDENCE] = [self._short.long(term) for term in objects.split(" , ")]
            return place_of((self._short.long(subject), rows))
        except ValueError as error:
            raise StaleError(f"no paragraph begins at {start}") from error

    def find(self, place: bytes) -> int:
        """Where the first entry begins that is not before a place."""
        low, high, found = self._first, len(self._content), len(self._content)
        while low < high:
            middle = (low + high) // 2
            start = self.after(middle)
            if start >= high:
                high = middle
            elif self.place(start) < place:
                low = start + 1
            else:
                high, found = middle, start
        return found

    def extent(self, place: bytes) -> tuple[int, int]:
        """Where the entry of a place begins and ends. Raises StaleError where there is none."""
        start = self.find(place)
        if self.place(start) != place:
            raise StaleError(f"nothing is at {place!r}")
        return start, self.after(start + 1)


def _edits(file: _Sorted, was: dict[bytes, bytes], now: dict[bytes, bytes]) -> list[tuple[int, int, bytes]]:
    """(start, end, what is to stand there), in order and apart."""
    gone = [file.extent(place) for place in was]
    new = [(file.find(place), place, text) for place, text in now.items()]
    for section in {place[:2] for place in now}:
        start = file.find(section)
        if file.place(start) != section:
            new.append((start, section, heading(int(section))))
    for section in {place[:2] for place in was} - {place[:2] for place in now}:
        start, begin = file.extent(section)
        end = file.find(b"%02d" % (int(section) + 1))
        if sum(stop - first for first, stop in gone if begin <= first < end) == end - begin:
            gone.append((start, begin))
    # Where a paragraph goes, what comes in its place stands before it.
    edits = [(at, at, place, text) for at, place, text in new] + [(start, stop, b"\xff", b"") for start, stop in gone]
    return [(start, stop, text) for start, stop, _, text in sorted(edits, key=lambda edit: (edit[0], edit[2]))]
