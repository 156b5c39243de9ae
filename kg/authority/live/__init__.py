"""Live sources, asked only when the user asks: reconciliation services, and other SPARQL endpoints."""

from kg.authority.live.federation import federated
from kg.authority.live.polite import Polite
from kg.authority.live.reconcile import Candidate, Service

__all__ = ["Candidate", "Polite", "Service", "federated"]
