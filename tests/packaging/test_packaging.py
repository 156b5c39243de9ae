"""What is shipped: the dependencies that are declared, and a wheel that works away from the checkout."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
import venv
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def imported(folder: str) -> set[str]:
    """The top-level modules that the files of a folder import, wherever in them."""
    modules: set[str] = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {name.name.partition(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules.add(node.module.partition(".")[0])
            elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "find_spec")):
                modules |= {str(word.value).partition(".")[0] for word in node.args if isinstance(word, ast.Constant)}
    return modules - set(sys.stdlib_module_names) - {"kg", "compression"}  # compression: the standard library's from 3.14 on


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=!~; \[]", name)[0]).lower()


def test_the_package_imports_what_it_declares_and_nothing_else() -> None:
    distributions = packages_distributions()
    used = {normal(distributions[module][0]) for module in imported("kg")}

    extras = (name for extra, names in PROJECT["optional-dependencies"].items() if extra != "test" for name in names)
    declared = {normal(name) for name in (*PROJECT["dependencies"], *extras)}

    # Imported by Jupyter, by starlette to read forms, by uvicorn.
    assert used == declared - {"ipykernel", "python-multipart", "httptools", "uvloop"}


def test_every_dependency_has_a_lower_bound() -> None:
    declared = [*PROJECT["dependencies"], *(name for extra in PROJECT["optional-dependencies"].values() for name in extra)]

    assert [name for name in declared if ">=" not in name] == []


def test_ci_installs_hashed_versions_of_all_that_is_declared_and_names_no_registry() -> None:
    text = (ROOT / "requirements-ci.txt").read_text(encoding="utf-8")
    pinned = {normal(line) for line in text.splitlines() if "==" in line}

    assert {normal(name) for name in (*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"])} <= pinned
    assert text.count("--hash=sha256:") >= len(pinned)
    assert "://" not in text
    assert "index" not in text


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = (
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        str(folder),
        ".",
    )
    subprocess.run(build, cwd=ROOT, check=True, timeout=120, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def run(*command: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, env={**os.environ, **environment}, capture_output=True, text=True, timeout=300)


def build_seeds(command: tuple[str, ...], place: Path, **environment: str) -> None:
    ended = run(*command, "build", str(ROOT / "seeds"), "-o", "out", cwd=place, **environment)
    assert ended.returncode == 0, ended.stderr
    assert (place / "out" / "graph.ttl").is_file()


def same_bytes_as_the_checkout(place: Path) -> None:
    """What was built at a place is what the checkout builds, byte for byte."""
    (place / "checkout").mkdir()
    build_seeds((sys.executable, "-m", "kg"), place / "checkout")
    for name in ("graph.ttl", "graph.html", "report.json"):
        assert (place / "out" / name).read_bytes() == (place / "checkout" / "out" / name).read_bytes(), name


def test_the_wheel_holds_the_ontology_the_template_and_the_type_marker(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    folders = ("render/templates", "serve/templates", "serve/static")
    templates = {path.relative_to(ROOT).as_posix() for folder in folders for path in (ROOT / "kg" / folder).iterdir()}
    ontology = {
        f"kg/_ontology/{path.relative_to(ROOT / 'ontology').as_posix()}"
        for path in (ROOT / "ontology").rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }

    assert {"kg/py.typed", *templates, *ontology} <= names


def test_the_wheel_works_away_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    unpacked = tmp_path / "unpacked"
    zipfile.ZipFile(wheel).extractall(unpacked)
    where = run(sys.executable, "-c", "import kg; print(kg.__file__)", cwd=tmp_path, PYTHONPATH=str(unpacked)).stdout

    assert where.startswith(str(unpacked))
    build_seeds((sys.executable, "-m", "kg"), tmp_path, PYTHONPATH=str(unpacked))
    same_bytes_as_the_checkout(tmp_path)


@pytest.mark.soak
def test_the_wheel_installs_and_works_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    scripts = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin")
    installed = run(str(scripts / "python"), "-m", "pip", "install", "--quiet", str(wheel), cwd=tmp_path)

    assert installed.returncode == 0, installed.stderr
    build_seeds((str(scripts / "kg"),), tmp_path)
    same_bytes_as_the_checkout(tmp_path)
    assert run(str(scripts / "kg"), "check", cwd=tmp_path).returncode == 0
