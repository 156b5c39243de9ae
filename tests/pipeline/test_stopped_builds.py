"""A build that is interrupted or terminated ends in one line, with the exit code of its signal and no process left; run again, it
completes to what a fresh folder holds."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from test_build_again import ROOT, bytes_of, write

from kg.pipeline import build


def left(group: int) -> list[str]:
    """The processes of a group."""
    listed = subprocess.run(("ps", "-eo", "pgid=,stat=,args="), check=True, capture_output=True, text=True).stdout
    rows = (line.split(None, 2) for line in listed.splitlines())
    return [args for own, state, args in rows if int(own) == group and not state.startswith("Z")]


@pytest.mark.parametrize(
    ("workers", "number", "moment"), [("1", signal.SIGTERM, 0.5), ("2", signal.SIGINT, 0.3), ("2", signal.SIGINT, 1.0)]
)
def test_a_stopped_build_says_so_and_goes_on(tmp_path: Path, workers: str, number: signal.Signals, moment: float) -> None:
    texts, out = write(tmp_path / "texts", 80), tmp_path / "out"
    command = (sys.executable, "-m", "kg", "build", str(texts), "-o", str(out), "--workers", workers)
    # A process group of its own: Ctrl-C reaches all processes of a terminal, and so does what a supervisor sends.
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    running = Path(f"/proc/{child.pid}")
    while not handles(running, signal.SIGTERM):  # it is ready to be stopped from then on
        assert child.poll() is None
    time.sleep(moment)
    os.killpg(child.pid, number)
    _, told = child.communicate(timeout=60)

    if child.returncode == 0:
        pytest.skip("the build had ended before it was stopped")
    assert child.returncode == 128 + number, told
    assert told == "stopped; what was there is as it was. The same command goes on where it was.\n"
    deadline = time.monotonic() + 20
    while left(child.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert left(child.pid) == []
    assert subprocess.run(command, cwd=ROOT, capture_output=True).returncode == 0
    build([texts], tmp_path / "fresh")
    assert bytes_of(out) == bytes_of(tmp_path / "fresh")


def handles(process: Path, number: int) -> bool:
    """Whether a process handles a signal itself."""
    mask = next(line for line in (process / "status").read_text().splitlines() if line.startswith("SigCgt:"))
    return bool(int(mask.split()[1], 16) >> (number - 1) & 1)
