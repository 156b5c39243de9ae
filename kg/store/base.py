"""The port: what every store does, whichever engine is behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Protocol, Self

from kg.nquads import Line
from kg.store.results import Answer


class Store(Protocol):
    """A graph that can be asked, and changed document by document.

    Each document and each authority keeps its named graph; the default graph is their union, each triple once, with one label
    an entity (see `kg.labels`). Lines are N-Quads as `kg.assemble` makes them. Every change is whole or not at all.
    """

    def add(self, lines: Iterable[Line]) -> None:
        """Adds documents; one whose graph is there already is replaced by its new lines. What authorities say accumulates.
        Raises StoreError for lines that are no N-Quads, or where the store cannot be written."""

    def load(self, lines: Iterable[Line], graphs: Iterable[str] = ()) -> None:
        """Puts lines in as they come, in bounded memory: each named graph that occurs in them, and each that ``graphs`` names
        (IRIs), is replaced whole. What authorities say (graphs below ``authority/``) accumulates unless it is named. One
        change: whole or not at all, also where the lines raise. Raises StoreError for what is no line of a named graph."""

    def remove(self, document: str) -> bool:
        """Takes the named graph of a document (its IRI) out; False where there is none. What authorities say stays."""

    def replace(self, lines: Iterable[Line]) -> None:
        """Makes these lines the whole content."""

    def query(self, text: str) -> Answer:
        """The answer to SELECT, ASK, CONSTRUCT or DESCRIBE, the project's prefixes declared. Raises QueryError."""

    def triples(self) -> Iterator[Line]:
        """The default graph as lines of N-Triples, those of a subject one after the other."""

    def graphs(self) -> tuple[str, ...]:
        """The IRIs of the named graphs, sorted."""

    def size(self) -> int:
        """The number of triples, each counted once."""

    def close(self) -> None:
        """Lets the store go; a closed one cannot be used."""

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...
