"""How two entities are connected, told hop by hop with the words that say so."""

from __future__ import annotations

from kg import iris, terms
from kg.analyse import Network, Step, read_network, shortest_paths
from kg.explain.between import between, named, together
from kg.store import Store


def explain_path(store: Store, start: str, end: str) -> tuple[list[tuple[Step, ...]], list[str]]:
    """The shortest paths between two entities (named in any way), none where they are not connected, and the lines that tell
    them, or else the documents that mention both. Raises UsageError where a name is that of none, or of several."""
    first, last = named(store, start, end)
    network = read_network(between(store, first, last))
    paths = shortest_paths(network, first, last)
    lines: list[str] = []
    for number, steps in enumerate(paths, 1):
        lines += [
            *([""] if lines else []),
            f"{number}. {network.label(first)}",
            *(line for s in steps for line in _hop(network, s)),
        ]
    if not paths:
        lines.append(f"Nothing connects {network.label(first)} and {network.label(last)}.")
        lines += [f"  mentioned together in {label} ({_key(document)})" for document, label in together(store, first, last)]
    return paths, lines


def _hop(network: Network, step: Step) -> list[str]:
    edge = step.edge
    readings = terms.LABEL if step.forward else terms.INVERSE
    reading = readings.get(edge.predicate, (edge.predicate,))[0]
    marks = ", ".join(mark for mark in (edge.date, edge.modality) if mark)
    lines = [f"   {reading} → {network.label(step.end)}" + (marks and f" [{marks}]")]
    if edge.quote:
        lines.append(f"      « {' '.join(edge.quote.split())} »  {_key(edge.source)}")
    elif edge.source:
        lines.append(f"      from {_key(edge.source)}")
    return lines


def _key(iri: str) -> str:
    return iri.removeprefix(iris.ID)
