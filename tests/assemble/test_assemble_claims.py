"""What becomes a triple, in which graph, and what is left out."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from factories import (
    ASSEMBLY,
    BILL,
    CASTEX,
    MEETING,
    MIS,
    PRIME_MINISTER,
    SECURITY,
    claim,
    document,
    link,
    meeting,
    related,
    span,
)
from hypothesis import given
from hypothesis import strategies as st

from kg import iris
from kg.assemble import Assembled, assemble, assembled, merge
from kg.model import Claim, Document, Entity, Fact, Metadata, Related, Span
from kg.nquads import Line, split, triple, value

ME = "document/rencontre"
WORDS = span(MEETING, "Le Premier ministre a reçu ce jour")
AGAIN = span(MEETING, "Le député a été missionné")


def made(
    *claims: Claim, entities: tuple[Entity, ...] = (PRIME_MINISTER, MIS, CASTEX, BILL), doc: Document | None = None
) -> Assembled:
    return assembled(related(doc or document(), entities, claims=claims))


def facts(lines: tuple[Line, ...], key: str) -> dict[str, list[str]]:
    """Of one subject: predicate's local name → values, shortened."""
    out: dict[str, list[str]] = {}
    for line in lines:
        quad = split(line)
        if value(quad.subject) == iris.iri(key):
            name = value(quad.predicate).rpartition("#")[2].rpartition("/")[2]
            out.setdefault(name, []).append(value(quad.object).removeprefix(iris.ID).removeprefix(iris.KG))
    return out


def statements(lines: tuple[Line, ...]) -> list[dict[str, list[str]]]:
    keys = sorted({value(split(line).subject) for line in lines if "#Statement> " in line})
    return [facts(lines, key.removeprefix(iris.ID)) for key in keys]


def direct(lines: tuple[Line, ...]) -> set[tuple[str, str, str]]:
    short = {tuple(value(token).removeprefix(iris.ID).removeprefix(iris.KG) for token in split(line)[:3]) for line in lines}
    return {(s, p, o) for s, p, o in short if p in ("met", "adopts", "examines", "holdsOffice", "becameLaw")}


def test_an_asserted_claim_has_a_statement_and_a_direct_triple() -> None:
    lines = made(claim(PRIME_MINISTER.key, "met", MIS.key, WORDS, date="2021-09-09", confidence=0.95)).quads
    (statement,) = statements(lines)
    assert statement == {
        "type": ["Statement"],
        "subject": [PRIME_MINISTER.key],
        "predicate": ["met"],
        "object": [MIS.key],
        "date": ["2021-09-09"],
        "rule": ["relate.test"],
        "confidence": ["0.95"],
        "evidence": [f"{ME}/quote/{WORDS.start}-{WORDS.end}"],
        "wasDerivedFrom": [ME],
    }
    assert direct(lines) == {(PRIME_MINISTER.key, "met", MIS.key)}
    assert facts(lines, statement["evidence"][0]) == {
        "type": ["Evidence"],
        "inDocument": [ME],
        "quote": ["Le Premier ministre a reçu ce jour"],
        "start": [str(WORDS.start)],
        "end": [str(WORDS.end)],
    }


@pytest.mark.parametrize("modality", ["planned", "requested", "denied", "reported"])
def test_what_is_not_asserted_has_no_direct_triple(modality: str) -> None:
    lines = made(claim(PRIME_MINISTER.key, "met", MIS.key, WORDS, modality=modality)).quads
    assert [statement["modality"] for statement in statements(lines)] == [[modality]]
    assert direct(lines) == set()


def test_what_is_inferred_has_no_direct_triple_and_both_sources() -> None:
    lines = made(claim(CASTEX.key, "holdsOffice", PRIME_MINISTER.key, WORDS, sources=(ME, ASSEMBLY), inferred=True)).quads
    (statement,) = statements(lines)
    assert statement["inferred"] == ["true"]
    assert sorted(statement["wasDerivedFrom"]) == [ASSEMBLY, ME]
    assert direct(lines) == set()


def test_what_the_text_says_itself_is_not_inferred_as_well() -> None:
    said = claim(CASTEX.key, "holdsOffice", PRIME_MINISTER.key, WORDS, date="2021-09-09")
    lines = made(said._replace(inferred=True, sources=(ME, ASSEMBLY), evidence=(AGAIN,)), said).quads
    (statement,) = statements(lines)
    assert "inferred" not in statement
    assert statement["wasDerivedFrom"] == [ME]
    assert direct(lines) == {(CASTEX.key, "holdsOffice", PRIME_MINISTER.key)}


