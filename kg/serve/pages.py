"""HTML through templates that escape, under a policy that lets nothing run but this service's own scripts."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import urlencode

import jinja2
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from kg import outputs, terms
from kg.queries import described, prologue
from kg.serve.lookups import link, local
from kg.serve.state import client, explorer, settings

HERE = Path(__file__).parent
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; \
base-uri 'none'; frame-ancestors 'none'"
"""The content security policy of the pages."""
_EXPLORER = "frame-ancestors 'none'; form-action 'none'; base-uri 'none'; connect-src 'self'"


@cache
def _templates() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(HERE / "templates")
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    environment.globals.update(link=link, local=local, kind_label=lambda kind: terms.LABEL.get(kind, (kind, kind))[0])
    return environment


def page(request: Request, template: str, policy: str = POLICY, **values: object) -> Response:
    """The page that a template makes of values."""
    body = _templates().get_template(template).render(url=settings(request).url, **values)
    return HTMLResponse(body, headers={"Content-Security-Policy": policy, "Vary": "Accept"})


async def home(request: Request) -> Response:
    """The explorer: the page of the build, which brings its own policy; where the graph was too large for one, a page that asks
    for what it shows."""
    file = settings(request).out / outputs.PAGE
    if file.is_file():
        return FileResponse(file, media_type="text/html; charset=utf-8", headers={"Content-Security-Policy": _EXPLORER})
    return await explore(request)


async def explore(request: Request) -> Response:
    """The explorer that asks for what it shows, neighbour by neighbour; ``focus`` is the IRI or key of an entity to open on."""
    if focus := request.query_params.get("focus"):
        return RedirectResponse(f"/explore#{urlencode({'entity': focus})}", 303)
    made = await explorer(request).page(outputs.version(settings(request).out), client(request))
    return HTMLResponse(made, headers={"Content-Security-Policy": _EXPLORER, "Cache-Control": "no-cache"})


async def query(request: Request) -> Response:
    """The page on which questions are written, the named ones among them."""
    ready = [(one, one.text.strip()) for one in described().values()]
    return page(request, "query.html", ready=ready, prologue=prologue())
