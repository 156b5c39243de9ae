"""The table of ``make bench``: it comes out whole, on a corpus that needs nothing beside the repository."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import suite

HERE = Path(__file__).resolve().parent


def test_the_default_corpus_needs_nothing_beside_and_repeats_no_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suite, "AMENDMENTS", Path("nowhere"))
    some = suite.lines(None, 900)

    assert len({json.loads(line)["text"] for line in some}) == 900
    assert suite.lines(None, 900) == some


def test_the_table_has_a_row_for_each_stage_the_growth_and_the_peers(tmp_path: Path) -> None:
    corpus = tmp_path / "a.jsonl"
    corpus.write_text("".join(line for line, _ in zip(suite.sentences(), range(30), strict=False)), encoding="utf-8")
    command = (sys.executable, str(HERE / "suite.py"), "--documents", "30", "--corpus", str(corpus))
    printed = subprocess.run(command, check=True, capture_output=True, text=True, timeout=240).stdout

    rows = {line.split()[0]: line for line in printed.splitlines() if line.strip()}
    for name in (*suite.STAGES, "end", "query", "memory", "growth:", "rdflib:", "spaCy", "kglab:", "pyvis,"):
        assert name in rows, printed
    assert "30 documents" in printed
    assert rows["recognise"].count(" s ") == 3
