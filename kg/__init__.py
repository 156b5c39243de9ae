"""A knowledge graph of actors, laws and themes from French political documents.

    import kg
    graph = kg.build("seeds")                       # documents → out/graph.ttl, out/graph.html, out/report.json
    graph.query("SELECT ?who { ?who a kg:Person }") # rows, a DataFrame with .to_pandas()
    graph.show()                                    # the network, in a notebook
    graph = kg.Graph("out")                         # an earlier build

The public names are imported when they are first used: ``import kg`` alone costs nothing. Whatever goes wrong on purpose is a
``kg.KgError``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.api import Graph, Table, build, import_data, to_rdflib
    from kg.errors import KgError
    from kg.outputs import open_graph
    from kg.pipeline import trace

__all__ = ["Graph", "KgError", "Table", "build", "import_data", "open_graph", "to_rdflib", "trace"]
_HOMES = {
    "Graph": "kg.api",
    "KgError": "kg.errors",
    "Table": "kg.api",
    "build": "kg.api",
    "import_data": "kg.api",
    "open_graph": "kg.outputs",
    "to_rdflib": "kg.api",
    "trace": "kg.pipeline",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
