"""The side of a build that has the documents and the store: partitions out, shards in, in order, whatever becomes of a worker."""

from __future__ import annotations

import logging
import re
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.cluster.partition import Task, Understand, made, version, wrapped
from kg.cluster.shards import Shard, Shelf, described, name_of, packed, unpacked
from kg.errors import KgError, StoreError, UsageError
from kg.journal import Outcome
from kg.model import Finding
from kg.read.unread import carried

if TYPE_CHECKING:
    from distributed import Client, Future

_ADDRESS = re.compile(r"(?:tcp|tls|ws|wss|ucx)://[^/\s]+:\d+/?")
_CONNECT, _NO_WORKER, _LOOK = 10, 60, 2
"""Seconds: until the scheduler answers, until a cluster without workers is given up, between two looks at it."""
_AHEAD = 3
"""Partitions under way for each worker: enough that none waits, few enough that memory does not grow."""
_MOST_BYTES = 4_000_000
"""Bytes of documents in a partition."""

Result = Outcome | Finding


@dataclass(frozen=True, slots=True)
class Cluster:
    """A Dask scheduler (its address), where shards go (a folder here, or an address that every worker reaches), how many
    documents a partition has on average, and whether shards that are there are taken as they are."""

    scheduler: str
    shards: str
    partition: int = 256
    reuse: bool = True

    def shared_out(self, understand: Understand, tasks: Iterator[Task]) -> Iterator[Result]:
        """What ``understand`` makes of each document, in their order. Raises UsageError where the cluster cannot be used,
        KgError where it is lost: the shards that are made are kept, and the same run goes on from them."""
        if not _ADDRESS.fullmatch(self.scheduler):
            raise UsageError(f"--cluster {self.scheduler}: not the address of a scheduler, such as tcp://host:8786")
        try:
            import distributed  # noqa: F401
            import fsspec  # noqa: F401
        except ImportError as error:
            hint = f"--cluster: {error.name} is not installed; install it with: pip install 'kg-politique[cluster]'"
            raise UsageError(hint) from error
        with _connected(self.scheduler) as client:
            _same_version(client)
            yield from _Run(self, client, understand).results(tasks)


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    from distributed import Client

    for name in ("distributed", "distributed.client"):  # the second is given a level of its own when Dask is imported
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(f"--cluster {address}: no scheduler answers ({error}); start one with: dask scheduler") from error
    try:
        yield client
    finally:
        client.close(timeout=_CONNECT)


def _same_version(client: Client) -> None:
    """Raises UsageError where no worker is there, or one has not the program and the rules that are here."""
    try:
        client.wait_for_workers(1, timeout=_CONNECT)
    except TimeoutError as error:
        address = client.scheduler.address
        raise UsageError(f"--cluster: no worker is there; start one with: dask worker --nthreads 1 {address}") from error
    answers: dict[str, Any] = client.run(version, on_error="return")
    for worker, found in sorted(answers.items()):
        if isinstance(found, ImportError):
            hint = "install kg-politique there, the same version as here"
            raise UsageError(f"--cluster: the worker {worker} has no kg, or another version ({found}); {hint}")
        if found != version():
            said = found[:12] if isinstance(found, str) else found
            hint = "install the same kg with the same ontology/ on every worker"
            raise UsageError(
                f"--cluster: the worker {worker} has other rules or another kg ({said}, not {version()[:12]}); {hint}"
            )


@dataclass(frozen=True, slots=True)
class _Part:
    """A partition: its name, its documents, and the future of its shard; none where the shard is there already."""

    name: str
    tasks: tuple[Task, ...]
    future: Future | None


