"""The picture as pyvis holds it: nodes, edges and options of vis-network, and the script that draws them.

pyvis's own page is not used: it asks a network for stylesheets, puts node ids and headings into scripts, and follows the
hash seed. Its ``Network`` is filled directly, as ``add_node`` and ``add_edge`` search all that went before.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

from kg.errors import KgError
from kg.render.late import pyvis_network
from kg.render.layout import Box, place
from kg.render.palette import Palette
from kg.render.view import Relation, Thing

LINE_WIDTH, LINES = 22, 3
"""Characters of a line of a node's label, and lines before it is cut; the panel has the whole."""
_CHARACTER, _LINE_HEIGHT, _FONT = 7.6, 17, 14
_NAME_CHARACTER = 6.3
_VERSION = re.compile(r"vis-(\d+(?:\.\d+)*)")


def wrapped(label: str, width: int = LINE_WIDTH, lines: int = LINES) -> str:
    """A label on few short lines, "…" standing for what is left out."""
    width = round(width * len(label) / _columns(label)) if label else width
    words = label[: width * (lines + 1) * 2].split()
    rows: list[str] = []
    for word in words:
        if rows and len(rows[-1]) + 1 + len(word) <= width:
            rows[-1] += " " + word
        else:
            rows.append(word)
        if len(rows) > lines:
            break
    cut = len(rows) > lines or len(" ".join(words)) < len(" ".join(label.split()))
    rows = rows[:lines]
    for number, row in enumerate(rows):
        if len(row) > width + 3:
            rows[number] = row[: width - 1] + "…"
    if cut and rows and not rows[-1].endswith("…"):
        rows[-1] = rows[-1][: width - 1].rstrip(" ,;:") + "…"
    return "\n".join(rows)


def _columns(text: str) -> int:
    """The width of a text in letters: two for an ideograph or an emoji (Unicode Standard Annex 11)."""
    return len(text) + sum(east_asian_width(c) in "WF" for c in text if c >= "\u1100")


def size_of(rank: int) -> int:
    """The radius of a node by its number of relations, in pixels."""
    return 9 + min(11, round(2.2 * math.sqrt(rank)))


def width_of(statements: int) -> float:
    """The width of a line that stands for several statements, in pixels."""
    return round(1.4 + 0.7 * math.log2(statements), 1)


def draw(things: Sequence[Thing], relations: Sequence[Relation], shown: Sequence[int], palette: Palette) -> Any:
    """A ``pyvis.network.Network`` of the things in ``shown``, each at its place, and of the relations between them.

    Node ids are indexes of ``things``; edge ids are "s" and an index of ``relations``: the first of those that say the same,
    asserted alike, which one line stands for. What a reader brings in later is drawn alike by ``placing.js``.
    """
    pyvis = pyvis_network()
    network = pyvis.Network(directed=True)
    network.set_options(json.dumps(_options(palette), sort_keys=True))
    labels = {number: wrapped(things[number].label) for number in shown}
    where = _positions(things, relations, shown, labels)
    network.nodes = [
        pyvis.Node(
            number,
            palette.kinds[things[number].kind].shape,
            labels[number],
            group=things[number].kind,
            size=size_of(things[number].rank),
            x=where[number][0],
            y=where[number][1],
        ).options
        for number in shown
    ]
    inside = {number: r for number, r in enumerate(relations) if r.subject in labels and r.object in labels}
    lines = _lines(inside)
    bends = _bends({numbers[0]: inside[numbers[0]] for numbers in lines})
    network.edges = []
    for number, *others in lines:
        relation = inside[number]
        line = palette.lines.get(relation.line) or palette.lines["reported" if relation.modality else "asserted"]
        look: dict[str, Any] = {"id": f"s{number}"}
        if others:
            look["width"] = width_of(1 + len(others))
        if line.dashes:
            look["dashes"] = list(line.dashes)
        if line.color:
            look["color"] = {"color": line.color, "highlight": line.color, "hover": line.color}
        if bends.get(number):
            turn = "curvedCW" if bends[number] > 0 else "curvedCCW"
            look["smooth"] = {"enabled": True, "type": turn, "roundness": abs(bends[number])}
        network.edges.append(pyvis.Edge(relation.subject, relation.object, **look).options)
    return network


def _positions(
    things: Sequence[Thing], relations: Sequence[Relation], shown: Sequence[int], labels: Mapping[int, str]
) -> dict[int, tuple[int, int]]:
    local = {node: number for number, node in enumerate(shown)}
    boxes = [_box(labels[node], size_of(things[node].rank)) for node in shown]
    ends = [(local[r.subject], local[r.object]) for r in relations if r.subject in local and r.object in local]
    return dict(zip(shown, place(boxes, ends), strict=True))


