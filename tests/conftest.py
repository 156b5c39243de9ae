"""What tests of several folders share; its presence also puts tests/ on the path, so that every test can say
``from factories import …``."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The one Chromium of a run: Playwright cannot be started twice in a process."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no browser (Debian package chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()
