"""Commands that judge: ``validate`` a graph, ``check`` the jurist's files, ``evaluate`` a build on annotated texts."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.options import FOLDER, OUT
from kg.commands.screen import complain, table


@click.command()
@OUT
@click.argument("graph", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def validate(out: Path, graph: Path | None) -> int:
    """Is the graph well-formed?

    Its shapes, dates that exist, quotes at their offsets.

    GRAPH is a Turtle, TriG or N-Quads file; OUT/graph.ttl by default, and the store where a graph is too large to have one. One
    line a fault; exit code 1 where there is one. The graph is held in memory (about 4 kB a triple), and the shapes are run on
    portions of it, one after another.

    \b
    kg validate
    kg validate out/graph.ttl
    """
    from kg.outputs import GRAPH, STORE, graph_file, whole
    from kg.validate import validate_file, validate_triples

    if graph is None and not (out / GRAPH).exists() and (out / STORE).is_dir():
        path, findings = out / STORE, validate_triples(whole(out))
    else:
        path = graph or graph_file(out)
        findings = validate_file(path)
    complain(findings)
    if not findings:
        click.echo(f"{path}: conforms")
    return 1 if findings else 0


@click.command()
def check() -> int:
    """Are the files of ontology/ sound?

    Tables, rules with their examples, themes, queries.

    One line a fault, as file:line; exit code 1 where there is one.

    \b
    kg check
    """
    from kg.check import check as check_files
    from kg.lexicon.files import ontology_root

    findings = check_files()
    complain(findings)
    if not findings:
        click.echo(f"{ontology_root()}: nothing to say")
    return 1 if findings else 0


@click.command()
@click.argument("folder", type=FOLDER)
@click.option("--json", "as_json", is_flag=True, help="The figures as JSON.")
@click.option("--errors", is_flag=True, help="List what was missed and what is false, instead of the table.")
def evaluate(folder: Path, as_json: bool, errors: bool) -> int:
    """Precision and recall on annotated texts.

    FOLDER/texts is built, and the graph held against FOLDER/gold. Exit code 1 where a text could not be read, or where
    something in the annotation can match nothing.

    \b
    kg evaluate FOLDER
    kg evaluate FOLDER --errors
    """
    import json

    from kg.evaluate import as_dict, rows
    from kg.evaluate import evaluate as evaluate_folder

    scores = evaluate_folder(folder)
    if as_json:
        click.echo(json.dumps(as_dict(scores), ensure_ascii=False))
    elif errors:
        table((), [(fault.document, fault.sort, fault.kind, fault.what, fault.detail) for fault in scores.faults])
    else:
        table(("", "", "P", "R", "F1", "found", "false", "missed"), rows(scores))
        links = ", ".join(f"{count} {outcome}" for outcome, count in sorted(scores.links.items()))
        click.echo(f"\nlinks: {links or 'none'}; quotes: {scores.quotes}, {scores.invalid} not at their offsets")
        if scores.missing:
            click.echo(f"{scores.missing} of the annotated texts are not in the graph", err=True)
    complain(scores.findings)
    return 1 if scores.findings else 0


COMMANDS = (validate, check, evaluate)
