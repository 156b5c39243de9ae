"""What a question may cost, and what is said where it costs more."""

from __future__ import annotations

import signal
from dataclasses import dataclass

from kg.errors import QueryError, QueryLimitError

_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """``seconds`` of wall time; ``memory`` in bytes, beyond what the open graph takes; ``answer`` and ``text`` in bytes;
    ``depth`` of brackets within brackets."""

    seconds: float = 60.0
    memory: int = 2048 * _MIB
    answer: int = 512 * _MIB
    text: int = _MIB
    depth: int = 200


def size_checked(text: str, limits: Limits) -> str:
    """``text``, if it may be handed to a worker. Raises QueryLimitError where it is too long, QueryError where it is no text."""
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        raise QueryError(f"the query is not text: half a character stands at offset {error.start}") from None
    if size > limits.text:
        raise QueryLimitError("text", f"the query has {size} bytes; no more than {limits.text} are taken")
    return text


def too_slow(limits: Limits) -> QueryLimitError:
    """The error for a question that was stopped by the clock."""
    return QueryLimitError("time", f"the query was stopped after {limits.seconds:g} seconds; ask for less, or give it more time")


def too_large(limits: Limits) -> QueryLimitError:
    """The error for an answer that outgrew its bound."""
    return QueryLimitError("answer", f"the answer is larger than {shown(limits.answer)}; ask for less, or add a LIMIT")


def too_heavy(limits: Limits) -> QueryLimitError:
    """The error for a question that wanted more memory than it may have."""
    return QueryLimitError("memory", f"the query needs more than {shown(limits.memory)} of memory; ask for less")


def died(code: int | None, limits: Limits) -> QueryLimitError:
    """What a worker's exit code tells of the question that it died of."""
    if code in (-_signal("SIGALRM"), -_signal("SIGXCPU")):
        return too_slow(limits)
    if code in (-_signal("SIGABRT"), -_signal("SIGKILL")):  # how an engine ends that gets no memory, and how a system ends it
        return too_heavy(limits)
    return QueryLimitError("engine", "the query is too long or too deeply nested for the engine")


def shown(size: int) -> str:
    """A number of bytes as people read it."""
    return f"{size / _MIB:g} MB" if size >= _MIB else f"{size} bytes"


def _signal(name: str) -> int:
    return int(getattr(signal, name, 0)) or 1000  # a system without it reports no such end
