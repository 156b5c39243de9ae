"""The graph for those whose tools speak rdflib."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import rdflib

MANY = 1_000_000
"""Triples from which on the memory that rdflib takes is worth a warning."""
_EACH = 1_600
"""Bytes that rdflib takes for a triple (measured on 474,000 triples of votes)."""


def to_rdflib(out: Path | str = "out") -> rdflib.Graph:
    """The graph of a build or an import, or of a Turtle, TriG or N-Quads file, as an ``rdflib.Graph`` in memory: each triple
    once, without the named graphs of its sources.

    Of a graph of more than a million triples a UserWarning says what memory it takes: `Graph.query` asks it where it is. Raises
    UsageError where there is no graph, StoreError where it cannot be read.

    >>> import kg
    >>> from rdflib import RDF, URIRef
    >>> len(list(kg.to_rdflib("out").subjects(RDF.type, URIRef("https://w3id.org/kg-politique/ns#Person"))))
    2
    """
    import rdflib

    from kg import namespaces as ns
    from kg.outputs import open_graph, portions

    graph = rdflib.Graph()
    for prefix, namespace in ns.prefixes().items():
        graph.bind(prefix, namespace)
    with open_graph(out) as store:
        if (size := store.size()) > MANY:
            memory = (
                f"{size:,} triples: rdflib takes about {size * _EACH / 1e9:.1f} GB of memory for them; kg.Graph.query needs none"
            )
            warnings.warn(memory, stacklevel=2)
        for some in portions(store.triples()):
            graph.parse(data=some, format="nt")
    return graph
