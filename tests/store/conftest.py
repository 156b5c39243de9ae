"""The stores that every test of a store runs on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sparql_servers import SERVERS

from kg.store import EmbeddedStore, MemoryStore, Store
from kg.store.remote import RemoteStore


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """The address of a server by its name, started when it is first asked for."""
    with ExitStack() as running:
        known: dict[str, str] = {}

        def address(name: str) -> str:
            if name not in known:
                known[name] = running.enter_context(SERVERS[name](tmp_path_factory.mktemp("server")))
            return known[name]

        yield address


@pytest.fixture(params=["memory", "embedded", *SERVERS])
def make(request: pytest.FixtureRequest, tmp_path: Path, server: Callable[[str], str]) -> Iterator[Callable[[], Store]]:
    """Makes an empty store. There is one graph to a server: a second store beside it is one in memory."""
    with ExitStack() as made:
        count = 0

        def build() -> Store:
            nonlocal count
            count += 1
            if request.param == "embedded":
                return made.enter_context(EmbeddedStore(tmp_path / f"store-{count}", writable=True))
            if request.param == "memory" or count > 1:
                return made.enter_context(MemoryStore())
            store = made.enter_context(RemoteStore(server(request.param), MemoryStore()))
            store.push()
            return store

        yield build
