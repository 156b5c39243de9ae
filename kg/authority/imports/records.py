"""Dumps of records with words, one JSON object a member: what their importers share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from kg.authority.connector import fault, official
from kg.authority.imports.items import Item, Prose
from kg.authority.imports.keys import Described, Keys
from kg.authority.members import json_records
from kg.model import Finding, Key


@dataclass(frozen=True, slots=True)
class Reading:
    """One record: its document, the official ids (PA…, PO…) and the keys of the pack that it names, what was found in it."""

    prose: Prose
    officials: Sequence[str] = ()
    known: Sequence[Key] = ()
    findings: Sequence[Finding] = ()


class Records(ABC):
    """What the records of one dump have told so far. ``envelope`` is put around a record ({"scrutin": {…}}), ``prefix`` begins
    the names of its files and its id ("VTAN"), ``noun`` is what it is called in English and in French."""

    envelope: ClassVar[str]
    prefix: ClassVar[str]
    noun: ClassVar[tuple[str, str]]

    def __init__(self, keys: Keys) -> None:
        self.keys = keys
        self.describe = Described(keys)
        self.told: set[str] = set()
        self.unknown: set[str] = set()

    @abstractmethod
    def read(self, uid: str, where: str, fields: Mapping[str, Any]) -> Reading:
        """One record. May raise KeyError, TypeError, AttributeError or ValueError where it does not fit the layout; nothing of
        it is taken then."""

    def last(self) -> Iterator[Item]:
        """What all records together say."""
        return iter(())

    def items(self, paths: Sequence[Path]) -> Iterator[Item]:
        """All that the files say, in the order of their members."""
        for path in paths:
            for found in json_records(path, self.envelope, self.prefix):
                if isinstance(found, Finding):
                    yield found
                else:
                    yield from self._taken(*found)
        yield from self.last()

    def _taken(self, where: str, fields: Mapping[str, Any]) -> Iterator[Item]:
        try:
            uid = official(fields["uid"], self.prefix)
            if uid in self.told:
                yield fault("duplicate", where, f"{uid} is there twice; the first is kept", f"{uid} figure deux fois")
                return
            reading = self.read(uid, where, fields)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            reason = f"{type(error).__name__}: {error}"
            english, french = self.noun
            yield fault("layout", where, f"the {english} is left out ({reason})", f"{french} écarté ({reason})")
            return
        self.told.add(uid)
        yield from reading.findings
        for one in reading.officials:
            if one not in self.unknown:
                yield from self.describe.official(one, self.key(one), where, self.unknown)
        for key in reading.known:
            yield from self.describe.known(key)
        for entity in reading.prose.entities:
            yield from self.describe(entity)
        yield reading.prose

    def key(self, uid: str) -> Key:
        """The key of the person or body of an official id. Raises ValueError for what is none."""
        official(uid, "PA", "PO")
        if uid.startswith("PA"):
            return self.keys.person(uid) or f"person/{uid.lower()}"
        return self.keys.body(uid) or f"organisation/{uid.lower()}"
