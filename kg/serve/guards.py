"""What stands between the network and the answers: bounds on requests, headers on responses, one line of log each."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import MutableMapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve.problems import LOG, ProblemError, problem

_SLOWEST_BODY = 30.0
"""Seconds in which a request must have arrived."""
_SHOWN = 300
PLAIN = "default-src 'none'; frame-ancestors 'none'"
"""The content security policy of what is no page."""


class Bounds:
    """Refuses requests that are too large or too slow to arrive (413, 408)."""

    def __init__(self, app: ASGIApp, largest: int) -> None:
        self._app = app
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "0")
        if not announced.isascii() or not announced.isdigit() or int(announced[:20]) > self._largest:
            await problem(413, f"no more than {self._largest} bytes are taken")(scope, receive, send)
            return
        left = self._largest

        async def bounded() -> Message:
            nonlocal left
            try:
                async with asyncio.timeout(_SLOWEST_BODY):
                    message = await receive()
            except TimeoutError:
                raise ProblemError(408, f"the request did not arrive within {_SLOWEST_BODY:g} seconds") from None
            left -= len(message.get("body", b""))
            if left < 0:
                raise ProblemError(413, f"no more than {self._largest} bytes are taken")
            return message

        await self._app(scope, bounded, send)


class Hardened:
    """Puts on every response the headers that keep a browser from making more of it than it is, and logs the request."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()
        sent: MutableMapping[str, Any] = {"status": 0, "bytes": 0}

        async def hardened(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent["status"] = message["status"]
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", PLAIN)
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "no-referrer"
                headers["Cross-Origin-Opener-Policy"] = "same-origin"
            else:
                sent["bytes"] += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, hardened)
        finally:
            client = scope.get("client") or ("",)
            LOG.info(
                "request",
                extra={
                    "fields": {
                        "client": client[0],
                        "method": scope["method"],
                        "path": scope["path"][:_SHOWN],
                        "ms": round((time.perf_counter() - begun) * 1000, 1),
                        **sent,
                    }
                },
            )


class JsonLines(logging.Formatter):
    """One JSON object a line, in ASCII: nothing that a client sends can begin a line or colour a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        said = {"time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"), "level": record.levelname, "event": record.getMessage()}
        if record.exc_info and record.exc_info[0]:
            said["error"] = f"{record.exc_info[0].__name__}: {record.exc_info[1]}"
        return json.dumps({**said, **getattr(record, "fields", {})}, ensure_ascii=True)
