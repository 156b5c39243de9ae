"""Lines that run across columns or tables → the lines of each column, one column after the other, and the cells of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.read.pdf import Line

STOP = re.compile(r"[.!?…:;][»”\"’')\]\s]*$")
"""How a line ends that no other goes on with."""
COLUMN_LINES = 4
"""From how many lines in a row with the same gap on there are columns."""
_WIDE = 4.0
"""White space, in units of the type size, that parts a line that no other is like."""
_PROSE = 3.0
"""Words a line, on average, from which side-by-side lines are columns of prose, not cells of a table."""


def in_columns(lines: Sequence[Line]) -> list[Line]:
    """The lines with those that run across columns cut, the columns one after the other; the cells of a table each apart."""
    out: list[Line] = []
    at = 0
    while at < len(lines):
        end, gutter = _run(lines, at)
        if gutter is None:
            out += [replace(lines[at], gaps=())] if _is_stretched(lines, at) else _apart(lines[at])
            at += 1
            continue
        halves = [_cut(line, gutter) for line in lines[at:end]]
        words = [len(part.text.split()) for half in halves for part in half]
        if sum(words) / len(words) >= _PROSE:
            # What stands to the left first, then the rest, which may have columns of its own.
            out += [replace(left, gaps=()) for left, *_ in halves]
            out += in_columns([right for half in halves for right in half[1:]])
        else:
            out += [part for line in lines[at:end] for part in _cells(line)]
        at = end
    return out


def _run(lines: Sequence[Line], at: int) -> tuple[int, tuple[float, float] | None]:
    """Where the run of lines ends that have a gap in common with the line at ``at``, and that gap; None where it is short."""
    best: tuple[int, tuple[float, float] | None] = (at + 1, None)
    for _, left, right in lines[at].gaps:
        end = at + 1
        while end < len(lines) and lines[end].page == lines[at].page:
            shared = [
                (max(left, low), min(right, high)) for _, low, high in lines[end].gaps if min(right, high) - max(left, low) > 1
            ]
            if not shared:
                break
            left, right = shared[0]
            end += 1
        if end - at >= COLUMN_LINES and end > best[0]:
            best = (end, (left, right))
    return best


def _cut(line: Line, gutter: tuple[float, float]) -> list[Line]:
    offset, left, right = next(gap for gap in line.gaps if min(gap[2], gutter[1]) - max(gap[1], gutter[0]) > 1)
    after = tuple((place - offset, low, high) for place, low, high in line.gaps if place > offset)
    first, second = line.text[:offset].rstrip(), line.text[offset:]
    return [replace(line, text=first, right=left, gaps=()), replace(line, text=second, left=right, gaps=after)]


def _is_stretched(lines: Sequence[Line], at: int) -> bool:
    """Whether the white space in a line only fills it up to the margins, as the lines around it are: justified words, few on a
    line of large type. Every space in it is then as wide as the others."""
    line = lines[at]
    widths = [right - left for _, left, right in line.gaps]
    if not widths or len(widths) != len(line.text.split()) - 1 or max(widths) - min(widths) > 0.1 * line.size:
        return False
    around = [other for other in (*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2]) if other.page == line.page]
    alike = [other for other in around if (other.size, other.bold) == (line.size, line.bold) and abs(other.left - line.left) < 1]
    full = [other for other in alike if abs(other.right - line.right) < 1 and " " in other.text]
    # One space alone may part a letterhead from a date: what stands above must then run on into this line.
    return bool(full) and (len(widths) > 1 or (full[0].bottom > line.bottom and not STOP.search(full[0].text)))


def _apart(line: Line) -> list[Line]:
    """A line cut where the white space in it is so wide that what follows is another line (a letterhead and a date)."""
    wide = tuple(gap for gap in line.gaps if gap[2] - gap[1] > _WIDE * line.size)
    return [replace(part, gaps=()) for part in _cells(replace(line, gaps=wide))]


def _cells(line: Line) -> list[Line]:
    cuts = [(0, line.left, line.left), *line.gaps]
    ends = [(place, left) for place, left, _ in line.gaps] + [(len(line.text), line.right)]
    return [
        replace(line, text=line.text[start:stop].strip(), left=left, right=right, gaps=((0, 0.0, 0.0),))
        for (start, _, left), (stop, right) in zip(cuts, ends, strict=True)
        if line.text[start:stop].strip()
    ]
