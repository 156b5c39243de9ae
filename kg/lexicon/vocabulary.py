"""Every name that the recogniser looks for, from the pack, the tables and the themes, in one frozen value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

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


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The pack, the tables, the themes by key, and what is computed from them."""

    pack: Pack
    tables: Tables
    themes: dict[Key, Theme]
    given_names: frozenset[str]
    ministry_titles: tuple[str, ...]

    def names(self, begins: Callable[[str], bool] = lambda form: True) -> Iterator[Name]:
        """All written forms, in the order of the files. ``begins`` may turn away themes by one of their labels, so that the
        inflected forms of those that a text cannot hold are never made."""
        pack = self.pack
        for person in pack.persons.values():
            for form in (person.label, *person.alt_labels):
                if " " in form:
                    yield Name(form, "Person", person.key, "pack:persons")
        for office in pack.offices.values():
            for form in (office.label, *office.alt_labels):
                if fold(form) not in _RANKS:
                    yield Name(form, "Office", office.key, "pack:offices")
        for body in pack.organisations.values():
            for form in (body.label, *body.alt_labels):
                yield Name(form, "Organisation", body.key, "pack:organisations")
        for code in pack.codes.values():
            for form in (code.label, *code.alt_labels):
                yield Name(form, "Code", code.key, "pack:codes")
        yield from _short_codes(pack)
        for law in pack.laws.values():
            for form in law.aliases:
                if _SAYS_ACT.match(form):
                    yield Name(form, law.kind, law.key, "pack:laws")
        for place in pack.places.values():
            for form in (place.label, *place.alt_labels):
                yield Name(form, "Place", place.key, "pack:places")
        for entry in self.tables.entries.values():
            for form in entry.surfaces:
                rule = f"lexicon:{entry.path.rsplit('/', 1)[-1]}:{entry.line}"
                cased, generic = entry.flag("needs") == "capital", entry.flag("generic") is not None
                yield Name(form, entry.kind, entry.key, rule, entry.is_ambiguous(form), cased, generic)
        for theme in self.themes.values():
            for label in (*theme.surfaces, *(word for word in theme.hidden if word.islower())):
                if begins(label):
                    for form in phrase_forms(label):
                        yield Name(form, "Theme", theme.key, "themes.ttl")
            for form in exact_forms(theme):
                yield Name(form, "Theme", theme.key, "themes.ttl", cased=True)


def _short_codes(pack: Pack) -> Iterator[Name]:
    """Titles of codes cut before their last "et" ("code de l'entrée et du séjour des étrangers"), where one code begins so."""
    titles = {code.label: code.key for code in pack.codes.values()}
    for title, key in titles.items():
        short = title.rpartition(" et ")[0]
        if short.count(" ") >= 1 and len({other for label, other in titles.items() if label.startswith(short)}) == 1:
            yield Name(short, "Code", key, "pack:codes")


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of the shipped (or refreshed) ontology, loaded once."""
    pack = load_pack()
    given = {fold(name) for name in {person.label.partition(" ")[0] for person in pack.persons.values() if " " in person.label}}
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
