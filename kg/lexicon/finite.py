"""Whether words hold a finite verb, as far as the stop list of ``ontology/rules/titles.toml`` tells."""

from __future__ import annotations

import re
from functools import cache

from kg.lexicon.files import ontology_root, read_toml
from kg.lexicon.letters import letters

_NOT_VERBS = frozenset({"notamment", "et notamment", "dit", "dite", "a", "si", "sauf", "dont", "depuis", "porte"})


@cache
def _pattern() -> re.Pattern[str]:
    words = [word for word in read_toml(ontology_root() / "rules" / "titles.toml")["stops"] if word not in _NOT_VERBS]
    return re.compile(
        r"\b(?:" + "|".join(re.escape(letters(word)) for word in sorted(words, key=lambda w: (-len(w), w))) + r")\b"
    )


def finite_verb(folded: str) -> bool:
    """Whether one of the stop words stands in ``folded``."""
    return _pattern().search(folded) is not None
