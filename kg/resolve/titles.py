"""Titles as keys, and the law behind the title of a bill."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from kg.lexicon.calendar import MONTH
from kg.lexicon.fold import fold
from kg.lexicon.vocabulary import vocabulary
from kg.model import Key, Kind

_RELATIVE = re.compile(r"\brelati(?:f|ve|fs|ves)\b")
_TO_DATE = re.compile(rf"^.*? (?:{MONTH}) \d{{4}} ")
_SMALL = re.compile(r"\b(?:a|au|aux|de|du|des|d|l|la|le|les|et|en|pour|visant|tendant|relatif|portant)\b")

_TITLES_KEPT = 8192
"""How many titles are remembered with their keys: texts repeat few."""


@lru_cache(_TITLES_KEPT)
def after_date(label: str) -> str:
    """The title in the label of an act: what follows number and date; the whole where no date stands in it."""
    return _TO_DATE.sub("", label, count=1)


@lru_cache(_TITLES_KEPT)
def title_key(title: str) -> str:
    """A title folded, with the gender of "relatif" levelled."""
    return _RELATIVE.sub("relatif", fold(title))


def same_title(full: str, wanted: str) -> bool:
    """Equal, or the whole title cut at the end of a word ("pour l'égalité des droits et des chances" of a longer one)."""
    return full == wanted or (len(wanted) > 24 and full.startswith(wanted + " "))


@cache
def listed_titles(kind: Kind) -> tuple[tuple[Key, str], ...]:
    """The acts of a kind in the tables, each with the key of its title."""
    return tuple((entry.key, title_key(after_date(entry.label))) for entry in vocabulary().tables.of_kind(kind))


def bill_titles(title: str, *, organic: bool = False) -> tuple[Key, str]:
    """(the law that the bill of this title became, the bill's official title) where the authority or the tables know them.

    The bill's title in full equals its law's but for the gender of "relatif"; short titles in use ("Sécuriser et réguler
    l'espace numérique") are the ``bill:`` flags of ``lexicon/laws.csv``. A law signed before the document is not what its
    bill became, unless the document tells of it.
    """
    return _bill_titles(title, organic)


@lru_cache(_TITLES_KEPT)
def _bill_titles(title: str, organic: bool) -> tuple[Key, str]:
    wanted = title_key(title)
    pack = vocabulary().pack
    row = pack.law_by_title(wanted) or pack.law_by_title(fold(title))
    if row is None and (bill := pack.bill_titled(wanted)) is not None:
        return bill.law, re.sub(r"^(?:projet|proposition) de loi ", "", bill.title)
    if row is not None and row.kind == "Law" and ("organique" in row.nature) == organic:
        return row.key, _as_bill(row.title)
    content = _content(title)
    found = {
        (law.key, _as_bill(law.official))
        for law in _listed_laws()
        if law.organic == organic
        and (wanted in law.titles or content in law.short_contents or (len(content) > 3 and law.content == content))
    }
    return found.pop() if len(found) == 1 else ("", "")


class _Listed(NamedTuple):
    """A law of the tables by its titles: the official one and the ``bill:`` ones as keys, and the words that count in them."""

    key: Key
    official: str
    organic: bool
    titles: frozenset[str]
    content: tuple[str, ...]
    short_contents: frozenset[tuple[str, ...]]


@cache
def _listed_laws() -> tuple[_Listed, ...]:
    out = []
    for entry in vocabulary().tables.of_kind("Law"):
        official, short = after_date(entry.label), entry.flag("bill")
        titles = frozenset(title_key(title) for title in (official, short) if title)
        shorts = frozenset([_content(short)]) if short else frozenset()
        out.append(_Listed(entry.key, official, "organique" in entry.label[:20], titles, _content(official), shorts))
    return tuple(out)


def _content(title: str) -> tuple[str, ...]:
    return tuple(_SMALL.sub(" ", _RELATIVE.sub(" ", fold(title))).split())


def _as_bill(title: str) -> str:
    """A law's title in the gender of "projet de loi"."""
    return re.sub(r"^relative\b", "relatif", title)
