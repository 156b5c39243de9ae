"""The graph piece by piece, in JSON, for an explorer of more than one file should hold, and for other programs: ``/api/piece``,
``/api/neighbours`` and ``/api/search``."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.render import piece
from kg.serve import around as surroundings
from kg.serve import lookups
from kg.serve.problems import ProblemError
from kg.serve.reconcile import names
from kg.serve.state import client, pool

_MOST, _USUAL = 1000, 100
_FURTHEST = 10_000_000


async def neighbours(request: Request) -> Response:
    """``{entity, relations, more}``: the entity of ``iri``, and its relations from ``offset`` on, at most ``limit``."""
    iri = request.query_params.get("iri", "")
    if not lookups.fit(iri):
        raise ProblemError(400, "give the IRI of an entity: ?iri=…")
    limit = number(request, "limit", _USUAL, _MOST)
    offset = number(request, "offset", 0, _FURTHEST)
    found = await lookups.thing(pool(request), iri, client(request))
    if found is None:
        raise ProblemError(404, "the graph knows no entity of this IRI")
    relations = await lookups.relations(pool(request), iri, limit, offset, client(request))
    entity = {"iri": found.iri, "label": found.label, "kind": found.kinds[0] if found.kinds else ""}
    shown = [lookups.as_json(one) for one in relations[:limit]]
    return JSONResponse({"entity": entity, "relations": shown, "more": len(relations) > limit})


async def around(request: Request) -> Response:
    """What is around the entity of ``iri``, its relations from ``offset`` on: `kg.render.piece`, with ``count`` (how many
    relations these are) and ``more`` (whether others follow)."""
    iri = request.query_params.get("iri", "")
    if not lookups.fit(iri):
        raise ProblemError(400, "give the IRI of an entity: ?iri=…")
    offset = number(request, "offset", 0, _FURTHEST)
    if await lookups.thing(pool(request), iri, client(request)) is None:
        raise ProblemError(404, "the graph knows no entity of this IRI")
    body, count, more = await surroundings.around(pool(request), iri, offset, client(request))
    data = await asyncio.to_thread(lambda: piece(surroundings.triples(body), iri))
    return JSONResponse({**data, "count": count, "more": more})


async def search(request: Request) -> Response:
    """``{results: [{iri, label, kind, score}]}``: the entities whose names are like ``q``, best first."""
    wanted = request.query_params.get("q", "")
    limit = number(request, "limit", 20, 100)
    known = await names(request)
    found = known.match(wanted, limit=limit) or known.prefixed(wanted, limit=limit)
    return JSONResponse(
        {"results": [{"iri": one.iri, "label": one.label, "kind": one.kind, "score": one.score} for one in found]}
    )


def number(request: Request, name: str, usual: int, most: int) -> int:
    """A parameter that is a whole number from 0 to ``most``. Raises ProblemError."""
    text = request.query_params.get(name, str(usual))
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(most)) and int(text) <= most):
        raise ProblemError(400, f"{name} is a whole number up to {most}")
    return int(text)
