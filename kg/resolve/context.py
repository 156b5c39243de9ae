"""What the resolvers share while they work on one document: the vocabulary, the links made so far, the entities."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

from kg.lexicon.fold import fold
from kg.lexicon.letters import document_letters
from kg.lexicon.vocabulary import Vocabulary, vocabulary
from kg.model import Candidate, Claim, Document, Entity, Judgement, Key, Link, Mention, Recognised, Span
from kg.resolve.host import Frame, frames_of, host_of, reported_of, spoken_of
from kg.resolve.own import first_article, openings

if TYPE_CHECKING:
    from kg.resolve.beside import Beside

LOOK_BACK = 400
"""How many linked mentions back a short form, a pronoun or an article without an act is looked up."""
_TELLING = frozenset({"Office", "Organisation", "Constituency", "Place"})
"""Kinds of mentions that may tell who the person is beside whose name they stand."""
_new = tuple.__new__
"""Makes a named tuple of all its fields in half the time of its own constructor: here that counts."""
_NAMES_KEPT = 8192
"""How many printed names of known entities are remembered: texts repeat few."""
_MASCULINE = re.compile(r"\b(?:le|du|au|un|ce|cet|ledit|dudit|aucun|tout|son|m\.|mm\.|monsieur) ?$")
_FEMININE = re.compile(r"\b(?:la|une|cette|ladite|de la|sa|mme|madame) ?$")
_PLURAL = re.compile(r"\b(?:les|des|aux|ces|leurs|ses|mes|deux|trois|plusieurs|certaine?s) ?$")


@dataclass
class Context:
    """The state of one document's resolution; nothing of it outlives the call of ``resolve``.

    ``named`` are the entities linked so far, ``spelled`` those by a form that is not ambiguous; ``acts`` the explicit citations
    by act; ``names`` and ``titled`` the things by their words and by their rule; ``beside`` what stands beside names;
    ``own_bill`` is the bill that the document's title says it is the text of.
    """

    recognised: Recognised
    vocabulary: Vocabulary
    links: dict[int, Link] = field(default_factory=dict)
    entities: dict[Key, Entity] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    named: set[Key] = field(default_factory=set)
    spelled: set[Key] = field(default_factory=set)
    inferred: set[tuple[Key, str]] = field(default_factory=set)
    acts: dict[Key, list[Mention]] = field(default_factory=dict)
    names: dict[tuple[str, str], Key] = field(default_factory=dict)
    titled: dict[str, dict[Key, None]] = field(default_factory=dict)
    beside: dict[tuple[int, int], Beside] = field(default_factory=dict)
    own_bill: Entity | None = None
    _order: list[int] = field(default_factory=list)

    @cached_property
    def document(self) -> Document:
        return self.recognised.document

    @cached_property
    def text(self) -> str:
        return self.document.text

    @cached_property
    def folded(self) -> str:
        """The text as patterns read it (``kg.lexicon.letters``)."""
        return document_letters(self.text)

    @cached_property
    def date(self) -> str:
        """The document's date, "" where nothing states it."""
        return self.document.metadata.date or ""

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.span.start for mention in self.recognised.mentions]

    @cached_property
    def _telling(self) -> tuple[list[Mention], list[int]]:
        """The mentions that may tell who a person is, and where they begin."""
        found = [mention for mention in self.recognised.mentions if mention.kind in _TELLING]
        return found, [mention.span.start for mention in found]

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.span.start for block in self.document.blocks]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.span.start for sentence in self.recognised.segmented.sentences]

    @cached_property
    def host(self) -> Key:
        """The act that the document is, or is an article of; asked for once the explicit acts are linked."""
        return host_of(self)

    @cached_property
    def reported(self) -> Key:
        """The ordinance that the document is the report about."""
        return reported_of(self)

    @cached_property
    def own_text(self) -> int:
        """Where the text of an act begins, where the document is one, else -1."""
        return first_article(self)

    @cached_property
    def openings(self) -> frozenset[int]:
        """Where the act begins that opens the document, where one does."""
        return openings(self)

    @cached_property
    def frames(self) -> tuple[Frame, ...]:
        """Where the text says that it amends an act; asked for once the explicit acts are linked."""
        return frames_of(self)

    @cached_property
    def only_bill(self) -> Key:
        """The bill, or the law before it is promulgated, that the document is about."""
        return spoken_of(self)

    def words(self, mention: Mention) -> str:
        """The mention as printed."""
        return mention.span.of(self.text)

    def known(self, key: Key) -> Entity | None:
        """The entity that the pack, the tables or the themes have under a key, or the bill that the document is."""
        return self.own_bill if self.own_bill is not None and key == self.own_bill.key else known_entity(key)

    def link(
        self,
        index: int,
        key: Key,
        *,
        entity: Entity | None = None,
        words: str = "",
        judgement: Judgement | None = None,
        score: float = 1.0,
        reasons: tuple[str, ...] = (),
        candidates: tuple[Candidate, ...] = (),
    ) -> None:
        """Judge that mention ``index`` names ``key``; the entity is the known one, or ``entity`` as minted here, or one called by
        the ``words`` of the mention."""
        known = self.known(key)
        have = self.entities.get(key)
        if words and (known is None or (have is not None and have is not known)):
            entity = Entity(key, self.recognised.mentions[index].kind, words)
        if entity is None and words:
            self.entities[key] = _with_label(key, words)
        elif have is None:
            chosen = known or entity
            if chosen is None:
                raise LookupError(key)
            self.entities[key] = chosen if known is None or entity is None else _named_too(known, entity)
        elif entity is not None:
            self.entities[key] = _named_too(have, entity) if have is known else with_names(have, entity)
        mention = self.recognised.mentions[index]
        self.decide(index, _new(Link, (mention, key, judgement or ("same" if known else "new"), score, reasons, candidates)))

    def undecided(self, index: int, reasons: tuple[str, ...], candidates: tuple[Candidate, ...] = ()) -> None:
        """Leave mention ``index`` without an entity, and say why."""
        self.decide(index, Link(self.recognised.mentions[index], None, "undecided", 0.0, reasons, candidates))

    def decide(self, index: int, link: Link) -> None:
        """Record a judgement; a later one on the same mention replaces it."""
        if index not in self.links:
            insort(self._order, index)
        self.links[index] = link
        if link.entity is not None:
            self.named.add(link.entity)
            if not link.mention.get("ambiguous"):
                self.spelled.add(link.entity)

    def linked(
        self, kinds: frozenset[str] | None = None, *, before: int | None = None, start: int = 0
    ) -> list[tuple[Mention, Key]]:
        """The mentions that are linked so far, in reading order, of the given entity kinds: all, or those that begin from
        ``start`` on and ``before`` an offset, the last LOOK_BACK of them."""
        order = self._order
        if before is not None:
            stop = bisect_left(order, before, key=lambda index: self.recognised.mentions[index].span.start)
            first = bisect_left(order, start, hi=stop, key=lambda index: self.recognised.mentions[index].span.start)
            order = order[max(first, stop - LOOK_BACK) : stop]
        out = []
        for index in order:
            link = self.links[index]
            if link.entity is not None and (kinds is None or self.entities[link.entity].kind in kinds):
                out.append((link.mention, link.entity))
        return out

    def every(self, kinds: frozenset[str], before: int = sys.maxsize) -> Iterator[tuple[Mention, Key]]:
        """All mentions linked so far to entities of these kinds that begin ``before`` an offset, in reading order."""
        mentions = self.recognised.mentions
        for index in self._order:
            if mentions[index].span.start >= before:
                return
            link = self.links[index]
            if link.entity is not None and self.entities[link.entity].kind in kinds:
                yield link.mention, link.entity

    def around(self, span: Span, reach: int) -> list[Mention]:
        """The mentions of the same sentence that begin within ``reach`` code points of a span and do not overlap it."""
        return self._around(self.recognised.mentions, self._starts, span, reach)

    def telling(self, span: Span, reach: int) -> list[Mention]:
        """Those of them that may tell who the person is whose name the span covers: an office, a body, a seat."""
        mentions, starts = self._telling
        return self._around(mentions, starts, span, reach) if mentions else []

    def _around(self, mentions: Sequence[Mention], starts: list[int], span: Span, reach: int) -> list[Mention]:
        number = self.sentence_of(span)
        sentence = self.recognised.segmented.sentences[number].span if number >= 0 else span
        first = bisect_left(starts, max(sentence.start, span.start - reach))
        last = bisect_left(starts, min(sentence.end, span.end + reach))
        return [mention for mention in mentions[first:last] if not mention.span.overlaps(span)]

    def within(self, span: Span) -> Iterator[int]:
        """The indexes of the mentions that lie within a span, the span's own aside."""
        first = bisect_left(self._starts, span.start)
        for index in range(first, bisect_left(self._starts, span.end)):
            inner = self.recognised.mentions[index].span
            if span.covers(inner) and inner != span:
                yield index

    def gender(self, mention: Mention) -> str:
        """ "m", "f", "p" (plural) or "" from the determiner before the mention, or from a person's civility."""
        if given := mention.get("gender"):
            return given
        start = mention.span.start
        return _gender_behind(self.folded[max(0, start - 14) : start])

    def sentence_of(self, span: Span) -> int:
        """The index of the sentence in which a span begins, -1 where none does."""
        index = bisect_right(self._sentence_starts, span.start) - 1
        return index if index >= 0 and span.start < self.recognised.segmented.sentences[index].span.end else -1

    def block_of(self, span: Span) -> int:
        """The index of the block that holds a span, -1 where none does."""
        index = bisect_right(self._block_starts, span.start) - 1
        return index if index >= 0 and span.start < self.document.blocks[index].span.end else -1


