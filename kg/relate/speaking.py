"""Who says "je" and "nous": the one whose words a quotation gives, or who speaks in the whole document, stands for the pronoun,
and the verb behind it is read in the third person: "j'ai confié" as "X a confié", "nous présenterons" as "X présenteront"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from kg.lexicon.late import late
from kg.model import Resolved, Span
from kg.relate.frames import telling_verbs
from kg.relate.mask import ACTORS, Slot

_FIRST_PERSON = late(
    r"(?<![\w'-])(?:j'|je |nous )(?:vous )?(?P<object>l'|le |la )?(?P<verb>ai|avons|avais|avions|vais|allons|dois|devons|"
    r"veux|voulons|[a-z]{2,}(?:rai|rons|ons|e))(?![\w'-])"
)
_THIRD = {
    "ai": "a",
    "avons": "ont",
    "avais": "avait",
    "avions": "avaient",
    "vais": "va",
    "allons": "vont",
    "dois": "doit",
    "devons": "doivent",
    "veux": "veut",
    "voulons": "veulent",
}
"""The forms of the first person that no ending tells, each with that of the third."""
_BOTH = ("je ", "j'", "nous ")
_SPOKEN = late(
    r"(?:interview|entretien|discours|allocution|intervention|declaration|tribune|message|propos)(?: [a-z]+){0,2}? "
    r"(?:de |d'|du |avec )(?:la |l'|m\. |mme |madame |monsieur )*"
)
"""What opens the title of a document in which one person speaks, up to the name."""
_CIVILITY = r"(?:le |la |l'|m\. |mme |madame |monsieur )?"
_BESIDE = late(rf"(?:,? {_CIVILITY})")
_ANOTHER = late(r"(?:, [^.;:]{0,80})? et ")
_LEADS = late(rf"(?:(?:pour|selon) )?{_CIVILITY}")
_REACH = 60
_TITLES = 4
"""Blocks of a document among which the title stands that tells who speaks."""


def spoken(resolved: Resolved, folded: str, slots: Sequence[Slot]) -> tuple[str, list[Slot]]:
    """The folded text with the verbs of the first person in the third, as long as before, and the slots with those of the
    pronouns whose speaker is known. A verb of another person of the same speaker has no other subject in between."""
    if not any(word in folded for word in _BOTH):
        return folded, list(slots)
    starts = [slot.extent.start for slot in slots]
    quotes = resolved.recognised.segmented.quotes
    tellers = {quote: _teller(folded, quote, slots, starts, resolved) for quote in quotes}
    whole = _title_speaker(resolved, folded, slots)
    if whole is None and not any(tellers.values()):
        return folded, list(slots)
    pieces, at, found = [], 0, list(slots)
    for match in _FIRST_PERSON.finditer(folded, 0):
        begin, end = match.span()
        quote = next((one for one in quotes if one.start <= begin < one.end), None)
        speaker = tellers[quote] if quote else whole
        index = bisect_right(starts, begin)
        free = (index == 0 or slots[index - 1].extent.end <= begin) and (index == len(starts) or starts[index] >= end)
        third = (match["object"] or "") + _third(match["verb"])
        if speaker is None or not free or end - len(third) - 1 <= begin:
            continue
        pieces += [folded[at : end - len(third) - 1], " ", third]
        at = end
        found.append(Slot(speaker.kind, speaker.members, Span(begin, end - len(third) - 1)))
    pieces.append(folded[at:])
    found.sort(key=lambda slot: slot.extent)
    return "".join(pieces), found


def _third(verb: str) -> str:
    if verb in _THIRD:
        return _THIRD[verb]
    if verb.endswith("rai"):
        return verb[:-1]
    if verb.endswith("rons"):
        return verb[:-1] + "t"
    return verb[:-3] + "ent" if verb.endswith("ons") else verb


def _actors(slots: Sequence[Slot], starts: Sequence[int], start: int, end: int) -> Iterator[Slot]:
    for slot in slots[bisect_left(starts, start) : bisect_left(starts, end)]:
        if slot.kind in ACTORS and len(slot.members) == 1:
            yield slot


def _named(folded: str, first: Slot, slots: Sequence[Slot], starts: Sequence[int]) -> Slot:
    """The person whose office stands first ("le ministre de la culture, Jean X"), else who stands there."""
    if first.kind == "Person":
        return first
    following = next(_actors(slots, starts, first.extent.end, first.extent.end + 12), None)
    if following and following.kind == "Person" and _BESIDE.fullmatch(folded, first.extent.end, following.extent.start):
        return following
    return first


def _teller(folded: str, quote: Span, slots: Sequence[Slot], starts: Sequence[int], resolved: Resolved) -> Slot | None:
    """Who is told beside a quotation to say it."""
    behind = next(_actors(slots, starts, quote.end, quote.end + _REACH), None)
    if behind and _tells_behind().fullmatch(folded, quote.end, behind.extent.start):
        return _named(folded, behind, slots, starts)
    if asked := _asked().match(folded, quote.end):
        return _subject_before(folded, quote, slots, starts, resolved, asked["who"])
    led = quote.start
    while led and folded[led - 1] in '«" ':
        led -= 1
    if not led or folded[led - 1] != ":":
        return None
    begins = (one.span.start for one in resolved.recognised.segmented.sentences if one.span.start < led)
    begin = max(folded.rfind("\n", 0, quote.start) + 1, max(begins, default=0))
    first = next(_actors(slots, starts, begin, quote.start), None)
    if first and _LEADS.fullmatch(folded, begin, first.extent.start):
        return _named(folded, first, slots, starts)
    return None


def _subject_before(
    folded: str, quote: Span, slots: Sequence[Slot], starts: Sequence[int], resolved: Resolved, who: str
) -> Slot | None:
    """Whom "a-t-il déclaré" means: the only person or office of the last sentence before the quotation, which begins with it."""
    before = [one.span for one in resolved.recognised.segmented.sentences if one.span.end <= quote.start]
    if not before:
        return None
    found = [slot for slot in _actors(slots, starts, *before[-1]) if slot.kind != "Organisation"]
    if not found:
        return None
    named = _named(folded, found[0], slots, starts)
    lead = folded[before[-1].start : found[0].extent.start]
    alone = {slot.members for slot in found} <= {found[0].members, named.members}
    if not alone or not _LEADS.fullmatch(lead) or lead.startswith({"il": ("la ", "mme "), "elle": ("le ", "m. ")}[who]):
        return None
    return named


@cache
def _asked() -> re.Pattern[str]:
    return re.compile(rf"[ »\",]*(?:a-t-|s'est-)?(?P<who>il|elle) (?:{telling_verbs()})")


@cache
def _tells_behind() -> re.Pattern[str]:
    adverb = "(?:egalement |aussi |ensuite |notamment )?"
    return re.compile(rf"[ »\",.]*(?:s'est |a |ont |avait )?{adverb}(?:{telling_verbs()}) {adverb}{_CIVILITY}")


def _title_speaker(resolved: Resolved, folded: str, slots: Sequence[Slot]) -> Slot | None:
    """Who speaks in the whole document, by its title: "Interview de X", "Discours du ministre Y"; none where two do."""
    starts = [slot.extent.start for slot in slots]
    for block in resolved.document.body[:_TITLES]:
        opening = _SPOKEN.match(folded, block.span.start, block.span.end)
        if opening is None:
            continue
        first = next(_actors(slots, starts, opening.end(), block.span.end), None)
        if first is None or first.extent.start != opening.end():
            return None
        named = _named(folded, first, slots, starts)
        others = [slot for slot in _actors(slots, starts, named.extent.end, block.span.end) if slot.kind == "Person"]
        if any(_ANOTHER.search(folded, named.extent.end, other.extent.start) for other in others):
            return None
        return named
    return None
