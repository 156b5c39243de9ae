"""Offices that need the body that they lead ("présidente de la …"), and bodies that such a title alone names."""

from __future__ import annotations

import re

from kg.lexicon.late import late
from kg.model import Mention, Span
from kg.recognise.patterns import NEEDS_BODY, title_phrase_end
from kg.recognise.phrases import phrase_end

_LONGEST = 90
"""Code points of a title that no table knows."""
_BESIDE = late(
    r"(?P<title>[^,.;:()«»\n]{3,80}), "
    r"(?:(?:M\.|Mme|l['’]amiral|le général|le colonel|le professeur|la professeure) )?(?=[A-ZÀ-Þ])"
)
_AFTER_NAME = late(r"(?:, | \()$")
_AND = late(r"[^,.;:()«»\n]{0,60} et (?:également |aussi )?")
"""What stands between a first title of somebody and a second one."""
_CAPITALISED = r"[A-ZÀ-ÖØ-Þ][\w’'.-]*"
_SMALL = r"(?:de |du |des |d['’]|et |la |le |les |pour |en ){0,2}"
_PROPER = late(rf"{_CAPITALISED}(?:(?: &)? {_SMALL}{_CAPITALISED})+")
"""The name of a body in the title of who leads it, of two capitalised words at least ("présidente du Réseau Terre & Haies")."""
_DIRECTS = late(r"(?:co)?direct(?:eur|rice)s? (?!général|exécuti)", re.IGNORECASE)
"""Who directs may direct a service by its common name ("directeur de l'Action Sociale")."""
OF_OFFICE = "body.of-office"
"""The rule of a body that is named in the title of who leads it."""


def with_bodies(text: str, found: list[Mention]) -> list[Mention]:
    """The mentions, each office that needs its body ("présidente de la …") extended to the end of the longest organisation that
    stands right behind it, or, beside a person, to the end of its phrase, whose proper name is then a body's; without either it
    is none."""
    waiting = [mention for mention in found if NEEDS_BODY in mention.features]
    if not waiting:
        return found
    bodies: dict[int, int] = {}
    for mention in found:
        if mention.kind == "Organisation" and not mention.get("short") and not mention.get("expands"):
            bodies[mention.span.start] = max(bodies.get(mention.span.start, 0), mention.span.end)
    starts = {mention.span.start for mention in found if mention.kind == "Person"}
    ends = {mention.span.end for mention in found if mention.kind == "Person"}
    titles = [mention.span for mention in found if mention.kind == "Office" and _is_after_name(text, mention.span, ends)]
    out = [mention for mention in found if NEEDS_BODY not in mention.features]
    for mention in waiting:
        end = bodies.get(mention.span.end)
        if end is not None:
            features = {name: value for name, value in mention.features if name != "of"} | {"body_at": str(mention.span.end)}
            out.append(Mention(Span(mention.span.start, end), mention.kind, mention.rule, tuple(sorted(features.items()))))
            continue
        if mention.kind != "Office":
            continue
        end = _of_its_phrase(text, mention, starts, ends, titles)
        if end > mention.span.end + 2:
            out.extend(_with_its_body(text, mention, end))
    return out


def _of_its_phrase(text: str, mention: Mention, starts: set[int], ends: set[int], titles: list[Span]) -> int:
    """Where the title ends of somebody who is named beside it, 0 where nobody is."""
    start = mention.span.start
    second = any(title.end <= start and _AND.fullmatch(text, title.end, start) for title in titles)
    if second or _is_after_name(text, mention.span, ends):
        return title_phrase_end(text, start, start + _LONGEST)
    beside = _BESIDE.match(text, mention.span.end)
    if (
        beside is not None
        and beside.end() in starts
        and phrase_end(text, start, beside.end("title")) == beside.end("title")
        and not any(mention.span.end <= other < beside.end("title") for other in starts)
    ):
        return beside.end("title")
    return 0


def _is_after_name(text: str, span: Span, ends: set[int]) -> bool:
    before = _AFTER_NAME.search(text, max(0, span.start - 2), span.start)
    return before is not None and before.start() in ends


def _with_its_body(text: str, mention: Mention, end: int) -> list[Mention]:
    """The office to the end of its title, and the body whose proper name the title ends with."""
    start, at = mention.span
    named = None if _DIRECTS.match(text, start) else _PROPER.fullmatch(text, at, end)
    if named is None:
        return [Mention(Span(start, end), mention.kind, mention.rule)]
    features = (("body_at", str(at)),)
    return [
        Mention(Span(start, end), mention.kind, mention.rule, features),
        Mention(Span(at, end), "Organisation", OF_OFFICE),
    ]
