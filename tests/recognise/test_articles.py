"""Articles: numbers, lists and ranges, with the act whose name follows."""

from __future__ import annotations

import pytest
from texts import document, marked, mentions, recognised, words_of

# The article's number, and a text with its words between brackets.
ONE = [
    ("2", "L'[article 2 de la loi n° 2013-316 du 16 avril 2013] est abrogé."),
    ("222-33", "l'[article 222-33 du code pénal] punit"),
    ("L. 211-1", "l'[article L. 211-1 du code de la sécurité intérieure] prévoit"),
    ("L. 211-1", "l'[article L 211-1 du code de la sécurité intérieure] prévoit"),
    ("R. 421-14", "l'[article R. 421-14 du code de l'urbanisme] prévoit"),
    ("D. 1611-35", "l'[article D. 1611-35 du code général des collectivités territoriales] prévoit"),
    ("LO. 132", "l'[article LO 132 du code électoral] prévoit"),
    ("LO. 132", "l'[article L.O. 132 du code électoral] prévoit"),
    ("81 quater", "l'[article 81 quater du code général des impôts] prévoit"),
    ("200 A", "l'[article 200 A du code général des impôts] prévoit"),
    ("II", "l'[article II de la Déclaration des droits de l'homme et du citoyen de 1789] garantit"),
    ("39 C", "au III de l'[article 39 C]. »"),
    ("34-1 ter", "l'[article 34-1 ter de la loi n° 2013-316 du 16 avril 2013] prévoit"),
    ("1er", "l'[article premier de la loi n° 2013-316 du 16 avril 2013] prévoit"),
    ("1er", "l'[article 1er de la Constitution] prévoit"),
    ("38", "l'[article 38 de la Constitution] permet"),
    ("L. 5134-19-1", "l'[article L. 5134-19-1 du code du travail] prévoit"),
    ("L. 251-1", "au deuxième alinéa de l'[article L. 251-1 du code de la sécurité intérieure], le mot"),
    ("4", "le 3° du I de l'[article 4 de l'ordonnance n° 2020-1733 du 16 décembre 2020] est"),
    ("17", "l'[article 17 de la directive 2014/17/UE] impose"),
    ("6", "l'[article 6, paragraphe 1, du règlement (UE) 2016/679] autorise"),
    ("12", "L'[article 12] est supprimé."),
    ("22 ter", "supprimer l'[article 22ter] de la proposition"),
    ("199 decies-0 EA", "« [Art. 199 decies -0 EA] . – Les"),
    ("40", "au titre de l'[article 40 de la constitution]."),
    ("44 sexies", "l'[article 44 sexies] s'applique"),
    ("225-102-4", "l'[article 225-102-4 du présent code]"),
    ("1832", "les [articles 1832 et suivants du code civil]"),
    ("L. 2315-65", "les comités relevant du [L. 2315-65 du code du travail], le rapport"),
    ("R. *133-9", "l'[article R. * 133-9 du code du travail] prévoit"),
]
MANY = [
    (["3", "5"], "les [articles 3] et [5 de la loi n° 2013-316 du 16 avril 2013]"),
    (["L. 1", "L. 2", "L. 3"], "les [articles L. 1], [L. 2] et [L. 3 du code de la route]"),
    (["100", "101"], "aux [articles 100] ou [101 du code civil]"),
    (["L. 211-1", "L. 211-2"], "l'[article L. 211-1] et l'article [L. 211-2 du code du travail]"),
    (["L. 4623-1", "L. 1237-15"], "les [articles L. 4623-1]et [L. 1237-15 du code du travail]"),
    (["L. 811-8", "L. 421-1"], "les [articles L. 811-8 du code du sport], [L. 421-1 du code de l'éducation] et"),
    (["1er", "2"], "les [articles 1er] et [2 de la loi n° 2013-316 du 16 avril 2013]"),
]
RANGES = [
    ("4", "7", "les [articles 4 à 7 de la loi n° 2013-316 du 16 avril 2013]"),
    ("L. 211-1", "L. 211-9", "des [articles L. 211-1 à L. 211-9 du code de la sécurité intérieure]"),
]
NOT_AN_ARTICLE = [
    "un article de presse",
    "les articles de loi",
    "l'article du Monde",
    "son article",
    "l'article défini",
    "particle 12",
    "l'article qu'il cite",
    "le dossier L. 12",
    "M. L. 12-3",
]


@pytest.mark.parametrize(("number", "row"), ONE)
def test_an_article_has_its_number_and_the_act_that_follows(number: str, row: str) -> None:
    text, words = marked(row)
    found = mentions(text, ["Article"])

    assert words_of(text, found) == words
    assert [mention.get("number") for mention in found] == [number]


@pytest.mark.parametrize(("numbers", "row"), MANY)
def test_each_article_of_a_list_is_one_mention_with_its_act(numbers: list[str], row: str) -> None:
    text, words = marked(row)
    found = mentions(text, ["Article"])

    assert words_of(text, found) == words
    assert [mention.get("number") for mention in found] == numbers
    assert all(mention.get("act") for mention in found)


@pytest.mark.parametrize(("first", "last", "row"), RANGES)
def test_a_range_is_one_mention_with_its_ends(first: str, last: str, row: str) -> None:
    text, words = marked(row)
    (found,) = mentions(text, ["Article"])

    assert words_of(text, [found]) == words
    assert (found.get("range_start"), found.get("range_end")) == (first, last)


@pytest.mark.parametrize("text", NOT_AN_ARTICLE)
def test_the_word_article_alone_cites_nothing(text: str) -> None:
    assert words_of(text, mentions(text, ["Article"])) == []


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("l'article 2 de la loi n° 2013-316 du 16 avril 2013", "loi n° 2013-316 du 16 avril 2013"),
        ("l'article 222-33 du code pénal", "code pénal"),
        ("l'article 38 de la Constitution", "Constitution"),
        ("l'article 17 de la directive 2014/17/UE", "directive 2014/17/UE"),
        ("l'article 5 de l'ordonnance n° 2020-1733 du 16 décembre 2020", "ordonnance n° 2020-1733 du 16 décembre 2020"),
        ("l'article 12 du même code", "code"),
        ("l'article 12 et le code pénal", ""),
        ("l'article 12, le code pénal", ""),
    ],
)
def test_the_act_of_an_article_is_the_one_that_a_preposition_ties_to_it(text: str, act: str) -> None:
    (found,) = mentions(text, ["Article"])
    start, _, end = found.get("act").partition("-")

    assert (document(text).text[int(start) : int(end)] if start else "") == act


def test_alineas_and_points_belong_to_the_words_before_the_article_not_to_its_number() -> None:
    text = "Au deuxième alinéa du II de l'article L. 251-1 du code de la sécurité intérieure, le mot est supprimé."
    (found,) = mentions(text, ["Article"])

    assert found.get("number") == "L. 251-1"
    assert text[int(found.get("lead")) :].startswith("deuxième alinéa du II de l'article")


def test_the_heading_of_an_article_is_known_as_such() -> None:
    assert [
        mention.get("heading")
        for mention in recognised("ARTICLE 2\nL'article 2 est supprimé.").mentions
        if mention.kind == "Article"
    ] == ["1", ""]
