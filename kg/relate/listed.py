"""Lists of what an act repeals: "Sont abrogés :", and an item for each, in the same block or in those behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.lexicon.late import late
from kg.model import Claim, Key, Link, Resolved, Span

_LEAD = late(r"(?:^|[.;] |[ivx]+\. ?- ?|\d+° )(?:les dispositions suivantes )?(?:sont|est) (?:abroge|supprime)e?s? ?:")
_ITEM = late(r"(?:^|[:;] ?)(?:\d+(?:°|\.|\))(?: ?(?:bis|ter))? ?|[a-z]\) ?|- ?|• ?)(?:le |la |l'|les )")
_BULLET = re.compile(r"(?:\d+(?:°|\.|\))|[a-z]\)|-|•|[ivx]+\. ?-)")
_TELLING = "abroge", "supprime"


def repealed_in_lists(
    resolved: Resolved, folded: str, links: list[Link], kinds: Mapping[Key, str], own: Key, sources: tuple[Key, ...]
) -> Iterator[Claim]:
    """The claims that the act ``own``, whose text the document is, repeals what its lists name at the head of an item."""
    if not any(word in folded for word in _TELLING):
        return
    by_start: dict[int, Link] = {}
    for link in links:
        start = link.mention.span.start
        if start not in by_start or by_start[start].mention.span.end < link.mention.span.end:
            by_start[start] = link
    blocks = [block.span for block in resolved.document.body]
    for index, span in enumerate(blocks):
        lead = _LEAD.search(folded[span.start : span.end])
        if lead is None:
            continue
        at = span.start + lead.end()
        regions = [Span(at - 1, span.end)]
        for following in blocks[index + 1 :]:
            if not _BULLET.match(folded[following.start : following.start + 8]):
                break
            regions.append(following)
        for region in regions:
            for item in _ITEM.finditer(folded[region.start : region.end]):
                named = by_start.get(region.start + item.end())
                if named is None or kinds[named.entity or ""] not in _REPEALED or named.entity == own:
                    continue
                words = (named.mention.span,)
                yield Claim(own, "repeals", named.entity or "", "structure.listed-repeals", sources, words, confidence=0.9)


_REPEALED = frozenset({"Law", "Ordinance", "Decree", "EUAct", "Article"})
