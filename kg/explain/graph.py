"""What a graph knows of an entity or a statement, and which words say so. Only the public vocabulary is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from kg import iris, terms
from kg import namespaces as ns
from kg.analyse import find
from kg.errors import UsageError
from kg.queries import PREFIXES
from kg.store import Store
from kg.store.results import Rows, short

_NAMES = """SELECT ?entity ?main (LANG(?main) AS ?language) ?other {
  { ?entity rdfs:label|skos:prefLabel|dcterms:title ?main } UNION
  { ?entity skos:altLabel|dcterms:identifier|dcterms:source ?other }
  FILTER EXISTS { ?entity a ?class FILTER(?class NOT IN (kg:Statement, kg:Evidence, kg:Mention, kg:Mandate)) } }"""
_ABOUT = "SELECT ?predicate ?value { <%s> ?predicate ?value FILTER(?predicate != kg:text) }"
_STATEMENTS = """SELECT ?statement ?predicate ?other ?date ?start ?end ?modality ?inferred ?rule ?quote ?source {
  ?statement rdf:%s <%s> ; rdf:predicate ?predicate ; rdf:%s ?other
  OPTIONAL { ?statement kg:date ?date } OPTIONAL { ?statement kg:start ?start } OPTIONAL { ?statement kg:end ?end }
  OPTIONAL { ?statement kg:modality ?modality } OPTIONAL { ?statement kg:inferred ?inferred }
  OPTIONAL { ?statement kg:rule ?rule } OPTIONAL { ?statement kg:evidence/kg:quote ?quote }
  OPTIONAL { ?statement prov:wasDerivedFrom ?source } }"""
_MANDATES = """SELECT ?start ?end ?what { ?mandate kg:holder <%s> ; kg:post|kg:organisation|kg:constituency ?what
  OPTIONAL { ?mandate kg:start ?start } OPTIONAL { ?mandate kg:end ?end } }"""
_MENTIONS = """SELECT ?document ?start ?end ?quote {
  ?mention kg:refersTo <%s> ; kg:inDocument ?document ; kg:start ?start ; kg:end ?end ; kg:quote ?quote }"""
_EVIDENCE = """SELECT ?document ?start ?end ?quote {
  <%s> kg:evidence ?words . ?words kg:inDocument ?document ; kg:start ?start ; kg:end ?end ; kg:quote ?quote }"""
_TITLES = (
    ("also", f"{ns.SKOS}altLabel"),
    ("identifier", f"{ns.DCTERMS}identifier"),
    ("same as", f"{ns.OWL}sameAs"),
    ("exact match", f"{ns.SKOS}exactMatch"),
    ("close match", f"{ns.SKOS}closeMatch"),
    ("see also", f"{ns.RDFS}seeAlso"),
    ("part of", terms.PART_OF),
)


def explain_entity(store: Store, name: str) -> Iterator[str]:
    """What is known of the entity that ``name`` names: its names and identifiers, its mandates, its relations with the words
    that say so, its mentions. Raises UsageError where there is none of that name, or several."""
    labels, names = _names(store)
    iri = find(name, labels, names)

    def shown(other: str) -> str:
        return labels.get(other) or _short(other)

    about = _about(store, iri)
    kinds = sorted(kind.removeprefix(iris.KG) for kind in about[f"{ns.RDF}type"] if kind.startswith(iris.KG))
    yield f"{shown(iri)}  ({', '.join(kinds)}, {_short(iri)})"
    for title, predicate in _TITLES:
        if about[predicate]:
            values = (shown(value) if predicate == terms.PART_OF else value for value in about[predicate])
            yield f"  {title}: {'; '.join(sorted(values))}"
    yield from _mandates(store, iri, shown)
    yield from _relations(store, iri, shown)
    mentions = sorted(_rows(store, _MENTIONS % iri), key=lambda row: (row[0], int(row[1])))
    yield from _section("mentions", map(_words, mentions))


def explain_statement(store: Store, name: str) -> Iterator[str]:
    """Who says what of whom: a statement by its IRI or key, its rule, and its words at their offsets in the document. Raises
    UsageError where there is no such statement."""
    iri = name if name.startswith(("http://", "https://")) else iris.iri(name.replace("document:", "document/", 1))
    if (iri,) not in set(_rows(store, "SELECT ?statement { ?statement a kg:Statement }")):
        raise UsageError(f"no statement of the graph has the IRI {iri}")
    labels, _ = _names(store)
    about = _about(store, iri)
    ends = [about[f"{ns.RDF}{part}"][0] for part in ("subject", "predicate", "object")]
    subject, predicate, object_ = (labels.get(end) or _short(end) for end in ends)
    french, english = terms.LABEL.get(ends[1].removeprefix(iris.KG), (predicate, predicate))
    yield f"{subject} — {french} → {object_}"
    yield f"  in short: {_short(ends[0])} {_short(ends[1])} {_short(ends[2])} ({english})"
    for title in ("date", "start", "end", "modality", "inferred", "rule", "field", "confidence"):
        yield from (f"  {title}: {value}" for value in sorted(about[iris.KG + title]))
    for source in sorted(about[f"{ns.PROV}wasDerivedFrom"]):
        yield f"  from: {labels.get(source) or _short(source)} ({_short(source)})"
    rows = sorted(_rows(store, _EVIDENCE % iri), key=lambda row: (row[0], int(row[1])))
    yield from _section("words", map(_words, rows))


def _names(store: Store) -> tuple[dict[str, str], dict[str, set[str]]]:
    """Every entity's label, and all its other names."""
    labels: dict[str, tuple[bool, str]] = {}
    names: dict[str, set[str]] = defaultdict(set)
    for entity, main, language, other in _rows(store, _NAMES):
        if main:
            ranked = (language != "fr", main)
            labels[entity] = min(ranked, labels.get(entity, ranked))
        names[entity].add(main or other)
    return {entity: labels.get(entity, (True, ""))[1] for entity in names}, names


