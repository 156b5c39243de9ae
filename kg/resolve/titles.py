"""Titles as keys, and the law behind the title of a bill."""

from __future__ import annotations

import re

from kg.lexicon.calendar import MONTH
from kg.lexicon.fold import fold
from kg.model import Key
from kg.resolve.context import Context

_RELATIVE = re.compile(r"\brelati(?:f|ve|fs|ves)\b")
_TO_DATE = re.compile(rf"^.*? (?:{MONTH}) \d{{4}} ")
_SMALL = re.compile(r"\b(?:a|au|aux|de|du|des|d|l|la|le|les|et|en|pour|visant|tendant|relatif|portant)\b")


def after_date(label: str) -> str:
    """The title in the label of an act: what follows number and date; the whole where no date stands in it."""
    return _TO_DATE.sub("", label, count=1)


def title_key(title: str) -> str:
    """A title folded, with the gender of "relatif" levelled."""
    return _RELATIVE.sub("relatif", fold(title))


def bill_titles(context: Context, title: str, *, organic: bool = False) -> tuple[Key, str]:
    """(the law that the bill of this title became, the bill's official title) where the authority or the tables know them.

    The bill's title in full equals its law's but for the gender of "relatif"; short titles in use ("Sécuriser et réguler
    l'espace numérique") are the ``bill:`` flags of ``lexicon/laws.csv``. A law signed before the document is not what its
    bill became, unless the document tells of it.
    """
    wanted = title_key(title)
    pack = context.vocabulary.pack
    row = pack.law_by_title(wanted) or pack.law_by_title(fold(title))
    if row is None and (bill := pack.bill_titled(wanted)) is not None:
        return bill.law, re.sub(r"^(?:projet|proposition) de loi ", "", bill.title)
    if row is not None and row.kind == "Law" and ("organique" in row.nature) == organic:
        return row.key, _as_bill(row.title)
    content = _content(title)
    found = set()
    for entry in context.vocabulary.tables.of_kind("Law"):
        if ("organique" in entry.label[:20]) != organic:
            continue
        official = after_date(entry.label)
        short = entry.flag("bill")
        if (
            title_key(official) == wanted
            or (short and (title_key(short) == wanted or _content(short) == content))
            or (len(content) > 3 and _content(official) == content)
        ):
            found.add((entry.key, _as_bill(official)))
    return found.pop() if len(found) == 1 else ("", "")


def _content(title: str) -> tuple[str, ...]:
    return tuple(_SMALL.sub(" ", _RELATIVE.sub(" ", fold(title))).split())


def _as_bill(title: str) -> str:
    """A law's title in the gender of "projet de loi"."""
    return re.sub(r"^relative\b", "relatif", title)
