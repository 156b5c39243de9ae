"""The domain in the title of a minister or a ministry ("de l'économie, de l'industrie et du numérique"): a chain of the words
that such titles use, whatever their combination. The vocabulary is computed from the authority's titles."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.lexicon.late import late
from kg.lexicon.letters import letters

_FUNCTION_WORDS = frozenset(
    [
        "de",
        "du",
        "des",
        "la",
        "le",
        "les",
        "l",
        "d",
        "et",
        "a",
        "au",
        "aux",
        "en",
        "pour",
        "charge",
        "chargee",
        "charges",
        "chargees",
        "aupres",
        "ministre",
        "ministres",
        "ministere",
        "secretaire",
        "secretariat",
        "secretaires",
        "delegue",
        "deleguee",
        "ministeriel",
        "premier",
        "garde",
        "sous",
    ]
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


_FIRST = late(rf" (?:{_LINK[3:-1]})(?P<word>[a-z\x9c-]+)")
_AUPRES = late(r",? aupres (?:du|de la) (?:premier ministre|(?:ministre d'etat, )?ministre)")
_CHARGED = late(r",? (?:chargee?s?|en charge)(?= (?:d|a))")
_JOINTS = frozenset({"sur", "contre", "dans", "avec", "entre", "par"})
"""What joins two words of a domain ("la lutte contre les exclusions"), and ends none."""
_NEXT = late(rf"(?:(?:,|,? et) {_LINK}|,? et | {_LINK}?)(?P<word>[a-z\x9c-]+)")


def domain_end(folded: str, position: int, vocabulary: frozenset[str]) -> int | None:
    """Where the domain that begins at ``position`` (at the space before its preposition) ends, None where none begins.

    Each item begins with a preposition; a bare adjective or noun may follow within an item, also behind "et" ("de la
    Souveraineté industrielle et numérique"). Every content word is one that titles of ministries use.
    """
    first = _FIRST.match(folded, position)
    if first is None or first.group("word") not in vocabulary:
        return None
    end = kept = first.end()
    while (following := _NEXT.match(folded, end)) and following.group("word") in vocabulary:
        end = following.end()
        kept = kept if following.group("word") in _JOINTS else end
    return kept


def title_end(folded: str, position: int, vocabulary: frozenset[str]) -> int | None:
    """Where a minister's title ends whose rank ("ministre", "secrétaire d'État") ends at ``position``: after "auprès du
    ministre …", "chargé" and the domain. None where no domain follows."""
    at = position
    aupres = _AUPRES.match(folded, at)
    if aupres is not None:
        at = aupres.end()
        if not aupres.group().endswith("premier ministre"):
            at = domain_end(folded, at, vocabulary) or at
    charged = _CHARGED.match(folded, at)
    end = domain_end(folded, charged.end() if charged else at, vocabulary)
    if end is None:
        return at if aupres is not None and at > aupres.end() else None
    return end
