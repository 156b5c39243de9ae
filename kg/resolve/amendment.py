"""The amendment that a document is: one entity, to which "le présent amendement" points."""

from __future__ import annotations

import re

from kg import iris
from kg.lexicon.genres import amendment_key, is_amendment
from kg.model import Entity, Link
from kg.resolve.context import Context


def _numbered(context: Context, index: int, number: str) -> None:
    """An amendment cited by number is one of the text that the document is about: known within the document alone, unless it
    is the document."""
    noun = context.recognised.mentions[index].get("form") or "amendement"
    if re.match(rf"{noun} n° ?{re.escape(number)}\b", context.document.metadata.title or "", re.IGNORECASE):
        key, label = amendment_key(context.document), context.document.metadata.title or ""
    else:
        key, label = f"{context.document.key}/amendment/{iris.slug(f'{noun} {number}')}", f"{noun} n° {number}"
    context.link(index, key, entity=Entity(key, "Amendment", label), reasons=("number",))


def resolve_amendment(context: Context, indexes: list[int]) -> None:
    """Judge the mentions of "amendement" in an amendment; elsewhere they stay undecided."""
    mentions = context.recognised.mentions
    for index in indexes:
        if number := mentions[index].get("number"):
            _numbered(context, index, number.upper())
    indexes = [index for index in indexes if not mentions[index].get("number")]
    if not is_amendment(context.document):
        for index in indexes:
            context.undecided(index, ("the document is not an amendment",))
        return
    key = amendment_key(context.document)
    label = context.document.metadata.title or "amendement"
    context.entities[key] = Entity(key, "Amendment", label)
    for index in indexes:
        context.decide(index, Link(mentions[index], key, "same", 0.95, ("the amendment that the document is",)))
