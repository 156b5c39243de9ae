"""The service put together: routes, guards, the life of the workers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kg.errors import KgError
from kg.serve import entities, extending, neighbours, openapi, pages, reconcile
from kg.serve.around import Explorer
from kg.serve.catalogue import Catalogue
from kg.serve.federation import Federation
from kg.serve.guards import Bounds, Hardened
from kg.serve.pool import Pool
from kg.serve.problems import ProblemError, on_problem
from kg.serve.protocol import sparql
from kg.serve.settings import Settings
from kg.serve.state import pool

_GZIP_FROM = 1000
_EXPOSED = ("ETag", "Content-Type", "Retry-After")


async def health(request: Request) -> Response:
    """Whether a worker answers: 200 and the version of the graph, or 503."""
    reply = await pool(request).ask({"text": "ASK {}", "rows": "json", "triples": ""})
    return JSONResponse({"status": "ok", "graph": reply.version})


def application(settings: Settings) -> Starlette:
    """The service as an ASGI application."""
    workers = Pool(settings)

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        await workers.warm()
        try:
            yield
        finally:
            await workers.close()

    asking = ["GET", "HEAD", "POST"]
    routes = [
        Route("/", pages.home),
        Route("/explore", pages.explore),
        Route("/query", pages.query),
        Route("/sparql", sparql, methods=asking),
        Route("/sparql/", sparql, methods=asking),
        Route("/id/{key:path}", entities.entity),
        Route("/resource", entities.resource),
        Route("/api/piece", neighbours.around),
        Route("/api/neighbours", neighbours.neighbours),
        Route("/api/search", neighbours.search),
        Route("/reconcile", reconcile.reconcile, methods=asking),
        Route("/reconcile/suggest/{what}", reconcile.suggest),
        Route("/reconcile/preview", reconcile.preview),
        Route("/reconcile/properties", extending.proposed),
        Route("/healthz", health),
        Route("/openapi.json", openapi.described),
        Mount("/static", StaticFiles(directory=pages.HERE / "static")),
    ]
    guards = [
        Middleware(Hardened),
        Middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts), www_redirect=False),
        Middleware(
            CORSMiddleware,
            allow_origins=list(settings.origins),
            allow_methods=asking,
            allow_headers=["*"],
            expose_headers=_EXPOSED,
        ),
        Middleware(GZipMiddleware, minimum_size=_GZIP_FROM, compresslevel=5),
        Middleware(Bounds, largest=settings.body),
    ]
    handlers = {ProblemError: on_problem, KgError: on_problem, HTTPException: on_problem}
    app = Starlette(routes=routes, middleware=guards, exception_handlers=handlers, lifespan=life)
    app.state.settings = settings
    app.state.pool = workers
    app.state.catalogue = Catalogue(workers)
    app.state.explorer = Explorer(workers)
    app.state.federation = Federation(settings.services, settings.limits) if settings.services else None
    return app
