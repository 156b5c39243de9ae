"""Words that name a body and the office of who is at its head alike ("Défenseure des droits"): what stands beside them tells
which."""

from __future__ import annotations

from collections import defaultdict

from kg.lexicon.late import late
from kg.model import Mention, Span

_BEHIND_NAME = late(r"(?:,| \() ?(?:(?:la |le |l')?(?:nouvelle? |nouveau |actuelle? )?)$")
"""What stands between a person's name and the title in apposition to it."""
_BEFORE_NAME = late(r",? (?:(?:M|Mme)\. |Mme |Monsieur |Madame )?")
_AS = late(
    r"\b(?:nommee?|elue?|designee?|reconduite?|comme|qualite de|tant que|fonctions? de|poste de|mandat de|titre de|charge de|"
    r"nomination (?:de|du|de la)|candidate? (?:au poste|aux fonctions) de) (?:la |le )?$"
)
"""What stands before a title that somebody is given."""
_LOOK_BACK = 60


def told_apart(text: str, folded: str, found: list[Mention]) -> list[Mention]:
    """The mentions, those of words that name a body and an office reduced to the one or the other: the office where somebody is
    named with it, or given it, somewhere in the text, else the body."""
    offices = {mention.span: mention for mention in found if mention.kind == "Office" and mention.get("keys")}
    both: dict[str, list[Span]] = defaultdict(list)
    for mention in found if offices else ():
        if mention.kind == "Organisation" and mention.get("keys") and mention.span in offices:
            both[offices[mention.span].get("keys")].append(mention.span)
    if not both:
        return found
    persons = [mention.span for mention in found if mention.kind == "Person"]
    starts, ends = {span.start for span in persons}, {span.end for span in persons}
    gone: dict[Span, str] = {}
    for spans in both.values():
        held = any(_is_held(text, folded, span, starts, ends) for span in spans)
        gone |= dict.fromkeys(spans, "Organisation" if held else "Office")
    return [mention for mention in found if mention.kind != gone.get(mention.span)]


def _is_held(text: str, folded: str, span: Span, starts: set[int], ends: set[int]) -> bool:
    """Whether somebody is named beside a title, or given it."""
    before = _BEHIND_NAME.search(folded, max(0, span.start - _LOOK_BACK), span.start)
    if before is not None and before.start() in ends:
        return True
    behind = _BEFORE_NAME.match(text, span.end)
    if behind is not None and behind.end() in starts:
        return True
    return _AS.search(folded, max(0, span.start - _LOOK_BACK), span.start) is not None
