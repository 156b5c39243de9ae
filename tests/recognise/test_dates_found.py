"""Dates of the prose: full, without a year, relative, months; and words that are no date."""

from __future__ import annotations

import pytest
from texts import marked, mentions, words_of

from kg.lexicon.letters import letters
from kg.model import Span
from kg.recognise.dates import find_dates

DATES = [
    ("date.full", "[le 16 septembre 2015], il"),
    ("date.full", "[1er janvier 2022]"),
    ("date.full", "[le mercredi 30 octobre 2012] à Paris"),
    ("date.full", "du [3 août 2021] au"),
    ("date.last", "missionné [le 23 avril dernier] sur"),
    ("date.next", "[le 12 mai prochain], il"),
    ("date.day", "lancé [hier 21 mars] à Bruxelles"),
    ("date.day", "[ce 4 juillet], il"),
    ("date.day", "[mardi 14 décembre], il"),
    ("date.today", "a reçu [ce jour] le député"),
    ("date.today", "publie [aujourd’hui] le panorama"),
    ("date.today", "a reçu [ce matin] le député"),
    ("date.today", "a reçu [cet après-midi] le député"),
    ("date.yesterday", "a annoncé [hier]"),
    ("date.month", "Créé en [novembre 2016]"),
    ("date.month", "en [février 2023], il"),
]
NO_DATE = [
    "le 16 de ce mois",
    "l'an dernier",
    "la semaine prochaine",
    "au mois de mars",
    "avant-hier",
    "de nos jours",
    "en novembre",
    "la planète Mars 3000",
    "il y a 12 maires",
]


def in_prose(text: str) -> list[tuple[str, str]]:
    """The dates of a text, those within other mentions too: (rule, words)."""
    return [(mention.rule, mention.span.of(text)) for mention in find_dates(letters(text), Span(0, len(text)), range(len(text)))]


@pytest.mark.parametrize(("rule", "row"), DATES)
def test_a_date_is_found_with_its_words(rule: str, row: str) -> None:
    text, words = marked(row)

    assert in_prose(text) == [(rule, word) for word in words]


@pytest.mark.parametrize("text", NO_DATE)
def test_what_names_no_day_is_no_date(text: str) -> None:
    assert in_prose(text) == []


def test_several_dates_stand_in_reading_order() -> None:
    text = "du 3 mai 2021 au 4 juin 2021, puis en juillet 2022 et hier"

    assert [words for _, words in in_prose(text)] == ["3 mai 2021", "4 juin 2021", "juillet 2022", "hier"]


def test_the_date_of_an_act_is_not_a_date_of_the_prose() -> None:
    text = "La loi n° 2022-52 du 24 janvier 2022 est publiée le 25 janvier 2022."

    assert words_of(text, mentions(text, ["Date"])) == ["le 25 janvier 2022"]
