"""What a build reports: counts, what was refused, what stayed undecided, and the exit code that follows."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from factories import MEETING, meeting

from kg.model import Candidate, Finding
from kg.report import BuildReport, Source, Tally, as_json, rows

ERROR = Finding("error", "read.binary", "b.md", "b.md: not a text")
WARNING = Finding("warning", "read.mojibake", "a.md", "a.md: repaired")


def report_of(*ids: str, **known: Any) -> BuildReport:
    tally = Tally()
    for name in ids:
        tally.add(meeting(name))
    return tally.report(**known)


def test_documents_are_counted_apart_and_entities_once() -> None:
    one, two = report_of("a"), report_of("a", "b")

    assert [line.key for line in two.documents] == ["document/a", "document/b"]
    assert two.entities == one.entities
    assert two.mentions == {kind: 2 * count for kind, count in one.mentions.items()}
    assert two.predicates["met"] == 2


def test_claims_are_counted_by_how_far_they_are_asserted() -> None:
    claims = meeting().claims
    facts = [claim for claim in claims if not claim.modality and not claim.inferred]
    report = report_of("a")

    assert report.modalities == {"asserted": len(facts), "planned": 1}
    assert report.inferred == 1
    assert sum(report.predicates.values()) == len(claims)


def test_an_undecided_mention_is_listed_with_its_words_reasons_and_candidates() -> None:
    related = meeting("a")
    first, *others = related.resolved.links
    weighed = first._replace(reasons=("two places bear the name",), candidates=(Candidate("place/x", 0.4, ("name",)),))
    tally = Tally()
    tally.add(replace(related, resolved=replace(related.resolved, links=(weighed, *others))))

    (undecided,) = tally.report().undecided

    assert MEETING[undecided.start : undecided.end] == undecided.words == "Hôtel de Matignon"
    assert undecided.reasons == ("two places bear the name",)
    assert undecided.candidates[0].key == "place/x"


@pytest.mark.parametrize(
    ("ids", "known", "code"),
    [
        (("a",), {}, 0),
        (("a",), {"validation": [replace(ERROR, severity="warning")]}, 0),
        (("a",), {"refused": [ERROR]}, 1),
        (("a",), {"validation": [ERROR]}, 1),
        ((), {"refused": [ERROR]}, 2),
        ((), {}, 2),
    ],
)
def test_the_exit_code_says_whether_something_was_refused_or_nothing_built(
    ids: tuple[str, ...], known: dict[str, Any], code: int
) -> None:
    assert report_of(*ids, **known).exit_code == code


def test_the_order_of_documents_and_findings_does_not_change_a_byte() -> None:
    pack = Source("authority/assemblee", "Assemblée nationale", "2026-01-28")
    one = report_of("a", "b", refused=[ERROR, WARNING], authorities=[pack])
    two = report_of("b", "a", refused=[WARNING, ERROR, WARNING], authorities=[pack])

    assert as_json(one) == as_json(two)


def test_report_json_is_complete_sorted_and_readable() -> None:
    text = as_json(report_of("a", refused=[ERROR], outputs=("graph.ttl",), triples=12))
    content = json.loads(text)

    assert content["documents"][0]["publisher"] == "Premier ministre"
    assert (content["triples"], content["conforms"], content["exit_code"], content["format"]) == (12, True, 1, 1)
    assert content["refused"][0]["message"] == "b.md: not a text"
    assert list(content) == sorted(content)
    assert "Hôtel" in text
    assert text.endswith("}\n")


def test_the_table_names_what_matters_most_first() -> None:
    table = {name: (count, of) for name, count, of in rows(report_of("a", "b", "c", "d", "e", refused=[ERROR]))}

    assert table["Documents"] == ("5", "a.md, b.md, c.md and 2 more")
    assert table["Undecided"][0] == "5"
    assert table["Refused"] == ("1", "b.md")
    assert table["  not asserted"][1] == "inferred 5, planned 5"
    assert table["Triples"][1] == "conforms to the shapes"


def test_a_graph_at_fault_is_said_not_to_conform() -> None:
    assert ("Triples", "0", "DOES NOT CONFORM to the shapes") in rows(report_of("a", validation=[ERROR]))
