"""What the endpoint offers, in RDF (https://www.w3.org/TR/sparql11-service-description/), and as a page where a browser asks."""

from __future__ import annotations

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg import namespaces as ns
from kg.nquads import literal, node
from kg.serve.negotiate import MEDIA, TRIPLES, best
from kg.serve.problems import ProblemError
from kg.serve.state import settings
from kg.store.serialise import TRIPLES as FORMATS

SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_OFFERED = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPHS = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD")


async def description(request: Request) -> Response:
    """The description in the form that the client likes best."""
    accept = ", ".join(request.headers.getlist("accept"))
    form = best(accept, {"text/html": "html", **TRIPLES})
    if form == "html":
        return RedirectResponse(f"{settings(request).url}/query", 303, headers={"Vary": "Accept"})
    if not form:
        raise ProblemError(406, f"offered are: text/html, {', '.join(sorted(TRIPLES))}")
    lines = sorted(_lines(f"{settings(request).url}/sparql"))
    triples = ox.parse("\n".join(lines).encode(), format=ox.RdfFormat.N_TRIPLES)
    body = ox.serialize(triples, format=FORMATS[form], prefixes={"sd": SD} if form == "ttl" else None) or b""
    return Response(body, headers={"Vary": "Accept"}, media_type=MEDIA[form])


def _lines(endpoint: str) -> list[str]:
    service, dataset, graph = node(f"{endpoint}#service"), node(f"{endpoint}#dataset"), node(f"{endpoint}#graph")
    said = [
        (service, node(f"{ns.RDF}type"), node(f"{SD}Service")),
        (service, node(f"{SD}endpoint"), node(endpoint)),
        (service, node(f"{SD}supportedLanguage"), node(f"{SD}SPARQL11Query")),
        (service, node(f"{SD}defaultDataset"), dataset),
        (dataset, node(f"{ns.RDF}type"), node(f"{SD}Dataset")),
        (dataset, node(f"{SD}defaultGraph"), graph),
        (graph, node(f"{ns.RDF}type"), node(f"{SD}Graph")),
        (graph, node(f"{ns.RDFS}comment"), literal("L'union de tous les graphes nommés, chaque triplet une fois.", "fr")),
        (graph, node(f"{ns.RDFS}comment"), literal("The union of all named graphs, each triple once.", "en")),
        *((service, node(f"{SD}resultFormat"), node(_FORMATS + name)) for name in (*_OFFERED, *_GRAPHS)),
    ]
    return [f"{s} {p} {o} ." for s, p, o in said]
