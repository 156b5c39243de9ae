"""``kg build``, ``kg import`` and ``kg remove`` killed at any moment: the store opens and holds exactly the last committed set,
the same command again completes, and what it leaves is byte for byte what a fresh folder would hold."""

from __future__ import annotations

import functools
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from dumps import EPR, LFI, MIS, PANOT, group, scrutin, zipped

from kg.outputs import STORE, lines, open_graph

ROOT = Path(__file__).resolve().parents[2]
FILES = ("graph.ttl", "graph.html", "report.json")
KG = (sys.executable, "-m", "kg")
ACTIONS = ("build", "import", "remove")


@dataclass(frozen=True)
class State:
    """What a folder holds: the documents (0: ``a``; 1: ``a`` and ``b``) and the import (0 or 1: two versions of one dump)."""

    documents: int
    votes: int

    def after(self, action: str) -> State:
        return State(self.documents, 1 - self.votes) if action == "import" else State(1 - self.documents, self.votes)


@dataclass(frozen=True)
class Content:
    """The quads of the store and the bytes of the files beside it."""

    quads: frozenset[str]
    files: tuple[bytes, ...]


def stored(out: Path) -> frozenset[str]:
    with open_graph(out) as store:
        return frozenset(lines(store))


def content(out: Path) -> Content:
    return Content(stored(out), tuple((out / name).read_bytes() for name in FILES))


class Trials:
    """A folder that goes from state to state, killed on the way."""

    def __init__(self, place: Path, seed: int) -> None:
        self.place = place
        self.chance = random.Random(seed)
        self.lasts: dict[str, float] = {}
        self.seen: Counter[str] = Counter()
        text = next(path for path in sorted((ROOT / "seeds").iterdir()) if path.suffix == ".md").read_text(encoding="utf-8")
        for number, names in enumerate((("a.md",), ("a.md", "b.md"))):
            folder = place / f"documents-{number}"
            folder.mkdir()
            for name in names:
                written = text if name == "a.md" else text.replace("2021", "2020")
                (folder / name).write_text(written, encoding="utf-8")
            votes = [scrutin(n, "l'ensemble du projet de loi", *self._groups(n + number)) for n in range(1, 40 + number)]
            zipped(place / f"votes-{number}.zip", {f"json/VTANR5L17V{n}.json": record for n, record in enumerate(votes, 1)})
        self.at = State(0, 0)
        self.out = place / "out"
        self._make(self.out, self.at)
        begun = {self.at: content(self.out)}
        self.fresh = functools.cache(lambda state: begun.get(state) or self._fresh(state))

    @staticmethod
    def _groups(number: int) -> tuple[object, object]:
        return group(EPR, "pour", (MIS,)), group(LFI, "contre", (), (PANOT,)) if number % 2 else group(LFI, "pour", (PANOT,))

    def _command(self, action: str, state: State, out: Path) -> tuple[str, ...]:
        """What brings a folder to a state."""
        if action == "remove" and state.documents == 0:
            return (*KG, "remove", "b", "-o", str(out))
        if action == "import":
            return (*KG, "import", "scrutins", str(self.place / f"votes-{state.votes}.zip"), "--replace", "-o", str(out))
        return (*KG, "build", str(self.place / f"documents-{state.documents}"), "-o", str(out))

    def _run(self, action: str, state: State, out: Path) -> subprocess.CompletedProcess[str]:
        begun = time.monotonic()
        done = subprocess.run(self._command(action, state, out), capture_output=True, text=True, timeout=120)
        self.lasts[action] = time.monotonic() - begun
        return done

    def _make(self, out: Path, state: State) -> None:
        for action in ("build", "import"):
            done = self._run(action, state, out)
            assert done.returncode == 0, done.stderr

    def _fresh(self, state: State) -> Content:
        out = self.place / f"fresh-{state.documents}-{state.votes}"
        self._make(out, state)
        return content(out)

    def trial(self, action: str) -> None:
        """Kills one run of a command at a random moment, looks at what is there, and runs it again."""
        if action == "remove" and self.at.documents == 0:
            assert self._run("build", State(1, self.at.votes), self.out).returncode == 0
            self.at = State(1, self.at.votes)
        before, after = self.at, self.at.after(action)
        child = subprocess.Popen(
            self._command(action, after, self.out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        moment = self.chance.uniform(0.05, 1.0) * self.lasts.get(action, 2.0)
        try:
            child.wait(timeout=moment)
            ended = "ended"
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
            child.wait()
            ended = "killed"
        held = stored(self.out)
        where = f"{action} killed after {moment:.3f} s, from {before} to {after}"
        committed = held == self.fresh(after).quads
        assert committed or held == self.fresh(before).quads, f"{where}: the store holds neither set"
        self.seen[f"{action} {ended}, {'after' if committed else 'before'} the commit"] += 1
        again = self._run(action, after, self.out)
        gone = action == "remove" and committed  # the document is no longer there to be removed; the files are completed
        assert again.returncode == (2 if gone else 0), f"{where}: {again.stderr}"
        found = content(self.out)
        assert found.quads == self.fresh(after).quads, f"{where}: the next run holds another set"
        for name, mine, its in zip(FILES, found.files, self.fresh(after).files, strict=True):
            assert mine == its, f"{where}: {name} is not that of a fresh build"
        self.at = after

    def killed(self, action: str) -> int:
        return sum(times for what, times in self.seen.items() if what.startswith(f"{action} killed"))


def killed_runs(place: Path, kills: int, seed: int) -> Trials:
    """Trials until each command has been killed ``kills`` times: one that ended before its moment does not count."""
    trials = Trials(place, seed)
    for _ in range(5 * kills):
        for action in ACTIONS:
            if trials.killed(action) < kills:
                trials.trial(action)
    assert all(trials.killed(action) == kills for action in ACTIONS), trials.seen
    left = sorted(path.name for path in trials.out.iterdir() if path.name not in (*FILES, STORE))
    assert all(name.startswith(".") for name in left), left  # what a killed process leaves is hidden, and never read
    generations = [path for path in (trials.out / STORE).iterdir() if path.is_dir()]
    assert len(generations) <= 2 + 1, generations  # and does not pile up
    return trials


def test_runs_killed_at_some_moment_leave_the_last_committed_set(tmp_path: Path) -> None:
    killed_runs(tmp_path, kills=1, seed=1)


@pytest.mark.soak
def test_runs_killed_at_a_hundred_moments_leave_the_last_committed_set(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trials = killed_runs(tmp_path, kills=34, seed=2)
    with capsys.disabled():
        print("\n" + "\n".join(f"{times:4} × {what}" for what, times in sorted(trials.seen.items())))
