"""The page in a real browser, without a network: what a reader does, and what hostile data cannot do."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import render_graphs as graphs

from kg.render import render

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="no browser at /usr/bin/chromium (Debian package chromium)")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
WATCH = "addEventListener('securitypolicyviolation', (e) => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI))"


@dataclass
class Opened:
    """A page, and what it did that it should not."""

    page: Any
    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def do(self, script: str) -> Any:
        return self.page.evaluate(script)

    def panel(self) -> str:
        return str(self.page.inner_text("#panel"))

    def number(self, label: str) -> int:
        return int(self.do(f"kgPage.model.data.entities.findIndex((e) => e.label === {json.dumps(label)})"))

    def drawn(self) -> int:
        return int(self.do("kgPage.picture.drawn().nodes.length"))

    def select(self, label: str) -> None:
        self.do(f"kgPage.state.select({{ type: 'entity', id: {self.number(label)} }})")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    made = {}
    for name, graph in (("seed", graphs.seed()), ("hostile", graphs.hostile()), ("large", graphs.large(1000))):
        made[name] = folder / f"{name}.html"
        render(graph, made[name], title=graphs.EVIL if name == "hostile" else "Rapport Mis")
    return made


@pytest.fixture
def open_page(browser: Any, files: dict[str, Path]) -> Iterator[Callable[..., Opened]]:
    """Opens a page offline; at the end, nothing may have been asked of a network, logged as an error, or blocked."""
    contexts = []
    opened: list[Opened] = []

    def open_(name: str, **options: Any) -> Opened:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        contexts.append(context)
        context.set_offline(True)
        context.add_init_script(WATCH)
        it = Opened(context.new_page())
        opened.append(it)
        it.page.on("request", lambda request: it.requests.append(request.url))
        it.page.on("console", lambda message: it.faults.append(f"{message.type}: {message.text}"))
        it.page.on("pageerror", lambda error: it.faults.append(f"error: {error}"))
        it.page.on("dialog", lambda dialog: (it.faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        it.page.goto(files[name].as_uri())
        it.page.wait_for_function("window.kgPage !== undefined")
        return it

    yield open_
    for it in opened:
        it.page.wait_for_timeout(100)
        # Chromium advises the test that reads the canvas back; nothing else may be said.
        assert [fault for fault in it.faults if "willReadFrequently" not in fault] == []
        assert [url for url in it.requests if not url.startswith(("file:", "data:,"))] == []
        assert len([url for url in it.requests if url.startswith("file:")]) == 1
    for context in contexts:
        context.close()


def test_what_the_page_would_ask_of_a_network_is_seen_and_blocked(browser: Any, files: dict[str, Path]) -> None:
    """The fixture's own proof: a request that the page were to make would be blocked by its policy, and logged."""
    context = browser.new_context()
    context.add_init_script(WATCH)
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


def test_a_click_on_an_edge_shows_the_sentence_and_its_document(open_page: Callable[..., Opened]) -> None:
    it = open_page("seed")
    one, two = it.number("Jean-Michel Mis"), it.number("deuxième circonscription de la Loire")
    spots = [it.do(f"kgPage.picture.spot({number})") for number in (one, two)]
    it.page.mouse.click(*(sum(spot[axis] for spot in spots) / 2 for axis in "xy"))
    it.page.wait_for_selector("#panel mark")
    assert it.page.inner_text("#panel mark") == "le député de la deuxième circonscription de la Loire, Jean-Michel MIS"
    sentence = it.page.inner_text("#panel blockquote")
    assert sentence.startswith("Le Premier ministre a reçu ce jour")
    assert sentence.endswith("technologies de sécurité ».")
    for words in ("Communiqué de presse", "9 septembre 2021", "relate.represents", "0.95", "affirmé"):
        assert words in it.panel()


def test_a_click_on_a_node_shows_all_that_is_known_of_it(open_page: Callable[..., Opened]) -> None:
    it = open_page("seed")
    spot = it.do(f"kgPage.picture.spot({it.number('Jean-Michel Mis')})")
    it.page.mouse.click(spot["x"], spot["y"])
    it.page.wait_for_selector("#panel .kind")
    for words in ("Personne", "Jean-Michel MIS", "PA719952", "député, deuxième circonscription de la Loire", "21 juin 2017"):
        assert words in it.panel()
    link = it.page.locator("#panel a").first
    assert link.get_attribute("href") == "http://www.wikidata.org/entity/Q30379003"
    assert link.get_attribute("rel") == "noopener noreferrer"
    it.page.locator("#panel details.mention summary").first.click()
    assert it.page.locator("#panel details.mention[open] blockquote mark").first.inner_text()
    it.page.locator("#panel [data-statement]").first.click()
    assert it.page.locator("#panel .triple").count() == 1
    it.page.locator("#panel [data-do=back]").click()
    assert it.page.inner_text("#panel h2") == "Jean-Michel Mis"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("depute", "député"),
        ("LIBERTES publiques", "libertés publiques et individuelles"),
        ("pa719952", "Jean-Michel Mis"),
        ("mise en oeuvre", "mise en œuvre d'un cadre favorable aux expérimentations"),
        ("internal sec", "sécurité intérieure"),
    ],
)
def test_search_finds_without_accents_from_the_keyboard(typed: str, found: str, open_page: Callable[..., Opened]) -> None:
    it = open_page("seed")
    it.page.keyboard.press("/")
    it.page.keyboard.type(typed)
    assert it.page.get_attribute("#search", "aria-expanded") == "true"
    assert it.page.get_attribute("#search", "aria-activedescendant") == "result-0"
    it.page.keyboard.press("Enter")
    assert it.page.inner_text("#panel h2") == found
    assert it.do("document.activeElement.tagName") == "H2"
    it.page.keyboard.press("Escape")
    assert it.page.inner_text("#panel h2") == "Vue d’ensemble"


