"""A change whose surroundings are sound leaves the findings of the whole as they were; no fault hides from that."""

from __future__ import annotations

from collections.abc import Collection

import pyoxigraph as ox
import pytest
from factories import meeting
from hypothesis import given, settings
from hypothesis import strategies as st
from test_validate_graph import FAULTS, SOUND, lines

from kg.assemble import assemble, merge
from kg.nquads import Line, triple
from kg.store.difference import Side
from kg.validate import validate_triples
from kg.validate.around import untroubled

ONE, TWO, THREE = ({triple(line) for line in merge([assemble(meeting(name))])} for name in ("un", "deux", "trois"))
BROKEN = sorted({triple(line) for old, new, *_ in FAULTS for line in lines(SOUND.replace(old, new))} | ONE | TWO)


def side(graph: Collection[Line]) -> Side:
    store = ox.Store()
    store.load("\n".join(graph).encode(), format=ox.RdfFormat.N_TRIPLES)
    return Side(store)


def left_alone(before: set[Line], after: set[Line]) -> bool:
    return untroubled(side(before), side(after), before ^ after)


def test_a_sound_document_that_comes_goes_or_changes_troubles_nothing() -> None:
    other = {line.replace("2021-09-09", "2021-09-10") for line in TWO}
    assert left_alone(ONE, ONE | TWO)
    assert left_alone(ONE | TWO, ONE)
    assert left_alone(ONE | TWO, ONE | other)


@pytest.mark.parametrize(("old", "new", "code"), [fault[:3] for fault in FAULTS])
def test_every_fault_of_what_has_changed_is_seen_and_one_elsewhere_is_left(old: str, new: str, code: str) -> None:
    sound, broken = ({triple(line) for line in lines(text)} for text in (SOUND, SOUND.replace(old, new)))
    assert sound != broken, code
    assert not left_alone(sound, broken)
    assert not left_alone(broken, sound)
    if left_alone(broken, broken | TWO):
        assert validate_triples(broken) == validate_triples(broken | TWO)


def test_a_fault_elsewhere_costs_a_sound_change_nothing() -> None:
    broken = {line for line in ONE if not ("/un/statement/" in line and "ns#rule" in line)}
    assert validate_triples(broken)
    assert left_alone(broken, broken | TWO)


@given(
    st.lists(st.sampled_from(BROKEN), max_size=2),
    st.sets(st.sampled_from((*BROKEN, *(sorted(ONE | TWO) * 3))), max_size=3),
    st.sampled_from((set(), THREE)),
)
@settings(max_examples=60, deadline=None)
def test_what_is_left_alone_has_the_findings_that_it_had(faults: list[Line], changed: set[Line], document: set[Line]) -> None:
    before = (ONE | TWO).symmetric_difference(faults)
    after = before.symmetric_difference(changed) | document
    if left_alone(before, after):
        assert validate_triples(before) == validate_triples(after)
