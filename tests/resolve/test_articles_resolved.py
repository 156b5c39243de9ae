"""Articles: each to the act behind it, else to the one that the sentence or the amended text is about, else to none."""

from __future__ import annotations

import pytest
from texts import entity, link, resolved

from kg.model import Fact

LAW = "loi n° 2013-316 du 16 avril 2013"
CONSTITUTION = "article/constitution/constitution-du-4-octobre-1958"
ARTICLES = [
    (f"L'article 2 de la {LAW} fixe.", f"article 2 de la {LAW}", "article/law/2013-316/2"),
    ("La règle (C. trav., art. L. 2234-4) vaut.", "art. L. 2234-4", "article/code/code-du-travail/l-2234-4"),
    ("La règle (CGI, art. 39) vaut.", "art. 39", "article/code/code-general-des-impots/39"),
    ("L'article 1240 C. civ. vaut.", "article 1240 C. civ.", "article/code/code-civil/1240"),
    ("L'article 222-33 du code pénal punit.", "article 222-33 du code pénal", "article/code/code-penal/222-33"),
    (
        "L'article L. 211-1 du code de la sécurité intérieure fixe.",
        "article L. 211-1 du code de la sécurité intérieure",
        "article/code/code-de-la-securite-interieure/l-211-1",
    ),
    (
        "L'article 38 de la Constitution fixe.",
        "article 38 de la Constitution",
        "article/constitution/constitution-du-4-octobre-1958/38",
    ),
    ("L'article 17 de la directive 2014/17/UE fixe.", "article 17 de la directive 2014/17/UE", "article/eu/32014L0017/17"),
    (f"L'article 1er de la {LAW} fixe.", f"article 1er de la {LAW}", "article/law/2013-316/1er"),
    (f"L'article premier de la {LAW} fixe.", f"article premier de la {LAW}", "article/law/2013-316/1er"),
    (f"Les articles 3 et 5 de la {LAW} fixent.", "5 de la loi n° 2013-316 du 16 avril 2013", "article/law/2013-316/5"),
    (f"Les articles 4 à 7 de la {LAW} fixent.", f"articles 4 à 7 de la {LAW}", "article/law/2013-316/4-a-7"),
    (
        "Le code pénal et le code de la route. L'article 3 du même code fixe.",
        "article 3 du même code",
        "article/code/code-de-la-route/3",
    ),
    (f"La {LAW} fixe un délai ; son article 4 aussi.", "article 4", "article/law/2013-316/4"),
    (
        "Le code de la sécurité intérieure est ainsi modifié :\nÀ l'article L. 252-1, le mot est supprimé.",
        "article L. 252-1",
        "article/code/code-de-la-securite-interieure/l-252-1",
    ),
    (f"La {LAW} est ainsi modifiée :\nL'article 4 est abrogé.", "article 4", "article/law/2013-316/4"),
    (
        "L'article 49.3 de la Constitution fixe.",
        "article 49.3 de la Constitution",
        "article/constitution/constitution-du-4-octobre-1958/49",
    ),
    ("L'article 44-3 de la Constitution fixe.", "article 44-3 de la Constitution", f"{CONSTITUTION}/44"),
    ("L'article 88-6 de la Constitution fixe.", "article 88-6 de la Constitution", f"{CONSTITUTION}/88-6"),
    ("L'article 6.1 du RGPD fixe.", "article 6.1 du RGPD", "article/eu/32016R0679/6"),
    (
        "L'article L2122-22 CGCT fixe.",
        "article L2122-22 CGCT",
        "article/code/code-general-des-collectivites-territoriales/l-2122-22",
    ),
    (
        "L'article 44 sexies-0 A du CGI fixe.",
        "article 44 sexies-0 A du CGI",
        "article/code/code-general-des-impots/44-sexies-0-a",
    ),
    ("Le code pénal punit. L'article L. 12 fixe.", "article L. 12", "article/code/code-penal/l-12"),
]
UNDECIDED = [
    ("L'article 12 fixe.", "article 12"),
    (f"La {LAW} et le code pénal fixent un délai prévu à l'article 4.", "article 4"),
    ("Le code pénal punit. Le code de la route aussi. L'article L. 12 fixe.", "article L. 12"),
    (f"La {LAW} fixe.\nARTICLE 2", "ARTICLE 2"),
    ("L'article 3 de la directive 17/14/UE fixe.", "article 3 de la directive 17/14/UE"),
]


@pytest.mark.parametrize(("text", "words", "key"), ARTICLES)
def test_an_article_belongs_to_its_act(text: str, words: str, key: str) -> None:
    assert link(resolved(text), words).entity == key


