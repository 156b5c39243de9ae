"""Citations of legal acts by their form: laws, bills, ordinances, decrees, European acts, decisions, and what only looks like
one."""

from __future__ import annotations

import pytest
from texts import marked, mentions, recognised, words_of

from kg.lexicon.calendar import day_of
from kg.recognise.overlaps import ACTS

# What the citation is, and a text with the citation between brackets.
CITED = [
    # laws by number
    ("Law", "la [loi n° 2022-52 du 24 janvier 2022 relative à la responsabilité pénale et à la sécurité intérieure] est publiée"),
    ("Law", "La [loi n° 78-17 du 6 janvier 1978] a été modifiée."),
    ("Law", "l'objet de la [loi n°2016-1321 du 7 octobre 2016 pour une République numérique], promulguée"),
    ("Law", "en vertu de la [loi no 2004-575 du 21 juin 2004] susvisée"),
    ("Law", "la [LOI n° 2018-493 du 20 juin 2018 relative à la protection des données personnelles] dispose"),
    ("Law", "la [loi n° 2013‑316 du 16 avril 2013] dispose"),
    ("Law", "la [loi n° 2022-52] prévoit"),
    ("Law", "la [loi n° 2013-907 en date du 11 octobre 2013] prévoit"),
    ("Law", "la [loi n° 2021-1109 du 1er août 2021] prévoit"),
    ("Law", "la [loi organique n° 2013-906 du 11 octobre 2013 relative à la transparence de la vie publique]."),
    ("Law", "la [loi constitutionnelle n° 2008-724 du 23 juillet 2008] a été votée"),
    ("Law", "la [loi d'orientation n° 92-125 du 6 février 1992] prévoit"),
    # laws by date, year, title
    ("Law", "la [loi du 29 juillet 1881 sur la liberté de la presse] fixe"),
    ("Law", "la [loi du 9 décembre 1905] garantit"),
    ("Law", "la [loi organique du 1er août 2001] encadre"),
    ("Law", "le 4° de l'article 2 de la [loi de 2013] dispose"),
    ("Law", "l'exonération instaurée par la [loi de finances pour 2022]."),
    ("Law", "la [loi de finances rectificative pour 2020] prévoit"),
    ("Law", "la [loi de financement de la sécurité sociale pour 2023] prévoit"),
    ("Law", "la [loi relative à la différenciation, la décentralisation et la déconcentration] est"),
    (
        "Bill",
        "le [PROJET DE LOI, ADOPTÉ PAR LE SÉNAT (N° 1436), portant habilitation à transposer, par ordonnances, des directives].",
    ),
    ("Law", "prise en vertu de la [loi-cadre du 23 juin 1956], elle"),
    (
        "Law",
        "la [loi n° 2009-403 du 15 avril 2009 relative à l'application des articles 34-1, 39 et 44 du code] a été",
    ),
    # bills
    ("Bill", "la [PPL narcotrafic] est examinée"),
    ("Bill", "le [projet de loi narcotrafic] est examiné"),
    ("Decree", "l'[arrêté du 12 mars dernier relatif aux licornes] fixe"),
    ("CourtDecision", "([CE, 27 janv. 2017, n° 391373])"),
    ("CourtDecision", "([CJUE, 6 oct. 2020, La Quadrature du Net e.a., C-511/18, EU:C:2020:791]) que"),
    ("CourtDecision", "la Cour ([arrêt du 7 mars 2013, ITV Broadcasting, C-607/11]) a jugé"),
    ("CourtDecision", "la [décision Commune de Grande-Synthe du Conseil d'État] est connue"),
    ("CourtDecision", "la Cour de cassation (chambre criminelle, [arrêt n° 1133 du 6 août 2025]) a saisi"),
    ("Bill", "le [projet de loi n° 4387 relatif à la responsabilité pénale et à la sécurité intérieure] sera"),
    ("Bill", "la [proposition de loi n° 1473 visant à améliorer la trésorerie des associations] a été"),
    ("Bill", "le [projet de loi relatif à la responsabilité pénale et à la sécurité intérieure] qui porte"),
    ("Bill", "le [projet de loi pour une République numérique] a été"),
    ("Bill", "le [projet de loi organique relatif à la transparence de la vie publique] a été"),
    ("Bill", "la [proposition de loi tendant à garantir le droit au respect de la vie privée], adoptée"),
    ("Bill", "le [projet de loi « Contrôler l'immigration, favoriser l'intégration »] de décembre 2023"),
    ("Bill", "(dans le [projet de loi Sécuriser et réguler l'espace numérique]), ainsi que"),
    ("Bill", "le [projet de loi de finances pour 2025] sera"),
    ("Bill", "le [projet de loi de financement de la sécurité sociale pour 2024] sera"),
    ("Bill", "la [proposition de loi portant création d'une agence des sites] est"),
    # lines that are the record of a bill or a law
    (
        "Bill",
        "[Proposition de loi organique tendant à joindre les avis rendus par le conseil], adoptée en 1ère lecture, TA n° 4",
    ),
    (
        "Bill",
        "[Projet de loi portant adaptation de la justice en application du droit de l'Union], n° 582, déposé le 16 mai 2013.",
    ),
    ("Bill", "[Proposition de loi de M. Marc LE FUR visant à rétablir pour les mineurs l'autorisation], n° 2960, déposée"),
    (
        "Bill",
        "[Proposition de loi de MM. Jean-Christophe LAGARDE, Thierry BENOIT et plusieurs de leurs collègues tendant à X], n° 1",
    ),
    ("Bill", "[Proposition de loi modernisant le régime des sections de commune], adoptée sans modification"),
    ("Bill", "la [proposition de loi transpartisane visant à réussir la transition foncière], propose"),
    # ordinances
    ("Ordinance", "l'[ordonnance n° 2020-1733 du 16 décembre 2020] porte"),
    ("Ordinance", "l'[ordonnance n°2015-899 du 23 juillet 2015 relative aux marchés publics] transpose"),
    (
        "Ordinance",
        "l'[ordonnance du 2 novembre 1945 relative aux conditions d'entrée et de séjour des étrangers en France] était",
    ),
    ("Ordinance", "l'[ordonnance n° 45-174 du 2 février 1945] est"),
    # decrees
    ("Decree", "le [décret n° 2022‑1284 du 3 octobre 2022 relatif aux procédures de recueil] est"),
    ("Decree", "le [décret n° 2019-768 du 24 juillet 2019] transpose"),
    ("Decree", "un [décret du 3 mai 2017] fixe"),
    ("Decree", "l'[arrêté du 20 septembre 2019] porte"),
    ("Decree", "le [décret en Conseil d'État n° 2011-525 du 17 mai 2011 de simplification et d'amélioration du droit] a"),
    ("Decree", "la [circulaire du 17 septembre 2012] précise"),
    # European acts
    ("EUAct", "le [règlement (UE) n° 604/2013 du Parlement européen et du Conseil du 26 juin 2013] établit"),
    ("EUAct", "le [règlement (UE) 2016/679 du Parlement européen et du Conseil du 27 avril 2016] protège"),
    ("EUAct", "le [règlement (CE) n° 562/2006] a"),
    ("EUAct", "le [règlement (UE) 2016/679] est"),
    ("EUAct", "le [règlement d'exécution (UE) 2018/151] précise"),
    ("EUAct", "le [règlement délégué (UE) 2019/815 de la Commission du 17 décembre 2018] précise"),
    ("EUAct", "la [directive 2013/33/UE du Parlement européen et du Conseil du 26 juin 2013] impose"),
    ("EUAct", "la [directive 95/46/CE] a"),
    ("EUAct", "la [directive (UE) 2016/2102 du Parlement européen et du Conseil du 26 octobre 2016] est"),
    ("EUAct", "la [directive européenne n° 2019/1937 du 23 octobre 2019 sur la protection des personnes] est"),
    ("EUAct", "la [décision-cadre 2008/977/JAI du Conseil du 27 novembre 2008] est"),
    ("EUAct", "la [décision 2010/48/CE du Conseil] approuve"),
    ("EUAct", "transpose la [directive européenne relative à l’accessibilité des sites internet]."),
    ("EUAct", "le [règlement n° 1408/71] coordonne"),
    ("EUAct", "la [directive 90/313/CEE du Conseil du 7 juin 1990] est"),
    # decisions
    ("CourtDecision", "la [décision n° 2017-651 QPC du 31 mai 2017 du Conseil constitutionnel] censure"),
    ("CourtDecision", "la [décision n° 2021-834 DC du 20 janvier 2022] déclare"),
    ("CourtDecision", "([Cons. const., n° 2021-834 DC du 20 janvier 2022])"),
    ("CourtDecision", "la [décision du Conseil d’État du 24 février 2022 (450285, mentionnée aux tables)] annule"),
    ("CourtDecision", "l'[arrêt de la Cour de cassation du 10 juillet 2018] rappelle"),
    ("CourtDecision", "l'[arrêt du Conseil d'État du 12 juin 1998, n° 185049] rappelle"),
    ("CourtDecision", "[CE, 24 février 2022, n° 450285]"),
    ("CourtDecision", "([Conseil d'État, 6 avril 2018, n° 401858])"),
    ("CourtDecision", "[CE, Ass., 12 avril 2013, n° 329570]"),
    ("CourtDecision", "l'[arrêt du Conseil d'État n° 386802 du 5 octobre 2016] annule"),
    ("CourtDecision", "([Cass. soc., 12 juillet 2017, n° 16-10.460])"),
    ("CourtDecision", "l'[arrêt de la Cour de cassation (chambre criminelle) n°99-81.153 du 12 mai 1999] rappelle"),
    ("CourtDecision", "([CJUE, 6 octobre 2020, La Quadrature du Net e.a., aff. C-511/18, C-512/18 et C-520/18])"),
    ("CourtDecision", "sa [décision n° 746 DC du 2 mars 2017] censure"),
    ("CourtDecision", "la [décision 2021-834 DC] censure"),
    ("CourtDecision", "[Cons. const., 20 janvier 2022, n° 2021-834 DC]. Elle"),
    ("CourtDecision", "la [décision QPC n° 2010-14/22 du 30 juillet 2010] abroge"),
    ("CourtDecision", "([TA Paris, 3 février 2021, n° 1904967])"),
    ("CourtDecision", "([CAA Marseille, 12 mai 2015, n° 13MA01234])"),
    ("CourtDecision", "L'[arrêt n° 427301 du Conseil d'État] fixe"),
    ("CourtDecision", "l'[arrêt de la Cour de cassation du 13 octobre 2021 (n° 20-14.000)] casse"),
    ("CourtDecision", "l'[arrêt de la chambre sociale de la Cour de cassation du 4 mars 2020] requalifie"),
    ("CourtDecision", "l'[arrêt Zzyx II du 16 juillet 2020 de la Cour de justice de l'Union européenne] invalide"),
    ("CourtDecision", "([CJCE, 15 juillet 1964, Zzyx c. Untel, aff. 6/64]). l'avis"),
    ("CourtDecision", "l'[arrêt C-362/14 de la CJUE] invalide"),
    ("CourtDecision", "([CEDH, 27 août 2015, Zzyx c. Italie, n° 46470/11])"),
    ("CourtDecision", "l'[arrêt Zzyx c. France du 14 octobre 2010] condamne"),
    # acts of other days
    ("Law", "la [loi des 16-24 août 1790] interdit"),
    ("Law", "la [loi du 28 pluviôse an VIII] institue"),
    ("Ordinance", "l'[ordonnance royale du 1er août 1827] fixe"),
    ("Decree", "le [décret-loi du 30 octobre 1935] fixe"),
    ("Law", "la [loi Badinter du 5 juillet 1985] indemnise"),
    ("Law", "Vu la [loi n° 78-17 du 6 janvier 1978 modifiée relative à l'informatique, aux fichiers et aux libertés] ;"),
    ("Decree", "Vu le [décret n° 86-83 du 17 janvier 1986 modifié relatif aux dispositions zonales] ;"),
    ("Law", "la [loi n° 83-634 du 13 juillet 1983] modifiée, et"),
    ("Law", "la [loi n° 2003-706 du 1er août 2003 de sécurité financière] crée"),
    ("Bill", "le [projet de loi de sécurité financière], le Parlement"),
    ("Bill", "le [projet de loi contre la vie chère] prévoit"),
    # circulars with a reference
    ("Decree", "la [circulaire interministérielle n° 5318/SG du 25 février 2019] rappelle"),
    ("Decree", "la [circulaire NOR INTK1234567C du 28 novembre 2012] rappelle"),
    ("Decree", "la [note de service du 3 mai 2018] rappelle"),
    # treaties
    ("Treaty", "la [Convention du Conseil de l'Europe pour la prévention des essais] par une série de dispositions"),
    ("Treaty", "les [accords d'Évian du 18 mars 1962] ont"),
    ("Treaty", "la [convention n° 190 de l'OIT] protège"),
    ("Treaty", "la [convention entre la France et l'Allemagne du 21 juillet 1959] évite"),
    ("Treaty", "l'[accord entre le Gouvernement de la République française et le Gouvernement de l'État du Qatar] est signé"),
    ("Treaty", "l'[accord de Bougival] divise"),
    ("Treaty", "la [convention internationale sur la recherche et le sauvetage maritimes] oblige"),
    ("Amendment", "L'[amendement n° 760 rectifié bis] tend"),
    # numbers without "n°", ranks and acronyms
    ("Law", "la [loi 2022-52 du 24 janvier 2022] prévoit"),
    ("Law", "la [loi 78-17 du 6 janvier 1978] prévoit"),
    ("Ordinance", "l'[ordonnance 2020-1733] porte"),
    ("Decree", "le [décret 2019-768 du 24 juillet 2019] fixe"),
    ("Decree", "l'[arrêté n° 83-50/A du 3 octobre 1983] fixe"),
    ("Law", "dans la [LFSS pour 2024] et"),
    ("Law", "la [LFR pour 2019] prévoit"),
    ("Bill", "le [PLFSS pour 2026] est examiné"),
    ("Bill", "le [PLF 2025] est examiné"),
    ("Bill", "le [troisième projet de loi de finances rectificative pour 2020] est examiné"),
    ("Law", "la [deuxième loi de finances rectificative pour 2009] prévoit"),
    # European acts in looser forms
    ("EUAct", "le [règlement UE 2016/679] protège"),
    ("EUAct", "le [règlement UE n° 575/2013] exige"),
    ("EUAct", "la [directive 95/46] a"),
    ("EUAct", "la [directive européenne 2019/1937] est"),
    # amendments
    ("Amendment", "l'[amendement n° 45] de M. Dupont"),
    ("Amendment", "l'[amendement CL123] est"),
    ("Amendment", "le [sous-amendement n° 345] est"),
    # constitution
    ("Constitution", "l'article 38 de la [Constitution] permet"),
]
LISTS = [
    (["2008-776", "2010-476"], "les [lois n° 2008-776 du 4 août 2008] et [n° 2010-476 du 12 mai 2010] sont"),
    (["2013-906", "2013-907"], "la [loi organique n° 2013-906] et la [loi n° 2013-907 du 11 octobre 2013] sont"),
    (["2016-351", "2016-301"], "les [ordonnances n° 2016-351 du 25 mars 2016] et [n° 2016-301 du 14 mars 2016] sont"),
    (["2019-768", "2019-769", "2019-770"], "les [décrets n° 2019-768], [n° 2019-769] et [n° 2019-770] fixent"),
    (["2008/48/CE", "2013/36/UE"], "modifiant les [directives 2008/48/CE] et [2013/36/UE]."),
    (
        ["2019/790", "1/2003", "2008/115/CE"],
        "la [directive (UE) 2019/790], le [règlement (CE) n° 1/2003], la [directive n° 2008/115/CE].",
    ),
    (["12", "13"], "les [amendements n°s 12] et [13] de la commission"),
    (["604/2013", "603/2013"], "les [règlements (UE) n° 604/2013] et [(UE) n° 603/2013] sont"),
]
# Words that look like a citation and are none.
NOT_CITED = [
    "le projet de loi fixe le montant",
    "la décision attendue du Conseil d'État",
    "un accord de branche, la convention de Zzyx, l'accord de Mme Untel",
    "un accord entre les partenaires sociaux",
    "l'arrêt de travail du 14 octobre 2010",
    "une proposition de loi contre laquelle il vote",
    "la loi du plus fort",
    "une loi de 300 pages",
    "le projet de loi est débattu par le Parlement",
    "le projet de loi pourra être amendé",
    "le règlement intérieur de l'Assemblée",
    "le règlement n° 3 du syndicat",
    "un décret en Conseil d'État fixe les modalités",
    "un décret précisera les conditions",
    "une ordonnance du juge",
    "la directive du préfet",
    "la décision n° 12 du préfet",
    "la décision du Conseil d'État sera rendue",
    "le numéro 2022-52 du magazine",
    "l'arrêt de travail du 3 mai 2017",
    "des lois de la République",
    "la loi fixe le montant",
    "les propositions de loi sont nombreuses",
    "hors-la-loi",
    "le rapport n° 2022-52",
    "ce, 24 février 2022, n° 450285",
    "Le Conseil d'État a jugé le 24 février 2022.",
    "le PLF est débattu",
    "un plf 2025",
    "un amendement de 12 pages",
    "la loi 300",
    "le règlement 12/3",
    "les directives 2 et 3",
    "le projet de loi pour ces expérimentations",
    "la Constitution de 1848",
    "les lois de la nature",
    "le foyer de la loi Dupont",
    "n° 2021-834 du 20 janvier 2022",
]
FEATURES = [
    ("la loi organique n° 2013-906 du 11 octobre 2013", {"number": "2013-906", "date": "2013-10-11", "nature": "organique"}),
    ("la loi n° 2021 - 1109 du 1er août 2021", {"number": "2021-1109", "date": "2021-08-01"}),
    ("la loi de 2013", {"year": "2013"}),
    ("la loi de finances pour 1978", {"year": "1978"}),
    ("le projet de loi n° 4387 relatif à la sobriété", {"number": "4387", "title": "relatif à la sobriété"}),
    ("la proposition de loi visant à protéger les forêts", {"form": "proposition", "title": "visant à protéger les forêts"}),
    ("la directive 2013/33/UE", {"number": "2013/33/ue", "body": "ue", "form": "directive"}),
    ("le règlement (CE) n° 562 / 2006", {"number": "562/2006", "body": "ce"}),
    ("le décret n° 2019-768 du 24 juillet 2019", {"form": "décret", "date": "2019-07-24"}),
    ("l'arrêté du 20 septembre 2019", {"form": "arrêté", "date": "2019-09-20"}),
    ("la décision n° 2017-651 QPC du 31 mai 2017", {"nature": "qpc", "date": "2017-05-31"}),
    ("l'arrêt de la Cour de cassation du 10 juillet 2018", {"court": "Cour de cassation", "date": "2018-07-10"}),
]


