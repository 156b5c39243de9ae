"""A sample of official texts, drawn at random and judged: 200 sentences of dossiers and amendments in which something was
found, 200 in which nothing was. Each line of ``bulk-sample.jsonl`` is a sentence with the relations and persons that reading it
alone gives, all of them judged; ``wrong`` are those that it does not say, ``missed`` those that it says and that are not found.

A relation or a person that is not in the table is a new finding: judge it, and put it down.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from texts import document

from kg.lexicon.fold import fold
from kg.pipeline import understand

TABLE = Path(__file__).parent / "bulk-sample.jsonl"
ROWS: list[dict[str, Any]] = [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]


def read(sentence: str) -> tuple[list[list[str]], list[str]]:
    """The relations that the rules read in a sentence, and its persons, in words."""
    related = understand(document(sentence))
    label = {entity.key: entity.label for entity in related.resolved.entities}
    relations = {
        (label.get(claim.subject, claim.subject), claim.predicate, label.get(claim.object, claim.object), claim.modality)
        for claim in related.claims
        if claim.evidence and not claim.inferred and not claim.rule.startswith("structure")
    }
    persons = {label[link.entity] for link in related.resolved.links if link.mention.kind == "Person" and link.entity}
    return sorted(map(list, relations)), sorted(persons)


def said(relation: list[str]) -> tuple[str, ...]:
    """A relation by the first words of its ends: how far a title reaches is held elsewhere."""
    subject, predicate, object_, modality = relation
    return " ".join(fold(subject).split()[:5]), predicate, " ".join(fold(object_).split()[:5]), modality


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["sentence"][:40])
def test_a_sentence_gives_only_what_was_judged(row: dict[str, Any]) -> None:
    relations, persons = read(row["sentence"])

    judged = {said(one) for one in row["relations"]}
    assert [one for one in relations if said(one) not in judged] == []
    assert [one for one in persons if one not in row["persons"]] == []


def test_what_is_found_in_the_sample_is_right() -> None:
    relations = [one for row in ROWS for one in row["relations"]]
    wrong = [one for row in ROWS for one in row["wrong"]]

    assert len(ROWS) == 400
    assert len(wrong) <= 0.1 * len(relations)
    assert sum(bool(read(row["sentence"])[0]) for row in ROWS[:200]) >= 0.5 * 200
