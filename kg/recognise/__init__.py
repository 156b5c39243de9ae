"""Text → mentions: what is written, not yet what it means. Everything is found sentence by sentence, at the anchors that one
automaton finds; overlaps are decided in ``overlaps.py`` alone."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache, cached_property, lru_cache
from itertools import accumulate

from kg.lexicon.fold import fold
from kg.lexicon.letters import document_letters
from kg.lexicon.rules import Rule
from kg.lexicon.vocabulary import parts_of_name, vocabulary
from kg.model import Mention, Recognised, Segmented, Span
from kg.recognise.acts import citation_rules, cite, whole_titles
from kg.recognise.articles import article_heads, find_articles, numbers_stand_alone
from kg.recognise.bodies import find_bodies, find_explained, find_seated, repeated_acronyms
from kg.recognise.cues import ARTICLE, BEARER, BODY, CIVILITY, DATE, FUNCTION, GIVEN, HOLDER, SEAT, SEATED, hides_names
from kg.recognise.dates import find_dates
from kg.recognise.given import find_named, find_speaking
from kg.recognise.heads import told_apart
from kg.recognise.led import OF_OFFICE, with_bodies
from kg.recognise.lexical import Anchor, scan
from kg.recognise.overlaps import ACTS, settle
from kg.recognise.patterns import find_pattern, find_short, office_rules, organisation_rules, short_rules
from kg.recognise.persons import (
    behind_commas,
    borne,
    find_beside_offices,
    find_functioned,
    find_introduced,
    find_titled,
)
from kg.recognise.places import find_communes, find_constituencies, vouched
from kg.recognise.things import find_things, thing_rules
from kg.recognise.words import standing

__all__ = ["recognise"]


@cache
def anchored_rules() -> tuple[Rule, ...]:
    """Every rule that is tried at an anchor, in the order in which they are tried."""
    return (*citation_rules(), *office_rules(), *organisation_rules(), *thing_rules(), *short_rules())


_CITES, _PATTERNS, _THINGS, _SHORT = range(4)


@cache
def _families() -> dict[str, int]:
    """What kind of find each anchored rule gives."""
    families = (citation_rules(), (*office_rules(), *organisation_rules()), thing_rules(), short_rules())
    return {rule.id: family for family, rules in reversed(tuple(enumerate(families))) for rule in rules}


def recognise(segmented: Segmented) -> Recognised:
    """Find every mention of a segmented document."""
    text = segmented.document.text
    folded = document_letters(text)
    named, anchors = scan(text, folded, anchored_rules())
    named = [mention for mention in named if mention.kind != "Person" or not borne(text, mention)]
    found = [mention for mention in named if mention.kind != "Place" or vouched(text, folded, mention)]
    passage = _Passage(text, folded, named, GIVEN if hides_names(text, folded) else 0)
    at, count = 0, len(anchors)
    for span, _ in segmented.sentences:
        start, end = span
        while at < count and anchors[at][0] < start:
            at += 1
        first = at
        while at < count and anchors[at][0] < end:
            at += 1
        if start or not at:
            found += passage.read(span, anchors[first:at])
        else:
            found += passage.opening(span, anchors[:at])
    settled = settle(whole_titles(text, _keyed(with_bodies(text, told_apart(text, folded, found)))))
    repeated = [*_repeated_surnames(text, settled), *repeated_acronyms(text, settled), *_repeated_bodies(text, settled)]
    if repeated:
        settled = settle([*settled, *repeated])
    return Recognised(segmented, tuple(settled))


def _explained(mention: Mention) -> str:
    """Where the words stand that an acronym stands for, told of either."""
    return mention.get("expands") or f"{mention.span.start}-{mention.span.end}"


class _Passage:
    """A text, and what its sentences need to know of the whole of it."""

    def __init__(self, text: str, folded: str, named: list[Mention], always: int) -> None:
        """``named`` are the mentions that tables know, ``always`` cues that are taken for given."""
        self.text, self.folded, self.named, self.always = text, folded, named, always
        self.bare = numbers_stand_alone(text)

    @cached_property
    def borders(self) -> list[int]:
        """Where other names begin, which the name of a person does not run into."""
        return sorted(mention.span.start for mention in self.named if mention.kind in _NAMES)

    @cached_property
    def bodies(self) -> frozenset[int]:
        """Where the bodies that tables know begin."""
        return frozenset(mention.span.start for mention in self.named if mention.kind == "Organisation")

    @cached_property
    def subjects(self) -> frozenset[str]:
        """Where the themes stand: an acronym makes no body of them ("le service national universel (SNU)")."""
        return frozenset(f"{mention.span.start}-{mention.span.end}" for mention in self.named if mention.kind == "Theme")

    @cached_property
    def titled(self) -> bool:
        """Whether a title stands behind a comma anywhere."""
        return behind_commas(self.text, Span(0, len(self.text)))

    @cached_property
    def acts(self) -> list[Mention]:
        """The acts that tables know."""
        acts = (mention for mention in self.named if mention.kind in ACTS)
        return sorted(acts, key=lambda mention: (mention.span, mention.rule))

    def opening(self, span: Span, anchors: list[Anchor]) -> list[Mention]:
        """The mentions of the sentence with which the text opens. That is where those who sign an amendment stand, up to some
        hundred names: who signs one signs the next as well, so that a line is read once."""
        beyond = self.text[span.end : span.end + _SEEN_BEYOND]
        if self.bare or self.acts or (not beyond.startswith("\n") and beyond):
            return self.read(span, anchors)
        line = (self.text[: span.end], beyond, self._borders_in(span), self.always, tuple(anchors))
        found = _OPENINGS.get(line)
        if found is None:
            if len(_OPENINGS) >= _OPENINGS_KEPT:
                del _OPENINGS[next(iter(_OPENINGS))]
            found = _OPENINGS[line] = self.read(span, anchors)
        return found

    def read(self, span: Span, anchors: Sequence[Anchor]) -> list[Mention]:
        """The mentions of one sentence, but for those of names."""
        text, folded = self.text, self.folded
        own: list[Mention] = []
        cues = self._at_anchors(span, anchors, own) | self.always
        if cues & ARTICLE or self.bare:
            heads = article_heads(text, span, worded=self._places(span, anchors, ARTICLE), bare=self.bare)
            if heads:
                own.extend(find_articles(text, span, heads, self._acts_in(span, own)))
        if cues & SEAT:
            own.extend(find_constituencies(text, folded, span))
        if text.find("(", span.start, span.end) >= 0:
            own.extend(one for one in find_explained(text, folded, span) if _explained(one) not in self.subjects)
            own.extend(find_communes(text, span))
        if cues & (BODY | BEARER):
            own.extend(find_bodies(text, span, bool(cues & BODY)))
        if cues & SEATED:
            own.extend(find_seated(text, span))
        if cues & (CIVILITY | FUNCTION | GIVEN):
            borders = self._borders_in(span)
            if cues & CIVILITY:
                own.extend(find_introduced(text, span, borders, _is_surname))
            if cues & FUNCTION:
                introduced = find_functioned(text, span, borders, _is_surname)
                # "le député LREM de la Loire": the party of whom the function is, not a name.
                own.extend(mention for mention in introduced if mention.span.start not in self.bodies)
            if cues & GIVEN:
                places = self._places(span, anchors, GIVEN)
                own.extend(find_named(text, span, borders, vocabulary().given_names, places))
        if cues & HOLDER:
            own.extend(find_beside_offices(text, span))
        if text[span.start + 1 : span.start + 3].isupper():
            own.extend(find_speaking(text, span, vocabulary().given_names))
        if self.titled and behind_commas(text, span):
            own.extend(find_titled(text, span, self._borders_in(span)))
        if cues & DATE:
            own.extend(find_dates(folded, span, self._places(span, anchors, DATE)))
        return own

    def _at_anchors(self, span: Span, anchors: Sequence[Anchor], out: list[Mention]) -> int:
        """Add what the rules find at the anchors of a sentence to ``out``; the cues among them."""
        text, folded, families = self.text, self.folded, _families()
        done, limit = span
        cues = 0
        for position, rules, cue in anchors:
            cues |= cue
            cited = position < done
            for rule in rules:
                if cited and families[rule.id] == _CITES:
                    continue
                match = rule.pattern.match(folded, position, limit)
                if match is None:
                    continue
                family = families[rule.id]
                if family == _CITES:
                    mentions = list(cite(text, folded, match, rule, limit))
                    if mentions:
                        out.extend(mentions)
                        done = max(done, int(mentions[-1].get("head_end") or position + 1))
                        cited = True
                elif family == _PATTERNS:
                    out.extend(find_pattern(text, folded, span, match, rule))
                elif family == _THINGS:
                    out.extend(find_things(text, folded, span, match, rule))
                else:
                    out.extend(find_short(text, folded, span, match, rule))
        return cues

    def _places(self, span: Span, anchors: Sequence[Anchor], cue: int) -> Sequence[int]:
        """Where a cue stands in a sentence; anywhere, where it is taken for given."""
        return range(*span) if self.always & cue else [position for position, _, cues in anchors if cues & cue]

    def _borders_in(self, span: Span) -> tuple[int, ...]:
        return tuple(self.borders[bisect_right(self.borders, span.start) : bisect_left(self.borders, span.end)])

    def _acts_in(self, span: Span, found: list[Mention]) -> dict[int, Mention]:
        """The acts of a sentence by their start: those ``found`` by rule, or those that tables know where they say more."""
        # Of two short forms that begin together, the longer: "la loi précitée" rather than "la loi".
        ordered = sorted(found, key=lambda one: one.span.end if one.get("short") else 0)
        acts = {mention.span.start: mention for mention in reversed(found) if mention.kind in ACTS}
        acts |= {one.span.start: one for one in ordered if one.kind in ACTS and acts[one.span.start].get("short")}
        first = bisect_left(self.acts, span.start, key=_start)
        for mention in self.acts[first : bisect_left(self.acts, span.end, key=_start)]:
            if span.covers(mention.span):
                known = acts.get(mention.span.start)
                if known is None or known.get("short") or known.span.end < mention.span.end:
                    acts[mention.span.start] = mention
        return acts


_SEEN_BEYOND = 3
"""Code points behind a sentence that may tell what its end is."""
_OPENINGS_KEPT = 256
_OPENINGS: dict[tuple[str, str, tuple[int, ...], int, tuple[Anchor, ...]], list[Mention]] = {}
"""The openings of texts met of late, with what is in them: texts that follow one another open alike, or not at all."""
_NAMES = frozenset({"Office", "Organisation", "Person"})


def _start(mention: Mention) -> int:
    return mention.span.start


def _keyed(found: list[Mention]) -> list[Mention]:
    """A nickname or a known title that a rule's citation begins with ("décret Accessibilité numérique" du 24 juillet 2019) gives
    that citation its key; with a number the citation speaks for itself."""
    acts = [mention for mention in found if mention.kind in ACTS and mention.get("keys")]
    if not acts:
        return found
    known = {(m.kind, m.span.start): m for m in sorted(acts, key=lambda m: m.span.end)}
    out: list[Mention] = []
    for mention in found:
        name = known.get((mention.kind, mention.span.start))
        if (
            name is not None
            and not mention.get("keys")
            and not mention.get("number")
            and not mention.get("short")
            and mention.span.end > name.span.end
        ):
            features = dict(mention.features) | {"keys": name.get("keys")}
            mention = Mention(mention.span, mention.kind, name.rule, tuple(sorted(features.items())))
        out.append(mention)
    return out


def _is_surname(name: str) -> bool:
    return vocabulary().pack.is_surname(fold(name))


_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-Þ]")
_BESIDE_SURNAME = "’'-"


def _repeated_surnames(text: str, mentions: list[Mention]) -> list[Mention]:
    """Surnames of persons named in full, where they stand alone later ("MIS confirme"): printed in the same way."""
    if not any(mention.kind == "Person" for mention in mentions):
        return []
    surnames = {_alone(text[m.span.start : m.span.end]) for m in mentions if m.kind == "Person"}
    printed = sorted(standing(text, surnames - {""}, _BESIDE_SURNAME))
    if not printed:
        return []
    taken = [mention.span for mention in mentions if mention.kind not in ("Theme", "Date")]
    starts = [span.start for span in taken]
    ends = list(accumulate((span.end for span in taken), max))
    out: list[Mention] = []
    for span in printed:
        before = bisect_left(starts, span.end) - 1
        if before < 0 or ends[before] <= span.start:
            out.append(Mention(span, "Person", "person.surname", (("name", span.of(text)), ("surname", "1"))))
    return out


def _repeated_bodies(text: str, mentions: list[Mention]) -> list[Mention]:
    """The bodies that the title of who leads them names, where the text names them alone."""
    names = {mention.span.of(text) for mention in mentions if mention.rule == OF_OFFICE}
    return [Mention(span, "Organisation", OF_OFFICE) for span in standing(text, names, _BESIDE_SURNAME)] if names else []


_NAMES_KEPT = 16_384
"""Names of persons that are remembered with the surname that may stand alone."""


@lru_cache(_NAMES_KEPT)
def _alone(name: str) -> str:
    """The surname in a name, as it may stand alone; "" where what would stand alone may be anything."""
    surname = parts_of_name(name)[1]
    good = len(surname) > 2 and _CAPITAL.match(surname) and fold(surname) not in vocabulary().given_names
    return surname if good else ""
