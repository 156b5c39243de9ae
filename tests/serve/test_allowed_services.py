"""SERVICE clauses: the endpoints that whoever runs the service names are asked, in bounds; no others, whatever a query says."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs

import httpx
import pytest
from factories import meeting
from serving import ask, service

from kg import cli, iris
from kg.assemble import assemble
from kg.authority.live.named import chosen, named
from kg.errors import AuthorityError, UsageError
from kg.outputs import STORE
from kg.store import EmbeddedStore

IRI = f"{iris.ID}person/jean-michel-mis"
ROWS = {"head": {"vars": ["who"]}, "results": {"bindings": [{"who": {"type": "uri", "value": IRI}}]}}


class Endpoint(BaseHTTPRequestHandler):
    """/sparql answers; /elsewhere redirects to where ``elsewhere`` says; /slow trickles for ever; /large never ends."""

    seen: ClassVar[list[tuple[str, str, str]]] = []
    elsewhere = ""

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.seen.append((self.path, self.headers["Host"], form["query"][0]))
        if self.path == "/elsewhere":
            self.send_response(307)
            self.send_header("Location", self.elsewhere)
            self.end_headers()
            return
        self.send_response(200)
        self.end_headers()
        try:
            if self.path == "/sparql":
                self.wfile.write(json.dumps(ROWS).encode())
            for _ in range(200 if self.path == "/slow" else 0):
                self.wfile.write(b" ")
                time.sleep(0.05)
            for _ in range(300 if self.path == "/large" else 0):
                self.wfile.write(b" " * 10_000)
        except OSError:
            pass  # the service has heard enough

    def log_message(self, format: str, *args: object) -> None: ...


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@contextmanager
def silent() -> Iterator[str]:
    """Where nobody may call: the block fails if somebody did."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        yield f"127.0.0.1:{server.getsockname()[1]}"
        with pytest.raises(TimeoutError):
            server.accept()


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory, endpoint: str) -> Iterator[httpx.Client]:
    out = tmp_path_factory.mktemp("federated")
    with EmbeddedStore(out / STORE, writable=True) as store:
        store.replace(assemble(meeting()))
    options = ("--service", endpoint, "--timeout", "2", "--answer", "1")
    with service(out, *options) as running, httpx.Client(base_url=running.url, timeout=30) as client:
        # The first question pays for what is imported to ask another server, and two seconds may not be enough for both.
        for _ in range(20):
            if ask(client, f"ASK {{ SERVICE <http://{endpoint}/sparql> {{ ?who a kg:Person }} }}").status_code == 200:
                break
        yield client


def test_an_endpoint_that_is_named_is_asked_and_its_rows_are_joined(web: httpx.Client, endpoint: str) -> None:
    answer = ask(web, f"SELECT ?name {{ SERVICE <http://{endpoint}/sparql> {{ ?who a kg:Person }} ?who rdfs:label ?name }}")

    assert [row["name"]["value"] for row in answer.json()["results"]["bindings"]] == ["Jean-Michel Mis"]
    assert "etag" not in answer.headers
    path, host, query = Endpoint.seen[-1]
    assert (path, host) == ("/sparql", endpoint)
    assert query.startswith(f"PREFIX kg: <{iris.KG}> SELECT * WHERE {{")


@pytest.mark.parametrize(
    "clause",
    [
        "SERVICE <http://OTHER/sparql> { ?s ?p ?o }",
        "SERVICE SILENT <http://OTHER/sparql> { ?s ?p ?o }",
        "SERVICE <http://ENDPOINT/sparql> { ?s ?p ?o } SERVICE SILENT <http://OTHER/sparql> { ?s ?p ?o }",
        "SERVICE <http://ENDPOINT@OTHER/sparql> { ?s ?p ?o }",
        "SERVICE <http://x:y@ENDPOINT/sparql> { ?s ?p ?o }",
        "SERVICE <https://OTHER#ENDPOINT> { ?s ?p ?o }",
        "VALUES ?c { <http://OTHER/> } SERVICE ?c { ?s ?p ?o }",
        r"\u0053ERVICE <http://OTHER/> { ?s ?p ?o }",
        "SERVICE#\n<http://OTHER/> { ?s ?p ?o }",
        "SERVICE <file:///etc/passwd> { ?s ?p ?o }",
        "SERVICE <http://localhost/sparql> { ?s ?p ?o }",
    ],
)
def test_an_endpoint_that_is_not_named_is_never_asked(web: httpx.Client, endpoint: str, clause: str) -> None:
    asked = len(Endpoint.seen)
    with silent() as other:
        answer = ask(web, f"SELECT * {{ {clause.replace('OTHER', other).replace('ENDPOINT', endpoint)} }}")

    assert answer.status_code == 403
    assert len(Endpoint.seen) == asked


