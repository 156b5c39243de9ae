"""The command that puts a graph on the web: ``serve``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.options import OUT, Seconds
from kg.errors import UsageError


@click.command()
@OUT
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at; this machine alone by default.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 for any free one.")
@click.option("--url", help="Where clients find the service, if not at host and port: behind a proxy, say.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Questions answered at a time.")
@click.option("--timeout", default=20, show_default=True, type=Seconds(), help="Seconds for a question.")
@click.option("--memory", default=1024, show_default=True, type=click.IntRange(16, 1 << 24), help="Megabytes for a question.")
@click.option("--answer", default=64, show_default=True, type=click.IntRange(1, 2048), help="Megabytes of the largest answer.")
@click.option("--origin", "origins", multiple=True, help="A web origin whose pages may read answers; * for any. None by default.")
@click.option(
    "--service",
    "services",
    multiple=True,
    metavar="HOST",
    help="A host (exactly; example.org:8890 with its port), or an address, that SERVICE clauses may ask. None by default.",
)
def serve(
    out: Path,
    host: str,
    port: int,
    url: str | None,
    workers: int,
    timeout: float,
    memory: int,
    answer: int,
    origins: tuple[str, ...],
    services: tuple[str, ...],
) -> None:
    """Share the graph: explorer, SPARQL endpoint, entity pages.

    \b
    /                 the explorer            /query       questions, ready or written
    /sparql           SPARQL 1.1 Protocol     /id/…        a page (or RDF) for every entity
    /reconcile        for OpenRefine          /healthz     whether it answers
    Read-only; each question is bounded, and no question calls another server that --service does not name.

    \b
    kg serve
    kg serve --port 8080
    """
    try:
        from kg.serve.running import run
    except ModuleNotFoundError as error:
        raise UsageError(
            f"{error.name} is missing; install the service's parts with: pip install 'kg-politique[server]'"
        ) from error
    from kg.bounded import Limits
    from kg.outputs import version
    from kg.serve import Settings

    if not version(out):
        raise UsageError(f"{out}: no graph is here; build one with: kg build SOURCES… -o {out}")
    limits = Limits(seconds=timeout, memory=memory << 20, answer=answer << 20)
    run(Settings(out, limits=limits, workers=workers, origins=origins, services=services), host, port, url)


COMMANDS = (serve,)
