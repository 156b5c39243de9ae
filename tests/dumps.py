"""Small dumps in the publisher's layouts, for the tests: real ids, invented records."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

NIL = {"@xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance", "@xsi:nil": "true"}
ATTAL, MIS, PANOT = "PA722190", "PA719952", "PA720892"
"""People whom the pack knows; the first never sat in the votes below."""
LFI, EPR = "PO845413", "PO845407"
"""Two groups of the XVIIth legislature that the pack knows."""


def zipped(path: Path, records: Mapping[str, Any]) -> Path:
    """A zip of JSON files; a value of bytes is written as it is."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, record in records.items():
            archive.writestr(name, record if isinstance(record, bytes) else json.dumps(record))
    return path


def voters(*ids: str) -> dict[str, Any] | None:
    """The voters of one position: an object where there is one, a list where there are several, null where there is none."""
    found = [{"acteurRef": uid, "mandatRef": "PM1", "parDelegation": "false", "numPlace": "1"} for uid in ids]
    return {"votant": found[0] if len(found) == 1 else found} if found else None


def group(
    uid: str, majority: str, pour: tuple[str, ...] = (), contre: tuple[str, ...] = (), abstentions: tuple[str, ...] = ()
) -> Any:
    """One group's part of a vote."""
    counts = {"pour": len(pour), "contre": len(contre), "abstentions": len(abstentions)}
    named = {"nonVotants": None, "pours": voters(*pour), "contres": voters(*contre), "abstentions": voters(*abstentions)}
    vote = {
        "positionMajoritaire": majority,
        "decompteVoix": {name: str(count) for name, count in counts.items()},
        "decompteNominatif": named,
    }
    return {"organeRef": uid, "nombreMembresGroupe": "50", "vote": vote}


def scrutin(number: int, title: str, *groups: Any, date: str = "2024-10-22", result: str = "adopté") -> dict[str, Any]:
    """A roll-call vote as published."""
    return {
        "scrutin": {
            "uid": f"VTANR5L17V{number}",
            "numero": str(number),
            "dateScrutin": date,
            "typeVote": {"codeTypeVote": "SPO", "libelleTypeVote": "scrutin public ordinaire"},
            "sort": {"code": result, "libelle": ""},
            "titre": title,
            "syntheseVote": {
                "nombreVotants": "3",
                "suffragesExprimes": "3",
                "decompte": {"pour": "2", "contre": "1", "abstentions": "0"},
            },
            "ventilationVotes": {"organe": {"groupes": {"groupe": list(groups) if len(groups) != 1 else groups[0]}}},
        }
    }


def amendement(number: int, author: str = MIS, cosigners: Any = None, **changes: Any) -> dict[str, Any]:
    """An amendment as published, with some fields replaced."""
    uid = f"AMANR5L17PO59051B0907P0D1N{number:06}"
    record = {
        "uid": uid,
        "identification": {"numeroLong": f"CL{number}"},
        "texteLegislatifRef": "PIONANR5L17B0907",
        "signataires": {
            "auteur": {"typeAuteur": "Député", "gouvernementRef": NIL, "acteurRef": author, "groupePolitiqueRef": EPR},
            "cosignataires": {"acteurRef": cosigners} if cosigners else NIL,
            "libelle": "M.&#160;Mis",
        },
        "pointeurFragmentTexte": {"division": {"articleDesignation": "ARTICLE 3"}},
        "corps": {
            "contenuAuteur": {
                "dispositif": "<p>&#x00C0; l&#x2019;article L. 411-2 du code de l&#x2019;environnement, supprimer le mot.</p>",
                "exposeSommaire": "<p>Amendement de précision.</p>",
            }
        },
        "cycleDeVie": {"dateDepot": "2025-02-21", "sort": "Rejeté"},
        "loiReference": {"codeLoi": "c environnement", "divisionCodeLoi": "L411-2"},
    }
    return {"amendement": record | changes}


def votes(path: Path) -> Path:
    """Two votes: in the second, one member of a group votes against its majority."""
    first = scrutin(1, "l'ensemble de la proposition de loi relative aux essais (première lecture).", group(EPR, "pour", (MIS,)))
    other = group(LFI, "contre", (PANOT,), (ATTAL,))
    title = "l'amendement n° 12 de M. Mis à l'article 2 de la proposition de loi relative aux essais (première lecture)."
    second = scrutin(2, title, group(EPR, "pour", (MIS,)), other, date="2024-10-25", result="rejeté")
    return zipped(path, {"json/VTANR5L17V1.json": first, "json/VTANR5L17V2.json": second})


def amendments(path: Path) -> Path:
    """Three amendments: of a deputy with one co-signatory, with two, and of the Government."""
    government = {"typeAuteur": "Gouvernement", "gouvernementRef": "PO1", "acteurRef": NIL, "groupePolitiqueRef": NIL}
    last = amendement(3, loiReference={"codeLoi": "Z1", "divisionCodeLoi": NIL})
    last["amendement"]["signataires"] = {"auteur": government, "cosignataires": NIL, "libelle": "le Gouvernement"}
    return zipped(
        path,
        {
            "json/a/AMANR5L17PO59051B0907P0D1N000001.json": amendement(1, cosigners=PANOT),
            "json/a/AMANR5L17PO59051B0907P0D1N000002.json": amendement(2, cosigners=[PANOT, ATTAL]),
            "json/a/AMANR5L17PO59051B0907P0D1N000003.json": last,
        },
    )


BODY = {
    "@xsi:type": "OrganeParlementaire_Type",
    "uid": "PO1",
    "codeType": "ASSEMBLEE",
    "libelle": "Assemblée nationale de la 15ème législature",
    "libelleEdition": "de l'Assemblée",
    "libelleAbrege": "Assemblée",
    "libelleAbrev": "AN",
    "viMoDe": {"dateDebut": "2017-06-21", "dateAgrement": None, "dateFin": "2022-06-21"},
    "legislature": "15",
}


def mandate(**changes: Any) -> dict[str, Any]:
    """A deputy's mandate as published, with some fields replaced."""
    return {
        "@xsi:type": "MandatParlementaire_type",
        "uid": "PM1",
        "typeOrgane": "ASSEMBLEE",
        "dateDebut": "2017-06-18",
        "dateFin": "2022-06-21",
        "infosQualite": {"codeQualite": "membre", "libQualite": "membre", "libQualiteSex": "membre"},
        "organes": {"organeRef": "PO1"},
        "election": {"refCirconscription": "PO2"},
    } | changes


def actor(uid: str = "PA1", birth: Any = "1967-07-28", mandates: Any = None) -> dict[str, Any]:
    """An actor as published."""
    return {
        "uid": {"@xsi:type": "IdActeur_type", "#text": uid},
        "etatCivil": {
            "ident": {"civ": "Mme", "prenom": "Ada", "nom": "d’Exemple", "alpha": "Exemple"},
            "infoNaissance": {"dateNais": birth},
        },
        "mandats": {"mandat": mandate() if mandates is None else mandates},
    }


def dump(path: Path, **files: Any) -> Path:
    """A zip of the publisher's layout; keys are "acteur_PA1", values records or raw bytes."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, record in files.items():
            folder, _, stem = name.partition("_")
            content = record if isinstance(record, bytes) else json.dumps(record).encode()
            archive.writestr(f"json/{folder}/{stem}.json", content)
    return path
