"""The labels of the default graph, one an entity (see `kg.labels`): of lines that stream into a database, and of what it
holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
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
_SPOOLED = 4_000_000
_PIECE = 8_000_000
_GIVEN = 50_000
"""Names that are remembered, so that they are set aside once."""
_DEFAULT = ox.DefaultGraph()


class Names:
    """The lines that give names, set aside as lines stream into a database: which of them its default graph shows is known when
    all have come. Memory does not grow with their number; ``room`` is a folder for what it should not hold. ``before`` is what
    the database held before they came, None where it was empty."""

    def __init__(self, room: Path | None = None, before: ox.Store | None = None) -> None:
        self._room = room
        self._before = before
        self._file = SpooledTemporaryFile(_SPOOLED, dir=str(room) if room else None)  # noqa: SIM115 (closed by `__exit__`)
        self._given: set[tuple[bytes, bool]] = set()
        self.outdone: list[ox.Quad] = []
        """The names of the default graph that give way to those `chosen`."""

    def without(self, block: Block) -> Block:
        """The block less its lines that give names, which are kept."""
        named, others = labels.parted(block.text)
        if named:
            # The engine writes what it reads in one way; lines that nobody vouches for may be written in another.
            self._file.writelines(filter(self._is_new, (named if block.vouched else _canonical(named)).splitlines(keepends=True)))
        return block._replace(text=others)

    def _is_new(self, line: bytes) -> bool:
        """Whether a line says what none said right before: most documents give names that others give."""
        said = labels.essence(line)
        if said in self._given:
            return False
        if len(self._given) >= _GIVEN:
            self._given.clear()
        self._given.add(said)
        return True

    def chosen(self) -> Iterator[bytes]:
        """The names that the default graph shows and did not show before, some million bytes of N-Triples at a time."""
        self._file.seek(0)
        piece: list[Line] = []
        size = 0
        rows = ((line.partition(b" ")[0], line[:-1]) for line in self._file)
        for subject, own in groupby(in_order(rows, self._room), itemgetter(0)):
            lines = {labels.essence(line): line.decode() for _, line in own}
            shown: set[Line] = set()
            if self._before is not None:
                earlier, shown = _names(self._before, subject.decode())
                lines.update((labels.essence(line.encode()), line) for line in earlier)
            new, outdone = _settled(lines.values(), shown)
            self.outdone += outdone
            piece += new
            size += sum(map(len, new))
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
        new, outdone = _settled(*_names(store, subject))
        wanted += new
        for quad in outdone:
            store.remove(quad)
    return Block.of(wanted).text


def _settled(given: Collection[Line], shown: set[Line]) -> tuple[list[Line], list[ox.Quad]]:
    """What a subject's names in the default graph lack, and those that are to go; ``given`` are the lines of named graphs,
    ``shown`` the triples that the default graph has."""
    chosen = {triple(line) for line in (labels.settle(given) if len(given) > 1 else given)}
    outdone = shown - chosen
    return sorted(chosen - shown), list(ox.parse(Block.of(outdone).text, format=ox.RdfFormat.N_QUADS)) if outdone else []


def _names(store: ox.Store, subject: Token) -> tuple[list[Line], set[Line]]:
    """The names of a subject: those that named graphs give, and those that the default graph shows (N-Triples)."""
    named = ox.NamedNode(subject[1:-1])
    if next(store.quads_for_pattern(named, None, None, _DEFAULT), None) is None:
        return [], set()
    shown: set[Line] = set()
    given: dict[tuple[ox.NamedNode, object, bool], object] = {}  # thousands of documents may give the same name
    for name in PREDICATES:
        for quad in store.quads_for_pattern(named, name, None, None):
            graph = quad.graph_name
            if graph == _DEFAULT:
                shown.add(f"{subject} {name} {quad.object} .")
            else:
                given.setdefault((name, quad.object, labels.is_vouching(str(graph))), graph)
    return [f"{subject} {name} {words} {graph} ." for (name, words, _), graph in given.items()], shown
