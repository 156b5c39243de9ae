"""What a build on a Dask cluster costs, process by process: CPU seconds and memory of a scheduler and workers on this machine.

    python tests/bench/cluster_costs.py FILE.jsonl[.gz] [WORKERS]

Figures are printed, never asserted. Scaled to a million documents they tell what a cluster has to have.
"""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

TICKS = os.sysconf("SC_CLK_TCK")


def spent(process: int) -> tuple[float, float]:
    """CPU seconds and peak memory (MB) of a process that runs."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    peak = next(line for line in Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines() if "VmHWM" in line)
    return (int(fields[11]) + int(fields[12])) / TICKS, int(peak.split()[1]) / 1024


def table(source: Path, workers: int) -> list[str]:
    """The lines of the table."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{one.getsockname()[1]}"
    dask = (sys.executable, "-m", "dask")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    worker = (*dask, "worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard")
    with TemporaryDirectory() as folder:
        scheduler = subprocess.Popen(
            (*dask, "scheduler", "--host", address, "--no-dashboard", "--dashboard-address", ":0"), cwd=folder, **quiet
        )
        others = [subprocess.Popen(worker, cwd=folder, **quiet) for _ in range(workers)]
        try:
            start = time.monotonic()
            command = (sys.executable, "-m", "kg", "build", str(source.resolve()), "-o", "out", "--cluster", address)
            subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
            wall = time.monotonic() - start
            own = resource.getrusage(resource.RUSAGE_CHILDREN)
            rows = [("client: shares out, loads", own.ru_utime + own.ru_stime, own.ru_maxrss / 1024)]
            rows.append(("scheduler", *spent(scheduler.pid)))
            rows += [(f"worker {number}", *spent(one.pid)) for number, one in enumerate(others, 1)]
        finally:
            for one in (*others, scheduler):
                one.kill()
                one.wait()
        shards = list(Path(folder, "out", "shards").glob("part-*"))
        size = sum(path.stat().st_size for path in shards)
    lines = [f"{source.name}, {workers} workers: {wall:.1f} s; {len(shards) // 2} shards, {size / 1e6:.1f} MB"]
    return [*lines, *(f"  {name:<28}{cpu:>8.2f} s CPU{memory:>8.0f} MB" for name, cpu, memory in rows)]


if __name__ == "__main__":
    sys.stdout.write("\n".join(table(Path(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else 2)) + "\n")
