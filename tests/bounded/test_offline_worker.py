"""No query reaches another server: not by its text, and not where its text is let through."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from factories import meeting

from kg.assemble import assemble
from kg.bounded import once
from kg.errors import QueryError, QueryRefusedError
from kg.outputs import STORE
from kg.store import EmbeddedStore
from kg.store.sparql import refuse


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        yield server


PROBES = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }",
    "SELECT * { service silent<URL>{ ?s ?p ?o } }",
    r"SELECT * { \u0053ERVICE <URL> { ?s ?p ?o } }",
    r"SELECT * { SER\u0056ICE <URL> { ?s ?p ?o } }",
    "PREFIX x: <URL> SELECT * { SERVICE x: { ?s ?p ?o } }",
    "PREFIX x: <URL> SELECT * { SERVICE # { \n x:a\\(b # }\n { ?s ?p ?o } }",
    "SELECT * { VALUES ?c { <URL> } FILTER(1<2)SERVICE?c#>\n{ ?s ?p ?o } }",
    "SELECT * { ?s ?p 1SERVICE<URL>{ ?s ?p ?o } }",
    "SELECT * { VALUES ?c { <URL> } FILTER('a'<'b')SERVICE$c#>'\n{ ?s ?p ?o } }",
]
HARMLESS = ["SELECT * FROM <URL> { ?s ?p ?o }", "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }", "DESCRIBE <URL>"]


def reached(server: socket.socket) -> bool:
    try:
        server.accept()[0].close()
    except TimeoutError:
        return False
    return True


def url(server: socket.socket) -> str:
    return f"http://127.0.0.1:{server.getsockname()[1]}/x"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graph")
    with EmbeddedStore(folder / STORE, writable=True) as store:
        store.replace(assemble(meeting()))
    return folder


@pytest.mark.parametrize("probe", [*PROBES, "LOAD <URL>", "LOAD SILENT <file:///etc/passwd> INTO GRAPH <a:a>"])
def test_a_query_that_would_call_out_is_refused_and_calls_nobody(probe: str, out: Path, listener: socket.socket) -> None:
    with pytest.raises(QueryRefusedError):
        once(out, probe.replace("URL", url(listener)), "json")
    assert not reached(listener)


@pytest.mark.parametrize("probe", HARMLESS)
def test_an_address_that_only_names_a_graph_is_not_looked_up(probe: str, out: Path, listener: socket.socket) -> None:
    once(out, probe.replace("URL", url(listener)), "table")
    assert not reached(listener)


def test_the_listener_hears_an_engine_that_is_not_held_back(listener: socket.socket) -> None:
    query = PROBES[0].replace("URL", url(listener))
    code = "import sys, pyoxigraph; list(pyoxigraph.Store().query(sys.argv[1]))"
    with subprocess.Popen((sys.executable, "-c", code, query), stderr=subprocess.DEVNULL) as engine:
        listener.settimeout(30)
        assert reached(listener)
        engine.kill()


@pytest.mark.skipif(sys.platform != "linux", reason="shutting a process off needs Linux")
@pytest.mark.parametrize("probe", PROBES)
def test_an_engine_that_is_shut_off_calls_nobody_even_if_the_text_is_let_through(probe: str, listener: socket.socket) -> None:
    code = (
        "import sys; from kg.apart.offline import go_offline; assert go_offline()\n"
        "import pyoxigraph\n"
        "try: list(pyoxigraph.Store().query(sys.argv[1], base_iri='http://a/'))\n"
        "except (OSError, RuntimeError, SyntaxError): pass\n"
    )
    ended = subprocess.run((sys.executable, "-c", code, probe.replace("URL", url(listener))), capture_output=True, timeout=60)

    assert ended.returncode == 0, ended.stderr
    assert not reached(listener)


@pytest.mark.parametrize(
    "question",
    [
        "SELECT ?service { ?service a kg:Organisation }",
        "SELECT * { ?s kg:service ?x . GRAPH ?service { ?s ?p ?o } }",
        'SELECT * { ?s rdfs:label "Service <du> Premier ministre" FILTER(?x = "service public") }',
        "# quel service ?\nSELECT * { ?s ?p ?o }",
        "SELECT * { <http://service.example/SERVICE> ?p ?o }",
    ],
)
def test_a_service_that_is_only_a_word_is_asked_for(question: str, out: Path) -> None:
    refuse(question)
    try:
        once(out, question, "csv")
    except QueryError as error:
        pytest.fail(str(error))
