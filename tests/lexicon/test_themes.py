"""The themes: what the file must hold, and which words of a sentence lead to which theme."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import OntologyError
from kg.iris import ID, slug
from kg.lexicon.files import ontology_root
from kg.lexicon.fold import fold
from kg.lexicon.themes import Theme, check_themes, exact_forms, load_themes, surface_forms, surface_key

SHARED = ontology_root().parent / ".." / "shared"
EUROVOC = SHARED / "data" / "themes" / "eurovoc-fr-en.ttl"
GOLD = SHARED / "gold"
EUROVOC_IRI = "http://eurovoc.europa.eu/"
HEADER = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix theme: <https://w3id.org/kg-politique/id/theme/> .
"""
TOP = """theme:sante a skos:Concept ;
    skos:prefLabel "santé"@fr, "health"@en ;
    skos:topConceptOf <https://w3id.org/kg-politique/id/themes> .
"""

SENTENCES = [
    ("Il garantit la protection des données à caractère personnel.", "donnees-personnelles"),
    ("Toute donnée personnelle est effacée.", "donnees-personnelles"),
    ("Le RGPD s'applique.", "donnees-personnelles"),
    ("DES DISPOSITIFS DE CAPTATION D’IMAGES", "captation-d-images-et-videosurveillance"),
    ("L'usage des caméras-piétons est étendu.", "captation-d-images-et-videosurveillance"),
    ("la caméra piéton des agents", "captation-d-images-et-videosurveillance"),
    ("un système de vidéoprotection", "captation-d-images-et-videosurveillance"),
    ("le vol de drones", "drones"),
    ("la reconnaissance faciale en temps réel", "reconnaissance-faciale"),
    ("le respect de la vie privée", "protection-de-la-vie-privee"),
    ("les libertés individuelles", "libertes-publiques-et-individuelles"),
    ("Loi relative à la sécurité intérieure", "securite-interieure"),
    ("la responsabilité pénale des élus", "responsabilite-penale"),
    ("les jeux Olympiques de 2024", "grands-evenements-sportifs"),
    ("une convention citoyenne", "participation-des-citoyens"),
    ("le financement de la sécurité sociale", "securite-sociale"),
    ("l'exonération de cotisations sociales", "cotisations-sociales"),
    ("l'âge légal de départ", "retraites"),
    ("les déserts médicaux", "acces-aux-soins"),
    ("un désert médical", "acces-aux-soins"),
    ("la fermeture de lits", "hopital"),
    ("l’Ehpad de la commune", "personnes-agees"),
    ("les directives anticipées", "fin-de-vie"),
    ("le droit à l'avortement", "interruption-volontaire-de-grossesse"),
    ("la santé mentale des jeunes", "sante-mentale"),
    ("l'accès au marché du travail", "politique-de-l-emploi"),
    ("la pénurie de main d'oeuvre", "penurie-de-main-d-oeuvre"),
    ("la pénurie de main-d’œuvre", "penurie-de-main-d-oeuvre"),
    ("des heures supplémentaires", "temps-de-travail"),
    ("les partenaires sociaux", "dialogue-social"),
    ("les maladies professionnelles", "sante-au-travail"),
    ("l'égalité entre les femmes et les hommes", "egalite-entre-les-femmes-et-les-hommes"),
    ("les violences conjugales", "violences-faites-aux-femmes"),
    ("les personnes en situation de handicap", "droits-des-personnes-handicapees"),
    ("les élèves en situation de handicap", "droits-des-personnes-handicapees"),
    ("l'aide sociale à l'enfance", "protection-de-l-enfance"),
    ("le harcèlement scolaire", "harcelement-et-violence-scolaires"),
    ("un contrat d'apprentissage", "apprentissage-et-alternance"),
    ("la formation professionnelle", "formation-professionnelle"),
    ("les organismes de recherche", "recherche-scientifique"),
    ("la carte scolaire", "enseignement-scolaire"),
    ("un monument historique", "patrimoine-culturel"),
    ("les spectacles vivants", "spectacle-vivant"),
    ("la contribution à l'audiovisuel public", "audiovisuel-public"),
    ("la lutte contre le réchauffement climatique", "changement-climatique"),
    ("les zones à faibles émissions", "qualite-de-l-air"),
    ("l'artificialisation des sols", "artificialisation-des-sols"),
    ("la ressource en eau", "eau-et-assainissement"),
    ("les panneaux photovoltaïques", "energies-renouvelables"),
    ("la sûreté nucléaire", "energie-nucleaire"),
    ("les passoires thermiques", "renovation-energetique"),
    ("les aides de la PAC", "politique-agricole-commune"),
    ("les néonicotinoïdes", "produits-phytopharmaceutiques"),
    ("le transport ferroviaire", "transport-ferroviaire"),
    ("les bailleurs sociaux", "logement-social"),
    ("le permis de construire", "urbanisme"),
    ("les demandeurs d’asile", "droit-d-asile"),
    ("l'obligation de quitter le territoire français", "immigration-irreguliere"),
    ("la naturalisation", "nationalite-francaise"),
    ("l'aide publique au développement", "aide-au-developpement"),
    ("la transposition de la directive", "adaptation-au-droit-de-l-union-europeenne"),
    ("l'exercice budgétaire 2024", "budget-de-l-etat"),
    ("la lutte contre la fraude fiscale", "fraude-fiscale"),
    ("l'impôt sur le revenu", "impot-sur-le-revenu"),
    ("la dotation globale de fonctionnement", "finances-locales"),
    ("la libre administration des collectivités territoriales", "decentralisation"),
    ("les élus locaux", "statut-de-l-elu-local"),
    ("le vote blanc", "droit-de-vote"),
    ("les dépenses électorales", "financement-de-la-vie-politique"),
    ("les logiciels libres", "logiciel-libre"),
    ("l'ouverture des données publiques", "donnees-ouvertes"),
    ("une stratégie nationale pour le cloud", "informatique-en-nuage"),
    ("les start ups et les PME", "jeunes-pousses petites-et-moyennes-entreprises"),
    ("le crédit immobilier", "credit-immobilier"),
    ("l'assurance chômage", "chomage"),
    ("les lanceurs d’alerte", "lanceurs-d-alerte"),
    ("la continuité territoriale", "outre-mer"),
    ("la maladie de Lyme", "maladies-infectieuses"),
    ("la musique enregistrée", "musique"),
    ("les friches commerciales", "friches"),
    ("la certification Haute valeur environnementale", "agroecologie"),
    ("le décrochage scolaire", "assiduite-et-decrochage-scolaires"),
]

