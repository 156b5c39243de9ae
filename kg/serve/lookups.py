"""What is asked of the graph for a page or for the explorer: an entity, its properties, its relations with their words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kg import iris, terms
from kg.nquads import is_web_iri
from kg.serve.pool import Pool

_FIT = re.compile(r"[^\x00-\x20<>\"{}|^`\\\x7f-\x9f\ud800-\udfff\ufffe\uffff]{1,2000}")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")

_THING = """SELECT ?label ?kind { OPTIONAL { <%(iri)s> rdfs:label|skos:prefLabel|dcterms:title ?label }
  OPTIONAL { <%(iri)s> a ?kind } FILTER EXISTS { { <%(iri)s> ?p ?o } UNION { ?s ?q <%(iri)s> } } } LIMIT 50"""
_ABOUT = """SELECT ?predicate ?value ?label { <%(iri)s> ?predicate ?value
  OPTIONAL { ?value rdfs:label|skos:prefLabel ?label FILTER(LANG(?label) IN ("fr", "")) } }
  ORDER BY ?predicate ?value LIMIT 1000"""
_INCOMING = """SELECT ?subject ?predicate ?label { ?subject ?predicate <%(iri)s>
  FILTER(?predicate NOT IN (rdf:subject, rdf:object, kg:refersTo, kg:evidence, kg:inDocument, prov:wasDerivedFrom))
  FILTER NOT EXISTS { ?statement rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object <%(iri)s> }
  OPTIONAL { ?subject rdfs:label|skos:prefLabel ?label FILTER(LANG(?label) IN ("fr", "")) } }
  ORDER BY ?predicate ?subject LIMIT 500"""
_STATEMENTS = """SELECT ?statement ?out ?predicate ?other ?label ?kind ?date ?start ?end ?modality ?inferred ?quote ?document {
  { SELECT ?statement ?out ?predicate ?other {
      { ?statement rdf:subject <%(iri)s> ; rdf:predicate ?predicate ; rdf:object ?other BIND(true AS ?out) } UNION
      { ?statement rdf:object <%(iri)s> ; rdf:predicate ?predicate ; rdf:subject ?other BIND(false AS ?out) }
    } ORDER BY ?predicate ?other ?statement OFFSET %(offset)d LIMIT %(limit)d }
  OPTIONAL { ?other rdfs:label|skos:prefLabel ?label FILTER(LANG(?label) IN ("fr", "")) }
  OPTIONAL { ?other a ?kind FILTER(STRSTARTS(STR(?kind), STR(kg:))) }
  OPTIONAL { ?statement kg:date ?date } OPTIONAL { ?statement kg:start ?start } OPTIONAL { ?statement kg:end ?end }
  OPTIONAL { ?statement kg:modality ?modality } OPTIONAL { ?statement kg:inferred ?inferred }
  OPTIONAL { ?statement kg:evidence ?evidence . ?evidence kg:quote ?quote ; kg:inDocument ?document } }
  ORDER BY ?predicate ?other ?statement ?document ?quote"""
DESCRIBED = """CONSTRUCT { <%(iri)s> ?p ?o . ?s ?q <%(iri)s> . ?statement ?r ?v } {
  { <%(iri)s> ?p ?o } UNION { SELECT ?s ?q { ?s ?q <%(iri)s> } LIMIT 5000 } UNION
  { SELECT ?statement ?r ?v { ?statement rdf:subject|rdf:object <%(iri)s> ; ?r ?v } LIMIT 20000 } }"""


@dataclass(slots=True)
class Relation:
    """A statement seen from one of its ends: ``out`` where that is the subject."""

    statement: str
    predicate: str
    out: bool
    other: str
    label: str
    kind: str
    when: str
    modality: str
    inferred: bool
    quotes: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity: its IRI, its French label, the local names of its classes."""

    iri: str
    label: str
    kinds: tuple[str, ...]


