"""The service on a socket."""

from __future__ import annotations

import logging
import sys
from dataclasses import replace
from urllib.parse import urlsplit

import uvicorn

from kg.bounded import once
from kg.errors import UsageError
from kg.serve.app import application
from kg.serve.guards import JsonLines
from kg.serve.settings import Settings

_CONNECTIONS = 512
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104


def run(settings: Settings, host: str, port: int, url: str | None = None) -> None:
    """Listens until it is told to stop; says on standard error where, as all that it logs, in JSON lines.

    Raises UsageError where it cannot listen there, or ``url`` is none; StoreError where the graph cannot be read.
    """
    once(settings.out, "ASK {}", "csv", settings.limits)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    config = uvicorn.Config(
        "kg", host=host, port=port, log_config=None, access_log=False, server_header=False, limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=10, http="h11", ws="none", lifespan="on", timeout_graceful_shutdown=5, proxy_headers=False,
    )  # fmt: skip
    try:
        socket = config.bind_socket()
    except (OSError, SystemExit) as error:
        raise UsageError(f"cannot listen at {host}:{port}; take another --port") from error
    bound = socket.getsockname()[1]
    own = f"[{host}]" if ":" in host else host
    where = (url or f"http://{'127.0.0.1' if host in _EVERYWHERE else own}:{bound}").rstrip("/")
    name = urlsplit(where).hostname
    if not name or urlsplit(where).scheme not in ("http", "https"):
        raise UsageError(f"{url}: not the address of a service; give one such as https://graph.example.org")
    hosts = ("*",) if host in _EVERYWHERE else (*_LOOPBACK, own, name)
    config.app = application(replace(settings, url=where, hosts=hosts))
    logging.getLogger("kg.serve").info("listening", extra={"fields": {"url": where}})
    try:
        uvicorn.Server(config).run(sockets=[socket])
    finally:
        socket.close()
