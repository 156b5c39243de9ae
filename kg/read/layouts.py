"""Records of a corpus (a JSON object, a row of Parquet) → documents, by a layout: a small table that says which fields hold what.

A layout names a *field*, or several, for each part of a document; ``a.b`` is the field ``b`` of the object ``a``, and
``words {a.b}`` are words around one. It lies beside the corpus, or in ``ontology/corpora/`` for records that tell themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import OntologyError, ReadError
from kg.lexicon.files import ontology_root, read_toml, shown
from kg.model import Finding, Metadata, Signed
from kg.notation import json_value
from kg.read.metadata import stated_date

_PLACE = re.compile(r"\{([^{}]*)\}")
_SHOWN = 80
"""Characters of a value that a message repeats."""
_PARTS = ("id", "date", "title", "text", "author", "cosignatory")
_WORDS = ("genre", "publisher")
_SIGNED = (("author", "authorOf"), ("cosignatory", "cosignatoryOf"))
_OWN = ("known_by", "example", "counter_example")


@dataclass(frozen=True, slots=True)
class Layout:
    """Which fields hold the parts of a document. ``known_by`` are fields with the words that their values begin with; ``html``
    tells that the texts are marked up. ``author`` and ``cosignatory`` hold official ids of people (PA…)."""

    id: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    cosignatory: tuple[str, ...] = ()
    genre: str = ""
    publisher: str = ""
    html: bool = False
    known_by: tuple[tuple[str, str], ...] = ()

    def fields(self) -> set[str]:
        """The outermost fields that the layout reads."""
        named = {name for part in _PARTS for name in getattr(self, part)} | {name for name, _ in self.known_by}
        return {inner.partition(".")[0] for name in named for inner in (_PLACE.findall(name) or (name,))}

    def fits(self, record: Mapping[str, Any]) -> bool:
        """Whether a record tells by itself that it is laid out so."""
        try:
            return all(any(one.startswith(start) for one in values(record, name)) for name, start in self.known_by)
        except ValueError:
            return False


USUAL = Layout(
    id=("uid", "id"), date=("date",), title=("title", "titre"), text=("signataires", "dispositif", "expose", "text", "texte")
)
"""What is taken where no layout says more: the first of some usual names that a record has."""


def values(record: Mapping[str, Any], name: str, several: bool = False) -> list[str]:
    """The values of a field, or the words around some: none where one of these has no value. Raises ValueError where a field
    holds anything but a text or a whole number, or a list of them where there may be ``several``."""
    if "{" in name:
        found = {inner: " ".join(values(record, inner)) for inner in _PLACE.findall(name)}
        return [_PLACE.sub(lambda place: found[place[1]], name)] if all(found.values()) else []
    if name in record:
        return list(_plain(record[name], name, several))
    nodes: list[Any] = [record]
    for step in name.split("."):
        inner = (node.get(step) for node in nodes if isinstance(node, dict))
        nodes = [one for value in inner for one in (value if several and isinstance(value, list) else (value,))]
    return [one for node in nodes for one in _plain(node, name, several)]


def _plain(value: Any, name: str, several: bool) -> Iterator[str]:
    if isinstance(value, str):
        if value.strip():
            yield value
    elif isinstance(value, int) and not isinstance(value, bool):
        yield str(value)
    elif isinstance(value, list) and several:
        for one in value:
            yield from _plain(one, name, False)
    elif value is not None and not (isinstance(value, dict) and value and all(key.startswith("@") for key in value)):
        kind = "an object" if isinstance(value, dict) else "a list" if isinstance(value, list) else repr(value)
        raise ValueError(f"{name}: {kind} stands where a text is expected")


def first(record: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """The first value that one of the fields has, empty where none has one."""
    return next((value for name in names for value in values(record, name)), "")


def parsed(raw: bytes, where: str) -> dict[str, Any]:
    """A record from its JSON. Raises ReadError where it is no object."""
    try:
        record = json_value(raw, where)
    except ReadError as error:
        raise ReadError(where, error.reason) from error
    if not isinstance(record, dict):
        raise ReadError(where, "not an object of JSON; one object is one document — ce n'est pas un objet JSON")
    return record


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A record as far as its fields go: its own id, its text (marked up or plain), and what it says of the document."""

    id: str
    content: str
    html: bool
    metadata: Metadata
    signed: tuple[Signed, ...]


def laid_out(record: Mapping[str, Any], layout: Layout | None, where: str) -> LaidOut:
    """A record without a layout is laid out as it tells, or as usual. Raises ReadError where it has no id, a date that is none,
    or something else where a text is expected."""
    layout = layout or next((one for one in shipped() if one.fits(record)), USUAL)
    try:
        return _laid_out(record, layout)
    except ValueError as error:
        reason = str(error)
        raise ReadError(where, reason if " — " in reason else f"{reason} — champ inattendu : un texte est attendu") from error


