"""Commands that take the graph further: ``analyse`` it, ``export`` it to other tools."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from kg.commands.options import OUT, AnalysisForm, Form, OutFile, Period, TableName, What
from kg.commands.screen import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.api import Graph, Table

_TOGETHER = 1_000
_TITLES = {"label": "entity", "pagerank": "PageRank", "first_label": "entity", "second_label": "and"}
TO = click.option("--to", type=OutFile(dir_okay=False, path_type=Path), help="A file to write, instead of standard output.")


@click.command()
@OUT
@click.argument("what", type=click.Choice(get_args(What)), default="central")
@click.option("--kind", default="", help="Only entities of this class: Person, Actor, LegalAct, Theme …")
@click.option("--through", default="LegalAct", show_default=True, help="shared: the class of what two entities share.")
@click.option(
    "--period", type=click.Choice(get_args(Period)), default="year", show_default=True, help="time, together: how long."
)
@click.option("--top", default=20, show_default=True, type=click.IntRange(1), help="How many, in a table or a plot.")
@click.option("--format", "form", type=click.Choice(get_args(AnalysisForm)), default="table", show_default=True, help="The form.")
@TO
def analyse(
    out: Path, what: What, kind: str, through: str, period: Period, top: int, form: AnalysisForm, to: Path | None
) -> None:
    """Who is central, grouped, connected, and when.

    \b
    central       relations, PageRank, betweenness (without WHAT)
    communities   groups with more relations within than across
    shared        which entities of a class share an act, a theme …
    together      which entities are named in the same documents, period by period
    time          in how many documents of each period an entity is named

    \b
    kg analyse --kind Person
    kg analyse communities --format csv
    kg analyse shared --kind Actor --through Theme --format gexf --to themes.gexf
    kg analyse time --kind Theme --period month
    Plots (svg, png) need kg-politique[notebook].
    """
    from kg.api import Graph

    graph = Graph(out)
    if form == "table" or form == "csv":
        answer = _answer(graph, what, kind, through, period)
        if form == "csv":
            return _write((answer.to_csv().encode(),), to)
        shown = answer[:top]
        # For people: a name says which entity it is, and its key only widens the table.
        named = [at for at, column in enumerate(shown.columns) if column not in ("entity", "first", "second")]
        titles = [_TITLES.get(shown.columns[at], shown.columns[at].replace("_", " ")) for at in named]
        return table(titles, [[_cell(row[at]) for at in named] for row in shown.rows])
    from kg.api.pictures import drawn, networked

    if form == "graphml" or form == "gexf":
        return _write((networked(graph, what, kind, through, form),), to)
    return _write((drawn(graph, what, kind, through, period, top).picture(form),), to)


def _answer(graph: Graph, what: What, kind: str, through: str, period: Period) -> Table:
    if what == "central":
        return graph.central(kind).select("label", "kind", "relations", "pagerank", "betweenness", "entity")
    if what == "communities":
        return graph.communities(kind)
    if what == "shared":
        return graph.shared_table(kind or "Actor", through)
    if what == "together":
        return graph.together(kind or "Actor", period)
    return graph.over_time(kind or "Theme", period)


def _cell(cell: object) -> str:
    from kg import iris

    return f"{cell:.4f}" if isinstance(cell, float) else str(cell).removeprefix(iris.ID)


@click.command()
@OUT
@click.option("--format", "form", type=click.Choice(get_args(Form)), default="ttl", show_default=True, help="What to write.")
@click.option("--table", "name", type=click.Choice(get_args(TableName)), help="csv: which table.  [default: relations]")
@click.option("--entity", help="html: the entity of the sheet, by its name, identifier or IRI.")
@TO
def export(out: Path, form: Form, name: TableName | None, entity: str | None, to: Path | None) -> None:
    """The graph in another form.

    \b
    ttl, nq, trig, jsonld   RDF (nq and trig: a named graph a source; jsonld: with a context of plain names)
    csv                     tables of entities, relations with their quotes, links; all three where --to is a folder
    graphml, gexf           the network, for Gephi, yEd, Cytoscape …
    html                    one entity on a page for printing

    \b
    kg export --format csv --to tables/
    kg export --format gexf --to network.gexf
    kg export --format html --entity 'Jean-Michel Mis' --to mis.html
    """
    if (form == "html") != (entity is not None):
        raise click.UsageError("--format html is the sheet of an entity: give it with --entity NAME, and only then")
    if name and form != "csv":
        raise click.UsageError("--table is for --format csv")
    if form == "csv" and name is None and to is not None and not to.suffix:
        from kg.export.tables import NAMES

        for each in NAMES:
            _write(_exported(out, "csv", each, None, None), to / f"{each}.csv")
        return
    _write(_exported(out, form, name or "relations", entity, to.parent if to else None), to)


def _exported(out: Path, form: Form, name: TableName, entity: str | None, room: Path | None) -> Iterator[bytes]:
    """What the file holds, piece by piece; ``room`` is a folder for what memory should not hold on the way."""
    from kg.nquads import node, terms_of
    from kg.outputs import lines, network_triples, open_graph, triples

    with open_graph(out) as store:
        if form == "ttl":
            from kg.write import turtle_parts

            yield from turtle_parts(store.triples(), room=room)
        elif form == "nq":
            from kg.write import nquads_parts

            yield from nquads_parts(lines(store), room)
        elif form == "trig":
            from kg.write import trig_parts

            yield from trig_parts(map(node, store.graphs()), lambda graph: set(map(terms_of, store.named(graph[1:-1]))))
        elif form == "csv":
            from kg.export.tables import table as csv_table

            yield csv_table(triples(store), name).encode()
        elif form == "html":
            from kg.export.sheet import sheet

            yield sheet(triples(store), entity or "").encode()
        elif form == "graphml" or form == "gexf":
            from kg.analyse import projection, read_network
            from kg.export.graphs import network_file

            yield network_file(projection(read_network(network_triples(store))), form)
        else:
            from kg.export.jsonld import jsonld

            yield jsonld(lines(store))


def _write(parts: Iterable[bytes], to: Path | None) -> None:
    if to is None:
        stream = iter(parts)
        while some := b"".join(islice(stream, _TOGETHER)):
            click.echo(some, nl=False)
        return
    from kg.write import write_parts

    write_parts(to, parts)


COMMANDS = (analyse, export)
