"""What a worker does with a question: the graph as it is now, the answer in the form that was asked for."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from kg import outputs
from kg.bounded.limits import Limits, too_large
from kg.errors import QueryLimitError, StoreError, UsageError
from kg.store import EmbeddedStore, MemoryStore
from kg.store.malformed import bared
from kg.store.results import Triples, to_csv, to_json, to_table, to_turtle
from kg.store.serialise import AnswerTooLargeError, Asked, read_again

_BRACKET = re.compile(r"[{}()\[\]]")
_TRIES = 3


class Reader:
    """A graph that is opened again as soon as a build has put another in its place."""

    def __init__(self, out: Path, limits: Limits) -> None:
        self._out = out
        self._limits = limits
        self._version = ""
        self._store = self._opened()

    def _opened(self) -> EmbeddedStore | MemoryStore:
        for left in reversed(range(_TRIES)):
            self._version = outputs.version(self._out)
            store = outputs.open_graph(self._out)
            if not isinstance(store, EmbeddedStore | MemoryStore):
                raise StoreError(f"{self._out}: this graph is not kept here")
            try:
                store.query("ASK {}")
                return store
            except StoreError:
                if not left:  # a writer took the database away between the look at its name and its opening
                    raise
        raise AssertionError

    def answer(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """The header and the body of the reply to a request: ``text``, and ``printed`` (a form for people) or ``rows`` and
        ``triples`` (forms of the W3C) with ``default``, ``named`` and ``base``. Raises KgError."""
        if outputs.version(self._out) != self._version:
            self._store.close()
            self._store = self._opened()
        text = str(request["text"])
        depth_checked(text, self._limits)
        printed = request.get("printed")
        asked = Asked(text, request.get("default"), request.get("named"), request.get("base"))
        rows, triples = ("json", "nt") if printed else (str(request["rows"]), str(request["triples"]))
        try:
            form, body = self._store.serialised(asked, rows, triples, self._limits.answer)
        except AnswerTooLargeError:
            raise too_large(self._limits) from None
        return {"form": form, "version": self._version}, _printed(form, body, printed) if printed else body


def _printed(form: str, body: bytes, printed: str) -> bytes:
    answer = read_again(form, body)
    if printed != "ttl":
        return {"table": to_table, "csv": to_csv, "json": to_json}[printed](answer).encode("utf-8", "replace")
    if not isinstance(answer, Triples):
        raise UsageError("Turtle is for CONSTRUCT and DESCRIBE; take --format csv or json")
    return to_turtle(answer).encode()


def depth_checked(text: str, limits: Limits) -> None:
    """Raises QueryLimitError where brackets are nested deeper than the limit."""
    depth = 0
    for found in _BRACKET.finditer(bared(text)):
        depth += 1 if found.group() in "{([" else -1
        if depth > limits.depth:
            raise QueryLimitError("depth", f"brackets are nested deeper than {limits.depth}; no more are taken")
