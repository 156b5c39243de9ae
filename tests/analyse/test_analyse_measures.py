"""Groups, projections and time: on a small graph whose answers one can count."""

from __future__ import annotations

import pytest

from kg import iris
from kg.analyse import (
    Triple,
    communities,
    connections,
    kinds_of,
    measures,
    over_time,
    read_mentions,
    read_network,
    shared,
    together,
)
from kg.errors import UsageError

RDF, RDFS, DCT = (
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://www.w3.org/2000/01/rdf-schema#",
    "http://purl.org/dc/terms/",
)


def entity(key: str, kind: str) -> list[Triple]:
    return [(iris.ID + key, f"{RDF}type", iris.KG + kind, "uri"), (iris.ID + key, f"{RDFS}label", key.split("/")[-1], "fr")]


def relation(subject: str, predicate: str, object_: str) -> Triple:
    return iris.ID + subject, iris.KG + predicate, iris.ID + object_, "uri"


def document(name: str, date: str, *named: str) -> list[Triple]:
    key = f"document/{name}"
    out = entity(key, "Document") + ([(iris.ID + key, f"{DCT}date", date, "")] if date else [])
    for number, other in enumerate(named):
        mention = f"{key}/mention/{number}-{number + 1}"
        out += [
            (iris.ID + mention, f"{RDF}type", iris.KG + "Mention", "uri"),
            relation(mention, "refersTo", other),
            relation(mention, "inDocument", key),
        ]
    return out


PEOPLE = ("person/a", "person/b", "person/c", "person/d")
GRAPH = [
    *(triple for key in PEOPLE for triple in entity(key, "Person")),
    *(triple for key in ("law/1", "law/2") for triple in entity(key, "Law")),
    *entity("theme/eau", "Theme"),
    *entity("organisation/o", "Organisation"),
    relation("person/a", "presents", "law/1"),
    relation("person/b", "presents", "law/1"),
    relation("person/a", "authorOf", "law/2"),
    relation("person/b", "authorOf", "law/2"),
    relation("person/c", "presents", "law/2"),
    relation("person/d", "memberOf", "organisation/o"),
    relation("law/1", "about", "theme/eau"),
    *document("x", "2021-09-09", "person/a", "person/b", "theme/eau"),
    *document("y", "2021-10-01", "person/a", "person/b"),
    *document("z", "2022-01-01", "person/a"),
    *document("sans-date", "", "person/a", "person/c"),
]


def short(*keys: str) -> tuple[str, ...]:
    return tuple(key.removeprefix(iris.ID) for key in keys)


def test_two_persons_are_joined_by_the_laws_that_they_share() -> None:
    graph = shared(read_network(GRAPH), kinds_of(["Actor"]), kinds_of(["LegalAct"]))

    assert {short(a, b): (own["weight"], own["through"]) for a, b, own in graph.edges(data=True)} == {
        ("person/a", "person/b"): (2, "1; 2"),
        ("person/a", "person/c"): (1, "2"),
        ("person/b", "person/c"): (1, "2"),
    }


def test_what_connects_too_many_joins_none_and_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measures, "MOST_SHARED", 2)
    graph = shared(read_network(GRAPH), kinds_of(["Person"]), kinds_of(["Law"]))

    assert graph.graph["left_out"] == 1
    assert [own["through"] for *_, own in graph.edges(data=True)] == ["1"]


def test_groups_are_found_and_do_not_depend_on_the_order_of_the_graph() -> None:
    groups = communities(read_network(GRAPH))

    assert groups == communities(read_network(GRAPH[::-1]))
    assert short(*groups[-1]) == ("organisation/o", "person/d")
    assert {iri for group in groups for iri in group} == set(connections(read_network(GRAPH)))


def test_an_empty_graph_has_no_group() -> None:
    assert communities(read_network([])) == []


@pytest.mark.parametrize(
    ("period", "counts"),
    [("year", {"2021": 2, "2022": 1}), ("month", {"2021-09": 1, "2021-10": 1, "2022-01": 1})],
)
def test_documents_are_counted_by_period(period: measures.Period, counts: dict[str, int]) -> None:
    found = over_time(read_mentions(GRAPH), read_network(GRAPH), kinds_of(["Person"]), period)

    assert found[iris.ID + "person/a"] == counts
    assert iris.ID + "person/c" not in found


def test_entities_named_in_the_same_documents_are_counted_together() -> None:
    found = together(read_mentions(GRAPH), read_network(GRAPH), kinds_of(["Person", "Theme"]), "year")

    assert [(p.period, *short(p.first, p.second), p.documents) for p in found] == [
        ("2021", "person/a", "person/b", 2),
        ("2021", "person/a", "theme/eau", 1),
        ("2021", "person/b", "theme/eau", 1),
    ]


def test_a_class_that_is_none_is_named() -> None:
    with pytest.raises(UsageError, match="Personne is no class of the vocabulary"):
        kinds_of(["Personne"])
