"""Who signs as what: the office on a line and the name on the next, at the foot of decrees, ordonnances and letters; the seat of
those who present a bill, below their names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from kg.lexicon.late import late
from kg.model import Claim, Key, Link, Resolved, Span

_BEFORE_OFFICE = late(r"(?:le |la |l'|pour (?:le |la |l')[^,:;.]{3,120} et par delegation,? ?:? (?:le |la |l'))")
_BEFORE_NAME = late(r"(?:au nom de |par |signe ?:? ?|par [^,:;.]{3,120} ?: )?(?:m\. |mme )?")
_UNDER = late(r"par (?:le |la )")
"""What stands before the office of who signed first, under whose name the others sign: "Par le Président de la République :"."""
_LONGEST = 260
"""Code points of a line of a signature."""
_SEATS = ("office/depute", "office/senateur")
_BETWEEN = late(r"[ \n,.]*(?:et )?(?:les )?")


def signature_claims(
    resolved: Resolved, folded: str, links: Sequence[Link], kinds: Mapping[Key, str], sources: tuple[Key, ...]
) -> Iterator[Claim]:
    """Who holds the office that is all that the line above the name says, and who the one in whose name the others sign."""
    kinds_here = {kinds[link.entity or ""] for link in links}
    if not {"Office", "Person"} <= kinds_here:
        return
    blocks = [block.span for block in resolved.document.body if block.span.of(folded).strip()]
    yield from seated_above(folded, blocks, links, kinds, sources)
    offices, names = _alone(folded, blocks, links, kinds, "Office"), _alone(folded, blocks, links, kinds, "Person")
    heads = {link.mention.span.start: link for link in links if kinds[link.entity or ""] == "Office"}
    for number, name in names.items():
        below = heads.get(blocks[number + 1].start) if number + 1 < len(blocks) else None
        if below is not None and folded[name.mention.span.end : blocks[number].end].strip(" *") == ",":
            spans = (Span(name.mention.span.start, below.mention.span.end),)
            yield Claim(
                name.entity or "", "holdsOffice", below.entity or "", "structure.signature", sources, spans, confidence=0.9
            )
        for beside in (number - 1, number + 1):
            office = offices.get(beside)
            if office is None:
                continue
            # "Par le Premier ministre :" stands below who that is, or above where it is all that is said of who signs.
            under = _UNDER.match(folded, *blocks[beside]) is not None
            if under != (beside > number) and not (under and beside - 1 not in names):
                continue
            person, where = names[number].entity or "", office.mention.span
            evidence = (Span(min(where.start, names[number].mention.span.start), max(where.end, names[number].mention.span.end)),)
            yield Claim(person, "holdsOffice", office.entity or "", "structure.signature", sources, evidence, confidence=0.9)


def seated_above(
    folded: str, blocks: Sequence[Span], links: Sequence[Link], kinds: Mapping[Key, str], sources: tuple[Key, ...]
) -> Iterator[Claim]:
    """Those on the line of whose names the next says no more than their seat, as heads of reports and resolutions print it."""
    starts = [block.start for block in blocks]
    for seat in links:
        number = bisect_right(starts, seat.mention.span.start) - 1
        if seat.entity not in _SEATS or number < 0:
            continue
        block = blocks[number]
        if (lead := _PRESENTED_BY.search(folded, block.start, seat.mention.span.start)) and "," in folded[
            lead.end() : seat.mention.span.start
        ]:
            yield from seat_claims(folded, Span(lead.end(), seat.mention.span.start), block, links, kinds, sources)
        if number < 1 or seat.mention.span.start != block.start:
            continue
        above = blocks[number - 1]
        if not folded[seat.mention.span.end : blocks[number].end].strip(" ,.*et") or _SECOND_SEAT.fullmatch(
            folded, seat.mention.span.end, blocks[number].end
        ):
            lead = _PRESENTED_BY.search(folded, *above)
            names = Span(lead.end() if lead else above.start, above.end)
            if lead or names.end - names.start < _LONGEST:
                yield from seat_claims(folded, names, Span(names.start, blocks[number].end), links, kinds, sources)


def without_seats(claims: list[Claim]) -> list[Claim]:
    """The claims but for those that a seat presents what persons do: "présentée par M. X, Mme Y, députés"."""
    by_persons = {claim.object for claim in claims if claim.predicate == "presents" and claim.subject.startswith("person/")}
    return [one for one in claims if one.predicate != "presents" or one.subject not in _SEATS or one.object not in by_persons]


_PRESENTED_BY = late(r"(?:^|\b(?:presente|depose)e?s? )par ")
_SECOND_SEAT = late(r" et (?:deputee?s?|senateurs?|senatrices?)[ ,.*]*")


def _alone(folded: str, blocks: Sequence[Span], links: Sequence[Link], kinds: Mapping[Key, str], kind: str) -> dict[int, Link]:
    """The blocks that say no more than a mention of a kind, by their number, and that mention."""
    before = _BEFORE_NAME if kind == "Person" else _BEFORE_OFFICE
    starts = [block.start for block in blocks]
    found: dict[int, Link] = {}
    for link in links:
        span = link.mention.span
        number = bisect_right(starts, span.start) - 1 if kinds[link.entity or ""] == kind else -1
        if number < 0 or blocks[number].end - blocks[number].start > _LONGEST or not blocks[number].covers(span):
            continue
        if not folded[span.end : blocks[number].end].strip(" ,.:*"):
            lead = folded[starts[number] : span.start].lstrip(" *")
            if before.fullmatch(lead) or (kind == "Office" and _UNDER.fullmatch(lead)):
                found[number] = link
    return found


def seat_claims(
    folded: str, names: Span, reach: Span, links: Sequence[Link], kinds: Mapping[Key, str], sources: tuple[Key, ...]
) -> Iterator[Claim]:
    """The seat of the persons of ``names``, told right behind the last of them: "députés", "Sénatrices et Sénateur"."""
    persons = [link for link in links if names.covers(link.mention.span) and kinds[link.entity or ""] == "Person"]
    end = persons[-1].mention.span.end if persons else reach.end
    for seat in links:
        if seat.entity in _SEATS and reach.covers(seat.mention.span) and _BETWEEN.fullmatch(folded, end, seat.mention.span.start):
            for link in persons:
                evidence = (Span(link.mention.span.start, seat.mention.span.end),)
                yield Claim(
                    link.entity or "", "holdsOffice", seat.entity or "", "structure.seats", sources, evidence, confidence=0.9
                )
            return
