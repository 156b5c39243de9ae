"""Every example of the help, the readme and the guides is run as it stands: beside the files that it names, against a service
where it asks one, with a browser where it opens one."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import httpx
import pytest
from workbench import ROOT, SEED, kg, serving, workbench

from kg import cli

EXAMPLE = re.compile(r"^    (kg [^\n]+?)(?: {3,}[^\n]*)?$", re.M)
GUIDED = re.compile(r"^(?:    |\$ )(kg [^\n#]+?)(?: {3,}[^-\n][^\n]*| +#[^\n]*)?$", re.M)
README = (ROOT / "README.md").read_text(encoding="utf-8")
# Run by a test of its own: a cluster (tests/cluster), a store on a server (tests/store), a service that no one has (tests/live).
ELSEWHERE = ("--cluster", "--store http", "https://")


def examples(name: str) -> list[str]:
    """The examples in the help of a command."""
    return EXAMPLE.findall(cli.group.commands[name].help or "")


HELP = [example for name in cli.group.commands for example in examples(name)]
SERVE = [example for example in HELP if example.startswith("kg serve")]
OWN = (*SERVE, "kg view", "kg import pack DATA", *examples("remove"), *examples("reconcile"))
TOUR = [line for block in re.findall(r"```console\n(.*?)```", README, re.S) for line in re.findall(r"^\$ (kg .*)$", block, re.M)]
GUIDES = [
    (guide.name, line)
    for guide in sorted((ROOT / "docs").glob("*.md"))
    for line in GUIDED.findall(guide.read_text(encoding="utf-8"))
    if not any(word in line for word in ELSEWHERE) and not line.startswith("kg serve")
]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workbench(tmp_path_factory.mktemp("examples"))


@pytest.fixture
def own(bench: Path, tmp_path: Path) -> Path:
    """A copy of the folder, for an example that changes the graph."""
    return Path(shutil.copytree(bench, tmp_path / "own"))


@pytest.mark.parametrize("name", cli.group.commands)
def test_the_help_of_each_command_has_an_example_of_it(name: str) -> None:
    assert [example for example in examples(name) if example.split()[1] == name]


@pytest.mark.parametrize("example", [example for example in HELP if example not in OWN])
def test_the_examples_of_the_help_run(
    bench: Path, example: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(bench)
    name = example.split()[1]

    assert cli.run(shlex.split(example)[1:]) == 0, capsys.readouterr().err
    assert capsys.readouterr().out.strip() or name in ("export", "analyse", "check", "validate")


def test_the_example_of_a_removal_runs(own: Path) -> None:
    (example,) = examples("remove")

    assert kg(own, example.removeprefix("kg ")).returncode == 0
    assert SEED not in kg(own, "query 'SELECT ?d { ?d a kg:Document ; kg:text ?text }' --format csv").stdout


def test_the_example_of_a_new_pack_writes_the_ontology_of_its_installation(bench: Path, tmp_path: Path) -> None:
    """On a copy of the program, since the example writes into the program's own ``ontology/``."""
    for folder in ("kg", "ontology"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    persons = tmp_path / "ontology" / "authority" / "persons.csv"
    before = persons.read_bytes()
    done = kg(bench, "import pack DATA", PYTHONPATH=str(tmp_path))

    assert done.returncode == 1, done.stderr  # the small sources hold what cannot be read, and it is named
    assert "codes_authority.csv" in done.stderr
    assert done.stdout.strip() == str(tmp_path / "ontology" / "authority")
    assert before != persons.read_bytes()
    assert "d'Exemple" in persons.read_text(encoding="utf-8")


@pytest.mark.parametrize("example", SERVE)
def test_the_examples_of_a_service_answer(bench: Path, example: str) -> None:
    with serving(bench, example) as url:
        page = httpx.get(f"{url}/id/person/jean-michel-mis", headers={"Accept": "text/html"}, follow_redirects=True, timeout=60)

    assert "Jean-Michel Mis" in page.text


def test_the_example_of_reconciliation_asks_the_service_of_the_example_before_it(bench: Path) -> None:
    (example,) = examples("reconcile")
    with serving(bench, SERVE[0]) as url:
        done = kg(bench, example.removeprefix("kg ").replace("http://127.0.0.1:8000", url))

    assert done.returncode == 0, done.stderr
    assert "Assemblée nationale" in done.stdout


def test_the_example_of_the_page_opens_it_in_the_browser(bench: Path, tmp_path: Path) -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no browser (Debian package chromium)")
    seen = tmp_path / "seen.html"
    browser = tmp_path / "browser"
    options = f"--headless --no-sandbox --disable-gpu --user-data-dir={tmp_path / 'profile'} --virtual-time-budget=5000"
    browser.write_text(f'#!/bin/sh\n{chromium} {options} --dump-dom "$1" > {seen} 2> {tmp_path / "log"}\n', encoding="utf-8")
    browser.chmod(0o755)
    done = kg(bench, "view", BROWSER=f"{browser} %s")

    assert done.stdout.strip() == str(Path("out") / "graph.html")
    assert "Jean-Michel Mis" in seen.read_text(encoding="utf-8")


def test_a_machine_without_a_browser_is_told_to_open_the_page(bench: Path) -> None:
    done = kg(bench, "view", PATH="/nowhere", BROWSER="/nowhere/browser %s", DISPLAY="")

    assert done.returncode == 1
    assert "open out/graph.html yourself" in done.stderr


def test_the_tour_of_the_readme_runs(own: Path) -> None:
    """Line after line, as a shell runs them; with a browser that only takes the address."""
    assert len(TOUR) > 5
    for line in TOUR:
        done = kg(own, line.removeprefix("kg "), BROWSER="true %s")
        assert (done.returncode, "Traceback" in done.stderr) == (0, False), (line, done.stderr)
        assert done.stdout.strip(), line


@pytest.mark.parametrize(("guide", "line"), GUIDES)
def test_the_examples_of_the_guides_run(own: Path, guide: str, line: str) -> None:
    done = kg(own, line.removeprefix("kg "), BROWSER="true %s")

    assert done.returncode in (0, 1), done.stderr  # 1: something in the small files was named
    assert "Traceback" not in done.stderr
    assert done.stdout.strip()


def test_the_python_of_the_readme_runs(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (block,) = re.findall(r"```python\n(.*?)```", README, re.S)
    monkeypatch.chdir(own)
    names: dict[str, object] = {}
    exec(compile(block, "README.md", "exec"), names)  # noqa: S102

    assert "kg.Graph" in repr(names["graph"])


def test_the_python_of_the_package_runs(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import kg as package

    block = re.findall(r"^    ([^\n]+)$", package.__doc__ or "", re.M)
    monkeypatch.chdir(own)

    assert len(block) > 4
    exec(compile("\n".join(block), "kg.__doc__", "exec"), {})  # noqa: S102