def _laid_out(record: Mapping[str, Any], layout: Layout) -> LaidOut:
    id_ = first(record, layout.id)
    if not id_:
        raise ValueError(f"no id in {', '.join(layout.id)}; a layout says which field holds it — pas d'identifiant")
    said = first(record, layout.date)
    day = stated_date(said)
    if said and day is None:
        name = next(name for name in layout.date if values(record, name))
        raise ValueError(f"{name}: {said[:_SHOWN]!r} is no date of the calendar (YYYY-MM-DD) — date inexistante")
    texts = [value for name in layout.text for value in values(record, name)]
    signed = (
        Signed(relation, name, tuple(dict.fromkeys(values(record, name, several=True))))
        for part, relation in _SIGNED
        for name in getattr(layout, part)
    )
    return LaidOut(
        id_,
        "\n".join(texts) if layout.html else "\n\n".join(" ".join(one.split()) for one in texts),
        layout.html,
        Metadata(first(record, layout.title) or None, day, layout.publisher or None, genre=layout.genre or None),
        tuple(one for one in signed if one.ids),
    )


def beside(path: Path, stem: str) -> Layout | None:
    """What ``NAME.toml`` beside a corpus says; None where there is none. Raises ReadError for what is no layout."""
    table = path.with_name(f"{stem}.toml")
    if not table.is_file():
        return None
    try:
        told = read_toml(table)
    except OntologyError as error:
        raise ReadError(f"{table}:{error.line}", f"no table of fields: {error.reason} — table de champs illisible") from error
    try:
        return _layout(told, ())
    except ValueError as error:
        raise ReadError(str(table), f"{error} — champs attendus : {', '.join((*_PARTS, *_WORDS))}, markup") from error


@cache
def shipped() -> tuple[Layout, ...]:
    """The layouts of ``ontology/corpora/``, by their files. Raises OntologyError for one that is none."""
    return tuple(layout for _, layout in _shipped())


def _shipped() -> Iterator[tuple[Path, Layout]]:
    for path in sorted((ontology_root() / "corpora").glob("*.toml")):
        told = read_toml(path)
        try:
            layout = _layout(told, _OWN)
            if not layout.known_by:
                raise ValueError('known_by: say which field tells these records, as { uid = "AMAN" }')
        except ValueError as error:
            raise OntologyError(shown(path), _line(path, str(error).partition(":")[0]), str(error)) from error
        yield path, layout


def check_layouts() -> Iterator[Finding]:
    """The layouts of ``ontology/corpora/`` held against their examples."""
    for path, layout in _shipped():
        told = read_toml(path)
        for name, wanted in (("example", True), ("counter_example", False)):
            place = f"{shown(path)}:{_line(path, name)}"
            try:
                fits = layout.fits(parsed(str(told.get(name, "")).encode(), place))
            except ReadError as error:
                yield Finding("error", "check", place, f"{name}: {error.reason}")
                continue
            if fits is not wanted:
                yield Finding("error", "check", place, f"{name}: known_by {'does not fit' if wanted else 'fits'} it")


def _line(path: Path, name: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if line.startswith(name)), 1)


def _layout(told: Mapping[str, Any], more: tuple[str, ...]) -> Layout:
    """Raises ValueError, which begins with the name of what is wrong."""
    unknown = sorted(told.keys() - {*_PARTS, *_WORDS, "markup", *more})
    if unknown:
        raise ValueError(f"{unknown[0]}: unknown; say {', '.join((*_PARTS, *_WORDS))} or markup")
    parts: dict[str, Any] = {}
    for part in _PARTS:
        value = told.get(part, list(getattr(USUAL, part)))
        parts[part] = tuple([value] if isinstance(value, str) else value if isinstance(value, list) else (None,))
        if not all(isinstance(name, str) and name for name in parts[part]):
            raise ValueError(f"{part}: must be a field or a list of fields")
    for name in _WORDS:
        if not isinstance(told.get(name, ""), str):
            raise ValueError(f"{name}: must be words")
    if (markup := told.get("markup", "")) not in ("", "html"):
        raise ValueError(f'markup: {markup!r}; only "html" is known')
    known = told.get("known_by", {})
    if not isinstance(known, dict) or not all(isinstance(start, str) for start in known.values()):
        raise ValueError('known_by: must be a table, as { uid = "AMAN" }')
    words = {name: told.get(name, "") for name in _WORDS}
    return Layout(**parts, **words, html=markup == "html", known_by=tuple(sorted(known.items())))
