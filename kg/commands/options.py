"""The options that several commands share, and the choices that they spell out so that ``kg --help`` imports no stage."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

Form = Literal["ttl", "nq", "trig", "jsonld"]
AnswerForm = Literal["table", "csv", "json", "ttl"]
AfterStage = Literal["segment", "recognise", "resolve", "relate"]

OUT = click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    default=Path("out"),
    show_default=True,
    help="The folder of the graph.",
)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
