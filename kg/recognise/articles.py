"""Articles: numbers, lists and ranges, each tied to the act whose name follows it.

Works on the text as printed, since "article 200 A" and "article 200 a" differ. A range is one mention with ``range_start``
and ``range_end``; alinéas, points and paragraphs before or behind are part of the words, not of the article's number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from kg.lexicon.late import late
from kg.model import Mention, Span

_LATIN = (
    "bis|ter|quater|quinquies|sexies|septies|octies|nonies|decies|undecies|duodecies|terdecies|"
    "quaterdecies|quindecies|sexdecies|septdecies|octodecies|novodecies|vicies"
)
_ACRONYMS = r"(?:CP|CC|CT|LPF|C[A-Z]{2}|MM)\b"
"""Acronyms of codes, which are no letters of a number: "article 6 CPP" (and "44 quater A" is)."""
_SUFFIX = rf"(?: (?!{_ACRONYMS})(?:[A-Z]{{2,3}}\b|[A-Z]\b(?! ?°|\.(?! ?(?:»|$)))))?"
_NUMBER = (
    r"(?:(?:L\.? ?O|L ?P|LO|L|R|D|A)(?=[. *\d])\.? ?\*{0,2} ?)?\d+(?: ?[-–] ?\d+)*(?:\.\d+)?"
    rf"(?: ?(?:{_LATIN})\b)*{_SUFFIX}(?: ?-\d+)*(?: (?:{_LATIN})\b)*(?:(?<=-\d){_SUFFIX})?"
)
_FIRST = r"(?:premier|1 ?er|unique|liminaire|1°)"
_ROMAN = r"[IVX]{1,5}(?= (?:de la (?:Déclaration|Convention|Charte|Constitution)|du (?:[Tt]raité|Préambule|Pacte|Protocole)))"
_ITEM = rf"(?:{_FIRST}|{_NUMBER}|{_ROMAN})"
_JOIN = r"(?:, ?(?:et |ou )?| ?et | ou | ?; ?)(?:(?:à |de |aux |des )?(?:l['’]|les )?(?:articles? )?)?"
_AFTER = rf"(?:(?:{_JOIN}| ?à (?:l['’]article )?){_ITEM})*"
HEAD = late(rf"[Aa](?:rticles?|(?<=A)RTICLES?|rts?\.) ?({_ITEM}{_AFTER})")
_BARE = late(rf"(?<![\w.’'-])(?<!M\. )(?:l['’])?((?:L|R|D|A|LO|L\.O)\. ?\*{{0,2}} ?\d{{1,4}}(?:-\d+)+{_AFTER})")
"""The number of a code's article without the word: "relevant du L. 2315-65", "et L. 1233-32"."""
_CODED = late(r"[LRDAO]\. ?\*{0,2} ?\d")
_IN_BARE = ("L.", "R.", "D.", "A.", "O.")
"""What stands in every such number: to look for it first is much cheaper than the expression."""
_ONE = late(rf"({_ITEM}|\b[IVX]{{1,5}}$)(?: à (?:l['’]article )?({_ITEM}))?")
_LEAD = late(
    r"(?:(?:(?:le |la |les |l['’]|du |des |au |aux |de la |de l['’]|à la |"
    r"à l['’])?(?:[IVX]{1,5}(?: bis| ter)?|\d{1,2}°|[a-z]\)|(?:premier|deuxième|second|troisième|"
    r"quatrième|dernier|avant-dernier|\d{1,2}(?:er|e|ème)) (?:alinéa|phrase)|alinéa \d+|"
    r"(?:premières?|dernières?|secondes?|deuxièmes?) phrases?|paragraphe \d+|\d+) ?(?:et |"
    r", )?){1,4}(?:du|de|de l['’]|des) ?(?:l['’])?)$"
)
_CONNECT = late(
    r"(?: bis| ter)?(?:,? ?(?:\(?(?:alinéas?|al\.|paragraphes?|§) ?\d+(?:er|e)?(?:(?:,| et) \d+)*\)?|"
    r"(?:premier|deuxième|dernier) alinéa))?(?: et (?:suivants?|s\.))?,? "
    r"(?P<link>du même |de la même |dudit |de ladite |du présent |de la présente |de cette |de ce |"
    r"de cet |du |de la |de l['’]|des |de |d['’]|, )"
)
_NEW = late(r"\b(?:[Uu]n|[Dd]es|[Dd]eux|[Tt]rois|[Qq]uatre|[Cc]inq) (?:nouve\w+ )?$")
_INTO = late(r"(?: nouveaux?)?,? (?:dans|au sein d[ue']) ?(?:le |la |l['’])?")
"""What ties a new article to the act that takes it in: "insère un article 222-33 dans le code pénal"."""
_LONGEST_LEAD = 60


