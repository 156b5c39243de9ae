"""The relation rules (``ontology/rules/relations.toml``), compiled against the classes and the verbs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.lexicon.files import ontology_root, read_toml
from kg.lexicon.letters import letters
from kg.lexicon.rules import Rule, read_rules
from kg.relate.mask import _BASE, Masked, char_class
from kg.relate.order import Order, order_of, stand_in_order
from kg.relate.verbs import Turns, shortened, verb_macros, verbs, with_verbs
from kg.terms import RELATIONS

_SLOT_NAME = re.compile(r"\{([a-z]\d?):[A-Za-z]+\}")
_SLOT = re.compile(r"\{([a-z]\d?):([A-Za-z]+)\}")
_VERB = re.compile(r"<(passif_|participe_|objet_|)([a-zà-ÿ]+)>")
STAGES = ("group", "drop", "clause")


@dataclass(frozen=True, slots=True, eq=False)
class RelationRule:
    """A rule and its parts: ``yields`` are (subject, predicate, object) of argument names, and
    whether the date of the sentence is the relation's; ``words`` are folded words of
    which a sentence must have one (any sentence will do where there are none); ``needs`` are the ways in which the rule can
    come to something, each the kinds of which the sentence must name one, slot by slot; ``beside`` are further words, of
    which the sentence must have one too."""

    rule: Rule
    stage: str
    yields: tuple[tuple[str, str, str, bool], ...]
    head: str
    spread: str
    implicit: Mapping[str, str]
    modality: str
    genre: str
    classes: Mapping[str, str]
    words: frozenset[str]
    to_come: bool
    keys: Mapping[str, re.Pattern[str]]
    needs: tuple[tuple[frozenset[str], ...], ...]
    nominal: bool
    whole: bool
    whole_subject: bool
    beside: frozenset[str]
    held: bool
    holds: str

    @property
    def verb_lemmas(self) -> tuple[str, ...]:
        """The verbs that the pattern names, in any of their notations."""
        return tuple(dict.fromkeys(lemma for _, lemma in _VERB.findall(self.rule.source)))

    def pattern_in(self, turns: Turns) -> re.Pattern[str]:
        """The rule's pattern as a passage of these turns needs it; it finds there what the whole one does."""
        return _pattern_in(self.rule, turns)

    def may_match(self, masked: Masked) -> bool:
        """Whether the signs of a passage stand in such an order that the pattern can match there."""
        return stand_in_order(_order(self.rule), masked.blocks)


@cache
def _order(rule: Rule) -> Order:
    return order_of(rule.source, class_patterns())


@cache
def _pattern_in(rule: Rule, turns: Turns) -> re.Pattern[str]:
    short = shortened(rule.expression, turns)
    return rule.pattern if short == rule.expression else rule.compiled(short)


def _slot_pattern(match: re.Match[str], classes: Mapping[str, str]) -> str:
    return f"(?P<{match.group(1)}>[{classes[match.group(2)]}])"


@cache
def class_patterns() -> Mapping[str, str]:
    """Class name → the inside of its character class: every kind, and the unions of relations.toml."""
    unions = read_toml(ontology_root() / "rules" / "relations.toml").get("classes", {})
    out = {kind: char_class([kind]) for kind in _BASE}
    out.update({str(name): char_class([str(kind) for kind in kinds]) for name, kinds in unions.items()})
    return out


@cache
def union_members() -> Mapping[str, frozenset[str]]:
    """Class name → the kinds that it takes in."""
    unions = read_toml(ontology_root() / "rules" / "relations.toml").get("classes", {})
    out = {kind: frozenset({kind}) for kind in _BASE}
    out.update({str(name): frozenset(str(kind) for kind in kinds) for name, kinds in unions.items()})
    return out


def relation_rules() -> tuple[RelationRule, ...]:
    """All rules in the order of the file; raises OntologyError, with the rule's line, where one does not fit."""
    return _relation_rules()


def rules_for(words: frozenset[str], kinds: frozenset[str], genre: str) -> list[RelationRule]:
    """The rules that can match a passage with these words and entities of these kinds in a document of this genre, in the
    order of the file."""
    always, by_word = _indexed(genre)
    numbers = always.union(*[by_word[word] for word in by_word.keys() & words]) & _possible(kinds)
    rules = [relation_rules()[number] for number in sorted(numbers)]
    return [rule for rule in rules if not rule.beside or not rule.beside.isdisjoint(words)]


@cache
def can_relate(kinds: frozenset[str]) -> bool:
    """Whether any rule can say something of a passage with entities of these kinds, whatever its words."""
    rules = relation_rules()
    return any(rules[number].stage != "drop" for number in _possible(kinds))


@cache
def _possible(kinds: frozenset[str]) -> frozenset[int]:
    """The rules, by number, that a passage with entities of these kinds can give what they need."""
    found: set[int] = set()
    for needs, numbers in _by_needs().items():
        if any(not any(map(kinds.isdisjoint, way)) for way in needs):
            found |= numbers
    return frozenset(found)


