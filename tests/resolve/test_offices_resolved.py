"""Offices by their title and the date: feminine and short titles, plurals, and the holder where exactly one is known."""

from __future__ import annotations

import pytest
from texts import link, resolved

from kg.resolve.offices import masculine

JUSTICE = "office/garde-des-sceaux-ministre-de-la-justice"
OFFICES = [
    ("Le Premier ministre a répondu.", "2021-09-09", "Premier ministre", "office/premier-ministre"),
    ("La Première ministre a répondu.", "2023-03-03", "Première ministre", "office/premier-ministre"),
    ("Le Président de la République a répondu.", "2021-09-09", "Président de la République", "office/president-de-la-republique"),
    ("Le député a répondu.", "2021-09-09", "député", "office/depute"),
    ("La députée a répondu.", "2021-09-09", "députée", "office/depute"),
    ("La sénatrice a répondu.", "2021-09-09", "sénatrice", "office/senateur"),
    ("Le ministre de la justice a répondu.", "2021-09-09", "ministre de la justice", JUSTICE),
    ("Le garde des sceaux a répondu.", "2021-09-09", "garde des sceaux", JUSTICE),
    (
        "Le ministre de la justice a répondu.",
        "2010-01-05",
        "ministre de la justice",
        "office/ministre-d-etat-garde-des-sceaux-ministre-de-la-justice-et-des-libertes",
    ),
    (
        "Le ministre de l'économie a répondu.",
        "2015-01-05",
        "ministre de l'économie",
        "office/ministre-de-l-economie-de-l-industrie-et-du-numerique",
    ),
    ("Le président du Sénat a répondu.", "2021-09-09", "président du Sénat", "office/president-du-senat"),
    (
        "La présidente de l'Assemblée nationale a répondu.",
        "2023-09-09",
        "présidente de l'Assemblée nationale",
        "office/president-de-l-assemblee-nationale",
    ),
    ("La maire de Paris a répondu.", "2021-09-09", "maire", "office/maire-de-paris"),
    ("Le préfet de la Haute-Vienne est là. Le préfet a répondu.", "2021-09-09", "préfet", "office/prefet-de-la-haute-vienne"),
    (
        "Le procureur de la République de Nanterre",
        "2021-09-09",
        "procureur de la République",
        "office/procureur-de-la-republique-de-nanterre",
    ),
    (
        "La présidente du département de la Loire",
        "2021-09-09",
        "présidente du département",
        "office/president-du-conseil-departemental-de-la-loire",
    ),
    ("La directrice du budget a répondu.", "2021-09-09", "directrice du budget", "office/directeur-du-budget"),
    (
        "La secrétaire d'Etat en charge du commerce, de l'artisanat, de la consommation et de l'économie sociale et solidaire",
        "2017-01-18",
        "secrétaire d'Etat en charge du commerce, de l'artisanat, de la consommation et de l'économie sociale et solidaire",
        "office/secretaire-d-etat-aupres-du-ministre-de-l-economie-et-des-finances-charge-du-commerce-de-l-artisanat-de-la-"
        "consommation-72e8e34ee017",
    ),
]


@pytest.mark.parametrize(("text", "date", "words", "key"), OFFICES)
def test_a_title_names_the_office_that_had_it_on_that_day(text: str, date: str, words: str, key: str) -> None:
    assert link(resolved(text, date), words).entity == key


OF_ANOTHER_DAY = [
    # the person beside the title tells whose time is meant
    (
        "Emmanuel Macron, alors ministre de l'Économie, a répondu.",
        "2016-09-21",
        "ministre de l'Économie",
        "office/ministre-de-l-economie-de-l-industrie-et-du-numerique",
    ),
    (
        "Nathalie Kosciusko-Morizet, ancienne ministre de l'Écologie, a répondu.",
        "2012-10-10",
        "ministre de l'Écologie",
        "office/ministre-de-l-ecologie-du-developpement-durable-des-transports-et-du-logement",
    ),
    # nobody tells: the title as printed, and not the one of the day that it resembles
    (
        "Elle a été félicitée lorsqu'elle était ministre de la Santé.",
        "2017-11-30",
        "ministre de la Santé",
        "office/ministre-de-la-sante",
    ),
    # a rank alone is the office that the person holds
    (
        "Le secrétaire d'État Julien Denormandie a répondu.",
        "2017-11-30",
        "secrétaire d'État",
        "office/secretaire-d-etat-aupres-du-ministre-de-la-cohesion-des-territoires",
    ),
    ("La ministre Agnès Buzyn a répondu.", "2017-11-30", "ministre", "office/ministre-des-solidarites-et-de-la-sante"),
    ("La ministre Zoé Zzyxa a répondu.", "2017-11-30", "ministre", "office/ministre"),
    ("Le président Macron a répondu.", "2022-03-10", "président", "office/president-de-la-republique"),
    ("Le Président de la République est là. Le président Zzyxa a répondu.", "2022-03-10", "président", "office/president"),
    # with their place
    (
        "La préfète de la région Bourgogne-Franche-Comté a répondu.",
        "2017-11-30",
        "préfète",
        "office/prefet-de-la-region-bourgogne-franche-comte",
    ),
    (
        "La maire du Ve arrondissement de Paris a répondu.",
        "2017-11-30",
        "maire",
        "office/maire-du-ve-arrondissement-de-paris",
    ),
    # a minister whom the authority does not know, in a text about this country alone
    (
        "La ministre de la Culture, Zoé Zzyxa, a répondu.",
        "2022-10-07",
        "ministre de la Culture",
        "office/ministre-de-la-culture",
    ),
]


