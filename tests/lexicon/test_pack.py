"""The shipped pack, asked as the resolver asks it, and the reader's errors."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.lexicon.fold import fold
from kg.lexicon.pack import Pack, load_pack
from kg.lexicon.pack_check import check_pack
from kg.lexicon.pack_rows import ROWS, columns
from kg.model import Fact

PACK = load_pack()
PM, PRESIDENT = "Premier ministre", "président de la République"


@pytest.mark.parametrize(
    ("title", "day", "holder"),
    [
        (PRESIDENT, "2007-05-15", "Jacques Chirac"),
        (PRESIDENT, "2007-05-16", "Nicolas Sarkozy"),
        (PRESIDENT, "2012-05-15", "François Hollande"),
        (PRESIDENT, "2017-05-14", "Emmanuel Macron"),
        (PM, "2012-05-12", "François Fillon"),
        (PM, "2014-03-31", "Manuel Valls"),
        (PM, "2017-05-14", "Bernard Cazeneuve"),
        (PM, "2020-07-02", "Édouard Philippe"),
        (PM, "2020-07-03", "Jean Castex"),
        (PM, "2020-07-05", "Jean Castex"),
        (PM, "2021-09-09", "Jean Castex"),
        (PM, "2022-05-16", "Élisabeth Borne"),
        (PM, "2024-01-09", "Gabriel Attal"),
        (PM, "2024-09-04", "Gabriel Attal"),
        (PM, "2024-09-05", "Michel Barnier"),
        (PM, "2024-10-15", "Michel Barnier"),
        (PM, "2024-12-13", "François Bayrou"),
        (PM, "2025-09-09", "Sébastien Lecornu"),
        (PM, "2025-10-08", None),
        (PM, "2025-10-10", "Sébastien Lecornu"),
        ("ministre de la Transformation et de la Fonction publiques", "2021-05-14", "Amélie de Montchalin"),
        ("ministre de l'économie, de l'industrie et du numérique", "2016-06-08", "Emmanuel Macron"),
        ("secrétaire d'État chargée de la réforme de l'État et de la simplification", "2015-07-31", "Clotilde Valter"),
        ("ministre de l’économie et des finances", "2012-08-01", "Pierre Moscovici"),
        ("ministre d'État, ministre de l'intérieur", "2018-01-03", "Gérard Collomb"),
        ("ministre de l'Intérieur", "2018-01-03", "Gérard Collomb"),
        ("ministre de l'Europe et des affaires étrangères", "2018-01-03", "Jean-Yves Le Drian"),
        (
            "ministre auprès du ministre de l'Europe et des affaires étrangères, chargée des affaires européennes",
            "2018-01-03",
            "Nathalie Loiseau",
        ),
        ("secrétaire d'État auprès du Premier ministre, chargé du Numérique", "2018-03-26", "Mounir Mahjoubi"),
        ("secrétaire d'État chargée du Numérique", "2024-03-22", "Marina Ferrari"),
        ("secrétaire d'État au numérique", "2020-01-15", "Cédric O"),
        ("secrétaire d'État chargée du numérique", "2024-10-15", None),
        ("ministre de l'économie", "2024-10-15", "Antoine Armand"),
        ("ministre de l'économie", "2025-02-01", "Éric Lombard"),
        ("garde des Sceaux", "2024-10-15", "Didier Migaud"),
        ("garde des sceaux", "2021-09-09", "Éric Dupond-Moretti"),
        ("ministre de l'intérieur", "2025-03-01", "Bruno Retailleau"),
        ("ministre de l'éducation nationale et de la jeunesse", "2024-10-15", None),
        ("présidente de l'Assemblée nationale", "2022-07-14", "Yaël Braun-Pivet"),
        ("président du Sénat", "2021-09-09", "Gérard Larcher"),
        ("président du Conseil constitutionnel", "2016-03-04", "Jean-Louis Debré"),
        ("président du Conseil constitutionnel", "2025-03-08", "Richard Ferrand"),
    ],
)
def test_an_office_had_this_holder_on_the_day(title: str, day: str, holder: str | None) -> None:
    offices = PACK.offices_named(fold(title))
    assert offices
    people = {mandate.person for office in offices for mandate in PACK.holders(office.key, day)}
    assert {PACK.persons[key].label for key in people} == ({holder} if holder else set())


def test_no_office_of_one_seat_has_two_holders_on_any_day_of_a_change() -> None:
    for office in PACK.offices.values():
        if office.seats:
            for mandate in PACK.tenures(office.key):
                for day in (mandate.start, mandate.end):
                    assert not day or len(PACK.holders(office.key, day)) <= 1, (office.key, day)


def test_nobody_of_the_attal_government_governs_in_october_2024() -> None:
    attal = {
        mandate.key
        for person in PACK.persons
        for mandate in PACK.active(person, "2024-10-15")
        if mandate.role in ("ministre", "premier-ministre", "gouvernement") and mandate.start < "2024-09-05"
    }
    assert attal == set()


def test_a_deputy_on_a_mission_is_no_minister() -> None:
    roles = {mandate.role for mandate in PACK.active("person/jean-michel-mis", "2021-09-09")}
    assert "en-mission" in roles
    assert "ministre" not in roles
    (mission,) = (m for m in PACK.mandates_of("person/jean-michel-mis") if m.role == "en-mission")
    assert (mission.start, mission.note[:41]) == ("2021-05-03", "Utilisation des nouvelles technologies nu")


def test_a_deputy_has_a_group_and_a_constituency_on_a_day() -> None:
    group = PACK.group_on("person/jean-michel-mis", "2021-09-09")
    seat = PACK.constituency_on("person/jean-michel-mis", "2021-09-09")
    assert group is not None
    assert group.label == "groupe La République en Marche"
    assert seat == PACK.constituency("42", 2)
    assert PACK.group_on("person/jean-michel-mis", "2017-06-22") is None
    assert PACK.constituency_on("person/jean-michel-mis", "2023-01-01") is None


@pytest.mark.parametrize(
    ("surname", "expected"),
    [
        ("mis", {"person/jean-michel-mis"}),
        ("de montchalin", {"person/amelie-de-montchalin", "person/veronique-de-montchalin"}),
        ("montchalin", {"person/amelie-de-montchalin", "person/veronique-de-montchalin"}),
        ("le maire", {"person/bruno-le-maire"}),
        ("maire", {"person/jacques-maire"}),
        ("nobody at all", set()),
    ],
)
def test_surnames_are_found_with_their_particle_or_without(surname: str, expected: set[str]) -> None:
    found = {person.key for person in PACK.persons_surnamed(surname)}
    assert found == expected


def test_homonyms_are_two_persons_and_two_ids_of_one_person_are_one() -> None:
    assert len(PACK.persons_named("beatrice descamps")) == 2
    (jouanno,) = PACK.persons_named("chantal jouanno")
    assert jouanno.an == ("PA418230", "PA429847")


@pytest.mark.parametrize(
    ("departement", "number", "label"),
    [
        ("42", 2, "deuxième circonscription de la Loire"),
        ("2A", "1", "première circonscription de la Corse-du-Sud"),
        ("75", 18, "dix-huitième circonscription de Paris"),
        ("59", 21, "vingt et unième circonscription du Nord"),
        ("01", 1, "première circonscription de l'Ain"),
        ("13", 16, "seizième circonscription des Bouches-du-Rhône"),
        ("35", 8, "huitième circonscription d'Ille-et-Vilaine"),
        ("974", 7, "septième circonscription de La Réunion"),
        ("099", 11, "onzième circonscription des Français établis hors de France"),
        ("ZZ", 11, "onzième circonscription des Français établis hors de France"),
    ],
)
def test_constituencies_are_called_as_texts_call_them(departement: str, number: int | str, label: str) -> None:
    row = PACK.constituency(departement, number)
    assert row is not None
    assert row.label == label


def test_every_constituency_of_the_current_legislature_is_there() -> None:
    assert sum(1 for row in PACK.constituencies.values() if row.an[-1] >= "PO838901" or len(row.an) == 6) >= 577


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("commission des finances", {"an:PO59048", "an:PO211494"}),
        ("commission des finances du senat", {"an:PO211494"}),
        ("commission des lois", {"an:PO59051", "an:PO211495"}),
        ("assemblee nationale", {"an:PO838901"}),
        ("senat", {"an:PO78718"}),
        ("conseil constitutionnel", {"an:PO76034"}),
        ("gouvernement castex", {"an:PO773371"}),
        ("socialiste", set()),
    ],
)
def test_bodies_are_found_by_name(name: str, keys: set[str]) -> None:
    found = PACK.organisation_named(name)
    assert len(found) == len(keys)
    assert keys <= {f"an:{uid}" for row in found for uid in row.an}


def test_places_are_found_by_name() -> None:
    loire = PACK.departement_named("loire")
    assert loire is not None
    assert (loire.key, loire.cog, loire.charniere) == ("place/departement-42", "42", "de la")
    assert [place.wikidata for place in PACK.place_named("france")] == ["Q142"]
    assert PACK.departement_named("france") is None
    assert PACK.communes_named("strasbourg")[0].key == "place/commune-67482"
    assert len(PACK.communes_named("saint denis")) > 1


def test_acts_are_found_by_number_title_date_and_nickname() -> None:
    law = PACK.law_numbered("2022-52", "Law")
    assert law is not None
    assert law.key == "law/2022-52"
    assert PACK.law_numbered("2022-52", "Decree") is None
    assert PACK.law_numbered("2022-52") == law
    assert PACK.law_by_title(fold("relative à la responsabilité pénale et à la sécurité intérieure")) == law
    assert PACK.law_by_title(fold("relatif à la responsabilité pénale et à la sécurité intérieure")) == law
    assert law in PACK.laws_dated("2022-01-24", "Law")
    assert [row.key for row in PACK.laws_nicknamed("loi sru")] == ["law/2000-1208"]
    assert len(PACK.laws_nicknamed("loi veil")) == 2
    bill = PACK.bill_titled(fold("relatif à la responsabilité pénale et à la sécurité intérieure"))
    assert bill is not None
    assert (bill.law, bill.numbers) == ("law/2022-52", ("AN XV 4387",))
    assert PACK.bills_numbered("4387") == (bill,)


@pytest.mark.parametrize(
    ("name", "legitext"),
    [
        ("code de commerce", "LEGITEXT000005634379"),
        ("code penal", "LEGITEXT000006070719"),
        ("cgct", "LEGITEXT000006070633"),
        ("ceseda", "LEGITEXT000006070158"),
        ("code de la route", "LEGITEXT000006074228"),
        ("code des impositions sur les biens et services", "LEGITEXT000044595989"),
        ("code rural", "LEGITEXT000006071367"),
    ],
)
def test_codes_are_found_by_title_and_abbreviation(name: str, legitext: str) -> None:
    code = PACK.code_named(name)
    assert code is not None
    assert code.legitext == legitext


def test_an_entity_carries_identifiers_and_the_same_thing_elsewhere() -> None:
    mis = PACK.entity("person/jean-michel-mis")
    assert mis is not None
    assert mis.same_as == ("http://www.wikidata.org/entity/Q30379003",)
    assert mis.identifiers == ("PA719952",)
    law = PACK.entity("law/2022-52")
    assert law is not None
    assert law.label == "loi n° 2022-52 du 24 janvier 2022 relative à la responsabilité pénale et à la sécurité intérieure"
    assert law.same_as == ("https://www.legifrance.gouv.fr/eli/loi/2022/1/24/2022-52/jo/texte",)
    assert {"JORFTEXT000045067923", "JUSX2116059L"} == set(law.identifiers)
    loire = PACK.entity("place/departement-42")
    assert loire is not None
    assert loire.same_as == ("http://id.insee.fr/geo/departement/42",)
    seat = PACK.entity("constituency/42-2")
    assert seat is not None
    assert "PO717828" in seat.identifiers
    assert seat.facts == (Fact("partOf", "place/departement-42", is_key=True),)
    mandate = PACK.entity("mandate/PM722814")
    assert mandate is not None
    assert Fact("constituency", "constituency/42-2", is_key=True) in mandate.facts
    assert Fact("end", "2022-06-21", "date") in mandate.facts
    assert PACK.entity("person/nobody-of-that-name") is None
    assert PACK.entity("eu/32016R0679") is None


def test_every_key_gives_an_entity_whose_tuples_are_sorted() -> None:
    for table in ("persons", "offices", "organisations", "constituencies", "places", "codes", "laws", "bills"):
        for key in getattr(PACK, table):
            entity = PACK.entity(key)
            assert entity is not None
            assert entity.key == key
            assert entity.label
            for values in (entity.alt_labels, entity.same_as, entity.identifiers):
                assert list(values) == sorted(set(values)), key


def test_the_shipped_pack_is_whole() -> None:
    assert check_pack(PACK) == []
    assert {table: len(PACK.lines(table)) for table in ROWS} == PACK.about["counts"]


def _folder(tmp_path: Path, table: str, *lines: str) -> Pack:
    for name in ROWS:
        (tmp_path / f"{name}.csv").write_text(";".join(columns(name)) + "\n", encoding="utf-8")
    (tmp_path / f"{table}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Pack(tmp_path)


def test_a_row_with_too_few_cells_is_named_by_file_and_line(tmp_path: Path) -> None:
    pack = _folder(tmp_path, "codes", ";".join(columns("codes")), "code/a;a;;;;", "code/b;b")
    with pytest.raises(OntologyError, match=r"codes\.csv:3: a row needs 6 cells"):
        _ = pack.codes
    pack = _folder(tmp_path, "mandates", ";".join(columns("mandates")), "mandate/a;person/a")
    with pytest.raises(OntologyError, match=r"mandates\.csv:2: a row needs 12 cells"):
        pack.mandates_of("person/a")


def test_another_header_or_no_file_is_an_error_of_the_first_line(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"codes\.csv:1: the columns must be key;label"):
        _ = _folder(tmp_path, "codes", "key;title", "code/a;a").codes
    with pytest.raises(OntologyError, match=r"persons\.csv:1: cannot be read"):
        _ = Pack(tmp_path / "nowhere").persons


@pytest.mark.parametrize(
    ("table", "row", "code"),
    [
        ("mandates", "mandate/a;person/nobody;depute;;;;2020-01-01;;;;;", "pack.reference"),
        ("codes", "code/a;a;;;;2021-02-30", "pack.date"),
        ("organisations", "organisation/a;a;;group;;;2021-01-02;2021-01-01;", "pack.interval"),
        ("codes", "code/a;a", "pack.cells"),
    ],
)
def test_the_check_finds_what_does_not_hold(tmp_path: Path, table: str, row: str, code: str) -> None:
    (finding,) = check_pack(_folder(tmp_path, table, ";".join(columns(table)), row))
    assert (finding.code, finding.where.rpartition(":")[2]) == (code, "2")


def test_the_check_finds_rows_out_of_order(tmp_path: Path) -> None:
    (finding,) = check_pack(_folder(tmp_path, "codes", ";".join(columns("codes")), "code/b;b;;;;", "code/a;a;;;;"))
    assert (finding.code, finding.where.rpartition(":")[2]) == ("pack.order", "3")


def test_the_load_time_is_told(record_property: Callable[[str, object], None]) -> None:
    start = time.process_time()
    pack = Pack(PACK.root)
    assert pack.person("person/jean-michel-mis")
    assert pack.active("person/jean-michel-mis", "2021-09-09")
    assert pack.law_numbered("2022-52")
    record_property("load_ms", round(1000 * (time.process_time() - start), 1))
