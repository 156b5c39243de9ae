"""Requests that are made again while their fault may pass: a server that is busy or cannot be reached just now."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tenacity

BUSY = frozenset((429, 500, 502, 503, 504))
"""HTTP statuses of a server that may answer well the next time (RFC 9110, section 15; RFC 6585)."""


class BusyError(Exception):
    """A server answered with one of BUSY. ``after`` are the seconds that its Retry-After asks for, 0 where it names none."""

    def __init__(self, status: int, after: str = "", message: str = "") -> None:
        super().__init__(message or f"HTTP {status}")
        self.status = status
        self.after = float(after) if after.isascii() and after.isdigit() and len(after) < 10 else 0.0


def retrying(
    attempts: int, faults: tuple[type[Exception], ...], first: float, most: float, sleep: Callable[[float], None] = time.sleep
) -> tenacity.Retrying:
    """What calls a function until it does not raise BusyError or one of ``faults``, at most ``attempts`` times, and raises the
    last of them. The pauses are what the server asks for, else drawn from a range that doubles from ``first`` seconds on; none is
    longer than ``most``. Needs the extra ``remote``."""
    import tenacity

    drawn = tenacity.wait_random_exponential(multiplier=first, max=most)

    def pause(state: tenacity.RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.after if isinstance(error, BusyError) else 0.0
        return min(asked, most) or drawn(state)

    return tenacity.Retrying(
        retry=tenacity.retry_if_exception_type((BusyError, *faults)),
        stop=tenacity.stop_after_attempt(attempts),
        wait=pause,
        sleep=sleep,
        reraise=True,
    )
