"""Légifrance (DILA): codes and acts of the Journal officiel by their ids, and the names that people give to laws. Tables of
legitext,titre,etat,date_debut and jorftext,nature,num,date_signature,title,alias; a JSON object of id → "loi A ; loi B"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.authority.connector import csv_rows, day, fault, text
from kg.authority.members import json_file
from kg.lexicon.calendar import MONTH, day_signed
from kg.lexicon.fold import fold
from kg.model import Finding

_ID = re.compile(r"(?:JORFTEXT|LEGITEXT)\d{12}$")
_NUMBER = re.compile(r"\b(?:n ?[°ºo]\s*)(\d{2,4}-\d+)")
_PLAIN_NUMBER = re.compile(r"\d{2,4}-\d+$")
_DATE = re.compile(rf"\bdu \d{{1,2}}(?:er)? (?:{MONTH}) \d{{4}}")
_NATURES = {
    "loi": "Law",
    "ordonnance": "Ordinance",
    "décret": "Decree",
    "decret": "Decree",
    "arrêté": "Decree",
    "arrete": "Decree",
}
_COLUMNS = ("jorftext", "nature", "num", "date_signature", "date_publication", "title", "alias")
_ORDERS = ("arrêté", "arrete")
_CITED = re.compile(r"\b(loi|ordonnance|d[ée]cret)(?: (organique|constitutionnelle))?(?: modifiée?)? n ?[°ºo]", re.IGNORECASE)
_TRAIL = re.compile(
    r"(?:(?:(?<=[a-zà-ÿ0-9)»])|(?<=[a-zà-ÿ]{2}')(?<!qu'))(?=[A-ZÉÀ][a-zà-ÿ]{3,})|"
    r"(?<=[A-ZÀ-Þ])(?=[A-ZÉÀ][a-zà-ÿ]{5,})| (?=Articles? \d)| ?: (?=(?:articles?|annexes?) )).*$"
)
"""Where what a sheet says of an act was glued to its title ("… territorialeArticle 2 (avis …)", "… : article 83"). An elision
("l'Agence") glues nothing."""


_SUBJECT = re.compile(
    r"(?:relati|portant|visant|pour|sur|de |d'|en |tendant|modifiant|instituant|créant|fixant|pris|ratifiant|autorisant)"
)


@dataclass(frozen=True, slots=True)
class CodeText:
    """A code as Légifrance lists it; ``title`` without the full stop that some carry."""

    legitext: str
    title: str
    state: str
    start: str


@dataclass(frozen=True, slots=True)
class Act:
    """A law, ordinance or decree. ``number`` and ``date`` are "" where neither cell nor title tells them; ``subject`` is
    what the title says after the date, ``published`` the day of the Journal officiel."""

    id: str
    kind: str
    nature: str
    number: str
    date: str
    subject: str
    aliases: tuple[str, ...]
    where: str
    published: str = ""


class Codes:
    """The connector of codes."""

    name = "Légifrance, codes"
    licence = "Licence Ouverte / Open Licence 2.0"
    url = "https://www.legifrance.gouv.fr/liste/code"

    def read(self, path: Path) -> Iterator[CodeText | Finding]:
        for record in csv_rows(path, ("legitext", "titre", "etat", "date_debut")):
            if isinstance(record, Finding):
                yield record
                continue
            where, row = record
            try:
                start = day(row["date_debut"])
                if not _ID.match(row["legitext"]) or not row["titre"]:
                    raise ValueError(f"{row['legitext']!r} is no LEGITEXT id, or the title is missing")
            except ValueError as error:
                yield fault("code", where, f"left out: {error}", f"écarté : {error}")
                continue
            yield CodeText(row["legitext"], row["titre"].rstrip(". "), row["etat"], start)


class Acts:
    """The connector of acts."""

    name = "Légifrance, textes du Journal officiel"
    licence = "Licence Ouverte / Open Licence 2.0"
    url = "https://www.legifrance.gouv.fr/"

    def read(self, path: Path) -> Iterator[Act | Finding]:
        for record in csv_rows(path, _COLUMNS):
            if isinstance(record, Finding):
                yield record
                continue
            where, row = record
            try:
                act = _act(where, row)
            except ValueError as error:
                yield fault("act", where, f"left out: {error}", f"écarté : {error}")
                continue
            if act is not None:
                yield act


def _act(where: str, row: Mapping[str, str]) -> Act | None:
    """The act of a row; None for what is no law, ordinance or decree with a number, no dated order with a title, and
    bears no nickname. The title may be how another text cites the act ("article 22 de la loi n° 90-579 du …")."""
    title, nature, number = row["title"], row["nature"], row["num"]
    if fold(title).startswith("rapport "):
        return None  # the report on an ordinance carries the ordinance's number
    cited = _CITED.search(title)
    word = re.split(r"[ _]", (nature or (cited[1] if cited else "") or title).lower())[0]
    kind, order = _NATURES.get(word, ""), word in _ORDERS
    refined = "arrêté" if order else "organique" if "ORGANIQUE" in nature.upper() else (cited[2] or "").lower() if cited else ""
    found = _NUMBER.search(title)
    if number and not _PLAIN_NUMBER.match(number):
        number = ""
    if found and number and found[1] != number:
        raise ValueError(f"number {number}, but the title says {found[1]}")
    number = "" if order else number or (found[1] if found else "")
    written = _DATE.search(title)
    date = day(row["date_signature"]) or day_signed(title)
    aliases = tuple(part.strip() for part in row["alias"].split(";") if part.strip())
    start = max((match.end() for match in (found, written) if match), default=0)
    subject = _TRAIL.sub("", title[start:]).strip(" .,")
    if not _SUBJECT.match(subject) or title.startswith("article"):
        subject = ""
    if not aliases and not (kind and (number or (order and date and subject))):
        return None
    if number and date and not _same_year(number, date):
        date = ""  # one of the two is wrong, and the number is what identifies
    published = day(row["date_publication"])
    return Act(row["jorftext"], kind or "Law", refined, number, date, subject, aliases, where, published)


def _same_year(number: str, date: str) -> bool:
    year = number.partition("-")[0]
    return date[: len(year)] == year if len(year) == 4 else date[2:4] == year


def nicknames(path: Path) -> Iterator[tuple[str, tuple[str, ...]] | Finding]:
    """Act id → nicknames, from the JSON object."""
    record = json_file(path)
    if isinstance(record, Finding):
        yield record
        return
    if not isinstance(record, dict):
        yield fault("layout", path.name, "not an object of id → names", "pas un objet id → noms")
        return
    for key, value in sorted(record.items()):
        yield text(key), tuple(part.strip() for part in text(value).split(";") if part.strip())
