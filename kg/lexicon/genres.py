"""Kinds of documents that the stages read in a way of their own."""

from __future__ import annotations

import re
from functools import lru_cache

from kg import iris
from kg.lexicon.fold import fold
from kg.model import Document, Key

AMENDMENT = "amendement"
_TITLES_KEPT = 256
"""Titles of documents that are remembered with what they say: each stage asks."""
_UID = re.compile(r"AMAN[A-Z0-9]+", re.IGNORECASE)


def is_amendment(document: Document) -> bool:
    """Whether a document is an amendment: by its genre, its title ("Amendement n° 10 …") or its first words."""
    metadata = document.metadata
    if metadata.genre == AMENDMENT:
        return True
    return _begins(metadata.title or "", AMENDMENT) or fold(document.text[:40]).startswith("amendement presente par")


@lru_cache(_TITLES_KEPT)
def _begins(title: str, word: str) -> bool:
    # The first words of most titles tell; what is behind them may only lengthen what they fold to.
    return fold(title[: len(word)]).startswith(word) or fold(title).startswith(word)


@lru_cache(_TITLES_KEPT)
def _uid(words: str) -> str:
    match = _UID.search(words)
    return match.group().upper() if match else ""


def amendment_key(document: Document) -> Key:
    """The amendment that a document is: ``amendment/{AN uid}`` where its id or source has one, else under the document."""
    for words in (document.id, document.source, document.metadata.url or ""):
        if uid := _uid(words):
            return f"amendment/{uid}"
    return f"{document.key}/amendment/{iris.slug(document.metadata.title or 'amendement')[:80].strip('-')}"
