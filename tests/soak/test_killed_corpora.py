"""A build of a corpus by two processes, all of them killed at once at some moment of the whole: the next run completes, and what
it leaves is byte for byte what a fresh folder would hold. So does a build that adds to what is there, and so does a store of any
size as a very large one, in which what a document says of itself alone is indexed once."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from test_killed_runs import KG, content, stored

from kg.outputs import STORE
from kg.store.ledger import folded, opened

LARGE = (sys.executable, "-c", "from kg.store import folding; folding.GRAPHED_UP_TO = 0; from kg.cli import main; main()")
"""The program, to which any store is a very large one."""
SENTENCES = Path(__file__).parents[1] / "relate" / "bulk-sample.jsonl"


def corpus(path: Path, documents: range) -> Path:
    """A corpus of documents of some sentences each."""
    rows = [json.loads(line)["sentence"] for line in SENTENCES.read_text(encoding="utf-8").splitlines()]
    with path.open("w", encoding="utf-8") as file:
        for number in documents:
            words = " ".join((f"Document {number}.", *rows[number % 60 :: 60][:8]))
            file.write(json.dumps({"uid": f"S{number}", "date": "2013-10-10", "text": words}) + "\n")
    return path


def is_folded(out: Path) -> bool:
    current = (out / STORE / "current").read_text(encoding="ascii")
    with opened(out / STORE / f"{current}.sources") as ledger:
        return folded(ledger)


def killed_builds(place: Path, documents: int, kills: int, seed: int, program: tuple[str, ...] = KG) -> Counter[str]:
    """Kills builds until ``kills`` have died in the middle, every second one of a folder that holds half the corpus already."""
    chance = random.Random(seed)
    sources = place / "corpus.jsonl"
    half = corpus(sources, range(documents // 2)).read_bytes()
    whole = corpus(sources, range(documents)).read_bytes()

    def build(out: Path) -> subprocess.Popen[bytes]:
        command = (*program, "build", str(sources), "-o", str(out), "--workers", "2")
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)

    begun = time.monotonic()
    assert build(place / "fresh").wait(timeout=600) == 0
    lasts, fresh = time.monotonic() - begun, content(place / "fresh")
    assert is_folded(place / "fresh") == (program is LARGE)
    seen: Counter[str] = Counter()
    for trial in range(5 * kills):
        if seen.total() == kills:
            break
        out, began_with = place / f"out-{trial}", frozenset[str]()
        if trial % 2:
            sources.write_bytes(half)
            assert build(out).wait(timeout=600) == 0
            began_with = stored(out)
            sources.write_bytes(whole)
        moment = chance.uniform(0.05, 1.0) * (lasts / 2 if trial % 2 else lasts)
        child = build(out)
        try:
            child.wait(timeout=moment)
            continue
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
        held = stored(out) if (out / "store" / "current").exists() else frozenset()
        assert held in (began_with, fresh.quads), f"killed after {moment:.2f} s: the store holds neither set"
        state = "with all in the store" if held == fresh.quads else "with half in the store" if held else "with nothing yet"
        seen[f"{state}, {'some' if (out / '.unfinished').exists() else 'none'} kept aside"] += 1
        assert build(out).wait(timeout=600) == 0
        assert content(out) == fresh, f"killed after {moment:.2f} s: what the next run left is not that of a fresh folder"
        assert is_folded(out) == (program is LARGE)
    assert seen.total() == kills, seen
    return seen


def test_a_build_by_two_processes_that_are_killed_completes_the_next_time(tmp_path: Path) -> None:
    killed_builds(tmp_path, documents=24, kills=1, seed=3, program=LARGE)


@pytest.mark.soak
@pytest.mark.parametrize("program", [KG, LARGE], ids=["small store", "large store"])
def test_builds_killed_at_ten_moments_complete_the_next_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], program: tuple[str, ...]
) -> None:
    seen = killed_builds(tmp_path, documents=400, kills=10, seed=4, program=program)
    with capsys.disabled():
        print("\n" + "\n".join(f"{times:4} × killed {what}" for what, times in sorted(seen.items())))
