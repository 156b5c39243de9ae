"""Finance and social security acts: known by nature, year and, for amending ones, rank, under a name or an acronym."""

from __future__ import annotations

from kg.lexicon.letters import letters
from kg.model import Mention

_RULES = frozenset({"law.finance", "law.ranked", "law.acronym", "bill.finance", "bill.acronym"})
_NATURES = {
    "f": "de finances",
    "fi": "de finances",
    "fr": "de finances rectificative",
    "fss": "de financement de la sécurité sociale",
    "frss": "de financement rectificative de la sécurité sociale",
}
"""The nature that an acronym stands for, without its "L" (loi) or "PL" (projet de loi)."""
_YEARLESS = frozenset(("de finances", "de finances rectificative", "de financement de la securite sociale"))
"""Titles (folded) that every year has."""
_RANKS = ("premi", "deuxi", "troisi", "quatri", "cinqui")


def is_yearless(mention: Mention) -> bool:
    """Whether an act is cited by a title that every year has ("le projet de loi de finances")."""
    return letters(mention.get("title")) in _YEARLESS


def budget_title(mention: Mention) -> str:
    """ "de finances rectificative pour 2020" for a citation that says so in words or by an acronym, "" for any other."""
    if mention.rule not in _RULES:
        return ""
    acronym = mention.get("acronym")
    nature = _NATURES[acronym.partition("l")[2]] if acronym else mention.get("nature")
    if not acronym and "rectificative" in mention.get("subject"):
        nature = f"{nature} rectificative"
    nature = (
        nature.removesuffix("s")
        .removesuffix(" initiale")
        .replace("finance rect", "finances rect")
        .replace("rectificatives", "rectificative")
    )
    nature = "de finances" if nature == "de finance" else nature.replace("securite", "sécurité")
    return f"{nature} pour {mention.get('year')}"


def ordinal(rank: str, gender: str = "m") -> str:
    """ "3eme", "troisieme" → "troisième"; "1re", "premier" → "première" or "premier"; "" for what is none."""
    if rank.startswith("second"):
        return "deuxième"
    number = int(rank[0]) - 1 if rank[:1].isdigit() else next((i for i, stem in enumerate(_RANKS) if rank.startswith(stem)), -1)
    if not 0 <= number < len(_RANKS):
        return ""
    return f"{_RANKS[number]}{'ème' if number else 'ère' if gender == 'f' else 'er'}"
