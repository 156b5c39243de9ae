"""Holds a built graph against a hand-written one, and says in words what is missing and what nobody expected."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from kg import iris, terms
from kg import namespaces as ns

TYPE, LABEL = f"{ns.RDF}type", f"{ns.RDFS}label"
NAMES = (LABEL, f"{ns.SKOS}altLabel", f"{ns.SKOS}prefLabel")
MATCHES = (f"{ns.OWL}sameAs", f"{ns.DCTERMS}identifier", f"{ns.SKOS}exactMatch", f"{ns.SKOS}closeMatch")
SCOPED = re.compile(r"/id/document/[^/]+/[a-z]+/")

Key = tuple[str, str, str, str, str, bool]


def folded(text: str) -> str:
    """Words without accents, capitals and punctuation."""
    plain = unicodedata.normalize("NFD", text.replace("œ", "oe")).lower()
    return " ".join(re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c))))


@dataclass
class Read:
    """A graph by subject: predicate → values."""

    nodes: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    french: dict[str, list[str]] = field(default_factory=dict)

    @staticmethod
    def of(*paths: Path) -> Read:
        out = Read()
        for path in paths:
            for found in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
                subject, predicate, object_ = found.subject, found.predicate.value, found.object
                assert not {type(subject), type(object_)} & {ox.BlankNode}, f"a blank node in {path}"
                out.nodes.setdefault(subject.value, {}).setdefault(predicate, []).append(object_.value)
                if predicate == LABEL and isinstance(object_, ox.Literal) and object_.language == "fr":
                    out.french.setdefault(subject.value, []).append(object_.value)
        return out

    def values(self, node: str, predicate: str) -> list[str]:
        return self.nodes.get(node, {}).get(predicate, [])

    def one(self, node: str, predicate: str) -> str:
        return next(iter(self.values(node, predicate)), "")

    def kind(self, node: str) -> str:
        kinds = [name.removeprefix(iris.KG) for name in self.values(node, TYPE) if name.startswith(iris.KG)]
        return kinds[0] if kinds else ""

    def of_kind(self, *kinds: str) -> list[str]:
        return sorted(node for node in self.nodes if self.kind(node) in kinds)

    def entities(self) -> list[str]:
        return [node for node in sorted(self.nodes) if self.kind(node) in terms.SUBKINDS["Entity"]]

    def names(self, node: str) -> set[str]:
        return {folded(name) for predicate in NAMES for name in self.values(node, predicate)}

    def quotes(self, statement: str) -> list[str]:
        return [" ".join(self.one(where, iris.KG + "quote").split()) for where in self.values(statement, iris.KG + "evidence")]

    def says(self, statement: str) -> Key:
        s, p, o = (self.one(statement, ns.RDF + name) for name in ("subject", "predicate", "object"))
        date, modality, inferred = (self.one(statement, iris.KG + name) for name in ("date", "modality", "inferred"))
        return s, p.removeprefix(iris.KG), o, date, modality, inferred == "true"


def shown(node: str) -> str:
    return node.removeprefix(iris.ID)


def told(key: Key) -> str:
    s, p, o, date, modality, inferred = key
    more = [*([f"on {date}"] if date else []), *([modality] if modality else []), *(["inferred"] if inferred else [])]
    return f"{shown(s)} {p} {shown(o)}" + (f" ({', '.join(more)})" if more else "")


def compare(expected: Read, optional: Read, actual: Read, document: str) -> list[str]:
    """Differences in words, sorted; empty where the graph says what it should. ``document`` is the document's IRI."""
    mentions: dict[str, set[str]] = {}
    for mention in actual.of_kind("Mention"):
        if actual.one(mention, iris.KG + "inDocument") == document:
            entity = actual.one(mention, iris.KG + "refersTo")
            mentions.setdefault(entity, set()).add(folded(actual.one(mention, iris.KG + "quote")))
    found = {**_aligned(optional, actual, mentions), **_aligned(expected, actual, mentions)}
    out = _entities(expected, actual, found)
    known = set(found.values())
    for entity in sorted(mentions.keys() - known):
        if actual.kind(entity) != "Theme":
            out.append(f"unexpected {actual.kind(entity)}: {shown(entity)} ({', '.join(sorted(mentions[entity]))})")
    return sorted([*out, *_statements(expected, optional, actual, found, document), *_direct(expected, actual, found)])


