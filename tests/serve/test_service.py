"""The service from outside: what is answered, in which form, with which headers; what is refused, and how it is told."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
import rdflib
from factories import document, meeting, related
from serving import CROSS, Service, ask, service

from kg import iris
from kg.assemble import assemble, merge
from kg.model import Entity
from kg.outputs import STORE
from kg.store import EmbeddedStore

EVIL = "<script>alert('é')</script>\u202e\n\x1b[31m"


def evil() -> list[str]:
    """A graph whose texts are what nobody should run."""
    text = "Mme <img src=x onerror=alert(1)> a reçu M. « {{ 7*7 }} »."
    entity = Entity("organisation/mal", "Organisation", f"Mal {EVIL}", see_also=("https://a.example/?q=%22onclick=alert(1)",))
    return list(assemble(related(document(text, "mal"), entities=(entity,))))


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served")
    with EmbeddedStore(folder / STORE, writable=True) as store:
        store.replace(merge([*(assemble(meeting(f"rencontre-{number}")) for number in range(3)), evil()]))
    return folder


@pytest.fixture(scope="module")
def running(out: Path) -> Iterator[Service]:
    with service(out, "--timeout", "1.5", "--memory", "128", "--answer", "1", "--workers", "2") as found:
        yield found


@pytest.fixture(scope="module")
def web(running: Service) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=running.url, timeout=30) as client:
        yield client


def triples(content: bytes, media: str) -> set[str]:
    form = ox.RdfFormat.from_media_type(media)
    return {f"{quad.subject} {quad.predicate} {quad.object}" for quad in ox.parse(content, format=form)}


@pytest.mark.parametrize(
    ("question", "accept", "media"),
    [
        ("SELECT * { ?s a kg:Person }", "*/*", "application/sparql-results+json"),
        ("SELECT * { ?s a kg:Person }", "text/csv", "text/csv; charset=utf-8"),
        (
            "SELECT * { ?s a kg:Person }",
            "application/json;q=0.2, text/tab-separated-values",
            "text/tab-separated-values; charset=utf-8",
        ),
        ("ASK {}", "application/xml", "application/sparql-results+xml"),
        ("ASK {}", "text/html, application/xhtml+xml, */*;q=0.8", "application/sparql-results+json"),
        ("DESCRIBE person:jean-michel-mis", "*/*", "text/turtle; charset=utf-8"),
        ("DESCRIBE person:jean-michel-mis", "application/n-triples", "application/n-triples"),
        ("DESCRIBE person:jean-michel-mis", "application/rdf+xml", "application/rdf+xml"),
        ("CONSTRUCT WHERE { ?s kg:met ?o }", "application/ld+json", "application/ld+json"),
    ],
)
def test_an_answer_has_the_form_that_the_client_likes_best(web: httpx.Client, question: str, accept: str, media: str) -> None:
    answer = ask(web, question, accept)

    assert (answer.status_code, answer.headers["content-type"]) == (200, media)
    assert "Accept" in answer.headers["vary"]
    if media.partition(";")[0] in ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"):
        assert triples(answer.content, media.partition(";")[0])


def test_the_same_question_gets_the_same_bytes(web: httpx.Client) -> None:
    assert len({ask(web, "CONSTRUCT WHERE { ?s ?p ?o }", "text/turtle").content for _ in range(4)}) == 1


@pytest.mark.parametrize(
    ("status", "method", "path", "content", "headers"),
    [
        (400, "GET", "/sparql?query=SELECT", None, {}),
        (400, "GET", "/sparql?x=1", None, {}),
        (400, "GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", None, {}),
        (400, "GET", "/sparql?query=%FF", None, {}),
        (400, "GET", "/sparql?query=ASK%7B%7D&default-graph-uri=no%20iri", None, {}),
        (400, "GET", "/sparql?query=ASK%7B%7D", None, {"Accept": "nonsense"}),
        (406, "GET", "/sparql?query=ASK%7B%7D", None, {"Accept": "image/png"}),
        (400, "GET", "/sparql?query=ASK%7B%7D", None, {"Accept": "text/turtle"}),
        (403, "GET", "/sparql?update=DROP%20ALL", None, {}),
        (403, "POST", "/sparql", b"DROP ALL", {"Content-Type": "application/sparql-query"}),
        (403, "POST", "/sparql", b"SELECT * { SERVICE <http://x/> {} }", {"Content-Type": "application/sparql-query"}),
        (415, "POST", "/sparql", b"ASK {}", {}),
        (415, "POST", "/sparql", b"ASK {}", {"Content-Type": "application/sparql-query; charset=utf-16"}),
        (400, "POST", "/sparql", b"ASK {}\xff", {"Content-Type": "application/sparql-query"}),
        (413, "POST", "/sparql", b" " * 5_000_000, {"Content-Type": "application/sparql-query"}),
        (413, "POST", "/sparql", b"ASK {}" + b" " * 2_000_000, {"Content-Type": "application/sparql-query"}),
        (405, "PUT", "/sparql", b"", {}),
        (404, "GET", "/nowhere", None, {}),
        (404, "GET", "/id/person/nobody", None, {}),
        (404, "GET", "/id/%3E%20%7D%20%3Cx", None, {}),
        (404, "GET", "/static/../pages.py", None, {}),
        (404, "GET", "/static/%2e%2e/pages.py", None, {}),
        (400, "GET", "/api/neighbours", None, {}),
        (400, "GET", "/api/neighbours?iri=urn:a&limit=-1", None, {}),
        (404, "GET", "/api/neighbours?iri=urn:a", None, {}),
        (400, "POST", "/reconcile", b"queries=%5B", {"Content-Type": "application/x-www-form-urlencoded"}),
        (400, "POST", "/reconcile", b"queries=%7B%22q%22%3A5%7D", {"Content-Type": "application/x-www-form-urlencoded"}),
        (400, "POST", "/reconcile", b"extend=%7B%7D", {"Content-Type": "application/x-www-form-urlencoded"}),
        (404, "GET", "/reconcile/preview?id=x", None, {}),
    ],
)
def test_a_request_that_cannot_be_answered_gets_its_status_and_a_reason(
    web: httpx.Client, status: int, method: str, path: str, content: bytes | None, headers: dict[str, str]
) -> None:
    answer = web.request(method, path, content=content, headers=headers)

    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert answer.json()["detail"]


@pytest.mark.parametrize(
    ("question", "status", "says"),
    [
        (f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}", 503, "stopped after 1.5 seconds"),
        (f"SELECT DISTINCT * {{ {CROSS} }}", 503, "needs more than|larger than|stopped after"),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f }", 503, "larger than 1 MB"),
        (f"CONSTRUCT {{ ?a ?e ?i }} {{ {CROSS} }}", 503, "stopped after|larger than"),
        (f"SELECT * {{ {'?s ?p ?o . ' * 20_000} }}", 503, "too long or too deeply|stopped after"),
        ("SELECT * " + "{" * 5_000 + "}" * 5_000, 400, "nested deeper than 200"),
    ],
)
def test_a_runaway_question_ends_in_time_while_others_are_answered(
    web: httpx.Client, question: str, status: int, says: str
) -> None:
    with ThreadPoolExecutor(1) as threads:
        begun = time.monotonic()
        runaway = threads.submit(web.post, "/sparql", content=question, headers={"Content-Type": "application/sparql-query"})
        assert ask(web, "ASK {}").json()["boolean"] is True
        answer = runaway.result()

    assert answer.status_code == status
    assert re.search(says, answer.json()["detail"])
    assert time.monotonic() - begun < 1.5 + 1 + 1  # a busy machine starts nothing at once


def test_workers_that_were_killed_are_replaced_and_their_memory_returns(web: httpx.Client, running: Service) -> None:
    ask(web, f"SELECT * {{ {CROSS} }} ORDER BY ?c ?f ?i")
    time.sleep(0.5)
    assert ask(web, "ASK {}").status_code == 200
    deadline = time.monotonic() + 10
    while len(running.children()) != 2 and time.monotonic() < deadline:
        time.sleep(0.1)

    assert len(running.children()) == 2
    for pid in running.children():
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
        resident = int(re.findall(r"VmRSS:\s+(\d+) kB", status)[0])
        assert resident < 150_000


def test_a_worker_that_the_system_ended_costs_no_question(web: httpx.Client, running: Service) -> None:
    assert web.get("/healthz").status_code == 200
    for pid in running.children():
        os.kill(pid, signal.SIGKILL)
    time.sleep(0.3)

    assert [ask(web, "ASK {}").status_code for _ in range(4)] == [200] * 4


def test_an_answer_that_a_client_has_is_not_sent_again(web: httpx.Client) -> None:
    first = ask(web, "SELECT * { ?s a kg:Person }")

    again = ask(web, "SELECT * { ?s a kg:Person }", **{"If-None-Match": first.headers["etag"]})
    other = ask(web, "SELECT * { ?s a kg:Person }", "text/csv", **{"If-None-Match": first.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert other.status_code == 200
    assert "etag" not in ask(web, "SELECT (NOW() AS ?now) {}").headers


def test_large_answers_are_compressed_for_who_takes_that(web: httpx.Client) -> None:
    plain = ask(web, "SELECT * { ?s ?p ?o }", **{"Accept-Encoding": "identity"})
    packed = ask(web, "SELECT * { ?s ?p ?o }", **{"Accept-Encoding": "gzip"})

    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == plain.content


@pytest.mark.parametrize("path", ["/id/organisation/mal", "/id/document/mal", "/query", "/reconcile/preview?id=organisation/mal"])
def test_a_page_escapes_what_it_shows_and_runs_nothing_but_its_own(web: httpx.Client, path: str) -> None:
    answer = web.get(path, headers={"Accept": "text/html"})

    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "<img" not in answer.text
    assert "javascript:" not in answer.text
    assert "http://" not in re.sub(r"http://127\.0\.0\.1:\d+|&lt;http://[^&]*&gt;|(?<=href=\")http://", "", answer.text).replace(
        "http://www.w3.org", ""
    ).replace("http://xmlns.com", "").replace("http://purl.org", "").replace("http://data.europa.eu", "").replace(
        "http://www.wikidata.org", ""
    ).replace("http://eurovoc.europa.eu", "")
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'; script-src 'self'")


def test_the_explorer_holds_names_as_data_and_runs_nothing_but_its_own(web: httpx.Client) -> None:
    page = web.get("/explore").text
    piece = web.get("/api/piece", params={"iri": f"{iris.ID}organisation/mal"})

    assert "<script>alert" not in page
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert "unsafe" not in policy
    assert policy.endswith(("; connect-src &#x27;self&#x27;", "; connect-src 'self'"))
    assert piece.json()["entities"]["label"][0].startswith("Mal <script>")
    assert piece.headers["content-type"] == "application/json"


def test_every_answer_keeps_browsers_from_making_more_of_it(web: httpx.Client) -> None:
    for path in ("/healthz", "/nowhere", "/query", "/static/serve.css", "/sparql?query=ASK%7B%7D"):
        headers = web.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "access-control-allow-origin" not in headers
        assert "server" not in headers


def test_an_entity_is_given_as_html_or_rdf(web: httpx.Client) -> None:
    page = web.get("/id/person/jean-michel-mis", headers={"Accept": "text/html,application/xhtml+xml"})
    turtle = web.get("/id/person/jean-michel-mis", headers={"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=turtle.text, format="turtle")

    assert "Jean-Michel Mis" in page.text
    assert "a reçu ou rencontré" in page.text
    assert (rdflib.URIRef(f"{iris.ID}person/jean-michel-mis"), rdflib.RDF.type, rdflib.URIRef(f"{iris.KG}Person")) in graph
    linked = web.get("/id/person/jean-michel-mis", headers={"Accept": "application/ld+json"})
    assert triples(linked.content, "application/ld+json") == triples(turtle.content, "text/turtle")


def test_neighbours_come_page_by_page(web: httpx.Client) -> None:
    iri = f"{iris.ID}person/jean-michel-mis"
    whole = web.get("/api/neighbours", params={"iri": iri}).json()
    pieces = [
        web.get("/api/neighbours", params={"iri": iri, "limit": 1, "offset": n}).json() for n in range(len(whole["relations"]))
    ]

    assert whole["entity"] == {"iri": iri, "label": "Jean-Michel Mis", "kind": "Person"}
    assert whole["more"] is False
    assert [one for piece in pieces for one in piece["relations"]] == whole["relations"]
    assert [piece["more"] for piece in pieces] == [True] * (len(pieces) - 1) + [False]
    assert all(one["quotes"] for one in whole["relations"] if one["label"] == "a reçu ou rencontré")


def test_a_name_that_is_not_the_services_is_not_answered(web: httpx.Client) -> None:
    assert web.get("/healthz", headers={"Host": "rebound.example"}).status_code == 400


def test_the_log_is_json_lines_in_ascii_whatever_clients_send(web: httpx.Client, running: Service) -> None:
    forged = "/%0a%1b%5b31m%7b%22event%22:%22forged%22%7d"
    assert web.get(forged, headers={"User-Agent": "x\x1b[31m"}).status_code == 400
    web.get(forged, headers={"User-Agent": '","event":"forged'})
    host, port = running.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as raw:
        raw.sendall(b"GET /\x1b[31m\xff HTTP/1.1\r\nHost: x\r\n\r\n")
        raw.recv(1000)

    content = running.log.read_bytes()
    assert content.isascii()
    assert b"\x1b" not in content
    assert all(json.loads(line)["event"] != "forged" for line in content.splitlines())
    found = [line for line in running.logged() if str(line.get("path")).startswith("/\n")]
    assert len(found) == 1
    assert {"time", "client", "method", "path", "status", "ms", "bytes"} <= set(found[0])
