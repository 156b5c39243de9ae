"""Corpora as files: a line is a document, under its own id, and a bad line costs no other."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from kg import cli
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


FIELDS = [
    ({"uid": "x", "date": "2021-13-45", "text": "Oui."}, "date: '2021-13-45' is no date of the calendar"),
    ({"uid": "x", "date": "2021-09-09T25:61", "text": "Oui."}, "date: '2021-09-09T25:61' is no date"),
    ({"uid": "x", "date": ["2021-09-09"], "text": "Oui."}, "date: a list stands where a text"),
    ({"uid": "x", "date": {}, "text": "Oui."}, "date: an object stands where a text"),
    ({"uid": "x", "date": 20210909, "text": "Oui."}, "date: '20210909' is no date"),
    ({"uid": True, "text": "Oui."}, "uid: True stands where a text"),
    ({"uid": "x", "text": ["Oui."]}, "text: a list stands where a text"),
    ({"uid": "x", "titre": 1.5, "text": "Oui."}, "titre: 1.5 stands where a text"),
]


@pytest.mark.parametrize(("row", "says"), FIELDS)
def test_a_field_that_cannot_be_so_is_named_with_its_value(tmp_path: Path, row: dict[str, object], says: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    (only,) = read_sources([path])
    assert isinstance(only, Finding)
    assert only.where == f"{path}:1"
    assert only.message.startswith(says)


def test_a_time_of_the_day_and_a_number_as_id_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": 7, "date": "2021-09-09T10:30:00+02:00", "text": "Oui."}', encoding="utf-8")
    (only,) = read_sources([path])
    assert isinstance(only, Document)
    assert (only.id, only.metadata.date) == ("7", "2021-09-09")


@pytest.mark.parametrize("content", [b"", b"\n \n"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_a_corpus_without_a_line_is_told(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(content) if name.endswith(".gz") and content else content)
    (tmp_path / "b.txt").write_text("Oui.", encoding="utf-8")
    told = [item for item in read_sources([tmp_path]) if isinstance(item, Finding)]
    assert [(item.where, item.message) for item in told] == [(str(path), "no line is in it; remove it or fill it")]
    assert [item for item in unread([path]) if isinstance(item, Finding)] == told


def test_many_misdated_lines_are_counted_on_the_screen_and_listed_in_the_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = tmp_path / "a.jsonl", tmp_path / "out"
    bad = "".join(f'{{"id": "{number}", "date": "2021-13-45", "text": "Oui."}}\n' for number in range(300))
    path.write_text(f'{bad}{{"id": "z", "text": "Mme Martin a répondu."}}\n', encoding="utf-8")

    assert cli.run(["build", str(path), "-o", str(out)]) == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 21
    assert said[-1] == f"{path}: 280 more; {out / 'report.json'} lists them all"
    assert len(json.loads((out / "report.json").read_text(encoding="utf-8"))["refused"]) == 300
