"""Columns of names against the graph: the Reconciliation API 0.2, with the names of real amendments, and with OpenRefine."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from factories import document, related
from serving import Service, raw_graph, service

from kg import iris
from kg import namespaces as ns
from kg.assemble import assemble
from kg.lexicon.pack import load_pack
from kg.outputs import STORE
from kg.serve.names import Named, Names
from kg.store import EmbeddedStore

SIGNATORIES = Path(__file__).parents[2].parent / "shared" / "gold" / "signatories-dev.jsonl"
OPENREFINE = shutil.which("openrefine")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The graph of all the persons of the pack, with their mandates."""
    pack = load_pack()
    keys = [key for person in pack.persons for key in (person, *(mandate.key for mandate in pack.mandates_of(person)))]
    entities = tuple(entity for key in keys if (entity := pack.entity(key)))
    out = tmp_path_factory.mktemp("persons")
    with EmbeddedStore(out / STORE, writable=True) as store:
        store.replace(assemble(related(document("Rien.", "noms"), entities=entities)))
    with service(out) as found:
        yield found


@pytest.fixture(scope="module")
def web(running: Service) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=running.url, timeout=60) as client:
        yield client


def matched(web: httpx.Client, **queries: object) -> dict[str, list[dict[str, object]]]:
    answer = web.post("/reconcile", data={"queries": json.dumps(queries)})
    assert answer.status_code == 200, answer.text
    return {name: found["result"] for name, found in answer.json().items()}


@pytest.mark.skipif(not SIGNATORIES.is_file(), reason="needs ../shared/gold")
def test_the_signatories_of_amendments_are_told_by_their_first_candidate(web: httpx.Client) -> None:
    known = {identifier: key for key in load_pack().persons for identifier in load_pack().entity(key).identifiers}
    names: dict[str, str] = {}
    for line in SIGNATORIES.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        printed = [name.strip() for name in re.split(r",| et (?=M)", row["text"]) if name.strip()]
        if len(printed) == len(row["ids"]):
            names.update(zip(printed, row["ids"], strict=True))
    sample = random.Random(1).sample(sorted(names.items()), 200)

    found = matched(web, **{f"q{n}": {"query": name, "type": "Person"} for n, (name, _) in enumerate(sample)})
    firsts = [(name, known[identifier], found[f"q{n}"][:1]) for n, (name, identifier) in enumerate(sample)]
    wrong = [(name, key, first) for name, key, first in firsts if not first or first[0]["id"] != key]

    assert len(wrong) <= 4, wrong
    assert [one for one in wrong if one[2] and one[2][0]["match"]] == []


@pytest.mark.parametrize(
    ("query", "first", "score", "sure"),
    [
        ("Jean-Michel Mis", "person/jean-michel-mis", 100, True),
        ("M. Jean-Michel MIS", "person/jean-michel-mis", 100, True),
        ("MIS Jean-Michel", "person/jean-michel-mis", 97, True),
        ("PA719952", "person/jean-michel-mis", 100, True),
        ("M. Mis", "person/jean-michel-mis", 85, False),
        ("Mme Karine Lebon et les membres du groupe Gauche démocrate et républicaine", "person/karine-lebon", 85, False),
        ("Jean-Michel Miss", "person/jean-michel-mis", 77.4, False),
    ],
)
def test_a_name_is_found_as_it_is_written(web: httpx.Client, query: str, first: str, score: float, sure: bool) -> None:
    (found,) = matched(web, q={"query": query, "limit": 1})["q"]

    assert (found["id"], found["match"]) == (first, sure)
    assert found["score"] == pytest.approx(score, abs=1)


@pytest.mark.parametrize("query", ["", "M.", "zzzzzz qqqqq", "🙂", "a" * 100_000, "<script>", "\x00"])
def test_what_names_nobody_finds_nobody(web: httpx.Client, query: str) -> None:
    assert matched(web, q={"query": query}) == {"q": []}


def test_namesakes_are_ranked_by_the_day_and_none_is_sure() -> None:
    old = Named("a", "Jean Dupont", {"Person"}, periods=[("2002-06-19", "2007-06-19")])
    new = Named("b", "Jean Dupont", {"Person"}, periods=[("2017-06-21", "")])
    firm = Named("c", "Jean Dupont", {"Organisation"})
    names = Names([old, new, firm])

    assert [(one.iri, one.sure) for one in names.match("Jean Dupont", ["Person"])] == [("b", False), ("a", False)]
    assert [one.iri for one in names.match("Jean Dupont", ["Person"], date="2005-01-01")] == ["a", "b"]
    assert [(one.iri, one.sure) for one in names.match("Jean Dupont", ["Organisation"])] == [("c", True)]


def test_the_manifest_names_what_is_there(web: httpx.Client) -> None:
    manifest = web.get("/reconcile").json()

    assert manifest["versions"] == ["0.2"]
    assert web.get(manifest["view"]["url"].replace("{{id}}", "person/jean-michel-mis")).status_code == 200
    preview = web.get(manifest["preview"]["url"].replace("{{id}}", "person/jean-michel-mis"))
    assert "Jean-Michel Mis" in preview.text
    assert "frame-ancestors *" in preview.headers["content-security-policy"]
    prefixes = {"entity": "jean-michel m", "type": "pers", "property": "identi"}
    for name, prefix in prefixes.items():
        suggest = manifest["suggest"][name]
        found = web.get(suggest["service_url"] + suggest["service_path"], params={"prefix": prefix}).json()["result"]
        assert found
        assert all({"id", "name"} <= set(one) for one in found)


