"""What the page costs, and a stock pyvis page of the same graph beside it: measured and printed, never asserted.

Seconds of CPU for building, milliseconds of the browser's clock for what a reader waits for; software rendering, no network.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import render_graphs as graphs

from kg.iris import KG
from kg.render import render

PATIENCE = 90_000
"""Milliseconds after which a page counts as never usable."""
FRAME = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"
KEYS = """(() => { const box = document.getElementById('search'); const out = [];
  for (const text of ['n', 'nu', 'num', 'numé', 'numér', 'a', 'al', 'ali', 'alias 7', 'sécurité bud', 'PA0000']) {
    const start = performance.now(); box.value = text; box.dispatchEvent(new Event('input')); document.body.offsetHeight;
    out.push(performance.now() - start); } return Math.max(...out); })()"""
EXPAND = """(() => { const out = []; for (const id of kgPage.model.data.open.slice(0, 8)) {
    const start = performance.now(); kgPage.state.expand(id); out.push(performance.now() - start); }
  return Math.max(...out); })()"""
FILTER = """(() => { const start = performance.now(); kgPage.state.flip('lines', 0); return performance.now() - start; })()"""


def cpu(work: Callable[[], object]) -> float:
    before = resource.getrusage(resource.RUSAGE_SELF)
    work()
    after = resource.getrusage(resource.RUSAGE_SELF)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def stock(quads: graphs.Quads, out: Path) -> None:
    """The same entities and relations through pyvis's own API and template, with labels and titles."""
    from pyvis.network import Network

    labels, ends = {}, {}
    for quad in quads:
        if quad.predicate.value == graphs.RDFS + "label":
            labels[quad.subject.value] = quad.object.value
        elif quad.predicate.value in (graphs.RDF + "subject", graphs.RDF + "predicate", graphs.RDF + "object"):
            ends.setdefault(quad.subject.value, {})[quad.predicate.value[len(graphs.RDF) :]] = quad.object.value
    network = Network(directed=True, cdn_resources="in_line")
    for iri, label in labels.items():
        network.add_node(iri, label=label, title=label)
    for row in ends.values():
        network.add_edge(row["subject"], row["object"], title=row["predicate"].removeprefix(KG))
    out.write_text(network.generate_html(), encoding="utf-8")


def opened(browser: Any, path: Path, ready: str) -> tuple[Any, str]:
    """The page and how long it took until ``ready`` held and a frame was drawn."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_offline(True)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    start = time.monotonic()
    try:
        page.goto(path.as_uri(), wait_until="domcontentloaded")
        while not page.evaluate(ready):
            if time.monotonic() - start > PATIENCE / 1000:
                return page, f"> {PATIENCE / 1000:.0f} s"
            page.wait_for_timeout(20)
        return page, f"{page.evaluate(FRAME) / 1000:.2f} s"
    except Exception as error:
        return page, f"> {time.monotonic() - start:.0f} s ({type(error).__name__})"


@pytest.mark.bench
@pytest.mark.parametrize(("nodes", "each"), [(1000, 3), (20_000, 3)])
def test_print_what_pages_cost(nodes: int, each: int, browser: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    quads = graphs.large(nodes, each=each)
    ours, theirs = tmp_path / "kg.html", tmp_path / "pyvis.html"
    build = cpu(lambda: render(quads, ours))
    page, first = opened(browser, ours, "window.kgPage !== undefined")
    page.wait_for_timeout(600)
    keys, expand, chosen = page.evaluate(KEYS), page.evaluate(EXPAND), page.evaluate(FILTER)
    page.context.close()
    stock_build = cpu(lambda: stock(quads, theirs))
    # Usable: laid out, so that nodes no longer move by themselves.
    page, drawn = opened(browser, theirs, "typeof network !== 'undefined' && network.physics.stabilized === true")
    page.context.close()
    with capsys.disabled():
        columns = f"{'build (CPU)':>16}{'file':>12}{'usable':>12}{'keystroke':>14}{'expand':>12}{'filter':>12}"
        print(f"\n{f'{nodes} nodes, {nodes * each} relations':<30}{columns}")
        size = ours.stat().st_size / 1e6
        print(f"{'kg':<30}{build:>14.2f} s{size:>9.1f} MB{first:>12}{keys:>11.0f} ms{expand:>9.0f} ms{chosen:>9.0f} ms")
        print(f"{'stock pyvis':<30}{stock_build:>14.2f} s{theirs.stat().st_size / 1e6:>9.1f} MB{drawn:>12}")
