"""A graph on the web, read-only: the SPARQL 1.1 Protocol, a page for every IRI, neighbours for the
explorer, the Reconciliation API.

Nothing here asks the graph in its own process: every question goes to a worker of `kg.bounded`, within limits. What comes from a
client reaches a page through an escaping template, a query through a check of what it is, and a log as JSON, or not at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.serve.settings import Settings

if TYPE_CHECKING:
    from starlette.applications import Starlette

__all__ = ["Settings", "application"]


def application(settings: Settings) -> Starlette:
    """The service as an ASGI application (https://asgi.readthedocs.io/); needs the extra ``server``."""
    from kg.serve.app import application

    return application(settings)
