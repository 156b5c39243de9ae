"""The explorer of a graph that no file should hold, in a real browser: it opens on an entity and asks for the rest as wanted."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from dumps import EPR, LFI, MIS, PANOT, group, scrutin, zipped
from playwright.sync_api import Page, expect
from serving import Service, service

import kg
from kg import iris
from kg.authority.imports import importers
from kg.imports import import_dump
from kg.outputs import PAGE, STORE
from kg.store import EmbeddedStore

VOTES = 130
MIS_IRI = f"{iris.ID}person/jean-michel-mis"
CASTEX_IRI = f"{iris.ID}person/jean-castex"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The press release of the seed and 130 votes of the deputy whom it names, without the page of the build."""
    place = tmp_path_factory.mktemp("large")
    out = place / "out"
    kg.build(next((Path(__file__).parents[2] / "seeds").glob("*.md")), out=out)
    votes = [
        scrutin(n, f"l'ensemble du projet de loi n° {n}", group(EPR, "pour", (MIS,)), group(LFI, "contre", (), (PANOT,)))
        for n in range(1, VOTES + 1)
    ]
    records = {f"json/VTANR5L17V{n}.json": record for n, record in enumerate(votes, 1)}
    import_dump(importers()["scrutins"], [zipped(place / "votes.zip", records)], out)
    (out / PAGE).unlink()
    with service(out) as found:
        yield found


def opened(watched: Callable[[str], Page], running: Service, path: str = "/") -> Page:
    page = watched(running.url)
    page.goto(running.url + path)
    until(page, "window.kgPage !== undefined")
    return page


def until(page: Page, condition: str) -> None:
    """Waits for a condition, asked again and again: the page's policy lets nothing wait for a string from within."""
    for _ in range(400):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never: {condition}")


def degree(iri: str) -> str:
    return f"kgPage.model.degree(kgPage.model.find({json.dumps(iri)}))"


def searched(page: Page, text: str, label: str) -> None:
    page.fill("#search", text)
    page.locator("#results [role=option]", has_text=label).first.click()
    expect(page.locator("#panel h2")).to_have_text(label)


def test_the_page_opens_on_an_entity_with_its_neighbours_drawn(watched: Callable[[str], Page], running: Service) -> None:
    page = opened(watched, running)

    assert page.evaluate("kgPage.picture.drawn().nodes.length") > 10
    assert page.evaluate("kgPage.model.count") <= 100
    assert "voisin par voisin" in page.inner_text("#panel")


def test_neighbours_are_fetched_as_they_are_wanted_page_by_page(watched: Callable[[str], Page], running: Service) -> None:
    page = opened(watched, running)
    searched(page, "Jean-Michel Mis", "Jean-Michel Mis")
    until(page, f"{degree(MIS_IRI)} >= 100")
    assert page.evaluate(degree(MIS_IRI)) < VOTES
    expect(page.locator("#panel [data-do=fetch]")).to_contain_text("autres voisins")

    page.locator("#panel [data-do=fetch]").click()
    until(page, f"{degree(MIS_IRI)} > {VOTES}")
    expect(page.locator("#panel [data-do=fetch]")).to_have_count(0)
    whole = httpx.get(f"{running.url}/api/neighbours", params={"iri": MIS_IRI, "limit": 1000}).json()["relations"]
    assert page.evaluate(degree(MIS_IRI)) == len(whole)

    before = page.evaluate("kgPage.picture.drawn().nodes.length")
    page.locator("#panel [data-do=expand]").click()
    until(page, f"kgPage.picture.drawn().nodes.length > {before}")


def test_an_entity_that_the_page_does_not_hold_is_found_and_unfolded(watched: Callable[[str], Page], running: Service) -> None:
    page = opened(watched, running)
    iri = f"{iris.ID}person/mathilde-panot"
    assert page.evaluate(f"kgPage.model.find({json.dumps(iri)})") == -1
    searched(page, "panot", "Mathilde Panot")
    until(page, f"{degree(iri)} >= 100")
    assert page.evaluate(f"kgPage.picture.drawn().nodes.includes(kgPage.model.find({json.dumps(iri)}))")


def test_a_relation_shows_its_words_and_the_document_they_stand_in(watched: Callable[[str], Page], running: Service) -> None:
    page = opened(watched, running, f"/explore?focus={CASTEX_IRI}")
    expect(page.locator("#panel h2")).to_have_text("Jean Castex")
    page.locator("#panel [data-statement]").first.click()
    expect(page.locator("#panel blockquote mark").first).not_to_be_empty()
    page.locator("#panel [data-do=read]").first.click()
    expect(page.locator("#reader mark").first).to_be_visible()
    words = page.locator("#panel blockquote mark").first.inner_text()
    assert page.locator("#reader mark").first.inner_text() == words


def test_the_address_brings_back_what_was_unfolded(watched: Callable[[str], Page], running: Service) -> None:
    first = opened(watched, running, "/explore#entity=person/jean-castex")
    until(first, f"kgPage.model.find({json.dumps(CASTEX_IRI)}) >= 0 && kgPage.state.state.selection !== null")
    first.evaluate(f"kgPage.state.expand(kgPage.model.find({json.dumps(CASTEX_IRI)}))")
    first.wait_for_timeout(500)
    labels = "kgPage.picture.drawn().nodes.map((n) => kgPage.model.E.label[n]).sort()"
    drawn = first.evaluate(labels)
    address = first.evaluate("kgPage.link.here()")

    again = watched(running.url)
    again.goto(address)
    until(again, "window.kgPage !== undefined")
    until(again, f"JSON.stringify({labels}) === {json.dumps(json.dumps(drawn, ensure_ascii=False, separators=(',', ':')))}")
    expect(again.locator("#panel h2")).to_have_text("Jean Castex")


def test_a_service_that_is_gone_is_told(watched: Callable[[str], Page], running: Service) -> None:
    page = opened(watched, running)
    page.route("**/api/**", lambda route: route.fulfill(status=200, body="<html>another program</html>"))
    page.evaluate("kgPage.live.fetchAll(['person/nobody'])")
    expect(page.locator("#notice-text")).to_contain_text("ne répond pas")


def test_pieces_are_refused_for_what_is_no_entity(running: Service) -> None:
    for query, status in (("", 400), ("?iri=%3E", 400), ("?iri=urn:a", 404), (f"?iri={MIS_IRI}&offset=x", 400)):
        assert httpx.get(f"{running.url}/api/piece{query}").status_code == status


def test_an_empty_graph_has_an_explorer(tmp_path: Path, watched: Callable[[str], Page]) -> None:
    with EmbeddedStore(tmp_path / STORE, writable=True) as store:
        store.replace([])
    with service(tmp_path) as running:
        page = opened(watched, running)
        assert page.evaluate("kgPage.model.size") == 0
