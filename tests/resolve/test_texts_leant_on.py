"""Legal and parliamentary texts: whose article, code, law or decree is meant, where a sentence leans on what others name."""

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
DECREE = "Décret n° 2024-906 du 3 octobre 2024 relatif aux licornes\nVu le code pénal ;\nArticle 1er\n"
BILL = "PROPOSITION DE LOI visant à protéger les licornes,\n"
NAMES = "Solange DARTIGUES, Hubert COSNARD"


SAID = [
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
    (
        "L'article L. 10 du code électoral fixe l'âge. L'article 3 du projet de loi relatif aux licornes modifie cet article.",
        ("projet de loi relatif aux licornes amends article L. 10 du code électoral",),
    ),
    (
        "La loi n° 2017-55 du 20 janvier 2017 s'applique. Ses articles 9 et 10 fixent des règles.",
        ("loi n° 2017-55 du 20 janvier 2017 contains article 10",),
    ),
    (
        "La loi n° 2002-5 du 4 janvier 2002, dont l'article 11 fixe l'inaliénabilité, complète le code du patrimoine.",
        ("loi n° 2002-5 du 4 janvier 2002 contains article 11",),
    ),
    (
        "L'article 2 de la loi n° 2021-646 du 25 mai 2021 et l'article L. 512-1 du code de la sécurité intérieure s'appliquent. "
        "L'article L. 512-2 du code précité permet la mutualisation ; l'article 3 de la loi précitée l'étend.",
        ("loi n° 2021-646 du 25 mai 2021 contains article 3",),
    ),
    (
        "V. Dir. (UE) 2019/1937, 23 oct. 2019 ; art. R. 421-1 et s. CJA.",
        ("code de justice administrative contains article R. 421-1",),
    ),
    (
        "Prise sur le fondement de l'article 13 de la loi n° 2022-298 du 2 mars 2022, l'ordonnance n° 2022-543 du 13 avril 2022 "
        "est en vigueur.",
        ("ordonnance n° 2022-543 du 13 avril 2022 basedOn article 13 de la loi n° 2022-298",),
    ),
    (
        "L'article 232 du code général des impôts institue la taxe.\n"
        + BILL
        + "EXPOSÉ DES MOTIFS\nL'article 1er modifie l'article 232 "
        "précité.",
        ("proposition de loi visant à protéger les licornes amends article 232 du code général des impôts",),
    ),
    (
        "La loi n° 89-462 du 6 juillet 1989 a été affaiblie par la loi n° 2018-1022 du 23 novembre 2018, en particulier "
        "son article 107.",
        ("loi n° 2018-1022 du 23 novembre 2018 contains article 107",),
    ),
    (
        ORDINANCE
        + "Article 1er\nLe titre Ier de la loi n° 89-462 du 6 juillet 1989 tendant à améliorer les rapports locatifs et portant "
        "modification de la loi n° 86-1290 du 23 décembre 1986 est ainsi modifié :\n1° L'article 3 est complété par un alinéa.",
        ("ordonnance n° 2024-905 du 3 octobre 2024 relative aux licornes amends article 3 de la loi n° 89-462",),
    ),
    (
        "La loi n° 2014-535 du 27 mai 2014 portant transposition de la directive 2012/13/UE du Parlement européen et du Conseil, "
        "du 22 mai 2012, relative au droit à l'information dans le cadre des procédures pénales est en vigueur.",
        ("loi n° 2014-535 du 27 mai 2014 portant transposition de la directive 2012/13/UE",),
    ),
    (
        "Elle est prévue aux articles 14 de l'ordonnance n° 58-1270 du 22 décembre 1958 modifiée portant loi organique relative "
        "au statut de la magistrature et 50 du décret n° 72-355 du 4 mai 1972 relatif à l'École nationale de la magistrature.",
        (
            "ordonnance n° 58-1270 du 22 décembre 1958 portant loi organique relative au statut de la magistrature contains "
            "article 14",
        ),
    ),
    (
        "La directive-cadre 2008/98/CE du 19 novembre 2008 fixe, à son article 4, une hiérarchie.",
        ("directive 2008/98/CE",),
    ),
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_what_is_leant_on_is_found(text: str, expected: tuple[str, ...]) -> None:
    found = told(text)

    for line in expected:
        assert any(one.startswith(fold(line)) for one in found), found


NOT_SAID = [
    # "Cet article", where several were named, or where an amendment calls so the article of the bill.
    (
        "L'article 2 de la loi n° 2021-1485 du 15 novembre 2021 crée l'article L. 33-16 du code électoral. Le décret n° 2022-5 "
        "du 3 janvier 2022 modifie cet article.",
        "2022-5 du 3 janvier 2022 amends",
    ),
    (
        "L'article L. 100-2 du code de l'énergie fixe la trajectoire. Le Gouvernement dépose un amendement. La loi n° 2021-1485 "
        "du 15 novembre 2021 modifie cet article.",
        "2021-1485 du 15 novembre 2021 amends",
    ),
    # A code that only the words put into an act name is not "le même code" behind them.
    (
        BILL
        + "Article 1er\nLe code de l'éducation est complété par un article L. 511-6 ainsi rédigé :\n« Art. L. 511-6. – L'élève "
        "mentionné à l'article L. 113-1 du code rural est aidé. »\nArticle 2\nÀ l'article L. 611-11 du même code, le mot : « a » "
        "est supprimé.",
        "article L. 611-11 du code rural",
    ),
    # "Son article" is of the act that is spoken of, not of the one that changed it, nor of the one behind it.
    (
        "Vu l'ordonnance n° 58-1360 du 29 décembre 1958, modifiée par la loi organique n° 2021-27 du 15 janvier 2021, notamment "
        "son article 4 ;",
        "2021-27 du 15 janvier 2021 contains",
    ),
    (
        "Le règlement intérieur du conseil municipal, en son article 12, et l'article L. 2121-8 du CGCT s'appliquent.",
        "contains article 12",
    ),
    # The number of a code's article is none of the decree that inserts it.
    (
        DECREE
        + "Après l'article D. 47-1-20 du code de procédure pénale (partie réglementaire), il est inséré un article D. 47-1-21 :\n"
        "« Art. D. 47-1-21. – Il exerce les attributions prévues à l'article 696-114. »",
        "relatif aux licornes contains article 696-114",
    ),
    # Orders of other days, with titles that begin alike.
    (
        "Vu l'arrêté du 26 octobre 2010 relatif aux licornes et aux fées ;\nL'article 8 de l'arrêté du 3 mai 2007 relatif aux "
        "licornes.",
        "26 octobre 2010 relatif aux licornes et aux fees contains",
    ),
    (
        ORDINANCE
        + "Article 1er\nLe décret n° 2007-1845 du 26 décembre 2007 est modifié conformément à l'article 2 de la présente "
        "ordonnance.",
        "décret n° 2007-1845 du 26 décembre 2007 contains",
    ),
    ("Le code pénal complète ce dispositif, de même que l'article 3 de la loi n° 2022-52 du 24 janvier 2022.", "amends"),
    (
        BILL + "présentée par\nMme Solange DARTIGUES, M. Hubert COSNARD,\ndéputées et députés.\nEXPOSÉ DES MOTIFS",
        "député presents",
    ),
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
def test_nothing_else_is_taken_for_it(text: str, words: str) -> None:
    assert not any(fold(words) in one for one in told(text))
