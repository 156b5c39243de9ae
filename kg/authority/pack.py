"""Makes the pack: every source read, every table drafted, corrected by hand-kept facts, and written.

The same sources and the same hand-kept tables give the same bytes, whether a pack is there already or not; a key that the
pack has given to a thing stays with it, even where its name changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TypeVar

from kg.authority import acts, areas, attested, corrections
from kg.authority.assemblee import Actor, Assemblee, Body
from kg.authority.bodies import Organisations, constituencies, organisations
from kg.authority.cog import Area, Cog
from kg.authority.connector import Connector, fault
from kg.authority.legifrance import Act, Acts, Codes, CodeText, nicknames
from kg.authority.people import People, people
from kg.authority.sightings import Seen, Signatures, Votes, gathered
from kg.authority.tables import Registry, Table, current, tables, write
from kg.authority.tenures import HIGH, SINCE, Tenures, close_offices, of_actors, of_posts, wanted
from kg.authority.wikidata import Item, Items, Post, Posts
from kg.lexicon.countries import COLUMNS as COUNTRIES
from kg.lexicon.files import Row
from kg.model import Finding

Record = TypeVar("Record")
_GEO = ("regions.json", "departements.json", "communes.json")
_POSTS = ("wikidata-government-posts-2022.csv", "wikidata-senators-2022.csv")
_SOURCES: tuple[type[Connector[object]], ...] = (Assemblee, Votes, Signatures, Items, Posts, Cog, Codes, Acts)


@dataclass
class _Making:
    """One run: where from, the drafts, and what there is to report."""

    data: Path
    drafts: dict[str, Table] = field(default_factory=tables)
    findings: list[Finding] = field(default_factory=list)

    def file(self, *names: str) -> Path | None:
        """The first of the files (patterns below the data folder) that is there; a finding where none is."""
        for name in names:
            if found := sorted(self.data.glob(name)):
                return found[0]
        self.findings.append(fault("missing", names[0], "this source is not there", "source absente"))
        return None

    def read(self, connector: Connector[Record], path: Path | None) -> Iterator[Record]:
        """The records of a source; its findings are kept."""
        if path is not None:
            for record in connector.read(path):
                if isinstance(record, Finding):
                    self.findings.append(record)
                else:
                    yield record


def make_pack(data: Path, out: Path) -> list[Finding]:
    """Reads the publishers' files below ``data`` and writes the pack's tables and ``pack.toml`` into ``out``, whose
    hand-kept tables (corrections, additions, countries, acts) it applies and leaves alone.

    A source that is missing or damaged beyond reading leaves the tables made from it as they are; a hand-kept table that
    cannot be read leaves all of them, since a pack without its corrections would be wrong. Returns all findings,
    in an order that depends on the sources alone.
    """
    making = _Making(data)
    if faulty := corrections.faults(out):
        return faulty
    links = _areas(making, out)
    _law(making, out)
    as_of = _politics(making, out, links)
    rows, bad = corrections.rows_of(out / "additions.csv", corrections.ADDITIONS)
    making.findings += bad
    known = {name: table for name, table in making.drafts.items() if table.rows}
    applicable = [row for row in rows if row["table"] in known or row["table"] not in making.drafts]
    making.findings += corrections.add(applicable, making.drafts)
    acts.one_code_an_id(making.drafts["codes"])
    counts = {}
    for name, table in making.drafts.items():
        if name in known or not (out / f"{name}.csv").is_file():
            write(out / f"{name}.csv", table.text())
            counts[name] = len(table.rows)
        else:
            counts[name] = len(current(out, name))
    write(out / "pack.toml", _description(as_of, counts))
    return making.findings


def _areas(making: _Making, out: Path) -> Mapping[str, tuple[str, str]]:
    found: list[Area] = []
    for name in _GEO:
        found += making.read(Cog(), making.file(f"geo/{name}", name))
    links = areas.places(found, making.drafts["places"])
    areas.communes(found, making.drafts["communes"])
    rows, bad = corrections.rows_of(out / "countries.csv", COUNTRIES)
    making.findings += bad
    if making.drafts["places"].rows:
        corrections.countries(rows, making.drafts["places"])
    return links


def _law(making: _Making, out: Path) -> None:
    code_texts: Iterable[CodeText] = making.read(Codes(), making.file("law/codes_authority.csv"))
    acts.codes(code_texts, making.drafts["codes"])
    names: dict[str, tuple[str, ...]] = {}
    if (path := making.file("law/lois_dites.json")) is not None:
        for record in nicknames(path):
            if isinstance(record, Finding):
                making.findings.append(record)
            else:
                names[record[0]] = record[1]
    rows, bad = corrections.rows_of(out / "acts.csv", corrections.ACTS)
    making.findings += bad
    found: Iterable[Act] = making.read(Acts(), making.file("law/laws_authority.csv"))
    making.findings += acts.laws(corrections.acts(rows, found), names, making.drafts["laws"])
    if (path := making.file("law/rpsi_reference.json")) is not None:
        making.findings += acts.bills(path, making.drafts["laws"], making.drafts["bills"])


def _politics(making: _Making, out: Path, links: Mapping[str, tuple[str, str]]) -> str:
    """Persons, mandates, offices, organisations, constituencies; returns the day up to which the dump tells."""
    path = making.file("assemblee/AMO*", "assemblee/json", "AMO*")
    bodies: dict[str, Body] = {}
    everybody: list[Actor] = []
    for record in making.read(Assemblee(), path):
        if isinstance(record, Body):
            bodies[record.uid] = record
        elif isinstance(record, Actor):
            everybody.append(record)
    seen = _seen(making)
    actors = [actor for actor in everybody if actor.uid in seen or wanted(actor)]
    if not actors or not bodies:
        return ""
    as_of = max(tenure.start for actor in actors for tenure in actor.tenures)
    rows, bad = corrections.rows_of(out / "corrections.csv", corrections.CORRECTIONS)
    making.findings += bad
    actors = list(corrections.actors(rows, [*actors, *attested.strangers(everybody, seen)]))
    items: list[Item] = list(making.read(Items(), making.file("people/actors_authority.csv")))
    posts: list[Post] = []
    for name in _POSTS:
        posts += (post for post in making.read(Posts(), making.file(f"people/{name}")) if _high(post))
    drafts = making.drafts
    who, findings = people(
        actors, items, posts, drafts["persons"], _registry(out, "persons", "an", "wikidata"), corrections.same(rows)
    )
    making.findings += findings
    making.findings += attested.names(actors, seen, who.of_actor, drafts["persons"], drafts["names"])
    groups = Organisations(drafts["organisations"], _registry(out, "organisations", "an"))
    organisations(bodies, _heads(actors, bodies), groups)
    seats = constituencies(bodies.values(), links, drafts["constituencies"])
    tenures = Tenures(drafts["mandates"], drafts["offices"], _registry(out, "offices", "label"), groups.of_body, seats)
    _tenures(making, rows, actors, bodies, who, posts, tenures, seen)
    return as_of


def _seen(making: _Making) -> Mapping[str, Seen]:
    """Who voted and who signed amendments, from what there is of either."""
    votes = making.read(Votes(), making.file("assemblee/Scrutins*"))
    published = making.read(Signatures(), making.file("assemblee/Amendements*"))
    extracted = (
        found for path in sorted(making.data.glob("bulk/amendements.jsonl*")) for found in making.read(Signatures(), path)
    )
    return gathered(chain(votes, published, extracted))


def _tenures(
    making: _Making,
    rows: list[Row],
    actors: list[Actor],
    bodies: Mapping[str, Body],
    who: People,
    posts: list[Post],
    into: Tenures,
    seen: Mapping[str, Seen],
) -> None:
    making.findings += of_actors(actors, who.of_actor, bodies, into, corrections.titles(rows))
    attested.attest(actors, seen, who.of_actor, into)
    attested.limit_senate(actors, into)
    of_posts(posts, who.of_item, into)
    making.findings += corrections.correct(rows, who, into)
    making.findings += close_offices(into)
    used = {key for row in into.mandates.rows.values() for key in row["organisations"].split("|")}
    table = making.drafts["organisations"]
    parents = {row["parent"] for key, row in table.rows.items() if key in used}
    table.rows = {key: row for key, row in table.rows.items() if key in used or key in parents or row["kind"] != "ministry"}


def _high(post: Post) -> bool:
    """Whether the pack follows the position: heads of State, of government and of the assemblies, senators since SINCE."""
    if post.position == "member of the Senate of France":
        return not post.end or post.end >= SINCE
    return post.position in ("President", "Prime Minister", "President of the National Assembly", "President of the Senate")


def _heads(actors: Iterable[Actor], bodies: Mapping[str, Body]) -> Mapping[str, str]:
    """The Prime Minister's full name for each government's body: who held that office on the government's first day."""
    firsts = [
        (tenure.start, tenure.end or "9999", f"{actor.given} {actor.family}")
        for actor in actors
        for tenure in actor.tenures
        if tenure.kind in HIGH and tenure.quality_code == "Premier ministre"
    ]
    out = {}
    for body in bodies.values():
        if body.kind == "GOUVERNEMENT":
            surname = body.short.partition(" ")[0].casefold()
            names = sorted({name for start, end, name in firsts if name.casefold().endswith(surname)})
            if len(names) == 1:
                out[body.uid] = names[0]
    return out


def _registry(out: Path, table: str, *identifiers: str) -> Registry:
    return Registry(current(out, table), identifiers)


def _description(as_of: str, counts: Mapping[str, int]) -> str:
    """pack.toml: when the data is of, its sources with their licences, and how many rows each table has."""
    lines = ["# Made with the tables beside it; see README.md.", f'as_of = "{as_of}"', "", "[counts]"]
    lines += [f"{name} = {count}" for name, count in sorted(counts.items())]
    for source in _SOURCES:
        lines += ["", "[[sources]]", f'name = "{source.name}"', f'licence = "{source.licence}"', f'url = "{source.url}"']
    return "\n".join(lines) + "\n"
