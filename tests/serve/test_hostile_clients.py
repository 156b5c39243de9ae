"""Whatever a client sends: an answer of the 2xx, 3xx or 4xx kind, or a 503 that was meant; and no call to another server."""

from __future__ import annotations

import json
import socket
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from factories import meeting
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from serving import Service, service

from kg import iris
from kg.assemble import assemble
from kg.outputs import STORE
from kg.queries import described
from kg.store import EmbeddedStore

PATHS = [
    *("/", "/explore", "/query", "/sparql", "/sparql/", "/id/", "/id/person/jean-michel-mis", "/resource", "/api/search"),
    *("/api/neighbours", "/reconcile", "/reconcile/suggest/entity", "/reconcile/suggest/type", "/reconcile/suggest/x"),
    *("/reconcile/preview", "/reconcile/properties", "/healthz", "/static/query.js", "/static/", "/openapi.json"),
    *("/api/piece", "//", "/sparql//x", "/id/../sparql", "/.well-known/void", "/index.php"),
]
FIELDS = [
    *("query", "update", "default-graph-uri", "named-graph-uri", "iri", "q", "limit", "offset", "queries", "extend", "prefix"),
    *("type", "id", "key"),
]
MEDIA = [
    *(
        "application/sparql-query",
        "application/sparql-update",
        "application/x-www-form-urlencoded",
        "application/json",
        "text/html",
    ),
    *("text/turtle", "multipart/form-data; boundary=x", "multipart/form-data", "text/csv;q=0", "*/*;q=2", "a/b/c", ";;", ""),
]
IRI = f"{iris.ID}person/jean-michel-mis"
WORDS = st.sampled_from(
    [
        *(
            "SELECT",
            "*",
            "{",
            "}",
            "(",
            ")",
            "?s",
            "?p",
            "?o",
            ".",
            "FILTER",
            "OPTIONAL",
            "UNION",
            "SERVICE",
            "GRAPH",
            "FROM",
            "LIMIT",
        ),
        *(
            "1",
            "-1",
            "1e999",
            '"x"',
            "'''",
            "\\u0000",
            "<urn:a>",
            f"<{IRI}>",
            "kg:met",
            "a",
            "BIND",
            "AS",
            "VALUES",
            "ORDER BY",
            "#",
            "\n",
        ),
        *(
            "CONSTRUCT",
            "DESCRIBE",
            "ASK",
            "WHERE",
            "|",
            "/",
            "^",
            "*",
            "+",
            "COUNT(*)",
            "GROUP BY",
            "<<",
            ">>",
            "MINUS",
            "BNODE()",
            "UUID()",
        ),
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["q0", "query", "type", "limit", "properties", "ids", "id", "pid", "v"]) | st.text(max_size=5), inner
        )
    ),
    max_leaves=12,
)
VALUES = st.one_of(
    st.text(max_size=60),
    st.lists(WORDS, max_size=25).map(" ".join),
    st.sampled_from([*(one.text for one in described().values()), IRI, "person/jean-michel-mis", "0", "10", "%00", "../" * 5]),
    JSON.map(json.dumps),
)
HEADERS = st.dictionaries(
    st.sampled_from(
        [
            *("Accept", "Content-Type", "Content-Encoding", "If-None-Match", "If-Modified-Since", "Accept-Encoding", "Range"),
            *("Origin", "X-Forwarded-For", "X-Forwarded-Host", "Cookie", "Authorization", "Upgrade", "Expect", "Accept-Charset"),
            "Access-Control-Request-Method",
        ]
    ),
    st.sampled_from(MEDIA)
    | st.text(string.printable.replace("\n", "").replace("\r", "").replace("\x0b", "").replace("\x0c", "").strip()),
)
REQUESTS = st.fixed_dictionaries(
    {
        "method": st.sampled_from(["GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "QUERY"]),
        "path": st.sampled_from(PATHS) | st.text(max_size=30).map(lambda text: f"/id/{quote(text, errors='replace')}"),
        "fields": st.lists(st.tuples(st.sampled_from(FIELDS), VALUES), max_size=3),
        "headers": HEADERS,
        "body": st.none() | st.binary(max_size=200) | VALUES.map(lambda text: text.encode("utf-8", "replace")),
        "in_body": st.booleans(),
    }
)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    out = tmp_path_factory.mktemp("hostile")
    with EmbeddedStore(out / STORE, writable=True) as store:
        store.replace(assemble(meeting()))
    with service(out, "--timeout", "2", "--memory", "256") as found:
        yield found


@pytest.fixture(scope="module")
def web(running: Service) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=running.url, timeout=30) as client:
        yield client


def answered(web: httpx.Client, asked: dict[str, Any]) -> None:
    fields = asked["fields"]
    assert isinstance(fields, list)
    encoded = "&".join(f"{name}={quote(value, safe='', errors='replace')}" for name, value in fields)
    headers = {str(name): str(value) for name, value in asked["headers"].items()}
    body = asked["body"]
    path = str(asked["path"])
    if asked["in_body"] and fields:
        body, headers = encoded.encode(), {**headers, "Content-Type": "application/x-www-form-urlencoded"}
    elif encoded:
        path += f"?{encoded}"
    answer = web.request(str(asked["method"]), path, content=body, headers=headers)

    assert answer.status_code < 500 or answer.status_code == 503, (answer.status_code, asked)
    if answer.status_code == 503:
        assert answer.json()["detail"]
    if answer.headers.get("content-type", "").endswith("json") and asked["method"] != "HEAD" and answer.content:
        answer.json()
    assert answer.headers.get("x-content-type-options") == "nosniff"


@settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(asked=REQUESTS)
def test_no_request_ends_in_a_fault_of_the_service(web: httpx.Client, asked: dict[str, Any]) -> None:
    answered(web, asked)


@pytest.mark.soak
@settings(max_examples=5000, deadline=None, suppress_health_check=list(HealthCheck))
@given(asked=REQUESTS)
def test_no_request_of_thousands_ends_in_a_fault_of_the_service(web: httpx.Client, asked: dict[str, Any]) -> None:
    answered(web, asked)


RAW = [
    b"\x00\x01\x02\r\n\r\n",
    b"GET / HTTP/1.1\r\n\r\n",
    b"GET / HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET http://a.example/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -5\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999999999999999999\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X: y\r\n" * 20_000 + b"\r\n",
]


@pytest.mark.parametrize("sent", RAW, ids=range(len(RAW)))
def test_what_is_no_request_is_refused_and_others_are_answered(web: httpx.Client, running: Service, sent: bytes) -> None:
    host, port = running.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as raw:
        raw.sendall(sent)
        answer = raw.recv(1000)

    assert answer == b"" or answer.split(b" ")[1] in (b"200", b"400", b"404", b"413", b"415", b"431"), answer
    assert web.get("/healthz").status_code == 200


PROBES = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }",
    r"SELECT * { \u0053ERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { VALUES ?c { <URL> } FILTER(1<2)SERVICE?c#>\n{ ?s ?p ?o } }",
    "LOAD <URL>",
    "LOAD <file:///etc/passwd>",
    "SELECT * FROM <URL> { ?s ?p ?o }",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "SELECT * FROM NAMED <URL> { GRAPH <URL> { ?s ?p ?o } }",
    "DESCRIBE <URL>",
]


