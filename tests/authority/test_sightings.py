"""Deputies at work: votes and signatures, and the mandates and names that they attest."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from test_assemblee import BODY, actor, dump, mandate

from kg.authority import make_pack
from kg.authority.sightings import Sighting, Signatures, Votes
from kg.lexicon.pack import Pack
from kg.lexicon.pack_check import check_pack
from kg.model import Finding


def vote(day: str, *voters: tuple[str, str], group: str = "PO9") -> dict[str, Any]:
    """A roll-call vote as published."""
    found = [{"acteurRef": who, "mandatRef": uid} for who, uid in voters]
    named = {"pours": {"votant": found if len(found) > 1 else found[0]}, "contres": None}
    groups = {"groupe": [{"organeRef": group, "vote": {"positionMajoritaire": "pour", "decompteNominatif": named}}]}
    return {"scrutin": {"dateScrutin": day, "ventilationVotes": {"organe": {"organeRef": "PO1", "groupes": groups}}}}


def amendment(day: str, line: str, author: str, *others: str) -> dict[str, Any]:
    """An amendment as published."""
    signed = {"auteur": {"acteurRef": author}, "cosignataires": {"acteurRef": list(others)} if others else None, "libelle": line}
    return {"amendement": {"signataires": signed, "cycleDeVie": {"dateDepot": day}}}


def folder(root: Path, actors: dict[str, Any], **records: dict[str, Any]) -> Path:
    """A data folder with a dump of actors, votes (scrutin_…) and amendments (amendement_…)."""
    (root / "assemblee").mkdir(parents=True)
    dump(root / "assemblee" / "AMO30.zip", organe_PO1=BODY | {"legislature": "17"}, organe_PO9=GROUP, **actors)
    for name in ("scrutin", "amendement"):
        inside = {f"x_{key}": record for key, record in records.items() if key.startswith(name)}
        dump(root / "assemblee" / f"{name.title()}s.zip", **inside)
    return root


GROUP = BODY | {"uid": "PO9", "codeType": "GP", "libelle": "Les Exemples", "viMoDe": {"dateDebut": "2024-07-18", "dateFin": None}}
ELECTED = {"causeMandat": "élections générales", "refCirconscription": "PO2"}


def seated(uid: str = "PM10", start: str = "2024-07-07") -> dict[str, Any]:
    return mandate(uid=uid, dateDebut=start, dateFin=None, election=ELECTED)


def someone(uid: str, given: str, family: str, *mandates: dict[str, Any]) -> dict[str, Any]:
    record = actor(uid, "1970-01-01", list(mandates))
    record["etatCivil"]["ident"] |= {"prenom": given, "nom": family}
    return record


@pytest.fixture
def made(tmp_path: Path) -> tuple[Pack, list[Finding]]:
    """Two sit still (their mandates bound the ids of the general election); one left whom the file knows from before, one whom
    it does not know; one was printed under a longer name."""
    data = folder(
        tmp_path / "data",
        {
            "acteur_PA1": someone("PA1", "Ada", "Un", seated("PM10")),
            "acteur_PA2": someone("PA2", "Bo", "Deux", seated("PM30")),
            "acteur_PA3": someone("PA3", "Cé", "Trois", mandate(uid="PM1")),
        },
        scrutin_1=vote("2024-10-08", ("PA3", "PM20"), ("PA1", "PM10")),
        scrutin_2=vote("2024-11-08", ("PA3", "PM20"), ("PA9", "PM99")),
        amendement_1=amendment("2024-12-01", "M.&#160;Trois et Mme&#160;Neuf", "PA3", "PA9"),
        amendement_2=amendment("2024-12-02", "Mme Deux de la Rivière, M. Un", "PA2", "PA1"),
        amendement_3=amendment("2025-12-02", "Mme Deux", "PA2"),
    )
    out = tmp_path / "pack"
    out.mkdir()
    findings = make_pack(data, out)
    return Pack(out), findings


def test_who_left_is_a_deputy_from_the_election_to_the_last_day_that_tells_of_him(made: tuple[Pack, list[Finding]]) -> None:
    pack, _ = made
    (before, known) = [row for row in pack.mandates_of("person/ce-trois") if row.role == "depute"]

    assert before.key == "mandate/PM1"
    assert (known.key, known.start, known.end, known.known_until) == ("mandate/PM20", "2024-07-07", "", "2024-12-01")
    assert known.source == "assemblee-amendements|assemblee-scrutins"
    assert pack.active("person/ce-trois", "2024-12-01")
    assert not pack.active("person/ce-trois", "2024-12-02")
    group = pack.group_on("person/ce-trois", "2024-10-20")
    assert group is not None
    assert group.label == "groupe Les Exemples"


def test_who_is_in_no_file_is_known_by_the_name_as_printed_and_begins_when_first_seen(made: tuple[Pack, list[Finding]]) -> None:
    pack, _ = made
    (neuf,) = pack.persons_surnamed("neuf")
    (known,) = [row for row in pack.mandates_of(neuf.key) if row.role == "depute"]

    assert (neuf.key, neuf.an, neuf.gender) == ("person/neuf", ("PA9",), "f")
    assert (known.key, known.start, known.known_until) == ("mandate/PM99", "2024-11-08", "2024-12-01")


def test_a_mandate_of_the_file_gets_no_second_one(made: tuple[Pack, list[Finding]]) -> None:
    pack, findings = made

    assert [row.key for row in pack.mandates_of("person/ada-un") if row.role == "depute"] == ["mandate/PM10"]
    assert check_pack(pack) == []
    assert not [finding for finding in findings if finding.code == "authority.layout"]


def test_a_longer_name_is_dated_and_leads_to_its_bearer(made: tuple[Pack, list[Finding]]) -> None:
    pack, _ = made

    assert pack.surname_on("person/bo-deux", "2024-12-02") == "Deux de la Rivière"
    assert pack.surname_on("person/bo-deux", "2025-12-02") == "Deux"
    assert [row.key for row in pack.persons_surnamed("deux de la riviere")] == ["person/bo-deux"]
    assert pack.persons["person/bo-deux"].alt_labels == ("Bo Deux de la Rivière",)


def test_who_takes_up_the_seat_of_another_begins_on_that_day() -> None:
    from kg.authority.assemblee import _tenure

    election = {"causeMandat": "remplacement d'un député nommé au Gouvernement"}
    taken = {"datePriseFonction": "2022-08-05"}
    assert _tenure(mandate(election=election, mandature=taken, dateFin="2023-01-01"))[0].start == "2022-08-05"
    assert _tenure(mandate(election=ELECTED, mandature=taken, dateFin="2023-01-01"))[0].start == "2017-06-18"


def test_json_lines_are_read_like_the_publishers_records(tmp_path: Path) -> None:
    path = tmp_path / "amendements.jsonl.gz"
    rows = [
        {"uid": "A1", "date": "2025-01-01", "auteur": "PA1", "cosign": ["PA2"], "signataires": "M. Un et Mme Deux"},
        {"uid": "A2", "date": "2025-01-02", "auteur": None, "cosign": [], "signataires": "le Gouvernement"},
        {"uid": "A3", "date": "2025-02-30", "auteur": "PA1", "cosign": [], "signataires": "M. Un"},
    ]
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write("\n".join(map(json.dumps, rows)) + "\nnot json\n[1]\n")
    records = list(Signatures().read(path))

    assert [record for record in records if isinstance(record, Sighting)] == [
        Sighting("PA1", "2025-01-01", "assemblee-amendements", civility="M.", name="Un"),
        Sighting("PA2", "2025-01-01", "assemblee-amendements", civility="Mme", name="Deux"),
    ]
    assert [record.where for record in records if isinstance(record, Finding)] == [
        f"amendements.jsonl.gz:{line}" for line in (3, 4, 5)
    ]


def test_a_vote_that_does_not_fit_is_told_and_left_out(tmp_path: Path) -> None:
    path = tmp_path / "Scrutins.zip"
    dump(
        path,
        x_V1=vote("2024-10-08", ("PA1", "PM1")),
        x_V2={"scrutin": {"dateScrutin": ""}},
        x_V3=b"{",
        x_V4=vote("2024-02-30", ("PA1", "PM1")),
    )
    records = list(Votes().read(path))

    assert [record for record in records if isinstance(record, Sighting)] == [
        Sighting("PA1", "2024-10-08", "assemblee-scrutins", "PM1", "PO9")
    ]
    assert len([record for record in records if isinstance(record, Finding)]) == 3


def test_hand_kept_tables_that_cannot_be_read_leave_the_pack_as_it_is(tmp_path: Path) -> None:
    data = folder(tmp_path / "data", {"acteur_PA1": someone("PA1", "Ada", "Un", seated())})
    out = tmp_path / "pack"
    out.mkdir()
    (out / "corrections.csv").write_text("action;target\n", encoding="utf-8")

    (finding,) = make_pack(data, out)
    assert finding.where.endswith("corrections.csv:1")
    assert sorted(path.name for path in out.iterdir()) == ["corrections.csv"]
