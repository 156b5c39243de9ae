"""The page in a real browser: what hostile data cannot do, and who can read it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Open = Callable[..., Any]


def test_what_the_page_would_ask_of_a_network_is_seen_and_blocked(browser: Any, files: dict[str, Path], watch: str) -> None:
    """The fixture's own proof: a request that the page were to make would be blocked by its policy, and logged."""
    context = browser.new_context()
    context.add_init_script(watch)
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.goto(files["seed"].as_uri())
    page.evaluate("document.body.append(Object.assign(new Image(), { src: 'https://example.org/x.png' }))")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<b onclick=\"1\" style=\"color:red\">x</b>')")
    page.wait_for_timeout(200)
    context.close()
    assert any(fault.startswith("policy: img-src https://example.org") for fault in faults)
    assert any(fault.startswith("policy: style-src-attr") for fault in faults)


def test_everything_is_reached_with_the_tab_key(open_page: Open) -> None:
    it = open_page("seed")
    it.select("Premier ministre")
    seen = set()
    for _ in range(80):
        it.page.keyboard.press("Tab")
        seen.add(it.do("(document.activeElement.closest('[id]') || document.body).id || document.activeElement.id"))
    assert {"search", "view-table", "lang-en", "canvas", "zoom-in", "facet-kinds", "panel", "take-png"} <= seen
    unnamed = it.do(
        "[...document.querySelectorAll('button, a, input')].filter((e) => !e.hidden"
        " && !(e.textContent.trim() || e.getAttribute('aria-label') || (e.labels && e.labels.length))).length"
    )
    assert unnamed == 0


def test_hostile_data_stays_text_everywhere(open_page: Open) -> None:
    it = open_page("hostile")
    for kind, count in (("entity", "size"), ("statement", "count")):
        for number in range(it.do(f"kgPage.model.{count}")):
            it.do(f"kgPage.state.select({{ type: '{kind}', id: {number} }}, {{ look: true }})")
            hrefs = it.do("[...document.querySelectorAll('#panel a')].map((a) => a.protocol)")
            assert set(hrefs) <= {"https:"}
    for number in range(it.do("kgPage.model.size")):
        spot = it.do(f"kgPage.picture.spot({number})")
        it.page.mouse.move(spot["x"], spot["y"])
        it.page.wait_for_timeout(400)
    it.page.fill("#search", "script")
    it.page.keyboard.press("Enter")
    it.page.click("#lang-en")
    it.page.click("#view-table")
    assert it.page.locator("#panel img, #panel script, #panel b, #table i, #table img, .vis-tooltip img").count() == 0
    assert "<img src=x onerror=alert(2)>" in it.page.inner_text("#table")
    assert it.page.locator("script").count() == 3


def test_hostile_data_stays_text_in_what_is_read_connected_and_taken_away(open_page: Open) -> None:
    it = open_page("hostile", accept_downloads=True)
    it.page.click("#view-reader")
    it.page.fill("#find-document", "script")
    it.page.locator("#reader [data-document]").first.click()
    text = "".join(it.page.locator("#reader .text p").all_text_contents())
    assert "{{constructor.constructor('alert(3)')()}}" in text
    assert "</script><script>alert(1)</script><img src=x onerror=alert(2)>" in text
    it.page.locator("#reader .mention-mark").first.click()
    assert it.page.inner_text("#panel h2").startswith("</script><script>alert(1)</script>")
    it.do("kgPage.state.select({ type: 'path', id: 0, to: kgPage.model.size - 1 }, {})")
    it.page.fill("#path-from", "<img")
    it.page.fill("#path-to", "__proto__")
    it.page.keyboard.press("Enter")
    it.do("document.querySelectorAll('#facets details').forEach((item) => { item.open = true; })")
    for number in range(it.do("kgPage.model.size")):
        it.do(f"kgPage.state.filter((asked) => asked.themes.add({number}))")
    it.do("kgPage.state.filter((asked) => Object.assign(asked, kgPage.filters.fresh()))")
    for click in ("#take-png", "#take-all-csv", "#take-turtle"):
        with it.page.expect_download() as download:
            it.page.click(click)
        assert download.value.suggested_filename in ("graph.png", "relations.csv", "selection.ttl")
    it.page.click("#take-link")
    assert it.page.input_value("#permalink").startswith("file://")
    it.page.keyboard.press("Escape")
    it.page.wait_for_timeout(200)
    assert it.do("document.querySelectorAll('main img, main script, main iframe, main b[onclick], dialog img').length") == 0
    assert it.page.locator("script").count() == 3
    addresses = set(it.do("[...document.querySelectorAll('a[href]')].map((a) => a.protocol)"))
    assert addresses <= {"https:", "http:", "file:"}


