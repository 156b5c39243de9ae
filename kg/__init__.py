"""A knowledge graph of actors, laws and themes from French political documents.

    import kg
    report = kg.build([Path("seeds")], Path("out"))      # documents → out/graph.ttl, out/graph.html, out/report.json
    with kg.open_graph("out") as graph:
        answer = graph.query("SELECT ?who { ?who a kg:Person }")

The public names are imported when they are first used: ``import kg`` alone costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.outputs import open_graph, to_rdflib
    from kg.pipeline import build, trace

__all__ = ["build", "open_graph", "to_rdflib", "trace"]
_HOMES = {"build": "kg.pipeline", "open_graph": "kg.outputs", "to_rdflib": "kg.outputs", "trace": "kg.pipeline"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
