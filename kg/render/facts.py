"""Triples, gathered by subject: the only form in which the page's makers see a graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kg.render.texts import showable

LABEL_SHOWN = 400
"""Code points of a label kept in the page."""
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCT = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"

Value = tuple[str, str, bool]
"""An object: its lexical value, its language, whether it is an IRI."""
Properties = Mapping[str, set[Value]]
Facts = dict[str, dict[str, set[Value]]]
"""Subject → predicate → objects."""


def collect(graph: Iterable[Any]) -> Facts:
    """The facts of pyoxigraph quads or triples, the same triple in several graphs once; blank nodes are left out."""
    import pyoxigraph as ox

    node, literal = ox.NamedNode, ox.Literal
    facts: Facts = {}
    for quad in graph:
        subject, object_ = quad.subject, quad.object
        if type(subject) is not node:
            continue
        if type(object_) is literal:
            value: Value = (object_.value, object_.language or "", False)
        elif type(object_) is node:
            value = (object_.value, "", True)
        else:
            continue
        facts.setdefault(subject.value, {}).setdefault(quad.predicate.value, set()).add(value)
    return facts


def texts(properties: Properties, predicate: str) -> list[str]:
    """The literals under a predicate, as the page shows them, sorted."""
    return sorted({showable(value)[:LABEL_SHOWN] for value, _, is_iri in properties.get(predicate, ()) if not is_iri})


def iris(properties: Properties, predicate: str) -> list[str]:
    """The IRIs under a predicate, sorted."""
    return sorted([value for value, _, is_iri in properties.get(predicate, ()) if is_iri])


def one(properties: Properties, predicate: str) -> str:
    """The least of the literals, so that two values give the same page in any order; empty where there is none."""
    return min((value for value, _, is_iri in properties.get(predicate, ()) if not is_iri), default="")


def number(properties: Properties, predicate: str) -> int:
    """A whole number below 10^11 under a predicate, -1 where there is none."""
    text = one(properties, predicate)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else -1