def fit(iri: str) -> bool:
    """Whether a text may stand between "<" and ">" in a query, as an absolute IRI."""
    return _FIT.fullmatch(iri) is not None and _SCHEME.match(iri) is not None


def address(iri: str) -> str:
    """Where the page of an IRI is on this service, "" where it has none."""
    return f"/id/{iri.removeprefix(iris.ID)}" if iri.startswith(iris.ID) and fit(iri) else ""


def link(iri: str) -> str:
    """What a reader who follows an IRI opens: its page here, else itself if it is of the web, else nothing."""
    return address(iri) or (iri if is_web_iri(iri) else "")


def local(iri: str) -> str:
    """The part of an IRI behind its last "#" or "/"."""
    return re.split(r"[#/]", iri)[-1] or iri


def predicate_label(iri: str, out: bool = True) -> str:
    """How a predicate reads in French; its local name where the vocabulary does not say."""
    name = iri.removeprefix(iris.KG)
    french = terms.LABEL.get(name, (local(iri), ""))[0] if name != iri else local(iri)
    return french if out else f"← {french}"


async def rows(pool: Pool, text: str, client: str = "", **values: object) -> list[dict[str, str]]:
    """The solutions of one of the questions of this module, its values filled in: they must be numbers, or pass `fit`."""
    reply = await pool.ask({"text": text % values if values else text, "rows": "json", "triples": ""}, client)
    return reply.rows()


async def thing(pool: Pool, iri: str, client: str = "") -> Thing | None:
    """The entity of an IRI, None where the graph does not know it."""
    found = await rows(pool, _THING, client, iri=iri)
    if not found:
        return None
    labels = [row["label"] for row in found if "label" in row]
    kinds = {local(row["kind"]) for row in found if row.get("kind", "").startswith(iris.KG)}
    return Thing(iri, labels[0] if labels else iri.removeprefix(iris.ID), tuple(sorted(kinds)))


async def relations(pool: Pool, iri: str, limit: int, offset: int = 0, client: str = "") -> list[Relation]:
    """The statements that an entity takes part in, with their words; one more than ``limit`` where there are more."""
    out: dict[tuple[str, str], Relation] = {}
    for row in await rows(pool, _STATEMENTS, client, iri=iri, limit=limit + 1, offset=offset):
        found = out.setdefault((row["statement"], row["out"]), _relation(row))
        quote = (row.get("quote", ""), row.get("document", ""))
        if quote[0] and quote not in found.quotes:
            found.quotes.append(quote)
    return list(out.values())


def _relation(row: Mapping[str, str]) -> Relation:
    interval = " – ".join((row.get("start", "…"), row.get("end", "…"))) if "start" in row or "end" in row else ""
    return Relation(
        row["statement"],
        row["predicate"],
        row["out"] == "true",
        row["other"],
        row.get("label") or row["other"].removeprefix(iris.ID),
        local(row.get("kind", "")),
        row.get("date", interval),
        row.get("modality", ""),
        row.get("inferred") == "true",
    )


async def properties(pool: Pool, iri: str, client: str = "") -> list[dict[str, str]]:
    """What is said of an entity: rows of ``predicate``, ``value`` and, where the value has one, its ``label``."""
    return await rows(pool, _ABOUT, client, iri=iri)


async def incoming(pool: Pool, iri: str, client: str = "") -> list[dict[str, str]]:
    """What points to an entity without being a statement: rows of ``subject``, ``predicate`` and ``label``."""
    return await rows(pool, _INCOMING, client, iri=iri)


def as_json(relation: Relation) -> dict[str, Any]:
    """A relation as the explorer reads it."""
    return {
        "statement": relation.statement,
        "predicate": relation.predicate,
        "label": predicate_label(relation.predicate),
        "out": relation.out,
        "other": {"iri": relation.other, "label": relation.label, "kind": relation.kind},
        "date": relation.when,
        "modality": relation.modality,
        "inferred": relation.inferred,
        "quotes": [{"text": text, "document": document} for text, document in relation.quotes],
    }
