"""The themes of ``ontology/themes.ttl``: a SKOS scheme read into frozen rows, and the forms under which texts write them.

The file is parsed with pyoxigraph (rdflib alone takes longer to import than this module may take in all). What is checked
here is what the recogniser and the graph rely on: one French prefLabel, a way up to a top concept, and no words shared by
two concepts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kg.errors import OntologyError
from kg.iris import ID
from kg.lexicon.files import ontology_root, shown
from kg.lexicon.fold import fold
from kg.lexicon.inflection import in_number, phrase_forms
from kg.model import Key

SKOS = "http://www.w3.org/2004/02/skos/core#"
_LINK_WORDS = frozenset("de d du des le la les l a au aux".split())
_KINDS = {
    f"{SKOS}{name}": name
    for name in ("prefLabel", "altLabel", "hiddenLabel", "broader", "exactMatch", "closeMatch", "topConceptOf")
}


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


@dataclass(slots=True)
class _Draft:
    """What the file says of one subject, while it is read."""

    top: bool = False
    labels: list[str] = field(default_factory=list)
    labels_en: list[str] = field(default_factory=list)
    alternatives: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    broader: list[str] = field(default_factory=list)
    exact: list[str] = field(default_factory=list)
    close: list[str] = field(default_factory=list)


def surface_key(surface: str) -> str:
    """The folded words of a phrase in the singular, without articles and the like: two surfaces that meet under it would be
    the same words of a text ("Données personnelles" → "donnee personnelle")."""
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
    """The themes of a file (``ontology/themes.ttl`` by default), in its order. Raises OntologyError with ``file:line``."""
    path = path or ontology_root() / "themes.ttl"
    drafts = _read(path)
    themes = tuple(_theme(path, iri, draft) for iri, draft in drafts.items())
    _check_ancestry(path, themes)
    _check_surfaces(path, themes)
    return themes


def _read(path: Path) -> dict[str, _Draft]:
    from pyoxigraph import Literal, NamedNode, RdfFormat, parse

    drafts: dict[str, _Draft] = {}
    prefix = f"{ID}theme/"
    try:
        for triple in parse(path.read_bytes(), format=RdfFormat.TURTLE):
            subject = triple.subject
            if not isinstance(subject, NamedNode) or not subject.value.startswith(prefix):
                continue
            draft = drafts.setdefault(subject.value, _Draft())
            name = _KINDS.get(triple.predicate.value)
            value = triple.object
            if name is None:
                continue
            if isinstance(value, Literal):
                _add_label(draft, name, value.value, value.language)
            elif isinstance(value, NamedNode):
                _add_link(draft, name, value.value)
    except SyntaxError as error:
        raise OntologyError(shown(path), error.lineno or 1, f"not Turtle: {error.msg}") from error
    except OSError as error:
        raise OntologyError(shown(path), 1, f"cannot be read: {error}") from error
    return drafts


def _add_label(draft: _Draft, name: str, text: str, language: str | None) -> None:
    if name == "prefLabel" and language == "en":
        draft.labels_en.append(text)
    elif language == "fr":
        kinds = {"prefLabel": draft.labels, "altLabel": draft.alternatives, "hiddenLabel": draft.hidden}
        if name in kinds:
            kinds[name].append(text)


def _add_link(draft: _Draft, name: str, iri: str) -> None:
    if name == "topConceptOf":
        draft.top = True
    elif name == "broader":
        draft.broader.append(iri)
    elif name == "exactMatch":
        draft.exact.append(iri)
    elif name == "closeMatch":
        draft.close.append(iri)


def _theme(path: Path, iri: str, draft: _Draft) -> Theme:
    key = iri[len(ID) :]
    if len(draft.labels) != 1:
        found = ", ".join(sorted(draft.labels)) or "none"
        raise _error(path, key, f"needs exactly one skos:prefLabel in French, found: {found}")
    if not draft.broader and not draft.top:
        raise _error(path, key, "has neither skos:broader nor skos:topConceptOf")
    stray = [parent for parent in draft.broader if not parent.startswith(f"{ID}theme/")]
    if stray:
        raise _error(path, key, f"skos:broader must name a theme, not {stray[0]}")
    return Theme(
        key=key,
        label=draft.labels[0],
        label_en=draft.labels_en[0] if draft.labels_en else "",
        surfaces=(draft.labels[0], *draft.alternatives),
        exact_match=tuple(sorted(draft.exact)),
        close_match=tuple(sorted(draft.close)),
        broader=tuple(sorted(parent[len(ID) :] for parent in draft.broader)),
        hidden=tuple(draft.hidden),
    )


def _check_ancestry(path: Path, themes: tuple[Theme, ...]) -> None:
    known = {theme.key: theme for theme in themes}
    grounded = {theme.key for theme in themes if not theme.broader}
    for theme in themes:
        trail: list[Key] = []
        at = theme
        while at.key not in grounded:
            if at.key in trail:
                raise _error(path, theme.key, f"never reaches a top concept: {' → '.join([*trail, at.key])}")
            trail.append(at.key)
            missing = [parent for parent in at.broader if parent not in known]
            if missing:
                raise _error(path, at.key, f"skos:broader names {missing[0]}, which is not in the file")
            at = known[at.broader[0]]
        grounded.update(trail)


def _check_surfaces(path: Path, themes: tuple[Theme, ...]) -> None:
    owner: dict[str, Theme] = {}
    for theme in themes:
        for words, said in _claimed(theme):
            if not words:
                raise _error(path, theme.key, f"« {said} » has no word to search for")
            other = owner.setdefault(words, theme)
            if other is not theme:
                raise _error(path, theme.key, f"shares « {said} » with {other.key} (line {_line(path, other.key)})")


def _claimed(theme: Theme) -> Iterator[tuple[str, str]]:
    for surface in theme.surfaces:
        yield surface_key(surface), surface
    for word in theme.hidden:
        yield word if not word.islower() else fold(word), word


def _error(path: Path, key: Key, reason: str) -> OntologyError:
    return OntologyError(shown(path), _line(path, key), f"{key} {reason}")


def _line(path: Path, key: Key) -> int:
    """The line where the description of a concept begins, 1 where it is written in a way that cannot be found."""
    name = re.escape(key.rpartition("/")[2])
    start = re.compile(rf"^(?:[\w-]*:{name}|<[^>]*/{name}>)(?=\s)", re.MULTILINE)
    text = path.read_text(encoding="utf-8", errors="replace")
    found = start.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else 1
