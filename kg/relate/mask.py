"""A sentence in which every mention stands as one sign: what the relation patterns read.

Signs are private-use code points of plane 15, one block of 1,024 a class of sign; the reader has removed such characters
from every text, so they cannot be confused with it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from kg.model import Key, Kind, Span

BLOCK = 1024
FIRST = 0xF0000
_ORDER = (
    "Person",
    "Office",
    "Organisation",
    "Law",
    "Bill",
    "Code",
    "Ordinance",
    "Decree",
    "EUAct",
    "Constitution",
    "Treaty",
    "CourtDecision",
    "Amendment",
    "Article",
    "Constituency",
    "Place",
    "Report",
    "Mission",
    "Event",
    "Provision",
    "Recommendation",
    "Date",
    "Mixed",
    "Other",
)
_BASE: Mapping[str, int] = {kind: FIRST + BLOCK * index for index, kind in enumerate(_ORDER)}
DROPPED = "Dropped"
ACTORS = frozenset({"Person", "Office", "Organisation"})
ALL_SIGNS = f"{chr(FIRST)}-{chr(FIRST + BLOCK * len(_ORDER) - 1)}"
"""The inside of a character class for every sign."""


class Slot(NamedTuple):
    """What a sign stands for: one entity, or the members of a coordination; ``extent`` are the words of the text."""

    kind: Kind
    members: tuple[Key, ...]
    extent: Span
    date: str = ""


def char_class(kinds: Sequence[Kind]) -> str:
    """The inside of a character class for the signs of some kinds; coordinations of different actors count as actors."""
    names = list(kinds)
    if set(names) >= ACTORS:
        names.append("Mixed")
    return "".join(f"{chr(_BASE[kind])}-{chr(_BASE[kind] + BLOCK - 1)}" for kind in names)


class Masked:
    """A passage as signs and words: the string, and for every code point where it comes from."""

    def __init__(self, folded: str, span: Span, slots: Sequence[Slot]) -> None:
        """``folded`` is the whole folded text, ``slots`` the mentions of the passage, sorted, none overlapping."""
        self.span, self.folded = span, folded
        self.slots: list[Slot] = []
        self.dropped: list[Slot] = []
        pieces: list[str] = []
        starts: list[int] = []
        origins: list[int] = []
        at, size = span.start, 0
        for slot in slots:
            pieces.append(folded[at : slot.extent.start])
            starts.append(size)
            origins.append(at)
            size += slot.extent.start - at
            at = slot.extent.end
            if slot.kind == DROPPED:
                self.dropped.append(slot)
                continue
            pieces.append(self._sign(slot))
            starts.append(size)
            origins.append(slot.extent.start)
            size += 1
        pieces.append(folded[at : span.end])
        starts.append(size)
        origins.append(at)
        self.text = "".join(pieces)
        self._starts, self._origins = starts, origins

    def _sign(self, slot: Slot) -> str:
        self.slots.append(slot)
        base = _BASE.get(slot.kind, _BASE["Other"])
        return chr(base + (len(self.slots) - 1) % BLOCK)

    @cached_property
    def blocks(self) -> tuple[int, ...]:
        """The block of each sign, in the order of the passage."""
        return tuple((ord(sign) - FIRST) // BLOCK for sign in _SIGN.findall(self.text))

    def slot(self, sign: str, position: int) -> Slot:
        """The slot of a sign that stands at ``position`` of the masked string."""
        index = (ord(sign) - FIRST) % BLOCK
        origin = self.origin(position)
        while index < len(self.slots):
            if self.slots[index].extent.start <= origin < max(self.slots[index].extent.end, self.slots[index].extent.start + 1):
                return self.slots[index]
            index += BLOCK
        raise LookupError(position)

    def origin(self, position: int) -> int:
        """The offset in the text of a code point of the masked string."""
        index = bisect_right(self._starts, position) - 1
        return self._origins[index] + (position - self._starts[index])

    def extent(self, start: int, end: int) -> Span:
        """The words of the text that a range of the masked string stands for."""
        first = self.origin(start)
        last = self.text[end - 1]
        stop = self.slot(last, end - 1).extent.end if is_sign(last) else self.origin(end - 1) + 1
        return Span(first, stop)

    def replaced(self, folded: str, start: int, end: int, slot: Slot | None) -> Masked:
        """A passage in which a range has become one sign (or, without a slot, has been taken out with its words)."""
        kept = [self.slot(sign.group(), sign.start()) for sign in signs(self.text) if not start <= sign.start() < end]
        if slot is None:
            slot = Slot(DROPPED, (), self.extent(start, end))
        gone = [dropped for dropped in self.dropped if not slot.extent.covers(dropped.extent)]
        slots = sorted([*kept, *gone, slot], key=lambda s: s.extent)
        return Masked(folded, self.span, slots)

    def fronted(self, sign: int, close: int) -> Masked:
        """The passage with the sign at ``sign`` before the clause that opens it up to the comma at ``close``: "adopté par A, le
        texte B est" read as "B, adopté par A, est". What a range of it stands for is all the words between its ends."""
        return _Fronted(self, sign, close)


class _Fronted(Masked):
    """A passage in another order than its text."""

    def __init__(self, plain: Masked, sign: int, close: int) -> None:
        self.span, self.folded, self.slots, self.dropped = plain.span, plain.folded, plain.slots, plain.dropped
        order = ((sign, sign + 1), (close, close + 2), (0, close + 1), (sign + 1, len(plain.text)))
        self.text = "".join(plain.text[start:end] for start, end in order)
        self._plain, self._order = plain, order

    def _ranges(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        at = 0
        for first, last in self._order:
            low, high = max(start, at), min(end, at + last - first)
            if low < high:
                yield first + low - at, first + high - at
            at += last - first

    def origin(self, position: int) -> int:
        return self._plain.origin(next(self._ranges(position, position + 1))[0])

    def extent(self, start: int, end: int) -> Span:
        spans = [self._plain.extent(first, last) for first, last in self._ranges(start, end)]
        return Span(min(span.start for span in spans), max(span.end for span in spans))


WORD = re.compile(r"[a-z\x9c-]+")
"""A word of a masked string."""
_SIGN = re.compile(f"[{ALL_SIGNS}]")


def signs(text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """The signs in a range of a masked string, in order."""
    return _SIGN.finditer(text, start, len(text) if end is None else end)


def is_sign(char: str) -> bool:
    """Whether a code point is a sign."""
    return FIRST <= ord(char) < FIRST + BLOCK * len(_ORDER)


def is_first_person(folded: str, slot: Slot) -> bool:
    """Whether a slot is a pronoun of the first person: the subject of its verb, and no member of an enumeration."""
    return folded.startswith(("je ", "j'", "nous "), slot.extent.start)
