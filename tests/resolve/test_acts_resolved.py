"""Acts: number, date, title, year and nickname to one key; what differs stays undecided; a bill and the law that it became."""

from __future__ import annotations

import pytest
from texts import entity, link, resolved

from kg.lexicon.calendar import french_day

# A text, the words of one mention, the key that it names.
NAMED = [
    ("la 3ème loi de finances rectificative pour 2020 fixe", "3ème loi de finances rectificative pour 2020", "law/2020-935"),
    (
        "la deuxième loi de finances rectificative pour 2009 fixe",
        "deuxième loi de finances rectificative pour 2009",
        "law/deuxieme-loi-de-finances-rectificative-pour-2009",
    ),
    (
        "le projet de loi de finances initiale pour 2013 fixe",
        "projet de loi de finances initiale pour 2013",
        "bill/projet-de-loi-de-finances-pour-2013",
    ),
    (
        "Le PLF 2025 est là. Le projet de loi de finances fixe",
        "projet de loi de finances",
        "bill/projet-de-loi-de-finances-pour-2025",
    ),
    ("L'article 6 du CPP et le CPP fixent", "CPP", "code/code-de-procedure-penale"),
    ("Le code du sport, le code de la santé publique et le CSP fixent", "CSP", "code/code-de-la-sante-publique"),
    ("le PLF 2025 fixe", "PLF 2025", "bill/projet-de-loi-de-finances-pour-2025"),
    ("le PLFSS pour 2026 fixe", "PLFSS pour 2026", "bill/projet-de-loi-de-financement-de-la-securite-sociale-pour-2026"),
    ("la LFSS pour 2013 fixe", "LFSS pour 2013", "law/2012-1404"),
    ("la décision n° 746 DC du 2 mars 2017 censure", "décision n° 746 DC du 2 mars 2017", "decision/cc-2017-746-dc"),
    ("la décision n° 44 DC du 16 juillet 1971 censure", "décision n° 44 DC du 16 juillet 1971", "decision/cc-71-44-dc"),
    ("Cass. soc., 12 juillet 2017, n° 16-10460", "Cass. soc., 12 juillet 2017, n° 16-10460", "decision/cass-16-10-460"),
    ("CE, 24 février 2022, n° 450285", "CE, 24 février 2022, n° 450285", "decision/ce-450285"),
    ("L'article 8 de la CEDH protège.", "CEDH", "treaty/convention-europeenne-des-droits-de-l-homme"),
    ("La CEDH a condamné la France.", "CEDH", "organisation/cour-europeenne-des-droits-de-l-homme"),
    ("la loi Badinter du 5 juillet 1985 fixe", "loi Badinter du 5 juillet 1985", "law/85-677"),
    ("la loi du 28 pluviôse an VIII fixe", "loi du 28 pluviôse an VIII", "law/loi-du-28-pluviose-an-viii"),
    (
        "CEDH, 27 août 2015, Untel c. Italie, n° 46470/11",
        "CEDH, 27 août 2015, Untel c. Italie, n° 46470/11",
        "decision/cedh-46470-11",
    ),
    ("l'arrêté du 3 mai 2020 fixe", "arrêté du 3 mai 2020", "document/texte/decree/arrete-du-3-mai-2020"),
    ("l'amendement n° 45 de M. Dupont", "amendement n° 45", "document/texte/amendment/amendement-45"),
    ("la loi n° 2022-52 du 24 janvier 2022 fixe", "loi n° 2022-52 du 24 janvier 2022", "law/2022-52"),
    ("la loi n° 2022-52 fixe", "loi n° 2022-52", "law/2022-52"),
    (
        "la loi du 24 janvier 2022 relative à la responsabilité pénale et à la sécurité intérieure fixe",
        "loi du 24 janvier 2022 relative à la responsabilité pénale et à la sécurité intérieure",
        "law/2022-52",
    ),
    ("la loi n° 2099-99999 du 3 mars 2099 fixe", "loi n° 2099-99999 du 3 mars 2099", "law/2099-99999"),
    ("la loi n° 78-17 du 6 janvier 1978 fixe", "loi n° 78-17 du 6 janvier 1978", "law/78-17"),
    ("l'ordonnance n° 2020-1733 du 16 décembre 2020 fixe", "ordonnance n° 2020-1733 du 16 décembre 2020", "ordinance/2020-1733"),
    ("le décret n° 2019-768 du 24 juillet 2019 fixe", "décret n° 2019-768 du 24 juillet 2019", "decree/2019-768"),
    ("le code pénal punit", "code pénal", "code/code-penal"),
    ("le code de la sécurité intérieure prévoit", "code de la sécurité intérieure", "code/code-de-la-securite-interieure"),
    (
        "le code de l'entrée et du séjour des étrangers prévoit",
        "code de l'entrée et du séjour des étrangers",
        "code/code-de-l-entree-et-du-sejour-des-etrangers-et-du-droit-d-asile",
    ),
    ("le CESEDA prévoit", "CESEDA", "code/code-de-l-entree-et-du-sejour-des-etrangers-et-du-droit-d-asile"),
    ("le RGPD protège", "RGPD", "eu/32016R0679"),
    ("la loi Informatique et libertés protège", "loi Informatique et libertés", "law/78-17"),
    (
        "l'arrêté du 3 mars 2099 relatif aux licornes fixe",
        "arrêté du 3 mars 2099 relatif aux licornes",
        "decree/2099-03-03-relatif-aux-licornes",
    ),
]
UNDECIDED = [
    ("Le CSP et le Certiphyto sont", "CSP", "acronym that other bodies bear too"),
    ("la loi de finances rectificative pour 2020 fixe", "loi de finances rectificative pour 2020", "several acts have this name"),
    ("le projet de loi de finances est débattu", "projet de loi de finances", "without its year"),
    ("Les PLF 2024 et PLF 2025. Le projet de loi de finances fixe", "projet de loi de finances", "without its year"),
    ("la LFR pour 2022 fixe", "LFR pour 2022", "several acts have this title"),
    ("la décision n° 746 DC censure", "décision n° 746 DC", "without the year"),
    ("la loi n° 2022-52 du 25 janvier 2022 fixe", "loi n° 2022-52 du 25 janvier 2022", "the authority 2022-01-24"),
    ("la loi relative aux licornes bleues fixe", "loi relative aux licornes bleues", "no law of this title is known"),
    ("la loi de 2013 fixe", "loi de 2013", "no number, date or title"),
    (
        "la directive européenne relative à la protection des licornes est",
        "directive européenne relative à la protection des licornes",
        "no table has this title",
    ),
    ("la directive 17/14/UE est", "directive 17/14/UE", "gives no CELEX number"),
]


