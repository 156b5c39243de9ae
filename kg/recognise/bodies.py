"""Organisations by their form (``ontology/rules/bodies.toml``): ministries and committees by pattern, others by the acronym that
the text puts behind them or by a capitalised head with its complements."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.lexicon.calendar import WEEKDAYS
from kg.lexicon.files import ontology_root, read_toml
from kg.lexicon.fold import fold
from kg.lexicon.late import late
from kg.lexicon.letters import letters
from kg.lexicon.rules import Rule, read_rules
from kg.lexicon.vocabulary import vocabulary
from kg.model import Mention, Span
from kg.recognise.titles import either
from kg.recognise.words import standing

_ACRONYM = late(r"\((?:[«“\"] ?)?([A-ZÀ-Þ][A-Za-zÀ-ÿ0-9&-]{1,11})(?: ?[»”\"])?\)")
_SMALL = frozenset(
    ["de", "du", "des", "d", "la", "le", "les", "l", "et", "a", "au", "aux", "en", "pour", "sur", "dans", "par", "sous", "avec"]
)
_UPPER = "A-ZÀ-ÖØ-ÞŒ"
_PROPER = rf"[{_UPPER}][\w’'-]*(?:[ -](?:(?:de|du|des|la|le|les|en|sur|sous|et|d['’]|l['’]) ?){{0,2}}[{_UPPER}][\w’'-]*){{0,3}}"
"""A proper name of one to four capitalised words."""
_NAME = _PROPER.replace("|et|", "|")
"""The same without "et", which joins two names rather than words of one."""
_INFINITIVE = (
    r"(?:(?<=d['’])|(?<= de ))(?!(?:mer|fer|hiver|cancer|danger|étranger|outre-mer)\b)[a-zà-ÿ]+(?:(?<!i)er|endre|ettre|uire)\b"
)
"""What is asked of a body rather than part of its name: "demande au Conseil d'État d'annuler"."""
_LONGEST = 140
_INTRODUCED = late(r"\b(?:[Ll]e|[Ll]a|[Dd]u|[Aa]u|par|et|[ldLD]['’]) ?$")
"""What stands before a capitalised head without an adjective: at the start of a sentence its capital says nothing."""


@dataclass(frozen=True, slots=True)
class BodyWords:
    """bodies.toml, compiled."""

    head: re.Pattern[str]
    named: re.Pattern[str]
    capitalised: frozenset[str]
    bearing: re.Pattern[str]
    kinds: re.Pattern[str]
    bearers: tuple[str, ...]
    generic: frozenset[str]
    seats: tuple[str, ...]


@cache
def body_words() -> BodyWords:
    data = read_toml(ontology_root() / "rules" / "bodies.toml")
    heads = either(letters(word) for word in (*data["heads"]["words"], *data["explained"]["words"]))
    named = either(data["named"]["words"])
    capitalised = frozenset(word[0].upper() + word[1:] for word in data["heads"]["words"])
    capitals = either(capitalised)
    return BodyWords(
        head=re.compile(rf"\b(?:{heads})\b"),
        named=re.compile(
            rf"(?<!\w)(?:{capitals})(?P<named>(?: (?:{named})\b)*)"
            r"(?: (?:de la |de l['’]|de |du |des |d['’]|à la |à l['’]|et de la |et de l['’]|et du |et des |"
            rf"et d['’]|pour la |pour l['’])(?!\d|{_INFINITIVE}|(?:{'|'.join(WEEKDAYS)})\b)(?:L[ae]s? (?=[{_UPPER}]))?[\w’'-]+"
            r"(?: (?!r?appelle|interpelle|renouvelle|révèle)[\w-]*(?:al|ale|aux|ales|ique|iques|aire|aires|"
            r"ive|ives|elle|elles|el|els|ienne|iens|aise|aises|ères?|iers?|ées|és)\b)?)+"
        ),
        capitalised=capitalised | {word for word in data["bearing"]["words"] if word[0].isupper()},
        bearers=tuple(word for word in (*data["bearing"]["words"], *data["introducing"]["words"]) if word[0].islower()),
        generic=frozenset(map(letters, data["generic"]["words"])),
        seats=tuple(data["seated"]["words"]),
        bearing=re.compile(rf"(?<!\w)(?:{either(data['bearing']['words'])}) (?P<name>{_NAME})"),
        kinds=re.compile(rf"(?<!\w)(?:{either(data['introducing']['words'])}) (?:« ?)?(?P<name>{_NAME})"),
    )


@cache
def body_rules() -> tuple[Rule, ...]:
    """The rules of bodies.toml."""
    return tuple(read_rules(ontology_root() / "rules" / "bodies.toml"))


def spells(acronym: str, words: list[str]) -> bool:
    """Whether the initials of ``words``, small words skipped at will, spell the acronym ("DINUM" also by "di…num")."""
    wanted = letters(acronym).replace("-", "").replace("&", "")
    return _spell(wanted, tuple(letters(word) for word in words), True)


def _spell(wanted: str, words: tuple[str, ...], first: bool) -> bool:
    if not wanted:
        return all(word in _SMALL for word in words)
    if not words:
        return False
    word, rest = words[0], words[1:]
    if not first and word in _SMALL and _spell(wanted, rest, False):
        return True
    return any(
        word[:size] == wanted[:size] and _spell(wanted[size:], rest, False)
        for size in range(1, min(4, len(word), len(wanted)) + 1)
    )


def find_explained(text: str, folded: str, span: Span) -> Iterator[Mention]:
    """The bodies of one sentence that are introduced with an acronym, and their acronyms."""
    words = body_words()
    for acronym in _ACRONYM.finditer(text, span.start, span.end):
        if acronym.group(1)[1:].islower() and len(acronym.group(1)) < _SHORTEST:
            continue
        end = acronym.start()
        while end > span.start and text[end - 1] == " ":
            end -= 1
        window = max(span.start, end - _LONGEST)
        for head in words.head.finditer(folded, window, end):
            phrase = text[head.start() : end]
            if re.search(r"[;:.()«»]", phrase):
                continue
            tokens = re.findall(r"[\w]+", phrase.replace("’", " ").replace("'", " "))
            if spells(acronym.group(1), tokens):
                features = (("acronym", acronym.group(1)), ("acronym_at", f"{acronym.start(1)}-{acronym.end(1)}"))
                yield Mention(Span(head.start(), end), "Organisation", _EXPLAINED, features)
                yield Mention(
                    Span(acronym.start(1), acronym.end(1)),
                    "Organisation",
                    _EXPLAINED,
                    (("acronym", acronym.group(1)), ("expands", f"{head.start()}-{end}")),
                )
                break


@cache
def _seated() -> re.Pattern[str]:
    """A body of which there is one in each place, and a proper name behind it."""
    seats = either(body_words().seats)
    return re.compile(
        rf"(?<![\w-])(?i:{seats})(?: de la | de l['’]| des | du | de | d['’]| )(?:La |Le |Les |L['’])?(?P<seat>{_PROPER})"
    )


def find_seated(text: str, span: Span) -> Iterator[Mention]:
    """The bodies of one sentence that are one of a kind with their place ("cour d'appel de Versailles")."""
    position = span.start
    while match := _seated().search(text, position, span.end):
        end = _seat_end(text, match)
        position = end or match.start("seat")
        if end:
            yield Mention(Span(match.start(), end), "Organisation", "body.seated")


def find_bodies(text: str, span: Span, capitalised: bool) -> Iterator[Mention]:
    """The bodies of one sentence that are named by a capitalised head, where it has a ``capitalised`` one, or by one that bears a
    proper name."""
    for match in body_words().bearing.finditer(text, span.start, span.end):
        if not _known(match.group("name")):
            yield Mention(Span(match.start(), match.end()), "Organisation", "body.bearing")
    for match in body_words().kinds.finditer(text, span.start, span.end):
        if not _known(match.group("name")):
            yield Mention(Span(*match.span("name")), "Organisation", "body.introduced")
    for match in body_words().named.finditer(text, span.start, span.end) if capitalised else ():
        if letters(match.group()) in body_words().generic:
            continue
        if _goes_on(match.group()):
            continue
        if match.group("named") or _INTRODUCED.search(text, max(span.start, match.start() - 8), match.start()):
            yield Mention(Span(match.start(), match.end()), "Organisation", "body.named")


def _known(name: str) -> bool:
    """Whether the tables have a thing of this name, or it is too short to be one: what stands before it is no part of it then."""
    words = fold(name)
    return len(name) < _SHORTEST or bool(vocabulary().tables.find(words) or vocabulary().pack.organisation_named(words))


def _goes_on(words: str) -> bool:
    """Whether a body that the tables know goes on with a word in small letters, which is no part of its name: "le Conseil d'État
    suggère"."""
    name, _, last = words.rpartition(" ")
    return last[:1].islower() and bool(vocabulary().tables.find(fold(name)) or vocabulary().pack.organisation_named(fold(name)))


