"""Links → claims: the relation rules sentence by sentence, and what the structure of the document says by itself."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from operator import itemgetter

from kg.lexicon.genres import AMENDMENT, amendment_key, is_amendment
from kg.lexicon.letters import document_letters
from kg.lexicon.wording import FirstTexts, Wording
from kg.model import Claim, Entity, Key, Kind, Link, Related, Resolved, Span
from kg.relate.engine import Setting, claims_of
from kg.relate.mask import Masked, Slot
from kg.relate.named import Named
from kg.relate.rules import can_relate
from kg.relate.signatures import without_seats
from kg.relate.speaking import spoken
from kg.relate.structure import acts_of_articles, structural_claims

__all__ = ["relate"]

_UNMASKED = frozenset({"Theme"})
_DOES = frozenset({"Law", "Bill", "Ordinance", "Decree", "EUAct"})
"""The kinds of acts that amend, repeal, base themselves on others by the words of their own text."""
_KEY_AND_KIND = itemgetter(Entity._fields.index("key"), Entity._fields.index("kind"))
_KIND = itemgetter(Slot._fields.index("kind"))
_FIRST = FirstTexts()
"""The texts for which expressions are made by themselves."""


def relate(resolved: Resolved) -> Related:
    """All claims of a resolved document, and the document without the tentative mentions that no claim needed."""
    document = resolved.document
    folded = document_letters(document.text)
    kinds: dict[Key, Kind] = dict(map(_KEY_AND_KIND, resolved.entities))
    kinds[document.key] = "Document"
    own = amendment_key(document) if is_amendment(document) else ""
    itself = own or (resolved.own if kinds.get(resolved.own, "") in _DOES else "")
    judgment = resolved.own if kinds.get(resolved.own) == "CourtDecision" else ""
    slots = _slots(resolved, kinds)
    named = Named(document, folded, slots, resolved.entities)
    told, slots = spoken(resolved, folded, slots)

    def implicit(wanted: str, position: int, verb: str) -> Key:
        if wanted in ("Amendment", "own", "judgment"):
            return {"Amendment": own, "own": itself, "judgment": judgment}[wanted]
        return named.governed(position, verb) if wanted == "Text" else named.latest(wanted, position)

    votes: dict[Key, Entity] = {}

    def vote_on(text: Key) -> Key:
        vote = named.vote_on(text)
        votes[vote.key], kinds[vote.key] = vote, vote.kind
        return vote.key

    acts = acts_of_articles(resolved)
    setting = Setting(
        document.key,
        AMENDMENT if own else "",
        document.text,
        lambda key: kinds.get(key, ""),
        implicit,
        lambda key: acts.get(key, ""),
        vote_on,
        bool(itself),
        tuple(resolved.recognised.segmented.quotes),
        Wording(told) if _FIRST.takes(folded) else None,
        frozenset((claim.subject, claim.object) for claim in resolved.claims if claim.predicate == "holdsOffice"),
    )
    starts = [slot.extent.start for slot in slots]
    claims: list[Claim] = list(resolved.claims)
    for sentence in resolved.recognised.segmented.sentences:
        inside = slots[bisect_right(starts, sentence.span.start - 1) : bisect_right(starts, sentence.span.end - 1)]
        if inside and can_relate(frozenset(map(_KIND, inside))):
            claims.extend(claims_of(Masked(told, sentence.span, inside), told, setting))
    act = own or (resolved.own if resolved.normative or _circular(resolved) else "")
    claims.extend(structural_claims(resolved, folded, kinds, act, claims, acts))
    if votes:
        resolved = replace(resolved, entities=(*resolved.entities, *(votes[key] for key in sorted(votes))))
    return _pruned(resolved, _merged(without_seats(claims)))


def _circular(resolved: Resolved) -> bool:
    """Whether a document is a circular, which has no articles to tell it by."""
    label = next((entity.label for entity in resolved.entities if entity.key == resolved.own), "") if resolved.own else ""
    return label.startswith(("circulaire", "instruction"))


def _slots(resolved: Resolved, kinds: dict[Key, str]) -> list[Slot]:
    """The outermost mentions that are decided, and the dates, in reading order."""
    found: list[Slot] = []
    for link in resolved.links:
        if link.entity is not None and kinds[link.entity] not in _UNMASKED:
            found.append(tuple.__new__(Slot, (kinds[link.entity], (link.entity,), link.mention.span, "")))
    found.extend(Slot("Date", (), span, iso) for span, iso in resolved.dates)
    found.sort(key=_in_order)
    out: list[Slot] = []
    reach = -1
    for slot in found:
        start, end = slot.extent
        if start >= reach:
            reach = end
            out.append(slot)
    return out


def _in_order(slot: Slot) -> tuple[int, int]:
    start, end = slot.extent
    return start, -end


def _merged(claims: list[Claim]) -> tuple[Claim, ...]:
    """One claim for each (subject, predicate, object, date, modality, inferred): the evidence together, the best confidence;
    a date-less claim joins the dated one that says the same."""
    groups: dict[tuple[str | bool, ...], list[Claim]] = {}
    dated = {_SAID(claim): claim.date for claim in claims if claim.date and not claim.inferred}
    for claim in claims:
        if dated and not (claim.date or claim.inferred or claim.start) and (date := dated.get(_SAID(claim))):
            claim = claim._replace(date=date)
        groups.setdefault(_SAME(claim), []).append(claim)
    merged = []
    for same in groups.values():
        if len(same) == 1 and len(same[0].evidence) < 2:
            merged.append(same[0])
            continue
        best = max(same, key=_CONFIDENCE)
        evidence = _outermost({span for claim in same for span in claim.evidence})
        sources = tuple(dict.fromkeys(source for claim in same for source in claim.sources))
        merged.append(best._replace(evidence=evidence, sources=sources))
    return tuple(sorted(merged, key=_SAME))


_CONFIDENCE = itemgetter(Claim._fields.index("confidence"))
_SAID = itemgetter(*map(Claim._fields.index, ("subject", "predicate", "object", "modality")))
_SAME = itemgetter(*map(Claim._fields.index, ("subject", "predicate", "object", "date", "modality", "inferred")))
"""What makes two claims one."""


def _outermost(spans: set[Span]) -> tuple[Span, ...]:
    """The spans without those that hold another one: the shortest words that say it."""
    if len(spans) < 2:
        return tuple(spans)
    kept: list[Span] = []
    for span in sorted(spans, key=lambda one: (one[1], -one[0])):
        if not kept or span.start > kept[-1].start:
            kept.append(span)
    return tuple(kept)


def _pruned(resolved: Resolved, claims: tuple[Claim, ...]) -> Related:
    tentative: set[Key] = set()
    firm: set[Key] = set()
    for link in resolved.links:
        if link.entity:
            (tentative if link.mention.get("tentative") else firm).add(link.entity)
    gone = tentative - firm
    if gone:
        gone -= {key for claim in claims if claim.predicate != "about" for key in (claim.subject, claim.object)}
    if not gone:
        return Related(resolved, claims)
    links: tuple[Link, ...] = tuple(link for link in resolved.links if link.entity is None or link.entity not in gone)
    entities = tuple(entity for entity in resolved.entities if entity.key not in gone)
    remaining = tuple(claim for claim in claims if claim.subject not in gone and claim.object not in gone)
    return Related(replace(resolved, links=links, entities=entities), remaining)
