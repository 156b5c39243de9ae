"""Where the nodes stand: igraph lays out each connected component, then labels are given room and components are packed.

Everything is decided when the page is built and rounded to whole pixels, so the picture is the same each time and on every
processor. The start is a circle in the given order and nothing is drawn at random.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from kg.render.late import igraph_core

Box = tuple[int, int, int, int]
"""What a node with its label covers around its centre, in pixels: to the left, to the right, above, below."""
Point = tuple[int, int]

STEP_X, STEP_Y = 168, 165
"""Pixels between neighbours: labels are wider than high, and the picture stands between the legend and the panel."""
GAP = 14
"""Pixels kept free between two boxes."""
MARGIN = 44
"""Pixels kept free between two components."""
ASPECT = 1.1
"""Width over height of the whole picture that packing aims at: that of a window between the legend and the panel."""
_ROUNDS = 150


def place(boxes: Sequence[Box], edges: Sequence[tuple[int, int]]) -> list[Point]:
    """A position for each box such that no two overlap, given the edges as pairs of indexes; (0, 0) is the middle."""
    if not boxes:
        return []
    pairs = sorted({(min(a, b), max(a, b)) for a, b in edges if a != b})
    groups = _components(len(boxes), pairs)
    alone = [group[0] for group in groups if len(group) == 1]
    blocks = []
    for group in groups:
        if len(group) > 1:
            local = {node: number for number, node in enumerate(group)}
            inner = [(local[a], local[b]) for a, b in pairs if a in local]
            blocks.append(_block(boxes, group, spread([boxes[node] for node in group], _lay_out(len(group), inner))))
    grids = [_grid(boxes, alone, columns) for columns in sorted({1, 2, 3, 4, 6, 9, 13, 20} & set(range(len(alone) + 1)))]
    packed = [([*blocks, *grid], _pack([block.size for block in (*blocks, *grid)])) for grid in ([[g] for g in grids] or [[]])]
    kept, (corners, (width, height)) = min(packed, key=lambda choice: _reach(choice[1][1]))
    points: list[Point] = [(0, 0)] * len(boxes)
    for block, (x0, y0) in zip(kept, corners, strict=True):
        for node, (x, y) in block.points.items():
            points[node] = (x + x0 - width // 2, y + y0 - height // 2)
    return points


@dataclass(frozen=True, slots=True)
class _Block:
    """Nodes that keep their places among themselves, measured from the top left corner of what they cover."""

    points: dict[int, Point]
    size: Point


def _block(boxes: Sequence[Box], nodes: Sequence[int], points: Sequence[Point]) -> _Block:
    left = min(x - boxes[n][0] for n, (x, _) in zip(nodes, points, strict=True))
    right = max(x + boxes[n][1] for n, (x, _) in zip(nodes, points, strict=True))
    top = min(y - boxes[n][2] for n, (_, y) in zip(nodes, points, strict=True))
    bottom = max(y + boxes[n][3] for n, (_, y) in zip(nodes, points, strict=True))
    placed = {node: (x - left, y - top) for node, (x, y) in zip(nodes, points, strict=True)}
    return _Block(placed, (right - left, bottom - top))


def _grid(boxes: Sequence[Box], nodes: Sequence[int], columns: int) -> _Block:
    """Nodes without relations, in rows and columns."""
    across = max(boxes[n][0] + boxes[n][1] for n in nodes) + GAP
    down = max(boxes[n][2] + boxes[n][3] for n in nodes) + GAP
    return _block(boxes, nodes, [(across * (n % columns), down * (n // columns)) for n in range(len(nodes))])


def _reach(size: Point) -> int:
    """The width of the window of ASPECT that a picture of this size fills: the smaller, the larger it is drawn."""
    return max(size[0], round(size[1] * ASPECT))


def _components(size: int, pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    """The connected components, the largest first, then in the order of their first node."""
    parent = list(range(size))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for a, b in pairs:
        ra, rb = root(a), root(b)
        parent[max(ra, rb)] = min(ra, rb)
    groups: dict[int, list[int]] = {}
    for node in range(size):
        groups.setdefault(root(node), []).append(node)
    return sorted(groups.values(), key=lambda group: (-len(group), group[0]))


def _lay_out(size: int, pairs: Sequence[tuple[int, int]]) -> list[Point]:
    """One component by Kamada-Kawai (1989): distances on paper after distances in the graph; its long axis lies across."""
    if size == 1:
        return [(0, 0)]
    if size == 2:
        return [(0, 0), (STEP_X, 0)]
    degree = [0] * size
    for a, b in pairs:
        degree[a] += 1
        degree[b] += 1
    # The ring around a hub needs a longer radius the more neighbours share it.
    lengths = [1 + 0.045 * max(degree[a], degree[b]) for a, b in pairs]
    circle = [(math.cos(2 * math.pi * n / size), math.sin(2 * math.pi * n / size)) for n in range(size)]
    graph = igraph_core().GraphBase(n=size, edges=list(pairs))
    coordinates = graph.layout_kamada_kawai(seed=circle, maxiter=max(1000, 20 * size), weights=lengths)
    # Rounded before anything depends on it: the last bits differ between processors.
    flat = [(round(x * 1000), round(y * 1000)) for x, y in coordinates]
    cx, cy = sum(x for x, _ in flat) / size, sum(y for _, y in flat) / size
    xx = sum((x - cx) ** 2 for x, _ in flat)
    yy = sum((y - cy) ** 2 for _, y in flat)
    xy = sum((x - cx) * (y - cy) for x, y in flat)
    angle = -0.5 * math.atan2(2 * xy, xx - yy)
    cos, sin = math.cos(angle), math.sin(angle)
    turned = (((x - cx) * cos - (y - cy) * sin, (x - cx) * sin + (y - cy) * cos) for x, y in flat)
    return [(round(x * STEP_X / 1000), round(y * STEP_Y / 1000)) for x, y in turned]


def spread(boxes: Sequence[Box], points: Sequence[Point]) -> list[Point]:
    """The points moved as little as pushing pairs of boxes apart, along the axis of less overlap, takes."""
    xs, ys = [float(x) for x, _ in points], [float(y) for _, y in points]
    order = list(range(len(boxes)))
    widest = max(left + right for left, right, _, _ in boxes) + GAP
    for turn in range(_ROUNDS):
        moved = False
        order.sort(key=lambda n: (xs[n], n))
        for i, a in enumerate(order):
            left_a, right_a, up_a, down_a = boxes[a]
            for b in order[i + 1 :]:
                if xs[b] - xs[a] > widest:
                    break
                left_b, right_b, up_b, down_b = boxes[b]
                over_x = min(xs[a] + right_a, xs[b] + right_b) - max(xs[a] - left_a, xs[b] - left_b) + GAP
                if over_x <= 0:
                    continue
                over_y = min(ys[a] + down_a, ys[b] + down_b) - max(ys[a] - up_a, ys[b] - up_b) + GAP
                if over_y <= 0:
                    continue
                moved = True
                # Late in the day, one axis alone: two that keep changing axis would never part.
                if over_y <= over_x or turn > _ROUNDS // 2:
                    push = over_y / 2 + 0.5
                    sign = 1 if (ys[a], a) > (ys[b], b) else -1
                    ys[a] += sign * push
                    ys[b] -= sign * push
                else:
                    push = over_x / 2 + 0.5
                    sign = 1 if (xs[a], a) > (xs[b], b) else -1
                    xs[a] += sign * push
                    xs[b] -= sign * push
        if not moved:
            break
    return [(round(x), round(y)) for x, y in zip(xs, ys, strict=True)]


def _pack(extents: Sequence[tuple[int, int]]) -> tuple[list[Point], Point]:
    """Top left corners of rectangles without overlap, and the size of the whole: the width that lets the whole be drawn
    largest in a window of ASPECT is kept of several."""
    area = sum((w + MARGIN) * (h + MARGIN) for w, h in extents)
    least = max(w for w, _ in extents)
    widths = sorted({max(least, round(math.sqrt(area * ASPECT) * factor / 20)) for factor in range(16, 37)})
    packed = [_skyline(extents, width) for width in widths]
    return min(packed, key=lambda result: _reach(result[1]))


def _skyline(extents: Sequence[tuple[int, int]], limit: int) -> tuple[list[Point], Point]:
    """Each rectangle at the highest free place of a strip of width ``limit``, the leftmost of several."""
    skyline: list[tuple[int, int, int]] = [(0, limit + MARGIN, 0)]
    corners: list[Point] = []
    width = height = 0
    for w, h in extents:
        need = w + MARGIN
        best: tuple[int, int] | None = None
        for x, _, _ in skyline:
            if x + need <= limit + MARGIN:
                y = max(level for start, end, level in skyline if start < x + need and end > x)
                if best is None or (y, x) < best:
                    best = (y, x)
        y, x = best if best is not None else (max(level for _, _, level in skyline), 0)
        corners.append((x, y))
        width, height = max(width, x + w), max(height, y + h)
        kept = [(s, min(e, x), v) for s, e, v in skyline if s < x] + [
            (max(s, x + need), e, v) for s, e, v in skyline if e > x + need
        ]
        skyline = sorted([*kept, (x, x + need, y + h + MARGIN)])
    return corners, (width, height)
