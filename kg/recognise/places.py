"""Constituencies, and the départements that a word before them vouches for ("député de la Loire"): their names alone are
rivers, directions and common words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.lexicon.fold import fold
from kg.lexicon.late import late
from kg.lexicon.letters import letters_pattern
from kg.lexicon.rules import common_macros, expand
from kg.lexicon.vocabulary import vocabulary
from kg.model import Mention, Span

_UPPER = "A-ZÀ-ÖØ-ÞŒ"
_CIRCO = late(
    letters_pattern(expand(r"\b(?P<rank><ordinal>) circonscription (?P<link>de la |de l'|des |du |de |d')", common_macros()))
)
_NAME = late(rf"(?:la |les |l['’])?[{_UPPER}][\w’'-]*(?:[ -](?:et[ -])?(?:(?:de|la|du|d['’]|en|sur|et)[ -])?[{_UPPER}][\w’'-]*)*")
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
_VOUCH = late(
    r"\b(?:departements?|deputee?s?|senat(?:eur|rice)s?|parlementaires|(?:sous-)?prefete?s?|elue?s?|maires?|habitants|"
    r"agriculteurs|conseil(?:lers?|leres?)? departementa(?:l|le|ux)|chambre d'agriculture|sapeurs-pompiers|"
    r"service departemental [a-z' ]{3,30}|prefecture)(?: \([a-z -]{1,20}\)| [a-z-]{2,16}){0,2} (?:de la |de l'|des |du |de |d')$"
)
_INSIDE = late(r"(?:\bdans (?:le |la |les |l')|\ben |\(|\([a-z-]{2,12}, )$")
"""What stands before a département and never before a river or a direction: "dans la Somme", "en Ardèche", "(Loiret)"."""
_THE = "(?:le |la |les |l['’])"
_LISTED = late(rf"\b[Dd]ans {_THE}[{_UPPER}][\w’'-]+(?:, {_THE}[{_UPPER}][\w’'-]+)*(?:, | et ){_THE}$")
_CONTRACTED = late(r"\b(?:au|du) $")
"""What takes the article of a town's name: "au Havre", "du Mans"."""
_ARTICLES = frozenset({"La", "Le", "Les", "En", "À", "A", "Au", "Aux", "Dans", "De", "Du", "Des", "Vers", "Sur", "Et", "Ni"})
_DIRECTIONS = frozenset({"nord", "manche"})
"""Départements whose names stand behind "dans" as what they are besides: a direction, a sea."""
_LOCATED = late(
    r"(?:^|[\n(])$|\b(?:a|de|d'|pour|vers|sur|entre|depuis|et|ou|commune de|ville de|metropole de|"
    r"maire de|tribunal de|region de) ?$|[,(-] $"
)
_FOLLOWED = late(rf" (?:[{_UPPER}]|\d)")
_PROPER_BEFORE = late(rf"(?<![.!?»:] )\b([{_UPPER}]\w*) $")
_UNIQUE = late(r"[\w’']+-[\w’'-]+")


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


@cache
def _town() -> re.Pattern[str]:
    """A proper name, and another in parentheses behind it."""
    return re.compile(
        rf"(?P<name>(?:L['’]|L[ae]s? )?[{_UPPER}][\w’'-]*"
        rf"(?: (?:(?:de|la|le|les|lès|du|des|sur|sous|en|et) ){{0,2}}[{_UPPER}][\w’'-]*){{0,3}})"
        rf" \((?P<area>[{_UPPER}][\w’' -]{{2,30}})\)"
    )


def find_communes(text: str, span: Span) -> Iterator[Mention]:
    """The communes behind which their département stands in parentheses: "Prades (Pyrénées-Orientales)"."""
    pack = vocabulary().pack
    for match in _town().finditer(text, span.start, span.end):
        area = pack.departement_named(fold(match.group("area")))
        if area is None:
            continue
        start = match.start()
        while start < match.end("name"):
            named = pack.communes_named(fold(text[start : match.end("name")]))
            towns = [town for town in named if town.departement == area.cog]
            if len(towns) == 1:
                yield Mention(Span(start, match.end("name")), "Place", "place.commune", (("keys", towns[0].key),))
                break
            cut = text.find(" ", start, match.end("name"))
            start = cut + 1 if cut > 0 else match.end("name")


