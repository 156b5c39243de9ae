"""Persons: full names, surnames and functions weighed against the authority; one candidate or none."""

from __future__ import annotations

import pytest
from texts import entity, link, resolved

# A text, its date, the words of one mention, the key that it names.
PERSONS = [
    ("Jean-Michel MIS a remis son rapport.", "2021-09-09", "Jean-Michel MIS", "person/jean-michel-mis"),
    ("Jean-Michel MIS est reçu. Le député MIS confirme.", "2021-09-09", "MIS", "person/jean-michel-mis"),
    ("Jean-Michel MIS est reçu. MIS confirme.", "2021-09-09", "MIS", "person/jean-michel-mis"),
    ("Le député MIS confirme. Jean-Michel MIS est reçu.", "2021-09-09", "MIS", "person/jean-michel-mis"),
    ("Le député MIS confirme.", "2021-09-09", "MIS", "person/jean-michel-mis"),
    ("M. Jean Castex a répondu.", "2021-09-09", "Jean Castex", "person/jean-castex"),
    ("M. JEAN CASTEX a répondu.", "2021-09-09", "JEAN CASTEX", "person/jean-castex"),
    ("M. Castex a répondu.", "2021-09-09", "Castex", "person/jean-castex"),
    ("Mme Borne a répondu.", "2021-09-09", "Borne", "person/elisabeth-borne"),
    ("M. Larcher a répondu.", "2021-09-09", "Larcher", "person/gerard-larcher"),
    ("Mme Élisa Martin et M. Martin ont répondu.", "2023-09-09", "Élisa Martin", "person/elisa-martin"),
    ("Cédric O a répondu.", "2021-09-09", "Cédric O", "person/cedric-o"),
    ("Le président Macron a répondu.", "2021-09-09", "Macron", "person/emmanuel-macron"),
    (
        "Roselyne Bachelot-Narquin, ministre de la Culture, a répondu.",
        "2021-09-09",
        "Roselyne Bachelot-Narquin",
        "person/roselyne-bachelot",
    ),
    ("Roselyne Bachelot-Zzyx a répondu.", "2005-01-01", "Roselyne Bachelot-Zzyx", "person/roselyne-bachelot-zzyx"),
]
UNDECIDED = [
    ("Béatrice Descamps a répondu.", "2030-01-01", "Béatrice Descamps", "homonyms"),
    ("Mme Martin a répondu.", "2023-09-09", "Martin", "several persons of this name"),
]


@pytest.mark.parametrize(("text", "date", "words", "key"), PERSONS)
def test_a_name_is_the_person_whom_it_fits_on_that_day(text: str, date: str, words: str, key: str) -> None:
    assert link(resolved(text, date), words).entity == key


@pytest.mark.parametrize(("text", "date", "words", "reason"), UNDECIDED)
def test_homonyms_that_nothing_tells_apart_stay_undecided_with_their_candidates(
    text: str, date: str, words: str, reason: str
) -> None:
    found = link(resolved(text, date), words)

    assert found.entity is None
    assert reason in found.reasons[0]
    assert len(found.candidates) > 1


def test_the_gender_of_a_civility_excludes_a_candidate() -> None:
    assert link(resolved("Mme Castex a répondu."), "Castex").entity == "document/texte/person/castex"


def test_a_full_name_that_the_authority_does_not_know_is_a_person_of_the_corpus() -> None:
    whole = resolved("Mme Stéphanie ZZYX a répondu.")
    found = link(whole, "Stéphanie ZZYX")

    assert (found.entity, found.judgement) == ("person/stephanie-zzyx", "new")
    assert entity(whole, "person/stephanie-zzyx").label == "Stéphanie Zzyx"


def test_a_surname_alone_that_nobody_has_is_a_person_of_the_document() -> None:
    whole = resolved("Mme Zzyx a répondu.")
    found = link(whole, "Zzyx")

    assert (found.entity, found.judgement) == ("document/texte/person/zzyx", "new")
    assert entity(whole, "document/texte/person/zzyx").label == "Mme Zzyx"


