"""``kg build`` killed at any moment leaves the last good graph, whole, and nothing that hinders the next build."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OUTPUTS = ("graph.ttl", "graph.html", "report.json")
KG = (sys.executable, "-m", "kg")


def build(sources: Path, out: Path) -> None:
    subprocess.run((*KG, "build", str(sources), "-o", str(out)), check=True, capture_output=True, timeout=120)


def contents(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in OUTPUTS}


def kill_builds(place: Path, rounds: int, seed: int) -> int:
    """Kills ``rounds`` builds, each at a moment of its own; returns how many of them had not ended by themselves."""
    chance = random.Random(seed)
    seed_text = next(path for path in sorted((ROOT / "seeds").iterdir()) if path.suffix == ".md").read_text(encoding="utf-8")
    versions = []
    for number, text in enumerate((seed_text, seed_text.replace("2021", "2020"))):
        folder = place / f"sources-{number}"
        folder.mkdir()
        (folder / "document.md").write_text(text, encoding="utf-8")
        started = time.monotonic()
        build(folder, place / f"good-{number}")
        versions.append((folder, contents(place / f"good-{number}"), time.monotonic() - started))
    out = place / "out"
    build(versions[0][0], out)
    killed = 0
    for number in range(rounds):
        folder, _, lasts = versions[number % 2]
        child = subprocess.Popen(
            (*KG, "build", str(folder), "-o", str(out)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(0.3, 1.1) * lasts)
        child.send_signal(signal.SIGKILL)
        killed += child.wait() == -signal.SIGKILL
        for name, content in contents(out).items():
            assert content in (versions[0][1][name], versions[1][1][name]), f"{name} is neither graph after kill {number}"
    build(versions[1][0], out)
    assert contents(out) == versions[1][1]
    left = sorted(path.name for path in out.iterdir() if path.name not in (*OUTPUTS, "store"))
    assert all(name.startswith(".") for name in left), left  # what a killed process leaves is hidden, and never read
    return killed


def test_a_build_killed_at_some_moment_leaves_the_last_good_graph(tmp_path: Path) -> None:
    assert kill_builds(tmp_path, rounds=4, seed=1) > 0


@pytest.mark.soak
def test_builds_killed_at_many_moments_leave_the_last_good_graph(tmp_path: Path) -> None:
    assert kill_builds(tmp_path, rounds=150, seed=2) > 75


def kill_removals(place: Path, rounds: int, seed: int) -> int:
    """Kills ``rounds`` removals of a document: whenever it was, the same removal again ends in the bytes of a fresh build."""
    chance = random.Random(seed)
    text = next(path for path in sorted((ROOT / "seeds").iterdir()) if path.suffix == ".md").read_text(encoding="utf-8")
    both, one = place / "both", place / "one"
    for folder, names in ((both, ("a.md", "b.md")), (one, ("a.md",))):
        folder.mkdir()
        for name in names:
            (folder / name).write_text(text, encoding="utf-8")
        build(folder, place / f"good-{folder.name}")
    out = place / "out"
    killed = 0
    for number in range(rounds):
        build(both, out)
        assert contents(out) == contents(place / "good-both"), number
        started = time.monotonic()
        child = subprocess.Popen((*KG, "remove", "b", "-o", str(out)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.05, 1.5))
        child.send_signal(signal.SIGKILL)
        killed += child.wait() == -signal.SIGKILL
        assert time.monotonic() - started < 60
        subprocess.run((*KG, "remove", "b", "-o", str(out)), check=False, capture_output=True, timeout=120)
        for name in ("graph.ttl", "graph.html"):
            assert (out / name).read_bytes() == (place / "good-one" / name).read_bytes(), (name, number)
    return killed


def test_a_removal_killed_at_some_moment_is_completed_by_the_next(tmp_path: Path) -> None:
    assert kill_removals(tmp_path, rounds=2, seed=3) > 0


@pytest.mark.soak
def test_removals_killed_at_many_moments_are_completed_by_the_next(tmp_path: Path) -> None:
    assert kill_removals(tmp_path, rounds=100, seed=4) > 50
