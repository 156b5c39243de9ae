"""The page in a real browser: for every reader, on every screen, in a frame, on paper."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files as resources
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from kg.api.views import Shown

Open = Callable[..., Any]

STATES = {
    "graph": "",
    "entity": "#entity=person/jean-michel-mis",
    "relation": "#",
    "path": "#path=1&from=person/jean-castex&to=organisation/parlement",
    "table": "#view=table",
    "documents": "#view=reader",
    "document": "#",
}


@pytest.mark.parametrize(
    ("view", "scheme"), [*((view, "light") for view in STATES), *((view, "dark") for view in ("entity", "table", "document"))]
)
def test_axe_finds_nothing_serious(view: str, scheme: str, open_page: Open) -> None:
    """The rules of axe-core for WCAG 2.2 A and AA and best practice."""
    pytest.importorskip("axe_playwright_python", reason="axe-core is not installed (extra test)")
    it = open_page("seed", at=STATES[view], color_scheme=scheme)
    if view in ("relation", "document"):
        number = it.statement("Premier ministre", "met", "Jean-Michel Mis")
        it.do(f"kgPage.state.select({{ type: 'statement', id: {number} }})")
    if view == "document":
        it.page.locator("#panel [data-do=read]").click()
    it.do("document.querySelectorAll('#facets details').forEach((item) => { item.open = true; })")
    it.do((resources("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    # A button that is let go fades: half way its words have the contrast of neither state.
    it.do("Promise.all(document.getAnimations().map((one) => one.finished)).then(() => true)")
    result = it.do("axe.run(document, { resultTypes: ['violations'] })")
    found = [
        (rule["id"], rule["impact"], [node["target"] for node in rule["nodes"]][:5])
        for rule in result["violations"]
        if rule["impact"] in ("serious", "critical")
    ]
    assert found == []
    assert len(result["passes"]) > 15


@pytest.mark.parametrize("at", ["", "#entity=person/jean-michel-mis", "#view=table", "#view=reader"])
def test_a_phone_shows_every_view_without_scrolling_sideways(at: str, open_page: Open) -> None:
    it = open_page("seed", at=at, viewport={"width": 360, "height": 740}, device_scale_factor=2, has_touch=True)
    expect(it.page.locator("#facets")).to_be_hidden()
    assert it.do("document.documentElement.scrollWidth") <= 360
    it.page.click("#facets-open")
    expect(it.page.locator("#facets")).to_be_visible()
    assert it.do("document.documentElement.scrollWidth") <= 360
    small = it.do(
        "[...document.querySelectorAll('header button, .strip button')]"
        ".filter((b) => b.getBoundingClientRect().height < 24).length"
    )
    assert small == 0


def test_colours_follow_the_system_until_they_are_chosen(open_page: Open) -> None:
    it = open_page("seed", color_scheme="dark")
    assert it.do("document.documentElement.dataset.colours") == "dark"
    it.page.click("#colours")
    assert it.do("document.documentElement.dataset.colours") == "light"
    assert "colours=light" in it.state()
    it.page.emulate_media(color_scheme="light")
    it.page.emulate_media(color_scheme="dark")
    assert it.do("document.documentElement.dataset.colours") == "light"


def test_who_wants_less_motion_gets_none(open_page: Open) -> None:
    it = open_page("seed", reduced_motion="reduce")
    number = it.number("Jean Castex")
    it.do(f"kgPage.state.select({{ type: 'entity', id: {number} }}, {{ look: true }})")
    spot = it.do(f"kgPage.picture.spot({number})")
    frame = it.page.locator("#canvas").bounding_box()
    assert abs(spot["x"] - frame["x"] - frame["width"] / 2) < 2
    assert it.do("getComputedStyle(document.querySelector('#panel button')).transitionDuration") in ("0s", "")


def test_the_skip_link_and_the_headings_lead_the_keyboard(open_page: Open) -> None:
    it = open_page("seed")
    it.page.keyboard.press("Tab")
    expect(it.page.locator(".skip")).to_be_focused()
    outline = it.do("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_a_page_works_in_the_frame_of_a_notebook(browser: Any, files: dict[str, Path]) -> None:
    """As ``show()`` gives it: ``srcdoc`` in a frame that may run scripts and has no origin."""
    context = browser.new_context(viewport={"width": 1100, "height": 700})
    context.set_offline(True)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.set_content(Shown(files["seed"].read_text(encoding="utf-8"))._repr_html_())
    frame = page.frame_locator("iframe")
    expect(frame.locator("#canvas canvas")).to_be_visible()
    frame.locator("#search").fill("castex")
    frame.locator("#search").press("Enter")
    expect(frame.locator("#panel h2")).to_have_text("Jean Castex")
    frame.locator("#view-table").click()
    expect(frame.locator("#table tbody tr").first).to_be_visible()
    with page.expect_download() as download:
        frame.locator("#take-csv").click()
    assert download.value.suggested_filename == "relations.csv"
    frame.locator("#take-link").click()
    expect(frame.locator("#permalink")).to_be_visible()
    page.wait_for_timeout(300)
    context.close()
    assert faults == []


def test_paper_gets_light_colours_and_no_buttons(open_page: Open) -> None:
    it = open_page("seed", at="#entity=person/jean-michel-mis", color_scheme="dark")
    it.do("window.dispatchEvent(new Event('beforeprint'))")
    it.page.emulate_media(media="print")
    assert it.do("document.documentElement.dataset.colours") == "light"
    for hidden in (".strip", ".switches", "#search", ".zoom", "#panel .actions"):
        expect(it.page.locator(hidden).first).to_be_hidden()
    for seen in ("#canvas canvas", "#facet-kinds", "#panel h2"):
        expect(it.page.locator(seen)).to_be_visible()
    assert it.do("getComputedStyle(document.querySelector('#panel')).overflowY") == "visible"
    assert len(it.page.pdf()) > 10_000
    it.do("window.dispatchEvent(new Event('afterprint'))")
    assert it.do("document.documentElement.dataset.colours") == "dark"


def test_a_mandate_is_told_to_run_on_the_day_of_the_document(open_page: Open) -> None:
    it = open_page("seed", at="#entity=person/jean-michel-mis")
    running = it.page.locator("#panel .mandates .running").first
    expect(running).to_contain_text("en cours le 9 septembre 2021")
    number = it.statement("Premier ministre", "met", "Jean-Michel Mis")
    it.do(f"kgPage.state.select({{ type: 'statement', id: {number} }})")
    assert "LE 9 SEPTEMBRE 2021" in it.panel()
    assert "Jean-Michel Mis : député" in it.panel()


def test_links_are_named_by_their_site_and_kept_apart_from_the_page(open_page: Open) -> None:
    it = open_page("seed", at="#entity=person/jean-michel-mis")
    links = it.page.locator("#panel a[href^=http]")
    assert {"Wikidata Q30379003", "Assemblée nationale PA719952"} <= set(links.all_inner_texts())
    assert it.do(
        "[...document.querySelectorAll('#panel a[href^=http]')]"
        ".every((a) => a.rel === 'noopener noreferrer' && a.target === '_blank')"
    )
