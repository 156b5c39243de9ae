"""What was found in each document, and the sums: counted once, kept beside the graph, never read out of it again."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from kg.model import Candidate, Finding, Key, Kind, Related


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document that was built, with how much was found in it; ``mentions`` are those that name an entity."""

    key: Key
    source: str
    title: str | None
    date: str | None
    publisher: str | None
    digest: str
    characters: int
    mentions: int
    entities: int
    statements: int


@dataclass(frozen=True, slots=True)
class Undecided:
    """A mention that was linked to nothing: where (code points of the document's text), what, why, and what was weighed."""

    document: Key
    start: int
    end: int
    words: str
    kind: Kind
    rule: str
    reasons: tuple[str, ...]
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted in one document. ``entities`` are those that it alone vouches for, ``faults`` what could not be written
    of it. A claim is counted in each document that makes it; a rendition of another document counts for nothing of its own, and
    has no ``line``."""

    line: DocumentLine | None
    entities: Mapping[Key, Kind]
    mentions: Mapping[Kind, int]
    predicates: Mapping[str, int]
    modalities: Mapping[str, int]
    inferred: int
    findings: tuple[Finding, ...] = ()
    undecided: tuple[Undecided, ...] = ()
    faults: tuple[Finding, ...] = ()


def vouched(related: Related) -> dict[Key, Kind]:
    """The entities of a document that an authority describes."""
    return {one.key: one.kind for one in related.resolved.entities if one.authority or one.key.startswith("authority/")}


def counted(related: Related, faults: Iterable[Finding] = ()) -> Count:
    """The counts of one document."""
    document, resolved = related.document, related.resolved
    if document.rendition_of:
        return Count(None, {}, {}, {}, {}, 0, document.findings, (), tuple(faults))
    mentions = [link.mention for link in resolved.links if link.entity]
    undecided = []
    for link in resolved.links:
        if link.judgement == "undecided":
            span, found = link.mention.span, link.mention
            words = span.of(document.text)
            undecided.append(
                Undecided(document.key, span.start, span.end, words, found.kind, found.rule, link.reasons, link.candidates)
            )
    line = DocumentLine(
        document.key,
        document.source,
        document.metadata.title,
        document.metadata.date,
        document.metadata.publisher,
        document.digest,
        len(document.text),
        len(mentions),
        len({link.entity for link in resolved.links if link.entity}),
        len(related.claims),
    )
    return Count(
        line,
        {one.key: one.kind for one in resolved.entities if not (one.authority or one.key.startswith("authority/"))},
        dict(Counter(mention.kind for mention in mentions)),
        dict(Counter(claim.predicate for claim in related.claims)),
        dict(Counter(claim.modality or "asserted" for claim in related.claims if not claim.inferred)),
        sum(claim.inferred for claim in related.claims),
        (*document.findings, *related.findings),
        tuple(undecided),
        tuple(faults),
    )


def encoded(count: Count) -> str:
    """The counts as one line of JSON."""
    told = (
        count.line and list(plain(count.line).values()),
        count.entities,
        count.mentions,
        count.predicates,
        count.modalities,
        count.inferred,
        count.findings,
        count.undecided,
        count.faults,
    )
    return _encoded(told)


def plain(value: Any) -> dict[str, Any]:
    """The fields of a dataclass by their names, as they are."""
    return {one.name: getattr(value, one.name) for one in fields(value)}


_encoded = json.JSONEncoder(separators=(",", ":"), default=plain).encode


def decoded(text: str) -> Count:
    """The counts that `encoded` wrote. Raises ValueError for anything else."""
    try:
        line, entities, mentions, predicates, modalities, inferred, findings, undecided, faults = json.loads(text)
        return Count(
            line and DocumentLine(*line),
            entities,
            mentions,
            predicates,
            modalities,
            inferred,
            tuple(Finding(**one) for one in findings),
            tuple(map(_undecided, undecided)),
            tuple(Finding(**one) for one in faults),
        )
    except TypeError as error:
        raise ValueError(f"these are no counts of a document: {error}") from error


def _undecided(row: dict[str, Any]) -> Undecided:
    candidates = tuple(Candidate(one["key"], one["score"], tuple(one["reasons"])) for one in row.pop("candidates"))
    return Undecided(**row | {"reasons": tuple(row["reasons"]), "candidates": candidates})


@dataclass
class Sums:
    """The sums over documents, taken one at a time; an entity is counted once in the corpus."""

    documents: list[DocumentLine] = field(default_factory=list)
    entities: dict[Key, Kind] = field(default_factory=dict)
    mentions: Counter[Kind] = field(default_factory=Counter)
    predicates: Counter[str] = field(default_factory=Counter)
    modalities: Counter[str] = field(default_factory=Counter)
    inferred: int = 0
    findings: list[Finding] = field(default_factory=list)
    faults: list[Finding] = field(default_factory=list)
    undecided: list[Undecided] = field(default_factory=list)

    def take(self, count: Count) -> None:
        """Adds one document."""
        if count.line:
            self.documents.append(count.line)
        self.entities.update(count.entities)
        self.mentions.update(count.mentions)
        self.predicates.update(count.predicates)
        self.modalities.update(count.modalities)
        self.inferred += count.inferred
        self.findings += count.findings
        self.faults += count.faults
        self.undecided += count.undecided
