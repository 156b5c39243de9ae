"""Clients that send a head slowly or without end, that leave an answer unread, that open connections by the thousand: each is
shut out within its bound, and others are answered meanwhile."""

from __future__ import annotations

import resource
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from factories import meeting
from serving import Service, service

from kg.assemble import assemble
from kg.outputs import STORE
from kg.serve import wire
from kg.store import EmbeddedStore

HOST = b"Host: 127.0.0.1\r\n"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    out = tmp_path_factory.mktemp("crowded")
    with EmbeddedStore(out / STORE, writable=True) as store:
        store.replace(assemble(meeting()))
    with service(out, "--workers", "1") as found:
        yield found


def connected(running: Service) -> socket.socket:
    host, port = running.url.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=wire.SLOWEST_HEAD + 10)


def received(raw: socket.socket) -> bytes:
    """All that comes until the other side closes."""
    out = b""
    try:
        while part := raw.recv(65536):
            out += part
    except ConnectionResetError:
        pass
    return out


@pytest.mark.parametrize(
    "head",
    [
        b"GET /" + b"a" * wire.LARGEST_HEAD + b" HTTP/1.1\r\n" + HOST + b"\r\n",
        b"GET /healthz HTTP/1.1\r\n" + HOST + b"X: " + b"y" * wire.LARGEST_HEAD + b"\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\n" + HOST + b"X: y\r\n" * (wire.LARGEST_HEAD // 6) + b"\r\n",
        b"POST /sparql HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n0\r\n" + b"X: y\r\n" * wire.LARGEST_HEAD,
        b"GET /healthz HTTP/1.1\r\n" + HOST + b"X: " + b"y" * 3_000_000,
    ],
    ids=["address", "header", "headers", "trailers", "header without end"],
)
def test_a_head_that_is_too_large_is_refused(running: Service, head: bytes) -> None:
    with connected(running) as raw:
        with suppress(BrokenPipeError, ConnectionResetError):  # it may be shut out before all was sent
            raw.sendall(head)
        answer = received(raw)

    assert b" 200 " not in answer
    assert not answer or answer.split()[1] in (b"431", b"400", b"415")
    assert httpx.get(f"{running.url}/healthz").status_code == 200


def test_a_query_as_long_as_an_address_may_be_is_answered(running: Service) -> None:
    query = "ASK {}" + "%20" * 20_000
    assert httpx.get(f"{running.url}/sparql?query={query}").json()["boolean"] is True


@pytest.mark.soak
def test_a_head_that_trickles_is_shut_out_and_an_idle_connection_closed(running: Service) -> None:
    begun = time.monotonic()
    with connected(running) as silent, connected(running) as slow, connected(running) as blank:
        slow.sendall(b"GET /healthz HTTP/1.1\r\n")
        answers = []
        while time.monotonic() - begun < wire.SLOWEST_HEAD + 6:
            for raw, drip in ((slow, b"X: y\r\n"), (blank, b"\r\n")):
                try:
                    raw.sendall(drip)
                except OSError:
                    answers.append(raw)
            if slow in answers and blank in answers:
                break
            time.sleep(0.5)
        assert slow in answers
        assert blank in answers
        assert received(silent) == b""


@pytest.mark.soak
def test_an_answer_that_is_left_unread_is_given_up(running: Service) -> None:
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 100000"
    assert len(httpx.get(f"{running.url}/sparql", params={"query": query}, timeout=60).content) > 10_000_000
    with connected(running) as raw:
        raw.settimeout(5)
        raw.sendall(b"GET /sparql?query=%s HTTP/1.1\r\n%s\r\n" % (quote(query).encode(), HOST))
        time.sleep(wire.SLOWEST_READER + 3 * 2 + 4)
        assert len(received(raw)) < 10_000_000


def test_thousands_of_connections_leave_the_service_answering(running: Service) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = wire.CONNECTIONS + 500
    if hard != resource.RLIM_INFINITY and hard < wanted + 100:
        pytest.skip("this system lets a process open too few files")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted + 100), hard))
    try:
        with ExitStack() as crowd:
            for _ in range(wanted):
                crowd.enter_context(connected(running))
            files = len(list(Path(f"/proc/{running.pid}/fd").iterdir()))
        assert files < wire.CONNECTIONS + 100
        deadline = time.monotonic() + 10
        while True:
            try:
                assert httpx.get(f"{running.url}/healthz").status_code == 200
                break
            except httpx.TransportError:
                assert time.monotonic() < deadline
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
