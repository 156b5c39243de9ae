"""What the page opens on: everything while it can be read, else the most central entities, or the surroundings of one."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence

from kg.errors import UsageError
from kg.iris import ID
from kg.render.naming import fold
from kg.render.view import View

READABLE = 150
"""Most nodes that a page opens on."""
CENTRAL = 36
"""Nodes that a page with more than READABLE of them opens on."""


def opening(view: View, focus: str | None, depth: int, most: int = READABLE) -> list[int]:
    """Indexes of the things to show first, ascending. ``focus``: a label, alternative label, identifier, key or IRI; its
    neighbours up to ``depth`` steps away are shown with it, ``most`` in all. Raises UsageError where it names no
    entity, or several."""
    neighbours = _neighbours(view)
    by_rank = sorted(range(len(view.things)), key=lambda n: (-len(neighbours[n]), -view.things[n].rank, view.things[n].iri))
    if focus is None:
        return sorted(by_rank if len(by_rank) <= READABLE else _central(neighbours, by_rank, CENTRAL))
    if depth < 0:
        raise UsageError(f"the depth of the focus must be 0 or more, not {depth}")
    order = {node: number for number, node in enumerate(by_rank)}
    seen = [_find(view, focus)]
    known = set(seen)
    ring = seen
    for _ in range(depth):
        ring = sorted({other for node in ring for other in neighbours[node]} - known, key=order.__getitem__)
        known.update(ring)
        seen = seen + ring
    return sorted(seen[:most])


def _central(neighbours: Sequence[set[int]], ranked: Sequence[int], most: int) -> list[int]:
    """The most central things that hang together: from the first on, always the highest ranked that one of them is linked to;
    the next of the ranking where no link leads on while fewer than half have been found."""
    order = {node: number for number, node in enumerate(ranked)}
    kept: list[int] = []
    seen: set[int] = set()
    for start in ranked:
        if start in seen or (kept and not neighbours[start]):
            continue
        if len(kept) >= (most // 2 if kept else most):
            break
        queue = [order[start]]
        seen.add(start)
        while queue and len(kept) < most:
            node = ranked[heapq.heappop(queue)]
            kept.append(node)
            for other in neighbours[node] - seen:
                seen.add(other)
                heapq.heappush(queue, order[other])
    return kept


def _neighbours(view: View) -> list[set[int]]:
    out: list[set[int]] = [set() for _ in view.things]
    for relation in view.relations:
        if relation.subject != relation.object:
            out[relation.subject].add(relation.object)
            out[relation.object].add(relation.subject)
    return out


def _find(view: View, focus: str) -> int:
    """The one entity that a focus names: by IRI or key first, then by label, then by another name or identifier."""
    wanted = fold(focus)
    tiers: tuple[Iterable[int], ...] = (
        (n for n, thing in enumerate(view.things) if focus in (thing.iri, thing.iri.removeprefix(ID))),
        (n for n, thing in enumerate(view.things) if wanted in (fold(thing.label), fold(thing.label_en))),
        (n for n, thing in enumerate(view.things) if wanted in map(fold, (*thing.alt, *thing.identifiers))),
    )
    for tier in tiers:
        found = list(tier)
        if len(found) == 1 and wanted:
            return found[0]
        if found and wanted:
            names = ", ".join(view.things[n].iri for n in found[:5])
            raise UsageError(f"several entities are called {focus!r}: give one of these IRIs instead: {names}")
    labels = {fold(thing.label): thing.label for thing in reversed(view.things)}
    import difflib

    close = [labels[name] for name in difflib.get_close_matches(wanted, sorted(labels), n=3, cutoff=0.6)]
    hint = f"; did you mean {', '.join(map(repr, close))}?" if close else ""
    raise UsageError(f"no entity of the graph is called {focus!r}{hint}")
