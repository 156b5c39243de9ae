"""Where the graph is kept and asked: a Protocol, a store in memory, one embedded in a folder."""

from kg.store.base import Store
from kg.store.embedded import EmbeddedStore
from kg.store.memory import MemoryStore

__all__ = ["EmbeddedStore", "MemoryStore", "Store"]
