"""The few themes that a document is about, and how strongly.

No training corpus: each place that names a theme has a weight, by the words that it uses, by where it stands and by what it
stands in; a theme weighs what its places weigh together, each further one less. A theme named once in passing is none of a text
that is about something else, and of a theme and a narrower one the narrower is what the text says.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from math import log2

from kg.lexicon.fold import fold
from kg.lexicon.letters import document_letters
from kg.lexicon.rules import Rule
from kg.lexicon.themes import surface_key
from kg.lexicon.vocabulary import vocabulary
from kg.model import Claim, Key, Link, Resolved, Span
from kg.relate.theme_words import finds, theme_words

WORDS_OF_A_THEME = 20
"""How many of the places that carry a theme are the evidence that a document is about it: the first ones."""
THEMES_OF_A_DOCUMENT = 16
"""How many themes a document is said to be about, at most: those that weigh most, the earliest first among equals. The words that
carry a theme are the evidence of that statement; themes are not mentions of entities."""

_PHRASE, _LABEL, _WORD = 1.0, 0.8, 0.5
"""What a place weighs: with a phrase of two words, with the one word that is the theme's own name, with another one word."""
_FULL = 3
"""Words of a phrase that names its theme in full: such a theme is proposed though it weighs little beside another one."""
_HEAD, _PURPOSE, _LEAD = 2.0, 1.5, 1.3
"""How much more a place weighs in a title, in the first words of the text or where it says its purpose, and in a heading
far below or in the first words of the second paragraph."""
_OPENED, _OPENING = 2, 240
"""Paragraphs whose first words weigh more, and code points of one that open it: a title, a subject line, the first sentence."""
_CIVILITIES, _BEARER = ("m. ", "mme ", "mm. ", "mmes "), 45
"""What the line of those who sign begins with, and how many code points a name with it takes at most; what stands behind one of
them is a person ("Mme Prud'homme")."""
_LONGEST_CIVILITY = max(map(len, _CIVILITIES))
_ASIDE, _ASIDE_IN_PURPOSE = 0.4, 0.5
"""What is left of a place with words that texts use beside their subject, and of one where the text says its purpose."""
_WITHIN: Mapping[str, float] = {
    "Code": 0.1,
    "Organisation": 0.4,
    "Office": 0.3,
    "Person": 0.0,
    "Place": 0.4,
    "Law": 0.5,
    "EUAct": 0.5,
}
"""What is left of a place inside the name of something else ("code de la sécurité sociale", "ministre de la santé")."""
_TITLED = frozenset({"Bill", "Report", "Mission"})
"""What names its subject by its title: no word of it is beside the subject."""
_LEFT: Mapping[str, float] = {**_WITHIN, **dict.fromkeys(_TITLED, 1.0)}
"""What is left of a place inside any name that leaves something else of it than all."""
_NOUN = 10
"""Code points of what a title says that it is the title of ("mission sur", "projet de loi relatif"), which names no subject."""
_WITHIN_TITLE = 0.5
"""What is left of it at least in a title, which says what the text is about by it ("adaptation du code minier")."""
_FORMULA = 0.2
"""What is left of a place in a sentence that every text of its kind has: how an amendment is paid for."""
_BROADER = 0.5
"""What is left of a theme where a narrower one weighs as much."""
_PASSING, _PASSING_BESIDE = 0.6, 1.0
"""The least that a theme weighs, and the least beside one that weighs ``_CLEAR``."""
_CLEAR = 1.5
_OBJECT, _SECOND = 2, 2.5
"""How many themes the one object of an amendment has, and what a further one weighs at least."""
_FOREMOST, _SHORT = 3, 2500
"""Behind so many themes, one that a single phrase of the body names is no theme of a text of fewer code points than that."""
_BESIDE = 0.15
"""What a theme weighs at least, of what the heaviest does."""
_LONG = 4500
"""Code points beyond which one place more is asked for each time that the text is as long again."""
_CONFIDENT = 6.0

_WORDS_KEPT = 8192
"""How many words of themes are remembered with what they weigh: texts repeat few."""
_SMALL = frozenset({"de", "d", "du", "des", "le", "la", "les", "l", "a", "au", "aux", "en", "et", "pour"})


def document_themes(resolved: Resolved, links: list[Link], kinds: Mapping[Key, str]) -> Iterator[Claim]:
    """One claim ``about`` for each theme of the document, the words that carry it as evidence, its weight as confidence (between
    0.5 and 0.95: themes of one document are ranked by it)."""
    places: dict[Key, list[Span]] = {}
    folded = document_letters(resolved.document.text)
    for mention, entity, *_ in links:
        key, span = entity or "", mention.span
        start = span[0]
        if kinds[key] == "Theme" and not folded.endswith(_CIVILITIES, max(0, start - _LONGEST_CIVILITY), start):
            places.setdefault(key, []).append(span)
        elif theme := mention.get("theme"):
            places.setdefault(theme, []).append(span)
    if not places:
        return
    weights, full = _weights(resolved, links, kinds, places)
    few = len(weights) > _OBJECT and finds(theme_words().amendment, folded)
    ranked = sorted(weights, key=lambda key: (-weights[key], places[key][0][0], key)) if len(weights) > 1 else list(weights)
    for rank, key in enumerate(ranked[:THEMES_OF_A_DOCUMENT]):
        if few and rank >= _OBJECT and weights[key] < _SECOND and key not in full:
            continue
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
) -> tuple[dict[Key, float], set[Key]]:
    """The themes that are more than named in passing, with what they weigh, and those of them that are named in full."""
    text = resolved.document.text
    labels = {entity.key: entity.label for entity in resolved.entities if entity.key in places}
    names = [(link.mention.span, kind) for link in links if (kind := kinds[link.entity or ""]) in _LEFT]
    names.sort(key=_outermost_first)
    starts = [span[0] for span, _ in names]
    standing = _Standing(resolved)
    full: set[Key] = set()

    def weight(span: Span, key: Key) -> float:
        start, end = span
        said, aside, words = _said(text[start:end], labels[key])
        if words >= _FULL and not aside:
            full.add(key)
        last = bisect_right(starts, start)
        for name, kind in reversed(names[max(0, last - 3) : last]):
            if name[1] >= end and (name != span or kind != "Place"):
                left = max(_LEFT[kind], _WITHIN_TITLE if standing.heads(span) else 0.0)
                return said * left * standing.weight(span, aside and not (kind in _TITLED and start >= name[0] + _NOUN))
        return said * standing.weight(span, aside)

    weights = {key: _together([weight(span, key) for span in spans]) for key, spans in places.items()}
    for key in _broader_of(weights):
        weights[key] *= _BROADER
    best = max(weights.values())
    least = (_PASSING_BESIDE if best >= _CLEAR else _PASSING) * max(1.0, len(text) / _LONG)
    least = min(least, max(best, _PASSING))
    beside = best * _BESIDE
    return {key: value for key, value in weights.items() if value >= least and (value >= beside or key in full)}, full


