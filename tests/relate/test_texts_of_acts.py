"""The text of an act — bill, law, decree, decision — knows which act it is, and what its formulas and its title say of it."""

from __future__ import annotations

import pytest
from texts import document

from kg.lexicon.fold import fold
from kg.model import Related
from kg.pipeline import understand

BILL = "N° 1890\nPROPOSITION DE LOI\nvisant à protéger les licornes,\nArticle 1er\n"
LAW = "LOI n° 2022-400 du 21 mars 2022 visant à protéger les licornes\n"
DECREE = "Décret n° 2023-520 du 28 juin 2023 portant diverses dispositions relatives aux licornes\nVu le code pénal ;\n"


COUNCIL = (
    "Compte rendu du Conseil des ministres\n"
    "La ministre de la justice a présenté un projet de loi relatif aux licornes.\n"
    "La première ordonnance, l'ordonnance n° 2016-351 du 25 mars 2016, prise sur le fondement de la loi n° 2014-1662 du "
    "30 décembre 2014, reste en vigueur.\n"
    "Le dispositif est adapté pour tirer les conséquences de la décision n° 2017-651 QPC du 31 mai 2017.\n"
)


REPORT = (
    "Rapport au Président de la République relatif à l'ordonnance n° 2020-304 du 25 mars 2020 portant adaptation des règles\n"
    "L'ordonnance n° 2020-306 du 25 mars 2020 a défini, à l'article 1er, une période.\n"
    "L'article 4 modifie l'article 748-1 du code de procédure civile.\n"
)
PAGE = (
    "Loi n° 2022-400 du 21 mars 2022 visant à protéger les licornes publiée au Journal Officiel du 22 mars 2022\n"
    "Article 1er\nLe code pénal a été cité.\n"
)
SINCE = (
    "Décret n° 2023-520 du 28 juin 2023\nVu l'arrêté du 3 mai 2017 ;\nArticle 1er\n"
    "Le décret n° 2020-5 du 2 juin 2020 est abrogé.\n"
    "Article 2\nL'arrêté du 3 mai 2017 susvisé est complété par un article 5."
)


def said(related: Related) -> set[str]:
    label = {entity.key: entity.label for entity in related.resolved.entities}
    return {
        fold(f"{label.get(claim.subject, '')} {claim.predicate} {label.get(claim.object, '')}")
        for claim in related.claims
        if claim.evidence and not claim.modality
    }


