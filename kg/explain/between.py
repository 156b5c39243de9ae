"""What of a store lies on the shortest ways between two entities: found step by step from both ends, so that a path through a
graph of any size reads the neighbourhood of two entities, and not the graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise

from kg import iris, terms
from kg import namespaces as ns
from kg.analyse import CLASSES, ENDS, MOST_PATHS, NAMING, STATING, Triple, find, labels_of
from kg.store import Store
from kg.store.results import Rows, Term

_AT_ONCE = 500
"""Nodes of one question."""
_TYPE = f"{ns.RDF}type"
_ASIDE = "?statement {} ; rdf:subject ?node ; rdf:object ?other"
_NOT_ASSERTED = tuple(_ASIDE.format(mark) for mark in ("kg:modality ?how", "kg:inferred true"))
_MANDATE = ("?mandate kg:holder ?{} ; kg:post|kg:organisation|kg:constituency ?{}", ("node", "other"), ("other", "node"))


def named(store: Store, *names: str) -> list[str]:
    """The entities (IRIs) of a store that names stand for: see `kg.analyse.find`."""
    triples = (triple for predicate in NAMING for triple in _values(store, f"?s <{predicate}> ?o", predicate))
    labels, others = labels_of(triples)
    return [find(name, labels, others) for name in names]


def between(store: Store, start: str, end: str) -> Iterator[Triple]:
    """Those triples of a store that the shortest paths between two of its entities (IRIs) are made of, for
    `kg.analyse.read_network`: the two ends alone where nothing connects them. Of very many paths the first by IRI."""
    paths = list(_first(_ways(_Around(store), start, end), start, end)) if start != end else []
    nodes = {start, end}.union(*paths)
    yield from _described(store, nodes)
    for pair in sorted({pair for path in paths for hop in pairwise(path) for pair in (hop, hop[::-1])}):
        yield from _relations(store, *pair)


def _first(onward: Mapping[str, Collection[str]], start: str, end: str) -> Iterator[tuple[str, ...]]:
    """The first paths by IRI, as many as are shown."""
    found = 0
    under_way: list[tuple[str, ...]] = [(start,)]
    while under_way and found < MOST_PATHS:
        path = under_way.pop()
        if path[-1] == end:
            found += 1
            yield path
        else:
            under_way += [(*path, node) for node in sorted(onward.get(path[-1], ()), reverse=True)]


def _ways(around: _Around, start: str, end: str) -> dict[str, set[str]]:
    """From each node of a shortest path to those that come next on one; empty where there is none."""
    ahead: dict[str, set[str]] = {start: set()}
    behind: dict[str, set[str]] = {end: set()}
    fronts = [(ahead, {start}, behind), (behind, {end}, ahead)]
    while True:
        # The smaller of the two fronts goes on.
        fronts.sort(key=lambda one: len(one[1]))
        come, front, other = fronts[0]
        if not front:
            return {}
        new: dict[str, set[str]] = defaultdict(set)
        for node, neighbour in around.joined(sorted(front)):
            if neighbour not in come:
                new[neighbour].add(node)
        kept = around.entities(new)
        come.update((node, new[node]) for node in kept)
        fronts[0] = (come, kept, other)
        if met := kept & other.keys():
            break
    onward: dict[str, set[str]] = defaultdict(set)
    for node, before in _back(ahead, met):
        onward[before].add(node)
    for node, after in _back(behind, met):
        onward[node].add(after)
    return onward


def _back(come: Mapping[str, set[str]], met: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each node that leads to those met, with one nearer to where the search began."""
    seen = set(met)
    under_way = sorted(seen)
    while under_way:
        node = under_way.pop()
        for nearer in sorted(come[node]):
            yield node, nearer
            if nearer not in seen:
                seen.add(nearer)
                under_way.append(nearer)