NOT_MEANT = [
    ("la sécurité sociale des indépendants", "securite-interieure"),
    ("la commission des lois constitutionnelles, de la législation", "revision-constitutionnelle"),
    ("une source d'insécurité juridique", "securite-interieure"),
    ("le marché du travail", "commerce-exterieur marches-publics marche-interieur"),
    ("la commune intention des parties", "organisation-communale collectivites-territoriales"),
    ("un gage minoré à due concurrence", "droit-de-la-concurrence"),
    ("mais aussi au mois de mai", "cultures-et-semences"),
    ("nous avions supposé", "transport-aerien"),
    ("le train de vie de l'État", "transport-ferroviaire"),
    ("ceux qui sont en train de travailler", "transport-ferroviaire"),
    ("en étudiant cette question", "vie-etudiante"),
    ("il ne peut supporter cette charge", "securite-des-grands-evenements"),
    ("le livre III du code du travail", "livre-et-edition"),
    ("le Journal officiel", "presse-et-medias"),
    ("l'hôtel de ville", "hotellerie-restauration"),
    ("une personne âgée de dix ans au moins", "presse-et-medias sport"),
    ("Par ame et conscience", "aide-medicale-d-etat"),
    ("le ban et l'arrière-ban", "adressage"),
    ("la majoration de l'accise sur les tabacs", "tabac-et-alcool douanes"),
    ("l'environnement économique des entreprises", "protection-de-l-environnement"),
    ("les parts sociales détenues et les titres détenus", "administration-penitentiaire"),
    ("une carrière de magistrat", "ressources-minieres"),
    ("le ministre par intérim", "droit-du-travail"),
    ("grever le budget", "droit-de-greve"),
    ("une succession d'événements", "successions-et-donations"),
    ("l'habilitation du Gouvernement", "politique-du-logement"),
    ("la conduite de la réforme", "securite-routiere"),
    ("l'architecture budgétaire", "patrimoine-culturel"),
    ("les banques alimentaires", "secteur-bancaire"),
    ("l'assurance maladie", "secteur-de-l-assurance"),
    ("la tutelle du ministère", "tutelle-et-curatelle"),
    ("en aidant les familles", "proches-aidants"),
    ("il épargne les plus modestes", "epargne-des-menages"),
    ("la publicité des débats", "publicite-commerciale"),
    ("un renseignement utile", "services-de-renseignement"),
    ("il a chassé", "chasse-et-gibier"),
    ("la métropole et les outre-mer", "statut-des-metropoles"),
    ("le pouvoir de direction de la société", "vie-associative gouvernance-d-entreprise"),
    ("la durée des travaux et leur autorisation", "temps-de-travail travail-des-etrangers"),
    ("un droit de préemption des salariés", "urbanisme"),
    ("les conditions d'éligibilité au dispositif", "mandats-electifs"),
    ("le droit en vigueur dans notre pays", "droit-penal justice-civile affaires-etrangeres-et-cooperation"),
]


