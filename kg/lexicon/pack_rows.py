"""The rows of the authority pack (``ontology/authority/*.csv``): one NamedTuple a table, whose fields are its columns.

A field of type ``tuple`` holds the ``|``-separated values of its cell, any other the cell as it stands. Keys are IRIs below
``id:`` without that prefix; dates are ISO, empty where unknown or, as an end, where the thing still holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from kg.model import Key


class Person(NamedTuple):
    """A natural person. ``surname`` carries its particle ("de Montchalin"); ``an`` are Assemblée nationale ids (PA…)."""

    key: Key
    label: str
    surname: str
    alt_labels: tuple[str, ...]
    gender: str
    birth: str
    an: tuple[str, ...]
    wikidata: str
    senat: str
    page: str


class FormerName(NamedTuple):
    """A surname under which a person was printed over a time, and not under that of persons.csv."""

    key: Key
    person: Key
    surname: str
    start: str
    end: str
    source: str


class Mandate(NamedTuple):
    """A person's tenure. ``role`` is one of the words of ontology/authority/README.md; ``office``, ``organisations`` and
    ``constituency`` are keys; ``note`` is the subject of a mission. ``known_until`` is the last day that the sources vouch for,
    where they know neither the end nor that it still holds; ``end`` is empty then."""

    key: Key
    person: Key
    role: str
    office: Key
    organisations: tuple[Key, ...]
    constituency: Key
    start: str
    end: str
    quality: str
    source: str
    note: str
    known_until: str

    def on(self, date: str) -> bool:
        """Whether the tenure is known to hold on an ISO day, its first and last day included."""
        last = self.end or self.known_until
        return self.start <= date and (not last or date <= last)


class Office(NamedTuple):
    """A post by its masculine title. ``seats`` is "1" where one person at a time holds it, else empty."""

    key: Key
    label: str
    alt_labels: tuple[str, ...]
    seats: str
    organisation: Key
    wikidata: str
    start: str
    end: str


class Organisation(NamedTuple):
    """A body: assembly, government, ministry, committee, parliamentary group; ``an`` are its ids (PO…)."""

    key: Key
    label: str
    alt_labels: tuple[str, ...]
    kind: str
    an: tuple[str, ...]
    wikidata: str
    start: str
    end: str
    parent: Key


class Constituency(NamedTuple):
    """A constituency of deputies through all legislatures; ``departement`` is the key of its place."""

    key: Key
    label: str
    alt_labels: tuple[str, ...]
    departement: Key
    number: str
    an: tuple[str, ...]


class Place(NamedTuple):
    """A region, a département or a country. ``charniere`` is what stands before the name after "de" ("de la ", "d'")."""

    key: Key
    label: str
    alt_labels: tuple[str, ...]
    kind: str
    cog: str
    parent: Key
    charniere: str
    insee: str
    wikidata: str


class Commune(NamedTuple):
    """A commune; ``cog`` is its INSEE code, ``departement`` the code of its département."""

    key: Key
    label: str
    cog: str
    departement: str
    population: str


class Code(NamedTuple):
    """A code of law; ``state`` as Légifrance gives it (VIGUEUR, ABROGE, MODIFIE …)."""

    key: Key
    label: str
    alt_labels: tuple[str, ...]
    legitext: str
    state: str
    start: str


class Law(NamedTuple):
    """An act of the Journal officiel. ``kind`` is a class ("Law", "Ordinance", "Decree"), ``nature`` what refines it
    ("organique", "arrêté"), ``title`` what follows the date ("relative à …"), ``aliases`` the names people use."""

    key: Key
    kind: str
    number: str
    nature: str
    date: str
    title: str
    jorftext: str
    nor: str
    eli: str
    aliases: tuple[str, ...]


class Bill(NamedTuple):
    """A bill through both chambers; ``numbers`` as "AN XV 4387"; ``law`` the key of the act that it became."""

    key: Key
    title: str
    numbers: tuple[str, ...]
    law: Key
    date: str
    source: str


ROWS: Mapping[str, type[NamedTuple]] = MappingProxyType(
    {
        "persons": Person,
        "names": FormerName,
        "mandates": Mandate,
        "offices": Office,
        "organisations": Organisation,
        "constituencies": Constituency,
        "places": Place,
        "communes": Commune,
        "codes": Code,
        "laws": Law,
        "bills": Bill,
    }
)
"""The tables of the pack by file stem."""


LISTS = frozenset(("alt_labels", "an", "organisations", "numbers", "aliases"))
"""The columns whose cells hold several values, in every table."""


def columns(table: str) -> tuple[str, ...]:
    """The columns of a table, in order."""
    return ROWS[table]._fields


def many(cell: str) -> tuple[str, ...]:
    """The ``|``-separated values of a cell."""
    return tuple(cell.split("|")) if cell else ()


def row_reader(table: str) -> Callable[[str], Any]:
    """A function from a line of the table to its row; it raises TypeError where the number of cells is another."""
    make = ROWS[table]._make
    several = [index for index, column in enumerate(columns(table)) if column in LISTS]
    size = len(columns(table))

    def read(line: str) -> Any:
        cells: list[Any] = line.split(";")
        if len(cells) != size:
            raise TypeError(f"{len(cells)} cells where {size} are needed")
        for index in several:
            cells[index] = tuple(cells[index].split("|")) if cells[index] else ()
        return make(cells)

    return read
