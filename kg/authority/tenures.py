"""From mandates as published to the pack's mandates and offices."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from kg import iris
from kg.authority.assemblee import Actor, Body, Tenure
from kg.authority.connector import fault
from kg.authority.tables import Draft, Registry, Table, joined, other_names
from kg.authority.titles import forms, repaired, title_of
from kg.authority.wikidata import Post
from kg.model import Finding

SINCE = "2007-01-01"
"""People with a tenure on or after this day are in the pack, and so are those of their tenures that are of these kinds."""

HIGH = frozenset(("ASSEMBLEE", "SENAT", "MINISTERE", "PRESREP", "CONSTITU"))
_KEPT = HIGH | {"GP", "GROUPESENAT", "COMPER", "COMSENAT", "BUREAU", "GOUVERNEMENT"}
_MANY = ("office/depute", "office/senateur")
_FIXED = {
    "PRESREP": ("president-de-la-republique", "président de la République"),
    "ASSEMBLEE": ("depute", "député"),
    "SENAT": ("senateur", "sénateur"),
}
_CHAIRS = {
    "Président de l'Assemblée nationale": ("president-de-l-assemblee-nationale", "président de l'Assemblée nationale"),
    "Présidente de l'Assemblée nationale": ("president-de-l-assemblee-nationale", "président de l'Assemblée nationale"),
}
_POSTS = {
    "President": ("president-de-la-republique", "président de la République"),
    "Prime Minister": ("premier-ministre", "Premier ministre"),
    "President of the National Assembly": ("president-de-l-assemblee-nationale", "président de l'Assemblée nationale"),
    "President of the Senate": ("president-du-senat", "président du Sénat"),
    "member of the Senate of France": ("senateur", "sénateur"),
}
_UNDIVIDED = re.compile(r"(?:secrétaire d'État|ministre délégué|ministre) auprès (?!.*\bchargé|.*porte-parole)")
"""Titles that name a minister to assist and no domain: several people may bear them at once."""
_PLAIN = ("Membre", "Membre suppléant", "Secrétaire")
_ROLES = {"GP": "groupe", "GROUPESENAT": "groupe", "COMPER": "commission", "COMSENAT": "commission"}


@dataclass
class Tenures:
    """The two tables, and what their rows point to."""

    mandates: Table
    offices: Table
    offices_known: Registry
    organisation_of: Mapping[str, str]
    constituency_of: Mapping[str, str]

    def office(self, label: str, organisation: str = "") -> str:
        """The key of the office with a masculine title, made if it is new."""
        key = self.offices_known.find(label=label) or f"office/{iris.slug(label)}"
        row = self.offices.rows.get(key)
        if row is None:
            row = self.offices.put(key, label=label, alt_labels=other_names(forms(label), label))
            row["seats"] = "" if key in _MANY or _UNDIVIDED.match(label) else "1"
        row["organisation"] = row["organisation"] or organisation
        return key

    def add(self, key: str, person: str, role: str, start: str, end: str, **cells: str) -> Draft:
        """A mandate; further columns by name."""
        return self.mandates.put(key, person=person, role=role, start=start, end=end, **cells)


def wanted(actor: Actor) -> bool:
    """Whether the actor held one of the high offices on or after SINCE."""
    return any(tenure.kind in HIGH and not tenure.mission and (not tenure.end or tenure.end >= SINCE) for tenure in actor.tenures)


def of_actors(
    actors: Iterable[Actor], person_of: Mapping[str, str], bodies: Mapping[str, Body], into: Tenures, titles: Mapping[str, str]
) -> list[Finding]:
    """Adds the mandates of actors; ``titles`` replaces the name of a ministry's body, or the whole title of a mandate."""
    findings: list[Finding] = []
    for actor in actors:
        for tenure in actor.tenures:
            if tenure.kind not in _KEPT:
                continue
            where = f"{actor.uid} {tenure.uid}"
            held = [bodies[uid] for uid in tenure.bodies if uid in bodies]
            if not held:
                findings.append(fault("no-body", where, "the body is not in the dump; left out", "organe absent : écarté"))
            elif tenure.kind == "PRESREP" and held[0].end and tenure.start >= held[0].end:
                findings.append(fault("outside", where, "begins after its body ended; left out", "hors de la vie de l'organe"))
            else:
                ends = [body.end for body in held]
                if not tenure.end and all(ends) and max(ends) >= tenure.start:
                    tenure = replace(tenure, end=max(ends))  # nobody sits in a body that is no more
                _add(actor, tenure, held, person_of[actor.uid], into, titles)
    return findings