def test_a_fact_said_twice_is_one_statement_with_both_quotes_and_the_higher_confidence() -> None:
    once = claim(PRIME_MINISTER.key, "met", MIS.key, WORDS, date="2021-09-09", confidence=0.7, rule="b")
    lines = made(once, once._replace(evidence=(AGAIN,), confidence=0.9, rule="a")).quads
    (statement,) = statements(lines)
    assert len(statement["evidence"]) == 2
    assert (statement["confidence"], statement["rule"]) == (["0.9"], ["a"])


@pytest.mark.parametrize(
    "other",
    [
        {"date": "2021-09-10"},
        {"modality": "planned"},
        {"object": CASTEX.key},
        {"start": "2020-01-01"},
        {"sources": (ASSEMBLY,), "field": "x"},
    ],
)
def test_another_date_modality_object_or_source_is_another_statement(other: dict[str, object]) -> None:
    once = claim(PRIME_MINISTER.key, "met", MIS.key, WORDS, date="2021-09-09")
    assert len(statements(made(once, once._replace(**({"date": ""} if "start" in other else {}), **other)).quads)) == 2


def test_an_authority_speaks_in_its_own_graph() -> None:
    lines = made(Claim(BILL.key, "becameLaw", "law/2022-52", "authority.an", (ASSEMBLY,), field="dossier.loi")).quads
    (statement,) = statements(lines)
    assert statement["field"] == ["dossier.loi"]
    assert "evidence" not in statement
    graphs = {split(line).graph for line in lines if "becameLaw" in line}
    assert graphs == {f"<{iris.ID}{ASSEMBLY}>"}
    assert facts(lines, ASSEMBLY)["type"] == ["http://www.w3.org/ns/prov#Entity", "Document"]


def test_a_document_knows_where_it_comes_from() -> None:
    meta = Metadata("Titre", "2021-09-09", "Premier ministre", "https://example.org/a?b=c", "Paris", "communiqué de presse")
    lines = made(doc=document(metadata=meta)).quads
    assert facts(lines, ME) == {
        "type": ["Document"],
        "label": ["Titre"],
        "title": ["Titre"],
        "date": ["2021-09-09"],
        "publisher": ["Premier ministre"],
        "source": ["rencontre.md"],
        "seeAlso": ["https://example.org/a?b=c"],
        "issuedAt": ["Paris"],
        "genre": ["communiqué de presse"],
        "text": [MEETING],
    }


def test_a_theme_is_a_concept_with_its_preferred_labels() -> None:
    found = facts(made(entities=(SECURITY,)).quads, SECURITY.key)
    assert sorted(found["type"]) == ["Theme", "http://www.w3.org/2004/02/skos/core#Concept"]
    assert found["prefLabel"] == found["label"] == ["internal security", "sécurité intérieure"]
    assert found["exactMatch"] == ["http://eurovoc.europa.eu/4045"]


def test_an_undecided_mention_is_not_in_the_graph() -> None:
    doc = document()
    lines = assemble(related(doc, (MIS,), (link(WORDS, "Person", None), link(AGAIN, "Person", MIS.key))))
    mentions = [line for line in lines if "#Mention> " in line]
    assert len(mentions) == 1
    assert f"mention/{AGAIN.start}-{AGAIN.end}>" in mentions[0]


@pytest.mark.parametrize(
    ("entity", "code", "words"),
    [
        (Entity("person/x", "Persn", "X"), "assemble.kind", "Persn"),
        (Entity("person/x", "Person", "X", same_as=("www.wikidata.org/Q1",)), "assemble.iri", "www.wikidata.org/Q1"),
        (Entity("person/x", "Person", "X", see_also=("https://x y",)), "assemble.iri", "https://x y"),
        (Entity("person/x", "Person", "X", facts=(Fact("age", "51", "integer"),)), "assemble.fact", "age"),
        (Entity("person/x", "Person", "X", facts=(Fact("met", "person/y", is_key=True),)), "assemble.fact", "met"),
        (Entity("person/x", "Person", "X", facts=(Fact("nope:age", "51"),)), "assemble.fact", "nope:age"),
        (
            Entity("person/x", "Person", "X", facts=(Fact("schema:birthDate", "1967-02-29", "date"),)),
            "assemble.date",
            "1967-02-29",
        ),
        (Entity("person/x", "Person", "X", facts=(Fact("schema:height", "tall", "integer"),)), "assemble.fact", "tall"),
    ],
)
def test_what_the_vocabulary_cannot_say_of_an_entity_is_left_out_and_told(entity: Entity, code: str, words: str) -> None:
    result = made(entities=(entity,))
    assert [finding.code for finding in result.findings] == [code]
    assert words in result.findings[0].message
    assert words in result.findings[0].message_fr
    assert not any(words in line for line in result.quads if line.startswith(f"<{iris.ID}{entity.key}>"))