def _seat_end(text: str, match: re.Match[str]) -> int:
    """Where the name of a body with its seat ends, 0 where what follows is no place that the tables know."""
    places, start, end = vocabulary(), match.start("seat"), match.end("seat")
    while end > start:
        words = fold(text[start:end])
        if places.pack.place_named(words) or any(entry.kind == "Place" for entry in places.tables.find(words)):
            return end
        if text[match.start() : start].endswith((" La ", " Le ", " Les ")):
            article = text[match.start() : start].rsplit(" ", 2)[1]
            if any(entry.kind == "Place" for entry in places.tables.find(f"{article} {text[start:end]}")):
                return end
        cut = max(text.rfind(" ", start, end), start)
        end = cut if cut > start else start
    return 0


def repeated_acronyms(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The acronyms that the text explains, wherever they stand alone ("Le CNAP remettra …"), in capitals as they are explained;
    one that is explained twice in different ways means nothing by itself."""
    explained: dict[str, set[str]] = {}
    for mention in mentions:
        if mention.rule == _EXPLAINED and (long := mention.get("expands")):
            start, end = map(int, long.split("-"))
            explained.setdefault(mention.get("acronym"), set()).add(letters(text[start:end]))
    meanings = {acronym for acronym, long in explained.items() if len(long) == 1}
    if not meanings:
        return []
    places = {m.get("acronym"): m.get("expands") for m in mentions if m.rule == _EXPLAINED and m.get("expands")}
    taken = sorted(mention.span for mention in mentions if mention.kind not in ("Theme", "Date"))
    out = []
    for found in standing(text, meanings, "-"):
        at = bisect_left(taken, Span(found.end, found.end)) - 1
        if any(span.end > found.start for span in taken[max(0, at - _NESTED) : at + 1]):
            continue
        features = (("acronym", found.of(text)), ("expands", places[found.of(text)]))
        out.append(Mention(found, "Organisation", _EXPLAINED, features))
    return out


_EXPLAINED = "body.acronym"
_SHORTEST = 4
"""Letters of a word that is taken as an acronym although it is printed as a name ("Arcep")."""
_NESTED = 12
"""Mentions before a place among which one that covers it is looked for."""
