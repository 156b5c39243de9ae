"""Persons: names weighed against the authority with named features; one candidate or none."""

from __future__ import annotations

import re

from kg import iris
from kg.lexicon.fold import fold
from kg.lexicon.genres import is_amendment
from kg.model import Candidate, Entity, Key, Mention
from kg.resolve.context import Context

FULL_NAME, SURNAME = 0.6, 0.35
IN_OFFICE, FUNCTION, NAMED_HERE, ONLY_ONE = 0.25, 0.15, 0.4, 0.2
THRESHOLD, MARGIN = 0.55, 0.1
"""A candidate is taken with at least THRESHOLD and MARGIN more than the next."""

_ROLES = {
    "deput": "depute",
    "senat": "senateur",
    "ministr": "ministre",
    "secretaire": "ministre",
    "president": "president",
    "euro": "eurodepute",
}
_MEMBERS = frozenset({"depute", "senateur", "ministre", "premier-ministre", "president-de-la-republique"})


def _split(name: str, given: frozenset[str]) -> tuple[str, str]:
    """(given names, surname) of a name as printed."""
    words = name.split()
    index = 0
    while index < len(words) - 1 and (fold(words[index]) in given or re.fullmatch(r"(?:[A-ZÀ-Þ]\.-?)+", words[index])):
        index += 1
    return " ".join(words[:index]), " ".join(words[index:])


def _score(context: Context, key: Key, mention: Mention, base: float, reason: str, named: frozenset[Key]) -> Candidate | None:
    person = context.vocabulary.pack.person(key)
    gender = mention.get("gender")
    if person is None or (gender and person.gender and gender != person.gender):
        return None
    score, reasons = base, [reason]
    if key in named:
        score += NAMED_HERE
        reasons.append("named in full in this document")
    if key not in context.roles:
        active = context.vocabulary.pack.active(key, context.date) if context.date else ()
        context.roles[key] = frozenset(mandate.role for mandate in active)
    roles = context.roles[key]
    if roles & _MEMBERS:
        score += IN_OFFICE
        reasons.append(f"in office on {context.date}: {', '.join(sorted(roles & _MEMBERS))}")
    function = fold(mention.get("function"))
    wanted = next((role for stem, role in _ROLES.items() if function.startswith(stem)), "")
    if not wanted and is_amendment(context.document):
        wanted = "depute"
    if wanted and wanted in roles:
        score += FUNCTION
        reasons.append(f"the function fits ({wanted})")
    return Candidate(key, round(min(score, 1.0), 3), tuple(reasons))


def _best(candidates: list[Candidate]) -> Candidate | None:
    ranked = sorted(candidates, key=lambda c: (-c.score, c.key))
    if not ranked or ranked[0].score < THRESHOLD:
        return None
    if len(ranked) > 1 and ranked[0].score - ranked[1].score < MARGIN:
        return None
    return ranked[0]


def resolve_persons(context: Context, indexes: list[int]) -> None:
    """Judge all persons of a document: full names first, since a surname alone may be one of theirs."""
    mentions = context.recognised.mentions
    given = context.vocabulary.given_names
    full = [index for index in indexes if mentions[index].get("keys") or " " in _surplus(mentions[index], given)]
    for index in full:
        _full_name(context, index, mentions[index])
    named: dict[str, set[Key]] = {}
    for index in full:
        key = context.links[index].entity
        if key is not None:
            named.setdefault(fold(_split(context.words(mentions[index]), given)[1]), set()).add(key)
    for index in indexes:
        if index not in context.links:
            _surname(context, index, mentions[index], named)


def _surplus(mention: Mention, given: frozenset[str]) -> str:
    """ "x y" where the mention has a given name before the surname, else ""."""
    first, last = _split(mention.get("name"), given)
    return f"{first} {last}" if first and last else ""


def _full_name(context: Context, index: int, mention: Mention) -> None:
    name = context.words(mention)
    keys = (
        mention.get("keys").split("|")
        if mention.get("keys")
        else [p.key for p in context.vocabulary.pack.persons_named(fold(name))]
    )
    candidates = [c for key in keys if (c := _score(context, key, mention, FULL_NAME, "full name", frozenset()))]
    best = _best(candidates)
    if best is not None:
        minted = Entity(best.key, "Person", name)
        context.link(
            index,
            best.key,
            entity=minted,
            score=best.score,
            reasons=best.reasons,
            candidates=tuple(candidates) if len(candidates) > 1 else (),
        )
    elif candidates:
        context.undecided(index, ("homonyms that nothing here tells apart",), tuple(candidates))
    else:
        label = _printed(name)
        key = f"person/{iris.slug(label)}"
        context.link(
            index,
            key,
            entity=Entity(key, "Person", label),
            judgement="new",
            score=0.8,
            reasons=("full name, unknown to the authority",),
        )


def _printed(name: str) -> str:
    """ "Jean-Michel MIS" → "Jean-Michel Mis": capitals of a whole surname are typography."""
    return " ".join(
        "-".join(part.capitalize() for part in word.split("-")) if word.isupper() and len(word) > 2 else word
        for word in name.split()
    )


def _surname(context: Context, index: int, mention: Mention, named: dict[str, set[Key]]) -> None:
    name = mention.get("name") or context.words(mention)
    folded = fold(name)
    here = named.get(folded, set())
    if len(here) == 1:
        key = next(iter(here))
        context.link(index, key, score=0.95, reasons=("surname of the only person of that name in this document",))
        return
    if len(here) > 1:
        fitting = [c for key in sorted(here) if (c := _score(context, key, mention, SURNAME, "surname", frozenset()))]
        best = _best(fitting)
        if best:
            context.link(index, best.key, score=best.score, reasons=best.reasons, candidates=tuple(fitting))
        else:
            context.undecided(index, ("several persons of this name in this document",), tuple(fitting))
        return
    rows = context.vocabulary.pack.persons_surnamed(folded)
    candidates = [c for row in rows if (c := _score(context, row.key, mention, SURNAME, "surname", frozenset()))]
    if is_amendment(context.document) and "assemblee" in fold(context.document.metadata.publisher or ""):
        candidates = [c for c in candidates if context.roles[c.key] & _MEMBERS != {"senateur"}]
    if len(candidates) == 1 and is_amendment(context.document):
        only = candidates[0]
        candidates = [
            Candidate(
                only.key,
                round(min(only.score + ONLY_ONE, 1.0), 3),
                (*only.reasons, "the only one of this surname in the authority"),
            )
        ]
    best = _best(candidates)
    if best is not None and (mention.get("civility") or mention.get("function")):
        context.link(
            index,
            best.key,
            entity=Entity(best.key, "Person", name),
            score=best.score,
            reasons=best.reasons,
            candidates=tuple(candidates[:8]) if len(candidates) > 1 else (),
        )
        return
    if candidates and len([c for c in candidates if c.score >= THRESHOLD]) > 1:
        context.undecided(
            index,
            ("several persons of this name were in office",),
            tuple(sorted(candidates, key=lambda c: (-c.score, c.key))[:8]),
        )
        return
    label = f"{mention.get('civility')} {_printed(name)}".strip()
    key = f"{context.document.key}/person/{iris.slug(name)}"
    context.link(
        index,
        key,
        entity=Entity(key, "Person", label),
        judgement="new",
        score=0.6,
        reasons=("surname alone, nobody known by it in office",),
        candidates=tuple(candidates[:8]),
    )
