"""A full disk, a file that may not be read, a stage that fails: told in a line, the rest is built, and nothing that was there is
lost."""

from __future__ import annotations

import errno
import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.pipeline import build

ROOT = Path(__file__).resolve().parents[2]
WORDS = "Le Premier ministre, Jean Castex, a reçu le député Jean-Michel Mis."


def kg(*arguments: str | Path, limit: int = 0, **environment: str) -> subprocess.CompletedProcess[str]:
    def limited() -> None:
        if limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        (sys.executable, "-m", "kg", *map(str, arguments)),
        capture_output=True,
        text=True,
        timeout=240,
        env={**os.environ, **environment},
        preexec_fn=limited,
    )


def contents(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in ("graph.ttl", "graph.html", "report.json")}


def corpus(path: Path, documents: int) -> Path:
    rows = ({"uid": f"D{n}", "date": "2021-09-09", "text": f"{WORDS} Document {n}."} for n in range(documents))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    if subprocess.run(("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(place)), capture_output=True).returncode:
        pytest.skip("this user may not mount a small file system")
    yield place
    subprocess.run(("umount", str(place)), check=True)


def held_through(out: Path, sources: Path, limit: int) -> None:
    """A build that fails for want of room leaves the graph that was there, whole."""
    assert kg("build", ROOT / "seeds", "-o", out).returncode == 0
    before, asked = contents(out), kg("query", "-o", out, "meetings", "--format", "csv").stdout

    ran = kg("build", sources, "-o", out, limit=limit)

    assert ran.returncode == 1
    assert ran.stderr.count("\n") == 1
    assert "cannot be written" in ran.stderr
    assert "fault of kg" not in ran.stderr
    assert contents(out) == before
    assert kg("query", "-o", out, "meetings", "--format", "csv").stdout == asked != ""


def test_a_full_disk_loses_nothing_that_was_built(small_disk: Path, tmp_path: Path) -> None:
    sources = corpus(tmp_path / "a.jsonl", 400)
    held_through(small_disk / "out", sources, 0)
    subprocess.run(("mount", "-o", "remount,size=200m", str(small_disk)), check=True)

    assert kg("build", sources, "-o", small_disk / "out").returncode == 0
    assert kg("build", sources, "-o", tmp_path / "fresh").returncode == 0
    assert contents(small_disk / "out") == contents(tmp_path / "fresh")


def test_a_limit_on_the_size_of_files_loses_nothing_that_was_built(tmp_path: Path) -> None:
    held_through(tmp_path / "out", corpus(tmp_path / "a.jsonl", 400), 300_000)


@pytest.mark.parametrize("name", ["graph.ttl", "graph.html", "report.json"])
def test_a_file_for_which_the_disk_has_no_room_is_told_and_written_by_the_next_build(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest, out = os.replace, tmp_path / "out"

    def full(source: str | Path, target: str | Path) -> None:
        if Path(target).name == name:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))
        honest(source, target)

    monkeypatch.setattr(os, "replace", full)
    report = build([ROOT / "seeds"], out)
    assert [(one.code, Path(one.where).name) for one in report.refused] == [("output.unwritten", name)]
    assert "No space left on device" in report.refused[0].message
    assert report.exit_code == 1
    assert sorted(path.name for path in out.iterdir()) == sorted({"graph.ttl", "graph.html", "report.json", "store"} - {name})

    monkeypatch.undo()
    assert build([ROOT / "seeds"], out).exit_code == 0
    build([ROOT / "seeds"], tmp_path / "fresh")
    assert contents(out) == contents(tmp_path / "fresh")


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_document_on_which_a_stage_fails_is_told_and_the_others_are_built(tmp_path: Path, workers: str) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(20):
        (folder / f"{number:02}.txt").write_text(f"{WORDS} Texte {number}.", encoding="utf-8")
    (folder / "03.txt").write_text("Le texte fautif.", encoding="utf-8")
    # A fault that nobody foresaw, in a stage, wherever the document is understood.
    (tmp_path / "sitecustomize.py").write_text(
        "import kg.segment\n"
        "real = kg.segment.segment\n"
        "def segment(document):\n"
        "    if 'fautif' in document.text: raise RuntimeError('no such luck')\n"
        "    return real(document)\n"
        "kg.segment.segment = segment\n",
        encoding="utf-8",
    )
    path = os.pathsep.join((str(tmp_path), str(ROOT)))

    ran = kg("build", folder, "-o", tmp_path / "out", "--workers", workers, PYTHONPATH=path)

    assert ran.returncode == 1, ran.stderr
    (line,) = ran.stderr.splitlines()
    assert "03.txt" in line
    assert "no such luck" in line
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert [one["source"] for one in report["documents"]] == [f"{number:02}.txt" for number in range(20) if number != 3]


def test_a_file_that_may_not_be_read_is_told_and_the_others_are_built(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(WORDS, encoding="utf-8")
    (folder / "b.txt").chmod(0)
    # Root reads everything, unless it is without that power.
    powerless = ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if os.geteuid() == 0 else ()
    if powerless and subprocess.run((*powerless, "true"), capture_output=True).returncode:
        pytest.skip("setpriv is not here, without which root reads every file")

    ran = subprocess.run(
        (*powerless, sys.executable, "-m", "kg", "build", str(folder), "-o", str(tmp_path / "out")),
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert ran.returncode == 1, ran.stderr
    (line,) = ran.stderr.splitlines()
    assert "b.txt" in line
    assert "Permission denied" in line
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert [one["source"] for one in report["documents"]] == ["a.txt"]
