"""The order of signs that a relation rule needs, read from its source: no match goes without it."""

from __future__ import annotations

import pytest

from kg.relate.mask import _BASE, BLOCK, FIRST
from kg.relate.order import order_of, stand_in_order
from kg.relate.rules import class_patterns

BLOCK_OF = {kind: (base - FIRST) // BLOCK for kind, base in _BASE.items()}


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        ("{s:Person} (?P<v><adopter>|<rejeter>) {o:Bill}", ["Person", "Bill"]),
        ("(?P<g>le maire, {s:Person}),? {o:Place}?", ["Person"]),
        ("{s:Person}(?: et {c:Office})? a vu (?:{o:Bill}|{p:Law}) avec {q:Place}", ["Person", "Place"]),
        ("(?<!x{s:Person})(?= {o:Bill}) dit {t:Law}(?:, {u:Law}){0,3}", ["Law"]),
        (r"[({|}] \({s:Person}\) [^)\]|]{2,9} {o:Bill}{1,2}", ["Person", "Bill"]),
        ("{s:Person} vote|{o:Bill} est voté", []),
    ],
)
def test_the_signs_that_no_match_goes_without_are_told_in_order(source: str, kinds: list[str]) -> None:
    assert order_of(source, class_patterns()) == tuple(frozenset({BLOCK_OF[kind]}) for kind in kinds)


@pytest.mark.parametrize(
    ("signs", "stands"),
    [
        (["Person", "Bill"], True),
        (["Bill", "Person"], False),
        (["Bill", "Person", "Law", "Bill"], True),
        (["Person"], False),
        ([], False),
    ],
)
def test_signs_between_and_around_those_needed_do_not_matter(signs: list[str], stands: bool) -> None:
    needed = order_of("{s:Person} a lu {o:Bill}", class_patterns())
    assert stand_in_order(needed, tuple(BLOCK_OF[sign] for sign in signs)) is stands
