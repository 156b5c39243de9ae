"""Names → entities, with scores: exact, the same words in another order, a surname behind a civility, nearly the same letters.

The index is made once for a version of the graph. Names are compared as `kg.lexicon.fold` leaves them, civilities taken off.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from kg.lexicon.files import ontology_root, read_toml
from kg.lexicon.fold import fold

EXACT, ORDER, SURNAME, PART, NEAR = 100.0, 97.0, 85.0, 75.0, 80.0
"""Scores of a name as it stands, of its words in another order, of a surname alone, of a part of a double surname; what is merely
similar stays below ``NEAR``, by as much as its letters differ."""
_SIMILAR = 82.0
_LONGEST = 300
_FIRST = re.compile(r"(.{1,300}?)(?:\s+(?:et|&)\s|\s*[,(])")


@dataclass(slots=True)
class Named:
    """An entity: its IRI, its label, its classes (local names), its other names and identifiers, and, of a person, the periods
    (ISO dates, "" where open) of its mandates."""

    iri: str
    label: str
    kinds: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)
    periods: list[tuple[str, str]] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return min(self.kinds, default="")

    def active(self, date: str) -> bool:
        """Whether a mandate was held on a day."""
        return any(start <= date and (not end or date <= end) for start, end in self.periods)

    @property
    def latest(self) -> str:
        return max((end or "9999" for _, end in self.periods), default="")


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate: score from 0 to 100; ``sure`` where the whole name is that of this entity and of no other."""

    iri: str
    label: str
    kind: str
    score: float
    sure: bool


@cache
def civilities() -> frozenset[str]:
    """The folded civilities of ``ontology/rules/civilities.toml``."""
    table = read_toml(ontology_root() / "rules" / "civilities.toml").get("civilities", {})
    return frozenset(fold(str(word)) for word in table)


def key(name: str) -> str:
    """A name as it is compared."""
    words = fold(name[:_LONGEST]).split()
    while len(words) > 1 and words[0] in civilities():
        del words[0]
    return " ".join(words)


class Names:
    """The names of a graph."""

    def __init__(self, entities: Iterable[Named]) -> None:
        self.entities: Mapping[str, Named] = {one.iri: one for one in sorted(entities, key=lambda one: one.iri)}
        whole: dict[str, set[str]] = defaultdict(set)
        ordered: dict[str, set[str]] = defaultdict(set)
        surnames: dict[str, set[str]] = defaultdict(set)
        parts: dict[str, set[str]] = defaultdict(set)
        for iri, one in self.entities.items():
            for name in {one.label, *one.others}:
                folded = key(name)
                whole[folded].add(iri)
                words = folded.split()
                ordered[" ".join(sorted(words))].add(iri)
                if "Person" in one.kinds:
                    printed = name.split()
                    for first in range(1, len(printed)):
                        surnames[fold(" ".join(printed[first:]))].add(iri)
                    for first in range(1, len(words)):
                        parts[" ".join(words[first:])].add(iri)
        whole.pop("", None)
        self._whole, self._ordered, self._surnames, self._parts = whole, ordered, surnames, parts
        self._sorted = sorted(whole)
        self._alike = sorted(ordered.keys() - {""})

    def match(self, name: str, kinds: Iterable[str] = (), date: str = "", limit: int = 10) -> list[Match]:
        """The candidates for a name, best first: of the classes ``kinds``, where any are given; on equal names those who held a
        mandate on ``date`` first, then those whose mandate is the latest."""
        folded, wanted = key(name), set(kinds)
        if not folded:
            return []
        scored = self._found(folded, wanted)
        if not scored and (first := _FIRST.match(name)):  # "Mme A et les membres de son groupe" names A, and others
            scored = {iri: min(score, SURNAME) for iri, score in self._found(key(first[1]), wanted).items()}
        if not scored:
            scored = self._similar(folded, wanted, limit)
        best = max(scored.values(), default=0.0)
        alone = best >= ORDER and sum(score == best for score in scored.values()) == 1
        ranked = sorted(scored.items(), key=lambda item: self._rank(item, date))
        return [
            Match(iri, self.entities[iri].label, self.entities[iri].kind, round(score - place * 0.1, 1), alone and not place)
            for place, (iri, score) in enumerate(ranked[:limit])
        ]

    def _found(self, folded: str, wanted: set[str]) -> dict[str, float]:
        scored: dict[str, float] = {}
        found = (
            (EXACT, self._whole.get(folded, ())),
            (ORDER, self._ordered.get(" ".join(sorted(folded.split())), ())),
            (SURNAME, self._surnames.get(folded, ())),
            (PART, self._parts.get(folded, ())),
        )
        for score, iris in found:
            for iri in iris:
                if not wanted or wanted & self.entities[iri].kinds:
                    scored.setdefault(iri, score)
        return scored

    def _rank(self, item: tuple[str, float], date: str) -> tuple[float, bool, str, str]:
        iri, score = item
        one = self.entities[iri]
        inverted = "".join(chr(0x10FFFF - ord(sign)) for sign in one.latest) or "\U0010ffff"
        return -score, bool(date) and not one.active(date), inverted, iri

    def _similar(self, folded: str, wanted: set[str], limit: int) -> dict[str, float]:
        from rapidfuzz import fuzz, process

        words = " ".join(sorted(folded.split()))  # as the names are: the words of each were put in order once
        near = process.extract(words, self._alike, scorer=fuzz.ratio, processor=None, score_cutoff=_SIMILAR, limit=limit * 5)
        out: dict[str, float] = {}
        for name, ratio, _ in near:
            for iri in sorted(self._ordered[name]):
                if not wanted or wanted & self.entities[iri].kinds:
                    out.setdefault(iri, round(NEAR * ratio / 100, 1))
        return out

    def prefixed(self, text: str, kinds: Iterable[str] = (), limit: int = 10) -> list[Match]:
        """The entities of which a name begins with ``text``, as one types."""
        folded, wanted = fold(text[:_LONGEST]), set(kinds)
        out: dict[str, Match] = {}
        for place in range(bisect_left(self._sorted, folded), len(self._sorted)):
            name = self._sorted[place]
            if len(out) >= limit or not name.startswith(folded):
                break
            for iri in sorted(self._whole[name]):
                one = self.entities[iri]
                if not wanted or wanted & one.kinds:
                    out.setdefault(iri, Match(iri, one.label, one.kind, 50.0, sure=False))
        return list(out.values())[:limit]