def test_a_search_without_result_says_so(open_page: Callable[..., Opened]) -> None:
    it = open_page("seed")
    it.page.fill("#search", "xyzzy")
    assert it.page.inner_text("#results") == "Aucun résultat"
    assert it.page.inner_text("#live") == "Aucun résultat"


def test_a_legend_item_hides_and_shows_its_kind(open_page: Callable[..., Opened]) -> None:
    it = open_page("seed")
    before = it.drawn()
    item = it.page.locator("[data-kind=Theme]")
    count = int(item.locator(".count").inner_text())
    item.click()
    assert (it.drawn(), item.get_attribute("aria-pressed")) == (before - count, "false")
    item.click()
    assert (it.drawn(), item.get_attribute("aria-pressed")) == (before, "true")


def test_the_language_switch_changes_every_word_of_the_interface(open_page: Callable[..., Opened]) -> None:
    it = open_page("seed")
    it.select("sécurité intérieure")
    french = set(it.page.inner_text("body").split("\n"))
    assert it.page.get_attribute("html", "lang") == "fr"
    it.page.click("#lang-en")
    assert it.page.get_attribute("html", "lang") == "en"
    assert it.page.inner_text("#panel h2") == "internal security"
    english = it.page.inner_text("body")
    for words in ("Network", "Legend", "Person", "requested", "is about", "MENTIONS"):
        assert words in english
    assert not {"Réseau", "Légende", "Personne", "Retour", "Vue d’ensemble"} & set(english.split("\n"))
    assert "Réseau" in french
    assert "internal security" in it.do(
        "kgPage.picture.drawn().nodes.map((n) => kgPage.words.label(kgPage.model.data.entities[n]))"
    )


def test_the_table_says_what_the_picture_says(open_page: Callable[..., Opened]) -> None:
    it = open_page("seed")
    it.page.click("#view-table")
    rows = it.page.locator("#table tbody tr")
    assert rows.count() == it.do("kgPage.model.data.statements.length") == 33
    assert [cell.strip(" ▲▼") for cell in it.page.locator("#table th").all_inner_texts()] == [
        "Sujet", "Relation", "Objet", "Date", "Modalité", "Citation",
    ]  # fmt: skip
    first = rows.first.inner_text()
    for words in ("Premier ministre", "Jean-Michel Mis", "9 septembre 2021", "Le Premier ministre a reçu ce jour"):
        assert words in first
    it.page.fill("#filter", "PARLEMENT examine")
    assert rows.count() == 1
    assert "annoncé" in rows.first.inner_text()
    rows.first.locator("button.strong").click()
    assert it.page.inner_text("#panel mark").startswith("Le Parlement examinera")
    it.page.fill("#filter", "")
    it.page.click("[data-column=object] button")
    assert it.page.get_attribute("[data-column=object]", "aria-sort") == "ascending"
    objects = [row.split("\n")[0] for row in it.page.locator("#table tbody td:nth-child(3)").all_inner_texts()]
    assert objects == sorted(objects, key=lambda text: it.do(f"kgPage.model.fold({json.dumps(text)})"))


def test_everything_is_reached_with_the_tab_key(open_page: Callable[..., Opened]) -> None:
    it = open_page("seed")
    it.select("Premier ministre")
    seen = set()
    for _ in range(80):
        it.page.keyboard.press("Tab")
        seen.add(it.do("(document.activeElement.closest('[id]') || document.body).id || document.activeElement.id"))
    assert {"search", "view-table", "lang-en", "canvas", "zoom-in", "legend-body", "panel"} <= seen
    unnamed = it.do(
        "[...document.querySelectorAll('button, a, input')].filter((e) => !e.hidden"
        " && !(e.textContent.trim() || e.getAttribute('aria-label'))).length"
    )
    assert unnamed == 0


