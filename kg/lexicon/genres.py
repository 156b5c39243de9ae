"""Kinds of documents that the stages read in a way of their own."""

from __future__ import annotations

from kg.lexicon.fold import fold
from kg.model import Document

AMENDMENT = "amendement"


def is_amendment(document: Document) -> bool:
    """Whether a document is an amendment: by its genre, its title ("Amendement n° 10 …") or its first words."""
    metadata = document.metadata
    if metadata.genre == AMENDMENT:
        return True
    return fold(metadata.title or "").startswith(AMENDMENT) or fold(document.text[:40]).startswith("amendement presente par")
