"""A build on a real Dask scheduler with workers of its own: what comes of it is what one process makes, whatever dies."""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("distributed")

ROOT = Path(__file__).resolve().parents[2]
KG = (sys.executable, "-m", "kg")
WORDS = (
    "Le Premier ministre, Jean Castex, a reçu le député Jean-Michel Mis, qui lui a remis son rapport.",
    "À l’article L. 252 du code électoral, le nombre : « 1 000 » est remplacé par le nombre : « 500 ».",
    "Vu la loi n° 2022-52 du 24 janvier 2022 relative à la responsabilité pénale et à la sécurité intérieure.",
)


def free() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def ended(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(10)
    process.kill()
    process.wait()


class Scheduler:
    """A scheduler and its workers, each a process on this machine."""

    def __init__(self, place: Path) -> None:
        self.place, self.address = place, f"tcp://127.0.0.1:{free()}"
        self.processes: list[subprocess.Popen[bytes]] = []
        self.environment = {**os.environ, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
        self.start("scheduler", "--host", self.address, "--no-dashboard", "--dashboard-address", ":0")

    def start(self, *command: str, **environment: str) -> subprocess.Popen[bytes]:
        with (self.place / "log").open("ab") as log:
            process = subprocess.Popen(
                (sys.executable, "-m", "dask", *command),
                stdout=log,
                stderr=log,
                env={**self.environment, **environment},
                cwd=self.place,
            )
        self.processes.append(process)
        return process

    def worker(self, **environment: str) -> subprocess.Popen[bytes]:
        return self.start("worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard", **environment)

    def close(self) -> None:
        for process in reversed(self.processes):
            ended(process)


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[Scheduler]:
    (tmp_path / "dask").mkdir()
    one = Scheduler(tmp_path / "dask")
    yield one
    one.close()


def corpus(folder: Path, documents: int, name: str = "corpus.jsonl") -> Path:
    rows = ({"uid": f"D{n}", "date": "2021-09-09", "text": f"{WORDS[n % 3]} Document {n}."} for n in range(documents))
    path = folder / name
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def build(source: Path, out: Path, *more: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = (*KG, "build", str(source), "-o", str(out), *more)
    return subprocess.run(command, capture_output=True, text=True, timeout=240, env={**os.environ, **environment}, cwd=out.parent)


def union(shards: Path) -> list[bytes]:
    """The lines of all shards that the manifest lists, each once, sorted."""
    told = json.loads((shards / "manifest.json").read_text(encoding="utf-8"))
    lines: set[bytes] = set()
    for shard in told["shards"]:
        own = gzip.decompress((shards / shard["file"]).read_bytes()).splitlines()
        assert own == sorted(set(own)), shard["file"]
        lines.update(own)
    return sorted(lines)


def exported(out: Path) -> list[bytes]:
    ran = subprocess.run((*KG, "export", "--format", "nq", "-o", str(out)), check=True, capture_output=True, timeout=120)
    return sorted(ran.stdout.splitlines())


def same(first: Path, second: Path) -> None:
    for name in ("graph.ttl", "graph.html", "report.json"):
        assert (first / name).read_bytes() == (second / name).read_bytes(), name


def test_a_worker_killed_in_the_middle_costs_its_partition_and_the_shards_are_the_build_of_one_process(
    tmp_path: Path, scheduler: Scheduler
) -> None:
    source, out, shards = corpus(tmp_path, 240), tmp_path / "out", tmp_path / "shared"
    doomed = scheduler.worker()
    scheduler.worker()
    command = (*KG, "build", str(source), "-o", str(out), "--cluster", scheduler.address, "--shards", f"file://{shards}")
    run = subprocess.Popen((*command, "--partition", "8"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path)
    deadline = time.monotonic() + 120
    while len(list(shards.glob("*.nq.gz"))) < 3 and run.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    left = run.poll()
    doomed.send_signal(signal.SIGKILL)
    _, said = run.communicate(timeout=240)

    assert left is None, "the build was over before a worker could be killed"
    assert (run.returncode, said) == (0, b"")
    assert build(source, tmp_path / "alone").returncode == 0
    same(out, tmp_path / "alone")
    assert union(shards) == exported(tmp_path / "alone") == exported(out)
    told = json.loads((shards / "manifest.json").read_text(encoding="utf-8"))
    assert told["documents"] == 240
    assert len(told["shards"]) > 10
    assert {path.name for path in shards.iterdir()} == {"manifest.json"} | {
        name for shard in told["shards"] for name in (shard["file"], shard["file"].replace(".nq.", ".json."))
    }


def test_the_next_run_takes_the_shards_that_are_there_and_one_more_document_is_one_more_partition(
    tmp_path: Path, scheduler: Scheduler
) -> None:
    out, shards = tmp_path / "out", tmp_path / "out" / "shards"
    worker = scheduler.worker()
    options = ("--cluster", scheduler.address, "--partition", "8")
    assert build(corpus(tmp_path, 60), out, *options).returncode == 0
    first = {path.name: path.stat().st_mtime_ns for path in shards.glob("part-*")}
    source = corpus(tmp_path, 61)
    twin = {"uid": "d1", "text": "Le Premier ministre a reçu Mme Brulebois."}  # the same id as D1
    with source.open("a", encoding="utf-8") as file:
        file.write(json.dumps(twin) + "\n")

    ran = build(source, out, *options)

    assert ran.returncode == 1
    assert "would get the same document id" in ran.stderr
    second = {path.name: path.stat().st_mtime_ns for path in shards.glob("part-*")}
    assert len(first.items() & second.items()) >= len(first) - 2
    build(source, tmp_path / "alone")
    same(out, tmp_path / "alone")
    assert union(shards) == exported(tmp_path / "alone")
    ended(worker)


def test_a_document_that_kills_every_worker_is_told_and_the_others_are_built(tmp_path: Path, scheduler: Scheduler) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.txt").write_text(f"{WORDS[number % 3]} Texte {number}.", encoding="utf-8")
    (folder / "3.txt").write_text("Le texte qui tue.", encoding="utf-8")
    (folder / "5.pdf").write_bytes(b"no PDF")
    (tmp_path / "fault").mkdir()
    # Where a library crashes the process: here the stage that reads plain text does.
    (tmp_path / "fault" / "sitecustomize.py").write_text(
        "import os\n"
        "from kg import pipeline\n"
        "real = pipeline.understand\n"
        "def understand(document, *more):\n"
        "    if 'tue' in document.text: os._exit(9)\n"
        "    return real(document, *more)\n"
        "pipeline.understand = understand\n",
        encoding="utf-8",
    )
    scheduler.start(
        "worker",
        scheduler.address,
        "--nthreads",
        "1",
        "--no-dashboard",
        PYTHONPATH=os.pathsep.join((str(tmp_path / "fault"), str(ROOT))),
    )

    ran = build(folder, tmp_path / "out", "--cluster", scheduler.address)

    assert ran.returncode == 1, ran.stderr
    assert re.search(r"3\.txt: .*every worker that took it died", ran.stderr)
    assert "5.pdf" in ran.stderr
    assert len(json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))["documents"]) == 5


def test_other_rules_on_a_worker_are_an_error_before_anything_is_done(tmp_path: Path, scheduler: Scheduler) -> None:
    other = tmp_path / "other"
    shutil.copytree(ROOT / "kg", other / "kg", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "ontology", other / "ontology")
    with (other / "ontology" / "lexicon" / "parties.csv").open("a", encoding="utf-8") as file:
        file.write("# another edition\n")
    scheduler.worker(PYTHONPATH=str(other))

    ran = build(corpus(tmp_path, 3), tmp_path / "out", "--cluster", scheduler.address)

    assert ran.returncode == 2
    assert "has other rules or another kg" in ran.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--cluster", "nowhere"), "not the address of a scheduler"),
        (("--cluster", f"tcp://127.0.0.1:{free()}"), "no scheduler answers"),
        (("--shards", "x"), "--shards is for --cluster"),
        (("--cluster", "tcp://127.0.0.1:1", "--partition", "0"), "0 is not in the range"),
    ],
)
def test_a_cluster_that_is_none_is_told(tmp_path: Path, options: tuple[str, ...], says: str) -> None:
    ran = build(corpus(tmp_path, 1), tmp_path / "out", *options, DASK_DISTRIBUTED__COMM__RETRY__COUNT="0")

    assert ran.returncode == 2
    assert says in " ".join(ran.stderr.split())
    assert "Traceback" not in ran.stderr
