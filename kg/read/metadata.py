"""What a document says of itself as a whole: date, place, publisher, title, genre, where nothing else states it.

Order of trust: what the caller gives (or a metadata.csv), the front matter, the head of an HTML page, the text.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace

from kg.model import Metadata
from kg.read.blocks import HEADER, LONGEST_CUE
from kg.read.pieces import Part
from kg.read.rules import Cue, Rules

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")
_TITLE = 300
_META = {
    "date": ("dc.date", "dcterms.date", "article:published_time", "date", "dc.date.issued", "dcterms.issued", "datepublished"),
    "title": ("dc.title", "dcterms.title", "og:title"),
    "publisher": ("dc.publisher", "dcterms.publisher", "publisher", "og:site_name", "origine_document"),
    "url": ("dc.identifier", "og:url"),
}
_URL = re.compile(r"https?://\S+")


def iso_date(value: str) -> str | None:
    """The ISO date that a value begins with, None where it is none or no day of the calendar (2021-02-30)."""
    found = _ISO.fullmatch(value.strip())
    return _valid(*map(int, found.groups())) if found else None


def _valid(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def merged(*sources: Metadata) -> Metadata:
    """Each field from the first source that states it."""
    out = Metadata()
    for source in sources:
        missing = {f.name: getattr(source, f.name) for f in fields(Metadata) if getattr(out, f.name) is None}
        out = replace(out, **missing)
    return out


def of_head(meta: Mapping[str, str], title: str, time: str, canonical: str) -> Metadata:
    """What the head of an HTML page states."""

    def first(field: str) -> str | None:
        return next((" ".join(meta[name].split()) for name in _META[field] if meta.get(name)), None)

    dates = [meta[name] for name in _META["date"] if name in meta] + [time]
    url = canonical or first("url") or ""
    # "Titre de la page - Site" or "Site - Titre": a heading of the page is better where there is one.
    return Metadata(
        title=first("title") or " ".join(title.split()) or None,
        date=next((day for value in dates if (day := iso_date(value))), None),
        publisher=first("publisher"),
        url=url if _URL.fullmatch(url) else None,
    )


def of_text(parts: Sequence[Part], rules: Rules, page_title: str = "") -> tuple[Metadata, int | None]:
    """What the text states, and the index of the block that is its title. ``page_title`` is the ``<title>`` of a page,
    which often is that block and the name of the site."""
    date = place = publisher = dateline_publisher = genre = None
    dateline_at: set[int] = set()
    cue_at: set[int] = set()
    for index, part in enumerate(parts):
        if len(part.text) > LONGEST_CUE:
            continue
        header = index < HEADER
        if not header and genre and date:
            break
        cue, found = _dateline(part.text, rules, header)
        if cue and found:
            dateline_at.add(index)
            date = date or found[0]
            place = place or found[1]
            dateline_publisher = dateline_publisher or cue.publisher or None
        if genre is None:
            genre = _genre(part.text, rules, header)
        letterhead = rules.whole("letterhead_line", part.text) if header else None
        if letterhead:
            cue_at.add(index)
            if publisher is None and letterhead.yields != "-":
                publisher = letterhead.yields or _as_name(part.text, rules)
    at = _title_at(parts, rules, dateline_at, cue_at, page_title)
    publisher = publisher or dateline_publisher
    title = parts[at].text.rstrip(" .") if at is not None else _composed(genre, publisher, date, rules)
    return Metadata(title=title, date=date, publisher=publisher, place=place, genre=genre), at


def _dateline(text: str, rules: Rules, header: bool) -> tuple[Cue | None, tuple[str, str | None] | None]:
    if not any(map(str.isdigit, text)):
        return None, None
    for cue in rules.cues["dateline"]:
        if not (header or cue.anywhere):
            continue
        found = cue.pattern.fullmatch(text)
        if not found:
            continue
        groups = found.groupdict()
        month = int(groups["number"]) if groups.get("number") else rules.months.get(_folded(groups.get("month") or ""), 0)
        year = int(groups["year"])
        if year < 100:
            year += 2000 if year < 50 else 1900
        day = _valid(year, month, int(groups["day"]))
        if day:
            return cue, (day, groups.get("place"))
    return None, None


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()


def _genre(text: str, rules: Rules, header: bool) -> str | None:
    return next((cue.yields for cue in rules.cues["genre"] if (header or cue.anywhere) and cue.pattern.search(text)), None)


def _title_at(parts: Sequence[Part], rules: Rules, datelines: set[int], letterheads: set[int], page_title: str) -> int | None:
    def fits(index: int) -> bool:
        text = parts[index].text
        apart = index in datelines or index in letterheads or parts[index].kind in {"furniture", "item", "cell", "quote"}
        return not apart and len(text) <= _TITLE and not rules.whole("not_a_title", text) and any(map(str.isalpha, text))

    named = next((i for i in range(min(HEADER, len(parts))) if len(parts[i].text) >= 12 and parts[i].text in page_title), None)
    if named is not None and fits(named):
        return named
    for level in (1, 2):
        marked = [i for i, part in enumerate(parts) if part.kind == "heading" and part.level == level and i < HEADER]
        chosen = next((i for i in marked if fits(i) and (level == 1 or not parts[i].bold)), None)
        if chosen is not None:
            return chosen
    for index in range(min(HEADER, len(parts))):
        if index in datelines or index in letterheads or parts[index].kind == "furniture":
            continue
        if rules.whole("not_a_title", parts[index].text):
            if rules.cues["not_a_title"][-1].pattern.fullmatch(parts[index].text):
                continue
            return None
        # The first block that is neither: a title where it reads like one, or where a dateline follows.
        return index if fits(index) and (parts[index].text[-1] not in ".;:,!" or index + 1 in datelines) else None
    return None


def _as_name(text: str, rules: Rules) -> str:
    """A letterhead in capitals as a name: "MINISTÈRE DE L'INTÉRIEUR" → "Ministère de l'Intérieur"."""
    if not text.isupper():
        return text
    small = {word.lower() for word in rules.continues}
    words = [word if word in small else _capital(word) for word in text.lower().split(" ")]
    return " ".join(words)[:1].upper() + " ".join(words)[1:]


def _capital(word: str) -> str:
    head, mark, tail = word.partition("'") if "'" in word else word.partition("’")
    return f"{head}{mark}{tail[:1].upper()}{tail[1:]}" if mark else word[:1].upper() + word[1:]


def _composed(genre: str | None, publisher: str | None, date: str | None, rules: Rules) -> str | None:
    """A title for a text that has none: "Communiqué de presse – Premier ministre, 9 septembre 2021"."""
    if genre is None:
        return None
    title = genre[:1].upper() + genre[1:] + (f" – {publisher}" if publisher else "")
    return f"{title}, {_in_french(date, rules)}" if date else title


def _in_french(date: str, rules: Rules) -> str:
    year, month, day = map(int, date.split("-"))
    return f"{day}{'er' if day == 1 else ''} {rules.month_names[month - 1]} {year}"
