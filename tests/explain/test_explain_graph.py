"""What a graph knows of an entity or a statement, as ``kg explain`` prints it."""

from __future__ import annotations

import pytest
from factories import MEETING, meeting

from kg.assemble import assemble
from kg.errors import UsageError
from kg.explain.graph import explain_entity, explain_statement
from kg.iris import ID
from kg.store import MemoryStore, Store
from kg.store.results import Rows


@pytest.fixture(scope="module")
def store() -> Store:
    return MemoryStore(assemble(meeting()))


def statement(store: Store, predicate: str) -> str:
    answer = store.query(f"SELECT ?s {{ ?s a kg:Statement ; rdf:predicate kg:{predicate} }}")
    assert isinstance(answer, Rows)
    (((term),),) = answer.rows
    assert term
    return term.value


@pytest.mark.parametrize("name", ["Jean-Michel MIS", "PA719952", "person/jean-michel-mis", "person:jean-michel-mis"])
def test_an_entity_is_explained_whatever_it_is_asked_by(store: Store, name: str) -> None:
    assert next(explain_entity(store, name)) == "Jean-Michel Mis  (Person, person:jean-michel-mis)"


def test_an_entity_shows_its_identifiers_mandates_relations_and_mentions(store: Store) -> None:
    lines = list(explain_entity(store, "Jean-Michel Mis"))
    start = MEETING.index("Jean-Michel MIS")

    assert "  identifier: PA719952" in lines
    assert "  same as: http://www.wikidata.org/entity/Q30379003" in lines
    assert "  2017-06-21 to 2022-06-21: 2e circonscription de la Loire, Député" in lines
    assert any(line.startswith("  représente 2e circonscription de la Loire by relate.test") for line in lines)
    assert any(line.startswith("  a été reçu ou rencontré par Premier ministre [2021-09-09]") for line in lines)
    assert lines[lines.index("mentions") + 1] == f"  « Jean-Michel MIS » document:rencontre {start}–{start + 15}"


def test_what_is_inferred_or_planned_is_marked(store: Store) -> None:
    assert any("Jean Castex [2021-09-09, inferred]" in line for line in explain_entity(store, "Premier ministre"))
    assert any("[planned]" in line for line in explain_entity(store, "Parlement"))


def test_a_statement_shows_its_rule_its_document_and_its_words_at_their_offsets(store: Store) -> None:
    lines = list(explain_statement(store, statement(store, "met")))
    words = "Le Premier ministre a reçu ce jour le député de la deuxième circonscription de la Loire, Jean-Michel MIS"
    start = MEETING.index(words)

    assert lines[0] == "Premier ministre — a reçu ou rencontré → Jean-Michel Mis"
    assert {"  date: 2021-09-09", "  rule: relate.test", "  from: Remise du rapport Mis (document:rencontre)"} <= set(lines)
    assert lines[-1] == f"  « {words} » document:rencontre {start}–{start + len(words)}"


def test_a_statement_is_found_by_iri_key_or_the_short_form_that_tables_print(store: Store) -> None:
    iri = statement(store, "examines")
    key = iri.removeprefix(ID)

    by_iri = list(explain_statement(store, iri))
    assert by_iri == list(explain_statement(store, key)) == list(explain_statement(store, key.replace("/", ":", 1)))
    assert "  modality: planned" in by_iri


@pytest.mark.parametrize("name", ["document/rencontre/statement/none", "> } INSERT DATA {", ""])
def test_what_is_no_statement_is_refused(store: Store, name: str) -> None:
    with pytest.raises(UsageError):
        list(explain_statement(store, name))


@pytest.mark.parametrize("name", ["Personne Inconnue", "<x> ?p ?o } #", "\n"])
def test_what_is_no_entity_is_refused(store: Store, name: str) -> None:
    with pytest.raises(UsageError):
        list(explain_entity(store, name))
