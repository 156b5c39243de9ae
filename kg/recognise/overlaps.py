"""Overlaps, decided in one place: which mentions stand, which may nest in which."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import Mention

ACTS = frozenset({"Law", "Bill", "Code", "Ordinance", "Decree", "EUAct", "Constitution", "Treaty", "CourtDecision", "Amendment"})
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
_WEAK = frozenset({"person.given-name", "body.named", "office.head"})


def _strong(mention: Mention) -> bool:
    """Whether a mention rests on a table or on a rule of its own, not on capitals and heads alone."""
    return mention.rule not in _WEAK and mention.kind not in ("Theme", "Date", "Pronoun") and not mention.get("tentative")


def _certainty(mention: Mention) -> tuple[bool, int, tuple[bool, ...], str, str]:
    """What decides between two mentions of the same words: a rule of its own before mere form, then the kind, then what was read
    in the words: a number, a key, a title, who says it."""
    lacking = tuple(not mention.get(name) for name in ("number", "keys", "title", "by"))
    return mention.rule in _WEAK, _RANK.get(mention.kind, 9), lacking, mention.rule, mention.kind


def _better(one: Mention, other: Mention) -> bool:
    """Whether ``one`` wins over ``other`` of the same extent, or of a crossing one."""
    if one.get("civility") and other.kind in _NAMES:
        return True
    if other.get("civility") and one.kind in _NAMES:
        return False
    short_one, short_other = bool(one.get("short")), bool(other.get("short"))
    if short_one != short_other:
        return short_other
    size_one, size_other = one.span.end - one.span.start, other.span.end - other.span.start
    rank_one, rank_other = _RANK.get(one.kind, 9), _RANK.get(other.kind, 9)
    if one.span == other.span:
        return _certainty(one) < _certainty(other)
    if one.kind == other.kind:
        return (size_one, one.rule) > (size_other, other.rule)
    if one.span.covers(other.span) or other.span.covers(one.span):
        outer, inner = (one, other) if size_one > size_other else (other, one)
        if _strong(outer) or not _strong(inner):
            return outer is one
    return (rank_one, -size_one) < (rank_other, -size_other)


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
    return inner.kind in _NESTS.get(outer.kind, frozenset())


def settle(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions that stand, sorted by start and then by descending length: none crosses another, none nests where its kind
    may not."""
    ordered = sorted(dict.fromkeys(mentions), key=_place)
    kept: list[Mention] = []
    cluster: list[Mention] = []
    reach = 0
    for mention in ordered:
        start, end = mention.span
        if start >= reach:
            kept.extend(_settled(cluster) if len(cluster) > 1 else cluster)
            cluster = []
        cluster.append(mention)
        reach = max(reach, end)
    kept.extend(_settled(cluster) if len(cluster) > 1 else cluster)
    return kept


def _place(mention: Mention) -> tuple[int, int, int, str, tuple[tuple[str, str], ...]]:
    (start, end), kind, rule, features = mention
    return start, -end, _RANK.get(kind, 9), rule, features


def _settled(ordered: list[Mention]) -> list[Mention]:
    """The mentions that stand among some that overlap."""
    kept: list[Mention] = []
    gone: set[int] = set()
    for mention in ordered:
        drop: list[int] = []
        stands = True
        for index in range(len(kept) - 1, -1, -1):
            other = kept[index]
            if mention.span.start - other.span.start > _LONGEST:
                break
            if index in gone or other.span.end <= mention.span.start:
                continue
            if other.span != mention.span and other.span.covers(mention.span) and _may_hold(other, mention):
                continue
            if other.span != mention.span and mention.span.covers(other.span) and _may_hold(mention, other):
                continue
            if _better(mention, other):
                drop.append(index)
            else:
                stands = False
                break
        if stands:
            gone.update(drop)
            kept.append(mention)
    return [mention for index, mention in enumerate(kept) if index not in gone]