@pytest.mark.parametrize(("text", "words", "key"), NAMED)
def test_an_act_is_named_by_its_number_its_date_its_title_or_its_nickname(text: str, words: str, key: str) -> None:
    assert link(resolved(text), words).entity == key


@pytest.mark.parametrize(("text", "words", "reason"), UNDECIDED)
def test_what_does_not_tell_which_act_is_undecided_and_says_why(text: str, words: str, reason: str) -> None:
    found = link(resolved(text), words)

    assert (found.entity, found.judgement) == (None, "undecided")
    assert reason in found.reasons[0]


def test_a_law_that_only_the_text_knows_is_minted_with_its_label_and_its_eli() -> None:
    whole = resolved("la loi n° 2099-9999 du 1er mars 2099 relative aux licornes fixe")
    found = entity(whole, "law/2099-9999")

    assert found.label == "loi n° 2099-9999 du 1er mars 2099 relative aux licornes"
    assert found.alt_labels == ("loi n° 2099-9999 du 1er mars 2099",)
    assert found.same_as == ("https://www.legifrance.gouv.fr/eli/loi/2099/3/1/2099-9999/jo/texte",)
    assert link(whole, "loi n° 2099-9999 du 1er mars 2099 relative aux licornes").judgement == "new"


def test_an_act_older_than_eli_has_none() -> None:
    assert entity(resolved("la loi n° 81-9999 du 3 mars 1981 relative aux licornes fixe"), "law/81-9999").same_as == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("La loi n° 2022-52 du 24 janvier 2022 est là. La loi du 24 janvier 2022 est là.", "loi du 24 janvier 2022"),
        ("La loi du 24 janvier 2022 est là. La loi n° 2022-52 du 24 janvier 2022 est là.", "loi du 24 janvier 2022"),
        ("La loi n° 2022-52 du 24 janvier 2022 est là. La loi de 2022 est là.", "loi de 2022"),
    ],
)
def test_a_date_or_a_year_names_the_only_law_of_the_document_that_has_it(text: str, words: str) -> None:
    assert link(resolved(text), words).entity == "law/2022-52"


def test_an_arrete_of_the_day_of_a_decree_is_another_act_and_so_is_one_of_another_title() -> None:
    text = (
        "Décret n° 2024-391 du 26 avril 2024 portant diverses mesures relatives aux dotations.\n"
        "Arrêté du 26 avril 2024 portant délégation de signature.\n"
        "Décret du 26 avril 2024 portant suppression de la prime.\n"
        "Le décret n° 2024-391 est court ; le décret du 26 avril 2024 portant diverses mesures relatives aux dotations aussi."
    )
    keys = [one.entity for one in resolved(text).links if one.mention.kind == "Decree"]

    assert keys == [
        "decree/2024-391",
        "decree/2024-04-26-portant-delegation-de-signature",
        "decree/2024-04-26-portant-suppression-de-la-prime",
        "decree/2024-391",
        "decree/2024-391",
    ]


