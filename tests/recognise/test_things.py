"""Things without a register, with their extents: reports, missions, events, provisions, recommendations."""

from __future__ import annotations

import pytest
from texts import marked, mentions, recognised, understood, words_of

from kg.model import Span
from kg.recognise.overlaps import PHRASES
from kg.recognise.phrases import bare, enumeration, phrase_end
from kg.recognise.things import thing_rules

THINGS = [
    ("report.quoted", "la remise de son [rapport « pour un usage responsable des technologies »]."),
    ("report.quoted", "l'[étude « Les communes et le numérique »] montre"),
    ("report.quoted", "le [livre blanc « Pour la forêt »] propose"),
    ("report.quoted", "Elle publie un [rapport intitulé « Accueillir dignement »]."),
    ("report.number", "[Rapport n° 777] déposé"),
    ("report.dated", "La Cour des comptes, dans son [rapport de juillet 2023], relève des progrès."),
    ("report.of-person", "Le [rapport des députés Paul Durand et Zoé Martin] est remis."),
    ("mission.ranked-plan", "Une [stratégie décennale des soins d'accompagnement] est prête"),
    ("mission.plan-for", "Le [cinquième plan de soins palliatifs] s'achève"),
    ("mission.plan-for", "Le [Pacte en faveur de la haie] est réduit"),
    ("report.number", "l'[avis n° 4412] du rapporteur"),
    (
        "report.published",
        "La DINUM publie aujourd’hui le [panorama des grands projets informatiques] menés au sein des ministères.",
    ),
    ("report.published", "La DINUM publie son [baromètre de la qualité]."),
    ("report.on", "Elle a remis un [rapport sur l'avenir de la filière hydrogène]."),
    ("report.on", "Un [rapport relatif à la sécurité des écoles] a été"),
    (
        "mission.commissioned",
        "a été missionné sur la [question des nouvelles technologies, de leurs opportunités et des grands principes].",
    ),
    ("mission.commissioned", "une mission d'information sur la [gestion des forêts] a été"),
    ("mission.requested", "il a demandé qu'un [travail d'instruction interministériel] soit engagé"),
    ("mission.requested", "elle souhaite qu'une [évaluation] soit menée"),
    ("mission.national-plan", "La [stratégie nationale pour le cloud] s’articule autour"),
    ("mission.national-plan", "La [stratégie nationale de lutte contre les violences des mineurs] est publiée"),
    ("mission.national-plan", "Les crédits du [plan national de relance] étaient insuffisants"),
    ("event.meeting", "A l'occasion du [Forum de beta.gouv.fr], qui"),
    ("event.meeting", "lors du [Comité interministériel de la transformation publique], il"),
    ("event.meeting", "le [Salon de l'Agriculture] ouvre"),
    ("event.call", "la publication de l'[appel à projets « Renforcement de l'offre »]."),
    ("event.call", "un [appel à manifestation d'intérêt] est ouvert"),
    ("recommendation.named", "La [recommandation n° 12] du rapport est mise en œuvre."),
]
TENTATIVE = [
    ("mission.plan", "a annoncé le déploiement d’un [plan téléphone]."),
    ("mission.launched", "la DINUM lance des [actions d’évaluation et d’appui auprès de certains ministères]."),
    (
        "provision.dispositions",
        "qui porte notamment des [dispositions sur les cadres juridiques relatifs aux caméras].",
    ),
    ("provision.measure", "comprend une [mesure visant à simplifier les démarches]."),
    ("provision.contained", "le projet de loi prévoit un [renforcement des sanctions en cas de retard de paiement] afin de"),
    (
        "recommendation.verb",
        "il recommande l'[élaboration d'un socle de principes communs], un [contrôle] et l'[organisation d'un débat].",
    ),
    ("recommendation.verb", "il préconise la [création d'un registre]."),
    (
        "provision.to-do",
        "Il s'agit tout d'abord de [rétablir une circonscription électorale unique], en lieu et place du découpage.",
    ),
    ("provision.to-do", "Le texte a pour objet d'[étendre le bénéfice de la prime] et de [simplifier les démarches]."),
    ("provision.does", "Le texte [limite les exceptions au principe de gratuité], d'une part."),
    ("provision.does", "Il [facilite également la numérisation des ressources culturelles]."),
    ("recommendation.to-do", "La Cour recommande de [créer un guichet unique] et de [renforcer les contrôles]."),
    ("recommendation.to-do", "La Cour recommande de [doubler les effectifs] et d'[interdire les paiements en espèces]."),
    ("mission.quoted", "Elle a lancé le [programme « Territoires d'industrie »]."),
    ("mission.titled", "Elle a lancé l'[opération Licorne 2030]."),
    ("report.evaluating", "Ils ont remis leur [rapport d'évaluation de la politique du logement]."),
    ("report.periodic", "son [rapport annuel] remis mercredi au Premier ministre"),
    ("recommendation.proposed", "Il recommande un [cadre clair] et propose en particulier la [mise en œuvre d'un registre]."),
]
NO_THING = [
    "par rapport à l'an dernier",
    "le rapport est « excellent » selon lui",
    "rapport de 777 pages",
    "dans le cadre de leur mission",
    "il a demandé que la séance soit levée",
    "sur le plan économique",
    "au cours de la journée",
    "lance un appel au calme",
    "les dispositions du code",
    "cette mesure est équilibrée",
    "il prévoit que les communes",
    "il recommande que la séance soit levée",
    "Le Gouvernement propose un café.",
    "une recommandation utile",
    "il prévoit un délai de deux mois",
    "La DINUM mène un travail crucial en ce sens.",
    "Le texte limite l'article 3.",
    "Le ministre veut rétablir une confiance.",
]


