"""What goes wrong, as HTTP says it: a status and a body of RFC 9457 (``application/problem+json``)."""

from __future__ import annotations

import json
import logging

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import AuthorityError, KgError, QueryError, QueryLimitError, QueryRefusedError
from kg.serve.pool import BusyError

LOG = logging.getLogger("kg.serve")
_LIMITS = {"text": 413, "depth": 400, "time": 503, "memory": 503, "answer": 503, "engine": 503}
_TITLES = {
    400: "Bad Request",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    406: "Not Acceptable",
    408: "Request Timeout",
    413: "Content Too Large",
    415: "Unsupported Media Type",
    421: "Misdirected Request",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
}
_LATER = {"Retry-After": "5"}


class ProblemError(Exception):
    """A request that cannot be answered: the status, and why."""

    def __init__(self, status: int, detail: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = headers or {}


def problem(status: int, detail: str, headers: dict[str, str] | None = None) -> Response:
    """The response that tells of a problem."""
    body = {"type": "about:blank", "title": _TITLES.get(status, "Error"), "status": status, "detail": detail}
    return Response(
        json.dumps(body, ensure_ascii=True).encode(),
        status,
        {**(headers or {}), "Cache-Control": "no-store"},
        "application/problem+json",
    )


def of_error(error: KgError) -> Response:
    """An error of this package as a response."""
    if isinstance(error, BusyError):
        return problem(429 if error.client else 503, str(error), _LATER)
    if isinstance(error, QueryLimitError):
        return problem(_LIMITS[error.limit], str(error))
    if isinstance(error, QueryRefusedError):
        return problem(403, str(error))
    if isinstance(error, QueryError):
        return problem(400, str(error))
    if isinstance(error, AuthorityError):
        return problem(502, str(error))
    LOG.error("the graph cannot be read", extra={"fields": {"why": str(error)}})
    return problem(503, "the graph cannot be read; see the service's log", _LATER)


async def on_problem(_: Request, error: Exception) -> Response:
    """Starlette's handler of `ProblemError`, of the errors of this package, and of its own."""
    if isinstance(error, ProblemError):
        return problem(error.status, error.detail, error.headers)
    if isinstance(error, HTTPException):
        return problem(error.status_code, _TITLES.get(error.status_code, "Error"), dict(error.headers or {}))
    return of_error(error) if isinstance(error, KgError) else problem(500, "this is a fault of kg")
