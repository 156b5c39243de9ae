"""Requests per second and their 99th percentile on a million triples, beside rdflib-endpoint in memory: printed, not asserted.

RDFLIB_ENDPOINT=/path/to/an/environment/bin/python SECONDS=10 ROUNDS=3 pytest -m bench -s tests/serve/test_load.py
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import httpx
import pyoxigraph as ox
import pytest
from serving import raw_graph, service

PEOPLE = 200_000
SECONDS = os.environ.get("SECONDS", "10")
ROUNDS = int(os.environ.get("ROUNDS", "3"))
RIVAL = os.environ.get("RDFLIB_ENDPOINT", "")
WRK = shutil.which("wrk")
QUESTIONS = {
    "point lookup": "SELECT ?p ?o { <http://e.example/N> ?p ?o }",
    "two hops": "SELECT ?z { <http://e.example/N> <http://e.example/met> ?y . ?y <http://e.example/met> ?z }",
}
UNBOUNDED = """
import sys, pyoxigraph, uvicorn
from urllib.parse import parse_qs
store = pyoxigraph.Store.read_only(sys.argv[1])
async def app(scope, receive, send):
    if scope["type"] != "http": return
    text = parse_qs(scope["query_string"].decode())["query"][0]
    body = store.query(text).serialize(format=pyoxigraph.QueryResultsFormat.JSON)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/sparql-results+json")]})
    await send({"type": "http.response.body", "body": body})
uvicorn.run(app, port=int(sys.argv[2]), log_level="error", lifespan="off")
"""
"""The same engine asked in the process that answers: what isolation is measured against."""


def triples() -> Iterator[ox.Triple]:
    """Five a person: a class, a name, an age, two meetings."""

    def node(name: object) -> ox.NamedNode:
        return ox.NamedNode(f"http://e.example/{name}")

    kind, person, name, age, met = node("type"), node("Person"), node("name"), node("age"), node("met")
    for number in range(PEOPLE):
        who = node(number)
        yield ox.Triple(who, kind, person)
        yield ox.Triple(who, name, ox.Literal(f"Nom {number}"))
        yield ox.Triple(who, age, ox.Literal(number % 90))
        yield ox.Triple(who, met, node((number * 7919 + 1) % PEOPLE))
        yield ox.Triple(who, met, node((number * 104_729 + 3) % PEOPLE))


def spent(pid: int) -> float:
    """Seconds of processor time of a process and its children that live."""
    tree = [pid, *(int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split())]
    fields = [Path(f"/proc/{one}/stat").read_text(encoding="utf-8").rpartition(")")[2].split() for one in tree]
    return sum(int(one[11]) + int(one[12]) for one in fields) / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Load:
    """What a run showed: requests a second, the 99th percentile of their latency, processor time a request (milliseconds)."""

    rate: float
    p99: float
    cost: float
    failed: str


def loaded(url: str, pid: int, question: str, folder: Path, path: str = "/sparql") -> Load:
    """Eight connections, a person drawn anew for each request, so that no two questions of a run need be the same."""
    encoded = str(httpx.QueryParams({"query": question}))
    before, after = encoded.split("%2FN%3E")
    script = folder / "ask.lua"
    script.write_text(
        f'request = function() return wrk.format("GET", "{path}?{before}%2F" .. math.random(0, {PEOPLE - 1}) .. "%3E{after}",'
        ' {Accept = "application/sparql-results+json", Host = "127.0.0.1"}) end\n'
    )
    command = (WRK or "", "-t1", "-c8", f"-d{SECONDS}s", "--timeout", "60s", "--latency", "-s", str(script), url)
    before_ = spent(pid)
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rate, worst = re.search(r"Requests/sec:\s+([\d.]+)", told), re.search(r"99%\s+([\d.]+)(us|ms|s)\b", told)
    requests, failed = re.search(r"(\d+) requests in", told), re.search(r"Non-2xx.*", told)
    assert rate
    assert worst
    assert requests
    cost = (spent(pid) - before_) * 1000 / max(1, int(requests[1]))
    unit = {"us": 0.001, "ms": 1.0, "s": 1000.0}[worst[2]]
    return Load(float(rate[1]), float(worst[1]) * unit, cost, failed[0] if failed else "")


@contextmanager
def other(command: tuple[str, ...], port: int) -> Iterator[tuple[str, int]]:
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            deadline = time.monotonic() + 600
            while True:
                try:
                    httpx.get(f"http://127.0.0.1:{port}/sparql", params={"query": "ASK {}"}, timeout=60)
                    break
                except httpx.TransportError:
                    assert process.poll() is None
                    assert time.monotonic() < deadline
                    time.sleep(0.5)
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            process.kill()


def free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@pytest.mark.bench
@pytest.mark.skipif(WRK is None, reason="needs wrk (Debian)")
def test_load_on_a_million_triples(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw_graph(tmp_path, [])
    database = next((tmp_path / "store").glob("generation-*"))
    file = tmp_path / "graph.nt"
    ox.serialize(triples(), str(file), format=ox.RdfFormat.N_TRIPLES)
    store = ox.Store(str(database))
    store.bulk_load(path=str(file), format=ox.RdfFormat.N_TRIPLES)
    store.flush()
    store.optimize()
    del store
    runs: dict[tuple[str, str], list[Load]] = {}
    with ExitStack() as up:
        running = up.enter_context(service(tmp_path))
        port = free()
        alone = up.enter_context(other((sys.executable, "-c", UNBOUNDED, str(database), str(port)), port))
        servers = [("kg serve, 2 workers", running.url, running.pid, "/sparql"), ("the engine, unbounded", *alone, "/sparql")]
        if RIVAL:
            port = free()
            command = (RIVAL, "-m", "rdflib_endpoint", "serve", "--host", "127.0.0.1", "--port", str(port), str(file))
            servers.append(("rdflib-endpoint", *up.enter_context(other(command, port)), "/"))
        for _ in range(ROUNDS):  # by turns, so that whatever else the machine does falls on all alike
            for question in QUESTIONS:
                for name, url, pid, path in servers:
                    runs.setdefault((question, name), []).append(loaded(url, pid, QUESTIONS[question], tmp_path, path))
    with capsys.disabled():
        print(f"\nmedians of {ROUNDS} turns of {SECONDS} s")
        for (question, name), seen in runs.items():
            rate, p99, cost = (median(getattr(one, what) for one in seen) for what in ("rate", "p99", "cost"))
            rates = " ".join(f"{one.rate:.0f}" for one in seen)
            failed = " ".join(sorted({one.failed for one in seen}))
            print(f"{question:13} {name:22} {rate:8.1f} requests/s ({rates})  p99 {p99:7.2f} ms  {cost:5.2f} ms of CPU  {failed}")
