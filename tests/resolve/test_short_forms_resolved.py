"""Short forms and pronouns: each points to one thing named before, or to nothing, and says why."""

from __future__ import annotations

import pytest
from texts import link, resolved

BILL = "Le projet de loi relatif aux licornes est présenté."
LICORNES = "bill/projet-de-loi-relatif-aux-licornes"
TWO = "L'ordonnance n° 2016-351 du 25 mars 2016 et l'ordonnance n° 2016-301 du 14 mars 2016 sont là."
# A text, the words of a mention (and which of them), what it points to.
POINTS = [
    (f"{BILL} Ce projet de loi prévoit une dotation.", "projet de loi", 0, LICORNES),
    (f"{BILL} Le projet de loi prévoit une dotation.", "projet de loi", 0, LICORNES),
    (f"{BILL} Ce texte prévoit une dotation.", "texte", 0, LICORNES),
    (f"{BILL} Le présent texte prévoit une dotation.", "texte", 0, LICORNES),
    ("La loi n° 2022-52 du 24 janvier 2022 est là. Cette loi fixe.", "loi", 0, "law/2022-52"),
    ("La loi n° 2022-52 du 24 janvier 2022 est là. Ladite loi fixe.", "loi", 0, "law/2022-52"),
    (f"{TWO} La première ordonnance fixe.", "première ordonnance", 0, "ordinance/2016-351"),
    (f"{TWO} La seconde ordonnance fixe.", "seconde ordonnance", 0, "ordinance/2016-301"),
    ("La directive 2014/17/UE et le règlement (UE) n° 604/2013. Ce règlement fixe.", "règlement", 0, "eu/32013R0604"),
    ("Le règlement (UE) n° 604/2013 puis la directive 2014/17/UE. Ce règlement fixe.", "règlement", 0, "eu/32013R0604"),
    ("Le code pénal et le code de la route. Le même code fixe.", "code", 0, "code/code-de-la-route"),
    ("Le décret n° 2019-768 du 24 juillet 2019 est là. Ce décret fixe.", "décret", 0, "decree/2019-768"),
    (
        "L'arrêté du 3 mars 2099 relatif aux licornes et le décret n° 2019-768 du 24 juillet 2019. Ce décret fixe.",
        "décret",
        0,
        "decree/2019-768",
    ),
    (
        "Il a remis son rapport « pour un usage responsable ». Ce rapport propose.",
        "rapport",
        0,
        "report/pour-un-usage-responsable",
    ),
]
EU = "Le règlement (UE) 2020/741 fixe les exigences."
POINTS += [
    (f"{EU} Ce règlement est en vigueur.", "règlement", 0, "eu/32020R0741"),
    (f"{EU} L'article 5 du même règlement fixe.", "article 5 du même règlement", 0, "article/eu/32020R0741/5"),
    (f"{EU} L'article 5 du règlement fixe.", "article 5 du règlement", 0, "article/eu/32020R0741/5"),
    (f"{EU} L'article 5 du règlement du Conseil fixe.", "article 5 du règlement", 0, "article/eu/32020R0741/5"),
    (f"{EU} L'article 5 du règlement de 2020 fixe.", "article 5 du règlement", 0, "article/eu/32020R0741/5"),
    (f"{EU} En vertu du Règlement de l'Assemblée, {EU} Ce règlement fixe.", "règlement", 0, "eu/32020R0741"),
]
NOTHING = [
    (f"{EU} L'article 145 du Règlement le permet.", "article 145 du Règlement"),
    ("Le règlement (UE) 2020/741 est examiné selon l'article 145 du Règlement.", "article 145 du Règlement"),
    ("Le règlement (UE) 2020/741 est examiné selon l'article 145 de notre Règlement.", "article 145"),
    (f"{EU} L'article 58 du Règlement de l'Assemblée nationale le permet.", "article 58 du Règlement"),
    (f"{EU} L'article 58 du règlement de l'Assemblée nationale le permet.", "article 58 du règlement"),
    (f"{EU} L'article 44 du règlement du Sénat le permet.", "article 44 du règlement"),
    (f"{EU} L'article 7 du règlement intérieur le permet.", "article 7 du règlement"),
    (f"{EU} L'article 7 du règlement du conseil régional le permet.", "article 7 du règlement"),
    (f"{EU} Il fait un rappel au règlement. L'article 58 du règlement le permet.", "article 58 du règlement"),
    (f"{EU} Le règlement intérieur est là. Ce règlement fixe.", "règlement"),
    (f"{EU}\nUn.\nDeux.\nTrois.\nL'article 58 du règlement le permet.", "article 58 du règlement"),
    ("Ce projet de loi prévoit une dotation.", "projet de loi"),
    ("La loi n° 2022-52 du 24 janvier 2022 est là. La loi est la même pour tous.", "loi"),
    ("L'ordonnance n° 2016-351 du 25 mars 2016 est là. La seconde ordonnance fixe.", "seconde ordonnance"),
    ("La directive 2014/17/UE est là. Ce règlement fixe.", "règlement"),
    (f"Ce projet de loi prévoit. {BILL}", "projet de loi"),
    ("La proposition de loi relative aux licornes est là. Le projet de loi prévoit une dotation.", "projet de loi"),
]


