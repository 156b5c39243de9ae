"""Commands that make a graph or change it: ``build``, ``remove``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.options import OUT, STORE
from kg.commands.screen import complain, progress, table

_NOTHING = (
    "no document is here; give files or folders that hold some",
    "aucun document ici : donnez des fichiers ou des dossiers",
)


@click.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@OUT
@click.option("--workers", type=click.IntRange(1), metavar="N", help="Processes.  [default: all cores, where it is worth it]")
@click.option("--no-cache", is_flag=True, help="Understand every document again, changed or not.")
@STORE
@click.option("--cluster", metavar="ADDRESS", help="A Dask scheduler (tcp://host:8786) whose workers share the documents.")
@click.option("--shards", metavar="URL|DIR", help="cluster: where their N-Quads go.  [default: OUT/shards]")
@click.option("--partition", default=256, show_default=True, type=click.IntRange(1), help="cluster: documents at a time.")
def build(
    sources: tuple[Path, ...],
    out: Path,
    workers: int | None,
    no_cache: bool,
    store: str | None,
    cluster: str | None,
    shards: str | None,
    partition: int,
) -> int:
    """Documents → a graph, a page, a report.

    Written are OUT/graph.ttl, OUT/graph.html and OUT/report.json.

    SOURCES are files or folders of PDF, docx, ODT, e-mails (.eml), HTML, Markdown, text and zip archives of these, and corpora
    (.jsonl, .jsonl.gz: one document a line; NAME.toml beside NAME.jsonl names its fields). A folder may hold a metadata.csv
    (file,title,date,publisher,url) and a corrections.toml, with what you decide by hand: who is meant, what is one thing, which
    statement is wrong.
    What cannot be read is named on standard error, and the rest is built (exit code 1). A document that has not changed since the
    last build is not read again; a build that was stopped goes on where it was.

    \b
    kg build seeds
    kg build seeds -o out
    """
    from kg.commands.stopping import stoppable
    from kg.model import Finding
    from kg.pipeline import build as build_graph
    from kg.report import rows

    if shards is not None and cluster is None:
        raise click.UsageError("--shards is for --cluster")
    engine = None
    if cluster is not None:
        from kg.cluster import Cluster

        engine = Cluster(cluster, shards or str(out / "shards"), partition, reuse=not no_cache)
    with stoppable("The same command goes on where it was."), progress("documents") as told:
        report = build_graph(sources, out, workers=workers, cache=not no_cache, progress=told, store=store, cluster=engine)
    complain((*report.refused, *report.findings, *report.validation), _listed(out, bool(report.documents)))
    if not report.documents and not report.refused:
        complain((Finding("error", "build.nothing", ", ".join(map(str, sources)), *_NOTHING),))
    if report.documents:
        table((), rows(report))
        table((), [(name, str(out / name)) for name in report.outputs], title="\nWritten")
    return report.exit_code


def _listed(out: Path, built: bool) -> str:
    from kg.outputs import REPORT

    return f"{out / REPORT} lists them all" if built else "nothing is built: mend these first"


@click.command()
@OUT
@STORE
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT...")
def remove(documents: tuple[str, ...], out: Path, store: str | None) -> int:
    """Take documents out of the graph.

    A DOCUMENT is called by its IRI, its id, its file name or its title. What is left is what a build without it would give; a
    build of sources that still hold it brings it back.

    \b
    kg remove 2021-09-09-premier-ministre-rapport-mis
    """
    from kg.commands.stopping import stoppable
    from kg.pipeline import remove as remove_documents
    from kg.report import rows

    with stoppable("The same command begins again."):
        report = remove_documents(documents, out, store=store)
    complain((*report.refused, *report.validation), _listed(out, True))
    table((), rows(report))
    return 0 if report.conforms and not report.refused else 1


COMMANDS = (build, remove)
