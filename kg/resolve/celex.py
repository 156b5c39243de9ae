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
_COURTS = {
    "conseil d'etat": ("ce", "Conseil d'État"),
    "cour de cassation": ("cass", "Cour de cassation"),
    "conseil constitutionnel": ("cc", "Conseil constitutionnel"),
    "cour de justice de l'union europeenne": ("cjue", "Cour de justice de l'Union européenne"),
    "cour de justice des communautes europeennes": ("cjce", "Cour de justice des Communautés européennes"),
    "cour europeenne des droits de l'homme": ("cedh", "Cour européenne des droits de l'homme"),
    "cjue": ("cjue", "Cour de justice de l'Union européenne"),
    "cjce": ("cjce", "Cour de justice des Communautés européennes"),
    "cedh": ("cedh", "Cour européenne des droits de l'homme"),
}


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


def court_decision(words: str, mention: Mention) -> tuple[Key, Entity]:
    """The key and the entity of a court decision: by its number, else by court and date."""
    number, nature, date = mention.get("number"), mention.get("nature").upper(), mention.get("date")
    court = letters(mention.get("court"))
    label = re.sub(r"\s+", " ", words)
    if nature:
        bare = re.sub(r"[a-zA-Z]+$", "", number)
        slug = f"cc-{iris.slug(bare)}-{nature.lower()}"
        return f"decision/{slug}", Entity(
            f"decision/{slug}", "CourtDecision", f"décision n° {bare} {nature} du Conseil constitutionnel", (label,)
        )
    code, _ = _COURTS.get(court, ("decision", mention.get("court")))
    cases = re.findall(r"[CcTt]-\d{1,4}/\d{2}", mention.get("cases"))
    if cases:
        court_letter, serial, year = re.split(r"[-/]", cases[0].lower())
        full_year = (2000 if int(year) < 52 else 1900) + int(year)
        celex = f"6{full_year}{'CJ' if court_letter == 'c' else 'TJ'}{int(serial):04d}"
        key = f"decision/{code}-{iris.slug(cases[0])}"
        return key, Entity(
            key, "CourtDecision", label, same_as=(iris.celex(celex),), identifiers=tuple(sorted(case.upper() for case in cases))
        )
    tail = iris.slug(number) if number else date
    key = f"decision/{code}-{tail}"
    return key, Entity(key, "CourtDecision", label, identifiers=(number,) if number else ())
