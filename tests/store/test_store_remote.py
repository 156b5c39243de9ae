"""A store on a server: named queries answer as the embedded store does, and what was cut off is completed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import httpx
import pytest
from factories import meeting
from sparql_servers import SERVERS, free_port

from kg import cli, iris, outputs
from kg.assemble import assemble, assembled
from kg.errors import StoreError, UsageError
from kg.pipeline import build
from kg.queries import described, named
from kg.store import EmbeddedStore, MemoryStore
from kg.store.endpoint import addresses, graphs_asked, keeps_default
from kg.store.remote import RemoteStore
from kg.store.results import Boolean, Rows

ROOT = Path(__file__).resolve().parents[2]
ALL = "SELECT ?s ?p ?o { ?s ?p ?o }"
QUADS = f'SELECT ?g ?s ?p ?o {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{iris.ID}document/")) }}'


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    out = tmp_path_factory.mktemp("seed")
    build([ROOT / "seeds"], out)
    with EmbeddedStore(out / outputs.STORE) as store:
        yield store


@pytest.fixture(params=SERVERS)
def url(request: pytest.FixtureRequest, server: Callable[[str], str]) -> str:
    return server(request.param)


def sorted_rows(answer: object) -> list[tuple[str, ...]]:
    assert isinstance(answer, Rows)
    return sorted(tuple(f"{term}" for term in row) for row in answer.rows)


def test_every_named_query_answers_as_the_embedded_store_does(url: str, seed: EmbeddedStore) -> None:
    with RemoteStore(url, seed) as store:
        store.push()
        assert len(described()) > 5
        for name in described():
            text = named(name).text
            assert sorted_rows(store.query(text)) == sorted_rows(seed.query(text)), name
        assert store.graphs() == seed.graphs()
        assert store.size() == seed.size()
        assert sorted_rows(store.query(ALL)) == sorted_rows(seed.query(ALL))


def test_what_was_cut_off_is_completed_by_the_next_push_and_nothing_is_sent_twice(url: str, tmp_path: Path) -> None:
    mirror, (one, two) = MemoryStore(), (assembled(meeting(name)).contribution for name in ("un", "deux"))
    requests: list[str] = []

    class Counting(httpx.HTTPTransport):
        broken_after = 10**6

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            if request.method != "GET" and "query=" not in request.content.decode("utf-8", "replace")[:6]:
                requests.append(request.method)
                if len(requests) > self.broken_after:
                    raise httpx.ConnectError("cut off")
            return super().handle_request(request)

    def connected(broken_after: int = 10**6) -> RemoteStore:
        transport = Counting()
        transport.broken_after = broken_after
        requests.clear()
        return RemoteStore(url, mirror, room=tmp_path, transport=transport, tries=1)

    with connected() as store:
        store.put([one._replace(state="1")])
    told: set[bool] = set()
    for broken_after in count():
        with connected(broken_after) as store:
            try:
                if broken_after == 0:
                    store.put([two._replace(state="2")])
                else:
                    store.push()
                break
            except StoreError as error:
                told.add("cannot be reached" in str(error))
    assert 0 < broken_after < 20
    assert told == {True}
    with connected() as store:
        assert sorted_rows(store.query(ALL)) == sorted_rows(mirror.query(ALL))
        assert sorted_rows(store.query(QUADS)) == sorted_rows(mirror.query(QUADS))
        store.push()
        assert requests == []


def test_a_server_that_holds_another_graph_of_ours_is_made_to_hold_this_one(url: str) -> None:
    with RemoteStore(url, MemoryStore()) as store:
        store.replace(assemble(meeting("autre")))
    with RemoteStore(url, MemoryStore()) as store:
        store.replace(assemble(meeting("un")))
        assert f"{iris.ID}document/autre" not in store.graphs()
        assert store.query(f"ASK {{ GRAPH <{iris.ID}document/un> {{ ?s ?p ?o }} }}") == Boolean(True)
        assert store.query(f"ASK {{ <{iris.ID}document/autre> ?p ?o }}") == Boolean(False)


def test_a_wrong_password_is_told_without_the_password(server: Callable[[str], str]) -> None:
    url = server("virtuoso").replace("dba:dba", "dba:hidden")
    with RemoteStore(url, MemoryStore()) as store, pytest.raises(StoreError, match="KG_STORE_PASSWORD") as caught:
        store.replace(assemble(meeting("un")))
    assert "hidden" not in str(caught.value)


def test_a_server_that_is_not_there_is_named() -> None:
    with pytest.raises(StoreError, match="cannot be reached"):
        RemoteStore(f"http://127.0.0.1:{free_port()}/query", MemoryStore(), tries=2)


@pytest.mark.parametrize(
    ("url", "update", "graphs", "user"),
    [
        ("http://h:7878/query", "http://h:7878/update", "http://h:7878/store", ""),
        ("https://h/ds/query", "https://h/ds/update", "https://h/ds/store", ""),
        ("http://h:8890/sparql", "http://h:8890/sparql", "http://h:8890/sparql-graph-crud", ""),
        ("http://a%40b:c@[::1]:8890/sparql", "http://[::1]:8890/sparql-auth", "http://[::1]:8890/sparql-graph-crud-auth", "a@b"),
    ],
)
def test_the_addresses_of_a_server_follow_from_that_of_its_queries(url: str, update: str, graphs: str, user: str) -> None:
    found = addresses(url)
    assert (found.update, found.graphs, found.user) == (update, graphs, user)
    assert "@" not in found.shown


@pytest.mark.parametrize(
    "url", ["ftp://h/query", "h/query", "http://", "http://h/elsewhere", "http://[::1/query", "http://h:x/query"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match="--store"):
        addresses(url)


@pytest.mark.parametrize(
    ("text", "graphs", "any_"),
    [
        ("SELECT * { ?s ?p ?o }", [], False),
        ("SELECT * { GRAPH ?g { ?s ?p ?o } }", [], True),
        (
            "ASK { GRAPH <http://x/b> { ?s ?p 'GRAPH <no>' } graph<http://x/a>{} } # GRAPH <no>",
            ["http://x/a", "http://x/b"],
            False,
        ),
        ("PREFIX y: <http://y/> ASK { GRAPH y:a { ?s ?p ?o } GRAPH kg:b {} GRAPH ?g {} }", [f"{iris.KG}b", "http://y/a"], True),
    ],
)
def test_the_graphs_that_a_query_names_are_told(text: str, graphs: list[str], any_: bool) -> None:
    assert graphs_asked(text, {"kg": iris.KG}) == (sorted(graphs), any_)


@pytest.mark.parametrize(("server", "keeps"), [("Virtuoso/07.20.3229 (Linux)", False), ("Oxigraph/0.5.13", True), ("", True)])
def test_virtuoso_alone_has_no_default_graph_of_its_own(server: str, keeps: bool) -> None:
    assert keeps_default(server) is keeps


def test_a_build_makes_a_server_hold_its_graph_and_a_removal_follows(url: str, tmp_path: Path) -> None:
    texts, out = tmp_path / "texts", tmp_path / "out"
    texts.mkdir()
    for name in ("un", "deux"):
        (texts / f"{name}.txt").write_text("Le Premier ministre a reçu ce jour M. Gérard Larcher.", encoding="utf-8")
    assert cli.run(["build", str(texts), "-o", str(out), "--store", url]) == 0
    assert cli.run(["remove", "un", "-o", str(out), "--store", url]) == 0
    with EmbeddedStore(out / outputs.STORE) as ours, RemoteStore(url, ours, out / outputs.STORE) as theirs:
        assert sorted_rows(theirs.query(ALL)) == sorted_rows(ours.query(ALL))
        assert theirs.graphs() == ours.graphs()


def test_a_server_that_cannot_be_reached_costs_no_build(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"http://user:hidden@127.0.0.1:{free_port()}/query"
    assert cli.run(["build", str(ROOT / "seeds"), "-o", str(tmp_path / "out"), "--store", url]) == 1
    said = capsys.readouterr().err
    assert "cannot be reached" in said
    assert "hidden" not in said
    assert (tmp_path / "out" / outputs.GRAPH).is_file()


def test_the_store_may_lie_in_another_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    assert cli.run(["build", str(ROOT / "seeds"), "-o", str(out), "--store", str(elsewhere)]) == 0
    assert not (out / outputs.STORE).exists()
    capsys.readouterr()
    assert cli.run(["query", "-o", str(elsewhere), "ASK { ?s a kg:Person }"]) == 0
    assert "true" in capsys.readouterr().out
