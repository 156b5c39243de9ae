"""A build after a build: what has not changed is left, what has is made again, and the bytes are those of a first build."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import batch, cli, engine, journal, outputs, pipeline, spill, work
from kg.corrections import Corrections
from kg.errors import OntologyError, ReadError, StoreError, UsageError
from kg.journal import Journal, Outcome
from kg.lexicon.files import ontology_root
from kg.model import Document, Finding, Related
from kg.pipeline import build, outcome, remove
from kg.store import EmbeddedStore
from kg.work import in_order

ROOT = Path(__file__).resolve().parents[2]
HEAD = "Paris, le 9 septembre 2021\n\n"
WHO = ("Jean-Michel Mis", "Gérard Larcher", "Élisabeth Borne", "Jean Castex", "Richard Ferrand")
FILES = (outputs.GRAPH, outputs.PAGE, outputs.REPORT)


def write(folder: Path, count: int, start: int = 0) -> Path:
    folder.mkdir(exist_ok=True)
    for number in range(start, start + count):
        text = f"{HEAD}Le Premier ministre a reçu ce jour {WHO[number % len(WHO)]}. Note n° {number}."
        (folder / f"note-{number:03}.txt").write_text(text, encoding="utf-8")
    return folder


def bytes_of(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in FILES}


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    return write(tmp_path / "texts", 6)


@pytest.fixture
def understood(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources of the documents that a build understands, as it does."""
    names: list[str] = []
    honest = pipeline.understand

    def noting(document: Document, *decided: Corrections) -> Related:
        names.append(document.source)
        return honest(document, *decided)

    monkeypatch.setattr(pipeline, "understand", noting)
    return names


def test_a_build_of_the_same_documents_understands_none_and_writes_nothing_anew(
    texts: Path, tmp_path: Path, understood: list[str]
) -> None:
    out = tmp_path / "out"
    build([texts], out)
    before, stamp = bytes_of(out), (out / outputs.GRAPH).stat().st_mtime_ns
    understood.clear()
    report = build([texts], out)

    assert understood == []
    assert len(report.documents) == 6
    assert (bytes_of(out), (out / outputs.GRAPH).stat().st_mtime_ns) == (before, stamp)


def test_only_what_is_new_or_has_changed_is_understood_and_the_bytes_are_those_of_a_first_build(
    texts: Path, tmp_path: Path, understood: list[str]
) -> None:
    out = tmp_path / "out"
    build([texts], out)
    write(texts, 1, start=6)
    (texts / "note-001.txt").write_text(f"{HEAD}Le Parlement examinera le projet de loi.", encoding="utf-8")
    (texts / "note-002.txt").unlink()
    understood.clear()
    build([texts], out)
    assert understood == ["note-001.txt", "note-006.txt"]
    build([texts], tmp_path / "fresh")
    assert bytes_of(out) == bytes_of(tmp_path / "fresh")


def test_metadata_given_beside_a_document_counts_as_a_change(texts: Path, tmp_path: Path, understood: list[str]) -> None:
    build([texts], tmp_path / "out")
    (texts / "metadata.csv").write_text("file,title\nnote-003.txt,Un titre\n", encoding="utf-8")
    understood.clear()
    build([texts], tmp_path / "out")
    assert understood == ["note-003.txt"]