@pytest.mark.parametrize(("text", "words", "nth", "key"), POINTS)
def test_a_short_form_points_to_what_was_named_before(text: str, words: str, nth: int, key: str) -> None:
    assert link(resolved(text), words, nth).entity == key


@pytest.mark.parametrize(("text", "words"), NOTHING)
def test_a_short_form_with_nothing_to_point_to_is_undecided(text: str, words: str) -> None:
    found = link(resolved(text), words)

    assert found.entity is None
    assert found.reasons


def test_a_bill_named_far_above_is_not_what_the_bill_means_after_another() -> None:
    named = "Le projet de loi relatif aux licornes.\nLe projet de loi relatif aux dragons."
    text = f"{named}\nUn.\nDeux.\nTrois.\nLe projet de loi prévoit une dotation."

    assert link(resolved(text), "projet de loi").reasons == ("several were named before, none close enough",)


PRONOUNS = [
    ("Jean-Michel Mis est reçu. Il recommande un débat.", "Il", "person/jean-michel-mis"),
    ("Élisabeth Borne est reçue. Elle recommande un débat.", "Elle", "person/elisabeth-borne"),
    ("Le Premier ministre est reçu. Il recommande un débat.", "Il", "office/premier-ministre"),
    ("Le Parlement examine. Il votera.", "Il", "organisation/parlement"),
    (f"{BILL} Il prévoit une dotation.", "Il", LICORNES),
    ("Le député Jean-Michel Mis est reçu. Il recommande un débat.", "Il", "person/jean-michel-mis"),
    ("Jean-Michel Mis confirme, car il recommande un débat.", "il", "person/jean-michel-mis"),
    ("Aux côtés d'Élisabeth Borne, Bruno Le Maire a ouvert le débat. Il recommande un vote.", "Il", "person/bruno-le-maire"),
    ("Aux côtés de Mme Anne Zzyx, M. Luc Untel a ouvert le débat. Il recommande un vote.", "Il", "person/luc-untel"),
    # either may be meant, or a third one acts
    ("Aux côtés de Camille Zzyx, Dominique Untel a ouvert le débat. Il recommande un vote.", "Il", None),
    ("Aux côtés d'Élisabeth Borne, Bruno Le Maire et Gérald Darmanin, Luc Untel a parlé. Il recommande.", "Il", None),
    # the gender does not agree
    ("Élisabeth Borne est reçue. Il recommande un débat.", "Il", None),
    ("Jean-Michel Mis est reçu. Elle recommande un débat.", "Elle", None),
    # nobody before
    ("Il recommande un débat.", "Il", None),
]


@pytest.mark.parametrize(("text", "words", "key"), PRONOUNS)
def test_a_pronoun_is_the_subject_before_it_if_the_gender_agrees(text: str, words: str, key: str | None) -> None:
    assert link(resolved(text), words).entity == key
