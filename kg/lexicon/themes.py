"""The themes of ``ontology/themes.ttl``: a SKOS scheme read into frozen rows, and the forms under which texts write them.

The file is parsed with pyoxigraph (rdflib alone takes longer to import than this module may take in all). Loading checks what
the recogniser and the graph rely on: one French prefLabel, a way up to a top concept, no label of two concepts.
``check_themes`` also inflects every label, for the person who edits the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import OntologyError
from kg.iris import ID
from kg.lexicon.files import ontology_root, shown
from kg.lexicon.fold import fold
from kg.lexicon.inflection import in_number, phrase_forms
from kg.model import Finding, Key

SKOS = "http://www.w3.org/2004/02/skos/core#"
_THEMES = f"{ID}theme/"
_LINK_WORDS = frozenset({"de", "d", "du", "des", "le", "la", "les", "l", "a", "au", "aux"})


@dataclass(frozen=True, slots=True)
class Theme:
    """One concept. ``key`` is "theme/{slug}"; ``surfaces`` are the French prefLabel and altLabels, as written; ``hidden``
    the French hiddenLabels, to be matched as written (with their capitals where they have any, never inflected);
    ``exact_match`` and ``close_match`` are EuroVoc IRIs; ``broader`` are keys, empty for a top concept."""

    key: Key
    label: str
    label_en: str
    surfaces: tuple[str, ...]
    exact_match: tuple[str, ...] = ()
    close_match: tuple[str, ...] = ()
    broader: tuple[Key, ...] = ()
    hidden: tuple[str, ...] = ()


_Draft = dict[str, list[str]]
"""What the file says of one subject, while it is read: values by "prefLabel@fr", "altLabel@fr", "broader" …"""


def surface_key(surface: str) -> str:
    """The folded words of a phrase in the singular, without articles and the like: "Protection des données personnelles" and
    "protection de la donnée personnelle" meet under it."""
    return " ".join([in_number(word, False) for word in fold(surface).split() if word not in _LINK_WORDS])


def surface_forms(theme: Theme) -> tuple[str, ...]:
    """The French forms of the theme's surfaces to search text for: inflected, unfolded, without repeats, in a fixed order.

    Hidden labels without a capital come with them, uninflected; those with one (acronyms) must be matched with their case
    and are left to ``exact_forms``.
    """
    forms: dict[str, None] = {}
    for surface in theme.surfaces:
        forms.update(dict.fromkeys(phrase_forms(surface)))
    forms.update(dict.fromkeys(word for word in theme.hidden if word.islower()))
    return tuple(forms)


def exact_forms(theme: Theme) -> tuple[str, ...]:
    """The acronyms and names that a text must write with these very capitals to mean the theme ("PAC", "Ehpad")."""
    return tuple(word for word in theme.hidden if not word.islower())


@cache
def load_themes(path: Path | None = None) -> tuple[Theme, ...]:
    """The themes of a file (``ontology/themes.ttl`` by default), in its order. Raises OntologyError with ``file:line`` at the
    first concept that cannot be used; labels that only meet once inflected are left to ``check_themes``."""
    path = path or ontology_root() / "themes.ttl"
    themes = tuple(_theme(path, iri, draft) for iri, draft in _read(path).items() if iri.startswith(_THEMES))
    _check_ancestry(path, themes)
    owner: dict[str, Theme] = {}
    for theme in themes:
        for label in (*(surface.lower() for surface in theme.surfaces), *theme.hidden):
            other = owner.setdefault(label, theme)
            if other is not theme:
                raise _error(path, theme.key, _shared(path, label, other))
    return themes


def check_themes(path: Path | None = None) -> tuple[Finding, ...]:
    """All that is wrong in a file of themes, for the person who edits it: what ``load_themes`` refuses, then every label that
    meets one of another concept when both are folded and inflected. ``where`` is ``file:line``."""
    path = path or ontology_root() / "themes.ttl"
    try:
        themes = load_themes(path)
    except OntologyError as error:
        return (Finding("error", "themes", f"{error.path}:{error.line}", error.reason, _FRENCH),)
    findings: dict[Finding, None] = {}
    owner: dict[str, Theme] = {}
    for theme in themes:
        for form, label in _claimed(theme):
            other = owner.setdefault(form, theme)
            if other is not theme or not form:
                reason = _shared(path, label, other) if form else f"« {label} » has no word to search for"
                where = f"{shown(path)}:{_line(path, theme.key)}"
                findings[Finding("error", "themes", where, f"{theme.key} {reason}", _FRENCH)] = None
    return tuple(findings)


_FRENCH = "Le thème ne peut pas être utilisé tel qu'il est écrit."


def _read(path: Path) -> dict[str, _Draft]:
    from pyoxigraph import Literal, NamedNode, RdfFormat, parse

    drafts: dict[str, _Draft] = {}
    last = NamedNode(SKOS)
    draft: _Draft = {}
    names: dict[NamedNode, str] = {}
    try:
        for subject, predicate, value, _ in parse(path.read_bytes(), format=RdfFormat.TURTLE):
            if subject != last:
                if not isinstance(subject, NamedNode):
                    continue
                last = subject
                draft = drafts.setdefault(subject.value, {})
            name = names.get(predicate)
            if name is None:
                name = names[predicate] = predicate.value.removeprefix(SKOS)
            if isinstance(value, Literal):
                draft.setdefault(f"{name}@{value.language}", []).append(value.value)
            elif isinstance(value, NamedNode):
                draft.setdefault(name, []).append(value.value)
    except SyntaxError as error:
        raise OntologyError(shown(path), error.lineno or 1, f"not Turtle: {error.msg}") from error
    except OSError as error:
        raise OntologyError(shown(path), 1, f"cannot be read: {error}") from error
    return drafts


def _theme(path: Path, iri: str, draft: _Draft) -> Theme:
    key = iri[len(ID) :]
    labels = draft.get("prefLabel@fr", [])
    broader = draft.get("broader", [])
    if len(labels) != 1:
        raise _error(path, key, f"needs exactly one skos:prefLabel in French, found: {', '.join(sorted(labels)) or 'none'}")
    if not broader and "topConceptOf" not in draft:
        raise _error(path, key, "has neither skos:broader nor skos:topConceptOf")
    for parent in broader:
        if not parent.startswith(_THEMES):
            raise _error(path, key, f"skos:broader must name a theme, not {parent}")
    return Theme(
        key=key,
        label=labels[0],
        label_en=draft.get("prefLabel@en", [""])[0],
        surfaces=(labels[0], *draft.get("altLabel@fr", [])),
        exact_match=tuple(sorted(draft.get("exactMatch", []))),
        close_match=tuple(sorted(draft.get("closeMatch", []))),
        broader=tuple(sorted(parent[len(ID) :] for parent in broader)),
        hidden=tuple(draft.get("hiddenLabel@fr", [])),
    )


def _check_ancestry(path: Path, themes: tuple[Theme, ...]) -> None:
    """Every way up must end at a top concept: a parent that is missing, or a circle, is an error."""
    known = {theme.key: theme for theme in themes}
    grounded: set[Key] = set()

    def climb(theme: Theme, below: tuple[Key, ...]) -> None:
        if theme.key in grounded:
            return
        if theme.key in below:
            raise _error(path, below[0], f"never reaches a top concept: {' → '.join((*below, theme.key))}")
        for parent in theme.broader:
            if parent not in known:
                raise _error(path, theme.key, f"skos:broader names {parent}, which the file does not describe")
            climb(known[parent], (*below, theme.key))
        grounded.add(theme.key)

    for theme in themes:
        climb(theme, ())


def _claimed(theme: Theme) -> Iterator[tuple[str, str]]:
    """The folded forms under which the theme would be found, each with the label that gives it; a label with capitals that
    count stands for itself."""
    for surface in theme.surfaces:
        yield surface_key(surface), surface
        for form in phrase_forms(surface):
            yield fold(form), surface
    for word in theme.hidden:
        yield fold(word) if word.islower() else word, word


def _shared(path: Path, label: str, other: Theme) -> str:
    return f"shares « {label} » with {other.key} (line {_line(path, other.key)})"


def _error(path: Path, key: Key, reason: str) -> OntologyError:
    return OntologyError(shown(path), _line(path, key), f"{key} {reason}")


def _line(path: Path, key: Key) -> int:
    """The line where the description of a concept begins, 1 where it is written in a way that cannot be found."""
    name = re.escape(key.rpartition("/")[2])
    start = re.compile(rf"^(?:[\w-]*:{name}|<[^>]*/{name}>)(?=\s)", re.MULTILINE)
    text = path.read_text(encoding="utf-8", errors="replace")
    found = start.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else 1
