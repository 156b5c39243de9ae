"""Organisations and places: committees of the chamber in question, acronyms, names that several bodies share."""

from __future__ import annotations

import pytest
from texts import link, resolved

FINANCES = "commission des finances"


@pytest.mark.parametrize(
    ("text", "words", "key"),
    [
        ("Le Gouvernement a décidé.", "Gouvernement", "organisation/gouvernement"),
        ("Le Gouvernement de la République a décidé.", "Gouvernement de la République", "organisation/gouvernement"),
        (
            "Le Gouvernement de la Nouvelle-Calédonie a décidé.",
            "Gouvernement de la Nouvelle-Calédonie",
            "organisation/gouvernement-de-la-nouvelle-caledonie",
        ),
        ("L'Assemblée nationale a voté.", "Assemblée nationale", "organisation/assemblee-nationale"),
        ("Le Sénat a voté.", "Sénat", "organisation/senat"),
        ("La CNIL a rendu un avis.", "CNIL", "organisation/cnil"),
        (
            "La Commission nationale de l'informatique et des libertés a rendu un avis.",
            "Commission nationale de l'informatique et des libertés",
            "organisation/cnil",
        ),
        (
            "La Direction zonale des essais baroques publie.",
            "Direction zonale des essais baroques",
            "organisation/direction-zonale-des-essais-baroques",
        ),
    ],
)
def test_a_body_has_the_key_of_the_tables_or_of_its_name(text: str, words: str, key: str) -> None:
    text = text.replace("baroques publie", "baroques (DZEB) publie")

    assert link(resolved(text), words).entity == key


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Le gouvernement allemand a décidé.", "gouvernement"),
        ("Le gouvernement d'Italie a décidé.", "gouvernement"),
        ("Le Gouvernement de la République fédérale d'Allemagne a décidé.", "Gouvernement de la République"),
    ],
)
def test_the_government_of_another_land_is_not_the_french_one(text: str, words: str) -> None:
    assert link(resolved(text), words).entity is None


def test_an_acronym_is_its_long_form_wherever_the_text_explains_it() -> None:
    whole = resolved("La Direction zonale des essais baroques (DZEB) publie.")

    assert link(whole, "DZEB").entity == link(whole, "Direction zonale des essais baroques").entity
    assert link(whole, "DZEB").reasons == ("acronym explained in this document",)


@pytest.mark.parametrize(
    ("text", "date", "publisher", "chamber"),
    [
        ("Assemblée nationale\nLa commission des finances a voté.", "2012-10-30", "", "assemblee-nationale"),
        ("Sénat\nLa commission des finances a voté.", "2012-10-30", "", "senat"),
        ("Assemblée nationale\nUn vote.\nSénat\nLa commission des finances a voté.", "2012-10-30", "", "senat"),
        ("La commission des finances a voté.", "2012-10-30", "Sénat", "senat"),
    ],
)
def test_a_committee_is_that_of_the_chamber_under_whose_name_it_stands(
    text: str, date: str, publisher: str, chamber: str
) -> None:
    found = link(resolved(text, date, "", publisher), FINANCES)

    assert found.entity is not None
    assert found.entity.startswith("organisation/commission-des-finances")
    assert ("senat" in found.entity) == (chamber == "senat")


@pytest.mark.parametrize(
    "text", ["La commission des finances a voté.", "Assemblée nationale et Sénat\nLa commission des finances a voté."]
)
def test_a_committee_without_a_chamber_is_one_of_this_document_alone(text: str) -> None:
    found = link(resolved(text, "2012-10-30"), FINANCES)

    assert found.entity == "document/texte/organisation/commission-des-finances"
    assert found.judgement == "new"
    assert len(found.candidates) > 1


def test_a_committee_is_that_of_the_only_chamber_of_whose_members_the_text_speaks() -> None:
    found = link(resolved("La commission des finances a voté. Les sénateurs débattront.", "2012-10-30"), FINANCES)

    assert found.entity == "organisation/commission-des-finances-senat"


@pytest.mark.parametrize(
    ("text", "words", "key"),
    [
        ("Le député (PS) Alain Claeys a parlé.", "PS", "organisation/parti-socialiste"),
        ("Hervé Mariton (UDI) a parlé.", "UDI", "organisation/udi"),
        ("La députée RN de la Somme a parlé.", "RN", "organisation/rassemblement-national"),
        ("La RN 12 est fermée.", "RN", None),
    ],
)
def test_initials_beside_who_is_elected_are_those_of_the_party(text: str, words: str, key: str | None) -> None:
    assert link(resolved(text, "2023-10-30"), words).entity == key


def test_a_committee_that_the_text_names_in_full_is_that_one() -> None:
    assert "senat" in (
        link(resolved("La commission des finances du Sénat a voté."), "commission des finances du Sénat").entity or ""
    )


def test_an_ambiguous_acronym_alone_is_undecided_and_explained_is_not() -> None:
    alone = resolved("L'AMF a répondu.")
    explained = resolved("L'Association des maires de France (AMF) a répondu. L'AMF insiste.")

    assert {one.entity for one in alone.links if one.mention.kind == "Organisation"} == {None}
    assert link(explained, "AMF").entity is not None
    assert link(explained, "AMF", 1).entity == link(explained, "AMF").entity


@pytest.mark.parametrize(
    ("text", "words", "key"),
    [
        ("la deuxième circonscription de la Loire est", "deuxième circonscription de la Loire", "constituency/42-2"),
        ("le département de la Loire est", "Loire", "place/departement-42"),
        ("en France, il", "France", "place/france"),
    ],
)
def test_a_place_has_the_key_of_the_authority(text: str, words: str, key: str) -> None:
    assert link(resolved(text), words).entity == key
