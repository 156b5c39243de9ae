"""What every store on Oxigraph does alike: it is asked, listed, and closed when a ``with`` statement ends."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Self

import pyoxigraph as ox

from kg.nquads import Line
from kg.store import content
from kg.store.results import Answer
from kg.store.serialise import Asked, serialised
from kg.store.sparql import ask


class OxigraphStore(ABC):
    """The readings of `kg.store.base.Store` on an open database."""

    _prefixes: Mapping[str, str]

    @property
    @abstractmethod
    def _open(self) -> ox.Store:
        """The database. Raises StoreError where it is closed or damaged."""

    @abstractmethod
    def close(self) -> None: ...

    def query(self, text: str) -> Answer:
        return ask(self._open, text, self._prefixes)

    def serialised(self, query: Asked, rows: str, triples: str, bound: int) -> tuple[str, bytes]:
        """The answer in a form of the W3C (see `kg.store.serialise.serialised`)."""
        return serialised(self._open, query, self._prefixes, rows, triples, bound)

    def triples(self) -> Iterator[Line]:
        return iter(sorted(content.triples(self._open)))

    def named(self, graph: str) -> Iterator[Line]:
        return content.named(self._open, graph)

    def graphs(self) -> tuple[str, ...]:
        return content.graphs(self._open)

    def size(self) -> int:
        return content.size(self._open)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
