"""Documents built from end to end, held against graphs written by hand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from golden import Read, compare, folded

from kg import iris, terms

ROOT = Path(__file__).parents[2]
CASES = {"00-seed": (ROOT / "seeds", f"{iris.ID}document/2021-09-09-premier-ministre-rapport-mis")}
HERE = Path(__file__).parent


def written(case: str) -> tuple[Read, Read]:
    """A case's hand-written graphs: what must be there, and what may be."""
    return Read.of(HERE / case / "expected.ttl"), Read.of(HERE / case / "optional.ttl")


@pytest.mark.parametrize("case", CASES)
def test_a_built_document_says_what_a_reader_wrote_by_hand(case: str, tmp_path: Path) -> None:
    from kg.pipeline import build

    sources, document = CASES[case]
    build([sources], tmp_path)
    expected, optional = written(case)
    assert compare(expected, optional, Read.of(tmp_path / "graph.ttl"), document) == []


@pytest.mark.parametrize("case", CASES)
def test_every_quote_of_a_hand_written_graph_stands_in_its_document(case: str) -> None:
    sources, document = CASES[case]
    expected, _ = written(case)
    source = sources / expected.one(document, "http://purl.org/dc/terms/source")
    text = folded(re.sub(r"[*_]", "", source.read_text(encoding="utf-8")))
    for evidence in expected.of_kind("Evidence"):
        assert folded(expected.one(evidence, iris.KG + "quote")) in text, evidence


@pytest.mark.parametrize("case", CASES)
def test_a_hand_written_graph_keeps_to_the_vocabulary(case: str) -> None:
    expected, optional = written(case)
    both = Read.of(HERE / case / "expected.ttl", HERE / case / "optional.ttl")
    for graph in (expected, optional):
        for statement in graph.of_kind("Statement"):
            s, p, o, _, modality, inferred = graph.says(statement)
            assert both.kind(s) in terms.DOMAIN[p], statement
            assert both.kind(o) in terms.RANGE[p], statement
            if graph is expected:
                written_out = o in expected.values(s, iris.KG + p)
                assert written_out is (not modality and not inferred), statement
