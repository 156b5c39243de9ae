"""What the service answers, for programs: ``/openapi.json``, after OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.0)."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg import iris
from kg.serve.negotiate import MEDIA
from kg.serve.state import settings

_ALWAYS = ("400", "405", "408", "413", "421", "429", "431", "502", "503")
_SAID = {
    "400": "The request is malformed.",
    "403": "An update, or a call to a server that is not allowed.",
    "404": "The graph knows nothing of this name.",
    "405": "The method is not taken here.",
    "406": "None of the acceptable forms is offered.",
    "408": "The request took too long to arrive.",
    "413": "The request, or what it asks for, is larger than is taken.",
    "415": "The body is of a kind that is not taken.",
    "421": "The service is not called so.",
    "429": "This client has too many questions waiting.",
    "431": "The headers are larger than is taken.",
    "502": "Another server, which the query calls, does not answer.",
    "503": "The question goes beyond its bounds, or all workers are busy.",
}
_TEXT: Mapping[str, Any] = {"type": "string"}
_IRI: Mapping[str, Any] = {"type": "string", "format": "iri", "minLength": 1}
_KEY = "person/jean-michel-mis"
"""The key that stands as an example."""
_BATCH = '{"q0": {"query": "M. Jean-Michel MIS", "type": "Person", "limit": 3}}'
_EXTENSION = '{"ids": ["person/jean-michel-mis"], "properties": [{"id": "identifier"}]}'
_QUERY = "SELECT ?who ?label { ?who a kg:Person ; rdfs:label ?label } LIMIT 10"
_OBJECT: Mapping[str, Any] = {"type": "object"}


async def described(request: Request) -> Response:
    """The description, as JSON."""
    return JSONResponse(description(settings(request).url), headers={"Cache-Control": "no-cache"})


def description(url: str) -> dict[str, Any]:
    """The description of a service at an address."""
    query = [
        _parameter(
            "query",
            {**_TEXT, "examples": [_QUERY]},
            "A query of SPARQL 1.1; the project's prefixes need not be declared.",
            needed=True,
        ),
        _parameter("default-graph-uri", {"type": "array", "items": _IRI}, "Graphs whose merge is the default graph."),
        _parameter("named-graph-uri", {"type": "array", "items": _IRI}, "Graphs that GRAPH may name."),
    ]
    form = {
        "type": "object",
        "required": ["query"],
        "properties": {one["name"]: one["schema"] for one in query},
    }
    asked = {
        "application/x-www-form-urlencoded": {"schema": form},
        "application/sparql-query": {"schema": _TEXT},
    }
    fields = {"queries": _like(_BATCH), "extend": _like(_EXTENSION)}
    batch = {"application/x-www-form-urlencoded": {"schema": {"type": "object", "properties": fields}}}
    triples = ("ttl", "nt", "rdf", "jsonld")
    rdf: dict[str, Any] = {media.partition(";")[0]: {"schema": {}} for name, media in MEDIA.items() if name in triples}
    answers: dict[str, Any] = {media.partition(";")[0]: {"schema": {}} for media in MEDIA.values()}
    page = {"text/html": {"schema": _TEXT}}
    named = [_parameter("iri", {**_IRI, **_like(iris.ID + _KEY)}, "The IRI of an entity.", needed=True)]
    paged = [
        _parameter("limit", {"type": "integer", "minimum": 0, "maximum": 1000}, "How many at most; else 100."),
        _parameter("offset", {"type": "integer", "minimum": 0, "maximum": 10_000_000}, "How many relations to pass over."),
    ]
    typed = [_parameter("prefix", _TEXT, "What has been typed.")]
    key = {**_parameter("key", {**_like(_KEY), "minLength": 1}, "The key of an entity.", needed=True), "in": "path"}
    paths = {
        "/": {"get": _operation("The explorer.", page)},
        "/explore": {
            "get": _operation(
                "The explorer that fetches neighbours.",
                page,
                [_parameter("focus", _TEXT, "An IRI or key to open on.")],
                also=("303",),
            )
        },
        "/query": {"get": _operation("A page to ask questions on.", page)},
        "/sparql": {
            "get": _operation("SPARQL 1.1 Protocol: a query.", answers, query, ("400", "403", "406"), also=("304",)),
            "post": _operation("SPARQL 1.1 Protocol: a query.", answers, [], ("400", "403", "406", "415"), asked, also=("304",)),
        },
        "/id/{key}": {"get": _operation("What the graph says of an entity.", {**page, **rdf}, [key], ("404", "406"))},
        "/resource": {
            "get": _operation("The same by a whole IRI.", {**page, **rdf}, named, ("404", "406"), also=("303",)),
        },
        "/api/search": {
            "get": _operation(
                "Entities whose names are like a text, best first.",
                _json(_Schemas.FOUND),
                [
                    _parameter("q", _TEXT, "The text.", needed=True),
                    _parameter("limit", {"type": "integer", "minimum": 0, "maximum": 100}, "How many at most; else 20."),
                ],
            )
        },
        "/api/neighbours": {
            "get": _operation("An entity and its relations.", _json(_Schemas.NEIGHBOURS), [*named, *paged], ("404",)),
        },
        "/api/piece": {
            "get": _operation("A part of the graph, as the explorer takes it in.", _json(_OBJECT), [*named, paged[1]], ("404",)),
        },
        "/reconcile": {
            "get": _operation("Reconciliation API 0.2: the manifest.", _json(_OBJECT)),
            "post": _operation("Reconciliation API 0.2: queries, or an extension.", _json(_OBJECT), [], ("400",), batch),
        },
        **{
            f"/reconcile/suggest/{what}": {"get": _operation(f"Reconciliation: suggest, {what}.", _json(_Schemas.RESULT), typed)}
            for what in ("entity", "type", "property")
        },
        "/reconcile/preview": {
            "get": _operation("Reconciliation: preview.", page, [_parameter("id", _TEXT, "An id.", needed=True)], ("404",))
        },
        "/reconcile/properties": {
            "get": _operation(
                "Reconciliation API 0.2: the properties of a type.", _json(_OBJECT), [_parameter("type", _TEXT, "A class.")]
            )
        },
        "/healthz": {"get": _operation("Whether a worker answers, and the version of the graph.", _json(_Schemas.HEALTH))},
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "kg: acteurs, lois et thèmes",
            "version": version("kg-politique"),
            "description": "A knowledge graph of French politics, read-only. Errors are application/problem+json (RFC 9457).",
        },
        "servers": [{"url": url}],
        "paths": paths,
    }


class _Schemas:
    """The shapes of answers in JSON."""

    ENTITY: Mapping[str, Any] = {
        "type": "object",
        "required": ["iri", "label", "kind"],
        "properties": {"iri": _TEXT, "label": _TEXT, "kind": _TEXT},
    }
    FOUND: Mapping[str, Any] = {
        "type": "object",
        "required": ["results"],
        "properties": {"results": {"type": "array", "items": ENTITY}},
    }
    NEIGHBOURS: Mapping[str, Any] = {
        "type": "object",
        "required": ["entity", "relations", "more"],
        "properties": {
            "entity": ENTITY,
            "more": {"type": "boolean"},
            "relations": {
                "type": "array",
                "items": {"type": "object", "required": ["statement", "predicate", "label", "out", "other", "quotes"]},
            },
        },
    }
    RESULT: Mapping[str, Any] = {"type": "object", "required": ["result"], "properties": {"result": {"type": "array"}}}
    HEALTH: Mapping[str, Any] = {
        "type": "object",
        "required": ["status", "graph"],
        "properties": {"status": {"const": "ok"}, "graph": _TEXT},
    }


def _like(example: str) -> dict[str, Any]:
    return {**_TEXT, "examples": [example]}


def _json(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _parameter(name: str, schema: Mapping[str, Any], said: str, needed: bool = False) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": needed, "schema": schema, "description": said}


def _operation(
    summary: str,
    answers: Mapping[str, Any],
    parameters: list[dict[str, Any]] | None = None,
    refused: tuple[str, ...] = (),
    body: Mapping[str, Any] | None = None,
    also: tuple[str, ...] = (),
) -> dict[str, Any]:
    problems = {"application/problem+json": {"schema": _OBJECT}}
    plain = {"431": {"description": _SAID["431"]}}
    responses: dict[str, Any] = {"200": {"description": "The answer.", "content": answers}}
    responses |= {status: {"description": "Elsewhere, or unchanged."} for status in also}
    responses |= {one: {"description": _SAID[one], "content": problems} for one in sorted({*_ALWAYS, *refused})}
    whole: dict[str, Any] = {"summary": summary, "responses": responses | plain}
    if parameters:
        whole["parameters"] = parameters
    if body:
        whole["requestBody"] = {"required": True, "content": body}
    return whole
