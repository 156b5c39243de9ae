"""Organisations and places: table names, acronyms that the text explains, committees of the chamber in question."""

from __future__ import annotations

import re
from functools import lru_cache

from kg import iris
from kg.lexicon.fold import fold
from kg.lexicon.late import late
from kg.lexicon.letters import letters
from kg.model import Candidate, Entity, Key, Mention, Span
from kg.resolve.context import Context
from kg.resolve.lands import GOVERNMENT, of_another_land

_DEPARTMENT = late(r"\b(?:departements?|deputee?s?|senat(?:eur|rice)s?|circonscription) (?:de la |de l'|des |du |de |d')$")
_CHAMBER = late(r"\b(?:assemblee nationale|senat)\b")
_NAMED = late(r"(?:[Aa]ssociation|[Cc]ollectif|[Ss]yndicat|fédération) (?=[A-ZÀ-ÖØ-Þ])")
"""The noun before the name of a body, under which texts name it as well ("l'association Les Voix du canal")."""
_SITTING = late(r"\b(?:assemblee nationale|deputee?s?(?! europeen)|senat(?:eurs?|rices?)?)\b")
_PARENTHESIS = re.compile(r" \((?:[«“] ?)?")
_IN_NUMBER = late(r"\) (?:n° ?)?\d{2,4}/\d")
"""What stands behind "UE" in "(UE) 528/2012"."""
_SENATE_CONTEXT = 4000
"""Code points before a committee in which a heading that names a chamber decides which one is meant."""


def resolve_bodies(context: Context, indexes: list[int]) -> None:
    """Judge the explicit organisations of a document."""
    mentions = context.recognised.mentions
    pairs = _introduced(context, indexes)
    by_span = {(mentions[index].span.start, mentions[index].span.end): index for index in indexes}
    # Those of several meanings last: what is named in full may tell which is meant.
    for index in sorted(indexes, key=lambda one: "|" in mentions[one].get("keys")):
        mention = mentions[index]
        if mention.rule == "body.acronym" and mention.get("expands"):
            continue
        _organisation(context, index, mention, pairs.get(index))
    for index in indexes:
        if index in context.links:
            continue
        mention = mentions[index]
        start, end = map(int, mention.get("expands").split("-"))
        long = by_span.get((start, end))
        key = context.links[long].entity if long is not None and long in context.links else None
        if key is None:
            context.undecided(index, ("an acronym whose long form is not decided",))
        else:
            context.link(
                index,
                key,
                entity=Entity(key, "Organisation", mention.get("acronym")),
                reasons=("acronym explained in this document",),
            )
    _repeated_acronyms(context, indexes)


def _introduced(context: Context, indexes: list[int]) -> dict[int, int]:
    """Long form → acronym, where one stands in parentheses behind the other: "… du numérique (DINUM)"."""
    mentions = context.recognised.mentions
    by_start = {mentions[i].span.start: i for i in indexes}
    out = {}
    for index in indexes:
        end = mentions[index].span.end
        match = _PARENTHESIS.match(context.text, end)
        if (
            match
            and (other := by_start.get(match.end())) is not None
            and context.text[mentions[other].span.end : mentions[other].span.end + 1] in (")", " ")
        ):
            out[index] = other
    return out


def _organisation(context: Context, index: int, mention: Mention, acronym: int | None) -> None:
    keys = _keys(context, mention)
    if _IN_NUMBER.match(context.text, mention.span.end) and context.text[mention.span.start - 1] == "(":
        context.undecided(index, ("part of the number of a European act",))
        return
    if keys == [GOVERNMENT] and of_another_land(context, mention):
        context.undecided(index, ("the government of another country or territory",))
        return
    if acronym is not None:
        other = context.recognised.mentions[acronym]
        theirs = _keys(context, other)
        both = [key for key in keys if key in theirs]
        if len(both) == 1:
            keys = both
        elif len(theirs) == 1 and not keys:
            keys = theirs
    if len(keys) == 1:
        context.link(
            index,
            keys[0],
            entity=Entity(keys[0], "Organisation", context.words(mention)) if mention.rule.startswith("body.") else None,
            reasons=(f"named in {mention.rule}",),
        )
        return
    if len(keys) > 1:
        chosen, reason = _by_context(context, mention, keys)
        if chosen:
            context.link(index, chosen, reasons=(reason,))
        elif context.folded.startswith("commission ", mention.span.start) and not context.named.intersection(keys):
            label = context.words(mention)
            own = f"{context.document.key}/organisation/{iris.slug(label)}"
            context.link(
                index,
                own,
                entity=Entity(own, "Organisation", f"{label[:1].lower()}{label[1:]}"),
                judgement="new",
                score=0.6,
                reasons=("a committee of the one chamber or the other",),
                candidates=tuple(Candidate(key, 0.5, ("same name",)) for key in keys),
            )
        else:
            context.undecided(
                index, ("several bodies have this name",), tuple(Candidate(key, 0.5, ("same name",)) for key in keys)
            )
        return
    label = context.words(mention)
    key = f"organisation/{iris.slug(label)}"
    if mention.rule == "body.service":
        issuer = context.document.metadata.publisher or ""
        context.link(
            index,
            f"{context.document.key}/organisation/{iris.slug(label)}",
            entity=Entity("", "Organisation", f"{label} – {issuer}" if issuer else label, (label,)),
            reasons=("a service of the issuer",),
        )
        return
    named = _NAMED.match(label)
    short = (label[named.end() :],) if named else ()
    context.link(
        index, key, entity=Entity(key, "Organisation", label, short), reasons=(f"by its form ({mention.rule})",), score=0.8
    )


