"""Mentions → links: which entity each mention names, with the reasons, or why none. Explicit names first, then what leans on
them: articles on acts, surnames on full names, short forms and pronouns on everything before."""

from __future__ import annotations

from itertools import chain
from operator import attrgetter

from kg.corrections import NONE, Corrections
from kg.lexicon.vocabulary import vocabulary
from kg.model import Entity, Key, Kind, Mention, Recognised, Resolved
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
from kg.resolve.things import resolve_thing

__all__ = ["resolve"]

_ACTS = frozenset({"Law", "Bill", "Code", "Ordinance", "Decree", "EUAct", "Constitution", "Treaty", "CourtDecision"})
_THINGS = frozenset({"Report", "Mission", "Event", "Provision", "Recommendation"})


def resolve(recognised: Recognised, corrections: Corrections = NONE) -> Resolved:
    """Judge every mention of a document; what a user decided by hand overrules what is judged here."""
    context = Context(recognised, vocabulary())
    mentions = recognised.mentions
    every: dict[Kind, list[int]] = {}
    explicit: dict[Kind, list[int]] = {}
    pointing: list[int] = []
    for index, mention in enumerate(mentions):
        kind = mention.kind
        every.setdefault(kind, []).append(index)
        if (theme := mention.get("theme")) and (known := context.known(theme)) is not None:
            context.entities.setdefault(theme, known)
        if kind == "Pronoun" or mention.get("short"):
            pointing.append(index)
        else:
            explicit.setdefault(kind, []).append(index)

    def of(*kinds: str) -> list[int]:
        """The explicit mentions of some kinds, in reading order."""
        found = [explicit[kind] for kind in kinds if kind in explicit]
        return found[0] if len(found) == 1 else sorted(chain.from_iterable(found))

    context.own_bill = own_bill(context)
    for index in sorted(of(*_ACTS), key=lambda i: _certainty(mentions[i])):
        resolve_act(context, index, mentions[index])
    resolve_persons(context, of("Person"))
    resolve_bodies(context, of("Organisation"))
    resolve_offices(context, of("Office"))
    for index in of("Place", "Constituency"):
        resolve_place(context, index, mentions[index])
    for index in sorted(of(*_THINGS), key=lambda i: (not mentions[i].get("title"), i)):
        resolve_thing(context, index, mentions[index])
    worded: set[tuple[Key, str]] = set()
    for index in of("Theme"):
        key, words = mentions[index].get("keys").split("|")[0], context.words(mentions[index])
        entity = None if (key, words) in worded else Entity(key, "Theme", words)
        worded.add((key, words))
        context.link(index, key, entity=entity, reasons=("label of the theme",))
    decide_words(context, corrections)
    resolve_amendment(context, every.get("Amendment", []))
    for index in pointing:
        kind = mentions[index].kind
        if index in context.links or kind in ("Date", "Article"):
            continue
        judge = resolve_pronoun if kind == "Pronoun" else resolve_short
        judge(context, index, mentions[index])
    for index in of("Article"):
        resolve_article(context, index, mentions[index])
    decide_words(context, corrections)
    decide_entities(context, corrections)
    resolve_signed(context)
    enrich(context)
    dates = tuple((mentions[i].span, date_of(mentions[i], context.date)) for i in every.get("Date", ()))
    return Resolved(
        recognised,
        tuple(context.links[index] for index in sorted(context.links)),
        tuple(sorted(context.entities.values(), key=attrgetter("key"))),
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