@cache
def forms() -> dict[str, str]:
    return {fold(form): theme.key for theme in load_themes() for form in surface_forms(theme)}


@cache
def capitals() -> dict[str, str]:
    return {form: theme.key for theme in load_themes() for form in exact_forms(theme)}


def found(text: str) -> set[str]:
    """The slugs of the themes that the longest phrases of the text name, from left to right: how the surfaces are meant."""
    out: set[str] = set()
    for sentence in re.split(r"[.;:!?\n(]", text.replace("’", "'")):
        written = re.findall(r"\w+", sentence)
        words = [fold(word) for word in written]
        at = 0
        while at < len(words):
            for end in range(min(len(words), at + 14), at, -1):
                key = forms().get(" ".join(words[at:end])) or (capitals().get(written[at]) if end == at + 1 else None)
                if key:
                    out.add(key.removeprefix("theme/"))
                    at = end - 1
                    break
            at += 1
    return out


def themes_in(folder: Path, body: str) -> Path:
    path = folder / "themes.ttl"
    path.write_text(HEADER + body, encoding="utf-8")
    return path


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_a_sentence_leads_to_its_theme(sentence: str, expected: str) -> None:
    assert set(expected.split()) <= found(sentence)


@pytest.mark.parametrize(("sentence", "unwanted"), NOT_MEANT)
def test_a_word_in_another_sense_does_not_lead_to_a_theme(sentence: str, unwanted: str) -> None:
    known = {theme.key.removeprefix("theme/") for theme in load_themes()}
    assert set(unwanted.split()) <= known
    assert not set(unwanted.split()) & found(sentence)


def test_every_theme_named_in_the_tables_is_in_the_file() -> None:
    known = {theme.key.removeprefix("theme/") for theme in load_themes()}
    assert {name for _, names in SENTENCES for name in names.split()} <= known


def test_the_shipped_file_has_nothing_to_report() -> None:
    assert check_themes() == ()


def test_the_scheme_covers_the_domain_below_few_top_concepts() -> None:
    themes = load_themes()
    assert 350 <= len(themes) <= 500
    assert sum(not theme.broader for theme in themes) <= 32
    assert all(theme.label_en for theme in themes)


def test_the_key_of_a_theme_is_the_slug_of_its_label() -> None:
    assert {theme.key for theme in load_themes()} == {f"theme/{slug(theme.label)}" for theme in load_themes()}


def test_no_form_is_shared_by_two_themes() -> None:
    owner: dict[str, str] = {}
    for theme in load_themes():
        for form in surface_forms(theme):
            assert owner.setdefault(fold(form), theme.key) == theme.key, form
        for form in exact_forms(theme):
            assert owner.setdefault(form, theme.key) == theme.key, form


def test_exact_matches_are_at_most_one_a_theme_and_never_shared() -> None:
    matched = [iri for theme in load_themes() for iri in theme.exact_match]
    assert len(matched) == len(set(matched)) >= 120
    assert all(len(theme.exact_match) <= 1 for theme in load_themes())
    assert not [theme.key for theme in load_themes() if set(theme.exact_match) & set(theme.close_match)]


@pytest.mark.skipif(not EUROVOC.exists(), reason="EuroVoc's labels are not at hand")
def test_every_matched_concept_is_in_eurovoc_under_the_label_in_the_comment() -> None:
    import pyoxigraph as ox

    labels = {
        triple.subject.value: triple.object.value.strip()
        for triple in ox.parse(EUROVOC.read_bytes(), format=ox.RdfFormat.TURTLE)
        if triple.predicate.value.endswith("#prefLabel") and triple.object.language == "fr"
    }
    for theme in load_themes():
        for iri in theme.exact_match + theme.close_match:
            assert iri in labels, (theme.key, iri)
    lines = (ontology_root() / "themes.ttl").read_text(encoding="utf-8").splitlines()
    for line in (line for line in lines if "ev:" in line and "Match " in line):
        ids = re.findall(r"ev:(\w+)", line.partition("#")[0])
        assert line.partition("  # ")[2].strip() == ", ".join(labels[EUROVOC_IRI + each] for each in ids).strip()


