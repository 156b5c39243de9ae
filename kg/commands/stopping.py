"""A command that is stopped: Ctrl-C and SIGTERM alike leave what was there whole, and end in one line."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def stoppable(goes_on: str) -> Iterator[None]:
    """Ends the command with exit code 128 + the signal (130, 143) and a line that says how it ``goes_on``. A second signal is
    ignored, so that nothing is left behind; what is under way in other processes is ended with them."""
    if threading.current_thread() is not threading.main_thread():
        yield  # signals are the main thread's
        return
    came: list[int] = []

    def stop(number: int, _: FrameType | None) -> None:
        for one in _SIGNALS:
            signal.signal(one, signal.SIG_IGN)
        came.append(number)
        raise KeyboardInterrupt

    before = {one: signal.signal(one, stop) for one in _SIGNALS}
    try:
        yield
    except KeyboardInterrupt:
        click.echo(f"stopped; what was there is as it was. {goes_on}", err=True)
        raise click.exceptions.Exit(128 + (came or [signal.SIGINT])[0]) from None
    finally:
        if not came:
            for one, handler in before.items():
                signal.signal(one, handler)
