"""Days as French writes them, and days that exist."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.lexicon.calendar import MONTHS, day_of, day_signed, french_day, iso_day, month_number


@pytest.mark.parametrize(
    ("title", "iso"),
    [
        ("loi n° 2022-52 du 24 janvier 2022 relative à la responsabilité pénale", "2022-01-24"),
        ("arrêté du 1er août 2021 modifiant l'arrêté du 3 mai 2017", "2021-08-01"),
        ("loi du 31 février 2021", ""),
        ("code civil", ""),
        ("les 24 janvier 2022", ""),
    ],
)
def test_the_date_of_an_act_is_the_first_that_its_title_says_it_is_of(title: str, iso: str) -> None:
    assert day_signed(title) == iso


@given(st.dates(datetime.date(1000, 1, 1), datetime.date(9999, 12, 31)))
def test_a_day_is_read_back_as_it_is_written(day: datetime.date) -> None:
    assert day_of(french_day(day.isoformat())) == day.isoformat()
    assert day_of(french_day(day.isoformat()).upper()) == day.isoformat()


@given(st.integers(-10, 10_000), st.integers(-1, 14), st.integers(-1, 33))
def test_a_day_that_the_calendar_has_not_is_none(year: int, month: int, day: int) -> None:
    iso = iso_day(year, month, day)

    assert iso == "" or datetime.date.fromisoformat(iso) == datetime.date(year, month, day)


def test_months_are_known_by_name_whatever_accents_and_capitals() -> None:
    assert [month_number(name) for name in MONTHS] == list(range(1, 13))
    assert (month_number("FEVRIER"), month_number("Août"), month_number("brumaire"), month_number("")) == (2, 8, 0, 0)
