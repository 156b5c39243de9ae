"""The throughput of the path, measured and printed; no time is asserted."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest
from throughput import AMENDMENTS, Speed, amendments, document, table, up_to


def test_amendments_are_documents_of_their_paragraphs(tmp_path: Path) -> None:
    records = [
        {
            "uid": "A1",
            "date": "2024-10-21",
            "dispositif": "Supprimer cet article.",
            "expose": "Le Gouvernement s'y oppose.\nDont acte.",
        },
        {"uid": "A2", "dispositif": "", "expose": None},
    ]
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, records)).encode()))

    found = list(amendments(path))

    assert [one.text for one in found] == ["Supprimer cet article.\nLe Gouvernement s'y oppose.\nDont acte."]
    assert [block.span.of(found[0].text) for block in found[0].blocks] == found[0].text.split("\n")
    assert found[0].metadata.date == "2024-10-21"
    assert up_to(1, [*found, *found]) == found


def test_the_table_has_a_row_for_each_stage_and_for_the_whole() -> None:
    text = "Le Premier ministre a reçu M. Jean-Michel Mis, député."
    lines = "\n".join(table([document("A1", [text], "2021-09-09")], 100, ("no_such_pipeline",)))

    assert Speed("x", 2_000_000, 4.0).rate == 0.5
    for name in ("segment", "recognise", "resolve", "relate", "no RDF", "N-Quads on disk", "no_such_pipeline: make bench-spacy"):
        assert name in lines


@pytest.mark.bench
@pytest.mark.skipif(not AMENDMENTS.exists(), reason="../shared/data/bulk/amendements.jsonl.gz is not here")
def test_print_the_throughput(capsys: pytest.CaptureFixture[str]) -> None:
    script = Path(__file__).with_name("throughput.py")
    printed = subprocess.run((sys.executable, str(script), "20"), check=True, capture_output=True, text=True).stdout

    with capsys.disabled():
        print(f"\n{printed}")
