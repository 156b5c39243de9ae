"""Importers of whole open-data dumps into the graph (``kg import``), one module a source."""

from __future__ import annotations

from collections.abc import Mapping

from kg.authority.imports.amendements import AmendementsImport
from kg.authority.imports.assemblee import AssembleeImport
from kg.authority.imports.items import Importer, Item, Prose, graph_of, source_of
from kg.authority.imports.keys import Keys
from kg.authority.imports.scrutins import ScrutinsImport

__all__ = ["Importer", "Item", "Keys", "Prose", "graph_of", "importers", "source_of"]


def importers() -> Mapping[str, Importer]:
    """The importers by the name that the command takes."""
    return {one.name: one for one in (AssembleeImport(), ScrutinsImport(), AmendementsImport())}
