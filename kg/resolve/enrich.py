"""What the authority adds to the entities of a document: mandates of the persons, and whatever those and the entities' facts
refer to. Of the pack the graph takes what the document's entities need, not the whole."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from kg.lexicon.sources import authority_sources
from kg.lexicon.vocabulary import vocabulary
from kg.model import Entity, Key
from kg.resolve.context import Context, known_entity

_OFFICES = frozenset(
    {"depute", "senateur", "ministre", "premier-ministre", "president-de-la-republique", "president-assemblee", "president-senat"}
)
_ON_THE_DAY = frozenset({"groupe", "en-mission", "gouvernement"})
_KEPT = 16_384
"""Persons on a day that are remembered with what the authority adds to them."""


def enrich(context: Context) -> None:
    """Add the mandates, bodies, constituencies and sources that the entities so far refer to."""
    entities = context.entities
    behind: dict[Key, Entity] = {}
    remembered = True
    pending: list[Entity] = []
    for key, entity in list(entities.items()):
        if entity.facts:
            known = known_entity(key)
            if known is entity:
                behind.update(_behind(key))
            else:
                pending.append(entity)
                remembered = remembered and (known is None or entity.facts[: len(known.facts)] == known.facts)
        if key.startswith("person/"):
            mandates, theirs = _of_person(key, context.date)
            entities.update(mandates)
            behind.update(theirs)
    if remembered:
        for key in behind.keys() - entities.keys():
            entities[key] = behind[key]
    else:  # a correction by hand changed what a known entity refers to
        pending = [entities[key] for key in sorted(entities)]
    while pending:
        for fact in pending.pop().facts:
            if fact.is_key and fact.value not in entities and (found := context.known(fact.value)) is not None:
                entities[fact.value] = found
                pending.append(found)
    sources = authority_sources()
    used = {entity.authority for entity in entities.values()} | {key for claim in context.claims for key in claim.sources}
    for key in sorted(used):
        if key in sources:
            entities[key] = sources[key]


@lru_cache(_KEPT)
def _of_person(person: Key, day: str) -> tuple[Mapping[Key, Entity], Mapping[Key, Entity]]:
    """Every tenure of a public office; groups, governments and missions as of the document's date alone. And what those
    refer to."""
    pack = vocabulary().pack
    mandates: dict[Key, Entity] = {}
    for mandate in pack.mandates_of(person):
        current = bool(day) and mandate.on(day)
        if mandate.role in _OFFICES or (mandate.role in _ON_THE_DAY and current):
            entity = pack.entity(mandate.key)
            if entity is not None:
                mandates[mandate.key] = entity
    return mandates, {key: entity for mandate in mandates for key, entity in _behind(mandate).items()}


@cache
def _behind(key: Key) -> Mapping[Key, Entity]:
    """What a known entity refers to, and what that does in its turn."""
    found: dict[Key, Entity] = {}
    entity = known_entity(key)
    pending = [entity] if entity is not None else []
    while pending:
        for fact in pending.pop().facts:
            if fact.is_key and fact.value not in found and (known := known_entity(fact.value)) is not None:
                found[fact.value] = known
                pending.append(known)
    return found
