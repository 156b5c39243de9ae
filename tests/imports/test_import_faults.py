"""Dumps that are damaged, partial or hostile: each fault is told with file and member, costs no other record, and takes nothing
away from what was imported before."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from dumps import BODY, EPR, MIS, actor, amendement, dump, group, scrutin, zipped

from kg import cli
from kg.authority import members
from kg.authority.imports import importers
from kg.errors import UsageError
from kg.imports import ImportReport, import_dump
from kg.outputs import lines, open_graph

FIRST = scrutin(1, "la motion de rejet.", group(EPR, "pour", (MIS,)))
SECOND = scrutin(2, "la motion de renvoi.", group(EPR, "contre", (), (MIS,)))
WHOLE = {"json/VTANR5L17V1.json": FIRST, "json/VTANR5L17V2.json": SECOND}
PEOPLE = {"organe_PO1": BODY, "organe_PO2": BODY | {"uid": "PO2"}, "acteur_PA1": actor()}


def imported(source: str, path: Path, out: Path, replace: bool = False) -> ImportReport:
    return import_dump(importers()[source], [path], out, replace=replace)


def content(out: Path) -> list[str]:
    with open_graph(out) as store:
        return sorted(lines(store))


def told(report: ImportReport) -> str:
    return " / ".join(f"{finding.where} {finding.message}" for finding in report.findings)


def spoilt(path: Path, name: str) -> Path:
    """The zip with one byte of a member changed, so that its checksum is wrong."""
    with zipfile.ZipFile(path) as archive:
        inside = {one: archive.read(one) for one in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for one, data in inside.items():
            archive.writestr(one, data)
    data = bytearray(path.read_bytes())
    at = data.index(inside[name]) + len(inside[name]) // 2
    data[at] ^= 1
    path.write_bytes(data)
    return path


BRACKETS = b"[" * 50_000 + b"]" * 50_000
SCRUTINS = [
    ("bad-crc", None, "S.zip: json/VTANR5L17V2.json cannot be read: Bad CRC-32"),
    ("brackets", BRACKETS, "S.zip: json/VTANR5L17V2.json not JSON"),
    ("brackets-within", b'{"scrutin": {"uid": ' + BRACKETS + b"}}", "S.zip: json/VTANR5L17V2.json not JSON"),
    ("empty", b"", "S.zip: json/VTANR5L17V2.json not JSON"),
    ("latin-1", '{"scrutin": "é"}'.encode("latin-1"), "S.zip: json/VTANR5L17V2.json not JSON"),
    ("lone-surrogate", json.dumps({"scrutin": SECOND["scrutin"] | {"uid": "VTAN\ud800"}}).encode(), "is no id VTAN"),
    ("list-for-a-text", {"scrutin": SECOND["scrutin"] | {"uid": ["VTANR5L17V2"]}}, "the vote is left out"),
    ("id-that-leads-out", {"scrutin": SECOND["scrutin"] | {"uid": "VTAN/../../x"}}, "is no id VTAN"),
]


@pytest.mark.parametrize(("damage", "record", "words"), SCRUTINS, ids=[one[0] for one in SCRUTINS])
def test_a_member_that_cannot_be_taken_is_named_and_takes_nothing_away(
    damage: str, record: object, words: str, tmp_path: Path
) -> None:
    imported("scrutins", zipped(tmp_path / "S.zip", WHOLE), tmp_path / "out")
    before = content(tmp_path / "out")
    if record is None:
        bad = spoilt(tmp_path / "S.zip", "json/VTANR5L17V2.json")
    else:
        bad = zipped(tmp_path / "S.zip", WHOLE | {"json/VTANR5L17V2.json": record})

    report = imported("scrutins", bad, tmp_path / "out")
    assert words in told(report)
    assert (report.exit_code, report.findings[-1].code) == (2, "import.lost")
    assert content(tmp_path / "out") == before

    fresh = imported("scrutins", bad, tmp_path / "fresh")
    assert (fresh.exit_code, fresh.documents) == (1, 1)
    again = imported("scrutins", bad, tmp_path / "out", replace=True)
    assert (again.exit_code, again.documents) == (1, 1)
    assert content(tmp_path / "out") == content(tmp_path / "fresh")


@pytest.mark.parametrize("gone", ["organe_PO2", "acteur_PA1"])
@pytest.mark.parametrize("how", ["missing", "surrogate", "no-object", "bad-crc"])
def test_an_actor_or_body_that_is_missing_or_damaged_takes_nothing_away(gone: str, how: str, tmp_path: Path) -> None:
    people = PEOPLE | {"acteur_PA2": actor("PA2", birth="1950-01-01")}
    imported("assemblee", dump(tmp_path / "AMO.zip", **people), tmp_path / "out")
    before = content(tmp_path / "out")
    folder, _, stem = gone.partition("_")
    fields = people[gone]
    changed = {
        "missing": {name: record for name, record in people.items() if name != gone},
        "surrogate": people | {gone: json.dumps(fields | {"uid": f"{stem}\ud800"}).encode()},
        "no-object": people | {gone: b"[]"},
        "bad-crc": people,
    }[how]
    bad = dump(tmp_path / "AMO.zip", **changed)
    if how == "bad-crc":
        spoilt(bad, f"json/{folder}/{stem}.json")

    report = imported("assemblee", bad, tmp_path / "out")
    assert report.exit_code == 2
    assert stem in report.lost
    assert content(tmp_path / "out") == before
    if how != "missing":
        assert f"AMO.zip: json/{folder}/{stem}.json" in told(report)
    assert imported("assemblee", bad, tmp_path / "fresh").exit_code == (0 if how == "missing" and folder == "acteur" else 1)


@pytest.mark.parametrize("number", ["9" * 5000, "²", "٣", "trois", "-1"])
def test_a_seat_whose_number_is_none_is_kept_under_its_id(number: str, tmp_path: Path) -> None:
    seat = BODY | {"uid": "PO2", "codeType": "CIRCONSCRIPTION", "numero": number, "legislature": number}
    report = imported("assemblee", dump(tmp_path / "AMO.zip", **PEOPLE | {"organe_PO2": seat}), tmp_path / "out")

    assert report.exit_code == 0
    assert any("constituency/po2>" in line for line in content(tmp_path / "out"))


def test_the_command_says_that_nothing_is_changed_and_how_to_let_go(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(tmp_path / "out")
    assert cli.run(["import", "scrutins", str(zipped(tmp_path / "a.zip", WHOLE)), "-o", out]) == 0
    fewer = str(zipped(tmp_path / "b.zip", {"VTANR5L17V1.json": FIRST}))
    capsys.readouterr()

    assert cli.run(["import", "scrutins", fewer, "-o", out]) == 2
    printed = capsys.readouterr()
    assert "1 records of the earlier import are not in these files (vtanr5l17v2); to let them go: --replace" in printed.err
    assert printed.out == ""
    assert cli.run(["import", "scrutins", fewer, "-o", out, "--replace"]) == 0


def test_a_folder_in_which_one_file_cannot_be_read_gives_the_others(tmp_path: Path) -> None:
    folder = tmp_path / "Scrutins"
    (folder / "VTANR5L17V2.json").mkdir(parents=True)
    (folder / "VTANR5L17V1.json").write_text(json.dumps(FIRST))

    report = imported("scrutins", folder, tmp_path / "out")
    assert report.documents == 1
    assert told(report) == "Scrutins: VTANR5L17V2.json cannot be read: Is a directory"


def test_a_member_that_unpacks_to_far_more_than_it_holds_is_not_unpacked(tmp_path: Path) -> None:
    bomb = tmp_path / "A.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("AMAN1.json", b" " * (members.RATIO_FROM + 1))
        archive.writestr("AMAN2.json", json.dumps(amendement(2)))

    report = imported("amendements", bomb, tmp_path / "out")
    assert report.documents == 1
    assert "A.zip: AMAN1.json unpacks to " in told(report)


def test_a_record_larger_than_any_and_a_dump_larger_than_any_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = zipped(tmp_path / "S.zip", WHOLE)
    largest = max(len(json.dumps(one)) for one in WHOLE.values())
    monkeypatch.setattr(members, "MOST_OF_A_MEMBER", largest - 1)
    assert imported("scrutins", path, tmp_path / "out").documents == 1
    monkeypatch.setattr(members, "MOST_UNPACKED", largest)
    with pytest.raises(UsageError, match="more than is read"):
        imported("scrutins", path, tmp_path / "none")


ENTITIES = """<?xml version="1.0"?>
<!DOCTYPE rdf:RDF [{declared}]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#">
  <rdf:Description rdf:about="&ev;1"><skos:prefLabel xml:lang="fr">eau</skos:prefLabel></rdf:Description>
</rdf:RDF>
"""
NAMESPACE = '<!ENTITY ev "http://eurovoc.europa.eu/">'


def test_entities_for_namespaces_are_read(tmp_path: Path) -> None:
    (tmp_path / "e.rdf").write_text(ENTITIES.format(declared=NAMESPACE))

    assert imported("eurovoc", tmp_path / "e.rdf", tmp_path / "out").entities == {"Theme": 1}


@pytest.mark.parametrize(
    "declared",
    ['<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">', f'<!ENTITY a "{"a" * 1000}">', '<!ENTITY a SYSTEM "file:///etc/hostname">'],
)
def test_entities_that_unfold_or_lead_elsewhere_are_refused(declared: str, tmp_path: Path) -> None:
    (tmp_path / "e.rdf").write_text(ENTITIES.format(declared=NAMESPACE + declared))

    with pytest.raises(UsageError, match=r"e\.rdf: cannot be read as SKOS: its entity"):
        imported("eurovoc", tmp_path / "e.rdf", tmp_path / "out")
