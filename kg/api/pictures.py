"""The analyses of a graph as networks for other programs, and as figures."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal, get_args

from kg.analyse import central, communities, connections, kinds_of
from kg.api.views import Drawn
from kg.errors import UsageError

if TYPE_CHECKING:
    import networkx as nx

    from kg.analyse import Network
    from kg.analyse.measures import Period
    from kg.api.graph import Graph

_PERIODS = {"year": "an", "month": "mois", "day": "jour"}
_AUTHORITY = "/authority/"
"""Within the IRIs of documents that say who is who, and are none that was read."""
What = Literal["central", "communities", "shared", "together", "time"]


def networked(graph: Graph, what: What, kind: str, through: str, form: Literal["graphml", "gexf"]) -> bytes:
    """An analysis as GraphML or GEXF: nodes bear label, kind, and their rank or group. Raises UsageError for one over time."""
    from kg.export.graphs import network_file

    if what == "shared":
        return network_file(graph.shared(kind or "Actor", through), form)
    if what not in ("central", "communities"):
        raise UsageError(f"{what} is a table over time, not a network: take --format csv")
    network = graph.network()
    joined = connections(network, kinds_of([kind]) if kind else ())
    for rank in central(network):
        if rank.entity in joined:
            joined.nodes[rank.entity].update(pagerank=rank.pagerank, betweenness=rank.betweenness, relations=rank.degree)
    for iri, group in _groups(graph, kind).items():
        joined.nodes[iri]["group"] = group
    return network_file(joined, form)


def _groups(graph: Graph, kind: str) -> dict[str, int]:
    groups = communities(graph.network(), kinds_of([kind]) if kind else ())
    return {iri: number for number, group in enumerate(groups) for iri in group}


def drawn(graph: Graph, what: What, kind: str, through: str, period: Period, top: int) -> Drawn:
    """An analysis as a figure. Raises UsageError where matplotlib is not installed."""
    from kg.export import plot

    if what not in get_args(What):
        raise UsageError(f"{what} is no analysis that is drawn; take one of {', '.join(get_args(What))}")
    network = graph.network()
    source = _source(network)
    if what == "central":
        rows = graph.central(kind)[:top]
        note = f"PageRank : part de chacun dans le graphe · share of each in the graph. {source}"
        figure = plot.bars(rows["label"], rows["pagerank"], "Qui et quoi est central · Most central", note=note, share=True)
    elif what == "communities":
        joined = connections(network, kinds_of([kind]) if kind else ())
        note = f"Couleur : groupe ; taille : nombre de relations · colour: group, size: relations. {source}"
        figure = plot.network(joined, _groups(graph, kind), "Qui va avec qui · Communities", note=note)
    elif what == "shared":
        shared: nx.Graph[str] = graph.shared(kind or "Actor", through)
        note = f"Un trait : ce que deux ont en commun · a line: what two have in common. {source}"
        figure = plot.network(shared, {}, f"{kind or 'Actor'} – {through} – {kind or 'Actor'}", note=note)
    elif what == "together":
        pairs: dict[str, int] = defaultdict(int)
        for row in graph.together(kind or "Actor", period):
            pairs[f"{row['first_label']} – {row['second_label']}"] += row["documents"]
        most = sorted(pairs, key=lambda pair: (-pairs[pair], pair))[:top]
        title = "Nommés ensemble : nombre de documents · Named together: documents"
        figure = plot.bars(most, [pairs[pair] for pair in most], title, note=source)
    else:
        series: dict[str, dict[str, int]] = defaultdict(dict)
        for row in graph.over_time(kind or "Theme", period):
            series[row["label"]][row["period"]] = row["documents"]
        title = f"Documents par {_PERIODS[period]} · Documents per {period}"
        figure = plot.lines(series, title, note=source)
    return Drawn(figure)


def _source(network: Network) -> str:
    """What a figure says of where it comes from."""
    documents = sorted(network.label(iri) for iri, kind in network.kinds.items() if kind == "Document" and _AUTHORITY not in iri)
    return f"Source : {documents[0]}" if len(documents) == 1 else f"Source : {len(documents)} documents"