@pytest.mark.parametrize(("rule", "row"), [*THINGS, *TENTATIVE])
def test_a_thing_is_found_with_its_extent(rule: str, row: str) -> None:
    text, words = marked(row)
    found = [mention for mention in mentions(text, PHRASES) if not mention.get("short")]

    assert words_of(text, found) == words
    assert rule in {mention.rule for mention in found}


@pytest.mark.parametrize(("rule", "row"), TENTATIVE)
def test_a_thing_that_only_a_relation_makes_one_is_tentative(rule: str, row: str) -> None:
    assert all(mention.get("tentative") for mention in mentions(marked(row)[0], PHRASES) if mention.rule == rule)


@pytest.mark.parametrize("text", NO_THING)
def test_a_common_noun_is_no_thing(text: str) -> None:
    assert words_of(text, (m for m in mentions(text, PHRASES) if not m.get("short"))) == []


def test_a_proposal_is_a_recommendation_only_behind_one() -> None:
    text = "Le rapport propose un cadre clair."

    assert [mention.rule for mention in recognised(text).mentions if mention.kind == "Recommendation"] == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("La loi n° 2022-52 du 24 janvier 2022 limite les exceptions au principe.", "limitation des exceptions au principe"),
        ("La loi n° 2022-52 du 24 janvier 2022 vise à créer un fonds de soutien.", "création d'un fonds de soutien"),
        ("La loi n° 2022-52 du 24 janvier 2022 a pour objet de supprimer l'agrément.", "suppression de l'agrément"),
        ("La loi n° 2022-52 du 24 janvier 2022 vise à étendre des droits nouveaux.", "extension de droits nouveaux"),
    ],
)
def test_what_a_text_does_is_called_by_its_noun(text: str, label: str) -> None:
    assert any(one.label.startswith(label) for one in understood(text).resolved.entities)


def test_every_rule_of_a_thing_tells_its_extent() -> None:
    assert {rule.options["extent"] for rule in thing_rules()} == {
        "match",
        "phrase",
        "commas",
        "list",
        "deeds",
        "plan",
        "name",
        "titled",
        "author",
    }


@pytest.mark.parametrize(
    ("row", "commas"),
    [
        ("[un renforcement du contrôle], qui", False),
        ("[un renforcement du contrôle] afin de", False),
        ("[un renforcement du contrôle] est prévu", False),
        ("[un renforcement du contrôle] et propose", False),
        ("[un renforcement du contrôle et de l'emploi], qui", False),
        ("[la question des technologies], de leurs opportunités", False),
        ("[la question des technologies, de leurs opportunités] avant", True),
        ("[la question des technologies], puis", True),
        ("[la question] ; des technologies", False),
        ("[la question] – des technologies", False),
    ],
)
def test_a_noun_phrase_ends_before_what_is_no_part_of_it(row: str, commas: bool) -> None:
    text, (phrase,) = marked(row)

    assert text[: phrase_end(text, 0, len(text), commas=commas)] == phrase


@pytest.mark.parametrize(
    "row",
    [
        "l'[élaboration d'un socle], un [contrôle] et l'[organisation d'un débat].",
        "un [développement responsable et éthique] afin de",
        "des [règles claires] et des [moyens], structurés",
        "la [création d'un registre] et propose la tenue d'un débat",
    ],
)
def test_an_enumeration_is_cut_where_a_determiner_opens_an_item(row: str) -> None:
    text, items = marked(row)

    assert [item.of(text) for item in enumeration(text, 0, len(text))] == items


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("l'organisation", "organisation"),
        ("deux lois", "lois"),
        ("certains textes", "textes"),
        ("lunettes", "lunettes"),
        ("de nouvelles règles", "règles"),
    ],
)
def test_a_bare_phrase_has_no_determiner(phrase: str, words: str) -> None:
    assert bare(phrase, Span(0, len(phrase))).of(phrase) == words


OF_BODIES_AND_PERSONS = [
    ("Report", "Le [rapport public thématique de la Cour des comptes] relève des progrès."),
    ("Report", "Le [rapport d'information de David Zzyx et Christine Pires Untel] de juin"),
    ("Report", "L'[étude du Conseil d'État] montre"),
    ("Event", "dans la perspective des [élections européennes de 2019], le mode"),
    ("Event", "l'[élection présidentielle de 2022] a"),
    ("Event", "après les [élections législatives des 30 juin et 7 juillet 2024], le"),
    ("Event", "les [Jeux olympiques et paralympiques de Paris 2024] ont"),
    ("Event", "la [COP28] s'est tenue"),
]
NO_THING = [
    "un rapport au Parlement",
    "le programme n° 203 est abondé",
    "la stratégie des entreprises",
    "les élections européennes approchent",
    "les jeux d'argent",
]


@pytest.mark.parametrize(("kind", "row"), OF_BODIES_AND_PERSONS)
def test_a_report_of_a_body_and_an_event_of_a_year_are_things(kind: str, row: str) -> None:
    text, names = marked(row)

    assert words_of(text, mentions(text, [kind])) == names


@pytest.mark.parametrize("text", NO_THING)
def test_a_thing_without_a_name_of_its_own_is_none(text: str) -> None:
    found = mentions(text, ["Report", "Event", "Mission"])

    assert [mention for mention in found if not mention.get("short")] == []


@pytest.mark.parametrize(
    "text",
    [
        "Le rapport annuel est là. Le rapport Zzyxa est là.",
        "La mission flash finit. La mission Culture non.",
        "Le plan vélo finit. Ce programme n° 203 non.",
    ],
)
def test_a_noun_with_a_name_behind_it_points_to_nothing_before(text: str) -> None:
    found = [mention for mention in recognised(text).mentions if mention.get("short")]

    assert not any(mention.span.start > text.index(".") for mention in found)