def read(text: str, title: str = "") -> Related:
    return understand(document(text, "2023-09-09", title=title))


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        (BILL + "L'article L. 1 du code électoral est abrogé.", "", "licornes repeals article L. 1 du code électoral"),
        (
            BILL + "Après l'article 3 de la loi n° 90-568 du 2 juillet 1990, il est inséré un article 3-1.",
            "",
            "amends loi n° 90-568",
        ),
        (
            "EXPOSÉ DES MOTIFS\nL'article 2 modifie l'article L. 1 du code électoral.",
            "Proposition de loi visant à protéger les licornes",
            "proposition de loi visant à protéger les licornes amends article L. 1 du code électoral",
        ),
        (
            "EXPOSÉ DES MOTIFS\nLa présente proposition de loi modifie le code électoral.",
            "Proposition de loi visant à protéger les licornes",
            "proposition de loi visant à protéger les licornes amends code électoral",
        ),
        (REPORT, "", "n° 2020-304 du 25 mars 2020 portant adaptation des règles amends article 748-1"),
        (LAW + "L'Assemblée nationale et le Sénat ont adopté,", "", "Sénat adopts loi n° 2022-400"),
        (
            LAW + "Le Président de la République promulgue la loi dont la teneur suit :",
            "",
            "Président de la République promulgates loi n° 2022-400",
        ),
        (
            LAW + "Article 1er\nLes soins sont régis par le code de la santé publique.",
            "",
            "licornes cites code de la santé publique",
        ),
        (DECREE + "Objet : application de l'article 3 de la loi n° 2022-401 du 21 mars 2022.", "", "implements loi n° 2022-401"),
        (
            "Décret n° 2023-5 du 2 juin 2023 modifiant le code pénal et le code civil",
            "",
            "n° 2023-5 du 2 juin 2023 modifiant le code pénal et le code civil amends code civil",
        ),
        ("Décret n° 2023-5 du 2 juin 2023 modifiant l'article R. 1 du code pénal", "", "amends article R. 1 du code pénal"),
        (COUNCIL, "", "projet de loi relatif aux licornes cites décision n° 2017-651 QPC"),
        (
            "PROPOSITION DE LOI visant à protéger les licornes, présentée\nPar MM. Jean-Michel Mis et Gérard Larcher,\n"
            "EXPOSÉ DES MOTIFS",
            "",
            "Gérard Larcher presents proposition de loi visant à protéger les licornes",
        ),
        (
            "PROJET DE LOI relatif aux licornes\nPRÉSENTÉ\nau nom de M. Gérard Larcher, Premier ministre,\n"
            "par M. Jean-Michel Mis,\nEXPOSÉ DES MOTIFS",
            "",
            "Jean-Michel Mis presents projet de loi relatif aux licornes",
        ),
        (
            "Circulaire du 17 juillet 2013 relative aux licornes\nLa présente circulaire abroge la circulaire du 26 août 2003.",
            "",
            "circulaire du 17 juillet 2013 relative aux licornes repeals circulaire du 26 août 2003",
        ),
        (
            "Le décret n° 2023-5 du 2 juin 2023 a été partiellement annulé par la décision n° 465341 du 4 octobre 2023.",
            "",
            "repeals décret n° 2023-5",
        ),
        (
            "Proposition de loi visant à protéger les licornes et les dragons\nEXPOSÉ DES MOTIFS\n"
            "L'article 2 modifie l'article L. 1 du code électoral.",
            "Proposition de loi visant à protéger les licornes",
            "proposition de loi visant à protéger les licornes et les dragons amends article L. 1 du code électoral",
        ),
        (
            "Cette ordonnance n° 2016-351 du 25 mars 2016 a été prise sur le fondement de l'article 14 de la loi n° 2014-1662.",
            "",
            "basedOn article 14",
        ),
        (
            DECREE + "Vu le règlement (CE) n° 1698/2005 (FEADER), notamment son article 26 ;",
            "",
            "basedOn article 26 du règlement",
        ),
        (
            DECREE + "Article 2\nSont abrogés :\n1° L'article R. 1 du code pénal ;\n2° Le décret n° 91-1333 du 30 décembre 1991.",
            "",
            "licornes repeals décret n° 91-1333",
        ),
        (
            DECREE + "Article 2\nSont abrogés : a) L'article R. 1 du code pénal ; b) Le décret n° 91-1333.",
            "",
            "repeals décret n° 91-1333",
        ),
        (
            "CE, 23 déc. 2011, n° 335033\nVu la Constitution ;\nArticle 1er : Le décret n° 2009-1533 est annulé.",
            "",
            "n° 335033 repeals décret n° 2009-1533",
        ),
        (
            "La commission a examiné le projet de loi, adopté par le Sénat, relatif aux licornes.",
            "",
            "Sénat adopts projet de loi relatif aux licornes",
        ),
        (
            "Au sens de l'article 47 du règlement (CE) n° 1107/2009 relatif aux licornes et abrogeant la directive 79/117/CEE.",
            "",
            "repeals directive 79/117/CEE",
        ),
        (
            "Décret n° 2023-5 du 2 juin 2023 relatif à la commission prévue à l'article 3 de la loi n° 2022-401 du 21 mars 2022",
            "",
            "implements loi n° 2022-401",
        ),
        (
            "Décret n° 2023-5 du 2 juin 2023 pris pour l'application de l'article 3 de la loi n° 2022-401 du 21 mars 2022",
            "",
            "implements loi n° 2022-401",
        ),
        (
            "Ordonnance n° 2021-1734 du 22 décembre 2021 transposant la directive (UE) 2019/2161",
            "",
            "transposes directive (UE) 2019/2161",
        ),
    ],
)
def test_the_text_of_an_act_says_what_the_act_does(text: str, title: str, expected: str) -> None:
    assert any(fold(expected) in one for one in said(read(text, title))), sorted(said(read(text, title)))


@pytest.mark.parametrize(
    ("text", "title", "denied"),
    [
        # The heading of an article is no citation of the law named before it.
        (
            BILL + "L'article 6 de la loi n° 90-568 du 2 juillet 1990 est abrogé.\nArticle 2\nLa licorne est protégée.",
            "",
            "contains article 2",
        ),
        # What does not open its sentence is not an article of the ordinance that the report is about.
        (REPORT, "", "n° 2020-304 du 25 mars 2020 portant adaptation des règles contains article 1er"),
        # Nor is a page about a law its text.
        (PAGE, "", "cites"),
        # The act amended is the last one announced, also with "susvisé" behind it.
        (SINCE, "", "décret n° 2020-5 du 2 juin 2020 contains article 5"),
        # A page about a bill is not its text.
        (
            "Le Sénat a été saisi. L'article 2 modifie le code électoral.",
            "Proposition de loi visant à protéger les licornes",
            "amends",
        ),
        # What a title does to an article it does not do to the whole act.
        ("Décret n° 2023-5 du 2 juin 2023 modifiant l'article R. 1 du code pénal", "", "amends code pénal"),
        # Only what stands right behind the word is transposed.
        (
            "Ordonnance n° 2021-1734 du 22 décembre 2021 transposant la directive (UE) 2019/2161 et relative au code pénal",
            "",
            "transposes code",
        ),
        # What another act is based on is not cited by the bill that a communiqué presents.
        (COUNCIL, "", "projet de loi relatif aux licornes cites loi n° 2014-1662"),
        # Another page than a communiqué of the Conseil des ministres is about more than one bill.
        (COUNCIL.replace("Conseil des ministres", "Sénat"), "", "projet de loi relatif aux licornes cites décision"),
        # What the list of repeals does not name at the head of an item stays.
        (DECREE + "Article 2\nSont abrogés :\n1° Les mots « prévus par le décret n° 91-1333 ».", "", "repeals décret n° 91-1333"),
        # "La loi dont la teneur suit" of a text that is no law.
        ("Le Président de la République promulgue la loi dont la teneur suit :", "", "promulgates"),
    ],
)
def test_what_a_text_of_an_act_does_not_say(text: str, title: str, denied: str) -> None:
    assert not any(fold(denied) in one for one in said(read(text, title))), sorted(said(read(text, title)))
