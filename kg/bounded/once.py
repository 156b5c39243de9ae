"""One question, one worker."""

from __future__ import annotations

import subprocess
from pathlib import Path
from threading import Timer

from kg import errors
from kg.apart import frames
from kg.bounded.limits import Limits, died, size_checked, too_slow
from kg.bounded.process import command, settings


def once(out: Path, text: str, form: str, limits: Limits | None = None) -> bytes:
    """The answer to a query on the graph of ``out`` (see `kg.outputs.open_graph`), printed as "table", "csv", "json" or "ttl".

    Raises QueryError for a faulty query, QueryLimitError for one that goes beyond the limits, UsageError and StoreError where
    there is no graph to ask.
    """
    limits = limits or Limits()
    request = {"text": size_checked(text, limits), "printed": form}
    pipe = subprocess.PIPE
    with subprocess.Popen(  # noqa: S603
        command(), stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, start_new_session=True
    ) as worker:
        assert worker.stdin
        assert worker.stdout
        late = Timer(limits.seconds, worker.kill)
        try:
            worker.stdin.write(frames.pack(settings(out, limits)) + frames.pack(request))
            worker.stdin.flush()
            reply = frames.read(worker.stdout)
            if reply and "error" not in reply[0]:  # the graph is open: from here on the question is timed
                late.start()
                reply = frames.read(worker.stdout)
        except BrokenPipeError:
            reply = None
        finally:
            overdue = late.finished.is_set()
            late.cancel()
            worker.kill()
    if reply is None:
        raise too_slow(limits) if overdue else died(worker.returncode, limits)
    return answered(reply)


def answered(reply: tuple[dict[str, object], bytes]) -> bytes:
    """The body of a worker's reply. Raises the error that it tells of."""
    header, body = reply
    if "error" in header:
        raise told(header)
    return body


def told(header: dict[str, object]) -> errors.KgError:
    """The error that a worker tells of, as the exception that it was there."""
    kind, message = str(header["error"]), str(header["message"])
    if kind == "QueryLimitError":
        return errors.QueryLimitError(str(header["limit"]), message)
    found = getattr(errors, kind, errors.KgError)
    return found(message) if issubclass(found, errors.KgError) else errors.KgError(message)
