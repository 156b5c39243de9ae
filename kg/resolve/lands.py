"""Whose government is meant: the French one, unless another land is named behind it."""

from __future__ import annotations

from kg.lexicon.countries import foreign_words
from kg.lexicon.fold import fold
from kg.lexicon.late import late
from kg.model import Mention
from kg.resolve.context import Context

GOVERNMENT = "organisation/gouvernement"
_LAND = late(r" (?P<of>de la |de l'|du |des |de |d')?(?P<land>[a-z-]+(?: (?:du |de )?[a-z-]+)?)")
"""What may be a country, its adjective or a territory behind "gouvernement"."""
_OTHER_REPUBLIC = late(r" (?:federale|federative|populaire|democratique|islamique|arabe|bolivarienne|de |d'|du )")
_BESIDE = 40
"""Code points behind it within which its land is named."""


def of_another_land(context: Context, mention: Mention) -> bool:
    """Whether "gouvernement" is that of the land named behind it: "le gouvernement allemand", "le Gouvernement du Québec", "le
    Gouvernement de la République fédérale d'Allemagne"."""
    end = mention.span.end
    if _OTHER_REPUBLIC.match(context.folded, end) and context.words(mention).lower().endswith("république"):
        return True
    match = _LAND.match(context.folded, end)
    if match is None:
        return False
    words = fold(match["land"]).split()
    if any(" ".join(words[:length]) in foreign_words() for length in range(1, len(words) + 1)):
        return True
    places = (other for other in context.around(mention.span, _BESIDE) if other.kind == "Place")
    return bool(match["of"]) and any(
        other.span.start == match.start("land") and "place/france" not in other.get("keys").split("|") for other in places
    )
