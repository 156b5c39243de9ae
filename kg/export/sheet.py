"""One entity on a page for printing: its names and identifiers, its mandates, its relations with the words that say so, and
the documents that mention it. No script, nothing loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from kg import iris, terms
from kg import namespaces as ns
from kg.analyse import Edge, Network, Triple, collect, read_network
from kg.nquads import is_web_iri

_HEAD = """<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ font: 11pt/1.45 Georgia, "Times New Roman", serif; color: #1a1a1a; background: #fff; max-width: 46rem;
  margin: 2rem auto; padding: 0 1rem; }}
h1 {{ font-size: 1.7rem; margin: 0; }}
h2 {{ font-size: 1.1rem; margin: 1.4rem 0 .4rem; border-bottom: 1px solid #999; }}
.kind, .en, .source, dt, footer {{ color: #555; }}
.en {{ font-style: italic; }}
dl {{ display: grid; grid-template-columns: auto 1fr; gap: 0 1.2rem; margin: 0; }}
dd {{ margin: 0; overflow-wrap: anywhere; }}
ul {{ padding-left: 1.1rem; }}
li {{ margin: .35rem 0; break-inside: avoid; }}
blockquote {{ margin: .15rem 0 0; padding-left: .7rem; border-left: 3px solid #b5c7d9; }}
.modality {{ border: 1px dashed #a33; color: #a33; padding: 0 .3rem; }}
footer {{ margin-top: 2rem; font-size: .85rem; border-top: 1px solid #ccc; }}
@media print {{ body {{ margin: 0; max-width: none; }} a {{ color: inherit; text-decoration: none; }} @page {{ margin: 2cm; }} }}
</style>
</head>
<body>
"""
_TITLES = (
    ("Aussi", "also", f"{ns.SKOS}altLabel"),
    ("Identifiant", "identifier", f"{ns.DCTERMS}identifier"),
    ("Même chose que", "same as", f"{ns.OWL}sameAs"),
    ("Correspond à", "matches", f"{ns.SKOS}exactMatch"),
    ("Proche de", "close to", f"{ns.SKOS}closeMatch"),
    ("Voir", "see also", f"{ns.RDFS}seeAlso"),
    ("Source", "source", f"{ns.DCTERMS}source"),
    ("Date", "date", f"{ns.DCTERMS}date"),
)
_MODALITY = {
    "planned": "prévu",
    "requested": "demandé",
    "denied": "nié",
    "reported": "rapporté",
    "inferred": "déduit",
}


def sheet(graph: Iterable[Triple], name: str) -> str:
    """The page (HTML) of the entity that ``name`` names. Raises UsageError where there is none, or several."""
    triples = list(graph)
    network, facts = read_network(triples), collect(triples)
    iri = network.find(name)
    return "".join(_page(network, facts.get(iri, {}), iri, _documents(facts, iri)))


def _documents(facts: object, iri: str) -> list[str]:
    assert isinstance(facts, dict)
    found: set[str] = set()
    for about in facts.values():
        if any(entity == iri for entity, _ in about.get(terms.REFERS_TO, ())):
            found |= {document for document, _ in about.get(terms.IN_DOCUMENT, ())}
    return sorted(found)


def _page(network: Network, own: object, iri: str, documents: list[str]) -> Iterator[str]:
    assert isinstance(own, dict)
    label, kind = network.label(iri), network.kinds[iri]
    french, english = terms.LABEL.get(kind, (kind, kind))
    yield _HEAD.format(title=escape(label))
    yield f'<h1>{escape(label)}</h1>\n<p class="kind">{escape(french)} · <span class="en">{escape(english)}</span></p>\n<dl>\n'
    yield f"<dt>IRI</dt><dd>{_link(iri)}</dd>\n"
    for title, title_en, predicate in _TITLES:
        values = sorted({value for value, _ in own.get(predicate, ())} - {label})
        if values:
            yield f'<dt>{title} <span class="en">{title_en}</span></dt><dd>{"<br>".join(map(_link, values))}</dd>\n'
    yield "</dl>\n"
    mandates = sorted((e for e in network.edges if e.subject == iri and _is_mandate(e)), key=lambda e: (e.date, e.object))
    held = [edge for edge in network.edges if edge.subject == iri and not _is_mandate(edge)]
    about = [edge for edge in network.edges if edge.object == iri and edge.subject != iri]
    yield from _section("Mandats", "mandates", [_mandate(network, edge) for edge in mandates])
    yield from _section("Relations", "relations", [_relation(network, edge, forward=True) for edge in held])
    yield from _section("Ce qui s'y rapporte", "relations to it", [_relation(network, edge, forward=False) for edge in about])
    yield from _section("Documents qui en parlent", "documents", [_document(network, document) for document in documents])
    yield "<footer>Chaque relation montre la phrase qui la fonde · every relation shows its sentence (kg)</footer>\n"
    yield "</body>\n</html>\n"


def _section(title: str, english: str, items: list[str]) -> Iterator[str]:
    if items:
        yield f'<h2>{escape(title)} <span class="en">{english}</span></h2>\n<ul>\n'
        yield from (f"<li>{item}</li>\n" for item in items)
        yield "</ul>\n"


def _is_mandate(edge: Edge) -> bool:
    return not edge.statement and edge.predicate in ("post", "organisation", "constituency")


def _mandate(network: Network, edge: Edge) -> str:
    when = f"{_when(edge.date)} : " if edge.date else ""
    return f"{escape(when)}{escape(network.label(edge.object))}"


def _when(date: str) -> str:
    """A day, or the two days between which something holds."""
    start, parted, end = date.partition("/")
    return f"{start or '…'} – {end or '…'}" if parted else date


def _relation(network: Network, edge: Edge, *, forward: bool) -> str:
    french, english = (terms.LABEL if forward else terms.INVERSE).get(edge.predicate, (edge.predicate, edge.predicate))
    other = network.label(edge.object if forward else edge.subject)
    said = f'{escape(french)} <span class="en">({escape(english)})</span> <strong>{escape(other)}</strong>'
    if edge.date:
        said += f", {escape(_when(edge.date))}"
    if edge.modality:
        said += f' <span class="modality">{escape(_MODALITY.get(edge.modality, edge.modality))}</span>'
    if edge.quote:
        said += f"<blockquote>« {escape(' '.join(edge.quote.split()))} »</blockquote>"
    if edge.source:
        said += f'<span class="source">{escape(network.label(edge.source))}</span>'
    return said


def _document(network: Network, iri: str) -> str:
    return f'{escape(network.label(iri))} <span class="source">({escape(iri.removeprefix(iris.ID))})</span>'


def _link(value: str) -> str:
    if value.startswith(("http://", "https://")) and is_web_iri(value):
        return f'<a href="{escape(value)}" rel="noopener noreferrer">{escape(value)}</a>'
    return escape(value)
