"""The relation rules at work on one passage: groups first, then clauses; each match becomes claims with their words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kg.lexicon.finite import finite_verb
from kg.lexicon.late import late
from kg.lexicon.wording import Wording
from kg.model import Claim, Key, Kind, Span
from kg.relate.asked import any_held, applies, are_held, keyed, of_another_day
from kg.relate.coordination import coordinated
from kg.relate.frames import nominal, of_group, orders, quoted, supposed
from kg.relate.mask import WORD, Masked, Slot, is_first_person, signs
from kg.relate.readings import Carried, carried, fronted, in_er, is_complement, subjects, without_asides
from kg.relate.rules import RelationRule, class_patterns, rules_for
from kg.relate.verbs import Turns, turns_of
from kg.terms import DOMAIN, RANGE

_DETERMINER = late(r"\b(?:le |la |l'|les |un |une |des |ce |cet |cette |ces |m\. |mm\. |mme |mmes |monsieur |madame )$")
_OTHER_DEED = late(r"\b(?:modifiant|abrogeant|completant|remplacant|ratifiant)\b")
_ASIDE = late(r"^ \([^()]{1,40}\)")
"""An acronym or another aside between the first of an enumeration and the next: "(FEADER), notamment son article 26"."""
_ITS_OWN = late(r", (?:et )?notamment (?:son|ses) (?:[a-z0-9° ]{1,20} de (?:son|ses) )?$")
_SPREAD_LIMIT = 240
_ANOTHER_CLAUSE = late(r"\b(?:a ete|ont|est|sont|sera|seront|etait|etaient|fut|avait|avaient|dont)\b")
VOTES = frozenset({"votedFor", "votedAgainst", "abstainedOn"})
"""The predicates whose object, in prose, is named by the text that was put to the vote."""
_CONFIDENCE = {"": 0.95, "denied": 0.9, "planned": 0.9, "requested": 0.9, "reported": 0.8}


@dataclass(frozen=True, slots=True)
class Setting:
    """What the rules need to know of the document: kinds of entities, the arguments that words can leave out, the vote on a text,
    whether it is an act or an amendment, its quotations, its words where the expressions are made for it alone, and who held
    which office on its day, as far as the authority tells."""

    document: Key
    genre: str
    text: str
    kind_of: Callable[[Key], Kind]
    implicit: Callable[[str, int, str], Key]
    act_of: Callable[[Key], Key]
    vote_on: Callable[[Key], Key]
    normative: bool = False
    quotes: tuple[Span, ...] = ()
    wording: Wording | None = None
    held: frozenset[tuple[Key, Key]] = frozenset()


_SILENT: set[tuple[str, str]] = set()
"""Passages, with the genre of their document, that no rule matches, whatever their signs stand for: texts repeat many."""
_SILENT_KEPT = 8192


def claims_of(masked: Masked, folded: str, setting: Setting) -> list[Claim]:
    """The claims of one passage."""
    passage = masked.text, setting.genre
    if passage in _SILENT:
        return []
    out: list[Claim] = []
    if not _told(masked, folded, setting, out):
        if len(_SILENT) >= _SILENT_KEPT:
            _SILENT.clear()
        _SILENT.add(passage)
    return out


def _told(masked: Masked, folded: str, setting: Setting, out: list[Claim]) -> bool:
    """Adds the claims of one passage to ``out``; whether anything in it can tell one: where nothing does, the passage alone says
    so."""
    kinds = frozenset(slot.kind for slot in masked.slots)
    words = frozenset(WORD.findall(masked.text))
    rules = [rule for rule in rules_for(words, kinds, setting.genre) if rule.holds in masked.text]
    groups = [rule for rule in rules if rule.stage == "group"]
    known = not any(rule.held for rule in groups) or any_held(masked.slots, setting.held)
    groups = groups if known else [rule for rule in groups if not rule.held]
    clauses = [rule for rule in rules if rule.stage == "clause"]
    if not groups and not clauses:
        return not known
    turns = turns_of(words, setting.wording)
    masked, told = _grouped(groups, masked, folded, setting, turns, out)
    listed = coordinated(masked, folded)
    if listed is not masked:
        masked, again = _grouped(groups, listed, folded, setting, turns, out)
        told = told or again
    # Of another day the same words may say who held an office.
    told = told or not known
    if not clauses:
        return told
    for rule in rules:
        if rule.stage != "drop" or not rule.may_match(masked):
            continue
        start = 0
        while match := rule.pattern_in(turns).search(masked.text, start):
            start = match.start() + 1
            told = True
            if applies(rule, match, masked):
                masked = masked.replaced(folded, match.start(), match.end(), None)
                start = match.start()
    for reading in (masked, without_asides(masked, folded, setting.wording)):
        if reading is None:
            continue
        here = [rule for rule in clauses if rule.may_match(reading)]
        for rule in here:
            position = 0
            while match := rule.pattern_in(turns).search(reading.text, position):
                told = True
                if not is_complement(rule, match, reading, setting.text):
                    out.extend(_claims(rule, match, reading, setting))
                position = match.start() + 1
        turned = fronted(reading, setting.wording)
        for rule in clauses if turned else ():
            if turned and rule.may_match(turned) and (match := rule.pattern_in(turns).match(turned.text)):
                told = True
                out.extend(_claims(rule, match, turned, setting))
        heads = subjects(reading.text, setting.wording)
        told = told or bool(heads)
        for rule in here if heads else ():
            for head, match, modality in carried(rule, reading, heads, setting.text, setting.wording):
                out.extend(_claims(rule, match, reading, setting, head, modality))
    return told


def _grouped(
    groups: list[RelationRule], masked: Masked, folded: str, setting: Setting, turns: Turns, out: list[Claim]
) -> tuple[Masked, bool]:
    """The passage with every actor of several words as its head, and whether a rule matched; what the groups say is added to
    ``out``."""
    matched = False
    for rule in groups:
        if not rule.may_match(masked):
            continue
        start = 0
        while match := rule.pattern_in(turns).search(masked.text, start):
            start = match.start() + 1
            matched = True
            if not applies(rule, match, masked) or (rule.held and not are_held(match, masked, setting.held)):
                continue
            if not of_another_day(rule, match, masked):
                out.extend(_claims(rule, match, masked, setting))
            head = masked.slot(match.group(rule.head), match.start(rule.head))
            first, last = match.span("g") if "g" in match.re.groupindex else match.span()
            size = len(masked.text)
            masked = masked.replaced(folded, first, last, Slot(head.kind, head.members, masked.extent(first, last)))
            # What has become one sign may be the head of a further group ("X, maire de Y, ancien ministre").
            start = match.start() if len(masked.text) < size else first + 1
    return masked, matched


def _claims(
    rule: RelationRule,
    match: re.Match[str],
    masked: Masked,
    setting: Setting,
    head: Carried | None = None,
    carried_modality: str = "",
) -> Iterator[Claim]:
    groups = match.groupdict()
    begin = head.position if head else _begin(rule, match)
    if not keyed(rule, match, masked, head):
        return
    frame = supposed(masked, begin)
    if frame is None or (head is None and _bare_participle(rule, match, masked, setting.text)):
        return
    if rule.nominal:
        noun = nominal(masked, begin, match.end())
        if noun is None:
            return
        frame = frame or noun
    own = carried_modality if head else of_group(groups["v"], masked.text[match.end("v") :]) if groups.get("v") else ""
    modality = rule.modality or own or frame
    if not modality and rule.to_come and groups.get("v") and orders(groups["v"], masked.text, setting.normative):
        modality = "planned"
    evidence = _with_determiner(masked, masked.extent(begin, match.end()), begin)
    if not modality and quoted(masked.folded, evidence, setting.quotes):
        modality = "reported"
    arguments: dict[str, tuple[tuple[Key, Span], ...]] = {}
    if head is not None:
        slot = masked.slot(masked.text[head.position], head.position)
        arguments[head.name] = tuple((member, evidence) for member in slot.members)
    for name in rule.classes:
        if groups.get(name):
            slot = masked.slot(groups[name], match.start(name))
            arguments[name] = tuple((member, evidence) for member in slot.members)
    for name, wanted in rule.implicit.items():
        printed = masked.extent(*match.span("v")).of(setting.text) if groups.get("v") else ""
        key = setting.implicit(wanted, evidence.start, printed)
        arguments[name] = ((key, evidence),) if key else ()
    if rule.spread and rule.spread in arguments:
        arguments[rule.spread] += tuple(_spread(rule, match, masked, evidence))
    date = next((masked.slot(groups[name], match.start(name)).date for name in ("d", "d2") if groups.get(name)), "")
    for subject, predicate, object_, dated in rule.yields:
        for number, (s, span_s) in enumerate(arguments.get(subject, ())):
            # What the members of one enumeration do with one another is said once of two.
            others = arguments.get(object_, ())[number + 1 if subject == object_ else 0 :]
            for o, span_o in others:
                whose = rule.whole_subject and setting.kind_of(s) == "Article"
                s = (setting.act_of(s) or s) if whose else _deed_of(predicate, s, setting)
                o = (setting.act_of(o) or o) if rule.whole and setting.kind_of(o) == "Article" else o
                if predicate in VOTES and setting.kind_of(o) in RANGE["votedOn"]:
                    o = setting.vote_on(o)
                if s == o or not _fits(predicate, s, o, setting):
                    continue
                evidence_span = Span(min(span_s.start, span_o.start), max(span_s.end, span_o.end))
                yield Claim(
                    s,
                    predicate,
                    o,
                    rule.rule.id,
                    (setting.document,),
                    (evidence_span,),
                    date=date if dated else "",
                    modality=modality,
                    confidence=_CONFIDENCE[modality],
                )


def _begin(rule: RelationRule, match: re.Match[str]) -> int:
    """Where the words that say it begin: with the match, or where words around a group only surround it, with the group or an
    argument before it."""
    if "g" not in match.re.groupindex:
        return match.start()
    return min(match.start(name) for name in ("g", *rule.classes) if match.group(name))


def _bare_participle(rule: RelationRule, match: re.Match[str], masked: Masked, text: str) -> bool:
    """Whether what matched as a finite verb is a participle in the text ("ni adopté ni examiné"): the fold levels é and e."""
    if not match.groupdict().get("v") or "participe_" in rule.rule.source or " " in match.group("v").strip():
        return False
    words = masked.extent(match.start("v"), match.end("v")).of(text)
    return in_er(words)


def _with_determiner(masked: Masked, evidence: Span, start: int) -> Span:
    """The words with the determiner or the civility before them, so that they read as a sentence does."""
    before = _DETERMINER.search(masked.text, max(0, start - 12), start)
    return Span(evidence.start - len(before.group()), evidence.end) if before else evidence


def _deed_of(predicate: str, subject: Key, setting: Setting) -> Key:
    """What an article does, its act does: "l'article 2 de la loi X abroge …" is said of the law."""
    if setting.kind_of(subject) == "Article" and "Article" not in DOMAIN[predicate]:
        return setting.act_of(subject) or subject
    return subject


def _fits(predicate: str, subject: Key, object_: Key, setting: Setting) -> bool:
    return setting.kind_of(subject) in DOMAIN[predicate] and setting.kind_of(object_) in RANGE[predicate]


def _spread(rule: RelationRule, match: re.Match[str], masked: Masked, evidence: Span) -> Iterable[tuple[Key, Span]]:
    """The further members of an enumeration: signs of the same class behind the match, parted by commas, "et" and words
    without a finite verb."""
    sign_class = re.compile(f"[{class_patterns()[rule.classes[rule.spread]]}]")
    position = match.end()
    while following := sign_class.search(masked.text, position):
        between = _ASIDE.sub("", masked.text[position : following.start()], count=1)
        if len(between) > _SPREAD_LIMIT:
            return
        if any(signs(between)) and not between.startswith((",", " et ", " »")) and not _ITS_OWN.search(between):
            return
        if (
            not re.search(r",| et | et$|:", between)
            or re.search(r"[.;]|» ", between)
            or _OTHER_DEED.search(between)
            or finite_verb(between)
            or _ANOTHER_CLAUSE.search(between)
        ):
            return
        slot = masked.slot(following.group(), following.start())
        if is_first_person(masked.folded, slot):
            return
        span = Span(evidence.start, slot.extent.end)
        yield from ((member, span) for member in slot.members)
        position = following.end()
