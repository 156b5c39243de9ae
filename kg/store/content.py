"""What a database holds: quads in named graphs, and their union in the default graph, each triple once, one label an entity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import RawIOBase
from itertools import chain, islice
from pathlib import Path
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import IO, TYPE_CHECKING, Self, cast

import pyoxigraph as ox

from kg.errors import StoreError
from kg.nquads import Block, Line, Token, node
from kg.store import folding
from kg.store.folding import Folding
from kg.store.naming import PREDICATES, Names, settle

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

FEW = 200_000
"""Lines up to which a change is little."""
# A load holds a kilobyte of memory for each of its quads; what many small ones leave the database merges again and again.
_TOGETHER = 60_000_000
_SMALL = 1_000_000
"""Bytes of N-Quads up to which one load is cheaper than two."""
_PIECE = 4_000_000
_SOME = 10_000
_SPOOLED = 32_000_000
_DEFAULT = ox.DefaultGraph()


def accumulates(graph: str) -> bool:
    """Whether documents add to a graph together, so that none of them replaces it: what authorities say."""
    return "/authority/" in graph


def some(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """The lines, some thousands at a time."""
    stream = iter(lines)
    while together := list(islice(stream, _SOME)):
        yield together


def blocked(lines: Iterable[Line]) -> Iterator[Block]:
    """The lines in blocks of some thousands."""
    return map(Block.of, some(lines))


class Filling:
    """Puts lines into a database, many at a time, in memory that does not grow with their number. The default graph is complete
    once `close` was called: ``names`` keeps its names until then. ``aside``: lines are loaded by a thread, while whoever gives
    them makes more. ``folds``: which of them stand in the default graph alone."""

    def __init__(self, store: ox.Store, names: Names, folds: Folding, aside: bool = False) -> None:
        self._store = store
        self._folds = folds
        self._names = names
        self._blocks: list[Block] = []
        self._size = 0
        self._thread: ThreadPoolExecutor | None = None
        if aside:
            from concurrent.futures import ThreadPoolExecutor

            self._thread = ThreadPoolExecutor(1)
        self._loading: Future[None] | None = None

    def take(self, block: Block) -> None:
        """Raises StoreError for what is no N-Quads."""
        self._blocks.append(block)
        self._size += len(block.text)
        if self._size > _TOGETHER:
            self.flush()

    def flush(self) -> None:
        """Loads what was taken and is not loaded yet, once what was before it is."""
        self.wait()
        blocks, self._blocks, self._size = self._blocks, [], 0
        self._folds.decide(blocks)
        if self._thread is not None:
            self._loading = self._thread.submit(_load, self._store, blocks, self._names, self._folds.on)
        else:
            _load(self._store, blocks, self._names, self._folds.on)

    def wait(self) -> None:
        """Returns when all that was given to be loaded is."""
        loading, self._loading = self._loading, None
        if loading is not None:
            loading.result()

    def close(self, renamed: Iterable[Token] = ()) -> None:
        """Gives each of the entities seen, and of those ``renamed``, one label."""
        self.wait()
        blocks, self._blocks = self._blocks, []
        self._folds.decide(blocks)
        chosen = self._names.chosen()
        _load(self._store, blocks, self._names, self._folds.on, chosen)
        for piece in chosen:
            _bulk(self._store, (piece,), ox.RdfFormat.N_TRIPLES)
        for quad in self._names.outdone:
            self._store.remove(quad)
        _bulk(self._store, (settle(self._store, renamed),), ox.RdfFormat.N_TRIPLES)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._thread is not None:
            self._thread.shutdown(wait=True, cancel_futures=True)


def without(store: ox.Store, graphs: Iterable[str], dead: Iterable[Line] = (), folded: bool = False) -> list[ox.Quad]:
    """Takes named graphs (IRIs) and single lines out of a database; the default graph keeps them until `forget`. Returns what
    is gone."""
    lost = list(_quads(dead))
    for quad in lost:
        store.remove(quad)
    for name in {quad.graph_name for quad in lost}:
        if next(store.quads_for_pattern(None, None, None, name), None) is None:
            store.remove_graph(name)
    for graph in sorted(graphs):
        name = ox.NamedNode(graph)
        lost += store.quads_for_pattern(None, None, None, name)
        if folded:
            own = list(folding.parts(store, graph))
            for quad in own:  # no other graph has them, and what comes in its place may be the same
                store.remove(quad)
            lost += own
        store.remove_graph(name)
    return lost


def forget(store: ox.Store, lost: Iterable[ox.Quad]) -> set[Token]:
    """Takes what is left in no named graph out of the default graph. Returns the subjects whose names may be others now."""
    renamed: set[Token] = set()
    for quad in lost:
        if quad.graph_name == _DEFAULT:
            continue
        subject, predicate, object_ = quad.subject, quad.predicate, quad.object
        if predicate in PREDICATES:
            renamed.add(str(subject))
        elif all(other.graph_name == _DEFAULT for other in store.quads_for_pattern(subject, predicate, object_, None)):
            store.remove(ox.Quad(subject, predicate, object_, _DEFAULT))
    return renamed


def blocks(store: ox.Store, graphs: Iterable[str], room: Path | None = None, folded: bool = False) -> Iterator[Block]:
    """The lines of named graphs (IRIs). ``room`` is a folder for what memory should not hold."""
    for graph in sorted(graphs):
        closed = f" {node(graph)} .\n".encode()
        if folded and (text := folding.lines(store, graph)):
            yield Block(text, graph, vouched=True)
        with _dump(store, ox.NamedNode(graph), room) as file:
            while piece := b"".join(sorted(file.readlines(_PIECE))):
                yield Block(piece.replace(b" .\n", closed), graph, vouched=True)


def named(store: ox.Store, graph: str, room: Path | None = None, folded: bool = False) -> Iterator[Line]:
    """A named graph (its IRI) as lines of N-Triples."""
    if not folded:
        return _dumped(store, ox.NamedNode(graph), room)
    return iter(
        sorted({*_dumped(store, ox.NamedNode(graph), room), *(f"{quad.triple} ." for quad in folding.parts(store, graph))})
    )


def triples(store: ox.Store, room: Path | None = None) -> Iterator[Line]:
    """The default graph as lines of N-Triples, those of a subject one after the other."""
    return _dumped(store, _DEFAULT, room)


def _dumped(store: ox.Store, graph: ox.NamedNode | ox.DefaultGraph, room: Path | None) -> Iterator[Line]:
    with _dump(store, graph, room) as file:
        for raw in file:
            yield raw[:-1].decode()


@contextmanager
def _dump(store: ox.Store, graph: ox.NamedNode | ox.DefaultGraph, room: Path | None) -> Iterator[IO[bytes]]:
    with SpooledTemporaryFile(_SPOOLED, dir=str(room) if room else None) as file:
        store.dump(file, ox.RdfFormat.N_TRIPLES, from_graph=graph)
        file.seek(0)
        yield file


def graphs(store: ox.Store) -> tuple[str, ...]:
    """The IRIs of the named graphs, sorted."""
    return tuple(sorted(str(graph.value) for graph in store.named_graphs()))


def size(store: ox.Store) -> int:
    """The number of triples of the default graph."""
    found = store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    return int(next(found)["n"].value) if isinstance(found, ox.QuerySolutions) else 0


def _quads(lines: Iterable[Line]) -> Iterator[ox.Quad]:
    return iter(list(ox.parse("\n".join(lines).encode(), format=ox.RdfFormat.N_QUADS)))


def _load(store: ox.Store, blocks: list[Block], names: Names, folded: bool, chosen: Iterable[bytes] = ()) -> None:
    """Loads blocks. With the last of them come the first of the names that are ``chosen`` once all were seen."""
    vouched = all(block.vouched for block in blocks)
    named = (folding.shared(block) if folded else block.text for block in blocks)
    merged = (names.without(block).triples for block in blocks)
    if sum(len(block.text) for block in blocks) < _SMALL:
        _bulk(store, chain(named, merged, islice(chosen, 1)), ox.RdfFormat.N_QUADS, vouched)
        return
    # The named graphs and the default graph have indexes of their own: one after the other takes half the memory.
    _bulk(store, named, ox.RdfFormat.N_QUADS, vouched)
    _bulk(store, chain(merged, islice(chosen, 1)), ox.RdfFormat.N_TRIPLES, vouched)


class _Texts(RawIOBase):
    """Texts one after the other as a file, so that they are never in memory as one."""

    def __init__(self, texts: Iterable[bytes]) -> None:
        super().__init__()
        self._texts = iter(texts)
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if not self._left:
            self._left = memoryview(next(self._texts, b""))
        end = len(self._left) if size < 0 else size
        some, self._left = self._left[:end], self._left[end:]
        return bytes(some)


def _bulk(store: ox.Store, texts: Iterable[bytes], form: ox.RdfFormat, vouched: bool = False) -> None:
    texts = filter(None, texts)
    first = next(texts, b"")
    if not first:
        return
    try:
        store.bulk_load(cast("IO[bytes]", _Texts(chain((first,), texts))), format=form, lenient=vouched)
    except SyntaxError as error:
        raise StoreError(f"not N-Quads: {error.msg}") from error
