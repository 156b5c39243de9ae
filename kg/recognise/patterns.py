"""The engine of the anchored rules whose mention is the match itself: offices, bodies, short forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from kg.lexicon.files import ontology_root, read_toml
from kg.lexicon.fold import fold
from kg.lexicon.late import late
from kg.lexicon.letters import letters_pattern
from kg.lexicon.rules import Rule, read_rules
from kg.lexicon.vocabulary import vocabulary
from kg.model import Mention, Span
from kg.recognise.bodies import body_rules
from kg.recognise.domains import domain_vocabulary, title_end
from kg.recognise.phrases import phrase_end

_SHORT_DET = late(
    r"(?:\b(?P<det>le present|la presente|ledit|ladite|dudit|de ladite|le meme|la meme|du meme|"
    r"de la meme|ce|cet|cette|le|la|du|de la|au|a la|son|sa|leur|de son|de sa|de leur|votre|notre)|\b(?P<elided>l'|de l'|"
    r"a l'))"
    r" ?(?P<rank>premier|premiere|deuxieme|second|seconde|troisieme|present|presente|meme)? ?$"
)
_HEAD_MAX = 90
"""Code points of a title that no table knows."""
_DETERMINED_KEPT = 4096
"""Words before short forms that are remembered with their determiner: texts repeat few."""


@cache
def domain_words() -> frozenset[str]:
    """The words of ministerial domains, from the titles that the authority knows."""
    words = read_toml(ontology_root() / "rules" / "offices.toml").get("domain", {}).get("words", [])
    return domain_vocabulary((*vocabulary().ministry_titles, *words))


@cache
def office_rules() -> tuple[Rule, ...]:
    """The rules of offices.toml."""
    return tuple(read_rules(ontology_root() / "rules" / "offices.toml"))


@cache
def organisation_rules() -> tuple[Rule, ...]:
    """The rules of bodies.toml."""
    return body_rules()


@cache
def short_rules() -> tuple[Rule, ...]:
    """The rules of short-forms.toml."""
    return tuple(read_rules(ontology_root() / "rules" / "short-forms.toml"))


@cache
def _required(pattern: str) -> re.Pattern[str]:
    return re.compile(letters_pattern(pattern))


def find_pattern(text: str, folded: str, span: Span, match: re.Match[str], rule: Rule) -> Iterator[Mention]:
    """The mention of an office or a body that ``rule`` finds at a match of its pattern."""
    group = "title" if "title" in match.re.groupindex else 0
    start, end = match.start(group), match.end(group)
    if rule.options.get("cased") and not text[start].isupper():
        return
    if rule.options.get("domain"):
        titled = title_end(folded, end, domain_words())
        if titled is None or titled > span.end:
            return
        end = titled
    if unit := rule.options.get("unit"):
        end = _unit_end(folded, match, str(unit), span.end)
        if not end:
            return
    if rule.options.get("case") == "head":
        end = title_phrase_end(text, start, min(span.end, start + _HEAD_MAX))
        if end <= match.start(group) + 10:
            return
    if rule.options.get("body"):
        yield Mention(Span(start, end), rule.kind, rule.id, (NEEDS_BODY,))
        return
    features = {name: text[match.start(name) : match.end(name)].strip() for name, value in match.groupdict().items() if value}
    yield Mention(Span(start, end), rule.kind, rule.id, tuple(sorted(features.items())))


NEEDS_BODY = ("of", "1")
"""The feature of an office that needs the body behind it."""
_NAMED = frozenset({"Report", "Mission", "Bill", "Law", "Organisation"})
_NAME_BEHIND = late(r" (?:(?:« ?)?[A-ZÀ-ÖØ-Þ][\w’'-]*[a-zà-ÿ]|n ?[°º]|\d{2,}\b|[«“\"])")
"""What makes a noun a name of its own ("le rapport Badinter", "la mission Culture"), and no short form."""
_UNIT_WORDS = 14
"""Words that the name of a direction has, at most."""
_ONE_WORD = late(r",? ?[\w\x9c'-]+")


def _unit_end(folded: str, match: re.Match[str], unit: str, limit: int) -> int:
    """Where the title of who leads a known unit ends ("directrice du budget", of the direction du budget), 0 without one."""
    adjective = _FEMININE.get(match.group("adjective") or "", match.group("adjective") or "")
    head = fold(f"{unit} {adjective}")
    end, found = match.end(), 0
    for _ in range(_UNIT_WORDS):
        word = _ONE_WORD.match(folded, end, limit)
        if word is None:
            break
        end = word.end()
        named = vocabulary().tables.find(f"{head} {fold(folded[match.end() : end])}")
        if any(entry.kind == "Organisation" for entry in named):
            found = end
    return found


_FEMININE = {"general": "générale", "interministeriel": "interministérielle", "central": "centrale"}


@lru_cache(_DETERMINED_KEPT)
def _determined(before: str) -> tuple[str, str, int] | None:
    """The determiner with which the words before a short form end, the rank behind it, and how far before the short form the
    words of the rank begin; None without a determiner."""
    found = _SHORT_DET.search(before)
    if found is None:
        return None
    det = (found.group("det") or found.group("elided")).strip()
    if found.group("rank"):
        return det, found.group("rank"), len(before) - found.start("rank")
    return det, "present" if det.endswith(("present", "presente")) else "", 0


@lru_cache(_DETERMINED_KEPT)
def _short_features(rule: Rule, noun: str, det: str, rank: str, clause: str = "") -> tuple[tuple[str, str], ...]:
    """The features of a short form."""
    features = {"short": "1", "noun": noun, "to": rule.kind, "det": det, "rank": rank, "clause": clause}
    if rule.options.get("tentative"):
        features["tentative"] = "1"
    return tuple(sorted((name, value) for name, value in features.items() if value))


def find_short(text: str, folded: str, span: Span, match: re.Match[str], rule: Rule) -> Iterator[Mention]:
    """The short form that ``rule`` finds at a match of its pattern: "ce projet de loi", "la première ordonnance", "il"."""
    position, end = match.span()
    if rule.id == "short.he":
        clause = "sub" if folded[max(0, position - 7) : position].endswith((" s'", "qu'", "lorsqu'")) else ""
        yield Mention(Span(position, end), "Pronoun", rule.id, _short_features(rule, match.group(), "", "", clause))
        return
    if rule.kind in _NAMED and _NAME_BEHIND.match(text, end):
        return
    before = folded[max(span.start, position - 24) : position]
    required = rule.options.get("requires_before")
    if required and not _required(str(required)).search(before):
        return
    determined = _determined(before)
    if determined is None:
        return
    det, rank, back = determined
    features = _short_features(rule, match.group(), det, rank)
    yield Mention(Span(position - back, end), rule.kind.split("|")[0], rule.id, features)


_NEXT_NOUN = late(
    r" et (?:le |la |les |l['’]|un |une |son |sa |ses |leurs? |"
    r"(?:de la |du |de l['’]|des )(?=direct|préf|secrétaire|ministre|président))"
)


def title_phrase_end(text: str, start: int, limit: int) -> int:
    """Where a title ends that no table knows: with its phrase, or before "et" and the next noun ("le directeur général des
    finances publiques et les représentants de …")."""
    end = phrase_end(text, start, limit)
    if end == limit and text[end : end + 1].isalnum():
        end = text.rfind(" ", start, end)
    following = _NEXT_NOUN.search(text, start, end)
    return following.start() if following else end
