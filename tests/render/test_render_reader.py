"""The page in a real browser: a document is read with what was found in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

Open = Callable[..., Any]


def test_a_quote_is_seen_in_its_document_and_mentions_lead_to_entities(open_page: Open) -> None:
    it = open_page("seed")
    number = it.statement("Premier ministre", "met", "Jean-Michel Mis")
    it.do(f"kgPage.state.select({{ type: 'statement', id: {number} }})")
    quote = it.page.inner_text("#panel mark")
    it.page.locator("#panel [data-do=read]").click()
    expect(it.page.locator("#view-reader")).to_have_attribute("aria-pressed", "true")
    assert "".join(it.page.locator("#reader mark").all_text_contents()) == quote
    expect(it.page.locator("#reader mark").first).to_be_in_viewport()
    text = it.do("kgPage.model.documents.find((row) => row.text).text")
    assert "".join(it.page.locator("#reader .text p").all_text_contents()) == text.replace("\n", "")
    it.page.locator("#reader .mention-mark", has_text="Gouvernement").first.click()
    assert it.page.inner_text("#panel h2") == "Gouvernement"
    chosen = it.page.locator("#reader .mention-mark.chosen")
    assert {"Gouvernement"} == set(chosen.all_inner_texts())
    it.page.locator("#reader .said summary").click()
    it.page.locator("#reader .said [data-statement]").last.click()
    assert "".join(it.page.locator("#reader mark").all_text_contents()) == it.page.locator("#panel mark").first.inner_text()


def test_every_mention_of_the_graph_is_marked(open_page: Open) -> None:
    it = open_page("seed")
    it.page.click("#view-reader")
    it.page.fill("#find-document", "PREMIER ministre 2021")
    it.page.locator("#reader [data-document]").first.click()
    marked = it.do(
        "new Set([...document.querySelectorAll('#reader .mention-mark')].flatMap((a) => a.dataset.entities.split(' '))).size"
    )
    mentioned = it.do("new Set(kgPage.model.data.mentions.byDocument.flatMap((flat) => flat.filter((_, k) => k % 3 === 2))).size")
    assert marked == mentioned > 20
    nested = it.page.locator("#reader .mention-mark[data-entities*=' ']").first
    nested.click()
    inner = it.page.inner_text("#panel h2")
    nested.click()
    assert it.page.inner_text("#panel h2") != inner
    assert inner in (nested.get_attribute("title") or "").split("\n")[0]
    it.page.locator("[data-do=documents]").click()
    it.page.fill("#find-document", "xyzzy")
    expect(it.page.locator("#reader [role=status]")).to_have_text("0 document")


@pytest.mark.parametrize(
    ("mentions", "runs"),
    [
        ([[0, 3, 7]], ["abc:7", "defghij"]),
        ([[0, 8, 1], [2, 3, 2]], ["ab:1", "cde:2:1", "fgh:1", "ij"]),
        ([[0, 3, 1], [3, 3, 2]], ["abc:1", "def:2", "ghij"]),
        ([[2, 4, 1], [2, 4, 2]], ["ab", "cdef:1:2", "ghij"]),
        ([[0, 10, 1], [1, 8, 2], [2, 2, 3]], ["a:1", "b:2:1", "cd:3:2:1", "efghi:2:1", "j:1"]),
        ([], ["abcdefghij"]),
    ],
)
def test_nested_mentions_go_to_the_innermost_first(mentions: list[list[int]], runs: list[str], open_page: Open) -> None:
    it = open_page("seed")
    found = it.do(
        f"kgPage.reader.runs('abcdefghij', {mentions}, null)"
        ".map((r) => 'abcdefghij'.slice(r.from, r.to) + r.entities.map((e) => ':' + e).join(''))"
    )
    assert found == runs


def test_a_document_is_read_from_its_entity(open_page: Open) -> None:
    it = open_page("large")
    it.page.click("#view-reader")
    assert it.page.locator("#reader [data-document]").count() == 200
    it.page.locator("#reader [data-document]").nth(3).click()
    assert it.do("document.activeElement.tagName") == "H2"
    assert "document=" in it.state()
    it.page.locator("#reader .mention-mark").first.focus()
    it.page.keyboard.press("Enter")
    assert it.page.locator("#panel.chosen").count() == 1