@pytest.mark.skipif(not GOLD.exists(), reason="the annotated documents are not at hand")
def test_the_themes_of_annotated_documents_are_found_without_a_flood() -> None:
    rows = {theme.key.removeprefix("theme/"): theme for theme in load_themes()}
    hits: list[bool] = []
    proposed: list[int] = []
    for path in sorted((GOLD / "gold").glob("*.json")):
        names = found((GOLD / "texts" / f"{path.stem}.md").read_text(encoding="utf-8"))
        proposed.append(len(names))
        for wanted in json.loads(path.read_text(encoding="utf-8")).get("themes", []):
            keys = {surface_key(said) for said in (wanted["label"], *wanted.get("surfaces", []))}
            same = f"{EUROVOC_IRI}{wanted.get('eurovoc')}"
            hits.append(any(_names(rows[name], keys, same) for name in names))
    assert sum(hits) / len(hits) >= 0.75
    assert sum(proposed) / len(proposed) <= 25


def _names(theme: Theme, keys: set[str], same: str) -> bool:
    return same in theme.exact_match + theme.close_match or any(surface_key(said) in keys for said in theme.surfaces)


@pytest.mark.parametrize(
    ("body", "line", "reason"),
    [
        ("theme:sante a skos:Concept\n  skos:oops .\n", 4, "not Turtle"),
        (TOP.replace('"santé"@fr, ', ""), 3, "exactly one skos:prefLabel in French, found: none"),
        (TOP.replace('"santé"@fr', '"santé"@fr, "soin"@fr'), 3, "found: santé, soin"),
        (TOP + '\ntheme:soin a skos:Concept ;\n    skos:prefLabel "soin"@fr .\n', 7, "neither skos:broader nor"),
        (TOP + '\ntheme:soin a skos:Concept ;\n    skos:prefLabel "soin"@fr ; skos:broader theme:rien .\n', 7, "theme/rien"),
        (TOP + '\ntheme:soin a skos:Concept ;\n    skos:prefLabel "soin"@fr ; skos:broader theme:soin .\n', 7, "never reaches"),
        (TOP + '\ntheme:soin a skos:Concept ;\n    skos:prefLabel "Santé"@fr ; skos:broader theme:sante .\n', 7, "(line 3)"),
        (
            TOP + '\ntheme:soin a skos:Concept ;\n    skos:prefLabel "soin"@fr ; skos:broader <http://a/b> .\n',
            7,
            "must name a theme",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_the_line_of_the_concept(
    tmp_path: Path, body: str, line: int, reason: str
) -> None:
    path = themes_in(tmp_path, body)
    with pytest.raises(OntologyError) as caught:
        load_themes(path)
    assert caught.value.line == line
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert reason in caught.value.reason
    assert [finding.where for finding in check_themes(path)] == [f"{path}:{line}"]


def test_a_missing_file_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="cannot be read"):
        load_themes(tmp_path / "none.ttl")


def test_labels_that_meet_once_inflected_are_reported_by_the_check(tmp_path: Path) -> None:
    body = '\ntheme:soin a skos:Concept ;\n    skos:prefLabel "droits des enfants"@fr ; skos:broader theme:sante .\n'
    other = '\ntheme:autre a skos:Concept ;\n    skos:prefLabel "droit de l\'enfant"@fr ; skos:broader theme:sante .\n'
    path = themes_in(tmp_path, TOP + body + other)
    assert len(load_themes(path)) == 3
    assert {finding.where for finding in check_themes(path)} == {f"{path}:10"}
    assert all("theme/soin (line 7)" in finding.message for finding in check_themes(path))


def test_a_row_says_what_the_file_says() -> None:
    theme = next(theme for theme in load_themes() if theme.key == "theme/donnees-personnelles")
    assert (theme.label, theme.label_en) == ("données personnelles", "personal data")
    assert theme.surfaces[0] == theme.label
    assert theme.exact_match == (f"{EUROVOC_IRI}5595",)
    assert theme.broader == ("theme/numerique-et-communications",)
    assert "RGPD" in exact_forms(theme)
    assert "RGPD" not in surface_forms(theme)
    assert {"donnée personnelle", "protection de données personnelles"} <= set(surface_forms(theme))


def test_every_theme_iri_lies_in_the_namespace_of_entities() -> None:
    text = (ontology_root() / "themes.ttl").read_text(encoding="utf-8")
    assert f"@prefix theme: <{ID}theme/> ." in text


@given(st.sampled_from(load_themes()), st.data())
def test_a_label_is_found_in_a_sentence_that_says_it(theme: Theme, data: st.DataObject) -> None:
    said = data.draw(st.sampled_from(theme.surfaces))
    assert theme.key.removeprefix("theme/") in found(f"Il s'agit ici de {said} notamment")
