"""The labels of the default graph, one an entity (see `kg.labels`): of lines that stream into an empty database, or of what a
database holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import Self

import pyoxigraph as ox

from kg import labels
from kg.errors import StoreError
from kg.nquads import Block, Line, Token, triple
from kg.spill import in_order

PREDICATES = tuple(ox.NamedNode(token[1:-1]) for token in labels.PREDICATES)
_SPOOLED = 32_000_000
_PIECE = 16_000_000
_DEFAULT = ox.DefaultGraph()


class Names:
    """The lines that give names, set aside as lines stream into an empty database: which of them its default graph shows is
    known when all have come. Memory does not grow with their number; ``room`` is a folder for what it should not hold."""

    def __init__(self, room: Path | None = None) -> None:
        self._room = room
        self._file = SpooledTemporaryFile(_SPOOLED, dir=str(room) if room else None)  # noqa: SIM115 (closed by `__exit__`)

    def without(self, block: Block) -> Block:
        """The block less its lines that give names, which are kept."""
        named, others = labels.parted(block.text)
        # The engine writes what it reads in one way; lines that nobody vouches for may be written in another.
        self._file.write(named if block.vouched or not named else _canonical(named))
        return block._replace(text=others)

    def chosen(self) -> Iterator[bytes]:
        """The names that the default graph shows, some million bytes of N-Triples at a time."""
        self._file.seek(0)
        piece: list[Line] = []
        size = 0
        rows = ((line.partition(b" ")[0], line[:-1]) for line in self._file)
        for _, own in groupby(in_order(rows, self._room), itemgetter(0)):
            lines = list({labels.essence(line): line for line in (raw.decode() for _, raw in own)}.values())
            shown = {triple(line) for line in (labels.settle(lines) if len(lines) > 1 else lines)}
            piece += sorted(shown)
            size += sum(map(len, shown))
            if size > _PIECE:
                yield Block.of(piece).text
                piece, size = [], 0
        yield Block.of(piece).text

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()


def _canonical(lines: bytes) -> bytes:
    try:
        return "".join(f"{quad} .\n" for quad in ox.parse(lines, format=ox.RdfFormat.N_QUADS)).encode()
    except SyntaxError as error:
        raise StoreError(f"not N-Quads: {error.msg}") from error


def settle(store: ox.Store, subjects: Iterable[Token]) -> bytes:
    """Takes the labels out of the default graph that `kg.labels` does not choose among the named graphs'. Returns those that it
    lacks, as N-Triples."""
    wanted: list[Line] = []
    for subject in sorted(subjects):
        merged: set[Line] = set()
        given: dict[tuple[ox.NamedNode, object, bool], object] = {}  # thousands of documents may give the same name
        for name in PREDICATES:
            for quad in store.quads_for_pattern(ox.NamedNode(subject[1:-1]), name, None, None):
                graph = quad.graph_name
                if graph == _DEFAULT:
                    merged.add(f"{subject} {name} {quad.object} .")
                else:
                    given.setdefault((name, quad.object, labels.is_vouching(str(graph))), graph)
        lines = [f"{subject} {name} {words} {graph} ." for (name, words, _), graph in given.items()]
        chosen = {triple(line) for line in labels.settle(lines)}
        wanted += sorted(chosen - merged)
        for quad in ox.parse(Block.of(merged - chosen).text, format=ox.RdfFormat.N_QUADS):
            store.remove(quad)
    return Block.of(wanted).text
