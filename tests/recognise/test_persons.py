"""Names of persons: after a civility, in lists, after a function, by a known given name; and what only looks like one."""

from __future__ import annotations

import pytest
from texts import marked, mentions, recognised, words_of

NAMED = [
    "Le ministre [Le Maire] a répondu.",
    "en présence d'[Isabelle Zzyx-Untel], sénatrice",
    "parce qu'[Olivier Zzyx] a répondu",
    "Hier, à Marseille [Zzyx Untel], maire de la ville, a salué le plan",
    # civilities
    "M. [Jean Castex] a répondu.",
    "Mme [Élisabeth Borne] a répondu.",
    "Monsieur [Dupont-Aignan] a répondu.",
    "Madame [Zzyx] préside.",
    "M. [MIS] confirme.",
    "Mme [de Montchalin] a répondu.",
    "M. [d'Ornano] a répondu.",
    "M. [L'Hénoret] a répondu.",
    "Mme [O’Petit] a répondu.",
    "M. [J.-L. Borloo] a répondu.",
    "M. [Z. Untel] a répondu.",
    "Me [Badinter] plaide.",
    "Mlle [Untel] est présente.",
    "M. [Van der Zyl] est présent.",
    # lists
    "MM. [Untel], [Machin] et [Chose] proposent",
    "Mmes [Untel] et [Machin] proposent",
    "Mme [Untel], M. [Machin] et Mme [Chose] proposent",
    # functions
    "le député [MIS] confirme",
    "la sénatrice [Zzyx] répond",
    "le rapporteur [Untel] précise",
    "la ministre [Machin] annonce",
    "le secrétaire d'État [Untel] précise",
    "le préfet [Untel] précise",
    "le maire [Chose] s'oppose",
    # given names and full names of the authority
    "Selon [Stéphanie Zzyx], la mesure est utile.",
    "[Jean-Michel MIS] a remis son rapport.",
    "[Jean-Michel Mis] a remis son rapport.",
    "avec [Gérard Larcher] et [Yaël Braun-Pivet],",
    "[Cédric O], secrétaire d'État",
    "[Marie-Pierre de Zzyx] est nommée.",
]
NOT_NAMED = [
    "Valéry Giscard d'Estaing-Ville",
    "rue Jean Zzyx à Paris",
    "le lycée Marie Zzyx",
    "la loi Pierre Zzyx",
    "l'hôpital Paul Zzyx",
    "le porte-avions Charles de Gaulle",
    "la fondation Jean Zzyx",
    "le Premier ministre a répondu",
    "Le député a répondu",
    "la ministre de la Culture",
    "M. le ministre a répondu",
    "Mme la présidente, je vous remercie",
    "le rapporteur Article 2",
    "La France et l'Europe",
    "le Président de la République",
    "le président Le",
    "la sénatrice de la Loire a répondu",
    "le maire de Lyon a répondu",
    "le préfet du Rhône a répondu",
]


@pytest.mark.parametrize("row", NAMED)
def test_a_person_is_found_by_the_name_alone(row: str) -> None:
    text, names = marked(row)

    assert words_of(text, mentions(text, ["Person"])) == names


@pytest.mark.parametrize("text", NOT_NAMED)
def test_a_street_a_school_a_law_or_a_function_is_no_person(text: str) -> None:
    assert words_of(text, mentions(text, ["Person"])) == []


@pytest.mark.parametrize(
    ("text", "feature", "value"),
    [
        ("Mme Zzyx préside.", "gender", "f"),
        ("M. Zzyx préside.", "gender", "m"),
        ("Me Zzyx plaide.", "gender", ""),
        ("Mmes Zzyx et Untel président.", "gender", "f"),
        ("Madame Zzyx préside.", "civility", "Madame"),
        ("le député Zzyx préside.", "function", "député"),
        ("la ministre Zzyx préside.", "function", "ministre"),
    ],
)
def test_a_civility_gives_the_gender_and_a_function_is_kept(text: str, feature: str, value: str) -> None:
    assert mentions(text, ["Person"])[-1].get(feature) == value


def test_a_surname_alone_is_found_again_where_it_was_introduced_in_full() -> None:
    text = "M. Jean Zzyx est reçu. Zzyx confirme. La ZZYX et le zzyx ne sont personne."

    assert words_of(text, (mention for mention in recognised(text).mentions if mention.kind == "Person")) == ["Jean Zzyx", "Zzyx"]


def test_a_name_does_not_run_into_the_office_behind_it() -> None:
    text = "M. Jean Zzyx Premier ministre"

    assert words_of(text, mentions(text, ["Person"])) == ["Jean Zzyx"]
    assert words_of(text, mentions(text, ["Office"])) == ["Premier ministre"]


BESIDE_OFFICES = [
    "Le préfet de la Haute-Vienne, [Seymour Zzyx], a réuni les maires.",
    "La directrice de l'agence, [Ngozi Tchalla], et le maire ont visité l'usine.",
    "le président du conseil départemental, [Aksel Ouldzzyx]",
    "[Wolan Zzyx], agriculteur dans l'Aisne, témoigne.",
    "[Ylva Zzyx-Untel], premier avocat général près la Cour de cassation",
    "[Marie-Suzanne Le Quéau], procureure générale",
]
BESIDE_MORE = [
    "La directrice départementale des territoires (DDT), [Aïna Diop-Zzyx], présentera l'arrêté.",
    "Je remercie le Premier ministre, [Wolan Fiala], pour son accueil.",
    "avec son homologue [Fuad Zzyxa] un traité",
    "[Kyrzz Untelis], Premier ministre grec, était là",
]
NOBODY_BESIDE = [
    "nommé préfet de la région Centre-Val de Loire, préfet du Loiret",
    "Le préfet, Bordeaux Métropole, et la CCI ont signé.",
    "Le directeur général de la compagnie, Air France, a répondu.",
    "les maires, Grand Lyon en tête",
    "La Fondation Nicolas Hulot et le lycée Simone Veil",
    "des préfets, Premier Secours, sont venus",
]


@pytest.mark.parametrize("row", BESIDE_OFFICES + BESIDE_MORE)
def test_two_capitalised_words_beside_an_office_are_its_holder(row: str) -> None:
    text, names = marked(row)

    assert words_of(text, mentions(text, ["Person"])) == names


@pytest.mark.parametrize("text", NOBODY_BESIDE)
def test_what_bears_a_name_or_is_a_body_is_nobody(text: str) -> None:
    assert words_of(text, mentions(text, ["Person"])) == []


def test_a_line_in_capitals_that_a_given_name_begins_is_who_speaks() -> None:
    text = "LAURENCE ZZYX\nBonjour.\nFRANCE TRAVAIL\nCOMMUNIQUÉ DE PRESSE"

    assert words_of(text, mentions(text, ["Person"])) == ["LAURENCE ZZYX"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("« Nous verrons », dit Laurent Berger de la CFDT.", ["Laurent Berger"]),
        ("Le député LREM de la Loire a parlé.", []),
        ("La députée LFI Danièle Obono a parlé.", ["Danièle Obono"]),
    ],
)
def test_a_name_does_not_run_into_a_body(text: str, names: list[str]) -> None:
    assert words_of(text, mentions(text, ["Person"])) == names
