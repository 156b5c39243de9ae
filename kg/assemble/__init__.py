"""Claims, entities and mentions → lines of N-Quads with their provenance: the only place where triples are made."""

from kg.assemble.documents import Assembled, assemble, assembled, merge
from kg.assemble.records import recorded

__all__ = ["Assembled", "assemble", "assembled", "merge", "recorded"]
