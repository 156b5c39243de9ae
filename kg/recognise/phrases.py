"""Where a noun phrase ends, and how an enumeration of noun phrases is cut. Data: ``ontology/rules/phrases.toml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.errors import OntologyError
from kg.lexicon.files import ontology_root, read_toml, shown
from kg.lexicon.late import late
from kg.model import Span
from kg.recognise.titles import either, title_words

LONGEST = 320
"""Code points that a noun phrase may have."""

_HARD = late(r"[;:()\[\]!?\n»]|\.(?!\w)| [–—-] ")


@dataclass(frozen=True, slots=True)
class PhraseWords:
    """phrases.toml, compiled."""

    stop: re.Pattern[str]
    item: re.Pattern[str]
    clause: re.Pattern[str]


@cache
def phrase_words() -> PhraseWords:
    path = ontology_root() / "rules" / "phrases.toml"
    data = read_toml(path)
    for name in ("stops", "items", "clauses"):
        if not isinstance(data.get(name), list):
            raise OntologyError(shown(path), 1, f"{name} must be a list of words")
    return PhraseWords(
        # "(?:, | )" rather than ",? ": what begins with one of few signs is looked for much faster.
        stop=re.compile(rf"(?:, | )(?:{either(data['stops'])})\b", re.IGNORECASE),
        item=re.compile(rf"(?:, (?:et|ou)| (?:et|ou)|,) (?=(?:{either(data['items'])})(?:\b|(?<=['’])))", re.IGNORECASE),
        clause=re.compile(rf"(?:, | )et (?:{either(data['clauses'])})(?:\b|(?<=['’]))", re.IGNORECASE),
    )


def phrase_end(text: str, start: int, limit: int, *, commas: bool = False) -> int:
    """Where the noun phrase that begins at ``start`` ends: before a clause, a mark, a finite verb, or ``limit``.

    With ``commas`` an enumeration of complements ("de leurs opportunités, des grands principes et de leur conciliation")
    is part of the phrase; otherwise it ends at the first comma.
    """
    words = phrase_words()
    limit = min(limit, start + LONGEST)
    hard = _HARD.search(text, start + 1, limit)
    end = hard.start() if hard else limit
    for pattern in (words.stop, words.clause, title_words().stop):
        if match := pattern.search(text, start + 2, end):
            end = match.start()
    comma = text.find(",", start, end)
    while comma != -1:
        if not commas or not re.match(r", (?:de|du|des|d['’]|et|à|au|aux)(?:\b|(?<=['’]))", text[comma : comma + 6]):
            end = comma
            break
        comma = text.find(",", comma + 1, end)
    while end > start and text[end - 1] in " ,'’":
        end -= 1
    if text.count("«", start, end) > text.count("»", start, end):
        closing = text.find("»", end, min(limit, end + _QUOTED))
        end = closing + 1 if closing >= 0 else text.rindex("«", start, end)
    if tail := _LINKING.search(text, start + 2, end):
        end = tail.start()
    while end > start and text[end - 1] in " ,'’":
        end -= 1
    if end < limit and (tail := _PARTICIPLE.search(text, start + 8, end)):
        end = tail.start()
    return end


_QUOTED = 120
"""Code points in which a quotation that a phrase opens is closed."""
_LINKING = late(r",? (?:ainsi|notamment|tant|soit|dont|afin|et|ou|tels?|telles?|plus|non)$")
_PARTICIPLE = late(
    r" (?:menée?s?|engagée?s?|conduite?s?|prévue?s?|fixée?s?|créée?s?|lancée?s?|mise?s? en place|"
    r"réalisée?s?|portée?s?|confiée?s?|demandée?s?|remise?s?|annexée?s?|publiée?s?|attendue?s?)$"
)
_DETERMINER = late(
    r"(?:un |une |des |les |le |la |l['’]|du |de la |son |sa |ses |leurs? |certaines? |certains |"
    r"de nouve(?:aux|lles) |(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix) )",
    re.IGNORECASE,
)


def bare(text: str, span: Span) -> Span:
    """The phrase without its determiner."""
    match = _DETERMINER.match(text, span.start, span.end)
    return Span(match.end(), span.end) if match and match.end() < span.end else span


def enumeration(text: str, start: int, limit: int) -> list[Span]:
    """The noun phrases of an enumeration that begins at ``start``, determiners left out.

    A comma or "et" opens a new item only before a determiner, so that "un développement responsable et éthique" stays
    whole and a participle behind a comma ends the list.
    """
    items: list[Span] = []
    position = start
    while True:
        end = phrase_end(text, position, limit)
        cut = phrase_words().item.search(text, position + 1, end)
        stop = cut.start() if cut else end
        if stop <= position:
            break
        items.append(bare(text, Span(position, stop)))
        following = phrase_words().item.match(text, stop, limit)
        if following is None:
            break
        if phrase_words().clause.match(text, following.start(), limit):
            break
        position = following.end()
        if len(items) > 30:
            break
    return items
