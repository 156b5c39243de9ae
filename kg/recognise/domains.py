"""The domain in the title of a minister or a ministry ("de l'économie, de l'industrie et du numérique"): a chain of the words
that such titles use, whatever their combination. The vocabulary is computed from the authority's titles."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.lexicon.letters import letters

_FUNCTION_WORDS = frozenset(
    "de du des la le les l d et a au aux en pour charge chargee charges chargees aupres ministre ministres ministere secretaire"
    " secretariat secretaires delegue deleguee ministeriel premier garde sous".split()
)
_LINK = r"(?:de la |de l'|des |du |de |d'|a la |a l'|aux |au )"


def domain_vocabulary(titles: Iterable[str]) -> frozenset[str]:
    """The content words of ministerial titles, folded."""
    words: set[str] = set()
    for title in titles:
        for word in re.findall(r"[a-z0-9œ\x9c-]+", letters(title).replace("'", " ")):
            if word not in _FUNCTION_WORDS and len(word) > 2 and not word.isdigit():
                words.add(word)
    return frozenset(words)


def domain_pattern(vocabulary: frozenset[str]) -> str:
    """A regular expression (folded text) for a chain of domain words: each item begins with a preposition; a bare adjective
    or noun may follow "et" within an item ("de la Souveraineté industrielle et numérique")."""
    if not vocabulary:
        return r"(?!)"
    word = "(?:" + "|".join(sorted(map(re.escape, vocabulary), key=lambda w: (-len(w), w))) + r")\b"
    inner = rf"{word}(?: (?:{_LINK})?{word})*"
    return rf"{_LINK}{inner}(?:(?:, |,? et ){_LINK}{inner}|,? et {word}(?: {word})*|, {word}(?: {word})*(?=(?:, {word})* et ))*"