def test_a_redirect_to_another_server_is_not_followed(web: httpx.Client, endpoint: str) -> None:
    with silent() as other:
        Endpoint.elsewhere = f"http://{other}/"
        answer = ask(web, f"SELECT * {{ SERVICE <http://{endpoint}/elsewhere> {{ ?s ?p ?o }} }}")
        kept = ask(web, f"SELECT * {{ SERVICE SILENT <http://{endpoint}/elsewhere> {{ ?s ?p ?o }} }}")

    assert (answer.status_code, kept.status_code) == (502, 200)
    assert "HTTP 307" in answer.json()["detail"]


@pytest.mark.parametrize(("path", "says"), [("slow", "no answer in time"), ("large", "larger than")])
def test_an_endpoint_without_end_is_given_up_while_others_are_answered(
    web: httpx.Client, endpoint: str, path: str, says: str
) -> None:
    begun = time.monotonic()
    answers: list[httpx.Response] = []
    query = f"SELECT * {{ SERVICE <http://{endpoint}/{path}> {{ ?s ?p ?o }} }}"
    waiting = threading.Thread(
        target=lambda: answers.append(httpx.get(f"{web.base_url}/sparql", params={"query": query}, timeout=30))
    )
    waiting.start()
    assert ask(web, "ASK {}").json()["boolean"] is True
    waiting.join()

    assert answers[0].status_code == 502
    assert says in answers[0].json()["detail"]
    assert time.monotonic() - begun < 2 + 2


def test_a_query_with_clauses_without_number_is_refused(web: httpx.Client, endpoint: str) -> None:
    clause = f"SERVICE <http://{endpoint}/sparql> {{ ?s ?p ?o }} "
    asked = len(Endpoint.seen)

    assert ask(web, f"SELECT * {{ {clause * 11} }}").status_code == 400
    assert len(Endpoint.seen) == asked


@pytest.mark.parametrize(
    ("allowed", "url", "held"),
    [
        ("example.org", "https://example.org/sparql", True),
        ("example.org", "http://example.org:80/x", True),
        ("example.org", "http://example.org:8890/sparql", False),
        ("example.org:8890", "http://example.org:8890/sparql", True),
        ("example.org:8890", "http://example.org/sparql", False),
        ("example.org", "https://sub.example.org/sparql", False),
        ("example.org", "https://example.org.evil.test/", False),
        ("example.org", "https://evil.test/example.org", False),
        ("example.org", "https://example.org@evil.test/", False),
        ("example.org", "https://EXAMPLE.org/sparql", True),
        ("example.org", "ftp://example.org/", False),
        ("[::1]:8890", "http://[::1]:8890/sparql", True),
        ("https://example.org/sparql", "https://example.org/sparql", True),
        ("https://example.org/sparql", "https://example.org/other", False),
        ("example.org", "http://[bad", False),
    ],
)
def test_hosts_are_held_exactly(allowed: str, url: str, held: bool) -> None:
    assert named(allowed).holds(url) is held


@pytest.mark.parametrize(
    "text",
    ["", "*", "*.example.org", "example.org/sparql", "ftp://example.org/", "http://u:p@example.org/", "a:99999", "[::1", "//"],
)
def test_what_is_neither_a_host_nor_an_address_is_told(text: str) -> None:
    with pytest.raises(UsageError, match="--service"):
        named(text)


@pytest.mark.parametrize(
    ("host", "addresses", "at"),
    [
        ("example.org", ["93.184.216.34"], "93.184.216.34"),
        ("example.org", ["10.0.0.1", "93.184.216.34"], "93.184.216.34"),
        ("example.org", ["127.0.0.1"], ""),
        ("example.org", ["169.254.169.254"], ""),
        ("example.org", ["::1", "fe80::1%eth0", "::ffff:127.0.0.1"], ""),
        ("example.org", [], ""),
        ("localhost", ["127.0.0.1"], "127.0.0.1"),
        ("10.1.2.3", ["10.1.2.3"], "10.1.2.3"),
    ],
)
def test_a_name_that_means_a_machine_of_the_inside_is_not_asked(host: str, addresses: list[str], at: str) -> None:
    if at:
        assert chosen(host, addresses) == at
    else:
        with pytest.raises(AuthorityError, match="of the inside"):
            chosen(host, addresses)


def test_an_option_that_is_no_host_is_a_bad_call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with EmbeddedStore(tmp_path / STORE, writable=True) as store:
        store.replace(assemble(meeting()))

    assert cli.run(["serve", "-o", str(tmp_path), "--port", "0", "--service", "*"]) == 2
    assert "--service *" in capsys.readouterr().err