def test_a_year_that_two_laws_have_names_neither() -> None:
    text = "La loi n° 2022-52 du 24 janvier 2022 et la loi n° 2022-217 du 21 février 2022. La loi de 2022 est là."

    assert link(resolved(text), "loi de 2022").entity is None


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("projet de loi relatif aux licornes bleues", "bill/projet-de-loi-relatif-aux-licornes-bleues"),
        ("proposition de loi visant à protéger les licornes", "bill/proposition-de-loi-visant-a-proteger-les-licornes"),
        ("projet de loi organique relatif aux licornes", "bill/projet-de-loi-organique-relatif-aux-licornes"),
        ("projet de loi de finances pour 2035", "bill/projet-de-loi-de-finances-pour-2035"),
        ("projet de loi n° 4387", "bill/projet-de-loi-relatif-a-la-responsabilite-penale-et-a-la-securite-interieure"),
        ("projet de loi n° 9876", "bill/projet-de-loi-n-9876"),
    ],
)
def test_a_bill_has_the_key_of_its_title_or_of_its_number(words: str, key: str) -> None:
    assert link(resolved(f"Le {words} est examiné."), words).entity == key


@pytest.mark.parametrize(
    ("words", "law"),
    [
        ("projet de loi relatif à la responsabilité pénale et à la sécurité intérieure", "law/2022-52"),
        ("projet de loi Sécuriser et réguler l'espace numérique", "law/2024-449"),
        ("projet de loi relatif à la protection des données personnelles", "law/2018-493"),
    ],
)
def test_a_bill_is_tied_to_the_law_that_it_became_by_what_the_authority_knows(words: str, law: str) -> None:
    whole = resolved(f"(dans le {words}), le Parlement")
    bill = link(whole, words).entity
    became = [claim for claim in whole.claims if claim.predicate == "becameLaw"]

    assert [(claim.subject, claim.object) for claim in became] == [(bill, law)]
    assert became[0].sources[0].startswith("authority/")
    assert became[0].evidence == ()


def test_a_bill_is_not_the_one_of_the_same_title_of_long_ago() -> None:
    text = "Il a annoncé un projet de loi de modernisation de la sécurité civile et la création d'une réserve."
    whole = resolved(text, "2026-02-05")

    assert link(whole, "projet de loi de modernisation de la sécurité civile").judgement == "new"
    assert not [claim for claim in whole.claims if claim.predicate == "becameLaw"]


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        (
            "Il a présenté une ordonnance relative à la lutte contre la fraude.",
            "ordonnance relative à la lutte contre la fraude",
            "Ordinance",
        ),
        ("Il a présenté un décret relatif à la chasse aux licornes.", "décret relatif à la chasse aux licornes", "Decree"),
        (
            "L'avant-projet de loi portant réforme des licornes est prêt.",
            "avant-projet de loi portant réforme des licornes",
            "Bill",
        ),
        (
            "La proposition de règlement établissant des règles harmonisées est prête.",
            "proposition de règlement établissant des règles harmonisées",
            "EUAct",
        ),
    ],
)
def test_an_act_without_a_number_is_known_by_its_title(text: str, words: str, kind: str) -> None:
    found = link(resolved(text), words)

    assert (found.mention.kind, found.judgement) == (kind, "new")


def test_a_bill_of_an_unknown_title_became_no_law_that_anyone_knows() -> None:
    assert resolved("Le projet de loi relatif aux licornes bleues est examiné.").claims == ()


def test_the_same_bill_named_twice_is_one_entity() -> None:
    whole = resolved("Le projet de loi relatif aux licornes est là. Le projet de loi n° 9 relatif aux licornes est examiné.")

    assert {one.entity for one in whole.links if one.mention.kind == "Bill"} == {"bill/projet-de-loi-relatif-aux-licornes"}
    assert entity(whole, "bill/projet-de-loi-relatif-aux-licornes").identifiers == ("n° 9",)


@pytest.mark.parametrize(
    ("iso", "words"), [("2022-01-01", "1er janvier 2022"), ("2022-12-31", "31 décembre 2022"), ("2022-08-02", "2 août 2022")]
)
def test_dates_of_labels_are_written_in_french(iso: str, words: str) -> None:
    assert french_day(iso) == words