@lru_cache(_NAMES_KEPT)
def _gender_behind(words: str) -> str:
    """What the determiner with which folded words end tells."""
    told = ((_PLURAL, "p"), (_FEMININE, "f"), (_MASCULINE, "m"))
    return next((gender for pattern, gender in told if pattern.search(words)), "")


@cache
def known_entity(key: Key) -> Entity | None:
    """What the vocabulary knows of a key; each is put together once."""
    tables = vocabulary()
    entity = tables.pack.entity(key)
    entry = tables.tables.entries.get(key)
    if entry is not None:
        alt = tuple(sorted(set(entry.alt_labels)))
        listed = Entity(key, entry.kind, entry.label, alt, same_as=entry.same_as, identifiers=entry.identifiers)
        return listed if entity is None else with_names(entity, listed)
    if entity is not None:
        return entity
    theme = tables.themes.get(key)
    if theme is None:
        return None
    return Entity(
        key, "Theme", theme.label, label_en=theme.label_en, exact_match=theme.exact_match, close_match=theme.close_match
    )


def _named_too(known: Entity, other: Entity) -> Entity:
    """A known entity with what another knows besides; remembered where that is a name alone."""
    if other.alt_labels or other.same_as or other.identifiers or other.facts or known_entity(known.key) is None:
        return with_names(known, other)
    return _with_label(known.key, other.label)


@lru_cache(_NAMES_KEPT)
def _with_label(key: Key, label: str) -> Entity:
    known = known_entity(key)
    if known is None:
        raise LookupError(key)
    return with_names(known, Entity(key, known.kind, label))


def with_names(entity: Entity, other: Entity) -> Entity:
    """``entity`` with what ``other`` knows besides: its names as alternative labels, its identifiers, its facts."""
    bare = not (other.alt_labels or other.same_as or other.identifiers or other.facts)
    if entity.label not in entity.alt_labels and (entity == other or (bare and other.label in ("", entity.label))):
        return entity
    labels = {*entity.alt_labels, *other.alt_labels, other.label} - {entity.label, ""}
    seen = {fold(entity.label)}
    kept = []
    for label in sorted(labels):
        if fold(label) not in seen:
            seen.add(fold(label))
            kept.append(label)
    facts = entity.facts + tuple(fact for fact in other.facts if fact not in entity.facts)
    return entity._replace(
        alt_labels=tuple(kept),
        same_as=tuple(sorted({*entity.same_as, *other.same_as})),
        identifiers=tuple(sorted({*entity.identifiers, *other.identifiers})),
        facts=facts,
    )
