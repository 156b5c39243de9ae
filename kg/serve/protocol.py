"""The SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/), its query operation, at ``/sparql``."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from kg.outputs import version
from kg.serve.description import description
from kg.serve.negotiate import MEDIA, ROWS, TRIPLES, sparql_forms
from kg.serve.problems import ProblemError
from kg.serve.state import client, federation, pool, settings

_FORM, _DIRECT, _UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_CHANGING = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\b", re.IGNORECASE)
_MOST_FIELDS = 1000


@dataclass(frozen=True, slots=True)
class _Asked:
    text: str
    default: list[str]
    named: list[str]

    def request(self, text: str, rows: str, triples: str, base: str) -> dict[str, Any]:
        whole: dict[str, Any] = {"text": text, "rows": rows, "triples": triples, "base": base}
        if self.default or self.named:  # what a request names replaces the store's dataset and that of FROM (section 2.1.4)
            whole |= {"default": self.default, "named": self.named}
        return whole


async def sparql(request: Request) -> Response:
    """Answers a query, or describes the service where there is none."""
    if request.method in ("GET", "HEAD") and not request.url.query:
        return await description(request)
    asked = await _asked(request)
    accept = ", ".join(request.headers.getlist("accept"))
    rows, triples = sparql_forms(accept)
    if not rows and not triples:
        raise ProblemError(406, f"offered are: {', '.join(sorted({*ROWS, *TRIPLES}))}")
    others = federation(request)
    text = await others.answered(asked.text) if others else asked.text
    whole = asked.request(text, rows, triples, f"{settings(request).url}/sparql")
    stable = text is asked.text and not _CHANGING.search(text)
    if stable and (known := request.headers.get("if-none-match")):
        tag = _tag(version(settings(request).out), whole)
        if tag in known:
            return Response(status_code=304, headers=_headers(tag))
    reply = await pool(request).ask(whole, client(request), grown=text is not asked.text)
    return Response(reply.body, headers=_headers(_tag(reply.version, whole) if stable else ""), media_type=MEDIA[reply.form])


def _tag(graph: str, whole: dict[str, Any]) -> str:
    parts = (graph, *(str(whole.get(name)) for name in ("text", "rows", "triples", "default", "named")))
    return f'W/"{hashlib.sha256(chr(31).join(parts).encode("utf-8", "replace")).hexdigest()[:20]}"'


def _headers(tag: str) -> dict[str, str]:
    return {"Vary": "Accept", "Cache-Control": "no-cache", **({"ETag": tag} if tag else {})}


async def _asked(request: Request) -> _Asked:
    """The query and its dataset from any of the three operations. Raises ProblemError."""
    outside = _fields(request.scope["query_string"])
    if request.method in ("GET", "HEAD"):
        return _from_fields(outside)
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    charset = re.search(r"charset\s*=\s*\"?([\w-]+)", parameters)
    if charset and charset[1].lower() not in ("utf-8", "utf8"):
        raise ProblemError(415, "the request must be in UTF-8")
    body = await request.body()
    kind = kind.strip().lower()
    if kind == _FORM:
        return _from_fields(_fields(body))
    if kind == _UPDATE:
        raise ProblemError(403, "the graph is read-only: updates are refused")
    if kind != _DIRECT:
        raise ProblemError(415, f"send a query as {_DIRECT} or as {_FORM}", {"Accept-Post": f"{_DIRECT}, {_FORM}"})
    if any(name == "query" for name, _ in outside):
        raise ProblemError(400, "the query is given twice: in the address and in the body")
    return _Asked(_decoded(body), _values(outside, "default-graph-uri"), _values(outside, "named-graph-uri"))


def _from_fields(fields: list[tuple[str, str]]) -> _Asked:
    if _values(fields, "update"):
        raise ProblemError(403, "the graph is read-only: updates are refused")
    queries = _values(fields, "query")
    if len(queries) != 1:
        raise ProblemError(400, f"one parameter 'query' is needed, and {len(queries)} are given")
    return _Asked(queries[0], _values(fields, "default-graph-uri"), _values(fields, "named-graph-uri"))


def _values(fields: list[tuple[str, str]], name: str) -> list[str]:
    return [value for key, value in fields if key == name]


def _fields(data: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(data.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except UnicodeDecodeError:
        raise ProblemError(400, "the parameters are not UTF-8, percent-encoded") from None
    except ValueError:
        raise ProblemError(400, f"more than {_MOST_FIELDS} parameters are given") from None


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise ProblemError(400, "the query is not UTF-8") from None
