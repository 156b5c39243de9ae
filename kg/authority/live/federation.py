"""SERVICE clauses of a query, answered by endpoints that the user allows: each is asked once, and its rows take its place.

The store itself calls nobody. A clause is sent as it stands, without the bindings of the rest of the query, so it must be narrow
enough by itself; an answer is kept like that of any live source.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from kg import namespaces as ns
from kg.authority.live.polite import Polite
from kg.errors import AuthorityError, QueryError, ReadError
from kg.notation import json_value
from kg.nquads import is_web_iri, literal, node

MOST_ROWS = 20_000
"""Rows that an endpoint may answer with: they become part of the query."""
_SKIPPED = re.compile(
    r'<[^<>"{}|^`\\\x00-\x20]*>|"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\n\r]|\\.)*"|\'(?:[^\'\\\n\r]|\\.)*\'|#[^\n\r]*|[{}]',
    re.DOTALL,
)
_SERVICE = re.compile(r"(?<![\w:?$@-])SERVICE\s+(?P<silent>SILENT\s+)?<(?P<url>[^<>]*)>\s*\{", re.IGNORECASE)


def federated(text: str, allowed: Collection[str], polite: Polite, prefixes: Mapping[str, str]) -> str:
    """The query with each SERVICE clause replaced by VALUES. Raises QueryError for an endpoint that is not allowed or a clause
    that is left open, AuthorityError where an endpoint does not answer (unless the clause says SILENT)."""
    done = 0
    out = []
    while (clause := _SERVICE.search(text, done)) is not None:
        if _quoted(text, clause.start()):
            out.append(text[done : clause.end()])
            done = clause.end()
            continue
        url, end = clause["url"], _closing(text, clause.end())
        if url not in allowed:
            raise QueryError(f"<{url}> is not allowed to be asked; allow it with: --service {url}")
        out.append(text[done : clause.start()])
        try:
            out.append(_asked(url, text[clause.end() : end], polite, prefixes))
        except AuthorityError:
            if not clause["silent"]:
                raise
            out.append("{}")
        done = end + 1
    return "".join((*out, text[done:]))


def _quoted(text: str, at: int) -> bool:
    """Whether a place lies within a string, an IRI or a comment."""
    return any(found.start() < at < found.end() for found in _SKIPPED.finditer(text) if len(found.group()) > 1)


def _closing(text: str, start: int) -> int:
    depth = 1
    for found in _SKIPPED.finditer(text, start):
        depth += {"{": 1, "}": -1}.get(found.group(), 0)
        if depth == 0:
            return found.start()
    raise QueryError("a SERVICE clause is left open: a } is missing")


def _asked(url: str, pattern: str, polite: Polite, prefixes: Mapping[str, str]) -> str:
    head = " ".join(f"PREFIX {name}: <{space}>" for name, space in prefixes.items() if f"{name}:" in pattern)
    query = f"{head} SELECT * WHERE {{ {pattern} }} LIMIT {MOST_ROWS + 1}"
    content = polite.ask(url, {"query": query}, "application/sparql-results+json")
    try:
        answer = json_value(content, url)
        names = [str(name) for name in answer["head"]["vars"]]
        rows = [[_term(row.get(name)) for name in names] for row in answer["results"]["bindings"]]
    except (ReadError, KeyError, TypeError, AttributeError) as error:
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
