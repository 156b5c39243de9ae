"""Deputies at work: who voted or signed on which day, under which name, for which group. The file of mandates is that of the
deputies in office on the day of its export; votes and signatures, which name the same ids, tell of those who left before.

Layouts: the Assemblée nationale's ``Scrutins.json.zip`` (``votant``: acteurRef, mandatRef, below the groupe's organeRef) and
``Amendements.json.zip`` (``signataires``: auteur, cosignataires, libelle); and JSON lines made from the latter, whose fields
are uid, date, auteur, cosign, signataires.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

from kg.authority.connector import day, fault, listed, text
from kg.authority.members import json_members
from kg.model import Finding

VOTES, SIGNATURES = "assemblee-scrutins", "assemblee-amendements"
_NAME = re.compile(r"(?:^|, | et )(M\.|Mme) ([^,]+?)(?=,| et (?:M\.|Mme|les)|$)")
_NO_GROUP = "PO0"


class Sighting(NamedTuple):
    """An actor (PA…) on a day: the mandate (PM…) and the group (PO…) where a vote tells them, the civility and the name as
    printed where a signature does."""

    actor: str
    day: str
    source: str
    mandate: str = ""
    group: str = ""
    civility: str = ""
    name: str = ""


@dataclass
class Seen:
    """All sightings of one actor: the days by source, the first and last day of each mandate and of each printed name, the
    groups by day."""

    days: dict[str, set[str]] = field(default_factory=dict)
    mandates: dict[str, tuple[str, str]] = field(default_factory=dict)
    names: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)

    def add(self, sighting: Sighting) -> None:
        if (days := self.days.get(sighting.source)) is None:
            days = self.days[sighting.source] = set()
        days.add(sighting.day)
        if sighting.mandate:
            self.mandates[sighting.mandate] = _wider(self.mandates.get(sighting.mandate), sighting.day)
        if sighting.name:
            printed = (sighting.civility, sighting.name)
            self.names[printed] = _wider(self.names.get(printed), sighting.day)
        if sighting.group and sighting.group != _NO_GROUP:
            self.groups[sighting.day] = max(sighting.group, self.groups.get(sighting.day, ""))


def _wider(held: tuple[str, str] | None, when: str) -> tuple[str, str]:
    if held is None:
        return when, when
    if held[0] <= when <= held[1]:
        return held
    return min(held[0], when), max(held[1], when)


def gathered(sightings: Iterable[Sighting]) -> dict[str, Seen]:
    """The sightings by actor."""
    out: dict[str, Seen] = {}
    for sighting in sightings:  # millions
        if (seen := out.get(sighting.actor)) is None:
            seen = out[sighting.actor] = Seen()
        seen.add(sighting)
    return out


class Votes:
    """The connector of Scrutins.json.zip, for who took part in them."""

    name = "Assemblée nationale, scrutins"
    licence = "Licence Ouverte / Open Licence 2.0"
    url = "https://data.assemblee-nationale.fr/travaux-parlementaires/votes"

    def read(self, path: Path) -> Iterator[Sighting | Finding]:
        for record in json_members(path, "json"):
            if isinstance(record, Finding):
                yield record
                continue
            where, fields = record
            try:
                vote = fields.get("scrutin", fields)
                yield from list(_voters(vote["ventilationVotes"], _needed_day(vote["dateScrutin"])))
            except (KeyError, TypeError, AttributeError, ValueError) as error:
                yield _misfit(where, error)


def _voters(node: Any, when: str, group: str = "") -> Iterator[Sighting]:
    if isinstance(node, list):
        for one in node:
            yield from _voters(one, when, group)
    elif isinstance(node, Mapping):
        if "acteurRef" in node:
            yield Sighting(text(node["acteurRef"]), when, VOTES, text(node.get("mandatRef")), group)
            return
        inner = text(node["organeRef"]) if "vote" in node else group
        for child in node.values():
            yield from _voters(child, when, inner)


class Signatures:
    """The connector of amendments, for who signed them: the publisher's zip, or JSON lines (packed or not)."""

    name = "Assemblée nationale, amendements"
    licence = "Licence Ouverte / Open Licence 2.0"
    url = "https://data.assemblee-nationale.fr/travaux-parlementaires/amendements"

    def read(self, path: Path) -> Iterator[Sighting | Finding]:
        lines = path.name.endswith((".jsonl", ".jsonl.gz"))
        for record in _lines(path) if lines else json_members(path, "json"):
            if isinstance(record, Finding):
                yield record
                continue
            where, fields = record
            try:
                yield from list(_signed_line(fields) if lines else _signed(fields.get("amendement", fields)))
            except (KeyError, TypeError, AttributeError, ValueError) as error:
                yield _misfit(where, error)


def _lines(path: Path) -> Iterator[tuple[str, dict[str, Any]] | Finding]:
    number = 0
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                where = f"{path.name}:{number}"
                try:
                    record = json.loads(line)
                except (ValueError, RecursionError) as error:
                    yield fault("not-json", where, f"not JSON: {error}", f"pas du JSON : {error}")
                    continue
                if isinstance(record, dict):
                    yield where, record
                else:
                    yield fault("layout", where, "the record is not an object", "l'enregistrement n'est pas un objet")
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        yield fault("damaged", f"{path.name}:{number + 1}", f"cannot be read on: {error}", f"illisible : {error}")


def _signed_line(fields: Mapping[str, Any]) -> Iterator[Sighting]:
    actors = [text(fields.get("auteur")), *map(text, listed(fields.get("cosign")))]
    return _signatures(actors, fields.get("date"), text(fields.get("signataires")))


def _signed(fields: Mapping[str, Any]) -> Iterator[Sighting]:
    signed = fields["signataires"]
    actors = [text(signed["auteur"].get("acteurRef"))]
    actors += map(text, listed((signed.get("cosignataires") or {}).get("acteurRef")))
    cycle = fields.get("cycleDeVie") or {}
    return _signatures(actors, cycle.get("dateDepot"), unescape(text(signed.get("libelle"))))


def _signatures(actors: list[str], when: object, line: str) -> Iterator[Sighting]:
    """The signatories in the order of the line; their printed names where the line has as many names as there are ids."""
    people = [actor for actor in actors if actor.startswith("PA")]
    date = day(when)
    if not date:
        return
    names = _NAME.findall(text(line))
    aligned = names if len(names) == len(people) else [("", "")] * len(people)
    for actor, (civility, name) in zip(people, aligned, strict=True):
        yield Sighting(actor, date, SIGNATURES, civility=civility, name=name)


def _needed_day(value: object) -> str:
    if not (found := day(value)):
        raise ValueError("no date")
    return found


def _misfit(where: str, error: Exception) -> Finding:
    reason = f"{type(error).__name__}: {error}"
    return fault("layout", where, f"does not fit the layout ({reason})", f"structure inattendue ({reason})")
