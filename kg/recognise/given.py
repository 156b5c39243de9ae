"""Names of persons known by their given name: in running text, and in the lines of an interview that say who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kg.lexicon.fold import fold
from kg.lexicon.late import late
from kg.model import Mention, Span
from kg.recognise.persons import UPPER, name_forms, person, trimmed

_WORDS_KEPT = 16_384
"""How many capitalised words are remembered: texts repeat few."""
_LINE_MAX = 60
"""Code points of a line that names who speaks."""
_COMPOUND = 2
_SPEAKER = late(rf"[{UPPER}][{UPPER}'’-]+(?: [{UPPER}][{UPPER}'’-]*){{1,3}}")
_INSIDE = ("'", "’", "/")
"""Signs behind which a capital may go on with a word."""


def find_named(
    text: str, span: Span, borders: tuple[int, ...], given_names: frozenset[str], at: Sequence[int]
) -> Iterator[Mention]:
    """The persons of one sentence by their given names, of which ``given_names`` are known ones, folded: "Stéphanie Schaer", with
    one or more capitalised words, not behind "rue", "lycée", "loi" … The given names stand ``at`` these places, in order."""
    forms = name_forms()
    position = span.start
    for match in _capitalised(text, span, at):
        if match.start() < position:
            continue
        position = match.end()
        if not is_given(match.group(), given_names) or match.group().isupper():
            continue
        full = forms.name.match(text, match.start(), span.end)
        if full is None or forms.eponym.search(text, max(span.start, match.start() - 30), match.start()):
            continue
        end = trimmed(text, match.start(), full.end(), borders)
        if len(text[match.start() : end].split()) < 2:
            continue
        mention = person(text, match.start(), end, "person.given-name", {})
        if mention is not None:
            yield mention
            position = end


def _capitalised(text: str, span: Span, at: Sequence[int]) -> Iterator[re.Match[str]]:
    """The capitalised words that begin at some places of a sentence; all where these are any, or may be inside of one."""
    capital = name_forms().capital
    if isinstance(at, range):
        return capital.finditer(text, span.start, span.end)
    found = [match for place in at if (match := capital.match(text, place, span.end)) is not None]
    if any(text[max(0, match.start() - 1) : match.start()] in _INSIDE for match in found):
        return capital.finditer(text, span.start, span.end)
    return iter(found)


@lru_cache(_WORDS_KEPT)
def is_given(word: str, given_names: frozenset[str]) -> bool:
    """Whether a word is a known given name, or one made of two ("Marie-Suzanne")."""
    own, first = name_forms().given_names, fold(word)
    if first in given_names or first in own:
        return True
    parts = first.split()
    return len(parts) == _COMPOUND and "-" in word and all(part in given_names or part in own for part in parts)


def find_speaking(text: str, span: Span, given_names: frozenset[str]) -> Iterator[Mention]:
    """A line of two or three words in capitals that a given name begins: who speaks in an interview."""
    words = span.of(text).strip(" :")
    if len(words) > _LINE_MAX or not words.isupper() or not _SPEAKER.fullmatch(words) or "\n" in words:
        return
    first = words.partition(" ")[0]
    if first.title() in name_forms().not_names or not is_given(first, given_names):
        return
    mention = person(text, span.start, span.start + len(words), "person.speaker", {})
    if mention is not None:
        yield mention
