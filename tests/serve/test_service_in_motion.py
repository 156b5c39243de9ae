"""The service while things change around it: a build, a graph that goes and comes, a crowd, another web page."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
from factories import meeting
from serving import CROSS, ask, service

from kg.assemble import assemble
from kg.outputs import STORE
from kg.store import EmbeddedStore


def built(folder: Path) -> Path:
    with EmbeddedStore(folder / STORE, writable=True) as store:
        store.replace(assemble(meeting()))
    return folder


def test_a_graph_that_is_gone_is_told_and_one_that_comes_is_served(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / STORE, writable=True) as store:
        store.replace(assemble(meeting()))
    with service(tmp_path) as running, httpx.Client(base_url=running.url, timeout=30) as web:
        (tmp_path / STORE).rename(tmp_path / "away")
        gone = ask(web, "ASK {}")
        (tmp_path / "away").rename(tmp_path / STORE)
        back = ask(web, "ASK {}")
        log = running.logged()

    assert (gone.status_code, back.status_code) == (503, 200)
    assert any("no graph is here" in str(line.get("why")) for line in log)


def test_a_build_is_seen_at_the_next_question(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / STORE, writable=True) as store:
        store.replace(assemble(meeting()))
        with service(tmp_path) as running, httpx.Client(base_url=running.url, timeout=30) as web:
            count = "SELECT (COUNT(?d) AS ?n) { ?m kg:inDocument ?d }"
            first = ask(web, count)
            for number in range(3):
                store.add(assemble(meeting(f"autre-{number}")))
                answer = ask(web, count, **{"If-None-Match": first.headers["etag"]})
                assert answer.status_code == 200
                assert answer.json() != first.json()
                first = answer


def test_other_pages_may_read_answers_only_where_the_operator_says_so(tmp_path: Path) -> None:
    with service(built(tmp_path), "--origin", "https://a.example") as running, httpx.Client(base_url=running.url) as web:
        known = web.get("/healthz", headers={"Origin": "https://a.example"})
        unknown = web.get("/healthz", headers={"Origin": "https://b.example"})
        asked = web.options(
            "/sparql",
            headers={
                "Origin": "https://a.example",
                "Access-Control-Request-Method": "POST",
                "Access-Control-Request-Headers": "content-type",
            },
        )

    assert known.headers["access-control-allow-origin"] == "https://a.example"
    assert "access-control-allow-origin" not in unknown.headers
    assert (asked.status_code, asked.headers["access-control-allow-origin"]) == (200, "https://a.example")


def test_a_crowd_is_told_to_come_back(tmp_path: Path) -> None:
    with service(built(tmp_path), "--workers", "1", "--timeout", "2") as running:
        slow = f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}"

        def one(_: int) -> httpx.Response:
            return httpx.get(f"{running.url}/sparql", params={"query": slow}, timeout=60)

        with ThreadPoolExecutor(50) as threads:
            answers = list(threads.map(one, range(50)))

    statuses = {answer.status_code for answer in answers}
    assert statuses == {429, 503}
    assert all("retry-after" in answer.headers for answer in answers if answer.status_code == 429)