@pytest.mark.parametrize(("text", "date", "words", "key"), OF_ANOTHER_DAY)
def test_a_title_is_that_of_the_time_and_the_person_that_the_words_tell(text: str, date: str, words: str, key: str) -> None:
    assert link(resolved(text, date), words).entity == key


BOTH = [
    ("Claire Hédon, Défenseure des droits, a répondu. La Défenseure des droits recommande un guichet.", "Office"),
    ("Mme Zzyxa a été nommée Défenseure des droits.", "Office"),
    ("La Défenseure des droits recommande un guichet.", "Organisation"),
    ("Jacques Zzyxa a saisi le Défenseur des droits.", "Organisation"),
]


@pytest.mark.parametrize(("text", "kind"), BOTH)
def test_words_for_a_body_and_its_head_are_the_office_where_somebody_bears_it(text: str, kind: str) -> None:
    found = {one.mention.kind for one in resolved(text, "2022-09-09").links if one.mention.kind in ("Office", "Organisation")}

    assert found == {kind}


HOLDERS = [
    ("Le Premier ministre a répondu.", "2021-09-09", {"person/jean-castex"}),
    ("Le Premier ministre a répondu.", "2020-07-02", {"person/edouard-philippe"}),
    ("La Première ministre a répondu.", "2023-03-03", {"person/elisabeth-borne"}),
    ("Le Premier ministre a répondu.", "2024-10-10", {"person/michel-barnier"}),
    ("Le Président de la République a répondu.", "2010-03-03", {"person/nicolas-sarkozy"}),
    ("Le ministre de la justice a répondu.", "2021-09-09", {"person/eric-dupond-moretti"}),
    ("Le Premier ministre et le Premier ministre.", "2021-09-09", {"person/jean-castex"}),
    # nothing is inferred
    ("Le Premier ministre a répondu.", "", set()),
    ("L'ancien Premier ministre a répondu.", "2021-09-09", set()),
    ("L'ancienne ministre de la justice a répondu.", "2021-09-09", set()),
    ("Le futur Premier ministre a répondu.", "2021-09-09", set()),
    ("Le député a répondu.", "2021-09-09", set()),
    ("Le Premier ministre a répondu.", "1950-09-09", set()),
    ("Le maire a répondu.", "2021-09-09", set()),
]


@pytest.mark.parametrize(("text", "date", "holders"), HOLDERS)
def test_the_holder_is_inferred_where_the_authority_knows_exactly_one(text: str, date: str, holders: set[str]) -> None:
    inferred = [claim for claim in resolved(text, date).claims if claim.inferred]

    assert {claim.subject for claim in inferred} == holders
    assert len(inferred) == len(holders)


def test_an_inferred_holder_names_its_day_its_words_and_both_sources() -> None:
    whole = resolved("Hier, le Premier ministre a répondu.")
    (found,) = (claim for claim in whole.claims if claim.inferred)

    assert (found.predicate, found.object, found.date, found.rule) == (
        "holdsOffice",
        "office/premier-ministre",
        "2021-09-09",
        "resolve.holder",
    )
    assert found.sources[0] == "document/texte"
    assert found.sources[1].startswith("authority/")
    assert [span.of(whole.document.text) for span in found.evidence] == ["Premier ministre"]


@pytest.mark.parametrize(
    "text", ["Les députés ont répondu.", "Les ministres de la justice ont répondu.", "Des sénateurs ont répondu."]
)
def test_a_class_of_office_holders_is_no_office(text: str) -> None:
    whole = resolved(text)

    assert {one.entity for one in whole.links if one.mention.kind == "Office"} <= {None}
    assert whole.claims == ()


