"""Document → sentences and quotations. A title, a heading, a list item or a table cell is never joined to its neighbour."""

from __future__ import annotations

import re
from functools import cache

from kg.errors import OntologyError
from kg.lexicon.files import ontology_root, read_toml, shown
from kg.model import Document, Segmented, Sentence, Span

_END = re.compile(r"[.!?…]+[»”\"')\]]*(?=\s+[«“\"'(\[–—-]?\s*[A-ZÀ-ÖØ-Þ0-9«“•])")
_WORD_BEFORE = re.compile(r"[\w.]+$")
_INITIALS = re.compile(r"(?:[A-ZÀ-Þ]\.)*[A-ZÀ-Þ]")
_QUOTE = re.compile(r"«\s*([^«»]*?)\s*»|“\s*([^“”]*?)\s*”")
LONGEST = 6000
"""Code points of a sentence."""
_LONGEST_QUOTE = 3000
"""Code points: beyond that an opening mark without its closing one is more likely than a quotation."""


@cache
def _abbreviations() -> frozenset[str]:
    path = ontology_root() / "rules" / "segmentation.toml"
    words = read_toml(path).get("abbreviations")
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise OntologyError(shown(path), 1, "abbreviations must be a list of words")
    return frozenset(words)


def _abbreviated(text: str, start: int, stop: int) -> bool:
    """Whether the full stop at ``stop`` ends an abbreviation, an initial or a numbered point."""
    if text[stop] != ".":
        return False
    before = _WORD_BEFORE.search(text, max(start, stop - 30), stop)
    if before is None:
        return False
    word = before.group()
    return word in _abbreviations() or _INITIALS.fullmatch(word) is not None


def _bounded(text: str, span: Span) -> list[Span]:
    """A sentence of a law may run over pages: beyond LONGEST it is cut behind a semicolon, else behind a space, so that no
    later stage meets a sentence without end."""
    pieces = []
    start = span.start
    while span.end - start > LONGEST:
        cut = max(text.rfind(mark, start + LONGEST // 2, start + LONGEST) for mark in (";", "\u00bb"))
        if cut == -1:
            cut = text.rfind(" ", start, start + LONGEST)
        cut = start + LONGEST - 1 if cut <= start else cut
        pieces.append(Span(start, cut + 1))
        start = cut + 1
    return [*pieces, Span(start, span.end)]


def sentences_of(text: str, span: Span) -> list[Span]:
    """The sentences of one block, white space trimmed."""
    spans: list[Span] = []
    start = span.start
    for match in _END.finditer(text, span.start, span.end):
        if _abbreviated(text, start, match.start()):
            continue
        spans.append(Span(start, match.end()))
        start = match.end()
    spans.append(Span(start, span.end))
    trimmed = []
    for part in (piece for whole in spans for piece in _bounded(text, whole)):
        words = part.of(text)
        left = len(words) - len(words.lstrip())
        right = len(words.rstrip())
        if right > left:
            trimmed.append(Span(part.start + left, part.start + right))
    return trimmed


def segment(document: Document) -> Segmented:
    """Cut a document into sentences and find its quotations."""
    sentences = [
        Sentence(span, index)
        for index, block in enumerate(document.blocks)
        if block.kind != "furniture"
        for span in sentences_of(document.text, block.span)
    ]
    quotes = []
    for match in _QUOTE.finditer(document.text):
        group = 1 if match.group(1) is not None else 2
        if match.group(group) and match.end() - match.start() <= _LONGEST_QUOTE:
            quotes.append(Span(match.start(group), match.end(group)))
    return Segmented(document, tuple(sentences), tuple(quotes))
