"""Texts of every genre, written for these tests and annotated before any program read them: what share of what they say is found,
and how much is found that they do not say. The rules were made on the open,
held and fresh texts, in this order; each part was measured before its errors were read, and the last was only measured."""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from texts import document

from kg.lexicon.fold import fold
from kg.model import Claim, Related
from kg.pipeline import understand

FOLDER = Path(__file__).parent / "unseen"
READ_IN_TITLES = ("report-of", "bill-of", "title-amends", "title-repeals", "title-implements", "signatories", "roster")
STRUCTURE = tuple(f"structure.{name}" for name in READ_IN_TITLES)
Said = tuple[str, str, str, str]


def texts(half: str) -> list[dict[str, Any]]:
    files = sorted(FOLDER.glob("*.toml"))
    return [text for path in files for text in tomllib.loads(path.read_text(encoding="utf-8"))["text"] if text["half"] == half]


def words(text: str) -> str:
    return " ".join(fold(text).split())


def said(line: str) -> Said:
    subject, predicate, object_, modality = [part.strip() for part in [*line.split("|"), ""]][:4]
    return words(subject), predicate, words(object_), modality


def read(text: dict[str, Any]) -> Related:
    return understand(document(text["text"].strip(), text["date"], id=text["id"]))


def found(related: Related) -> list[tuple[Claim, set[str], set[str]]]:
    names: dict[str, set[str]] = {}
    for entity in related.resolved.entities:
        names[entity.key] = {words(name) for name in (entity.label, *entity.alt_labels)}
    for link in related.resolved.links:
        if link.entity:
            names[link.entity].add(words(link.mention.span.of(related.document.text)))
    return [
        (claim, names[claim.subject], names[claim.object])
        for claim in related.claims
        if claim.evidence and not claim.inferred and (not claim.rule.startswith("structure") or claim.rule in STRUCTURE)
    ]


def agrees(line: Said, claim: Claim, subjects: set[str], objects: set[str]) -> bool:
    subject, predicate, object_, modality = line
    same = (claim.predicate, claim.modality) == (predicate, modality)
    return same and any(subject in name for name in subjects) and any(object_ in name for name in objects)


@cache
def measured(half: str) -> tuple[Counter[str], tuple[str, ...]]:
    """(right, missed and false relations of a half, the errors in words)."""
    count: Counter[str] = Counter()
    errors: list[str] = []
    for text in texts(half):
        claims = found(read(text))
        right: set[int] = set()
        for line in text["says"]:
            hits = {number for number, one in enumerate(claims) if agrees(said(line), *one)}
            right |= hits
            count["right" if hits else "missed"] += 1
            if not hits:
                errors.append(f"{text['id']}: missed {line}")
        right |= {number for number, one in enumerate(claims) if any(agrees(said(line), *one) for line in text["may"])}
        for number, (claim, _, _) in enumerate(claims):
            if number not in right:
                count["false"] += 1
                errors.append(f"{text['id']}: false {claim.subject} {claim.predicate} {claim.object} ({claim.rule})")
    return count, tuple(errors)


@pytest.mark.parametrize("half", ["open", "held", "fresh", "last", "wide", "broad", "more", "press"])
def test_what_the_texts_say_is_found_and_nothing_else(half: str) -> None:
    count, errors = measured(half)
    precision = count["right"] / (count["right"] + count["false"])
    recall = count["right"] / (count["right"] + count["missed"])
    print(f"\n{half}: {len(texts(half))} texts, precision {precision:.3f}, recall {recall:.3f}")

    assert precision >= 0.95, errors
    assert recall >= 0.70, errors


def test_a_statement_of_these_texts_quotes_words_of_its_text() -> None:
    for text in texts("open")[:6]:
        related = read(text)
        for claim, _, _ in found(related):
            assert all(0 <= span.start < span.end <= len(related.document.text) for span in claim.evidence)
