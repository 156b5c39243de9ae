"""Pages in a real browser, watched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page


@pytest.fixture
def watched(browser: Any) -> Iterator[Callable[[str], Page]]:
    """Opens pages that fail the test where one logs an error or asks another host than the given one."""
    told: list[str] = []
    contexts = []

    def opened(url: str) -> Page:
        context = browser.new_context()
        contexts.append(context)
        page: Page = context.new_page()
        page.on("console", lambda said: told.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith((url, "data:")) else told.append(asked.url))
        page.on("dialog", lambda dialog: told.append(f"a dialog: {dialog.message}"))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert told == []
