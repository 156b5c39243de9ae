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


_FORM = re.compile(r"(?:re)?[a-z]{2,}(?:era|eront|erait|eraient|ait|aient|ent|ite|oit|ose|ame|ande|ige|aite)\b")


def finite_form(folded: str) -> bool:
    """Whether the first of some folded words looks like a verb of the third person ("souhaite", "réclame", "prévoit")."""
    return finite_verb(folded) or _FORM.match(folded) is not None


def finite_verb(folded: str) -> bool:
    """Whether one of the stop words stands in ``folded``."""
    return _pattern().search(folded) is not None
