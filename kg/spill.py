"""More than memory should hold, put in order: sorted runs on disk, merged as they are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from heapq import merge
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

RUN = 16_000_000
"""Bytes that are sorted in memory at once."""

Row = tuple[bytes, bytes]


def in_order(rows: Iterable[Row], room: Path | None = None) -> Iterator[Row]:
    """Rows of (key, text) by their keys, byte by byte; a key holds no line end. ``room`` is the folder for the runs."""
    with ExitStack() as files:
        runs: list[Iterator[Row]] = []
        run: list[Row] = []
        size = 0

        def spill() -> None:
            runs.append(_spilt(run, files.enter_context(TemporaryFile("w+b", dir=room))))

        for row in rows:
            run.append(row)
            size += len(row[0]) + len(row[1])
            if size > RUN:
                spill()
                run.clear()
                size = 0
        run.sort(key=itemgetter(0))
        if runs:
            spill()
            yield from merge(*runs, key=itemgetter(0))
        else:
            yield from run


def _spilt(run: list[Row], file: IO[bytes]) -> Iterator[Row]:
    """The rows in order, from a file that holds them until they are asked for."""
    run.sort(key=itemgetter(0))
    file.writelines(b"%b\n%d\n%b" % (key, len(text), text) for key, text in run)

    def read() -> Iterator[Row]:
        file.seek(0)
        while key := file.readline():
            yield key[:-1], file.read(int(file.readline()))

    return read()
