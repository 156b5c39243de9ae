"""A pool of warm workers, each of which answers one question at a time and is killed where it goes beyond its limits."""

from __future__ import annotations

import asyncio
import json
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from kg.apart import frames
from kg.bounded.limits import died, size_checked, too_slow
from kg.bounded.once import told
from kg.bounded.process import command, settings
from kg.errors import KgError
from kg.serve.settings import Settings

_OPENING = 600.0
"""Seconds that a worker may take to open the graph."""


class BusyError(KgError):
    """All workers are taken. ``client`` tells whether this client alone asks for too much."""

    def __init__(self, message: str, client: bool = False) -> None:
        super().__init__(message)
        self.client = client


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: its form (a key of `kg.store.serialise.ROWS` or ``TRIPLES``), the version of the graph, the bytes."""

    form: str
    version: str
    body: bytes

    def rows(self) -> list[dict[str, str]]:
        """The solutions of a SELECT in the form "json": variable → value; what is unbound is missing."""
        bindings = json.loads(self.body)["results"]["bindings"]
        return [{name: term["value"] for name, term in binding.items()} for binding in bindings]


class Pool:
    """As many places as there may be workers. A place is empty until a question needs it, and after its worker was killed."""

    def __init__(self, chosen: Settings) -> None:
        self._chosen = chosen
        self._places: asyncio.Queue[Process | None] = asyncio.Queue()
        self._queued = 0
        self._clients: Counter[str] = Counter()
        self._all: set[Process] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        for _ in range(chosen.workers):
            self._places.put_nowait(None)

    async def warm(self) -> None:
        """Starts all the workers. Raises UsageError or StoreError where there is no graph."""
        empty = [self._places.get_nowait() for _ in range(self._places.qsize())]
        for place in empty:
            self._places.put_nowait(place or await self._started())

    async def close(self) -> None:
        """Ends all the workers."""
        for task in self._tasks:
            task.cancel()
        for worker in list(self._all):
            await self._ended(worker)

    async def ask(self, request: Mapping[str, Any], client: str = "", grown: bool = False) -> Reply:
        """The reply to a request of `kg.bounded.answering.Reader.answer`; a query that has ``grown`` by what other servers
        answered may be as long as an answer. Raises BusyError, QueryError, QueryLimitError, StoreError."""
        limits = self._chosen.limits
        size_checked(str(request["text"]), replace(limits, text=limits.answer) if grown else limits)
        if self._queued >= self._chosen.waiting + self._chosen.workers:
            raise BusyError("too many questions are waiting; try again later")
        if client and self._clients[client] >= self._chosen.per_client:
            raise BusyError("this client has too many questions waiting", client=True)
        self._queued += 1
        self._clients[client] += 1
        try:
            return await self._placed(request)
        finally:
            self._queued -= 1
            self._clients[client] -= 1
            if not self._clients[client]:
                del self._clients[client]

    async def _placed(self, request: Mapping[str, Any]) -> Reply:
        try:
            worker = self._places.get_nowait()
        except asyncio.QueueEmpty:
            try:
                async with asyncio.timeout(self._chosen.patience):
                    worker = await self._places.get()
            except TimeoutError:
                raise BusyError("all workers are busy; try again later") from None
        healthy = False
        try:
            if worker is not None and worker.returncode is not None:  # the system ended it between two questions
                self._all.discard(worker)
                worker = None
            if worker is None:
                worker = await self._started()
            header, body = await self._answered(worker, request)
            healthy = True
        finally:
            if healthy or worker is None:
                self._places.put_nowait(worker)
            else:
                self._replace(worker)
        if "error" in header:
            raise told(header)
        return Reply(header["form"], header["version"], body)

    async def _answered(self, worker: Process, request: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
        limits = self._chosen.limits
        assert worker.stdin
        try:
            async with asyncio.timeout(limits.seconds):
                worker.stdin.write(frames.pack(request))
                await worker.stdin.drain()
                return await _received(worker)
        except TimeoutError:
            raise too_slow(limits) from None
        except (asyncio.IncompleteReadError, ConnectionError):
            raise died(await worker.wait(), limits) from None

    async def _started(self) -> Process:
        try:
            worker = await asyncio.create_subprocess_exec(
                *command(), stdin=PIPE, stdout=PIPE, stderr=DEVNULL, start_new_session=True, limit=1 << 20
            )
        except OSError as error:  # no process or no file to be had
            raise KgError(f"no worker could be started ({error})") from error
        self._all.add(worker)
        assert worker.stdin
        try:
            worker.stdin.write(frames.pack(settings(self._chosen.out, self._chosen.limits)))
            async with asyncio.timeout(_OPENING):
                header, _ = await _received(worker)
        except (asyncio.IncompleteReadError, ConnectionError, TimeoutError) as error:
            await self._ended(worker)
            raise KgError(f"{self._chosen.out}: no worker could be started ({type(error).__name__})") from error
        except asyncio.CancelledError:
            await self._ended(worker)
            raise
        if "error" in header:
            await self._ended(worker)
            raise told(header)
        return worker

    def _replace(self, worker: Process) -> None:
        """Kills a worker and starts another in its place, while whoever asked is answered already."""

        async def replace() -> None:
            fresh = None
            try:
                await self._ended(worker)
                fresh = await self._started()
            except KgError:
                fresh = None  # the next question tries again, and tells why
            finally:
                self._places.put_nowait(fresh)

        if worker.returncode is None:
            worker.kill()
        task = asyncio.create_task(replace())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _ended(self, worker: Process) -> None:
        self._all.discard(worker)
        if worker.returncode is None:
            worker.kill()
        await worker.communicate()


async def _received(worker: Process) -> tuple[dict[str, Any], bytes]:
    assert worker.stdout
    head = await worker.stdout.readexactly(frames.length(await worker.stdout.readexactly(frames.PREFIX)))
    header: dict[str, Any] = json.loads(head)
    return header, await worker.stdout.readexactly(header["body"])
