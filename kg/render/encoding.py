"""The view as the page's scripts read it: columns of numbers and tables of strings, as JSON.

What repeats stands once in a table, and columns hold its index; what few have is kept by index in an object. ``model.js``
is the reader of this layout; the two change together.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from kg.iris import ID, KG
from kg.render.drawing import legible
from kg.render.palette import OTHER, Palette, words_of
from kg.render.texts import PageText, page_texts, showable, utf16_length
from kg.render.view import Quote, Relation, View

INFERRED, DIRECT, RECORDED = 1, 2, 4
"""Bits of a relation's flags."""


class _Table:
    """Values in the order in which they were first asked for."""

    def __init__(self, *first: Hashable) -> None:
        self.numbers: dict[Hashable, int] = {value: number for number, value in enumerate(first)}

    def __call__(self, value: Hashable) -> int:
        return self.numbers.setdefault(value, len(self.numbers))

    def values(self) -> list[Any]:
        return [list(value) if isinstance(value, tuple) else value for value in self.numbers]


class _Quotes:
    """Turns quotes into (document, start, length) in UTF-16 units of the page's texts; of a quote that its text does not
    hold, the first number is -1 - its place in ``loose`` and the second 0."""

    def __init__(self, numbers: Mapping[str, int], pages: Mapping[str, PageText]) -> None:
        self._numbers = numbers
        self._pages = pages
        self.loose = _Table()

    def __call__(self, quote: Quote) -> tuple[int, int, int]:
        document, start, end, words = quote
        if start >= 0:
            return (self._numbers[document], *self._pages[document].place(start, end))
        shown = showable(words)
        return -1 - self.loose((self._numbers.get(document, -1), shown)), 0, utf16_length(shown)


def content(
    view: View, network: Any, shown: Sequence[int], palette: Palette, labels: Mapping[str, tuple[str, str]], title: str
) -> dict[str, Any]:
    """All that the scripts read, as values of JSON; ``network`` is the pyvis network of what is shown first."""
    data = columns(view, palette, labels)
    widths = {name: max(len(french), len(english)) for name, french, english in data["predicates"]}
    return {
        "title": showable(title),
        "id": ID,
        "kg": KG,
        "kinds": [[kind.id, kind.fr, kind.en, kind.color, kind.shape] for kind in palette.kinds.values()],
        "lines": [[line.id, line.fr, line.en, list(line.dashes), line.color] for line in palette.lines.values()],
        "sites": [list(site) for site in palette.sites],
        **data,
        "network": _drawn(network),
        "leftOut": view.left_out,
        "open": list(shown),
        "named": legible(view.things, view.relations, network, widths),
    }


