"""What is added by hand: ``corrections.csv`` (dated facts on mandates, each with its source), ``additions.csv`` (names and
identifiers of any row), ``acts.csv`` (what acts known by a nickname alone are) and ``countries.csv``; their formats are in
ontology/authority/README.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from kg import iris
from kg.authority.assemblee import Actor
from kg.authority.connector import day, fault
from kg.authority.legifrance import Act
from kg.authority.people import People
from kg.authority.tables import Table, joined
from kg.authority.tenures import Tenures
from kg.errors import OntologyError
from kg.lexicon.countries import COLUMNS as COUNTRIES
from kg.lexicon.files import Row, read_table
from kg.lexicon.fold import fold
from kg.lexicon.pack_rows import LISTS, ROWS, columns, many
from kg.model import Finding

CORRECTIONS = ("action", "target", "person", "title", "start", "end", "source", "note", "checked")
ADDITIONS = ("table", "key", "column", "value", "source")
ACTS = ("id", "number", "date", "title")


def rows_of(path: Path, names: Iterable[str]) -> tuple[list[Row], list[Finding]]:
    """The rows of a hand-kept table, none where there is no such file; what does not fit is one finding."""
    if not path.is_file():
        return [], []
    try:
        return list(read_table(path, tuple(names))), []
    except OntologyError as error:
        return [], [fault("table", f"{error.path}:{error.line}", error.reason, error.reason)]


def faults(folder: Path) -> list[Finding]:
    """What keeps the hand-kept tables of a folder from being read, as file:line."""
    tables_ = {"corrections": CORRECTIONS, "additions": ADDITIONS, "acts": ACTS, "countries": COUNTRIES}
    return [finding for name, columns_ in tables_.items() for finding in rows_of(folder / f"{name}.csv", columns_)[1]]


def titles(rows: Iterable[Row]) -> Mapping[str, str]:
    """The titles that corrections give to mandates (PM…) and to the bodies of ministries (PO…)."""
    return {row["target"]: row["title"] for row in rows if row["action"] == "title"}


def actors(rows: Iterable[Row], found: Iterable[Actor]) -> Iterator[Actor]:
    """The actors, those known by a printed surname alone completed by the rows ``name`` (person: the full name) and ``same``
    (person: the id of the same human being, whose names and birth date they take)."""
    everybody = list(found)
    by_id = {actor.uid: actor for actor in everybody}
    told = {row["target"]: row for row in rows if row["action"] in ("name", "same")}
    for actor in everybody:
        row = told.get(actor.uid)
        if row is None or actor.given:
            yield actor
        elif row["action"] == "name":
            given, _, family = row["person"].partition(" ")
            yield replace(actor, given=given, family=family)
        else:
            other = by_id.get(row["person"], actor)
            yield replace(actor, given=other.given, family=other.family, birth=other.birth)


def same(rows: Iterable[Row]) -> Mapping[str, str]:
    """The ids (PA…) that corrections declare to be those of other ids' holders."""
    return {row["target"]: row["person"] for row in rows if row["action"] == "same"}


def correct(rows: Iterable[Row], people: People, tenures: Tenures) -> list[Finding]:
    """Applies set, end, drop and add, in the order of the file."""
    findings = []
    for row in rows:
        try:
            start, end = day(row["start"]), day(row["end"])
            if row["action"] == "add":
                _add(row, start, end, people, tenures)
            elif row["action"] == "end":
                _end(row, end, tenures)
            elif row["action"] in ("set", "drop"):
                _one(row, start, end, tenures)
            elif row["action"] not in ("title", "name", "same"):
                raise ValueError(f"no action {row['action']!r}: add, drop, end, name, same, set or title")
        except ValueError as error:
            findings.append(fault("correction", f"{row.path}:{row.line}", str(error), str(error)))
    return findings


