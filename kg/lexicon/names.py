"""The parts of a person's name as printed: what is given, and what a surname is."""

from __future__ import annotations

import re
from collections.abc import Callable

from kg.lexicon.fold import fold

INITIAL = re.compile(r"(?:[A-ZÀ-Þ]\.-?)+")
"""The initial of a given name: "J.", "J.-M."."""
_PARTICLES = frozenset(
    ["le", "la", "les", "de", "du", "des", "d", "l", "van", "von", "ben", "el", "al", "da", "dos", "di", "del", "saint", "sainte"]
)


def split_name(name: str, given_names: frozenset[str], is_surname: Callable[[str], bool]) -> tuple[str, str]:
    """(given names, surname) of a name as printed; ("", name) where it is a surname alone.

    ``given_names`` are folded; ``is_surname`` tells of a folded name ("pires beaune") whether the authority knows
    it as a surname. A first word that nobody knows is a given name ("Seymour Morsy"), unless it is a particle.
    """
    words = name.split()
    index = 0
    while index < len(words) - 1 and (fold(words[index]) in given_names or INITIAL.fullmatch(words[index])):
        index += 1
    if not index and len(words) > 1 and words[0][:1].isupper():
        first = fold(words[0])
        if first and first not in _PARTICLES and not is_surname(fold(name)) and not first.startswith(("d ", "l ")):
            index = 1
    return " ".join(words[:index]), " ".join(words[index:])
