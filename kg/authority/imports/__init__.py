"""Importers of whole open-data dumps into the graph (``kg import``), one module a source."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kg.authority.imports.amendements import AmendementsImport
from kg.authority.imports.assemblee import AssembleeImport
from kg.authority.imports.eurovoc import EurovocImport
from kg.authority.imports.items import Importer, Item, Prose, graph_of, source_of
from kg.authority.imports.keys import Keys
from kg.authority.imports.mapping import MappedImport
from kg.authority.imports.scrutins import ScrutinsImport
from kg.authority.imports.tables import CogImport, LegifranceImport, WikidataImport
from kg.lexicon.files import ontology_root

__all__ = ["Importer", "Item", "Keys", "Prose", "graph_of", "importers", "mapped", "source_of"]


def mapped(path: Path) -> Importer:
    """The importer that a mapping file describes. Raises OntologyError where the file is wrong."""
    return MappedImport(path)


def importers() -> Mapping[str, Importer]:
    """The importers by the name that the command takes: publishers' own, then those of ``ontology/imports/*.toml``."""
    assembly: tuple[Importer, ...] = (AssembleeImport(), ScrutinsImport(), AmendementsImport())
    registers: tuple[Importer, ...] = (CogImport(), LegifranceImport(), WikidataImport(), EurovocImport())
    shipped = tuple(mapped(path) for path in sorted((ontology_root() / "imports").glob("*.toml")))
    return {one.name: one for one in (*assembly, *registers, *shipped)}
