"""Tables for a spreadsheet: the entities, the relations with the words that say so, and the links to other databases (CSV,
RFC 4180, UTF-8)."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, get_args

from kg import iris, terms
from kg import namespaces as ns
from kg.analyse import Triple, collect, read_network

Name = Literal["entities", "relations", "links"]
NAMES: tuple[Name, ...] = get_args(Name)

HEADERS: dict[Name, tuple[str, ...]] = {
    "entities": ("entity", "kind", "label", "other_names", "identifiers", "documents"),
    "relations": (
        *("subject", "subject_label", "predicate", "predicate_fr", "object", "object_label", "date", "modality"),
        *("quote", "source", "source_title", "statement"),
    ),
    "links": ("entity", "label", "link", "target"),
}
"""The columns of each table. Entities are keys (``person/jean-castex``), ``documents`` how many mention them, ``modality`` empty
for a fact; lists are parted by " | "."""

_LINKS = {
    f"{ns.OWL}sameAs": "sameAs",
    f"{ns.SKOS}exactMatch": "exactMatch",
    f"{ns.SKOS}closeMatch": "closeMatch",
    f"{ns.RDFS}seeAlso": "seeAlso",
    f"{ns.DCTERMS}identifier": "identifier",
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows(graph: Iterable[Triple], name: Name) -> Iterator[tuple[str, ...]]:
    """The rows of one of the tables, sorted."""
    triples = list(graph)
    network, facts = read_network(triples), collect(triples)

    def values(iri: str, predicate: str) -> str:
        return " | ".join(sorted(value for value, _ in facts.get(iri, {}).get(predicate, ())))

    if name == "relations":
        for edge in network.edges:
            yield (
                *(_key(edge.subject), network.label(edge.subject), edge.predicate),
                terms.LABEL.get(edge.predicate, (edge.predicate,))[0],
                *(_key(edge.object), network.label(edge.object), edge.date, edge.modality, edge.quote),
                *(_key(edge.source), network.label(edge.source) if edge.source else "", _key(edge.statement)),
            )
        return
    where: dict[str, set[str]] = defaultdict(set)
    for about in facts.values() if name == "entities" else ():
        for entity, _ in about.get(terms.REFERS_TO, ()):
            where[entity] |= {document for document, _ in about.get(terms.IN_DOCUMENT, ())}
    for iri, kind in sorted(network.kinds.items()):
        if name == "entities":
            others, identifiers = values(iri, f"{ns.SKOS}altLabel"), values(iri, f"{ns.DCTERMS}identifier")
            yield _key(iri), kind, network.label(iri), others, identifiers, str(len(where[iri]))
        else:
            for predicate, link in _LINKS.items():
                for target, _ in sorted(facts[iri].get(predicate, ())):
                    yield _key(iri), network.label(iri), link, target


def _key(iri: str) -> str:
    return iri.removeprefix(iris.ID)


def to_csv(header: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """A table as CSV. A cell that a spreadsheet would run as a formula is kept from it by an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    for line in lines:
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) and not _is_number(cell) else cell for cell in line])
    return out.getvalue()


def _is_number(cell: str) -> bool:
    return cell[1:].replace(".", "", 1).isdecimal()


def table(graph: Iterable[Triple], name: Name) -> str:
    """One of the tables as CSV."""
    return to_csv(HEADERS[name], rows(graph, name))
