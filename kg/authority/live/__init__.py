"""Live sources, asked only when the user asks: reconciliation services, and other SPARQL endpoints."""

from kg.authority.live.federation import calls, federated
from kg.authority.live.named import NamedServices, named
from kg.authority.live.polite import Polite
from kg.authority.live.reconcile import Candidate, Service

__all__ = ["Candidate", "NamedServices", "Polite", "Service", "calls", "federated", "named"]
