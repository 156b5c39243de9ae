"""What a process takes from itself before it does what may take too much: memory, processor time, a core file."""

from __future__ import annotations

import sys
from pathlib import Path


def restrain_memory(size: int) -> None:
    """Bounds the memory that this process may still take, in bytes.

    Memory is counted as RLIMIT_DATA counts it (private and writable), beyond what is in use; where the system does not count it
    so, the address space is bounded instead, and on Windows nothing is.
    """
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    which, used = _memory(resource.RLIMIT_DATA, resource.RLIMIT_AS)
    _, hard = resource.getrlimit(which)
    wanted = used + size
    resource.setrlimit(which, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def restrain_time(seconds: int) -> None:
    """Bounds the processor time that this process may still take; beyond it, it is ended by SIGXCPU."""
    if sys.platform == "win32":
        return
    import resource

    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = int(usage.ru_utime + usage.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def _memory(data: int, space: int) -> tuple[int, int]:
    """Which limit bounds memory here, and how many bytes of it are in use."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return space, 0
    found = {name: rest for name, _, rest in (line.partition(":") for line in lines)}
    return data, int(found["VmData"].split()[0]) * 1024
