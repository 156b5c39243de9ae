"""Which "règlement" is one of the European Union: not the rules of an assembly or of a body, nor the settlement of a dispute."""

from __future__ import annotations

from kg.lexicon.late import late
from kg.model import Mention
from kg.resolve.context import Context

_NEAR = 3
"""Paragraphs within which "le règlement" alone is that of the Union named last."""
_COMPLEMENT = (
    r" (?:(?:interieur|general|sanitaire|local|departemental|national|municipal|financier|amiable|judiciaire)\b|"
    r"(?:de la |de l'|des |du |de |d')(?!\d|parlement europeen|commission\b(?! d)|union\b|ue\b|ici\b|facon|maniere|une part|"
    r"autre part|conseil\b(?! (?:d|regional|municipal|general|national|superieur|constitutionnel|metropolitain))))"
)
"""What stands behind what is no act of the Union: "du règlement du Sénat", "le règlement des litiges"."""
_OF_ANOTHER = late(_COMPLEMENT)
_ANOTHER_NAMED = late(r"\breglement" + _COMPLEMENT + r"|\brappels? au reglement\b")
_CAPITAL = late(r"\b(?:[Ll]e|du|au|notre|son) Règlement\b")


def of_another_body(context: Context, mention: Mention, *, points_back: bool) -> str:
    """Why "le règlement" or "la directive" is no act of the Union, "" where it may be one.

    The assemblies print the name of their own rules with a capital letter. What a demonstrative ``points_back`` to is that,
    whatever stands beside it.
    """
    if points_back:
        return ""
    if context.words(mention)[:1].isupper():
        return "with a capital letter it is the regulation of an assembly"
    if _OF_ANOTHER.match(context.folded, mention.span.end):
        return "the regulation of another body, or a settlement"
    return ""


def another_named(context: Context, latest: Mention, mention: Mention, *, points_back: bool) -> str:
    """Why a short form cannot be the act of the Union named last, at ``latest``: too far above, or another regulation since."""
    if not mention.get("noun").startswith("reglement"):
        return ""
    if not points_back and context.block_of(mention.span) - context.block_of(latest.span) > _NEAR:
        return "the one named before is too far above"
    start, end = latest.span.end, mention.span.start
    if _ANOTHER_NAMED.search(context.folded, start, end) or _CAPITAL.search(context.text, start, end):
        return "another regulation was named since"
    return ""
