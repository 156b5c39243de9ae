"""The hand-annotated reference: ``FOLDER/texts`` with one ``FOLDER/gold/STEM.json`` a text.

Each file holds ``document`` (title, date, publisher), ``entities``, ``relations``, ``themes`` and, where the annotation is
complete for some kinds and predicates only, ``complete_for``. "optional" marks what reasonable readers may leave out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg import terms
from kg.errors import ReadError, UsageError
from kg.lexicon.calendar import iso_day
from kg.model import Finding
from kg.notation import json_value


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """A thing that the text names: its canonical French name, its forms in the text, and the identifiers that are certain
    (scheme → value). ``became`` holds those of the law that a bill became, ``None`` where gold says nothing of it."""

    id: str
    kind: str
    name: str
    surfaces: tuple[str, ...]
    ids: Mapping[str, str] = field(default_factory=dict)
    became: Mapping[str, str] | None = None
    optional: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that the thing is called."""
        return (self.name, *self.surfaces)


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """A relation between two gold entities (by id), with the shortest quote that says so."""

    subject: str
    predicate: str
    object: str
    denied: bool = False
    evidence: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class GoldTheme:
    """A theme of the text, with its EuroVoc number where an apt concept exists."""

    label: str
    eurovoc: str | None
    surfaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gold:
    """The annotation of one text; an empty ``complete_for`` vouches for every kind and predicate. ``findings`` are what in it
    can match nothing."""

    stem: str
    metadata: Mapping[str, str]
    entities: tuple[GoldEntity, ...]
    relations: tuple[GoldRelation, ...]
    themes: tuple[GoldTheme, ...]
    complete_for: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()


def read_gold(folder: Path) -> list[Gold]:
    """The annotations of ``folder``, in the order of their names.

    Raises UsageError where there is none, ReadError (naming file and line) where one cannot be read.
    """
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise UsageError(f"{folder}: no annotation (*.json) here; an evaluation needs FOLDER/texts and FOLDER/gold")
    return [_read(path) for path in paths]


_MODALITIES = ("denied", "planned", "reported", "requested")
_THEME = "theme:"


def _read(path: Path) -> Gold:
    try:
        content = json_value(path.read_bytes(), str(path))
    except OSError as error:
        raise ReadError(str(path), f"cannot be read: {error.strerror}") from error
    return _gold(path.stem, _Place(str(path), "", content))


@dataclass(frozen=True, slots=True)
class _Place:
    """A value of an annotation, and where it stands in it ("entities[3].surfaces")."""

    file: str
    path: str
    value: Any

    def error(self, reason: str) -> ReadError:
        return ReadError(f"{self.file}: {self.path}" if self.path else self.file, reason)

    def finding(self, english: str, french: str) -> Finding:
        return Finding("error", "gold.unmatched", f"{self.file}: {self.path}", english, french)

    def fields(self) -> Mapping[str, Any]:
        if not isinstance(self.value, dict):
            raise self.error("an object with named fields is expected here")
        return self.value

    def has(self, name: str) -> bool:
        return self.fields().get(name) is not None

    def at(self, name: str) -> _Place:
        if name not in self.fields():
            raise self.error(f"the field {name!r} is missing")
        return _Place(self.file, f"{self.path}.{name}" if self.path else name, self.value[name])

    def items(self, name: str, *, needed: bool = False) -> Iterator[_Place]:
        """The items of a list; of none where the field is absent and not needed."""
        if not needed and name not in self.fields():
            return
        listed = self.at(name)
        if not isinstance(listed.value, list):
            raise listed.error("must be a list")
        for number, item in enumerate(listed.value):
            yield _Place(self.file, f"{listed.path}[{number}]", item)

    def text(self) -> str:
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.error("must be a text that is not empty")
        if any("\ud800" <= sign <= "\udfff" for sign in self.value):
            raise self.error("half a character (a lone surrogate) stands in it")
        if any(sign < " " and not sign.isspace() for sign in self.value):
            raise self.error("a control character stands in it")
        return self.value

    def texts(self, name: str) -> tuple[str, ...]:
        return tuple(item.text() for item in self.items(name))

    def ids(self, name: str) -> Mapping[str, str]:
        """Identifiers by their scheme; numbers are taken as they are written."""
        found = {}
        for scheme in self.at(name).fields() if name in self.fields() else ():
            one = self.at(name).at(scheme)
            if isinstance(one.value, bool) or not isinstance(one.value, str | int) or not str(one.value).strip():
                raise one.error("must be a text that is not empty")
            found[scheme] = str(one.value)
        return found

    def flag(self, name: str) -> bool:
        if self.has(name) and not isinstance(self.value[name], bool):
            raise self.at(name).error("must be true or false")
        return bool(self.value.get(name))


