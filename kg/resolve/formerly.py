"""The office of another day: a title beside a person who held it before, or said to be of the past, is not the one of that name
on the document's date."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lexicon.fold import fold
from kg.lexicon.late import late
from kg.model import Key, Mention, Span
from kg.resolve.context import Context

_REACH = 40
_BEFORE_TITLE = late(
    r"(?:,? ?\(?|,? (?:qui )?(?:a ete|fut|etait)?) ?(?:alors |ancienn?e? |ex-? ?)?(?:la |le |l')?(?:ancienn?e? )?$"
)
_BEHIND_TITLE = late(r",? ?(?:m\. |mme |monsieur |madame )?$")
_PAST = late(
    r"\b(?:anciens?|anciennes?|ex|alors|precedente?s?|feu)[ -](?:l[ea] |l')?$"
    r"|\b(?:il|elle|qui) (?:etait|fut)(?: alors)? (?:l[ea] )?$"
)
_THEN = late(
    r",? (?:de (?:19|20)\d\d (?:a|jusqu)|entre (?:19|20)\d\d et|jusqu'en (?:\w+ )?(?:19|20)\d\d|en (?:19|20)\d\d\b(?! prochain)"
    r"|de l'epoque\b|d'alors\b|a l'epoque\b|a partir de (?:19|20)\d\d|sous (?:la presidence|le gouvernement|le quinquennat))"
)
"""What tells behind a title that it was held then."""


def is_past(context: Context, mention: Mention) -> bool:
    """Whether the words say that a title was held before the document's date."""
    start, end = mention.span
    if _PAST.search(context.folded, max(0, start - _REACH), start) is not None:
        return True
    then = _THEN.match(context.folded, end)
    return then is not None and context.date[:4] not in then.group()


def held_by_the_one_beside(context: Context, mention: Mention, keys: list[Key], title: str) -> Key:
    """Of the offices that a title may name, the one that a person named beside it held: on the document's date, else before it,
    where that is one alone. "" where nobody is named, or several fit."""
    if not context.date:
        return ""
    pack = context.vocabulary.pack
    for person in _beside(context, mention):
        held = [mandate for mandate in pack.mandates_of(person) if mandate.office in keys]
        now = {mandate.office for mandate in held if mandate.on(context.date)}
        if now and not is_past(context, mention):
            return now.pop() if len(now) == 1 else ""
        before = {mandate.office for mandate in held if mandate.start <= context.date} - now
        if len(before) > 1:
            before = {key for key in before if fold(pack.offices[key].label) == fold(title)} or before
        if len(before) == 1:
            return before.pop()
    return ""


def held_now_by_the_one_behind(context: Context, mention: Mention, rank: str) -> Key:
    """The office of a folded rank ("secretaire d etat", "ministre") that the person named right behind it holds on the document's
    date, where that is one alone: "la secrétaire d'État Brune Poirson"."""
    roles, titles = _RANKS.get(rank, (frozenset(), ()))
    for person in _beside(context, mention, before=False) if roles and context.date and not is_past(context, mention) else ():
        held = _held(context, person, roles)
        fitting = _titled(context, held, titles)
        if len(held) == 1 and fitting:
            return fitting.pop()
    return ""


def held_by_the_only_one_named(context: Context, mention: Mention, rank: str) -> Key:
    """The office of a folded rank ("ministre") that is held on the document's date by the only one of the persons named before a
    title who holds any of that rank: "Jean-Michel Blanquer a reçu … Le ministre". "" where none does, or several."""
    roles, titles = _RANKS.get(rank, (frozenset(), ()))
    if not context.date or not roles <= _OF_GOVERNMENT or is_past(context, mention):
        return ""
    persons = {key for _, key in context.linked(frozenset({"Person"}), before=mention.span.start)}
    found = {person: held for person in persons if (held := _titled(context, _held(context, person, roles), titles))}
    if len(found) != 1:
        return ""
    ((person, offices),) = found.items()
    known = context.vocabulary.pack.person(person)
    wanted = gender_of_determiner(mention.get("det"))
    agrees = known is None or not known.gender or not wanted or known.gender == wanted
    return offices.pop() if agrees and len(offices) == 1 else ""


def _held(context: Context, person: Key, roles: frozenset[str]) -> set[Key]:
    """The offices of these roles that a person holds on the document's date."""
    mandates = context.vocabulary.pack.mandates_of(person)
    return {mandate.office for mandate in mandates if mandate.role in roles and mandate.on(context.date)}


def _titled(context: Context, offices: set[Key], titles: tuple[str, ...]) -> set[Key]:
    """Those of some offices whose titles begin so."""
    return {key for key in offices if fold(context.vocabulary.pack.offices[key].label).startswith(titles)}


def gender_of_determiner(det: str) -> str:
    """The gender that the determiner of a short form tells, "" where it tells none."""
    return {"la": "f", "cette": "f", "le": "m", "ce": "m"}.get(det, "")


_OF_GOVERNMENT = frozenset({"ministre"})
_PRESIDES = frozenset({"president-de-la-republique", "president-de-l-assemblee-nationale", "president-du-senat"})
_RANKS: dict[str, tuple[frozenset[str], tuple[str, ...]]] = {
    "secretaire d etat": (frozenset({"ministre"}), ("secretaire d etat",)),
    "ministre": (frozenset({"ministre"}), ("ministre", "garde des sceaux")),
    "president": (_PRESIDES, ("president",)),
    "presidente": (_PRESIDES, ("president",)),
}
"""What stands alone before a name, the pack's roles that it may stand for, and how the titles of their offices begin."""


def _beside(context: Context, mention: Mention, *, before: bool = True) -> Iterator[Key]:
    """The persons in apposition to a title whom the authority knows, those ``before`` it first."""
    start, end = mention.span
    for index in context.within(Span(max(0, start - 2 * _REACH), end + 2 * _REACH)):
        link = context.links.get(index)
        if link is None or link.mention.kind != "Person" or not link.entity:
            continue
        span = link.mention.span
        if before and span.end <= start and _BEFORE_TITLE.fullmatch(context.folded, span.end, start):
            yield link.entity
        if span.start >= end and _BEHIND_TITLE.fullmatch(context.folded, end, span.start):
            yield link.entity
