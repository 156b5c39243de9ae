"""What a sentence asserts: a fact, something planned, requested, denied or reported, or nothing at all."""

from __future__ import annotations

import re

import pytest
from texts import said

from kg.lexicon.letters import letters, letters_pattern
from kg.relate.mask import WORD
from kg.relate.verbs import Verb, active, modality_of, passive, shortened, turns_of, verbs, with_verbs

PM, LARCHER, MIS = "Premier ministre", "Gérard Larcher", "Jean-Michel Mis"
BILL = "projet de loi relatif aux licornes"
MET = (PM, "met", LARCHER)
EXAMINES, ADOPTS = ("Parlement", "examines", BILL), ("Sénat", "adopts", BILL)
SENATE = ("Sénat", "examines", BILL)
LAW, ARTICLE = "loi n° 2099-52 du 24 janvier 2099", "article 3 du code pénal"
AMENDS, REPEALS = (LAW, "amends", ARTICLE), (LAW, "repeals", ARTICLE)
CARRIES = (MIS, "carriesOut", "mission sur la question des licornes")
# A sentence, what it says, and how far: None where nothing is asserted.
SENTENCES: list[tuple[str, tuple[str, str, str], str | None]] = [
    # facts
    ("Le Premier ministre a reçu Gérard Larcher.", MET, ""),
    ("Le Premier ministre reçoit Gérard Larcher.", MET, ""),
    ("Le Premier ministre vient de recevoir Gérard Larcher.", MET, ""),
    ("Le Premier ministre a rencontré hier Gérard Larcher.", MET, ""),
    ("Gérard Larcher a été reçu par le Premier ministre.", MET, ""),
    (f"Le Parlement examine le {BILL}.", EXAMINES, ""),
    (f"Le Parlement examinait le {BILL}.", EXAMINES, ""),
    (f"Le Parlement avait examiné le {BILL}.", EXAMINES, ""),
    (f"Le Sénat a adopté le {BILL}.", ADOPTS, ""),
    (f"Le {BILL} a été adopté par le Sénat.", ADOPTS, ""),
    (f"La {LAW} abroge l'{ARTICLE}.", REPEALS, ""),
    (f"La {LAW} vise à abroger l'{ARTICLE}.", REPEALS, ""),
    (f"La {LAW} a pour objet de modifier l'{ARTICLE}.", AMENDS, ""),
    (f"La {LAW} a modifié l'{ARTICLE}.", AMENDS, ""),
    ("Jean-Michel Mis a été missionné par le Premier ministre sur la question des licornes.", CARRIES, ""),
    # planned: future, modal, intention
    ("Le Premier ministre recevra Gérard Larcher.", MET, "planned"),
    ("Le Premier ministre doit recevoir Gérard Larcher.", MET, "planned"),
    ("Le Premier ministre souhaite recevoir Gérard Larcher.", MET, "planned"),
    (f"Le Parlement examinera tout prochainement le {BILL}.", EXAMINES, "planned"),
    (f"Le Parlement va examiner le {BILL}.", EXAMINES, "planned"),
    (f"Le Parlement pourrait examiner le {BILL}.", EXAMINES, "planned"),
    (f"Le Parlement peut examiner le {BILL}.", EXAMINES, "planned"),
    (f"Le Parlement aura examiné le {BILL}.", EXAMINES, "planned"),
    (f"Le {BILL} sera adopté par le Sénat.", ADOPTS, "planned"),
    (f"La {LAW} abrogera l'{ARTICLE}.", REPEALS, "planned"),
    ("Jean-Michel Mis sera missionné par le Premier ministre sur la question des licornes.", CARRIES, "planned"),
    # denied
    ("Le Premier ministre n'a pas reçu Gérard Larcher.", MET, "denied"),
    ("Le Premier ministre n'a jamais reçu Gérard Larcher.", MET, "denied"),
    ("Le Premier ministre refuse de recevoir Gérard Larcher.", MET, "denied"),
    ("Le Premier ministre a renoncé à recevoir Gérard Larcher.", MET, "denied"),
    ("Le Premier ministre ne souhaite pas recevoir Gérard Larcher.", MET, "denied"),
    (f"Le Parlement n'examinera pas le {BILL}.", EXAMINES, "denied"),
    (f"Le {BILL} n'a pas été adopté par le Sénat.", ADOPTS, "denied"),
    (f"La {LAW} n'abroge pas l'{ARTICLE}.", REPEALS, "denied"),
    (f"La {LAW} ne modifie plus l'{ARTICLE}.", AMENDS, "denied"),
    ("Jean-Michel Mis n'a pas été missionné par le Premier ministre sur la question des licornes.", CARRIES, "denied"),
    # reported: conditional, or someone else's words
    ("Le Premier ministre aurait reçu Gérard Larcher.", MET, "reported"),
    ("Selon la presse, le Premier ministre a reçu Gérard Larcher.", MET, "reported"),
    ("La presse affirme que le Premier ministre a reçu Gérard Larcher.", MET, "reported"),
    (f"Le Sénat adopterait le {BILL}.", ADOPTS, "reported"),
    (f"Le {BILL} serait adopté par le Sénat.", ADOPTS, "reported"),
    (f"La {LAW} abrogerait l'{ARTICLE}.", REPEALS, "reported"),
    # requested
    (f"Le Gouvernement propose que la {LAW} modifie l'{ARTICLE}.", AMENDS, "requested"),
    (f"Pour que le Sénat adopte le {BILL}, il faut un vote.", ADOPTS, "requested"),
    # supposed, or not said of anyone
    ("Si le Premier ministre reçoit Gérard Larcher, la séance est levée.", MET, None),
    (f"Si le {BILL} est adopté par le Sénat, la séance est levée.", ADOPTS, None),
    (f"À condition que le Sénat adopte le {BILL}, la séance est levée.", ADOPTS, None),
    ("Le Premier ministre aurait dû recevoir Gérard Larcher.", MET, None),
    ("Le Premier ministre a failli recevoir Gérard Larcher.", MET, None),
    ("Aucun ministre n'a reçu Gérard Larcher.", MET, None),
    ("Sans recevoir Gérard Larcher, le Premier ministre est parti.", MET, None),
    ("Le Premier ministre a-t-il reçu Gérard Larcher ?", MET, None),
    (f"Le Parlement examinera-t-il le {BILL} ?", EXAMINES, None),
    (f"La {LAW} et l'{ARTICLE} sont en vigueur.", AMENDS, None),
    ("Le Premier ministre a reçu un message. Gérard Larcher aussi.", MET, None),
    # the subject of an earlier verb, asides, apposition
    (f"Le Parlement, réuni hier, a examiné le {BILL}.", EXAMINES, ""),
    (f"Le Sénat a étudié puis adopté le {BILL}.", ADOPTS, ""),
    (f"Le Sénat étudiera et adoptera le {BILL}.", ADOPTS, "planned"),
    (f"Le Sénat n'a pas étudié ni adopté le {BILL}.", ADOPTS, None),
    (f"Le Sénat a étudié mais n'a pas adopté le {BILL}.", ADOPTS, "denied"),
    (f"Le Sénat, qui n'a pas reçu Gérard Larcher, a adopté le {BILL}.", ADOPTS, ""),
    (f"Le Sénat, qui devait adopter le {BILL}, a levé la séance.", ADOPTS, "planned"),
    ("Le cabinet du Premier ministre a reçu Gérard Larcher.", MET, None),
    ("Le Premier ministre s'est entretenu avec Gérard Larcher.", MET, ""),
    ("Le Premier ministre ne s'est pas entretenu avec Gérard Larcher.", MET, "denied"),
    ("Le Premier ministre s'entretiendra avec Gérard Larcher.", MET, "planned"),
    # without a verb: what is wished, feared, prepared is not done
    (f"Le ministre se félicite de l'adoption par le Sénat du {BILL}.", ADOPTS, ""),
    (f"Le ministre salue l'adoption définitive du {BILL} par le Sénat.", ADOPTS, ""),
    (f"Le ministre souhaite l'adoption du {BILL} par le Sénat.", ADOPTS, None),
    (f"Le ministre demande l'adoption par le Sénat du {BILL}.", ADOPTS, None),
    (f"Le ministre s'oppose à l'adoption du {BILL} par le Sénat.", ADOPTS, None),
    (f"Le ministre appelle à l'adoption du {BILL} par le Sénat.", ADOPTS, None),
    (f"Avant l'adoption du {BILL} par le Sénat, la séance est levée.", ADOPTS, None),
    (f"Faute de l'adoption du {BILL} par le Sénat, la séance est levée.", ADOPTS, None),
    (f"En vue de l'examen du {BILL} par le Parlement, la séance est levée.", EXAMINES, None),
    (f"L'examen du {BILL} par le Parlement débutera lundi.", EXAMINES, "planned"),
    (f"L'adoption du {BILL} par le Sénat est prévue en mars.", ADOPTS, "planned"),
    # relative clauses with the verb behind their subject
    (f"Le {BILL}, que le Sénat a adopté, est en vigueur.", ADOPTS, ""),
    (f"Le {BILL}, que le Sénat adoptera en mars, est attendu.", ADOPTS, "planned"),
    (f"Le {BILL}, que le Sénat n'a pas adopté, est caduc.", ADOPTS, "denied"),
    # conditions, questions, quotations, restrictions, refusals, headlines: written before any rule was made for them
    (f"Le Sénat adopterait le {BILL} si le Gouvernement y consentait.", ADOPTS, "reported"),
    (f"S'il était adopté par le Sénat, le {BILL} coûterait cher.", ADOPTS, None),
    (f"Le Parlement a-t-il examiné le {BILL}, se demande la presse.", EXAMINES, None),
    (f"Pourquoi le Sénat a adopté le {BILL}.", ADOPTS, ""),
    (f"Qui, du Sénat ou de l'Assemblée nationale, a adopté le {BILL} ?", ADOPTS, None),
    (f"« Le Sénat a adopté le {BILL} », affirme le maire.", ADOPTS, "reported"),
    (f"« Le Sénat n'a pas adopté le {BILL} », a déclaré le maire.", ADOPTS, "denied"),
    (f"Le maire prétend que le Sénat a adopté le {BILL}.", ADOPTS, "reported"),
    (f"À en croire le maire, le Sénat a adopté le {BILL}.", ADOPTS, "reported"),
    (f"Le Sénat aurait pu adopter le {BILL}.", ADOPTS, None),
    (f"Le Sénat devait adopter le {BILL}.", ADOPTS, "planned"),
    (f"Le Sénat n'a examiné que le {BILL}.", SENATE, ""),
    ("Le Premier ministre n'a reçu que Gérard Larcher.", MET, ""),
    ("Le Premier ministre ne recevra que Gérard Larcher.", MET, "planned"),
    (f"Sans que le Sénat ait adopté le {BILL}, la séance est levée.", ADOPTS, None),
    (f"Faute pour le Sénat d'avoir adopté le {BILL}, la séance est levée.", ADOPTS, None),
    (f"Le 3 mars 2020, le Sénat adopte le {BILL}.", ADOPTS, ""),
    (f"La {LAW} prévoyait d'abroger l'{ARTICLE}.", REPEALS, "planned"),
    (f"La {LAW} prévoit d'abroger l'{ARTICLE}.", REPEALS, "planned"),
    ("Le Premier ministre renonçait à recevoir Gérard Larcher.", MET, None),
    (f"Le ministre appelle le Sénat à adopter le {BILL}.", ADOPTS, None),
    (f"Le ministre invite le Sénat à adopter le {BILL}.", ADOPTS, None),
    (f"Le ministre exhorte à ce que le Sénat adopte le {BILL}.", ADOPTS, "requested"),
    (f"Le ministre a obtenu que le Sénat adopte le {BILL}.", ADOPTS, ""),
    (f"Le Sénat adopte le {BILL}", ADOPTS, ""),
    (f"Vers une adoption du {BILL} par le Sénat", ADOPTS, None),
    (f"Le Sénat est appelé à adopter le {BILL}.", ADOPTS, None),
    (f"Le Sénat est invité à examiner le {BILL}.", SENATE, None),
    (f"Le Sénat s'est prononcé contre le {BILL}.", ADOPTS, None),
    (f"Le Sénat a échoué à adopter le {BILL}.", ADOPTS, None),
    (f"Le Sénat tarde à examiner le {BILL}.", SENATE, None),
    (f"À moins que le Sénat n'adopte le {BILL}, la séance est levée.", ADOPTS, None),
    (f"Quand bien même le Sénat adopterait le {BILL}, la séance serait levée.", ADOPTS, None),
    (f"Dès que le Sénat aura adopté le {BILL}, la séance sera levée.", ADOPTS, "planned"),
    (f"Lorsque le Sénat adoptera le {BILL}, la séance sera levée.", ADOPTS, "planned"),
    (f"Une fois le {BILL} adopté par le Sénat, la séance sera levée.", ADOPTS, None),
    (f"Le Gouvernement craint que le Sénat adopte le {BILL}.", ADOPTS, None),
    (f"Il n'est pas vrai que le Sénat a adopté le {BILL}.", ADOPTS, None),
    (f"Rien n'indique que le Sénat a adopté le {BILL}.", ADOPTS, None),
    (f"Le maire dément que le Sénat ait adopté le {BILL}.", ADOPTS, None),
    (f"La {LAW} aurait pour effet d'abroger l'{ARTICLE}.", REPEALS, None),
    (f"La {LAW} n'a pas pour objet de modifier l'{ARTICLE}.", AMENDS, "denied"),
    (f"La {LAW} se borne à modifier l'{ARTICLE}.", AMENDS, None),
    (f"La {LAW} permettrait de modifier l'{ARTICLE}.", AMENDS, None),
    (f"Le Parlement européen demande au Sénat d'adopter le {BILL}.", ADOPTS, None),
    ("Le Premier ministre a promis de recevoir Gérard Larcher.", MET, None),
    ("Le Premier ministre a tenu à recevoir Gérard Larcher.", MET, None),
    ("Le Premier ministre a accepté de recevoir Gérard Larcher.", MET, None),
    ("Le Premier ministre dit avoir reçu Gérard Larcher.", MET, None),
    ("Le Premier ministre regrette de n'avoir pas reçu Gérard Larcher.", MET, None),
    ("Jamais le Premier ministre n'a reçu Gérard Larcher.", MET, "denied"),
    ("Le Premier ministre n'a reçu ni Gérard Larcher ni le maire.", MET, "denied"),
    ("Nul n'ignore que le Premier ministre a reçu Gérard Larcher.", MET, None),
    (f"Le rejet du {BILL} par le Sénat est probable.", ADOPTS, None),
    (f"L'éventuelle adoption du {BILL} par le Sénat inquiète.", ADOPTS, None),
    (f"Dans l'hypothèse de l'adoption du {BILL} par le Sénat, la séance est levée.", ADOPTS, None),
    (f"L'adoption du {BILL} par le Sénat serait une erreur.", ADOPTS, "reported"),
    (f"Le Sénat a reporté l'examen du {BILL}.", SENATE, None),
    (f"L'examen du {BILL} par le Sénat a été reporté.", SENATE, None),
    (f"Le Sénat est sur le point d'adopter le {BILL}.", ADOPTS, None),
]


