"""Text → mentions: what is written, not yet what it means. Everything is found sentence by sentence, at the anchors that one
automaton finds; overlaps are decided in ``overlaps.py`` alone."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import accumulate

from kg.lexicon.fold import fold
from kg.lexicon.letters import letters
from kg.lexicon.rules import Rule
from kg.lexicon.vocabulary import vocabulary
from kg.model import Mention, Recognised, Segmented, Span
from kg.recognise.acts import citation_rules, cite
from kg.recognise.articles import find_articles
from kg.recognise.bodies import find_bodies, repeated_acronyms
from kg.recognise.dates import find_dates
from kg.recognise.lexical import Anchor, scan
from kg.recognise.overlaps import ACTS, settle
from kg.recognise.patterns import find_pattern, find_short, office_rules, organisation_rules, short_rules, with_bodies
from kg.recognise.persons import find_persons, surname_of
from kg.recognise.places import find_constituencies, vouched
from kg.recognise.things import find_things, thing_rules

__all__ = ["recognise"]


@cache
def anchored_rules() -> tuple[Rule, ...]:
    """Every rule that is tried at an anchor, in the order in which they are tried."""
    return (*citation_rules(), *office_rules(), *organisation_rules(), *thing_rules(), *short_rules())


@cache
def _families() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    cites = frozenset(rule.id for rule in citation_rules())
    patterns = frozenset(rule.id for rule in (*office_rules(), *organisation_rules()))
    things = frozenset(rule.id for rule in thing_rules())
    return cites, patterns, things


def recognise(segmented: Segmented) -> Recognised:
    """Find every mention of a segmented document."""
    text = segmented.document.text
    folded = letters(text)
    named, anchors = scan(text, folded, anchored_rules())
    found = [mention for mention in named if mention.kind != "Place" or vouched(text, folded, mention)]
    starts = [sentence.span.start for sentence in segmented.sentences]
    by_sentence: dict[int, list[Anchor]] = {}
    for anchor in anchors:
        index = bisect_right(starts, anchor.position) - 1
        if index >= 0 and anchor.position < segmented.sentences[index].span.end:
            by_sentence.setdefault(index, []).append(anchor)
    borders = sorted(mention.span.start for mention in named if mention.kind in ("Office", "Organisation", "Person"))
    acts = sorted((mention for mention in named if mention.kind in ACTS), key=lambda mention: (mention.span, mention.rule))
    act_starts = [mention.span.start for mention in acts]
    for index, sentence in enumerate(segmented.sentences):
        span = sentence.span
        inside = borders[bisect_right(borders, span.start) : bisect_left(borders, span.end)]
        known = acts[bisect_left(act_starts, span.start) : bisect_left(act_starts, span.end)]
        found.extend(_in_sentence(text, folded, span, by_sentence.get(index, ()), known, tuple(inside)))
    settled = settle(_keyed(with_bodies(text, found)))
    if repeated := [*_repeated_surnames(text, settled), *repeated_acronyms(text, settled)]:
        settled = settle([*settled, *repeated])
    return Recognised(segmented, tuple(settled))


def _in_sentence(
    text: str,
    folded: str,
    span: Span,
    anchors: Sequence[Anchor],
    named: Sequence[Mention],
    borders: tuple[int, ...],
) -> list[Mention]:
    """The mentions of one sentence: ``named`` are the acts that tables know in it, ``borders`` where other names begin."""
    cites, patterns, things = _families()
    out: list[Mention] = []
    done = span.start
    for anchor in anchors:
        cited = anchor.position < done
        for rule in anchor.rules:
            if rule.id in cites:
                if cited:
                    continue
                mentions = list(cite(text, folded, anchor.position, rule, span.end))
                if mentions:
                    out.extend(mentions)
                    done = max(done, int(mentions[-1].get("head_end") or anchor.position + 1))
                    cited = True
            elif rule.id in patterns:
                out.extend(find_pattern(text, folded, span, anchor.position, rule))
            elif rule.id in things:
                out.extend(find_things(text, folded, span, anchor.position, rule))
            else:
                out.extend(find_short(text, folded, span, anchor.position, rule))
    acts = {mention.span.start: mention for mention in reversed(out) if mention.kind in ACTS}
    for mention in named:
        if span.covers(mention.span):
            known = acts.get(mention.span.start)
            if known is None or known.get("short") or known.span.end < mention.span.end:
                acts[mention.span.start] = mention
    out.extend(find_articles(text, span, acts))
    out.extend(find_constituencies(text, folded, span))
    out.extend(find_bodies(text, folded, span))
    out.extend(find_persons(text, span, borders, vocabulary().given_names, _is_surname))
    out.extend(find_dates(folded, span))
    return out


def _keyed(found: list[Mention]) -> list[Mention]:
    """A nickname or a known title that a rule's citation begins with ("décret Accessibilité numérique" du 24 juillet 2019) gives
    that citation its key; with a number the citation speaks for itself."""
    known = {(m.kind, m.span.start): m for m in sorted(found, key=lambda m: m.span.end) if m.kind in ACTS and m.get("keys")}
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
    return bool(vocabulary().pack.persons_surnamed(fold(name)))


_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-Þ]")


def _repeated_surnames(text: str, mentions: list[Mention]) -> list[Mention]:
    """Surnames of persons named in full, where they stand alone later ("MIS confirme"): printed in the same way."""
    given = vocabulary().given_names
    surnames = {surname_of(text[m.span.start : m.span.end], given) for m in mentions if m.kind == "Person"}
    wanted = sorted(s for s in surnames if len(s) > 2 and _CAPITAL.match(s) and fold(s) not in given)
    if not wanted:
        return []
    taken = [mention.span for mention in mentions if mention.kind not in ("Theme", "Date")]
    starts = [span.start for span in taken]
    ends = list(accumulate((span.end for span in taken), max))
    either = "|".join(re.escape(surname) for surname in sorted(wanted, key=lambda s: (-len(s), s)))
    out: list[Mention] = []
    for match in re.finditer(rf"(?<![\w’'-])(?:{either})(?![\w’'-])", text):
        before = bisect_left(starts, match.end()) - 1
        if before < 0 or ends[before] <= match.start():
            features = (("name", match.group()), ("surname", "1"))
            out.append(Mention(Span(match.start(), match.end()), "Person", "person.surname", features))
    return out
