"""The amendment that a document is: one entity, to which "le présent amendement" points."""

from __future__ import annotations

import re

from kg import iris
from kg.lexicon.genres import is_amendment
from kg.model import Entity, Key, Link
from kg.resolve.context import Context

_UID = re.compile(r"AMAN[A-Z0-9]+", re.IGNORECASE)


def amendment_key(context: Context) -> Key:
    """``amendment/{AN uid}`` where the document's id or source has one, else under the document."""
    for words in (context.document.id, context.document.source, context.document.metadata.url or ""):
        if match := _UID.search(words):
            return f"amendment/{match.group().upper()}"
    return f"{context.document.key}/amendment/{iris.slug(context.document.metadata.title or 'amendement')[:80].strip('-')}"


def resolve_amendment(context: Context, indexes: list[int]) -> None:
    """Judge the mentions of "amendement" in an amendment; elsewhere they stay undecided."""
    mentions = context.recognised.mentions
    if not is_amendment(context.document):
        for index in indexes:
            context.undecided(index, ("the document is not an amendment",))
        return
    key = amendment_key(context)
    label = context.document.metadata.title or "amendement"
    context.entities[key] = Entity(key, "Amendment", label)
    for index in indexes:
        context.decide(index, Link(mentions[index], key, "same", 0.95, ("the amendment that the document is",)))
