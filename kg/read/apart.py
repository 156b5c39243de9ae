"""PDF, docx and ODT files opened in a process of their own, which is bounded and may die: at most so much memory, so much time,
and one file is lost. The process serves one file after another, and ends with this one.
"""

from __future__ import annotations

import atexit
import json
import signal
import subprocess
from contextlib import suppress
from threading import Lock, Timer
from typing import Any

from kg.apart import frames
from kg.apart.starting import command
from kg.errors import ReadError
from kg.model import Finding
from kg.read.pdf import Line, Pages

MOST_MEMORY = 1 << 30
"""Bytes that opening a file may take, beyond the file itself (a novel as PDF takes about 50 MB)."""
MOST_SECONDS = 120
"""Seconds of processor time that it may take (a PDF of a million characters takes about three)."""
_PATIENCE = 5
"""How many times longer it may last, where other processes want the processor too."""
_ENDED_BY_TIME = ("SIGXCPU", "SIGALRM")


def pages_of(data: bytes, where: str) -> Pages:
    """The lines of a PDF. Raises ReadError where it cannot be read, or not within bounds."""
    content, _ = _OPENER.opened(data, ".pdf", where)
    return Pages(tuple(map(_line, content["lines"])), tuple(content["heights"]), tuple(content["blank"]))


def _line(said: list[Any]) -> Line:
    page, text, left, right, bottom, top, size, bold, gaps, raised = said
    parted = tuple((at, start, end) for at, start, end in gaps)
    return Line(page, text, left, right, bottom, top, size, bold, parted, tuple((start, end) for start, end in raised))


def text_of(data: bytes, suffix: str, where: str, findings: list[Finding]) -> str:
    """The HTML of a docx or an ODT; remarks on it go to ``findings``. Raises ReadError where it cannot be read, or
    not within bounds."""
    content, remarks = _OPENER.opened(data, suffix, where)
    findings += remarks
    return str(content)


class _Opener:
    """The process, started when it is first needed, and again where it died."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()
        self._overdue = False

    def opened(self, data: bytes, suffix: str, where: str) -> tuple[Any, list[Finding]]:
        """What a file holds, as JSON tells it, and what is to be remarked. Raises ReadError."""
        request = {"suffix": suffix, "where": where, "memory": MOST_MEMORY + len(data), "seconds": MOST_SECONDS}
        with self._lock:
            reply = self._asked(frames.pack(request, data))
            if reply is None:
                raise ReadError(where, _lost(self.close(), self._overdue))
        header, body = reply
        if "refused" in header:
            raise ReadError(*header["refused"])
        if "memory" in header:
            raise ReadError(where, _too_heavy())
        if "failed" in header:
            raise ReadError(where, f"cannot be read ({header['failed']}) — ne peut pas être lu")
        return json.loads(body), [Finding(*one) for one in header["findings"]]

    def _asked(self, message: bytes) -> tuple[dict[str, Any], bytes] | None:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = subprocess.Popen(  # noqa: S603
                command("kg.read.opening"),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        process = self._process
        assert process.stdin
        assert process.stdout
        self._overdue = False
        late = Timer(MOST_SECONDS * _PATIENCE, self._end, (process,))
        late.daemon = True
        late.start()
        try:
            process.stdin.write(message)
            process.stdin.flush()
            return frames.read(process.stdout)
        except BrokenPipeError:
            return None
        finally:
            late.cancel()

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        self._overdue = True
        process.kill()

    def close(self) -> int:
        """Ends the process; returns how it ended."""
        process, self._process = self._process, None
        if process is None:
            return 0
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):
                if stream:
                    stream.close()
        with suppress(subprocess.TimeoutExpired):
            return process.wait(1)  # it ends with its input, unless it is busy
        process.kill()
        return process.wait()


def _too_heavy() -> str:
    reason = f"opening it takes more than {MOST_MEMORY >> 20} MB of memory; save it again, or split it"
    return f"{reason} — demande trop de mémoire : enregistrez-le de nouveau, ou découpez-le"


def _lost(code: int, overdue: bool) -> str:
    """What the end of a process tells of the file that it was opening."""
    if overdue or -code in {int(getattr(signal, name, 0)) for name in _ENDED_BY_TIME} - {0}:
        reason = f"opening it takes more than {MOST_SECONDS} seconds; save it again, or split it"
        return f"{reason} — demande trop de temps : enregistrez-le de nouveau, ou découpez-le"
    reason = f"opening it takes more than {MOST_MEMORY >> 20} MB of memory, or breaks what opens it; save it again"
    return f"{reason} — son ouverture demande trop de mémoire ou échoue : enregistrez-le de nouveau"


_OPENER = _Opener()
atexit.register(_OPENER.close)
