"""What a reader takes away from the page: CSV, Turtle, PNG."""

from __future__ import annotations

import csv
import io
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import render_graphs as graphs

from kg.iris import KG

Open = Callable[..., Any]


def saved(it: Any, click: str, tmp_path: Path) -> bytes:
    """The file that a click saves."""
    with it.page.expect_download() as download:
        it.page.locator(click).first.click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    return path.read_bytes()


def test_the_listed_relations_become_csv_with_their_quotes(open_page: Open, tmp_path: Path) -> None:
    it = open_page("seed")
    it.page.click("#view-table")
    it.page.fill("#filter", "recommande")
    shown = it.page.locator("#table tbody tr").count()
    data = saved(it, "#take-csv", tmp_path)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(rows) == shown > 3
    row = rows[0]
    assert (row["subject"], row["subject_iri"]) == ("Jean-Michel Mis", graphs.ID + "person/jean-michel-mis")
    assert row["quote"] in it.do("kgPage.model.documents.find((d) => d.text).text")
    assert row["document_date"] == "2021-09-09"
    it.page.click("#lang-en")
    english = saved(it, "#take-csv", tmp_path).decode("utf-8-sig")
    assert english.startswith("subject,subject_iri,predicate,")


def test_a_cell_is_no_formula(open_page: Open) -> None:
    it = open_page("formulas")
    text = it.do("kgPage.take.csvText([...Array(kgPage.model.count).keys()])")
    cells = [cell for row in csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=";") for cell in row]
    assert '\'=HYPERLINK("http://x";"a")' in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]


def triples(data: bytes | list[ox.Quad]) -> set[tuple[Any, Any, Any]]:
    """The triples of Turtle or of quads, numbers by value, as Turtle has several ways to write one."""
    quads = ox.parse(data, format=ox.RdfFormat.TURTLE) if isinstance(data, bytes) else data
    return {(quad.subject, quad.predicate, plain(quad.object)) for quad in quads}


def plain(term: Any) -> Any:
    if isinstance(term, ox.Literal) and term.datatype.value.endswith(("#decimal", "#integer", "#double")):
        return float(term.value)
    return term


@pytest.mark.parametrize("name", ["seed", "large", "hostile"])
def test_the_turtle_of_a_selection_is_part_of_the_graph(name: str, open_page: Open, tmp_path: Path) -> None:
    it = open_page(name)
    whole = triples(list({"seed": graphs.seed, "large": lambda: graphs.large(1000), "hostile": graphs.hostile}[name]()))
    found = triples(saved(it, "#take-turtle", tmp_path))
    strange = {triple for triple in found - whole if "\ufffd" not in str(triple)}
    assert strange == set()
    numbers = "[...Array(kgPage.model.count).keys()]"
    everything = triples(it.do(f"kgPage.turtle.of({numbers}, [])").encode())
    assert {triple for triple in everything - whole if "\ufffd" not in str(triple)} == set()
    if name != "hostile":
        for class_ in ("Statement", "Evidence"):
            kind = (ox.NamedNode(graphs.RDF + "type"), ox.NamedNode(KG + class_))
            assert {s for s, *rest in everything if tuple(rest) == kind} == {s for s, *rest in whole if tuple(rest) == kind}


def test_the_turtle_of_one_relation_has_its_quote_and_its_entities(open_page: Open, tmp_path: Path) -> None:
    it = open_page("seed")
    number = it.statement("Premier ministre", "met", "Jean-Michel Mis")
    it.do(f"kgPage.state.select({{ type: 'statement', id: {number} }})")
    quote = it.page.inner_text("#panel mark")
    data = saved(it, "#panel [data-do=turtle]", tmp_path)
    store = ox.Store()
    store.load(data, format=ox.RdfFormat.TURTLE)
    query = (
        f"PREFIX kg: <{KG}> PREFIX rdf: <{graphs.RDF}> PREFIX rdfs: <{graphs.RDFS}> SELECT ?one ?two ?quote "
        "{ ?s rdf:subject ?a ; rdf:predicate kg:met ; rdf:object ?b ; kg:evidence/kg:quote ?quote ."
        " ?a kg:met ?b ; rdfs:label ?one . ?b rdfs:label ?two }"
    )
    rows = [tuple(term.value for term in row) for row in store.query(query)]
    assert rows == [("Premier ministre", "Jean-Michel Mis", quote)]


@pytest.mark.parametrize("view", ["picture", "table"])
def test_the_picture_becomes_a_png_from_any_view(view: str, open_page: Open, tmp_path: Path) -> None:
    it = open_page("seed", at=f"#view={view}")
    data = saved(it, "#take-png", tmp_path)
    assert data.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", data[16:24])
    frame = it.page.locator("#canvas").bounding_box()
    assert width == int(frame["width"])
    assert height > frame["height"]
    assert len(data) > 20_000
