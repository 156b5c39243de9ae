"""What a document says of itself as a whole: date, place, publisher, title, genre, where nothing else states it.

Order of trust: what the caller gives (or a metadata.csv), the front matter, the head of an HTML page, the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter

from kg.lexicon.calendar import french_day, iso_day
from kg.model import Metadata
from kg.read.blocks import HEADER, LONGEST_CUE
from kg.read.pieces import Part
from kg.read.rules import Cue, Rules

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")
_TIME = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})(?:(?:[T ]| à )(?P<hour>\d{1,2})[:h](?P<minute>\d{2})?(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r" ?(?:Z|UTC|GMT|[+-](?P<offset>\d{2}):?(?:[0-5]\d)?)?)?"
)
_TITLE = 300
_META = {
    "date": ("dc.date", "dcterms.date", "article:published_time", "date", "dc.date.issued", "dcterms.issued", "datepublished"),
    "title": ("dc.title", "dcterms.title", "og:title"),
    "publisher": ("dc.publisher", "dcterms.publisher", "publisher", "og:site_name"),
    "url": ("dc.identifier", "og:url"),
}
_URL = re.compile(r"https?://\S+")
_YEAR = re.compile(r"\d{4}|\d\W{1,3}\d")
"""What every dateline has: a year, or figures with a mark between them."""
_DASH = re.compile(r" [-–—|•·] ")
_FOOT = 3
"""How many blocks at the end may hold the imprint."""


def iso_date(value: str) -> str | None:
    """The ISO date that a value begins with, None where it is none or no day of the calendar (2021-02-30)."""
    found = _ISO.fullmatch(value.strip())
    return iso_day(*map(int, found.groups())) or None if found else None


def stated_date(value: str) -> str | None:
    """The ISO date of a value that is a day, alone or with a time of the day; None where either does not exist."""
    found = _TIME.fullmatch(value.strip())
    if not found:
        return None
    hour, minute, second, offset = (int(found[name] or 0) for name in ("hour", "minute", "second", "offset"))
    possible = (hour <= 23 and minute <= 59 and second <= 60) or (hour, minute, second) == (24, 0, 0)
    return iso_date(found["day"]) if possible and offset <= 14 else None


def merged(*sources: Metadata) -> Metadata:
    """Each field from the first source that states it."""
    stated = zip(*map(_STATED, sources), strict=True)
    return Metadata(*(next((value for value in values if value is not None), None) for values in stated))


_STATED = attrgetter(*(field.name for field in fields(Metadata)))


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


@dataclass(frozen=True, slots=True)
class _Dateline:
    """A block that is a dateline: its rank among the rules, where it stands, and what it says."""

    rank: int
    index: int
    cue: Cue
    date: str
    place: str | None
    publisher: str | None


def of_text(parts: Sequence[Part], rules: Rules, page_title: str = "") -> tuple[Metadata, int | None]:
    """What the text states, and the index of the block that is its title. ``page_title`` is the ``<title>`` of a page,
    which often is that block and the name of the site."""
    datelines: list[_Dateline] = []
    below: _Dateline | None = None
    letterheads: dict[int, str] = {}
    for index, part in enumerate(parts):
        if len(part.text) > LONGEST_CUE:
            continue
        if index >= HEADER:
            below = below or _dateline(part.text, rules, index, header=False)
            if below or datelines:
                break
            continue
        found = _dateline(part.text, rules, index, header=True)
        letterhead = None if found else rules.whole("letterhead_line", part.text)
        if found:
            datelines.append(found)
        elif letterhead:
            letterheads[index] = _named(part.text, letterhead, rules)
    # Of several datelines in the header the one whose rule stands first; below it, the first there is.
    ranked = sorted(datelines, key=lambda line: (line.rank, line.index))
    best = ranked[0] if ranked else below
    genre = _genre(parts, rules)
    at = _title_at(parts, rules, {line.index: line for line in datelines}, letterheads, page_title)
    heads = {line.index: line.publisher for line in datelines if line.publisher} | letterheads
    named = [heads[index] for index in sorted(heads) if heads[index]]
    # Below the title "Sénat" may head a section: there the page's own word on whose it is goes first.
    above = [heads[index] for index in sorted(heads) if heads[index] and (at is None or index < at)]
    publisher = (
        next(iter(above), None)
        or _site(parts, rules, page_title)
        or next(iter(named), None)
        or next((line.cue.publisher for line in (*ranked, *([below] if below else ())) if line.cue.publisher), None)
    )
    date = best.date if best else None
    place = next((line.place for line in ([best] if best else []) + ranked if line.place), None)
    title = parts[at].text.rstrip(" .") if at is not None else _composed(genre, publisher, date)
    return Metadata(title=title, date=date, publisher=publisher, place=place, genre=genre), at


def _dateline(text: str, rules: Rules, index: int, *, header: bool) -> _Dateline | None:
    if not _YEAR.search(text):
        return None
    for rank, cue in enumerate(rules.cues["dateline"]):
        found = cue.pattern.fullmatch(text) if header or cue.anywhere else None
        if not found:
            continue
        groups = found.groupdict()
        head = groups.get("head")
        publisher = _letterhead(head, rules) if head else None
        if head and publisher is None:
            continue
        month = int(groups["number"]) if groups.get("number") else rules.months.get(_folded(groups.get("month") or ""), 0)
        year = int(groups["year"])
        if year < 100:
            year += 2000 if year < 50 else 1900
        day = iso_day(year, month, int(groups["day"]))
        if day:
            issuer = groups.get("publisher")
            # "du ministre", "de M. X": someone speaks; only what a letterhead would print is a publisher.
            publisher = publisher or (_letterhead(issuer, rules) if issuer else None)
            return _Dateline(rank, index, cue, day, groups.get("place"), publisher or None)
    return None


def _named(text: str, cue: Cue, rules: Rules) -> str:
    """The publisher that a letterhead names, empty where it names none."""
    return "" if cue.yields == "-" else cue.yields or _as_name(text, rules)


def _letterhead(text: str, rules: Rules) -> str | None:
    """The publisher in words that are a letterhead, or begin with one and a dash; None where they are no letterhead."""
    for words in (_DASH.split(text)[0], text):
        cue = rules.whole("letterhead_line", words)
        if cue:
            return _named(words[:1].upper() + words[1:], cue, rules)
    return None


def _site(parts: Sequence[Part], rules: Rules, page_title: str) -> str | None:
    """Whose page it is: the name of the site in the page's ``<title>``, or the imprint at the foot."""
    names = _DASH.split(" ".join(page_title.split()))
    places = [names[0], names[-1]] if len(names) > 1 else []
    for part in parts[-_FOOT:]:
        if len(part.text) <= LONGEST_CUE:
            places += [
                found["publisher"] for cue in rules.cues["imprint"] if (found := cue.pattern.fullmatch(part.text)) is not None
            ]
    return next((name for place in places if (name := _letterhead(place, rules))), None)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()


