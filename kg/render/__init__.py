"""Graph → one HTML page that holds all it needs: the picture, a table of the relations, and the sentence behind each."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

__all__ = ["live_page", "piece", "render"]

TITLE = "Acteurs, textes et thèmes"


def render(
    graph: Iterable[Any], out: Path, *, title: str = TITLE, focus: str | None = None, depth: int = 1, as_of: str = ""
) -> None:
    """Writes the page of a graph to ``out``, atomically, as UTF-8; parent folders are made.

    ``graph`` is a pyoxigraph ``Store``, ``Dataset``, or any iterable of its quads or triples, in the public vocabulary; the
    same triples give the same bytes in any order. The page opens on all entities while they can be read, on the most central
    otherwise, or on ``focus`` (a label, identifier, key or IRI) and what lies within ``depth`` relations of it. ``as_of`` is the
    last day (ISO) on which the authorities know the holders of offices; the page says so.

    Raises UsageError where ``focus`` names no entity or several, OntologyError where the palette or the labels are
    malformed, KgError where ``out`` cannot be written.
    """
    from kg.render.drawing import vis_script
    from kg.render.page import assemble, write

    write(out, assemble(title, _data(graph, title, focus, depth, as_of=as_of), vis_script()))


def live_page(graph: Iterable[Any], focus: str, *, piece: str, search: str, as_of: str = "") -> bytes:
    """The page of a part of a graph that asks a service for the rest: ``graph`` is what is around ``focus`` (an IRI; "" where the
    graph has nothing to open on). ``piece`` and ``search`` are the paths of the service that answer with `piece` for ``iri`` and
    ``offset``, and with names for ``q`` and ``limit``."""
    from kg.render.drawing import vis_script
    from kg.render.page import assemble

    data = _data(graph, TITLE, focus or None, 1, focus, as_of) | {"live": {"piece": piece, "search": search}}
    return assemble(TITLE, data, vis_script(), "'self'")


def piece(graph: Iterable[Any], around: str) -> dict[str, Any]:
    """The part of a graph around an entity (its IRI), as the page of `live_page` takes it in: values of JSON."""
    from kg.render.encoding import columns
    from kg.render.palette import read_palette, read_predicate_labels
    from kg.render.reading import read_graph

    palette = read_palette()
    return columns(read_graph(graph, palette.kinds, also=around), palette, read_predicate_labels())


def _data(graph: Iterable[Any], title: str, focus: str | None, depth: int, also: str = "", as_of: str = "") -> dict[str, Any]:
    from kg.render.drawing import draw
    from kg.render.encoding import content
    from kg.render.opening import CENTRAL, READABLE, opening
    from kg.render.palette import read_palette, read_predicate_labels
    from kg.render.reading import read_graph

    palette = read_palette()
    view = read_graph(graph, palette.kinds, focus, also)
    shown = opening(view, focus, depth, CENTRAL if also else READABLE)
    network = draw(view.things, view.relations, shown, palette)
    return content(view, network, shown, palette, read_predicate_labels(), title) | {"asOf": as_of}
