"""The page in a real browser: folding and unfolding, undo, filters, paths, and the address of what is on the screen."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import expect

Open = Callable[..., Any]
MIS = "Jean-Michel Mis"
PASSING = "[...Array(kgPage.model.count).keys()].filter(kgPage.filters.passes)"


def do(it: Any, what: str) -> None:
    it.page.locator(f"#panel [data-do={what}]").click()


def test_neighbours_fold_and_unfold_and_every_step_is_undone(open_page: Open) -> None:
    it = open_page("seed")
    whole = it.labels()
    it.select(MIS)
    do(it, "collapse")
    folded = it.labels()
    assert {MIS, "Premier ministre"} < folded < whole
    do(it, "expand")
    assert it.labels() == whole
    do(it, "remove")
    assert it.labels() == whole - {MIS}
    expect(it.page.locator("#panel h2")).to_have_text("Vue d’ensemble")
    for shown in (whole, folded, whole):
        it.page.click("#undo")
        assert it.labels() == shown
    expect(it.page.locator("#undo")).to_be_disabled()
    it.page.keyboard.press("Control+y")
    assert it.labels() == folded
    it.page.keyboard.press("Control+Shift+Z")
    it.page.keyboard.press("Control+z")
    assert it.labels() == folded
    it.page.click("#reset")
    assert it.labels() == whole
    it.page.keyboard.press("Control+z")
    assert it.labels() == folded


def test_neighbours_unfold_at_any_scale(open_page: Open) -> None:
    it = open_page("large")
    hubs = it.do("kgPage.model.data.open.filter((n) => kgPage.state.hiddenNeighbours(n).length > 0)")
    for zoom, hub in zip(("zoom-out", "zoom-in"), hubs, strict=False):
        for _ in range(12):
            it.page.click(f"#{zoom}")
        before = it.drawn()
        it.do(f"kgPage.state.expand({hub})")
        assert it.drawn() > before
        spot, frame = it.do(f"kgPage.picture.spot({hub})"), it.page.locator("#canvas").bounding_box()
        assert frame["x"] < spot["x"] < frame["x"] + frame["width"]
        assert frame["y"] < spot["y"] < frame["y"] + frame["height"]


def test_a_pinned_entity_stays_when_others_go(open_page: Open) -> None:
    it = open_page("seed")
    kept = "mise en œuvre d'un cadre favorable aux expérimentations"
    it.select(kept)
    do(it, "pin")
    expect(it.page.locator("#panel [data-do=pin]")).to_have_attribute("aria-pressed", "true")
    it.select(MIS)
    do(it, "collapse")
    it.page.locator("#facets [data-id=Recommendation]").click()
    recommended = {
        label for label in it.labels() if it.do(f"kgPage.model.entity({it.number(label)}).kind.id") == "Recommendation"
    }
    assert recommended == {kept}
    assert it.do(f"kgPage.picture.drawn().nodes.includes({it.number(kept)})")


def test_a_dragged_entity_stays_where_it_was_put_and_undo_brings_it_back(open_page: Open) -> None:
    it = open_page("seed")
    number = it.number("Jean Castex")
    before = it.do(f"kgPage.picture.spot({number})")
    it.page.mouse.move(before["x"], before["y"])
    it.page.mouse.down()
    it.page.mouse.move(before["x"] + 60, before["y"] - 40, steps=5)
    it.page.mouse.up()
    after = it.do(f"kgPage.picture.spot({number})")
    assert abs(after["x"] - before["x"] - 60) < 8
    assert abs(after["y"] - before["y"] + 40) < 8
    it.page.keyboard.press("Control+z")
    assert it.do(f"kgPage.picture.spot({number})") == before


def test_arrows_go_from_entity_to_entity_and_keys_act_on_it(open_page: Open) -> None:
    it = open_page("seed")
    it.page.focus("#canvas")
    it.page.keyboard.press("ArrowRight")
    first = it.page.inner_text("#panel h2")
    it.page.keyboard.press("ArrowLeft")
    it.page.keyboard.press("ArrowLeft")
    second = it.page.inner_text("#panel h2")
    assert first != second
    assert it.page.inner_text("#live").startswith(second + ", ")
    assert it.do("document.activeElement.id") == "canvas"
    it.select(MIS)
    whole = it.drawn()
    it.page.keyboard.press("Backspace")
    assert it.drawn() < whole
    it.page.keyboard.press("Enter")
    assert it.drawn() == whole
    it.page.keyboard.press("p")
    expect(it.page.locator("#panel [data-do=pin]")).to_have_attribute("aria-pressed", "true")
    it.page.keyboard.press("Delete")
    assert MIS not in it.labels()
    it.page.keyboard.press("Home")
    assert it.drawn() == whole
    it.page.keyboard.press("?")
    expect(it.page.locator("dialog")).to_contain_text("déplier les voisins")
    it.page.keyboard.press("Escape")
    expect(it.page.locator("dialog")).to_be_hidden()


def filtered(it: Any) -> set[int]:
    """The statements that the table lists of the whole graph, by number."""
    rows = it.page.locator("#table tbody tr").evaluate_all("(rows) => rows.map((row) => +row.dataset.statement)")
    return set(rows)


def test_filters_choose_the_same_relations_in_the_picture_and_in_the_table(open_page: Open) -> None:
    it = open_page("seed")
    it.page.click("#view-table")
    everything = filtered(it)
    it.page.click("#facet-predicates summary")
    recommends = it.do("kgPage.model.data.predicates.findIndex((row) => row[0] === 'recommends')")
    toggle = it.page.locator(f"[data-predicate='{recommends}']")
    count = int(toggle.locator(".count").inner_text())
    toggle.click()
    expect(it.page.locator("#row-count")).to_have_text(f"{len(everything) - count} relations sur {len(everything)}")
    expect(toggle).to_be_focused()
    expect(toggle.locator(".count")).to_have_text(str(count))
    planned = it.do("kgPage.model.lines.findIndex((line) => line.id === 'planned')")
    it.page.locator(f"[data-line='{planned}']").click()
    listed = filtered(it)
    drawn = set(it.do("kgPage.picture.drawn().statements"))
    assert listed == drawn == {n for n in everything if it.do(f"kgPage.filters.passes({n})")}
    it.page.locator("[data-do=clear]").click()
    assert filtered(it) == everything


def test_a_theme_and_a_document_are_asked_for(open_page: Open) -> None:
    it = open_page("large")
    it.page.click("#facet-documents summary")
    box = it.page.locator("#facet-documents input[type=checkbox]").first
    count = int(box.locator("xpath=../span[@class='count']").inner_text())
    box.check()
    number = int(box.get_attribute("data-document"))
    assert it.do("kgPage.filters.counts().total") == count
    expect(it.page.locator(".asked")).to_contain_text(f"{count} relations sur")
    assert it.do(f"{PASSING}.every((n) => kgPage.model.documentsOf(n).includes({number}))")
    it.page.click("#bring")
    shown = it.do("kgPage.picture.drawn().statements.length")
    assert 0 < shown <= count
    expect(it.page.locator("#bring")).to_be_hidden()
    it.page.locator("[data-do=clear]").click()
    it.page.click("#facet-themes summary")
    it.page.fill("#narrow-themes", "theme 10 ")
    it.page.locator("#facet-themes input[type=checkbox]").first.check()
    theme = it.do("[...kgPage.filters.get().themes][0]")
    assert 0 < it.do("kgPage.filters.counts().total") < it.do("kgPage.model.count")
    assert it.do(f"kgPage.model.incident({theme}).every(kgPage.filters.passes)")


def test_a_stretch_of_time_is_brushed_or_typed(open_page: Open) -> None:
    it = open_page("large")
    it.page.click("#facet-dates summary")
    frame = it.page.locator(".histogram").bounding_box()
    assert frame
    middle = frame["y"] + frame["height"] / 2
    it.page.mouse.move(frame["x"] + 2, middle)
    it.page.mouse.down()
    it.page.mouse.move(frame["x"] + frame["width"] * 0.3, middle, steps=4)
    it.page.mouse.up()
    since, until = it.page.input_value("#date-from"), it.page.input_value("#date-to")
    assert "2010-01-01" <= since < until < "2016"
    inside = f"{PASSING}.map((n) => kgPage.dates.ofStatement(n)[0])"
    days = it.do(inside)
    assert days
    assert since <= min(days) <= max(days) <= until
    bars = it.do(
        "[...document.querySelectorAll('.histogram .bar:not(.out)')]"
        ".reduce((sum, bar) => sum + +bar.textContent.split(' : ')[1], 0)"
    )
    assert bars == len(days)
    it.page.fill("#date-to", "2012-12-31")
    assert max(it.do(inside)) <= "2012-12-31"
    it.page.keyboard.press("Tab")
    it.page.click("#undo")
    assert it.page.input_value("#date-to") == until


def test_two_entities_are_connected_by_sentences(open_page: Open) -> None:
    it = open_page("seed")
    it.select("Jean Castex")
    do(it, "paths")
    expect(it.page.locator("#path-to")).to_be_focused()
    it.page.keyboard.type("cadre favorable aux exp")
    it.page.keyboard.press("Enter")
    expect(it.page.locator("#path-summary")).to_contain_text("plus")
    ends = (
        it.page.locator(".path .steps")
        .first.locator(".sentence")
        .evaluate_all("(rows) => rows.map((row) => [...row.querySelectorAll('[data-entity]')].map((end) => end.textContent))")
    )
    assert "Jean Castex" in ends[0]
    assert "mise en œuvre d'un cadre favorable aux expérimentations" in ends[-1]
    assert all(set(one) & set(two) for one, two in pairwise(ends))
    first = it.page.locator(".path .steps li").first
    expect(first.locator("mark")).to_have_text("Premier ministre")
    expect(it.page.locator(".path .evidence mark").last).to_contain_text("mise en œuvre")
    it.page.locator("[data-do=show-path]").first.click()
    assert it.do(
        "kgPage.paths.current().steps.every((n) => kgPage.picture.drawn().edges.some((e) => e.id === 's' + n && e.label))"
    )
    alone = it.do("kgPage.model.E.label.findIndex((_, id) => kgPage.model.degree(id) === 0)")
    if alone >= 0:
        it.do(f"kgPage.state.select({{ type: 'path', id: 0, to: {alone} }})")
        expect(it.page.locator("#path-summary")).to_have_text("Aucun chemin ne les relie.")


def test_the_paths_are_those_of_the_command(open_page: Open, files: dict[str, Any]) -> None:
    import networkx as nx

    it = open_page("large")
    ends = it.do("[...kgPage.model.S.s].map((s, n) => [s, kgPage.model.S.o[n]])")
    graph = nx.Graph([end for end in ends if end[0] != end[1]])
    nodes = sorted(graph)
    for a, b in ((nodes[0], nodes[-1]), (nodes[5], nodes[700]), (nodes[3], nodes[333])):
        found = it.do(f"kgPage.paths.find({a}, {b}).map((path) => path.nodes)")
        if not nx.has_path(graph, a, b):
            assert found == []
            continue
        expected = sorted(nx.all_shortest_paths(graph, a, b))
        assert found == expected[:10] if len(expected) <= 10 else all(path in expected for path in found)


def test_the_address_holds_what_is_on_the_screen(open_page: Open) -> None:
    it = open_page("large", viewport={"width": 1400, "height": 800})
    hub = it.do("kgPage.model.data.open.find((n) => kgPage.state.hiddenNeighbours(n).length > 0)")
    it.do(f"kgPage.state.select({{ type: 'entity', id: {hub} }})")
    do(it, "expand")
    do(it, "pin")
    it.page.click("#lang-en")
    it.page.click("#colours")
    it.page.locator("#facets [data-id=Place]").click()
    it.page.click("#facet-documents summary")
    it.page.locator("#facet-documents input[type=checkbox]").first.check()
    it.do("kgPage.state.filter((asked) => { asked.from = '2011-01-01'; asked.themes.add(9); })")
    it.page.click("#view-table")
    it.page.wait_for_timeout(300)
    hash_ = it.page.url.split("#")[1]
    assert hash_ == it.state()
    same = (
        "[kgPage.picture.drawn().nodes.sort(), kgPage.table.rows(),"
        " document.documentElement.dataset.colours, kgPage.state.state.pinned.size]"
    )
    expected = it.do(same)
    other = open_page("large", at="#" + hash_, viewport={"width": 1400, "height": 800})
    assert other.do(same) == expected
    assert other.state() == hash_
    assert other.page.inner_text("#panel h2") == it.page.inner_text("#panel h2")
    assert other.page.get_attribute("html", "lang") == "en"
    it.page.click("#take-link")
    assert it.page.input_value("#permalink").endswith("#" + hash_)
    it.page.locator("[data-do=close-dialog]").click()
    it.page.click("#reset")
    it.page.wait_for_timeout(300)
    it.do(f"location.hash = {('#' + hash_)!r}")
    it.page.wait_for_timeout(300)
    assert it.state() == hash_
    assert it.do(same) == expected


@pytest.mark.parametrize(
    "at",
    [
        "#entity=nobody&statement=x&document=%00&at=9-1&add=zz.yy&kinds=No&since=soon&view=nowhere&lang=xx&colours=red",
        "#%E0%A4%A",
        "#entity=" + "a" * 20_000,
        "#<script>alert(1)</script>",
        "#path=1&from=__proto__&to=constructor",
    ],
)
def test_an_address_of_something_else_opens_the_page_as_it_is(at: str, open_page: Open) -> None:
    it = open_page("seed", at=at)
    assert it.drawn() > 30
    assert it.page.get_attribute("html", "lang") == "fr"
