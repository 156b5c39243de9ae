"""Document → sentences and quotations. A title, a heading, a list item or a table cell is never joined to its neighbour."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.errors import OntologyError
from kg.lexicon.files import ontology_root, read_toml, shown
from kg.model import Document, Segmented, Sentence, Span

_END = re.compile(r"[.!?…]+[»”\"')\]]*(?=\s+[«“\"'(\[–—-]?\s*[A-ZÀ-ÖØ-Þ0-9«“•])")
_WORD_BEFORE = re.compile(r"[\w.]+$")
_BEFORE = 30
"""Code points before a full stop in which the word that it may abbreviate stands."""
_INITIALS = re.compile(r"(?:[A-ZÀ-Þ]\.)*[A-ZÀ-Þ]")
_OPENING = "«“"
_QUOTE = re.compile(r"«([^«»]*)»|“([^“”]*)”")
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
    first = max(start, stop - _BEFORE)
    word = text[max(first, text.rfind(" ", first, stop) + 1) : stop]
    if not word.isalnum():
        before = _WORD_BEFORE.search(word)
        if before is None:
            return False
        word = before.group()
    return word in _abbreviations() or (word[0].isupper() and _INITIALS.fullmatch(word) is not None)


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
    parts: list[tuple[int, int]] = []
    start, end = span
    for match in _END.finditer(text, start, end):
        mark, behind = match.span()
        if not _abbreviated(text, start, mark):
            parts.append((start, behind))
            start = behind
    parts.append((start, end))
    if end - span.start > LONGEST:
        parts = [piece for whole in parts for piece in _bounded(text, Span(*whole))]
    return [trimmed for start, end in parts if (trimmed := _trimmed(text, start, end))]


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """A range without the white space at its ends; None where that is all of it."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return tuple.__new__(Span, (start, end)) if start < end else None


def segment(document: Document) -> Segmented:
    """Cut a document into sentences and find its quotations."""
    text = document.text
    sentences = [
        Sentence(span, index)
        for index, block in enumerate(document.blocks)
        if block.kind != "furniture"
        for span in sentences_of(text, block.span)
    ]
    return Segmented(document, tuple(sentences), tuple(_quotes(text)))


def _quotes(text: str) -> Iterator[Span]:
    """The insides of the quotations of a text."""
    behind = 0
    for place in _opened(text):
        if place >= behind and (match := _QUOTE.match(text, place)) is not None:
            behind = match.end()
            inside = _trimmed(text, place + 1, behind - 1)
            if inside and behind - place <= _LONGEST_QUOTE:
                yield inside


def _opened(text: str) -> Iterator[int]:
    """Where opening marks stand: most texts have one kind of them, if any."""
    marks = [mark for mark in _OPENING if mark in text]
    if len(marks) > 1:
        yield from (mark.start() for mark in re.finditer(f"[{_OPENING}]", text))
        return
    for mark in marks:
        place = text.find(mark)
        while place >= 0:
            yield place
            place = text.find(mark, place + 1)
