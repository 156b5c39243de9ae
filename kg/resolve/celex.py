"""CELEX numbers of European acts and the keys of court decisions, formed by the publishers' rules.

CELEX (EUR-Lex, "How CELEX numbers are composed"): sector 3, year in four digits, R/L/D/F, number in four digits. Regulations
printed "n° N/YYYY" until 2014, "YYYY/N" since 2015; directives always "YYYY/N" (two digits of year before 1999).
"""

from __future__ import annotations

import re

from kg import iris
from kg.lexicon.letters import letters
from kg.model import Entity, Key, Mention

_TYPES = {"directive": "L", "reglement": "R", "decision": "D", "decision-cadre": "F"}
_COURTS = (
    ("conseil d'etat", "ce"),
    ("cons. d'etat", "ce"),
    ("conseil constitutionnel", "cc"),
    ("cour de cassation", "cass"),
    ("cour de justice de l'union europeenne", "cjue"),
    ("cour de justice des communautes europeennes", "cjce"),
    ("cour europeenne des droits de l'homme", "cedh"),
    ("cjue", "cjue"),
    ("cjce", "cjce"),
    ("cedh", "cedh"),
    ("cass", "cass"),
    ("crim", "cass"),
    ("soc", "cass"),
    ("com", "cass"),
    ("cour edh", "cedh"),
    ("tribunal de l'union europeenne", "cjue"),
    ("trib. ue", "cjue"),
    ("caa", "caa"),
    ("ta", "ta"),
    ("tgi", "tj"),
    ("tj", "tj"),
    ("ca", "ca"),
    ("ce", "ce"),
)
"""How texts name a court, folded, and the code that stands in the keys of its decisions."""
_CASE = re.compile(r"(\d{2})-(\d{2})\.?(\d{3})$")
"""A number of the Cour de cassation, printed with its full stop or without ("16-10.460")."""


def _year(part: str) -> int:
    if len(part) == 4 and 1952 <= int(part) <= 2099:
        return int(part)
    return 1900 + int(part) if len(part) == 2 and int(part) >= 52 else 0


def celex_of(form: str, number: str, body: str, date: str = "") -> str:
    """The CELEX number of "directive", "2014/17/UE"; "" where the numbers give none or two."""
    kind = _TYPES.get(letters(form).rstrip("s"), "")
    parts = re.findall(r"\d+", number)
    if not kind or len(parts) < 2:
        return ""
    first, second = parts[0], parts[1]
    year_first, year_second = _year(first), _year(second)
    if kind in ("L", "D", "F") or (year_first >= 2015 and not year_second):
        year, serial = year_first, second
    elif year_second and not year_first:
        year, serial = year_second, first
    elif year_first and year_second:
        signed = int(date[:4]) if date else 0
        if signed and year_first != year_second and signed in (year_first, year_second):
            year, serial = (year_first, second) if signed == year_first else (year_second, first)
        else:
            year, serial = (year_first, second) if year_first >= 2015 else (year_second, first)
    else:
        year, serial = year_first, second
    return f"3{year}{kind}{int(serial):04d}" if year and int(serial) < 10000 else ""


def _with_year(number: str, date: str) -> str:
    """The number of a decision of the Conseil constitutionnel with the year that it begins with: four digits since 2000, two
    before ("746" of 2 March 2017: "2017-746")."""
    if "-" in number or not date:
        return number
    return f"{date[:4] if date >= '2000' else date[2:4]}-{number}"


def court_decision(words: str, mention: Mention) -> tuple[Key, Entity]:
    """The key and the entity of a court decision: by its number, else by court and date."""
    number, nature, date = mention.get("number"), mention.get("nature").upper(), mention.get("date")
    court = letters(mention.get("court"))
    label = re.sub(r"\s+", " ", words)
    if nature:
        bare = _with_year(re.sub(r"[a-zA-Z]+$", "", number), date)
        slug = f"cc-{iris.slug(bare)}-{nature.lower()}"
        return f"decision/{slug}", Entity(
            f"decision/{slug}", "CourtDecision", f"décision n° {bare} {nature} du Conseil constitutionnel", (label,)
        )
    code = next((code for name, code in _COURTS if court.startswith(name)), "decision")
    cases = re.findall(r"[CcTt]-\d{1,4}/\d{2}", mention.get("cases"))
    if cases:
        court_letter, serial, year = re.split(r"[-/]", cases[0].lower())
        full_year = (2000 if int(year) < 52 else 1900) + int(year)
        celex = f"6{full_year}{'CJ' if court_letter == 'c' else 'TJ'}{int(serial):04d}"
        key = f"decision/{code}-{iris.slug(cases[0])}"
        return key, Entity(
            key, "CourtDecision", label, same_as=(iris.celex(celex),), identifiers=tuple(sorted(case.upper() for case in cases))
        )
    if not number and (parties := mention.get("parties")):
        key = f"decision/{iris.slug(f'{parties} {date}')}"
        return key, Entity(key, "CourtDecision", label)
    if _CASE.match(number):
        number = _CASE.sub(r"\1-\2.\3", number)
    tail = iris.slug(number) if number else date
    key = f"decision/{code}-{tail}"
    return key, Entity(key, "CourtDecision", label, identifiers=(number,) if number else ())
