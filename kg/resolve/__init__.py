"""Mentions → links: which entity each mention names, with the reasons, or why none. Explicit names first, then what leans on
them: articles on acts, surnames on full names, short forms and pronouns on everything before."""

from __future__ import annotations

from collections.abc import Mapping
from operator import itemgetter

from kg.corrections import NONE, Corrections
from kg.lexicon.vocabulary import vocabulary
from kg.model import ACTS, Entity, Key, Kind, Mention, Recognised, Resolved
from kg.resolve.acts import resolve_act
from kg.resolve.amendment import resolve_amendment
from kg.resolve.articles import resolve_article
from kg.resolve.bills import own_bill
from kg.resolve.bodies import resolve_bodies, resolve_place
from kg.resolve.budgets import is_yearless
from kg.resolve.context import Context
from kg.resolve.corrected import decide_entities, decide_words
from kg.resolve.dates import date_of
from kg.resolve.enrich import enrich
from kg.resolve.offices import resolve_offices
from kg.resolve.own import own_act
from kg.resolve.persons import resolve_persons
from kg.resolve.pronouns import resolve_pronoun
from kg.resolve.shortforms import resolve_short
from kg.resolve.signed import resolve_signed
from kg.resolve.spoken_of import resolve_this_article
from kg.resolve.things import resolve_thing

__all__ = ["resolve"]

_THINGS = ("Report", "Mission", "Event", "Provision", "Recommendation")
_JUDGED: Mapping[Kind, str] = {
    **dict.fromkeys(ACTS, "act"),
    **dict.fromkeys(_THINGS, "thing"),
    **dict.fromkeys(("Place", "Constituency"), "place"),
    **{kind: kind for kind in ("Person", "Organisation", "Office", "Theme", "Article")},
}
"""The kinds whose explicit mentions are judged here, each with those that are judged alike."""


_KEY = itemgetter(Entity._fields.index("key"))


def resolve(recognised: Recognised, corrections: Corrections = NONE) -> Resolved:
    """Judge every mention of a document; what a user decided by hand overrules what is judged here."""
    context = Context(recognised, vocabulary())
    mentions = recognised.mentions
    explicit: dict[str, list[int]] = {}
    pointing: list[int] = []
    dated: list[Mention] = []
    amendments: list[int] = []
    for index, mention in enumerate(mentions):
        kind = mention.kind
        points = kind == "Pronoun"
        for name, value in mention.features:
            if name == "short":
                points = points or bool(value)
            elif name == "theme" and (known := context.known(value)) is not None:
                context.entities.setdefault(value, known)
        if kind == "Date":
            dated.append(mention)
        elif kind == "Amendment":
            amendments.append(index)
        if points:
            pointing.append(index)
        elif kind in _JUDGED:
            explicit.setdefault(_JUDGED[kind], []).append(index)

    def of(kind: str) -> list[int]:
        """The explicit mentions of a kind, or of kinds that are judged alike, in reading order."""
        return explicit.get(kind, [])

    context.own_bill = own_bill(context)
    for index in sorted(of("act"), key=lambda i: _certainty(mentions[i])):
        resolve_act(context, index, mentions[index])
    resolve_persons(context, of("Person"))
    resolve_bodies(context, of("Organisation"))
    resolve_offices(context, of("Office"))
    for index in of("place"):
        resolve_place(context, index, mentions[index])
    for index in sorted(of("thing"), key=lambda i: (not mentions[i].get("title"), i)):
        resolve_thing(context, index, mentions[index])
    worded: set[tuple[Key, str]] = set()
    for index in of("Theme"):
        mention = mentions[index]
        key, words = mention.get("keys").partition("|")[0], context.words(mention)
        entity = None if (key, words) in worded else Entity(key, "Theme", words)
        worded.add((key, words))
        context.link(index, key, entity=entity, reasons=("label of the theme",))
    decide_words(context, corrections)
    resolve_amendment(context, amendments)
    for index in pointing:
        kind = mentions[index].kind
        if index in context.links or kind in ("Date", "Article"):
            continue
        judge = resolve_pronoun if kind == "Pronoun" else resolve_short
        judge(context, index, mentions[index])
    for index in of("Article"):
        resolve_article(context, index, mentions[index])
    for index in pointing:
        if mentions[index].rule == "short.article":
            resolve_this_article(context, index, mentions[index])
    decide_words(context, corrections)
    decide_entities(context, corrections)
    resolve_signed(context)
    enrich(context)
    dates = tuple((mention.span, date_of(mention, context.date)) for mention in dated)
    return Resolved(
        recognised,
        tuple(map(context.links.__getitem__, sorted(context.links))),
        tuple(sorted(context.entities.values(), key=_KEY)),
        tuple(context.claims),
        dates,
        own_act(context),
        context.own_text >= 0,
    )


def _certainty(mention: Mention) -> tuple[int, int]:
    """Acts in the order in which they can lean on one another: numbered, then titled, then dated, then by year alone, then those
    whose title every year has."""
    if is_yearless(mention):
        return 4, mention.span.start
    order = 0 if mention.get("number") or mention.get("keys") else 1 if mention.get("title") else 2 if mention.get("date") else 3
    return order, mention.span.start
