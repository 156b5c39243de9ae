"""Graph → its network of entities and relations, also as a graph of networkx.

The nodes are the entities and documents of the graph. The edges are its statements, each with its modality and a quote, and the
direct triples of the vocabulary that no statement covers ("part of", …). A mandate is no node: it joins its holder to the office,
the body and the constituency that it names. Only the public vocabulary is read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg import iris, terms
from kg import namespaces as ns
from kg.errors import UsageError
from kg.lexicon.fold import fold

if TYPE_CHECKING:
    import networkx as nx

_MACHINERY = frozenset(iris.KG + name for name in ("Statement", "Evidence", "Mention", "Mandate"))
CLASSES = frozenset(iris.KG + name for name in terms.SUPERCLASSES) - _MACHINERY
"""Classes of what is an entity or a document: a node."""
_EDGES = frozenset(iris.KG + name for name in terms.OBJECT_PROPERTIES)
ASIDE = frozenset(iris.KG + name for name in ("Evidence", "Mention"))
"""Classes of what is neither an entity nor a relation."""
_NAMES = (f"{ns.RDFS}label", f"{ns.SKOS}prefLabel", f"{ns.DCTERMS}title")
_OTHER_NAMES = (f"{ns.SKOS}altLabel", f"{ns.DCTERMS}identifier", f"{ns.DCTERMS}source")
_MANDATE_ENDS = ("post", "organisation", "constituency")
NAMING = (*_NAMES, *_OTHER_NAMES)
"""Predicates that name an entity."""
STATING = (
    *(f"{ns.RDF}{name}" for name in ("subject", "predicate", "object")),
    *(terms.MODALITY, terms.INFERRED, terms.DATE, f"{ns.PROV}wasDerivedFrom"),
)
"""Predicates of statements."""
ENDS = _EDGES - {terms.IN_DOCUMENT, terms.REFERS_TO, terms.HAS_EVIDENCE}
"""Predicates that may join two entities."""

Triple = tuple[str, str, str, str]
"""Subject, predicate and value as plain text, and of what sort the value is: "uri", else the language of a literal or ""."""
Facts = Mapping[str, Mapping[str, set[tuple[str, str]]]]
"""Subject → predicate → values, each with its sort."""


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """A relation between two entities (IRIs): its predicate (local name), how far it is asserted ("" for a fact, else a
    modality or "inferred"), its statement, the words that say so, and the document or authority that they stand in."""

    subject: str
    predicate: str
    object: str
    modality: str = ""
    date: str = ""
    statement: str = ""
    quote: str = ""
    source: str = ""


@dataclass(slots=True)
class Network:
    """Entities by IRI with their label, kind (local name) and every name by which one may ask for them; their relations."""

    labels: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    edges: list[Edge] = field(default_factory=list)

    def label(self, iri: str) -> str:
        """The label of an entity, its key where it has none."""
        return self.labels.get(iri) or iri.removeprefix(iris.ID)

    def find(self, name: str) -> str:
        """The one entity that ``name`` names: see `find`."""
        return find(name, self.labels, self.names)


def find(name: str, labels: Mapping[str, str], names: Mapping[str, set[str]]) -> str:
    """The one entity (IRI) that a label, another name, an identifier, a key ("person/jean-castex", or "person:jean-castex" as
    tables print it) or an IRI names; accents and case aside. A label goes before another name, and that before some words of
    a label.

    Raises UsageError where there is none, or several: then the message lists their keys.
    """
    for iri in (name, iris.iri(name), iris.iri(name.replace(":", "/", 1))):
        if iri in labels:
            return iri
    wanted = fold(name)
    tiers = (
        (iri for iri, label in labels.items() if fold(label) == wanted),
        (iri for iri, others in names.items() if any(fold(other) == wanted for other in others)),
        (iri for iri, label in labels.items() if wanted and f" {wanted} " in f" {fold(label)} "),
    )
    found = next((sorted(tier) for tier in map(list, tiers) if tier), [])
    if not found:
        raise UsageError(f"no entity of the graph is called “{name}”")
    if len(found) > 1:
        keys = ", ".join(iri.removeprefix(iris.ID) for iri in found[:8]) + (" …" if len(found) > 8 else "")
        raise UsageError(f"“{name}” may be any of {keys}: give one of these keys")
    return found[0]


def read_network(graph: Iterable[Triple]) -> Network:
    """The network of a graph, in any order of its triples."""
    facts = collect(graph)
    types = {subject: {value for value, _ in about.get(f"{ns.RDF}type", ())} for subject, about in facts.items()}
    network = Network()
    for iri in sorted(facts):
        kinds = sorted(kind.removeprefix(iris.KG) for kind in types[iri] & CLASSES)
        if kinds:
            network.kinds[iri] = kinds[0]
            network.labels[iri], network.names[iri] = _called(facts, iri)
    network.edges = sorted(_edges(facts, types, network))
    return network


def labels_of(graph: Iterable[Triple]) -> tuple[dict[str, str], dict[str, set[str]]]:
    """The label of each subject of a graph, and all its names, for `find`."""
    facts = collect(graph)
    called = {iri: _called(facts, iri) for iri in sorted(facts)}
    return {iri: label for iri, (label, _) in called.items()}, {iri: names for iri, (_, names) in called.items()}


def _called(facts: Facts, iri: str) -> tuple[str, set[str]]:
    label = next((name for names in _NAMES if (name := one(facts, iri, names))), "")
    return label, {value for names in NAMING for value, _ in facts[iri].get(names, ())}


def collect(graph: Iterable[Triple]) -> Facts:
    facts: dict[str, dict[str, set[tuple[str, str]]]] = defaultdict(lambda: defaultdict(set))
    for subject, predicate, value, sort in graph:
        facts[subject][predicate].add((value, sort))
    return facts


def one(facts: Facts, subject: str, predicate: str) -> str:
    """The value in French, else the least, so that the order of the graph does not matter; "" for none."""
    ranked = ((sort != "fr", value) for value, sort in facts.get(subject, {}).get(predicate, ()))
    return min(ranked, default=(True, ""))[1]


def _edges(facts: Facts, types: Mapping[str, set[str]], network: Network) -> Iterator[Edge]:
    covered: set[tuple[str, str, str]] = set()
    for iri, kinds in types.items():
        if iris.KG + "Statement" in kinds:
            edge = _statement(facts, iri)
            if {edge.subject, edge.object} <= network.kinds.keys():
                covered.add((edge.subject, edge.predicate, edge.object))
                yield edge
        elif iris.KG + "Mandate" in kinds:
            yield from _mandate(facts, iri, network)
    for iri in network.kinds:
        for predicate, values in facts[iri].items():
            for value, sort in values:
                triple = (iri, predicate.removeprefix(iris.KG), value)
                if sort == "uri" and predicate in _EDGES and value in network.kinds and triple not in covered:
                    yield Edge(*triple)


def _statement(facts: Facts, iri: str) -> Edge:
    quotes = sorted(filter(None, (one(facts, value, terms.QUOTE) for value, _ in facts[iri].get(terms.HAS_EVIDENCE, ()))))
    sources = [value for value, _ in facts[iri].get(f"{ns.PROV}wasDerivedFrom", ())]
    modality = one(facts, iri, terms.MODALITY)
    if not modality and one(facts, iri, terms.INFERRED) in ("true", "1"):
        modality = "inferred"
    return Edge(
        one(facts, iri, f"{ns.RDF}subject"),
        one(facts, iri, f"{ns.RDF}predicate").removeprefix(iris.KG),
        one(facts, iri, f"{ns.RDF}object"),
        modality,
        one(facts, iri, terms.DATE),
        iri,
        quotes[0] if quotes else "",
        min(sources, key=lambda source: ("/document/" not in source, source), default=""),
    )


def _mandate(facts: Facts, iri: str, network: Network) -> Iterator[Edge]:
    """The holder of a mandate joined to what it names; the dates bound it ("2017-06-21/2022-06-21")."""
    holder = one(facts, iri, terms.HOLDER)
    bounds = "/".join((one(facts, iri, terms.START), one(facts, iri, terms.END)))
    for name in _MANDATE_ENDS:
        if holder in network.kinds and (end := one(facts, iri, iris.KG + name)) in network.kinds:
            yield Edge(holder, name, end, date="" if bounds == "/" else bounds)


def projection(network: Network) -> nx.MultiDiGraph[str]:
    """The network in networkx: nodes are IRIs with ``label`` and ``kind``; an edge's key is its place in the order of edges,
    and it bears ``predicate``, ``modality``, ``date``, ``statement`` and ``quote``."""
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri, kind in network.kinds.items():
        graph.add_node(iri, label=network.label(iri), kind=kind)
    for number, edge in enumerate(network.edges):
        bears = {"predicate": edge.predicate, "modality": edge.modality, "date": edge.date}
        graph.add_edge(edge.subject, edge.object, number, **bears, statement=edge.statement, quote=edge.quote)
    return graph
