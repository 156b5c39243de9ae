"""``kg import cog``, ``legifrance``, ``wikidata``: registers whose rows become entities as the pack makes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from kg import iris
from kg.authority import acts, areas
from kg.authority.cog import Area, Cog
from kg.authority.connector import csv_rows, fault
from kg.authority.imports.items import Item
from kg.authority.imports.keys import Described, Keys
from kg.authority.legifrance import Act, Acts, Codes, CodeText, nicknames
from kg.authority.tables import Table, tables
from kg.authority.wikidata import Item as WikidataItem
from kg.authority.wikidata import Items, Post, Posts
from kg.lexicon.pack import Pack
from kg.lexicon.pack_rows import row_reader
from kg.model import Claim, Entity, Finding, Key

Record = TypeVar("Record")


class CogImport:
    """INSEE's régions, départements, communes."""

    name = "cog"
    title = Cog.name
    licence = Cog.licence
    url = Cog.url
    files = "regions.json departements.json communes.json"

    def items(self, paths: Sequence[Path], keys: Keys) -> Iterator[Item]:
        """The territories of all files."""
        found: list[Area] = []
        for path in paths:
            yield from _kept(Cog().read(path), found)
        drafts = tables()
        areas.places(found, drafts["places"])
        areas.communes(found, drafts["communes"])
        yield from _entities(keys, drafts, ("places", "communes"))


class LegifranceImport:
    """Codes and acts of Légifrance, with the names that people give to laws."""

    name = "legifrance"
    title = "Légifrance, codes et textes du Journal officiel"
    licence = Acts.licence
    url = Acts.url
    files = "codes_authority.csv laws_authority.csv lois_dites.json, or some of them"

    def items(self, paths: Sequence[Path], keys: Keys) -> Iterator[Item]:
        """The codes and acts of all files; which file is which is told by its columns."""
        codes: list[CodeText] = []
        found: list[Act] = []
        names: list[tuple[str, tuple[str, ...]]] = []
        for path in paths:
            if path.suffix == ".json":
                yield from _kept(nicknames(path), names)
            elif "legitext" in _header(path):
                yield from _kept(Codes().read(path), codes)
            else:
                yield from _kept(Acts().read(path), found)
        drafts = tables()
        acts.codes(codes, drafts["codes"])
        yield from acts.laws(found, dict(names), drafts["laws"])
        yield from _entities(keys, drafts, ("codes", "laws"))


class WikidataImport:
    """Wikidata items of people: of actors of the Assemblée nationale, and of holders of public offices."""

    name = "wikidata"
    title = Posts.name
    licence = Posts.licence
    url = Posts.url
    files = "tables of items (an_id, wikidata, frwiki) and of offices (position, person, personID, start, end …)"

    def items(self, paths: Sequence[Path], keys: Keys) -> Iterator[Item]:
        """The people of the pack whom a table identifies. An item at odds with the pack's identifies nobody, and is told."""
        describe = Described(keys)
        claimed: dict[str, Key] = {}
        for path in paths:
            records: list[WikidataItem | Post] = []
            if "an_id" in _header(path):
                yield from _kept(Items().read(path), records)
            else:
                yield from _kept(Posts().read(path), records)
            for record in records:
                person = keys.person(record.an) if isinstance(record, WikidataItem) else keys.item(record.wikidata)
                known = keys.known(person) if person else None
                if known is None:
                    continue
                address = iris.wikidata(record.wikidata)
                others = [one for one in known.same_as if "wikidata.org" in one and one != address]
                if others or claimed.setdefault(address, known.key) != known.key:
                    message = f"{record.wikidata} is not the item of {known.key} in the pack, or is another's; left out"
                    yield fault("item", path.name, message, f"{record.wikidata} : autre élément, écarté", severity="warning")
                    continue
                yield from describe(known._replace(same_as=tuple(sorted({*known.same_as, address}))))


def _header(path: Path) -> tuple[str, ...]:
    """The columns of a table; none where it cannot be read."""
    for record in csv_rows(path, ()):
        if not isinstance(record, Finding):
            return tuple(record[1])
    return ()


def _kept(records: Iterable[Record | Finding], into: list[Record]) -> Iterator[Finding]:
    for record in records:
        if isinstance(record, Finding):
            yield record
        else:
            into.append(record)


def _entities(keys: Keys, drafts: dict[str, Table], names: Iterable[str]) -> Iterator[Entity | Claim]:
    """The rows of drafted tables as entities. What a row of the pack knows besides (a Wikidata item) is the pack's to say."""
    made = Pack(keys.pack.root)
    for name in names:
        read = row_reader(name)
        made.__dict__[name] = {row.key: row for row in map(read, drafts[name].text().split("\n")[1:-1])}
    describe = Described(keys)
    for name in names:
        for key in made.__dict__[name]:
            entity = made.entity(key)
            if entity is not None:
                yield from describe(entity)
