"""Dates in running prose (``ontology/rules/dates.toml``): recognised here, computed against the document's date later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from kg.lexicon.files import ontology_root
from kg.lexicon.rules import Rule, read_rules
from kg.model import Mention, Span

DAYS_NAMED = ("ce jour", "aujourd'hui", "ce matin", "cet apres-midi", "ce soir", "hier")
"""Words (folded) that name a day by themselves: what is around one of them or around a month alone is read for dates."""
_AROUND = 80
"""Code points before and behind such a word within which its date lies."""


@cache
def date_rules() -> tuple[Rule, ...]:
    """The rules of dates.toml, in the order of the file."""
    return tuple(read_rules(ontology_root() / "rules" / "dates.toml"))


def find_dates(folded: str, span: Span, at: Iterable[int]) -> list[Mention]:
    """The dates of one sentence, whose months and days named stand ``at`` these places, in order; of two that overlap, the
    earlier rule's."""
    out: list[Mention] = []
    passages = list(_passages(span, at))
    for rule in date_rules():
        for start, end in passages:
            for match in rule.pattern.finditer(folded, start, end):
                found = Span(match.start(), match.end())
                if any(found.overlaps(other.span) for other in out):
                    continue
                features = tuple(sorted((name, value) for name, value in match.groupdict().items() if value))
                out.append(Mention(found, "Date", rule.id, features))
    return sorted(out, key=lambda mention: mention.span)


def _passages(span: Span, at: Iterable[int]) -> Iterator[Span]:
    """What lies around some places of a sentence."""
    begin, end = span.start, -1
    for place in at:
        if place - _AROUND > end >= 0:
            yield Span(begin, end)
            begin = place - _AROUND
        elif end < 0:
            begin = max(span.start, place - _AROUND)
        end = min(span.end, place + _AROUND)
    if end >= 0:
        yield Span(begin, end)