def _clean(number: str) -> str:
    """ "L.  211 – 1" → "L. 211-1"; "1 er", "premier" → "1er"."""
    number = re.sub(r"\s+", " ", number.replace("–", "-")).strip()
    if number.lower() in ("premier", "1 er", "1°"):
        return "1er"
    number = re.sub(rf"(?<=\d)(?=(?:{_LATIN})\b)", " ", re.sub(r" ?- ?", "-", number))
    if match := re.match(r"(L\.? ?O|LP|LO|L|R|D|A)\.? ?(\*{0,2}) ?(\d.*)$", number):
        letter = match.group(1).replace(".", "").replace(" ", "")
        return f"{letter}. {match.group(2)}{match.group(3)}"
    return number


def find_articles(text: str, span: Span, heads: Sequence[re.Match[str]], acts: Mapping[int, Mention]) -> list[Mention]:
    """The articles cited in one sentence at its ``heads`` (``article_heads``).

    ``acts`` are the act mentions of the sentence by their start: an act that follows the number (through "du", "de la",
    "du même" …) is the article's; its extent is recorded as ``act`` = "start-end". Without one the mention has no ``act``.
    """
    out: list[Mention] = []
    for head in heads:
        act, end = _act_after(text, head.end(), span.end, acts)
        if act is None and _NEW.search(text, max(span.start, head.start() - 10), head.start()):
            into = _INTO.match(text, head.end(), span.end)
            act, end = acts.get(into.end()) if into else None, head.end()
        before = _act_before(text, head, acts) if act is None else None
        numbers = list(_ONE.finditer(text, head.start(1), head.end(1)))
        lead = _lead(text, span, head) if len(numbers) == 1 else None
        groups = [match.start() for match in _AGAIN.finditer(text, head.start(1), head.end(1))]
        for number in numbers:
            start = head.start() if number is numbers[0] and head.re.pattern == HEAD.pattern else number.start()
            stop = end if number is numbers[-1] and act is not None else number.end()
            features = {"number": _clean(number.group(1))}
            if number.group(2):
                features |= {"range_start": _clean(number.group(1)), "range_end": _clean(number.group(2))}
            if number is not numbers[0]:
                features["first"] = str(head.start())
            if act is not None:
                features |= {"act": f"{act.span.start}-{act.span.end}"}
                if groups and number.start() < groups[-1]:
                    features["shared"] = "1"
            if before is not None:
                features |= {"act": f"{before.span.start}-{before.span.end}", "behind": "1"}
            if lead is not None:
                features["lead"] = str(lead)
            if text[head.start() : head.start() + 3].isupper() or text[head.start() : head.start() + 4] == "Art.":
                features["heading"] = "1"
            out.append(Mention(Span(start, stop), "Article", "article.number", tuple(sorted(features.items()))))
    return out


_AGAIN = late(r"articles? ")


def article_heads(text: str, span: Span, *, worded: Iterable[int], bare: bool) -> list[re.Match[str]]:
    """Where articles are cited in a sentence, in reading order: with the word "article", which stands at the places ``worded``,
    and by the number of a code's article alone where that can be (``bare``)."""
    named: list[re.Match[str]] = []
    reach = span.start
    for place in worded:
        if place >= reach and (head := HEAD.match(text, place, span.end)) is not None:
            reach = head.end()
            if not text[max(0, place - 1) : place].isalnum():
                named.append(head)
    if not bare or not any(text.find(word, span.start, span.end) >= 0 for word in _IN_BARE):
        return named
    alone = [
        head
        for head in _BARE.finditer(text, span.start, span.end)
        if not any(other.start() <= head.start(1) < other.end() for other in named)
    ]
    return sorted((*named, *alone), key=lambda head: head.start()) if alone else named


def numbers_stand_alone(text: str) -> bool:
    """Whether the number of a code's article can stand in a text without the word."""
    return any(word in text for word in _IN_BARE) and _CODED.search(text) is not None


def _lead(text: str, span: Span, head: re.Match[str]) -> int | None:
    lead = _LEAD.search(text, max(span.start, head.start() - _LONGEST_LEAD), head.start())
    return lead.start() if lead else None


def _act_before(text: str, head: re.Match[str], acts: Mapping[int, Mention]) -> Mention | None:
    """The act right before an article, as citations in parentheses have it: "CGI, art. 39", "loi n° 71-1130 (art. 4)"."""
    for act in acts.values():
        if act.span.end < head.start() and text[act.span.end : head.start()] in (", ", " (", " "):
            return act
    return None


_AND_NEXT = late(r" et (?:s\.|suiv\.|suivants)")
"""What stands between the number of an article and the code beside it: "art. R. 421-1 et s. CJA"."""


def _act_after(text: str, position: int, limit: int, acts: Mapping[int, Mention]) -> tuple[Mention | None, int]:
    suite = _AND_NEXT.match(text, position, limit)
    beside = acts.get((suite.end() if suite else position) + 1)
    if beside is not None and (words := beside.span.of(text)) and (words.isupper() or words[1:3] == ". "):
        return beside, beside.span.end
    connect = _CONNECT.match(text, position, limit)
    if connect is None:
        return None, position
    ranked = text.rfind(" ", 0, connect.end() - 1) + 1  # "du présent code" is known from "présent" on
    for start in (connect.start("link"), connect.end(), ranked):
        act = acts.get(start) or acts.get(start + 1 if text[start : start + 1] == " " else start)
        if act is not None:
            return act, act.span.end
    return None, position
