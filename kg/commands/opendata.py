"""Commands that bring in open data: ``import``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.options import OUT
from kg.commands.screen import complain, counting, table


@click.command("import")
@click.argument("source")
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
@OUT
@click.pass_context
def import_(context: click.Context, source: str, files: tuple[Path, ...], out: Path) -> int:
    """Official open data → the same graph.

    \b
    kg import list                                       what can be imported
    kg import assemblee AMO30….json.zip                  a publisher's file, as downloaded, or unpacked
    kg import register.toml register.csv                 any CSV, described by a mapping file
    kg import pack DATA                                  the authority pack that ships with kg, made again

    An import takes the place of the same dump imported before, and leaves all else as it is. A record that does not fit is named
    on standard error, and the others are taken (exit code 1).
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
    from kg.imports import import_dump

    with counting(f"{importer.name}") as seen:
        report = import_dump(importer, files, out, seen)
    complain(report.findings)
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


COMMANDS = (import_,)
