"""Cues: words without which a finder comes to nothing in a sentence. The automaton looks for them with everything else, so that a
sentence without any costs that finder nothing; what a finder finds does not depend on them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache

from kg.lexicon.calendar import MONTHS
from kg.lexicon.letters import letters
from kg.lexicon.vocabulary import vocabulary
from kg.recognise.bodies import body_words
from kg.recognise.dates import DAYS_NAMED
from kg.recognise.persons import name_forms

DATE, CIVILITY, FUNCTION, GIVEN, ARTICLE, BODY, SEAT, SEATED, HOLDER, BEARER = (1 << bit for bit in range(10))
EVERY = (1 << 10) - 1
CAPITALISED = CIVILITY | GIVEN | BODY
"""Cues that are some only with a capital."""


@cache
def cue_words() -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Folded words and the finders that they are a cue of: whole ones, and beginnings of words."""
    forms = name_forms()
    # Keys of given names have no ligatures; the first of their words is enough of a cue.
    first = {key.partition(" ")[0] for key in vocabulary().given_names | forms.given_names}
    first |= {name.replace("oe", "\x9c") for name in first if "oe" in name} | {
        name.replace("ae", "\xe6") for name in first if "ae" in name
    }
    whole = dict.fromkeys(first, GIVEN)
    families: tuple[tuple[int, Iterable[str]], ...] = (
        (DATE, (*MONTHS, *DAYS_NAMED)),
        # A civility that is written small is looked for as a function is, whatever its letters.
        (CIVILITY, (word for word in forms.civilities if word[:1].isupper())),
        (CIVILITY | FUNCTION, (word for word in forms.civilities if not word[:1].isupper())),
        (FUNCTION | HOLDER, forms.functions),
        (HOLDER, forms.titles),
        (BODY, body_words().capitalised),
        (BEARER, body_words().bearers),
        (SEATED, body_words().seats),
        (SEAT, ("circonscription",)),
    )
    for cue, words in families:
        for form in map(letters, words):
            whole[form] = whole.get(form, 0) | cue
    return whole, {"article": ARTICLE, "art.": ARTICLE, "arts.": ARTICLE}


def cues_among(words: Collection[str]) -> Mapping[str, int]:
    """The whole cues that can stand in a text of these folded words."""
    whole, _ = cue_words()
    return {word: whole[word] for word in words if word in whole} | {form: whole[form] for form in _of_several()}


@cache
def _of_several() -> tuple[str, ...]:
    return tuple(form for form in cue_words()[0] if not form.isalnum())


def hides_names(text: str, folded: str) -> bool:
    """Whether the fold of a text says less of its names than their keys do ("Łukasz", "Søren"): then cues do not tell them."""
    if text.isascii():
        return False
    said = folded.encode("latin-1")
    return len(said.translate(None, _KEYED)) != len(said) or folded.count("?") != text.count("?")


_KEYED = bytes([0xAA, 0xB2, 0xB3, 0xB5, 0xB9, 0xBA, 0xBC, 0xBD, 0xBE, 0xDF, 0xF0, 0xF8, 0xFE])
"""Letters and digits that keys spell otherwise than the folded text does; the closing guillemet among them is neither."""
