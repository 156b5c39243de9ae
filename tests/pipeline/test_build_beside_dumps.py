"""A build makes its documents the content of the folder, keeps what was imported, and mends a damaged store."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import cli, iris, outputs
from kg import namespaces as ns
from kg.nquads import Line, literal, node, quad
from kg.pipeline import build
from kg.store import EmbeddedStore

LINE = "Paris, le 9 septembre 2021\n\nLe Premier ministre a reçu ce jour M. Gérard Larcher.\n"
DUMP, PART, THEIR = (f"{iris.ID}{key}" for key in ("dump/amendements", "document/amendement-1", "authority/theirs"))


def imported() -> list[Line]:
    def said(graph: str, subject: str, predicate: str, words: str) -> Line:
        return quad(node(subject), node(predicate), literal(words, "fr"), node(graph))

    return [
        said(DUMP, DUMP, f"{ns.RDFS}label", "Amendements"),
        said(PART, PART, f"{ns.RDFS}label", "Amendement n° 1"),
        quad(node(PART), node(f"{ns.DCTERMS}isPartOf"), node(DUMP), node(PART)),
        said(THEIR, f"{iris.ID}person/une-auteure", f"{ns.RDFS}label", "Une Auteure"),
    ]


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    for name in ("un.txt", "deux.txt"):
        (folder / name).write_text(LINE, encoding="utf-8")
    return folder


def graphs(out: Path) -> tuple[str, ...]:
    with EmbeddedStore(out / outputs.STORE) as store:
        return store.graphs()


def test_a_build_replaces_the_documents_of_another_and_keeps_dumps_with_their_documents(texts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build([texts], out)
    with EmbeddedStore(out / outputs.STORE, writable=True) as store:
        store.load(imported())
        assert outputs.parts(store, DUMP) == [PART, DUMP]
    build([texts / "un.txt"], out)

    assert {DUMP, PART, THEIR, f"{iris.ID}document/un"} <= set(graphs(out))
    assert f"{iris.ID}document/deux" not in graphs(out)
    turtle = (out / outputs.GRAPH).read_text(encoding="utf-8")
    assert "Amendement n° 1" in turtle
    assert "Une Auteure" in turtle


def test_what_was_not_imported_leaves_no_trace_in_the_next_build(texts: Path, tmp_path: Path) -> None:
    build([texts], tmp_path / "out")
    build([texts / "un.txt"], tmp_path / "out")
    build([texts / "un.txt"], tmp_path / "fresh")

    assert graphs(tmp_path / "out") == graphs(tmp_path / "fresh")
    for name in (outputs.GRAPH, outputs.PAGE, outputs.REPORT):
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "fresh" / name).read_bytes()


def _junk(path: Path) -> None:
    path.write_bytes(b"\xff junk")


def _folder(path: Path) -> None:
    path.unlink(missing_ok=True)
    (path / "within").mkdir(parents=True)


@pytest.mark.parametrize(
    ("name", "damage", "told"),
    [
        ("current", _junk, 1),
        ("current", _folder, 1),
        ("lock", _junk, 0),
        ("lock", _folder, 0),
        ("current.new", _junk, 0),
        ("generation-1", shutil.rmtree, 1),
        ("generation-1/CURRENT", _junk, 1),
        ("generation-7", _folder, 0),
    ],
)
def test_a_damaged_store_is_mended_by_a_build(
    texts: Path, tmp_path: Path, name: str, damage: Callable[[Path], None], told: int
) -> None:
    out = tmp_path / "out"
    build([texts], out)
    before = (out / outputs.GRAPH).read_bytes()
    damage(out / outputs.STORE / name)
    report = build([texts], out)

    assert [finding.code for finding in report.refused] == ["store.damaged"] * told
    assert (out / outputs.GRAPH).read_bytes() == before
    assert f"{iris.ID}document/un" in graphs(out)
    assert not build([texts], out).refused


@pytest.mark.parametrize("name", [outputs.GRAPH, outputs.PAGE, outputs.REPORT])
def test_a_folder_in_the_way_of_a_file_is_named_before_anything_is_done(
    texts: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    (out / name).mkdir(parents=True)

    assert cli.run(["build", str(texts), "-o", str(out)]) == 2
    assert capsys.readouterr().err.startswith(f"{out / name}: a folder stands where a file is to be written")
    assert not (out / outputs.STORE).exists()


def test_a_file_in_the_way_of_the_store_is_named(texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "store").write_text("in the way", encoding="utf-8")

    assert cli.run(["build", str(texts), "-o", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err.startswith(f"{tmp_path / 'out' / 'store'}: a file stands")


@pytest.mark.parametrize("command", [["build", "x.txt"], ["query", "meetings"], ["view"]])
def test_a_folder_without_a_name_is_refused(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.txt").write_text(LINE, encoding="utf-8")

    assert cli.run([*command, "-o", ""]) == 2
    assert "the folder has no name" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["x.txt"]
