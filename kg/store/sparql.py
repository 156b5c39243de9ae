"""SPARQL before and after the engine: what is refused, how an error reads, how an answer becomes plain values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import pyoxigraph as ox

from kg import namespaces as ns
from kg.errors import QueryError, QueryRefusedError
from kg.store.malformed import bared, explained
from kg.store.results import Answer, Boolean, Rows, Term, Triples

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_WORD = r"(?<![\w:?$@-])(?:{})(?![\w:-])"
_CALLS_OUT = re.compile(_WORD.format("SERVICE|LOAD"), re.IGNORECASE)
# What follows the word wherever it is one, found in the text as it stands: where a "<" opens an IRI and where it compares is
# for a grammar to tell, and a text may be made to be read in two ways. Possessive, so that no text makes it slow.
_BLANK = r"(?:\s|#[^\n\r]*+)*+"
_SERVER = r"""(?:<[^<>]*+>|[?$]\w++|[^\s{}()<>"'?$#:]*+:(?:\\.|[^\s{}()<>"'#])*+)"""
_SERVED = re.compile(rf"(?<![:?$@])SERVICE{_BLANK}(?:SILENT{_BLANK})?{_SERVER}{_BLANK}\{{", re.IGNORECASE)
_PROLOGUE = re.compile(r"\s*(?:PREFIX\s+[^\s:]*:\s*<\s*>|BASE\s*<\s*>|\s)*", re.IGNORECASE)
_UPDATES = re.compile(r"(?:INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|COPY|MOVE|ADD|WITH)\b", re.IGNORECASE)
_XSD_STRING = f"{ns.XSD}string"


def refuse(text: str) -> None:
    """Raises QueryRefusedError for what a reader of the graph has no business with: updates, and calls to other servers."""
    text = _ESCAPE.sub(lambda found: chr(int(found.group(1) or found.group(2), 16) % 0x110000), text)
    bare = bared(text)
    start = _PROLOGUE.match(bare)
    if start and _UPDATES.match(bare, start.end()):
        raise QueryRefusedError("updates are refused: the graph is only written by a build")
    if found := _CALLS_OUT.search(bare) or _SERVED.search(text):
        raise QueryRefusedError(f"{found.group()[:7].strip().upper()} is refused: a query may not call another server")


def asked(
    store: ox.Store,
    text: str,
    prefixes: Mapping[str, str],
    base: str | None = None,
    default: Sequence[str] | None = None,
    named: Sequence[str] | None = None,
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    """What the engine finds, not yet computed where it is many. ``default`` and ``named`` are the IRIs of the graphs that make
    the dataset (a default graph of several is their merge), None for those of the store.

    Raises QueryError with line and column where the text is malformed, QueryRefusedError for what is more than a question.
    """
    refuse(text)
    if not bared(text).strip():
        raise QueryError("malformed query at line 1, column 1: the query is empty")
    try:
        return store.query(
            text,
            prefixes=dict(prefixes),
            base_iri=base,
            default_graph=None if default is None else [ox.NamedNode(iri) for iri in default],
            named_graphs=None if named is None else [ox.NamedNode(iri) for iri in named],
        )
    except SyntaxError as error:
        raise QueryError(explained(str(error), text)) from error
    except (OSError, ValueError, RuntimeError) as error:
        raise QueryError(f"the query failed: {error}") from error


def ask(store: ox.Store, text: str, prefixes: Mapping[str, str]) -> Answer:
    """The answer of a store to a query, whose prefixes need not be declared.

    Raises QueryError with line and column where the text is malformed.
    """
    found = asked(store, text, prefixes)
    try:
        return answer(found)
    except (OSError, ValueError, RuntimeError) as error:
        raise QueryError(f"the query failed: {error}") from error


def answer(found: ox.QuerySolutions | ox.QueryBoolean | Iterable[ox.Triple | ox.Quad]) -> Answer:
    """What an engine found, as plain values."""
    if isinstance(found, ox.QueryBoolean):
        return Boolean(bool(found))
    if isinstance(found, ox.QuerySolutions):
        columns = tuple(variable.value for variable in found.variables)
        return Rows(columns, tuple(tuple(map(_term, row)) for row in found))
    return Triples(tuple(sorted({_triple(triple) for triple in found})))


def _triple(triple: ox.Triple | ox.Quad) -> tuple[Term, Term, Term]:
    return (_known(triple.subject), _known(triple.predicate), _known(triple.object))


def _term(term: object) -> Term | None:
    return None if term is None else _known(term)


def _known(term: object) -> Term:
    if isinstance(term, ox.NamedNode):
        return Term("uri", term.value)
    if isinstance(term, ox.BlankNode):
        return Term("bnode", term.value)
    if isinstance(term, ox.Literal):
        datatype = "" if term.language or term.datatype.value == _XSD_STRING else term.datatype.value
        return Term("literal", term.value, term.language or "", datatype)
    return Term("literal", str(term))
