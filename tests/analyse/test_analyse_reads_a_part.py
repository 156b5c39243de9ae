"""What the analyses fetch from a store is a part of its triples, and gives what all of them give."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg import outputs
from kg.analyse import read_mentions, read_network
from kg.assemble import assemble
from kg.errors import UsageError
from kg.outputs import mention_triples, network_triples, triples
from kg.pipeline import trace
from kg.store import MemoryStore, Store

ROOT = Path(__file__).resolve().parents[2]
TEXTS = [*sorted((ROOT / "seeds").glob("*.md")), *sorted((ROOT.parent / "shared" / "gold" / "texts").glob("*.md"))[:6]]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_the_network_and_the_mentions_are_those_of_the_whole_graph(path: Path) -> None:
    with MemoryStore(assemble(trace(path))) as store:
        whole = list(triples(store))
        some, mentions = list(network_triples(store)), list(mention_triples(store))

    assert set(some) <= set(whole)
    assert len(some) < 0.8 * len(whole)
    assert read_network(some) == read_network(whole)
    assert read_network(some).edges
    assert read_mentions(mentions) == read_mentions(whole)
    assert read_mentions(mentions).named


@pytest.mark.parametrize("read", [triples, network_triples, mention_triples])
def test_a_graph_that_memory_should_not_hold_is_refused_with_what_to_do(
    read: Callable[[Store], Iterator[object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    with MemoryStore(assemble(trace(TEXTS[0]))) as store:
        monkeypatch.setattr(outputs, "HELD_UP_TO", store.size() - 1)
        with pytest.raises(UsageError, match=f"{store.size()} triples .* kg query"):
            next(read(store))
        monkeypatch.setattr(outputs, "HELD_UP_TO", store.size())
        assert next(read(store))
