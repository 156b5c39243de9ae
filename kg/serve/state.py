"""What every answer needs: the settings, the pool, who asks."""

from __future__ import annotations

from typing import cast

from starlette.requests import Request

from kg.serve.around import Explorer
from kg.serve.federation import Federation
from kg.serve.pool import Pool
from kg.serve.settings import Settings


def settings(request: Request) -> Settings:
    """The service's settings."""
    return cast(Settings, request.app.state.settings)


def pool(request: Request) -> Pool:
    """The service's workers."""
    return cast(Pool, request.app.state.pool)


def federation(request: Request) -> Federation | None:
    """What answers SERVICE clauses, where any may be answered."""
    return cast("Federation | None", request.app.state.federation)


def explorer(request: Request) -> Explorer:
    """What makes the explorer's page."""
    return cast(Explorer, request.app.state.explorer)


def client(request: Request) -> str:
    """Who asks: the address of the other side."""
    return request.client.host if request.client else ""
