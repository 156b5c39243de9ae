"""Footnotes of pages: the raised numbers that call them are taken out of the sentences, and the notes themselves, which stand
between two halves of a paragraph at the foot of a page or a column, come after the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.read.pdf import Line
from kg.read.pieces import NOTE_NUMBER, NOTED

_LABEL = re.compile(r"[\[(]?(\d{1,3})[\]).]{0,2} ?(?=[^\s\d%°.,;:)])")
_STOP = re.compile(r"[.!?…][»”\"’')\]\s]*$")
_SMALLER = 0.95
"""Type size of notes at most, in units of that of the text."""
_SHIFT = 0.5
"""White space between a word and the call behind it at most, in units of the type size."""


def without_calls(lines: Sequence[Line]) -> tuple[list[Line], dict[int, set[str]]]:
    """The lines without the numbers that call notes, and those numbers by their pages."""
    out: list[Line] = []
    calls: dict[int, set[str]] = defaultdict(set)
    for line in lines:
        before = out[-1] if out and _beside(out[-1], line) else None
        number = NOTE_NUMBER.fullmatch(line.text.strip())
        if before and number and line.size < before.size and line.bottom > before.bottom and NOTED.search(before.text):
            calls[line.page].add(number[1])
            out[-1] = replace(before, right=max(before.right, line.right))
            continue
        for start, end in reversed(line.raised):
            number = NOTE_NUMBER.fullmatch(line.text[start:end].strip())
            context = line.text[:start] or (before.text if before else "")
            if number and NOTED.search(context):
                calls[line.page].add(number[1])
                line = _cut_out(line, start, end)
        if line.text.strip():
            out.append(line)
    return out, calls


def _beside(before: Line, line: Line) -> bool:
    """Whether a line, or the number that it begins with, is set right behind another one."""
    level = before.page == line.page and before.bottom - 1 <= line.bottom and line.top <= before.top + 0.5 * before.size
    return level and abs(line.left - before.right) < _SHIFT * before.size


def _cut_out(line: Line, start: int, end: int) -> Line:
    """The line without some of its characters; what stands behind them keeps its place."""
    gaps = tuple((at if at <= start else max(start, at - (end - start)), left, right) for at, left, right in line.gaps)
    return replace(line, text=line.text[:start] + line.text[end:], gaps=gaps)


def notes_apart(lines: Sequence[Line], calls: dict[int, set[str]], body: float) -> tuple[list[Line], list[list[Line]]]:
    """The lines of the text, in their order, and those of each note that is called on its page; ``body`` is the type size of
    the text."""
    text: list[Line] = []
    notes: list[list[Line]] = []
    open_note = False
    for start, end in _small(lines, body):
        group = list(lines[start:end])
        if group[0].size > _SMALLER * body:
            text += group
            continue
        first = next((at for at, line in enumerate(group) if _label(line, calls)), None)
        if first is None or (first and not (notes and open_note)):
            text += group if first is None else group[:first]
            group = [] if first is None else group[first:]
        elif first:
            # The end of a note that began at the foot of the page before.
            notes[-1] += group[:first]
            group = group[first:]
        for line in group:
            label = _label(line, calls)
            if label:
                notes.append([replace(line, text=line.text[label.end() :], gaps=())])
            else:
                notes[-1].append(replace(line, gaps=()))
        if group:
            open_note = not _STOP.search(group[-1].text)
    return text, notes


def _label(line: Line, calls: dict[int, set[str]]) -> re.Match[str] | None:
    found = _LABEL.match(line.text)
    return found if found and found[1] in calls.get(line.page, ()) else None


def _small(lines: Sequence[Line], body: float) -> Iterator[tuple[int, int]]:
    """Runs of lines of one page that are all set small, or none of them is."""
    start = 0
    for at in range(1, len(lines) + 1):
        if (
            at == len(lines)
            or lines[at].page != lines[start].page
            or (lines[at].size <= _SMALLER * body) != (lines[start].size <= _SMALLER * body)
        ):
            yield start, at
            start = at