def _aligned(wanted: Read, actual: Read, mentions: dict[str, set[str]]) -> dict[str, str]:
    """Expected entity → the entity of the graph: the same IRI, or, below a document, one of its kind with one of its names."""
    out, taken = {}, set()
    for node in wanted.entities():
        if not SCOPED.search(node):
            out[node] = node
            continue
        for candidate, quotes in sorted(mentions.items()):
            names = actual.names(candidate) | quotes
            if candidate not in taken and actual.kind(candidate) == wanted.kind(node) and names & wanted.names(node):
                out[node] = candidate
                taken.add(candidate)
                break
    return out


def _entities(expected: Read, actual: Read, found: dict[str, str]) -> list[str]:
    out = []
    for node in expected.entities():
        there = found.get(node)
        if there is None or not actual.kind(there):
            out.append(f"missing {expected.kind(node)}: {shown(node)} « {' / '.join(expected.french[node])} »")
            continue
        if actual.kind(there) != expected.kind(node):
            out.append(f"wrong kind: {shown(there)} is a {actual.kind(there)}, not a {expected.kind(node)}")
        if not SCOPED.search(node) and not expected.names(node) & actual.names(there):
            out.append(f"wrong label: {shown(there)} is « {' / '.join(actual.french.get(there, []))} »")
        for predicate in MATCHES:
            for value in expected.values(node, predicate):
                if value not in actual.values(there, predicate):
                    out.append(f"missing identity: {shown(there)} {predicate.rpartition('#')[2].rpartition('/')[2]} {value}")
    for node in expected.of_kind("Document"):
        for predicate in (f"{ns.DCTERMS}source", f"{ns.DCTERMS}date"):
            if expected.values(node, predicate) != actual.values(node, predicate):
                out.append(f"document: {predicate.rpartition('/')[2]} is {actual.values(node, predicate)}")
    return out


def _moved(key: Key, found: dict[str, str]) -> Key:
    return (found.get(key[0], key[0]), key[1], found.get(key[2], key[2]), *key[3:])


def _statements(expected: Read, optional: Read, actual: Read, found: dict[str, str], document: str) -> list[str]:
    out = []
    said: dict[Key, list[str]] = {}
    for statement in actual.of_kind("Statement"):
        if document in actual.values(statement, f"{ns.PROV}wasDerivedFrom"):
            said.setdefault(actual.says(statement), []).extend(actual.quotes(statement))
    wanted = {_moved(expected.says(node), found): expected.quotes(node) for node in expected.of_kind("Statement")}
    allowed = {_moved(optional.says(node), found) for node in optional.of_kind("Statement")}
    for key, quotes in wanted.items():
        if key not in said:
            out.append(f"missing statement: {told(key)} « {' / '.join(quotes)} »")
        elif not any(folded(quote) in folded(own) for quote in quotes for own in said[key]):
            out.append(f"wrong quote: {told(key)} « {' / '.join(said[key])} » lacks « {' / '.join(quotes)} »")
    for key in said.keys() - wanted.keys() - allowed:
        if key[1] != "about":
            out.append(f"unexpected statement: {told(key)} « {' / '.join(said[key])} »")
    return out


def _direct(expected: Read, actual: Read, found: dict[str, str]) -> list[str]:
    out = []
    for node in expected.entities():
        for predicate, objects in expected.nodes[node].items():
            if predicate.removeprefix(iris.KG) not in terms.OBJECT_PROPERTIES:
                continue
            there = found.get(node, node)
            for object_ in objects:
                if found.get(object_, object_) not in actual.values(there, predicate):
                    out.append(f"missing triple: {shown(there)} {predicate.removeprefix(iris.KG)} {shown(object_)}")
    for node in expected.of_kind("Statement"):
        s, p, o, _, modality, inferred = _moved(expected.says(node), found)
        if (modality or inferred) and o in actual.values(s, iris.KG + p):
            out.append(f"not a fact, yet written as one: {shown(s)} {p} {shown(o)}")
    return out
