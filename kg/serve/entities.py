"""A page for every IRI: HTML for people, RDF for programs, at ``/id/…``."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg import iris
from kg.outputs import version
from kg.serve import lookups
from kg.serve.negotiate import MEDIA, TRIPLES, best
from kg.serve.pages import page
from kg.serve.problems import ProblemError
from kg.serve.state import client, pool, settings

_HIDDEN = {f"{iris.KG}text", f"{iris.KG}quote"}
_MOST = 200


async def entity(request: Request) -> Response:
    """What the graph says of the entity of the address."""
    return await about(request, iris.ID + request.path_params["key"])


async def about(request: Request, iri: str) -> Response:
    """What the graph says of an IRI, in the form that the client likes best."""
    if not lookups.fit(iri):
        raise ProblemError(404, "no IRI of the graph has this address")
    accept = ", ".join(request.headers.getlist("accept"))
    form = best(accept, {**TRIPLES, "text/html": "html"})
    if not form:
        raise ProblemError(406, f"offered are: text/html, {', '.join(sorted(TRIPLES))}")
    workers, asking = pool(request), client(request)
    found = await lookups.thing(workers, iri, asking)
    if found is None:
        raise ProblemError(404, "the graph knows no entity of this IRI")
    if form != "html":
        text = lookups.DESCRIBED % {"iri": iri}
        reply = await workers.ask({"text": text, "rows": "", "triples": form}, asking)
        return Response(reply.body, headers={"Vary": "Accept"}, media_type=MEDIA[form])
    facts = await lookups.properties(workers, iri, asking)
    relations = await lookups.relations(workers, iri, _MOST, 0, asking)
    return page(
        request,
        "entity.html",
        thing=found,
        facts=[_fact(row) for row in facts if row["predicate"] not in _HIDDEN and not _is_relation(row, relations)],
        words=[row["value"] for row in facts if row["predicate"] in _HIDDEN],
        relations=[(lookups.predicate_label(one.predicate, one.out), one) for one in relations[:_MOST]],
        more=len(relations) > _MOST,
        incoming=[
            (
                lookups.predicate_label(row["predicate"], False),
                row.get("label") or row["subject"].removeprefix(iris.ID),
                row["subject"],
            )
            for row in await lookups.incoming(workers, iri, asking)
        ],
        version=version(settings(request).out),
    )


async def resource(request: Request) -> Response:
    """An entity by its whole IRI, as ``/resource?iri=…``: for those that are minted elsewhere."""
    iri = request.query_params.get("iri", "")
    if iri.startswith(iris.ID) and lookups.fit(iri):
        return RedirectResponse(lookups.address(iri), 303)
    return await about(request, iri)


def _is_relation(row: dict[str, str], relations: list[lookups.Relation]) -> bool:
    return any(one.out and one.predicate == row["predicate"] and one.other == row["value"] for one in relations)


def _fact(row: dict[str, str]) -> tuple[str, str, str]:
    value = row["value"]
    return lookups.predicate_label(row["predicate"]), row.get("label") or value.removeprefix(iris.ID), lookups.link(value)
