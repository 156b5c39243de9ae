"""Lists of persons under the title that they bear: "Vice-présidents :" on a line, and a name at the head of each line below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.lexicon.late import late
from kg.model import Claim, Key, Link, Resolved, Span

_OPENS = late(r"[-–—•·*. ]{0,4}(?:\d{1,2}[.)°] ?)?(?:(?:MM?\.|Mmes?|Monsieur|Madame) )?$")
"""What may stand before the title or the name at the head of a line."""
_HEADS = late(r" ?: ?$")
_LONGEST = 400
"""Code points that a quotation from the title to a name may have; a later name is quoted alone."""


def roster_claims(
    resolved: Resolved, links: Sequence[Link], kinds: Mapping[Key, str], sources: tuple[Key, ...]
) -> Iterator[Claim]:
    """Who bears a title that heads the lines below it, up to the first line that no name begins."""
    if not any(kinds[link.entity or ""] == "Office" for link in links):
        return
    text, blocks = resolved.document.text, [block.span for block in resolved.document.body]
    at_head = {link.mention.span.start: link for link in links}
    heads: dict[int, Link] = {}
    for number, block in enumerate(blocks):
        if block.end - block.start < _LONGEST and (first := _first(text, block, at_head)) is not None:
            heads[number] = first
    for number, head in heads.items():
        if kinds[head.entity or ""] != "Office" or not _HEADS.fullmatch(text, head.mention.span.end, blocks[number].end):
            continue
        for below in range(number + 1, len(blocks)):
            if not blocks[below].of(text).strip():
                continue
            item = heads.get(below)
            if item is None or kinds[item.entity or ""] != "Person":
                break
            whole = Span(head.mention.span.start, item.mention.span.end)
            evidence = whole if whole.end - whole.start <= _LONGEST else item.mention.span
            yield Claim(
                item.entity or "",
                "holdsOffice",
                head.entity or "",
                "structure.roster",
                sources,
                (evidence,),
                confidence=0.9,
            )


def _first(text: str, block: Span, at_head: Mapping[int, Link]) -> Link | None:
    """The mention that a line begins with, marks and a civility aside."""
    for position in range(block.start, min(block.end, block.start + 16)):
        link = at_head.get(position)
        if link is not None:
            return link if _OPENS.fullmatch(text, block.start, position) else None
    return None
