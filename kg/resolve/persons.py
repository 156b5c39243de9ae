"""Persons: names weighed against the authority with named features; one candidate or none."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kg import iris
from kg.lexicon.fold import fold
from kg.lexicon.names import INITIAL
from kg.lexicon.vocabulary import parts_of_name, vocabulary
from kg.model import Candidate, Entity, Key, Mention
from kg.resolve.beside import Beside, beside
from kg.resolve.context import Context
from kg.resolve.weigh import (
    DOUBLE,
    FULL_NAME,
    INITIALS,
    NAMED_HERE,
    ONLY_ONE,
    SURNAME,
    THRESHOLD,
    best,
    company,
    in_company,
    initials,
    signers,
    weigh,
    weighed,
)

SHOWN = 8
"""How many candidates a judgement keeps."""


_NAMES_KEPT = 16_384
"""Surnames that are remembered with who may bear them."""


def resolve_persons(context: Context, indexes: list[int]) -> None:
    """Judge all persons of a document: full names first, since a surname alone may be one of theirs; then, once more, the
    homonyms of whom the company in the passage may tell which is meant."""
    mentions = context.recognised.mentions
    full = [index for index in indexes if mentions[index].get("keys") or all(parts_of_name(mentions[index].get("name")))]
    for index in full:
        _full_name(context, index, mentions[index])
    named: dict[str, dict[Key, str]] = {}
    for index in full:
        key = context.links[index].entity
        if key is not None:
            person = context.vocabulary.pack.person(key)
            gender = person.gender if person is not None else mentions[index].get("gender")
            named.setdefault(fold(parts_of_name(context.words(mentions[index]))[1]), {})[key] = gender
    for index in indexes:
        if index not in context.links:
            _surname(context, index, mentions[index], named)
    open_ = [index for index in indexes if context.links[index].entity is None and len(context.links[index].candidates) > 1]
    groups = company(context) if open_ and context.date else {}
    for index in open_:
        _taken(
            context,
            index,
            in_company(context, context.links[index].candidates, groups.get(context.block_of(mentions[index].span), ())),
        )


def _taken(context: Context, index: int, candidates: Sequence[Candidate]) -> bool:
    """Links a mention to the best of its candidates, where there is one."""
    chosen = best(candidates)
    if chosen is None:
        return False
    context.link(
        index,
        chosen.key,
        words=context.words(context.recognised.mentions[index]),
        score=chosen.score,
        reasons=chosen.reasons,
        candidates=_ranked(candidates) if len(candidates) > 1 else (),
    )
    return True


def _ranked(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    return tuple(sorted(candidates, key=lambda one: (-one.score, one.key))[:SHOWN])


def _full_name(context: Context, index: int, mention: Mention) -> None:
    name = context.words(mention)
    first, last = parts_of_name(name)
    pack = context.vocabulary.pack
    if INITIAL.fullmatch(first):
        fitting = [row.key for row in pack.persons_surnamed(fold(last)) if initials(row.label).startswith(initials(first))]
        each = [weigh(context, key, mention, INITIALS, f"initials {first} and surname", fold(last)) for key in fitting]
    else:
        keys = mention.get("keys").split("|") if mention.get("keys") else [row.key for row in pack.persons_named(fold(name))]
        each = [weigh(context, key, mention, FULL_NAME, "full name") for key in keys]
    candidates = [one for one in each if one is not None]
    if not candidates and "-" in last and _taken(context, index, _of_two_surnames(context, mention, first, last)):
        return
    if _taken(context, index, candidates):
        return
    if candidates:
        reason = "homonyms that nothing here tells apart" if len(candidates) > 1 else "nothing here tells that it is this person"
        context.undecided(index, (reason,), _ranked(candidates))
        return
    label = _printed(name)
    key = f"{context.document.key}/person/{iris.slug(label)}" if INITIAL.fullmatch(first) else f"person/{iris.slug(label)}"
    context.link(
        index,
        key,
        entity=Entity(key, "Person", label),
        judgement="new",
        score=0.8,
        reasons=("full name, unknown to the authority",),
    )


def _of_two_surnames(context: Context, mention: Mention, first: str, last: str) -> list[Candidate]:
    """Persons whom the authority knows under one of the surnames of a double one ("Roselyne Bachelot-Narquin"). It says little
    by itself: the words beside the name must tell that it is they."""
    rows = {row.key for part in last.split("-") for row in context.vocabulary.pack.persons_named(fold(f"{first} {part}"))}
    each = [weigh(context, key, mention, DOUBLE, "one of the two surnames") for key in sorted(rows)]
    return [one for one in each if one is not None]


def _printed(name: str) -> str:
    """ "Jean-Michel MIS" → "Jean-Michel Mis": capitals of a whole surname are typography."""
    return " ".join(
        "-".join(part.capitalize() for part in word.split("-")) if word.isupper() and len(word) > 2 else word
        for word in name.split()
    )


def _surname(context: Context, index: int, mention: Mention, named: dict[str, dict[Key, str]]) -> None:
    name = mention.get("name") or context.words(mention)
    folded, gender = fold(name), mention.get("gender")
    here = [key for key, theirs in sorted(named.get(folded, {}).items()) if not (gender and theirs and gender != theirs)]
    if len(here) == 1:
        context.link(index, here[0], score=0.95, reasons=("surname of the only person of that name in this document",))
        return
    if here:
        each = [weigh(context, key, mention, SURNAME, "surname", folded) for key in here]
        fitting = [_more(one, NAMED_HERE, "named in full in this document") for one in each if one is not None]
        if not _taken(context, index, fitting):
            context.undecided(index, ("several persons of this name in this document",), _ranked(fitting))
        return
    candidates = _bearers(folded, gender, beside(context, mention), context.date, signers(context.document))
    introduced = mention.get("civility") or mention.get("function")
    if introduced and _taken(context, index, candidates):
        return
    if len([one for one in candidates if one.score >= THRESHOLD]) > 1:
        context.undecided(index, ("several persons of this name were in office",), _ranked(candidates))
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
        candidates=_ranked(candidates),
    )


@lru_cache(_NAMES_KEPT)
def _bearers(folded: str, gender: str, near: Beside, day: str, genre: frozenset[str]) -> tuple[Candidate, ...]:
    """Who may be meant by a surname alone. In an amendment, which only some sign, it tells that there is no other."""
    rows = vocabulary().pack.persons_surnamed(folded)
    each = (weighed(row.key, gender, SURNAME, "surname", folded, near, day, genre) for row in rows)
    found = tuple(one for one in each if one is not None)
    if len(found) == 1 and genre:
        return (_more(found[0], ONLY_ONE, "the only one of this surname in the authority"),)
    return found


def _more(candidate: Candidate, weight: float, reason: str) -> Candidate:
    """The candidate with one more feature."""
    return Candidate(candidate.key, round(min(candidate.score + weight, 1.0), 3), (*candidate.reasons, reason))
