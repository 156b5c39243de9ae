"""Lines of N-Quads: what goes in comes out, in this code and in other readers."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.nquads import clean, date_type, decimal, integer, is_web_iri, literal, node, quad, split, triple, value

NAMES = node("http://example.org/s"), node("http://example.org/p"), node("http://example.org/g")


@given(st.text())
@example('"quoted" \\ back\\slash \n\r\t \x00\x07\x7f \ud800 \u202e \U0001f600 \u2028 . <http://x> <')
def test_a_literal_survives_this_code_and_oxigraph(text: str) -> None:
    subject, predicate, graph = NAMES
    line = quad(subject, predicate, literal(text), graph)
    assert "\n" not in line
    assert split(line) == (subject, predicate, literal(text), graph)
    assert value(split(line).object) == clean(text)
    (found,) = ox.parse(line.encode(), format=ox.RdfFormat.N_QUADS)
    assert isinstance(found.object, ox.Literal)
    assert found.object.value == clean(text)
    assert triple(line) == f"{subject} {predicate} {literal(text)} ."


@given(st.text())
def test_cleaning_keeps_offsets_and_is_done_once(text: str) -> None:
    assert len(clean(text)) == len(text)
    assert clean(clean(text)) == clean(text)
    clean(text).encode("utf-8")


@pytest.mark.parametrize("bad", ["\x00", "\x1b", "\x7f", "\x85", "\ud800", "\ufffe", "\uffff"])
def test_what_no_reader_should_meet_is_replaced(bad: str) -> None:
    assert clean(f"a{bad}b") == "a\ufffdb"


@pytest.mark.parametrize("good", ["\n", "\t", "\u202e", "é", "e\u0301", "\U0001f600", "\u2028"])
def test_what_texts_may_hold_is_kept(good: str) -> None:
    assert clean(f"a{good}b") == f"a{good}b"


@given(st.floats(0, 1))
def test_a_decimal_is_one_that_a_store_does_not_rewrite(number: float) -> None:
    token = decimal(number)
    store = ox.Store()
    store.load(quad(NAMES[0], NAMES[1], token, NAMES[2]).encode(), format=ox.RdfFormat.N_QUADS)
    assert [str(found.object) for found in store] == [token]


@pytest.mark.parametrize(
    ("number", "expected"), [(1.0, "1"), (0.95, "0.95"), (0.0, "0"), (-0.0, "0"), (0.123456, "0.1235"), (10.0, "10")]
)
def test_a_decimal_has_one_form(number: float, expected: str) -> None:
    assert value(decimal(number)) == expected


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_number_is_no_decimal(number: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        decimal(number)


@given(st.integers())
def test_an_integer_has_one_form(number: int) -> None:
    assert int(value(integer(number))) == number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021-09-09", "date"),
        ("2020-02-29", "date"),
        ("2021-09", "gYearMonth"),
        ("2021", "gYear"),
        ("2021-02-29", None),
        ("2021-02-30", None),
        ("2021-13", None),
        ("2021-00-10", None),
        ("0000", None),
        ("21-09-09", None),
        ("2021-9-9", None),
        ("2021-09-09T00:00", None),
        ("٢٠٢١", None),
        ("2021-09-09\n", None),
        ("", None),
    ],
)
def test_only_a_date_that_exists_is_a_date(text: str, expected: str | None) -> None:
    assert date_type(text) == expected


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        ("https://www.legifrance.gouv.fr/eli/loi/2022/1/24/2022-52/jo/texte", True),
        ("http://www.wikidata.org/entity/Q1", True),
        ("https://fr.wikipedia.org/wiki/Œuvre_(été)", True),
        ("javascript:alert(1)", False),
        ("http://", False),
        ("http:///path", False),
        ("https://x y", False),
        ("https://x> <http://evil", False),
        ("https://x\\u003e", False),
        ("www.example.org", False),
        ("", False),
    ],
)
def test_only_a_web_address_is_one(iri: str, expected: bool) -> None:
    assert is_web_iri(iri) is expected


def test_a_language_tag_is_lower_case_or_refused() -> None:
    assert literal("x", "FR") == '"x"@fr'
    with pytest.raises(ValueError, match="language"):
        literal("x", "fr> <http://evil")