def _add(actor: Actor, tenure: Tenure, held: list[Body], person: str, into: Tenures, titles: Mapping[str, str]) -> None:
    kind, body = tenure.kind, held[0]
    places = joined(into.organisation_of.get(one.uid, "") for one in held)
    role, office, note = _ROLES.get(kind, ""), "", ""
    quality = re.sub(r" d[ue]$", "", repaired(tenure.quality)).replace("-Président", "-président")
    if kind in ("GP", "GROUPESENAT") and not places:
        return  # sits with no group
    if kind in ("COMPER", "COMSENAT") and quality in _PLAIN:
        return  # members change by the week; who leads a committee is what texts tell
    if kind == "MINISTERE" and tenure.mission:
        role, note, quality = "en-mission", tenure.subject, "en mission"
        note = note or body.label
    elif kind == "MINISTERE":
        title = titles.get(tenure.uid) or title_of(tenure.quality, titles.get(body.uid, body.label))
        role = "premier-ministre" if title == "Premier ministre" else "ministre"
        office, quality = into.office(title, places), repaired(tenure.quality)
    elif kind == "SENAT" and not tenure.quality.upper().startswith("SENATEUR"):
        role = "bureau"
        if quality == "Président":
            role, label = _POSTS["President of the Senate"]
            office = into.office(label, places)
    elif kind == "BUREAU":
        role = "bureau"
        if quality in _CHAIRS:
            role, label = _CHAIRS[quality]
            office = into.office(label, places)
    elif kind == "CONSTITU":
        role = "conseil-constitutionnel"
        if quality == "Président":
            office = into.office("président du Conseil constitutionnel", places)
    elif kind in _FIXED:
        role, label = _FIXED[kind]
        office, quality = into.office(label, places), ""
    elif kind == "GOUVERNEMENT":
        role, quality = "gouvernement", "Membre"
    if " au nom de " in quality:
        quality, _, note = quality.partition(" au nom de ")
        note = f"au nom de {note}"
    into.add(
        f"mandate/{tenure.uid}",
        person,
        role,
        tenure.start,
        tenure.end,
        office=office,
        organisations=places,
        constituency=into.constituency_of.get(tenure.constituency, ""),
        quality=quality,
        source="assemblee",
        note=note,
    )


def of_posts(posts: Iterable[Post], person_of: Mapping[str, str], into: Tenures) -> None:
    """Adds the tenures that Wikidata knows and the Assemblée does not: of the same office, or for senators of the same
    person, no mandate that is there may share more than its first or last day with them."""
    there: dict[str, list[Draft]] = defaultdict(list)
    for row in into.mandates.rows.values():
        there[row["person"] if row["role"] == "senateur" else row["office"]].append(row)
    for post in posts:
        if post.position not in _POSTS or post.wikidata not in person_of:
            continue
        role, label = _POSTS[post.position]
        person = person_of[post.wikidata]
        office = into.office(label)
        rivals = there[person if role == "senateur" else office]
        if any(row["start"] < (post.end or "9999") and post.start < (row["end"] or "9999") for row in rivals):
            continue
        key = f"mandate/{role}-{person.removeprefix('person/')}-{post.start}"
        row = into.add(key, person, role, post.start, post.end, office=office, source="wikidata")
        row["organisations"] = into.offices.rows[office]["organisation"]


def close_offices(into: Tenures) -> list[Finding]:
    """Gives each office the time that its title was in use, and reports the days on which an office of one seat has two
    holders (the last day of one and the first of the next may be the same)."""
    findings = []
    held: dict[str, list[Draft]] = defaultdict(list)
    for row in into.mandates.rows.values():
        if row["office"]:
            held[row["office"]].append(row)
    for office, rows in sorted(held.items()):
        rows.sort(key=lambda row: (row["start"], row["end"] or row["known_until"] or "9999", row["key"]))
        draft = into.offices.rows[office]
        draft["start"] = rows[0]["start"]
        draft["end"] = "" if any(not row["end"] for row in rows) else max(row["end"] for row in rows)
        if not draft["seats"]:
            continue
        for before, after in pairwise(rows):
            if after["start"] < (before["end"] or "9999") and before["person"] != after["person"]:
                findings.append(
                    fault(
                        "two-holders",
                        f"{before['key']} {after['key']}",
                        f"both hold {office} on {after['start']}; set a date in corrections.csv",
                        f"deux titulaires de {office} le {after['start']}",
                    )
                )
    return findings
