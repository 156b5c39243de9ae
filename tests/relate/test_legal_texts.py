"""Legal and parliamentary texts: what their foot, their head and their sentences say of who signs, who presents and whose
articles are spoken of; and what they do not say."""

from __future__ import annotations

import pytest
from texts import document

from kg.lexicon.fold import fold
from kg.pipeline import understand

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


def told(text: str, title: str = "", genre: str = "") -> set[str]:
    """What a text says, by the labels of the entities; what it denies, plans or asks for with the modality before it."""
    related = understand(document(text, "2024-10-03", genre, title=title))
    label = {entity.key: entity.label for entity in related.resolved.entities}
    return {
        fold(f"{claim.modality} {label.get(claim.subject, '')} {claim.predicate} {label.get(claim.object, '')}".strip())
        for claim in related.claims
        if claim.evidence and not claim.inferred
    }


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
    # Who presents a bill, and their seat.
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
    # Whose articles are spoken of.
    (
        REPORT + "Le texte compte trois articles. Son article 1er abroge l'article L. 10 du code électoral.",
        ("proposition de loi visant à protéger les licornes repeals article L. 10 du code électoral",),
    ),
    (
        REPORT + "L'article 2 modifie l'article 12 du code civil ; l'article 3 du même texte abroge l'article 13 du même code.",
        (
            "proposition de loi visant à protéger les licornes amends article 12 du code civil",
            "proposition de loi visant à protéger les licornes repeals article 13 du code civil",
        ),
    ),
    (
        "La loi n° 2016-1087 du 8 août 2016 a renforcé les peines. Son article 124 est modifié par le décret n° 2017-583 du "
        "20 avril 2017.",
        ("décret n° 2017-583 du 20 avril 2017 amends article 124 de la loi n° 2016-1087 du 8 août 2016",),
    ),
    (
        "La loi n° 46-942 du 7 mai 1946 a créé un ordre.\n"
        "Le projet de loi relatif aux licornes abroge l'article 26 de la loi de 1946.",
        ("projet de loi relatif aux licornes repeals article 26 de la loi n° 46-942",),
    ),
    # Acts that have no number yet, and acts as commentaries cite them.
    (
        COUNCIL + "Le Premier ministre a présenté une ordonnance portant réforme des licornes, prise sur le fondement de "
        "l'article 184 de la loi n° 2019-1479 du 28 décembre 2019.",
        (
            "Premier ministre presents ordonnance portant réforme des licornes",
            "ordonnance portant réforme des licornes basedOn article 184 de la loi n° 2019-1479 du 28 décembre 2019",
        ),
    ),
    (
        "Le régime (L. n° 2002-303, 4 mars 2002, art. 4) est complété (Ord. n° 2018-20, 17 janv. 2018).",
        ("loi n° 2002-303 du 4 mars 2002 contains article 4 de la loi n° 2002-303 du 4 mars 2002",),
    ),
    (
        "Le décret n° 2006-555 du 17 mai 2006, pris pour l'application de l'article L. 111-7 du code de la construction et de "
        "l'habitation, est abrogé.",
        (
            "décret n° 2006-555 du 17 mai 2006 pris pour l'application de l'article L. 111-7 du code de la construction et de "
            "l'habitation basedOn article L. 111-7 du code de la construction",
        ),
    ),
    (
        "La loi organique n° 2009-403 du 15 avril 2009 est en vigueur. Cette loi organique a été prise en application du "
        "troisième alinéa de l'article 39 de la Constitution.",
        ("loi organique n° 2009-403 du 15 avril 2009 basedOn article 39 de la Constitution",),
    ),
    (
        "L'ordonnance n° 2017-1387 du 22 septembre 2017 a introduit la rupture collective dans le code du travail. Cette "
        "ordonnance a été ratifiée par la loi n° 2018-217 du 29 mars 2018.",
        (
            "ordonnance n° 2017-1387 du 22 septembre 2017 amends code du travail",
            "loi n° 2018-217 du 29 mars 2018 cites ordonnance n° 2017-1387 du 22 septembre 2017",
        ),
    ),
    (
        "Décision n° 2022-846 DC du 19 janvier 2023\nLE CONSEIL CONSTITUTIONNEL A ÉTÉ SAISI de la loi d'orientation et de "
        "programmation du ministère de l'intérieur, par M. Hubert COSNARD, député.\nAu vu des textes suivants :\n"
        "- le code de procédure pénale ;\n1. Les députés contestent l'article 25 de la loi déférée. L'article 26 modifie "
        "l'article 495-17 du code de procédure pénale.",
        (
            "loi n° 2023-22 du 24 janvier 2023 contains article 25",
            "loi n° 2023-22 du 24 janvier 2023 amends article 495-17 du code de procédure pénale",
        ),
    ),
    (
        REPORT + "Nous avons modifié l'article 36 et supprimé l'article 37, qui abrogeait l'article L. 10 du code électoral.",
        ("proposition de loi visant à protéger les licornes contains article 37",),
    ),
    # What an act does by the words of its own text.
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
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_what_a_legal_text_says_is_told(text: str, expected: tuple[str, ...]) -> None:
    found = told(text)

    for line in expected:
        assert any(one.startswith(fold(line)) for one in found), found


