"""The options that several commands share, and the choices that they spell out so that ``kg --help`` imports no stage."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import click

Form = Literal["ttl", "nq", "trig", "jsonld", "csv", "graphml", "gexf", "html"]
What = Literal["central", "communities", "shared", "together", "time"]
AnalysisForm = Literal["table", "csv", "graphml", "gexf", "svg", "png"]
Period = Literal["day", "month", "year"]
TableName = Literal["entities", "relations", "links"]
AnswerForm = Literal["table", "csv", "json", "ttl"]
AfterStage = Literal["segment", "recognise", "resolve", "relate"]


class OutFolder(click.Path):
    """A folder that may not exist yet; an empty name is none, though a path of the system would take it for the current one."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail("the folder has no name; give one, such as -o out", param, ctx)
        return super().convert(value, param, ctx)


class OutFile(click.Path):
    """A file that may not exist yet; neither a folder nor the empty name, which a path of the system would take for one."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail("the file has no name; give one, or leave the option out", param, ctx)
        return super().convert(value, param, ctx)


class Seconds(click.FloatRange):
    """A time to wait, up to a day; "nan" is a number to Python, and within every range."""

    def __init__(self) -> None:
        super().__init__(0.1, 86_400)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        found = super().convert(value, param, ctx)
        if found != found:
            self.fail(f"{value} is no number of seconds", param, ctx)
        return found


OUT = click.option(
    "-o",
    "--out",
    type=OutFolder(path_type=Path),
    default=Path("out"),
    show_default=True,
    help="The folder of the graph.",
)
STORE = click.option(
    "--store", metavar="URL|DIR", help="A SPARQL 1.1 server to hold the graph as well, or another folder for the store."
)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
