"""Who may bear a name: candidates of the authority weighed with named features, each a line of the judgement's reasons.

A feature is what the name, the words beside it, the day and the company tell for or against a candidate; weights add up, and
a candidate is taken with at least THRESHOLD and MARGIN more than the next. ``kg.reasons`` has every reason in French.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date as calendar
from functools import lru_cache
from typing import NamedTuple

from kg.lexicon.fold import fold
from kg.lexicon.genres import is_amendment
from kg.lexicon.pack import Pack
from kg.lexicon.vocabulary import vocabulary
from kg.model import Candidate, Document, Key, Mention
from kg.resolve.beside import Beside, beside
from kg.resolve.context import Context

FULL_NAME, INITIALS, SURNAME, DOUBLE = 0.6, 0.4, 0.35, 0.25
IN_OFFICE, PERHAPS, FORMERLY = 0.25, 0.2, 0.25
FUNCTION, OFFICE, CONSTITUENCY, GROUP, COMPANY = 0.15, 0.3, 0.3, 0.3, 0.15
NAMED_HERE, ONLY_ONE, OTHER_NAME = 0.4, 0.2, -0.35
THRESHOLD, MARGIN = 0.55, 0.1
"""A candidate is taken with at least THRESHOLD and MARGIN more than the next."""

_AFTER_THE_DATA = 366
"""Days after the data's end for which who was in office then counts, a little less."""
_COMPANY, _SHARE = 3, 0.6
"""How many persons with a group a passage needs, and what share of them one group, for its company to tell."""
MEMBERS = frozenset(
    {
        "depute",
        "senateur",
        "ministre",
        "premier-ministre",
        "president-de-la-republique",
        "president-du-senat",
        "president-de-l-assemblee-nationale",
    }
)
"""The roles that make somebody known by the surname alone."""


_KEPT = 16_384
"""Weighings that are remembered: the documents of a day are signed by the same persons."""


class Standing(NamedTuple):
    """What a person was on the document's day: the roles held, those perhaps still held (a source that ends before says so),
    those held before; and the words that tell the first two."""

    roles: frozenset[str]
    perhaps: frozenset[str]
    former: frozenset[str]
    reason: str


@lru_cache(_KEPT)
def standing(key: Key, day: str) -> Standing:
    """The standing of a person on a day; none where no day is told."""
    pack = vocabulary().pack
    if not day:
        return Standing(frozenset(), frozenset(), frozenset(), "")
    mandates = pack.mandates_of(key)
    end = pack.as_of
    former = frozenset(mandate.role for mandate in mandates if mandate.end and mandate.end < day)
    roles = frozenset(mandate.role for mandate in mandates if mandate.on(day))
    if end and day > end:
        soon = _days(end, day) <= _AFTER_THE_DATA
        perhaps = roles if soon else frozenset()
        reason = f"in office when the data end ({end}): {_listed(perhaps)}" if perhaps & MEMBERS else ""
        return Standing(frozenset(), perhaps, former, reason)
    if roles & MEMBERS:
        return Standing(roles, frozenset(), former, f"in office on {day}: {_listed(roles)}")
    open_ = [mandate for mandate in mandates if mandate.known_until and mandate.known_until < day]
    if open_:
        last = max(mandate.known_until for mandate in open_)
        perhaps = frozenset(mandate.role for mandate in open_)
        return Standing(roles, perhaps, former, f"perhaps in office: known to be until {last}")
    return Standing(roles, frozenset(), former, "")


def _days(first: str, last: str) -> int:
    return (calendar.fromisoformat(last[:10]) - calendar.fromisoformat(first)).days if len(last) >= 10 else 0


def _listed(roles: frozenset[str]) -> str:
    return ", ".join(sorted(roles & MEMBERS))


def weigh(context: Context, key: Key, mention: Mention, base: float, reason: str, folded: str = "") -> Candidate | None:
    """The candidate with its score and its features; None where gender, or for a surname alone (``folded`` is given) the
    article or the function beside the name, excludes the person."""
    near, day = beside(context, mention), context.date
    return weighed(key, mention.get("gender"), base, reason, folded, near, day, signers(context.document))


