"""A build past one machine: documents as partitions on a Dask scheduler that exists, what they bring as shards of N-Quads."""

from kg.cluster.client import Cluster

__all__ = ["Cluster"]
