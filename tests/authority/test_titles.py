"""Titles of government and the forms in which texts print them."""

from __future__ import annotations

import pytest

from kg.authority.titles import feminine, forms, masculine, title_of
from kg.lexicon.fold import fold


@pytest.mark.parametrize(
    ("quality", "ministry", "title"),
    [
        ("Ministre", "Ministère de la culture", "ministre de la culture"),
        ("Premier ministre", "Premier ministre", "Premier ministre"),
        ("Première ministre", "Première ministre", "Premier ministre"),
        ("Garde des sceaux, ministre de la justice", "Ministère de la justice", "garde des sceaux, ministre de la justice"),
        (
            "Garde des sceaux, ministre de la justice",
            "Ministère de la justice et des libertés",
            "garde des sceaux, ministre de la justice et des libertés",
        ),
        (
            "Ministre d'État, Garde des Sceaux, ministre de la justice",
            "Ministère de la justice",
            "ministre d'État, garde des sceaux, ministre de la justice",
        ),
        ("Ministre d'État, ministre", "Ministère de l'intérieur", "ministre d'État, ministre de l'intérieur"),
        ("Ministre", "Minsitère des outre-mer", "ministre des outre-mer"),
        (
            "Secrétaire d'État",
            "Secrétariat d'Etat, auprès du ministère de l'économie et des finances, chargé du numérique",
            "secrétaire d'État auprès du ministre de l'économie et des finances, chargé du numérique",
        ),
        (
            "Ministre délégué",
            "Ministère auprès de la Première ministre, chargé des relations avec le Parlement",
            "ministre délégué auprès du Premier ministre, chargé des relations avec le Parlement",
        ),
        (
            "Secrétaire d'État",
            "Secrétaire d'Etat, porte-parole du Gouvernement",
            "secrétaire d'État, porte-parole du Gouvernement",
        ),
    ],
)
def test_a_rank_and_a_ministry_make_the_title_of_the_journal_officiel(quality: str, ministry: str, title: str) -> None:
    assert title_of(quality, ministry) == title


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("secrétaire d'État auprès du Premier ministre, chargé du numérique", "secrétaire d'État au numérique"),
        ("secrétaire d'État auprès du Premier ministre, chargé du numérique", "secrétaire d'État chargée du numérique"),
        ("secrétaire d'État à la famille, auprès du ministre du travail", "secrétaire d'État chargée de la famille"),
        ("ministre délégué auprès du ministre de l'intérieur, chargé de la ville", "ministre déléguée à la ville"),
        ("ministre délégué auprès du ministre de l'intérieur, chargé de la ville", "ministre chargée de la ville"),
        ("ministre d'État, ministre de l'intérieur", "ministre de l'intérieur"),
        ("garde des sceaux, ministre de la justice", "garde des sceaux"),
        ("garde des sceaux, ministre de la justice", "ministre de la justice"),
        ("ministre de l'Europe et des affaires étrangères", "ministre des affaires étrangères"),
        ("ministre de la transformation et de la fonction publiques", "ministre de la fonction publique"),
        ("Premier ministre", "Première ministre"),
        ("député", "députée"),
        ("secrétaire d'État auprès du Premier ministre, porte-parole du Gouvernement", "porte-parole du Gouvernement"),
    ],
)
def test_texts_print_the_title_in_this_form_too(title: str, form: str) -> None:
    assert fold(form) in {fold(other) for other in forms(title)}


def test_the_forms_never_leave_a_rank_without_a_domain() -> None:
    for title in ("secrétaire d'État auprès du ministre de l'intérieur", "ministre délégué auprès du ministre de l'intérieur"):
        assert not {"ministre", "ministre délégué", "secrétaire d'État"} & set(forms(title))


def test_masculine_undoes_feminine() -> None:
    title = "ministre délégué auprès du ministre de l'intérieur, chargé de la ville"
    assert masculine(feminine(title)) == title
