"""The parts of names as printed."""

from __future__ import annotations

import pytest

from kg.lexicon.fold import fold
from kg.lexicon.names import split_name
from kg.lexicon.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("Jean-Michel MIS", "MIS"),
        ("Bruno Le Maire", "Le Maire"),
        ("Amélie de Montchalin", "de Montchalin"),
        ("J.-L. Borloo", "Borloo"),
        ("Cédric O", "O"),
        ("MIS", "MIS"),
        ("Zzyx Untel", "Untel"),
        ("Le Maire", "Le Maire"),
        ("de Montchalin", "de Montchalin"),
        ("Saint Martin", "Saint Martin"),
        ("Pires Beaune", "Pires Beaune"),
    ],
)
def test_the_surname_is_what_follows_the_given_names(name: str, surname: str) -> None:
    words = vocabulary()

    assert split_name(name, words.given_names, lambda one: bool(words.pack.persons_surnamed(fold(one))))[1] == surname
