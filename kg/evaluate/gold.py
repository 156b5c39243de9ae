"""The hand-annotated reference: ``FOLDER/texts`` with one ``FOLDER/gold/STEM.json`` a text.

Each file holds ``document`` (title, date, publisher), ``entities``, ``relations``, ``themes`` and, where the annotation is
complete for some kinds and predicates only, ``complete_for``. "optional" marks what reasonable readers may leave out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import ReadError, UsageError


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
    """The annotation of one text; an empty ``complete_for`` vouches for every kind and predicate."""

    stem: str
    metadata: Mapping[str, str]
    entities: tuple[GoldEntity, ...]
    relations: tuple[GoldRelation, ...]
    themes: tuple[GoldTheme, ...]
    complete_for: frozenset[str] = frozenset()


def read_gold(folder: Path) -> list[Gold]:
    """The annotations of ``folder``, in the order of their names.

    Raises UsageError where there is none, ReadError (naming file and line) where one cannot be read.
    """
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise UsageError(f"{folder}: no annotation (*.json) here; an evaluation needs FOLDER/texts and FOLDER/gold")
    return [_read(path) for path in paths]


def _read(path: Path) -> Gold:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return _gold(path.stem, content)
    except json.JSONDecodeError as error:
        raise ReadError(f"{path}:{error.lineno}", f"not JSON: {error.msg}") from error
    except UnicodeDecodeError as error:
        raise ReadError(str(path), "not UTF-8") from error
    except KeyError as error:
        raise ReadError(str(path), f"the field {error} is missing") from error
    except (TypeError, AttributeError, ValueError) as error:
        raise ReadError(str(path), f"a field has the wrong type ({error})") from error


def _gold(stem: str, content: dict[str, Any]) -> Gold:
    for name in ("entities", "relations", "themes", "complete_for"):
        if not isinstance(content.get(name, []), list):
            raise TypeError(f"{name} must be a list")
    document = content.get("document", {})
    return Gold(
        stem,
        {name: str(document[name]) for name in ("title", "date", "publisher", "url") if document.get(name)},
        tuple(_entity(item) for item in content["entities"]),
        tuple(_relation(item) for item in content["relations"]),
        tuple(_theme(item) for item in content.get("themes", [])),
        frozenset(content.get("complete_for") or ()),
    )


def _entity(item: dict[str, Any]) -> GoldEntity:
    became = item.get("became")
    return GoldEntity(
        item["id"],
        item["type"],
        item["name"],
        tuple(item.get("surfaces", ())),
        {scheme: str(value) for scheme, value in item.get("ids", {}).items()},
        None if became is None else {scheme: str(value) for scheme, value in became["ids"].items()},
        bool(item.get("optional")),
    )


def _relation(item: dict[str, Any]) -> GoldRelation:
    denied = item.get("modality") == "denied"
    return GoldRelation(item["s"], item["p"], item["o"], denied, item.get("evidence", ""), bool(item.get("optional")))


def _theme(item: dict[str, Any]) -> GoldTheme:
    eurovoc = item.get("eurovoc")
    return GoldTheme(item["label"], None if eurovoc is None else str(eurovoc), tuple(item.get("surfaces", ())))
