"""What differs from one SPARQL server to another: where it takes queries, updates and graphs, and what it has no word for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit, urlunsplit

from kg.errors import UsageError
from kg.store.malformed import bared


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a server takes queries, updates (SPARQL 1.1 Protocol) and whole graphs (Graph Store HTTP Protocol), and who asks."""

    query: str
    update: str
    graphs: str
    user: str = ""
    password: str = ""

    @property
    def shown(self) -> str:
        """The address as messages print it, without who asks."""
        return self.query


def addresses(url: str, update: str = "", graphs: str = "", user: str = "", password: str = "") -> Addresses:
    """The addresses of a server that is given by that of its queries; a user and password may stand in it.

    ``…/query`` has its neighbours ``…/update`` and ``…/store`` (Oxigraph); ``…/sparql`` those of Virtuoso, which asks for a
    password under addresses of their own; others are given. Raises UsageError for what is no http(s) address.
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        port = f":{parts.port}" if parts.port else ""
    except ValueError as error:
        raise UsageError(f"--store: this is no address of a server: {error}") from error
    if parts.scheme not in ("http", "https") or not host:
        raise UsageError("--store: give a folder, or the http(s) address of a server's SPARQL queries")
    user, password = user or unquote(parts.username or ""), password or unquote(parts.password or "")
    netloc = (f"[{host}]" if ":" in host else host) + port
    plain = urlunsplit((parts.scheme, netloc, parts.path, parts.query, ""))
    stem, _, name = plain.rpartition("/")
    if name == "query":
        update, graphs = update or f"{stem}/update", graphs or f"{stem}/store"
    elif name == "sparql":
        own = "-auth" if user else ""
        update, graphs = update or f"{stem}/sparql{own}", graphs or f"{stem}/sparql-graph-crud{own}"
    if not update or not graphs:
        reason = "say where it takes updates and graphs, with KG_STORE_UPDATE and KG_STORE_GRAPHS"
        raise UsageError(f"--store: {plain} ends neither in /query nor in /sparql; {reason}")
    return Addresses(plain, update, graphs, user, password)


def keeps_default(server: str) -> bool:
    """Whether a server (its Server header) has a default graph that can be written: Virtuoso's is the union of all graphs, each
    triple as often as a graph says it, so the merged graph is a named one there and each query is told to take it."""
    return not server.lower().startswith("virtuoso")


_GRAPH = re.compile(
    r"(?<![\w:?$@-])GRAPH\s*(?:(?P<variable>[?$]\w+)|(?P<iri><[^>]*>)|(?P<short>[^\s{}<>?$]*:[^\s{}<>]*))", re.IGNORECASE
)
_PREFIX = re.compile(r"(?<![\w:?$@-])PREFIX\s+([^\s:]*):\s*<([^>]*)>", re.IGNORECASE)


def graphs_asked(text: str, prefixes: Mapping[str, str]) -> tuple[list[str], bool]:
    """The graphs (IRIs) that a query names after GRAPH, sorted, and whether it asks for any graph (``GRAPH ?g``): a server that
    is told the default graph has to be told these too (https://www.w3.org/TR/sparql11-query/#rdfDataset)."""
    bare = bared(text)
    known = dict(prefixes) | dict(_PREFIX.findall(text))
    found: set[str] = set()
    open_ = False
    for place in _GRAPH.finditer(bare):
        if place["iri"]:
            found.add(text[place.start("iri") + 1 : place.end("iri") - 1])
        elif place["short"]:
            name, _, rest = place["short"].partition(":")
            found.add(known.get(name, f"{name}:") + rest)
        else:
            open_ = True
    return sorted(found), open_
