"""Assemblée nationale, "Acteurs, mandats et organes" (AMO30): people, their mandates, the bodies that these are held in.

Layout: one JSON object a file, ``json/acteur/PA….json`` and ``json/organe/PO….json``, in a zip or unpacked; the schema is the
publisher's (data.assemblee-nationale.fr). Elements that may repeat are an object, a list or null.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.authority.connector import day, fault, listed, official, text
from kg.authority.members import json_members
from kg.model import Finding

# fmt: off
MANDATE_KINDS = frozenset((
    "API", "ASSEMBLEE", "BUREAU", "CIRCONSCRIPTION", "CJR", "CMP", "CNPE", "CNPS", "COMNL", "COMPER", "COMSENAT",
    "COMSPSENAT", "CONFPT", "CONSTITU", "DELEG", "DELEGBUREAU", "DELEGSENAT", "GA", "GE", "GEVI", "GOUVERNEMENT", "GP",
    "GROUPESENAT", "HCJ", "MINISTERE", "MISINFO", "MISINFOCOM", "MISINFOPRE", "OFFPAR", "ORGEXTPARL", "PARPOL", "PRESREP",
    "SENAT",
))
# fmt: on
"""The kinds of body (codeType, typeOrgane) that the publisher is known to use."""

_SUCCEEDS = ("remplacement", "reprise de l'exercice")
"""How the causes begin of mandates whose holder takes up a seat in the course of a legislature."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body (organe). ``edition`` is its name after "membre" ("de la commission des lois"); ``departement`` and ``number``
    are a constituency's."""

    uid: str
    kind: str
    label: str
    edition: str
    short: str
    acronym: str
    start: str
    end: str
    legislature: str
    departement: str
    departement_name: str
    number: str


