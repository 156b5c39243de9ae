"""Overlaps, decided in one place: which mentions stand, which may nest in which."""

from __future__ import annotations

from collections.abc import Iterable

from kg import model
from kg.model import Mention

ACTS = model.ACTS | {"Amendment"}
PHRASES = frozenset({"Report", "Mission", "Event", "Provision", "Recommendation"})
_RANK = {
    "Article": 0,
    **dict.fromkeys(ACTS, 1),
    "Constituency": 2,
    "Office": 3,
    "Organisation": 4,
    "Person": 5,
    "Report": 6,
    "Event": 6,
    "Place": 7,
    "Mission": 8,
    "Provision": 8,
    "Recommendation": 8,
    "Pronoun": 9,
    "Date": 9,
    "Theme": 10,
}
_NESTS: dict[str, frozenset[str]] = {
    "Article": ACTS | {"Theme"},
    **dict.fromkeys(ACTS, ACTS | {"Theme", "Article"}),
    "CourtDecision": frozenset({"Organisation", "EUAct"}),
    "Constituency": frozenset({"Place"}),
    "Organisation": frozenset(),
    "Office": frozenset(),
    **dict.fromkeys(
        PHRASES,
        ACTS
        | {
            "Theme",
            "Article",
            "Organisation",
            "Place",
            "Office",
            "Person",
            "Mission",
            "Event",
            "Pronoun",
            "Date",
            "Report",
            "Provision",
        },
    ),
}


_NAMES = frozenset({"Organisation", "Place", "Office"})
"""What a surname behind a civility is not ("M. Renault", "M. Le Maire")."""
_LONGEST = 2000
"""Code points that no mention exceeds: an article with the whole title of its act stays below."""
SHORT = ("short", "1")
"""The feature of a mention that points to something named before."""
_WEAK = frozenset({"person.given-name", "body.named", "office.head"})


def _strong(mention: Mention) -> bool:
    """Whether a mention rests on a table or on a rule of its own, not on capitals and heads alone."""
    return mention.rule not in _WEAK and mention.kind not in ("Theme", "Date", "Pronoun") and not mention.get("tentative")


def _certainty(mention: Mention) -> tuple[bool, int, tuple[bool, ...], str, str]:
    """What decides between two mentions of the same words: a rule of its own before mere form, then the kind, then what needs no
    relation to stand, then what was read in the words: a number, a key, a title, who says it."""
    told = {name for name, value in mention.features if value}
    read = tuple(name not in told for name in ("number", "keys", "title", "by"))
    lacking = (mention.kind == "Mission" and "tentative" in told, *read)
    return mention.rule in _WEAK, _RANK.get(mention.kind, 9), lacking, mention.rule, mention.kind


def _better(one: Mention, other: Mention) -> bool:
    """Whether ``one`` wins over ``other`` of the same extent, or of a crossing one."""
    if other.kind in _NAMES and one.get("civility"):
        return True
    if one.kind in _NAMES and other.get("civility"):
        return False
    short_other = SHORT in other.features
    if (SHORT in one.features) != short_other:
        return short_other
    if one.span == other.span:
        return _certainty(one) < _certainty(other)
    size_one, size_other = one.span.end - one.span.start, other.span.end - other.span.start
    if one.kind == other.kind:
        return (size_one, one.rule) > (size_other, other.rule)
    if one.span.covers(other.span) or other.span.covers(one.span):
        outer, inner = (one, other) if size_one > size_other else (other, one)
        if _strong(outer) or not _strong(inner):
            return outer is one
    return (_RANK.get(one.kind, 9), -size_one) < (_RANK.get(other.kind, 9), -size_other)


def _may_hold(outer: Mention, inner: Mention) -> bool:
    if outer.kind == "Office" and (inner.rule == "place.constituency" or outer.get("body_at") == str(inner.span.start)):
        return True
    if outer.kind == "Bill" and inner.kind == "Person":
        return True
    if outer.kind == "Bill" and inner.kind == "Organisation" and inner.span.end <= int(outer.get("remark_end") or 0):
        return True
    if inner.kind == outer.kind and (outer.kind in PHRASES or outer.span.start == inner.span.start):
        return False
    if inner.kind in ACTS and inner.get("short"):
        return outer.kind == "Article" or outer.kind in PHRASES or (inner.rule == "short.code" and outer.kind in ACTS)
    if outer.rule == "body.committee-of-inquiry" and inner.kind == "Theme":
        return True  # what it inquires into
    return inner.kind in _NESTS.get(outer.kind, frozenset())


def settle(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions that stand, sorted by start and then by descending length: none crosses another, none nests where its kind
    may not."""
    kept: list[Mention] = []
    cluster: list[Mention] = []
    reach = 0
    for mention in sorted(dict.fromkeys(mentions), key=_place):
        start, end = mention[0]
        if start >= reach:
            kept += _settled(cluster) if len(cluster) > 1 else cluster
            cluster = []
        cluster.append(mention)
        if end > reach:
            reach = end
    kept += _settled(cluster) if len(cluster) > 1 else cluster
    return kept


def _place(mention: Mention) -> tuple[int, int, int, str, tuple[tuple[str, str], ...]]:
    (start, end), kind, rule, features = mention
    return start, -end, _RANK.get(kind, 9), rule, features


def _settled(ordered: list[Mention]) -> list[Mention]:
    """The mentions that stand among some that overlap."""
    kept: list[Mention] = []
    gone: set[int] = set()
    for mention in ordered:
        start, end = mention.span
        drop: list[int] = []
        stands = True
        for index in range(len(kept) - 1, -1, -1):
            other = kept[index]
            begins, stops = other.span
            if start - begins > _LONGEST:
                break
            if stops <= start or index in gone:
                continue
            if begins != start or stops != end:
                if begins <= start and end <= stops:
                    if _may_hold(other, mention):
                        continue
                elif start <= begins and stops <= end and _may_hold(mention, other):
                    continue
            if not _better(mention, other):
                stands = False
                break
            drop.append(index)
        if stands:
            kept.append(mention)
            gone.update(drop)
    return [mention for index, mention in enumerate(kept) if index not in gone] if gone else kept