def test_a_batch_that_takes_too_long_is_told_while_others_are_answered(tmp_path: Path) -> None:
    kind, label = ox.NamedNode(f"{ns.RDF}type"), ox.NamedNode(f"{ns.RDFS}label")
    people = {ox.NamedNode(f"{iris.ID}person/p{n}"): ox.Literal(f"Marie Dupont{n} Martin", language="fr") for n in range(30_000)}
    classes = (ox.Quad(who, kind, ox.NamedNode(f"{iris.KG}Person")) for who in people)
    raw_graph(tmp_path, chain(classes, (ox.Quad(who, label, name) for who, name in people.items())))
    queries = {f"q{n}": {"query": f"Marei Dupond{n} Martni"} for n in range(1000)}
    with service(tmp_path, "--timeout", "1") as running, httpx.Client(base_url=running.url, timeout=60) as client:
        warm = json.dumps({"q": {"query": "Marie Dupont7 Martin"}})
        _until(lambda: client.post("/reconcile", data={"queries": warm}).status_code == 200, 60)  # the names are gathered once
        begun = time.monotonic()
        with ThreadPoolExecutor(1) as threads:
            batch = threads.submit(client.post, "/reconcile", data={"queries": json.dumps(queries)})
            assert client.get("/healthz").status_code == 200
            answer = batch.result()

    assert (answer.status_code, time.monotonic() - begun < 1 + 5) == (503, True)
    assert "fewer at a time" in answer.json()["detail"]


def test_rows_are_extended_by_what_the_graph_says(web: httpx.Client) -> None:
    asked = {"ids": ["person/jean-michel-mis", "person/nobody", "> <"], "properties": [{"id": "identifier"}, {"id": "sameAs"}]}
    found = web.post("/reconcile", data={"extend": json.dumps(asked)}).json()

    assert [one["id"] for one in found["meta"]] == ["identifier", "sameAs"]
    assert found["rows"]["person/jean-michel-mis"]["identifier"] == [{"str": "PA719952"}]
    assert found["rows"]["person/nobody"] == {"identifier": [], "sameAs": []}
    assert {"id": "identifier", "name": "Identifiant"} in web.get("/reconcile/properties", params={"type": "Person"}).json()[
        "properties"
    ]


@pytest.mark.soak
@pytest.mark.skipif(OPENREFINE is None, reason="needs openrefine (Debian)")
def test_openrefine_reconciles_a_column(running: Service, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = (OPENREFINE or "", "-i", "127.0.0.1", "-p", str(port), "-d", str(tmp_path), "-x", "refine.headless=true")
    names = ["M. Jean-Michel MIS", "Karine Lebon", "Personne Inconnue"]
    log = (tmp_path / "log").open("w")
    with log, subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True) as refine:
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, follow_redirects=True) as web:
                _until(lambda: _answers(web), 120)
                project = _project(web, "name\n" + "\n".join(names) + "\n")
                operation = {
                    "op": "core/recon",
                    "description": "reconcile",
                    "columnName": "name",
                    "engineConfig": {"mode": "row-based", "facets": []},
                    "config": {
                        "mode": "standard-service",
                        "service": f"{running.url}/reconcile",
                        "identifierSpace": web_manifest(running)["identifierSpace"],
                        "schemaSpace": web_manifest(running)["schemaSpace"],
                        "type": {"id": "Person", "name": "Personne"},
                        "autoMatch": True,
                        "batchSize": 10,
                        "columnDetails": [],
                        "limit": 0,
                    },
                }
                applied = web.post(
                    "/command/core/apply-operations",
                    params={"project": project, "csrf_token": _token(web)},
                    data={"operations": json.dumps([operation])},
                ).json()
                assert applied["code"] in ("ok", "pending"), applied
                idle = {"processes": []}
                _until(lambda: web.get("/command/core/get-processes", params={"project": project}).json() == idle, 60)
                rows = web.post(
                    "/command/core/get-rows", params={"project": project, "start": 0, "limit": 10}, data={"engine": "{}"}
                ).json()
        finally:
            os.killpg(refine.pid, signal.SIGTERM)
            refine.wait(timeout=60)
    recons = rows["pool"]["recons"] if "pool" in rows else {}
    found = []
    for row in rows["rows"]:
        recon = row["cells"][0]["r"]
        recon = recon if isinstance(recon, dict) else recons[str(recon)]
        found.append((recon["j"], (recon.get("m") or {}).get("id")))

    assert found == [("matched", "person/jean-michel-mis"), ("matched", "person/karine-lebon"), ("none", None)]


def web_manifest(running: Service) -> dict[str, str]:
    found: dict[str, str] = httpx.get(f"{running.url}/reconcile").json()
    return found


def _answers(web: httpx.Client) -> bool:
    try:
        return web.get("/command/core/get-version").status_code == 200
    except httpx.TransportError:
        return False


def _until(holds: object, seconds: float) -> None:
    assert callable(holds)
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.3)


def _token(web: httpx.Client) -> str:
    return str(web.get("/command/core/get-csrf-token").json()["token"])


def _project(web: httpx.Client, content: str) -> str:
    created = web.post(
        "/command/core/create-project-from-upload",
        params={"csrf_token": _token(web)},
        files={"project-file": ("names.csv", content.encode(), "text/csv")},
        data={
            "project-name": "names",
            "format": "text/line-based/*sv",
            "options": json.dumps({"separator": ",", "encoding": "UTF-8"}),
        },
    )
    return str(created.url.params["project"])
