"""A process that cannot reach the network, whatever the engine within it is talked into (Linux; elsewhere queries are refused
by their text alone, see `kg.store.sparql.refuse`).

A seccomp filter (https://www.kernel.org/doc/html/latest/userspace-api/seccomp_filter.html) answers every call of ``socket`` with
EPERM, for this thread and all that it starts later. It needs no privilege, and cannot be taken off again.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
import sys

# Of linux/filter.h, linux/seccomp.h and linux/audit.h: (architecture as audit names it, number of the call `socket`).
_ARCHITECTURES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_LOAD_WORD, _IF_EQUAL, _IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER, _ARCHITECTURE = 0, 4
_ALLOW, _FAIL = 0x7FFF0000, 0x00050000
_X32 = 0x40000000  # the numbers of x86_64's other way to call
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2


def go_offline() -> bool:
    """Shuts this process off from the network; False where the system offers no way."""
    known = _ARCHITECTURES.get(platform.machine()) if sys.platform == "linux" else None
    if known is None:
        return False
    architecture, call = known
    steps = [
        (_LOAD_WORD, 0, 0, _ARCHITECTURE),
        (_IF_EQUAL, 0, 3, architecture),
        (_LOAD_WORD, 0, 0, _NUMBER),
        (_IF_AT_LEAST, 1, 0, _X32),
        (_IF_EQUAL, 0, 1, call),
        (_RETURN, 0, 0, _FAIL | errno.EPERM),
        (_RETURN, 0, 0, _ALLOW),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = ctypes.create_string_buffer(struct.pack("HP", len(steps), ctypes.addressof(code)))
    system = ctypes.CDLL(None)
    if system.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(system.prctl(_SECCOMP, _FILTER, program, 0, 0) == 0)