@pytest.mark.parametrize(("sentence", "triple", "modality"), SENTENCES)
def test_a_sentence_says_a_relation_as_far_as_its_words_go(
    sentence: str, triple: tuple[str, str, str], modality: str | None
) -> None:
    found = {(s, p, o, m) for s, p, o, m in said(sentence) if p == triple[1]}

    assert found == (set() if modality is None else {(*triple, modality)})


GROUPS = [
    ("a recu", ""),
    ("recoit", ""),
    ("recevait", ""),
    ("a ete adopte", ""),
    ("vise a abroger", ""),
    ("a pour objet de modifier", ""),
    ("vient de recevoir", ""),
    ("recevra", "planned"),
    ("recevront", "planned"),
    ("sera adopte", "planned"),
    ("auront adopte", "planned"),
    ("doit recevoir", "planned"),
    ("va examiner", "planned"),
    ("pourrait examiner", "planned"),
    ("a decide de recevoir", "planned"),
    ("s'apprete a recevoir", "planned"),
    ("n'a pas recu", "denied"),
    ("ne recoit plus", "denied"),
    ("ne recevra jamais", "denied"),
    ("n'a guere recu", "denied"),
    ("refuse de recevoir", "denied"),
    ("renonce a recevoir", "denied"),
    ("s'abstient de recevoir", "denied"),
    ("ne saurait", "denied"),
    ("recevrait", "reported"),
    ("aurait recu", "reported"),
    ("seraient adoptes", "reported"),
    ("soit adopte", "requested"),
    ("puisse recevoir", "requested"),
]


