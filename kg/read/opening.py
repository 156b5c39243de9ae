"""The process that opens PDF, docx and ODT files: their libraries are handed bytes that nobody vouches for, and a few kilobytes
of these can ask for gigabytes, for hours, or break a library down. One file after another, on standard input; see
`kg.read.apart` for who asks.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import astuple
from typing import TYPE_CHECKING, Any

from kg.apart import frames
from kg.apart.offline import go_offline
from kg.apart.restraint import restrain_memory, restrain_time
from kg.errors import ReadError
from kg.model import Finding

if TYPE_CHECKING:
    from kg.read.pdf import Line


def main() -> None:
    """Runs until standard input ends."""
    replies = os.fdopen(os.dup(1), "wb")
    go_offline()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # nothing but replies may stand among them
    while message := frames.read(sys.stdin.buffer):
        request, data = message
        # At each file anew: what the process has in use by then is its own.
        restrain_memory(int(request["memory"]))
        restrain_time(int(request["seconds"]))
        header, body = _opened(request, data)
        replies.write(frames.pack(header, body))
        replies.flush()
    os._exit(0)


def _opened(request: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    findings: list[Finding] = []
    try:
        content = _content(str(request["suffix"]), data, str(request["where"]), findings)
        return {"findings": [astuple(one) for one in findings]}, json.dumps(content).encode()
    except ReadError as error:
        return {"refused": [error.where, error.reason]}, b""
    except MemoryError:
        return {"memory": True}, b""
    except Exception as error:
        return {"failed": f"{type(error).__name__}: {error}"[:500]}, b""


def _content(suffix: str, data: bytes, where: str, findings: list[Finding]) -> Any:
    if suffix == ".pdf":
        from kg.read.pdf import read_pages

        pages = read_pages(data, where)
        return {"lines": [_fields(line) for line in pages.lines], "heights": pages.heights, "blank": pages.blank}
    from kg.read.office import read_docx, read_odt

    return read_odt(data, where, findings) if suffix == ".odt" else read_docx(data, where, findings)


def _fields(line: Line) -> tuple[Any, ...]:
    return line.page, line.text, line.left, line.right, line.bottom, line.top, line.size, line.bold, line.gaps, line.raised