def test_a_large_graph_says_how_much_it_shows_and_expands(open_page: Callable[..., Opened]) -> None:
    it = open_page("large")
    total = it.do("kgPage.model.data.entities.length")
    assert it.drawn() <= 60 < total
    assert str(it.drawn()) in it.page.inner_text("#notice")
    hub = it.do("kgPage.model.data.open.find((n) => kgPage.state.hiddenNeighbours(n).length > 0)")
    spot = it.do(f"kgPage.picture.spot({hub})")
    before = it.drawn()
    it.page.mouse.dblclick(spot["x"], spot["y"])
    it.page.wait_for_function(f"kgPage.picture.drawn().nodes.length > {before}")
    positions = it.do("kgPage.picture.drawn().nodes.map((n) => kgPage.picture.spot(n)).map((p) => p.x + ' ' + p.y)")
    assert len(set(positions)) == len(positions)
    between = it.drawn()
    other = it.do("kgPage.model.data.open.find((n) => kgPage.state.hiddenNeighbours(n).length > 0)")
    it.do(f"kgPage.state.select({{ type: 'entity', id: {other} }})")
    it.page.focus("#canvas")
    it.page.keyboard.press("Enter")
    assert it.drawn() > between


def test_an_entity_out_of_the_picture_is_brought_in_by_a_search(open_page: Callable[..., Opened]) -> None:
    it = open_page("large")
    hidden = it.do("kgPage.model.data.entities.findIndex((e, n) => !kgPage.state.state.shown.has(n))")
    it.page.fill("#search", it.do(f"kgPage.model.data.entities[{hidden}].ids[0]"))
    it.page.keyboard.press("Enter")
    assert hidden in it.do("kgPage.picture.drawn().nodes")


def test_a_large_table_is_shown_in_portions(open_page: Callable[..., Opened]) -> None:
    it = open_page("large")
    it.page.click("#view-table")
    assert it.page.locator("#table tbody tr").count() == 200
    it.page.click("#more-rows")
    assert it.page.locator("#table tbody tr").count() == 400


def test_hostile_data_stays_text_everywhere(open_page: Callable[..., Opened]) -> None:
    it = open_page("hostile")
    for kind, count in (("entity", "entities"), ("statement", "statements")):
        for number in range(it.do(f"kgPage.model.data.{count}.length")):
            it.do(f"kgPage.state.select({{ type: '{kind}', id: {number} }}, {{ look: true }})")
            hrefs = it.do("[...document.querySelectorAll('#panel a')].map((a) => a.protocol)")
            assert set(hrefs) <= {"https:"}
    for number in range(it.do("kgPage.model.data.entities.length")):
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


def test_a_tooltip_gives_a_cut_label_whole_as_text(open_page: Callable[..., Opened]) -> None:
    it = open_page("hostile")
    number = it.do("kgPage.model.data.entities.findIndex((e) => e.label.startsWith('</script>'))")
    it.page.click("#zoom-fit")
    spot = it.do(f"kgPage.picture.spot({number})")
    it.page.mouse.move(spot["x"] + 60, spot["y"] + 200)
    it.page.mouse.move(spot["x"], spot["y"], steps=4)
    it.page.wait_for_selector(".vis-tooltip", state="visible")
    assert it.page.inner_text(".vis-tooltip").startswith("</script><script>alert(1)</script><img src=x onerror=alert(2)>")


def test_a_quote_after_an_emoji_is_marked_exactly(open_page: Callable[..., Opened]) -> None:
    it = open_page("hostile")
    number = it.do("kgPage.model.data.statements.findIndex((s) => s.p === 'about')")
    it.do(f"kgPage.state.select({{ type: 'statement', id: {number} }})")
    assert it.page.inner_text("#panel mark") == "Avant"
    assert it.do("document.querySelector('#panel mark').previousSibling.textContent").endswith("😀🏛️ ")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_contrast_with_their_ground(scheme: str, open_page: Callable[..., Opened]) -> None:
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


def test_a_phone_shows_everything_without_scrolling_sideways(open_page: Callable[..., Opened]) -> None:
    it = open_page("seed", viewport={"width": 360, "height": 740}, device_scale_factor=2, has_touch=True)
    it.select("Jean-Michel Mis")
    for view in ("picture", "table"):
        it.page.click(f"#view-{view}")
        assert it.do("document.documentElement.scrollWidth") <= 360
    roles = it.do("['TABLE', 'TR', 'TD'].map((tag) => document.querySelector('#table ' + tag).getAttribute('role'))")
    assert roles == ["table", "row", "cell"]


def test_the_picture_is_not_blank_and_follows_the_colour_scheme(open_page: Callable[..., Opened]) -> None:
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
    it.page.wait_for_function(f"{count}.has('223,227,232')")


def test_without_scripts_the_page_says_what_it_needs(browser: Any, files: dict[str, Path]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(files["seed"].as_uri())
    text = page.locator("noscript").inner_text()
    context.close()
    assert "JavaScript" in text
    assert "graph.ttl" in text
