"""Constituencies, and the places that the words around them vouch for."""

from __future__ import annotations

import pytest
from texts import marked, mentions, recognised, words_of

from kg.recognise.places import rank_of

CONSTITUENCIES = [
    ("constituency/42-2", "le député de la [deuxième circonscription de la Loire], Jean-Michel MIS"),
    ("constituency/42-2", "la [2e circonscription de la Loire] est"),
    ("constituency/42-2", "la [2ème circonscription de la Loire] est"),
    ("constituency/42-2", "la [seconde circonscription de la Loire] est"),
    ("constituency/01-1", "la [première circonscription de l'Ain] est"),
    ("constituency/44-3", "la [troisième circonscription de la Loire-Atlantique] est"),
    ("constituency/13-10", "la [10e circonscription des Bouches-du-Rhône] est"),
    ("constituency/22-1", "la [1re circonscription des Côtes-d'Armor] est"),
    ("constituency/59-21", "la [vingt et unième circonscription du Nord] est"),
    ("constituency/69-6", "la [sixième circonscription du Rhône] est"),
]
NO_CONSTITUENCY = [
    "la 99e circonscription de la Loire",
    "la deuxième circonscription de la Zzyxie",
    "la circonscription de la Loire",
    "la deuxième circonscription consulaire",
    "la deuxième circonscription du député",
]
PLACES = [
    "les élus de la [Loire] ont",
    "la sénatrice de la [Loire] a",
    "le préfet du [Rhône] a",
    "le maire de [Lyon] a",
    "les élus du [Nord] ont",
    "le département de la [Manche] est",
    "les élus des [Landes] sont",
    "la [Seine-Saint-Denis] est",
    "à [Saint-Étienne], le maire",
    "dans la commune de [Villeurbanne]",
    "en [France], les communes",
    "vers l'[Allemagne] et",
    "il s'est rendu dans la [Somme] et en [Ardèche]",
    "dans le [Gard], l'[Hérault] et la [Lozère]",
    "la commune (GDR, [Oise])",
    "à [Combreux] ([Loiret])",
    "Le préfet du [Morbihan] Patrice Faure",
    "La [Guyane] et [La Réunion]",
    "dans les [Côtes d'Armor] et en [Seine Saint Denis]",
    "en visite au [Havre]",
    "un accord avec le [Qatar] et l'[Irlande du Nord]",
]
NOT_PLACES = [
    "la Loire est en crue",
    "le vent du nord souffle",
    "il a perdu le nord",
    "France 2030 finance",
    "la Manche est froide",
    "une manche de chemise",
    "le cher collègue",
    "les eaux de la Marne",
    "la crue du Rhône",
    "dans le Nord de la plaine",
    "Réunion du 5 mai",
    "La Réunion du comité s'est tenue",
    "un vent d'est dans la manche",
    "un petit havre de paix",
]


@pytest.mark.parametrize(("key", "row"), CONSTITUENCIES)
def test_a_constituency_is_found_by_its_rank_and_its_departement(key: str, row: str) -> None:
    text, words = marked(row)
    found = mentions(text, ["Constituency"])

    assert words_of(text, found) == words
    assert [mention.get("keys") for mention in found] == [key]
    inside = [mention.get("keys") for mention in recognised(text).mentions if mention.kind == "Place"]
    assert inside == [f"place/departement-{key.split('/')[1].split('-')[0]}"]


@pytest.mark.parametrize("text", NO_CONSTITUENCY)
def test_a_constituency_that_does_not_exist_is_not_found(text: str) -> None:
    assert words_of(text, mentions(text, ["Constituency"])) == []


@pytest.mark.parametrize("row", PLACES)
def test_a_place_is_found_where_the_words_before_vouch_for_it(row: str) -> None:
    text, words = marked(row)

    assert words_of(text, mentions(text, ["Place"])) == words


@pytest.mark.parametrize("text", NOT_PLACES)
def test_a_river_a_direction_or_a_programme_is_no_place(text: str) -> None:
    assert words_of(text, mentions(text, ["Place"])) == []


@pytest.mark.parametrize(
    ("words", "rank"),
    [
        ("premiere", 1),
        ("2e", 2),
        ("seconde", 2),
        ("deuxieme", 2),
        ("10e", 10),
        ("dix-septieme", 17),
        ("vingt et unieme", 21),
        ("derniere", 0),
    ],
)
def test_an_ordinal_is_a_rank(words: str, rank: int) -> None:
    assert rank_of(words) == rank
