"""How a document was understood, sentence by sentence: what was found, by which rule, what it was linked to and why, what was
claimed from which words, and what stayed undecided."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, get_args

from kg.model import Candidate, Claim, Document, Link, Mention, Related, Segmented, Span
from kg.reasons import both

Stage = Literal["segment", "recognise", "resolve", "relate"]
STAGES: tuple[Stage, ...] = get_args(Stage)
"""The stages after which one may stop, in order."""
_OUTSIDE = -1


def explain_document(related: Related, after: Stage = "relate") -> Iterator[str]:
    """The lines of the explanation, up to what the stage ``after`` knows."""
    resolved, known = related.resolved, STAGES.index(after)
    segmented = resolved.recognised.segmented
    document, place = segmented.document, _places(segmented)
    mentions: dict[int, list[Mention]] = defaultdict(list)
    claims: dict[int, list[Claim]] = defaultdict(list)
    links: Sequence[Link] = resolved.links if known >= 2 else ()
    for mention in resolved.recognised.mentions if known >= 1 else ():
        mentions[place(mention.span)].append(mention)
    for claim in related.claims if known >= 3 else ():
        if claim.evidence:
            claims[place(min(claim.evidence))].append(claim)
    judged = {link.mention: link for link in links}

    yield from _head(document)
    for number in (*range(len(segmented.sentences)), _OUTSIDE):
        if number == _OUTSIDE and not mentions[number] and not claims[number]:
            continue
        yield ""
        yield "outside of sentences" if number == _OUTSIDE else _sentence(segmented, number)
        for mention in mentions[number]:
            yield from _mention(document.text, mention, judged.get(mention))
        for claim in claims[number]:
            yield from _claim(document.text, claim)
    if known >= 3:
        yield from _section("from records and authorities", map(_triple, (c for c in related.claims if not c.evidence)))
    yield from _section("undecided", (_why(document.text, link) for link in links if link.judgement == "undecided"))
    findings = (*document.findings, *(related.findings if known >= 3 else ()))
    yield from _section("remarks", (f"{found.where}: {found.severity}: {found.message}" for found in findings))


def _places(segmented: Segmented) -> Callable[[Span], int]:
    """Tells in which sentence a span begins."""
    starts = [sentence.span.start for sentence in segmented.sentences]

    def place(span: Span) -> int:
        number = bisect_right(starts, span.start) - 1
        return number if number >= 0 and span.start < segmented.sentences[number].span.end else _OUTSIDE

    return place


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    rows = list(lines)
    if rows:
        yield ""
        yield title
        yield from (f"  {row}" for row in rows)


def _head(document: Document) -> Iterator[str]:
    known = document.metadata
    yield f"{document.source}  ({document.key}, {len(document.text)} characters)"
    stated = (("title", known.title), ("date", known.date), ("publisher", known.publisher), ("place", known.place))
    yield from (f"  {name}: {value}" for name, value in (*stated, ("genre", known.genre)) if value)


def _sentence(segmented: Segmented, number: int) -> str:
    sentence = segmented.sentences[number]
    kind = segmented.document.blocks[sentence.block].kind if segmented.document.blocks else "paragraph"
    words = " ".join(sentence.span.of(segmented.document.text).split())
    return f"[{number + 1}] {kind} {_extent(sentence.span)}: {words}"


def _mention(text: str, mention: Mention, link: Link | None) -> Iterator[str]:
    features = " ".join(f"{name}={value}" for name, value in mention.features)
    yield f"  {mention.kind} “{mention.span.of(text)}” {_extent(mention.span)} by {mention.rule}" + (
        features and f" ({features})"
    )
    if link is not None and link.judgement != "undecided":
        because = "; ".join(map(both, link.reasons))
        yield f"    → {link.entity} ({link.judgement}, {link.score:.2f})" + (because and f" because {because}")
        yield from (_weighed("rather than", one) for one in link.candidates if one.key != link.entity)
    elif link is not None:
        yield "    → undecided"
        yield from (_weighed("perhaps", one) for one in link.candidates)


def _weighed(how: str, one: Candidate) -> str:
    return f"      {how} {one.key} ({one.score:.2f}) {'; '.join(map(both, one.reasons))}".rstrip()


def _claim(text: str, claim: Claim) -> Iterator[str]:
    yield f"  ⇒ {_triple(claim)}"
    yield from (f"      « {' '.join(span.of(text).split())} » {_extent(span)}" for span in claim.evidence)


def _triple(claim: Claim) -> str:
    when = claim.date or (f"{claim.start or '…'} to {claim.end or '…'}" if claim.start or claim.end else "")
    marks = [mark for mark in (when, claim.modality, "inferred" if claim.inferred else "", claim.field) if mark]
    shown = f" [{', '.join(marks)}]" if marks else ""
    return f"{claim.subject} {claim.predicate} {claim.object}{shown} by {claim.rule} ({claim.confidence:.2f})"


def _why(text: str, link: Link) -> str:
    mention = link.mention
    reasons = "; ".join(map(both, link.reasons)) or "no candidate"
    weighed = ", ".join(f"{one.key} {one.score:.2f}" for one in link.candidates)
    return f"{mention.kind} “{mention.span.of(text)}” {_extent(mention.span)}: {reasons}" + (weighed and f" (weighed: {weighed})")


def _extent(span: Span) -> str:
    return f"{span.start}–{span.end}"
