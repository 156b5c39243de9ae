"""What stands beside a person's name: the function before it, the office, seat or group in apposition, and whether it is said to
be of the past. Read once a mention, from the words and from the mentions around it."""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.lexicon.fold import fold
from kg.lexicon.late import late
from kg.model import Key, Mention
from kg.resolve.context import Context

_ROLES: tuple[tuple[str, frozenset[str]], ...] = (
    ("deput", frozenset({"depute"})),
    ("senat", frozenset({"senateur"})),
    ("rapporteu", frozenset({"depute", "senateur"})),
    ("premier", frozenset({"premier-ministre"})),
    ("premiere", frozenset({"premier-ministre"})),
    ("ministr", frozenset({"ministre", "premier-ministre"})),
    ("secretaire d", frozenset({"ministre"})),
    ("garde des sceaux", frozenset({"ministre"})),
)
_ANY = ("president", "vice president", "questeur", "porte parole", "chef", "haut commissaire", "membre")
"""Functions that members of the assemblies and of the Government have and others too: they neither fit nor exclude."""
_PAST = late(r"\b(?:anciens?|anciennes?|ex|alors|futurs?|futures?)[ -]+(?:l[ea] |l')?[^,.;:]{0,80}$")
_ARTICLE = late(r"(?<!mme )(?<!madame )\b(le|la) (?:(?:ancien(?:ne)?|vice) )?[a-z]+(?: d.etat)? $")
_BEFORE = late(r"[,:]? ?(?:(?:m|mm|mr|mmes?|mlle|monsieur|messieurs|madame|mesdames)\.? )?$")
_AFTER = late(r" ?[,(]? ?(?:(?:le |la |l'|un |une )?(?:ancien(?:ne)?|ex|alors|futur|future)?[ -]?)$")
_SEAT = late(r"[^.;:\n]{0,60}$")
_REACH = 120
_CIVIL = frozenset({"M.", "MM.", "Mr", "Monsieur", "Messieurs", "Mme", "Mmes", "Mme.", "Mlle", "Madame", "Mesdames", ""})


class Beside(NamedTuple):
    """``roles`` are the pack's roles that the function allows (empty: none is told), ``gender`` is that of the article before it
    ("la ministre X"); ``other`` says that it is one that the pack does not follow ("le préfet X", "Me X"); ``offices``,
    ``places`` and ``groups`` are keys."""

    roles: frozenset[str] = frozenset()
    gender: str = ""
    other: bool = False
    past: bool = False
    offices: tuple[Key, ...] = ()
    places: frozenset[Key] = frozenset()
    groups: frozenset[Key] = frozenset()


_NOTHING, _OTHER = Beside(), Beside(other=True)


def beside(context: Context, mention: Mention) -> Beside:
    """What stands beside a name, worked out once a mention."""
    key = (mention.span.start, mention.span.end)
    if key not in context.beside:
        context.beside[key] = _beside(context, mention)
    return context.beside[key]


def _beside(context: Context, mention: Mention) -> Beside:
    folded, span = context.folded, mention.span
    function = fold(mention.get("function"))
    around = context.telling(span, _REACH)
    if not (function or around):
        return _NOTHING if mention.get("civility") in _CIVIL else _OTHER
    before = folded[max(0, span.start - _REACH) : span.start]
    roles, other = _allowed(function)
    other = other or mention.get("civility") not in _CIVIL
    past = bool(function) and bool(re.search(r"\b(?:ancien(?:ne)?|ex|alors|future?)[ -][^,.;:]{0,30}$", before))
    offices: list[Key] = []
    places: set[Key] = set()
    groups: set[Key] = set()
    for near in around:
        keys = tuple(near.get("keys").split("|")) if near.get("keys") else ()
        if near.kind == "Office":
            between = _between(folded, mention, near)
            if between is None:
                continue
            words = fold(context.words(near))
            keys = keys or tuple(row.key for row in context.vocabulary.pack.offices_named(words))
            offices.extend(keys)
            told, foreign = _allowed(words)
            roles = roles or told
            other = other or (foreign and not function)
            past = past or bool(_PAST.search(folded, max(0, near.span.start - 14), near.span.start))
        elif near.span.start >= span.end and near.kind in ("Constituency", "Place"):
            if re.search(r"\b(?:deput|senat|elu|circonscription)", folded[span.end : near.span.end]) and _SEAT.match(
                folded[span.end : near.span.start]
            ):
                places.update(keys)
        elif near.kind == "Organisation" and folded[span.end : near.span.start] in (" (", ", "):
            groups.update(key for key in keys if key.startswith("organisation/groupe-"))
    article = _ARTICLE.search(before) if function else None
    gender = ({"le": "m", "la": "f"})[article[1]] if article else ""
    return Beside(roles, gender, other, past, tuple(dict.fromkeys(offices)), frozenset(places), frozenset(groups))


def _between(folded: str, mention: Mention, near: Mention) -> str | None:
    """The words between a name and an office that stands in apposition to it, None where it does not."""
    if near.span.end <= mention.span.start:
        words = folded[near.span.end : mention.span.start]
        return words if _BEFORE.fullmatch(words) else None
    if near.span.start >= mention.span.end:
        words = folded[mention.span.end : near.span.start]
        return words if words and _AFTER.fullmatch(words) else None
    return None


def _allowed(function: str) -> tuple[frozenset[str], bool]:
    """The roles that a function allows, and whether it is one that the pack does not follow; neither where none is told."""
    for stem, roles in _ROLES:
        if function.startswith(stem):
            return roles, False
    return frozenset(), bool(function) and not function.startswith(_ANY)
