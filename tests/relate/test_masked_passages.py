"""A passage as signs and words: every sign leads back to its mention, every stretch of the mask to the words of the text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.lexicon.letters import letters
from kg.model import Span
from kg.relate.mask import ACTORS, BLOCK, FIRST, Masked, Slot, char_class, is_sign

KINDS = ("Person", "Office", "Organisation", "Law", "Date", "Article", "Theme")
WORDS = st.sampled_from(["le ", "Sénat ", "a reçu ", "M. ", "Untel", ", ", "et ", "l’", "Œuvre ", "."])


@st.composite
def passages(draw: st.DrawFn) -> tuple[str, Span, list[Slot]]:
    """A text, a passage of it, and slots that do not overlap."""
    text = "".join(draw(st.lists(WORDS, min_size=1, max_size=25)))
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    cuts = sorted(draw(st.sets(st.integers(start, end), max_size=10)))
    slots = [
        Slot(draw(st.sampled_from(KINDS)), (f"key/{one}",), Span(one, other))
        for one, other in zip(cuts[::2], cuts[1::2], strict=False)
        if one < other
    ]
    return text, Span(start, end), slots


@settings(deadline=None)
@given(passages())
def test_every_sign_leads_back_to_its_slot(passage: tuple[str, Span, list[Slot]]) -> None:
    text, span, slots = passage
    masked = Masked(letters(text), span, slots)

    assert [masked.slot(char, at) for at, char in enumerate(masked.text) if is_sign(char)] == slots
    assert masked.extent(0, len(masked.text)) == span


@settings(deadline=None)
@given(passages(), st.data())
def test_a_stretch_of_the_mask_stands_for_the_words_that_it_came_from(
    passage: tuple[str, Span, list[Slot]], data: st.DataObject
) -> None:
    text, span, slots = passage
    folded = letters(text)
    masked = Masked(folded, span, slots)
    start = data.draw(st.integers(0, len(masked.text) - 1))
    end = data.draw(st.integers(start + 1, len(masked.text)))
    extent = masked.extent(start, end)
    inside = [slot for slot in slots if extent.covers(slot.extent)]

    assert span.covers(extent)
    assert Masked(folded, extent, inside).text.translate(SIGNS) == masked.text[start:end].translate(SIGNS)
    assert all(slot in inside or not extent.overlaps(slot.extent) for slot in slots)


SIGNS = dict.fromkeys(range(FIRST, FIRST + BLOCK * 40), "#")


@settings(deadline=None)
@given(passages())
def test_a_range_that_becomes_one_sign_keeps_the_others(passage: tuple[str, Span, list[Slot]]) -> None:
    text, span, slots = passage
    masked = Masked(letters(text), span, slots)
    found = re.search("[^.]+", masked.text)
    if found is None:
        return
    start, end = found.span()
    whole = Slot("Person", ("key/whole",), masked.extent(start, end))
    replaced = masked.replaced(letters(text), start, end, whole)

    assert (
        replaced.text == masked.text[:start] + replaced.text[start] + masked.text[end:]
        or len(replaced.text) == len(masked.text) - (end - start) + 1
    )
    assert replaced.slot(replaced.text[start], start) == whole
    assert replaced.extent(0, len(replaced.text)) == span


def test_words_that_are_taken_out_leave_no_gap_and_keep_the_offsets() -> None:
    text = "Le Sénat, en lien avec Untel, vote."
    slots = [Slot("Organisation", ("organisation/senat",), Span(3, 8)), Slot("Person", ("person/untel",), Span(23, 28))]
    masked = Masked(letters(text), Span(0, len(text)), slots)
    start, end = masked.text.index(", en"), masked.text.index(" vote")
    dropped = masked.replaced(letters(text), start, end, None)

    assert dropped.text.translate(SIGNS) == "le # vote."
    assert dropped.extent(dropped.text.index("vote"), len(dropped.text)).of(text) == "vote."
    assert [dropped.slot(char, at) for at, char in enumerate(dropped.text) if is_sign(char)] == slots[:1]


def test_more_mentions_than_a_block_has_signs_are_still_told_apart() -> None:
    text = "A " * (BLOCK + 50)
    slots = [Slot("Person", (f"person/{number}",), Span(2 * number, 2 * number + 1)) for number in range(BLOCK + 50)]
    masked = Masked(letters(text), Span(0, len(text)), slots)

    assert [masked.slot(char, at) for at, char in enumerate(masked.text) if is_sign(char)] == slots


@pytest.mark.parametrize(
    ("kinds", "takes", "leaves"),
    [
        (["Person"], ["Person"], ["Office", "Mixed"]),
        (sorted(ACTORS), [*ACTORS, "Mixed"], ["Law", "Date"]),
        (["Law", "Bill"], ["Law", "Bill"], ["Mixed", "Person"]),
    ],
)
def test_a_class_takes_in_its_kinds_and_mixed_lists_where_all_actors_do(
    kinds: list[str], takes: list[str], leaves: list[str]
) -> None:
    pattern = re.compile(f"[{char_class(kinds)}]")

    def sign(kind: str) -> str:
        return Masked("x", Span(0, 1), [Slot(kind, ("k",), Span(0, 1))]).text

    assert all(pattern.fullmatch(sign(kind)) for kind in takes)
    assert not any(pattern.fullmatch(sign(kind)) for kind in leaves)
