"""The few themes that a document is about, and how strongly.

No training corpus: each place that names a theme has a weight, by the words that it uses, by where it stands and by what it
stands in; a theme weighs what its places weigh together, each further one less. A theme named once in passing is none of a text
that is about something else, and of a theme and a narrower one the narrower is what the text says.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import lru_cache
from math import log2

from kg.lexicon.fold import fold
from kg.lexicon.vocabulary import vocabulary
from kg.model import Claim, Entity, Key, Link, Resolved, Span

WORDS_OF_A_THEME = 20
"""How many of the places that carry a theme are the evidence that a document is about it: the first ones."""
THEMES_OF_A_DOCUMENT = 16
"""How many themes a document is said to be about, at most: those that weigh most, the earliest first among equals. The words that
carry a theme are the evidence of that statement; themes are not mentions of entities."""

_PHRASE, _LABEL, _WORD = 1.0, 0.8, 0.5
"""What a place weighs: with a phrase of two words, with the one word that is the theme's own name, with another one word."""
_HEAD = 2.0
"""How much more a place weighs in a heading or in the first words of the text."""
_OPENING = 240
"""Code points of the first paragraph that open a text: a title, a subject line, the first sentence."""
_WITHIN: Mapping[str, float] = {"Code": 0.2, "Organisation": 0.4, "Office": 0.3, "Person": 0.0, "Place": 0.4, "Law": 0.5}
"""What is left of a place inside the name of something else ("code de la sécurité sociale", "ministre de la santé")."""
_FORMULA = 0.2
"""What is left of a place in a sentence that every text of its kind has: how an amendment is paid for."""
_BROADER = 0.5
"""What is left of a theme where a narrower one weighs as much."""
_PASSING, _PASSING_BESIDE = 0.6, 0.9
"""The least that a theme weighs, and the least beside one that weighs ``_CLEAR``."""
_CLEAR = 1.5
_FOREMOST, _SHORT = 3, 2500
"""Behind so many themes, one that a single phrase of the body names is no theme of a text of fewer code points than that."""
_LONG = 6000
"""Code points beyond which one place more is asked for each time that the text is as long again."""
_CONFIDENT = 6.0

_PAID_FOR = re.compile(
    r"a due concurrence|taxe additionnelle|majoration de la dotation globale|autorisations? d'engagements?|credits? de paiement|"
    r"recevabilite (?:financiere|budgetaire)|lever? (?:le|ce) gage|article 40 de la constitution"
)
_WORDS_KEPT = 8192
"""How many words of themes are remembered with what they weigh: texts repeat few."""
_SMALL = frozenset({"de", "d", "du", "des", "le", "la", "les", "l", "a", "au", "aux", "en", "et", "pour"})


def document_themes(resolved: Resolved, links: list[Link], kinds: Mapping[Key, str]) -> Iterator[Claim]:
    """One claim ``about`` for each theme of the document, the words that carry it as evidence, its weight as confidence (between
    0.5 and 0.95: themes of one document are ranked by it)."""
    places: dict[Key, list[Span]] = {}
    for link in links:
        key = link.entity or ""
        if kinds[key] == "Theme":
            places.setdefault(key, []).append(link.mention.span)
        elif theme := link.mention.get("theme"):
            places.setdefault(theme, []).append(link.mention.span)
    if not places:
        return
    weights = _weights(resolved, links, kinds, places)
    ranked = sorted(weights, key=lambda key: (-weights[key], places[key][0].start, key))
    for rank, key in enumerate(ranked[:THEMES_OF_A_DOCUMENT]):
        if rank >= _FOREMOST and weights[key] <= _PHRASE and len(resolved.document.text) < _SHORT:
            break
        yield Claim(
            resolved.document.key,
            "about",
            key,
            "structure.document-theme",
            (resolved.document.key,),
            tuple(places[key][:WORDS_OF_A_THEME]),
            confidence=round(0.5 + 0.45 * min(1.0, weights[key] / _CONFIDENT), 3),
        )


def _weights(
    resolved: Resolved, links: list[Link], kinds: Mapping[Key, str], places: Mapping[Key, list[Span]]
) -> dict[Key, float]:
    """The themes that are more than named in passing, with what they weigh."""
    text = resolved.document.text
    entities = {entity.key: entity for entity in resolved.entities}
    names = [(link.mention.span, _WITHIN[kinds[link.entity or ""]]) for link in links if kinds[link.entity or ""] in _WITHIN]
    names.sort(key=lambda name: (name[0].start, -name[0].end))
    starts = [span.start for span, _ in names]
    head = _head(resolved)
    formulas = _Formulas(resolved)

    def weight(span: Span, entity: Entity) -> float:
        value = _said(span.of(text), entity.label)
        value *= _HEAD if any(block.covers(span) for block in head) else 1.0
        value *= _FORMULA if formulas.hold(span) else 1.0
        for index in range(bisect_right(starts, span.start) - 1, max(-1, bisect_right(starts, span.start) - 4), -1):
            if names[index][0] != span and names[index][0].covers(span):
                return value * names[index][1]
        return value

    weights = {key: _together([weight(span, entities[key]) for span in spans]) for key, spans in places.items()}
    for key in _broader_of(weights):
        weights[key] *= _BROADER
    best = max(weights.values())
    least = (_PASSING_BESIDE if best >= _CLEAR else _PASSING) * max(1.0, len(text) / _LONG)
    return {key: value for key, value in weights.items() if value >= min(least, max(best, _PASSING))}


@lru_cache(_WORDS_KEPT)
def _said(words: str, label: str) -> float:
    """What the words of a place weigh for the theme of this label."""
    said, own = (tuple(word for word in fold(each).split() if word not in _SMALL) for each in (words, label))
    return _PHRASE if len(said) > 1 else _LABEL if said == own else _WORD


def _together(values: list[float]) -> float:
    """What several places weigh: the heaviest whole, the sum of all of them with ever less for more of the same."""
    heaviest = max(values)
    return heaviest * (1 + log2(1 + (sum(values) - heaviest) / heaviest)) if heaviest else 0.0


def _head(resolved: Resolved) -> list[Span]:
    blocks = [block for block in resolved.document.blocks if block.kind != "furniture"]
    opening = [Span(block.span.start, min(block.span.end, block.span.start + _OPENING)) for block in blocks[:1]]
    return opening + [block.span for block in blocks if block.kind == "heading"]


class _Formulas:
    """The sentences that say how an amendment is paid for, told of those that are asked about."""

    def __init__(self, resolved: Resolved) -> None:
        self._text, self._sentences = resolved.document.text, resolved.recognised.segmented.sentences
        self._starts = [one.span.start for one in self._sentences]
        self._known: dict[int, bool] = {}

    def hold(self, span: Span) -> bool:
        """Whether a span lies in one of them."""
        index = bisect_right(self._starts, span.start) - 1
        if index < 0 or not self._sentences[index].span.covers(span):
            return False
        if index not in self._known:
            self._known[index] = _PAID_FOR.search(fold(self._sentences[index].span.of(self._text))) is not None
        return self._known[index]


def _broader_of(weights: Mapping[Key, float]) -> set[Key]:
    """The themes above one that weighs as much."""
    above: set[Key] = set()
    for key, value in weights.items():
        climb = [(key, 0)]
        while climb:
            current, height = climb.pop()
            if height and current in weights and weights[current] <= value:
                above.add(current)
            if height < 4:
                climb.extend((parent, height + 1) for parent in _parents(current))
    return above


def _parents(key: Key) -> tuple[Key, ...]:
    theme = vocabulary().themes.get(key)
    return theme.broader if theme else ()
