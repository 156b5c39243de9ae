"""The Python API: a graph as an object, every public name with an example that runs."""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from functools import cached_property
from inspect import getdoc, isfunction
from pathlib import Path
from typing import Any

import pytest
from dumps import votes

import kg
from kg import api, cli
from kg.api import rdf
from kg.api.table import Table
from kg.api.views import Shown, Told
from kg.errors import QueryError, UsageError

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with seeds/, the graph of them in out/, and a small file of votes."""
    folder = tmp_path_factory.mktemp("api")
    (folder / "seeds").mkdir()
    for path in (ROOT / "seeds").iterdir():
        (folder / "seeds" / path.name).write_bytes(path.read_bytes())
    kg.build(folder / "seeds", folder / "out")
    votes(folder / "Scrutins.json.zip")
    return folder


@pytest.fixture
def graph(built: Path) -> kg.Graph:
    return kg.Graph(built / "out")


def public() -> dict[str, object]:
    """Every name that the package offers, with the methods and properties of its classes."""
    found = {name: getattr(home, name) for home in (kg, api) for name in home.__all__}
    for name, value in tuple(found.items()):
        for own, method in vars(value).items() if isinstance(value, type) else ():
            if not own.startswith("_") and (isinstance(method, property | cached_property) or isfunction(method)):
                found[f"{name}.{own}"] = method
    return found


@pytest.mark.parametrize("name", public())
def test_every_public_name_has_an_example_that_runs(built: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(built)
    text = getdoc(public()[name]) or ""
    examples = doctest.DocTestParser().get_doctest(text, {**vars(api)}, name, name, 0)

    assert examples.examples, f"{name}: no example"
    told: list[str] = []
    outcome = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(examples, out=told.append)
    assert outcome.failed == 0, "".join(told)


def test_one_source_may_be_given_alone_and_the_report_is_at_hand(built: Path, tmp_path: Path) -> None:
    graph = kg.build(str(built / "seeds"), tmp_path)

    assert graph.exit_code == graph.report.exit_code == 0
    assert kg.Graph(tmp_path).report == graph.report
    assert [line.source for line in graph.documents] == ["2021-09-09-premier-ministre-rapport-mis.md"]


def test_what_cannot_be_built_says_so_and_asks_for_a_build(tmp_path: Path) -> None:
    (tmp_path / "vide.txt").write_text("")
    graph = kg.build(tmp_path / "vide.txt", tmp_path / "out")

    assert graph.exit_code == 2
    assert "empty" in graph.refused[0].message
    with pytest.raises(kg.KgError, match="no graph is here"):
        graph.query("ASK {}")
    with pytest.raises(UsageError, match="no report is here"):
        _ = kg.Graph(tmp_path / "nulle-part").report
    with pytest.raises(AttributeError, match="nonsuch"):
        _ = graph.nonsuch


def test_a_damaged_report_asks_for_a_build(built: Path, tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text('{"format": 1}')

    with pytest.raises(UsageError, match="build the graph again"):
        _ = kg.Graph(tmp_path).report


def test_rows_are_plain_values_and_a_data_frame(graph: kg.Graph) -> None:
    rows = graph.query(
        "SELECT ?d ?when ?start ?sure ?none { ?d dcterms:date ?when . ?s prov:wasDerivedFrom ?d ; kg:confidence ?sure ; "
        "kg:evidence/kg:start ?start OPTIONAL { ?d kg:nonsuch ?none } } ORDER BY ?start LIMIT 1"
    )

    (row,) = rows
    assert row["when"] == date(2021, 9, 9)
    assert isinstance(row["start"], int)
    assert isinstance(row["sure"], float)
    assert row["none"] is None
    frame = rows.to_pandas()
    assert list(frame.columns) == ["d", "when", "start", "sure", "none"]
    assert frame["start"][0] == row["start"]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda graph: graph.plot("nope"), "no analysis"),
        (lambda graph: graph.over_time("Theme", "week"), "week is no period; take one of day, month, year"),
        (lambda graph: graph.central("Nope"), "no class"),
        (lambda graph: kg.build("seeds", graph.out / "graph.ttl" / "x"), "graph.ttl"),
        (lambda graph: graph.sheet("Personne Inconnue"), "no entity"),
    ],
)
def test_what_makes_no_sense_is_an_error_of_the_package(graph: kg.Graph, call: Any, said: str) -> None:
    with pytest.raises(kg.KgError, match=said):
        call(graph)


def test_a_folder_that_cannot_be_written_is_an_error_of_the_package(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    with pytest.raises(kg.KgError, match="give another"):
        kg.build("seeds", "/proc/x" if sys.platform == "linux" else os.devnull + "/x")


def test_a_malformed_query_is_an_error_of_the_package(graph: kg.Graph) -> None:
    with pytest.raises(QueryError):
        graph.query("SELECT { ?x")
    with pytest.raises(QueryError):
        graph.query("nonsuch")


def test_construct_gives_triples(graph: kg.Graph) -> None:
    table = graph.query("CONSTRUCT { ?s kg:met ?o } WHERE { ?s kg:met ?o }")

    assert table.columns == ("subject", "predicate", "object")
    assert table["predicate"] == ["https://w3id.org/kg-politique/ns#met"]


def test_paths_are_told_and_walked(graph: kg.Graph) -> None:
    paths = graph.path("Premier ministre", "PA719952")

    assert "Jean-Michel Mis" in paths.text
    assert paths[0][0].edge.quote in repr(paths)
    with pytest.raises(UsageError, match="no entity of the graph"):
        graph.path("Premier ministre", "Personne Inconnue")


def test_a_file_is_explained_as_an_entity_and_a_statement_are(built: Path, graph: kg.Graph) -> None:
    file = next((built / "seeds").iterdir())
    statement = graph.query("SELECT ?s { ?s a kg:Statement ; rdf:predicate kg:met }")["s"][0]

    assert isinstance(graph.explain(file), Told)
    assert "met" in graph.explain(str(file))
    assert "a reçu ce jour le député" in graph.explain(statement)


def test_a_figure_says_what_it_shows_and_from_which_document(graph: kg.Graph) -> None:
    pytest.importorskip("matplotlib")
    drawn = {what: graph.plot(what, through="Theme").picture("svg").decode() for what in ("central", "shared", "time")}

    assert all("Source : Communiqué de presse – Premier ministre, 9 septembre 2021" in picture for picture in drawn.values())
    assert re.search(r">\d+,\d %<", drawn["central"])
    assert "rien à dessiner" in drawn["shared"]
    assert "– 2021" in drawn["time"]


def test_the_page_is_shown_in_a_frame_without_access_to_the_notebook(graph: kg.Graph) -> None:
    shown = graph.show(focus="Jean-Michel Mis", height=300)._repr_html_()

    assert shown.count("<iframe") == 1
    assert 'sandbox="allow-scripts ' in shown
    assert "allow-same-origin" not in shown
    assert "allow-same-origin" not in shown
    assert "height: 300px" in shown


def test_what_a_notebook_shows_is_escaped() -> None:
    evil = "<script>alert(1)</script>"
    table = Table((evil, "b"), [(evil, 'javascript:alert("x")'), (None, 'https://a.fr/"><script>')])

    for shown in (table._repr_html_(), Told(evil)._repr_html_()):
        assert "<script" not in shown
    assert "href" not in table._repr_html_()
    assert Shown('"><script>')._repr_html_().count("<script") == 0


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(UsageError, match="no column is called 'x'; there are a"):
        Table(("a",), [])["x"]


def test_long_tables_are_cut_when_shown_and_whole_as_csv() -> None:
    table = Table(("n",), [(n,) for n in range(80)])

    assert repr(table).splitlines()[-1] == "… 80 rows"
    assert len(table.to_csv().splitlines()) == 81
    assert table[2:4]["n"] == [2, 3]


def test_importing_the_package_imports_nothing_else() -> None:
    probe = "import sys, kg; print([m for m in sys.modules if m.startswith(('kg.', 'rdflib', 'networkx', 'pandas', 'click'))])"
    out = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True).stdout

    assert out == "[]\n"


def test_a_graph_too_large_for_a_turtle_file_is_read_from_its_store(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    shutil.copytree(built / "out", out)
    for name in ("graph.ttl", "graph.html"):
        (out / name).unlink()
    graph = kg.Graph(out)

    assert len(graph.to_rdflib()) == graph.report.triples == len(kg.to_rdflib(built / "out" / "graph.ttl"))
    assert "Jean-Michel Mis" in graph.show(focus="PA719952").html
    assert cli.run(["validate", "-o", str(out)]) == 0
    assert "conforms" in capsys.readouterr().out
    monkeypatch.setattr(rdf, "MANY", 100)
    with pytest.warns(UserWarning, match="GB of memory"):
        graph.to_rdflib()
