"""Overlaps: what stands, what nests, what gives way; and never two mentions that cross."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from texts import recognised

from kg.model import Mention, Span
from kg.recognise.overlaps import ACTS, PHRASES, settle

KINDS = sorted(
    {*ACTS, *PHRASES, "Article", "Constituency", "Office", "Organisation", "Person", "Place", "Date", "Theme", "Pronoun"}
)
RULES = ["law.number", "pack:offices", "person.given-name", "body.named", "themes.ttl"]
FEATURES = [(), (("short", "1"),), (("tentative", "1"),), (("keys", "law/2022-52"),), (("number", "2022-52"),)]
MENTIONS = st.builds(
    lambda start, size, kind, rule, features: Mention(Span(start, start + size), kind, rule, features),
    st.integers(0, 40),
    st.integers(1, 20),
    st.sampled_from(KINDS),
    st.sampled_from(RULES),
    st.sampled_from(FEATURES),
)


def mention(start: int, end: int, kind: str, rule: str = "lexicon:x.csv:1", **features: str) -> Mention:
    return Mention(Span(start, end), kind, rule, tuple(sorted(features.items())))


def crossing(found: list[Mention]) -> list[tuple[Mention, Mention]]:
    return [
        (one, other)
        for one in found
        for other in found
        if one is not other and one.span.overlaps(other.span) and not (one.span.covers(other.span) or other.span.covers(one.span))
    ]


@settings(deadline=None)
@given(st.lists(MENTIONS, max_size=14))
def test_settled_mentions_never_cross_and_never_share_an_extent(found: list[Mention]) -> None:
    settled = settle(found)

    assert crossing(settled) == []
    assert len({one.span for one in settled}) == len(settled)
    assert set(settled) <= set(found)
    assert [(one.span.start, -one.span.end) for one in settled] == sorted((one.span.start, -one.span.end) for one in settled)


@settings(deadline=None)
@given(st.lists(MENTIONS, max_size=10).flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))))
def test_the_order_in_which_mentions_were_found_does_not_count(found: tuple[list[Mention], list[Mention]]) -> None:
    assert settle(found[0]) == settle(found[1])


@settings(deadline=None)
@given(st.lists(MENTIONS, max_size=10))
def test_what_stands_alone_is_kept(found: list[Mention]) -> None:
    alone = [one for one in found if not any(other is not one and other.span.overlaps(one.span) for other in found)]

    assert set(alone) <= set(settle(found))


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("Article", "Law"),
        ("Article", "Code"),
        ("Law", "Theme"),
        ("Bill", "Law"),
        ("Ordinance", "Article"),
        ("Constituency", "Place"),
        ("CourtDecision", "EUAct"),
        ("Report", "Organisation"),
        ("Mission", "Theme"),
        ("Recommendation", "Person"),
    ],
)
def test_one_kind_may_nest_in_another(outer: str, inner: str) -> None:
    found = [mention(0, 30, outer), mention(10, 20, inner)]

    assert settle(found) == found


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("Organisation", "Place"),
        ("Organisation", "Theme"),
        ("Office", "Theme"),
        ("Office", "Organisation"),
        ("Person", "Place"),
        ("Law", "Person"),
        ("Theme", "Organisation"),
    ],
)
def test_a_kind_that_may_not_nest_leaves_one_mention(outer: str, inner: str) -> None:
    assert len(settle([mention(0, 30, outer), mention(10, 20, inner)])) == 1


def test_an_article_and_the_law_inside_it_are_both_mentions() -> None:
    kinds = [one.kind for one in recognised("l'article 2 de la loi n° 2013-316 du 16 avril 2013").mentions]

    assert kinds[:2] == ["Article", "Law"]


@pytest.mark.parametrize(
    ("one", "other", "stays"),
    [
        (mention(0, 20, "Law", number="1"), mention(0, 20, "Law", keys="law/1"), 0),
        (mention(0, 20, "Law"), mention(0, 20, "Theme"), 0),
        (mention(0, 20, "Office"), mention(0, 20, "Person"), 0),
        (mention(0, 20, "Law", short="1"), mention(0, 20, "Law"), 1),
        (mention(0, 20, "Organisation"), mention(0, 30, "Organisation"), 1),
        (mention(0, 20, "Organisation"), mention(10, 30, "Theme"), 0),
        (mention(0, 20, "Law", short="1"), mention(5, 40, "Law"), 1),
    ],
)
def test_of_two_that_exclude_each_other_the_better_stays(one: Mention, other: Mention, stays: int) -> None:
    assert settle([one, other]) == [(one, other)[stays]]


def test_a_mention_that_is_found_twice_stands_once() -> None:
    assert len(settle([mention(0, 9, "Law"), mention(0, 9, "Law")])) == 1
