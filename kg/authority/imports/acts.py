"""Which act and article a record's short reference means ("c environnement", "L411-2"): one, or none.

The publisher writes the field by hand, and uses it to sort as well ("Z1", "zdisp"): what is not surely an act is passed over.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from kg import iris
from kg.authority.imports.keys import Keys
from kg.errors import OntologyError
from kg.lexicon.files import ontology_root, read_table
from kg.lexicon.fold import fold
from kg.model import Entity, Fact, Finding, Key

_TABLE = "imports/act-names.csv"
_COLUMNS = ("name", "key", "note")
_SMALL = frozenset(("de", "du", "des", "la", "le", "les", "l", "d", "et", "a", "au", "aux", "en", "sur"))
_NUMBERED = re.compile(r"(loi|ordonnance|decret)[ -](\d{2,4}-\d+)")
_CLASSES = {"loi": ("Law", "law"), "ordonnance": ("Ordinance", "ordinance"), "decret": ("Decree", "decree")}
_NOUNS = {"Law": "loi", "Ordinance": "ordonnance", "Decree": "décret"}
_LATIN = (
    "bis|ter|quater|quinquies|sexies|septies|octies|nonies|decies|undecies|duodecies|terdecies|quaterdecies|quindecies|sexdecies"
)
_ARTICLE = re.compile(rf"(?:(LO|LP|L|R|D|A)\.? ?)?(\d+(?:-\d+)*(?: (?:{_LATIN}))?(?: [A-Z]{{1,2}})?)")
_TEXT = re.compile(r"(PION|PRJL|PNRE)(AN|SN)R5(?:L|S)(\d+)(BTC|BTA|B|S)(\d+)")
_TEXTS = {"PION": "proposition de loi", "PRJL": "projet de loi", "PNRE": "proposition de résolution"}
_CHAMBERS = {"AN": "Assemblée nationale", "SN": "Sénat"}
_STATES = {"BTC": ", texte de la commission", "BTA": ", texte adopté"}
_ROMAN = {"13": "XIII", "14": "XIV", "15": "XV", "16": "XVI", "17": "XVII", "18": "XVIII"}


class ActNames:
    """Looks references up in the pack and in ``ontology/imports/act-names.csv``."""

    def __init__(self, keys: Keys, table: Path | None = None) -> None:
        self.keys = keys
        self.table = table or ontology_root() / _TABLE

    @cached_property
    def _listed(self) -> dict[str, Key]:
        return {fold(row["name"]): row["key"] for row in read_table(self.table, _COLUMNS)}

    @cached_property
    def _words(self) -> dict[frozenset[str], set[Key]]:
        found: dict[frozenset[str], set[Key]] = defaultdict(set)
        for code in self.keys.pack.codes.values():
            if code.label.startswith("code "):
                found[_content(fold(code.label)) - {"code"}].add(code.key)
        return found

    def act(self, name: str) -> Entity | None:
        """The code, law, ordinance or decree of a short reference."""
        folded = fold(name)
        if (key := self._listed.get(folded)) is not None:
            return self.keys.known(key)
        if numbered := _NUMBERED.fullmatch(fold_number(name)):
            kind, folder = _CLASSES[numbered[1]]
            law = self.keys.pack.law_numbered(numbered[2], kind)
            label = f"{_NOUNS[kind]} n° {numbered[2]}"
            return self.keys.known(law.key) if law is not None else Entity(f"{folder}/{numbered[2]}", kind, label)
        if folded.startswith("c "):
            several = self._words.get(_content(folded[2:]), set())
            return self.keys.known(min(several)) if len(several) == 1 else None
        code = self.keys.pack.code_named(folded)
        return self.keys.known(code.key) if code is not None else None

    def article(self, act: Entity, division: str) -> Entity | None:
        """The article of an act, under the key that a text's citation of it gets."""
        found = _ARTICLE.fullmatch(division)
        if found is None:
            return None
        number = f"{found[1]}. {found[2]}" if found[1] else found[2]
        short = re.sub(r"^(.{0,40}? n° [\w/-]+ du \d+(?:er)? \w+ \d{4}) .+$", r"\1", act.label)
        joined = f"de la {short}" if act.kind == "Law" else f"de l'{short}" if act.kind == "Ordinance" else f"du {short}"
        key = iris.article_key(act.key, number)
        return Entity(key, "Article", f"article {number} {joined}", facts=(Fact("partOf", act.key, is_key=True),))

    def bill(self, reference: str) -> Entity | None:
        """The text under debate, by its official reference ("PIONANR5L17BTC1043"); None where it is no such reference."""
        found = _TEXT.fullmatch(reference)
        if found is None:
            return None
        kind, chamber, legislature, state, number = found.groups()
        roman = _ROMAN.get(legislature, legislature)
        official = f"{chamber} {roman} {number}"
        if state == "B":
            bills = [bill for bill in self.keys.pack.bills_numbered(number) if official in bill.numbers]
            if len(bills) == 1:
                return self.keys.known(bills[0].key)
        label = f"{_TEXTS[kind]} n° {number}{_STATES.get(state, '')} ({_CHAMBERS[chamber]}, {roman}e législature)"
        return Entity(f"bill/{reference.lower()}", "Bill", label, identifiers=(reference,))


def _content(folded: str) -> frozenset[str]:
    return frozenset(folded.split()) - _SMALL


def fold_number(name: str) -> str:
    """A numbered reference with its accents and capitals folded, its hyphens kept: "Décret 2010-3" → "decret 2010-3"."""
    head, _, rest = name.partition(" ")
    return f"{fold(head)} {rest}".strip()


def check_act_names(table: Path | None = None) -> Iterator[Finding]:
    """What is wrong with the table of short references: a key that nothing bears, a name that is there twice."""
    keys, seen = Keys(), set()
    path = table or ontology_root() / _TABLE
    try:
        for row in read_table(path, _COLUMNS):
            where = str(row.error("")).removesuffix(": ")
            if keys.known(row["key"]) is None:
                english, french = f"nothing has the key {row['key']!r}", f"rien n'a la clé {row['key']!r}"
                yield Finding("error", "imports.key", where, english, french)
            if fold(row["name"]) in seen:
                yield Finding(
                    "error", "imports.twice", where, f"{row['name']!r} is there twice", f"{row['name']!r} est là deux fois"
                )
            seen.add(fold(row["name"]))
    except OntologyError as error:
        yield Finding("error", "imports.table", f"{error.path}:{error.line}", error.reason, error.reason)