def test_another_version_of_the_rules_or_no_cache_makes_all_again(
    texts: Path, tmp_path: Path, understood: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    build([texts], tmp_path / "out")
    before = bytes_of(tmp_path / "out")
    understood.clear()
    build([texts], tmp_path / "out", cache=False)
    assert len(understood) == 6
    monkeypatch.setattr(pipeline, "understanding", lambda: "another rule")
    build([texts], tmp_path / "out")
    assert len(understood) == 12
    assert bytes_of(tmp_path / "out") == before


@pytest.mark.parametrize(
    ("file", "again"),
    [
        ("shapes.ttl", False),
        ("palette.toml", False),
        ("queries/meetings.rq", False),
        ("rules/verbs.csv", True),
        ("themes.ttl", True),
    ],
)
def test_documents_are_understood_again_only_after_a_change_of_what_they_are_understood_by(
    file: str, again: bool, tmp_path: Path
) -> None:
    tables = tmp_path / "ontology"
    shutil.copytree(ontology_root(), tables, ignore=shutil.ignore_patterns("authority"))

    def digests() -> tuple[str, str]:
        files = engine._contents(tmp_path, ".py"), engine._contents(tables)
        return engine._digest(files), engine._digest(files, engine._CODE_ASIDE, engine._TABLES_ASIDE)

    whole, documents = digests()
    with (tables / file).open("a", encoding="utf-8") as written:
        written.write("\n")
    assert digests()[0] != whole
    assert (digests()[1] != documents) == again


def test_after_a_change_of_what_checks_and_shows_no_document_is_read_and_the_files_are_written_anew(
    texts: Path, tmp_path: Path, understood: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    build([texts], tmp_path / "out")
    before, stamp = bytes_of(tmp_path / "out"), (tmp_path / "out" / outputs.PAGE).stat().st_mtime_ns
    understood.clear()
    monkeypatch.setattr(pipeline, "engine", lambda: "another colour")
    build([texts], tmp_path / "out")
    assert understood == []
    assert bytes_of(tmp_path / "out") == before
    assert (tmp_path / "out" / outputs.PAGE).stat().st_mtime_ns != stamp


@pytest.mark.parametrize("name", [outputs.GRAPH, outputs.PAGE])
def test_a_file_that_was_deleted_or_edited_is_written_again(texts: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / "out"
    build([texts], out)
    before = bytes_of(out)
    (out / name).unlink()
    build([texts], out)
    assert bytes_of(out) == before
    (out / name).write_text("edited", encoding="utf-8")
    build([texts], out)
    assert bytes_of(out) == before


@pytest.mark.parametrize("name", ["note-003", "note-003.txt", "document/note-003"])
def test_a_document_taken_out_leaves_the_bytes_of_a_build_without_it(texts: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / "out"
    build([texts], out)
    assert cli.run(["remove", name, "-o", str(out)]) == 0
    (texts / "note-003.txt").unlink()
    build([texts], tmp_path / "fresh")
    assert bytes_of(out) == bytes_of(tmp_path / "fresh")


def test_a_name_of_no_document_or_of_two_is_refused_and_nothing_goes(tmp_path: Path) -> None:
    for place in ("a", "b"):
        (tmp_path / "texts" / place).mkdir(parents=True)
        (tmp_path / "texts" / place / "x.txt").write_text(f"{HEAD}Le ministre {place} parle.", encoding="utf-8")
    out = tmp_path / "out"
    build([tmp_path / "texts"], out)
    before = bytes_of(out)
    with pytest.raises(UsageError, match="several documents"):
        remove(["x.txt"], out)
    with pytest.raises(UsageError, match="no document is called so"):
        remove(["a-x", "nothing"], out)
    assert bytes_of(out) == before
    assert len(remove(["a/x.txt"], out).documents) == 1
    assert remove(["b-x"], out).documents == ()


def test_nothing_is_taken_out_where_nothing_was_built(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert cli.run(["remove", "x", "-o", str(tmp_path / "out")]) == 2
    assert list((tmp_path / "out").iterdir()) == []


def test_two_workers_write_the_bytes_of_one(tmp_path: Path) -> None:
    texts = write(tmp_path / "texts", 70)
    (texts / "bad.md").write_bytes(b"")
    one = build([texts], tmp_path / "one")
    two = build([texts], tmp_path / "two", workers=2)
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")
    assert one.refused == two.refused != ()


def test_of_two_documents_with_an_id_the_first_is_kept_whichever_was_there(tmp_path: Path) -> None:
    texts, out = tmp_path / "texts", tmp_path / "out"
    (texts / "a").mkdir(parents=True)
    (texts / "a-x.txt").write_text(f"{HEAD}Le second parle.", encoding="utf-8")
    build([texts], out)
    (texts / "a" / "x.txt").write_text(f"{HEAD}Le premier parle.", encoding="utf-8")
    report = build([texts], out)
    build([texts], tmp_path / "fresh")
    assert [finding.code for finding in report.refused] == ["read.same-id"]
    assert bytes_of(out) == bytes_of(tmp_path / "fresh")


def test_what_a_stopped_build_had_understood_is_not_understood_again(
    texts: Path, tmp_path: Path, understood: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "_TOGETHER", 2)
    out = tmp_path / "out"
    build([write(tmp_path / "earlier", 1)], out)
    before = bytes_of(out)

    def stopped(done: int, total: int) -> None:
        assert total == 6
        if done == 5:
            raise KeyboardInterrupt

    understood.clear()
    with pytest.raises(KeyboardInterrupt):
        build([texts], out, progress=stopped, cache=True)
    assert bytes_of(out) == before
    assert (out / outputs.JOURNAL).is_file()
    understood.clear()
    build([texts], out)
    assert len(understood) < 5
    build([texts], tmp_path / "fresh")
    assert bytes_of(out) == bytes_of(tmp_path / "fresh")
    assert sorted(path.name for path in out.iterdir()) == sorted([*FILES, outputs.STORE])


@pytest.mark.parametrize("junk", [b"", b"no database", b"SQLite format 3\x00" + b"\x00" * 200])
def test_a_damaged_journal_is_no_journal(texts: Path, tmp_path: Path, junk: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "_TOGETHER", 2)
    out = tmp_path / "out"
    out.mkdir()
    (out / outputs.JOURNAL).write_bytes(junk)
    assert len(build([texts], out).documents) == 6
    assert not (out / outputs.JOURNAL).exists()


def test_what_is_in_a_journal_comes_back_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "_TOGETHER", 1)
    texts = write(tmp_path / "texts", 1)
    (item,) = batch.unread([texts])
    made = outcome((item, "state"))
    assert isinstance(made, Outcome)
    with Journal(tmp_path / "journal") as kept:
        first = kept.contribution(made)
        kept.keep(made)
    with Journal(tmp_path / "journal") as kept:
        again = kept.kept("state")
        assert again is not None
        assert kept.contribution(again) == first
        assert kept.kept("another") is None


def faulty(item: int) -> int | Finding:
    if item == 3:
        raise OntologyError("rules/x.toml", 3, "no rule")
    if item == 4:
        raise ReadError("x.md", "no text")
    if item == 5:
        os._exit(7)
    return item * item


@pytest.mark.parametrize(("items", "error", "words"), [
    ([1, 3], OntologyError, r"rules/x\.toml:3: no rule"), ([4], ReadError, "x.md: no text"), ([5], Exception, "process died"),
])  # fmt: skip
def test_what_a_worker_raises_reaches_who_asked(items: list[int], error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        list(in_order(faulty, [*items, *range(20, 60)], 2))


def test_results_come_in_the_order_of_the_items_and_few_are_under_way() -> None:
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for number in range(6, 600):
            taken += 1
            yield number

    results = in_order(faulty, items(), 2)
    assert [next(results) for _ in range(10)] == [number * number for number in range(6, 16)]
    assert taken <= work._AT_ONCE * work._AHEAD * 2 + work._AT_ONCE
    assert list(results) == [number * number for number in range(16, 600)]


def test_workers_end_with_the_build_that_is_killed(tmp_path: Path) -> None:
    texts = write(tmp_path / "texts", 150)
    command = (sys.executable, "-m", "kg", "build", str(texts), "-o", str(tmp_path / "out"), "--workers", "2")
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
        workers: list[int] = []
        deadline = time.monotonic() + 60
        while len(workers) < 2 and time.monotonic() < deadline:
            listed = Path(f"/proc/{child.pid}/task/{child.pid}/children").read_text(encoding="ascii").split()
            workers = [int(pid) for pid in listed if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]
        child.send_signal(signal.SIGKILL)
    assert len(workers) == 2
    while any(Path(f"/proc/{pid}").exists() for pid in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()]
    assert not (tmp_path / "out" / outputs.GRAPH).exists()


def test_a_second_build_into_a_folder_is_refused_while_one_writes(texts: Path, tmp_path: Path) -> None:
    build([texts], tmp_path / "out")
    with (
        EmbeddedStore(tmp_path / "out" / outputs.STORE, writable=True),
        pytest.raises(StoreError, match="another process writes"),
    ):
        build([texts], tmp_path / "out")


def test_a_graph_too_large_for_memory_is_sorted_on_disk_into_the_same_turtle(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([texts], tmp_path / "one")
    monkeypatch.setattr(spill, "RUN", 2_000)
    build([texts], tmp_path / "two")
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")