def test_a_tooltip_gives_a_cut_label_whole_as_text(open_page: Open) -> None:
    it = open_page("hostile")
    number = it.do("kgPage.model.E.label.findIndex((label) => label.startsWith('</script>'))")
    it.page.click("#zoom-fit")
    spot = it.do(f"kgPage.picture.spot({number})")
    it.page.mouse.move(spot["x"] + 60, spot["y"] + 200)
    it.page.mouse.move(spot["x"], spot["y"], steps=4)
    it.page.wait_for_selector(".vis-tooltip", state="visible")
    assert it.page.inner_text(".vis-tooltip").startswith("</script><script>alert(1)</script><img src=x onerror=alert(2)>")


def test_a_quote_after_an_emoji_is_marked_exactly(open_page: Open) -> None:
    it = open_page("hostile")
    number = it.do("kgPage.model.S.p.findIndex((p) => kgPage.model.data.predicates[p][0] === 'about')")
    it.do(f"kgPage.state.select({{ type: 'statement', id: {number} }})")
    assert it.page.inner_text("#panel mark") == "Avant"
    assert it.do("document.querySelector('#panel mark').previousSibling.textContent").endswith("😀🏛️ ")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_contrast_with_their_ground(scheme: str, open_page: Open) -> None:
    """Contrast after WCAG 2.2, 1.4.3: 4.5 to 1 for text, 3 to 1 for lines and outlines (1.4.11)."""
    it = open_page("seed", color_scheme=scheme)

    def light(name: str) -> float:
        code = it.do(f"getComputedStyle(document.documentElement).getPropertyValue('--{name}').trim()")
        parts = [int(code[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(one: str, two: str) -> float:
        low, high = sorted((light(one), light(two)))
        return (high + 0.05) / (low + 0.05)

    for ground in ("paper", "canvas", "raised", "accent-paper"):
        for ink in ("ink", "quiet", "accent", "denied"):
            assert contrast(ink, ground) >= 4.5, (ink, ground)
    assert contrast("mark-ink", "mark") >= 4.5
    for mark in ("line", "edge-of-node"):
        assert contrast(mark, "canvas") >= 3


def test_a_phone_shows_everything_without_scrolling_sideways(open_page: Open) -> None:
    it = open_page("seed", viewport={"width": 360, "height": 740}, device_scale_factor=2, has_touch=True)
    it.select("Jean-Michel Mis")
    for view in ("picture", "table"):
        it.page.click(f"#view-{view}")
        assert it.do("document.documentElement.scrollWidth") <= 360
    roles = it.do("['TABLE', 'TR', 'TD'].map((tag) => document.querySelector('#table ' + tag).getAttribute('role'))")
    assert roles == ["table", "row", "cell"]


def test_the_picture_is_not_blank_and_follows_the_colour_scheme(open_page: Open) -> None:
    it = open_page("seed")
    count = (
        "(() => { const c = document.querySelector('canvas'); const d = c.getContext('2d').getImageData(0, 0, c.width, c.height)"
        ".data; const seen = new Set(); for (let i = 0; i < d.length; i += 4) if (d[i + 3] > 250)"
        " seen.add(d[i] + ',' + d[i + 1] + ',' + d[i + 2]); return seen; })()"
    )
    assert it.do(f"[...{count}].length") > 20
    assert it.do(f"{count}.has('0,114,178')")
    assert it.do(f"{count}.has('59,66,74')")
    it.page.emulate_media(color_scheme="dark")
    it.page.wait_for_timeout(300)
    assert it.do(f"{count}.has('223,227,232')")


def test_without_scripts_the_page_says_what_it_needs(browser: Any, files: dict[str, Path]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(files["seed"].as_uri())
    text = page.locator("noscript").inner_text()
    context.close()
    assert "JavaScript" in text
    assert "graph.ttl" in text