def _keys(context: Context, mention: Mention) -> list[Key]:
    if mention.get("keys"):
        keys = mention.get("keys").split("|")
    else:
        keys = [row.key for row in context.vocabulary.pack.organisation_named(fold(context.words(mention)))]
    if len(keys) < 2:
        return keys
    tables, pack, date = context.vocabulary.tables.entries, context.vocabulary.pack.organisations, context.date
    current = []
    for key in keys:
        entry, row = tables.get(key), pack.get(key)
        if entry is not None and not entry.in_force(date):
            continue
        if entry is None and row is not None and date and ((row.end and row.end < date) or (row.start and row.start > date)):
            continue
        current.append(key)
    return current or keys


def _by_context(context: Context, mention: Mention, keys: list[Key]) -> tuple[Key, str]:
    """Among homonymous bodies: the one named in full elsewhere in the document, else the one of the chamber in question."""
    chamber = chamber_at(context, mention.span.start)
    fitting = [key for key in keys if chamber_of(context, key) == chamber] if chamber else []
    if len(fitting) == 1:
        return fitting[0], f"committee of the {chamber} under this heading"
    elsewhere = context.named.intersection(keys)
    if len(elsewhere) == 1 and not chamber:
        return elsewhere.pop(), "named in full elsewhere in this document"
    parties = [key for key in keys if not _is_group(context, key)]
    if len(parties) == 1 and len(keys) > 1 and not (mention.get("ambiguous") and _needs_context(context, mention)):
        return parties[0], "initials without the word “groupe” are the party's"
    evoked = [key for key in keys if chamber_of(context, key) == _only_chamber(context.folded)]
    return (evoked[0], "the only chamber that the document speaks of") if len(evoked) == 1 and not chamber else ("", "")


@lru_cache(8)
def _only_chamber(folded: str) -> str:
    """The chamber of which, or of whose members, a document speaks, where it is one alone."""
    found = {"senat" if word.startswith("senat") else "assemblee nationale" for word in _SITTING.findall(folded)}
    return found.pop() if len(found) == 1 else ""


def _is_group(context: Context, key: Key) -> bool:
    """Whether a body is a parliamentary group."""
    row = context.vocabulary.pack.organisations.get(key)
    return row is not None and row.kind == "group"


def chamber_of(context: Context, key: Key) -> str:
    """ "senat", "assemblee nationale" or "": the chamber that a body's label names."""
    entity = context.known(key)
    label = letters(entity.label) if entity else ""
    return "senat" if "senat" in label else "assemblee nationale" if "assemblee nationale" in label else ""


def tells_chamber(context: Context, start: int, end: int) -> bool:
    """Whether a passage names a chamber: what was named before it does not hold behind it."""
    return _CHAMBER.search(context.folded, start, end) is not None


def chamber_at(context: Context, position: int) -> str:
    """The chamber that a passage is about: of the last heading-like line before it that names one chamber alone, else the
    publisher's."""
    number = context.block_of(Span(position, position + 1))
    for block in reversed(context.document.blocks[: number + 1]):
        if position - block.span.start > _SENATE_CONTEXT:
            break
        if block.span.end - block.span.start < 90:
            found = {str(name) for name in _CHAMBER.findall(context.folded, block.span.start, block.span.end)}
            if len(found) == 1:
                return found.pop()
    publisher = letters(context.document.metadata.publisher or "")
    found = {str(name) for name in _CHAMBER.findall(publisher)}
    return found.pop() if len(found) == 1 else ""


