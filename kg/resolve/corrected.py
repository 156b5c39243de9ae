"""What a user decided by hand (``corrections.toml``) put in the place of what was judged: words accepted as naming an entity or
rejected, entities merged, a name split off."""

from __future__ import annotations

from collections.abc import Mapping

from kg import iris
from kg.corrections import Correction, Corrections
from kg.model import Entity, Fact, Key, Mention
from kg.resolve.context import Context, with_names


def decide_words(context: Context, corrections: Corrections) -> None:
    """Applies what is accepted and rejected to the mentions judged so far; of two decisions on the same words the later goes
    before, and an acceptance before a rejection that reaches as far."""
    if not corrections.all:
        return
    decisions = corrections.of("reject", "accept")
    for one in sorted(decisions, key=lambda one: (bool(one.documents), one.action == "accept")):
        for index, link in list(context.links.items()):
            if context.words(link.mention) != one.words:
                continue
            if one.action == "reject" and link.entity == one.entity:
                context.undecided(index, (f"rejected by hand ({one.where}): {one.why}",), link.candidates)
            elif one.action == "accept" and link.entity != one.entity and _fits(one, link.mention):
                reasons = (f"accepted by hand ({one.where}): {one.why}",)
                minted = Entity(one.entity, link.mention.kind, one.words)
                context.link(index, one.entity, entity=minted, reasons=reasons, candidates=link.candidates)


def _fits(one: Correction, mention: Mention) -> bool:
    """Whether the key is one of a thing of the mention's kind: "Martin" the person is accepted, not "Martin" the town."""
    exact = ("Person", "Office", "Organisation")
    kind = iris.kind_of(one.entity)
    return kind == mention.kind if kind in exact or mention.kind in exact else True


def decide_entities(context: Context, corrections: Corrections) -> None:
    """Applies what is merged and split to the links, entities and claims; then forgets entities that nothing names any more."""
    if not corrections.all:
        return
    merged: dict[Key, Correction] = {one.entity: one for one in corrections.of("merge")}
    split: dict[Key, Correction] = {one.entity: one for one in corrections.of("split")}
    chosen = merged | split
    touched = corrections.of("accept", "reject", "merge", "split")
    if not touched:
        return
    for index, link in list(context.links.items()):
        if link.entity in chosen:
            one = chosen[link.entity]
            reason = f"{'merged' if one.action == 'merge' else 'split'} by hand ({one.where}): {one.why}"
            context.decide(index, link._replace(entity=one.into, judgement="same", reasons=(*link.reasons, reason)))
    for key in sorted(chosen.keys() & context.entities.keys()):
        _move(context, key, chosen[key])
    into = {key: one.into for key, one in chosen.items()}
    context.entities = {key: entity._replace(facts=_facts(entity.facts, into)) for key, entity in context.entities.items()}
    context.claims = [
        claim._replace(subject=into.get(claim.subject, claim.subject), object=into.get(claim.object, claim.object))
        for claim in context.claims
    ]
    _forget(context, {one.entity for one in touched if one.action == "reject"})


def _move(context: Context, key: Key, one: Correction) -> None:
    """The entity under its other key: of a merger the names go along, of a split the kind alone."""
    entity = context.entities.pop(key)
    there = context.entities.get(one.into) or context.known(one.into)
    if one.action == "split":
        context.entities[one.into] = there or Entity(one.into, entity.kind, one.label)
    else:
        context.entities[one.into] = entity._replace(key=one.into) if there is None else with_names(there, entity)


def _facts(facts: tuple[Fact, ...], into: Mapping[Key, Key]) -> tuple[Fact, ...]:
    if not any(fact.is_key and fact.value in into for fact in facts):
        return facts
    return tuple(fact._replace(value=into[fact.value]) if fact.is_key and fact.value in into else fact for fact in facts)


def _forget(context: Context, rejected: set[Key]) -> None:
    """Takes out entities that were rejected and that no mention names, with what was inferred of them."""
    named = {link.entity for link in context.links.values()}
    gone = rejected - named
    context.claims = [claim for claim in context.claims if not ({claim.subject, claim.object} & gone)]
    for key in gone:
        context.entities.pop(key, None)
