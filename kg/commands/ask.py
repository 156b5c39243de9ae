"""Commands that ask: ``query``, ``explain``, ``path``, ``view``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO, get_args

import click

from kg.commands.options import OUT, AfterStage, AnswerForm, Seconds
from kg.commands.screen import plain, table


@click.command()
@OUT
@click.argument("question", required=False)
@click.option("-f", "--file", type=click.File("rb"), help="A file with the question; - for standard input.")
@click.option(
    "--format", "form", type=click.Choice(get_args(AnswerForm)), default="table", show_default=True, help="The answer's form."
)
@click.option("--list", "listing", is_flag=True, help="The questions that are ready to ask.")
@click.option(
    "--timeout",
    type=Seconds(),
    default=60,
    show_default=True,
    help="Seconds after which a question is stopped.",
)
@click.option(
    "--memory",
    type=click.IntRange(16),
    default=2048,
    show_default=True,
    help="Megabytes that a question may take beyond the graph.",
)
@click.option("--service", "services", multiple=True, metavar="URL", help="A SPARQL endpoint that SERVICE clauses may ask.")
def query(
    out: Path,
    question: str | None,
    file: BinaryIO | None,
    form: AnswerForm,
    listing: bool,
    timeout: float,
    memory: int,
    services: tuple[str, ...],
) -> None:
    """Ask the graph, in SPARQL or by the name of a question.

    \b
    kg query --list
    kg query meetings
    kg query 'SELECT ?law { ?law a kg:Law }' --format csv
    The prefixes kg:, rdfs:, skos:, dcterms:, person:, law: … are declared.
    """
    from kg.bounded import Limits, once
    from kg.queries import described, named
    from kg.store.results import is_cut

    if listing:
        table((), [line for one in described().values() for line in ((one.name, one.question_en), ("", one.question_fr))])
        return
    if (question is None) == (file is None):
        raise click.UsageError("give a question, the name of one, or -f FILE (kg query --list shows the names)")
    text = _text(file) if file else question or ""
    if not text.strip():
        raise click.UsageError(f"{file.name if file else 'the question'}: there is no question in it")
    if file is None and not any(sign in text for sign in "{ \n"):
        text = named(text).text
    if services:
        from kg.authority.live import Polite, federated
        from kg.queries import PREFIXES

        text = federated(text, services.__contains__, Polite(out / "cache" / "live").ask, PREFIXES)
    answer = once(out, text, form, Limits(seconds=timeout, memory=memory << 20))
    click.echo(answer, nl=False)
    if form == "table" and is_cut(answer.decode("utf-8", "replace")):
        click.echo("… ends what is cut to fit the table; --format csv or json gives it whole", err=True)


def _text(file: BinaryIO) -> str:
    """The text of a file with a question. Raises UsageError where it is not UTF-8."""
    data = file.read()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise click.UsageError(
            f"{file.name}:{line}: not UTF-8 (byte 0x{data[error.start]:02x}); save the file as UTF-8"
        ) from None


@click.command()
@OUT
@click.argument("what")
@click.option("--after", type=click.Choice(get_args(AfterStage)), default="relate", show_default=True, help="Stop after a stage.")
def explain(out: Path, what: str, after: AfterStage) -> None:
    """Why: what was found, by which rule, in which words.

    WHAT is a file (it is read and explained sentence by sentence), the name, identifier or IRI of an entity of the graph, or the
    IRI of a statement.

    \b
    kg explain 'Jean-Michel Mis'
    kg explain seeds/2021-09-09-premier-ministre-rapport-mis.md --after recognise
    """
    if os.path.isfile(what):  # unlike a Path, it takes a name that is too long for none
        from kg.explain.document import explain_document
        from kg.pipeline import trace

        lines = explain_document(trace(Path(what)), after)
    else:
        from kg.explain.graph import explain_entity, explain_statement
        from kg.outputs import open_graph

        with open_graph(out) as store:
            explanation = explain_statement if "/statement/" in what else explain_entity
            lines = iter(list(explanation(store, what)))
    for line in lines:
        click.echo(plain(line))


@click.command()
@OUT
@click.argument("start", metavar="A")
@click.argument("end", metavar="B")
def path(out: Path, start: str, end: str) -> int:
    """How two entities are connected, and which words say so.

    A and B are names, identifiers or IRIs of entities. Exit code 1 where nothing connects them.

    \b
    kg path 'Premier ministre' 'Jean-Michel Mis'
    """
    from kg.explain.path import explain_path
    from kg.outputs import open_graph

    with open_graph(out) as store:
        connected, lines = explain_path(store, start, end)
    for line in lines:
        click.echo(plain(line))
    return 0 if connected else 1


@click.command()
@OUT
@click.option("--focus", help="Open on an entity: its name, identifier or IRI.")
@click.option("--depth", default=1, show_default=True, type=click.IntRange(0), help="How many relations around it.")
@click.option("--print", "printing", is_flag=True, help="Print where the page is, and open nothing.")
def view(out: Path, focus: str | None, depth: int, printing: bool) -> int:
    """Look at the graph in the browser.

    \b
    kg view
    kg view --focus 'Jean-Michel Mis' --depth 2 --print
    """
    from kg.outputs import page

    file = page(out, focus, depth)
    click.echo(str(file))
    if printing:
        return 0
    import webbrowser

    if webbrowser.open(file.resolve().as_uri()):
        return 0
    click.echo(plain(f"no browser is known here (BROWSER names one): open {file} yourself"), err=True)
    return 1


COMMANDS = (query, explain, path, view)
