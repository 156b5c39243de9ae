"""Which entity a publisher's id stands for: the key that the authority pack (or a table of the lexicon) gave to the thing, so
that a dump and a text that name it meet in one node.

A key depends on the id and the pack alone, never on what was imported before: any order of imports gives the same graph.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from kg.authority.connector import fault
from kg.lexicon.pack import Pack, load_pack
from kg.lexicon.tables import Tables, load_tables
from kg.model import Entity, Finding, Key


class Keys:
    """The registry of keys, by official id. ``pack`` and ``tables`` are those in use where none are given."""

    def __init__(self, pack: Pack | None = None, tables: Tables | None = None) -> None:
        self.pack = pack or load_pack()
        self._tables = tables

    @cached_property
    def tables(self) -> Tables:
        return self._tables or load_tables()

    @cached_property
    def _persons(self) -> dict[str, Key]:
        return {uid: row.key for row in self.pack.persons.values() for uid in row.an}

    @cached_property
    def _items(self) -> dict[str, Key]:
        return {row.wikidata: row.key for row in self.pack.persons.values() if row.wikidata}

    @cached_property
    def _bodies(self) -> dict[str, Key]:
        listed = {
            uid: entry.key
            for entry in self.tables.entries.values()
            if entry.kind == "Organisation"
            for uid in entry.identifiers
            if uid.startswith("PO")
        }
        seats = {uid: row.key for row in self.pack.constituencies.values() for uid in row.an}
        return {**listed, **seats, **{uid: row.key for row in self.pack.organisations.values() for uid in row.an}}

    def person(self, uid: str) -> Key | None:
        """The person of an id of the Assemblée nationale (PA…)."""
        return self._persons.get(uid)

    def item(self, qid: str) -> Key | None:
        """The person of a Wikidata item (Q…)."""
        return self._items.get(qid)

    def body(self, uid: str) -> Key | None:
        """The organisation or constituency of an id of the Assemblée nationale (PO…)."""
        return self._bodies.get(uid)

    def known(self, key: Key) -> Entity | None:
        """What the pack, or else the lexicon, knows of a key."""
        entity = self.pack.entity(key)
        if entity is None and (entry := self.tables.entries.get(key)) is not None:
            names = tuple(sorted(set(entry.alt_labels)))
            return Entity(key, entry.kind, entry.label, names, same_as=entry.same_as, identifiers=entry.identifiers)
        return entity


class Described:
    """The entities that a dump names, each once, with those that they refer to: a graph of its own describes all its nodes."""

    def __init__(self, keys: Keys) -> None:
        self.keys = keys
        self._seen: set[Key] = set()

    def __call__(self, entity: Entity | None) -> Iterator[Entity]:
        """The entity and, from the pack, what its facts refer to; nothing where it was given before."""
        pending = [entity]
        while pending:
            one = pending.pop()
            if one is None or one.key in self._seen:
                continue
            self._seen.add(one.key)
            yield one
            pending += [self.keys.known(fact.value) for fact in one.facts if fact.is_key and fact.value not in self._seen]

    def later(self, key: Key) -> None:
        """Leaves a thing to who says more of it than the pack."""
        self._seen.add(key)

    def known(self, key: Key) -> Iterator[Entity]:
        """The same for a key that the pack or the lexicon has."""
        if key not in self._seen:
            yield from self(self.keys.known(key))

    def official(self, uid: str, key: Key, where: str, unknown: set[str]) -> Iterator[Entity | Finding]:
        """The person or body of an official id; one that the pack does not have is known by the id alone, told once in a
        finding, and added to ``unknown``."""
        known = self.keys.known(key)
        if known is not None:
            yield from self(known)
            return
        unknown.add(uid)
        yield from self(Entity(key, "Person" if uid.startswith("PA") else "Organisation", uid, identifiers=(uid,)))
        english = f"{uid} is not in the authority pack; known by its id alone (kg import pack refreshes the pack)"
        yield fault("unknown", where, english, f"{uid} ne figure pas dans le paquet d'autorité", severity="warning")
