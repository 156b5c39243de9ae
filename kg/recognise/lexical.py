"""Names that the tables know, found in one pass of an Aho–Corasick automaton over the folded text; the same pass finds the
anchors at which the rules are tried. Overlapping matches first, then the boundary and case filters: a leftmost-longest
match that fails a filter would hide the shorter one that passes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from kg.lexicon.late import late
from kg.lexicon.letters import letters
from kg.lexicon.rules import Rule
from kg.lexicon.vocabulary import Name, vocabulary
from kg.lexicon.wording import FirstTexts
from kg.model import Kind, Mention, Span
from kg.recognise.cues import CAPITALISED, cue_words, cues_among

_BOUND = frozenset("abcdefghijklmnopqrstuvwxyz0123456789\x9c\xe6")
_PARTING = bytes(byte if chr(byte) in _BOUND else 32 for byte in range(256))
"""What is no letter or digit as a space."""
_JOINED_KINDS = frozenset({"Place", "Person", "Constituency"})
_UNHYPHENED = _JOINED_KINDS | {"Organisation", "Office"}
"""Kinds of which a name is none where a hyphen makes it a part of another."""
_BESIDE = frozenset({"Law", "Constitution", "Treaty"})
"""Kinds whose names mean what the words beside them allow."""
_PROPER_KINDS = frozenset({"Constitution", "Treaty", "Person", "Place", "Organisation", "Event", "Mission"})


class Form(NamedTuple):
    """A folded form that the automaton finds, and what it stands for: names, rules that are tried at it, cues. ``spelled`` is the
    form where what is found must be held against it, empty where its words alone say which form it is."""

    spelled: str
    size: int
    names: tuple[Name, ...]
    rules: tuple[Rule, ...]
    cues: int
    number: int

    @staticmethod
    def of(form: str, names: Iterable[Name] = (), rules: Iterable[Rule] = (), cues: int = 0, number: int = -1) -> Form:
        """A form and what it stands for."""
        return Form("" if _BOUND.issuperset(form) else form, len(form), tuple(names), tuple(rules), cues, number)


Anchor = tuple[int, tuple[Rule, ...], int]
"""A place at which rules are to be tried, or that is a cue (``kg.recognise.cues``) for the finders of a sentence: its position,
the rules, the cues. A plain tuple: most sentences have several, and none lasts."""
Reading = tuple[tuple[Kind, str, tuple[tuple[str, str], ...]], ...]
"""What a form means as printed: for each kind the rule and the features of the mention."""


@dataclass(frozen=True, slots=True)
class Matcher:
    """The automaton and the forms of each of its patterns. A pattern is a form with its punctuation as spaces and the spaces that
    part words around it, so that what is found are whole words; which of its forms stands there is then looked up. ``readings``
    are remembered, those of the forms ``beside`` for where no hyphen stands beside them."""

    automaton: BytesAhoCorasick
    forms: tuple[tuple[Form, ...], ...]
    readings: dict[tuple[int, str], Reading] = field(default_factory=dict)
    beside: set[int] = field(default_factory=set)


def matcher(rules: tuple[Rule, ...], folded: str | None = None) -> Matcher:
    """The automaton of the vocabulary, of the anchors of ``rules`` and of the cues; of those alone that can stand in ``folded``
    where a text is given, which is much cheaper to build and finds the same in that text."""
    names: dict[str, dict[Name, None]] = {}
    words = frozenset(_TOKEN.findall(folded)) if folded is not None else None
    every = list(vocabulary().names(_standing(words) if words is not None else None))
    for form, name in zip(letters("\0".join(name.form for name in every)).split("\0"), every, strict=True):
        if len(form) > 1 and (words is None or words.issuperset(_TOKEN.findall(form))):
            names.setdefault(form, {})[name] = None
    anchors: dict[str, list[Rule]] = {}
    for rule in rules:
        for anchor in rule.anchors:
            anchors.setdefault(anchor, []).append(rule)
    whole, begun = cue_words()
    here = whole if words is None else cues_among(words)
    patterns: dict[bytes, list[Form]] = {}
    for number, form in enumerate(sorted({*names, *anchors, *here})):
        found = Form.of(form, names.get(form, ()), anchors.get(form, ()), here.get(form, 0), number)
        patterns.setdefault(_parted(form, form[-1:] in _BOUND), []).append(found)
    for form, cue in sorted(begun.items()):
        patterns.setdefault(_parted(form, False), []).append(Form.of(form, cues=cue))
    ordered = sorted(patterns)
    return Matcher(
        automaton=BytesAhoCorasick(ordered, matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA),
        forms=tuple(tuple(patterns[pattern]) for pattern in ordered),
    )


def _parted(form: str, closed: bool) -> bytes:
    """A form as the automaton looks for it; ``closed`` where it ends with a whole word."""
    return b" " + form.encode("latin-1").translate(_PARTING) + (b" " if closed else b"")


def _standing(words: frozenset[str]) -> Callable[[Sequence[str], bool], Iterator[bool]]:
    """Which labels can stand in a text of these words: those all of whose words do, or may once they are inflected, which
    leaves the first letters of a word alone, but for the ligature, and changes the small words between."""
    stems = {word[: _kept(word)] for word in words} | {word[:size] for word in words for size in range(2, _STEM + 1)}

    @cache
    def may_be(word: str) -> bool:
        return len(word) < _SHORTEST or "\x9c" in word or word[: _kept(word)] in stems

    def standing(labels: Sequence[str], inflected: bool) -> Iterator[bool]:
        folded = letters("\0".join(labels))
        every = may_be if inflected else words.__contains__
        for label, first in zip(folded.split("\0"), _FIRST_WORD.findall(folded), strict=True):
            yield not first or (every(first) and all(map(every, _TOKEN.findall(label))))

    return standing


def _kept(word: str) -> int:
    """How many first letters of a word every inflection keeps: all but the last two, at most _STEM, at least two."""
    return max(2, min(_STEM, len(word) - 2))


class _Automata:
    """Automata for single texts until enough text has been seen to pay for the whole one. What is found is the same."""

    def __init__(self) -> None:
        self._first = FirstTexts()
        self._whole: tuple[tuple[Rule, ...], Matcher] | None = None

    def of(self, rules: tuple[Rule, ...], folded: str) -> Matcher:
        if self._first.takes(folded):
            return matcher(rules, folded)
        if self._whole is None or self._whole[0] is not rules:
            self._whole = rules, matcher(rules)
        return self._whole[1]


_AUTOMATA = _Automata()


def scan(text: str, folded: str, rules: tuple[Rule, ...]) -> tuple[list[Mention], list[Anchor]]:
    """The mentions of names in the whole text, and the anchors and cues, sorted by start."""
    machine = _AUTOMATA.of(rules, folded)
    forms, readings, beside = machine.forms, machine.readings, machine.beside
    mentions: list[Mention] = []
    anchors: list[Anchor] = []
    spaced = b" " + folded.encode("latin-1").translate(_PARTING) + b" "
    for index, start, _ in machine.automaton.find_matches_as_indexes(spaced, overlapping=True):
        for found in forms[index]:
            spelled, size, names, tried, cues, number = found
            if spelled and not folded.startswith(spelled, start):
                continue
            if tried and not (start and folded[start - 1] == "-"):
                anchors.append((start, tried, cues))
            elif cues and (cues & ~CAPITALISED or text[start].isupper()):
                anchors.append((start, (), cues))
            if names:
                end = start + size
                words = text[start:end]
                reading = readings.get((number, words))
                if reading is None or (number in beside and "-" in (folded[start - 1 : start], folded[end : end + 1])):
                    reading = _read(words, folded, start, end, found, machine)
                if reading:
                    span = _new(Span, (start, end))
                    for kind, rule, features in reading:
                        mentions.append(_new(Mention, (span, kind, rule, features)))
    anchors.sort(key=_POSITION)
    return mentions, anchors


_POSITION = itemgetter(0)
_new = tuple.__new__
"""Makes a named tuple of its fields in half the time of its own constructor: here that counts."""
_READINGS_KEPT = 100_000
"""Printed forms that are remembered with what they mean."""


def _read(words: str, folded: str, start: int, end: int, found: Form, machine: Matcher) -> Reading:
    """What a form means where it stands; remembered where its own letters decide, alone or but for a hyphen beside them."""
    reading = _reading(words, folded, start, end, found.names)
    if any(name.kind in _BESIDE or name.generic for name in found.names):
        return reading
    if any(name.kind in _UNHYPHENED for name in found.names):
        if "-" in (folded[start - 1 : start], folded[end : end + 1]):
            return reading
        machine.beside.add(found.number)
    if len(machine.readings) >= _READINGS_KEPT:
        machine.readings.clear()
    machine.readings[found.number, words] = reading
    return reading


def _reading(words: str, folded: str, start: int, end: int, names: tuple[Name, ...]) -> Reading:
    by_kind: dict[str, list[Name]] = {}
    for name in names:
        kind = name.kind
        if kind == "Law" and _BILL_BEFORE.search(folded, max(0, start - 16), start):
            continue
        if kind == "Constitution" and _SETTING_UP.match(folded, end):
            continue
        if name.generic and not words[:1].isupper() and not _is_definite(name, folded, start):
            continue
        lower = name.kind == "Constitution" and _ARTICLE_OF.search(folded, max(0, start - 40), start) is not None
        if kind in ("Organisation", "Office") and _HYPHENED.search(folded, max(0, start - 4), start):
            continue
        if (lower or printed_as(name, words)) and not (kind in _JOINED_KINDS and _joined(folded, start, end)):
            by_kind.setdefault(kind, []).append(name)
    if "Treaty" in by_kind and "Organisation" in by_kind:
        del by_kind["Organisation" if _STIPULATES.search(folded, max(0, start - 60), start) else "Treaty"]
        by_kind = {kind: [name._replace(ambiguous=False) for name in found] for kind, found in by_kind.items()}
    out = []
    for kind, found in by_kind.items():
        keys = found[0].key if len(found) == 1 else "|".join(sorted({name.key for name in found}))
        ambiguous = (("ambiguous", "1"),) if any(name.ambiguous for name in found) else ()
        features: tuple[tuple[str, str], ...] = (*ambiguous, ("keys", keys))
        if kind in _SPEAKS_OF and len(themes := {name.key for name in by_kind.get("Theme", ())}) == 1:
            features = (*features, ("theme", themes.pop()))
        out.append((kind, found[0].rule, features))
    return tuple(out)


def _is_definite(name: Name, folded: str, start: int) -> bool:
    """Whether a common noun is that of the one body that is meant, or of all of a kind ("les agences régionales de santé")."""
    pattern = _ALL if name.kind == "Organisation" and " " in name.form else _DEFINITE
    return pattern.search(folded, max(0, start - 8), start) is not None


def _joined(folded: str, start: int, end: int) -> bool:
    """Whether a hyphen ties the match to another word ("Loire" in "Loire-Atlantique")."""
    before = start > 1 and folded[start - 1] == "-" and folded[start - 2] in _BOUND
    after = end + 1 < len(folded) and folded[end] == "-" and folded[end + 1] in _BOUND
    return before or after


_SPEAKS_OF = frozenset({"Place", "Code", "Organisation"})
"""What speaks of a theme by its own name: "Mayotte" of the outre-mer, "le code minier" of mines."""
_TOKEN = late(r"[a-z0-9\x9c\xe6]+")
_FIRST_WORD = late(r"(?:^|\0)[^a-z0-9\x9c\xe6\0]*([a-z0-9\x9c\xe6]*)")
_STEM, _SHORTEST = 5, 4
_WORD = late(r"\w+")
_BILL_BEFORE = late(r"(?:projets?|propositions?) de $")
_SETTING_UP = late(
    r" (?:de la |de l'|d'une? |de [a-z]+s |des |du (?!\d)|de (?!1958)(?:1[789]|20)\d\d\b|du \d{1,2} [a-z]+ (?!1958)\d{4})"
)
_ARTICLE_OF = late(r"\barticles? [0-9][^.;:]{0,25} de la $")
_STIPULATES = late(r"\b(?:articles?|protocoles?|stipulations|ratification|paragraphes?) [^.;:()]{0,40}(?:de la |la |$)$")
"""What stands before the acronym of a treaty that is that of a court besides ("article 8 de la CEDH")."""
_HYPHENED = late(r"[a-z0-9](?<!ex)-$")
"""What makes the name behind it a part of another ("UFSE-CGT", "vice-premier ministre")."""
_DEFINITE = late(r"(?:^|[\s(«])(?:le |la |l'|du |au )$")
_ALL = late(r"(?:^|[\s(«])(?:les |aux |le |la |l'|du |au )$")


def printed_as(name: Name, words: str) -> bool:
    """Whether the words of the text have the capitals that the name needs: an acronym all of them, a proper name of one or two
    words its initial, a longer one none ("agence nationale de la cohésion des territoires")."""
    form = name.form
    if name.cased and (words.isupper() != form.isupper() or words[:1].isupper() != form[:1].isupper()):
        return False
    if name.kind == "Theme":
        return not (form.isupper() and len(form) <= 6 and not words.isupper())
    first = form[:1]
    if form.isupper() and len(form) <= 8 and " " not in form:
        return words.isupper()
    if name.kind == "Person":
        return all(word[0].isupper() for word in _WORD.findall(words) if len(word) > 3)
    if not first.isupper() or name.generic:
        return True
    parts = _WORD.findall(form)
    if name.kind in _PROPER_KINDS and len(parts) <= 2:
        return words[:1].isupper()
    return True
