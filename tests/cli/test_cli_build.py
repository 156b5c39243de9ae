"""``kg build``: what it writes, what it says of what it cannot read, and that the same input gives the same bytes."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from kg import cli

ROOT = Path(__file__).resolve().parents[2]
SEED = next(path for path in sorted((ROOT / "seeds").iterdir()) if path.suffix == ".md")
LINE = "Le Premier ministre a reçu ce jour le député Jean-Michel Mis. "
FILLER = "Les mots se suivent et ne nomment personne. "
GOOD = {
    "latin-1.txt": ("Hôtel de Matignon, 9 septembre 2021\n\n" + LINE).encode("latin-1"),
    "decomposed.md": unicodedata.normalize("NFD", "Paris, le 9 septembre 2021\n\n" + LINE).encode(),
    "long.txt": (LINE + FILLER * (5_000_000 // len(FILLER))).encode(),
    "hostile.html": f"<html><body><script>alert(1)</script><p>{LINE}<img src=x onerror=alert(2)></p></body></html>".encode(),
}
BAD = {
    "empty.md": b"",
    "binary.txt": bytes(range(256)) * 20,
    "archive.zip": b"PK\x03\x04" + b"\x00" * 100,
}


def kg(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = (sys.executable, "-m", "kg", *map(str, arguments))
    return subprocess.run(command, capture_output=True, text=True, timeout=300, env={**os.environ, **environment})


def digests(out: Path) -> dict[str, str]:
    return {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in ("graph.ttl", "graph.html", "report.json")}


def test_a_build_writes_the_graph_the_page_and_the_report_and_says_where(tmp_path: Path) -> None:
    ended = kg("build", SEED, "-o", tmp_path / "out")

    assert (ended.returncode, ended.stderr) == (0, "")
    for name in ("graph.ttl", "graph.html", "report.json"):
        assert (tmp_path / "out" / name).stat().st_size > 0
        assert str(tmp_path / "out" / name) in ended.stdout
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert [line["source"] for line in report["documents"]] == [SEED.name]
    assert report["conforms"] is True


def test_the_good_documents_of_a_folder_are_built_and_each_bad_one_gets_one_line(tmp_path: Path) -> None:
    for name, content in {**GOOD, **BAD}.items():
        (tmp_path / name).write_bytes(content)
    ended = kg("build", tmp_path, "-o", tmp_path / "out")

    assert ended.returncode == 1
    lines = ended.stderr.splitlines()
    for name in BAD:
        assert len([line for line in lines if name in line]) == 1, ended.stderr
    assert "Traceback" not in ended.stderr
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert {line["source"] for line in report["documents"]} == set(GOOD)
    assert len(report["refused"]) == len(BAD)
    assert "alert(2)" not in (tmp_path / "out" / "graph.ttl").read_text(encoding="utf-8")


def test_where_nothing_can_be_built_the_last_graph_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert cli.run(["build", str(SEED), "-o", str(out)]) == 0
    before = digests(out)
    (tmp_path / "empty.md").write_bytes(b"")
    capsys.readouterr()

    assert cli.run(["build", str(tmp_path / "empty.md"), "-o", str(out)]) == 2
    assert "empty.md" in capsys.readouterr().err
    assert digests(out) == before


def test_an_output_folder_that_cannot_be_written_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")

    assert cli.run(["build", str(SEED), "-o", str(tmp_path / "file" / "out")]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert str(tmp_path / "file") in error


def test_hash_seed_and_order_of_sources_do_not_change_a_byte(tmp_path: Path) -> None:
    names = ("un.md", "deux.md", "trois.md")
    text = SEED.read_text(encoding="utf-8")
    for number, name in enumerate(names):
        (tmp_path / name).write_text(text.replace("9 septembre", f"{9 + number} septembre"), encoding="utf-8")
    made = []
    for seed, order in (("0", names), ("7", names[::-1]), ("23", (names[1], names[0], names[2]))):
        ended = kg("build", *(tmp_path / name for name in order), "-o", tmp_path / seed, PYTHONHASHSEED=seed)
        assert ended.returncode == 0, ended.stderr
        made.append(digests(tmp_path / seed))

    assert made[0] == made[1] == made[2]
