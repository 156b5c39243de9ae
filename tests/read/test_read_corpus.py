"""Corpora as files: a line is a document, under its own id, and a bad line costs no other."""

from __future__ import annotations

import gzip
import json
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kg import cli
from kg.errors import OntologyError
from kg.lexicon.pack import load_pack
from kg.model import Document, Finding
from kg.pipeline import build, understand
from kg.read import read_sources
from kg.read.layouts import check_layouts
from kg.read.sources import count, unread

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

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
    assert (one.id, one.source, one.metadata.date) == ("am1", f"{name[0]}/AM1", "2025-03-20")
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


def packed(folder: Path, name: str, records: list[dict[str, object]]) -> Path:
    """The records as a corpus of this name, packed as its suffix says."""
    path = folder / name
    content = b"".join(json.dumps(one, ensure_ascii=False).encode() + b"\n" for one in records)
    if name.endswith(".parquet"):
        pyarrow = pytest.importorskip("pyarrow")
        parquet = pytest.importorskip("pyarrow.parquet")
        table = pyarrow.Table.from_pylist(
            [one | {"date": date.fromisoformat(str(one["date"])) if one.get("date") else None} for one in records]
        )
        parquet.write_table(table, path, row_group_size=3)
    elif name.endswith(".zst"):
        path.write_bytes(zstd.compress(content[:100]) + zstd.compress(content[100:]))  # two frames are one file
    else:
        path.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    return path


