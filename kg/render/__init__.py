"""Graph → one HTML page that holds all it needs: the picture, a table of the relations, and the sentence behind each."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

__all__ = ["render"]

TITLE = "Acteurs, textes et thèmes"


def render(graph: Iterable[Any], out: Path, *, title: str = TITLE, focus: str | None = None, depth: int = 1) -> None:
    """Writes the page of a graph to ``out``, atomically, as UTF-8; parent folders are made.

    ``graph`` is a pyoxigraph ``Store``, ``Dataset``, or any iterable of its quads or triples, in the public vocabulary; the
    same triples give the same bytes in any order. The page opens on all entities while they can be read, on the most central
    otherwise, or on ``focus`` (a label, identifier, key or IRI) and what lies within ``depth`` relations of it.

    Raises UsageError where ``focus`` names no entity or several, OntologyError where the palette or the labels are
    malformed, KgError where ``out`` cannot be written.
    """
    from kg.render.drawing import draw, vis_script
    from kg.render.encoding import content
    from kg.render.opening import opening
    from kg.render.page import assemble, write
    from kg.render.palette import read_palette, read_predicate_labels
    from kg.render.reading import read_graph

    palette = read_palette()
    view = read_graph(graph, palette.kinds, focus)
    shown = opening(view, focus, depth)
    network = draw(view.things, view.relations, shown, palette)
    data = content(view, network, shown, palette, read_predicate_labels(), title)
    write(out, assemble(title, data, vis_script()))
