"""What other systems do differently, told by rules: line ends, consoles without our letters, modules that are not there.
(Types are checked as for Windows too, by `make lint`; encodings by ruff.)"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
UNIX = {"crypt", "fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"}
"""Modules of the standard library that Windows has not."""


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((ROOT / "kg").rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def test_a_text_that_is_written_says_how_its_lines_end() -> None:
    silent = []
    for name, tree in trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            modes = [word.value for word in node.args if isinstance(word, ast.Constant) and isinstance(word.value, str)]
            text = called == "write_text" or (
                called in ("open", "fdopen") and any(m in ("w", "a", "x", "wt", "w+") for m in modes)
            )
            if text and not any(word.arg == "newline" for word in node.keywords):
                silent.append(f"{name}:{node.lineno}")
    assert silent == []


def test_no_module_imports_at_its_head_what_windows_has_not() -> None:
    found = [
        f"{name}:{node.lineno}"
        for name, tree in trees()
        for node in tree.body
        for one in ([alias.name for alias in node.names] if isinstance(node, ast.Import) else [getattr(node, "module", "")])
        if one in UNIX
    ]
    assert found == []


@pytest.mark.parametrize("encoding", ["cp1252", "cp437"])
def test_a_console_that_lacks_letters_shows_the_report_and_a_file_gets_all_of_them(tmp_path: Path, encoding: str) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    kg = (sys.executable, "-m", "kg")
    built = subprocess.run((*kg, "build", str(ROOT / "seeds"), "-o", "out"), cwd=tmp_path, env=environment, capture_output=True)
    told = subprocess.run((*kg, "explain", "Jean Castex"), cwd=tmp_path, env=environment, capture_output=True)
    table = subprocess.run((*kg, "export", "--format", "csv"), cwd=tmp_path, env=environment, capture_output=True)

    assert (built.returncode, built.stderr) == (0, b"")
    assert (told.returncode, told.stderr) == (0, b"")
    assert "9 septembre 2021" in table.stdout.decode("utf-8")
    assert "sécurité" in table.stdout.decode("utf-8")