class _Around:
    """What is joined to nodes, as `kg.analyse.read_network` joins them: by relations in either direction, asserted or not, and by
    mandates."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._aside: dict[str, set[str]] = defaultdict(set)
        for pattern in _NOT_ASSERTED:
            for node, other in _pairs(store, f"SELECT ?node ?other {{ {pattern} }}"):
                self._aside[node].add(other)
                self._aside[other].add(node)

    def joined(self, nodes: list[str]) -> Iterator[tuple[str, str]]:
        """Each of the nodes with what it is joined to."""
        ends = ", ".join(f"<{iri}>" for iri in sorted(ENDS))
        pattern, *ways = _MANDATE
        for values in _portions(nodes):
            for triple in ("?node ?p ?other", "?other ?p ?node"):
                question = f"SELECT ?node ?other {{ {values} {triple} FILTER(?p IN ({ends})) }}"
                yield from _pairs(self._store, question)
            for way in ways:
                yield from _pairs(self._store, f"SELECT ?node ?other {{ {values} {pattern.format(*way)} }}")
        for node in nodes:
            for other in sorted(self._aside.get(node, ())):
                yield node, other

    def entities(self, nodes: Iterable[str]) -> set[str]:
        """Those of some nodes that are entities or documents."""
        found: set[str] = set()
        for values in _portions(sorted(nodes)):
            for node, kind in _pairs(self._store, f"SELECT ?node ?kind {{ {values} ?node a ?kind }}"):
                if kind in CLASSES:
                    found.add(node)
        return found


def _portions(nodes: list[str]) -> Iterator[str]:
    for at in range(0, len(nodes), _AT_ONCE):
        yield f"VALUES ?node {{ {' '.join(f'<{node}>' for node in nodes[at : at + _AT_ONCE])} }}"


def _described(store: Store, nodes: Iterable[str]) -> Iterator[Triple]:
    """What nodes are, and are called."""
    for node in sorted(nodes):
        for predicate in (_TYPE, *NAMING):
            yield from _values(store, f"<{node}> <{predicate}> ?o", predicate, node)


def _relations(store: Store, subject: str, object_: str) -> Iterator[Triple]:
    """What says that one node has a relation to another: direct triples, statements with their words, mandates."""
    for predicate in _column(store, f"SELECT ?p {{ <{subject}> ?p <{object_}> }}"):
        if predicate in ENDS:
            yield subject, predicate, object_, "uri"
    about = f"?s rdf:subject <{subject}> ; rdf:object <{object_}>"
    for statement in _column(store, f"SELECT ?s {{ {about} }}"):
        yield statement, _TYPE, f"{iris.KG}Statement", "uri"
        for predicate in STATING:
            yield from _values(store, f"<{statement}> <{predicate}> ?o", predicate, statement)
        for evidence in _column(store, f"SELECT ?e {{ <{statement}> kg:evidence ?e }}"):
            yield statement, terms.HAS_EVIDENCE, evidence, "uri"
            yield from _values(store, f"<{evidence}> <{terms.QUOTE}> ?o", terms.QUOTE, evidence)
    held = f"?s kg:holder <{subject}> ; kg:post|kg:organisation|kg:constituency <{object_}>"
    for mandate in _column(store, f"SELECT ?s {{ {held} }}"):
        yield mandate, _TYPE, f"{iris.KG}Mandate", "uri"
        for name in ("holder", "post", "organisation", "constituency", "start", "end"):
            yield from _values(store, f"<{mandate}> kg:{name} ?o", iris.KG + name, mandate)


def together(store: Store, first: str, second: str) -> list[tuple[str, str]]:
    """The documents (IRI, label) that mention both entities, sorted."""
    both = f"?one kg:refersTo <{first}> ; kg:inDocument ?d . ?other kg:refersTo <{second}> ; kg:inDocument ?d"
    found = set(_column(store, f"SELECT DISTINCT ?d {{ {both} }}"))
    labels, _ = labels_of(_described(store, found))
    return [(document, labels.get(document) or document.removeprefix(iris.ID)) for document in sorted(found)]


def _values(store: Store, pattern: str, predicate: str, subject: str = "") -> Iterator[Triple]:
    """Triples of one predicate, of one subject where it is given, those of mandates left out."""
    entities = "" if subject else "MINUS { ?s a kg:Mandate }"
    question = f"SELECT ?s ?o {{ {pattern} {entities} }}"
    for whose, value in _rows(store, question):
        if value:
            who = whose.value if whose else subject
            yield who, predicate, value.value, "uri" if value.kind == "uri" else value.language


def _pairs(store: Store, question: str) -> Iterator[tuple[str, str]]:
    for one, other in _rows(store, question):
        if one and other and other.kind == "uri":
            yield one.value, other.value


def _column(store: Store, question: str) -> list[str]:
    return sorted({one.value for (one,) in _rows(store, question) if one})


def _rows(store: Store, question: str) -> tuple[tuple[Term | None, ...], ...]:
    answer = store.query(question)
    return answer.rows if isinstance(answer, Rows) else ()
