"""Which entities are central, which belong together, and which share a law, a theme or a document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from kg import iris, terms
from kg import namespaces as ns
from kg.analyse.network import Network, Triple, collect, one
from kg.errors import UsageError

if TYPE_CHECKING:
    import networkx as nx

Period = Literal["day", "month", "year"]
_LENGTHS = {"day": 10, "month": 7, "year": 4}
MOST_SHARED = 300
"""Entities that one thing may connect, or one document mention, before it tells nothing of any two of them."""
_SEED = 20210909


@dataclass(frozen=True, slots=True)
class Rank:
    """How central an entity is: its relations, its share of a random walk over all of them (PageRank, in [0, 1]), and the
    share of shortest paths between others that go through it (betweenness, in [0, 1])."""

    entity: str
    degree: int
    pagerank: float
    betweenness: float


def central(network: Network, *, kind: str = "") -> list[Rank]:
    """Every entity that has a relation (of one ``kind`` where given), the most central first by PageRank, then by IRI.

    A relation counts once, whatever its direction; what is denied does not connect. Figures have four decimals.
    """
    import igraph

    pairs = sorted({(edge.subject, edge.predicate, edge.object) for edge in network.edges if edge.modality != "denied"})
    nodes = sorted({end for subject, _, object_ in pairs for end in (subject, object_)})
    numbers = {iri: number for number, iri in enumerate(nodes)}
    graph = igraph.Graph(len(nodes), [(numbers[subject], numbers[object_]) for subject, _, object_ in pairs])
    degrees, shares = graph.degree(), graph.pagerank(directed=False)
    graph.simplify()
    most = max(1, (len(nodes) - 1) * (len(nodes) - 2) / 2)
    ranks = [
        Rank(iri, degree, round(share, 4), round(through / most, 4))
        for iri, degree, share, through in zip(nodes, degrees, shares, graph.betweenness(directed=False), strict=True)
        if not kind or network.kinds[iri] == kind
    ]
    return sorted(ranks, key=lambda rank: (-rank.pagerank, -rank.degree, rank.entity))


def kinds_of(names: Iterable[str]) -> frozenset[str]:
    """The classes of entities that names stand for: a class, or all those below an abstract one ("Actor", "LegalAct").

    Raises UsageError for a name that is no class of the vocabulary.
    """
    found: set[str] = set()
    for name in names:
        below = terms.SUBKINDS.get(name) or ({name} if name in terms.KINDS else None)
        if below is None:
            raise UsageError(f"{name} is no class of the vocabulary; take one of {', '.join(sorted(terms.SUBKINDS))}")
        found |= below
    return frozenset(found)


def connections(network: Network, kinds: Collection[str] = ()) -> nx.Graph[str]:
    """The simple graph of the entities of some ``kinds`` (documents apart, all of them): one edge a pair, whose ``weight`` is
    the number of relations that are not denied, and ``predicates`` their names. Nodes bear ``label`` and ``kind``."""
    import networkx as nx

    kept = {iri for iri, kind in network.kinds.items() if (kind in kinds if kinds else kind != "Document")}
    between: dict[tuple[str, str], set[str]] = defaultdict(set)
    for edge in network.edges:
        if edge.modality != "denied" and edge.subject != edge.object and {edge.subject, edge.object} <= kept:
            between[min(edge.subject, edge.object), max(edge.subject, edge.object)].add(edge.predicate)
    graph: nx.Graph[str] = nx.Graph()
    for iri in sorted({end for pair in between for end in pair}):
        graph.add_node(iri, label=network.label(iri), kind=network.kinds[iri])
    for (first, second), predicates in sorted(between.items()):
        graph.add_edge(first, second, weight=len(predicates), predicates=", ".join(sorted(predicates)))
    return graph


def communities(network: Network, kinds: Collection[str] = ()) -> list[tuple[str, ...]]:
    """Groups of entities with more relations within than across (Louvain), the largest first; within a group the entities
    with most relations first. The same graph gives the same groups."""
    import networkx as nx

    graph = connections(network, kinds)
    if not graph.number_of_edges():
        return []
    found = nx.community.louvain_communities(graph, weight="weight", seed=_SEED)
    groups = (tuple(sorted(group, key=lambda iri: (-graph.degree(iri), iri))) for group in found)
    return sorted(groups, key=lambda group: (-len(group), group))


def shared(network: Network, kinds: Collection[str], through: Collection[str]) -> nx.Graph[str]:
    """The projection of one sort of entities over another: two of the ``kinds`` are joined where both have a relation with the
    same entity of the kinds ``through`` (persons through the laws that they amend, cite or present …).

    An edge bears ``weight``, the number of such entities, and ``through``, their labels. What connects more than
    `MOST_SHARED` entities joins none of them; the graph's ``left_out`` counts these.
    """
    import networkx as nx

    around: dict[str, set[str]] = defaultdict(set)
    for edge in network.edges:
        for end, middle in ((edge.subject, edge.object), (edge.object, edge.subject)):
            if edge.modality != "denied" and network.kinds[end] in kinds and network.kinds[middle] in through:
                around[middle].add(end)
    joined: dict[tuple[str, str], list[str]] = defaultdict(list)
    for middle in sorted(around):
        if len(around[middle]) <= MOST_SHARED:
            for pair in combinations(sorted(around[middle]), 2):
                joined[pair].append(network.label(middle))
    left_out = sum(len(ends) > MOST_SHARED for ends in around.values())
    graph: nx.Graph[str] = nx.Graph(left_out=left_out)
    for iri in sorted({end for pair in joined for end in pair}):
        graph.add_node(iri, label=network.label(iri), kind=network.kinds[iri])
    for (first, second), labels in sorted(joined.items()):
        graph.add_edge(first, second, weight=len(labels), through="; ".join(labels))
    return graph


@dataclass(frozen=True, slots=True, order=True)
class Together:
    """Two entities (IRIs) that ``documents`` of a period ("2021", "2021-09" or "2021-09-09") mention both."""

    period: str
    first: str
    second: str
    documents: int


@dataclass(frozen=True, slots=True)
class Mentions:
    """Which entities the documents mention or are about, and the day of each document ("" where it is unknown)."""

    named: dict[str, frozenset[str]]
    dates: dict[str, str]


def read_mentions(graph: Iterable[Triple]) -> Mentions:
    """The mentions of a graph, in any order of its triples."""
    facts = collect(graph)
    named: dict[str, set[str]] = defaultdict(set)
    about = iris.KG + "about"
    for iri, own in facts.items():
        for document, _ in own.get(terms.IN_DOCUMENT, ()):
            named[document] |= {entity for entity, _ in own.get(terms.REFERS_TO, ())}
        if (iris.KG + "Document", "uri") in own.get(f"{ns.RDF}type", ()):
            named[iri] |= {theme for theme, _ in own.get(about, ())}
    dates = {document: one(facts, document, f"{ns.DCTERMS}date") for document in named}
    return Mentions({document: frozenset(own) for document, own in sorted(named.items())}, dates)


def _length(period: Period) -> int:
    """Characters of an ISO date that tell its period. Raises UsageError for what is no period."""
    if period not in _LENGTHS:
        raise UsageError(f"{period} is no period; take one of {', '.join(_LENGTHS)}")
    return _LENGTHS[period]


def over_time(mentions: Mentions, network: Network, kinds: Collection[str], period: Period = "year") -> dict[str, dict[str, int]]:
    """In how many documents of each period an entity is named: entity → period → documents. Documents without a date are
    left out."""
    length = _length(period)
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for document, named in mentions.named.items():
        when = mentions.dates[document][:length]
        for entity in named if when else ():
            if network.kinds.get(entity) in kinds:
                counts[entity][when] += 1
    return {entity: dict(sorted(own.items())) for entity, own in sorted(counts.items())}


def together(mentions: Mentions, network: Network, kinds: Collection[str], period: Period = "year") -> list[Together]:
    """Which entities are named in the same documents, period by period, the most frequent pairs of a period first. Documents
    without a date, and those that name more than `MOST_SHARED` such entities, are left out."""
    length = _length(period)
    counts: dict[tuple[str, str, str], int] = defaultdict(int)
    for document, named in mentions.named.items():
        when = mentions.dates[document][:length]
        some = sorted(entity for entity in named if network.kinds.get(entity) in kinds) if when else []
        if len(some) <= MOST_SHARED:
            for first, second in combinations(some, 2):
                counts[when, first, second] += 1
    found = (Together(*key, count) for key, count in counts.items())
    return sorted(found, key=lambda pair: (pair.period, -pair.documents, pair.first, pair.second))
