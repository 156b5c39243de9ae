"""Which form of an answer a client gets (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import mimeparse

from kg.serve.problems import ProblemError

ROWS: Mapping[str, str] = {
    "application/json": "json",
    "text/xml": "xml",
    "application/xml": "xml",
    "text/tab-separated-values": "tsv",
    "text/csv": "csv",
    "application/sparql-results+xml": "xml",
    "application/sparql-results+json": "json",
}
TRIPLES: Mapping[str, str] = {
    "application/json": "jsonld",
    "application/xml": "rdf",
    "text/xml": "rdf",
    "text/plain": "nt",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdf",
    "application/n-triples": "nt",
    "text/turtle": "ttl",
}
"""Media type → form of `kg.store.serialise`, those that are given to who takes anything last."""
MEDIA = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "ttl": "text/turtle; charset=utf-8",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
}
_LONGEST = 4096


def best(accept: str, offered: Mapping[str, str]) -> str:
    """The form among those offered that an Accept header likes best, "" for none."""
    if len(accept) > _LONGEST:
        raise ProblemError(400, "the Accept header is too long")
    try:
        return offered.get(mimeparse.best_match(list(offered), accept or "*/*"), "")
    except (mimeparse.MimeTypeParseException, ValueError):
        raise ProblemError(400, "the Accept header is malformed") from None


@lru_cache(maxsize=256)
def sparql_forms(accept: str) -> tuple[str, str]:
    """The forms for rows and for triples that an Accept header likes best, "" for none."""
    return best(accept, ROWS), best(accept, TRIPLES)
