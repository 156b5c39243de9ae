"""Every name that the recogniser looks for, from the pack, the tables and the themes, in one frozen value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import compress
from typing import Literal, NamedTuple

from kg.lexicon.entries import Entry
from kg.lexicon.fold import fold
from kg.lexicon.inflection import phrase_forms
from kg.lexicon.pack import Pack, load_pack
from kg.lexicon.tables import Tables, load_tables
from kg.lexicon.themes import Theme, exact_forms, load_themes
from kg.model import Key, Kind

_RANKS = frozenset(
    (
        "ministre",
        "ministre delegue",
        "ministre delegue aupres du premier ministre",
        "secretaire d etat",
        "ministre d etat",
        "haut commissaire",
    )
)
"""Ranks, not titles: alone they point back to an office that the text named, or to none."""
_LONGEST_RANK = max(map(len, _RANKS))
_JOINT = re.compile(r" (?:de la |de l'|du |des |de |d')")
_SAYS_ACT = re.compile(r"(?:lois?|ordonnances?|décrets?|pacte|statut) |(?-i:[A-Z]{3,}$)", re.IGNORECASE)


class Name(NamedTuple):
    """One written form of a thing: ``rule`` says which table it stands in; ``ambiguous`` forms need a context, ``cased`` ones
    their capitals, ``generic`` ones a definite article."""

    form: str
    kind: Kind
    key: Key
    rule: str
    ambiguous: bool = False
    cased: bool = False
    generic: bool = False


_Draft = tuple[str, Kind, Key, str, Entry | Literal[True] | None]
"""A label before a name is made of it: as written, kind, key, rule, and the row that says more; True where it is inflected."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The pack, the tables, the themes by key, and what is computed from them."""

    pack: Pack
    tables: Tables
    themes: dict[Key, Theme]
    given_names: frozenset[str]
    ministry_titles: tuple[str, ...]

    def names(self, standing: Callable[[Sequence[str], Sequence[bool]], Iterable[bool]] | None = None) -> Iterator[Name]:
        """All written forms, in the order of the files. ``standing`` may turn away labels, all asked at once, so that nothing is
        made of those that a text cannot hold; it is told which of them will be inflected."""
        drafts = [*self._drafts()]
        labels, inflected_ones = [draft[0] for draft in drafts], [draft[4] is True for draft in drafts]
        kept = compress(drafts, standing(labels, inflected_ones)) if standing else drafts
        for form, kind, key, rule, entry in kept:
            if isinstance(entry, Entry):
                cased, generic = entry.flag("needs") == "capital", entry.flag("generic") is not None
                yield Name(form, kind, key, f"{rule}:{entry.line}", entry.is_ambiguous(form), cased, generic)
            elif entry:
                for inflected in phrase_forms(form):
                    yield Name(inflected, kind, key, rule)
            elif kind != "Office" or len(form) > _LONGEST_RANK or fold(form) not in _RANKS:
                yield Name(form, kind, key, rule, cased=kind == "Theme")

    def _drafts(self) -> Iterator[_Draft]:
        pack = self.pack
        for person in pack.persons.values():
            for form in (person.label, *person.alt_labels):
                if " " in form:
                    yield form, "Person", person.key, "pack:persons", None
        for office in pack.offices.values():
            for form in (office.label, *office.alt_labels):
                yield form, "Office", office.key, "pack:offices", None
        for body in pack.organisations.values():
            for form in (body.label, *body.alt_labels):
                yield form, "Organisation", body.key, "pack:organisations", None
        for code in pack.codes.values():
            for form in (code.label, *code.alt_labels):
                yield form, "Code", code.key, "pack:codes", None
        yield from _short_codes(pack)
        yield from _misspelt_codes(pack)
        for law in pack.laws.values():
            for form in law.aliases:
                if _SAYS_ACT.match(form):
                    yield form, law.kind, law.key, "pack:laws", None
        for place in pack.places.values():
            for form in (place.label, *place.alt_labels):
                yield form, "Place", place.key, "pack:places", None
        for entry in self.tables.entries.values():
            rule = f"lexicon:{entry.path.rsplit('/', 1)[-1]}"
            for form in entry.surfaces:
                yield form, entry.kind, entry.key, rule, entry
        for theme in self.themes.values():
            for form in (*theme.surfaces, *(word for word in theme.hidden if word.islower())):
                yield form, "Theme", theme.key, "themes.ttl", True
            for form in exact_forms(theme):
                yield form, "Theme", theme.key, "themes.ttl", None


def _short_codes(pack: Pack) -> Iterator[_Draft]:
    """Titles of codes cut before their last "et" ("code de l'entrée et du séjour des étrangers"), where one code begins so."""
    titles = {code.label: code.key for code in pack.codes.values()}
    for title, key in titles.items():
        short = title.rpartition(" et ")[0]
        if short.count(" ") >= 1 and len({other for label, other in titles.items() if label.startswith(short)}) == 1:
            yield short, "Code", key, "pack:codes", None


def _misspelt_codes(pack: Pack) -> Iterator[_Draft]:
    """Titles of codes in force with one small word for another ("code du commerce", "code de la justice administrative",
    "code la sécurité sociale"): texts write so, and no two titles differ by that alone."""
    titles = {code.label for code in pack.codes.values()}
    seen: dict[str, Key] = {}
    for code in pack.codes.values():
        if not code.state.startswith("VIGUEUR"):
            continue
        for joint in _JOINT.finditer(code.label):
            elided = code.label[joint.end()] in "aeiouyéh"
            for other in ("de l'", "d'") if elided else ("de ", "du ", "des ", "de la ", "la "):
                form = f"{code.label[: joint.start()]} {other}{code.label[joint.end() :]}"
                if form not in titles and seen.setdefault(form, code.key) == code.key:
                    yield form, "Code", code.key, "pack:codes", None


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of the shipped (or refreshed) ontology, loaded once."""
    pack = load_pack()
    given = {
        fold(name)
        for name in {person.label.partition(" ")[0] for person in pack.persons.values() if person.label != person.surname}
    }
    titles = [office.label for office in pack.offices.values()] + [
        body.label for body in pack.organisations.values() if "minist" in body.label.lower()
    ]
    return Vocabulary(
        pack=pack,
        tables=load_tables(),
        themes={theme.key: theme for theme in load_themes()},
        given_names=frozenset(given),
        ministry_titles=tuple(
            title
            for title in titles
            if fold(title).startswith(
                ("minist", "secretaire d etat", "garde des sceaux", "haut commissaire", "secretariat d etat")
            )
        ),
    )