def _about(store: Store, iri: str) -> Mapping[str, list[str]]:
    """The values of each predicate of a node; none for a predicate that it lacks."""
    about: dict[str, list[str]] = defaultdict(list)
    for predicate, value in _rows(store, _ABOUT % iri):
        about[predicate].append(value)
    return about


def _mandates(store: Store, iri: str, shown: Callable[[str], str]) -> Iterator[str]:
    periods: dict[tuple[str, str], set[str]] = defaultdict(set)
    for start, end, what in _rows(store, _MANDATES % iri):
        periods[start, end].add(what)
    rows = (
        f"{start or '…'} to {end or '…'}: {', '.join(sorted(map(shown, whats)))}"
        for (start, end), whats in sorted(periods.items())
    )
    yield from _section("mandates", rows)


def _relations(store: Store, iri: str, shown: Callable[[str], str]) -> Iterator[str]:
    """The statements of which the entity is the subject, then those of which it is the object, each with its words."""
    for here, there, title in (("subject", "object", "relations"), ("object", "subject", "relations to it")):
        readings = terms.LABEL if here == "subject" else terms.INVERSE
        said: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for row in _rows(store, _STATEMENTS % (here, iri, there)):
            statement, predicate, other, date, start, end, modality, inferred, rule, quote, source = row
            when = date or (f"{start}/{end}" if start or end else "")
            marks = ", ".join(mark for mark in (when, modality, "inferred" if inferred in ("true", "1") else "") if mark)
            local = predicate.removeprefix(iris.KG)
            key = (readings.get(local, (local,))[0], shown(other), marks, rule, _short(statement))
            said[key].add(f"« {' '.join(quote.split())} »" if quote else f"from {_short(source)}")
        rows: list[str] = []
        for (reading, other, marks, rule, statement), words in sorted(said.items()):
            rows.append(f"{reading} {other}" + (marks and f" [{marks}]") + (rule and f" by {rule}") + f"  {statement}")
            rows += [f"    {word}" for word in sorted(words)]
        yield from _section(title, rows)


def _words(row: tuple[str, ...]) -> str:
    document, start, end, quote = row
    return f"« {' '.join(quote.split())} » {_short(document)} {start}–{end}"


def _section(title: str, rows: Iterable[str]) -> Iterator[str]:
    lines = list(rows)
    if lines:
        yield ""
        yield title
        yield from (f"  {line}" for line in lines)


def _short(iri: str) -> str:
    return short(iri, PREFIXES)


def _rows(store: Store, query: str) -> Iterator[tuple[str, ...]]:
    """The answers as plain text, "" for what is unbound."""
    answer = store.query(query)
    for row in answer.rows if isinstance(answer, Rows) else ():
        yield tuple("" if term is None else term.value for term in row)
