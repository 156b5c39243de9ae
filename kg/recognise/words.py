"""Words of a document looked for again in its text: as many searches for plain words as there are words cost less than one
expression, which would have to be compiled for each document."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import Span


def standing(text: str, words: Iterable[str], beside: str) -> list[Span]:
    """Where one of these words stands by itself in a text: with no letter, no digit, no "_" and none of the signs ``beside``
    right before or behind it. In reading order, none overlapping another; of two that begin at one place the longer."""
    found: list[tuple[int, int]] = []
    size = len(text)
    for word in words:
        start = text.find(word)
        while start >= 0:
            end = start + len(word)
            if not (start and _joins(text[start - 1], beside)) and not (end < size and _joins(text[end], beside)):
                found.append((start, -end))
            start = text.find(word, start + 1)
    found.sort()
    out: list[Span] = []
    reach = 0
    for start, end in found:
        if start >= reach:
            reach = -end
            out.append(Span(start, reach))
    return out


def _joins(sign: str, beside: str) -> bool:
    return sign.isalnum() or sign == "_" or sign in beside