@pytest.mark.parametrize(("kind", "row"), CITED)
def test_a_citation_is_found_with_its_extent_and_its_kind(kind: str, row: str) -> None:
    text, expected = marked(row)
    found = mentions(text, ACTS)

    assert words_of(text, found) == [word.replace("‑", "-") for word in expected]
    assert {mention.kind for mention in found} == {kind}


@pytest.mark.parametrize(("numbers", "row"), LISTS)
def test_each_act_of_a_list_is_one_citation(numbers: list[str], row: str) -> None:
    text, expected = marked(row)
    found = mentions(text, ACTS)

    assert words_of(text, found) == expected
    assert [mention.get("number").upper() for mention in found] == numbers


@pytest.mark.parametrize("text", NOT_CITED)
def test_what_only_looks_like_a_citation_is_none(text: str) -> None:
    assert words_of(text, (m for m in mentions(text, ACTS) if not m.get("short"))) == []


@pytest.mark.parametrize(("text", "expected"), FEATURES)
def test_what_a_citation_says_is_read_from_its_words(text: str, expected: dict[str, str]) -> None:
    (found,) = mentions(text, ACTS)

    assert {name: found.get(name) for name in expected} == expected


def test_a_law_is_not_found_within_the_bill_that_has_its_title() -> None:
    text = "le projet de loi relatif à la responsabilité pénale et à la sécurité intérieure est examiné"

    assert {mention.kind for mention in recognised(text).mentions if mention.kind in ACTS} == {"Bill"}


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("24 janvier 2022", "2022-01-24"),
        ("1er aout 2021", "2021-08-01"),
        ("29 fevrier 2024", "2024-02-29"),
        ("29 fevrier 2023", ""),
        ("31 avril 2022", ""),
        ("24 brumaire 1802", ""),
        ("janvier 2022", ""),
    ],
)
def test_only_a_day_of_the_calendar_is_a_date(words: str, iso: str) -> None:
    assert day_of(words) == iso
