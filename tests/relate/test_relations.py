"""Relations over several mentions: lists, enumerations, arguments that the words leave out; what merges and what is dropped."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from texts import said, understood

from kg.errors import OntologyError
from kg.lexicon.rules import Rule, read_rules
from kg.model import Claim, Related
from kg.pipeline import trace
from kg.relate.rules import RelationRule, _compiled, class_patterns, relation_rules
from kg.terms import DOMAIN, RANGE, RELATIONS

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
PM, LARCHER, MIS, BORNE = "Premier ministre", "Gérard Larcher", "Jean-Michel Mis", "Élisabeth Borne"
BILL = "projet de loi relatif aux licornes"
LAW = "loi n° 2099-52 du 24 janvier 2099"


def told(related: Related, predicate: str) -> list[Claim]:
    return [claim for claim in related.claims if claim.predicate == predicate and not claim.inferred and claim.evidence]


def quotes(related: Related, claim: Claim) -> list[str]:
    return [span.of(related.document.text) for span in claim.evidence]


@pytest.mark.parametrize(
    ("sentence", "pairs"),
    [
        ("Le Premier ministre a reçu Gérard Larcher et Jean-Michel Mis.", {(PM, LARCHER), (PM, MIS)}),
        (
            "Le Premier ministre a reçu MM. Gérard Larcher, Jean-Michel Mis et Mme Élisabeth Borne.",
            {(PM, LARCHER), (PM, MIS), (PM, BORNE)},
        ),
        ("Gérard Larcher et Jean-Michel Mis ont reçu Élisabeth Borne.", {(LARCHER, BORNE), (MIS, BORNE)}),
        ("Le Premier ministre et Gérard Larcher ont reçu Jean-Michel Mis.", {(PM, MIS), (LARCHER, MIS)}),
        ("Le Premier ministre a reçu Gérard Larcher. Jean-Michel Mis est parti.", {(PM, LARCHER)}),
    ],
)
def test_each_member_of_a_list_takes_part(sentence: str, pairs: set[tuple[str, str]]) -> None:
    assert {(s, o) for s, p, o, m in said(sentence) if p == "met"} == pairs


@pytest.mark.parametrize(
    ("sentence", "predicate", "objects"),
    [
        (
            "Jean-Michel Mis recommande l'élaboration d'un socle, un renforcement du contrôle et l'organisation d'un débat.",
            "recommends",
            {"élaboration d'un socle", "renforcement du contrôle", "organisation d'un débat"},
        ),
        (
            f"La {LAW} modifie l'article 3 du code pénal, l'article 4 du code civil et l'article 5 du code de la route.",
            "amends",
            {"article 3 du code pénal", "article 4 du code civil", "article 5 du code de la route"},
        ),
        (
            f"La {LAW} modifie l'article 3 du code pénal, qui est cité à l'article 5 du code civil.",
            "amends",
            {"article 3 du code pénal"},
        ),
        (
            f"La {LAW} transpose les directives 2099/17/UE et 2099/36/UE.",
            "transposes",
            {"directive 2099/17/UE", "directive 2099/36/UE"},
        ),
        (f"La {LAW} transpose la directive 2099/17/UE. La directive 2099/36/UE attend.", "transposes", {"directive 2099/17/UE"}),
    ],
)
def test_an_enumeration_goes_on_until_a_verb_or_the_end_of_its_sentence(sentence: str, predicate: str, objects: set[str]) -> None:
    assert {o.replace("directives", "directive") for s, p, o, m in said(sentence) if p == predicate} == objects


@pytest.mark.parametrize(
    ("text", "genre", "expected"),
    [
        (
            f"Le {BILL} est déposé.\net renvoyé à la commission des finances, de l'économie générale et du contrôle budgétaire",
            "",
            {("commission des finances, de l'économie générale et du contrôle budgétaire", "examines", BILL)},
        ),
        ("et renvoyé à la commission des finances, de l'économie générale et du contrôle budgétaire", "", set()),
        (
            f"Ordonnance n° 2099-1284 du 3 octobre 2099 relative aux licornes\nVu la {LAW},",
            "",
            {("ordonnance n° 2099-1284", "basedOn", LAW)},
        ),
        (f"Vu la {LAW},", "", set()),
        (
            "Le présent amendement est juste.\nL'article 3 du code pénal est ainsi rédigé :",
            "amendement",
            {("amendement", "amends", "article 3 du code pénal")},
        ),
        ("L'article 3 du code pénal est ainsi rédigé :", "", set()),
    ],
)
def test_an_argument_that_the_words_leave_out_is_the_document_or_what_came_before(
    text: str, genre: str, expected: set[tuple[str, str, str]]
) -> None:
    found = {(s, p, o) for s, p, o, m in said(text, genre=genre)}

    assert len(found) == len(expected)
    for subject, predicate, object_ in expected:
        assert any(
            s.lower().startswith(subject[:20].lower()) and p == predicate and o.startswith(object_) for s, p, o in found
        ), found


def test_a_thing_that_no_relation_needs_is_no_entity() -> None:
    assert not [
        one for one in understood("Le Premier ministre salue un plan téléphone.").resolved.entities if one.kind == "Mission"
    ]
    assert [
        one.label
        for one in understood("Le Premier ministre annonce un plan téléphone.").resolved.entities
        if one.kind == "Mission"
    ] == ["plan téléphone"]


def test_a_pruned_entity_has_no_claim_and_no_link_left() -> None:
    related = understood("Le Premier ministre salue un plan téléphone sur la sécurité intérieure.")
    keys = {one.key for one in related.resolved.entities}

    assert {link.entity for link in related.resolved.links if link.entity} <= keys
    assert all({claim.subject, claim.object} <= keys | {related.document.key} for claim in related.claims)


def test_what_is_said_twice_is_one_claim_with_both_sentences() -> None:
    related = understood("Le Premier ministre a reçu Gérard Larcher. Hier, le Premier ministre a reçu M. Larcher.")
    (met,) = told(related, "met")

    assert quotes(related, met) == ["Le Premier ministre a reçu Gérard Larcher", "le Premier ministre a reçu M. Larcher"]


def test_a_claim_without_a_date_joins_the_dated_one_that_says_the_same() -> None:
    related = understood("Le Premier ministre a reçu le 3 mars 2021 Gérard Larcher. Le Premier ministre a reçu Gérard Larcher.")
    (met,) = told(related, "met")

    assert met.date == "2021-03-03"
    assert len(met.evidence) == 2


def test_what_is_said_and_denied_is_two_claims() -> None:
    related = understood("Le Premier ministre a reçu Gérard Larcher. Le Premier ministre n'a pas reçu Gérard Larcher.")

    assert {claim.modality for claim in told(related, "met")} == {"", "denied"}


@pytest.mark.parametrize(
    ("sentence", "date"),
    [
        ("Le Premier ministre a reçu ce jour Gérard Larcher.", "2021-09-09"),
        ("Le Premier ministre a reçu le 23 avril dernier Gérard Larcher.", "2021-04-23"),
        ("Le Premier ministre a reçu Gérard Larcher.", ""),
    ],
)
def test_a_date_behind_the_verb_dates_the_claim(sentence: str, date: str) -> None:
    (met,) = told(understood(sentence), "met")

    assert met.date == date


def test_the_evidence_of_a_claim_is_the_words_from_one_argument_to_the_other() -> None:
    related = understood("Hier soir, le Premier ministre a reçu Gérard Larcher à Paris.")
    (met,) = told(related, "met")

    assert quotes(related, met) == ["le Premier ministre a reçu Gérard Larcher"]


def test_every_claim_of_the_seed_has_words_and_arguments_that_fit_its_predicate() -> None:
    related = trace(next(path for path in sorted(SEEDS.iterdir()) if path.suffix == ".md"))
    kinds = {one.key: one.kind for one in related.resolved.entities} | {related.document.key: "Document"}

    assert len(related.claims) > 15
    for claim in related.claims:
        assert claim.evidence or claim.field
        assert kinds[claim.subject] in DOMAIN[claim.predicate]
        assert kinds[claim.object] in RANGE[claim.predicate]
        assert claim.modality in ("", "planned", "requested", "denied", "reported")


def test_every_rule_yields_relations_of_the_vocabulary() -> None:
    assert {predicate for rule in relation_rules() for _, predicate, *_ in rule.yields} <= set(RELATIONS)
    assert {rule.stage for rule in relation_rules()} == {"group", "drop", "clause"}
    assert len({rule.rule.id for rule in relation_rules()}) == len(relation_rules())


@pytest.mark.parametrize("rule", [one for one in relation_rules() if one.yields], ids=lambda one: one.rule.id)
def test_every_example_of_a_rule_is_found_and_its_counter_example_is_not(rule: RelationRule) -> None:
    def fired(text: str) -> bool:
        return any(claim.rule == rule.rule.id for claim in understood(text, genre=rule.genre).claims)

    assert any(fired(text) for text in rule.rule.examples) or rule.rule.options.get("expects")
    assert not any(fired(text) for text in rule.rule.counter_examples)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('stage = "later"', "stage must be one of group, drop, clause"),
        ('yields = ["s met x"]', 'yields must read "s predicate o"'),
        ('yields = ["s hugs o"]', "the vocabulary has no relation called hugs"),
        ('stage = "group"', "a group needs the name of its head"),
    ],
)
def test_a_relation_rule_that_does_not_fit_is_named_with_its_line(line: str, reason: str, tmp_path: Path) -> None:
    from kg.errors import OntologyError

    path = tmp_path / "relations.toml"
    path.write_text(
        f'[[rule]]\nid = "r"\npattern = "{{s:Person}} x {{o:Person}}"\nexample = "x"\ncounter_example = "y"\n{line}\n',
        encoding="utf-8",
    )
    (rule,) = read_rules(path, prepare=lambda source: re.sub(r"\{(\w):(\w+)\}", r"(?P<\1>x)", source))

    with pytest.raises(OntologyError, match=re.escape(reason)) as raised:
        _compiled(rule, class_patterns())
    assert raised.value.line == 2


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"yeilds": ["s met o"]}, "unknown field yeilds"),
        ({"yields": ["s met o"], "expect": ["a met b"]}, "unknown field expect"),
        ({}, "yields is missing"),
    ],
)
def test_a_misspelt_field_is_told_with_the_line_of_its_rule(options: dict[str, object], says: str) -> None:
    rule = Rule("r", "", "{s:Actor} voit {o:Actor}", str, (), ("a",), ("b",), options, "ontology/rules/relations.toml", 7)

    with pytest.raises(OntologyError, match=rf"relations\.toml:7: rule r: {says}"):
        _compiled(rule, class_patterns())


@pytest.mark.parametrize(
    "sentence",
    [
        f"La {LAW} sera modifiée pour simplifier la procédure prévue à l'article 3 du code pénal.",
        f"La {LAW} a été apportée par Jean-Michel Mis.",
        f"La {LAW} fera abroger par le Parlement ce que dit l'article 3 du code pénal.",
    ],
)
def test_a_verb_does_not_begin_within_a_word(sentence: str) -> None:
    assert not {p for _, p, _, m in said(sentence) if not m} & {"amends", "repeals", "presents"}


@pytest.mark.parametrize(
    ("sentence", "holds"),
    [
        ("Le Premier ministre Jean Castex a répondu.", True),
        ("L'ancien Premier ministre Jean Castex a répondu.", False),
        ("L'ancienne ministre de la Culture, Roselyne Bachelot, a répondu.", False),
        ("L'ex-Premier ministre Jean Castex a répondu.", False),
    ],
)
def test_an_office_of_another_day_is_not_held(sentence: str, holds: bool) -> None:
    assert any(p == "holdsOffice" for _, p, _, _ in said(sentence)) is holds


def test_a_document_that_names_an_amendment_is_none() -> None:
    text = (
        "Le groupe a voté contre l'amendement n° 245 de M. Jean-Michel Mis. Il préconise de modifier l'article 3 du code pénal."
    )

    assert not [claim for claim in told(understood(text), "cites") if "amendment" in claim.subject]


@pytest.mark.parametrize("verb", ["il est inséré", "insérer"])
@pytest.mark.parametrize("genre", ["", "amendement"])
def test_an_article_inserted_behind_another_amends_their_act(verb: str, genre: str) -> None:
    head = "" if genre else "Décret n° 2099-12 du 3 octobre 2099 relatif aux licornes\n"
    text = f"{head}Après l'article L. 252-1 du code de la sécurité intérieure, {verb} un article L. 252-2 ainsi rédigé :"

    assert {o for _, p, o, _ in said(text, genre=genre) if p == "amends"} == {"code de la sécurité intérieure"}


def test_a_title_between_two_names_and_commas_is_the_first_ones() -> None:
    found = said("Aux côtés d'Élisabeth Borne, maire de Vannes, Bruno Le Maire a signé la charte.")

    assert {subject for subject, predicate, _, _ in found if predicate == "holdsOffice"} == {"Élisabeth Borne"}


def test_a_second_verb_behind_a_rule_of_several_turns_carries_no_subject() -> None:
    sentence = "Le projet de loi sur la sobriété est adopté au Sénat, puis est en discussion à l'Assemblée nationale."

    assert {predicate for _, predicate, _, _ in said(sentence)} == {"adopts"}


@pytest.mark.parametrize(("who", "recommends"), [("La Cour des comptes", True), ("Le Gouvernement", False)])
def test_a_carried_subject_is_one_that_the_rule_asks_for(who: str, recommends: bool) -> None:
    found = said(f"{who} a examiné le projet de loi de finances pour 2025 et propose de supprimer la taxe sur les bureaux.")

    assert any(predicate == "recommends" for _, predicate, _, _ in found) == recommends


def test_who_is_told_behind_an_office_that_he_holds_on_the_day_alone_holds_it_there() -> None:
    sentence = "À la demande du Premier ministre, Jean Castex, les élus se sont réunis."
    days = ("2019-06-03", "2021-06-03", "2019-06-03")

    assert [len(told(understood(sentence, day), "holdsOffice")) for day in days] == [0, 1, 0]


def test_two_who_meet_have_met_once() -> None:
    met = said("La rencontre entre Gérard Larcher et Jean-Michel Mis a duré une heure.")

    assert {one for one in met if one[1] == "met"} == {(LARCHER, "met", MIS, "")}


REGISTER, CHECKS = "création d'un registre national", "renforcement des contrôles"
FLASH = "rapport de la mission flash sur la laïcité"


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (
            f"Jean-Michel Mis et Élisabeth Borne ont remis leur rapport au {PM}.",
            {(MIS, "authorOf"), (BORNE, "authorOf"), ("rapport", "submittedTo")},
        ),
        ("Les députés ont remis leur rapport.", set()),
        (f"Mme Élisabeth Borne a remis au {PM} le {FLASH}.", {(BORNE, "authorOf"), (FLASH, "submittedTo")}),
        (f"{MIS} formule dix recommandations, parmi lesquelles figurent la {REGISTER} et un {CHECKS}.", {(MIS, "recommends")}),
        (f"{MIS} formule dix recommandations, dont trois visent les communes.", set()),
        (f"{MIS} recommande au ministre de l'intérieur, Gérald Darmanin, de créer un registre.", {(MIS, "recommends")}),
        (f"{MIS} recommande au ministre de l'intérieur, dans un avis, la patience.", set()),
    ],
)
def test_reports_of_several_and_of_missions_and_recommendations_among_others(sentence: str, found: set[tuple[str, str]]) -> None:
    assert {(subject, predicate) for subject, predicate, _, _ in said(sentence) if predicate != "holdsOffice"} == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (f"{LARCHER} et la CNIL, reçus la semaine dernière par {BORNE}, soutiennent la réforme.", {(BORNE, "met", "")}),
        (f"La lettre de {LARCHER}, reçue hier par {BORNE}, a été lue.", set()),
        (f"Le ministre rappelle la loi n° 2099-52, mais promet que le {BILL}, porté par {BORNE}, sera débattu.", set()),
        (f"MM. {LARCHER} et {MIS} ont été désignés co-rapporteurs.", {(LARCHER, "holdsOffice", ""), (MIS, "holdsOffice", "")}),
    ],
)
def test_what_stands_between_commas_is_said_of_whom_it_stands_beside(sentence: str, found: set[tuple[str, str, str]]) -> None:
    assert {(subject, predicate, modality) for subject, predicate, _, modality in said(sentence)} == found
