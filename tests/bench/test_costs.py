"""The costs of commands, measured and printed; no time is asserted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from costs import cost, table

MEASURE = f"""
import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})
from costs import cost
idle = cost("idle", (sys.executable, "-c", "pass"), 1)
busy = cost("busy", (sys.executable, "-c", "sum(range(20_000_000)); b = b'1' * 600_000_000"), 1)
assert busy.cpu > idle.cpu > 0
assert busy.memory > 550 > idle.memory
print(busy.row(idle))
"""


def test_a_cost_counts_the_work_and_the_memory_of_the_process() -> None:
    # In a process of its own, since a child begins with the memory of its parent.
    printed = subprocess.run((sys.executable, "-c", MEASURE), check=True, capture_output=True, text=True).stdout

    assert "×" in printed


def test_a_command_that_fails_gives_no_figure() -> None:
    with pytest.raises(RuntimeError, match="exit 3"):
        cost("fails", (sys.executable, "-c", "raise SystemExit(3)"), 1)


def test_one_table_holds_the_command_and_what_it_is_held_against() -> None:
    lines = "\n".join(table(1))

    for name in ("import click", "kg --help", "import rdflib", "kg build seeds", "spaCy"):
        assert name in lines


@pytest.mark.bench
def test_print_the_costs(capsys: pytest.CaptureFixture[str]) -> None:
    script = Path(__file__).with_name("costs.py")
    printed = subprocess.run((sys.executable, str(script), "5"), check=True, capture_output=True, text=True).stdout

    with capsys.disabled():
        print(f"\n{printed}")
