"""Holds a graph against the gold: what was found, missed and invented, per kind and predicate.

The matching rule is that of the gold sets' own FORMAT page. Kinds are compared in groups (all legal acts are one, an amendment
is a provision). A gold entity takes the first entity of the graph that bears its canonical name; those left take one that bears
any of its names or is quoted with it; those still left one whose words nearly cover it. Each entity is taken once, so a second
node for the same thing is a false hit. Optional annotations count neither as missed nor as found.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from kg.evaluate.gold import Gold, GoldEntity, GoldTheme
from kg.evaluate.seen import DENIED, Graph, Seen
from kg.model import ACTS, Finding

NEAR = 0.6
"""The least share of words in common (Jaccard, function words and accents aside) for two names to be nearly the same."""

_OTHERS = ("Article", "Person", "Organisation", "Office", "Place", "Constituency", "Report", "Mission", "Event", "Provision")
_GROUPS = {
    **dict.fromkeys(ACTS, "Act"),
    **{kind: kind for kind in (*_OTHERS, "Recommendation", "Vote")},
    "Amendment": "Provision",
}
_LOOSE = {"Report", "Act", "Mission", "Event"}
"""Groups that readers tell apart with difficulty (a strategy, its report, its decree): one stands for another when names are
only near."""
_FUNCTION_WORDS = frozenset(
    ("le", "la", "les", "l", "de", "du", "des", "d", "un", "une", "et", "a", "au", "aux", "en", "n", "no")
)
_WORD = re.compile(r"[a-z0-9]+")
_SCHEMES = (
    ("wikidata", re.compile(r"wikidata\.org/(?:entity|wiki)/(Q\d+)")),
    ("an", re.compile(r"\b(P[AO]\d+)\b")),
    ("cog", re.compile(r"id\.insee\.fr/geo/\w+/(\w+)$")),
    ("jorftext", re.compile(r"(JORFTEXT\d+)")),
    ("legitext", re.compile(r"(LEGITEXT\d+)")),
    ("celex", re.compile(r"(?:CELEX[:/]|celex/)(\d{5}[A-Z]{1,2}\d{4})")),
)
_SCORED_SCHEMES = ("wikidata", "an", "jorftext", "legitext", "celex", "eli", "cog")


@dataclass(frozen=True, slots=True)
class Fault:
    """A difference from the gold: in which text, of what sort ("missed", "false", "wrong link" …), of what, and the detail."""

    document: str
    sort: str
    kind: str
    what: str
    detail: str = ""


@dataclass(slots=True)
class Counts:
    """Hits, false hits and misses."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def precision(self) -> float:
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0

    @property
    def recall(self) -> float:
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Scores:
    """The figures of a run. ``links`` counts "right", "wrong" and "missing" identifiers; a count of zero has no entry.
    ``findings`` are texts that could not be read, and what in the annotation can match nothing."""

    missing: int = 0
    entities: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    relations: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    links: Counter[str] = field(default_factory=Counter)
    themes: Counts = field(default_factory=Counts)
    proposed: int = 0
    quotes: int = 0
    invalid: int = 0
    faults: list[Fault] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def score(graph: Graph, golds: Sequence[Gold]) -> Scores:
    """Scores a graph on every gold text; a text that the graph does not hold counts as wholly missed."""
    scores = Scores(quotes=graph.quotes, invalid=graph.invalid)
    for gold in golds:
        scores.missing += gold.stem not in graph.documents
        seen = graph.documents.get(gold.stem, Seen())
        groups = {entity: _group(graph.types.get(entity, set())) for entity in seen.quotes}
        matched = _match(gold, graph, seen, groups)
        _score_entities(scores, gold, graph, seen, groups, matched)
        for entity in gold.entities:
            if entity.id in matched:
                _score_links(scores, gold.stem, entity, graph, matched[entity.id])
        _score_relations(scores, gold, graph, seen, matched)
        _score_themes(scores, gold, graph, seen)
    return scores


