"""Lines of pages → the text of a document and its blocks: columns one after the other, running headers and page numbers
gone, lines put together into paragraphs across columns and pages. Distances are in points (1/72 inch)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import quantiles

from kg.model import BlockKind
from kg.read.columns import COLUMN_LINES, STOP, in_columns
from kg.read.decode import clean
from kg.read.notes import notes_apart, without_calls
from kg.read.pdf import COLUMN_GAP, HAIR, Line, Pages
from kg.read.pieces import Piece, Raw

_ZONE = 0.13
"""Share of a page's height, at its top and at its foot, in which running headers and page numbers stand."""
_EDGE_LINES = 4
"""How many lines at the top and at the foot of a page may be running ones."""
_SAME_PLACE = 6.0
_PITCH = 1.25
_INDENT = 0.8
_OUTDENT = 4.0
"""How far a line begins to the left of the one before it, in units of the type size, from which that one is no first line of its
paragraph: a row of a table, a date."""
_LARGER, _TITLE = 1.12, 1.3
_DIGITS = re.compile(r"\d+")
_BULLET = re.compile(r"(?:[•▪◦‣●○■□►▸✓➢➤*·–—-]|o(?= ))\s*(?=\S)")
_LABEL = re.compile(r"(?:\d{1,2}|[a-z]|[ivx]{1,4})[°.)]{1,2}\s|[IVX]{1,4}[.)–-]\s")
_NUMBERED = re.compile(r"(?:\d{1,2}|[a-z](?=[.)°])|[ivxIVX]{1,4})[°.)–-]{0,2}\s")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Laid:
    """The text that the layout gives, already clean, blocks parted by blank lines and lines as they are broken; its blocks,
    whose pieces stand in it."""

    text: str
    blocks: tuple[Raw, ...]


@dataclass(slots=True)
class _Block:
    kind: BlockKind
    lines: list[Line]
    soft: bool = False


def laid_out(pages: Pages) -> Laid:
    """The text and the blocks of a document."""
    printed, calls = without_calls(_without_running(pages.lines, pages.heights))
    lines = in_columns(_rows([replace(line, text=line.text.rstrip()) for line in printed]))
    body = _body_size(lines)
    lines, notes = notes_apart(lines, calls, body)
    blocks = [*_blocks(lines), *(_Block("item", note) for note in notes)]
    largest = max((line.size for line in lines[: 2 * COLUMN_LINES + 12] if line.size >= _TITLE * body), default=0.0)
    out: list[Raw] = []
    chunks: list[str] = []
    at, titled = 0, False
    for block in blocks:
        words = clean("\n".join(line.text.strip() for line in block.lines)).text
        kind, level, start = block.kind, 0, at
        size = block.lines[0].size
        if kind == "item":
            level = 1
            mark = _BULLET.match(words)
            start += mark.end() if mark else 0
        elif kind == "paragraph" and size >= _LARGER * body and _LETTER.search(words) and len(words) <= 300:
            kind, level = "heading", 1 if size == largest and not titled else 2
            titled = titled or level == 1
        chunks.append(words)
        bold = kind == "paragraph" and all(line.bold for line in block.lines)
        out.append(Raw(kind, (Piece(words[start - at :], start),), level, block.soft, bold))
        at += len(words) + 2
    return Laid("\n\n".join(chunks), tuple(out))