def test_two_surnames_of_one_unknown_person_are_one_entity() -> None:
    whole = resolved("Mme Stéphanie Zzyx est reçue. Mme Zzyx confirme. Zzyx insiste.")

    assert {one.entity for one in whole.links if one.mention.kind == "Person"} == {"person/stephanie-zzyx"}


def test_a_surname_of_two_persons_of_the_document_is_undecided_unless_the_gender_tells() -> None:
    text = "Mme Élisa Martin et M. Didier Martin sont là. M. Martin répond. Le député Martin répond."
    whole = resolved(text, "2021-09-09")

    assert link(whole, "Martin").entity == "person/didier-martin"


def test_the_words_of_a_judgement_tell_why() -> None:
    found = link(resolved("Le député MIS confirme."), "MIS")

    assert found.reasons == ("surname", "in office on 2021-09-09: depute", "the function fits (depute)")
    assert 0 < found.score <= 1


def test_without_a_date_nobody_is_in_office() -> None:
    assert link(resolved("M. Castex a répondu.", ""), "Castex").entity == "document/texte/person/castex"


def test_every_printed_form_of_a_person_is_an_alternative_label() -> None:
    whole = resolved("M. Castex a répondu.")

    assert entity(whole, "person/jean-castex").alt_labels == ("Castex",)


BESIDE = [
    # the function, office, seat or group beside the name decides, excludes, or leaves open
    ("Le sénateur Lefèvre confirme.", "2023-03-01", "Lefèvre", "person/antoine-lefevre"),
    ("Le député Lefèvre confirme.", "2023-03-01", "Lefèvre", "person/mathieu-lefevre"),
    ("M. Lefèvre confirme.", "2023-03-01", "Lefèvre", None),
    ("M. Lefèvre, député du Val-de-Marne, confirme.", "2023-03-01", "Lefèvre", "person/mathieu-lefevre"),
    ("M. Martin, député de la Gironde, confirme.", "2020-03-01", "Martin", "document/texte/person/martin"),
    ("M. Martin, député de Maine-et-Loire, confirme.", "2020-03-01", "Martin", "document/texte/person/martin"),
    ("Le ministre de la justice, M. Dupond-Moretti, confirme.", "2021-09-09", "Dupond-Moretti", "person/eric-dupond-moretti"),
    ("M. Dupond-Moretti, garde des sceaux, confirme.", "2021-09-09", "Dupond-Moretti", "person/eric-dupond-moretti"),
    ("Le député Castex confirme.", "2021-09-09", "Castex", "document/texte/person/castex"),
    ("L'ancien ministre Juppé confirme.", "2021-09-09", "Juppé", "person/alain-juppe"),
    ("Mme Meunier (LFI-NFP) confirme.", "2025-03-01", "Meunier", "person/manon-meunier"),
    # functions and callings that the pack does not follow
    ("Le préfet Lefèvre confirme.", "2021-09-09", "Lefèvre", "document/texte/person/lefevre"),
    ("Me Dupond-Moretti plaide.", "2021-09-09", "Dupond-Moretti", "document/texte/person/dupond-moretti"),
    ("M. Castex, directeur général des entreprises, confirme.", "2021-09-09", "Castex", "document/texte/person/castex"),
    # a spouse, a daughter
    ("Jean-Marie Zzyx est là. Mme Zzyx confirme.", "2023-03-01", "Zzyx", "person/jean-marie-zzyx"),
    ("M. Jean-Marie Zzyx est là. Mme Zzyx confirme.", "2023-03-01", "Zzyx", "document/texte/person/zzyx"),
    # initials
    ("M. J.-M. Mis confirme.", "2021-09-09", "J.-M. Mis", "person/jean-michel-mis"),
    ("M. X.-M. Mis confirme.", "2021-09-09", "X.-M. Mis", "document/texte/person/x-m-mis"),
    # after the end of the data, and before it where a source ends early
    ("M. Larcher confirme.", "2026-03-01", "Larcher", "person/gerard-larcher"),
    ("M. Larcher confirme.", "2031-03-01", "Larcher", "document/texte/person/larcher"),
]


@pytest.mark.parametrize(("text", "date", "words", "key"), BESIDE)
def test_what_stands_beside_a_name_decides_or_excludes(text: str, date: str, words: str, key: str | None) -> None:
    assert link(resolved(text, date), words).entity == key