def columns(view: View, palette: Palette, labels: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    """What a view says, without how it looks: the part of the data that a page on a service can be sent more of."""
    ranges: dict[str, list[tuple[int, int]]] = {}
    for quoted in (*(thing.mentions for thing in view.things), *(relation.evidence for relation in view.relations)):
        for document, start, end, _ in quoted:
            if start >= 0:
                ranges.setdefault(document, []).append((start, end))
    pages = page_texts(view.texts, ranges)
    numbers = {iri: number for number, iri in enumerate(view.documents)}
    quotes = _Quotes(numbers, pages)
    predicates = {name: _named(name, labels) for name in sorted({relation.predicate for relation in view.relations})}
    statements = _statements(view, list(predicates), numbers, quotes)
    mentions = _mentions(view, len(numbers), quotes)
    return {
        "predicates": [[name, *both] for name, both in predicates.items()],
        "documents": [_document(row, pages.get(iri)) for iri, row in view.documents.items()],
        "entities": _entities(view, palette),
        "statements": statements,
        "mentions": mentions,
        "loose": quotes.loose.values(),
    }


def _named(name: str, labels: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    french, english = labels.get(name, ("", ""))
    return showable(french or english or words_of(name)), showable(english or french or words_of(name))


def _drawn(network: Any) -> dict[str, Any]:
    nodes, edges, _, _, _, options = network.get_network_data()
    return {"nodes": nodes, "edges": edges, "options": json.loads(options)}


def _document(row: Mapping[str, str], page: PageText | None) -> dict[str, Any]:
    out: dict[str, Any] = {name: _short(value) if name == "iri" else value for name, value in row.items()}
    if page is not None:
        out["text"] = page.text
        if page.pieces != [(0, 0)]:
            out["pieces"] = [number for piece in page.pieces for number in piece]
    return out


def _entities(view: View, palette: Palette) -> dict[str, Any]:
    kinds = {kind: number for number, kind in enumerate(palette.kinds)}
    things = view.things

    def some(values: Sequence[Any]) -> dict[int, Any]:
        return {number: value for number, value in enumerate(values) if value}

    return {
        "iri": [_short(thing.iri) for thing in things],
        "kind": [kinds[thing.kind or OTHER] for thing in things],
        "label": [thing.label for thing in things],
        "en": some([thing.label_en for thing in things]),
        "alt": some([thing.alt for thing in things]),
        "ids": some([thing.identifiers for thing in things]),
        "links": some([thing.links for thing in things]),
        "mandates": some([thing.mandates for thing in things]),
        "labelled": some([thing.labelled if thing.labelled != ("rdfs:label", "fr") else () for thing in things]),
    }


def _statements(view: View, predicates: Sequence[str], numbers: Mapping[str, int], quotes: _Quotes) -> dict[str, Any]:
    order = {name: number for number, name in enumerate(predicates)}
    when, modality, rule, confidence, sources = _Table(("", "", "")), _Table(""), _Table(""), _Table(""), _Table(())
    columns: dict[str, list[Any]] = {
        name: []
        for name in ("s", "p", "o", "flags", "when", "modality", "rule", "confidence", "sources", "iri", "counts", "evidence")
    }
    fields: dict[int, str] = {}
    others: dict[int, str] = {}
    for number, relation in enumerate(view.relations):
        columns["s"].append(relation.subject)
        columns["p"].append(order[relation.predicate])
        columns["o"].append(relation.object)
        columns["flags"].append(INFERRED * relation.inferred + DIRECT * relation.direct + RECORDED * relation.recorded)
        columns["when"].append(when((relation.date, relation.start, relation.end)))
        columns["modality"].append(modality(relation.modality))
        columns["rule"].append(rule(relation.rule))
        columns["confidence"].append(confidence(relation.confidence))
        columns["sources"].append(sources(tuple(numbers[source] for source in relation.sources)))
        columns["iri"].append(_statement_iri(relation))
        columns["counts"].append(len(relation.evidence))
        if relation.record_field:
            fields[number] = relation.record_field
        for quote, iri in zip(relation.evidence, relation.evidence_iris, strict=True):
            if iri != f"{quote[0]}/quote/{quote[1]}-{quote[2]}":
                others[len(columns["evidence"]) // 3] = _short(iri)
            columns["evidence"].extend(quotes(quote))
    return {
        **columns,
        "field": fields,
        "evidenceIri": others,
        "whens": when.values(),
        "modalities": modality.values(),
        "rules": rule.values(),
        "confidences": confidence.values(),
        "sourceLists": sources.values(),
    }


def _statement_iri(relation: Relation) -> str:
    """Where the IRI is that of a source and "/statement/…", "~" and what follows, as it is for nearly all."""
    if relation.sources:
        base = f"{relation.sources[0]}/statement/"
        if relation.iri.startswith(base):
            return "~" + showable(relation.iri[len(base) :])
    return _short(showable(relation.iri))


def _mentions(view: View, documents: int, quotes: _Quotes) -> dict[str, Any]:
    """For each document (start, length, entity) in the order of its text; ``loose`` are (place in ``loose``, entity)."""
    rows: list[list[tuple[int, int, int]]] = [[] for _ in range(documents)]
    loose: list[int] = []
    for entity, thing in enumerate(view.things):
        for quote in thing.mentions:
            document, start, length = quotes(quote)
            if document >= 0:
                rows[document].append((start, length, entity))
            else:
                loose += (-1 - document, entity)
    return {"byDocument": [[n for row in sorted(found) for n in row] for found in rows], "loose": loose}


def _short(iri: str) -> str:
    """An IRI without the namespace ``id:``, where that leaves a key that nothing else begins like."""
    key = iri.removeprefix(ID)
    return key if key != iri and ":" not in key and not key.startswith("~") else iri