def vouched(text: str, folded: str, mention: Mention) -> bool:
    """Whether a place name from the tables is one here: not followed by a number or a name that makes it something else
    ("France 2030", "France Relance"), and for a département of one plain word, vouched for by what stands before."""
    start, end = mention.span.start, mention.span.end
    if _GAZETTE.search(folded, max(0, start - 24), start):
        return False
    tail = text[end : end + 3]
    if _FOLLOWED.match(tail) and not _VOUCH.search(folded, max(0, start - 60), start):
        return False
    before = _PROPER_BEFORE.search(text[max(0, start - 24) : start])
    if before is not None and before[1] not in _ARTICLES:
        return False
    keys = mention.get("keys")
    if "place/departement-" in keys and "place/commune-" not in keys and not _UNIQUE.fullmatch(text[start:end]):
        return _departement(text, folded, mention)
    if (
        "place/region-" in keys
        and " " not in text[start:end]
        and "-" not in text[start:end]
        and fold(text[start:end]) in ("centre", "corse", "reunion")
    ):
        return _region(text, folded, mention)
    if "place/commune-" in keys and _shortened(text[start:end], keys):
        return bool(_CONTRACTED.search(folded, max(0, start - 4), start)) and text[start].isupper()
    if ("place/commune-" in keys or mention.rule.startswith("lexicon:places")) and not _LOCATED.search(
        folded, max(0, start - 24), start
    ):
        return False
    return text[start].isupper()


_SEAT = late(r"\([^()]{2,50} [-–] $")
"""What stands before the seat of a member in the head of a question: "(Les Républicains - Manche)"."""
_GAZETTE = late(r"\bjournal officiel de la $")
"""What the Republic gives its name to."""


def _shortened(words: str, keys: str) -> bool:
    """Whether the name of a town stands without its article ("Havre")."""
    entry = vocabulary().tables.entries.get(keys)
    return entry is not None and entry.label.startswith("Le ") and not fold(words).startswith("le ")


def _departement(text: str, folded: str, mention: Mention) -> bool:
    """Whether a name of one plain word is a département here: overseas nothing else bears it."""
    start, end = mention.span.start, mention.span.end
    if not text[start].isupper() or text[start:end].isupper():
        return False
    if _VOUCH.search(folded, max(0, start - 60), start) or folded[max(0, start - 1) : end + 1] == f"({folded[start:end]})":
        return True
    if _SEAT.search(text, max(0, start - 60), start) and text[end : end + 1] == ")":
        return True
    if folded[start:end].endswith("reunion"):
        return _region(text, folded, mention)
    if "place/region-" in mention.get("keys") or " " in text[start:end]:
        return True
    if folded[start:end] in _DIRECTIONS:
        return False
    return bool(_INSIDE.search(folded, max(0, start - 10), start) or _LISTED.search(text, max(0, start - 90), start))


def _region(text: str, folded: str, mention: Mention) -> bool:
    """Whether "Centre", "Corse" or "Réunion" is the region here, by the words around it."""
    start, end = mention.span.start, mention.span.end
    before, words = folded[max(0, start - 10) : start], folded[start:end]
    if not text[start].isupper() or text[start:end].isupper() or text[start:end].endswith("réunion"):
        return before.endswith("region ")
    if words.endswith("reunion"):
        island = words != "reunion" or before.endswith(("la ", "region "))
        return island and not re.match(r" (?:de|du|des|d|avec|sur)\b", folded[end : end + 6])
    return before.endswith(("region ", "en ")) or (words == "corse" and before.endswith(("la ", "de ")))
