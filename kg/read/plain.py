"""Plain text → raw blocks: paragraphs between blank lines, list items, wrapped lines joined."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lexicon.late import late
from kg.model import BlockKind
from kg.read.lines import wrap_of
from kg.read.pieces import Piece, Raw

_LINE = late(r"[^\n\r\f\v\x85\u2028\u2029]*")
_BULLET = late(r"[ \t\u00a0]*(?:[-*•▪◦‣●○■□►▸✓→·o–—][ \t\u00a0]+|[•▪◦‣●■►▸✓])(?=[^\s\d]|\d+[^\d\s]|\d{1,2}\s)")
_WEAK_BULLET = late(r"[ \t\u00a0]*[o–—·]")


def read_plain(text: str, base: int = 0) -> list[Raw]:
    """The blocks of a plain text; ``base`` is the clean-source offset of its first character."""
    paragraphs = list(_paragraphs(text))
    wrap = wrap_of([[text[a:b].strip() for a, b in lines] for lines in paragraphs])
    out: list[Raw] = []
    for lines in paragraphs:
        block: list[tuple[int, int]] = []
        kind: BlockKind = "paragraph"
        soft = False
        for start, end in lines:
            bullet = _bullet(text, start, end, bool(block))
            joined = bool(block) and not bullet and wrap.continues(text[slice(*block[-1])].strip(), text[start:end].strip())
            if not joined:
                if block:
                    out.append(_raw(text, block, kind, soft, base))
                    soft = True
                block, kind = [], "item" if bullet else "paragraph"
            block.append((bullet or start, end))
        if block:
            out.append(_raw(text, block, kind, soft, base))
    return out


def _raw(text: str, block: list[tuple[int, int]], kind: BlockKind, soft: bool, base: int) -> Raw:
    start, end = block[0][0], block[-1][1]
    return Raw(kind, (Piece(text[start:end], base + start),), 1 if kind == "item" else 0, soft)


def _bullet(text: str, start: int, end: int, inside: bool) -> int:
    """Where an item's words begin, 0 where the line is no item. A dash may also go on with a sentence, so that it only
    opens an item where a paragraph or another line does not run into it."""
    found = _BULLET.match(text, start, end)
    if not found or (inside and _WEAK_BULLET.match(found.group())):
        return 0
    return found.end()


def _paragraphs(text: str) -> Iterator[list[tuple[int, int]]]:
    """Runs of lines that are not blank, each line as (start, end); a form feed ends a run."""
    lines: list[tuple[int, int]] = []
    at = 0
    while at <= len(text):
        found = _LINE.match(text, at)
        end = found.end() if found else at
        if text[at:end].strip():
            lines.append((at, end))
        elif lines:
            yield lines
            lines = []
        breaker = text[end : end + 1]
        at = end + (2 if text.startswith("\r\n", end) else 1)
        if breaker in {"\f", "\v"} and lines:
            yield lines
            lines = []
    if lines:
        yield lines
