"""The page in a real browser: what a reader does with it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

Open = Callable[..., Any]


def test_a_click_on_an_edge_shows_the_sentence_and_its_document(open_page: Open) -> None:
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


def test_a_click_on_a_node_shows_all_that_is_known_of_it(open_page: Open) -> None:
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
def test_search_finds_without_accents_from_the_keyboard(typed: str, found: str, open_page: Open) -> None:
    it = open_page("seed")
    it.page.keyboard.press("/")
    it.page.keyboard.type(typed)
    assert it.page.get_attribute("#search", "aria-expanded") == "true"
    assert it.page.get_attribute("#search", "aria-activedescendant") == it.page.locator("#results li").first.get_attribute("id")
    it.page.keyboard.press("Enter")
    assert it.page.inner_text("#panel h2") == found
    assert it.do("document.activeElement.tagName") == "H2"
    it.page.keyboard.press("Escape")
    assert it.page.inner_text("#panel h2") == "Vue d’ensemble"


def test_a_search_without_result_says_so(open_page: Open) -> None:
    it = open_page("seed")
    it.page.fill("#search", "xyzzy")
    assert it.page.inner_text("#results") == "Aucun résultat"
    assert it.page.inner_text("#live") == "Aucun résultat"


@pytest.mark.parametrize(("width", "height", "whole"), [(1280, 800, True), (390, 844, False)])
def test_the_border_of_the_first_picture_cuts_no_label(width: int, height: int, whole: bool, open_page: Open) -> None:
    it = open_page("seed", viewport={"width": width, "height": height})
    place = it.do("(({ clientWidth, clientHeight }) => [clientWidth, clientHeight])(document.getElementById('canvas'))")
    boxes = "kgPage.picture.drawn().nodes.map(kgPage.picture.box).filter((box) => box.label)"
    inside = f"((box) => box.left >= 0 && box.top >= 0 && box.right <= {place[0]} && box.bottom <= {place[1]})"
    it.until(f"{boxes}.every({inside})")
    labelled = it.do(f"{boxes}.length")
    assert labelled == it.drawn() if whole else 10 < labelled < it.drawn()

    it.page.click("#zoom-fit")
    it.until(f"{boxes}.length === {it.drawn()} && {boxes}.every({inside})")


def test_a_legend_item_hides_and_shows_its_kind(open_page: Open) -> None:
    it = open_page("seed")
    before = it.drawn()
    item = it.page.locator("#facets [data-id=Theme]")
    count = int(item.locator(".count").inner_text())
    item.click()
    assert (it.drawn(), item.get_attribute("aria-pressed")) == (before - count, "false")
    item.click()
    assert (it.drawn(), item.get_attribute("aria-pressed")) == (before, "true")


def test_the_page_says_up_to_which_day_holders_of_offices_are_known(open_page: Open) -> None:
    it = open_page("seed")
    assert it.page.inner_text(".as-of") == "Titulaires des fonctions connus jusqu’au 28 janvier 2026 ; inconnus ensuite."
    it.page.click("#lang-en")
    assert it.page.inner_text(".as-of") == "Holders of offices are known up to 28 January 2026; unknown after that day."
    assert open_page("large").page.locator(".as-of").count() == 0


def test_the_language_switch_changes_every_word_of_the_interface(open_page: Open) -> None:
    it = open_page("seed")
    it.select("sécurité intérieure")
    french = set(it.page.inner_text("body").split("\n"))
    assert it.page.get_attribute("html", "lang") == "fr"
    it.page.click("#lang-en")
    assert it.page.get_attribute("html", "lang") == "en"
    assert it.page.inner_text("#panel h2") == "internal security"
    english = it.page.inner_text("body")
    for words in ("Network", "Legend and filters", "Person", "requested", "is about", "MENTIONS", "Theme"):
        assert words in english
    assert not {"Réseau", "Légende et filtres", "Personne", "Retour", "Vue d’ensemble", "Épingler"} & set(english.split("\n"))
    assert "Réseau" in french
    assert "internal security" in it.do("kgPage.picture.drawn().nodes.map(kgPage.words.label)")


def test_the_table_says_what_the_picture_says(open_page: Open) -> None:
    it = open_page("seed")
    it.page.click("#view-table")
    rows = it.page.locator("#table tbody tr")
    assert rows.count() == it.do("kgPage.model.count") == 33
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
    assert objects == sorted(objects, key=lambda text: it.do(f"kgPage.search.fold({json.dumps(text)})"))


def test_a_large_graph_says_how_much_it_shows_and_expands(open_page: Open) -> None:
    it = open_page("large")
    total = it.do("kgPage.model.size")
    assert it.drawn() <= 60 < total
    assert str(it.drawn()) in it.page.inner_text("#notice")
    hub = it.do("kgPage.model.data.open.find((n) => kgPage.state.hiddenNeighbours(n).length > 0)")
    spot = it.do(f"kgPage.picture.spot({hub})")
    before = it.drawn()
    it.page.mouse.dblclick(spot["x"], spot["y"])
    it.until(f"kgPage.picture.drawn().nodes.length > {before}")
    positions = it.do("kgPage.picture.drawn().nodes.map((n) => kgPage.picture.spot(n)).map((p) => p.x + ' ' + p.y)")
    assert len(set(positions)) == len(positions)
    between = it.drawn()
    other = it.do("kgPage.model.data.open.find((n) => kgPage.state.hiddenNeighbours(n).length > 0)")
    it.do(f"kgPage.state.select({{ type: 'entity', id: {other} }})")
    it.page.focus("#canvas")
    it.page.keyboard.press("Enter")
    assert it.drawn() > between


def test_an_entity_out_of_the_picture_is_brought_in_by_a_search(open_page: Open) -> None:
    it = open_page("large")
    hidden = it.do("kgPage.model.E.label.findIndex((e, n) => !kgPage.state.state.shown.has(n))")
    it.page.fill("#search", it.do(f"kgPage.model.E.ids[{hidden}][0]"))
    it.page.keyboard.press("Enter")
    assert hidden in it.do("kgPage.picture.drawn().nodes")


def test_a_large_table_is_shown_in_portions(open_page: Open) -> None:
    it = open_page("large")
    it.page.click("#view-table")
    assert it.page.locator("#table tbody tr").count() < 200
    it.page.click("#scope-all")
    assert it.page.locator("#table tbody tr").count() == 200
    it.page.click("#more-rows")
    assert it.page.locator("#table tbody tr").count() == 400