def test_a_title_that_nobody_knows_is_an_office_of_its_own() -> None:
    found = link(resolved("La ministre de la justice et des sports a répondu."), "ministre de la justice et des sports")

    assert (found.entity, found.judgement) == ("office/ministre-de-la-justice-et-des-sports", "new")


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("ministre déléguée chargée du numérique", "ministre délégué chargé du numérique"),
        ("secrétaire d'Etat chargée des sports", "secrétaire d'État chargé des sports"),
        ("directrice générale des entreprises", "directeur général des entreprises"),
        ("présidente", "président"),
        ("sénatrice", "sénateur"),
        ("rapporteure", "rapporteur"),
        ("Première ministre", "Premier ministre"),
        ("préfète du Rhône", "préfet du Rhône"),
        ("haute-commissaire au plan", "haut-commissaire au plan"),
        ("gouverneure", "gouverneur"),
        ("député", "député"),
    ],
)
def test_feminine_and_masculine_are_one_title(title: str, plain: str) -> None:
    assert masculine(title) == plain


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Il a remercié le Premier ministre, Petr Zzyxa, de son accueil.", "Premier ministre"),
        ("Il a reçu la ministre des Finances, Taif Zzyxa Untel, à Bagdad, en Irak.", "ministre des Finances"),
        ("Il a reçu le Premier ministre Edouard Zzyxa.", "Premier ministre"),
    ],
)
def test_a_title_beside_a_person_whom_the_authority_does_not_know_is_of_another_country(text: str, words: str) -> None:
    assert link(resolved(text, "2022-10-07"), words).entity is None


def test_a_title_beside_its_holder_is_his() -> None:
    assert link(resolved("La Première ministre, Élisabeth Borne, a répondu.", "2022-10-07"), "Première ministre").entity == (
        "office/premier-ministre"
    )


def test_a_person_who_is_appointed_on_the_proposal_of_a_minister_is_not_beside_him() -> None:
    text = "Sur proposition du Premier ministre, M. Éric Zzyxa est nommé préfet."

    assert link(resolved(text, "2025-02-12"), "Premier ministre").entity == "office/premier-ministre"


ACCOMPANIED = [
    (
        "La secrétaire d'État chargée de la biodiversité, Anna Zzyxa, a répondu.",
        "secrétaire d'État chargée de la biodiversité",
        "office/secretaire-d-etat-charge-de-la-biodiversite",
    ),
    (
        "Le préfet, accompagné du ministre de l'agriculture, Hervé Zzyxa, a visité la ferme.",
        "ministre de l'agriculture",
        "office/ministre-de-l-agriculture-et-de-la-souverainete-alimentaire",
    ),
    (
        "Le préfet a parlé en présence du ministre de l'agriculture, Hervé Zzyxa, et des élus.",
        "ministre de l'agriculture",
        "office/ministre-de-l-agriculture-et-de-la-souverainete-alimentaire",
    ),
    (
        "Le président estonien, accompagné du ministre de l'agriculture, Hervé Zzyxa, a visité la ferme.",
        "ministre de l'agriculture",
        None,
    ),
]


@pytest.mark.parametrize(("text", "words", "key"), ACCOMPANIED)
def test_a_title_with_a_charge_or_of_who_accompanies_somebody_is_of_this_country(text: str, words: str, key: str | None) -> None:
    whole = resolved(text, "2023-05-01")

    assert link(whole, words).entity == key
    assert key is None or key not in {claim.object for claim in whole.claims if claim.inferred}


@pytest.mark.parametrize("day", ["1950-09-09", "2099-09-09"])
def test_a_title_of_a_day_that_the_authority_knows_nothing_of_is_of_this_country(day: str) -> None:
    text = "Il a reçu le Premier ministre, Petr Zzyxa, hier."

    assert link(resolved(text, day), "Premier ministre").entity == "office/premier-ministre"


ALONE = "Jean-Michel Blanquer a reçu hier les syndicats. {} a répondu."


@pytest.mark.parametrize(
    ("text", "words", "key"),
    [
        (ALONE.format("Le ministre"), "ministre", "office/ministre-de-l-education-nationale"),
        # Of another gender, of another rank, of two, or of nobody's on that day: no one's.
        (ALONE.format("La ministre"), "ministre", None),
        (ALONE.format("Le secrétaire d'État"), "secrétaire d'État", None),
        (f"Bruno Le Maire est venu. {ALONE.format('Le ministre')}", "ministre", None),
        ("Najat Vallaud-Belkacem a reçu hier les syndicats. La ministre a répondu.", "ministre", None),
    ],
)
def test_a_minister_is_the_only_one_named_before_who_is_one(text: str, words: str, key: str | None) -> None:
    assert link(resolved(text, date="2018-10-05"), words).entity == key
