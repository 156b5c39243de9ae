"""What a build leaves in its folder, and how it is opened again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.store import Store

GRAPH, PAGE, STORE, REPORT = "graph.ttl", "graph.html", "store", "report.json"
"""The names under the output folder: the Turtle, the page, the embedded store, the report."""
_TRIPLES = "SELECT ?s ?p ?o { ?s ?p ?o FILTER(?p != kg:text) }"


def open_graph(out: Path | str = "out") -> Store:
    """The graph of a build, to be asked: the embedded store of the output folder, else its Turtle in memory; or the graph of
    a Turtle, TriG or N-Quads file. To be closed, or used in a ``with`` statement.

    Raises UsageError where there is none, StoreError where it cannot be read.
    """
    out = Path(out)
    if (out / STORE / "current").is_file():
        from kg.store import EmbeddedStore

        return EmbeddedStore(out / STORE)
    path = out if out.is_file() else out / GRAPH
    if not path.is_file():
        raise UsageError(f"{out}: no graph is here; build one with: kg build SOURCES… -o {out}")
    from kg.errors import StoreError
    from kg.store import MemoryStore
    from kg.validate import parse

    lines = parse(path.read_bytes(), path.suffix.removeprefix("."), str(path))
    if not isinstance(lines, list):
        raise StoreError(f"{lines.where}: {lines.message}")
    return MemoryStore(lines)


def triples(store: Store) -> Iterator[tuple[str, str, str, bool]]:
    """The triples of a store as plain text, the texts of documents left out: subject, predicate, value, whether that is an
    IRI."""
    from kg.store.results import Rows

    answer = store.query(_TRIPLES)
    for row in answer.rows if isinstance(answer, Rows) else ():
        subject, predicate, value = row
        if subject and predicate and value:
            yield subject.value, predicate.value, value.value, value.kind == "uri"
