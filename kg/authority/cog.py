"""INSEE, Code officiel géographique (COG), in the JSON layout of @etalab/decoupage-administratif: communes, départements,
régions. ``typeLiaison`` is INSEE's TNCC: which article a name takes, and so what joins it to "de"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.authority.connector import fault, listed, text
from kg.authority.members import json_file
from kg.model import Finding

LINKS = ("de ", "d'", "du ", "de la ", "des ", "de l'", "des ", "de las ", "de los ")
"""What joins "de" and a name, by TNCC code (insee.fr, "Type de nom en clair"; the charnière)."""


@dataclass(frozen=True, slots=True)
class Area:
    """A territory: ``kind`` is "region", "departement" or "commune", ``zone`` "metro", "drom" or "com"."""

    kind: str
    code: str
    name: str
    link: str
    zone: str
    departement: str
    region: str
    population: int | None


class Cog:
    """The connector; ``read`` takes one of the three files."""

    name = "INSEE, Code officiel géographique"
    licence = "Licence Ouverte / Open Licence 2.0"
    url = "https://www.insee.fr/fr/information/2560452"

    def read(self, path: Path) -> Iterator[Area | Finding]:
        kind = path.stem.removesuffix("s")
        records = json_file(path)
        if isinstance(records, Finding):
            yield records
            return
        seen: set[str] = set()
        for number, record in enumerate(listed(records), 1):
            where = f"{path.name}: record {number}"
            try:
                if record.get("type", "commune-actuelle") != "commune-actuelle":
                    continue
                code, name, link = text(record["code"]), text(record["nom"]), int(record.get("typeLiaison", 0))
                if not code or not name:
                    raise ValueError("no code or no name")
                vowel = name[0] in "AEIOUÉÈÎÔ"
                population = record.get("population")
                area = Area(
                    kind=kind,
                    code=code,
                    name=name,
                    link=LINKS[1] if link == 0 and vowel else LINKS[link],
                    zone=text(record.get("zone")),
                    departement=text(record.get("departement") or record.get("collectivite")),
                    region=text(record.get("region")),
                    population=int(population) if population is not None else None,
                )
            except (KeyError, TypeError, AttributeError, ValueError, IndexError, OverflowError) as error:
                reason = f"{type(error).__name__}: {error}"
                yield fault("layout", where, f"left out ({reason})", f"écarté ({reason})")
                continue
            if code in seen:
                yield fault("duplicate", where, f"{code} is there twice; the first is kept", f"{code} figure deux fois")
                continue
            seen.add(code)
            yield area
