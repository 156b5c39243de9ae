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
from kg.serve.wire import CONNECTIONS, Connection

_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104


def _more_files() -> None:
    """Lets this process open as many files as it takes connections, where the system allows that."""
    if sys.platform != "win32":
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = 2 * CONNECTIONS if hard == resource.RLIM_INFINITY else min(hard, 2 * CONNECTIONS)
        if soft != resource.RLIM_INFINITY and soft < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def run(settings: Settings, host: str, port: int, url: str | None = None) -> None:
    """Listens until it is told to stop; says on standard error where, as all that it logs, in JSON lines.

    Raises UsageError where it cannot listen there, or ``url`` is none; StoreError where the graph cannot be read.
    """
    if not host:
        raise UsageError("--host: the address has no name; give one such as 127.0.0.1")
    once(settings.out, "ASK {}", "csv", settings.limits)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    config = uvicorn.Config(
        "kg", host=host, port=port, log_config=None, access_log=False, server_header=False,
        timeout_keep_alive=10, http=Connection, ws="none", lifespan="on", timeout_graceful_shutdown=5, proxy_headers=False,
    )  # fmt: skip
    try:
        listening = config.bind_socket()
    except (OSError, SystemExit) as error:
        raise UsageError(f"cannot listen at {host}:{port}; take another --port or --host") from error
    try:
        listening.listen(config.backlog)  # so that who reads "listening" and connects at once is answered
        where = _address(host, listening.getsockname()[1], url)
        name = urlsplit(where).hostname or ""
        own = f"[{host}]" if ":" in host else host
        hosts = ("*",) if host in _EVERYWHERE else (*_LOOPBACK, own, name)
        _more_files()
        config.app = application(replace(settings, url=where, hosts=hosts))
        logging.getLogger("kg.serve").info("listening", extra={"fields": {"url": where}})
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        listening.close()


def _address(host: str, port: int, url: str | None) -> str:
    """Where clients find the service. Raises UsageError where ``url`` is no address."""
    own = f"[{host}]" if ":" in host else host
    where = (url or f"http://{'127.0.0.1' if host in _EVERYWHERE else own}:{port}").rstrip("/")
    try:
        known = urlsplit(where).hostname and urlsplit(where).scheme in ("http", "https")
    except ValueError:
        known = None
    if not known:
        raise UsageError(f"{url}: not the address of a service; give one such as https://graph.example.org")
    return where
