"""The few themes that a document is about, and how strongly.

No training corpus: each place that names a theme has a weight, by the words that it uses, by where it stands and by what it
stands in; a theme weighs what its places weigh together, each further one less. A theme named once in passing is none of a text
that is about something else, and of a theme and a narrower one the narrower is what the text says.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import lru_cache
from math import log2

from kg.lexicon.fold import fold
from kg.lexicon.letters import document_letters
from kg.lexicon.rules import Rule
from kg.lexicon.themes import surface_key
from kg.lexicon.vocabulary import vocabulary
from kg.model import Claim, Entity, Key, Link, Resolved, Span
from kg.relate.theme_words import theme_words

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
_OPENING = 240
"""Code points of a paragraph that open it: a title, a subject line, the first sentence."""
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
    for link in links:
        key = link.entity or ""
        start = link.mention.span.start
        if kinds[key] == "Theme" and not folded.endswith(_CIVILITIES, max(0, start - _LONGEST_CIVILITY), start):
            places.setdefault(key, []).append(link.mention.span)
        elif theme := link.mention.get("theme"):
            places.setdefault(theme, []).append(link.mention.span)
    if not places:
        return
    weights, full = _weights(resolved, links, kinds, places)
    few = len(weights) > _OBJECT and theme_words().amendment.pattern.search(folded) is not None
    ranked = sorted(weights, key=lambda key: (-weights[key], places[key][0].start, key))
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
    entities = {entity.key: entity for entity in resolved.entities}
    within = {**_WITHIN, **dict.fromkeys(_TITLED, 1.0)}
    names = [(link.mention.span, kinds[link.entity or ""]) for link in links if kinds[link.entity or ""] in within]
    names.sort(key=lambda name: (name[0].start, -name[0].end))
    starts = [span.start for span, _ in names]
    standing = _Standing(resolved)
    full: set[Key] = set()

    def weight(span: Span, entity: Entity) -> float:
        said, aside, words = _said(span.of(text), entity.label)
        if words >= _FULL and not aside:
            full.add(entity.key)
        for index in range(bisect_right(starts, span.start) - 1, max(-1, bisect_right(starts, span.start) - 4), -1):
            name, kind = names[index]
            if name.covers(span) and (name != span or kind != "Place"):
                left = max(within[kind], _WITHIN_TITLE if standing.heads(span) else 0.0)
                return said * left * standing.weight(span, aside and not (kind in _TITLED and span.start >= name.start + _NOUN))
        return said * standing.weight(span, aside)

    weights = {key: _together([weight(span, entities[key]) for span in spans]) for key, spans in places.items()}
    for key in _broader_of(weights):
        weights[key] *= _BROADER
    best = max(weights.values())
    least = (_PASSING_BESIDE if best >= _CLEAR else _PASSING) * max(1.0, len(text) / _LONG)
    least = min(least, max(best, _PASSING))
    beside = best * _BESIDE
    return {key: value for key, value in weights.items() if value >= least and (value >= beside or key in full)}, full


@lru_cache(_WORDS_KEPT)
def _said(words: str, label: str) -> tuple[float, bool, int]:
    """What the words of a place weigh for the theme of this label, whether texts use them beside their subject, and how many of
    them count."""
    said, own = (tuple(word for word in fold(each).split() if word not in _SMALL) for each in (words, label))
    value = _PHRASE if len(said) > 1 else _LABEL if said == own else _WORD
    return value, surface_key(words) in theme_words().passing, len(said)


def _together(values: list[float]) -> float:
    """What several places weigh: the heaviest whole, the sum of all of them with ever less for more of the same."""
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
        self._starts = [one.span.start for one in self._sentences]
        self._known: dict[tuple[int, str], bool] = {}
        blocks = [block for block in document.body if not _signed(block.span.of(self._letters))]
        self._titles = [block.span for block in blocks if block.kind in ("title", "heading")]
        self._openings = [Span(block.span.start, min(block.span.end, block.span.start + _OPENING)) for block in blocks[:2]]

    def heads(self, span: Span) -> bool:
        """Whether a place stands in a title or in a heading."""
        return any(title.covers(span) for title in self._titles)

    def weight(self, span: Span, aside: bool) -> float:
        """By what the weight of a place is multiplied; ``aside`` says that its words are such as texts use beside their
        subject."""
        words = theme_words()
        value = _ASIDE if aside else 1.0
        if self.heads(span):
            value = _HEAD if span.start < _SHORT else _LEAD
        elif any(opening.covers(span) for opening in self._openings[:1]):
            value *= _PURPOSE
        elif self._says(words.purpose, span):
            value = _PURPOSE * (_ASIDE_IN_PURPOSE if aside else 1.0)
        elif any(opening.covers(span) for opening in self._openings[1:]):
            value *= _LEAD
        return value * (_FORMULA if self._says(words.paid_for, span) else 1.0)

    def _says(self, rule: Rule, span: Span) -> bool:
        """Whether the rule finds something in the sentence of a span."""
        index = bisect_right(self._starts, span.start) - 1
        if index < 0 or not self._sentences[index].span.covers(span):
            return False
        known = self._known.get((index, rule.id))
        if known is None:
            start, end = self._sentences[index].span
            known = self._known[index, rule.id] = rule.pattern.search(self._letters, start, end) is not None
        return known


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
