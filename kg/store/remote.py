"""A store behind a SPARQL 1.1 endpoint: asked over HTTP, and sent what changes in a store of our own, its mirror."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Generator, Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx
import pyoxigraph as ox

from kg import iris
from kg import namespaces as ns
from kg.errors import StoreError
from kg.nquads import Contribution, Line, Token, node
from kg.retries import BUSY, BusyError, retrying
from kg.store.base import Store
from kg.store.endpoint import Addresses, addresses, graphs_asked, keeps_default
from kg.store.pushed import Pushed
from kg.store.results import Answer, Boolean, Rows, Term
from kg.store.sparql import answer, asked

_LINES, _SUBJECTS = 10_000, 200
"""Lines of a request that adds, subjects of one that deletes: Virtuoso refuses updates of more words than that."""
_PATIENCE = httpx.Timeout(120, connect=10)
_JSON = "application/sparql-results+json"
_NT = ox.RdfFormat.N_TRIPLES
_FIRST, _MOST = 0.2, 10.0
"""Seconds of pauses before the server is asked again."""


def _canonical(term: Term) -> Term:
    """A term as the graph has it: Virtuoso answers "1" for true."""
    if term.datatype == f"{ns.XSD}boolean" and term.value in ("0", "1"):
        return term._replace(value="true" if term.value == "1" else "false")
    return term


class _Auth(httpx.Auth):
    """Basic or digest, as the server asks."""

    def __init__(self, user: str, password: str) -> None:
        self._basic, self._digest = httpx.BasicAuth(user, password), httpx.DigestAuth(user, password)

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        answer = yield request
        if answer.status_code == 401:
            asked = answer.headers.get("www-authenticate", "").lower()
            yield from (self._digest if asked.startswith("digest") else self._basic).auth_flow(request)


class RemoteStore:
    """The graph on a server, and the same graph in ``mirror``, from which it is fed.

    A change is made in the mirror first, as one; then what differs is sent, graph by graph and subject by subject. What was sent
    is noted in ``room`` (a folder; in memory where there is none), so that a change that was cut off is completed by the next,
    or by `push`. Readers of the server may see a change half made. Raises UsageError for a bad address, StoreError where the
    server cannot be reached, refuses, or asks for a password.
    """

    def __init__(
        self,
        url: str | Addresses,
        mirror: Store,
        room: Path | None = None,
        base: str = iris.ID,
        tries: int = 5,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        environment = {name: os.environ.get(f"KG_STORE_{name.upper()}", "") for name in ("update", "graphs", "user", "password")}
        self._at = url if isinstance(url, Addresses) else addresses(url, **environment)
        self._mirror = mirror
        self._base = base
        self._prefixes: Mapping[str, str] = ns.prefixes(base)
        auth = _Auth(self._at.user, self._at.password) if self._at.user else None
        self._http: httpx.Client | None = httpx.Client(auth=auth, timeout=_PATIENCE, transport=transport, follow_redirects=False)
        self._retrying = retrying(tries, (httpx.TransportError,), _FIRST, _MOST)
        name = hashlib.sha256(self._at.shown.encode()).hexdigest()[:12]
        self._pushed = Pushed(room / f"sent-{name}" if room else None)
        self._merged = f"{base}graph/merged"
        server = self._send("GET", self._at.query, params={"query": "ASK {}"}, accept=_JSON).headers.get("server", "")
        self._keeps_default = keeps_default(server)

    # ── the server ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _send(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, str] | None = None,
        data: Mapping[str, str | list[str]] | None = None,
        content: bytes | None = None,
        kind: str = "",
        accept: str = "",
        allowed: tuple[int, ...] = (),
    ) -> httpx.Response:
        """One request that may be repeated without harm, tried again while the fault may pass."""
        headers = ({"Content-Type": kind} if kind else {}) | ({"Accept": accept} if accept else {})

        def once() -> httpx.Response:
            if self._http is None:
                raise StoreError("the store is closed")
            got = self._http.request(method, url, params=params, data=data, content=content, headers=headers)
            if got.is_success or got.status_code in allowed:
                return got
            said = f"{self._at.shown}: the server answered {got.status_code}: {' '.join(got.text.split())[:200]}"
            if got.status_code in (401, 403):
                raise StoreError(f"{said}; give user and password in KG_STORE_USER and KG_STORE_PASSWORD")
            if got.status_code in BUSY:
                raise BusyError(got.status_code, got.headers.get("retry-after", ""), said)
            raise StoreError(said)

        try:
            return self._retrying(once)
        except BusyError as error:
            raise StoreError(str(error)) from error
        except httpx.HTTPError as error:
            reason = f"cannot be reached ({type(error).__name__}: {error}); what was not sent is sent by the next change"
            raise StoreError(f"{self._at.shown}: {reason}") from error

    def _update(self, text: str) -> None:
        self._send("POST", self._at.update, data={"update": text})

    def _write(self, method: str, graph: str | None, lines: list[Line]) -> None:
        place = {"default": ""} if graph is None else {"graph": graph}
        content = "".join(f"{line}\n" for line in lines).encode()
        self._send(method, self._at.graphs, params=place, content=content, kind="application/n-triples")

    # ── changes ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def add(self, lines: Iterable[Line]) -> None:
        self._mirror.add(lines)
        self.push()

    def load(self, lines: Iterable[Line], graphs: Iterable[str] = ()) -> None:
        self._mirror.load(lines, graphs)
        self.push()

    def put(self, documents: Iterable[Contribution], graphs: Iterable[str] = ()) -> None:
        self._mirror.put(documents, graphs)
        self.push()

    def remove(self, document: str) -> bool:
        there = self._mirror.remove(document)
        self.push()
        return there

    def replace(self, lines: Iterable[Line]) -> None:
        self._mirror.replace(lines)
        self.push()

    def push(self) -> None:
        """Makes the server hold what the mirror holds."""
        if self._pushed.fresh:
            self._clear()
        sent, states = self._pushed.graphs(), self._mirror.states()
        there = self._mirror.graphs()
        for graph in there:
            state = states.get(graph, "")
            if state and sent.get(graph) == state:
                continue
            lines = list(self._mirror.named(graph))
            state = state or hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
            if sent.get(graph) != state:
                self._whole(graph, lines)
                self._pushed.note(graph, state)
        for graph in sorted(sent.keys() - set(there)):
            self._send("DELETE", self._at.graphs, params={"graph": graph}, allowed=(404,))
            self._pushed.note(graph, None)
        self._merge()

    def _whole(self, graph: str, lines: list[Line]) -> None:
        for start in range(0, len(lines), _LINES):
            self._write("POST" if start else "PUT", graph, lines[start : start + _LINES])

    def _clear(self) -> None:
        """Takes out what an earlier store of the same base left on the server."""
        for graph in self._remote_graphs():
            self._send("DELETE", self._at.graphs, params={"graph": graph}, allowed=(404,))
        if self._keeps_default:
            self._write("PUT", None, [])
        else:
            self._send("DELETE", self._at.graphs, params={"graph": self._merged}, allowed=(404,))

    def _merge(self) -> None:
        self._pushed.begin()
        lines: list[Line] = []
        subjects: list[tuple[Token, bytes]] = []
        stale: list[Token] = []
        for subject, own, state, before in self._pushed.changed(self._mirror.triples()):
            lines += own
            subjects.append((subject, state))
            if before:
                stale.append(subject)
            if len(lines) >= _LINES:
                self._batch(stale, lines, subjects)
                lines, subjects, stale = [], [], []
        self._batch(stale, lines, subjects)
        left = self._pushed.left()
        for start in range(0, len(left), _SUBJECTS):
            gone = left[start : start + _SUBJECTS]
            self._batch(gone, [], [])
            self._pushed.gone(gone)

    def _batch(self, stale: list[Token], lines: list[Line], subjects: list[tuple[Token, bytes]]) -> None:
        """Sends what some subjects now say in the merged graph; ``stale`` are those of which it said something else."""
        for start in range(0, len(stale), _SUBJECTS):
            patterns = (f"{subject} ?p ?o" for subject in stale[start : start + _SUBJECTS])
            where = ("{{ {} }}" if self._keeps_default else f"{{{{ GRAPH {node(self._merged)} {{{{ {{}} }}}} }}}}").format
            self._update(" ;\n".join(f"DELETE WHERE {where(pattern)}" for pattern in patterns))
        for start in range(0, len(lines), _LINES):
            self._write("POST", None if self._keeps_default else self._merged, lines[start : start + _LINES])
        self._pushed.sent(subjects)

    # ── questions ────────────────────────────────────────────────────────────────────────────────────────────────────

    def query(self, text: str) -> Answer:
        form = asked(ox.Store(), text, self._prefixes)  # tells what kind of query it is, and where it is malformed
        declared = " ".join(f"PREFIX {name}: <{space}>" for name, space in self._prefixes.items())
        if not isinstance(form, ox.QuerySolutions | ox.QueryBoolean):
            return answer(self._parsed(self._ask(f"{declared} {text}", "application/n-triples")))
        found = self._results(f"{declared} {text}")
        # Virtuoso answers an ASK with a row, or with none.
        return Boolean(bool(found.rows)) if isinstance(form, ox.QueryBoolean) and isinstance(found, Rows) else found

    def _ask(self, text: str, accept: str) -> bytes:
        data: dict[str, str | list[str]] = {"query": text}
        if not self._keeps_default:
            named, any_ = graphs_asked(text, self._prefixes)
            data["default-graph-uri"] = self._merged
            if named:
                data["named-graph-uri"] = sorted({*named, *(self._remote_graphs() if any_ else ())})
        return self._send("POST", self._at.query, data=data, accept=accept).content

    def _parsed(self, content: bytes) -> list[ox.Quad]:
        try:
            return list(ox.parse(content, _NT))
        except SyntaxError as error:
            raise StoreError(f"{self._at.shown}: the server's answer is no N-Triples: {error.msg}") from error

    def _results(self, text: str) -> Boolean | Rows:
        try:
            found = answer(ox.parse_query_results(self._ask(text, _JSON), ox.QueryResultsFormat.JSON))
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"{self._at.shown}: the server's answer is no result of a query: {error}") from error
        if isinstance(found, Rows):
            return Rows(found.columns, tuple(tuple(term and _canonical(term) for term in row) for row in found.rows))
        return Boolean(isinstance(found, Boolean) and found.value)

    def _remote_graphs(self) -> list[str]:
        found = self._results("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
        names = (row[0].value for row in (found.rows if isinstance(found, Rows) else ()) if row[0])
        return sorted(graph for graph in names if graph.startswith(self._base) and graph != self._merged)

    def graphs(self) -> tuple[str, ...]:
        return tuple(self._remote_graphs())

    def size(self) -> int:
        found = self.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        return int(found.rows[0][0].value) if isinstance(found, Rows) and found.rows[0][0] else 0

    # ── the mirror ───────────────────────────────────────────────────────────────────────────────────────────────────

    def triples(self) -> Iterator[Line]:
        return self._mirror.triples()

    def named(self, graph: str) -> Iterator[Line]:
        return self._mirror.named(graph)

    def states(self) -> dict[str, str]:
        return self._mirror.states()

    def notes(self) -> Iterator[str]:
        return self._mirror.notes()

    def drawn(self) -> Iterator[Line]:
        return self._mirror.drawn()

    def close(self) -> None:
        if self._http is not None:
            self._http.close()
            self._http = None
            self._pushed.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
