"""Small sources of an authority pack in the publishers' layouts, for the tests: invented records with every kind of trap."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dumps import BODY, actor, dump, mandate


def body(uid: str, kind: str, label: str, start: str = "2020-01-01", end: str | None = None, **more: Any) -> dict[str, Any]:
    """A body as published."""
    return BODY | {"uid": uid, "codeType": kind, "libelle": label, "viMoDe": {"dateDebut": start, "dateFin": end}} | more


def minister(uid: str, start: str, end: str | None = None, body_: str = "PO5", **more: Any) -> dict[str, Any]:
    """A minister's mandate as published."""
    quality = {"codeQualite": "Ministre", "libQualite": "Ministre", "libQualiteSex": "Ministre"}
    fields = {"uid": uid, "typeOrgane": "MINISTERE", "dateDebut": start, "dateFin": end, "infosQualite": quality}
    return mandate(**{"@xsi:type": "MandatSimple_Type", "organes": {"organeRef": body_}, "election": None, **fields, **more})


def named(uid: str, given: str, family: str, birth: str, *mandates: dict[str, Any]) -> dict[str, Any]:
    """An actor of this name."""
    record = actor(uid, birth, list(mandates))
    record["etatCivil"]["ident"] |= {"prenom": given, "nom": family}
    return record


def pack_sources(root: Path) -> Path:
    """A deputy under two ids, homonyms, ministers, a person on a mission, a department, an act twice."""
    for folder in ("assemblee", "people", "geo", "law"):
        (root / folder).mkdir(parents=True)
    mission = minister("PM7", "2021-05-03", "2021-10-22", **{"@xsi:type": "MandatMission_Type", "libelle": "Sujet"})
    circo = {"numero": "2", "legislature": "15", "lieu": {"departement": {"code": "42", "libelle": "Loire"}}}
    dump(
        root / "assemblee" / "AMO30.zip",
        organe_PO1=BODY,
        organe_PO2=body("PO2", "CIRCONSCRIPTION", "2ème circonscription de la Loire", **circo),
        organe_PO5=body("PO5", "MINISTERE", "Ministère de la culture"),
        acteur_PA1=named("PA1", "Ada", "d'Exemple", "1967-07-28", mandate(), mission),
        acteur_PA2=named("PA2", "Ada", "d'Exemple", "1967-07-28", mandate(uid="PM2")),
        acteur_PA3=named("PA3", "Ada", "d'Exemple", "1981-01-01", mandate(uid="PM3")),
        acteur_PA4=named("PA4", "Bo", "Un", "1970-01-01", minister("PM4", "2020-01-01")),
        acteur_PA5=named("PA5", "Bo", "Deux", "1970-01-01", minister("PM5", "2021-01-01")),
        acteur_PA6=named("PA6", "Bo", "Trois", "1970-01-01", mandate(uid="PM6", dateDebut="1990-01-01", dateFin="1993-01-01")),
    )
    people = root / "people"
    (people / "actors_authority.csv").write_text(
        "an_id,wikidata,frwiki\nPA1,Q1,https://fr.wikipedia.org/wiki/Ada_Exemple_(femme)\nPA4,Q4,\nPA5,Q4,\nPA3,X9,\n",
        encoding="utf-8",
    )
    header = "position,person,personID,start,end,gender,DOB\n"
    (people / "wikidata-government-posts-2022.csv").write_text(
        f"{header}President,Solange Première,Q77,2007-05-16,2012-05-15,female,1950-02-03\n"
        "President,Bo,Q5,2020-02-02,2020-01-01,,\n",
        encoding="utf-8",
    )
    (people / "wikidata-senators-2022.csv").write_text(header, encoding="utf-8")
    for name, records in {
        "regions": [{"code": "84", "nom": "Auvergne-Rhône-Alpes", "typeLiaison": 1, "zone": "metro"}],
        "departements": [
            {"code": "42", "nom": "Loire", "typeLiaison": 3, "region": "84", "zone": "metro"},
            {"code": "42", "nom": "Loire", "typeLiaison": 3, "region": "84", "zone": "metro"},
            {"code": "43", "nom": "Haute-Loire", "typeLiaison": 99, "region": "84", "zone": "metro"},
        ],
        "communes": [{"code": "42218", "nom": "Saint-Étienne", "typeLiaison": 0, "departement": "42", "population": 1}],
    }.items():
        (root / "geo" / f"{name}.json").write_text(json.dumps(records), encoding="utf-8")
    law = root / "law"
    (law / "codes_authority.csv").write_text(
        "legitext,titre,etat,date_debut\nLEGITEXT000000000001,Code de commerce,ABROGE,1807-01-01\n"
        "LEGITEXT000000000002,Code de commerce.,VIGUEUR,2000-09-20\nLEGI,Code,VIGUEUR,\n",
        encoding="utf-8",
    )
    (law / "laws_authority.csv").write_text(
        "jorftext,nature,num,date_signature,date_publication,title,alias\n"
        'JORFTEXT000000000002,DECRET,2008-67,2008-01-21,2008-02-22,"Décret n°2008-67\r\n du 21 janvier 2008",\n'
        "JORFTEXT000000000001,DÉCRET,2008-67,2008-01-21,2008-01-22,"
        "Décret n°2008-67 du 21 janvier 2008 relatif à la merArticle 2,\n"
        "JORFTEXT000000000003,LOI,2010-1,2010-01-05,,Loi n°2009-9 du 5 janvier 2010,\n"
        "JORFTEXT000000000004,,,,,,loi Exemple\n"
        "JORFTEXT000000000005,,,,,article 22 de la loi n° 90-579 du 4 juillet 1990,\n"
        "JORFTEXT000000000006,LOI,2012-3,2012-02-30,,Loi n°2012-3,\n"
        "JORFTEXT000000000007,LOI\n",
        encoding="utf-8",
    )
    (law / "lois_dites.json").write_text('{"JORFTEXT000000000005": "loi Neuve ; LN"}', encoding="utf-8")
    (law / "rpsi_reference.json").write_text("{}", encoding="utf-8")
    return root