class _Run:
    """One build's way through a cluster."""

    def __init__(self, cluster: Cluster, client: Client, understand: Understand) -> None:
        self.cluster, self.client, self.understand = cluster, client, understand
        self.shelf = Shelf(cluster.shards)
        self.there = self.shelf.names() if cluster.reuse else set()
        self.seen: set[str] = set()
        self.listed: list[dict[str, Any]] = []
        self.kept: set[str] = set()

    def results(self, tasks: Iterator[Task]) -> Iterator[Result]:
        parts = _partitions(tasks, self.cluster.partition)
        under_way: deque[_Part] = deque()
        while True:
            while len(under_way) < _AHEAD * max(1, self._workers()) and (some := next(parts, None)):
                under_way.append(self._begun(some))
            if not under_way:
                break
            yield from self._settled(under_way.popleft())
        manifest = {"version": version(), "documents": sum(one["documents"] for one in self.listed), "shards": self.listed}
        self.shelf.close(manifest, self.kept)

    def _workers(self) -> int:
        return len(self.client.scheduler_info(n_workers=-1)["workers"])

    def _begun(self, tasks: tuple[Task, ...]) -> _Part:
        name = name_of(state for _, state in tasks)
        return _Part(name, tasks, None if name in self.there else self._sent(name, tasks))

    def _sent(self, name: str, tasks: tuple[Task, ...]) -> Future:
        far = self.cluster.shards if self.shelf.far else ""
        documents = wrapped([(carried(item), state) for item, state in tasks])
        return self.client.submit(made, self.understand, documents, name, version(), far, pure=False)

    def _settled(self, part: _Part) -> Iterator[Result]:
        name = part.name
        shard, results = self._shard(part)
        twins = frozenset(one.graph for one in results if isinstance(one, Outcome)) & self.seen
        if twins:
            shard = packed(results, twins)
            self.shelf.take(name, shard)
        self.seen.update(one.graph for one in results if isinstance(one, Outcome))
        self.listed.append(described(name, shard, results))
        self.kept.add(name)
        yield from results

    def _shard(self, part: _Part) -> tuple[Shard, list[Result]]:
        """The shard of a partition, made again where what is there is damaged or was left incomplete."""
        if part.future is None:
            try:
                shard = self.shelf.give(part.name)
                results, again = unpacked(shard)
                if not again and len(results) == len(part.tasks):
                    return shard, results
            except (OSError, ValueError):
                pass
        shard = self._waited(part.future or self._sent(part.name, part.tasks), part)
        try:
            return shard, unpacked(shard)[0]
        except ValueError as error:
            raise StoreError(f"--shards {self.shelf.root}: {part.name} is damaged ({error}); run again") from error

    def _waited(self, future: Future, part: _Part) -> Shard:
        from distributed import KilledWorker

        try:
            shard: Shard | None = self._result(future)
        except KilledWorker:
            return self._one_by_one(part)
        if shard is not None:
            self.shelf.take(part.name, shard)
            return shard
        try:
            return self.shelf.give(part.name)
        except OSError as error:
            hint = "give an address that all machines reach, or a folder, to which they come back through the scheduler"
            raise UsageError(
                f"--shards {self.shelf.root}: what a worker wrote there is not to be seen from here; {hint}"
            ) from error

    def _result(self, future: Future) -> Shard | None:
        """What a worker gave. Raises KilledWorker where several died of it, KgError where the cluster is lost."""
        from concurrent.futures import CancelledError

        from distributed.comm import CommClosedError

        alone_since = None
        while True:
            try:
                shard: Shard | None = future.result(timeout=_LOOK)
                return shard
            except TimeoutError:
                if self._workers():
                    alone_since = None
                    continue
                alone_since = alone_since or time.monotonic()
                if time.monotonic() - alone_since > _NO_WORKER:
                    hint = "start some, and run again: what is done is kept"
                    raise KgError(f"--cluster: no worker has been left for {_NO_WORKER} seconds; {hint}") from None
            except (CancelledError, CommClosedError) as error:
                raise KgError(f"--cluster: the scheduler is gone ({error}); run again: what is done is kept") from error

    def _one_by_one(self, part: _Part) -> Shard:
        """A partition that workers died of, a document at a time: the one that kills them is told, and the others are built."""
        from distributed import KilledWorker

        results: list[Result] = []
        for item, state in part.tasks:
            name = name_of((part.name, state))
            try:
                shard = self._result(self._sent_back(name, (item, state)))
                results += unpacked(shard)[0] if shard is not None else []
            except KilledWorker:
                english = "every worker that took it died, perhaps for want of memory; the other documents are built"
                french = "tous les processus qui l'ont traité sont morts ; les autres documents sont traités"
                results.append(Finding("error", "understand.failed", item.where, english, french))
        shard = packed(results, again=True)
        self.shelf.take(part.name, shard)
        return shard

    def _sent_back(self, name: str, task: Task) -> Future:
        documents = wrapped([(carried(task[0]), task[1])])
        return self.client.submit(made, self.understand, documents, name, version(), "", pure=False)


def _partitions(tasks: Iterator[Task], documents: int) -> Iterator[tuple[Task, ...]]:
    """The documents, parted where their own states say so: one that is added or changed moves no border but its own, so that the
    other partitions are known again."""
    part: list[Task] = []
    size = 0
    for task in tasks:
        part.append(task)
        size += task[0].size()
        if int(task[1][:8] or "0", 16) % documents == 0 or len(part) >= 4 * documents or size >= _MOST_BYTES:
            yield tuple(part)
            part, size = [], 0
    if part:
        yield tuple(part)