def _genre(parts: Sequence[Part], rules: Rules) -> str | None:
    cues = rules.cues["genre"]
    short = [(index, part.text) for index, part in enumerate(parts) if len(part.text) <= LONGEST_CUE]

    def holds(cue: Cue, index: int) -> bool:
        support = cue.supported_by
        return support is None or any(at != index and support.match(text) for at, text in short)

    for cue in cues:
        if any(cue.pattern.search(text) and holds(cue, index) for index, text in short if index < HEADER):
            return cue.yields
    anywhere = [cue for cue in cues if cue.anywhere]
    return next((c.yields for index, text in short for c in anywhere if c.pattern.search(text) and holds(c, index)), None)


def _title_at(
    parts: Sequence[Part], rules: Rules, datelines: Mapping[int, _Dateline], letterheads: Mapping[int, str], page_title: str
) -> int | None:
    top = range(min(HEADER, len(parts)))

    def fits(index: int, dated: bool = False) -> bool:
        text = parts[index].text
        if index in datelines and not (dated and datelines[index].cue.titles):
            return False
        apart = index in letterheads or parts[index].kind in {"furniture", "item", "cell", "quote"}
        return not apart and len(text) <= _TITLE and not rules.whole("not_a_title", text) and any(map(str.isalpha, text))

    named = next((i for i in top if len(parts[i].text) >= 12 and parts[i].text in page_title), None)
    if named is not None and fits(named, dated=True):
        return named
    first = [i for i in top if parts[i].kind == "heading" and parts[i].level == 1]
    chosen = next((i for i in first if fits(i, dated=True)), None)
    if chosen is not None:
        return chosen
    second = [i for i, part in enumerate(parts) if part.kind == "heading" and part.level == 2 and not part.bold and fits(i)]
    # A line that dates the text and names it ("Conseil des ministres du 5 février 2020") above several headings: those part
    # the text, that one names it.
    lead = next((i for i in top if fits(i, dated=True)), None)
    own = lead if lead in datelines else None
    dated = own is not None or any(i in datelines for i in first)
    if second and second[0] < HEADER and (not dated or len(second) == 1):
        return second[0]
    if own is not None:
        return own
    for index in top:
        if index in datelines or index in letterheads or parts[index].kind == "furniture":
            continue
        cue = rules.whole("not_a_title", parts[index].text)
        if cue and cue.yields == "next":
            continue
        if cue or (dated and index in second):
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


def _composed(genre: str | None, publisher: str | None, date: str | None) -> str | None:
    """A title for a text that has none: "Communiqué de presse – Premier ministre, 9 septembre 2021"."""
    if genre is None:
        return None
    title = genre[:1].upper() + genre[1:] + (f" – {publisher}" if publisher else "")
    return f"{title}, {french_day(date)}" if date else title
