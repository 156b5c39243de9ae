"""``kg import assemblee``: the actors, mandates and bodies of the Assemblée nationale, in whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kg import iris
from kg.authority.assemblee import Actor, Assemblee, Body, Tenure
from kg.authority.bodies import ABROAD, ROMAN
from kg.authority.connector import fault
from kg.authority.imports.items import Item
from kg.authority.imports.keys import Described, Keys
from kg.lexicon.fold import fold
from kg.model import Claim, Entity, Fact, Key

_FIELD = "acteur.mandats.mandat"
_RULE = "import.assemblee"
_GENDERS = {"M.": "male", "Mme": "female", "Mlle": "female"}


class AssembleeImport:
    """The importer: one Person an actor, one Mandate a mandate with the statement that it makes, one Organisation or
    Constituency a body. Where the pack has the thing, it bears the pack's key and names."""

    name = "assemblee"
    title = "Assemblée nationale, acteurs, mandats et organes (open data)"
    licence = Assemblee.licence
    url = Assemblee.url
    files = "AMO….json.zip or the unpacked folder (json/acteur, json/organe)"

    def items(self, paths: Sequence[Path], keys: Keys) -> Iterator[Item]:
        """Bodies, then actors with their mandates."""
        dump = _Dump(keys)
        for path in paths:
            bodies: dict[str, Body] = {}
            told = False
            for record in Assemblee().read(path):
                if isinstance(record, Body):
                    bodies[record.uid] = record
                elif isinstance(record, Actor):
                    if not told:
                        yield from dump.bodies(bodies)
                        told = True
                    yield from dump.actor(record)
                else:
                    yield record
            if not told:
                yield from dump.bodies(bodies)
        yield from dump.persons.values()


