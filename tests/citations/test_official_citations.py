"""Citations held against Légifrance: the hyperlinks of code articles, and the references of public service sheets.

Each set is cut in two by a hash of the id: one half was read while the rules were written, the other only measured. The default
run takes a sample of both; `make bench` prints the figures of the whole and what disagrees, cause by cause.
"""

from __future__ import annotations

import csv
from collections import Counter
from itertools import islice
from pathlib import Path

import official_links
import official_references
import pytest
from texts import recognised

from kg.recognise.overlaps import ACTS

links_at_hand = pytest.mark.skipif(not official_links.LINKS.is_file(), reason=f"{official_links.LINKS} is not here")
references_at_hand = pytest.mark.skipif(
    not official_references.REFERENCES.is_file(), reason=f"{official_references.REFERENCES} is not here"
)
JUDGED = Path(__file__).with_name("judged.csv")
"""Sentences that ``bulk_sample.py`` drew with seeds 2 and 11, judged by a reader before what they showed was mended."""
DISAGREEMENTS = Path(__file__).with_name("disagreements.csv")
SHEETS, REFERENCES = 200, 300
"""How many articles and references of each half the default run judges."""


@links_at_hand
@pytest.mark.parametrize("half", ["tuned", "held"])
def test_official_links_are_covered_and_lead_to_the_right_text(half: str) -> None:
    judged = [one for row in islice(official_links.sheets(half), 0, None, 4) for one in official_links.judge(row)]

    assert len(judged) > SHEETS
    assert sum(one.covered for one in judged) >= 0.97 * len(judged)
    assert sum(one.right for one in judged) >= 0.95 * len(judged)


@references_at_hand
@pytest.mark.parametrize("half", ["tuned", "held"])
@pytest.mark.parametrize(("family", "share"), [("code", 0.98), ("act", 0.95)])
def test_references_name_the_text_that_their_address_stands_for(half: str, family: str, share: float) -> None:
    rows = [row for row in official_references.references(half) if row[1] == family]
    judged = [official_references.judge(*row) for row in rows[:: max(1, len(rows) // REFERENCES)]]

    assert len(judged) >= REFERENCES
    assert sum(one.right for one in judged) >= share * len(judged)


def test_each_disagreement_that_was_read_has_a_cause() -> None:
    with DISAGREEMENTS.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter=";"))

    assert rows
    assert all(row["set"] in ("links", "references") and row["official"] and row["cause"] for row in rows)


@pytest.mark.bench
@links_at_hand
@references_at_hand
def test_the_figures_of_the_whole_sets(capsys: pytest.CaptureFixture[str]) -> None:
    with DISAGREEMENTS.open(encoding="utf-8", newline="") as table:
        causes = {(row["where"], row["official"]): row["cause"] for row in csv.DictReader(table, delimiter=";")}
    found: Counter[str] = Counter()
    with capsys.disabled():
        for half in ("tuned", "held"):
            judged = [one for row in official_links.sheets(half) for one in official_links.judge(row)]
            covered, right = sum(one.covered for one in judged), sum(one.right for one in judged)
            print(f"\nlinks, {half}: {len(judged)}, covered {covered / len(judged):.4f}, right {right / len(judged):.4f}")
            wrong = [(f"{one.article} | {one.around}", one.official, one.found) for one in judged if not one.right]
            for family in ("code", "act"):
                rows = [row for row in official_references.references(half) if row[1] == family]
                answers = [official_references.judge(*row) for row in rows]
                share = sum(one.right for one in answers) / len(answers)
                print(f"references to a {family}, {half}: {len(answers)}, right {share:.4f}")
                wrong += [(one.words, one.official, one.found) for one in answers if not one.right]
            for where, official, ids in wrong:
                cause = causes.get((where, official), "not read yet")
                found[cause] += 1
                print(f"  {cause}: {where} | {official} | {' '.join(ids)}")
        print(*(f"{number:4} {cause}" for cause, number in found.most_common()), sep="\n")


def _judged() -> list[dict[str, str]]:
    with JUDGED.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter=";"))


def test_a_reader_found_the_kinds_right_and_the_extents_exact_in_sentences_drawn_at_random() -> None:
    judged = [row for row in _judged() if row["found"] == "with"]

    assert len(judged) == 255
    assert sum(row["kind_is"] == "right" for row in judged) >= 0.99 * len(judged)
    assert sum(row["extent_is"] == "exact" for row in judged) >= 0.90 * len(judged)


def test_what_a_reader_judged_right_is_still_found_and_what_was_missed_is_found_now() -> None:
    kept = missed = 0
    rows = [row for row in _judged() if row["extent_is"] == "exact" and row["kind_is"] == "right"]
    for row in rows:
        start, end = row["sentence"].index("⟦"), row["sentence"].index("⟧") - 1
        text = row["sentence"].replace("⟦", "").replace("⟧", "")
        found = recognised(text).mentions
        kept += any((m.kind, m.span.start, m.span.end) == (row["kind"], start, end) for m in found)
    lost = [row for row in _judged() if row["kind_is"] == "missed"]
    for row in lost:
        missed += not any(m.kind in ACTS and not m.get("short") for m in recognised(row["sentence"]).mentions)

    assert kept >= 0.98 * len(rows)
    assert missed <= 1
