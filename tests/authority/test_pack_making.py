"""The pack's making: small sources with every kind of trap, and the shipped pack against the real ones."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pack_sources import pack_sources

from kg.authority import make_pack
from kg.lexicon.files import ontology_root
from kg.lexicon.pack import Pack
from kg.lexicon.pack_check import check_pack
from kg.lexicon.pack_rows import ROWS

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / ".." / "shared" / "data"
HAND_KEPT = ("corrections.csv", "additions.csv", "countries.csv", "acts.csv")
CORRECTIONS = "action;target;person;title;start;end;source;note;checked\n"
ADDITIONS = "table;key;column;value;source\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return pack_sources(tmp_path / "data")


def test_the_traps_of_the_sources_are_seen_through(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "pack"
    out.mkdir()
    findings = make_pack(data, out)
    pack = Pack(out)
    assert set(pack.persons) == {
        "person/ada-d-exemple",
        "person/ada-d-exemple-1981",
        "person/bo-un",
        "person/bo-deux",
        "person/solange-premiere",
    }
    ada = pack.persons["person/ada-d-exemple"]
    assert (ada.an, ada.wikidata, ada.alt_labels) == (("PA1", "PA2"), "Q1", ("Ada Exemple",))
    assert pack.persons["person/bo-un"].wikidata == ""
    assert {mandate.role for mandate in pack.mandates_of(ada.key)} == {"depute", "en-mission"}
    assert pack.constituency("42", 2) is not None
    assert pack.law_numbered("90-579") is not None
    assert [row.key for row in pack.laws_nicknamed("loi neuve")] == ["law/90-579"]
    decree = pack.law_numbered("2008-67", "Decree")
    assert decree is not None
    assert (decree.jorftext, decree.title) == ("JORFTEXT000000000001", "relatif à la mer")
    code = pack.code_named("code de commerce")
    assert code is not None
    assert code.legitext == "LEGITEXT000000000002"
    assert check_pack(pack) == []
    where = {finding.code: finding.where for finding in findings}
    assert where["authority.shared-item"] == "Q4"
    assert where["authority.item"] == "actors_authority.csv:5"
    assert where["authority.tenure"] == "wikidata-government-posts-2022.csv:3"
    assert where["authority.code"] == "codes_authority.csv:4"
    assert where["authority.two-holders"] == "mandate/PM4 mandate/PM5"
    assert {finding.where for finding in findings if finding.code == "authority.act"} == {
        "laws_authority.csv:5",
        "laws_authority.csv:8",
    }
    assert {finding.where for finding in findings if finding.code in ("authority.layout", "authority.duplicate")} == {
        "laws_authority.csv:9",
        "departements.json: record 2",
        "departements.json: record 3",
        "rpsi_reference.json: record 1",
    }


def test_corrections_and_additions_are_applied_and_their_faults_told(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "pack"
    out.mkdir()
    rows = (
        "set;mandate/PM4;;;;2021-01-01;JO;;\n"
        "title;PO5;;Ministère de la culture et du rire;;;JO;;\n"
        "add;;Cé Nouvelle;Premier ministre;2024-09-05;2024-12-13;JO;;\n"
        "add;;Ada d'Exemple;Premier ministre;2024-12-14;;JO;;\n"
        "set;mandate/PM99;;;;2021-01-01;JO;;\n"
        "end;;;ministre;2020-06-01;2022-01-01;JO;;\n"
        "jump;;;;;;;;\n"
        "add;;Cé Nouvelle;Premier ministre;2024-02-30;;JO;;\n"
    )
    (out / "corrections.csv").write_text(CORRECTIONS + rows, encoding="utf-8")
    (out / "additions.csv").write_text(
        f"{ADDITIONS}offices;office/premier-ministre;wikidata;Q9;W\nnone;a;b;c;W\ncodes;code/code-neuf;alt_labels;CN;W\n",
        encoding="utf-8",
    )
    findings = make_pack(data, out)
    pack = Pack(out)
    assert [office.label for office in pack.offices_named("ministre du rire")] == ["ministre de la culture et du rire"]
    office = pack.offices_named("ministre du rire")[0].key
    assert [mandate.person for mandate in pack.holders(office, "2020-12-31")] == ["person/bo-un"]
    assert [mandate.person for mandate in pack.holders(office, "2021-01-01")] == ["person/bo-deux"]
    assert pack.holders(office, "2022-01-02") == ()
    assert [mandate.person for mandate in pack.holders("office/premier-ministre", "2024-10-01")] == ["person/ce-nouvelle"]
    assert pack.offices["office/premier-ministre"].wikidata == "Q9"
    codes = ("authority.correction", "authority.addition")
    assert [finding.where.rpartition("/")[2] for finding in findings if finding.code in codes] == [
        "corrections.csv:5",
        "corrections.csv:6",
        "corrections.csv:8",
        "corrections.csv:9",
        "additions.csv:3",
        "code-neuf",
    ]


def test_a_key_once_given_stays(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "pack"
    out.mkdir()
    make_pack(data, out)
    table = out / "persons.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("person/bo-un;", "person/bo-premier;"), encoding="utf-8")
    make_pack(data, out)
    pack = Pack(out)
    assert "person/bo-premier" in pack.persons
    assert "person/bo-un" not in pack.persons
    assert check_pack(pack) == []


def test_a_missing_or_broken_source_leaves_its_tables_as_they_are(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "pack"
    out.mkdir()
    make_pack(data, out)
    before = (out / "persons.csv").read_bytes(), (out / "codes.csv").read_bytes()
    (data / "assemblee" / "AMO30.zip").write_bytes(b"broken")
    (data / "law" / "codes_authority.csv").unlink()
    findings = make_pack(data, out)
    assert ((out / "persons.csv").read_bytes(), (out / "codes.csv").read_bytes()) == before
    assert {(finding.code, finding.where) for finding in findings} >= {
        ("authority.damaged", "AMO30.zip"),
        ("authority.missing", "law/codes_authority.csv"),
    }


def test_the_command_tells_what_it_left_out(data: Path, tmp_path: Path) -> None:
    (tmp_path / "pack").mkdir()
    command = [sys.executable, "-m", "kg.authority", str(data), str(tmp_path / "pack")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "error: laws_authority.csv:5: left out: number 2010-1, but the title says 2009-9" in done.stderr
    assert "Traceback" not in done.stderr
    wrong = subprocess.run([*command[:3], "nowhere"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (wrong.returncode, wrong.stderr[:6]) == (2, "usage:")


@pytest.mark.skipif(not DATA.exists(), reason="the publishers' files are not there (../shared/data)")
@pytest.mark.parametrize("fresh", [True, False], ids=["from nothing", "over itself"])
def test_the_real_sources_give_the_shipped_pack_byte_for_byte(tmp_path: Path, fresh: bool) -> None:
    shipped, out = ontology_root() / "authority", tmp_path / "pack"
    out.mkdir()
    for file in sorted(shipped.iterdir()):
        if not fresh or file.name in HAND_KEPT:
            shutil.copy(file, out / file.name)
    command = [sys.executable, "-m", "kg.authority", str(DATA), str(out)]
    environment = {**os.environ, "PYTHONHASHSEED": "7" if fresh else "11"}
    subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    for name in (*(f"{table}.csv" for table in ROWS), "pack.toml"):
        assert (out / name).read_bytes() == (shipped / name).read_bytes(), name


GOLD = ROOT / ".." / "shared" / "gold" / "gold"
ELSEWHERE = {"Q37033", "Q458", "Q8889", "Q27169", "JORFTEXT000038811937"}
"""Identifiers of the annotated entities that are the lexicon's to know, not the pack's."""


@pytest.mark.skipif(not GOLD.exists(), reason="the annotated documents are not there (../shared/gold)")
def test_the_pack_knows_the_identifiers_of_the_annotated_entities() -> None:
    shipped = ontology_root() / "authority"
    cells = {
        value
        for table in ROWS
        for line in (shipped / f"{table}.csv").read_text(encoding="utf-8").splitlines()
        for cell in line.split(";")
        for value in cell.split("|")
    }
    wanted = {
        value
        for file in sorted(GOLD.glob("*.json"))
        for entity in json.loads(file.read_text(encoding="utf-8"))["entities"]
        for name, value in {**entity["ids"], **(entity.get("holder_ids") or {})}.items()
        if name != "celex"
    }
    assert wanted
    assert wanted - cells - ELSEWHERE == set()
