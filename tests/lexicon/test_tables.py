"""The hand-kept tables: which forms name which entries, and what an entry knows of itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.lexicon.entries import Entry, tables_of
from kg.lexicon.files import Row, read_table
from kg.lexicon.fold import fold
from kg.lexicon.tables import COLUMNS, KINDS, load_tables, table_paths
from kg.lexicon.vocabulary import Vocabulary, vocabulary


def entry(row: str) -> Entry:
    """The entry that one line of a table makes."""
    cells = dict(zip(COLUMNS, row.split(";"), strict=True))
    (made,) = tables_of([Row("bodies.csv", 2, cells)]).entries.values()
    return made


NAMED = [
    ("Gouvernement", "organisation/gouvernement"),
    ("parlement", "organisation/parlement"),
    ("Assemblée nationale", "organisation/assemblee-nationale"),
    ("Sénat", "organisation/senat"),
    ("Conseil d'Etat", "organisation/conseil-d-etat"),
    ("Conseil d’État", "organisation/conseil-d-etat"),
    ("Conseil des ministres", "organisation/conseil-des-ministres"),
    ("Conseil Constitutionnel", "organisation/conseil-constitutionnel"),
    ("Commission Mixte Paritaire", "organisation/commission-mixte-paritaire"),
    ("CNIL", "organisation/cnil"),
    ("Arcom", "organisation/arcom"),
    ("ARCEP", "organisation/arcep"),
    ("HATVP", "organisation/hatvp"),
    ("Haute Autorité de Santé", "organisation/has"),
    ("IGN", "organisation/ign"),
    ("ANCT", "organisation/anct"),
    ("agence nationale de la cohésion des territoires", "organisation/anct"),
    ("ANSSI", "organisation/anssi"),
    ("DINUM", "organisation/dinum"),
    ("DINSIC", "organisation/dinsic"),
    (
        "direction interministérielle du numérique et du système d’information et de communication de l’Etat",
        "organisation/dinsic",
    ),
    ("Direction générale des Entreprises", "organisation/dge"),
    ("CNIG", "organisation/cnig"),
    ("CNDASPE", "organisation/cndaspe"),
    ("HCERES", "organisation/hceres"),
    ("office française de l'intégrité scientifique", "organisation/ofis"),
    ("Office français de protection des réfugiés et apatrides", "organisation/ofpra"),
    ("Autorité de contrôle prudentiel", "organisation/acp"),
    ("Autorité bancaire européenne", "organisation/autorite-bancaire-europeenne"),
    ("Comité européen du risque systémique", "organisation/cers"),
    ("Cour de justice de l’Union européenne", "organisation/cour-de-justice-de-l-union-europeenne"),
    ("CIGREF", "organisation/cigref"),
    ("Numeum", "organisation/numeum"),
    ("Bpifrance", "organisation/bpifrance"),
    ("Pôle emploi", "organisation/pole-emploi"),
    ("W3C", "organisation/w3c"),
    ("CFDT", "organisation/cfdt"),
    ("Medef", "organisation/medef"),
    ("Les Républicains", "organisation/les-republicains"),
    ("Atos", "organisation/atos"),
    ("EDF", "organisation/edf"),
    ("députées", "office/depute"),
    ("sénatrice", "office/senateur"),
    ("rapporteure", "office/rapporteur"),
    ("directrice interministérielle du numérique", "office/directeur-interministeriel-du-numerique"),
    ("Secrétaire général pour l’Investissement", "office/secretaire-general-pour-l-investissement"),
    ("députés européens", "office/depute-europeen"),
    ("préfète", "office/prefet"),
    ("loi « 3DS »", "law/2022-217"),
    ("loi handicap", "law/2005-102"),
    ("loi Informatique et Libertés", "law/78-17"),
    ("loi Sapin 2", "law/2016-1691"),
    ("loi ALUR", "law/2014-366"),
    ("Loi pour une République Numérique", "law/2016-1321"),
    ("LOPMI", "law/2023-22"),
    ("loi SREN", "law/2024-449"),
    ("LOLF", "law/2001-692"),
    ("loi de finances pour 2022", "law/2021-1900"),
    ("loi relative à l'économie sociale et solidaire", "law/2014-856"),
    ("loi du 9 décembre 1905", "law/1905-12-09-concernant-la-separation-des-eglises-et-de-l-etat"),
    ("décret Accessibilité numérique", "decree/2019-768"),
    ("RGPD", "eu/32016R0679"),
    ("DSA", "eu/32022R2065"),
    ("règlement sur les marchés numériques", "eu/32022R1925"),
    ("règlement sur la gouvernance des données", "eu/32022R0868"),
    ("règlement européen sur les données", "eu/32023R2854"),
    ("NIS2", "eu/32022L2555"),
    ("Dublin III", "eu/32013R0604"),
    ("directive « Retour »", "eu/32008L0115"),
    ("Constitution", "constitution/constitution-du-4-octobre-1958"),
    ("TFUE", "treaty/traite-sur-le-fonctionnement-de-l-union-europeenne"),
    ("accord de Paris", "treaty/accord-de-paris"),
    ("Matignon", "place/hotel-de-matignon"),
    ("Bruxelles", "place/bruxelles"),
]


@pytest.mark.parametrize(("surface", "key"), NAMED, ids=[surface for surface, _ in NAMED])
def test_a_form_that_texts_use_names_one_entry(surface: str, key: str) -> None:
    assert [found.key for found in load_tables().find(surface)] == [key]


@pytest.mark.parametrize(
    ("surface", "keys"),
    [
        ("AMF", {"organisation/autorite-des-marches-financiers", "organisation/association-des-maires-de-france"}),
        ("CEDH", {"organisation/cour-europeenne-des-droits-de-l-homme", "treaty/convention-europeenne-des-droits-de-l-homme"}),
        ("Hadopi", {"organisation/hadopi", "law/2009-669"}),
        ("CGE", {"organisation/cge", "organisation/conference-des-grandes-ecoles"}),
    ],
)
def test_a_form_of_several_entries_is_declared_ambiguous_by_each(surface: str, keys: set[str]) -> None:
    found = load_tables().find(surface)
    assert {entry.key for entry in found} == keys
    assert all(entry.is_ambiguous(surface) for entry in found)


@pytest.mark.parametrize(
    ("surface", "date", "keys"),
    [
        ("direction interministérielle du numérique", "2019-10-01", ["organisation/dinsic"]),
        ("direction interministérielle du numérique", "2022-03-07", ["organisation/dinum"]),
        ("direction interministérielle du numérique", "2019-10-25", ["organisation/dinum"]),
        ("Front national", "2017-05-07", ["organisation/front-national"]),
        ("Front national", "2021-05-07", []),
        ("France Travail", "2023-12-31", []),
        ("France Travail", "2024-01-01", ["organisation/france-travail"]),
        ("Pôle emploi", "2023-12-31", ["organisation/pole-emploi"]),
    ],
)
def test_the_date_of_the_document_tells_which_body_bore_the_name(surface: str, date: str, keys: list[str]) -> None:
    assert [found.key for found in load_tables().find(surface, date)] == keys


@pytest.mark.parametrize("word", ["école", "Orangerie", "directive", "loi", "commission", "décret", "ministère"])
def test_a_word_of_the_language_names_nothing(word: str) -> None:
    assert load_tables().find(word) == ()


@pytest.mark.parametrize("surface", ["Orange", "Free", "Total", "Renaissance", "Horizons", "Casino", "April"])
def test_a_name_that_is_a_common_word_is_ambiguous_and_needs_its_capital(surface: str) -> None:
    (found,) = load_tables().find(surface)
    assert found.is_ambiguous(surface)
    assert found.flag("needs") == "capital"


def test_an_eu_act_is_the_same_as_its_celex_resource() -> None:
    assert load_tables().entries["eu/32016R0679"].same_as == ("http://publications.europa.eu/resource/celex/32016R0679",)


def test_a_numbered_law_has_its_eli_and_its_official_keys() -> None:
    law = load_tables().entries["law/2022-217"]
    assert law.same_as == ("https://www.legifrance.gouv.fr/eli/loi/2022/2/21/2022-217/jo/texte",)
    assert law.identifiers == ("JORFTEXT000045197395",)


@pytest.mark.parametrize("key", ["law/78-17", "law/2001-692", "law/1905-12-09-concernant-la-separation-des-eglises-et-de-l-etat"])
def test_no_eli_is_made_up_for_an_older_or_an_organic_law(key: str) -> None:
    assert load_tables().entries[key].same_as == ()


def test_a_bill_is_known_by_the_short_title_in_use() -> None:
    assert load_tables().entries["law/2024-449"].flag("bill") == "Sécuriser et réguler l'espace numérique"


def test_the_shipped_tables_are_broad() -> None:
    tables = load_tables()
    least = {"Organisation": 700, "Office": 70, "Law": 250, "EUAct": 100, "Treaty": 40, "Constitution": 4, "Place": 90}
    assert {kind: len(tables.of_kind(kind)) >= number for kind, number in least.items()} == dict.fromkeys(least, True)


def test_every_entry_is_found_by_each_of_its_forms() -> None:
    tables = load_tables()
    lost = [(entry.key, form) for entry in tables.entries.values() for form in entry.surfaces if entry not in tables.find(form)]
    assert lost == []


def test_every_entry_names_its_table_and_line() -> None:
    lines = {f"ontology/lexicon/{path.name}": path.read_text(encoding="utf-8").splitlines() for path in table_paths()}
    for found in load_tables().entries.values():
        assert lines[found.path][found.line - 1].startswith(found.key + ";")


def test_entries_of_the_pack_and_of_the_tables_agree_on_official_keys() -> None:
    """One AN body is one entity: where both know it, under one key."""
    path = table_paths()[0].parent.parent / "authority" / "organisations.csv"
    header = next(line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    keys = {an: row["key"] for row in read_table(path, header.split(";")) for an in row.many("an")}
    both = {(key, found.key) for found in load_tables().entries.values() for an in found.identifiers if (key := keys.get(an))}
    assert {pair for pair in both if pair[0] != pair[1] and not pair[0].endswith("-senat")} == set()
    assert ("organisation/senat", "organisation/senat") in both


def test_the_cells_of_a_row_become_an_entry() -> None:
    made = entry(
        "organisation/a;Conseil A;CA|Conseil B;Organisation;http://www.wikidata.org/entity/Q2|AN:PO7;JO;generic|from:2015|ambiguous:CA"
    )
    assert made.alt_labels == ("CA", "Conseil B")
    assert (made.same_as, made.identifiers) == (("http://www.wikidata.org/entity/Q2",), ("PO7",))
    assert (made.flag("generic"), made.flag("from"), made.flag("until")) == ("", "2015", None)
    assert (made.is_ambiguous("ca"), made.is_ambiguous("Conseil B")) == (True, False)


def test_an_ambiguous_flag_without_a_value_holds_for_every_form() -> None:
    made = entry("organisation/a;Amorce;association Amorce;Organisation;;JO;ambiguous")
    assert all(made.is_ambiguous(form) for form in made.surfaces)


@pytest.mark.parametrize(
    ("note", "date", "expected"),
    [
        ("from:2015-09|until:2019-10-24", "2015-08-31", False),
        ("from:2015-09|until:2019-10-24", "2015-09-01", True),
        ("from:2015-09|until:2019-10-24", "2019-10-24", True),
        ("from:2015-09|until:2019-10-24", "2019-10-25", False),
        ("until:2009", "2009-12-31", True),
        ("until:2009", "2010-01-01", False),
        ("until:2009-06-15", "2009", True),
        ("from:2015-09", "2015", True),
        ("from:2015", "", True),
        ("", "1958-10-04", True),
    ],
)
def test_a_name_is_in_force_from_its_first_to_its_last_day(note: str, date: str, expected: bool) -> None:
    assert entry(f"organisation/a;A;;Organisation;;JO;{note}").in_force(date) is expected


def test_every_kind_of_a_row_is_a_class_of_the_ontology() -> None:
    ontology = (table_paths()[0].parent.parent / "kg.ttl").read_text(encoding="utf-8")
    assert [kind for kind in KINDS if f"kg:{kind} a " not in ontology] == []


@given(st.text(max_size=40))
def test_looking_up_any_text_agrees_with_the_fold_of_the_forms(text: str) -> None:
    for found in load_tables().find(text):
        assert fold(text) in {fold(form) for form in found.surfaces}


def test_an_acronym_that_is_also_read_as_a_word_is_the_name_of_no_person_and_no_town() -> None:
    words = vocabulary()
    printed = {name.form for name in words.names() if name.kind == "Organisation" and name.form.upper() in _acronyms(words)}
    alike = {
        form
        for form in printed
        if not form.isupper()
        and (words.pack.is_surname(fold(form)) or words.pack.communes_named(fold(form)) or fold(form) in words.given_names)
    }

    assert "Ademe" in printed
    assert not alike


def _acronyms(words: Vocabulary) -> set[str]:
    return {name.form for name in words.names() if name.kind == "Organisation" and name.form.isupper()}
