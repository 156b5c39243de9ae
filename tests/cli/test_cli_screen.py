"""What is printed: aligned text in a pipe, a drawn table on a terminal, and nothing that a terminal would obey."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from kg import cli
from kg.commands.screen import complain, plain, table
from kg.model import Finding


def test_columns_are_aligned_and_lines_do_not_trail(capsys: pytest.CaptureFixture[str]) -> None:
    table(("name", "n"), [("Élan", "1"), ("Jean-Michel Mis", "22")], title="People")

    assert capsys.readouterr().out == "People\nname             n\nÉlan             1\nJean-Michel Mis  22\n"


def test_a_table_without_rows_prints_its_headers_alone(capsys: pytest.CaptureFixture[str]) -> None:
    table(("a", "b"), [])
    table((), [])

    assert capsys.readouterr().out == "a  b\n"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Sécurité « intérieure »\u00a0!", "Sécurité « intérieure »\u00a0!"),
        ("two\nlines\tand a tab", "two lines and a tab"),
        ("\x1b[31mred\x07", "\N{REPLACEMENT CHARACTER}[31mred\N{REPLACEMENT CHARACTER}"),
        ("\u202eright to left", "\N{REPLACEMENT CHARACTER}right to left"),
    ],
)
def test_what_would_drive_a_terminal_is_replaced(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_a_finding_is_one_line_that_names_its_severity_unless_it_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    complain([Finding("error", "x", "a.csv:3", "a cell\ntoo many"), Finding("warning", "x", "b.md", "repaired")])

    assert capsys.readouterr().err == "a.csv:3: a cell too many\nb.md: warning: repaired\n"


def on_a_terminal(code: str) -> str:
    """What a terminal gets from a program that ends well."""
    import pty

    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    printed = b""
    with subprocess.Popen((sys.executable, "-c", code), stdout=theirs, stderr=theirs, env=environment) as child:
        os.close(theirs)
        with suppress(OSError):  # a terminal that nobody writes to any more ends with an error
            while some := os.read(ours, 65536):
                printed += some
    os.close(ours)
    assert child.returncode == 0, printed
    return printed.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of POSIX")
def test_a_terminal_is_told_how_fast_documents_are_done_and_that_they_are_written() -> None:
    code = (
        "import time; from kg.commands.screen import progress\n"
        "with progress('documents') as told:\n"
        "    [(told(done, 8), time.sleep(0.12)) for done in range(1, 9)]\n"
        "    time.sleep(0.3)\n"
    )
    printed = on_a_terminal(code)

    assert re.search(r"\d/8 .{0,40}\d+/s", printed)
    assert "8 documents: writing" in printed
    assert printed.rstrip(" ").endswith(("\x1b[2K", "\r"))
    piped = subprocess.run(
        (sys.executable, "-c", code.replace("told(done, 8)", "told")), capture_output=True, text=True, check=True
    )
    assert piped.stdout + piped.stderr == ""


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of POSIX")
def test_a_terminal_gets_a_drawn_table_in_which_markup_is_text() -> None:
    code = "from kg.commands.screen import table; table(('name', 'n'), [('[bold]Élan[/bold]', '1')], title='People')"
    printed = on_a_terminal(code)

    assert "People" in printed
    assert "───" in printed
    assert "[bold]Élan[/bold]" in printed


def test_import_names_what_is_missing_and_exits_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data").mkdir()

    assert cli.run(["import", "pack", str(tmp_path / "data"), "-o", str(tmp_path / "pack")]) == 1
    captured = capsys.readouterr()
    assert captured.err.count("\n") >= 1
    assert "Traceback" not in captured.err


def test_many_findings_on_a_file_are_counted_where_a_report_lists_them(capsys: pytest.CaptureFixture[str]) -> None:
    lines = [Finding("error", "x", f"c.jsonl:{number}", "bad") for number in range(1, 30_001)]
    complain([*lines, Finding("error", "x", "a.md", "empty")], "report.json lists them all")
    said = capsys.readouterr().err.splitlines()

    assert said[:2] == ["c.jsonl:1: bad", "c.jsonl:2: bad"]
    assert said[-2:] == ["a.md: empty", "c.jsonl: 29980 more; report.json lists them all"]
    assert len(said) == 22

    complain([Finding("error", "x", f"{number}.md", "bad") for number in range(3_000)], "all in it")
    said = capsys.readouterr().err.splitlines()
    assert (len(said), said[-1]) == (501, "2500 more, in 2500 files; all in it")

    complain(lines)
    assert len(capsys.readouterr().err.splitlines()) == 30_000
