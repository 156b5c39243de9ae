"""A small graph in the public vocabulary, and what connects its entities."""

from __future__ import annotations

import pyoxigraph
import pytest

from kg.analyse import Network, Triple, central, projection, read_network, shortest_paths
from kg.errors import UsageError
from kg.iris import ID

GRAPH = """
@prefix kg: <https://w3id.org/kg-politique/ns#> .
@prefix id: <https://w3id.org/kg-politique/id/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@base <https://w3id.org/kg-politique/id/> .

<person/a> a kg:Person ; rdfs:label "Jeanne Élan"@fr ; skos:altLabel "J. Élan" ; dcterms:identifier "PA1" .
<person/a> kg:authorOf <report/r> .
<person/b> a kg:Person ; rdfs:label "Paul Martin"@fr .
<person/c> a kg:Person ; rdfs:label "Paule Martin"@fr .
<person/alone> a kg:Person ; rdfs:label "Marie Seule"@fr .
<report/r> a kg:Report ; rdfs:label "rapport sur l'eau"@fr ; kg:submittedTo <office/pm> ; kg:about <theme/eau> .
<office/pm> a kg:Office ; rdfs:label "Premier ministre"@fr .
<theme/eau> a kg:Theme ; skos:prefLabel "aqua"@en, "eau"@fr .
<law/1> a kg:Law ; rdfs:label "loi n° 1"@fr ; kg:about <theme/eau> .
<article/law/1/2> a kg:Article ; rdfs:label "article 2"@fr ; kg:partOf <law/1> .
<mandate/m> a kg:Mandate ; kg:holder <person/b> ; kg:post <office/pm> ; kg:start "2020-07-03" .
<document/d> a kg:Document ; dcterms:title "Communiqué" ; dcterms:source "d.md" ; kg:text "…" .
<document/d/mention/0-1> a kg:Mention ; kg:refersTo <person/a> ; kg:inDocument <document/d> ; kg:quote "J" .
<document/d/mention/2-3> a kg:Mention ; kg:refersTo <person/alone> ; kg:inDocument <document/d> ; kg:quote "M" .
<document/d/statement/1> a kg:Statement ; rdf:subject <person/a> ; rdf:predicate kg:authorOf ; rdf:object <report/r> ;
  kg:date "2021-09-09" ; kg:evidence <document/d/quote/0-9> ; prov:wasDerivedFrom <document/d> .
<document/d/quote/0-9> a kg:Evidence ; kg:quote "son rapport" ; kg:start 0 ; kg:end 9 .
<document/d/statement/2> a kg:Statement ; rdf:subject <person/a> ; rdf:predicate kg:requests ; rdf:object <report/r> ;
  kg:modality "denied" ; prov:wasDerivedFrom <document/d> .
<document/d/statement/3> a kg:Statement ; rdf:subject <person/b> ; rdf:predicate kg:holdsOffice ; rdf:object <office/pm> ;
  kg:inferred true ; prov:wasDerivedFrom <document/d>, <authority/x> .
"""


def sort(term: object) -> str:
    return "uri" if isinstance(term, pyoxigraph.NamedNode) else getattr(term, "language", None) or ""


@pytest.fixture(scope="module")
def graph() -> list[Triple]:
    parsed = pyoxigraph.parse(GRAPH.encode(), format=pyoxigraph.RdfFormat.TURTLE)
    return [(q.subject.value, q.predicate.value, q.object.value, sort(q.object)) for q in parsed]


@pytest.fixture(scope="module")
def network(graph: list[Triple]) -> Network:
    return read_network(graph)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Jeanne Élan", "person/a"),
        ("jeanne elan", "person/a"),
        ("J. Elan", "person/a"),
        ("PA1", "person/a"),
        ("person/a", "person/a"),
        (ID + "person/a", "person/a"),
        ("Élan", "person/a"),
        ("Paul Martin", "person/b"),
        ("EAU", "theme/eau"),
        ("d.md", "document/d"),
    ],
)
def test_an_entity_is_found_by_any_of_its_names(network: Network, name: str, key: str) -> None:
    assert network.find(name) == ID + key