@pytest.mark.parametrize(
    ("change", "code", "kept"),
    [
        ({"predicate": "likes"}, "assemble.predicate", 0),
        ({"modality": "hoped"}, "assemble.modality", 0),
        ({"evidence": ()}, "assemble.evidence", 0),
        ({"evidence": (Span(5, 99999),)}, "assemble.span", 0),
        ({"evidence": (WORDS, Span(9, 9))}, "assemble.span", 1),
        ({"date": "2021-02-30"}, "assemble.date", 1),
        ({"date": "9 septembre"}, "assemble.date", 1),
    ],
)
def test_what_a_claim_cannot_say_is_left_out_and_told(change: dict[str, object], code: str, kept: int) -> None:
    result = made(claim(PRIME_MINISTER.key, "met", MIS.key, WORDS)._replace(**change))
    assert code in [finding.code for finding in result.findings]
    found = statements(result.quads)
    assert len(found) == kept
    assert all("date" not in statement for statement in found)


def test_a_real_document_leaves_nothing_out() -> None:
    assert assembled(meeting()).findings == ()


def test_there_is_no_blank_node_and_every_line_is_sorted_and_unique() -> None:
    lines = assemble(meeting())
    assert list(lines) == sorted(set(lines))
    assert not any("_:" in line for line in lines)


def test_the_base_of_minted_iris_can_be_chosen() -> None:
    lines = assemble(meeting(), "https://data.example.org/id/")
    assert not any(iris.ID in line for line in lines)
    assert len(lines) == len(assemble(meeting()))


def test_entities_links_and_claims_may_come_in_any_order() -> None:
    whole = meeting()
    shuffled = list(whole.claims)
    random.Random(7).shuffle(shuffled)
    resolved = replace(whole.resolved, links=whole.resolved.links[::-1], entities=whole.resolved.entities[::-1])
    assert assemble(replace(whole, resolved=resolved, claims=tuple(shuffled))) == assemble(whole)


def named(label: str, id: str, authority: str = "", alt: tuple[str, ...] = ()) -> Related:
    return related(document("x", id), (Entity("person/x", "Person", label, alt, authority=authority),))


@pytest.mark.parametrize(
    ("labels", "chosen", "others"),
    [
        (["Mis", "Jean-Michel Mis"], "Jean-Michel Mis", {"Mis"}),
        (["JEAN MIS", "Jean Mis"], "Jean Mis", {"JEAN MIS"}),
        (["Jean-Michel Mis, député", "!Jean-Michel Mis"], "Jean-Michel Mis", {"Jean-Michel Mis, député"}),
        (["Bé", "Ba"], "Ba", {"Bé"}),
        (["Mis", "Mis"], "Mis", set()),
    ],
)
def test_one_label_is_chosen_whatever_the_order(labels: list[str], chosen: str, others: set[str]) -> None:
    sets = [assemble(named(label.lstrip("!"), f"d{n}", ASSEMBLY if label[0] == "!" else "")) for n, label in enumerate(labels)]
    found = {merge(order) for order in (sets, sets[::-1])}
    assert len(found) == 1
    said = facts(found.pop(), "person/x")
    assert set(said["label"]) == {chosen}
    assert set(said.get("altLabel", [])) == others


def test_an_alternative_label_that_becomes_the_label_is_not_said_twice() -> None:
    said = facts(
        merge([assemble(named("Jean-Michel Mis", "a")), assemble(named("Mis", "b", alt=("Jean-Michel Mis",)))]), "person/x"
    )
    assert (set(said["label"]), set(said["altLabel"])) == ({"Jean-Michel Mis"}, {"Mis"})


@given(st.permutations(["a", "b", "c", "d"]))
def test_the_union_of_documents_does_not_depend_on_their_order(order: list[str]) -> None:
    sets = {name: assemble(meeting(name)) for name in order}
    assert merge(sets[name] for name in order) == merge(sets[name] for name in sorted(order))


def test_merging_keeps_every_triple_that_is_no_label() -> None:
    sets = [assemble(meeting("a")), assemble(meeting("b"))]
    assert {triple(line) for line in merge(sets)} == {triple(line) for lines in sets for line in lines}
