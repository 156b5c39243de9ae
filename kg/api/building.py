"""Documents → a graph as an object."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.api.graph import Graph
from kg.errors import StoreError


def build(
    sources: Path | str | Iterable[Path | str], out: Path | str = "out", *, workers: int | None = 1, cache: bool = True
) -> Graph:
    """Documents → a graph in the folder ``out``, as ``kg build`` makes it.

    ``sources`` are a file or a folder, or several; ``workers`` processes share them (None: as many as the machine has, where
    there are many documents); without ``cache``, what has not changed is understood again too. Inputs that cannot be read are
    findings of ``report.refused``, and the rest is built. Raises OntologyError where the files of ``ontology/`` are faulty,
    StoreError where ``out`` cannot be written.

    >>> import kg
    >>> graph = kg.build("seeds")
    >>> graph.report.exit_code
    0
    """
    from kg.pipeline import build as build_graph

    several = [sources] if isinstance(sources, (str, Path)) else list(sources)
    with written(out):
        return Graph(out, build_graph(several, out, workers=workers, cache=cache))


@contextmanager
def written(out: Path | str) -> Iterator[None]:
    """What the system says of a folder that cannot be written, as StoreError."""
    try:
        yield
    except OSError as error:
        raise StoreError(f"{error.filename or out}: {error.strerror or error}; give another folder") from error
