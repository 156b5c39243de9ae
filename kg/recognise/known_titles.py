"""Titles that the authority knows, where they stand behind a number or a date: they say exactly where a citation ends, and which
act a date alone means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from kg.lexicon.calendar import day_signed, title_behind_date
from kg.lexicon.letters import letters
from kg.lexicon.vocabulary import vocabulary

ORDER = "arrêté"
"""What the pack calls an order among the acts of kind Decree."""
_SHORTEST = 12
"""Code points below which a title proves nothing."""
_ACRONYM = re.compile(r" \([a-z0-9-]{2,10}\)$")
_GAP = re.compile(r",? ")


def known_title(text: str, folded: str, end: int, limit: int, kind: str, number: str, date: str, order: bool) -> tuple[int, str]:
    """(where the title that begins behind ``end`` ends, the key of the act) where the authority knows the act of this number, or
    an act of this date, by exactly the words that follow; (0, "") where it does not.

    ``order`` tells an arrêté from a décret: their numbers are series of their own. A longer title wins over one that it
    begins with.
    """
    gap = _GAP.match(folded, end, limit)
    if gap is None:
        return 0, ""
    start = gap.end()
    best: tuple[int, str] = (0, "")
    for key, written in _candidates(kind, number, date, order):
        for title in dict.fromkeys((letters(written), _ACRONYM.sub("", letters(written)))):
            stop = start + len(title)
            known = len(title) >= _SHORTEST and stop <= limit and folded.startswith(title, start)
            if known and stop > best[0] and _ends(text, stop):
                best = (stop, key)
    return best


def _candidates(kind: str, number: str, date: str, order: bool) -> Iterator[tuple[str, str]]:
    """(key, title) of the acts of this number, or of this date where there is no number."""
    pack = vocabulary().pack
    if number and not order:
        row = pack.law_numbered(number, kind)
        if row is not None and not (date and row.date and row.date != date):
            yield row.key, row.title
        yield from _listed().get((kind, number), ())
    elif date:
        yield from ((row.key, row.title) for row in pack.laws_dated(date, kind) if (row.nature == ORDER) == order)
        yield from _listed().get((kind, date), ())


@cache
def _listed() -> Mapping[tuple[str, str], tuple[tuple[str, str], ...]]:
    """(key, title) of the acts of the hand-kept tables, by kind and number and by kind and date."""
    found: dict[tuple[str, str], dict[tuple[str, str], None]] = {}
    for kind in ("Law", "Ordinance", "Decree"):
        for entry in vocabulary().tables.of_kind(kind):
            title, date = title_behind_date(entry.label), day_signed(entry.label)
            for name in (entry.key.partition("/")[2], date):
                if title and name:
                    found.setdefault((kind, name), {})[entry.key, title] = None
    return {name: tuple(acts) for name, acts in found.items()}


def _ends(text: str, position: int) -> bool:
    """Whether a word ends here: capitals glued to it by a lost line break ("… numériqueArticle 3") begin another."""
    following = text[position : position + 1]
    return not following.isalnum() or (following.isupper() and not text[position - 1].isupper())
