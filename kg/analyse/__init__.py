"""Graph → networks: how entities are connected, which are central, which belong together, and when."""

from kg.analyse.measures import (
    Mentions,
    Rank,
    Together,
    central,
    communities,
    connections,
    kinds_of,
    over_time,
    read_mentions,
    shared,
    together,
)
from kg.analyse.network import ASIDE, ENDS, NAMING, STATING, Edge, Network, Triple, collect, find, projection, read_network
from kg.analyse.paths import MOST_PATHS, Step, mentioned_together, shortest_paths

__all__ = [
    "ASIDE",
    "ENDS",
    "MOST_PATHS",
    "NAMING",
    "STATING",
    "Edge",
    "Mentions",
    "Network",
    "Rank",
    "Step",
    "Together",
    "Triple",
    "central",
    "collect",
    "communities",
    "connections",
    "find",
    "kinds_of",
    "mentioned_together",
    "over_time",
    "projection",
    "read_mentions",
    "read_network",
    "shared",
    "shortest_paths",
    "together",
]
