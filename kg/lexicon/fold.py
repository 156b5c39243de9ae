"""The fold of name keys: two spellings of one name meet under it ("L’ÉTAT", "l'Etat" → "l etat").

Lengths may change, so nothing that must keep offsets uses it (that is ``kg.lexicon.letters``).
"""

from __future__ import annotations

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l"})
_APART = re.compile(r"[\W_]+")
_MARKS = re.compile("[\u0300-\u036f]+")


def fold(text: str) -> str:
    """``text`` without accents (NFKD), in lower case, ligatures undone; apostrophes, hyphens, punctuation and runs of white
    space become one space each, none at the ends."""
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text.translate(_LIGATURES)))
    return _APART.sub(" ", text).strip().lower()
