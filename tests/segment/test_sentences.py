"""Sentences and quotations: abbreviations do not end a sentence, a list item is never joined, every offset holds."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from texts import document, segmented

from kg.model import Block, BlockKind, Document, Span
from kg.segment import segment, sentences_of

# The sentences of one paragraph, cut at " | ".
CUT = [
    "Le Sénat a voté. | Le texte est promulgué.",
    "M. Untel a voté. | Mme Machin aussi.",
    "MM. Untel et Machin ont voté. | Fin.",
    "Me Badinter plaide avec le Dr. Untel. | Fin.",
    "M. J. Untel et M. J.-L. Machin sont reçus. | Fin.",
    "M. A. B. Untel est reçu.",
    "l'art. L. 211-1 du code est abrogé. | Fin.",
    "l'art. R. 421-14 et l'art. D. 12 sont abrogés.",
    "cf. Article 2 du projet.",
    "le n. 12 du journal",
    "le règlement n° 2016/679 est appliqué. | Il protège.",
    "Le taux est de 3.5 points. | Il baisse.",
    "Il a coûté 12.000 euros.",
    "Est-ce utile ? | Oui ! | Peut-être… | Ou non.",
    "Il a dit « oui » et il est parti.",
    "Il a parlé (longuement.) | Fin.",
    "Il a parlé. | « Oui », dit-il.",
    "Il a parlé. | 12 communes ont répondu.",
    "Il a parlé. | – Oui.",
    "Il a parlé. | À Paris, il répond.",
    "Il a parlé. | Écoutez.",
    "voir www.exemple.fr pour la suite",
    "voir la page 3.",
    "La loi du 3 janv. 2022 est là.",
    "Fin sans point",
    "   Des blancs.   |  Autour.  ",
    "Un seul. et pas deux.",
    "le S.G.D. National.",
]


def paragraph(text: str) -> list[str]:
    return [span.of(text) for span in sentences_of(text, Span(0, len(text)))]


@pytest.mark.parametrize("row", CUT)
def test_a_sentence_ends_where_a_reader_ends_it(row: str) -> None:
    expected = [part.strip() for part in row.split(" | ")]

    assert paragraph(row.replace(" | ", " ")) == expected


@pytest.mark.parametrize("kind", ["title", "heading", "paragraph", "item", "quote", "cell"])
def test_each_block_has_its_own_sentences(kind: BlockKind) -> None:
    text = "première ligne\nseconde ligne"
    blocks = (Block(kind, Span(0, 14)), Block(kind, Span(15, 28)))
    found = segment(Document("d", "d.md", text, blocks)).sentences

    assert [(sentence.span.of(text), sentence.block) for sentence in found] == [("première ligne", 0), ("seconde ligne", 1)]


def test_page_furniture_has_no_sentence() -> None:
    text = "LIBERTÉ ÉGALITÉ FRATERNITÉ\nLe Sénat a voté."
    blocks = (Block("furniture", Span(0, 26)), Block("paragraph", Span(27, 43)))

    assert [sentence.block for sentence in segment(Document("d", "d.md", text, blocks)).sentences] == [1]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("son rapport « pour un usage responsable » est là", ["pour un usage responsable"]),
        ("son rapport “pour un usage” est là", ["pour un usage"]),
        ("« un » et « deux »", ["un", "deux"]),
        ("« jamais fermé", []),
        ("fermé »", []),
        ("« »", []),
        ("« dehors « dedans » fin", ["dedans"]),
        ("« sur deux\nlignes »", ["sur deux\nlignes"]),
        ("« " + "a" * 4000 + " »", []),
    ],
)
def test_a_quotation_is_what_stands_between_its_marks(text: str, inside: list[str]) -> None:
    whole = segmented(text)

    assert [quote.of(whole.document.text) for quote in whole.quotes] == inside


BITS = st.sampled_from(
    ["M.", "A.", "art.", ".", "?", "!", "…", "«", "»", ")", " ", " ", " Le", " le", "é", "À", "12", "n°", "-", "\u202f", "x"]
)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(BITS, max_size=40).map("".join)))
def test_sentences_lie_in_their_block_apart_from_one_another_and_hold_all_its_words(text: str) -> None:
    spans = sentences_of(text, Span(0, len(text)))

    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
    assert all(span.of(text) == span.of(text).strip() for span in spans)


@settings(deadline=None)
@given(st.lists(st.lists(BITS, min_size=1, max_size=20).map("".join), min_size=1, max_size=4))
def test_offsets_of_sentences_count_from_the_start_of_the_document(lines: list[str]) -> None:
    whole = segment(document("\n".join(lines)))

    for sentence in whole.sentences:
        assert whole.document.blocks[sentence.block].span.covers(sentence.span)
    assert [sentence.span for sentence in whole.sentences] == sorted(sentence.span for sentence in whole.sentences)
