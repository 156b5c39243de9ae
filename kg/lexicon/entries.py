"""What a row of a hand-kept table stands for: a frozen entry, and the entries of all tables by key and by written form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from kg import iris
from kg.lexicon.calendar import MONTH, day_of
from kg.lexicon.files import Row
from kg.lexicon.fold import fold
from kg.model import Key, Kind

IDENTIFIERS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "AN": re.compile(r"P[AO]\d+$"),
        "JORFTEXT": re.compile(r"(?:JORFTEXT\d{12}|JPDF\d{16})$"),
        "LEGITEXT": re.compile(r"LEGITEXT\d{12}$"),
        "COG": re.compile(r"\d[\dAB]\d*$"),
    }
)
"""The official keys that the iri column takes beside IRIs, by the scheme written before the colon (``AN:PO78718``)."""

_ELI_TYPES = {"loi": "loi", "ordonnance": "ordonnance", "décret": "decret"}
_ELI_SINCE = 2002
_OFFICIAL = re.compile(
    r"(?P<type>loi|loi organique|loi constitutionnelle|ordonnance|décret) (?:n° (?P<number>\d{2,4}-\d+) )?"
    rf"du (?P<date>\d{{1,2}}(?:er)? (?:{MONTH}) (?P<year>\d{{4}}))(?: (?P<title>.+))?$"
)
_TITLED = frozenset({"Law", "Ordinance", "Decree"})


class Entry(NamedTuple):
    """One row: a thing that texts name, under its key.

    ``alt_labels`` keep the order of the table; ``same_as`` are IRIs and ``identifiers`` official keys ("PO78718"), both
    sorted; ``flags`` are the (name, value) pairs of the note, value "" where a flag has none.
    """

    key: Key
    kind: Kind
    label: str
    alt_labels: tuple[str, ...]
    same_as: tuple[str, ...]
    identifiers: tuple[str, ...]
    source: str
    flags: tuple[tuple[str, str], ...]
    path: str
    line: int

    @property
    def surfaces(self) -> tuple[str, ...]:
        """Every form to look for: the label, the other forms, and a law's title without its number and date ("loi relative
        à …", "loi de finances pour 2022")."""
        return (self.label, *self.alt_labels, *self._bare_titles())

    def _bare_titles(self) -> Iterator[str]:
        if self.kind in _TITLED and (official := _OFFICIAL.match(self.label)) and official["title"]:
            yield f"{official['type']} {official['title']}"

    def flag(self, name: str) -> str | None:
        """The value of a flag, "" for one without a value, ``None`` where the row does not have it."""
        for flag, value in self.flags:
            if flag == name:
                return value
        return None

    def is_ambiguous(self, surface: str) -> bool:
        """Whether this row warns that ``surface`` also means something else, so that it needs a context that decides."""
        if not self.flags:
            return False
        folded = fold(surface)
        return any(name == "ambiguous" and (not value or fold(value) == folded) for name, value in self.flags)

    def in_force(self, date: str) -> bool:
        """Whether the thing existed under this name on an ISO date, both ends included to the precision that the row gives;
        ``True`` where the row or the date says nothing."""
        if not date:
            return True
        start, end = self.flag("from"), self.flag("until")
        early = start and date < start[: len(date)]
        late = end and date[: len(end)] > end
        return not (early or late)


@dataclass(frozen=True)
class Tables:
    """All rows, by key, in the order of the tables."""

    entries: Mapping[Key, Entry]

    @cached_property
    def by_surface(self) -> Mapping[str, tuple[Entry, ...]]:
        """The entries by folded form. A form with several entries is one that the document must decide."""
        found: dict[str, tuple[Entry, ...]] = {}
        for entry in self.entries.values():
            for folded in dict.fromkeys(map(fold, entry.surfaces)):
                found[folded] = (*found.get(folded, ()), entry)
        return MappingProxyType(found)

    def find(self, surface: str, date: str = "") -> tuple[Entry, ...]:
        """The entries that ``surface`` may name, in the order of the tables; with an ISO ``date``, those of that day."""
        return tuple(entry for entry in self.by_surface.get(fold(surface), ()) if entry.in_force(date))

    def of_kind(self, kind: Kind) -> tuple[Entry, ...]:
        """The entries of a kind, in the order of the tables."""
        return tuple(entry for entry in self.entries.values() if entry.kind == kind)


def tables_of(rows: Iterable[Row]) -> Tables:
    """The tables that rows make. Of two rows with one key the first stands (``check_tables`` reports the second)."""
    entries: dict[Key, Entry] = {}
    for row in rows:
        entry = _entry(row)
        entries.setdefault(entry.key, entry)
    return Tables(MappingProxyType(entries))


def flags_of(note: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The flags of a note, split at their first colon."""
    return tuple([(name, value) for name, _, value in [item.partition(":") for item in note]])


def _entry(row: Row) -> Entry:
    cells = row.cells
    key, label = cells["key"], cells["label"]
    same_as = set(_derived(key, label)) if key.startswith(_DERIVING) else set()
    identifiers: set[str] = set()
    for value in row.many("iri"):
        scheme, _, rest = value.partition(":")
        if scheme in IDENTIFIERS:
            identifiers.add(rest)
        else:
            same_as.add(value)
    return Entry(
        key,
        cells["kind"],
        label,
        row.many("alt_label"),
        tuple(sorted(same_as)),
        tuple(sorted(identifiers)),
        cells["source"],
        flags_of(row.many("note")),
        row.path,
        row.line,
    )


_DERIVING = ("eu/", "law/", "ordinance/", "decree/")


def _derived(key: Key, label: str) -> Iterator[str]:
    """The official IRIs that a key and a title determine: CELEX for EU acts; ELI for what the Journal officiel numbered
    since Légifrance gives ELIs to it (2002; organic laws have a path of their own, and are left to the authority)."""
    if key.startswith("eu/"):
        yield iris.celex(key.removeprefix("eu/"))
        return
    found = _OFFICIAL.match(label)
    if found and found["number"] and found["type"] in _ELI_TYPES and int(found["year"]) >= _ELI_SINCE:
        yield iris.eli_jo(_ELI_TYPES[found["type"]], day_of(found["date"]), found["number"])
