"""What the authority adds to the entities of a document: mandates of the persons, and whatever those and the entities' facts
refer to. Of the pack the graph takes what the document's entities need, not the whole."""

from __future__ import annotations

from kg.lexicon.sources import authority_sources
from kg.model import Key
from kg.resolve.context import Context

_OFFICES = frozenset(
    {"depute", "senateur", "ministre", "premier-ministre", "president-de-la-republique", "president-assemblee", "president-senat"}
)
_ON_THE_DAY = frozenset({"groupe", "en-mission", "gouvernement"})


def enrich(context: Context) -> None:
    """Add the mandates, bodies, constituencies and sources that the entities so far refer to."""
    for key in sorted(context.entities):
        if key.startswith("person/"):
            _mandates(context, key)
    pending = sorted(context.entities)
    while pending:
        entity = context.entities[pending.pop()]
        for fact in entity.facts:
            if fact.is_key and fact.value not in context.entities and (known := context.known(fact.value)) is not None:
                context.entities[fact.value] = known
                pending.append(fact.value)
    sources = authority_sources()
    used = {entity.authority for entity in context.entities.values()} | {key for claim in context.claims for key in claim.sources}
    for key in sorted(used):
        if key in sources:
            context.entities[key] = sources[key]


def _mandates(context: Context, person: Key) -> None:
    """Every tenure of a public office; groups, governments and missions as of the document's date alone."""
    pack = context.vocabulary.pack
    for mandate in pack.mandates_of(person):
        current = bool(context.date) and mandate.on(context.date)
        if mandate.role in _OFFICES or (mandate.role in _ON_THE_DAY and current):
            entity = pack.entity(mandate.key)
            if entity is not None:
                context.entities[mandate.key] = entity
