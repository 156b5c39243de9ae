"""Constituencies, and the départements that a word before them vouches for ("député de la Loire"): their names alone are
rivers, directions and common words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lexicon.fold import fold
from kg.lexicon.letters import letters_pattern
from kg.lexicon.rules import common_macros, expand
from kg.lexicon.vocabulary import vocabulary
from kg.model import Mention, Span

_UPPER = "A-ZÀ-ÖØ-ÞŒ"
_CIRCO = re.compile(
    letters_pattern(expand(r"\b(?P<rank><ordinal>) circonscription (?P<link>de la |de l'|des |du |de |d')", common_macros()))
)
_NAME = re.compile(
    rf"(?:la |les |l['’])?[{_UPPER}][\w’'-]*(?:[ -](?:et[ -])?(?:(?:de|la|du|d['’]|en|sur|et)[ -])?[{_UPPER}][\w’'-]*)*"
)
_WORDS = (
    "premier",
    "deuxieme",
    "troisieme",
    "quatrieme",
    "cinquieme",
    "sixieme",
    "septieme",
    "huitieme",
    "neuvieme",
    "dixieme",
    "onzieme",
    "douzieme",
    "treizieme",
    "quatorzieme",
    "quinzieme",
    "seizieme",
    "dix-septieme",
    "dix-huitieme",
    "dix-neuvieme",
    "vingtieme",
    "vingt et unieme",
)
_VOUCH = re.compile(
    r"\b(?:departements?|deputee?s?|senat(?:eur|rice)s?|prefete?|elue?s?|conseil departemental|"
    r"prefecture) (?:de la |de l'|des |du |de |d')$"
)
_LOCATED = re.compile(
    r"(?:^|[\n(])$|\b(?:a|de|d'|pour|vers|sur|entre|depuis|et|ou|commune de|ville de|metropole de|"
    r"maire de|tribunal de|region de) ?$|[,(-] $"
)
_UNIQUE = re.compile(r"[\w’']+-[\w’'-]+")


def rank_of(words: str) -> int:
    """ "deuxième", "2e", "seconde" (folded) → 2; 0 where it is none."""
    digits = re.match(r"\d+", words)
    if digits:
        return int(digits.group())
    if words.startswith("second"):
        return 2
    words = "premier" if words.startswith("premi") else words
    return _WORDS.index(words) + 1 if words in _WORDS else 0


def find_constituencies(text: str, folded: str, span: Span) -> Iterator[Mention]:
    """The constituencies named in a sentence, each with its département inside."""
    for match in _CIRCO.finditer(folded, span.start, span.end):
        name = _NAME.match(text, match.end(), span.end)
        rank = rank_of(match.group("rank").strip())
        if name is None or not rank:
            continue
        end = name.end()
        while end > match.end():
            places = vocabulary().pack.departement_named(fold(text[match.end() : end]))
            if places is not None:
                constituency = vocabulary().pack.constituency(places.cog, rank)
                if constituency is not None:
                    yield Mention(Span(match.start(), end), "Constituency", "place.constituency", (("keys", constituency.key),))
                yield Mention(Span(match.end(), end), "Place", "place.constituency", (("keys", places.key),))
                break
            cut = max(text.rfind(" ", match.end(), end), text.rfind("-", match.end(), end))
            end = cut if cut > match.end() else match.end()


def vouched(text: str, folded: str, mention: Mention) -> bool:
    """Whether a place name from the tables is one here: not followed by a number or a name that makes it something else
    ("France 2030", "France Relance"), and for a département of one plain word, vouched for by what stands before."""
    start, end = mention.span.start, mention.span.end
    tail = text[end : end + 3]
    if re.match(rf" (?:[{_UPPER}]|\d)", tail):
        return False
    if re.search(rf"(?<![.!?»:] )\b[{_UPPER}]\w+ $", text[max(0, start - 24) : start]):
        return False
    keys = mention.get("keys")
    if "place/departement-" in keys and "place/commune-" not in keys and not _UNIQUE.fullmatch(text[start:end]):
        return bool(_VOUCH.search(folded, max(0, start - 40), start))
    if (
        "place/region-" in keys
        and " " not in text[start:end]
        and "-" not in text[start:end]
        and fold(text[start:end]) in ("centre", "corse")
    ):
        return folded[max(0, start - 10) : start].endswith(("region ", "en "))
    if ("place/commune-" in keys or mention.rule.startswith("lexicon:places")) and not _LOCATED.search(
        folded, max(0, start - 24), start
    ):
        return False
    return text[start].isupper()
