"""What leaves the graph for other tools says what the graph says, and nothing in it can run."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import networkx as nx
import pytest
import rdflib
from rdflib.compare import isomorphic

import kg
from kg.analyse import Triple, projection, read_network
from kg.errors import UsageError
from kg.export.graphs import Form, network_file
from kg.export.jsonld import context, jsonld
from kg.export.sheet import sheet
from kg.export.tables import HEADERS, NAMES, Name, table, to_csv
from kg.iris import ID, KG
from kg.nquads import Line, literal, node, quad
from kg.outputs import lines, open_graph, triples

# rdflib's own JSON-LD parser goes through a class that rdflib deprecates.
RDFLIB_OWN = "ignore:ConjunctiveGraph is deprecated:DeprecationWarning"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export")
    kg.build(ROOT / "seeds", folder)
    return folder


@pytest.fixture(scope="module")
def content(out: Path) -> list[Triple]:
    with open_graph(out) as store:
        return list(triples(store))


@pytest.mark.filterwarnings(RDFLIB_OWN)
def test_json_ld_is_the_same_graph_as_the_turtle(out: Path) -> None:
    with open_graph(out) as store:
        data = jsonld(lines(store))

    assert isomorphic(rdflib.Graph().parse(data=data, format="json-ld"), rdflib.Graph().parse(out / "graph.ttl"))


def test_json_ld_reads_as_plain_json(out: Path) -> None:
    with open_graph(out) as store:
        graph = json.loads(jsonld(lines(store)))["@graph"]
    person = next(node for node in graph if node["id"] == "person/jean-michel-mis")
    document = next(node for node in graph if node["type"] == "Document")

    assert person["type"] == "Person"
    assert person["label"] == {"fr": "Jean-Michel Mis"}
    assert person["identifier"] == "PA719952"
    assert person["sameAs"] == "wd:Q30379003"
    assert document["issued"] == "2021-09-09"
    assert document["text"].startswith("PREMIER MINISTRE")


ODD = [
    (node(ID + "law/1"), node(KG + "date"), literal("2021", datatype="gYear")),
    (node(ID + "law/1"), node(KG + "start"), literal("007", datatype="integer")),
    (node(ID + "law/1"), node(KG + "confidence"), literal("0.95", datatype="decimal")),
    (node(ID + "law/1"), node(KG + "inferred"), literal("1", datatype="boolean")),
    (node(ID + "law/1"), node("http://purl.org/dc/terms/date"), literal("hier")),
    (node(ID + "law/1"), node(KG + "quote"), literal("de l'eau", "fr")),
    (node(ID + "law/1"), node("http://www.w3.org/2000/01/rdf-schema#label"), literal("sans langue")),
    (node(ID + "law/1"), node("https://example.org/propriété"), literal('a "b" \\ \n c', "en")),
    (node(ID + "law/1"), node(KG + "cites"), node("https://example.org/a b:c".replace(" ", "%20"))),
    (node(ID + "law/1"), node("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), node("https://example.org/Autre")),
    (node("https://example.org/autre"), node(KG + "met"), node(ID + "organisation/a:b")),
    (node(ID + "report"), node(KG + "met"), node("https://w3id.org/kg-politique/ns#a/b")),
]


@pytest.mark.filterwarnings(RDFLIB_OWN)
@pytest.mark.parametrize("triple", ODD)
def test_odd_values_survive_in_json_ld(triple: tuple[str, str, str]) -> None:
    line: Line = quad(*triple, node(ID + "document/d"))
    expected = rdflib.Graph().parse(data=" ".join(triple) + " .", format="nt")

    # rdflib rewrites "007" and "1" when it reads them, from either form.
    assert set(rdflib.Graph().parse(data=jsonld([line]), format="json-ld")) == set(expected)


def test_the_context_names_every_term_of_the_vocabulary() -> None:
    from kg import terms

    assert set(context()) >= terms.KINDS | terms.PROPERTIES


@pytest.mark.parametrize("name", NAMES)
def test_tables_have_their_columns_and_rows(content: list[Triple], name: Name) -> None:
    rows = list(csv.reader(io.StringIO(table(content, name))))

    assert tuple(rows[0]) == HEADERS[name]
    assert len(rows) > 5
    assert {len(row) for row in rows} == {len(rows[0])}


def test_relations_show_their_quotes_and_links_their_targets(content: list[Triple]) -> None:
    relations = list(csv.DictReader(io.StringIO(table(content, "relations"))))
    links = list(csv.DictReader(io.StringIO(table(content, "links"))))
    met = next(row for row in relations if row["predicate"] == "met")

    assert met["object_label"] == "Jean-Michel Mis"
    assert "a reçu ce jour le député" in met["quote"]
    assert ("person/jean-michel-mis", "sameAs", "http://www.wikidata.org/entity/Q30379003") in {
        (row["entity"], row["link"], row["target"]) for row in links
    }


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ('=HYPERLINK("x")', '\'=HYPERLINK("x")'),
        ("@a", "'@a"),
        ("- tiret", "'- tiret"),
        ("-3.5", "-3.5"),
        ("+33", "+33"),
        ("a=b", "a=b"),
    ],
)
def test_a_cell_is_no_formula(cell: str, shown: str) -> None:
    assert list(csv.reader(io.StringIO(to_csv(["h"], [[cell]]))))[1] == [shown]


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_networks_are_read_back_by_networkx_and_have_the_same_bytes(content: list[Triple], form: Form) -> None:
    graph = projection(read_network(content))
    data = network_file(graph, form)
    read = nx.read_gexf if form == "gexf" else nx.read_graphml
    back = read(io.BytesIO(data))

    assert data == network_file(graph, form)
    assert b"lastmodified" not in data
    assert set(back) == set(graph)
    assert back.number_of_edges() == graph.number_of_edges()
    assert {own["quote"] for *_, own in back.edges(data=True)} == {own["quote"] for *_, own in graph.edges(data=True)}


def test_letters_that_xml_cannot_hold_are_replaced() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_node("a", label="x\x00\x08\uffffy")

    assert nx.read_graphml(io.BytesIO(network_file(graph, "graphml"))).nodes["a"]["label"] == "x\ufffd\ufffd\ufffdy"


def test_the_sheet_shows_identifiers_mandates_and_sentences(content: list[Triple]) -> None:
    page = sheet(content, "Jean-Michel Mis")

    for words in ("PA719952", "Q30379003", "2017-06-18", "a été missionné par le Premier ministre", "recommande"):
        assert words in page
    assert "<script" not in page
    with pytest.raises(UsageError):
        sheet(content, "Personne Inconnue")


def test_a_hostile_label_is_text_on_the_sheet() -> None:
    label, rdf = "http://www.w3.org/2000/01/rdf-schema#label", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    evil = '"><img src=x onerror=alert(1)>'
    graph = [
        (ID + "law/1", rdf, KG + "Law", "uri"),
        (ID + "law/1", label, evil, "fr"),
        (ID + "law/1", "http://www.w3.org/2000/01/rdf-schema#seeAlso", f"javascript:{evil}", "uri"),
        (ID + "law/1", "http://www.w3.org/2004/02/skos/core#altLabel", f"https://a.fr/{evil}", "fr"),
    ]

    page = sheet(graph, evil)

    assert "<img" not in page
    assert 'href="javascript' not in page
    assert page.count("href=") == 1
