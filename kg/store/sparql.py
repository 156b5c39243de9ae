"""SPARQL before and after the engine: what is refused, how an error reads, how an answer becomes plain values."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyoxigraph as ox

from kg import namespaces as ns
from kg.errors import QueryError
from kg.store.results import Answer, Boolean, Rows, Term, Triples

# IRIs and strings first, or a "#" within them would open a comment (https://www.w3.org/TR/sparql11-query/#sparqlGrammar).
_QUOTED = re.compile(
    r'<[^<>"{}|^`\\\x00-\x20]*>|"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\n\r]|\\.)*"|\'(?:[^\'\\\n\r]|\\.)*\'|#[^\n\r]*',
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_WORD = r"(?<![\w:?$@-])(?:{})(?![\w:-])"
_CALLS_OUT = re.compile(_WORD.format("SERVICE|LOAD"), re.IGNORECASE)
_PROLOGUE = re.compile(r"\s*(?:PREFIX\s+[^\s:]*:\s*<>|BASE\s*<>|\s)*", re.IGNORECASE)
_UPDATES = re.compile(r"(?:INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|COPY|MOVE|ADD|WITH)\b", re.IGNORECASE)
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_MEANT = re.compile(r"expected one of |\[[^\]]*\](?: \| \[[^\]]*\])*|,\s*(?=,)")
_XSD_STRING = f"{ns.XSD}string"


def refuse(text: str) -> None:
    """Raises QueryError for what a reader of the graph has no business with: updates, and calls to other servers."""
    text = _ESCAPE.sub(lambda found: chr(int(found.group(1) or found.group(2), 16) % 0x110000), text)
    bare = _QUOTED.sub(lambda found: "<>" if found.group().startswith("<") else " ", text)
    start = _PROLOGUE.match(bare)
    if start and _UPDATES.match(bare, start.end()):
        raise QueryError("updates are refused: the graph is only written by a build")
    if found := _CALLS_OUT.search(bare):
        raise QueryError(f"{found.group().upper()} is refused: a query may not call another server")


def ask(store: ox.Store, text: str, prefixes: Mapping[str, str]) -> Answer:
    """The answer of a store to a query, whose prefixes need not be declared.

    Raises QueryError with line and column where the text is malformed.
    """
    refuse(text)
    try:
        found = store.query(text, prefixes=dict(prefixes))
        if isinstance(found, ox.QueryBoolean):
            return Boolean(bool(found))
        if isinstance(found, ox.QuerySolutions):
            columns = tuple(variable.value for variable in found.variables)
            return Rows(columns, tuple(tuple(_term(row[name]) for name in columns) for row in found))
        return Triples(tuple(sorted({_triple(triple) for triple in found})))
    except SyntaxError as error:
        raise QueryError(explained(str(error))) from error
    except (OSError, ValueError, RuntimeError) as error:
        raise QueryError(f"the query failed: {error}") from error


def explained(message: str) -> str:
    """An engine's message as "line L, column C: …", without the character classes of its grammar."""
    found = _PLACE.match(message)
    if found is None:
        return f"malformed query: {message}"
    line, column, rest = found.groups()
    meant = [part for raw in _MEANT.sub("", rest).split(",") if (part := " ".join(raw.split())) and len(part) > 1]
    words = [part for part in meant if " " in part]
    said = words[0] if words else "expected " + ", ".join(meant) if meant else "unexpected text"
    return f"malformed query at line {line}, column {column}: {said}"


def _triple(triple: ox.Triple) -> tuple[Term, Term, Term]:
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
