"""The path as a whole: the same graph for the same documents in any order, one bad document at a time, one fault at a time."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from texts import document, understood

from kg import recognise, resolve
from kg.errors import OntologyError, ReadError
from kg.model import Finding, Recognised, Related, Segmented
from kg.pipeline import build, documents, trace, understand

ROOT = Path(__file__).resolve().parents[2]
TEXTS = {
    "a.md": "Paris, le 9 septembre 2021\n\nLe Premier ministre a reçu ce jour M. Gérard Larcher.\n",
    "b.txt": "Paris, le 10 septembre 2021\n\nLe Parlement examinera le projet de loi relatif aux licornes.\n",
    "c.html": "<h1>Avis</h1><p>La loi n° 2022-52 du 24 janvier 2022 modifie l'article 3 du code pénal.</p>",
    "d.md": "---\ntitle: Avis\ndate: 2021-10-01\n---\n\nMme Élisabeth Borne recommande un cadre clair et un débat.\n",
}
ONE_BUILD = """
import sys
from pathlib import Path
from typing import Any
from kg.pipeline import build
build([Path(name) for name in sys.argv[2:]], Path(sys.argv[1]))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    sources = tmp_path / "sources"
    sources.mkdir()
    for name, text in TEXTS.items():
        (sources / name).write_text(text, encoding="utf-8")
    return sources


def digests(out: Path) -> dict[str, str]:
    return {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in ("graph.ttl", "graph.html")}


def test_neither_the_hash_seed_nor_the_order_of_the_files_counts(folder: Path, tmp_path: Path) -> None:
    made = []
    for number, (seed, order) in enumerate((("1", sorted(TEXTS)), ("4242", sorted(TEXTS, reverse=True)))):
        out = tmp_path / f"out-{number}"
        subprocess.run(
            [sys.executable, "-c", ONE_BUILD, str(out), *(str(folder / name) for name in order)],
            check=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            timeout=120,
        )
        made.append(digests(out))

    assert made[0] == made[1]


def test_a_document_is_understood_alone_as_it_is_among_others(folder: Path) -> None:
    together = {related.document.source: related for related in documents([folder], [])}

    assert list(together) == sorted(TEXTS)
    for name in TEXTS:
        alone = trace(folder / name)
        assert (alone.claims, alone.resolved.links) == (together[name].claims, together[name].resolved.links)


def test_every_stage_says_something_of_a_document() -> None:
    related = understood("Le Premier ministre a reçu ce jour Gérard Larcher. Il recommande un débat.")

    assert len(related.resolved.recognised.segmented.sentences) == 2
    assert {mention.kind for mention in related.resolved.recognised.mentions} >= {"Office", "Person", "Date"}
    assert {link.entity for link in related.resolved.links} >= {"office/premier-ministre", "person/gerard-larcher"}
    assert {claim.predicate for claim in related.claims} >= {"met", "holdsOffice"}


@pytest.mark.parametrize(
    "text",
    ["", "\n", "x", ".", "« »", "( (", "n° n° n°", "art.", "\u00ad\u200b", "漢字 🦄", "Le " * 3000, "M. " * 500, "(" * 2000],
)
def test_any_text_is_understood_without_a_fault(text: str) -> None:
    related = understand(document(text))
    size = len(related.document.text)

    assert all(0 <= link.mention.span.start < link.mention.span.end <= size for link in related.resolved.links)
    assert all(0 <= span.start < span.end <= size for claim in related.claims for span in claim.evidence)


def test_a_document_that_a_stage_fails_on_does_not_lose_the_others(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = resolve.resolve

    def fails_on_one(recognised: Recognised, *more: Any) -> object:
        if recognised.document.source == "b.txt":
            raise IndexError("no such sign")
        return honest(recognised, *more)

    monkeypatch.setattr(resolve, "resolve", fails_on_one)
    report = build([folder], tmp_path / "out")

    assert [finding.where for finding in report.refused] == ["b.txt"]
    assert "IndexError: no such sign" in report.refused[0].message
    assert report.refused[0].message_fr
    text = (tmp_path / "out" / "graph.ttl").read_text(encoding="utf-8")
    assert "<document/a>" in text
    assert "licornes" not in text


def test_a_fault_of_the_jurists_files_stops_the_build(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(segmented: Segmented) -> Recognised:
        raise OntologyError("ontology/rules/citations.toml", 12, "rule law.number: not a regular expression")

    monkeypatch.setattr(recognise, "recognise", faulty)

    with pytest.raises(OntologyError, match=r"citations\.toml:12"):
        build([folder], tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("name", "content"), [("empty.md", b""), ("binary.txt", bytes(range(256)) * 20), ("archive.zip", b"PK\x03\x04")]
)
def test_nothing_is_written_where_nothing_can_be_read(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    report = build([tmp_path / name], tmp_path / "out")

    assert [name in finding.where for finding in report.refused] == [True]
    assert not (tmp_path / "out").exists()


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty.md").write_bytes(b"")

    with pytest.raises(ReadError, match=r"empty\.md"):
        trace(tmp_path / "empty.md")


def test_what_is_refused_is_told_apart_from_what_is_understood(folder: Path) -> None:
    (folder / "empty.md").write_bytes(b"")
    refused: list[Finding] = []
    understood_here: list[Related] = list(documents([folder], refused))

    assert [related.document.source for related in understood_here] == sorted(TEXTS)
    assert len(refused) == 1
