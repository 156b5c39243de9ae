"""What the act that a document is, or presents, cites: every other act that it names, where no stronger relation is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.lexicon.late import late
from kg.lexicon.letters import letters
from kg.model import ACTS, Claim, Key, Link, Resolved, Span

_COUNCIL = "organisation/conseil-des-ministres"


def cites(
    resolved: Resolved,
    links: Sequence[Link],
    kinds: Mapping[Key, str],
    own: Key,
    said: Sequence[Claim],
    acts: Mapping[Key, Key],
    sources: tuple[Key, ...],
) -> Iterator[Claim]:
    """The citations of the act ``own`` that the document is the text of, else of the one bill that a communiqué of the Conseil
    des ministres presents, from there on. ``said`` are the claims so far, ``acts`` the acts of the articles."""
    begins, ends, rule = 0, len(resolved.document.text), "structure.own-cites"
    if not own:
        own, begins, ends = _presented(resolved, kinds, said)
        rule = "structure.presented-cites"
    if not own:
        return
    strong = {claim.object for claim in said if claim.subject == own}
    articles: dict[Key, set[Key]] = {}
    for article, act in acts.items():
        articles.setdefault(act, set()).add(article)
    others = [] if kinds[own] == "Amendment" else _said_of_others(said, kinds, own, acts)
    for link in links:
        key = link.entity or ""
        if (
            begins <= link.mention.span.start < ends
            and key != own
            and kinds[key] in ACTS
            and key not in strong
            and not link.mention.get("short")
            and not strong & articles.get(key, set())
            and not any(key in objects and span.covers(link.mention.span) for objects, span in others)
        ):
            yield Claim(own, "cites", key, rule, sources, (link.mention.span,), confidence=0.9)


def _presented(resolved: Resolved, kinds: Mapping[Key, str], said: Sequence[Claim]) -> tuple[Key, int, int]:
    """The bill that a communiqué of the Conseil des ministres presents, where it is the only one that it names, where it does
    so, and where it goes on to something else that is presented; ("", 0, 0) in other documents."""
    if _COUNCIL not in kinds:
        return "", 0, 0
    bills = {link.entity for link in resolved.links if link.entity and kinds[link.entity] == "Bill"}
    presented = [(span.start, claim.object) for claim in said if claim.predicate == "presents" for span in claim.evidence]
    starts = [start for start, key in presented if key in bills]
    if len(bills) != 1 or not starts:
        return "", 0, 0
    begins = min(starts)
    others = [start for start, key in presented if key not in bills and start > begins]
    others += [
        block.span.start for block in resolved.document.body if block.span.start > begins and _presents(resolved, block.span)
    ]
    return bills.pop() or "", begins, min(others, default=len(resolved.document.text))


def _presents(resolved: Resolved, block: Span) -> bool:
    return _PRESENTS.search(letters(block.of(resolved.document.text)[:_LONGEST_LEAD])) is not None


_PRESENTS = late(r"\b(?:a|ont) (?:presente|fait une communication|rendu compte|soumis)\b")
_LONGEST_LEAD = 300
"""Code points within which an item of the communiqué says who presents what."""


def _said_of_others(
    said: Sequence[Claim], kinds: Mapping[Key, str], own: Key, acts: Mapping[Key, Key]
) -> list[tuple[frozenset[Key], Span]]:
    """What other acts do to an act, with the words: it is theirs to cite, not the document's."""
    return [
        (frozenset({claim.object, acts.get(claim.object, "")}), span)
        for claim in said
        if claim.subject != own and claim.predicate != "contains"
        if kinds.get(claim.subject) in ACTS and kinds.get(claim.object) in ACTS | {"Article"}
        for span in claim.evidence
    ]
