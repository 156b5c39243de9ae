"""Live sources on loopback, against real servers: csv-reconcile (Reconciliation API 0.1), kg's own service (0.2), and a second
SPARQL endpoint asked by SERVICE."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from dumps import votes
from factories import meeting

from kg import cli
from kg.assemble import assemble
from kg.authority.imports import importers
from kg.authority.live import Candidate, Polite, Service, federated
from kg.errors import AuthorityError, QueryError
from kg.imports import import_dump
from kg.outputs import STORE
from kg.queries import PREFIXES
from kg.store import EmbeddedStore

SERVER = """
import sys
from csv_reconcile import create_app, initdb
app = create_app("", instance_path=sys.argv[1], scorerOption="dice")
with app.app_context():
    initdb.init_db_with_context(sys.argv[2], "id", "name")
app.run(port=int(sys.argv[3]))
"""
PEOPLE = "id\tname\nQ30379003\tJean-Michel Mis\nQ30343128\tMathilde Panot\nQ1\tJean Castex\n"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(port: int, *command: str | Path) -> Iterator[None]:
    """A server in a process of its own, once it listens."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if process.poll() is not None:
                raise RuntimeError(f"the server ended with {process.returncode}")
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of csv-reconcile, which serves a table of people."""
    pytest.importorskip("csv_reconcile", reason="csv-reconcile is not installed")
    folder, port = tmp_path_factory.mktemp("service"), free_port()
    (folder / "people.tsv").write_text(PEOPLE, encoding="utf-8")
    with running(port, sys.executable, "-c", SERVER, str(folder / "instance"), str(folder / "people.tsv"), str(port)):
        yield f"http://127.0.0.1:{port}/reconcile"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the graph of one press release."""
    folder = tmp_path_factory.mktemp("graph")
    with EmbeddedStore(folder / STORE, writable=True) as store:
        store.replace(assemble(meeting()))
    return folder


def test_a_real_service_proposes_who_is_who(service: str, tmp_path: Path) -> None:
    asked = Service(service, Polite(tmp_path, pause=0))
    found = dict(asked.candidates(["Jean-Michel Mis", "Nobody of that name"], limit=2))

    assert found["Jean-Michel Mis"][0] == Candidate("Q30379003", "Jean-Michel Mis", 100.0, True)
    assert not any(one.match for one in found["Nobody of that name"])


