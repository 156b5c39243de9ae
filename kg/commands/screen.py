"""What commands print: tables that a terminal shows with rules and colour and a pipe gets as aligned text, and findings.

Texts come from documents that nobody vouches for, so control characters never reach a terminal.
"""

from __future__ import annotations

import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.model import Finding


def plain(text: str) -> str:
    """``text`` on one line, without the control and direction characters with which it could drive a terminal."""
    return "".join(_shown(sign) for sign in text)


def _shown(sign: str) -> str:
    if sign.isprintable() or unicodedata.category(sign) == "Zs":
        return sign
    return " " if sign.isspace() else "\N{REPLACEMENT CHARACTER}"


def table(headers: Sequence[str], rows: Iterable[Sequence[str]], *, title: str = "") -> None:
    """Prints a table; ``headers`` may be empty."""
    cells = [[plain(cell) for cell in row] for row in rows]
    if sys.stdout.isatty():
        _rich(headers, cells, title)
        return
    lines = [list(headers), *cells] if headers else cells
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    if title:
        click.echo(title)
    for line in lines:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _rich(headers: Sequence[str], rows: Iterable[Sequence[str]], title: str) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(title=title or None, title_justify="left", show_header=bool(headers), box=box.SIMPLE_HEAD)
    for header in headers or next(iter(rows), ()):
        grid.add_column(header if headers else "", overflow="fold")
    for row in rows:
        grid.add_row(*(Text(cell) for cell in row))
    Console().print(grid)


def line(finding: Finding) -> str:
    """A finding as one line: where, what, and its severity unless it is an error."""
    severity = "" if finding.severity == "error" else f"{finding.severity}: "
    return plain(f"{finding.where}: {severity}{finding.message}")


_OF_A_FILE, _IN_ALL = 20, 500
"""Lines on what was found in one file, and lines in all, where a report lists the rest."""


def complain(findings: Iterable[Finding], rest: str = "") -> None:
    """Prints one line a finding on standard error; with ``rest``, which says where all are, of each file the first alone, and
    a line that counts the others."""
    left: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for finding in findings:
        file, _, number = finding.where.rpartition(":")
        name = file if number.isdigit() else finding.where
        seen[name] += 1
        if rest and (seen[name] > _OF_A_FILE or seen.total() - left.total() > _IN_ALL):
            left[name] += 1
        else:
            click.echo(line(finding), err=True)
    if len(left) == 1:
        click.echo(plain(f"{next(iter(left))}: {left.total()} more; {rest}"), err=True)
    elif left:
        click.echo(plain(f"{left.total()} more, in {len(left)} files; {rest}"), err=True)


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on standard error with rate and remaining time, to be told (done, of how many); once all are done it says that they
    are written. Nothing where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        """How many a second, as long as it is known how many there are."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.0f}/s" if task.speed and task.total else "")

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[count]}"), Rate(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None, count="")
        foreseen = 0

        def told(done: int, total: int) -> None:
            nonlocal foreseen
            if done == total == foreseen:
                bar.remove_task(task)
                bar.add_task(f"{total} {what}: writing", total=None, count="")
            else:
                bar.update(task, completed=done, total=total, count=f"{done}/{total}")
            foreseen = total

        yield told


@contextmanager
def counting(what: str) -> Iterator[Callable[[], None]]:
    """A count of things read, shown while it grows where standard error is a terminal."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}: {task.completed:.0f}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=None)
        yield lambda: progress.advance(task)
