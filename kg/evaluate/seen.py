"""What a built graph says of each document, read through the public vocabulary alone, so that any graph can be scored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from kg.errors import ReadError
from kg.iris import KG

if TYPE_CHECKING:
    import pyoxigraph

DENIED = "!"
"""Appended to the predicate of a statement marked "denied": it never matches the same relation asserted."""

_PREFIXES = f"""PREFIX kg: <{KG}>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX prov: <http://www.w3.org/ns/prov#>
"""
_TYPES = "SELECT ?entity ?type { ?entity a ?type }"
_LABELS = "SELECT ?entity ?label { ?entity rdfs:label|skos:prefLabel|skos:altLabel ?label }"
_SAME = """SELECT ?entity ?other {
  ?entity owl:sameAs|skos:exactMatch|skos:closeMatch|dcterms:identifier|rdfs:seeAlso ?other }"""
_BECAME = "SELECT ?bill ?law { ?bill kg:becameLaw ?law }"
_DOCUMENTS = """SELECT ?document ?source ?text {
  ?document a kg:Document ; dcterms:source ?source OPTIONAL { ?document kg:text ?text } }"""
_MENTIONS = """SELECT ?document ?entity ?quote ?start ?end {
  ?mention a kg:Mention ; kg:inDocument ?document ; kg:refersTo ?entity ; kg:quote ?quote ; kg:start ?start ; kg:end ?end }"""
_STATEMENTS = """SELECT ?subject ?predicate ?object ?document ?modality ?quote ?start ?end {
  ?statement a kg:Statement ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;
    prov:wasDerivedFrom ?document
  FILTER NOT EXISTS { ?statement kg:inferred true }
  OPTIONAL { ?statement kg:modality ?modality }
  OPTIONAL { ?statement kg:evidence ?evidence . ?evidence kg:quote ?quote ; kg:start ?start ; kg:end ?end } }"""


@dataclass(slots=True)
class Seen:
    """What the graph says of one document: the quotes of each entity that it names (in the engine's order), and the
    statements read in it (inferred ones aside) with one quote each."""

    iri: str = ""
    text: str = ""
    quotes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    statements: dict[tuple[str, str, str], str] = field(default_factory=dict)


@dataclass(slots=True)
class Graph:
    """A graph as the evaluation sees it: documents by the stem of their source, and of every entity its kg: classes, its
    labels, and what identifies it elsewhere (IRIs, concepts, official keys, pages)."""

    documents: dict[str, Seen] = field(default_factory=dict)
    types: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    labels: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    same: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    became: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    quotes: int = 0
    invalid: int = 0


def read_graph(path: Path) -> Graph:
    """Reads a Turtle or N-Quads file. Raises ReadError where it is neither."""
    import pyoxigraph

    store = pyoxigraph.Store()
    form = pyoxigraph.RdfFormat.N_QUADS if path.suffix == ".nq" else pyoxigraph.RdfFormat.TURTLE
    try:
        store.bulk_load(path=str(path), format=form)
    except (SyntaxError, ValueError) as error:
        raise ReadError(str(path), f"not a graph: {error}") from error
    graph = Graph()
    for entity, kind in _rows(store, _TYPES):
        if kind.startswith(KG):
            graph.types[entity].add(kind.removeprefix(KG))
    for query, found in ((_LABELS, graph.labels), (_SAME, graph.same), (_BECAME, graph.became)):
        for entity, value in _rows(store, query):
            found[entity].add(value)
    _read_documents(store, graph)
    return graph


def _read_documents(store: pyoxigraph.Store, graph: Graph) -> None:
    for iri, source, text in _rows(store, _DOCUMENTS):
        graph.documents[PurePosixPath(source.split("#")[0]).stem] = Seen(iri, text)
    by_iri = {seen.iri: seen for seen in graph.documents.values()}
    for iri, entity, quote, start, end in _rows(store, _MENTIONS):
        if seen := by_iri.get(iri):
            seen.quotes[entity].add(quote)
            _count_quote(graph, seen, quote, start, end)
    for subject, predicate, object_, iri, modality, quote, start, end in _rows(store, _STATEMENTS):
        if (seen := by_iri.get(iri)) and predicate.startswith(KG):
            name = predicate.removeprefix(KG) + (DENIED if modality == "denied" else "")
            known = seen.statements.get((subject, name, object_))
            seen.statements[subject, name, object_] = quote if known is None else min(known, quote)
            _count_quote(graph, seen, quote, start, end)


def _count_quote(graph: Graph, seen: Seen, quote: str, start: str, end: str) -> None:
    """Counts a quote, and counts it as invalid where there is none or the text has other words at its offsets."""
    graph.quotes += 1
    if not start or (seen.text and seen.text[int(start) : int(end)] != quote):
        graph.invalid += 1


def _rows(store: pyoxigraph.Store, query: str) -> Iterator[tuple[str, ...]]:
    """The answers as strings, in the engine's order; "" where a variable is unbound."""
    import pyoxigraph

    answers = store.query(_PREFIXES + query)
    if isinstance(answers, pyoxigraph.QuerySolutions):
        names = answers.variables
        for answer in answers:
            yield tuple("" if (term := answer[name]) is None else _value(term) for name in names)


def _value(term: object) -> str:
    return str(getattr(term, "value", term))
