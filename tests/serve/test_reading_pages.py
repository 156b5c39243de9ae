"""The pages in a real browser: a question is asked, a neighbour followed, and nothing is fetched from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from factories import meeting
from playwright.sync_api import Page, expect
from serving import Service, service

from kg.assemble import assemble
from kg.outputs import STORE
from kg.store import EmbeddedStore

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    out = tmp_path_factory.mktemp("read")
    with EmbeddedStore(out / STORE, writable=True) as store:
        store.replace(assemble(meeting()))
    with service(out) as found:
        yield found


@pytest.fixture
def page(running: Service, browser: Any) -> Iterator[Page]:
    """A page that fails the test where it logs an error or asks another host."""
    told: list[str] = []
    context = browser.new_context()
    page = context.new_page()
    page.on("console", lambda said: told.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith((running.url, "data:")) else told.append(asked.url))
    page.on("dialog", lambda dialog: told.append(f"a dialog: {dialog.message}"))
    yield page
    context.close()
    assert told == []


def test_a_question_is_answered_as_a_table_a_network_and_text(page: Page, running: Service) -> None:
    page.goto(f"{running.url}/query")
    page.select_option("#ready", index=1)
    assert "SELECT" in page.input_value("#text")
    assert page.locator("#coloured .word").count() > 2
    page.fill("#text", "SELECT ?who ?met ('<b onclick=alert(1)>' AS ?evil) { ?who kg:met ?met }")
    page.click("text=Demander")
    page.wait_for_selector("#answer td")
    assert page.locator("#answer tbody tr").count() == 1
    assert "<b onclick=alert(1)>" in page.inner_text("#answer")

    page.select_option("#form", "network")
    page.click("text=Demander")
    page.wait_for_selector("#answer svg circle")

    page.select_option("#form", "text/turtle")
    page.fill("#text", "CONSTRUCT WHERE { ?who kg:met ?met }")
    page.click("text=Demander")
    page.wait_for_selector("#answer pre")
    assert "kg:met" in page.inner_text("#answer pre")


def test_a_name_is_searched_and_its_neighbours_followed(page: Page, running: Service) -> None:
    page.goto(f"{running.url}/explore")
    page.fill("#q", "mis")
    page.keyboard.press("Enter")
    page.click("#found >> text=Jean-Michel Mis")
    page.wait_for_selector("#rows tr")
    assert page.inner_text("#who") == "Jean-Michel Mis"
    page.click("#rows td:nth-child(2) a >> nth=0")
    expect(page.locator("#who")).not_to_have_text("Jean-Michel Mis")
    page.click("#whole")
    page.wait_for_selector("h1")
    assert page.locator("h2", has_text="Relations").count() == 1
