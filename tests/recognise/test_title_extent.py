"""Where the title of an act ends: before a verb, a remark, another citation, a mark; not inside an enumeration."""

from __future__ import annotations

import pytest
from texts import marked

from kg.recognise.titles import LONGEST, folded_title, title_end

# What follows the number and the date of an act; the title stands between brackets.
TITLES = [
    "[ établissant les critères de l'examen d'une demande introduite par un ressortissant de pays tiers] fixe",
    "[ modifiant la directive 93/109/CE en ce qui concerne certaines modalités du droit d'éligibilité] dont",
    "[ relative à l'égalité réelle] portait cet objectif",
    "[ visant à améliorer l'accès aux soins par l'engagement territorial des professionnels] a été adoptée",
    "[ relatif à la protection des espèces de faune et de flore sauvages par le contrôle de leur commerce] interdit",
    "[ visant à améliorer l'accès aux soins] par l'Assemblée nationale",
    "[ de modernisation de la sécurité civile] et la création d'une réserve",
    "[ d'orientation pour la souveraineté alimentaire et le renouvellement des générations] est adopté",
    "[ pour contrôler l'immigration, améliorer l'intégration] adopté par le Sénat",
    "[ concernant la mise sur le marché des produits], les ministres chargés de l'agriculture et de la santé peuvent",
    "[ visant à protéger les forêts], les députés Paul Zzyx et Anne Untel se réjouissent",
    "[ visant à protéger les forêts], les sénateurs du Jura se réjouissent",
    "[ visant à soutenir les maires, les députés et les sénateurs dans leur mandat] a été adoptée",
    "[ relatif aux essais], le projet de loi relatif aux zones et le décret",
    "[ confortant le respect des principes de la République] a été adoptée",
    "[ relative à la responsabilité pénale et à la sécurité intérieure] est publiée.",
    "[ relative à la responsabilité pénale], qui entre en vigueur",
    "[, relative à la responsabilité pénale] (JO du 25)",
    "[ relatif à la sobriété numérique] prévoit",
    "[ portant diverses dispositions d'adaptation de la législation au droit de l'Union européenne en matière économique].",
    "[ visant à améliorer la trésorerie des associations] a été adoptée",
    "[ tendant à garantir le droit au respect de la vie privée à l'heure du numérique], adoptée par le Sénat",
    "[ pour une République numérique] marque",
    "[ sur la liberté de la presse], modifiée",
    "[ de finances pour 2022]",
    "[ d'orientation et de programmation du ministère de l'intérieur] fixe",
    "[ portant lutte contre le dérèglement climatique et renforcement de la résilience face à ses effets] ne",
    "[ relative à la différenciation, la décentralisation, la déconcentration et portant diverses mesures de simplification] est",
    "[ pour l'égalité des droits et des chances, la participation et la citoyenneté des personnes handicapées] impose",
    "[ relative à l'informatique, aux fichiers et aux libertés] dispose que",
    "[ relative aux procédures de recueil] et le décret n° 2019-768",
    "[ relative aux procédures de recueil] et n° 2019-768",
    "[ ratifiant l'ordonnance n° 2016-301 du 14 mars 2016] est",
    "[ modifiant la loi n° 86-1067 du 30 septembre 1986 et la loi n° 78-17 du 6 janvier 1978] a",
    "[ pris pour l'application de l'article 47 de la loi n° 2005-102 du 11 février 2005] transpose",
    "[ relatif à l'accessibilité] précité",
    "[ relatif à l'accessibilité] susvisé",
    "[ relative à la transparence de la vie publique] « HATVP »",
    "[ relative à la transparence de la vie publique] – dite loi Cahuzac",
    "[ relative à la transparence de la vie publique] : elle crée",
    "[ relative à la transparence de la vie publique] lorsqu'elle",
    "[ relative à l'art. 12 du code] ; elle",
    "[ relative à la protection des mineurs] publiée au Journal officiel",
    "[ visant à sécuriser et réguler l'espace numérique] afin de",
    "[ visant à accélérer, simplifier et réduire le coût du passage de l'examen], n° 1606",
    "[ relative au fonctionnement des commissions] et par celles des articles R. 133-3",
]
NO_TITLE = [
    ", répétant la même erreur, est rejetée.",
    " pendant la session",
    " prévoit une dotation",
    " a été publiée",
    ".",
    "",
    " et la loi n° 2013-907",
    " qui porte sur la sécurité",
    " du Parlement européen",
    " ",
]


@pytest.mark.parametrize("row", TITLES)
def test_a_title_ends_where_the_sentence_goes_on(row: str) -> None:
    text, (title,) = marked(row)

    assert text[: title_end(text, 0, len(text))] == title


@pytest.mark.parametrize("text", NO_TITLE)
def test_what_is_no_title_has_no_end(text: str) -> None:
    assert title_end(text, 0, len(text)) is None


def test_a_title_ends_at_the_end_of_its_sentence_and_before_it_is_longer_than_any_title() -> None:
    text = " relative à la forêt" + " et à la mer" * 60

    assert title_end(text, 0, len(" relative à la forêt")) == len(" relative à la forêt")
    assert (title_end(text, 0, len(text)) or 0) <= LONGEST


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("relative à l'État", "RELATIF À L’ETAT"),
        ("relatives aux  sous-sols", "relatifs aux sous sols"),
    ],
)
def test_spellings_of_one_title_have_one_key(one: str, other: str) -> None:
    assert folded_title(one) == folded_title(other)
