"""How kinds and lines are drawn and named: ``ontology/palette.toml``, and the predicates' labels of ``ontology/kg.ttl``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import OntologyError
from kg.iris import KG
from kg.lexicon.files import line_of_rule, ontology_root, read_toml, shown

SHAPES = ("dot", "square", "diamond", "triangle", "triangleDown", "hexagon", "star")
"""The shapes of vis-network that carry their label outside, and that the legend can draw."""
OTHER = "Other"
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}\Z")
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_SITE = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[!-~]*)?\Z")
_HUMP = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class KindStyle:
    """The look of a kind: its names in the legend, "#rrggbb", and one of SHAPES."""

    id: str
    fr: str
    en: str
    color: str
    shape: str


@dataclass(frozen=True, slots=True)
class LineStyle:
    """The look of a relation by how far it is asserted; ``dashes`` are pixels of ink and gap, empty when solid."""

    id: str
    fr: str
    en: str
    dashes: tuple[int, ...]
    color: str


@dataclass(frozen=True, slots=True)
class Palette:
    """Kinds in the order of the legend, and lines, each by id; the names of web sites."""

    kinds: Mapping[str, KindStyle]
    lines: Mapping[str, LineStyle]
    sites: tuple[tuple[str, str], ...] = ()
    """Hosts, or hosts with the beginning of a path, and how a link to them is named."""


def read_palette(path: Path | None = None) -> Palette:
    """The palette of the ontology (or of another file). Raises OntologyError, with file and line, on what does not fit."""
    path = path or ontology_root() / "palette.toml"
    data = read_toml(path)
    kinds: dict[str, KindStyle] = {}
    looks: dict[tuple[str, str], str] = {}
    for row in _rows(path, data, "kind"):
        style = KindStyle(row["id"], row["fr"], row["en"], str(row.get("color", "")), str(row.get("shape", "")))
        if not _COLOR.match(style.color):
            raise _error(path, style.id, f"color must be #rrggbb, not {style.color!r}")
        if style.shape not in SHAPES:
            raise _error(path, style.id, f"shape must be one of {', '.join(SHAPES)}, not {style.shape!r}")
        look = (style.color.upper(), style.shape)
        if style.id in kinds or look in looks:
            raise _error(path, style.id, f"looks like {looks.get(look, style.id)}: give it another colour or shape")
        looks[look] = style.id
        kinds[style.id] = style
    lines: dict[str, LineStyle] = {}
    for row in _rows(path, data, "line"):
        dashes = row.get("dashes", [])
        if not isinstance(dashes, list) or not all(type(n) is int and n > 0 for n in dashes):
            raise _error(path, row["id"], "dashes must be a list of positive whole numbers")
        color = str(row.get("color", ""))
        if color and not _COLOR.match(color):
            raise _error(path, row["id"], f"color must be #rrggbb, not {color!r}")
        lines[row["id"]] = LineStyle(row["id"], row["fr"], row["en"], tuple(dashes), color)
    for needed, there in ((OTHER, kinds), ("asserted", lines), ("inferred", lines)):
        if needed not in there:
            raise OntologyError(shown(path), 1, f"{needed!r} is missing")
    return Palette(kinds, lines, _sites(path, data))


def _sites(path: Path, data: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The tables ``[[site]]``, the longest address first, so that a page of a site may have a name of its own."""
    sites = {}
    for row in data.get("site", []):
        address, name = (row.get(key, "") if isinstance(row, dict) else "" for key in ("id", "name"))
        if not isinstance(name, str) or not name.strip():
            raise _error(path, str(address), "a [[site]] needs text under 'name'")
        if not isinstance(address, str) or not _SITE.match(address) or address in sites:
            raise _error(path, str(address), "the id of a [[site]] must be a host (www.example.org), with a path or not, once")
        sites[address] = name
    return tuple(sorted(sites.items(), key=lambda site: (-len(site[0]), site)))


def _rows(path: Path, data: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """The tables ``[[name]]``, each with text under id, fr and en."""
    rows = data.get(name)
    if not isinstance(rows, list) or not rows:
        raise OntologyError(shown(path), 1, f"no [[{name}]] table")
    for row in rows:
        for key in ("id", "fr", "en"):
            if not isinstance(row, dict) or not isinstance(row.get(key), str) or not row[key].strip():
                where = str(row.get("id", "")) if isinstance(row, dict) else ""
                raise _error(path, where, f"a [[{name}]] needs text under {key!r}")
    return rows


def _error(path: Path, id_: str, reason: str) -> OntologyError:
    return OntologyError(shown(path), line_of_rule(path, id_), f"{id_}: {reason}")


def read_predicate_labels(path: Path | None = None) -> dict[str, tuple[str, str]]:
    """Local name of each term of ``ontology/kg.ttl`` → its French and English ``rdfs:label`` (empty where it has none).

    An absent file gives no labels (words_of names the predicates then); one that is not Turtle raises OntologyError.
    """
    import pyoxigraph as ox

    path = path or ontology_root() / "kg.ttl"
    if not path.is_file():
        return {}
    labels: dict[str, tuple[str, str]] = {}
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            if quad.predicate.value != _LABEL or not isinstance(quad.object, ox.Literal):
                continue
            if not isinstance(quad.subject, ox.NamedNode) or not quad.subject.value.startswith(KG):
                continue
            name = quad.subject.value[len(KG) :]
            french, english = labels.get(name, ("", ""))
            if quad.object.language == "fr":
                french = min(french, quad.object.value) if french else quad.object.value
            elif quad.object.language in ("en", None):
                english = min(english, quad.object.value) if english else quad.object.value
            labels[name] = (french, english)
    except SyntaxError as error:
        raise OntologyError(shown(path), error.lineno or 1, str(error)) from error
    return labels


def words_of(name: str) -> str:
    """A term's name as words, where the ontology has no label for it: "authorOf" → "author of"."""
    tail = re.split(r"[#/:]", name.rstrip("#/"))[-1] or name
    return _HUMP.sub(" ", tail).replace("_", " ").lower()