def _add(row: Row, start: str, end: str, people: People, tenures: Tenures) -> None:
    if not start or not row["source"]:
        raise ValueError("an added mandate needs a start and a source")
    keys = [row["target"]] if row["target"] else people.named(row["person"])
    if len(keys) > 1:
        raise ValueError(f"{row['person']} is the name of several: {', '.join(keys)}; give the key as target")
    key = keys[0] if keys else people.mint(row["person"], "")
    if key not in people.table.rows:
        people.table.put(key, label=row["person"], surname=row["person"].partition(" ")[2])
    office = tenures.office(row["title"])
    role = {"office/premier-ministre": "premier-ministre"}.get(office, "ministre")
    if "ministre" not in row["title"] and "secrétaire d'État" not in row["title"] and "garde des sceaux" not in row["title"]:
        role = office.removeprefix("office/")
    mandate = f"mandate/{iris.slug(role)}-{key.removeprefix('person/')}-{start}"
    if mandate in tenures.mandates.rows:
        mandate = f"{mandate}-{iris.digest(office)}"
    cells = {"office": office, "organisations": tenures.offices.rows[office]["organisation"], "source": row["source"]}
    tenures.add(mandate, key, role, start, end, note=row["note"], **cells)


def _end(row: Row, end: str, tenures: Tenures) -> None:
    """Closes the open mandates of a role (column ``title``) that began from ``start`` on and before ``end``."""
    since, role = day(row["start"]), row["title"]
    if not end or not since or role not in ("ministre", "gouvernement"):
        raise ValueError("end needs a role as title (ministre or gouvernement), start (the first day) and end")
    for mandate in tenures.mandates.rows.values():
        if mandate["role"] == role and not mandate["end"] and not mandate["known_until"] and since <= mandate["start"] < end:
            mandate["end"] = end
            mandate["source"] = joined((*many(mandate["source"]), row["source"]))


def _one(row: Row, start: str, end: str, tenures: Tenures) -> None:
    mandate = tenures.mandates.rows.get(row["target"])
    if mandate is None:
        raise ValueError(f"there is no {row['target']}")
    if row["action"] == "drop":
        del tenures.mandates.rows[row["target"]]
        return
    mandate["start"], mandate["end"] = start or mandate["start"], end or mandate["end"]
    mandate["source"] = joined((*many(mandate["source"]), row["source"]))


def add(rows: Iterable[Row], tables: Mapping[str, Table]) -> list[Finding]:
    """Applies ``additions.csv``: the value replaces the cell, or joins it where the column holds several."""
    findings = []
    for row in rows:
        where, table = f"{row.path}:{row.line}", row["table"]
        if table not in ROWS or row["column"] not in columns(table) or row["column"] == "key" or not row["key"]:
            findings.append(fault("addition", where, "no such table, column or key", "table, colonne ou clé inconnue"))
            continue
        draft = tables[table].rows.get(row["key"]) or tables[table].put(row["key"])
        column = row["column"]
        if column in LISTS:
            draft[column] = joined((*many(draft[column]), *row.many("value")))
        else:
            draft[column] = row["value"]
    for name, table_ in tables.items():
        for key, draft in table_.rows.items():
            if "label" in draft and not draft["label"]:
                findings.append(fault("addition", f"additions.csv: {key}", f"a row of {name} without label", "libellé absent"))
            elif "alt_labels" in draft:
                label = fold(draft["label"])
                draft["alt_labels"] = joined(name for name in many(draft["alt_labels"]) if fold(name) != label)
    return findings


def countries(rows: Iterable[Row], table: Table) -> None:
    """Adds the countries to the places."""
    for row in rows:
        table.put(
            row["key"],
            label=row["label"],
            alt_labels=row["alt_labels"],
            kind="country",
            charniere=row["charniere"].replace("_", " "),
            wikidata=row["wikidata"],
        )


def acts(rows: Iterable[Row], found: Iterable[Act]) -> Iterator[Act]:
    """The acts, those without number completed from ``acts.csv``."""
    known = {row["id"]: row for row in rows}
    for act in found:
        row = known.get(act.id)
        if row is None or act.number:
            yield act
        else:
            yield replace(act, number=row["number"], date=row["date"], subject=row["title"])