def _group(kinds: Iterable[str]) -> str | None:
    return next((_GROUPS[kind] for kind in sorted(kinds) if kind in _GROUPS), None)


def _match(gold: Gold, graph: Graph, seen: Seen, groups: Mapping[str, str | None]) -> dict[str, str]:
    """Gold entity (by id) → entity of the graph. The canonical name goes first, since two bodies can share a short form."""
    matched: dict[str, str] = {}
    used: set[str] = set()
    for step in ("name", "surface", "near"):
        for wanted in gold.entities:
            if wanted.id in matched:
                continue
            names = (wanted.name,) if step == "name" else wanted.names
            group = _GROUPS.get(wanted.kind)
            for entity, its_group in groups.items():
                if entity in used or its_group is None:
                    continue
                if its_group != group and (step != "near" or not {its_group, group} <= _LOOSE):
                    continue
                borne = _labels(graph, entity) if step == "name" else _labels(graph, entity) | seen.quotes[entity]
                same = _near if step == "near" else _equal
                if any(same(name, other) for name in names for other in borne):
                    matched[wanted.id] = entity
                    used.add(entity)
                    break
    return matched


def _labels(graph: Graph, entity: str) -> set[str]:
    return graph.labels.get(entity, set())


def _score_entities(
    scores: Scores, gold: Gold, graph: Graph, seen: Seen, groups: Mapping[str, str | None], matched: Mapping[str, str]
) -> None:
    for wanted in gold.entities:
        if wanted.optional:
            continue
        counts = scores.entities[_GROUPS.get(wanted.kind, wanted.kind)]
        if wanted.id in matched:
            counts.tp += 1
        else:
            counts.fn += 1
            scores.faults.append(Fault(gold.stem, "missed", wanted.kind, wanted.name, _quoted(wanted.surfaces)))
    complete = {_GROUPS.get(name) for name in gold.complete_for} or set(_GROUPS.values())
    used = set(matched.values())
    for entity, group in groups.items():
        if group is not None and entity not in used and group in complete:
            scores.entities[group].fp += 1
            scores.faults.append(Fault(gold.stem, "false", group, _name(graph, entity), _quoted(sorted(seen.quotes[entity]))))


def _score_links(scores: Scores, stem: str, wanted: GoldEntity, graph: Graph, entity: str) -> None:
    same = graph.same.get(entity, set())
    borne = _identifiers(same | {entity})
    for scheme, value in wanted.ids.items():
        if scheme not in _SCORED_SCHEMES:
            continue
        if scheme == "eli":  # an ELI is an address as a whole: another one may be another view of the same law
            outcome = "right" if value in same else "missing"
        else:
            outcome = "missing" if scheme not in borne else "right" if value in borne[scheme] else "wrong"
        _count_link(scores, stem, wanted, outcome, f"{scheme} {value}", borne.get(scheme, ()))
    if wanted.became is not None:
        laws = graph.became.get(entity, set())
        texts = _identifiers({one for law in laws for one in graph.same.get(law, set()) | {law}}).get("jorftext", set())
        law = wanted.became.get("jorftext")
        outcome = ("missing" if law else "right") if not texts else "right" if law in texts else "wrong"
        _count_link(scores, stem, wanted, outcome, f"became {law}", texts)


def _count_link(scores: Scores, stem: str, wanted: GoldEntity, outcome: str, value: str, got: Iterable[str]) -> None:
    scores.links[outcome] += 1
    if outcome != "right":
        detail = f"{value}, got {', '.join(sorted(got))}" if outcome == "wrong" else value
        scores.faults.append(Fault(stem, f"{outcome} link", wanted.kind, wanted.name, detail))


def _identifiers(names: Iterable[str]) -> dict[str, set[str]]:
    """Scheme → values. One thing may bear several of a scheme: a constituency has one a legislature."""
    out: dict[str, set[str]] = defaultdict(set)
    for name in names:
        for scheme, pattern in _SCHEMES:
            if found := pattern.search(name):
                out[scheme].add(found.group(1))
                break
    return out


