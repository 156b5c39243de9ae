"""``import kg`` offers a few names, imported when they are first used."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.store.results import Boolean

SEEDS = Path(__file__).resolve().parents[1] / "seeds"


def test_a_program_builds_and_asks_with_the_public_names(tmp_path: Path) -> None:
    report = kg.build([SEEDS], tmp_path)

    assert report.exit_code == 0
    with kg.open_graph(tmp_path) as graph:
        assert graph.query("ASK { ?who kg:met person:jean-michel-mis }") == Boolean(True)


def test_rdflib_reads_the_same_graph(tmp_path: Path) -> None:
    report = kg.build([SEEDS], tmp_path)

    assert len(kg.to_rdflib(tmp_path)) == report.triples


def test_a_file_can_be_traced_to_its_claims() -> None:
    related = kg.trace(next(path for path in sorted(SEEDS.iterdir()) if path.suffix == ".md"))

    assert "met" in {claim.predicate for claim in related.claims}


def test_the_public_names_are_those_that_dir_shows() -> None:
    assert (
        {"Graph", "KgError", "Table", "build", "import_data", "open_graph", "to_rdflib", "trace"}
        == set(kg.__all__)
        <= set(dir(kg))
    )


def test_what_is_no_public_name_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsuch'"):
        _ = kg.nonsuch