def _body_size(lines: Iterable[Line]) -> float:
    """The type size of most letters."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], -size), default=1.0)


def _without_running(lines: Sequence[Line], heights: Sequence[float]) -> list[Line]:
    """The lines without those that stand at the same place on several pages, numbers apart: headers, footers, page numbers."""
    edges: dict[tuple[str, bool], list[tuple[int, float]]] = defaultdict(list)
    candidates: dict[int, tuple[str, bool]] = {}
    by_page: dict[int, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        by_page[line.page].append(index)
    for page, members in by_page.items():
        ordered = sorted(members, key=lambda index: -lines[index].bottom)
        height = heights[page]
        for at_top, some in ((True, ordered[:_EDGE_LINES]), (False, ordered[::-1][:_EDGE_LINES])):
            for index in some:
                line = lines[index]
                if line.bottom > (1 - _ZONE) * height if at_top else line.top < _ZONE * height:
                    candidates[index] = (_DIGITS.sub("0", " ".join(line.text.split())), at_top)
                    edges[candidates[index]].append((page, line.bottom))
    needed = max(2, len(by_page) // 3)
    running = {key for key, places in edges.items() if _recurs(places, needed)}
    return [line for index, line in enumerate(lines) if candidates.get(index) not in running]


def _recurs(places: Sequence[tuple[int, float]], needed: int) -> bool:
    heights = sorted(height for _, height in places)
    middle = heights[len(heights) // 2]
    return len({page for page, height in places if abs(height - middle) <= _SAME_PLACE}) >= needed


def _rows(lines: Iterable[Line]) -> list[Line]:
    """The lines with those put together that stand beside one another, in that order: PDFium parts some at wide gaps."""
    out: list[Line] = []
    for line in lines:
        before = out[-1] if out else None
        if (
            before is None
            or before.page != line.page
            or abs(before.bottom - line.bottom) > 0.3 * min(before.size, line.size)
            or line.left < before.right
        ):
            out.append(line)
            continue
        space = " " if line.left - before.right > HAIR * line.size or line.text[:1] == " " else ""
        start = len(before.text) + len(space)
        gaps = (*before.gaps, (start, before.right, line.left), *((start + at, low, high) for at, low, high in line.gaps))
        wide = tuple(gap for gap in gaps if gap[2] - gap[1] > COLUMN_GAP * line.size)
        out[-1] = replace(before, text=f"{before.text}{space}{line.text}", right=line.right, gaps=wide)
    return out


def _blocks(lines: Sequence[Line]) -> list[_Block]:
    pitch, edges, margins = _pitches(lines), *_columns(lines)
    out: list[_Block] = []
    for index, line in enumerate(lines):
        if line.gaps:
            out.append(_Block("cell", [line]))
            continue
        bullet = bool(_BULLET.match(line.text)) and not line.text.startswith("--")
        before = lines[index - 1] if index else None
        open_block = out[-1] if out and out[-1].kind != "cell" else None
        if before is None or open_block is None:
            out.append(_Block("item" if bullet else "paragraph", [line]))
            continue
        near = _follows(before, line) and before.bottom - line.bottom <= _PITCH * pitch.get(line.size, line.size * 1.2)
        if _goes_on(open_block, before, line, near, edges[index - 1], margins[index]) and not (bullet and _starts(before)):
            open_block.lines.append(line)
        else:
            out.append(_Block("item" if bullet else "paragraph", [line], near))
    return out


def _starts(before: Line) -> bool:
    """Whether a dash after this line opens an item rather than going on with a sentence."""
    return not before.text.rstrip().endswith((",", "-")) or bool(STOP.search(before.text))


def _follows(before: Line, line: Line) -> bool:
    """Whether a line stands below the other, in the same column."""
    return before.page == line.page and before.bottom - line.bottom > 0 and line.left < before.right and before.left < line.right


def _goes_on(block: _Block, before: Line, line: Line, near: bool, edge: float, margin: float) -> bool:
    """Whether a line goes on with the block whose last line is ``before``; ``edge`` is how far that line might have run,
    ``margin`` where the lines of this one's column begin."""
    if abs(before.size - line.size) > 0.6 or (before.bold != line.bold and len(block.lines) > 0 and STOP.search(before.text)):
        return False
    if _follows(before, line) and not near:
        return False
    text = before.text.rstrip()
    broken = text.endswith("-") and len(text) > 1 and text[-2].isalnum()
    if not near:
        if before.page == line.page and line.bottom < before.bottom + line.size:
            return False
        # A new column or page: a paragraph goes on that was not closed at the end of a full line.
        return broken or (not STOP.search(text) and _full(before, line, edge) and not _LABEL.match(line.text))
    if broken:
        return True
    if before.bold != line.bold and not _full(before, line, edge):
        return False
    if _LABEL.match(line.text) and STOP.search(text):
        return False
    if before.left - line.left > _OUTDENT * line.size and abs(_middle(before) - _middle(line)) > line.size:
        return False
    indented = line.left - margin > _INDENT * line.size and before.left - margin < 0.3 * line.size and not _hangs(block)
    if indented and block.kind != "item":
        return False
    return _full(before, line, edge)


def _middle(line: Line) -> float:
    return (line.left + line.right) / 2


def _hangs(block: _Block) -> bool:
    """Whether the lines of a block stand under the words behind its number ("1. de modifier …")."""
    return len(block.lines) == 1 and bool(_NUMBERED.match(block.lines[0].text))


def _full(before: Line, line: Line, edge: float) -> bool:
    """Whether the first word of a line would not have fitted on the line before it."""
    first = len(line.text.split(maxsplit=1)[0]) if line.text.split() else 0
    width = (before.right - before.left) / max(1, len(before.text))
    return before.right + (first + 1) * width * 0.9 > edge


def _pitches(lines: Sequence[Line]) -> dict[float, float]:
    """The distance of lines within paragraphs, for each type size."""
    found: dict[float, list[float]] = defaultdict(list)
    for before, line in pairwise(lines):
        if _follows(before, line) and before.size == line.size:
            found[line.size].append(before.bottom - line.bottom)
    # Of few distances the least is that of a paragraph's lines, if it is one at all.
    return {size: min(quantiles(some, n=4)[0] if len(some) > 3 else min(some), size * 1.9) for size, some in found.items()}


def _columns(lines: Sequence[Line]) -> tuple[list[float], list[float]]:
    """For each line, how far the lines of its column run, and where most of them begin."""
    edges: list[float] = []
    margins: list[float] = []
    start = 0
    for index in range(1, len(lines) + 1):
        if index < len(lines) and _same_column(lines[index - 1], lines[index]):
            continue
        own = lines[start:index]
        for line in own:
            alike = [other for other in own if abs(other.size - line.size) <= 0.6]
            edges.append(max(other.right for other in alike))
            margins.append(sorted(other.left for other in alike)[len(alike) // 4])
        start = index
    return edges, margins


def _same_column(before: Line, line: Line) -> bool:
    return _follows(before, line) and abs(before.left - line.left) < max(60.0, 0.25 * (before.right - before.left))
