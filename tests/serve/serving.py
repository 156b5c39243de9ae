"""A service as users run it: ``kg serve`` in a process of its own, on a free port of loopback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import httpx
import pyoxigraph as ox

from kg.outputs import STORE
from kg.store import EmbeddedStore

CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o"
"""A pattern of which no graph can give all solutions."""
_SERIAL = count()


@dataclass(frozen=True)
class Service:
    """A running service: where it is, its process, its log."""

    url: str
    pid: int
    log: Path

    def children(self) -> list[int]:
        return [int(pid) for pid in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text(encoding="utf-8").split()]

    def logged(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]


@contextmanager
def service(out: Path, *options: str) -> Iterator[Service]:
    """``kg serve`` of a folder until the block ends, which it must do of itself when it is interrupted."""
    log = out / f"serve-{next(_SERIAL)}.log"
    with (
        log.open("w", encoding="utf-8") as lines,
        subprocess.Popen(
            (sys.executable, "-m", "kg", "serve", "-o", str(out), "--port", "0", *options), stderr=lines, stdout=lines
        ) as process,
    ):
        try:
            url = ""
            while not url and process.poll() is None:
                for line in log.read_text(encoding="utf-8").splitlines():
                    if line.endswith("}"):
                        url = str(json.loads(line).get("url", url))
            assert url, log.read_text(encoding="utf-8")
            client = httpx.Client(transport=httpx.HTTPTransport(retries=5))
            assert client.get(f"{url}/healthz", timeout=60).status_code == 200
            client.close()
            yield Service(url, process.pid, log)
        finally:
            os.kill(process.pid, signal.SIGINT)
            process.wait(timeout=30)


def raw_graph(out: Path, quads: Iterable[ox.Quad]) -> None:
    """Makes any quads the graph of a folder, as a build would put its own there: a new generation takes the old one's place."""
    with EmbeddedStore(out / STORE, writable=True) as store:
        store.replace([])
    database = out / STORE / (out / STORE / "current").read_text(encoding="ascii").strip()
    store_ = ox.Store(str(database))
    store_.extend(quads)
    store_.flush()
    del store_


def ask(web: httpx.Client, text: str, accept: str = "*/*", **headers: str) -> httpx.Response:
    """The answer to a question by GET."""
    return web.get("/sparql", params={"query": text}, headers={"Accept": accept, **headers})
