"""Work shared out among processes: results in the order of the items, and never more under way than a few for each process."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

from kg.errors import KgError

if TYPE_CHECKING:
    from concurrent.futures import Future

Item = TypeVar("Item")
Result = TypeVar("Result")
_AT_ONCE = 16
_AHEAD = 3
WORTH_IT = 200
"""Documents from which on the start of processes pays."""


_helps: list[bool] = []


def helping() -> bool:
    """Whether this process works for another one."""
    return bool(_helps)


def workers_for(items: int) -> int:
    """How many processes a machine gives to so many documents, where nobody says."""
    return (os.process_cpu_count() if hasattr(os, "process_cpu_count") else os.cpu_count()) or 1 if items >= WORTH_IT else 1


def in_order(do: Callable[[Item], Result], items: Iterable[Item], workers: int) -> Iterator[Result]:
    """What ``do`` makes of each item, in their order; one worker is this process, which sees to a few items itself. ``do`` is
    found by its name in the others, and items and results must pickle. Raises KgError where a process dies."""
    if workers <= 1:
        yield from map(do, items)
        return
    stream = iter(items)
    first = list(islice(stream, _AT_ONCE))
    if len(first) < _AT_ONCE:
        yield from map(do, first)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context, resource_tracker

    stream = chain(first, stream)
    resource_tracker.ensure_running()  # or the first submission starts it, and lets signals through
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_started)
    under_way: deque[Future[list[Result]]] = deque()
    try:
        while True:
            while len(under_way) < workers * _AHEAD and (some := list(islice(stream, _AT_ONCE))):
                with _uninterrupted():  # a process that is starting would tell of an interruption at length
                    under_way.append(pool.submit(_several, do, some))
            if not under_way:
                return
            yield from under_way.popleft().result()
    except BrokenProcessPool as error:
        reason = "a worker process died, perhaps for want of memory; run again with fewer workers: what is done is kept"
        raise KgError(reason) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """An interruption waits; processes that are started meanwhile begin without any."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _several(do: Callable[[Item], Result], items: list[Item]) -> list[Result]:
    return [do(item) for item in items]


def _started() -> None:
    """A worker leaves interruptions to who started it, and ends with it."""
    import multiprocessing

    _helps.append(True)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    gc.set_threshold(200_000)  # as the command does: what a document is made of holds no rings
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
