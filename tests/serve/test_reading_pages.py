"""The page of questions in a real browser: a question is asked, and nothing is fetched from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from factories import meeting
from playwright.sync_api import Page
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


def test_a_question_is_answered_as_a_table_a_network_and_text(watched: Callable[[str], Page], running: Service) -> None:
    page = watched(running.url)
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
