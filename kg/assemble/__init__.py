"""Claims, entities and mentions → lines of N-Quads with their provenance: the only place where triples are made."""

from kg.assemble.documents import Assembled, assemble, assembled, merge
from kg.assemble.records import Recorder

__all__ = ["Assembled", "Recorder", "assemble", "assembled", "merge"]
