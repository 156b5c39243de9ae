"""Figures of the analyses, drawn by matplotlib (extra ``notebook``): bars, lines over time, networks; SVG or PNG, the same bytes
every time. No more is drawn than can be read: the first bars, lines and nodes of what is given."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from textwrap import shorten
from typing import TYPE_CHECKING, Any, Literal

from kg.errors import UsageError

if TYPE_CHECKING:
    import networkx as nx

Form = Literal["svg", "png"]
FORMS: Mapping[str, Form] = {"svg": "svg", "png": "png"}
"""The forms of a figure, by the suffix of its file."""
# Okabe and Ito's palette, which colour-blind readers tell apart (Nature Methods 8, 2011), black last.
COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#b8a800", "#000000")
_MOST_LINES, _MOST_NODES, _LABELLED = 8, 60, 30


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


def bars(labels: Sequence[str], values: Sequence[float], title: str) -> Any:
    """Horizontal bars, the first at the top, each with its value."""
    figure = _figure(7.5, 0.9 + 0.28 * max(1, len(labels)))
    axes = figure.subplots()
    places = range(len(labels))
    drawn = axes.barh(list(places), list(values), color=COLOURS[0])
    axes.set_yticks(list(places), [_short(label) for label in labels])
    axes.invert_yaxis()
    axes.bar_label(drawn, fmt="%g", padding=3)
    axes.margins(x=0.12)
    _quiet(axes, title)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    return figure


def lines(series: Mapping[str, Mapping[str, int]], title: str) -> Any:
    """A line a label over the periods ("2021", "2021-09" …), for the labels with the largest sums."""
    figure = _figure(7.5, 4)
    axes = figure.subplots()
    periods = sorted({period for own in series.values() for period in own})
    most = sorted(series, key=lambda label: (-sum(series[label].values()), label))[:_MOST_LINES]
    for label, colour in zip(most, COLOURS, strict=False):
        axes.plot(periods, [series[label].get(period, 0) for period in periods], "o-", color=colour, label=_short(label, 36))
    axes.set_ylim(bottom=0)
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.tick_params(axis="x", rotation=45 if len(periods) > 8 else 0)
    if most:
        axes.legend(frameon=False, fontsize=8, loc="upper left", bbox_to_anchor=(1, 1))
    _quiet(axes, title)
    return figure


def network(graph: nx.Graph[str], groups: Mapping[str, int], title: str) -> Any:
    """A network: the nodes with most weight, larger the more they have, a colour a group; a wider line for a larger weight."""
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
    for iri in kept[:_LABELLED]:
        label = _short(str(graph.nodes[iri].get("label", iri)), 30)
        axes.annotate(label, at[iri], xytext=(4, 4), textcoords="offset points", fontsize=7, zorder=3)
    axes.set_axis_off()
    axes.margins(0.12)
    more = f" ({len(kept)} / {graph.number_of_nodes()})" if len(kept) < graph.number_of_nodes() else ""
    axes.set_title(title + more, loc="left")
    return figure


def _quiet(axes: Any, title: str) -> None:
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0)
    axes.set_title(title, loc="left")


def picture(figure: Any, form: Form) -> bytes:
    """A figure as a file."""
    out = io.BytesIO()
    metadata = {"Date": None, "Creator": None} if form == "svg" else {"Software": None}
    figure.savefig(out, format=form, dpi=150, metadata=metadata)
    return out.getvalue()