@lru_cache(_KEPT)
def weighed(
    key: Key, gender: str, base: float, reason: str, folded: str, near: Beside, day: str, genre: frozenset[str]
) -> Candidate | None:
    """The same by what it depends on, remembered. ``genre`` are the roles of who signs the document."""
    pack = vocabulary().pack
    person = pack.person(key)
    if person is None or (gender and person.gender and gender != person.gender):
        return None
    was = standing(key, day)
    if folded and near.gender and person.gender and near.gender != person.gender:
        return None
    wanted = near.roles & genre or near.roles or genre
    held = was.roles | was.perhaps
    score, reasons = base, [reason]
    if near.past:
        if not wanted or wanted & was.former:
            score += FORMERLY
            reasons.append("held such an office before")
        elif folded:
            return None
    else:
        if folded and (near.other or (wanted and not wanted & held)):
            return None
        if held & MEMBERS:
            score += IN_OFFICE if was.roles else PERHAPS
            reasons.append(was.reason)
        if wanted & was.roles or (wanted & was.perhaps and was.reason):
            score += FUNCTION
            reasons.append(f"the function fits ({', '.join(sorted(wanted & held))})")
    for weight, told in (*_office(pack, key, near, day), *_seat(pack, key, near, day)):
        score += weight
        reasons.append(told)
    printed = pack.surname_on(key, day) if folded and day else person.surname
    if printed != person.surname and fold(printed) != folded:
        score += OTHER_NAME
        reasons.append(f"printed as {printed} at that time")
    return Candidate(key, round(max(0.0, min(score, 1.0)), 3), tuple(reasons))


def signers(document: Document) -> frozenset[str]:
    """Who signs an amendment: the members of the chamber that it is tabled in, deputies where nothing names the Sénat; of
    another document nobody is told."""
    return _members(document.metadata.publisher or "") if is_amendment(document) else _NOBODY


_NOBODY: frozenset[str] = frozenset()


@lru_cache(_KEPT)
def _members(publisher: str) -> frozenset[str]:
    return frozenset({"senateur"}) if "senat" in fold(publisher).split() else frozenset({"depute"})


def _office(pack: Pack, key: Key, near: Beside, day: str) -> list[tuple[float, str]]:
    """For each office beside the name that has one holder: whether it is this person."""
    if near.past or not day:
        return []
    for office in near.offices:
        row = pack.offices.get(office)
        holders = {mandate.person for mandate in pack.holders(office, day)} if row and row.seats else set()
        if key in holders:
            return [(OFFICE, f"holds the office beside the name ({row.label if row else office})")]
        if len(holders) == 1:
            return [(-OFFICE, f"another holds the office beside the name ({row.label if row else office})")]
    return []


def _seat(pack: Pack, key: Key, near: Beside, day: str) -> list[tuple[float, str]]:
    """Whether the constituency or the group that stands beside the name is that of the person on the day."""
    found: list[tuple[float, str]] = []
    if not day:
        return found
    seat = pack.constituency_on(key, day) if near.places else None
    if seat is not None:
        fits = {seat.key, seat.departement} & near.places
        told = f"the constituency beside the name is theirs ({seat.label})" if fits else f"sits for another ({seat.label})"
        found.append((CONSTITUENCY if fits else -CONSTITUENCY, told))
    group = pack.group_on(key, day) if near.groups else None
    if group is not None:
        fits_group = group.key in near.groups
        told = f"the group beside the name is theirs ({group.label})" if fits_group else f"sits with another ({group.label})"
        found.append((GROUP if fits_group else -GROUP, told))
    return found


def best(candidates: Sequence[Candidate]) -> Candidate | None:
    """The one candidate that is good enough and clearly ahead, None where there is none."""
    if len(candidates) == 1:
        return candidates[0] if candidates[0].score >= THRESHOLD else None
    ranked = sorted(candidates, key=lambda c: (-c.score, c.key))
    if not ranked or ranked[0].score < THRESHOLD:
        return None
    if len(ranked) > 1 and round(ranked[0].score - ranked[1].score, 3) < MARGIN:
        return None
    return ranked[0]


def company(context: Context) -> dict[int, list[Key]]:
    """The groups of the persons linked so far, by the block of the document in which they are named, each person once."""
    pack = context.vocabulary.pack
    people: dict[int, set[Key]] = defaultdict(set)
    for mention, key in context.every(frozenset({"Person"})):
        people[context.block_of(mention.span)].add(key)
    out = {}
    for block, keys in people.items():
        found = [pack.group_on(key, context.date) for key in sorted(keys)]
        out[block] = [group.key for group in found if group is not None]
    return out


def in_company(context: Context, candidates: Sequence[Candidate], groups: Sequence[Key]) -> tuple[Candidate, ...]:
    """The candidates weighed again with the groups of the persons of the same passage: who sits with most of them gains."""
    out = []
    for one in candidates:
        own = context.vocabulary.pack.group_on(one.key, context.date)
        if own is not None and len(groups) >= _COMPANY and groups.count(own.key) >= _SHARE * len(groups):
            told = f"sits with most of the others in this passage ({own.label})"
            one = Candidate(one.key, round(min(one.score + COMPANY, 1.0), 3), (*one.reasons, told))
        out.append(one)
    return tuple(out)


def initials(given: str) -> str:
    """ "J.-M." or "Jean-Michel" → "jm"."""
    return "".join(word[0] for word in re.split(r"[\s.-]+", fold(given)) if word)
