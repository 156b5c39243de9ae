"""A row of the authority pack as an entity of the graph: labels, identifiers, the IRIs of the same thing elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kg import iris
from kg.lexicon.calendar import french_day
from kg.lexicon.pack_rows import Bill, Code, Commune, Constituency, Law, Mandate, Office, Organisation, Person, Place
from kg.model import Entity, Fact, Key

if TYPE_CHECKING:
    from kg.lexicon.pack import Pack

_NOUNS: Mapping[str, str] = MappingProxyType({"Law": "loi", "Ordinance": "ordonnance", "Decree": "décret"})
_NATURES = ("organique", "constitutionnelle")
_INSEE_COMMUNE = "http://id.insee.fr/geo/commune/"
ASSEMBLEE, WIKIDATA, COG, LEGIFRANCE = "authority/assemblee", "authority/wikidata", "authority/cog", "authority/legifrance"


def entity(pack: Pack, key: Key) -> Entity | None:
    """The entity of a key, None where the pack has no such row. Communes are looked for in their own table."""
    folder = key.partition("/")[0]
    if key.startswith("place/commune-"):
        commune = pack.communes.get(key)
        return None if commune is None else _commune(commune)
    if folder == "mandate":
        mandate = pack.mandate(key)
        return None if mandate is None else _mandate(pack, mandate)
    if folder not in _MAKERS:
        return None
    table, make = _MAKERS[folder]
    row = getattr(pack, table).get(key)
    return None if row is None else make(row)


def law_label(law: Law) -> str:
    """The act as texts cite it: "loi n° 2022-52 du 24 janvier 2022 relative à …"; a nickname where it has no number."""
    noun = "arrêté" if law.nature == "arrêté" else _NOUNS[law.kind]
    words = [noun, law.nature if law.nature in _NATURES else "", f"n° {law.number}" if law.number else ""]
    if law.date:
        words.append(f"du {french_day(law.date)}")
    elif not law.number and law.aliases:
        return law.aliases[0]
    return " ".join(word for word in (*words, law.title) if word)


def _items(qid: str) -> tuple[str, ...]:
    return (iris.wikidata(qid),) if qid else ()


def _others(*values: str) -> tuple[str, ...]:
    return tuple(sorted({value for value in values if value}))


def _part(key: Key) -> tuple[Fact, ...]:
    return (Fact("partOf", key, is_key=True),) if key else ()


def _person(row: Person) -> Entity:
    return Entity(
        row.key,
        "Person",
        row.label,
        row.alt_labels,
        same_as=_items(row.wikidata),
        identifiers=_others(*row.an, row.senat),
        see_also=_others(row.page),
        authority=ASSEMBLEE if row.an else WIKIDATA if row.wikidata else "authority/journal-officiel",
    )


def _office(row: Office) -> Entity:
    return Entity(row.key, "Office", row.label, row.alt_labels, same_as=_items(row.wikidata), authority=ASSEMBLEE)


def _organisation(row: Organisation) -> Entity:
    return Entity(
        row.key,
        "Organisation",
        row.label,
        row.alt_labels,
        same_as=_items(row.wikidata),
        identifiers=_others(*row.an),
        facts=_part(row.parent),
        authority=ASSEMBLEE if row.an else WIKIDATA,
    )


def _constituency(row: Constituency) -> Entity:
    return Entity(
        row.key,
        "Constituency",
        row.label,
        row.alt_labels,
        identifiers=_others(*row.an),
        facts=_part(row.departement),
        authority=ASSEMBLEE,
    )


def _place(row: Place) -> Entity:
    return Entity(
        row.key,
        "Place",
        row.label,
        row.alt_labels,
        same_as=_others(row.insee, *_items(row.wikidata)),
        identifiers=_others(row.cog),
        facts=_part(row.parent),
        authority=COG if row.cog else WIKIDATA,
    )


def _commune(row: Commune) -> Entity:
    place = f"place/departement-{row.departement.lower()}"
    same = (_INSEE_COMMUNE + row.cog,) if not row.cog.startswith(("975", "977", "978", "98")) else ()
    return Entity(row.key, "Place", row.label, same_as=same, identifiers=(row.cog,), facts=_part(place), authority=COG)


def _code(row: Code) -> Entity:
    return Entity(row.key, "Code", row.label, row.alt_labels, identifiers=_others(row.legitext), authority=LEGIFRANCE)


def _law(row: Law) -> Entity:
    label = law_label(row)
    noun = label.partition(" ")[0]
    titled = (f"{noun} {row.title}",) if row.title and row.number and row.kind == "Law" else ()
    facts = (Fact("dcterms:date", row.date, "date"),) if row.date else ()
    return Entity(
        row.key,
        row.kind,
        label,
        _others(*(alias for alias in row.aliases if alias != label), *titled),
        same_as=_others(row.eli),
        identifiers=_others(row.jorftext, row.nor),
        facts=facts,
        authority=LEGIFRANCE,
    )


def _bill(row: Bill) -> Entity:
    facts = (Fact("dcterms:date", row.date, "date"),) if row.date else ()
    return Entity(row.key, "Bill", row.title, identifiers=_others(*row.numbers), facts=facts, authority=ASSEMBLEE)


def _mandate(pack: Pack, row: Mandate) -> Entity:
    person, office = pack.persons.get(row.person), pack.offices.get(row.office)
    body = pack.organisations.get(row.organisations[0]) if row.organisations else None
    what = office.label if office else " ".join(word for word in (row.quality, body.label if body else row.note) if word)
    facts = [Fact("holder", row.person, is_key=True)]
    if row.office:
        facts.append(Fact("post", row.office, is_key=True))
    facts += [Fact("organisation", key, is_key=True) for key in row.organisations]
    if row.constituency:
        facts.append(Fact("constituency", row.constituency, is_key=True))
    facts.append(Fact("start", row.start, "date"))
    if row.end:
        facts.append(Fact("end", row.end, "date"))
    uid = row.key.partition("/")[2]
    return Entity(
        row.key,
        "Mandate",
        f"{person.label if person else row.person}, {what}",
        (row.note,) if row.note and row.role == "en-mission" else (),
        identifiers=(uid,) if uid.startswith("PM") else (),
        facts=tuple(facts),
        authority=f"authority/{row.source.split('|')[0]}",
    )


_MAKERS: Mapping[str, tuple[str, Callable[[Any], Entity]]] = MappingProxyType(
    {
        "person": ("persons", _person),
        "office": ("offices", _office),
        "organisation": ("organisations", _organisation),
        "constituency": ("constituencies", _constituency),
        "place": ("places", _place),
        "code": ("codes", _code),
        "law": ("laws", _law),
        "ordinance": ("laws", _law),
        "decree": ("laws", _law),
        "bill": ("bills", _bill),
    }
)
