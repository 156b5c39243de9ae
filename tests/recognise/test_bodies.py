"""Organisations: of the tables, of their form, or introduced with the acronym that their initials spell."""

from __future__ import annotations

import pytest
from texts import marked, mentions, words_of

from kg.recognise.bodies import spells

BODIES = [
    "le [Gouvernement] a décidé",
    "la [Fédération nationale des communes forestières] a salué le vote",
    "le [Parlement] examinera",
    "l'[Assemblée nationale] et le [Sénat] ont voté",
    "la [CNIL] a rendu un avis",
    "le [Conseil d'État] a statué",
    "le [ministère de la justice] publie",
    "le [ministère de l'Agriculture et de l'Alimentation] publie",
    "le [secrétariat d'État chargé du numérique] publie",
    "renvoyé à la [commission des lois constitutionnelles, de la législation et de l'administration générale de la République]",
    "la [commission des affaires sociales] a voté",
    "la [Direction générale des entreprises] pilote",
    "le compte rendu du [Conseil des ministres] du mercredi 5 janvier 2022",
    "l'[Agence nationale de la cohésion des territoires] pilote",
    "l'[Observatoire national des forêts] publie",
    "la [Direction zonale des essais baroques] ([DZEB]) publie",
    "la [Délégation aux affaires tubulaires] ([DAT]) publie",
    "la [Haute Autorité pour la transparence de la vie publique] ([HATVP]) contrôle",
    "la [cour d'appel de Versailles] et le [tribunal judiciaire du Mans] ont statué",
    "l'[Ademe], l'[Igas] et l'[Ofpra] ont répondu",
    "les [caisses d'allocations familiales] et les [agences régionales de santé] ont répondu",
    "la [préfecture de la Drôme] a répondu",
    "Perrine Lavergne, présidente du [Réseau Terre & Haies], a répondu. Le [Réseau Terre & Haies] attend.",
    "Paul Durand, maire de Nevers et président de [Nevers Grande Agglo], a répondu.",
    "le [rectorat de La Réunion] et l'[ARS Occitanie] ont répondu",
    "la [chambre d'agriculture de l'Aveyron] s'est réunie",
    "la [Fondation Zzyx Untel] publie, l'[Institut Zzyx] aussi",
    "le [Front de libération des essais zonaux] ([FLEZ]) signe",
    "l'[autorité de la qualité des essais dans les tubes] ([AQET]) mesure",
    "l'[Autorité de régulation des essais, des postes et de la zonation] ([Arepz]) mesure",
]
NOT_BODIES = [
    "Paul Durand, directeur de l'Action Sociale, a répondu",
    "des chambres d'agriculture ont répondu",
    "la direction du vent",
    "le conseil est bon",
    "une agence de voyages",
    "la commission rogatoire",
    "un gouvernement d'union",
    "le service de communication de la mairie",
    "le ministère public",
    "la direction (voir page 3)",
    "le comité (AB)",
    "la chambre à coucher",
    "l'université de tous les savoirs",
    "le réseau tubulaire des zones (RTZ)",
    "le service national universel (SNU) est supprimé",
    "un établissement public industriel et commercial (EPIC)",
]


@pytest.mark.parametrize("row", BODIES)
def test_a_body_is_found_with_the_whole_of_its_name(row: str) -> None:
    text, names = marked(row)

    assert words_of(text, mentions(text, ["Organisation"])) == names


@pytest.mark.parametrize("text", NOT_BODIES)
def test_a_common_noun_is_no_body(text: str) -> None:
    assert words_of(text, (m for m in mentions(text, ["Organisation"]) if not m.get("short"))) == []


def test_an_acronym_knows_the_words_that_it_stands_for() -> None:
    text = "la Direction zonale des essais baroques (DZEB) publie"
    whole, acronym = mentions(text, ["Organisation"])

    assert whole.get("acronym") == acronym.get("acronym") == "DZEB"
    assert whole.get("acronym_at") == f"{acronym.span.start}-{acronym.span.end}"
    assert acronym.get("expands") == f"{whole.span.start}-{whole.span.end}"


@pytest.mark.parametrize(
    ("acronym", "words", "spelt"),
    [
        ("DGE", "Direction générale des entreprises", True),
        ("DGE", "Direction générale de l évaluation", True),
        ("CNIL", "Commission nationale de l informatique et des libertés", True),
        ("DINUM", "Direction interministérielle du numérique", True),
        ("ANSSI", "Agence nationale de la sécurité des systèmes d information", True),
        ("SGDSN", "Secrétariat général de la défense et de la sécurité nationale", True),
        ("ÉNA", "École nationale d administration", True),
        ("R&D", "Recherche et développement", True),
        ("CR-D", "Conseil régional de développement", True),
        ("DGE", "Direction générale du trésor", False),
        ("DGE", "Direction", False),
        ("DG", "Direction générale des entreprises", False),
        ("CN", "Commission nationale des", True),
        ("X", "", False),
    ],
)
def test_initials_spell_an_acronym(acronym: str, words: str, spelt: bool) -> None:
    assert spells(acronym, words.split()) is spelt


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("La mission interministérielle du livre (MIL) est créée. La MIL remettra un bilan ; la MILICE non.", ["MIL", "MIL"]),
        ("La MIL existe. Elle n'est expliquée nulle part.", []),
        ("Le conseil zonal du livre (CZL) et le comité zonal des lettres (CZL). Le CZL remettra un bilan.", ["CZL", "CZL"]),
    ],
)
def test_an_acronym_that_the_text_explains_is_found_where_it_stands_alone(text: str, found: list[str]) -> None:
    explained = [mention for mention in mentions(text, ["Organisation"]) if mention.get("expands")]

    assert words_of(text, explained) == found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L'association Les Voix du Canal a été reçue.", ["association Les Voix du Canal"]),
        ("Le collectif Zéro Frelon et l'entreprise Tarval ont signé.", ["collectif Zéro Frelon", "Tarval"]),
        ("Le syndicat CGT a signé.", ["CGT"]),
        ("La Fédération des artisans du bois a signé.", ["Fédération des artisans du bois"]),
        ("La Commission d'enquête a entendu un témoin.", []),
        ("Une association de quartier et l'entreprise ont signé.", []),
    ],
)
def test_what_kind_of_body_a_proper_name_has_tells_that_it_is_one(text: str, words: list[str]) -> None:
    assert words_of(text, (m for m in mentions(text, ["Organisation"]) if not m.get("short"))) == words
