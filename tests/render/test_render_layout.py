"""Where the nodes stand, and what their labels look like."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.render.drawing import wrapped
from kg.render.layout import Box, Point, place

Edges = list[tuple[int, int]]


def overlaps(boxes: list[Box], points: list[Point]) -> int:
    """How many pairs of boxes meet."""
    corners = [(x - b[0], y - b[2], x + b[1], y + b[3]) for b, (x, y) in zip(boxes, points, strict=True)]
    return sum(
        a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for n, a in enumerate(corners) for b in corners[n + 1 :]
    )


def random_graph(nodes: int, edges: int, seed: int) -> tuple[list[Box], Edges]:
    rng = random.Random(seed)
    boxes: list[Box] = [(half := rng.randint(10, 90), half, size := rng.randint(9, 20), size + 16 * 3) for _ in range(nodes)]
    return boxes, [(int(nodes * rng.random() ** 2), rng.randrange(nodes)) for _ in range(edges)]


@pytest.mark.parametrize(("nodes", "edges"), [(1, 0), (2, 1), (30, 0), (50, 60), (80, 100), (80, 40), (150, 220)])
def test_labels_do_not_pile_up(nodes: int, edges: int) -> None:
    for seed in range(3):
        boxes, pairs = random_graph(nodes, edges, seed)
        assert overlaps(boxes, place(boxes, pairs)) == 0


def test_a_hub_with_many_neighbours_keeps_them_apart() -> None:
    boxes: list[Box] = [(80, 80, 12, 60)] * 61
    assert overlaps(boxes, place(boxes, [(0, n) for n in range(1, 61)])) == 0


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 24), st.integers(0, 24)), max_size=50))
def test_any_graph_has_a_place_for_every_node(pairs: Edges) -> None:
    boxes: list[Box] = [(60, 60, 10, 50)] * 25
    points = place(boxes, pairs)
    assert len(points) == 25
    assert overlaps(boxes, points) == 0
    assert all(type(x) is int and type(y) is int for x, y in points)


def test_the_picture_is_centred_and_about_as_wide_as_a_window() -> None:
    boxes, pairs = random_graph(60, 70, 1)
    points = place(boxes, pairs)
    xs, ys = [x for x, _ in points], [y for _, y in points]
    assert abs(min(xs) + max(xs)) < 0.2 * (max(xs) - min(xs))
    assert 0.9 < (max(xs) - min(xs)) / (max(ys) - min(ys)) < 2.0


def test_the_order_of_edges_and_their_direction_change_nothing() -> None:
    boxes, pairs = random_graph(40, 50, 2)
    turned = [(b, a) for a, b in reversed(pairs)]
    assert place(boxes, turned) == place(boxes, pairs)


def test_no_node_gives_no_place() -> None:
    assert place([], []) == []


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("Parlement", "Parlement"),
        ("deuxième circonscription de la Loire", "deuxième\ncirconscription de la\nLoire"),
        ("a" * 10_000, "a" * 21 + "…"),
        (
            "un deux trois quatre cinq six sept huit neuf dix onze douze treize",
            "un deux trois quatre\ncinq six sept huit\nneuf dix onze douze…",
        ),
        ("  beaucoup \n d'espaces  ", "beaucoup d'espaces"),
        ("", ""),
        ("😀" * 30, "😀" * 10 + "…"),
    ],
)
def test_a_label_is_wrapped_and_cut(label: str, shown: str) -> None:
    assert wrapped(label) == shown


@given(st.text())
def test_a_wrapped_label_is_small(label: str) -> None:
    rows = wrapped(label).split("\n")
    assert len(rows) <= 3
    assert max(map(len, rows)) <= 25


def test_pyvis_and_igraph_work_whole_after_the_page_is_drawn() -> None:
    """The modules that they import and a page does not need load when they themselves need them."""
    program = (
        "import sys; from kg.render.late import igraph_core, pyvis_network; p, core = pyvis_network(), igraph_core()\n"
        "net = p.Network(); assert len(core.GraphBase(n=2, edges=[(0, 1)]).layout_kamada_kawai()) == 2\n"
        "late = {'networkx', 'IPython', 'IPython.display', 'jsonpickle', 'jinja2', 'webbrowser', 'igraph', 'matplotlib'}\n"
        "assert not late & sys.modules.keys(), late & sys.modules.keys()\n"
        "import igraph as g; from igraph import _igraph; assert _igraph is core and issubclass(g.Graph, core.GraphBase)\n"
        "assert g.Graph.Ring(4).community_leiden() and g.Graph.Ring(4).layout_kamada_kawai().coords\n"
        "import networkx as nx; net.from_nx(nx.path_graph(3)); assert len(net.edges) == 2\n"
        "net.to_json(); assert 'jsonpickle' in sys.modules\n"
        "assert '<html>' in net.generate_html(); assert 'jinja2' in sys.modules\n"
        "import copy; copy.copy(net); copy.copy(p.Network().templateEnv)\n"
        "assert 'Edges' in str(net) and '0--1' in str(g.Graph.Ring(3))\n"
        "import IPython.display; assert isinstance(p.IFrame('x', width=1, height=1), IPython.display.IFrame)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
