"""The fold of name keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.lexicon.fold import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Jean-Michel MIS", "jean michel mis"),
        ("L’ÉTAT", "l etat"),
        ("garde des sceaux, ministre de la justice", "garde des sceaux ministre de la justice"),
        ("  Cœur\u00a0d'Or ", "coeur d or"),
        ("E\u0301ric", "eric"),
        ("n° 2022‑52", "n 2022 52"),
        ("", ""),
        ("—", ""),
    ],
)
def test_spellings_of_one_name_meet(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert once == " ".join(once.split())


@given(st.text(alphabet=st.one_of(st.characters(codec="cp1252"), st.characters())))
def test_a_name_folds_alike_in_a_long_text_and_alone(text: str) -> None:
    start = "n " * 20
    assert fold(start + text) == f"{start}{fold(text)}".strip()


@given(st.text(alphabet="abcdeéèêçœŒ'’- ", max_size=20))
def test_case_makes_no_difference(text: str) -> None:
    assert fold(text.upper()) == fold(text)
