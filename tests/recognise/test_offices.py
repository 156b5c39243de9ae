"""Offices: titles that the tables know, ministers' titles of any domain, heads of services; and common nouns that are none."""

from __future__ import annotations

import pytest
from texts import marked, mentions, words_of

from kg.lexicon.letters import letters
from kg.recognise.domains import domain_end, domain_vocabulary, title_end

OFFICES = [
    "Le [Premier ministre] a reçu",
    "La [Première ministre] a reçu",
    "le [Président de la République] promulgue",
    "la [ministre de la Transformation et de la Fonction publiques] publie",
    "le [ministre de l'économie et des finances] présente",
    "le [ministre de l'économie, de l'industrie et du numérique] présente",
    "le [ministre de l’Intérieur] présente",
    "la [ministre de la Culture] présente",
    "la [ministre des Armées] présente",
    "le [garde des sceaux, ministre de la justice], a présenté",
    "le [ministre délégué auprès du ministre de l'intérieur, chargé de la citoyenneté], a présenté",
    "la [secrétaire d'Etat chargée de la réforme de l'Etat et de la simplification] a présenté",
    "le [secrétaire d’État chargé du numérique] a présenté",
    "Cédric O, [secrétaire d'État chargé de la Transition numérique], annonce",
    "la [ministre de l'enseignement supérieur et de la recherche] a",
    "la [ministre déléguée chargée de l'industrie] a",
    "Stéphanie Zzyx, [directrice interministérielle du numérique], a été",
    "Guillaume Zzyx, [directeur général de l'Agence nationale de la sécurité des systèmes d’information], a",
    "le [ministre de l'agriculture et de l'alimentation] a",
    "en tant que [ministre], puis",
    "en sa qualité de [rapporteure], elle",
    "M. Untel, [ministre de la santé], et",
]
NOT_OFFICES = [
    "des ministres ont démissionné",
    "le ministère public requiert",
    "le secrétaire général",
    "un ministre a démissionné",
    "le directeur du théâtre",
    "le cabinet du président",
    "la présidence française",
    "premier arrivé",
    "le garde forestier",
    "les administrateurs",
]


@pytest.mark.parametrize("row", OFFICES)
def test_an_office_is_found_with_the_whole_of_its_title(row: str) -> None:
    text, titles = marked(row)

    assert words_of(text, (m for m in mentions(text, ["Office"]) if not m.get("short"))) == titles


@pytest.mark.parametrize("text", NOT_OFFICES)
def test_a_common_noun_is_no_office(text: str) -> None:
    assert words_of(text, (m for m in mentions(text, ["Office"]) if not m.get("short"))) == []


VOCABULARY = domain_vocabulary(
    [
        "ministre de l'économie, des finances et de l'industrie",
        "secrétaire d'État chargé du numérique",
        "ministre des affaires européennes",
    ]
)


@pytest.mark.parametrize(
    "row",
    [
        "[ de l'économie] et présente",
        "[ de l'économie et des finances], a",
        "[ de l'économie, de l'industrie et du numérique] a",
        "[ des affaires européennes] a",
        "[ du numérique], de la pêche",
    ],
)
def test_a_domain_is_a_chain_of_the_words_that_titles_use(row: str) -> None:
    text, (domain,) = marked(row)

    assert text[: domain_end(letters(text), 0, VOCABULARY)] == domain


@pytest.mark.parametrize("text", [" de la pêche", " économie", " a présenté", "", " de l'"])
def test_other_words_are_no_domain(text: str) -> None:
    assert domain_end(letters(text), 0, VOCABULARY) is None


@pytest.mark.parametrize(
    "row",
    [
        "[ chargé du numérique] a",
        "[ auprès du Premier ministre, chargé du numérique] a",
        "[ auprès du ministre de l'économie, chargée de l'industrie] a",
        "[ auprès du ministre de l'économie], a",
    ],
)
def test_a_title_goes_on_over_the_minister_under_whom_it_stands(row: str) -> None:
    text, (title,) = marked(row)

    assert text[: title_end(letters(text), 0, VOCABULARY)] == title


def test_the_words_of_a_function_are_no_domain() -> None:
    assert {"ministre", "charge", "secretaire"}.isdisjoint(VOCABULARY)
    assert {"economie", "numerique", "europeennes"} <= VOCABULARY
