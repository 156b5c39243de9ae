"""Words that a text puts into an act: what stands in quotation marks, in lines that each begin with one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import Span

if TYPE_CHECKING:
    from kg.resolve.context import Context


def is_quoted(context: Context, span: Span) -> bool:
    """Whether a span lies in a quotation, or in a block that opens with a quotation mark."""
    index = context.block_of(span)
    if index >= 0 and context.text.startswith("«", context.document.blocks[index].span.start):
        return True
    return any(quote.covers(span) for quote in context.recognised.segmented.quotes)
