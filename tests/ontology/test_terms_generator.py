"""``kg/terms.py`` says what ``ontology/kg.ttl`` says, and the vocabulary is complete."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import iris, terms
from kg.errors import OntologyError
from kg.lexicon.files import ontology_root
from kg.lexicon.terms_generator import constant, generate, target

VOCABULARY = ontology_root() / "kg.ttl"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"


def test_the_generated_module_is_fresh() -> None:
    assert target().read_text(encoding="utf-8") == generate(), "run python -m kg.lexicon.terms_generator"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("met", "MET"), ("holdsOffice", "HOLDS_OFFICE"), ("EUAct", "EU_ACT"), ("CourtDecision", "COURT_DECISION")],
)
def test_a_term_becomes_a_constant(name: str, expected: str) -> None:
    assert constant(name) == expected


def test_a_property_named_as_a_class_has_a_constant_of_its_own() -> None:
    assert terms.ORGANISATION == iris.KG + "Organisation"
    assert terms.HAS_ORGANISATION == iris.KG + "organisation"


@pytest.mark.parametrize("kind", ["Person", "Organisation", "Office"])
def test_an_actor_is_a_person_an_organisation_or_an_office(kind: str) -> None:
    assert kind in terms.SUBKINDS["Actor"]
    assert kind in terms.DOMAIN["met"]


@pytest.mark.parametrize(
    ("predicate", "domain", "range_"),
    [
        ("holdsOffice", {"Person"}, {"Office"}),
        ("represents", {"Person"}, {"Constituency", "Place"}),
        ("appointed", {"Person", "Organisation", "Office"}, {"Person", "Office"}),
        ("authorOf", {"Person", "Organisation", "Office"}, {"Report", "Bill", "Law", "Amendment", "Provision"}),
        ("cosignatoryOf", {"Person"}, {"Amendment", "Bill"}),
        ("recommends", {"Report", "Person", "Organisation", "Office"}, {"Recommendation"}),
        ("examines", {"Organisation"}, {"Bill", "Law"}),
        ("adopts", {"Organisation"}, {"Bill", "Law", "EUAct"}),
        ("becameLaw", {"Bill"}, {"Law"}),
        ("implements", {"Decree", "Ordinance"}, {"Law"}),
        ("announces", {"Person", "Organisation", "Office"}, {"Bill", "Event", "Provision", "Mission"}),
        ("votedFor", {"Person", "Organisation"}, {"Vote"}),
    ],
)
def test_domain_and_range_follow_the_published_table(predicate: str, domain: set[str], range_: set[str]) -> None:
    assert terms.DOMAIN[predicate] == domain
    assert terms.RANGE[predicate] == range_


def test_an_article_is_amended_but_amends_nothing_itself() -> None:
    assert "Article" in terms.RANGE["amends"]
    assert "Article" not in terms.DOMAIN["amends"]


def test_every_term_has_one_label_and_one_comment_in_each_language() -> None:
    found: dict[tuple[str, str, str], int] = {}
    names = set()
    for quad in ox.parse(path=str(VOCABULARY), format=ox.RdfFormat.TURTLE):
        assert isinstance(quad.subject, ox.NamedNode)
        names.add(quad.subject.value)
        if isinstance(quad.object, ox.Literal) and quad.object.language:
            key = (quad.subject.value, quad.predicate.value, quad.object.language)
            found[key] = found.get(key, 0) + 1
    wanted = {(name, RDFS + kind, language) for name in names for kind in ("label", "comment") for language in ("fr", "en")}
    assert {key: found.get(key, 0) for key in wanted} == dict.fromkeys(wanted, 1)


def test_every_kg_term_that_the_vocabulary_uses_is_declared() -> None:
    known = {iris.KG + name for name in (*terms.SUPERCLASSES, *terms.PROPERTIES)}
    used = {
        term.value
        for quad in ox.parse(path=str(VOCABULARY), format=ox.RdfFormat.TURTLE)
        for term in (quad.subject, quad.predicate, quad.object)
        if isinstance(term, ox.NamedNode) and term.value.startswith(iris.KG)
    }
    assert used == known


def test_a_vocabulary_that_cannot_be_parsed_is_named_with_its_line(tmp_path: Path) -> None:
    broken = tmp_path / "kg.ttl"
    broken.write_text("@prefix kg: <https://w3id.org/kg-politique/ns#> .\nkg:Person a ;\n", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"kg\.ttl:[23]: "):
        generate(broken)


def test_a_term_without_an_english_label_is_named_with_its_line(tmp_path: Path) -> None:
    text = VOCABULARY.read_text(encoding="utf-8").replace('"Personne"@fr , "Person"@en', '"Personne"@fr')
    broken = tmp_path / "kg.ttl"
    broken.write_text(text, encoding="utf-8")
    line = next(number for number, row in enumerate(text.splitlines(), 1) if row.startswith("kg:Person "))
    with pytest.raises(OntologyError, match=rf"kg\.ttl:{line}: kg:Person has no label in @en"):
        generate(broken)