def test_the_names_of_the_graph_are_listed_with_what_is_proposed_and_nothing_changes(
    service: str, out: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert cli.run(["reconcile", service, "-o", str(out), "--limit", "1", "--to", str(tmp_path / "found.csv")]) == 0

    assert "without a candidate" in capsys.readouterr().err
    rows = (tmp_path / "found.csv").read_text(encoding="utf-8").splitlines()
    assert rows[0] == "entity,label,candidate,name,score,match,page"
    assert any("person/jean-michel-mis,Jean-Michel Mis,Q30379003,Jean-Michel Mis,100,yes" in row for row in rows)


def test_what_was_asked_is_kept_and_answered_without_the_network(service: str, tmp_path: Path) -> None:
    first = Polite(tmp_path, pause=0)
    answer = dict(Service(service, first).candidates(["Mathilde Panot"]))
    again = Polite(tmp_path, pause=0)

    assert dict(Service(service, again).candidates(["Mathilde Panot"])) == answer
    assert (first.requests, again.requests) == (2, 0)


def test_without_the_network_one_line_says_so(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    address = f"http://127.0.0.1:{free_port()}/reconcile"
    polite = Polite(None, pause=0, sleep=lambda _: None)

    with pytest.raises(AuthorityError, match="without the network"):
        polite.ask(address)
    assert polite.requests == 4
    assert cli.run(["reconcile", "ftp://example.org/", "-o", str(out)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


class Moody(BaseHTTPRequestHandler):
    """Busy twice, then well; /never is always busy, /no refuses, /other is no service, /elsewhere redirects."""

    times = 0

    def do_GET(self) -> None:
        type(self).times += 1
        busy = self.path == "/never" or (self.path == "/busy" and type(self).times < 3)
        code = 503 if busy else {"/no": 403, "/elsewhere": 302}.get(self.path, 200)
        self.send_response(code)
        if busy:
            self.send_header("Retry-After", "7")
        self.send_header("Location", "http://127.0.0.1:1/")
        self.end_headers()
        self.wfile.write(b'{"name": "x"}' if self.path == "/busy" else b"<html>")

    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.fixture
def moody() -> Iterator[str]:
    Moody.times = 0
    with ThreadingHTTPServer(("127.0.0.1", 0), Moody) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def test_a_busy_server_is_asked_again_after_the_time_that_it_names(moody: str) -> None:
    slept: list[float] = []

    assert Service(f"{moody}/busy", Polite(None, pause=0.01, sleep=slept.append)).name == "x"
    assert [pause for pause in slept if pause > 1] == [7, 7]


@pytest.mark.parametrize(
    ("path", "told"),
    [("/never", "busy or failing"), ("/no", "HTTP 403"), ("/elsewhere", "HTTP 302"), ("/other", "not JSON")],
)
def test_a_server_that_gives_no_answer_is_named_with_the_reason(path: str, told: str, moody: str) -> None:
    with pytest.raises(AuthorityError, match=told):
        Service(moody + path, Polite(None, pause=0, sleep=lambda _: None))


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a second SPARQL endpoint, over the graph of two votes."""
    folder, port = tmp_path_factory.mktemp("second"), free_port()
    import_dump(importers()["scrutins"], [votes(folder / "Scrutins.zip")], folder / "out")
    with running(port, sys.executable, "-m", "kg", "serve", "-o", folder / "out", "--port", str(port)):
        yield f"http://127.0.0.1:{port}/sparql"


@pytest.fixture(scope="module")
def second(endpoint: str) -> str:
    """The reconciliation service of the same server, which is kg's own: version 0.2 of the API."""
    return endpoint.removesuffix("sparql") + "reconcile"


def test_a_service_of_version_0_2_proposes_who_is_who(second: str, tmp_path: Path) -> None:
    asked = Service(second, Polite(tmp_path, pause=0))
    people = dict(asked.candidates(["Mis Jean-Michel", "mathilde PANOT", "Nobody of that name"], "Person", 2))
    votes = dict(asked.candidates(["Jean-Michel Mis"], "Vote"))

    assert asked.versions == ("0.2",)
    best = people["Mis Jean-Michel"][0]
    assert (best.id, best.name, best.match) == ("person/jean-michel-mis", "Jean-Michel Mis", True)
    assert people["mathilde PANOT"][0].id == "person/mathilde-panot"
    assert all(len(found) <= 2 for found in people.values())
    assert not any(one.match for one in people["Nobody of that name"])
    assert votes == {"Jean-Michel Mis": ()}
    assert asked.page(best) == f"{second.removesuffix('/reconcile')}/id/person/jean-michel-mis"
    assert b"Jean-Michel Mis" in Polite(None).ask(asked.page(best), accept="text/html")


def test_many_names_are_asked_ten_at_a_time_and_each_gets_its_own_answer(second: str, tmp_path: Path) -> None:
    polite = Polite(tmp_path, pause=0)
    names = [f"Nobody {number}" for number in range(12)] + ["Mathilde Panot", "Nobody 12"]
    found = dict(Service(second, polite).candidates(names, "Person", 1))

    assert [name for name in names if any(one.match for one in found[name])] == ["Mathilde Panot"]
    assert polite.requests == 3


def test_the_command_asks_a_service_of_version_0_2(second: str, out: Path, tmp_path: Path) -> None:
    assert cli.run(["reconcile", second, "-o", str(out), "--type", "Person", "--to", str(tmp_path / "found.csv")]) == 0

    rows = (tmp_path / "found.csv").read_text(encoding="utf-8").splitlines()
    page = f"{second.removesuffix('/reconcile')}/id/person/jean-michel-mis"
    assert any(row.endswith(f"person/jean-michel-mis,Jean-Michel Mis,100,yes,{page}") for row in rows)


def test_a_query_joins_this_graph_with_a_second_endpoint(endpoint: str, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    query = f"SELECT ?who ?vote {{ ?who kg:represents ?seat . SERVICE <{endpoint}> {{ ?who kg:votedFor ?vote }} }} ORDER BY ?vote"

    assert cli.run(["query", query, "-o", str(out), "--format", "csv", "--service", endpoint]) == 0
    rows = capsys.readouterr().out.split()[1:]
    assert [row.rpartition("/")[2] for row in rows] == ["VTANR5L17V1", "VTANR5L17V2"]
    assert all("person/jean-michel-mis" in row for row in rows)


def test_only_endpoints_that_the_user_names_are_asked(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    query = "SELECT * { SERVICE <http://127.0.0.1:1/sparql> { ?a ?b ?c } }"

    assert cli.run(["query", query, "-o", str(out)]) == 2
    assert cli.run(["query", query, "-o", str(out), "--service", "http://127.0.0.1:2/sparql"]) == 2
    assert "--service http://127.0.0.1:1/sparql" in capsys.readouterr().err


class Canned(Polite):
    """Answers from memory, to look at what a server could send."""

    def __init__(self, answer: str) -> None:
        super().__init__(None)
        self.answer = answer

    def ask(self, url: str, form: object = None, accept: str = "") -> bytes:
        return self.answer.encode()


URL = "http://e.org/sparql"


def rewritten(query: str, bindings: str = "[]", names: str = '"a"') -> str:
    answer = f'{{"head": {{"vars": [{names}]}}, "results": {{"bindings": {bindings}}}}}'
    return federated(query, {URL}.__contains__, Canned(answer).ask, PREFIXES)


@pytest.mark.parametrize(
    ("term", "written"),
    [
        ('{"type": "uri", "value": "http://e.org/x"}', "<http://e.org/x>"),
        ('{"type": "uri", "value": "http://e.org/x> } DROP"}', "UNDEF"),
        ('{"type": "literal", "value": "a\\"b", "xml:lang": "fr"}', '"a\\"b"@fr'),
        ('{"type": "literal", "value": "1", "datatype": "http://www.w3.org/2001/XMLSchema#integer> }"}', "UNDEF"),
        ('{"type": "bnode", "value": "b0"}', "UNDEF"),
    ],
)
def test_what_an_endpoint_sends_cannot_leave_its_place_in_the_query(term: str, written: str) -> None:
    query = rewritten(f"SELECT * {{ SERVICE <{URL}> {{ ?a ?b '}}' }} }}", f'[{{"a": {term}}}]')

    assert query == f"SELECT * {{ {{ VALUES (?a) {{ ({written}) }} }} }}"


@pytest.mark.parametrize(
    ("query", "error"),
    [
        (f"SELECT * {{ SERVICE <{URL}> {{ ?a ?b ?c ", QueryError),
        ("SELECT * { SERVICE <http://other/> { ?a ?b ?c } }", QueryError),
    ],
)
def test_a_clause_that_is_open_or_not_allowed_is_refused(query: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        rewritten(query)


def test_the_word_within_a_string_is_no_clause() -> None:
    query = f"SELECT * {{ ?a ?b 'SERVICE <{URL}> {{' }}"

    assert rewritten(query) == query


def test_a_variable_that_is_none_is_refused() -> None:
    with pytest.raises(AuthorityError, match="variable"):
        rewritten(f"SELECT * {{ SERVICE <{URL}> {{ ?a ?b ?c }} }}", names='"a) {} } #"')


def test_a_language_that_is_none_is_refused() -> None:
    with pytest.raises(AuthorityError, match="no SPARQL result"):
        rewritten(
            f"SELECT * {{ SERVICE <{URL}> {{ ?a ?b ?c }} }}", '[{"a": {"type": "literal", "value": "x", "xml:lang": "fr }"}}]'
        )
