"""Figures of the analyses, drawn by matplotlib (extra ``notebook``): bars, lines over time, networks; SVG or PNG, the same bytes
every time. No more is drawn than can be read: the first bars, lines and nodes of what is given."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from itertools import product
from textwrap import fill, shorten
from typing import TYPE_CHECKING, Any, Literal

from kg.errors import UsageError

if TYPE_CHECKING:
    import networkx as nx

Form = Literal["svg", "png"]
FORMS: Mapping[str, Form] = {"svg": "svg", "png": "png"}
"""The forms of a figure, by the suffix of its file."""
# Okabe and Ito's palette, which colour-blind readers tell apart (Nature Methods 8, 2011), black last.
COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#b8a800", "#000000")
_MOST_BARS, _MOST_LINES, _MOST_NODES, _LABELLED = 20, 8, 60, 40
_HIDDEN = 0.15
"""Share of a label that other labels and nodes may cover, above which it is not drawn."""


def _figure(width: float, height: float) -> Any:
    """An empty figure. Raises UsageError where matplotlib is not installed."""
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ImportError as error:
        raise UsageError("matplotlib is not installed; install it, or kg-politique[notebook]") from error
    # Identifiers in the SVG are derived from this, not drawn at random; letters stay text that can be searched.
    mpl.rcParams.update({"svg.hashsalt": "kg", "svg.fonttype": "none", "font.size": 9, "font.family": "DejaVu Sans"})
    return Figure(figsize=(width, height), layout="constrained")


def _short(label: str, width: int = 48) -> str:
    return shorten(label.replace("$", r"\$"), width, placeholder=" …")


def _folded(label: str, width: int) -> str:
    """A label on two lines at most."""
    return fill(label.replace("$", r"\$"), width, max_lines=2, placeholder=" …")


def bars(labels: Sequence[str], values: Sequence[float], title: str, *, note: str = "", share: bool = False) -> Any:
    """Horizontal bars, the first at the top, each with its value, in per cent where it is a ``share``; a ``note`` below them."""
    shown = [_folded(label, 52) for label in labels]
    figure = _figure(7.5, 1.1 + sum(0.34 if "\n" in label else 0.27 for label in shown))
    axes = figure.subplots()
    places = range(len(labels))
    drawn = axes.barh(list(places), list(values), color=COLOURS[0])
    axes.set_yticks(list(places), shown, fontsize=8)
    axes.invert_yaxis()
    axes.bar_label(drawn, [f"{100 * value:.1f} %".replace(".", ",") if share else f"{value:g}" for value in values], padding=3)
    axes.margins(x=0.12)
    _quiet(figure, axes, title, note)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    return figure


def lines(series: Mapping[str, Mapping[str, int]], title: str, *, note: str = "") -> Any:
    """A line a label over the periods ("2021", "2021-09" …), for the labels with the largest sums; a ``note`` below them."""
    periods = sorted({period for own in series.values() for period in own})
    if len(periods) < 2:
        # One point is no line.
        once = sorted(((sum(own.values()), label) for label, own in series.items()), key=lambda one: (-one[0], one[1]))[
            :_MOST_BARS
        ]
        return bars([label for _, label in once], [n for n, _ in once], " – ".join((title, *periods)), note=note)
    figure = _figure(7.5, 4)
    axes = figure.subplots()
    most = sorted(series, key=lambda label: (-sum(series[label].values()), label))[:_MOST_LINES]
    for label, colour in zip(most, COLOURS, strict=False):
        axes.plot(periods, [series[label].get(period, 0) for period in periods], "o-", color=colour, label=_short(label, 36))
    axes.set_ylim(bottom=0)
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.tick_params(axis="x", rotation=45 if len(periods) > 8 else 0)
    if most:
        axes.legend(frameon=False, fontsize=8, loc="upper left", bbox_to_anchor=(1, 1))
    _quiet(figure, axes, title, note)
    return figure


def network(graph: nx.Graph[str], groups: Mapping[str, int], title: str, *, note: str = "") -> Any:
    """A network: the nodes with most weight, larger the more they have, a colour a group; a wider line for a larger weight; a
    ``note`` below it."""
    import igraph

    weights = {iri: sum(own.get("weight", 1) for _, _, own in graph.edges(iri, data=True)) for iri in graph}
    kept = sorted(graph, key=lambda iri: (-weights[iri], iri))[:_MOST_NODES]
    part = graph.subgraph(kept)
    numbers = {iri: number for number, iri in enumerate(kept)}
    edges = sorted((min(a, b), max(a, b), own.get("weight", 1)) for a, b, own in part.edges(data=True))
    circle = igraph.Graph(len(kept)).layout_circle()
    shape = igraph.Graph(len(kept), [(numbers[a], numbers[b]) for a, b, _ in edges])
    places = shape.layout_kamada_kawai(seed=circle, maxiter=500) if kept else []
    at = {iri: (round(places[number][0], 3), round(places[number][1], 3)) for iri, number in numbers.items()}
    figure = _figure(9, 7)
    axes = figure.subplots()
    for first, second, weight in edges:
        (x, y), (u, v) = at[first], at[second]
        axes.plot([x, u], [y, v], color="#9a9a9a", linewidth=min(4.0, 0.6 + 0.5 * weight), zorder=1)
    for iri in kept:
        colour = COLOURS[groups.get(iri, 0) % (len(COLOURS) - 1)]
        axes.scatter(*at[iri], s=30 + 14 * min(weights[iri], 40), color=colour, edgecolors="white", zorder=2)
    if not kept:
        axes.text(0.5, 0.5, "rien à dessiner · nothing to draw", ha="center", color="#555555", transform=axes.transAxes)
    halo = [_halo()]
    labels = {iri: _folded(str(graph.nodes[iri].get("label", iri)), 26) for iri in kept[:_LABELLED]}
    for iri, (right, up) in _sides(at, labels).items():
        horizontal, vertical = "left" if right else "right", "bottom" if up else "top"
        offset = (5 if right else -5, 3 if up else -3)
        drawn = axes.annotate(
            labels[iri], at[iri], xytext=offset, textcoords="offset points", ha=horizontal, va=vertical, fontsize=7, zorder=3
        )
        drawn.set_path_effects(halo)
    axes.margins(0.14)
    more = f" ({len(kept)} / {graph.number_of_nodes()})" if len(kept) < graph.number_of_nodes() else ""
    _quiet(figure, axes, title + more, note)
    axes.set_axis_off()
    return figure


def _halo() -> Any:
    """White around letters, so that they are read over lines and nodes."""
    from matplotlib.patheffects import withStroke

    return withStroke(linewidth=2.5, foreground="white")


def _sides(at: Mapping[str, tuple[float, float]], labels: Mapping[str, str]) -> dict[str, tuple[bool, bool]]:
    """On which side of its node each label stands (right, above): that on which it covers least of the nodes and of the labels
    before it; none where that is too much of them. Sizes are estimates, in shares of the width and height of the figure."""
    if not at:
        return {}
    (left, low), (right, high) = (
        (min(xs) for xs in zip(*at.values(), strict=True)),
        (max(xs) for xs in zip(*at.values(), strict=True)),
    )
    wide, tall = max(right - left, 0.001), max(high - low, 0.001)
    places = {iri: ((x - left) / wide, (y - low) / tall) for iri, (x, y) in at.items()}
    taken = [(x - 0.008, y - 0.01, x + 0.008, y + 0.01) for x, y in places.values()]
    out: dict[str, tuple[bool, bool]] = {}
    for iri, label in labels.items():
        x, y = places[iri]
        rows = label.split("\n")
        width, height = 0.0085 * max(map(len, rows)) + 0.01, 0.026 * len(rows) + 0.006
        boxes = {
            (to_right, up): (
                x if to_right else x - width,
                y if up else y - height,
                x + width if to_right else x,
                y + height if up else y,
            )
            for to_right, up in product((True, False), (True, False))
        }
        own = (x - 0.008, y - 0.01, x + 0.008, y + 0.01)
        hidden = {side: sum(_covered(box, other) for other in taken if other != own) for side, box in boxes.items()}
        side = min(boxes, key=lambda side: (hidden[side], not side[0], not side[1]))
        if hidden[side] <= _HIDDEN * width * height:
            out[iri] = side
            taken.append(boxes[side])
    return out


def _covered(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> float:
    across = min(one[2], other[2]) - max(one[0], other[0])
    along = min(one[3], other[3]) - max(one[1], other[1])
    return round(across * along, 6) if across > 0 and along > 0 else 0.0


def _quiet(figure: Any, axes: Any, title: str, note: str) -> None:
    if note:
        figure.supxlabel(_short(note, 150), x=0.01, ha="left", fontsize=7, color="#555555")
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0)
    figure.suptitle(title, x=0.01, ha="left", fontsize=11)


def picture(figure: Any, form: Form) -> bytes:
    """A figure as a file."""
    out = io.BytesIO()
    metadata = {"Date": None, "Creator": None} if form == "svg" else {"Software": None}
    figure.savefig(out, format=form, dpi=150, metadata=metadata)
    return out.getvalue()
