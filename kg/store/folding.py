"""Large stores: what a document says of itself alone is indexed once.

A quad of a named graph takes six rows of the engine's indexes, and its triple in the default graph three more. In a large store
the mentions, evidence and statements of a document, nine tenths of all, stand in the default graph alone: their IRIs begin with
the document's, so which graph they belong to is known without its being written. Such a store is *folded*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import pyoxigraph as ox

from kg import namespaces as ns
from kg import terms
from kg.errors import QueryError
from kg.labels import is_vouching
from kg.nquads import Block, node
from kg.store.endpoint import graphs_asked
from kg.store.malformed import bared

GRAPHED_UP_TO = 5_000_000
"""Quads up to which every one of them stands in its named graph (some hundred seconds of loading)."""
_PARTS = ("mention", "quote", "statement")
_DEFAULT = ox.DefaultGraph()
_POINTING = (ox.NamedNode(terms.IN_DOCUMENT), ox.NamedNode(f"{ns.PROV}wasDerivedFrom"))
"""What a part of a document says of which it is part."""
_FROM = re.compile(r"(?<![\w:?$@-])FROM(?![\w:-])", re.IGNORECASE)


class Folding:
    """Whether the lines that are loaded are folded: they are where the store is (``on``), or will be large. ``documents`` is
    how many are expected, 0 where nobody knows."""

    def __init__(self, on: bool = False, documents: int = 0) -> None:
        self.on = on
        self._documents = documents

    def decide(self, blocks: Sequence[Block]) -> None:
        """Takes the first of what is to be loaded for a sample of all."""
        lines = [block.text.count(b"\n") for block in blocks if block.vouched and block.graph]
        if lines and self._documents:
            self.on = self.on or sum(lines) * self._documents > GRAPHED_UP_TO * len(lines)
        self._documents = 0


def shared(block: Block) -> bytes:
    """The lines of a block, of one graph and sorted, without those that are folded."""
    text = block.text
    if not block.vouched or not block.graph:
        return text
    for part in _PARTS:
        begun = f"<{block.graph}/{part}/".encode()
        start = 0 if text.startswith(begun) else text.find(b"\n" + begun) + 1
        if start or text.startswith(begun):
            last = max(text.rfind(b"\n" + begun) + 1, start)
            text = text[:start] + text[text.index(b"\n", last) + 1 :]
    return text


def parts(store: ox.Store, graph: str) -> Iterator[ox.Quad]:
    """The quads of the default graph that are folded out of a document's (its IRI)."""
    below = tuple(f"{graph}/{part}/" for part in _PARTS)
    subjects = {
        quad.subject.value: quad.subject
        for pointing in _POINTING
        for quad in store.quads_for_pattern(None, pointing, ox.NamedNode(graph), _DEFAULT)
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(below)
    }
    for iri in sorted(subjects):
        yield from store.quads_for_pattern(subjects[iri], None, None, _DEFAULT)


def lines(store: ox.Store, graph: str) -> bytes:
    """The same as lines of that graph."""
    flat = ox.serialize((quad.triple for quad in parts(store, graph)), format=ox.RdfFormat.N_TRIPLES) or b""
    return flat.replace(b" .\n", f" {node(graph)} .\n".encode())


def answerable(text: str, prefixes: Mapping[str, str], dataset: bool = False) -> None:
    """Raises QueryError where a query asks for documents' graphs, of which a folded store would give a part. ``dataset``: graphs
    are named beside the query."""
    asked, any_ = graphs_asked(text, prefixes)
    if dataset or any_ or _FROM.search(bared(text)) or not all(map(is_vouching, asked)):
        raise QueryError(
            "the graph of each document cannot be asked in so large a store, where mentions, evidence and statements stand in "
            "the default graph alone: ask that for kg:inDocument and prov:wasDerivedFrom, or export with: kg export --format nq"
        )