@pytest.mark.parametrize(("group", "modality"), GROUPS)
def test_a_verb_group_tells_how_far_it_asserts(group: str, modality: str) -> None:
    assert modality_of(group) == modality


MODAL_TOO = {"entendre", "souhaiter"}
"""Verbs whose present also opens a modal group ("entend recevoir", "souhaite recevoir")."""


@pytest.mark.parametrize("lemma", sorted(set(verbs()) - MODAL_TOO))
def test_every_verb_is_found_in_all_its_tenses_and_each_tells_its_modality(lemma: str) -> None:
    verb: Verb = verbs()[lemma]
    said_actively = re.compile(letters_pattern(active([verb])))
    said_passively = re.compile(letters_pattern(passive([verb])))
    expected = [
        *((form, "") for form in verb.finite),
        *((form, "planned") for form in verb.future),
        *((form, "reported") for form in verb.conditional),
        (f"a {verb.participle}", ""),
        (f"n'a pas {verb.participle}", "denied"),
        (f"doit {verb.infinitive}", "planned"),
        (f"aurait {verb.participle}", "reported"),
    ]

    for group, modality in expected:
        assert said_actively.fullmatch(group), group
        assert modality_of(group) == modality, group
    for group, modality in (
        (f"a ete {verb.participle}e", ""),
        (f"sera {verb.participle}", "planned"),
        (f"n'est pas {verb.participle}", "denied"),
    ):
        assert said_passively.fullmatch(group), group
        assert modality_of(group) == modality, group
    assert not said_actively.fullmatch("xyz")


