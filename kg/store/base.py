"""The port: what every store does, whichever engine is behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Protocol, Self

from kg.nquads import Contribution, Line
from kg.store.results import Answer


class Store(Protocol):
    """A graph that can be asked, and changed document by document.

    Each document and each authority keeps its named graph; the default graph is their union, each triple once, with one label
    an entity (see `kg.labels`). Lines are N-Quads as `kg.assemble` makes them. Every change is whole or not at all.
    """

    def add(self, lines: Iterable[Line]) -> None:
        """Adds documents; one whose graph is there already is replaced by its new lines. The same as `load` without graphs."""

    def load(self, lines: Iterable[Line], graphs: Iterable[str] = ()) -> None:
        """Puts lines in as they come, in bounded memory: each named graph that occurs in them, and each that ``graphs`` names
        (IRIs), is replaced whole. What authorities say (graphs below ``authority/``) is drawn by the dump that it comes with,
        else by the documents, and goes with them. One change: whole or not at all, also where the lines raise. Raises
        StoreError for what is no line of a named graph."""

    def put(self, documents: Iterable[Contribution], graphs: Iterable[str] = ()) -> None:
        """Like `load`, for documents that tell what they draw from authorities: that goes again with the last that draws it."""

    def remove(self, document: str) -> bool:
        """Takes the named graph of a document (its IRI) out; False where there is none. What authorities say stays where
        something else draws it."""

    def replace(self, lines: Iterable[Line]) -> None:
        """Makes these lines the whole content."""

    def query(self, text: str) -> Answer:
        """The answer to SELECT, ASK, CONSTRUCT or DESCRIBE, the project's prefixes declared. Raises QueryError."""

    def triples(self) -> Iterator[Line]:
        """The default graph as lines of N-Triples, those of a subject one after the other."""

    def named(self, graph: str) -> Iterator[Line]:
        """A named graph (its IRI) as lines of N-Triples."""

    def states(self) -> dict[str, str]:
        """The documents and dumps (IRIs of their graphs) with the state of each, as it was put."""

    def notes(self) -> Iterator[str]:
        """What was noted with the documents that were put, in the order of their IRIs."""

    def drawn(self) -> Iterator[Line]:
        """What authorities say and documents draw, as lines."""

    def graphs(self) -> tuple[str, ...]:
        """The IRIs of the named graphs, sorted."""

    def size(self) -> int:
        """The number of triples, each counted once."""

    def close(self) -> None:
        """Lets the store go; a closed one cannot be used."""

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...
