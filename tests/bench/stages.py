"""What each stage of a build costs on a corpus, measured in a process of its own: python tests/bench/stages.py FILE.jsonl

Prints JSON: what there was of it (bytes, documents, statements, triples), CPU seconds of each stage, milliseconds of the
questions, the largest memory in MB. What is loaded once (tables, expressions, the matcher) is loaded before the clock starts.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
from throughput import understood

from kg.assemble import assembled
from kg.nquads import Contribution
from kg.read.sources import unread
from kg.render import render
from kg.store import EmbeddedStore
from kg.store.results import Rows
from kg.write import turtle_parts, write_parts

WARM_UP = 30
PAGE_UP_TO = 400_000
"""Triples up to which the page is drawn here: a page of more is of no use to a reader."""
ABOUT = {
    "a person": "SELECT ?act ?link {{ ?s rdf:subject <{0}> ; rdf:predicate ?link ; rdf:object ?act }} LIMIT 500",
    "a theme": "SELECT ?what {{ ?what kg:about <{0}> }} LIMIT 500",
    "an act": "SELECT ?who ?link {{ ?s rdf:object <{0}> ; rdf:subject ?who ; rdf:predicate ?link }} LIMIT 500",
}
MOST_NAMED = {"a person": "kg:Person", "a theme": "kg:Theme", "an act": "kg:Article"}
MOST = "SELECT ?x (COUNT(*) AS ?n) { ?s rdf:object|rdf:subject ?x . ?x a KIND } GROUP BY ?x ORDER BY DESC(?n) ?x LIMIT 1"
WHOLE = "SELECT ?link (COUNT(*) AS ?n) { ?s rdf:predicate ?link } GROUP BY ?link"


def clocked(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def questions(store: EmbeddedStore) -> tuple[float, float]:
    """The slowest question about one thing, the most named of its kind, and a sum over the whole, in milliseconds."""
    slowest = 0.0
    for name, query in ABOUT.items():
        found = store.query(MOST.replace("KIND", MOST_NAMED[name]))
        if isinstance(found, Rows) and found.rows and found.rows[0][0]:
            text = query.format(found.rows[0][0].value)
            slowest = max(slowest, clocked(lambda text=text: store.query(text)))  # type: ignore[misc]
    return slowest * 1000, clocked(lambda: store.query(WHOLE)) * 1000


def drawn(store: EmbeddedStore, out: Path) -> None:
    """The Turtle and, where the graph is not too large for one, the page."""
    write_parts(out / "graph.ttl", turtle_parts(store.triples(), room=out))
    if store.size() <= PAGE_UP_TO:
        render(ox.parse(path=str(out / "graph.ttl"), format=ox.RdfFormat.TURTLE), out / "graph.html")


def measured(path: Path) -> dict[str, float]:
    for item in list(unread([path]))[:WARM_UP]:
        assembled(understood(item.read())[0])  # type: ignore[union-attr]
    spent = dict.fromkeys(("read", "recognise", "relate", "assemble"), 0.0)
    found: dict[str, float] = {"bytes": 0, "documents": 0, "statements": 0}
    contributions: list[Contribution] = []
    start = time.process_time()
    for item in unread([path]):
        document = item.read()  # type: ignore[union-attr]
        read = time.process_time()
        related, (segment, recognise, resolve, relate) = understood(document)
        before = time.process_time()
        contributions.append(assembled(related).contribution)
        now = time.process_time()
        for name, cpu in zip(spent, (read - start, segment + recognise, resolve + relate, now - before), strict=True):
            spent[name] += cpu
        found["bytes"] += len(document.text.encode())
        found["documents"] += 1
        found["statements"] += len(related.claims)
        start = time.process_time()
    with TemporaryDirectory() as name, EmbeddedStore(Path(name) / "store", writable=True) as store:
        spent["load"] = clocked(lambda: store.put(contributions))
        found["triples"] = store.size()
        found["query_ms"], found["sum_ms"] = questions(store)
        spent["render"] = clocked(lambda: drawn(store, Path(name)))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    return {**found, **spent, "memory": memory}


if __name__ == "__main__":
    gc.set_threshold(50_000)  # as the kg command does
    sys.stdout.write(json.dumps(measured(Path(sys.argv[1]))) + "\n")
