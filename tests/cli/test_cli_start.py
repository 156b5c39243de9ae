"""What ``kg`` costs before it does anything, what its help says, and how errors end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from kg import cli
from kg.errors import KgError

HEAVY = {
    *("rdflib", "pyoxigraph", "networkx", "pyvis", "rich", "pyshacl", "pyrudof", "igraph", "ahocorasick_rs", "simplemma"),
    *("ftfy", "markdown_it", "charset_normalizer", "yaml", "IPython", "jinja2", "lxml", "numpy"),
}


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    settings = {**os.environ, **environment}
    return subprocess.run((sys.executable, *arguments), capture_output=True, text=True, timeout=60, env=settings)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["build", "--help"], ["query", "--help"]])
def test_help_imports_nothing_heavy_and_no_stage(arguments: list[str]) -> None:
    code = f"import sys; from kg import cli; cli.run({arguments!r}); sys.stderr.write(' '.join(sys.modules))"
    loaded = set(python("-c", code).stderr.split())

    assert loaded & HEAVY == set()
    stages = {name for name in loaded if name.startswith("kg.")}
    assert stages <= {
        *("kg.cli", "kg.commands", "kg.commands.ask", "kg.commands.judge", "kg.commands.make", "kg.commands.options"),
        *("kg.commands.opendata", "kg.commands.screen", "kg.commands.share", "kg.commands.study", "kg.errors", "kg.model"),
    }


def test_import_kg_loads_nothing_until_a_name_is_asked_for() -> None:
    loaded = python("-c", "import sys; import kg; print(*(n for n in sys.modules if n.startswith('kg')))").stdout.split()

    assert loaded == ["kg"]


def test_every_command_and_option_has_a_help_text() -> None:
    for name, command in cli.group.commands.items():
        assert command.get_short_help_str(60).rstrip(".") == (command.help or "").partition("\n")[0].rstrip("."), f"{name} is cut"
        for option in command.params:
            if isinstance(option, click.Option):
                assert option.help, f"{name} {option.opts} has no help"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["frobnicate"], "kg: No such command 'frobnicate'. (see kg --help)"),
        (["build"], "kg build: Missing argument 'SOURCES...'. (see kg build --help)"),
        (["build", "nowhere.md"], "nowhere.md"),
        (["query", "--format", "xml", "ASK {}"], "'xml' is not one of"),
        (["query"], "give a question"),
        (["query", "ASK {}", "-o", "nowhere"], "nowhere: no graph is here; build one with: kg build"),
        (["validate", "-o", "nowhere"], "nowhere: no graph is here"),
        (["view", "-o", "nowhere"], "nowhere: no graph is here"),
        (["query", "nonsuch", "-o", "nowhere"], "no named query 'nonsuch'"),
        (["evaluate", "nowhere"], "nowhere"),
    ],
)
def test_bad_usage_is_told_in_one_line_and_exits_2(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert cli.run(arguments) == 2

    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert says in captured.err


def failing(error: BaseException) -> click.Command:
    @click.command()
    def fails() -> None:
        raise error

    return fails


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (KgError("table.csv:3: a cell too many"), 2, "table.csv:3: a cell too many\n"),
        (KgError("two\nlines"), 2, "two lines\n"),
        (FileNotFoundError(2, "No such file or directory", "a.md"), 2, "a.md: No such file or directory\n"),
        (PermissionError(13, "Permission denied", "out"), 2, "out: Permission denied\n"),
        (OSError("odd"), 2, "odd\n"),
        (KeyboardInterrupt(), 130, ""),
        (ZeroDivisionError("by zero"), 2, f"ZeroDivisionError: by zero; {cli.REPORT}\n"),
        (KgError("bell \x07 and \x1b[31mred"), 2, "bell \N{REPLACEMENT CHARACTER} and \N{REPLACEMENT CHARACTER}[31mred\n"),
    ],
)
def test_an_error_ends_in_one_line_and_its_exit_code(
    error: BaseException, code: int, says: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(cli.group.commands, "check", failing(error))

    assert cli.run(["check"]) == code
    assert capsys.readouterr().err.lstrip("\n") == says  # after an interruption, the prompt stands on a line of its own


def test_debug_shows_the_traceback_of_an_unexpected_error_alone(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(cli.group.commands, "check", failing(ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        cli.run(["--debug", "check"])

    monkeypatch.setitem(cli.group.commands, "check", failing(KgError("expected")))
    assert cli.run(["--debug", "check"]) == 2
    assert capsys.readouterr().err == "expected\n"


def test_a_reader_that_goes_away_ends_the_command_without_a_word() -> None:
    script = f"{sys.executable} -m kg query --list | head -c 1 >/dev/null; echo ${{PIPESTATUS[0]}}"
    ended = subprocess.run(("bash", "-c", script), capture_output=True, text=True, timeout=60)

    assert ended.stderr == ""
    assert ended.stdout.strip() in ("0", "141")


def test_a_console_without_the_letters_gets_question_marks() -> None:
    ended = python("-m", "kg", "query", "--list", PYTHONIOENCODING="ascii", PYTHONUTF8="0")

    assert (ended.returncode, ended.stderr) == (0, "")
    assert "?" in ended.stdout


def test_version_is_printed() -> None:
    assert python("-m", "kg", "--version").stdout == "kg 0.1.0\n"
