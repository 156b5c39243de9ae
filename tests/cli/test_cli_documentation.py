"""The help and the readme say what the commands do: each has examples that run, and the readme's table names each."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from kg import cli

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"^    (kg [^\n]+?)(?: {3,}[^\n]*)?$", re.M)
# What an example stands for that no one has: a publisher's file, an annotated folder; and what runs until it is stopped.
NEEDS = ("AMO30….json.zip", "register.toml", " DATA", "FOLDER", "kg serve", "kg reconcile")


def examples(name: str) -> list[str]:
    return EXAMPLE.findall(cli.group.commands[name].help or "")


@pytest.mark.parametrize("name", cli.group.commands)
def test_the_help_of_each_command_has_an_example_of_it(name: str) -> None:
    assert [example for example in examples(name) if example.split()[1] == name]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("examples")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    assert subprocess.run([sys.executable, "-m", "kg", "build", "seeds"], cwd=folder, capture_output=True).returncode == 0
    return folder


RUN = [
    example
    for name in cli.group.commands
    for example in examples(name)
    if not any(word in example for word in NEEDS) and example != "kg view" and name != "remove"
]


@pytest.mark.parametrize("example", RUN)
def test_the_examples_of_the_help_run(
    built: Path, example: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(built)

    assert cli.run(shlex.split(example)[1:]) == 0, capsys.readouterr().err


def test_the_example_of_a_removal_runs(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(built, tmp_path / "copy")
    monkeypatch.chdir(tmp_path / "copy")
    (example,) = examples("remove")

    assert cli.run(shlex.split(example)[1:]) == 0


def test_the_table_of_the_readme_names_every_command_and_no_other() -> None:
    table = README[README.index("| command |") :].partition("\n\n")[0]

    assert set(re.findall(r"`kg ([a-z]+)", table)) == set(cli.group.commands)


def test_the_options_that_the_readme_shows_are_there() -> None:
    """Every `kg …` line of a console block is a command line that click accepts."""
    shown = [
        line for block in re.findall(r"```console\n(.*?)```", README, re.S) for line in re.findall(r"^\$ (kg .*)$", block, re.M)
    ]

    assert len(shown) > 5
    for line in shown:
        name, *arguments = shlex.split(line.split("#")[0])[1:]
        given = {word for word in arguments if word.startswith("-")}
        command = cli.group.commands[name]
        known = {option for param in command.params if isinstance(param, click.Option) for option in param.opts}
        assert given <= known, line


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_is_given_its_completion(shell: str) -> None:
    kg = Path(sys.executable).with_name("kg")
    environment = {**os.environ, "_KG_COMPLETE": f"{shell}_source"}
    source = subprocess.run([kg], env=environment, capture_output=True, text=True, check=True).stdout
    words = {**os.environ, "_KG_COMPLETE": "bash_complete", "COMP_WORDS": "kg ex", "COMP_CWORD": "1"}
    offered = subprocess.run([kg], env=words, capture_output=True, text=True, check=True).stdout

    assert "_KG_COMPLETE" in source
    assert {"plain,explain", "plain,export"} == set(offered.split())
