"""What commands cost in CPU seconds and memory, each run in a process of its own: the median of several runs.

Figures are printed, never asserted: they depend on the machine. The ratios between rows of one table are what counts.
"""

from __future__ import annotations

import os
import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"
SPACY = """
import sys, warnings
warnings.simplefilter("ignore")
import spacy
try:
    nlp, name = spacy.load("{model}"), "{model}"
except OSError:
    nlp, name = spacy.blank("fr"), "blank('fr'): a tokeniser alone"
for path in sys.argv[1:]:
    nlp(open(path, encoding="utf-8").read())
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """The median CPU time (user and system, in seconds) and the largest memory (in MB) of some runs of a command."""

    name: str
    cpu: float
    memory: float

    def row(self, unit: Cost) -> str:
        return f"{self.name:<58}{self.cpu:>8.3f} s{self.cpu / unit.cpu:>8.2f} ×{self.memory:>8.0f} MB"


def cost(name: str, command: Sequence[str], runs: int) -> Cost:
    """Runs a command ``runs`` times and measures each run; "RUN" in it is the number of the run, so that none finds what another
    left. Raises RuntimeError where it fails.

    A child begins with the memory of its parent, so that figures below the parent's own are not to be had: to measure memory,
    run this file by itself.
    """
    seconds, memory = [], 0.0
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    for run in range(runs):
        child = os.posix_spawn(command[0], [part.replace("RUN", str(run)) for part in command], os.environ, file_actions=quiet)
        _, status, usage = os.wait4(child, 0)
        if status:
            raise RuntimeError(f"{name}: exit {os.waitstatus_to_exitcode(status)} of {' '.join(command)}")
        seconds.append(usage.ru_utime + usage.ru_stime)
        memory = max(memory, usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10))
    return Cost(name, statistics.median(seconds), memory)


def table(runs: int, interpreter: str = sys.executable) -> list[str]:
    """The lines of the table: each command beside the bare import that it is held against."""
    kg = (interpreter, "-m", "kg")
    documents = sorted(str(path) for path in SEEDS.iterdir() if path.suffix == ".md")
    lines = [f"CPU of a whole process, median of {runs} runs"]
    with TemporaryDirectory() as place:
        click = cost("import click", (interpreter, "-c", "import click"), runs)
        rdflib = cost("import rdflib", (interpreter, "-c", "import rdflib"), runs)
        lines += ["", f"{'start':<58}{'CPU':>10}{'of click':>10}{'memory':>11}"]
        lines += [click.row(click), cost("kg --help", (*kg, "--help"), runs).row(click)]
        lines += ["", f"{'the seed documents, from start to files written':<58}{'CPU':>10}{'of rdflib':>10}{'memory':>11}"]
        lines.append(rdflib.row(rdflib))
        build = cost("kg build seeds", (*kg, "build", str(SEEDS), "-o", f"{place}/out-RUN"), runs)
        lines.append(build.row(rdflib))
        lines += _spacy(documents, rdflib, runs, interpreter)
    return lines


def _spacy(documents: Sequence[str], unit: Cost, runs: int, interpreter: str) -> list[str]:
    """spaCy's French pipelines on the same files, those that are installed, here or in ``.venv-spacy``."""
    apart = ROOT / ".venv-spacy" / "bin" / "python"
    interpreter = str(apart) if apart.exists() else interpreter
    if not _has(interpreter, "spacy"):
        return ["spaCy is not installed: make bench-spacy"]
    models = [name for name in ("fr_core_news_sm", "fr_core_news_md") if _has(interpreter, name)]
    rows = [cost(f"spaCy {name}", (interpreter, "-c", SPACY.format(model=name), *documents), runs) for name in models]
    if not models:
        script = SPACY.format(model="none")
        rows = [cost("spaCy blank('fr'), its tokeniser alone (no model here)", (interpreter, "-c", script, *documents), runs)]
    return [row.row(unit) for row in rows]


def _has(interpreter: str, module: str) -> bool:
    found = f"import importlib.util, sys; sys.exit(importlib.util.find_spec('{module}') is None)"
    child = os.posix_spawn(interpreter, (interpreter, "-c", found), os.environ)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


if __name__ == "__main__":
    sys.stdout.write("\n".join(table(int(sys.argv[1]) if sys.argv[1:] else 5)) + "\n")
