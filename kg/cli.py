"""The ``kg`` command: arguments in, exit code out.

Exit codes: 0 all done; 1 something was refused or found, or a full disk did not take it, the rest is done or as it was before;
2 bad usage, or nothing to be done; 130 interrupted, 143 terminated; 141 the reader of the output went away. What goes wrong is
said in one line on standard error, never a traceback.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

import click

from kg.commands import ask, judge, make, opendata, share, study
from kg.commands.screen import plain
from kg.errors import NO_ROOM, KgError, UnwrittenError

REPORT = "this is a fault of kg: please report it with the command that you ran and what `kg --debug …` prints"
_COMPLETION = "_KG_COMPLETE"
"""The variable by which click completes command lines."""
_IN_PART, _FAILED, _INTERRUPTED, _PIPE_CLOSED = 1, 2, 130, 141


class Settings:
    """What holds for every command."""

    debug = False


class InOrder(click.Group):
    """Lists commands in the order in which one needs them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


def _print_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # half the cost of a start, for this line alone

        click.echo(f"kg {version('kg-politique')}")
        context.exit()


@click.group(cls=InOrder, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=_print_version, help="Print the version.")
@click.option("--debug", is_flag=True, help="Show the traceback of an unexpected error.")
@click.pass_obj
def group(settings: Settings, debug: bool) -> None:
    """A knowledge graph of actors, laws and themes from French political documents: every edge shows its sentence.

    \b
    kg build seeds -o out        documents → out/graph.ttl, out/graph.html, out/report.json
    kg view                      look at it
    kg query --list              questions that are ready to ask
    """
    settings.debug = debug


for command in (*make.COMMANDS, *opendata.COMMANDS, *ask.COMMANDS, *study.COMMANDS, *judge.COMMANDS, *share.COMMANDS):
    group.add_command(command)


def run(arguments: Sequence[str] | None = None) -> int:
    """Runs one command line (``sys.argv`` by default) and returns its exit code."""
    settings = Settings()
    try:
        outcome = group.main(args=arguments, prog_name="kg", standalone_mode=False, obj=settings)
        sys.stdout.flush()
        return outcome if isinstance(outcome, int) else 0
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "kg"
        return _fail(f"{where}: {error.format_message()} (see {where} --help)")
    except click.ClickException as error:
        return _fail(error.format_message())
    except (click.Abort, KeyboardInterrupt):
        return _INTERRUPTED
    except KgError as error:
        return _fail(str(error), _IN_PART if isinstance(error, UnwrittenError) else _FAILED)
    except (BrokenPipeError, SystemExit) as ended:  # click exits where a pipe is closed, and after a shell's completion
        if isinstance(ended, SystemExit) and _COMPLETION in os.environ:
            sys.stdout.flush()
            return ended.code if isinstance(ended.code, int) else 0
        # What is left in the buffer must not raise again when the interpreter closes standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_CLOSED
    except OSError as error:
        code = _IN_PART if error.errno in NO_ROOM else _FAILED
        return _fail(f"{error.filename}: {error.strerror}" if error.filename else str(error), code)
    except Exception as error:
        if settings.debug:
            raise
        return _fail(f"{type(error).__name__}: {error}; {REPORT}")


def _fail(message: str, code: int = _FAILED) -> int:
    click.echo(plain(" ".join(message.split())), err=True)
    return code


def main() -> None:
    """The entry point of the ``kg`` script."""
    gc.set_threshold(200_000)  # a command makes many small values that live until it ends
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="replace")  # a console that lacks a letter shows "?" rather than fail
    sys.exit(run())
