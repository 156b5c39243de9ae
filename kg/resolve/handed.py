"""Reports that a document names by their noun alone, and that it speaks of none the less: it tells that one is handed over."""

from __future__ import annotations

from kg.lexicon.late import late
from kg.model import Mention
from kg.resolve.context import Context

_HANDED = late(r"\b(?:remise|remis|remet|remettra|remettent|rendu|rend|publie|publient|adopte|adoptent) (?!pas\b)[^.;:]{0,50}$")
_NOT = late(r"\b(?:ne |n')[^.;:,]{0,80}$")
_HANDED_BEHIND = late(r" (?:remis|rendu public|publie|presente|commande) (?:par|au|aux|a|le|hier|ce)\b")


def is_handed_over(context: Context, mention: Mention) -> bool:
    """Whether a report that the document names by its noun alone is handed over or published here: it speaks of one then."""
    if any(other.kind == "Report" and not other.get("short") for other in context.recognised.mentions):
        return False
    start, end = mention.span
    if _HANDED_BEHIND.match(context.folded, end):
        return True
    near = max(0, start - 80)
    return bool(_HANDED.search(context.folded, near, start)) and not _NOT.search(context.folded, near, start)
