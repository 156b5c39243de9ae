"""How a document was understood, as ``kg explain FILE`` prints it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from factories import MIS, meeting

from kg.explain.document import STAGES, Stage, explain_document
from kg.model import Candidate, Finding, Related
from kg.pipeline import trace


@pytest.fixture
def related() -> Related:
    made = meeting()
    links = tuple(
        link._replace(score=0.83, reasons=("same name",), candidates=(Candidate("person/michel-mis", 0.41, ("surname alone",)),))
        if link.entity == MIS.key
        else link
        for link in made.resolved.links
    )
    remark = Finding("warning", "relate.long", "rencontre.md:12", "a list was cut short")
    return replace(made, resolved=replace(made.resolved, links=links), findings=(remark,))


def text(related: Related, after: Stage = "relate") -> str:
    return "\n".join(explain_document(related, after))


def test_a_sentence_shows_its_mentions_links_and_claims_in_that_order(related: Related) -> None:
    lines = list(explain_document(related))
    sentence = next(number for number, line in enumerate(lines) if line.startswith("[2]"))
    mention = next(number for number, line in enumerate(lines) if "Person “Jean-Michel MIS”" in line)
    claim = next(number for number, line in enumerate(lines) if "met person/jean-michel-mis" in line)

    assert sentence < mention < claim
    assert lines[mention].endswith("by test.rule")
    assert lines[mention + 1] == "    → person/jean-michel-mis (same, 0.83) because same name"
    assert lines[mention + 2] == "      rather than person/michel-mis (0.41) surname alone"
    assert "[2021-09-09] by relate.test (0.95)" in lines[claim]
    assert lines[claim + 1].startswith("      « Le Premier ministre a reçu ce jour")


@pytest.mark.parametrize(
    ("after", "shown"),
    [
        ("segment", {"[1]"}),
        ("recognise", {"[1]", "by test.rule"}),
        ("resolve", {"[1]", "by test.rule", "→ person/", "undecided\n"}),
        ("relate", {"[1]", "by test.rule", "→ person/", "undecided\n", "⇒", "remarks", "from records and authorities"}),
    ],
)
def test_each_stage_shows_what_it_knows_and_no_more(related: Related, after: Stage, shown: set[str]) -> None:
    everything = {"[1]", "by test.rule", "→ person/", "undecided\n", "⇒", "remarks", "from records and authorities"}
    explained = text(related, after)

    assert {mark for mark in everything if mark in explained} == shown


def test_marks_tell_planned_and_inferred_claims_from_facts(related: Related) -> None:
    explained = text(related)

    assert "organisation/parlement examines bill/responsabilite-penale-et-securite-interieure [planned]" in explained
    assert "person/jean-castex holdsOffice office/premier-ministre [2021-09-09, inferred]" in explained


def test_the_undecided_are_listed_with_the_reason(related: Related) -> None:
    _, _, last = text(related, "resolve").rpartition("undecided\n")

    assert last == "  Place “Hôtel de Matignon” 0–17: no candidate"


def test_a_mention_outside_of_any_sentence_is_not_lost(related: Related) -> None:
    segmented = replace(related.resolved.recognised.segmented, sentences=related.resolved.recognised.segmented.sentences[1:])
    recognised = replace(related.resolved.recognised, segmented=segmented)
    explained = text(replace(related, resolved=replace(related.resolved, recognised=recognised)))

    assert "outside of sentences\n  Place “Hôtel de Matignon”" in explained


def test_the_head_says_what_is_known_of_the_document(related: Related) -> None:
    head = text(related, STAGES[0]).splitlines()[:4]

    assert head == [
        f"rencontre.md  (document/rencontre, {len(related.document.text)} characters)",
        "  title: Remise du rapport Mis",
        "  date: 2021-09-09",
        "  publisher: Premier ministre",
    ]


def test_the_metadata_beside_a_document_counts_as_it_does_in_a_build(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text("Le Premier ministre a répondu.", encoding="utf-8")
    (tmp_path / "metadata.csv").write_text("file,date\nsub/a.txt,2021-09-09\n", encoding="utf-8")

    assert trace(tmp_path / "sub" / "a.txt").document.metadata.date == "2021-09-09"
