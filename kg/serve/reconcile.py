"""The Reconciliation API 0.2 at ``/reconcile``
(https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/).

Candidates are found by name (`kg.serve.names`). An entity's id is its key: its IRI without the namespace. A query may come with
the property ``date``: among namesakes, whoever held a mandate on that day comes first.
"""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any, cast

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg import iris, terms
from kg.outputs import version
from kg.serve import extending, lookups
from kg.serve.catalogue import Catalogue
from kg.serve.names import Match, Names
from kg.serve.pages import POLICY, page
from kg.serve.problems import ProblemError
from kg.serve.state import client, pool, settings

_MOST_QUERIES, _MOST_CANDIDATES = 1000, 50
_FRAMED = POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")


async def names(request: Request) -> Names:
    """The names of the graph as it is now."""
    catalogue = cast(Catalogue, request.app.state.catalogue)
    return await catalogue.names(version(settings(request).out), client(request))


async def reconcile(request: Request) -> Response:
    """A batch of queries, an extension of rows by properties, or the manifest of the service where neither is asked for."""
    fields = {
        **request.query_params,
        **({k: str(v) for k, v in (await request.form()).items()} if request.method == "POST" else {}),
    }
    if "queries" in fields:
        return JSONResponse(await _answered(request, read(fields["queries"], "queries")))
    if "extend" in fields:
        return JSONResponse(await extending.extended(request, await names(request), read(fields["extend"], "extend")))
    if request.method == "POST":
        raise ProblemError(400, "give the parameter 'queries' or 'extend'")
    return JSONResponse(manifest(settings(request).url))


def manifest(url: str) -> dict[str, Any]:
    """What the service offers."""
    suggested = {
        name: {"service_url": url, "service_path": f"/reconcile/suggest/{name}"} for name in ("entity", "type", "property")
    }
    return {
        "versions": ["0.2"],
        "name": "kg: acteurs, textes et thèmes",
        "identifierSpace": iris.ID,
        "schemaSpace": iris.KG,
        "defaultTypes": [_type(kind) for kind in ("Person", "Organisation", "Office", "Law", "Bill", "Code", "Theme")],
        "view": {"url": f"{url}/id/{{{{id}}}}"},
        "preview": {"url": f"{url}/reconcile/preview?id={{{{id}}}}", "width": 400, "height": 200},
        "suggest": suggested,
        "extend": {
            "propose_properties": {"service_url": url, "service_path": "/reconcile/properties"},
            "property_settings": [],
        },
    }


async def _answered(request: Request, queries: dict[str, Any]) -> dict[str, Any]:
    if len(queries) > _MOST_QUERIES:
        raise ProblemError(413, f"no more than {_MOST_QUERIES} queries are taken at a time")
    known = await names(request)
    until = time.monotonic() + settings(request).limits.seconds

    def answered() -> dict[str, Any]:
        out = {}
        for name, query in queries.items():
            if time.monotonic() > until:
                raise ProblemError(503, "the names of this batch take too long to find; send fewer at a time")
            out[name] = {"result": _candidates(known, query)}
        return out

    async with cast(Catalogue, request.app.state.catalogue).matching:
        return await asyncio.to_thread(answered)


def _candidates(known: Names, query: Any) -> list[dict[str, Any]]:
    if not isinstance(query, dict) or not isinstance(query.get("query", ""), str):
        raise ProblemError(400, "a query is an object with the text 'query'")
    limit = query.get("limit", 10)
    if not isinstance(limit, int) or isinstance(limit, bool) or limit < 1:
        raise ProblemError(400, "limit is a whole number from 1 on")
    kinds, date = _kinds(query.get("type")), ""
    for one in query.get("properties") or ():
        if isinstance(one, dict) and one.get("pid") == "date" and isinstance(one.get("v"), str):
            date = one["v"][:10]
    return [_candidate(known, one) for one in known.match(query.get("query", ""), kinds, date, min(limit, _MOST_CANDIDATES))]


def _kinds(given: Any) -> list[str]:
    """The class names of a query's type, which is one or a list, as names, IRIs or objects with an id."""
    several = given if isinstance(given, list) else [given] if given else []
    ids = [one.get("id", "") if isinstance(one, dict) else one for one in several]
    return [lookups.local(one) for one in ids if isinstance(one, str) and one]


def _candidate(known: Names, match: Match) -> dict[str, Any]:
    one = known.entities[match.iri]
    return {
        "id": match.iri.removeprefix(iris.ID),
        "name": match.label,
        "type": [_type(kind) for kind in sorted(one.kinds)],
        "score": match.score,
        "match": match.sure,
    }


def _type(kind: str) -> dict[str, str]:
    french = terms.LABEL.get(kind, (kind, kind))[0]
    return {"id": kind, "name": french}


async def suggest(request: Request) -> Response:
    """What a user types → entities, types or properties that begin so."""
    what, prefix = request.path_params["what"], request.query_params.get("prefix", "")
    if what == "entity":
        known = await names(request)
        found = known.match(prefix, limit=10) or known.prefixed(prefix, limit=10)
        entities = [_candidate(known, one) for one in found]
        return JSONResponse({"result": [{**one, "notable": one["type"]} for one in entities]})
    if what == "type":
        known = await names(request)
        kinds = {kind for one in known.entities.values() for kind in one.kinds}
        offered = [_type(kind) for kind in sorted(kinds)]
    elif what == "property":
        offered = extending.properties()
    else:
        raise ProblemError(404, "suggested are: entity, type, property")
    fits = prefix.lower()
    return JSONResponse({"result": [one for one in offered if fits in one["name"].lower() or fits in one["id"].lower()]})


async def preview(request: Request) -> Response:
    """A small page on an entity, to be framed by the client."""
    iri = iris.ID + request.query_params.get("id", "")
    found = await lookups.thing(pool(request), iri, client(request)) if lookups.fit(iri) else None
    if found is None:
        raise ProblemError(404, "the graph knows no entity of this id")
    facts = await lookups.properties(pool(request), iri, client(request))
    kept = [(lookups.predicate_label(row["predicate"]), row.get("label") or row["value"]) for row in facts]
    return page(request, "preview.html", _FRAMED, thing=found, facts=kept[:8])


def read(text: str, name: str) -> dict[str, Any]:
    """A parameter that holds a JSON object. Raises ProblemError."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise ProblemError(400, f"'{name}' is not JSON") from None
    if not isinstance(value, dict):
        raise ProblemError(400, f"'{name}' is not a JSON object")
    return value
