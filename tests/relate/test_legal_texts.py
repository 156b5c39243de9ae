"""Legal and parliamentary texts: what their foot, their head and their sentences say of who signs, who presents and whose
articles are spoken of; and what they do not say."""

from __future__ import annotations

import pytest
from texts import told

from kg.lexicon.fold import fold

ORDINANCE = "Ordonnance n° 2024-905 du 3 octobre 2024 relative aux licornes\nVu le code pénal ;\n"
REPORT = (
    "Rapport sur la proposition de loi visant à protéger les licornes\n"
    "La commission a examiné la proposition de loi visant à protéger les licornes.\n"
)
COUNCIL = (
    "Compte rendu du Conseil des ministres du 3 octobre 2024\n"
    "La ministre de la justice a présenté un projet de loi relatif aux licornes.\n"
    "Ce texte modifie le code pénal.\n"
)
BILL = "PROPOSITION DE LOI visant à protéger les licornes,\n"
NAMES = "Solange DARTIGUES, Hubert COSNARD"


SAID = [
    # Who signs as what.
    (
        ORDINANCE + "Fait le 3 octobre 2024.\nMarguerite Valdor\nPar la Présidente de la République :\n"
        "Le ministre de la justice,\nHubert Cosnard",
        (
            "Marguerite Valdor holdsOffice Président de la République",
            "Hubert Cosnard holdsOffice garde des sceaux, ministre de la justice",
        ),
    ),
    (
        ORDINANCE + "Pour la ministre et par délégation :\nLe directeur général de la santé,\nHubert Cosnard",
        ("Hubert Cosnard holdsOffice directeur général de la santé",),
    ),
    (
        ORDINANCE
        + "Fait le 3 octobre 2024.\nPar le Premier ministre :\nMarguerite Valdor\nLa ministre de la justice,\nHubert Cosnard",
        ("Marguerite Valdor holdsOffice Premier ministre", "Hubert Cosnard holdsOffice garde des sceaux"),
    ),
    # Who presents a bill, and their seat.
    (
        BILL + "présentée par\nMme Solange DARTIGUES, M. Hubert COSNARD,\ndéputées et députés.\nEXPOSÉ DES MOTIFS\nMesdames,",
        ("Solange DARTIGUES holdsOffice député", "Hubert COSNARD holdsOffice député"),
    ),
    (
        BILL + "(Renvoyée à la commission des lois.)\nprésentée par Mesdames et Messieurs\n" + NAMES + ",\ndéputés.\n"
        "EXPOSÉ DES MOTIFS\nMesdames, Messieurs,",
        (
            "Hubert COSNARD presents proposition de loi visant à protéger les licornes",
            "Solange DARTIGUES holdsOffice député",
        ),
    ),
    (
        BILL + "PRÉSENTÉE\nPar Mmes Solange DARTIGUES, Élise BARRACHIN et M. Hubert COSNARD,\nSénatrices et Sénateur\n"
        "EXPOSÉ DES MOTIFS\nMesdames, Messieurs,",
        (
            "Hubert COSNARD presents proposition de loi visant à protéger les licornes",
            "Hubert COSNARD holdsOffice sénateur",
            "Élise BARRACHIN holdsOffice sénateur",
        ),
    ),
    (
        "PROJET DE LOI relatif aux licornes,\nprésenté\nau nom de M. Hubert COSNARD,\nPremier ministre,\npar Mme Solange "
        "DARTIGUES,\nministre de la justice\nEXPOSÉ DES MOTIFS\nMesdames, Messieurs,",
        ("Hubert COSNARD holdsOffice Premier ministre", "Solange DARTIGUES presents projet de loi relatif aux licornes"),
    ),
    (
        "RAPPORT D'INFORMATION\nsur les licornes\net présenté par Mmes Solange DARTIGUES et Élise BARRACHIN,\nDéputées\n"
        "INTRODUCTION",
        ("Solange DARTIGUES holdsOffice député", "Élise BARRACHIN holdsOffice député"),
    ),
    (
        "L'amendement n° 45 de M. Hubert Cosnard est adopté ; l'amendement n° 46 déposé par le Gouvernement aussi.",
        ("Hubert Cosnard authorOf amendement n° 45", "Gouvernement authorOf amendement n° 46"),
    ),
    # What an act does by the words of its own text.
    (
        ORDINANCE
        + "Article 1er\nL'article 2 de la loi n° 2023-171 du 9 mars 2023 et les articles 4 et 5 de la même loi sont abrogés.",
        tuple(
            f"ordonnance n° 2024-905 du 3 octobre 2024 relative aux licornes repeals article {number} de la loi n° 2023-171"
            for number in (2, 4, 5)
        ),
    ),
    (
        ORDINANCE + "Article 1er\nL'annexe III du code pénal est remplacée par l'annexe du présent texte.\nArticle 2\n"
        "À l'article 3 de la loi n° 2023-171 du 9 mars 2023 :\n1° Le deuxième alinéa est supprimé.",
        (
            "ordonnance n° 2024-905 du 3 octobre 2024 relative aux licornes amends code pénal",
            "ordonnance n° 2024-905 du 3 octobre 2024 relative aux licornes amends article 3 de la loi n° 2023-171",
        ),
    ),
    (
        "L'arrêté du 3 mai 2017 relatif aux licornes annule et remplace l'arrêté du 2 juin 2012 relatif aux fées.",
        ("arrêté du 3 mai 2017 relatif aux licornes repeals arrêté du 2 juin 2012 relatif aux fées",),
    ),
    (
        ORDINANCE + "Article 1er\nL'ordonnance n° 2017-1387 du 22 septembre 2017 est ainsi modifiée : son article 8 est abrogé.",
        (
            "ordonnance n° 2024-905 du 3 octobre 2024 relative aux licornes repeals article 8 de l'ordonnance n° 2017-1387 du "
            "22 septembre 2017",
        ),
    ),
    (
        ORDINANCE + "Article 1er\nLe chapitre II du titre Ier du livre VI de la partie réglementaire du code de la consommation "
        "est complété par une section 4 ainsi rédigée :",
        ("ordonnance n° 2024-905 du 3 octobre 2024 relative aux licornes amends code de la consommation",),
    ),
    (
        "ARRÊTÉ n° 2024-1187 du 3 octobre 2024 portant limitation des usages\nVU le code de l'environnement ;\n"
        "ARTICLE 1 : L'arrêté du 1er juillet 2024 portant placement en alerte est abrogé.",
        ("arrêté du 3 octobre 2024 portant limitation des usages repeals arrêté du 1er juillet 2024 portant placement",),
    ),
    (
        "Décret n° 2024-906 du 3 octobre 2024 relatif aux licornes\nRéférences : le décret est pris pour l'application de "
        "l'article 12 de la loi n° 2022-298 du 2 mars 2022.\nVu le code pénal ;\nArticle 1er\nLe préfet statue.",
        ("décret n° 2024-906 du 3 octobre 2024 relatif aux licornes implements loi n° 2022-298",),
    ),
    (
        "Circulaire du 9 mai 2018 relative aux licornes\nLe code pénal punit.\nLa présente circulaire abroge la circulaire "
        "CRIM/2015-9 du 21 avril 2015.",
        (
            "circulaire du 9 mai 2018 relative aux licornes repeals circulaire n° CRIM/2015-9 du 21 avril 2015",
            "circulaire du 9 mai 2018 relative aux licornes cites code pénal",
        ),
    ),
    (
        "L'article 2 du projet de loi relatif aux licornes remplace les ogres par les fées à l'article L. 10 du code électoral.",
        ("projet de loi relatif aux licornes amends article L. 10 du code électoral",),
    ),
    (
        "Mme Solange Dartigues est nommée avocate générale à la Cour de cassation.",
        ("Solange Dartigues holdsOffice avocat général à la Cour de cassation",),
    ),
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_what_a_legal_text_says_is_told(text: str, expected: tuple[str, ...]) -> None:
    found = told(text)

    for line in expected:
        assert any(one.startswith(fold(line)) for one in found), found


NOT_SAID = [
    # One signs below another; an office above another: nobody holds it.
    (ORDINANCE + "Marguerite Valdor\nLe ministre de la justice,\nHubert Cosnard", "Marguerite Valdor holdsOffice"),
    (
        "Le ministre de la justice,\nLe préfet de la Loire,\nHubert Cosnard parle.",
        "holdsOffice ministre de la justice",
    ),
    (
        BILL + "présentée par\nMme Solange DARTIGUES, M. Hubert COSNARD,\ndéputées et députés.\nEXPOSÉ DES MOTIFS",
        "député presents",
    ),
    ("Publié au Journal officiel de la République française.", "France"),
    ("Le Conseil d'État suggère une réforme. Il a abrogé le décret n° 2017-583 du 20 avril 2017.", "suggère"),
    ("Le code pénal complète ce dispositif, de même que l'article 3 de la loi n° 2022-52 du 24 janvier 2022.", "amends"),
]


@pytest.mark.parametrize(("text", "words"), NOT_SAID)
def test_what_a_legal_text_does_not_say_is_not_told(text: str, words: str) -> None:
    assert not any(fold(words) in one for one in told(text))