@pytest.mark.parametrize(("text", "words"), UNDECIDED)
def test_an_article_without_one_act_that_it_can_belong_to_is_undecided(text: str, words: str) -> None:
    found = link(resolved(text), words)

    assert (found.entity, found.reasons) == (None, ("no act that the article belongs to",))


SHEET, TRAVAIL = "Article L1262-2-1 du code du travail", "article/code/code-du-travail"
OF_A_SHEET = [
    ("Le document prévu à l'article R. 1263-1 est tenu.", "article R. 1263-1", f"{TRAVAIL}/r-1263-1"),
    ("Il relève du L. 2315-65.", "L. 2315-65", f"{TRAVAIL}/l-2315-65"),
    (
        "Le code pénal punit. L'article L. 8221-1 fixe.",
        "article L. 8221-1",
        f"{TRAVAIL}/l-8221-1",
    ),
    (
        "Ceux de l'article L. 751-1 du code de commerce.",
        "article L. 751-1 du code de commerce",
        "article/code/code-de-commerce/l-751-1",
    ),
    (
        "En application de l'article L. 131-6 et de l'article L. 14 du code de la route.",
        "article L. 131-6",
        f"{TRAVAIL}/l-131-6",
    ),
    (
        "À l'article 10-1 et à l'article 12 de la loi n° 2016-1691.",
        "article 10-1",
        "article/law/2016-1691/10-1",
    ),
    (
        "Dans les conditions de l'article L. 12 du présent code.",
        "article L. 12 du présent code",
        f"{TRAVAIL}/l-12",
    ),
    ("Le code pénal punit à son article L. 3.", "article L. 3", "article/code/code-penal/l-3"),
]


@pytest.mark.parametrize(("text", "words", "key"), OF_A_SHEET)
def test_in_an_article_of_a_code_a_number_without_act_is_of_that_code(text: str, words: str, key: str) -> None:
    assert link(resolved(text, title=SHEET), words).entity == key


@pytest.mark.parametrize(
    ("title", "text", "key"),
    [
        ("Décret n° 2019-768 du 24 juillet 2019 relatif à l'accessibilité", "L'article 3 fixe.", "article/decree/2019-768/3"),
        ("Décret n° 2019-768 du 24 juillet 2019", "La loi n° 2022-52 fixe un délai prévu à l'article 3.", None),
        ("Une page du site", "L'article 3 fixe.", None),
        ("Article 3 du règlement de la copropriété", "L'article L. 3 fixe.", None),
    ],
)
def test_in_a_text_a_number_without_act_is_of_that_text_unless_its_sentence_names_another(
    title: str, text: str, key: str | None
) -> None:
    links = resolved(text, title=title).links

    assert [one.entity for one in links if one.mention.kind == "Article"] == [key]


def test_the_act_of_a_sheet_is_in_the_graph_although_no_word_names_it() -> None:
    found = entity(resolved("L'article R. 1263-1 est tenu.", title=SHEET), "code/code-du-travail")

    assert found.identifiers == ("LEGITEXT000006072050",)


def test_an_article_is_a_part_of_its_act_and_says_so_in_its_label() -> None:
    found = entity(resolved("L'article 2 du code pénal fixe."), "article/code/code-penal/2")

    assert found.label == "article 2 du code pénal"
    assert Fact("partOf", "code/code-penal", is_key=True) in found.facts


def test_a_range_keeps_its_ends() -> None:
    found = entity(resolved("Les articles 4 à 7 du code pénal fixent."), "article/code/code-penal/4-a-7")

    assert found.label == "articles 4 à 7 du code pénal"
    assert {(fact.predicate, fact.value) for fact in found.facts} >= {("rangeStart", "4"), ("rangeEnd", "7")}


@pytest.mark.parametrize(
    ("act", "key", "label"),
    [
        ("code pénal", "article/code/code-penal/2", "article 2 du code pénal"),
        (
            "l'ordonnance n° 2099-3 du 3 mars 2099 portant fin",
            "article/ordinance/2099-3/2",
            "article 2 de l'ordonnance n° 2099-3 du 3 mars 2099",
        ),
        (
            "la loi n° 2099-3 du 3 mars 2099 relative aux licornes",
            "article/law/2099-3/2",
            "article 2 de la loi n° 2099-3 du 3 mars 2099",
        ),
        ("la directive 2099/3/UE du Conseil", "article/eu/32099L0003/2", "article 2 de la directive 2099/3/UE"),
    ],
)
def test_the_label_of_an_article_contracts_as_french_does(act: str, key: str, label: str) -> None:
    joined = f"de {act}" if act.startswith(("l'", "la ")) else f"du {act}"

    assert entity(resolved(f"L'article 2 {joined} fixe."), key).label == label