def _gold(stem: str, whole: _Place) -> Gold:
    entities = tuple(_entity(item) for item in whole.items("entities", needed=True))
    themes = tuple(_theme(item) for item in whole.items("themes"))
    relations = tuple(_relation(item) for item in whole.items("relations", needed=True))
    metadata, findings = {}, []
    document = whole.at("document") if whole.has("document") else _Place(whole.file, "document", {})
    for name in ("title", "date", "publisher", "url"):
        if document.has(name) and document.fields()[name] != "":
            stated = document.at(name)
            fault = _no_metadata(name, stated.text())
            if fault:
                findings.append(stated.finding(f"{stated.value!r} is {fault}; left out", "valeur inexacte, omise"))
            else:
                metadata[name] = stated.text()
    complete_for = frozenset(whole.texts("complete_for")) if whole.has("complete_for") else frozenset()
    findings += _unmatched(whole, {entity.id for entity in entities})
    return Gold(stem, metadata, entities, relations, themes, complete_for, tuple(findings))


def _no_metadata(name: str, written: str) -> str:
    """What is wrong with a value of the document's metadata, "" where nothing is."""
    if name == "date" and not (_is_day(written) and len(written) == len("2021-09-09")):
        return "no day of the calendar (YYYY-MM-DD)"
    return "no http(s) address" if name == "url" and not re.fullmatch(r"https?://\S+", written) else ""


def _unmatched(whole: _Place, ids: set[str]) -> Iterator[Finding]:
    """What no graph can match: it counts as missed, and is told, since it may be a slip of the annotator."""
    for item in whole.items("entities"):
        if (kind := item.at("type")).value not in terms.KINDS | terms.SUBKINDS.keys():
            yield kind.finding(f"no class {kind.value!r}; it can match nothing", "classe inconnue")
    first: dict[str, str] = {}
    for item in whole.items("entities"):
        if (place := first.setdefault(item.value["id"], item.path)) != item.path:
            yield item.at("id").finding(f"{item.value['id']!r} is the id of {place} too", "identifiant déjà pris")
    for item in whole.items("relations"):
        for name in ("s", "o"):
            if (end := item.at(name)).value not in ids and not end.value.startswith(_THEME):
                yield end.finding(f"no entity has the id {end.value!r}; it can match nothing", "entité inconnue")
        if (predicate := item.at("p")).value not in terms.RELATIONS:
            yield predicate.finding(f"no relation {predicate.value!r}; it can match nothing", "relation inconnue")
        if item.has("date") and not _is_day(str(item.value["date"])):
            yield item.at("date").finding(f"{item.value['date']!r} is no date (YYYY-MM-DD)", "date inexistante")
        if item.has("modality") and item.value["modality"] not in _MODALITIES:
            yield item.at("modality").finding(f"{item.value['modality']!r} is no modality: {', '.join(_MODALITIES)}", "modalité")


def _is_day(written: str) -> bool:
    """Whether it is a day of the calendar, or a month or a year."""
    parts = f"{written}-01-01"[:10] if re.fullmatch(r"\d{4}(?:-\d{2}){0,2}", written) else ""
    return bool(parts) and bool(iso_day(*map(int, parts.split("-"))))


def _entity(item: _Place) -> GoldEntity:
    became = item.at("became").ids("ids") if item.has("became") else None
    id_, kind, name = (item.at(field).text() for field in ("id", "type", "name"))
    return GoldEntity(id_, kind, name, item.texts("surfaces"), item.ids("ids"), became, item.flag("optional"))


def _relation(item: _Place) -> GoldRelation:
    subject, predicate, object_ = (item.at(field).text() for field in ("s", "p", "o"))
    denied = item.fields().get("modality") == "denied"
    evidence = item.at("evidence").text() if item.has("evidence") and item.value["evidence"] != "" else ""
    return GoldRelation(subject, predicate, object_, denied, evidence, item.flag("optional"))


def _theme(item: _Place) -> GoldTheme:
    eurovoc = item.fields().get("eurovoc")
    if isinstance(eurovoc, bool) or not isinstance(eurovoc, str | int | None):
        raise item.at("eurovoc").error("must be a number, or null")
    return GoldTheme(item.at("label").text(), None if eurovoc is None else str(eurovoc), item.texts("surfaces"))
