"""The documents' texts as the page holds them: whole, or what is quoted of them, with offsets that browsers count."""

from __future__ import annotations

import pytest
import render_graphs as graphs
from hypothesis import given
from hypothesis import strategies as st

from kg.iris import ID
from kg.render.drawing import draw
from kg.render.encoding import content
from kg.render.palette import read_palette
from kg.render.reading import read_graph
from kg.render.texts import GAP, MARGIN, PageText, page_texts


def cut(page: PageText, place: tuple[int, int]) -> str:
    """What a browser finds at a place: a slice counted in UTF-16 units."""
    start, length = place
    return page.text.encode("utf-16-le")[2 * start : 2 * (start + length)].decode("utf-16-le")


def back(page: PageText, offset: int) -> int:
    """The code point of the document at an offset of the page, as turtle.js counts it."""
    first, start = [piece for piece in page.pieces if piece[0] <= offset][-1]
    return start + len(page.text.encode("utf-16-le")[2 * first : 2 * offset].decode("utf-16-le"))


@given(st.text(alphabet=st.sampled_from("ab é😀\n.🏛"), max_size=3000), st.booleans(), st.data())
def test_every_quote_is_found_again_in_the_page(text: str, whole: bool, data: st.DataObject) -> None:
    spans = []
    for _ in range(data.draw(st.integers(1, 4)) if text else 0):
        start = data.draw(st.integers(0, len(text) - 1))
        spans.append((start, data.draw(st.integers(start + 1, min(len(text), start + 50)))))
    page = PageText(text, spans, whole=whole)
    for start, end in spans:
        place = page.place(start, end)
        assert cut(page, place) == text[start:end]
        assert (back(page, place[0]), back(page, sum(place))) == (start, end)


def test_texts_are_whole_while_they_fit_and_cut_to_what_is_quoted_beyond(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join(f"Paragraphe {number}. " + "Une phrase dit une chose. " * 4 for number in range(50))
    at = text.index("Paragraphe 30")
    whole = page_texts({"d": text}, {"d": [(at, at + 13)]})["d"]
    assert (whole.text, whole.pieces) == (text, [(0, 0)])
    monkeypatch.setattr("kg.render.texts.TEXT_KEPT", 1000)
    other = text.index("Paragraphe 40")
    page = page_texts({"d": text, "e": text}, {"d": [(at, at + 13), (other, other + 13)]})
    assert page["d"].text == GAP.join(line for line in text.split("\n") if line.startswith(("Paragraphe 30.", "Paragraphe 40.")))
    assert page["e"].text == ""


def test_a_quote_in_a_long_paragraph_keeps_its_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Une phrase dit une chose. " * 400
    start = text.index("phrase", 5000)
    page = PageText(text, [(start, start + 6)], whole=False)
    assert cut(page, page.place(start, start + 6)) == "phrase"
    assert MARGIN < len(page.text) < 2 * MARGIN + 20
    assert page.text.split()[0] in ("Une", "phrase", "dit", "une", "chose.")


def test_a_page_gives_the_offset_of_a_quote_in_utf16_units() -> None:
    build = graphs.Builder()
    one, two = build.entity(ID + "person/1", "Person", "A"), build.entity(ID + "person/2", "Person", "B")
    text = "🏛️😀 Titre\n😀😀 Le ministre 😀 a reçu B."
    start = text.index("a reçu")
    document = build.document(ID + "document/d", "D", text)
    build.statement(document, one, "met", two, (start, start + 8, text[start : start + 8]))
    build.mention(document, start + 7, start + 8, "B", two)
    palette = read_palette()
    view = read_graph(build.quads, palette.kinds)
    data = content(view, draw(view.things, view.relations, [0, 1], palette), [0, 1], palette, {}, "T")
    number, first, length = data["statements"]["evidence"]
    assert data["documents"][number]["text"] == text
    assert text.encode("utf-16-le")[2 * first : 2 * (first + length)].decode("utf-16-le") == "a reçu B"
    assert first == start + 5
    assert data["mentions"]["byDocument"][number] == [first + 7, 1, data["entities"]["label"].index("B")]