@dataclass(frozen=True, slots=True)
class Tenure:
    """A mandate as published; ``mission`` says that the person was charged with a mission by the body, not a member. ``start``
    is the day on which the holder took up the seat where he replaced another; the file's own start is then the election that
    the other won. ``cause`` is what led to the mandate ("élections générales")."""

    uid: str
    kind: str
    mission: bool
    start: str
    end: str
    quality_code: str
    quality: str
    bodies: tuple[str, ...]
    subject: str
    constituency: str
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person (acteur); ``birth`` is "" where the publisher does not tell it. ``doubtful`` are mandates of which a date or the
    type is none that there is: they are known to be, and no more."""

    uid: str
    given: str
    family: str
    civility: str
    birth: str
    tenures: tuple[Tenure, ...]
    doubtful: tuple[Tenure, ...] = ()


class Assemblee:
    """The connector; see the module."""

    name = "Assemblée nationale, acteurs, mandats et organes"
    licence = "Licence Ouverte / Open Licence 2.0"
    url = "https://data.assemblee-nationale.fr/acteurs/historique-des-deputes"

    def read(self, path: Path) -> Iterator[Body | Actor | Finding]:
        """Bodies first, then actors; each uid once (a second record of the same uid is a finding)."""
        seen: set[str] = set()
        for folder in ("organe", "acteur"):
            count = 0
            for record in json_members(path, folder):
                if isinstance(record, Finding):
                    yield record
                    continue
                count += 1
                where, fields = record
                try:
                    uid = official(fields.get("uid"), "PO" if folder == "organe" else "PA")
                    if uid in seen:
                        yield fault("duplicate", where, f"{uid} is there twice; the first is kept", f"{uid} figure deux fois")
                        continue
                    seen.add(uid)
                    if folder == "organe":
                        yield _body(fields)
                    else:
                        yield from _actor(fields, where)
                except (KeyError, TypeError, AttributeError, ValueError) as error:
                    reason = f"{type(error).__name__}: {error}"
                    yield fault("layout", where, f"does not fit the layout ({reason})", f"structure inattendue ({reason})")
            if not count:
                yield fault("missing", path.name, f"no {folder}/*.json in it", f"aucun fichier {folder}/*.json")


def _ordinal(value: object) -> str:
    """The number of a legislature or a constituency, at most four digits; "" for what is none."""
    given = text(value)
    return given if len(given) <= 4 and given.isascii() and given.isdigit() else ""


def _body(fields: Mapping[str, Any]) -> Body:
    life = fields.get("viMoDe") or {}
    place = (fields.get("lieu") or {}).get("departement") or {}
    uid, kind = text(fields["uid"]), text(fields["codeType"])
    if kind not in MANDATE_KINDS:
        raise ValueError(f"codeType {kind!r}")
    return Body(
        uid=uid,
        kind=kind,
        label=text(fields["libelle"]),
        edition=text(fields.get("libelleEdition")),
        short=text(fields.get("libelleAbrege")),
        acronym=text(fields.get("libelleAbrev")),
        start=day(life.get("dateDebut")),
        end=day(life.get("dateFin")),
        legislature=_ordinal(fields.get("legislature")),
        departement=text(place.get("code")),
        departement_name=text(place.get("libelle")),
        number=_ordinal(fields.get("numero")),
    )


def _actor(fields: Mapping[str, Any], where: str) -> Iterator[Actor | Finding]:
    ident = fields["etatCivil"]["ident"]
    uid, given, family = text(fields["uid"]), text(ident["prenom"]), text(ident["nom"])
    if not family:
        raise ValueError(f"nom {family!r}")
    try:
        birth = day((fields["etatCivil"].get("infoNaissance") or {}).get("dateNais"))
    except ValueError:
        yield fault("date", where, f"{uid}: the birth date is no date", f"{uid} : date de naissance fausse")
        birth = ""
    tenures: list[Tenure] = []
    doubtful: list[Tenure] = []
    for record in listed((fields.get("mandats") or {}).get("mandat")):
        try:
            tenure, doubt = _tenure(record)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            name = text(record.get("uid")) if isinstance(record, Mapping) else "?"
            reason = f"{type(error).__name__}: {error}"
            yield fault("mandate", f"{where} {name}", f"mandate left out ({reason})", f"mandat écarté ({reason})")
            continue
        if doubt:
            message = f"mandate left out of what is stated ({doubt})"
            yield fault("mandate", f"{where} {tenure.uid}", message, f"mandat douteux, rien n'en est affirmé ({doubt})")
        (doubtful if doubt else tenures).append(tenure)
    yield Actor(uid, given, family, text(ident.get("civ")), birth, tuple(tenures), tuple(doubtful))


def _tenure(fields: Mapping[str, Any]) -> tuple[Tenure, str]:
    """A mandate, and what is wrong with it; dates that cannot be are empty."""
    kind, uid = text(fields["typeOrgane"]), official(fields["uid"], "PM")
    doubt = "" if kind in MANDATE_KINDS else f"unknown mandate type {kind!r}"
    quality = fields.get("infosQualite") or {}
    election = fields.get("election") or {}
    cause = text(election.get("causeMandat"))
    given = text(fields["dateDebut"]), text(fields.get("dateFin"))
    try:
        start, end = day(given[0]), day(given[1])
        if cause.lower().startswith(_SUCCEEDS):
            start = max(start, day((fields.get("mandature") or {}).get("datePriseFonction")))
        if not start or (end and end < start):
            raise ValueError("no time between them")
    except ValueError as error:
        start, end, doubt = "", "", doubt or f"from {given[0]!r} to {given[1]!r}: {error}"
    tenure = Tenure(
        uid=uid,
        kind=kind,
        mission=kind == "MINISTERE" and text(fields.get("@xsi:type")) == "MandatMission_Type",
        start=start,
        end=end,
        quality_code=text(quality.get("codeQualite")),
        quality=text(quality.get("libQualite")),
        bodies=tuple(official(ref, "PO") for ref in listed(fields["organes"]["organeRef"]) if text(ref)),
        subject=text(fields.get("libelle")),
        constituency=official(seat, "PO") if (seat := text(election.get("refCirconscription"))) else "",
        cause=cause,
    )
    return tenure, doubt
