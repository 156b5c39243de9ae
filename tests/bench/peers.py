"""The same work by other tools that can do it: spaCy's French pipelines, rdflib in place of Oxigraph, stock pyvis, kglab.

Each gives how many times the CPU that kg takes; those that are not installed are told as such.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
from throughput import Speed, spacy

from kg import iris
from kg import namespaces as ns
from kg.render import render
from kg.store import EmbeddedStore

ROOT = Path(__file__).resolve().parents[2]
QUESTION = "SELECT ?link (COUNT(*) AS ?n) WHERE { ?s rdf:predicate ?link } GROUP BY ?link"
LINKED = """SELECT ?who ?act WHERE { ?s rdf:subject ?who ; rdf:predicate ?link ; rdf:object ?act . ?who rdfs:label ?name }"""
APART = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
path, kind, names, *queries = json.load(sys.stdin)
if kind == "kglab":
    import kglab
    graph = kglab.KnowledgeGraph(namespaces=names)
    load, ask = (lambda: graph.load_rdf(path, format="turtle")), (lambda text: list(graph.query(text)))
else:
    import rdflib
    graph = rdflib.Graph()
    load, ask = (lambda: graph.parse(path, format="turtle")), (lambda text: list(graph.query(text, initNs=names)))
start = time.process_time()
load()
loaded = time.process_time()
for text in queries:
    ask(text)
print(json.dumps([loaded - start, time.process_time() - loaded]))
"""
"""Loading a Turtle file and two questions, in a process of its own, by rdflib or by kglab."""


def rows(texts: list[str], rate: float, graph: Path) -> Iterator[str]:
    """A line for each peer. ``rate`` is kg's, megabytes of text a CPU second from text to claims; ``graph`` a Turtle file."""
    for name in ("fr_core_news_sm", "fr_core_news_md"):
        peer: Speed | None = spacy(name, texts)
        yield row(f"spaCy {name}, full pipeline", "recognise", f"{rate / peer.rate:.0f} ×" if peer else "make bench-spacy")
    load, ask = ours(graph)
    names = {"rdf": ns.RDF, "rdfs": ns.RDFS, "kg": iris.KG}
    for kind, place in (("rdflib", sys.executable), ("kglab", str(ROOT / ".venv-kglab" / "bin" / "python"))):
        theirs = apart(place, kind, graph, names)
        yield row(f"{kind}: a Turtle file", "load", f"{theirs[0] / load:.1f} ×" if theirs else "not installed")
        yield row(f"{kind}: two questions", "query", f"{theirs[1] / ask:.0f} ×" if theirs else "not installed")
    page, stock = pages(graph)
    yield row("pyvis, its own page", "render", f"{stock / page:.1f} ×")


def row(name: str, stage: str, figure: str) -> str:
    return f"  {name:<42}{stage:<12}{figure}"


def ours(graph: Path) -> tuple[float, float]:
    """CPU seconds of the same load and the same questions in the embedded store."""
    with TemporaryDirectory() as folder, EmbeddedStore(Path(folder) / "store", writable=True) as store:
        home = f"<{iris.ID}document/bench>"
        lines = [f"{triple.subject} {triple.predicate} {triple.object} {home} ." for triple in ox.parse(path=str(graph))]
        start = time.process_time()
        store.load(lines)
        loaded = time.process_time()
        for text in (QUESTION, LINKED):
            store.query(text)
        return loaded - start, time.process_time() - loaded


def apart(interpreter: str, kind: str, graph: Path, names: dict[str, str]) -> tuple[float, float] | None:
    if not Path(interpreter).exists():
        return None
    asked = json.dumps([str(graph), kind, names, QUESTION, LINKED])
    ran = subprocess.run((interpreter, "-c", APART), input=asked, capture_output=True, text=True, env=os.environ)
    if ran.returncode:
        return None
    load, ask = json.loads(ran.stdout.splitlines()[-1])
    return load, ask


def pages(graph: Path) -> tuple[float, float]:
    """CPU seconds of a page of the graph, by kg and by pyvis through its own API."""
    sys.path.insert(0, str(ROOT / "tests" / "render"))
    from test_render_bench import cpu, stock

    quads = [ox.Quad(one.subject, one.predicate, one.object) for one in ox.parse(path=str(graph))]
    with TemporaryDirectory() as folder:
        page, theirs = Path(folder) / "kg.html", Path(folder) / "pyvis.html"
        return cpu(lambda: render(quads, page)), cpu(lambda: stock(quads, theirs))
