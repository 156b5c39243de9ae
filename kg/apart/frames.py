"""What goes over the pipe between a process and its worker: a length, a header in JSON, the bytes that it announces."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import IO, Any

PREFIX = 4
"""Bytes of the length that comes first."""


def pack(header: Mapping[str, Any], body: bytes = b"") -> bytes:
    """One message."""
    head = json.dumps({**header, "body": len(body)}).encode()
    return struct.pack(">I", len(head)) + head + body


def length(prefix: bytes) -> int:
    """How long the header is that follows."""
    return int(struct.unpack(">I", prefix)[0])


def read(stream: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    """The next message, or None where the other side is gone."""
    prefix = stream.read(PREFIX)
    if len(prefix) < PREFIX:
        return None
    head = stream.read(length(prefix))
    try:
        header: dict[str, Any] = json.loads(head)
    except ValueError:  # cut off in the middle
        return None
    body = stream.read(int(header["body"]))
    return (header, body) if len(body) == header["body"] else None
