"""Notebooks are executed as a reader does: cell by cell, from their own folder, with nothing but the public API."""

from __future__ import annotations

import ast
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def executed(path: Path, folder: Path) -> Any:
    """The notebook with its outputs, run in a copy of its surroundings."""
    (folder / "notebooks").mkdir(exist_ok=True)
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(folder / "notebooks")}})
    return client.execute()


def outputs(notebook: Any) -> list[dict[str, Any]]:
    return [out for cell in notebook.cells if cell.cell_type == "code" for out in cell.outputs]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_kept_without_outputs_and_reads_the_public_names_alone(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)

    assert outputs(notebook) == []
    for cell in notebook.cells:
        tree = ast.parse(cell.source) if cell.cell_type == "code" else ast.Module([], [])
        for node in ast.walk(tree):
            assert not (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kg"))
            assert not (isinstance(node, ast.Import) and any(name.name.startswith("kg.") for name in node.names))


# Jupyter's own parts warn of one another.
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::RuntimeWarning", "ignore::FutureWarning")
def test_the_visit_shows_tables_figures_and_the_page(tmp_path: Path) -> None:
    shown = outputs(executed(ROOT / "notebooks" / "visite.ipynb", tmp_path))
    pages = [out["data"]["text/html"] for out in shown if "text/html" in out.get("data", {})]

    assert [out for out in shown if out["output_type"] in ("error", "stream")] == []
    assert sum("image/png" in out.get("data", {}) for out in shown) == 2
    assert sum("<iframe" in page for page in pages) == 2
    assert sum("<table" in page for page in pages) >= 4
    assert any("a reçu ce jour le député" in page for page in pages)
    assert any("www.wikidata.org/entity/Q30379003" in page for page in pages)


DATA = ROOT.parent / "shared" / "data" / "assemblee"


def sample(name: str, number: int, folder: Path) -> None:
    """The same archive with every so many of its records, so that it is read in seconds."""
    with zipfile.ZipFile(DATA / name) as whole, zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as part:
        members = sorted(whole.namelist())
        for member in members[:: max(1, len(members) // number)]:
            part.writestr(member, whole.read(member))


@pytest.mark.skipif(not DATA.exists(), reason="the open data of the Assemblée nationale are not here")
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::RuntimeWarning", "ignore::FutureWarning")
def test_the_votes_of_the_legislature_answer_who_votes_with_whom(tmp_path: Path) -> None:
    data = tmp_path / "notebooks" / "donnees"
    data.mkdir(parents=True)
    sample("Scrutins.json.zip", 20, data)
    sample("Amendements.json.zip", 150, data)
    shown = outputs(executed(ROOT / "notebooks" / "votes.ipynb", tmp_path))
    said = "".join(out.get("text", "") for out in shown)

    assert [out for out in shown if out["output_type"] == "error"] == []
    assert sum("image/png" in out.get("data", {}) for out in shown) == 3
    assert re.search(r"2\d scrutins, 1\d groupes, du 202\d-\d\d-\d\d", said)
    assert said.count("Votent le ") == 2