class _Dump:
    """What one dump has told so far."""

    def __init__(self, keys: Keys) -> None:
        self.keys = keys
        self.describe = Described(keys)
        self.held: dict[str, Body] = {}
        self.entities: dict[str, Entity] = {}
        self.minted: set[Key] = set()
        self.persons: dict[Key, Entity] = {}
        self.missing: set[str] = set()
        self.mandates: set[str] = set()

    def bodies(self, bodies: dict[str, Body]) -> Iterator[Item]:
        """An entity for each body; those that the pack has as one are one."""
        self.held = bodies
        together: dict[Key, list[Body]] = defaultdict(list)
        for body in bodies.values():
            together[self.keys.body(body.uid) or self._seat(body) or f"organisation/{body.uid.lower()}"].append(body)
        for key, several in together.items():
            entity = self.keys.known(key) or _body(key, several[-1])
            ids = tuple(sorted({*entity.identifiers, *(body.uid for body in several)}))
            entity = entity._replace(identifiers=ids)
            for body in several:
                self.entities[body.uid] = entity
            yield from self.describe(entity)

    def _seat(self, body: Body) -> Key | None:
        """The constituency of the pack that a body of an earlier legislature is: same number, département of the same name."""
        if body.kind != "CIRCONSCRIPTION":
            return None
        number = int(body.number) if body.number.isdigit() else 0
        code = ABROAD if body.departement == "099" else body.departement.lower()
        key = f"constituency/{code}-{number}"
        row = self.keys.pack.constituencies.get(key)
        if row is not None:
            place = self.keys.pack.places.get(row.departement)
            if place is not None and fold(place.label) == fold(body.departement_name):
                return key
        return f"constituency/{body.uid.lower()}"

    def actor(self, actor: Actor) -> Iterator[Item]:
        """A person and the mandates."""
        key = self.keys.person(actor.uid) or self._mint(actor)
        name = f"{actor.given} {actor.family}"
        person = self.keys.known(key) or Entity(key, "Person", name, identifiers=(actor.uid,))
        facts = [Fact("foaf:givenName", actor.given), Fact("foaf:familyName", actor.family)] if actor.given else []
        if actor.birth:
            facts.append(Fact("schema:birthDate", actor.birth, "date"))
        if actor.civility in _GENDERS:
            facts.append(Fact("schema:gender", _GENDERS[actor.civility]))
        # Two records may be one person, whose ids are then those of the records: the pack may know one that this dump lacks.
        before = self.persons.get(key)
        ids = before.identifiers if before else tuple(one for one in person.identifiers if not one.startswith("PA"))
        person = person._replace(identifiers=tuple(sorted({*ids, actor.uid})), facts=(*person.facts, *facts))
        self.persons[key] = person
        self.describe.later(key)
        for tenure in (*actor.tenures, *actor.doubtful):
            if tenure.uid in self.mandates:
                where = f"{actor.uid} {tenure.uid}"
                yield fault(
                    "duplicate", where, f"{tenure.uid} is there twice; the first is kept", f"{tenure.uid} figure deux fois"
                )
                continue
            self.mandates.add(tenure.uid)
            yield from self.mandate(actor, key, person.label, tenure)

    def _mint(self, actor: Actor) -> Key:
        """The key of a person whom the pack does not have: as a document mints it for a full name, unless it is taken."""
        plain = f"person/{iris.slug(f'{actor.given} {actor.family}')}"
        for key in (plain, f"{plain}-{actor.birth[:4]}" if actor.birth else ""):
            if key and key not in self.minted and self.keys.known(key) is None:
                self.minted.add(key)
                return key
        return f"{plain}-{actor.uid.lower()}"

    def mandate(self, actor: Actor, person: Key, name: str, tenure: Tenure) -> Iterator[Item]:
        """The mandate and, unless it is doubtful, what it states of the person."""
        yield from self._unknown(actor.uid, tenure)
        held = [self.entities[uid] for uid in tenure.bodies]
        row = self.keys.pack.mandate(f"mandate/{tenure.uid}")
        known = self.keys.pack.entity(row.key) if row is not None else None
        end = tenure.end or self._closed(tenure)
        dates = tuple(Fact(name, when, "date") for name, when in (("start", tenure.start), ("end", end)) if when)
        if known is not None and row is not None:
            office, seat = row.office, row.constituency
            if row.source == "assemblee" and (row.start, row.end) != (tenure.start, end):
                rest = tuple(fact for fact in known.facts if fact.predicate not in ("start", "end"))
                known = known._replace(facts=(*rest, *dates))
            entity = (
                known if row.person == person else known._replace(facts=(Fact("holder", person, is_key=True), *known.facts[1:]))
            )
        else:
            office, seat = "", self._constituency(tenure)
            facts = [Fact("holder", person, is_key=True)]
            facts += [Fact("organisation", body.key, is_key=True) for body in held if body.kind == "Organisation"]
            if seat:
                facts.append(Fact("constituency", seat, is_key=True))
            what = " ".join(word for word in (tenure.quality, held[0].label if held else "") if word)
            subject = (tenure.subject,) if tenure.mission and tenure.subject else ()
            entity = Entity(
                f"mandate/{tenure.uid}", "Mandate", f"{name}, {what}", subject, identifiers=(tenure.uid,), facts=(*facts, *dates)
            )
        yield from self.describe(entity)
        if tenure not in actor.doubtful:
            yield from self._stated(person, tenure, office, seat, held)

    def _stated(self, person: Key, tenure: Tenure, office: Key, seat: Key, held: Iterable[Entity]) -> Iterator[Item]:
        said: list[tuple[str, Key]] = []
        if tenure.mission:
            mission = f"mission/{tenure.uid.lower()}"
            label = tenure.subject or "mission auprès du Gouvernement"
            yield from self.describe(Entity(mission, "Mission", label, identifiers=(tenure.uid,)))
            said.append(("carriesOut", mission))
        else:
            if office:
                said.append(("holdsOffice", office))
            if seat:
                said.append(("represents", seat))
            if not said:
                said += [("memberOf", body.key) for body in held if body.kind == "Organisation"]
        for predicate, object_ in said:
            yield Claim(person, predicate, object_, _RULE, (), start=tenure.start, end=tenure.end, field=_FIELD)

    def _unknown(self, actor: str, tenure: Tenure) -> Iterator[Item]:
        """Describes by their ids the bodies that the dump names and does not have, each told once."""
        for uid in (*tenure.bodies, tenure.constituency):
            if uid and uid not in self.entities:
                key = self.keys.body(uid)
                seat = uid == tenure.constituency and uid not in tenure.bodies
                fresh = f"{'constituency' if seat else 'organisation'}/{uid.lower()}"
                kind = "Constituency" if seat else "Organisation"
                entity = (self.keys.known(key) if key else None) or Entity(fresh, kind, uid, identifiers=(uid,))
                self.entities[uid] = entity
                yield from self.describe(entity)
                english = f"names the body {uid}, which is not in the dump; known by its id alone"
                yield fault("no-body", f"{actor} {tenure.uid}", english, f"organe {uid} absent", severity="warning")

    def _constituency(self, tenure: Tenure) -> Key:
        entity = self.entities.get(tenure.constituency)
        return entity.key if entity is not None and entity.kind == "Constituency" else ""

    def _closed(self, tenure: Tenure) -> str:
        """The day on which the last of the bodies ended: nobody sits in a body that is no more."""
        ends = [self.held[uid].end for uid in tenure.bodies if uid in self.held]
        return max(ends) if tenure.start and ends and all(ends) and max(ends) >= tenure.start else ""


def _body(key: Key, body: Body) -> Entity:
    """A body that the pack does not have."""
    kind = "Constituency" if key.startswith("constituency/") else "Organisation"
    roman = ROMAN.get(body.legislature, "")
    number = body.legislature
    when = f" ({roman or f'{number}e'} législature)" if number.isdigit() and kind == "Organisation" else ""
    if kind == "Constituency" and number.isdigit():
        when = f" ({roman or f'{number}e'} législature)"
    names = {name for name in (body.label, body.short, body.acronym) if name}
    label = f"{body.label or body.uid}{when}"
    facts = [Fact("dcterms:type", body.kind)]
    if kind == "Organisation":
        if body.start > "1900-01-01":  # an earlier day stands for "unknown" (1899-12-31)
            facts.append(Fact("schema:foundingDate", body.start, "date"))
        if body.end:
            facts.append(Fact("schema:dissolutionDate", body.end, "date"))
    return Entity(key, kind, label, tuple(sorted(names - {label})), identifiers=(body.uid,), facts=tuple(facts))
