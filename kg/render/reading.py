"""Graph → what the page shows: entities, the relations between them, and the words that say so, in an order that depends on
the graph alone. Only the public vocabulary is read; what does not fit it is left out (``validate`` reports it).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kg.iris import ID, KG
from kg.render.describing import Describer
from kg.render.facts import DCT, LABEL_SHOWN, PROV, RDF, RDFS, SKOS, Facts, Properties, collect, iris, number, one
from kg.render.naming import fold
from kg.render.texts import showable
from kg.render.view import Quote, Relation, View

RELATIONS_KEPT = 100_000
"""Relations that one page holds at most: some 30 MB, which a browser still opens in seconds."""
MENTIONS_KEPT = 300_000
"""Mentions that one page holds at most; of more, each entity keeps its first MENTIONS_EACH."""
MENTIONS_EACH = 60
_MACHINERY = {KG + name for name in ("Statement", "Evidence", "Mention", "Mandate")}
_NAMES = (RDFS + "label", SKOS + "prefLabel", SKOS + "altLabel", DCT + "identifier", DCT + "title")


def read_graph(graph: Iterable[Any], kinds: Iterable[str], focus: str | None = None, also: str = "") -> View:
    """The view of a graph: any iterable of pyoxigraph quads or triples, such as a Store. ``kinds``: the classes (local
    names) to tell apart, the first listed winning where a thing has several. Of a graph with more than RELATIONS_KEPT
    relations, those between the most central entities are kept, after the surroundings of what ``focus`` names. ``also`` is the
    IRI of an entity that is shown though nothing relates it."""
    return _Reader(collect(graph), list(kinds)).view(focus, also)


class _Reader:
    def __init__(self, facts: Facts, kinds: list[str]) -> None:
        self.facts = facts
        self.order = {KG + name: (position, name) for position, name in enumerate(kinds)}
        types = RDF + "type"
        self.types = {s: {v for v, _, is_iri in p[types] if is_iri} for s, p in facts.items() if types in p}
        self.by_class: dict[str, list[str]] = {}
        for subject in sorted(self.types):
            for class_ in self.types[subject]:
                self.by_class.setdefault(class_, []).append(subject)
        self.describer = Describer(facts, self.types, self.order)
        self.texts = {s: one(facts[s], KG + "text") for s in self.by_class.get(KG + "Document", ())}
        self.used_documents: set[str] = set()

    def view(self, focus: str | None, also: str) -> View:
        statements = [row for iri in self.by_class.get(KG + "Statement", ()) if (row := self._statement(iri))]
        covered = {(subject, predicate, object_) for subject, predicate, object_, _ in statements}
        plain = [triple for triple in self._direct() if triple not in covered]
        rows = sorted([*statements, *((*triple, "") for triple in plain)])
        kept = rows if len(rows) <= RELATIONS_KEPT else self._central(rows, focus)
        mentions = self._mentions()
        ends = {end for s, _, o, _ in kept for end in (s, o)}
        lone = {also} & self.facts.keys()
        shown = sorted(lone | (ends if len(kept) < len(rows) else ends | {iri for iri in mentions if iri in self.facts}))
        mandates = self.describer.mandates(self.by_class.get(KG + "Mandate", ()))
        numbers = {iri: position for position, iri in enumerate(shown)}
        things = [self.describer.thing(iri, mandates.get(iri, [])) for iri in shown]
        relations = []
        for subject, predicate, object_, iri in kept:
            relations.append(self._relation(iri, subject, predicate, object_, numbers))
            things[numbers[subject]].rank += 1
            things[numbers[object_]].rank += subject != object_
        relations.sort(key=lambda relation: relation.place)
        several = sum(len(mentions.get(iri, ())) for iri in shown) > MENTIONS_KEPT
        for iri, thing in zip(shown, things, strict=True):
            thing.mentions = sorted(set(mentions.get(iri, ())))[: MENTIONS_EACH if several else None]
            self.used_documents.update(document for document, *_ in thing.mentions)
        documents = {iri: self.describer.document(iri) for iri in sorted(self.used_documents)}
        texts = {iri: self.texts[iri] for iri in documents if self.texts.get(iri)}
        return View(things, relations, documents, texts, len(rows) - len(kept))

    def _statement(self, iri: str) -> tuple[str, str, str, str] | None:
        properties = self.facts[iri]
        parts = [iris(properties, RDF + name) for name in ("subject", "predicate", "object")]
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
        position = {iri: place for place, iri in enumerate(ordered)}
        entry = [max(position[s], position[o]) for s, _, o, _ in rows]
        limit = sorted(entry)[RELATIONS_KEPT]
        return [row for row, place in zip(rows, entry, strict=True) if place < limit]

    def _is_called(self, iri: str, name: str) -> bool:
        if name in (iri, iri.removeprefix(ID)):
            return True
        values = {value for predicate in _NAMES for value, _, _ in self.facts.get(iri, {}).get(predicate, ())}
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

    def _mentions(self) -> dict[str, list[Quote]]:
        """Entity → where it is mentioned."""
        out: dict[str, list[Quote]] = {}
        for iri in self.by_class.get(KG + "Mention", ()):
            properties = self.facts[iri]
            documents = iris(properties, KG + "inDocument")
            quote = self._quote(documents[0], properties) if documents else None
            if quote:
                for entity in iris(properties, KG + "refersTo"):
                    out.setdefault(entity, []).append(quote)
        return out

    def _quote(self, document: str, properties: Properties) -> Quote | None:
        """Where the words of a mention or of a piece of evidence stand; None where it has none."""
        start, end, words = number(properties, KG + "start"), number(properties, KG + "end"), one(properties, KG + "quote")
        text = self.texts.get(document, "")
        if 0 <= start < end <= len(text) and (not words or (text.startswith(words, start) and len(words) == end - start)):
            return document, start, end, ""
        return (document, -1, -1, words) if words.strip() else None

    def _relation(self, iri: str, subject: str, predicate: str, object_: str, numbers: Mapping[str, int]) -> Relation:
        name = predicate[len(KG) :] if predicate.startswith(KG) else predicate
        relation = Relation(iri, numbers[subject], showable(name), numbers[object_])
        relation.direct = (object_, "", True) in self.facts.get(subject, {}).get(predicate, ())
        if not iri:
            return relation
        properties = self.facts[iri]
        for name in ("date", "start", "end", "modality", "rule", "confidence", "field"):
            attribute = "record_field" if name == "field" else name
            setattr(relation, attribute, showable(one(properties, KG + name))[:LABEL_SHOWN])
        relation.inferred = one(properties, KG + "inferred") in ("true", "1")
        relation.sources = iris(properties, PROV + "wasDerivedFrom")
        quotes = []
        for evidence in iris(properties, KG + "evidence"):
            words = self.facts.get(evidence, {})
            document = (iris(words, KG + "inDocument") or relation.sources or [""])[0]
            quote = self._quote(document, words)
            if quote:
                quotes.append((quote, evidence))
        quotes.sort()
        relation.evidence = [quote for quote, _ in quotes]
        relation.evidence_iris = [evidence for _, evidence in quotes]
        relation.place = quotes[0][0][:2] if quotes else relation.place
        self.used_documents.update(relation.sources, (quote[0] for quote in relation.evidence if quote[0]))
        return relation