def legible(things: Sequence[Thing], relations: Sequence[Relation], network: Any, words: Mapping[str, int]) -> list[int]:
    """Indexes of the lines whose name can stand in the middle of its line without covering a node's label or another
    name; the others show theirs when they are pointed at. ``words``: the length of each predicate's name, in characters."""
    where = {node["id"]: (node["x"], node["y"]) for node in network.nodes}
    labels = {node["id"]: node["label"] for node in network.nodes}
    taken: list[tuple[float, float, float, float]] = []
    for number, (x, y) in where.items():
        size = size_of(things[number].rank)
        left, right, _, down = _box(labels[number], size)
        taken += [(x - size, y - size, x + size, y + size), (x - left, y + size, x + right, y + down)]
    kept = []
    for edge in network.edges:
        number = int(edge["id"][1:])
        relation = relations[number]
        if relation.subject == relation.object:
            continue
        (x0, y0), (x1, y1) = where[relation.subject], where[relation.object]
        bend = edge.get("smooth", {"roundness": 0, "type": ""})
        turn = bend["roundness"] * (0.5 if bend["type"] == "curvedCW" else -0.5)
        x, y = (x0 + x1) / 2 + (y1 - y0) * turn, (y0 + y1) / 2 - (x1 - x0) * turn
        half = words[relation.predicate] * _NAME_CHARACTER / 2 + 3
        box = (x - half, y - 9, x + half, y + 9)
        if all(box[2] <= b[0] or b[2] <= box[0] or box[3] <= b[1] or b[3] <= box[1] for b in taken):
            taken.append(box)
            kept.append(number)
    return kept


def _box(label: str, size: int) -> Box:
    rows = label.split("\n")
    half = max(size, round(max(map(_columns, rows)) * _CHARACTER / 2))
    return half, half, size, size + 6 + _LINE_HEIGHT * len(rows)


def _lines(relations: Mapping[int, Relation]) -> list[list[int]]:
    """The numbers of the relations that one line stands for, line by line, in the order of their first."""
    groups: dict[tuple[int, str, int, str], list[int]] = {}
    for number, r in relations.items():
        groups.setdefault((r.subject, r.predicate, r.object, r.line), []).append(number)
    return list(groups.values())


def _bends(relations: Mapping[int, Relation]) -> dict[int, float]:
    """How far each of several relations between the same two things is bent, so that they part; 0 is straight."""
    between: dict[tuple[int, int], list[int]] = {}
    for number, relation in relations.items():
        pair = (min(relation.subject, relation.object), max(relation.subject, relation.object))
        between.setdefault(pair, []).append(number)
    bends = {}
    for (low, high), numbers in between.items():
        if len(numbers) > 1 and low != high:
            step = min(0.3, 0.9 / len(numbers))
            for position, number in enumerate(numbers):
                bend = round(step * (position - (len(numbers) - 1) / 2), 3)
                bends[number] = bend if relations[number].subject == low else -bend
    return bends


def _options(palette: Palette) -> Mapping[str, Any]:
    """The options that do not depend on the reader's colour scheme (pyvis strips spaces from them, so they hold none)."""
    return {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False, "randomSeed": 1},
        "interaction": {
            "hover": True,
            "tooltipDelay": 250,
            "hideEdgesOnDrag": False,
            "multiselect": False,
            "keyboard": {"enabled": False},
        },
        "nodes": {"borderWidth": 1.5, "borderWidthSelected": 4, "font": {"size": _FONT, "strokeWidth": 5}},
        "edges": {
            "arrows": {"to": {"enabled": True, "scaleFactor": 0.55}},
            "smooth": False,
            "width": 1.4,
            "selectionWidth": 1.6,
            "hoverWidth": 0.8,
            "font": {"size": 12, "strokeWidth": 4, "align": "horizontal"},
        },
        "groups": {
            "useDefaultGroups": False,
            **{kind.id: {"color": {"background": kind.color}, "shape": kind.shape} for kind in palette.kinds.values()},
        },
    }


def vis_script() -> str:
    """vis-network as the installed pyvis ships it, its newest version, without the address of its source map."""
    folder = Path(str(pyvis_network().__file__)).parent / "lib"
    found = [(_version(path), path) for path in folder.glob("vis-*/vis-network.min.js")]
    if not found:
        raise KgError(f"{folder}: pyvis is installed without vis-network: reinstall it")
    return re.sub(r"\n//# sourceMappingURL=\S*\s*\Z", "\n", max(found)[1].read_text(encoding="utf-8"))


def _version(path: Path) -> tuple[int, ...]:
    match = _VERSION.match(path.parent.name)
    return tuple(int(part) for part in match.group(1).split(".")) if match else ()