@pytest.mark.parametrize(
    ("lemma", "form"),
    [
        ("recevoir", "recut"),
        ("recevoir", "recurent"),
        ("remettre", "remirent"),
        ("annoncer", "annonca"),
        ("annoncer", "annoncerent"),
        ("promulguer", "promulguait"),
        ("abroger", "abrogea"),
        ("rejeter", "rejettera"),
        ("mener", "menera"),
        ("instituer", "instituerent"),
        ("transposer", "transposent"),
        ("conduire", "conduisait"),
    ],
)
def test_regular_and_irregular_forms_are_those_of_french(lemma: str, form: str) -> None:
    assert form in verbs()[lemma].forms()


def test_a_verb_that_is_not_in_the_table_is_left_to_be_named_and_the_others_are_taken() -> None:
    group = with_verbs("<recevoir>|<acceuillir>|<adv>")
    assert "<acceuillir>|<adv>" in group
    assert "<recevoir>" not in group
    assert with_verbs("<adv>|<gap>") == "<adv>|<gap>"


@pytest.mark.parametrize("text", [letters(text) for text, _, _ in SENTENCES])
def test_an_expression_cut_to_the_turns_of_a_sentence_finds_the_same_in_it(text: str) -> None:
    group = [verbs()[lemma] for lemma in ("recevoir", "examiner", "adopter", "abroger", "modifier", "missionner")]
    turns = turns_of(frozenset(WORD.findall(text)))

    for whole in map(letters_pattern, (active(group), passive(group))):
        cut = shortened(whole, turns)
        assert [match.span() for match in re.finditer(cut, text)] == [match.span() for match in re.finditer(whole, text)]