def _score_relations(scores: Scores, gold: Gold, graph: Graph, seen: Seen, matched: Mapping[str, str]) -> None:
    gold_of = {entity: id_ for id_, entity in matched.items()}
    name_of = {entity.id: entity.name for entity in gold.entities}
    got = {
        (gold_of.get(subject, subject), predicate, gold_of.get(object_, object_)): quote
        for (subject, predicate, object_), quote in seen.statements.items()
        if predicate != "about"
    }
    wanted = {
        (relation.subject, relation.predicate + (DENIED if relation.denied else ""), relation.object): relation
        for relation in gold.relations
        if relation.predicate != "about"
    }

    def shown(subject: str, object_: str) -> str:
        return " → ".join(name_of.get(key) or _name(graph, key) for key in (subject, object_))

    for (subject, _, object_), relation in ((key, relation) for key, relation in wanted.items() if not relation.optional):
        if (subject, relation.predicate + (DENIED if relation.denied else ""), object_) in got:
            scores.relations[relation.predicate].tp += 1
        else:
            scores.relations[relation.predicate].fn += 1
            what = shown(subject, object_)
            scores.faults.append(Fault(gold.stem, "missed relation", relation.predicate, what, _quoted([relation.evidence])))
    for key, quote in got.items():
        subject, predicate, object_ = key
        if key not in wanted and (not gold.complete_for or predicate.rstrip(DENIED) in gold.complete_for):
            scores.relations[predicate].fp += 1
            scores.faults.append(Fault(gold.stem, "false relation", predicate, shown(subject, object_), _quoted([quote])))


def _score_themes(scores: Scores, gold: Gold, graph: Graph, seen: Seen) -> None:
    proposed = {object_ for _, predicate, object_ in seen.statements if predicate == "about"}
    proposed |= {entity for entity in seen.quotes if "Theme" in graph.types.get(entity, set())}
    scores.proposed += len(proposed)
    for theme in gold.themes:
        if any(_is_theme(theme, graph, seen, entity) for entity in proposed):
            scores.themes.tp += 1
        else:
            scores.themes.fn += 1
            scores.faults.append(Fault(gold.stem, "missed theme", "Theme", theme.label, _quoted(theme.surfaces)))


def _is_theme(theme: GoldTheme, graph: Graph, seen: Seen, entity: str) -> bool:
    """By EuroVoc number, else by words: one of the names nearly covers, or lies wholly within, one of the other's."""
    if theme.eurovoc and f"http://eurovoc.europa.eu/{theme.eurovoc}" in graph.same.get(entity, set()):
        return True
    for name in (theme.label, *theme.surfaces):
        for other in _labels(graph, entity) | seen.quotes.get(entity, set()):
            words, others = _words(name), _words(other)
            if words and others and (words <= others or others <= words or _near(name, other)):
                return True
    return False


@cache
def _fold(name: str) -> str:
    """The words of a name, without accents or case: letters and digits of ASCII alone, one space between words."""
    decomposed = unicodedata.normalize("NFD", name.replace("œ", "oe")).lower()
    return " ".join(_WORD.findall("".join(sign for sign in decomposed if not unicodedata.combining(sign))))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(_fold(name).split()) - _FUNCTION_WORDS


def _equal(name: str, other: str) -> bool:
    return _fold(name) == _fold(other)


def _near(name: str, other: str) -> bool:
    words, others = _words(name), _words(other)
    shared = len(words & others)
    return _equal(name, other) or (shared > 0 and shared / len(words | others) >= NEAR)


def _name(graph: Graph, entity: str) -> str:
    return min(_labels(graph, entity), default=entity)


def _quoted(forms: Iterable[str]) -> str:
    return " ".join(f"« {form} »" for form in list(forms)[:3] if form)
