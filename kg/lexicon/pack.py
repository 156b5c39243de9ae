"""The authority pack, read fast: who is who, who held which office when, which law bears which number.

Nothing is read until it is asked for; every index is built once, on first use. Names are looked up by their ``fold``;
dates are ISO days. ``kg.lexicon.pack_rows`` tells what the rows hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TypeVar

from kg.lexicon.files import ontology_root
from kg.lexicon.fold import fold
from kg.lexicon.pack_rows import Bill, Code, Commune, Constituency, FormerName, Law, Mandate, Office, Organisation, Person, Place
from kg.lexicon.pack_tables import PackTables
from kg.model import Entity, Key

R = TypeVar("R")
_PARTICLES = ("de la ", "de l ", "de ", "du ", "des ", "d ")
_RELATIVE = re.compile(r"\brelati(?:ve|fs|ves)\b")
_BILL = re.compile(r"^pro(?:jet|position) de loi ")
_PERSONS_KEPT = 1024
"""Persons whose mandates are remembered: the members of both chambers on a day."""
ABROAD = "99"
"""The département code under which the constituencies of the French abroad stand."""


class Pack(PackTables):
    """The tables of one folder, and what is asked of them."""

    # ── persons, mandates, offices ───────────────────────────────────────────────────────────────────────────────────

    def person(self, key: Key) -> Person | None:
        return self.persons.get(key)

    def persons_named(self, folded: str) -> tuple[Person, ...]:
        """Those whose full name, or another form of it, folds to this."""
        return self._full_names.get(folded, ())

    def persons_surnamed(self, folded: str) -> tuple[Person, ...]:
        """Those whose surname folds to this, with its particle or without ("de montchalin", "montchalin"; "le maire"
        only whole: its article is part of the name), or did so once."""
        return self._surnames.get(folded, ())

    def is_surname(self, folded: str) -> bool:
        """Whether somebody has, or had, a surname that folds to this."""
        return bool(self.persons_surnamed(folded))

    def surname_on(self, person: Key, date: str) -> str:
        """The surname under which a person was printed on a day: that of persons.csv unless names.csv knows of another."""
        for row in self._former_names.get(person, ()):
            if row.start <= date <= row.end:
                return row.surname
        return self.persons[person].surname

    def mandates_of(self, person: Key) -> tuple[Mandate, ...]:
        """All mandates of a person, by start."""
        return self._mandates_of(person)

    def mandate(self, key: Key) -> Mandate | None:
        return self.mandates.of_key(key)

    def active(self, person: Key, date: str) -> tuple[Mandate, ...]:
        """The mandates that a person holds on a day, first and last day included."""
        return tuple(mandate for mandate in self.mandates_of(person) if mandate.on(date))

    def tenures(self, office: Key) -> tuple[Mandate, ...]:
        """All tenures of an office, by start."""
        return _by_start(self.mandates.of_office(office))

    def holders(self, office: Key, date: str) -> tuple[Mandate, ...]:
        """Who holds an office on a day, one mandate a person. Of an office with one seat, who comes in on the day wins over
        who leaves; the answer has then at most one person unless the pack itself is in doubt."""
        held = [mandate for mandate in self.tenures(office) if mandate.on(date)]
        row = self.offices.get(office)
        if row is not None and row.seats == "1" and len({mandate.person for mandate in held}) > 1:
            held = [mandate for mandate in held if mandate.end != date or mandate.start == date] or held
        last = {mandate.person: mandate for mandate in held}
        return tuple(mandate for mandate in held if last[mandate.person] is mandate)

    def heads(self, body: Key, quality: str, date: str) -> tuple[Mandate, ...]:
        """Who leads a committee or group on a day, by the quality of the mandate in it ("Président"); who comes in on the day
        wins over who leaves."""
        leading = [row for row in self.mandates.of_body(body, quality) if row.role == "commission" or quality == _PRESIDENT]
        held = [row for row in _by_start(leading) if row.on(date)]
        if len({row.person for row in held}) > 1:
            held = [row for row in held if row.end != date] or held
        return tuple(held)

    def group_on(self, person: Key, date: str) -> Organisation | None:
        """The parliamentary group that a person sits with on a day; on the day of a change, the new one."""
        groups = [mandate for mandate in self.active(person, date) if mandate.role == "groupe" and mandate.organisations]
        return self.organisations.get(groups[-1].organisations[0]) if groups else None

    def constituency_on(self, person: Key, date: str) -> Constituency | None:
        """The constituency that a deputy represents on a day."""
        seats = [mandate for mandate in self.active(person, date) if mandate.constituency]
        return self.constituencies.get(seats[-1].constituency) if seats else None

    def offices_named(self, folded: str) -> tuple[Office, ...]:
        """The offices with this title: first those whose label it is, then those of which it is another form. Titles come
        back over the years: who asks for a day keeps those that have a holder on it."""
        exact = self._office_labels.get(folded, ())
        return exact + tuple(row for row in self._office_forms.get(folded, ()) if row not in exact)

    # ── bodies and places ────────────────────────────────────────────────────────────────────────────────────────────

    def organisation_named(self, folded: str) -> tuple[Organisation, ...]:
        """The bodies of this name ("commission des finances" names one in each chamber)."""
        return self._organisation_names.get(folded, ())

    def constituency(self, departement: str, number: int | str) -> Constituency | None:
        """By the code of the département ("42", "2A", "099" or "ZZ" for the French abroad) and the number."""
        code = departement.lower().removeprefix("0") if len(departement) == 3 else departement.lower()
        code = ABROAD if code == "zz" else code
        return self.constituencies.get(f"constituency/{code}-{int(number)}")

    def departement_named(self, folded: str) -> Place | None:
        """The département (or overseas collectivity) of this name."""
        return next((place for place in self.place_named(folded) if place.key.startswith("place/departement-")), None)

    def place_named(self, folded: str) -> tuple[Place, ...]:
        """Régions, départements and countries of this name."""
        return self._place_names.get(folded, ())

    def communes_named(self, folded: str) -> tuple[Commune, ...]:
        """All communes of this name, the most populous first."""
        return self._commune_names.get(folded, ())

    # ── acts ─────────────────────────────────────────────────────────────────────────────────────────────────────────

    def code_named(self, folded: str) -> Code | None:
        """The code of this title or abbreviation; the one in force where several bore it."""
        found = self._code_names.get(folded, ())
        return next((code for code in found if code.state.startswith("VIGUEUR")), found[0] if found else None)

    def law_numbered(self, number: str, kind: str | None = None) -> Law | None:
        """The act of a number ("2022-52") and kind ("Law", "Ordinance", "Decree"); without a kind, the only one of it."""
        found = [law for law in self._law_numbers.get(number, ()) if kind is None or law.kind == kind]
        return found[0] if len(found) == 1 else None

    def laws_dated(self, date: str, kind: str | None = None) -> tuple[Law, ...]:
        """The acts signed on a day, of one kind or of any."""
        return tuple(law for law in self._law_dates.get(date, ()) if kind is None or law.kind == kind)

    def laws_nicknamed(self, folded: str) -> tuple[Law, ...]:
        """The laws that people call by this name ("loi sru"); several where a minister gave his name to several."""
        return self._law_aliases.get(folded, ())

    def law_by_title(self, folded: str) -> Law | None:
        """The law whose title after the date folds to this ("relative" may stand as "relatif"), else the ordinance or
        decree; None where there are several or none."""
        found = self._law_titles.get(folded, ())
        found = tuple(law for law in found if law.kind == "Law") or found
        return found[0] if len(found) == 1 else None

    def bill_titled(self, folded: str) -> Bill | None:
        """The bill of this title, with or without "projet de loi" before it."""
        found = self._bill_titles.get(folded, ())
        return found[0] if len(found) == 1 else None

    def bills_numbered(self, number: str) -> tuple[Bill, ...]:
        """The bills that bear this number in a chamber ("4387")."""
        return tuple(bill for bill in self.bills.values() if any(held.split(" ")[-1] == number for held in bill.numbers))

    def entity(self, key: Key) -> Entity | None:
        """What the pack knows of a key, as the graph takes it; None for a key that is not in it. Each is put together once."""
        if key not in self._made:
            from kg.lexicon.pack_entities import entity

            self._made[key] = entity(self, key)
        return self._made[key]

    # ── indexes ──────────────────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def _mandates_of(self) -> Callable[[Key], tuple[Mandate, ...]]:
        return lru_cache(_PERSONS_KEPT)(lambda person: _by_start(self.mandates.of_person(person)))

    @cached_property
    def _made(self) -> dict[Key, Entity | None]:
        return {}

    @cached_property
    def _full_names(self) -> Mapping[str, tuple[Person, ...]]:
        return _index(self.persons, lambda row: (row.label, *row.alt_labels))

    @cached_property
    def _surnames(self) -> Mapping[str, tuple[Person, ...]]:
        former = self._former_names
        return _index(
            self.persons,
            lambda row: (
                row.surname,
                *_without_particle(row.surname),
                *(name.surname for name in former.get(row.key, ())),
            ),
        )

    @cached_property
    def _former_names(self) -> Mapping[Key, tuple[FormerName, ...]]:
        return _grouped((name.person, name) for name in self.names.values())

    @cached_property
    def _office_labels(self) -> Mapping[str, tuple[Office, ...]]:
        return _index(self.offices, lambda row: (row.label,))

    @cached_property
    def _office_forms(self) -> Mapping[str, tuple[Office, ...]]:
        return _index(self.offices, lambda row: row.alt_labels)

    @cached_property
    def _organisation_names(self) -> Mapping[str, tuple[Organisation, ...]]:
        return _index(self.organisations, lambda row: (row.label, *row.alt_labels))

    @cached_property
    def _place_names(self) -> Mapping[str, tuple[Place, ...]]:
        return _index(self.places, lambda row: (row.label, *row.alt_labels))

    @cached_property
    def _commune_names(self) -> Mapping[str, tuple[Commune, ...]]:
        found = _index(self.communes, lambda row: (row.label,))
        return {name: tuple(sorted(rows, key=lambda row: (-int(row.population or 0), row.key))) for name, rows in found.items()}

    @cached_property
    def _code_names(self) -> Mapping[str, tuple[Code, ...]]:
        return _index(self.codes, lambda row: (row.label, *row.alt_labels))

    @cached_property
    def _law_numbers(self) -> Mapping[str, tuple[Law, ...]]:
        return _grouped((law.number, law) for law in self.laws.values())

    @cached_property
    def _law_dates(self) -> Mapping[str, tuple[Law, ...]]:
        return _grouped((law.date, law) for law in self.laws.values())

    @cached_property
    def _law_aliases(self) -> Mapping[str, tuple[Law, ...]]:
        return _index(self.laws, lambda row: row.aliases)

    @cached_property
    def _law_titles(self) -> Mapping[str, tuple[Law, ...]]:
        titles = _grouped((fold(law.title), law) for law in self.laws.values())
        levelled: dict[str, tuple[Law, ...]] = {}
        for title, laws in titles.items():
            if (other := _RELATIVE.sub("relatif", title)) != title:
                levelled[other] = (*levelled.get(other, titles.get(other, ())), *laws)
        return {**titles, **levelled}

    @cached_property
    def _bill_titles(self) -> Mapping[str, tuple[Bill, ...]]:
        return _index(self.bills, lambda row: (row.title, _BILL.sub("", row.title)))


_PRESIDENT = "Président"


def _by_start(rows: Iterable[Mandate]) -> tuple[Mandate, ...]:
    return tuple(sorted(rows, key=lambda row: (row.start, row.end or row.known_until or "9999", row.key)))


def _index(rows: Mapping[Key, R], names: Callable[[R], Iterable[str]]) -> dict[str, tuple[R, ...]]:
    """Rows by each fold of their names, in the order of the table, each once a name."""
    found: dict[str, dict[Key, R]] = {}
    for key, row in rows.items():
        for name in names(row):
            found.setdefault(fold(name), {})[key] = row
    return {name: tuple(several.values()) for name, several in found.items()}


def _grouped(pairs: Iterable[tuple[str, R]]) -> dict[str, tuple[R, ...]]:
    """Rows by a cell, rows without it left out."""
    found: dict[str, list[R]] = {}
    for cell, row in pairs:
        found.setdefault(cell, []).append(row)
    return {cell: tuple(rows) for cell, rows in found.items() if cell}


def _without_particle(surname: str) -> tuple[str, ...]:
    folded = fold(surname)
    return next(((folded.removeprefix(particle),) for particle in _PARTICLES if folded.startswith(particle)), ())


def load_pack(root: Path | None = None) -> Pack:
    """The pack of a folder (that of ``ontology/authority`` where none is given), the same object for the same folder."""
    return _load(root if root is not None else ontology_root() / "authority")


@cache
def _load(root: Path) -> Pack:
    return Pack(root)
