"""The themes that are proposed for official texts, and what a reader thought of them."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import pytest
from texts import document

from kg.pipeline import understand

TABLE = Path(__file__).parent / "themes-judged.csv"
BULK = Path(__file__).resolve().parents[3] / "shared" / "data" / "bulk" / "amendements.jsonl.gz"
FIRST = 5


def judged() -> dict[str, dict[str, bool]]:
    """uid → theme → whether it is apt."""
    out: dict[str, dict[str, bool]] = {}
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for row in csv.DictReader(lines, delimiter=";"):
        out.setdefault(row["uid"], {})[row["theme"]] = row["apt"] == "yes"
    return out


def proposed(text: str) -> list[str]:
    """The labels of the first themes of a text, those named most first."""
    related = understand(document(text))
    label = {entity.key: entity.label for entity in related.resolved.entities}
    about = [claim for claim in related.claims if claim.predicate == "about" and claim.subject == related.document.key]
    about.sort(key=lambda claim: (-len(claim.evidence), claim.evidence[0].start, claim.object))
    return [label[claim.object] for claim in about[:FIRST]]


@pytest.mark.skipif(not BULK.exists(), reason="the amendments are not here")
def test_most_of_the_first_themes_of_amendments_are_apt() -> None:
    table = judged()
    verdicts: list[bool] = []
    with gzip.open(BULK, "rt", encoding="utf-8") as lines:
        for line in lines:
            uid = line[9 : line.index('"', 9)] if line.startswith('{"uid": "') else json.loads(line)["uid"]
            if uid not in table:
                continue
            record = json.loads(line)
            themes = proposed("\n".join(record[name] for name in ("dispositif", "expose") if record.get(name)))
            verdicts.extend(table[uid].get(theme, False) for theme in themes)

    assert len(verdicts) >= 50
    assert sum(verdicts) >= 0.65 * len(verdicts)
