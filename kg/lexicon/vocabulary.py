"""Every name that the recogniser looks for, from the pack, the tables and the themes, in one frozen value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import compress
from typing import NamedTuple

from kg.lexicon.entries import Entry
from kg.lexicon.fold import fold
from kg.lexicon.inflection import phrase_forms
from kg.lexicon.letters import letters
from kg.lexicon.names import split_name
from kg.lexicon.pack import Pack, load_pack
from kg.lexicon.pack_rows import Code, Office, Organisation, Person, Place
from kg.lexicon.tables import Tables, load_tables
from kg.lexicon.themes import Theme, load_themes
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
_OF_MINISTRIES = ("minist", "secretaire d'etat", "garde des sceaux", "haut commissaire", "secretariat d'etat")
_JOINT = re.compile(r" (?:de la |de l'|du |des |de |d')")
_ACRONYM = re.compile(r"[A-ZÀ-Ý]{4,8}")
_VOWEL = re.compile(r"[AEIOUYÉ]")
ACRONYMS_ALONE = frozenset({"ANIL", "CERS", "CIRC", "GRECO", "MODEM", "OLAF", "PEEP", "SELL"})
"""Acronyms that are words, or names of persons or towns, once they are not printed in capitals."""
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


class _Labels(NamedTuple):
    """Labels before names are made of them, each with the key of its thing, or with the row that says more of it than its
    ``kind`` and ``rule``; ``inflected`` ones stand for all their forms."""

    kind: Kind
    rule: str
    labels: Sequence[tuple[str, Key | Entry]]
    inflected: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The pack, the tables, the themes by key, and what is computed from them."""

    pack: Pack
    tables: Tables
    themes: dict[Key, Theme]
    given_names: frozenset[str]
    ministry_titles: tuple[str, ...]

    def names(self, standing: Callable[[Sequence[str], bool], Iterable[bool]] | None = None) -> Iterator[Name]:
        """All written forms, in the order of the files. ``standing`` may turn away labels, those of a file asked at once, so that
        nothing is made of those that a text cannot hold; it is told whether they will be inflected."""
        for kind, rule, labels, inflected in self._labels():
            kept = compress(labels, standing([form for form, _ in labels], inflected)) if standing and labels else labels
            for form, owner in kept:
                if isinstance(owner, Entry):
                    cased, generic = owner.flag("needs") == "capital", owner.flag("generic") is not None
                    table = owner.path.rpartition("/")[2]
                    name = Name(
                        form, owner.kind, owner.key, f"{rule}{table}:{owner.line}", owner.is_ambiguous(form), cased, generic
                    )
                    yield name
                    if _is_read_as_a_word(name):
                        yield name._replace(form=form.capitalize(), cased=True)
                elif inflected:
                    for one in phrase_forms(form):
                        yield Name(one, kind, owner, rule)
                elif kind != "Office" or len(form) > _LONGEST_RANK or fold(form) not in _RANKS:
                    yield Name(form, kind, owner, rule, cased=kind == "Theme" and not form.islower())

    def _labels(self) -> Iterator[_Labels]:
        pack = self.pack
        named = [label for person in pack.persons.values() for label in _of(person) if " " in label[0]]
        yield _Labels("Person", "pack:persons", named)
        yield _Labels("Office", "pack:offices", [label for office in pack.offices.values() for label in _of(office)])
        bodies = [label for body in pack.organisations.values() for label in _of(body)]
        yield _Labels("Organisation", "pack:organisations", bodies)
        codes = [label for code in pack.codes.values() for label in _of(code)]
        yield _Labels("Code", "pack:codes", [*codes, *_short_codes(pack), *_misspelt_codes(pack)])
        known = [(form, law) for law in pack.laws.values() for form in law.aliases if _SAYS_ACT.match(form)]
        for kind in dict.fromkeys(law.kind for _, law in known):
            yield _Labels(kind, "pack:laws", [(form, law.key) for form, law in known if law.kind == kind])
        places = [label for place in pack.places.values() for label in _of(place)]
        yield _Labels("Place", "pack:places", [*places, *_unhyphened(places)])
        rows = [(form, entry) for entry in self.tables.entries.values() for form in entry.surfaces]
        yield _Labels("", "lexicon:", rows)
        themes = self.themes.values()
        subjects = [(form, theme.key) for theme in themes for form in theme.surfaces]
        yield _Labels("Theme", "themes.ttl", subjects, inflected=True)
        yield _Labels("Theme", "themes.ttl", [(form, theme.key) for theme in themes for form in theme.hidden])


def _is_read_as_a_word(name: Name) -> bool:
    """Whether the acronym of a body is one that texts print as a name too ("Ademe", "Igas"): it can be pronounced, and means
    nothing else."""
    form = name.form
    plain = name.kind == "Organisation" and not name.ambiguous and form not in ACRONYMS_ALONE
    return plain and _ACRONYM.fullmatch(form) is not None and _VOWEL.search(form) is not None


def _of(row: Person | Office | Organisation | Code | Place) -> list[tuple[str, Key]]:
    key = row.key
    return [(row.label, key), *[(form, key) for form in row.alt_labels]]


def _unhyphened(places: Iterable[tuple[str, Key]]) -> Iterator[tuple[str, Key]]:
    """The names of French territory as many texts write them, without hyphens ("Côtes d'Armor", "Seine Saint Denis")."""
    for form, key in places:
        if "-" in form and key.startswith(("place/departement-", "place/region-")):
            yield form.replace("-", " "), key


def _short_codes(pack: Pack) -> Iterator[tuple[str, Key]]:
    """Titles of codes cut before their last "et" ("code de l'entrée et du séjour des étrangers"), where one code begins so."""
    titles = {code.label: code.key for code in pack.codes.values()}
    for title, key in titles.items():
        short = title.rpartition(" et ")[0]
        if short.count(" ") >= 1 and len({other for label, other in titles.items() if label.startswith(short)}) == 1:
            yield short, key


def _misspelt_codes(pack: Pack) -> Iterator[tuple[str, Key]]:
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
                    yield form, code.key


_NAMES_KEPT = 16_384
"""Names of persons that are remembered with their parts."""


@lru_cache(_NAMES_KEPT)
def parts_of_name(name: str) -> tuple[str, str]:
    """(given names, surname) of a person's name as printed, as the vocabulary tells them apart (`kg.lexicon.names`)."""
    words = vocabulary()
    return split_name(name, words.given_names, words.pack.is_surname)


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of the shipped (or refreshed) ontology, loaded once."""
    pack = load_pack()
    given = {person.label.partition(" ")[0] for person in pack.persons.values() if person.label != person.surname}
    titles = [office.label for office in pack.offices.values()]
    titles += [body.label for body in pack.organisations.values() if "minist" in body.label.lower()]
    return Vocabulary(
        pack=pack,
        tables=load_tables(),
        themes={theme.key: theme for theme in load_themes()},
        given_names=frozenset(map(fold, given)),
        ministry_titles=tuple([title for title in titles if letters(title).startswith(_OF_MINISTRIES)]),
    )
