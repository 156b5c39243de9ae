"""How two entities are connected: the shortest paths between them, or the documents that mention both."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.analyse.network import Edge, Network
from kg.errors import UsageError

if TYPE_CHECKING:
    import networkx as nx

MOST_PATHS = 5
"""Paths of the same length that are shown at most."""


@dataclass(frozen=True, slots=True)
class Step:
    """A hop of a path, in the direction of travel; ``forward`` where that is the direction of the relation."""

    edge: Edge
    forward: bool

    @property
    def end(self) -> str:
        """Where the hop arrives."""
        return self.edge.object if self.forward else self.edge.subject


def shortest_paths(network: Network, start: str, end: str, *, limit: int = MOST_PATHS) -> list[tuple[Step, ...]]:
    """The shortest ways from one entity (IRI) to another, whatever the direction of the relations, at most ``limit``; none
    where nothing connects them. Of several relations between two entities the path takes one that is asserted, if any.

    Raises UsageError where an end is no entity of the graph, or both are the same.
    """
    import networkx as nx

    if start == end:
        raise UsageError(f"a path needs two entities, not “{network.label(start)}” twice")
    for iri in (start, end):
        if iri not in network.kinds:
            raise UsageError(f"no entity of the graph has the IRI {iri}")
    between: dict[frozenset[str], list[Edge]] = defaultdict(list)
    for edge in network.edges:
        between[frozenset((edge.subject, edge.object))].append(edge)
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(network.kinds)
    graph.add_edges_from(sorted((min(pair), max(pair)) for pair in between if len(pair) == 2))
    found: list[tuple[Step, ...]] = []
    try:
        for nodes in nx.all_shortest_paths(graph, start, end):
            found.append(tuple(_step(between[frozenset(hop)], hop[0]) for hop in pairwise(nodes)))
            if len(found) == limit:
                break
    except nx.NetworkXNoPath:
        return []
    return found


def _step(edges: list[Edge], start: str) -> Step:
    """The relation that says most: asserted before the others, with words before without."""
    best = min(edges, key=lambda edge: (bool(edge.modality), not edge.quote, edge))
    return Step(best, best.subject == start)
