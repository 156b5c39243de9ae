"""A path reads the neighbourhood of two entities, and is the one that the whole network has."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, islice
from pathlib import Path

import pytest

from kg.analyse import MOST_PATHS, read_network, shortest_paths
from kg.assemble import assemble, merge
from kg.errors import UsageError
from kg.explain.between import between, named, together
from kg.explain.path import explain_path
from kg.nquads import Line, literal, node, quad
from kg.outputs import network_triples, triples
from kg.pipeline import trace
from kg.store import MemoryStore, Store

SEEDS = sorted((Path(__file__).resolve().parents[2] / "seeds").glob("*.md"))
BASE = "https://w3id.org/kg-politique/"


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with MemoryStore(merge(assemble(trace(path)) for path in SEEDS)) as opened:
        yield opened


def test_the_paths_are_those_of_the_whole_network_in_any_direction(store: Store) -> None:
    network = read_network(network_triples(store))
    ends = sorted(network.kinds)[:: max(1, len(network.kinds) // 12)]
    lengths = set()
    for first, last in islice(combinations([*ends, *reversed(ends)], 2), 0, None, 5):
        if first == last:
            continue
        wanted = shortest_paths(network, first, last, limit=1000)
        found = shortest_paths(read_network(between(store, first, last)), first, last)

        assert set(found) <= set(wanted)
        assert len(found) == min(len(wanted), MOST_PATHS)
        lengths.add(len(wanted[0]) if wanted else 0)

    assert {0, 1, 2, 3} <= lengths


def test_of_many_paths_the_neighbourhood_of_the_first_is_read() -> None:
    lines: list[Line] = []
    graph = node(f"{BASE}id/document/d")

    def add(subject: str, predicate: str, value: str) -> None:
        lines.append(quad(node(f"{BASE}id/{subject}"), node(predicate), value, graph))

    for person in ("person/a", "person/b"):
        add(person, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", node(f"{BASE}ns#Person"))
        add(person, "http://www.w3.org/2000/01/rdf-schema#label", literal(person[-1] * 9, "fr"))
        for number in range(300):
            add(person, f"{BASE}ns#cosignatoryOf", node(f"{BASE}id/amendment/{number:03}"))
    for number in range(300):
        add(f"amendment/{number:03}", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", node(f"{BASE}ns#Amendment"))
    with MemoryStore(lines) as store:
        some = list(between(store, f"{BASE}id/person/a", f"{BASE}id/person/b"))
        paths, told = explain_path(store, "aaaaaaaaa", "bbbbbbbbb")

    assert len(some) < 40
    assert [path[0].end.rpartition("/")[2] for path in paths] == ["000", "001", "002", "003", "004"]
    assert told[0] == "1. aaaaaaaaa"


def test_names_are_those_of_the_whole_network(store: Store) -> None:
    network = read_network(triples(store))
    for name in ("Premier ministre", "jean-michel mis", "PA719952", "person:jean-michel-mis", "Jean Castex"):
        assert named(store, name) == [network.find(name)]
    with pytest.raises(UsageError, match="no entity"):
        named(store, "Nobody at all")


def test_documents_that_mention_both_are_told_by_their_labels(store: Store) -> None:
    first, last = named(store, "Premier ministre", "Jean-Michel Mis")

    assert together(store, first, last)
    assert all("/document/" in document and label for document, label in together(store, first, last))
