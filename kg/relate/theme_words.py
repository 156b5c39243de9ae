"""What the words that name a theme say by where they stand: ``ontology/rules/themes.toml``, read once."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from kg.errors import OntologyError
from kg.lexicon.files import line_of_value, ontology_root, read_toml, shown
from kg.lexicon.rules import Rule, read_rules
from kg.lexicon.themes import load_themes, surface_key
from kg.model import Finding

_PURPOSE, _PAID_FOR, _AMENDMENT = "theme.purpose", "theme.paid-for", "theme.amendment"


@dataclass(frozen=True, slots=True)
class ThemeWords:
    """``passing`` holds the words of themes that texts use beside their subject, by ``surface_key``; a sentence in which
    ``purpose`` matches says what its text is for, one in which ``paid_for`` does how an amendment is paid for; a text in which
    ``amendment`` matches has one object."""

    passing: frozenset[str]
    purpose: Rule
    paid_for: Rule
    amendment: Rule

    @property
    def rules(self) -> tuple[Rule, ...]:
        return self.purpose, self.paid_for, self.amendment


@cache
def theme_words() -> ThemeWords:
    """The file, read. Raises OntologyError, with the line, where it cannot be used."""
    path = ontology_root() / "rules" / "themes.toml"
    rules = {rule.id: rule for rule in read_rules(path)}
    for name in (_PURPOSE, _PAID_FOR, _AMENDMENT):
        if name not in rules:
            raise OntologyError(shown(path), 1, f"rule {name} is missing")
    return ThemeWords(frozenset(map(surface_key, _passing())), rules[_PURPOSE], rules[_PAID_FOR], rules[_AMENDMENT])


def _passing() -> list[str]:
    path = ontology_root() / "rules" / "themes.toml"
    words = read_toml(path).get("passing")
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise OntologyError(shown(path), 1, "passing must be a list of words")
    return words


def finds(rule: Rule, folded: str, start: int = 0, end: int = sys.maxsize) -> bool:
    """Whether a rule finds something in a range of a folded text: it is tried where one of its anchors stands, anywhere without
    any."""
    held = not rule.anchors or any(folded.find(anchor, start, end) >= 0 for anchor in rule.anchors)
    return held and rule.pattern.search(folded, start, end) is not None


def check_passing() -> Iterable[Finding]:
    """What is wrong in the list of words: those that name no theme, and those given twice."""
    path = ontology_root() / "rules" / "themes.toml"
    labels = {surface_key(label) for theme in load_themes() for label in (*theme.surfaces, *theme.hidden)}
    seen: set[str] = set()
    for word in _passing():
        key = surface_key(word)
        where = f"{shown(path)}:{line_of_value(path, word)}"
        if key not in labels:
            yield _fault(where, f"passing: « {word} » names no theme", f"passing : « {word} » ne nomme aucun thème")
        elif key in seen:
            yield _fault(where, f"passing: « {word} » is given twice", f"passing : « {word} » est donné deux fois")
        seen.add(key)


def _fault(where: str, english: str, french: str) -> Finding:
    return Finding("error", "themes", where, english, french)
