"""SERVICE clauses of a client's query, answered by the endpoints that whoever runs the service allows, and by no others."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor

from kg.authority.live import NamedServices, federated, named
from kg.bounded import Limits
from kg.bounded.limits import size_checked
from kg.queries import PREFIXES
from kg.serve.pool import BusyError

_AT_ONCE, _WAITING = 4, 32
"""Queries whose clauses are answered at a time, and how many wait for that."""


class Federation:
    """``allowed`` are the values of ``--service``; a query's clauses are answered within the limits of a question. Raises
    UsageError for what is neither a host nor an address."""

    def __init__(self, allowed: Iterable[str], limits: Limits) -> None:
        self._services = NamedServices([named(text) for text in allowed], limits.answer)
        self._limits = limits
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="service")
        self._waiting = 0

    async def answered(self, text: str) -> str:
        """A query with the answers in the place of its clauses. Raises QueryRefusedError for an endpoint that is not allowed,
        QueryError, QueryLimitError, AuthorityError where an endpoint does not answer, BusyError."""
        size_checked(text, self._limits)
        if "SERVICE" not in text.upper():
            return text
        if self._waiting >= _WAITING:
            raise BusyError("too many questions to other servers are waiting; try again later")
        loop = asyncio.get_running_loop()
        until = loop.time() + self._limits.seconds

        def ask(url: str, form: Mapping[str, str], accept: str) -> bytes:
            return asyncio.run_coroutine_threadsafe(self._services.ask(url, form, accept, until), loop).result()

        self._waiting += 1
        try:
            return await loop.run_in_executor(self._threads, federated, text, self._services.holds, ask, PREFIXES)
        finally:
            self._waiting -= 1