@pytest.mark.parametrize(("name", "says"), [("Martin", "person/b, person/c"), ("Durand", "no entity"), ("", "no entity")])
def test_a_name_of_nothing_or_of_several_is_refused_with_what_it_might_be(network: Network, name: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        network.find(name)


@pytest.mark.parametrize(
    ("start", "end", "path"),
    [
        ("person/a", "report/r", ["+authorOf report/r"]),
        ("report/r", "person/a", ["-authorOf person/a"]),
        ("person/a", "law/1", ["+authorOf report/r", "+about theme/eau", "-about law/1"]),
        ("person/b", "person/a", ["+post office/pm", "-submittedTo report/r", "-authorOf person/a"]),
        ("theme/eau", "article/law/1/2", ["-about law/1", "-partOf article/law/1/2"]),
    ],
)
def test_the_shortest_path_goes_through_relations_in_either_direction(
    network: Network, start: str, end: str, path: list[str]
) -> None:
    (steps,) = shortest_paths(network, ID + start, ID + end)

    assert [f"{'+' if s.forward else '-'}{s.edge.predicate} {s.end.removeprefix(ID)}" for s in steps] == path


def test_a_path_takes_the_asserted_relation_and_shows_its_words(network: Network) -> None:
    ((step,),) = shortest_paths(network, ID + "person/a", ID + "report/r")

    assert (step.edge.modality, step.edge.quote, step.edge.date) == ("", "son rapport", "2021-09-09")
    assert step.edge.source == ID + "document/d"


def test_what_nothing_connects_has_no_path(network: Network) -> None:
    assert shortest_paths(network, ID + "person/a", ID + "person/alone") == []


@pytest.mark.parametrize(("start", "end"), [("person/a", "person/a"), ("person/a", "person/nobody")])
def test_a_path_needs_two_entities_of_the_graph(network: Network, start: str, end: str) -> None:
    with pytest.raises(UsageError):
        shortest_paths(network, ID + start, ID + end)


def test_the_mandate_joins_its_holder_to_the_office(network: Network) -> None:
    mandates = [edge for edge in network.edges if edge.predicate == "post"]

    assert [(edge.subject, edge.object, edge.date) for edge in mandates] == [(ID + "person/b", ID + "office/pm", "2020-07-03/")]


def test_an_inferred_statement_is_marked_and_names_its_document(network: Network) -> None:
    (edge,) = (edge for edge in network.edges if edge.predicate == "holdsOffice")

    assert (edge.modality, edge.source) == ("inferred", ID + "document/d")


def test_the_entity_between_the_others_is_the_most_central(network: Network) -> None:
    ranks = central(network)

    assert ranks[0].entity == ID + "report/r"
    assert ranks[0].degree == 3  # what is denied does not connect
    assert ranks[0].betweenness == max(rank.betweenness for rank in ranks)
    assert abs(sum(rank.pagerank for rank in ranks) - 1) < 0.01
    assert ID + "person/alone" not in {rank.entity for rank in ranks}
    assert {rank.entity for rank in central(network, kind="Person")} == {ID + "person/a", ID + "person/b"}


def test_the_projection_is_a_networkx_graph_with_labels_and_quotes(network: Network) -> None:
    graph = projection(network)

    assert graph.nodes[ID + "theme/eau"] == {"label": "eau", "kind": "Theme"}
    assert graph.number_of_edges() == len(network.edges)
    assert "son rapport" in {bears["quote"] for _, _, bears in graph.edges(data=True)}


def test_the_network_does_not_depend_on_the_order_of_the_graph(graph: list[Triple], network: Network) -> None:
    again = read_network(sorted(graph, reverse=True))

    assert (again.labels, again.edges) == (network.labels, network.edges)


def test_an_empty_graph_has_no_entity_and_no_rank() -> None:
    network = read_network([])

    assert central(network) == []
    with pytest.raises(UsageError):
        network.find("Jeanne Élan")
