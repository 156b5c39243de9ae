"""The worker: a process that opens a graph, answers one question after another, and may be killed at any moment.

It reads messages of `kg.apart.frames` from standard input: its settings first, then one a question, and answers each on
standard output. The clock is kept twice: by whoever asks, and by an alarm here, so that a worker whose parent is gone ends too.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from kg.apart import frames
from kg.apart.offline import go_offline
from kg.apart.restraint import restrain_memory
from kg.bounded.limits import Limits, too_heavy, too_large
from kg.errors import KgError, QueryError, QueryLimitError

_GRACE = 2.0
"""Seconds that whoever asks is left to stop the worker itself."""


def main() -> None:
    """Runs until standard input ends."""
    replies = os.fdopen(os.dup(1), "wb")
    go_offline()  # before an engine starts threads, which would stay on
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # nothing but replies may stand among them
    if first := frames.read(sys.stdin.buffer):
        _serve(first[0], sys.stdin.buffer, replies)
    replies.flush()
    os._exit(0)  # an engine's threads have nothing to put away: the graph was only read


def _serve(settings: dict[str, Any], requests: BinaryIO, replies: BinaryIO) -> None:
    from kg.bounded.answering import Reader

    limits = Limits(**settings["limits"])
    try:
        reader = Reader(Path(settings["out"]), limits)
        _send(replies, {"ready": True})
    except KgError as error:
        _send(replies, _problem(error))
        return
    restrain_memory(limits.memory)
    while message := frames.read(requests):
        request, _ = message
        _alarm(float(request.get("seconds", limits.seconds)) + _GRACE)
        header, body = _reply(reader.answer, request, limits)
        _send(replies, header, body)
        _alarm(0)


def _reply(
    answer: Callable[[dict[str, Any]], tuple[dict[str, Any], bytes]], request: dict[str, Any], limits: Limits
) -> tuple[dict[str, Any], bytes]:
    try:
        header, body = answer(request)
    except MemoryError:
        return _problem(too_heavy(limits)), b""
    except RecursionError:
        return _problem(QueryLimitError("engine", "the query is too deeply nested")), b""
    except KgError as error:
        return _problem(error), b""
    except Exception as error:
        return _problem(QueryError(f"the query failed: {type(error).__name__}: {error}")), b""
    if len(body) > limits.answer:
        return _problem(too_large(limits)), b""
    return header, body


def _send(replies: BinaryIO, header: dict[str, Any], body: bytes = b"") -> None:
    replies.write(frames.pack(header, body))
    replies.flush()


def _problem(error: KgError) -> dict[str, Any]:
    header = {"error": type(error).__name__, "message": str(error)}
    return {**header, "limit": error.limit} if isinstance(error, QueryLimitError) else header


def _alarm(seconds: float) -> None:
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)  # the default action of its signal ends the process