@cache
def _by_needs() -> Mapping[tuple[tuple[frozenset[str], ...], ...], set[int]]:
    """The rules, by number, of each need that several have."""
    out: dict[tuple[tuple[frozenset[str], ...], ...], set[int]] = {}
    for number, rule in enumerate(relation_rules()):
        out.setdefault(rule.needs, set()).add(number)
    return out


@cache
def _indexed(genre: str) -> tuple[frozenset[int], Mapping[str, frozenset[int]]]:
    """The rules of a genre by number: those that need no word, and those that one word is enough for."""
    always: set[int] = set()
    by_word: dict[str, set[int]] = {}
    for number, rule in enumerate(relation_rules()):
        if rule.genre and rule.genre != genre:
            continue
        if not rule.words:
            always.add(number)
        for word in rule.words:
            by_word.setdefault(word, set()).add(number)
    return frozenset(always), {word: frozenset(numbers) for word, numbers in by_word.items()}


@cache
def _relation_rules() -> tuple[RelationRule, ...]:
    classes = class_patterns()
    path = ontology_root() / "rules" / "relations.toml"
    compiled = read_rules(
        path,
        verb_macros(),
        lambda source: _SLOT.sub(lambda match: _slot_pattern(match, classes), with_verbs(source)),
        {prefix + lemma for lemma in verbs() for prefix in ("", "passif_", "objet_")},
    )
    return tuple(_compiled(rule, classes) for rule in compiled)


def _words(rule: Rule) -> frozenset[str]:
    """The folded words of which one must stand in a sentence for the rule to be tried: its anchors, else the forms of its
    verbs; empty where it has neither. Where the verb is one of several ways to say it, the anchors must be given."""
    if rule.anchors:
        return frozenset(rule.anchors)
    found = [(prefix, verbs()[lemma]) for prefix, lemma in _VERB.findall(rule.source) if lemma in verbs()]
    return frozenset(
        form for prefix, verb in found for form in (verb.forms() if prefix in ("", "objet_") else verb.participle_forms())
    )


def _needs(
    stage: str, head: str, yields: Sequence[tuple[str, str, str, bool]], slots: Mapping[str, str]
) -> tuple[tuple[frozenset[str], ...], ...]:
    """A group needs its head and what its relations name, a clause the two arguments of one of its relations, what is dropped
    nothing; arguments that the words leave out are no slots."""
    if stage == "drop":
        return ((),)
    kinds = union_members()
    if stage == "group":
        return (tuple(kinds[slots[name]] for name in dict.fromkeys((head, *(n for s, _, o, _ in yields for n in (s, o))))),)
    ways = (tuple(kinds[slots[name]] for name in (subject, object_) if name in slots) for subject, _, object_, _ in yields)
    return tuple(dict.fromkeys(ways))


_FIELDS = frozenset(
    (
        "yields",
        "expects",
        "stage",
        "head",
        "spread",
        "implicit",
        "keys",
        "nominal",
        "genre",
        "to_come",
        "modality",
        "whole",
        "whole_subject",
        "beside",
        "held",
        "holds",
    )
)
"""What a rule may say besides its id, pattern, anchors and examples."""


def _compiled(rule: Rule, classes: Mapping[str, str]) -> RelationRule:
    options = rule.options
    if strange := sorted(set(options) - _FIELDS):
        raise rule.error(f"unknown field {', '.join(strange)} (fields: {', '.join(sorted(_FIELDS))})")
    stage = str(options.get("stage", "clause"))
    if stage not in STAGES:
        raise rule.error(f"stage must be one of {', '.join(STAGES)}")
    implicit = {str(k): str(v) for k, v in dict(options.get("implicit", {})).items()}
    names = {*_SLOT_NAME.findall(rule.source), *implicit}
    yields = []
    for words in options.get("yields", []):
        parts = str(words).split()
        undated = parts[3:] == ["undated"]
        if len(parts) - undated != 3 or parts[0] not in names or parts[2] not in names:
            raise rule.error(f'yields must read "s predicate o" with arguments of the pattern: {words!r}')
        if parts[1] not in RELATIONS:
            raise rule.error(f"the vocabulary has no relation called {parts[1]}")
        yields.append((parts[0], parts[1], parts[2], not undated))
    slots = {match.group(1): match.group(2) for match in _SLOT.finditer(rule.source)}
    unknown = sorted({name for name in slots.values() if name not in classes})
    if unknown:
        raise rule.error(f"no class is called {', '.join(unknown)}")
    if stage == "group" and options.get("head") not in slots:
        raise rule.error("a group needs the name of its head")
    if "yields" not in options:
        raise rule.error('yields is missing: what the rule says, such as ["s met o"]')
    return RelationRule(
        rule, stage, tuple(yields), str(options.get("head", "")), str(options.get("spread", "")), implicit,
        str(options.get("modality", "")), str(options.get("genre", "")), slots, _words(rule),
        bool(options.get("to_come")),
        {str(k): re.compile(str(v)) for k, v in dict(options.get("keys", {})).items()},
        _needs(stage, str(options.get("head", "")), yields, slots),
        bool(options.get("nominal")), bool(options.get("whole")), bool(options.get("whole_subject")),
        frozenset(letters(str(word)) for word in options.get("beside", [])),
        bool(options.get("held")), str(options.get("holds", "")),
    )  # fmt: skip
