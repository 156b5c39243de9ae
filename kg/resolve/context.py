"""What the resolvers share while they work on one document: the vocabulary, the links made so far, the entities."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from kg.lexicon.fold import fold
from kg.lexicon.letters import letters
from kg.lexicon.vocabulary import Vocabulary
from kg.model import Candidate, Claim, Document, Entity, Judgement, Key, Link, Mention, Recognised, Span

_MASCULINE = re.compile(r"\b(?:le|du|au|un|ce|cet|ledit|dudit|aucun|tout|son|m\.|mm\.|monsieur) ?$")
_FEMININE = re.compile(r"\b(?:la|une|cette|ladite|de la|sa|mme|madame) ?$")
_PLURAL = re.compile(r"\b(?:les|des|aux|ces|leurs|ses|mes|deux|trois|plusieurs|certaine?s) ?$")


@dataclass
class Context:
    """The state of one document's resolution; nothing of it outlives the call of ``resolve``."""

    recognised: Recognised
    vocabulary: Vocabulary
    links: dict[int, Link] = field(default_factory=dict)
    entities: dict[Key, Entity] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    folded: str = ""

    def __post_init__(self) -> None:
        self.folded = letters(self.document.text)

    @property
    def document(self) -> Document:
        return self.recognised.document

    @property
    def text(self) -> str:
        return self.document.text

    @property
    def date(self) -> str:
        """The document's date, "" where nothing states it."""
        return self.document.metadata.date or ""

    def words(self, mention: Mention) -> str:
        """The mention as printed."""
        return mention.span.of(self.text)

    def known(self, key: Key) -> Entity | None:
        """The entity that the pack, the tables or the themes have under a key."""
        entity = self.vocabulary.pack.entity(key)
        entry = self.vocabulary.tables.entries.get(key)
        if entry is not None:
            listed = Entity(
                key,
                entry.kind,
                entry.label,
                tuple(sorted(set(entry.alt_labels))),
                same_as=entry.same_as,
                identifiers=entry.identifiers,
            )
            return listed if entity is None else with_names(entity, listed)
        if entity is not None:
            return entity
        theme = self.vocabulary.themes.get(key)
        if theme is not None:
            return Entity(
                key, "Theme", theme.label, label_en=theme.label_en, exact_match=theme.exact_match, close_match=theme.close_match
            )
        return None

    def link(
        self,
        index: int,
        key: Key,
        *,
        entity: Entity | None = None,
        judgement: Judgement | None = None,
        score: float = 1.0,
        reasons: tuple[str, ...] = (),
        candidates: tuple[Candidate, ...] = (),
    ) -> None:
        """Judge that mention ``index`` names ``key``; the entity is the known one, or ``entity`` as minted here."""
        known = self.known(key)
        have = self.entities.get(key)
        if have is None:
            chosen = known or entity
            if chosen is None:
                raise LookupError(key)
            self.entities[key] = chosen if known is None or entity is None else with_names(known, entity)
        elif entity is not None:
            self.entities[key] = with_names(have, entity)
        self.links[index] = Link(
            self.recognised.mentions[index], key, judgement or ("same" if known else "new"), score, reasons, candidates
        )

    def undecided(self, index: int, reasons: tuple[str, ...], candidates: tuple[Candidate, ...] = ()) -> None:
        """Leave mention ``index`` without an entity, and say why."""
        self.links[index] = Link(self.recognised.mentions[index], None, "undecided", 0.0, reasons, candidates)

    def linked(self, kinds: frozenset[str] | None = None) -> list[tuple[Mention, Key]]:
        """The mentions that are linked so far, in reading order, of the given entity kinds."""
        out = []
        for index in sorted(self.links):
            link = self.links[index]
            if link.entity is not None and (kinds is None or self.entities[link.entity].kind in kinds):
                out.append((link.mention, link.entity))
        return out

    def gender(self, mention: Mention) -> str:
        """ "m", "f", "p" (plural) or "" from the determiner before the mention, or from a person's civility."""
        if given := mention.get("gender"):
            return given
        before = self.folded[max(0, mention.span.start - 14) : mention.span.start]
        for pattern, gender in ((_PLURAL, "p"), (_FEMININE, "f"), (_MASCULINE, "m")):
            if pattern.search(before):
                return gender
        return ""

    def block_of(self, span: Span) -> int:
        """The index of the block that holds a span, -1 where none does."""
        for index, block in enumerate(self.document.blocks):
            if block.span.start <= span.start < block.span.end:
                return index
        return -1


def with_names(entity: Entity, other: Entity) -> Entity:
    """``entity`` with what ``other`` knows besides: its names as alternative labels, its identifiers, its facts."""
    labels = {*entity.alt_labels, *other.alt_labels, other.label} - {entity.label, ""}
    seen = {fold(entity.label)}
    kept = []
    for label in sorted(labels):
        if fold(label) not in seen:
            seen.add(fold(label))
            kept.append(label)
    facts = entity.facts + tuple(fact for fact in other.facts if fact not in entity.facts)
    return replace(
        entity,
        alt_labels=tuple(kept),
        same_as=tuple(sorted({*entity.same_as, *other.same_as})),
        identifiers=tuple(sorted({*entity.identifiers, *other.identifiers})),
        facts=facts,
    )
