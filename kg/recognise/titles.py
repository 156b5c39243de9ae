"""Where the title of an act ends: the hard part of a citation. Data: ``ontology/rules/titles.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from kg.errors import OntologyError
from kg.lexicon.files import ontology_root, read_toml, shown
from kg.lexicon.late import late
from kg.lexicon.letters import letters

_WORD_END = r"(?:\b|(?<=['’]))"
_UNREAL = r"\w{3,}(?:erait|eraient|irait|iraient|eront|iront)"
"""Futures and conditionals, which no title has."""
_BUDGET = late(
    r",? ?de (?:finances?(?: rectificative)?|financement(?: rectificative)? de la sécurité sociale)(?: \([A-Z]+\))?"
    r"(?: (?:pour )?(?:l['’]année )?(?:19|20)\d\d)?\b",
    re.IGNORECASE,
)
"""The titles of budget laws are closed."""
_NUMBER = late(r",? n° ?\d")
_NUMBERED = late(r"(?:lois?|ordonnances?|décrets?|règlements?|directives?|décisions?|\)|organiques?) ?$", re.IGNORECASE)
LONGEST = 420
"""Code points that a title may have; the longest titles of French laws are near 400."""

_HARD = late(r"[.;:()\[\]«»“”\"\n!?]| [–—-] ")
_BODY = late(r"\((?:UE|CE|CEE|Euratom|UE, Euratom|CE, Euratom)\)(?= (?:n° ?)?\d)")
"""What stands in parentheses within the number of a European act."""
_INNER_STOP = late(r"(?:\bn|\bart|\bL|\bR|\bD|\d)\.(?=\s?\d|\s?[A-Z])")


@dataclass(frozen=True, slots=True)
class TitleWords:
    """The compiled word lists of titles.toml."""

    starter: re.Pattern[str]
    stop: re.Pattern[str]
    next_citation: re.Pattern[str]
    amending: re.Pattern[str]
    remark: re.Pattern[str]
    subject: re.Pattern[str]
    members: re.Pattern[str]
    citing: tuple[str, ...]


def either(words: Iterable[str]) -> str:
    """A pattern for any of some words, the longest first, an apostrophe as either sign. Those of one first letter share it,
    so that a place where no word of the list begins is passed by much faster."""
    by_first: dict[str, list[str]] = {}
    for word in sorted({word.replace("'", "['’]") for word in words}, key=lambda word: (-len(word), word)):
        first = word[:1] if word[:1].isalpha() and word[1:2] not in ("?", "*", "+", "{") else ""
        by_first.setdefault(first, []).append(word[len(first) :])
    return "(?:" + "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in sorted(by_first.items(), reverse=True)) + ")"


@cache
def title_words() -> TitleWords:
    path = ontology_root() / "rules" / "titles.toml"
    data = read_toml(path)
    for name in ("starters", "no_starters", "stops", "remarks", "next_citation", "subjects", "members", "citing"):
        if not isinstance(data.get(name), list):
            raise OntologyError(shown(path), 1, f"{name} must be a list of words")
    return TitleWords(
        starter=re.compile(
            rf"(?:,? ?{either(data['starters'])}| (?!{either(data['no_starters'])}\b)[a-zà-ÿ]{{3,}}ant)\b",
            re.IGNORECASE,
        ),
        # "(?:, | )" rather than ",? ": what begins with one of few signs is looked for much faster.
        stop=re.compile(rf"(?:, | (?<! en ce ))(?:{either(data['stops'])}{_WORD_END}|{_UNREAL}\b)", re.IGNORECASE),
        next_citation=re.compile(r"(?:,| et|, et| ou|, ou) " + either(data["next_citation"]), re.IGNORECASE),
        amending=re.compile(
            r"(?:, | et | )(?:modifiant|abrogeant) (?:la |le |les |l['’])(?:directives?|règlements?|décisions?)", re.IGNORECASE
        ),
        remark=re.compile(
            rf" ?, ?(?:n° ?\d+\b(?!-)|{either(data['remarks'])})| publiée? au journal| promulguée? le ", re.IGNORECASE
        ),
        subject=re.compile(rf", {either(data['subjects'])}{_WORD_END}", re.IGNORECASE),
        members=re.compile(rf", {either(data['members'])}(?:(?: [a-zà-ÿ]+s)? (?=[A-ZÀ-ÖØ-Þ])|(?: [^\s,]+){{0,6}} se \w+ent\b)"),
        citing=tuple(data["citing"]),
    )


def _hard_stop(text: str, start: int, limit: int) -> int:
    """The first mark after ``start`` that no title goes past."""
    position = start
    while match := _HARD.search(text, position, limit):
        if match.group() == "." and (
            text[match.end() : match.end() + 1].isdigit() or _INNER_STOP.search(text, match.start() - 4, match.end() + 2)
        ):
            position = match.end()
            continue
        if match.group() == "(" and (body := _BODY.match(text, match.start(), limit)):
            position = body.end()
            continue
        return match.start()
    return limit


def title_end(text: str, start: int, limit: int, *, record: bool = False) -> int | None:
    """Where the title that begins at ``start`` (after the number and the date) ends, or None where none begins there.

    ``limit`` is the end of the sentence. A comma belongs to the title when an enumeration goes on behind it ("la
    différenciation, la décentralisation et …"), not when a clause does. A ``record`` is a line that the citation begins, without
    article ("Proposition de loi visant …, n° 234, déposée le …"): it has no verb, and the title goes on to the first remark.
    """
    words = title_words()
    opening = words.starter.match(text, start, limit)
    if opening is None or _POINTING.match(text, opening.end(), limit):
        return None
    if _OF.match(opening.group()) and _NOUN_ELSE.match(text, opening.end(), limit):
        return None
    limit = min(limit, start + LONGEST)
    if _BY_ORDER.search(text, start, limit):
        text = text[:start] + _BY_ORDER.sub(r"  \1 ", text[start:limit]) + text[limit:]
    if budget := _BUDGET.match(text, start, limit):
        return budget.end()
    end = _hard_stop(text, opening.end(), limit)
    if record and (remark := words.remark.search(text, opening.end(), end)):
        return len(text[: remark.start()].rstrip(" ,"))
    if (match := _OTHER_NOUN.search(text, opening.end(), end)) and _COMPLEMENTS.match(text, start, match.start()):
        end = match.start()
    cited = any(opening.group().strip(" ,").lower().startswith(word) for word in words.citing)
    stops = [match.start() for pattern in (words.stop, words.amending) if (match := pattern.search(text, opening.end(), end))]
    verb_at = min(stops, default=None)
    if verb_at is not None:
        end = verb_at
    if (match := _FURTHER_DEMAND.search(text, opening.end(), end)) and not _AIMED.search(text, start, match.start()):
        end, verb_at = match.start(), None
    for acting in (words.subject, words.members):
        if match := acting.search(text, opening.end(), end):
            end = match.start()
            verb_at = None
    if (match := _NUMBER.search(text, opening.end(), end)) and not _NUMBERED.search(text[opening.start() : match.start()]):
        end = end if text[: match.start()].endswith(" et") else match.start()
    if not cited and (match := words.next_citation.search(text, opening.end(), end)):
        end = match.start()
        verb_at = None
    comma = found.start() if (found := _COMMA.search(text, opening.end(), end)) else -1
    if comma != -1 and not _enumerates(text[comma:end], verb_at == end and not _remark(text, end)):
        end = comma
    while end > opening.end() and text[end - 1] in " ,.'’":
        end -= 1
    return end if end > opening.end() + 3 else None


_FURTHER_DEMAND = late(
    r",? et (?:d['’]|de )(?=(?:l['’]|l[ae]s? )?[a-zà-ÿ]{3,}(?:er|ir|re)\b (?:à|aux?|l['’]|l[ae]s?|une?|d[eu]|des)\b)"
)
"""What is asked besides: "d'annuler le décret relatif aux cultures marines et de mettre à la charge de l'État une somme"."""
_AIMED = late(
    r"\b(?:de|d['’]|à|pour) ?(?:l['’]|l[ae]s? )?[a-zà-ÿ]{3,}(?:er|ir|re)\b|"
    r"\b(?:visant|tendant|permettant|autorisant|habilitant)\b"
)
"""An infinitive within a title, with which another may stand."""
_COMPLEMENTS = late(
    r",? ?(?:de |d['’])(?:(?! (?:pour|relati\w+|sur|contre|visant|portant|entre|à|au|aux|tendant|concernant|en) ).)*$"
)
_OTHER_NOUN = late(r",? et (?=(?:la |le |les |l['’]|une? ))")
"""What is no part of a title of complements alone: "le projet de loi de modernisation de l'école et la création d'un fonds"."""
_COMMA = late(r"(?<!\d),|,(?! \d)")
"""A comma, but for one between numbers: "l'application des articles 34-1, 39 et 44"."""
_BY_ORDER = late(r", (par (?:voie d['’])?ordonnances?),")
"""An aside that titles have: "portant habilitation du Gouvernement à transposer, par ordonnances, des directives"."""
_POINTING = late(
    r" (?:lequel|laquelle|lesquels|lesquelles|ces?|cet|cette|chaque|leurs?|autant|l['’]instant|le moment|sa|son|ses)\b"
)
"""What stands behind the first word of no title: "le projet de loi pour ces expérimentations"."""


_OF = late(r",? ?(?:de |d['’])", re.IGNORECASE)
_NOUN_ELSE = late(r" (?:une?|les?|la) |(?<! et) l['’]")
"""What stands behind a noun with which no title begins: "ajouter au projet de loi de simplification une mesure"."""


def _remark(text: str, at: int) -> bool:
    """Whether what stops the title is a remark on the act ("publiée au Journal officiel"), not a verb with a subject."""
    return (
        re.match(r",? (?:publié|promulgué|adopté|susvis|susment|précit|déposé|modifié|enregistré)", text[at:], re.IGNORECASE)
        is not None
    )


_INFINITIVE = late(r", [a-zà-ÿ]{3,}(?:er|ir|re) (?:l['’]|les? |la |des |un|aux? )")
"""A further aim of a title that says what the act is for: "pour contrôler l'immigration, améliorer l'intégration"."""
_ITEM = late(
    r", (?:(?:et |ou )?(?:à|au|aux|de|du|des|la|le|les|d['’]|l['’]|relati|portant|visant|tendant|"
    r"ainsi|un|une|[a-zà-ÿ]{3,}(?:er|ir|re))\b|d['’]|l['’]|et )",
    re.IGNORECASE,
)


def _enumerates(tail: str, before_verb: bool) -> bool:
    """Whether ``tail`` (from the first comma on) goes on with the title as an enumeration closed by "et"."""
    if before_verb and tail.count(",") == 1 and " et " not in tail:
        return False
    commas = [match.start() for match in re.finditer(",", tail)]
    if all(_INFINITIVE.match(tail, comma) for comma in commas):
        return True
    return all(_ITEM.match(tail, comma) for comma in commas) and (" et " in tail or " ainsi qu" in tail)


def folded_title(text: str) -> str:
    """A title as a key: folded, white space squeezed, gender of "relatif" levelled."""
    key = " ".join(letters(text).replace("'", " ").replace("-", " ").split())
    return re.sub(r"\brelati(?:f|ve|fs|ves)\b", "relatif", key)