@pytest.mark.parametrize("probe", PROBES)
def test_no_query_makes_the_service_call_another_server(web: httpx.Client, probe: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        url = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        text = probe.replace("URL", url)
        answer = web.post("/sparql", data={"query": text, "default-graph-uri": url} if "FROM" in text else {"query": text})
        web.get("/resource", params={"iri": url})
        with pytest.raises(TimeoutError):
            server.accept()

    assert answer.status_code in (200, 403)
    assert "root:" not in answer.text


def test_a_slow_request_keeps_nobody_waiting(web: httpx.Client, running: Service) -> None:
    host, port = running.url.removeprefix("http://").split(":")
    slow = [socket.create_connection((host, int(port))) for _ in range(50)]
    for one in slow:
        one.sendall(b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\nq")
    assert web.get("/healthz").elapsed.total_seconds() < 2
    for one in slow:
        one.close()


def test_the_folder_of_the_graph_is_not_written_by_those_who_ask(running: Service, web: httpx.Client) -> None:
    folder = running.log.parent / STORE
    before = {path.relative_to(folder): path.stat().st_size for path in folder.rglob("*") if "LOG" not in path.name}
    for text in ("SELECT * { ?s ?p ?o }", "DROP ALL", "INSERT DATA { <a:a> <a:a> <a:a> }"):
        web.post("/sparql", data={"query": text, "update": text} if "DROP" in text else {"query": text})

    assert {path.relative_to(folder): path.stat().st_size for path in folder.rglob("*") if "LOG" not in path.name} == before
    assert Path(folder / "current").is_file()
