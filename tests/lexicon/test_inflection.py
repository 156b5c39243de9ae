"""Noun phrases in the forms that running text gives them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.lexicon.inflection import in_number, phrase_forms


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("donnée", "données"),
        ("régional", "régionaux"),
        ("régionale", "régionales"),
        ("festival", "festivals"),
        ("travail", "travaux"),
        ("bail", "baux"),
        ("réseau", "réseaux"),
        ("jeu", "jeux"),
        ("accès", "accès"),
        ("prix", "prix"),
        ("sapeur-pompier", "sapeurs-pompiers"),
        ("mini-centrale", "mini-centrales"),
        ("État", "État"),
        ("2030", "2030"),
    ],
)
def test_a_word_goes_from_singular_to_plural_and_back(one: str, many: str) -> None:
    assert in_number(one, True) == many
    assert in_number(many, False) == one
    assert in_number(many, True) == many
    assert in_number(one, False) == one


@pytest.mark.parametrize(
    ("phrase", "form"),
    [
        ("données personnelles", "donnée personnelle"),
        ("protection des données personnelles", "protection de la donnée personnelle"),
        ("droit de l'enfant", "droits des enfants"),
        ("droits des enfants", "droit de l'enfant"),
        ("accès au soin", "accès aux soins"),
        ("accès aux soins", "accès au soin"),
        ("captation d'images", "captation d'image"),
        ("pénurie de main-d'œuvre", "pénurie de main d'oeuvre"),
        ("lutte contre les discriminations", "lutte contre la discrimination"),
        ("code de l'entrée et du séjour des étrangers", "code de l'entrée et du séjour des étrangers"),
        ("aide d’urgence", "aides d'urgence"),
    ],
)
def test_a_phrase_has_the_form(phrase: str, form: str) -> None:
    assert form in phrase_forms(phrase)


@given(st.text(alphabet="abcdeéèlsx-' ", min_size=1, max_size=40))
def test_the_phrase_itself_comes_first_and_no_form_twice(phrase: str) -> None:
    forms = phrase_forms(phrase)
    assert forms[0].replace(" ", "") == phrase.replace(" ", "")
    assert len(forms) == len(set(forms))
