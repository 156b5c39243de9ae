"""The Assemblée nationale's dump, whole and damaged: what fits is read, what does not is a finding that names its record."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from dumps import BODY, actor, dump, mandate
from hypothesis import given
from hypothesis import strategies as st

from kg.authority.assemblee import Actor, Assemblee, Body
from kg.authority.connector import Connector
from kg.model import Finding


def read(path: Path) -> tuple[list[Body], list[Actor], list[Finding]]:
    """The connector's answer, sorted by kind."""
    records = list(Assemblee().read(path))
    return (
        [record for record in records if isinstance(record, Body)],
        [record for record in records if isinstance(record, Actor)],
        [record for record in records if isinstance(record, Finding)],
    )


def test_it_is_a_connector() -> None:
    connector: Connector[Body | Actor] = Assemblee()
    assert "Licence Ouverte" in connector.licence


def test_a_good_dump_is_read_zipped_and_unpacked(tmp_path: Path) -> None:
    path = dump(tmp_path / "amo.zip", acteur_PA1=actor(), organe_PO1=BODY)
    bodies, actors, findings = read(path)
    assert findings == []
    assert [body.label for body in bodies] == ["Assemblée nationale de la 15ème législature"]
    (person,) = actors
    assert (person.uid, person.family, person.birth) == ("PA1", "d'Exemple", "1967-07-28")
    assert [(tenure.uid, tenure.constituency) for tenure in person.tenures] == [("PM1", "PO2")]
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / "unpacked")
    assert read(tmp_path / "unpacked") == (bodies, actors, findings)


def test_an_envelope_around_the_record_makes_no_difference(tmp_path: Path) -> None:
    bare = read(dump(tmp_path / "a.zip", acteur_PA1=actor(), organe_PO1=BODY))
    wrapped = read(dump(tmp_path / "b.zip", acteur_PA1={"acteur": actor()}, organe_PO1={"organe": BODY}))
    assert bare == wrapped


@pytest.mark.parametrize("mandates", [[], None, [mandate()], mandate()])
def test_one_several_or_no_mandates(tmp_path: Path, mandates: Any) -> None:
    record = actor()
    record["mandats"] = {"mandat": mandates}
    _, (person,), findings = read(dump(tmp_path / "amo.zip", acteur_PA1=record, organe_PO1=BODY))
    assert findings == []
    assert len(person.tenures) == (1 if mandates else 0)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"dateDebut": "2021-02-30"}, "day is out of range"),
        ({"dateDebut": None}, "from ''"),
        ({"dateFin": "2016-01-01"}, "to '2016-01-01'"),
        ({"typeOrgane": "CERCLE"}, "unknown mandate type 'CERCLE'"),
        ({"organes": None}, "TypeError"),
        ({"infosQualite": "membre"}, "AttributeError"),
    ],
)
def test_a_bad_mandate_is_left_out_and_named(tmp_path: Path, changes: dict[str, Any], told: str) -> None:
    record = actor(mandates=[mandate(uid="PM9", **changes), mandate(uid="PM2")])
    _, (person,), (finding,) = read(dump(tmp_path / "amo.zip", acteur_PA1=record, organe_PO1=BODY))
    assert [tenure.uid for tenure in person.tenures] == ["PM2"]
    assert finding.code == "authority.mandate"
    assert finding.where == "amo.zip: json/acteur/PA1.json PM9"
    assert told in finding.message


def test_a_false_birth_date_costs_the_date_alone(tmp_path: Path) -> None:
    _, (person,), (finding,) = read(dump(tmp_path / "amo.zip", acteur_PA1=actor(birth="1967-13-01"), organe_PO1=BODY))
    assert (person.birth, finding.code) == ("", "authority.date")


@pytest.mark.parametrize(
    ("record", "code"),
    [
        (b"{not json", "authority.not-json"),
        (b"\xff\xfe\x00", "authority.not-json"),
        (b"[1, 2]", "authority.layout"),
        ({"uid": "PA2"}, "authority.layout"),
        (actor(uid="XX2"), "authority.layout"),
        (actor(uid="PA1"), "authority.duplicate"),
    ],
)
def test_a_bad_record_leaves_the_others_be(tmp_path: Path, record: Any, code: str) -> None:
    path = dump(tmp_path / "amo.zip", acteur_PA1=actor(), acteur_PA2=record, organe_PO1=BODY)
    _, actors, (finding,) = read(path)
    assert [person.uid for person in actors] == ["PA1"]
    assert (finding.code, finding.where) == (code, "amo.zip: json/acteur/PA2.json")


def test_a_corrupted_member_is_named_and_the_others_read(tmp_path: Path) -> None:
    path = dump(tmp_path / "amo.zip", acteur_PA1=actor(), acteur_PA2=actor(uid="PA2"), organe_PO1=BODY)
    content = bytearray(path.read_bytes())
    content[content.index(b'"PA2"') + 1] ^= 1
    path.write_bytes(content)
    _, actors, (finding,) = read(path)
    assert [person.uid for person in actors] == ["PA1"]
    assert (finding.code, finding.where) == ("authority.damaged", "amo.zip: json/acteur/PA2.json")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 and no more", b"plain text"])
def test_what_is_no_zip_is_one_clear_finding_a_pass(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "amo.zip"
    path.write_bytes(content)
    bodies, actors, findings = read(path)
    assert (bodies, actors) == ([], [])
    assert {finding.code for finding in findings} == {"authority.damaged", "authority.missing"}


def test_a_dump_without_one_of_its_folders_says_so(tmp_path: Path) -> None:
    _, actors, (finding,) = read(dump(tmp_path / "amo.zip", acteur_PA1=actor()))
    assert len(actors) == 1
    assert (finding.code, finding.message) == ("authority.missing", "no organe/*.json in it")


@given(
    st.recursive(
        st.none() | st.booleans() | st.text(max_size=3), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_no_shape_of_record_raises(tmp_path_factory: pytest.TempPathFactory, record: Any) -> None:
    path = tmp_path_factory.mktemp("dump") / "amo.zip"
    wild = actor()
    wild["mandats"] = {"mandat": record}
    bodies, _, findings = read(dump(path, acteur_PA1=record, acteur_PA2=wild, organe_PO1=BODY, organe_PO2=record))
    assert len(bodies) == 1
    assert findings
