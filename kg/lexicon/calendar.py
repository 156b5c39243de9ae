"""The French calendar: names of months, days as French writes them, days that exist. Dates are ISO days ("2022-01-24")."""

from __future__ import annotations

import datetime
import re

from kg.lexicon.letters import letters

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTH = "|".join(MONTHS)
"""An alternation of the names, for a pattern on text as printed."""
MONTH_FOLDED = letters(MONTH)
"""The same for folded text (``kg.lexicon.letters``)."""
_SHORT = {
    "janv.": 1, "fév.": 2, "févr.": 2, "avr.": 4, "juil.": 7, "juill.": 7, "sept.": 9, "oct.": 10, "nov.": 11, "déc.": 12
}  # fmt: skip
MONTH_SHORT = "|".join(map(re.escape, _SHORT))
"""The names as citations of judgments shorten them, for a pattern."""
_NUMBERS = {letters(name): number for number, name in enumerate(MONTHS, 1)}
_NUMBERS |= {letters(name): number for name, number in _SHORT.items()}
_DAY = re.compile(rf"(\d{{1,2}})(?: ?er)? ({MONTH_FOLDED}|{letters(MONTH_SHORT)}) (\d{{4}})")
_SIGNED = re.compile(rf"\bdu {_DAY.pattern}(?!\d)")


def iso_day(year: int, month: int, day: int) -> str:
    """The ISO date of a day of the calendar, "" for what is none (30 February)."""
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""


def month_number(name: str) -> int:
    """ "Février" → 2, accents and capitals aside; 0 for what is no month."""
    return _NUMBERS.get(letters(name), 0)


def day_of(words: str) -> str:
    """ "24 janvier 2022", "1er août 2021" → the ISO date; "" for any other words and for no day of the calendar."""
    match = _DAY.fullmatch(letters(words))
    return _iso(match) if match else ""


def day_signed(title: str) -> str:
    """The date of signature that the title of an act states ("loi n° 2022-52 du 24 janvier 2022 …"), "" where none does."""
    match = _SIGNED.search(letters(title))
    return _iso(match) if match else ""


def title_behind_date(title: str) -> str:
    """What the title of an act says behind its date of signature; "" where it has no date."""
    match = _SIGNED.search(letters(title))
    return title[match.end() :].strip(" ,") if match else ""


def french_day(iso: str) -> str:
    """ "2022-01-01" → "1er janvier 2022"."""
    year, month, day = iso.split("-")
    return f"{'1er' if day == '01' else int(day)} {MONTHS[int(month) - 1]} {year}"


def _iso(match: re.Match[str]) -> str:
    return iso_day(int(match[3]), _NUMBERS[match[2]], int(match[1]))
