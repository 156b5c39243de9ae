"""Rows of reconciled entities extended by what the graph says of them (the data extension of the Reconciliation API 0.2)."""

from __future__ import annotations

import json
from typing import Any, TypeGuard

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg import iris, terms
from kg import namespaces as ns
from kg.serve.lookups import fit
from kg.serve.names import Names
from kg.serve.problems import ProblemError
from kg.serve.state import client, pool

_BORROWED = {
    "sameAs": (f"{ns.OWL}sameAs", "Identique à"),
    "identifier": (f"{ns.DCTERMS}identifier", "Identifiant"),
    "altLabel": (f"{ns.SKOS}altLabel", "Autre nom"),
    "seeAlso": (f"{ns.RDFS}seeAlso", "Voir aussi"),
    "exactMatch": (f"{ns.SKOS}exactMatch", "Correspond exactement à"),
}
_MOST_IDS, _MOST_PROPERTIES = 1000, 30


def properties() -> list[dict[str, str]]:
    """The properties that rows can be extended by."""
    own = [{"id": name, "name": labels[0]} for name, labels in sorted(terms.LABEL.items()) if name[:1].islower()]
    return [{"id": name, "name": label} for name, (_, label) in sorted(_BORROWED.items())] + own


async def proposed(request: Request) -> Response:
    """The properties to propose for a type: those that entities of that type have, where a type is given."""
    kind = request.query_params.get("type", "")
    offered = properties()
    if kind and kind.isalnum() and kind.isascii():
        text = f"SELECT DISTINCT ?p {{ ?s a <{iris.KG}{kind}> ; ?p ?o }}"
        reply = await pool(request).ask({"text": text, "rows": "json", "triples": ""}, client(request))
        used = {row["p"] for row in reply.rows()}
        offered = [one for one in offered if _iri(one["id"]) in used]
    return JSONResponse({"type": kind, "limit": len(offered), "properties": offered})


async def extended(request: Request, names: Names, asked: dict[str, Any]) -> dict[str, Any]:
    """``{meta, rows}`` for the ids and properties asked for."""
    ids, wanted = asked.get("ids"), asked.get("properties")
    if (
        not _texts(ids)
        or not isinstance(wanted, list)
        or not _texts([one.get("id") if isinstance(one, dict) else None for one in wanted])
    ):
        raise ProblemError(400, "'extend' has a list 'ids' of texts and a list 'properties' of objects with an id")
    if len(ids) > _MOST_IDS or len(wanted) > _MOST_PROPERTIES:
        raise ProblemError(413, f"no more than {_MOST_IDS} ids and {_MOST_PROPERTIES} properties are taken at a time")
    known = {one["id"]: one["name"] for one in properties()}
    columns = [one["id"] for one in wanted if one["id"] in known]
    rows: dict[str, dict[str, list[dict[str, str]]]] = {one: {column: [] for column in columns} for one in ids}
    subjects = " ".join(f"<{iris.ID}{one}>" for one in ids if fit(iris.ID + one))
    predicates = " ".join(f"<{_iri(column)}>" for column in columns)
    text = f"SELECT ?s ?p ?o {{ VALUES ?s {{ {subjects} }} VALUES ?p {{ {predicates} }} ?s ?p ?o }} ORDER BY ?s ?p ?o"
    reply = await pool(request).ask({"text": text, "rows": "json", "triples": ""}, client(request))
    back = {_iri(column): column for column in columns}
    for row in json.loads(reply.body)["results"]["bindings"]:
        cell = rows[row["s"]["value"].removeprefix(iris.ID)][back[row["p"]["value"]]]
        cell.append(_cell(names, row["o"]))
    meta = [{"id": column, "name": known[column]} for column in columns]
    return {"meta": meta, "rows": rows}


def _cell(names: Names, term: dict[str, str]) -> dict[str, str]:
    value = term["value"]
    if term["type"] == "uri" and value in names.entities:
        return {"id": value.removeprefix(iris.ID), "name": names.entities[value].label}
    return {"date": f"{value}T00:00:00+00:00"} if term.get("datatype") == f"{ns.XSD}date" else {"str": value}


def _iri(name: str) -> str:
    return _BORROWED[name][0] if name in _BORROWED else iris.KG + name


def _texts(value: Any) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)
