"""CELEX numbers in every form in which French texts print the number of a European act, and the keys of decisions."""

from __future__ import annotations

import pytest
from texts import entity, link, resolved

from kg.resolve.celex import celex_of

# (form, number, body, date of the text, CELEX). "" where the numbers do not tell.
CELEX = [
    ("directive", "2014/17/ue", "ue", "", "32014L0017"),
    ("directives", "2008/48/ce", "ce", "", "32008L0048"),
    ("directive", "95/46/ce", "ce", "", "31995L0046"),
    ("directive", "90/313/cee", "cee", "", "31990L0313"),
    ("directive", "2016/2102", "ue", "", "32016L2102"),
    ("directive", "2019/1937", "", "", "32019L1937"),
    ("règlement", "2016/679", "ue", "", "32016R0679"),
    ("règlement", "604/2013", "ue", "", "32013R0604"),
    ("reglement", "562/2006", "ce", "", "32006R0562"),
    ("règlements", "1408/71", "cee", "", "31971R1408"),
    ("règlement", "2018/151", "ue", "", "32018R0151"),
    ("règlement", "2015/2120", "ue", "", "32015R2120"),
    ("règlement", "1/2003", "ce", "", "32003R0001"),
    ("règlement", "45/2001", "ce", "", "32001R0045"),
    ("règlement", "1987/2006", "ce", "2006-12-20", "32006R1987"),
    ("règlement", "1987/2006", "ce", "", "32006R1987"),
    ("règlement", "2016/2031", "ue", "2016-10-26", "32016R2031"),
    ("règlement", "2016 / 679", "ue", "", "32016R0679"),
    ("décision", "2010/48/ce", "ce", "", "32010D0048"),
    ("décision-cadre", "2008/977/jai", "jai", "", "32008F0977"),
    ("règlement", "99999/2013", "ue", "", ""),
    ("directive", "17/2014", "ue", "", ""),
    ("avis", "2014/17", "ue", "", ""),
    ("directive", "2014", "ue", "", ""),
    ("directive", "", "", "", ""),
]


@pytest.mark.parametrize(("form", "number", "body", "date", "celex"), CELEX)
def test_a_number_gives_its_celex_or_nothing(form: str, number: str, body: str, date: str, celex: str) -> None:
    assert celex_of(form, number, body, date) == celex


def test_a_european_act_has_its_celex_iri_and_its_words_as_label() -> None:
    whole = resolved("les directives 2099/48/CE et 2099/36/UE sont")

    assert [(one.key, one.label) for one in whole.entities if one.kind == "EUAct"] == [
        ("eu/32099L0036", "directive 2099/36/UE"),
        ("eu/32099L0048", "directive 2099/48/CE"),
    ]
    assert entity(whole, "eu/32099L0048").same_as == ("http://publications.europa.eu/resource/celex/32099L0048",)


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("décision n° 2017-651 QPC du 31 mai 2017 du Conseil constitutionnel", "decision/cc-2017-651-qpc"),
        ("décision n° 2021-834 DC du 20 janvier 2022", "decision/cc-2021-834-dc"),
        ("décision du Conseil d’État du 24 février 2022 (450285, mentionnée aux tables)", "decision/ce-450285"),
        ("arrêt de la Cour de cassation du 10 juillet 2018", "decision/cass-2018-07-10"),
        ("arrêt du Conseil d'État du 12 juin 1998, n° 185049", "decision/ce-185049"),
        ("arrêt de la Cour de justice de l’Union européenne du 14 janvier 2021 (C-322/19 et C-385/19)", "decision/cjue-c-322-19"),
    ],
)
def test_a_decision_has_the_key_of_its_court_and_number(words: str, key: str) -> None:
    assert link(resolved(f"La {words} est là."), words).entity == key


def test_the_two_forms_of_a_decision_of_the_constitutional_council_are_one_entity() -> None:
    whole = resolved("la décision n° 2021-834 DC du 20 janvier 2022 et (Cons. const., n° 2021-834 DC du 20 janvier 2022)")

    assert {one.entity for one in whole.links if one.mention.kind == "CourtDecision"} == {"decision/cc-2021-834-dc"}


def test_a_case_of_the_court_of_justice_has_its_celex_iri_and_its_cases() -> None:
    whole = resolved("L'arrêt de la Cour de justice de l’Union européenne du 14 janvier 2021 (C-322/19 et C-385/19) est là.")
    found = entity(whole, "decision/cjue-c-322-19")

    assert found.same_as == ("http://publications.europa.eu/resource/celex/62019CJ0322",)
    assert found.identifiers == ("C-322/19", "C-385/19")
