"""Dates of the prose against the date of the document: "ce jour", "le 23 avril dernier", "hier 21 mars"."""

from __future__ import annotations

import datetime

from kg.lexicon.calendar import iso_day, month_number
from kg.lexicon.letters import letters
from kg.model import Mention


def date_of(mention: Mention, document_date: str) -> str:
    """The ISO date (or "YYYY-MM") that a Date mention means; "" where it cannot be told.

    A day without a year is the one nearest to the document's date; "dernier" the latest before it, "prochain" the first
    after it.
    """
    anchor = datetime.date.fromisoformat(document_date) if len(document_date) == 10 else None
    relative = letters(mention.get("relative"))
    month = month_number(mention.get("month"))
    day = int("".join(c for c in mention.get("day") if c.isdigit()) or 0)
    year = int(mention.get("year") or 0)
    if year and month and day:
        return iso_day(year, month, day)
    if year and month:
        return f"{year:04d}-{month:02d}"
    if anchor is None:
        return ""
    if relative in ("ce jour", "aujourd'hui", "ce matin", "cet apres-midi", "ce soir"):
        return anchor.isoformat()
    if relative == "hier":
        return (anchor - datetime.timedelta(days=1)).isoformat()
    if not (month and day):
        return ""
    days = [iso_day(anchor.year + offset, month, day) for offset in (-1, 0, 1)]
    options = [datetime.date.fromisoformat(iso) for iso in days if iso]
    if relative == "dernier":
        options = [date for date in options if date <= anchor]
        return max(options).isoformat() if options else ""
    if relative == "prochain":
        options = [date for date in options if date >= anchor]
        return min(options).isoformat() if options else ""
    nearest = min(options, key=lambda date: (abs((date - anchor).days), date), default=None)
    return nearest.isoformat() if nearest and abs((nearest - anchor).days) <= 183 else ""
