"""Commands that bring in open data: ``import``, ``reconcile``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.options import OUT, OutFile
from kg.commands.screen import complain, counting, table


@click.command("import")
@click.argument("source")
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
@OUT
@click.option("--replace", is_flag=True, help="Let go what an earlier import had and these files lack.")
@click.pass_context
def import_(context: click.Context, source: str, files: tuple[Path, ...], out: Path, replace: bool) -> int:
    """Official open data → the same graph.

    \b
    kg import list                                       what can be imported
    kg import assemblee AMO30….json.zip                  a publisher's file, as downloaded, or unpacked
    kg import register.toml register.csv                 any CSV, described by a mapping file
    kg import pack DATA                                  the authority pack that ships with kg, made again from DATA, a folder of
                                                         the publishers' files (ontology/authority/README.md lists them); it
                                                         is written into ontology/authority, or into -o FOLDER where given

    An import takes the place of the same dump imported before, and leaves all else as it is. A record that does not fit is named
    on standard error, and the others are taken (exit code 1). Where a record of the earlier import is not in the files (damaged,
    missing, another period's), nothing is changed (exit code 2), unless --replace lets it go.
    """
    from kg.errors import UsageError

    if source == "pack":
        return _pack(context, files, out)
    from kg.authority.imports import importers, mapped

    if source == "list":
        table((), [(one.name, one.files) for one in importers().values()])
        return 0
    importer = mapped(Path(source)) if source.endswith(".toml") else importers().get(source)
    if importer is None:
        raise UsageError(f"{source!r} is no source; there are: {', '.join(importers())}, pack")
    if not files:
        raise click.UsageError(f"give the files: {importer.files}")
    from kg.commands.stopping import stoppable
    from kg.imports import import_dump

    with stoppable("The same command begins again."), counting(f"{importer.name}") as seen:
        report = import_dump(importer, files, out, seen, replace=replace)
    complain(report.findings)
    if report.lost:
        return report.exit_code
    table((), [(name, str(count)) for name, count in (*sorted(report.entities.items()), *sorted(report.claims.items()))])
    return report.exit_code


def _pack(context: click.Context, files: tuple[Path, ...], out: Path) -> int:
    from kg.authority import make_pack
    from kg.lexicon.files import ontology_root

    if len(files) != 1 or not files[0].is_dir():
        raise click.UsageError("give the folder of the publishers' files: kg import pack DATA")
    given = context.get_parameter_source("out") is click.core.ParameterSource.COMMANDLINE
    pack = out if given else ontology_root() / "authority"
    findings = make_pack(files[0], pack)
    complain(findings)
    click.echo(str(pack))
    return 1 if findings else 0


@click.command()
@OUT
@click.argument("service", metavar="URL")
@click.option("--kind", default="Person", show_default=True, help="Entities of this class.")
@click.option("--type", "type_", default="", help="The service's own id of the type to look for.")
@click.option("--limit", default=3, show_default=True, type=click.IntRange(1, 50), help="Candidates a name.")
@click.option("--to", type=OutFile(dir_okay=False, path_type=Path), help="A CSV file to write, instead of a table.")
def reconcile(out: Path, service: str, kind: str, type_: str, limit: int, to: Path | None) -> int:
    """Ask a reconciliation service who is who.

    URL is a service of the Reconciliation API (0.1 or 0.2). The names of the graph are sent to it, and what it proposes is
    listed; nothing is changed: a link is yours to make. Answers are kept in OUT/cache/live.

    \b
    kg reconcile http://127.0.0.1:8000/reconcile --kind Organisation
    """
    from kg.authority.live import Polite, Service
    from kg.outputs import names, open_graph
    from kg.store.results import Rows, Term, to_csv
    from kg.write import write_bytes

    with open_graph(out) as store:
        named = names(store, kind)
    asked = Service(service, Polite(out / "cache" / "live"))
    found = dict(asked.candidates(sorted({label for _, label in named}), type_, limit))
    rows = [
        (entity, label, one.id, one.name, f"{one.score:g}", "yes" if one.match else "no", asked.page(one))
        for entity, label in named
        for one in found[label]
    ]
    headers = ("entity", "label", "candidate", "name", "score", "match", "page")
    if to is None:
        table(headers, rows)
    else:
        cells = tuple(tuple(Term("literal", cell) for cell in row) for row in rows)
        write_bytes(to, to_csv(Rows(headers, cells)).encode())
    missing = sum(not found[label] for _, label in named)
    click.echo(f"{asked.name}: {len(named)} names, {missing} without a candidate", err=True)
    return 0


COMMANDS = (import_, reconcile)