NOT_SAID = [
    # "La présente circulaire" is the document, whatever it names last.
    (
        "Circulaire n° 6327/SG du 24 janvier 2022 relative aux licornes\nLa circulaire "
        "du 26 juillet 2017 relative aux fées demeure.\nLes "
        "préfets veillent à l'application de la présente circulaire, qui abroge l'arrêté du 3 mai 2017 relatif aux ogres.",
        "fees repeals",
    ),
    (
        "L'article 706-36-1 du code de procédure pénale, dans sa rédaction résultant de l'article 10, est conforme.",
        "contains article 10",
    ),
    (
        "Rivages Libres demande d'annuler le décret n° 2022-161 du 10 février 2022 relatif aux licornes et de mettre à la charge "
        "de l'État une somme au titre de l'article L. 761-1 du code de justice administrative.",
        "licornes et de mettre",
    ),
    ("Il faut ajouter dans ce projet de loi de simplification une nouvelle dérogation.", "derogation"),
    # One signs in the name of another, whose office is not the signatory's.
    (
        ORDINANCE + "Marguerite Valdor\nLe ministre de la justice,\nHubert Cosnard",
        "Marguerite Valdor holdsOffice",
    ),
    # An article of the text spoken of is none of the other act that the sentence names.
    (REPORT + "Le règlement (UE) 2016/679 s'applique aux traitements créés par l'article 7.", "2016/679 contains"),
    (REPORT + "L'amendement a été déclaré irrecevable au titre de l'article 40.", "licornes contains"),
    ("La loi n° 2016-1087 du 8 août 2016 est en vigueur.\nSon article 124 est modifié.", "2016-1087 du 8 août 2016 contains"),
    # What is presented next is not the bill's to cite.
    (
        COUNCIL + "Le Premier ministre a présenté une ordonnance portant réforme des licornes, prise sur le fondement de "
        "l'article 184 de la loi n° 2019-1479 du 28 décembre 2019.",
        "projet de loi relatif aux licornes cites loi n° 2019-1479",
    ),
    # An office above another, a name above text: nobody signs.
    (
        "Le ministre de la justice,\nLe préfet de la Loire,\nHubert Cosnard a pris la parole.",
        "holdsOffice ministre de la justice",
    ),
    ("Publié au Journal officiel de la République française.", "France"),
    ("Le Conseil d'État suggère une réforme. Il a abrogé le décret n° 2017-583 du 20 avril 2017.", "suggère"),
]


@pytest.mark.parametrize(("text", "words"), NOT_SAID)
def test_what_a_legal_text_does_not_say_is_not_told(text: str, words: str) -> None:
    assert not any(fold(words) in one for one in told(text))
