"""Wikidata, as tables that were exported from it (CC0): which item an Assemblée nationale id is, and who held which of the
highest offices when. Columns: an_id, prenom, nom, date_naissance, wikidata, wikidata_source, frwiki; and position, person,
personID, start, end, gender, DOB."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from kg.authority.connector import csv_rows, day, fault
from kg.model import Finding

_ITEM = re.compile(r"Q[1-9]\d*$")


@dataclass(frozen=True, slots=True)
class Item:
    """The item of an Assemblée nationale actor, and the name that its French article carries."""

    an: str
    wikidata: str
    title: str


@dataclass(frozen=True, slots=True)
class Post:
    """Someone's tenure of a position (an English label); dates are ISO days, ``end`` empty where open."""

    position: str
    name: str
    wikidata: str
    start: str
    end: str
    gender: str
    birth: str


class Items:
    """The connector of actors_authority.csv."""

    name = "Wikidata, items of the actors of the Assemblée nationale"
    licence = "CC0 1.0"
    url = "https://www.wikidata.org/"

    def read(self, path: Path) -> Iterator[Item | Finding]:
        for record in csv_rows(path, ("an_id", "wikidata", "frwiki")):
            if isinstance(record, Finding):
                yield record
                continue
            where, row = record
            if row["wikidata"] and not _ITEM.match(row["wikidata"]):
                yield fault("item", where, f"{row['wikidata']!r} is no item", f"{row['wikidata']!r} n'est pas un élément")
            elif row["wikidata"]:
                title = unquote(row["frwiki"].rpartition("/wiki/")[2]).replace("_", " ")
                yield Item(row["an_id"], row["wikidata"], re.sub(r" \(.*\)$", "", title).replace("’", "'"))


class Posts:
    """The connector of exported tenures."""

    name = "Wikidata, holders of public offices of France"
    licence = "CC0 1.0"
    url = "https://www.wikidata.org/"

    def read(self, path: Path) -> Iterator[Post | Finding]:
        for record in csv_rows(path, ("position", "person", "personID", "start", "end", "gender", "DOB")):
            if isinstance(record, Finding):
                yield record
                continue
            where, row = record
            if len(row["start"]) != 10 or len(row["end"]) not in (0, 10):
                continue  # known to the year only: no tenure that could be looked up by day
            try:
                start, end = day(row["start"]), day(row["end"])
                birth = day(row["DOB"]) if len(row["DOB"]) == 10 else ""
                if end and end < start:
                    raise ValueError("it ends before it starts")
                if not _ITEM.match(row["personID"]):
                    raise ValueError(f"{row['personID']!r} is no item")
            except ValueError as error:
                yield fault("tenure", where, f"tenure left out: {error}", f"écartée : {error}", severity="warning")
                continue
            gender = {"male": "m", "female": "f"}.get(row["gender"], "")
            yield Post(row["position"], row["person"], row["personID"], start, end, gender, birth)
