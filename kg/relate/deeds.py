"""What a title says that its act does to the one that it names: "modifiant la loi …", "transposant la directive …". The words are
those of ``ontology/rules/relations.toml``, [title_deeds]."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.lexicon.files import ontology_root, read_toml
from kg.lexicon.letters import letters, letters_pattern
from kg.model import Kind, Span
from kg.terms import DOMAIN, RANGE

_NAMED = "\uf8ff"
"""What stands for an act or an article that is named in a title before the one asked about."""
_DET = r"(?:le |la |l'|les |de la |de l'|de |du |des |d')*"
_TO_THE_ACT = (
    rf"(?:{_DET}(?:n ?[°o] ?)?(?:arretes?|decrets?|lois?|ordonnances?|directives?|reglements?) ?)?"
    rf"(?:{_DET}{_NAMED}(?:,| et|, et) {_DET})*"
    r"(?:certaines? dispositions (?:de la |de l'|du |des ?))?"
    r"(?:(?:l'|les |des |de l')?(?:articles?|annexes?|titres?|chapitres?|livres?|[ivx]+) [^,;]{0,30}?(?:de la |de l'|du |des ))*"
    rf"{_DET}$"
)


@cache
def _deeds(whose: Kind) -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = read_toml(ontology_root() / "rules" / "relations.toml").get("title_deeds", {})
    every = [(deed, words) for deed, words in table.items() if isinstance(words, list)]
    return tuple(
        (str(deed), re.compile(rf"\b(?:{letters_pattern('|'.join(str(word) for word in words))})\b ?{_TO_THE_ACT}"))
        for deed, words in (*every, *table.get(whose, {}).items())
    )


def deed_of(text: str, outer: Span, named: Sequence[Span], stop: int, whose: Kind, whom: Kind) -> str:
    """The predicate between the act of a title and the one that it names at ``stop``, "" where its words tell none. ``named`` are
    the mentions that the title has before, ``whose`` and ``whom`` the kinds of the two."""
    pieces, at = [], outer.start
    for span in named:
        if span.start >= at and span.end <= stop:
            pieces.append(letters(text[at : span.start]))
            at = span.end
    words = _NAMED.join((*pieces, letters(text[at:stop])))
    for deed, pattern in _deeds(whose):
        if whose in DOMAIN[deed] and whom in RANGE[deed] and pattern.search(words):
            return deed
    return ""
