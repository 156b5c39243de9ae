"""Dates of the prose against the document's: today, yesterday, last, next, the nearest; and days that no calendar has."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from texts import resolved

from kg.model import Mention, Span
from kg.resolve.dates import date_of

DATES = [
    ("le 23 avril dernier", "2021-09-09", "2021-04-23"),
    ("le 23 octobre dernier", "2021-09-09", "2020-10-23"),
    ("le 9 septembre dernier", "2021-09-09", "2021-09-09"),
    ("le 12 mai prochain", "2021-09-09", "2022-05-12"),
    ("le 12 décembre prochain", "2021-09-09", "2021-12-12"),
    ("ce jour", "2021-09-09", "2021-09-09"),
    ("aujourd’hui", "2021-09-09", "2021-09-09"),
    ("ce matin", "2021-09-09", "2021-09-09"),
    ("ce soir", "2021-09-09", "2021-09-09"),
    ("hier", "2021-09-09", "2021-09-08"),
    ("hier", "2021-01-01", "2020-12-31"),
    ("hier", "2024-03-01", "2024-02-29"),
    ("hier 21 mars", "2017-03-22", "2017-03-21"),
    ("le 2 janvier", "2021-12-20", "2022-01-02"),
    ("le 28 décembre", "2022-01-04", "2021-12-28"),
    ("mardi 14 décembre", "2021-12-10", "2021-12-14"),
    ("le 16 septembre 2015", "2021-09-09", "2015-09-16"),
    ("le 16 septembre 2015", "", "2015-09-16"),
    ("1er janvier 2022", "", "2022-01-01"),
    ("novembre 2016", "", "2016-11"),
    ("le 29 février dernier", "2025-03-03", "2024-02-29"),
]
NO_DATE = [
    ("ce jour", ""),
    ("le 23 avril dernier", ""),
    ("hier", ""),
    ("le 31 février 2022", "2021-09-09"),
    ("le 29 février 2023", "2021-09-09"),
    ("le 31 avril dernier", "2021-09-09"),
    ("le 30 février", "2021-09-09"),
]


@pytest.mark.parametrize(("words", "day", "iso"), DATES)
def test_a_date_is_computed_from_the_documents(words: str, day: str, iso: str) -> None:
    assert [date for _, date in resolved(f"Il a répondu {words} à Paris.", day).dates if date] == [iso]


@pytest.mark.parametrize(("words", "day"), NO_DATE)
def test_a_day_that_is_none_or_that_nothing_anchors_is_no_date(words: str, day: str) -> None:
    assert {date for _, date in resolved(f"Il a répondu {words} à Paris.", day).dates} <= {""}


MONTHS = ("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre")
DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2089, 12, 31))


def dated(day: int, month: str, **more: str) -> Mention:
    return Mention(Span(0, 1), "Date", "date.day", tuple(sorted({"day": str(day), "month": month, **more}.items())))


@settings(deadline=None)
@given(DAYS, st.integers(1, 31), st.sampled_from(MONTHS))
def test_last_is_not_after_and_next_not_before_the_document(anchor: datetime.date, day: int, month: str) -> None:
    last = date_of(dated(day, month, relative="dernier"), anchor.isoformat())
    following = date_of(dated(day, month, relative="prochain"), anchor.isoformat())

    assert last <= anchor.isoformat()
    assert following == "" or following >= anchor.isoformat()


@settings(deadline=None)
@given(DAYS, DAYS.filter(lambda day: (day.month, day.day) != (2, 29)))
def test_a_day_without_a_year_is_within_half_a_year_of_the_document(anchor: datetime.date, day: datetime.date) -> None:
    found = date_of(dated(day.day, MONTHS[day.month - 1]), anchor.isoformat())

    assert abs((datetime.date.fromisoformat(found) - anchor).days) <= 183