SIGNED = [
    {
        "uid": f"AMANR5L17PO59051B1105P0D1N00000{number}",
        "auteur": "PA840979",
        "cosign": ["PA793094", "PA1", "X"],
        "signataires": "M. Le Fur, M. Ray",
        "date": "2025-03-20",
        "dispositif": f"À l’article L. 25{number} du code électoral, le mot : « oui » est supprimé.",
        "expose": None,
    }
    for number in range(1, 6)
]


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.parquet"])
def test_a_corpus_gives_the_same_bytes_however_it_is_packed(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    build([packed(tmp_path, "a.jsonl", SIGNED)], tmp_path / "plain")
    report = build([packed(tmp_path / "in", name, SIGNED)], tmp_path / "out")
    assert (report.refused, len(report.documents)) == ((), 5)
    assert (tmp_path / "out" / "graph.ttl").read_bytes() == (tmp_path / "plain" / "graph.ttl").read_bytes()


def test_who_signed_an_amendment_is_known_by_the_ids_of_its_record(tmp_path: Path) -> None:
    (one,) = read_sources([packed(tmp_path, "a.jsonl", SIGNED[:1])])
    assert isinstance(one, Document)
    assert one.metadata.genre == "amendement"
    related = understand(one)
    amendment = "amendment/AMANR5L17PO59051B1105P0D1N000001"
    signed = {(c.subject, c.predicate, c.field) for c in related.claims if c.field and c.object == amendment}
    persons = {row.key for row in load_pack().persons.values() if "PA840979" in row.an or "PA793094" in row.an}
    assert {subject for subject, _, _ in signed} == {*persons, "person/pa1"}  # "X" is no id of a person
    assert {(predicate, field) for _, predicate, field in signed} == {("authorOf", "auteur"), ("cosignatoryOf", "cosign")}


@pytest.mark.parametrize(("name", "package"), [("a.jsonl.zst", "backports.zstd"), ("a.parquet", "pyarrow")])
def test_what_unpacks_a_corpus_and_is_not_installed_is_named(
    tmp_path: Path, name: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed(tmp_path, name, SIGNED)
    for module in ("compression", "compression.zstd", "backports.zstd", "pyarrow"):
        monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.delattr("backports.zstd", raising=False)
    (only,) = read_sources([tmp_path / name])
    assert isinstance(only, Finding)
    assert package in only.message
    assert "kg-politique[corpora]" in only.message


@pytest.mark.parametrize("name", ["a.jsonl.zst", "a.parquet"])
@pytest.mark.parametrize(
    "damage", [lambda data: data[:-9], lambda data: b"not it", lambda data: b""], ids=["cut", "other", "empty"]
)
def test_a_packed_corpus_that_is_damaged_is_named(tmp_path: Path, name: str, damage: Callable[[bytes], bytes]) -> None:
    path = packed(tmp_path, name, SIGNED)
    path.write_bytes(damage(path.read_bytes()))
    found = [item for item in unread([path]) if isinstance(item, Finding)]
    assert [f"{name}:" in item.where for item in found] == [True] * len(found)
    assert found or not path.stat().st_size
    assert 1 <= count([path]) <= len(SIGNED)


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.parquet"])
def test_the_documents_of_a_corpus_are_counted_before_they_are_read(tmp_path: Path, name: str) -> None:
    other = tmp_path / "b.txt"
    other.write_text("Une note.", encoding="utf-8")

    assert count([packed(tmp_path, name, SIGNED), other]) == len(SIGNED) + 1


def test_a_last_line_without_an_end_counts(tmp_path: Path) -> None:
    path = packed(tmp_path, "a.jsonl", SIGNED)
    path.write_bytes(path.read_bytes()[:-1])

    assert count([path]) == len(SIGNED)


RECORD = {
    "amendement": {
        "uid": "AMANR5L17PO59051B0907P0D1N000003",
        "identification": {"numeroLong": "CL3"},
        "cycleDeVie": {"dateDepot": "2025-03-04"},
        "signataires": {
            "auteur": {"acteurRef": "PA795746", "groupePolitiqueRef": "PO845413"},
            "cosignataires": {"acteurRef": ["PA795228", "PA793262"]},
            "libelle": "M.&#160;L&#233;aument,  Mme&#160;Abomangoli",
        },
        "pointeurFragmentTexte": {"division": {"articleDesignation": "ARTICLE 3"}},
        "corps": {
            "contenuAuteur": {"dispositif": "<p>Supprimer les alin&#x00E9;as 5 et 6.</p>", "exposeSommaire": {"@xsi:nil": "true"}}
        },
    }
}


def test_the_official_json_of_an_amendment_is_a_document_in_a_folder_and_in_a_zip(tmp_path: Path) -> None:
    folder = tmp_path / "json" / "text"
    folder.mkdir(parents=True)
    (folder / "AMAN3.json").write_text(json.dumps(RECORD), encoding="utf-8")
    (folder / "other.json").write_text('{"x": 1}', encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(folder / "AMAN3.json", "text/AMAN3.json")
    (only,) = read_sources([tmp_path / "all.zip"])
    one, bad = read_sources([tmp_path / "json"])
    assert isinstance(one, Document)
    assert isinstance(only, Document)
    assert isinstance(bad, Finding)
    assert (one.id, one.text, one.metadata, one.signed) == (only.id, only.text, only.metadata, only.signed)
    assert one.id == "amanr5l17po59051b0907p0d1n000003"
    assert one.text.split("\n") == [
        "Amendement n° CL3", "Amendement présenté par M. Léaument, Mme Abomangoli", "ARTICLE 3", "Supprimer les alinéas 5 et 6."
    ]  # fmt: skip
    assert (one.metadata.title, one.metadata.date) == ("Amendement n° CL3", "2025-03-04")
    assert [(signed.relation, signed.ids) for signed in one.signed] == [
        ("authorOf", ("PA795746",)),
        ("cosignatoryOf", ("PA795228", "PA793262")),
    ]


LAYOUT = 'known_by = { uid = "A" }\nexample = \'{"uid": "A1"}\'\ncounter_example = \'{"uid": "B1"}\'\ntext = "texte"\n'


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (LAYOUT, 0, ""),
        (LAYOUT.replace("B1", "A2"), 3, "fits it"),
        (LAYOUT.replace('"A1"', '"C1"'), 2, "does not fit it"),
        (LAYOUT.replace("text =", "txt ="), 4, "unknown"),
        (LAYOUT.replace('"texte"', "3"), 4, "must be a field"),
        ("text = 'a'\n", 1, "known_by"),
        ("text = \n", 1, "at line 1"),
    ],
)
def test_a_layout_is_held_against_its_examples(
    tmp_path: Path, text: str, line: int, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "corpora").mkdir()
    (tmp_path / "corpora" / "a.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr("kg.read.layouts.ontology_root", lambda: tmp_path)
    try:
        told = [(finding.where, finding.message) for finding in check_layouts()]
    except OntologyError as error:
        told = [(f"{error.path}:{error.line}", error.reason)]
    assert [(where.rpartition(":")[2], words in message) for where, message in told] == ([(str(line), True)] if line else [])


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