def _repeated_acronyms(context: Context, indexes: list[int]) -> None:
    """An ambiguous acronym takes the meaning that its full name has in this document (a table's ``ambiguous`` flag)."""
    for index in indexes:
        link = context.links[index]
        if link.entity is None or not link.mention.get("ambiguous") or "|" in link.mention.get("keys"):
            continue
        spelled = link.entity in context.spelled
        if (
            not spelled
            and not _completed(context, link.entity, context.words(link.mention))
            and _needs_context(context, link.mention)
        ):
            context.undecided(
                index, ("this form is ambiguous and nothing else names the body",), (Candidate(link.entity, 0.5, ("form",)),)
            )


def _completed(context: Context, key: Key, words: str) -> bool:
    """Whether the issuer of the document completes the name ("Service Communication" on a letter of the Premier ministre)."""
    issuer = set(fold(context.document.metadata.publisher or "").split())
    own = set(fold(words).split())
    rest = {word for word in fold(context.entities[key].label).split() if len(word) > 3} - own
    return bool(rest) and rest <= issuer


_CONTEXT = late(
    r"(?:groupe|société|entreprise|opérateur|compagnie|porté[es]* par|avec|et|,|par) (?:d['’])?$|(?:^|[.:] )$", re.IGNORECASE
)
_ENUMERATED = late(r"(?:,| et) [A-ZÀ-Þ]\w+")


def _needs_context(context: Context, mention: Mention) -> bool:
    """Whether a one-word ambiguous name lacks what makes it a body here: a word that introduces one, a list of its like."""
    before = context.text[max(0, mention.span.start - 20) : mention.span.start]
    after = context.text[mention.span.end : mention.span.end + 24]
    if not context.text[mention.span.start].isupper():
        return True
    if _beside_member(context, mention):
        return False
    return not (
        _CONTEXT.search(before)
        and (_ENUMERATED.match(after) or re.search(r"(?:groupe|société|entreprise|opérateur|compagnie)", before, re.IGNORECASE))
    )


_ELECTED = late(
    r"\b(?:deputee?s?|senat(?:eur|rice)s?|elue?s?|parlementaires|maires?|groupe|ministres?|conseillere?s?|eurodeputee?s?)"
    r"(?: de (?:la |l')?[a-z'-]+| du [a-z'-]+| des [a-z'-]+)? \(?$"
)


def _beside_member(context: Context, mention: Mention) -> bool:
    """Whether a name stands where that of a party does: in parentheses behind a person, or behind the word for who is elected."""
    start = mention.span.start
    if _ELECTED.search(context.folded, max(0, start - 60), start):
        return True
    if context.text[start - 1 : start] != "(":
        return False
    return any(one.kind == "Person" and one.span.end == start - 2 for one in context.around(mention.span, 60))


def resolve_place(context: Context, index: int, mention: Mention) -> None:
    """Judge one place or constituency of the tables."""
    keys = mention.get("keys").split("|")
    if len(keys) == 1:
        context.link(index, keys[0], reasons=("name",))
        return
    towns = [key for key in keys if key.startswith("place/commune-")]
    parts = [key for key in keys if key.startswith("place/departement-")]
    if len(towns) == 1 and len(parts) == 1 and len(keys) == 2:
        chosen = (
            parts[0] if _DEPARTMENT.search(context.folded[max(0, mention.span.start - 40) : mention.span.start]) else towns[0]
        )
        context.link(index, chosen, reasons=("the town, unless the words before it speak of the département",))
        return
    if len(parts) == 1 and _DEPARTMENT.search(context.folded[max(0, mention.span.start - 40) : mention.span.start]):
        context.link(index, parts[0], reasons=("the words before it speak of a département",))
        return
    regions = [key for key in keys if key.startswith("place/region-")]
    if len(parts) == 1 and len(regions) == 1 and len(keys) == 2:
        region = context.folded[max(0, mention.span.start - 20) : mention.span.start]
        chosen = regions[0] if re.search(r"\bregions? (?:de (?:la )?|la )?$", region) else parts[0]
        context.link(index, chosen, reasons=("the département, unless the words before it speak of the region",))
        return
    ranked = sorted(keys, key=lambda key: ("place/region" in key, "place/departement" in key, key))
    context.undecided(index, ("several places have this name",), tuple(Candidate(key, 0.5, ("name",)) for key in ranked))
