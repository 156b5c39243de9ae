"""Graph → what the page shows: entities, the relations between them, and the passages that say so, in an order that
depends on the graph alone. Only the public vocabulary is read; what does not fit it is left out (``validate`` reports it).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from kg.iris import ID, KG
from kg.render.naming import fold, safe_link
from kg.render.palette import OTHER
from kg.render.passages import Passages, Reference, showable

MENTIONS_SHOWN = 60
"""Mentions kept per entity; the page says how many there are in all."""
RELATIONS_KEPT = 40_000
"""Relations that one page holds at most: some 25 MB, which a browser still opens in seconds."""
LABEL_SHOWN = 400
"""Code points of a label kept in the page."""
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_DCT = "http://purl.org/dc/terms/"
_PROV = "http://www.w3.org/ns/prov#"
_LINKS = {
    "http://www.w3.org/2002/07/owl#sameAs": "same",
    _RDFS + "seeAlso": "see",
    _SKOS + "exactMatch": "exact",
    _SKOS + "closeMatch": "close",
}
_MACHINERY = {KG + name for name in ("Statement", "Evidence", "Mention", "Mandate")}

Value = tuple[str, str, bool]
"""An object: its lexical value, its language, whether it is an IRI."""
Properties = Mapping[str, set[Value]]


@dataclass(slots=True)
class Thing:
    """An entity: a node of the picture. ``links`` are (relation, http(s) address); ``rank`` counts its relations."""

    iri: str
    kind: str
    label: str
    label_en: str
    alt: list[str]
    identifiers: list[str]
    links: list[tuple[str, str]]
    mandates: list[dict[str, str]]
    mentions: list[Reference] = field(default_factory=list)
    mentioned: int = 0
    rank: int = 0


@dataclass(slots=True)
class Relation:
    """A statement, or a direct triple that no statement covers; subject and object are indexes of ``View.things``.
    ``place`` is the document and offset of its first quote: relations are listed in the order of the texts."""

    iri: str
    subject: int
    predicate: str
    object: int
    date: str = ""
    start: str = ""
    end: str = ""
    modality: str = ""
    inferred: bool = False
    rule: str = ""
    confidence: str = ""
    record_field: str = ""
    place: tuple[str, int] = ("\uffff", 0)
    evidence: list[Reference] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)

    @property
    def line(self) -> str:
        """Which line of the palette draws it."""
        return self.modality or ("inferred" if self.inferred else "asserted")


@dataclass(slots=True)
class View:
    """All that the page holds. ``documents`` are described by IRI; ``passages`` refer to them by IRI."""

    things: list[Thing]
    relations: list[Relation]
    documents: dict[str, dict[str, str]]
    passages: list[tuple[str, str, bool, bool]]
    left_out: int = 0
    """Relations of the graph that the page does not hold."""


def read_graph(graph: Iterable[Any], kinds: Iterable[str], focus: str | None = None) -> View:
    """The view of a graph: any iterable of pyoxigraph quads or triples, such as a Store. ``kinds``: the classes (local
    names) to tell apart, the first listed winning where a thing has several. Of a graph with more than RELATIONS_KEPT
    relations, those between the most central entities are kept, after the surroundings of what ``focus`` names."""
    facts = _collect(graph)
    return _Reader(facts, list(kinds)).view(focus)


def _collect(graph: Iterable[Any]) -> dict[str, dict[str, set[Value]]]:
    """Subject → predicate → objects, the same triple in several graphs once; blank nodes are left out."""
    import pyoxigraph as ox

    node, literal = ox.NamedNode, ox.Literal
    facts: dict[str, dict[str, set[Value]]] = {}
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


def _texts(properties: Properties, predicate: str) -> list[str]:
    return sorted({showable(value)[:LABEL_SHOWN] for value, _, is_iri in properties.get(predicate, ()) if not is_iri})


def _iris(properties: Properties, predicate: str) -> list[str]:
    return sorted(value for value, _, is_iri in properties.get(predicate, ()) if is_iri)


def _one(properties: Properties, predicate: str) -> str:
    """The least of the literals, so that two values give the same page in any order."""
    return min((value for value, _, is_iri in properties.get(predicate, ()) if not is_iri), default="")


def _number(properties: Properties, predicate: str) -> int | None:
    text = _one(properties, predicate)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None


class _Reader:
    def __init__(self, facts: Mapping[str, dict[str, set[Value]]], kinds: list[str]) -> None:
        self.facts = facts
        self.order = {KG + name: (position, name) for position, name in enumerate(kinds)}
        types = _RDF + "type"
        self.types = {s: {v for v, _, is_iri in p[types] if is_iri} for s, p in facts.items() if types in p}
        self.by_class: dict[str, list[str]] = {}
        for subject in sorted(self.types):
            for class_ in self.types[subject]:
                self.by_class.setdefault(class_, []).append(subject)
        self.passages = Passages({s: _one(facts[s], KG + "text") for s in self.by_class.get(KG + "Document", ())})
        self.used_documents: set[str] = set()

    def view(self, focus: str | None) -> View:
        statements = [row for iri in self.by_class.get(KG + "Statement", ()) if (row := self._statement(iri))]
        covered = {(subject, predicate, object_) for subject, predicate, object_, _ in statements}
        plain = [triple for triple in self._direct() if triple not in covered]
        rows = sorted([*statements, *((*triple, "") for triple in plain)])
        kept = rows if len(rows) <= RELATIONS_KEPT else self._central(rows, focus)
        mentions = self._mentions()
        ends = {end for s, _, o, _ in kept for end in (s, o)}
        shown = sorted(ends if len(kept) < len(rows) else ends | {iri for iri in mentions if iri in self.facts})
        mandates = self._mandates()
        numbers = {iri: number for number, iri in enumerate(shown)}
        things = [self._thing(iri, mandates.get(iri, [])) for iri in shown]
        relations = []
        for subject, predicate, object_, iri in kept:
            relations.append(self._relation(iri, numbers[subject], predicate, numbers[object_]))
            things[numbers[subject]].rank += 1
            things[numbers[object_]].rank += subject != object_
        relations.sort(key=lambda relation: relation.place)
        for iri, thing in zip(shown, things, strict=True):
            self._add_mentions(thing, mentions.get(iri, []))
        self.used_documents.update(document for document, *_ in self.passages.rows if document)
        documents = {iri: self._document(iri) for iri in sorted(self.used_documents)}
        return View(things, relations, documents, self.passages.rows, len(rows) - len(kept))

    def _statement(self, iri: str) -> tuple[str, str, str, str] | None:
        properties = self.facts[iri]
        parts = [_iris(properties, _RDF + name) for name in ("subject", "predicate", "object")]
        if not all(parts):
            return None
        return parts[0][0], parts[1][0], parts[2][0], iri

    def _central(self, rows: list[tuple[str, str, str, str]], focus: str | None) -> list[tuple[str, str, str, str]]:
        """At most RELATIONS_KEPT relations: entities come in by rank, what the focus names and its neighbours before all,
        and a relation comes in with the later of its two."""
        rank: dict[str, int] = {}
        for subject, _, object_, _ in rows:
            rank[subject] = rank.get(subject, 0) + 1
            rank[object_] = rank.get(object_, 0) + 1
        named = {iri for iri in rank if focus and self._is_called(iri, focus)}
        near = named | {end for s, _, o, _ in rows if s in named or o in named for end in (s, o)}
        ordered = sorted(rank, key=lambda iri: (iri not in named, iri not in near, -rank[iri], iri))
        position = {iri: number for number, iri in enumerate(ordered)}
        entry = [max(position[s], position[o]) for s, _, o, _ in rows]
        limit = sorted(entry)[RELATIONS_KEPT]
        return [row for row, number in zip(rows, entry, strict=True) if number < limit]

    def _is_called(self, iri: str, name: str) -> bool:
        if name in (iri, iri.removeprefix(ID)):
            return True
        predicates = (_RDFS + "label", _SKOS + "prefLabel", _SKOS + "altLabel", _DCT + "identifier", _DCT + "title")
        values = {value for predicate in predicates for value, _, _ in self.facts.get(iri, {}).get(predicate, ())}
        return fold(name) in map(fold, values)

    def _direct(self) -> Iterable[tuple[str, str, str]]:
        """The triples of kg: between two entities (``kg:partOf`` and the like)."""
        entities = {s for s, classes in self.types.items() if classes & self.order.keys() and not classes & _MACHINERY}
        for subject in sorted(entities):
            for predicate, values in self.facts[subject].items():
                if predicate.startswith(KG):
                    for value, _, is_iri in values:
                        if is_iri and value in entities:
                            yield subject, predicate, value

    def _mentions(self) -> dict[str, list[tuple[str, int, int, str]]]:
        """Entity → where it is mentioned: document, start, end, words."""
        out: dict[str, list[tuple[str, int, int, str]]] = {}
        for iri in self.by_class.get(KG + "Mention", ()):
            properties = self.facts[iri]
            start, end = _number(properties, KG + "start"), _number(properties, KG + "end")
            documents = _iris(properties, KG + "inDocument")
            if start is None or end is None or not documents:
                continue
            for entity in _iris(properties, KG + "refersTo"):
                out.setdefault(entity, []).append((documents[0], start, end, _one(properties, KG + "quote")))
        return out

    def _add_mentions(self, thing: Thing, found: list[tuple[str, int, int, str]]) -> None:
        places = sorted(set(found))
        thing.mentioned = len(places)
        for document, start, end, quote in places[:MENTIONS_SHOWN]:
            reference = self.passages.refer(document, start, end, quote)
            if reference:
                thing.mentions.append(reference)

    def _relation(self, iri: str, subject: int, predicate: str, object_: int) -> Relation:
        name = predicate[len(KG) :] if predicate.startswith(KG) else predicate
        relation = Relation(iri, subject, showable(name), object_)
        if not iri:
            return relation
        properties = self.facts[iri]
        for name in ("date", "start", "end", "modality", "rule", "confidence", "field"):
            attribute = "record_field" if name == "field" else name
            setattr(relation, attribute, showable(_one(properties, KG + name))[:LABEL_SHOWN])
        relation.inferred = _one(properties, KG + "inferred") in ("true", "1")
        relation.sources = _iris(properties, _PROV + "wasDerivedFrom")
        self.used_documents.update(relation.sources)
        spans = []
        for evidence in _iris(properties, KG + "evidence"):
            words = self.facts.get(evidence, {})
            document = (_iris(words, KG + "inDocument") or relation.sources or [""])[0]
            start, end = _number(words, KG + "start"), _number(words, KG + "end")
            spans.append((document, -1 if start is None else start, -1 if end is None else end, _one(words, KG + "quote")))
        spans = sorted(set(spans))
        relation.place = spans[0][:2] if spans else relation.place
        for span in spans:
            reference = self.passages.refer(*span)
            if reference:
                relation.evidence.append(reference)
        return relation

    def _thing(self, iri: str, mandates: list[dict[str, str]]) -> Thing:
        properties = self.facts.get(iri, {})
        known = [self.order[class_] for class_ in self.types.get(iri, ()) if class_ in self.order]
        label, label_en = self._label(iri)
        links = {(relation, value) for link, relation in _LINKS.items() for value in _iris(properties, link)}
        links.update(("see", value) for value in (*_iris(properties, _DCT + "source"), *_texts(properties, _DCT + "source")))
        return Thing(
            iri=showable(iri),
            kind=min(known)[1] if known else OTHER,
            label=label,
            label_en=label_en if label_en != label else "",
            alt=[alt for alt in _texts(properties, _SKOS + "altLabel") if alt != label],
            identifiers=_texts(properties, _DCT + "identifier"),
            links=sorted(link for link in links if safe_link(link[1])),
            mandates=mandates,
        )

    def _label(self, iri: str) -> tuple[str, str]:
        """French and English label; the title of a document, the end of the IRI where there is none."""
        properties = self.facts.get(iri, {})
        named = (properties.get(p, set()) for p in (_RDFS + "label", _SKOS + "prefLabel", _DCT + "title"))
        values = next((found for found in named if any(v.strip() and not is_iri for v, _, is_iri in found)), set())
        order = {"fr": 0, "": 1}
        ranked = sorted((order.get(lang, 2), v) for v, lang, is_iri in values if not is_iri and v.strip())
        label = ranked[0][1] if ranked else unquote(iri.rstrip("/#").rsplit("/", 1)[-1]).replace("-", " ") or iri
        english = min((v for v, lang, is_iri in values if lang == "en" and not is_iri), default="")
        return showable(label.strip())[:LABEL_SHOWN], showable(english.strip())[:LABEL_SHOWN]

    def _mandates(self) -> dict[str, list[dict[str, str]]]:
        """Holder → mandates, the latest first: what was held, where, from when to when."""
        out: dict[str, list[dict[str, str]]] = {}
        for iri in self.by_class.get(KG + "Mandate", ()):
            properties = self.facts[iri]
            row = {"start": showable(_one(properties, KG + "start")), "end": showable(_one(properties, KG + "end"))}
            for name in ("post", "organisation", "constituency"):
                row[name] = ", ".join(self._label(value)[0] for value in _iris(properties, KG + name))
            for holder in _iris(properties, KG + "holder"):
                out.setdefault(holder, []).append({name: value for name, value in row.items() if value})
        for rows in out.values():
            rows.sort(key=lambda row: (row.get("start", ""), sorted(row.items())), reverse=True)
        return out

    def _document(self, iri: str) -> dict[str, str]:
        properties = self.facts.get(iri, {})
        row = {"iri": showable(iri), "title": self._label(iri)[0]}
        for name in ("date", "publisher"):
            row[name] = showable(_one(properties, _DCT + name) or "".join(_iris(properties, _DCT + name)[:1]))[:LABEL_SHOWN]
        source = [
            *_iris(properties, _DCT + "source"),
            *_texts(properties, _DCT + "source"),
            *_iris(properties, _RDFS + "seeAlso"),
        ]
        row["source"] = showable("".join(source[:1]))
        row["link"] = next((value for value in source if safe_link(value)), "")
        return {name: value for name, value in row.items() if value}