def _outermost_first(name: tuple[Span, str]) -> tuple[int, int]:
    start, end = name[0]
    return start, -end


@lru_cache(_WORDS_KEPT)
def _said(words: str, label: str) -> tuple[float, bool, int]:
    """What the words of a place weigh for the theme of this label, whether texts use them beside their subject, and how many of
    them count."""
    said, own = (tuple(word for word in fold(each).split() if word not in _SMALL) for each in (words, label))
    value = _PHRASE if len(said) > 1 else _LABEL if said == own else _WORD
    return value, surface_key(words) in theme_words().passing, len(said)


def _together(values: list[float]) -> float:
    """What several places weigh: the heaviest whole, the sum of all of them with ever less for more of the same."""
    if len(values) == 1:
        return values[0]
    heaviest = max(values)
    return heaviest * (1 + log2(1 + (sum(values) - heaviest) / heaviest)) if heaviest else 0.0


def _signed(text: str) -> bool:
    """Whether a block, folded, is the line of those who sign: a civility every few words, and no full stop behind them."""
    return text.startswith(_CIVILITIES) and text[-1] != "." and sum(map(text.count, _CIVILITIES)) * _BEARER > len(text)


class _Standing:
    """What a place weighs by where it stands."""

    def __init__(self, resolved: Resolved) -> None:
        document = resolved.document
        self._letters, self._sentences = document_letters(document.text), resolved.recognised.segmented.sentences
        self._starts = [one[0][0] for one in self._sentences]
        self._known: dict[tuple[int, str], bool] = {}
        self._tried: dict[str, bool] = {}
        self._titles: list[Span] = []
        self._openings: list[Span] = []
        for kind, (start, end), _ in document.body:
            titled = kind in ("title", "heading")
            if (titled or len(self._openings) < _OPENED) and not _signed(self._letters[start:end]):
                if titled:
                    self._titles.append(Span(start, end))
                if len(self._openings) < _OPENED:
                    self._openings.append(Span(start, min(end, start + _OPENING)))

    def heads(self, span: Span) -> bool:
        """Whether a place stands in a title or in a heading."""
        return bool(self._titles) and any(title.covers(span) for title in self._titles)

    def weight(self, span: Span, aside: bool) -> float:
        """By what the weight of a place is multiplied; ``aside`` says that its words are such as texts use beside their
        subject."""
        words, openings = theme_words(), self._openings
        number = bisect_right(self._starts, span[0]) - 1
        if number >= 0 and not self._sentences[number].span.covers(span):
            number = -1
        value = _ASIDE if aside else 1.0
        if self.heads(span):
            value = _HEAD if span.start < _SHORT else _LEAD
        elif openings and openings[0].covers(span):
            value *= _PURPOSE
        elif self._says(words.purpose, number):
            value = _PURPOSE * (_ASIDE_IN_PURPOSE if aside else 1.0)
        elif len(openings) > 1 and openings[1].covers(span):
            value *= _LEAD
        return value * (_FORMULA if self._says(words.paid_for, number) else 1.0)

    def _says(self, rule: Rule, number: int) -> bool:
        """Whether the rule finds something in a sentence; not in none (-1)."""
        if number < 0:
            return False
        known = self._known.get((number, rule.id))
        if known is None:
            span = self._sentences[number].span
            known = self._known[number, rule.id] = self._is_tried(rule) and finds(rule, self._letters, *span)
        return known

    def _is_tried(self, rule: Rule) -> bool:
        """Whether one of a rule's anchors stands anywhere in the text."""
        tried = self._tried.get(rule.id)
        if tried is None:
            tried = self._tried[rule.id] = not rule.anchors or any(anchor in self._letters for anchor in rule.anchors)
        return tried


def _broader_of(weights: Mapping[Key, float]) -> set[Key]:
    """The themes above one that weighs as much."""
    if len(weights) < 2:
        return set()
    return {
        above
        for key, value in weights.items()
        for above in _above(key)
        if (weight := weights.get(above)) is not None and weight <= value
    }


@cache
def _above(key: Key) -> frozenset[Key]:
    """The themes above one, within so many steps."""
    above: set[Key] = set()
    steps = {key}
    for _ in range(_STEPS):
        steps = {parent for theme in steps for parent in _parents(theme)}
        above |= steps
    return frozenset(above)


_STEPS = 4


def _parents(key: Key) -> tuple[Key, ...]:
    theme = vocabulary().themes.get(key)
    return theme.broader if theme else ()
