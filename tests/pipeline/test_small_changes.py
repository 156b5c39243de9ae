"""A small change of a large graph: its files are patched and its surroundings checked, and all is as in a build of the same
documents into another folder."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from test_build_again import HEAD, WHO, bytes_of, write

from kg import cli, outputs, publish
from kg import validate as checks
from kg import write as writing
from kg.outputs import lines, open_graph
from kg.pipeline import build, remove
from kg.store import EmbeddedStore

TEXTS = (
    "Le Premier ministre a reçu ce jour {who}. Note n° {number}.",
    "Mme Élisabeth Borne présente le projet de loi n° 18{number} ; {who} en est le rapporteur.",
    "L'article 1{number} du code civil est abrogé, selon {who}.",
    "Rien de nouveau ici.",
)


def rewrite(folder: Path, number: int, kind: int) -> None:
    text = TEXTS[kind % len(TEXTS)].format(who=WHO[(number + kind) % len(WHO)], number=number)
    (folder / f"note-{number:03}.txt").write_text(HEAD + text, encoding="utf-8")


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any graph is a large one."""
    monkeypatch.setattr(publish, "WHOLE_UP_TO", 0)


@pytest.fixture
def nothing_whole(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Called, it sees to it that no graph is written or checked as a whole any more."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the whole graph was gone through")

    def begin() -> None:
        monkeypatch.setattr(writing, "turtle_parts", refuse)
        monkeypatch.setattr(checks, "validate", refuse)
        monkeypatch.setattr(EmbeddedStore, "size", refuse)

    return begin


@pytest.mark.usefixtures("large")
def test_documents_that_come_change_and_go_leave_what_a_fresh_folder_has(tmp_path: Path) -> None:
    chance, out, texts = random.Random(7), tmp_path / "out", write(tmp_path / "texts", 8)
    build([texts], out)
    for turn in range(6):
        for number in chance.sample(range(10), chance.choice((1, 1, 2))):
            path = texts / f"note-{number:03}.txt"
            if path.exists() and chance.random() < 0.4:
                path.unlink()
            else:
                rewrite(texts, number, chance.randrange(9))
        build([texts], out)
        fresh = tmp_path / f"fresh-{turn}"
        build([texts], fresh)
        assert bytes_of(out) == bytes_of(fresh)
        with open_graph(out) as mine, open_graph(fresh) as its:
            assert sorted(lines(mine)) == sorted(lines(its))


@pytest.mark.usefixtures("large")
def test_a_small_change_goes_through_no_whole_graph(
    tmp_path: Path, nothing_whole: Callable[[], None], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(publish, "REDRAWN_UP_TO", 0)
    out, texts = tmp_path / "out", write(tmp_path / "texts", 8)
    build([texts], out)
    nothing_whole()
    rewrite(texts, 8, 2)
    assert cli.run(["build", str(texts), "-o", str(out)]) == 0
    remove(["note-003"], out)
    assert "graph.html: info:" in (told := capsys.readouterr().err)
    assert "not drawn anew after a small change; to draw it: kg view" in told
    assert not (out / outputs.PAGE).exists()

    monkeypatch.undo()
    (texts / "note-003.txt").unlink()
    build([texts], tmp_path / "fresh")
    assert (out / outputs.GRAPH).read_bytes() == (tmp_path / "fresh" / outputs.GRAPH).read_bytes()
    assert cli.run(["view", "--print", "-o", str(out)]) == 0
    assert (out / outputs.PAGE).read_bytes() == (tmp_path / "fresh" / outputs.PAGE).read_bytes()


@pytest.mark.usefixtures("large")
def test_a_turtle_that_someone_else_wrote_is_written_whole(tmp_path: Path) -> None:
    out, texts = tmp_path / "out", write(tmp_path / "texts", 4)
    build([texts], out)
    (out / outputs.GRAPH).write_text("@prefix a: <urn:a> .\n", encoding="utf-8")
    write(texts, 1, start=4)
    build([texts], out)
    build([texts], tmp_path / "fresh")
    assert bytes_of(out) == bytes_of(tmp_path / "fresh")
