"""What a build costs after a build: nothing changed, a document more, one that is another, one less; and whether the bytes are
those of a fresh folder.

    python tests/bench/again.py [--documents N] [--corpus FILE.jsonl[.gz]] [--workers N] [--keep FOLDER]

Corpora as for suite.py. CPU is that of all processes; "over" is what a change costs over a build with
nothing changed. The last line tells what differs from a build of the same documents into another folder.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from suite import lines

KG = (sys.executable, "-m", "kg")


class Cost(NamedTuple):
    """CPU and wall-clock seconds."""

    cpu: float
    wall: float


def run(*arguments: str | Path) -> Cost:
    """What a command of kg costs. Raises RuntimeError where it fails."""
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    begun = time.monotonic()
    child = os.posix_spawn(sys.executable, (*KG, *map(str, arguments)), os.environ, file_actions=quiet)
    _, status, usage = os.wait4(child, 0)
    if status:
        raise RuntimeError(f"exit {os.waitstatus_to_exitcode(status)} of kg {' '.join(map(str, arguments))}")
    return Cost(usage.ru_utime + usage.ru_stime, time.monotonic() - begun)


def versions(some: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """What happens to a corpus, and its lines then; the last line of ``some`` comes in on the way."""
    middle = len(some) // 2
    yield "first build", [*some[:-1]]
    yield "nothing changed", [*some[:-1]]
    yield "one document added", [*some]
    record = json.loads(some[middle])
    name = next(key for key in ("dispositif", "text") if key in record)
    record[name] = f"{record[name] or ''} L'article 515-9 du code civil est abrogé."
    other = [*some[:middle], json.dumps(record, ensure_ascii=False) + "\n", *some[middle + 1 :]]
    yield "one document changed", other
    yield "one document removed", [*other[: middle // 2], *other[middle // 2 + 1 :]]


def content(out: Path) -> dict[str, str]:
    """Digests of all that is in a folder: of the store, the quads in any order; of the report, all but what it says of the page,
    which a small change of a large graph leaves to `kg view`."""
    from kg.outputs import open_graph

    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    report["outputs"] = [name for name in report["outputs"] if name != "graph.html"]
    report["validation"] = [one for one in report["validation"] if one["where"] != "graph.html"]
    with open_graph(out) as store:
        quads = 0
        for graph in store.graphs():
            for line in store.named(graph):
                quads ^= int.from_bytes(hashlib.blake2b(f"{line} {graph}".encode(), digest_size=16).digest())
    found = {"the quads of the store": f"{quads:x}", "report.json": hashlib.sha256(json.dumps(report).encode()).hexdigest()}
    for name in ("graph.ttl", "graph.html"):
        if (out / name).exists():
            found[name] = hashlib.sha256((out / name).read_bytes()).hexdigest()
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the table, row by row."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for what is built, to be looked at")
    options = parser.parse_args(arguments)
    with TemporaryDirectory() as name:
        place = options.keep or Path(name)
        place.mkdir(parents=True, exist_ok=True)
        corpus, workers = place / "corpus.jsonl", ("--workers", str(options.workers))
        first = least = 0.0
        sys.stdout.write(f"{options.documents} documents\n{'':24}{'CPU':>10}{'of first':>10}{'over':>10}{'wall':>10}\n")
        for what, some in versions(lines(options.corpus, options.documents + 1)):
            corpus.write_text("".join(some), encoding="utf-8")
            cost = run("build", corpus, "-o", place / "out", *workers)
            first, least = first or cost.cpu, cost.cpu if what == "nothing changed" else least
            share = f"{cost.cpu / first:>9.1%}" if first else ""
            over = f"{cost.cpu - least:>8.2f} s" if least else f"{'–':>10}"
            sys.stdout.write(f"{what:24}{cost.cpu:>8.2f} s {share}{over}{cost.wall:>8.1f} s\n")
            sys.stdout.flush()
        run("build", corpus, "-o", place / "fresh", *workers)
        if (place / "fresh" / "graph.html").exists():
            run("view", "--print", "-o", place / "out")
        mine, its = content(place / "out"), content(place / "fresh")
        others = sorted(name for name in mine.keys() | its.keys() if mine.get(name) != its.get(name))
        same = f"as in a fresh folder, byte for byte: {', '.join(sorted(mine))}"
        sys.stdout.write(f"other than in a fresh folder: {', '.join(others)}\n" if others else f"{same}\n")


if __name__ == "__main__":
    main()
