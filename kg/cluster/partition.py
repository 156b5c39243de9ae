"""What a worker of the cluster does: one partition of documents, understood, as a shard."""

from __future__ import annotations

import gc
import pickle
import threading
import zlib
from collections.abc import Callable, Sequence

from kg.cluster.shards import Shard, Shelf, packed
from kg.engine import engine
from kg.errors import KgError
from kg.journal import Outcome
from kg.model import Finding
from kg.read.unread import Unread

Task = tuple[Unread, str]
"""A document that is not read yet, and the state that it will have."""
Understand = Callable[[Task], Outcome | Finding]

_one_at_a_time = threading.Lock()
"""Threads of a worker take turns: understanding is Python alone, so that two at once would be no faster."""


def version() -> str:
    """A digest of the program and of the tables and rules that this process has."""
    return engine()


def wrapped(tasks: Sequence[Task]) -> bytes:
    """Documents on their way to a worker."""
    return zlib.compress(pickle.dumps(list(tasks), pickle.HIGHEST_PROTOCOL), 1)


def made(understand: Understand, documents: bytes, name: str, wanted: str, shelf: str) -> Shard | None:
    """Understands a partition. Its shard goes to ``shelf``, an address; where that is empty it is given back. Raises KgError
    where this worker has not the program or the rules that are ``wanted``."""
    if version() != wanted:
        raise KgError("a worker that joined has another version of kg, or other rules; install the same on every worker")
    tasks: list[Task] = pickle.loads(zlib.decompress(documents))  # noqa: S301 - from the client that the worker serves
    usual = gc.get_threshold()
    with _one_at_a_time:
        gc.set_threshold(50_000)
        try:
            shard = packed([understand(task) for task in tasks])
        finally:
            gc.set_threshold(*usual)
    if not shelf:
        return shard
    Shelf(shelf).take(name, shard)
    return None
