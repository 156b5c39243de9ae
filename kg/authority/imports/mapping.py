"""``kg import FILE.toml FILE.csv``: any table, by a small file that says what its rows are (docs/importing.md)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg import iris, terms
from kg.authority.connector import day, fault, text
from kg.authority.imports.items import Item
from kg.authority.imports.keys import Described, Keys
from kg.errors import OntologyError
from kg.lexicon.files import read_toml
from kg.lexicon.fold import fold
from kg.model import Claim, Entity, Fact, Key

_FOLDERS = {
    "Person": "person", "Organisation": "organisation", "Office": "office", "Place": "place", "Constituency": "constituency",
    "Law": "law", "Decree": "decree", "Ordinance": "ordinance", "Code": "code", "Bill": "bill", "Report": "report",
    "Mission": "mission", "Event": "event", "Theme": "theme",
}  # fmt: skip
_TOP = {"name", "title", "licence", "url", "delimiter", "encoding", "comment", "row", "statement"}
_THING = {"kind", "find", "birth", "key", "label", "alt_label", "identifier", "same_as", "see_also", "date"}
_STATEMENT = {"predicate", "object", "date", "start", "end"}
_TABLES = {"row", "statement", "object", "find"}
_LISTS = {"alt_label", "identifier", "same_as", "see_also"}
_FINDS = ("an", "wikidata", "name", "")
_COLUMN = re.compile(r"\{([^{}]*)\}")


class MappedImport:
    """The importer that a mapping file describes. Raises OntologyError (file:line) where the file is wrong."""

    def __init__(self, path: Path) -> None:
        self.path = path
        given = read_toml(path)
        self._check(given, _TOP, "the file")
        self.name = str(given.get("name") or "")
        if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", self.name):
            raise self._error("name", "name must be small letters, digits and hyphens: it names the graph dump/…")
        self.title, self.licence = str(given.get("title") or self.name), str(given.get("licence") or "")
        self.url = str(given.get("url") or "")
        self.files = "the tables"
        self.delimiter, self.encoding = str(given.get("delimiter") or ","), str(given.get("encoding") or "utf-8-sig")
        self.comment = str(given.get("comment") or "")
        self.row = self._thing(given.get("row"), "row")
        if len(self.delimiter) != 1 or self.delimiter in '"\r\n':
            raise self._error("delimiter", "delimiter must be one character, such as ;")
        statements = given.get("statement", [])
        if not isinstance(statements, list):
            raise self._error("statement", "write [[statement]] with fields below it")
        self.statements = [self._statement(one) for one in statements]

    def _error(self, near: str, reason: str) -> OntologyError:
        lines = self.path.read_text(encoding="utf-8").splitlines()
        line = next((number for number, words in enumerate(lines, 1) if near and near in words), 1)
        return OntologyError(str(self.path), line, reason)

    def _check(self, given: object, known: set[str], what: str) -> Mapping[str, Any]:
        if not isinstance(given, Mapping):
            raise self._error(what, f"{what} is missing, or is no table")
        for name in given:
            if name not in known:
                raise self._error(name, f"{name!r} is unknown in {what}; there are: {', '.join(sorted(known))}")
            listed = given[name] if name in _LISTS and isinstance(given[name], list) else [given[name]]
            if name not in _TABLES and not all(isinstance(one, str) for one in listed):
                raise self._error(name, f"{name} in {what} must be a text{', or a list of texts' if name in _LISTS else ''}")
        return given

    def _thing(self, given: object, what: str) -> Mapping[str, Any]:
        thing = self._check(given, _THING, what)
        if thing.get("kind") not in _FOLDERS:
            raise self._error(str(thing.get("kind", what)), f"kind must be one of {', '.join(_FOLDERS)}")
        find = thing.get("find") or {}
        if not isinstance(find, Mapping) or any(not isinstance(by, str) or scheme not in _FINDS for scheme, by in find.items()):
            raise self._error("find", 'find takes an, wikidata or name, as in { an = "{id}" }')
        if not thing.get("label"):
            raise self._error(what, f"{what} needs a label")
        return thing

    def _statement(self, given: object) -> Mapping[str, Any]:
        statement = self._check(given, _STATEMENT, "statement")
        if statement.get("predicate") not in terms.RELATIONS:
            predicate = str(statement.get("predicate"))
            raise self._error(predicate, f"{predicate!r} is no relation; there are: {', '.join(sorted(terms.RELATIONS))}")
        self._thing(statement.get("object"), "object")
        return statement

    def columns(self) -> set[str]:
        """The columns that the mapping names."""
        return _columns((self.row, self.statements))

    def items(self, paths: Sequence[Path], keys: Keys) -> Iterator[Item]:
        """The entities and statements of all rows."""
        describe = Described(keys)
        for path in paths:
            for where, row in self._rows(path):
                try:
                    yield from self._told(row, keys, describe, where)
                except ValueError as error:
                    yield fault("row", where, f"the row is left out: {error}", f"ligne écartée : {error}")

    def _rows(self, path: Path) -> Iterator[tuple[str, Mapping[str, str]]]:
        try:
            content = path.read_bytes().decode(self.encoding)
        except (OSError, UnicodeDecodeError, LookupError) as error:
            raise OntologyError(str(path), 1, f"cannot be read as {self.encoding}: {error}") from error
        lines = [(number, line) for number, line in enumerate(io.StringIO(content, newline=""), 1)]
        kept = [(number, line) for number, line in lines if not (self.comment and line.startswith(self.comment))]
        reader = csv.DictReader((line for _, line in kept), delimiter=self.delimiter)
        missing = sorted(self.columns() - set(reader.fieldnames or ()))
        if missing:
            raise OntologyError(str(path), kept[0][0] if kept else 1, f"columns missing: {', '.join(missing)}")
        start = reader.line_num
        for row in reader:
            where, start = f"{path.name}:{kept[start][0]}", reader.line_num
            yield where, {name: text(value) for name, value in row.items() if isinstance(name, str)}

    def _told(self, row: Mapping[str, str], keys: Keys, describe: Described, where: str) -> Iterator[Item]:
        subject = self._entity(self.row, row, keys)
        if subject is None:
            raise ValueError("it has no label")
        claims = []
        others = []
        for statement in self.statements:
            object_ = self._entity(statement["object"], row, keys)
            if object_ is None:
                continue
            date, start, end = (_day(_filled(statement.get(name), row)) for name in ("date", "start", "end"))
            field = ", ".join(sorted(_columns(statement["object"]["label"]))) or statement["predicate"]
            rule = f"import.{self.name}"
            claims.append(Claim(subject.key, statement["predicate"], object_.key, rule, (), (), date, start, end, field=field))
            others.append(object_)
        for entity in (subject, *others):
            yield from describe(entity)
        yield from claims

    def _entity(self, thing: Mapping[str, Any], row: Mapping[str, str], keys: Keys) -> Entity | None:
        """The thing of a row: the one that the pack knows by what ``find`` says, else one under the key that is given, else
        under its label; None where it has no label."""
        label, kind = _filled(thing.get("label"), row), str(thing["kind"])
        if not label:
            return None
        birth = _day(_filled(thing.get("birth"), row))
        key = self._found(thing.get("find") or {}, row, keys, kind, birth)
        known = keys.known(key) if key else None
        fresh = key or f"{_FOLDERS[kind]}/{iris.slug(_filled(thing.get('key'), row) or label)}"
        known = known or keys.known(fresh)
        date = _day(_filled(thing.get("date"), row))
        facts = (Fact("dcterms:date", date, "date"),) if date else ()
        base = known or Entity(fresh, kind, label)
        return Entity(
            base.key,
            base.kind,
            base.label,
            _joined(base.alt_labels, thing.get("alt_label"), row),
            label_en=base.label_en,
            same_as=_joined(base.same_as, thing.get("same_as"), row),
            exact_match=base.exact_match,
            close_match=base.close_match,
            identifiers=_joined(base.identifiers, thing.get("identifier"), row),
            see_also=_joined(base.see_also, thing.get("see_also"), row),
            facts=(*base.facts, *facts),
        )

    def _found(self, find: Mapping[str, str], row: Mapping[str, str], keys: Keys, kind: str, birth: str) -> Key:
        """By an official id, or by the only one of a name (and of a birth date, where one is given); else none."""
        official, item, name = (_filled(find.get(scheme), row) for scheme in ("an", "wikidata", "name"))
        key = (keys.person(official) or keys.body(official)) if official else keys.item(item) if item else None
        if key is None and name and kind == "Person":
            people = [one for one in keys.pack.persons_named(fold(name)) if not birth or one.birth == birth]
            key = people[0].key if len(people) == 1 else None
        elif key is None and name and kind == "Organisation":
            bodies = keys.pack.organisation_named(fold(name))
            key = bodies[0].key if len(bodies) == 1 else None
        return key or ""


def _columns(given: object) -> set[str]:
    """The columns that templates name, at any depth."""
    if isinstance(given, str):
        return set(_COLUMN.findall(given))
    parts = given.values() if isinstance(given, Mapping) else given if isinstance(given, list | tuple) else ()
    return {column for part in parts for column in _columns(part)}


def _day(value: str) -> str:
    """An ISO day, from one or from 31/12/2024; ValueError for what is none."""
    french = re.match(r"(\d\d)/(\d\d)/(\d{4})", value)
    return day(f"{french[3]}-{french[2]}-{french[1]}" if french else value)


def _filled(template: object, row: Mapping[str, str]) -> str:
    """A template with its columns in their places; empty where one of them is."""
    words = "" if template is None else str(template)
    names = _COLUMN.findall(words)
    if any(not row.get(name) for name in names):
        return ""
    return text(_COLUMN.sub(lambda found: row[found[1]], words))


def _joined(known: tuple[str, ...], templates: object, row: Mapping[str, str]) -> tuple[str, ...]:
    listed = templates if isinstance(templates, list) else [] if templates is None else [templates]
    return tuple(sorted({*known, *(filled for one in listed if (filled := _filled(one, row)))}))
