"""Dates in running prose (``ontology/rules/dates.toml``): recognised here, computed against the document's date later."""

from __future__ import annotations

from functools import cache

from kg.lexicon.files import ontology_root
from kg.lexicon.rules import Rule, read_rules
from kg.model import Mention, Span

DAYS_NAMED = ("ce jour", "aujourd'hui", "ce matin", "cet apres-midi", "ce soir", "hier")
"""Words (folded) that name a day by themselves: a sentence without one of them and without a month is not read for dates."""


@cache
def date_rules() -> tuple[Rule, ...]:
    """The rules of dates.toml, in the order of the file."""
    return tuple(read_rules(ontology_root() / "rules" / "dates.toml"))


def find_dates(folded: str, span: Span) -> list[Mention]:
    """The dates of one sentence; of two that overlap, the earlier rule's."""
    out: list[Mention] = []
    for rule in date_rules():
        for match in rule.pattern.finditer(folded, span.start, span.end):
            found = Span(match.start(), match.end())
            if any(found.overlaps(other.span) for other in out):
                continue
            features = tuple(sorted((name, value) for name, value in match.groupdict().items() if value))
            out.append(Mention(found, "Date", rule.id, features))
    return sorted(out, key=lambda mention: mention.span)
