"""Official open data into the graph, as ``kg import`` takes it in."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg.api.building import written
from kg.api.graph import Graph
from kg.errors import UsageError


def import_data(
    source: str, files: Path | str | Iterable[Path | str], out: Path | str = "out", *, replace: bool = False
) -> Graph:
    """A dump of the publisher's, as it was downloaded, → the graph in the folder ``out``, in the place of the same dump imported
    before; all else stays. ``replace`` lets go what the earlier import had and these files lack.

    ``source`` is what ``kg import list`` names ("scrutins", "amendements", "assemblee" …); ``files`` are a file or a folder, or
    several. Raises UsageError for an unknown source, for files that hold no record, and where something would be let go that
    was not to be; StoreError where ``out`` cannot be written. Records that do not fit are left out; ``kg import`` names them.

    >>> import kg
    >>> votes = kg.import_data("scrutins", "Scrutins.json.zip", "votes")
    >>> votes.query("SELECT (COUNT(?who) AS ?voters) { ?who kg:votedFor ?vote }")["voters"]
    [5]
    >>> kg.import_data("nonsuch", "Scrutins.json.zip")
    Traceback (most recent call last):
        ...
    kg.errors.UsageError: 'nonsuch' is no source of open data; there are: ...
    """
    from kg.authority.imports import importers
    from kg.imports import import_dump

    importer = importers().get(source)
    if importer is None:
        raise UsageError(f"{source!r} is no source of open data; there are: {', '.join(importers())}")
    several = [files] if isinstance(files, (str, Path)) else list(files)
    with written(out):
        report = import_dump(importer, [Path(file) for file in several], out, replace=replace)
    if report.lost:
        raise UsageError(report.findings[-1].message)
    return Graph(out)
