"""Which line ends part blocks, and which only wrap a paragraph: decided from the lengths and endings of a file's lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

NARROWEST, WIDEST = 40, 132
"""Columns between which hard-wrapped text is set."""

_FIRST_WORD = re.compile(r"\S{0,40}")
_HYPHENATED = re.compile(r"[^\W\d_][-\u00ad]\n[^\W\d_]|\d-\n\d")
_STOP = re.compile(r"[.!?…][»”\")\]*_]{0,3}$")
_ENOUGH = 0.6
_SLACK = 0.85


@dataclass(frozen=True, slots=True)
class Wrap:
    """The width at which a file is hard-wrapped, 0 where it is not."""

    width: int

    def continues(self, line: str, following: str) -> bool:
        """Whether ``following`` only goes on because ``line`` was full, or broke a word or a number."""
        broken = _HYPHENATED.fullmatch(f"{line[-2:]}\n{following[:1]}")
        return bool(broken) or (bool(self.width) and _full(line, following, self.width))


def wrap_of(paragraphs: Iterable[Sequence[str]]) -> Wrap:
    """How the lines of a file are wrapped, from its paragraphs (runs of lines without a blank one between them).

    A file is hard-wrapped when most lines are so long that the next line's first word did not fit, at a width that people
    wrap at, and few lines end a sentence: where each line is a paragraph, lengths vary and lines end in full stops.
    """
    pairs = [(a, b) for lines in paragraphs for a, b in pairwise(lines)]
    if not pairs:
        return Wrap(0)
    lengths = sorted(len(a) for a, _ in pairs)
    width = lengths[min(len(lengths) - 1, int(len(lengths) * 0.95))]
    if not NARROWEST <= width <= WIDEST:
        return Wrap(0)
    full = sum(_full(a, b, width) for a, b in pairs)
    stops = sum(bool(_STOP.search(a)) for a, _ in pairs)
    limit = 0.5 if len(pairs) > 3 else 0.3
    return Wrap(width if full >= _ENOUGH * len(pairs) and stops <= limit * len(pairs) else 0)


def _full(line: str, following: str, width: int) -> bool:
    word = _FIRST_WORD.match(following)
    return len(line) + 1 + len(word.group() if word else "") > _SLACK * width
