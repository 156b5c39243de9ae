"""A real browser without a network, and the pages that it opens."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import render_graphs as graphs

from kg.render import render

WATCH = "addEventListener('securitypolicyviolation', (e) => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI))"


@dataclass
class Opened:
    """A page, and what it did that it should not."""

    page: Any
    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def do(self, script: str) -> Any:
        return self.page.evaluate(script)

    def until(self, condition: str) -> None:
        """Waits for a condition, asked again and again: the page's policy lets nothing wait for a string from within."""
        for _ in range(200):
            if self.do(condition):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"never: {condition}")

    def panel(self) -> str:
        return str(self.page.inner_text("#panel"))

    def number(self, label: str) -> int:
        return int(self.do(f"kgPage.model.E.label.indexOf({json.dumps(label)})"))

    def drawn(self) -> int:
        return int(self.do("kgPage.picture.drawn().nodes.length"))

    def labels(self) -> set[str]:
        """What the picture shows."""
        return set(self.do("kgPage.picture.drawn().nodes.map((n) => kgPage.model.E.label[n])"))

    def statement(self, subject: str, predicate: str, object_: str) -> int:
        """The number of a statement between two labels, -1 where there is none."""
        wanted = json.dumps([subject, predicate, object_])
        return int(
            self.do(
                f"(([s, p, o]) => {{ const {{ S, E, data }} = kgPage.model; return S.s.findIndex((_, n) => E.label[S.s[n]] === s"
                f" && data.predicates[S.p[n]][0] === p && E.label[S.o[n]] === o); }})({wanted})"
            )
        )

    def state(self) -> str:
        """The address of what is on the screen."""
        return str(self.do("kgPage.link.write()"))

    def select(self, label: str) -> None:
        self.do(f"kgPage.state.select({{ type: 'entity', id: {self.number(label)} }})")


@pytest.fixture(scope="session")
def watch() -> str:
    """The script that logs what a page's policy blocks."""
    return WATCH


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    made = {}
    for name, graph in (
        ("seed", graphs.seed()),
        ("hostile", graphs.hostile()),
        ("large", graphs.large(1000)),
        ("formulas", graphs.formulas()),
    ):
        made[name] = folder / f"{name}.html"
        as_of = "2026-01-28" if name == "seed" else ""
        render(graph, made[name], title=graphs.EVIL if name == "hostile" else "Rapport Mis", as_of=as_of)
    return made


@pytest.fixture
def open_page(browser: Any, files: dict[str, Path]) -> Iterator[Callable[..., Opened]]:
    """Opens a page offline; at the end, nothing may have been asked of a network, logged as an error, or blocked."""
    contexts = []
    opened: list[Opened] = []

    def open_(name: str, at: str = "", **options: Any) -> Opened:
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
        it.page.goto(files[name].as_uri() + at)
        it.until("window.kgPage !== undefined")
        return it

    yield open_
    for it in opened:
        it.page.wait_for_timeout(100)
        # Chromium advises the test that reads the canvas back; nothing else may be said.
        assert [fault for fault in it.faults if "willReadFrequently" not in fault] == []
        assert [url for url in it.requests if not url.startswith(("file:", "data:,"))] == []
        assert {url.split("#")[0] for url in it.requests if url.startswith("file:")} == {it.page.url.split("#")[0]}
    for context in contexts:
        context.close()
