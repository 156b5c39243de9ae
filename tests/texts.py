"""Short French texts through the text stages, for tables of (text → expected).

What a row expects to be found stands between brackets: ``marked("la [loi n° 2022-52] fixe")`` gives the text without them and
the words that they held.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from kg.lexicon.fold import fold
from kg.model import Block, Document, Entity, Link, Mention, Metadata, Recognised, Related, Resolved, Segmented, Span
from kg.pipeline import understand
from kg.read.decode import clean
from kg.recognise import recognise
from kg.resolve import resolve
from kg.segment import segment

DAY = "2021-09-09"


def marked(row: str) -> tuple[str, list[str]]:
    """The text of a row without its brackets, and the words that stood between them, in order."""
    words = [part.split("]")[0] for part in row.split("[")[1:]]
    return row.replace("[", "").replace("]", ""), words


@cache
def document(text: str, date: str = DAY, genre: str = "", publisher: str = "", id: str = "texte", title: str = "") -> Document:
    """A document of one paragraph a line, cleaned as the reader cleans."""
    text = clean(text).text
    blocks, start = [], 0
    for line in text.split("\n"):
        blocks.append(Block("paragraph", Span(start, start + len(line))))
        start += len(line) + 1
    metadata = Metadata(title=title or None, date=date or None, genre=genre or None, publisher=publisher or None)
    return Document(id, f"{id}.md", text, tuple(blocks), metadata)


def segmented(text: str) -> Segmented:
    return segment(document(text))


@cache
def recognised(text: str) -> Recognised:
    return recognise(segmented(text))


def mentions(text: str, kinds: Iterable[str]) -> list[Mention]:
    """The mentions of some kinds, without those that lie in another one of these kinds."""
    wanted = frozenset(kinds)
    found = [mention for mention in recognised(text).mentions if mention.kind in wanted]
    return [one for one in found if not any(other is not one and other.span.covers(one.span) for other in found)]


def words_of(text: str, found: Iterable[Mention]) -> list[str]:
    return [mention.span.of(document(text).text) for mention in found]


@cache
def resolved(text: str, date: str = DAY, genre: str = "", publisher: str = "", title: str = "") -> Resolved:
    return resolve(recognise(segment(document(text, date, genre, publisher, title=title))))


@cache
def understood(text: str, date: str = DAY, genre: str = "", publisher: str = "") -> Related:
    return understand(document(text, date, genre, publisher))


def link(whole: Resolved, words: str, nth: int = 0) -> Link:
    """The judgement on the ``nth`` mention that is printed so; fails, showing what was found, where there is none."""
    text = whole.document.text
    links = [one for one in whole.links if one.mention.span.of(text) == words]
    assert len(links) > nth, f"{words!r} is not among {[one.mention.span.of(text) for one in whole.links]}"
    return links[nth]


def entity(whole: Resolved, key: str) -> Entity:
    return next(one for one in whole.entities if one.key == key)


def said(text: str, date: str = DAY, genre: str = "") -> set[tuple[str, str, str, str]]:
    """What the text says: (subject, predicate, object, modality), by the labels of the entities; what an authority vouches for,
    what is inferred and what follows from the structure left out."""
    related = understood(text, date, genre)
    labels = {one.key: one.label for one in related.resolved.entities} | {related.document.key: "document"}
    return {
        (labels[claim.subject], claim.predicate, labels[claim.object], claim.modality)
        for claim in related.claims
        if claim.rule.startswith(("relate.", "group."))
    }


def told(text: str, title: str = "", genre: str = "") -> set[str]:
    """What a text says, by the labels of the entities; what it denies, plans or asks for with the modality before it."""
    related = understand(document(text, "2024-10-03", genre, title=title))
    label = {entity.key: entity.label for entity in related.resolved.entities}
    return {
        fold(f"{claim.modality} {label.get(claim.subject, '')} {claim.predicate} {label.get(claim.object, '')}".strip())
        for claim in related.claims
        if claim.evidence and not claim.inferred
    }
