"""The readme's table names each command, and the shell completes them. (The examples: test_cli_examples.py.)"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg import cli

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_table_of_the_readme_names_every_command_and_no_other() -> None:
    table = README[README.index("| command |") :].partition("\n\n")[0]

    assert set(re.findall(r"`kg ([a-z]+)", table)) == set(cli.group.commands)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_is_given_its_completion(shell: str) -> None:
    kg = Path(sys.executable).with_name("kg")
    environment = {**os.environ, "_KG_COMPLETE": f"{shell}_source"}
    source = subprocess.run([kg], env=environment, capture_output=True, text=True, check=True).stdout
    words = {**os.environ, "_KG_COMPLETE": "bash_complete", "COMP_WORDS": "kg ex", "COMP_CWORD": "1"}
    offered = subprocess.run([kg], env=words, capture_output=True, text=True, check=True).stdout

    assert "_KG_COMPLETE" in source
    assert {"plain,explain", "plain,export"} == set(offered.split())
