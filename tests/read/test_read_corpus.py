"""Corpora as files: a line is a document, under its own id, and a bad line costs no other."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from kg.model import Document, Finding
from kg.pipeline import build
from kg.read import read_sources
from kg.read.sources import unread

LINES = [
    {
        "uid": "AM1",
        "date": "2025-03-20",
        "signataires": "M. Le Fur",
        "dispositif": "Supprimer cet article.",
        "expose": " Le  but. ",
    },
    {"uid": "AM2", "titre": "Un titre", "signataires": "Mme Brulebois", "dispositif": None, "expose": None},
]


def corpus(folder: Path, name: str, *more: bytes) -> Path:
    content = b"".join(json.dumps(line).encode() + b"\n" for line in LINES) + b"".join(more)
    path = folder / name
    path.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    return path


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "A.JSONL"])
def test_each_line_is_a_document_under_its_id(tmp_path: Path, name: str) -> None:
    one, two = read_sources([corpus(tmp_path, name)])
    assert isinstance(one, Document)
    assert isinstance(two, Document)
    assert (one.id, one.source, one.metadata.date) == ("am1", f"{name}/AM1", "2025-03-20")
    assert one.text == "M. Le Fur\nSupprimer cet article.\nLe but."
    assert (two.id, two.metadata.title, two.text) == ("am2", "Un titre", "Mme Brulebois")


def test_a_table_beside_it_says_what_the_fields_are(tmp_path: Path) -> None:
    corpus(tmp_path, "a.jsonl")
    (tmp_path / "a.toml").write_text('id = "uid"\ntitle = "uid"\ntext = ["expose", "signataires"]\n', encoding="utf-8")
    one, *_ = read_sources([tmp_path])
    assert isinstance(one, Document)
    assert (one.metadata.title, one.text) == ("AM1", "Le but.\nM. Le Fur")


@pytest.mark.parametrize("table", ["id = 3\n", 'words = "x"\n', "no table"])
def test_a_table_that_says_nothing_is_named(tmp_path: Path, table: str) -> None:
    corpus(tmp_path, "a.jsonl")
    (tmp_path / "a.toml").write_text(table, encoding="utf-8")
    (only,) = read_sources([tmp_path])
    assert isinstance(only, Finding)
    assert "a.toml" in only.where


@pytest.mark.parametrize("line", [b"{", b"[1]", b'{"uid": ""}', b'{"uid": "x"}', b"\xff\xfe", b"[" * 100_000])
def test_a_bad_line_is_named_and_the_others_are_read(tmp_path: Path, line: bytes) -> None:
    found = list(
        read_sources([corpus(tmp_path, "a.jsonl", line + b"\n", b"\n", json.dumps({"uid": "z", "text": "Oui."}).encode())])
    )
    assert [item.id for item in found if isinstance(item, Document)] == ["am1", "am2", "z"]
    assert [item.where.rpartition(":")[2] for item in found if isinstance(item, Finding)] == ["3"]


def test_a_file_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    path = corpus(tmp_path, "a.jsonl.gz")
    path.write_bytes(path.read_bytes()[:-9])
    found = list(unread([path]))
    assert isinstance(found[-1], Finding)
    assert "a.jsonl.gz:" in found[-1].where


def test_a_corpus_is_built_and_a_changed_line_is_built_again(tmp_path: Path) -> None:
    path = corpus(tmp_path, "a.jsonl.gz")
    first = build([path], tmp_path / "out")
    assert [line.key for line in first.documents] == ["document/am1", "document/am2"]
    corpus(tmp_path, "a.jsonl.gz", json.dumps({"uid": "AM3", "text": "Le Premier ministre parle."}).encode())
    assert len(build([path], tmp_path / "out").documents) == 3
    build([path], tmp_path / "fresh")
    for name in ("graph.ttl", "graph.html", "report.json"):
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "fresh" / name).read_bytes()
