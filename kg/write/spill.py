"""More than memory should hold, put in order: sorted runs on disk, merged as they are read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from heapq import merge
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

RUN = 50_000_000
"""Characters that are sorted in memory at once."""

Row = tuple[Any, str]


def in_order(rows: Iterable[Row], room: Path | None = None) -> Iterator[Row]:
    """Rows of (key, text) by their keys, which are lists that JSON can write and that compare with one another. ``room`` is the
    folder for the runs."""
    with ExitStack() as files:
        runs: list[Iterator[Row]] = []
        run: list[Row] = []
        size = 0

        def spill() -> None:
            file = files.enter_context(TemporaryFile("w+", encoding="utf-8", errors="surrogatepass", dir=room))
            runs.append(_spilt(run, file))

        for row in rows:
            run.append(row)
            size += len(row[1])
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


def _spilt(run: list[Row], file: IO[str]) -> Iterator[Row]:
    """The rows in order, from a file that holds them until they are asked for."""
    run.sort(key=itemgetter(0))
    file.writelines(json.dumps(row) + "\n" for row in run)

    def read() -> Iterator[Row]:
        file.seek(0)
        for line in file:
            key, text = json.loads(line)
            yield key, text

    return read()
