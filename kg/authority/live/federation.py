"""SERVICE clauses of a query, answered by endpoints that the user allows: each is asked once, and its rows take its place.

The store itself calls nobody. A clause is sent as it stands, without the bindings of the rest of the query, so it must be narrow
enough by itself; an answer is kept like that of any live source.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from kg import namespaces as ns
from kg.errors import AuthorityError, QueryError, QueryRefusedError, ReadError
from kg.notation import json_value
from kg.nquads import is_web_iri, literal, node

Ask = Callable[[str, Mapping[str, str], str], bytes]
"""What sends a form to an address and returns the answer in a media type; `kg.authority.live.Polite.ask` is one."""
MOST_CLAUSES = 10
"""SERVICE clauses of a query: each is a question to somebody."""
MOST_ROWS = 20_000
"""Rows that an endpoint may answer with: they become part of the query."""
_SKIPPED = re.compile(
    r'<[^<>"{}|^`\\\x00-\x20]*>|"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\n\r]|\\.)*"|\'(?:[^\'\\\n\r]|\\.)*\'|#[^\n\r]*|[{}]',
    re.DOTALL,
)
_SERVICE = re.compile(r"(?<![\w:?$@-])SERVICE\s+(?P<silent>SILENT\s+)?<(?P<url>[^<>]*)>\s*\{", re.IGNORECASE)


def calls(text: str) -> bool:
    """Whether a query has a SERVICE clause that names its endpoint."""
    return next(_clauses(text), None) is not None


def federated(text: str, allowed: Callable[[str], bool], ask: Ask, prefixes: Mapping[str, str]) -> str:
    """The query with each SERVICE clause replaced by VALUES. Raises QueryRefusedError for an endpoint that is not allowed,
    QueryError for a clause that is left open or one too many, AuthorityError where an endpoint does not answer (unless the clause
    says SILENT)."""
    found = []
    done = 0
    for clause in _clauses(text):
        if clause.start() < done:  # within another, which is sent whole
            continue
        done = _closing(text, clause.end()) + 1
        found.append((clause, done))
        if not allowed(clause["url"]):
            url = clause["url"]
            raise QueryRefusedError(f"SERVICE is refused: <{url}> is not allowed to be asked; allow it with: --service {url}")
        if len(found) > MOST_CLAUSES:
            raise QueryError(f"more than {MOST_CLAUSES} SERVICE clauses are in this query")
    out = []
    done = 0
    for clause, end in found:  # nobody is asked before all are found to be allowed
        out.append(text[done : clause.start()])
        try:
            out.append(_asked(clause["url"], text[clause.end() : end - 1], ask, prefixes))
        except AuthorityError:
            if not clause["silent"]:
                raise
            out.append("{}")
        done = end
    return "".join((*out, text[done:]))


def _clauses(text: str) -> Iterator[re.Match[str]]:
    """The heads of the SERVICE clauses, those within strings, IRIs and comments left out."""
    if _SERVICE.search(text) is None:
        return
    quoted = [found.span() for found in _SKIPPED.finditer(text) if len(found.group()) > 1]
    for clause in _SERVICE.finditer(text):
        before = bisect_left(quoted, (clause.start(), 0)) - 1
        if before < 0 or quoted[before][1] <= clause.start():
            yield clause


def _closing(text: str, start: int) -> int:
    depth = 1
    for found in _SKIPPED.finditer(text, start):
        depth += {"{": 1, "}": -1}.get(found.group(), 0)
        if depth == 0:
            return found.start()
    raise QueryError("a SERVICE clause is left open: a } is missing")


def _asked(url: str, pattern: str, ask: Ask, prefixes: Mapping[str, str]) -> str:
    head = " ".join(f"PREFIX {name}: <{space}>" for name, space in prefixes.items() if f"{name}:" in pattern)
    query = f"{head} SELECT * WHERE {{ {pattern} }} LIMIT {MOST_ROWS + 1}"
    content = ask(url, {"query": query}, "application/sparql-results+json")
    try:
        answer = json_value(content, url)
        names = [str(name) for name in answer["head"]["vars"]]
        rows = [[_term(row.get(name)) for name in names] for row in answer["results"]["bindings"]]
    except (ReadError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise AuthorityError(f"{url}: the answer is no SPARQL result in JSON ({error})") from error
    if len(rows) > MOST_ROWS:
        raise AuthorityError(f"{url}: more than {MOST_ROWS} rows; make the SERVICE clause narrower")
    if any(not re.fullmatch(r"\w+", name) for name in names):
        raise AuthorityError(f"{url}: the answer names a variable that is none")
    listed = " ".join(f"({' '.join(row)})" for row in rows)
    return f"{{ VALUES ({' '.join(f'?{name}' for name in names)}) {{ {listed} }} }}"


def _term(term: Any) -> str:
    """A term of an answer as SPARQL writes it; what a VALUES clause cannot hold is undefined."""
    if term is None:
        return "UNDEF"
    value = str(term["value"])
    if term["type"] == "uri":
        return node(value) if is_web_iri(value) else "UNDEF"
    if term["type"] in ("literal", "typed-literal"):
        kind = str(term.get("datatype") or "")
        if kind and not is_web_iri(kind):
            return "UNDEF"
        if kind and not kind.startswith(ns.XSD):
            return f"{literal(value)}^^{node(kind)}"
        return literal(value, str(term.get("xml:lang") or ""), kind.removeprefix(ns.XSD) if kind else "")
    return "UNDEF"
