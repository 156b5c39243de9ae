"""The Python API: a graph as an object that can be asked, in a program or a notebook."""

from kg.api.building import build
from kg.api.graph import Graph
from kg.api.opendata import import_data
from kg.api.rdf import to_rdflib
from kg.api.table import Table
from kg.api.views import Drawn, Paths, Shown, Told

__all__ = ["Drawn", "Graph", "Paths", "Shown", "Table", "Told", "build", "import_data", "to_rdflib"]
