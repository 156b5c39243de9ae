"""The signatories of a graph are held against the official ids of its corpus, reading by reading."""

from __future__ import annotations

import json
from pathlib import Path

from signatories import agreement, records, table

from kg import build, open_graph

RECORDS = [
    {"uid": "AMANX1", "date": "2025-03-20", "auteur": "PA840979", "cosign": [], "signataires": "M. Le Fur"},
    {"uid": "AMANX2", "date": "2025-03-20", "auteur": "PA840979", "cosign": ["PA719890"], "signataires": "M. Le Fur"},
    {"uid": "AMANX3", "date": "2025-03-20", "auteur": "PA840979", "cosign": [], "signataires": "Mme Brulebois"},
]


def test_a_signatory_who_is_not_printed_is_missed_and_one_who_has_no_id_is_beside(tmp_path: Path) -> None:
    corpus = tmp_path / "amendments.jsonl"
    texts = [record | {"dispositif": "Supprimer cet article.", "expose": None} for record in RECORDS]
    corpus.write_text("\n".join(map(json.dumps, texts)), encoding="utf-8")
    build([corpus], tmp_path / "out")

    with open_graph(tmp_path / "out") as store:
        given, printed = agreement(store, records(corpus))

    assert (given.wanted, given.found, given.wrong) == (4, 4, 1), "whom the words name as well is beside the ids"
    assert (printed.wanted, printed.found, printed.wrong) == (4, 2, 1)
    assert printed.missed == {"PA719890": 1, "PA840979": 1}
    assert "50.000 %" in list(table([given, printed]))[2]
