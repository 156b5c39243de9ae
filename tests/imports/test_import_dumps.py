"""Dumps of votes and amendments in the graph: counted back, joined with the documents' entities, replaced whole, never half."""

from __future__ import annotations

import gzip
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from dumps import BODY, EPR, LFI, MIS, PANOT, actor, amendement, amendments, dump, group, mandate, scrutin, votes, zipped

from kg import cli
from kg.authority.imports import importers
from kg.errors import UsageError
from kg.imports import ImportReport, import_dump
from kg.iris import ID
from kg.outputs import STORE, lines, open_graph
from kg.store import EmbeddedStore
from kg.store.results import Rows
from kg.validate import validate


def imported(source: str, path: Path, out: Path, replace: bool = False) -> ImportReport:
    return import_dump(importers()[source], [path], out, replace=replace)


def content(out: Path) -> list[str]:
    with open_graph(out) as store:
        return sorted(lines(store))


def values(out: Path, query: str) -> list[tuple[str, ...]]:
    """The rows of a query as text, minted IRIs without their base."""
    with open_graph(out) as store:
        answer = store.query(query)
    assert isinstance(answer, Rows)
    return [tuple(term.value.removeprefix(ID) if term else "" for term in row) for row in answer.rows]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which votes, then amendments, then a small file of actors were imported."""
    folder = tmp_path_factory.mktemp("imports")
    assert imported("scrutins", votes(folder / "Scrutins.zip"), folder / "out").findings == []
    assert imported("amendements", amendments(folder / "Amendements.zip"), folder / "out").findings == []
    people = dump(folder / "AMO.zip", organe_PO1=BODY, organe_PO2=BODY | {"uid": "PO2"}, acteur_PA1=actor())
    imported("assemblee", people, folder / "out")
    return folder / "out"


def test_each_vote_of_a_person_and_of_a_group_is_a_statement_and_a_direct_triple(out: Path) -> None:
    found = values(out, "SELECT ?who ?vote { ?who kg:votedFor ?vote } ORDER BY ?vote ?who")

    assert found == [
        ("organisation/groupe-ensemble-pour-la-republique", "vote/VTANR5L17V1"),
        ("person/jean-michel-mis", "vote/VTANR5L17V1"),
        ("organisation/groupe-ensemble-pour-la-republique", "vote/VTANR5L17V2"),
        ("person/jean-michel-mis", "vote/VTANR5L17V2"),
        ("person/mathilde-panot", "vote/VTANR5L17V2"),
    ]
    stated = values(
        out,
        "SELECT ?field ?date ?source { ?s rdf:subject person:gabriel-attal ; rdf:predicate kg:votedAgainst ; kg:field ?field ; "
        "kg:date ?date ; prov:wasDerivedFrom ?source }",
    )
    field = "ventilationVotes.organe.groupes.groupe.vote.decompteNominatif.contres.votant"
    assert stated == [(field, "2024-10-25", "document/vtanr5l17v2")]


def test_a_vote_says_what_was_put_to_it(out: Path) -> None:
    found = dict(values(out, "SELECT ?vote ?on { ?vote kg:votedOn ?on }"))

    bill = "bill/proposition-de-loi-relative-aux-essais"
    assert found == {"vote/VTANR5L17V1": bill, "vote/VTANR5L17V2": "document/vtanr5l17v2/amendment/12"}
    quotes = values(out, f"SELECT ?q {{ ?s rdf:predicate kg:amends ; rdf:object <{ID}{bill}> ; kg:evidence/kg:quote ?q }}")
    assert [quote.split(" ")[0] for (quote,) in quotes] == ["L'amendement"]


def test_who_votes_against_the_majority_of_the_own_group_is_a_named_question(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["query", "dissenting-votes", "-o", str(out), "--format", "csv"]) == 0

    rows = capsys.readouterr().out.splitlines()[1:]
    assert [row.split(",")[1:4] for row in rows] == [
        ["Mathilde Panot", "groupe La France insoumise - Nouveau Front Populaire", "1"]
    ]


def test_authors_co_signatories_targets_and_citations_are_counted_back(out: Path) -> None:
    counted = values(
        out,
        "SELECT ?p (COUNT(*) AS ?n) { VALUES ?p { kg:authorOf kg:cosignatoryOf kg:amends } "
        "?s kg:rule 'import.amendements' ; rdf:predicate ?p } GROUP BY ?p ORDER BY ?p",
    )
    assert [(predicate.rpartition("#")[2], count) for predicate, count in counted] == [
        ("amends", "3"),
        ("authorOf", "3"),
        ("cosignatoryOf", "3"),
    ]
    assert values(out, "SELECT ?a { organisation:gouvernement kg:authorOf ?a }") == [
        ("amendment/AMANR5L17PO59051B0907P0D1N000003",)
    ]


def test_an_imported_document_is_read_by_the_path_and_is_part_of_its_dump(out: Path) -> None:
    found = values(
        out, "SELECT ?d { ?d dcterms:isPartOf <" + ID + "dump/amendements> ; kg:text ?t FILTER(CONTAINS(?t, 'L. 411-2')) }"
    )

    assert ("document/amanr5l17po59051b0907p0d1n000001",) in found
    article = "article/code/code-de-l-environnement/l-411-2"
    words = values(out, f"SELECT ?q {{ ?m kg:refersTo <{ID}{article}> ; kg:quote ?q }}")
    assert words[0][0].startswith("article L. 411-2")


def test_the_graph_of_imports_is_well_formed(out: Path) -> None:
    with open_graph(out) as store:
        assert validate([f"{line[:-1]}<urn:g> ." for line in store.triples()]) == ()


def test_any_order_and_repeated_imports_give_the_same_graph(out: Path, tmp_path: Path) -> None:
    people, ballots, texts = (out.parent / name for name in ("AMO.zip", "Scrutins.zip", "Amendements.zip"))
    for source, path in (("assemblee", people), ("amendements", texts), ("scrutins", ballots), ("amendements", texts)):
        imported(source, path, tmp_path / "out")

    assert content(tmp_path / "out") == content(out)


def test_a_zip_and_its_unpacked_folder_give_the_same_graph(out: Path, tmp_path: Path) -> None:
    shutil.unpack_archive(out.parent / "Scrutins.zip", tmp_path / "unpacked")
    imported("scrutins", out.parent / "Scrutins.zip", tmp_path / "a")
    imported("scrutins", tmp_path / "unpacked", tmp_path / "b")

    assert content(tmp_path / "a") == content(tmp_path / "b")


def test_an_import_takes_the_place_of_the_same_dump_whole_and_leaves_the_rest(out: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    shutil.copytree(out, folder)
    only = scrutin(9, "la motion de rejet préalable.", group(EPR, "pour", (MIS,)))
    imported("scrutins", zipped(tmp_path / "new.zip", {"VTANR5L17V9.json": only}), folder, replace=True)

    assert values(folder, "SELECT ?v { ?v a kg:Vote }") == [("vote/VTANR5L17V9",)]
    assert len(values(folder, "SELECT ?a { ?a a kg:Amendment }")) == 3


@pytest.mark.parametrize("damage", ["cut", "empty", "no-member"])
def test_a_file_that_cannot_be_read_changes_nothing(damage: str, out: Path, tmp_path: Path) -> None:
    bad = tmp_path / "Scrutins.zip"
    whole = (out.parent / "Scrutins.zip").read_bytes()
    if damage == "no-member":
        zipped(bad, {"json/readme.txt": b"?"})
    else:
        bad.write_bytes(whole[: len(whole) // 2] if damage == "cut" else b"")
    before = content(out)

    with pytest.raises(UsageError, match=r"nothing is changed: Scrutins\.zip"):
        imported("scrutins", bad, out)
    assert content(out) == before


GOOD = scrutin(1, "la motion.", group(EPR, "pour", (MIS,)))


@pytest.mark.parametrize(
    ("record", "told"),
    [
        (b"{", "not JSON"),
        (b"[1]", "not an object"),
        (scrutin(1, "la motion.", group(LFI, "pour", (PANOT,))), "there twice"),
        (scrutin(2, "la motion.", date="2021-02-30"), "day is out of range"),
        ({"scrutin": GOOD["scrutin"] | {"uid": "VTANR5L17V2", "ventilationVotes": None}}, "left out"),
        ({"scrutin": GOOD["scrutin"] | {"uid": "X"}}, "'X' is no id"),
        (scrutin(2, "la motion.", group("PO999999", "pour", ("PA999999",))), "known by its id alone"),
    ],
)
def test_a_record_that_does_not_fit_is_told_with_its_file_and_the_others_are_taken(
    record: object, told: str, tmp_path: Path
) -> None:
    path = zipped(tmp_path / "S.zip", {"VTAN1.json": GOOD, "VTAN2.json": record})
    report = imported("scrutins", path, tmp_path / "out")

    assert report.exit_code == 1
    assert any(told in finding.message and finding.where == "S.zip: VTAN2.json" for finding in report.findings)
    assert ("person/jean-michel-mis", "vote/VTANR5L17V1") in values(tmp_path / "out", "SELECT ?p ?v { ?p kg:votedFor ?v }")


def test_a_group_of_which_nobody_voted_takes_no_position(tmp_path: Path) -> None:
    silent = scrutin(1, "la motion.", group(EPR, "pour", (MIS,)), group(LFI, "pour"))
    imported("scrutins", zipped(tmp_path / "S.zip", {"VTAN1.json": silent}), tmp_path / "out")

    assert values(tmp_path / "out", "SELECT ?g { ?g a kg:Organisation ; kg:votedFor ?v }") == [
        ("organisation/groupe-ensemble-pour-la-republique",)
    ]


def test_an_amendment_with_a_date_that_is_none_is_kept_without_it(tmp_path: Path) -> None:
    record = amendement(1, cycleDeVie={"dateDepot": "2021-02-30"})
    report = imported("amendements", zipped(tmp_path / "A.zip", {"AMAN1.json": record}), tmp_path / "out")

    assert [finding.code for finding in report.findings] == ["authority.date"]
    assert len(values(tmp_path / "out", "SELECT ?a { person:jean-michel-mis kg:authorOf ?a }")) == 1


def test_mandates_with_impossible_dates_or_of_unknown_type_are_kept_and_nothing_is_stated_of_them(tmp_path: Path) -> None:
    mandates = [
        mandate(uid="PM1"),
        mandate(uid="PM2", dateDebut="2021-02-30"),
        mandate(uid="PM3", typeOrgane="NEUF"),
        mandate(uid="PM1"),
        mandate(uid="PM4", organes={"organeRef": "PO77"}, typeOrgane="GA", election=None),
    ]
    path = dump(tmp_path / "AMO.zip", organe_PO1=BODY, organe_PO2=BODY | {"uid": "PO2"}, acteur_PA1=actor(mandates=mandates))
    report = imported("assemblee", path, tmp_path / "out")

    told = " / ".join(f"{finding.where} {finding.message}" for finding in report.findings)
    for words in ("PM2", "2021-02-30", "unknown mandate type 'NEUF'", "PM1 is there twice", "PO77, which is not in the dump"):
        assert words in told
    assert [uid for (uid,) in values(tmp_path / "out", "SELECT ?m { ?m a kg:Mandate } ORDER BY ?m")] == [
        f"mandate/PM{n}" for n in (1, 2, 3, 4)
    ]
    assert values(tmp_path / "out", "SELECT ?o { ?s kg:rule 'import.assemblee' ; rdf:object ?o } ORDER BY ?o") == [
        ("organisation/po1",),
        ("organisation/po77",),
    ]


def test_a_person_of_the_dump_whom_the_pack_lacks_gets_the_key_that_a_text_gives(tmp_path: Path) -> None:
    path = dump(tmp_path / "AMO.zip", organe_PO1=BODY, acteur_PA1=actor(), acteur_PA2=actor("PA2", birth="1950-01-01"))
    imported("assemblee", path, tmp_path / "out")

    assert values(tmp_path / "out", "SELECT ?p ?id { ?p a kg:Person ; dcterms:identifier ?id } ORDER BY ?id") == [
        ("person/ada-d-exemple", "PA1"),
        ("person/ada-d-exemple-1950", "PA2"),
    ]


def test_a_build_keeps_what_was_imported(out: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    shutil.copytree(out, folder)
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("Le Premier ministre a reçu le député Jean-Michel Mis.", encoding="utf-8")

    assert cli.run(["build", str(tmp_path / "texts"), "-o", str(folder)]) == 0
    assert len(values(folder, "SELECT ?v { ?v a kg:Vote }")) == 2
    assert len(values(folder, "SELECT ?d { ?d a kg:Document ; kg:text ?t }")) == 6


def as_line(number: int) -> dict[str, object]:
    """The same record as the line of a corpus has it."""
    return {
        "uid": f"AMANR5L17PO59051B0907P0D1N{number:06}",
        "auteur": MIS,
        "cosign": [PANOT],
        "signataires": "M. Mis et Mme Panot",
        "date": "2025-02-21",
        "dispositif": "À l’article L. 411-2 du code de l’environnement, supprimer le mot.",
        "expose": "Amendement de précision.",
    }


def test_an_amendment_is_one_thing_and_one_document_whether_it_is_imported_or_a_line_of_a_corpus(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    lines = "".join(f"{json.dumps(as_line(number))}\n" for number in (1, 2))
    (tmp_path / "corpus" / "a.jsonl").write_text(lines, encoding="utf-8")
    records = {f"AMAN{number}.json": amendement(number, cosigners=PANOT) for number in (1, 2)}
    path = zipped(tmp_path / "A.zip", records)
    imported("amendements", path, tmp_path / "imported")
    assert cli.run(["build", str(tmp_path / "corpus"), "-o", str(tmp_path / "built")]) == 0

    for query in (
        "SELECT ?a { ?a a kg:Amendment }",
        "SELECT ?d { ?d a kg:Document ; kg:text ?t }",
        "SELECT ?who ?a { ?who kg:authorOf|kg:cosignatoryOf ?a }",
    ):
        found = sorted(values(tmp_path / "built", query))
        assert found == sorted(values(tmp_path / "imported", query))
        assert found

    # In either order the import, which reads more fields, is what stays.
    alone = content(tmp_path / "imported")
    assert cli.run(["build", str(tmp_path / "corpus"), "-o", str(tmp_path / "imported")]) == 0
    imported("amendements", path, tmp_path / "built")
    assert content(tmp_path / "imported") == content(tmp_path / "built") == alone


def test_the_amendments_of_the_bulk_corpus_are_those_of_the_official_file(tmp_path: Path) -> None:
    """On amendments of many texts that are in both files."""
    data = Path(__file__).parents[2].parent / "shared" / "data"
    official, bulk = data / "assemblee" / "Amendements.json.zip", data / "bulk" / "amendements.jsonl.gz"
    if not (official.is_file() and bulk.is_file()):
        pytest.skip("the publishers' files are not in ../shared/data")
    with zipfile.ZipFile(official) as archive:
        names = {name.rpartition("/")[2].removesuffix(".json"): name for name in sorted(archive.namelist())[::300]}
        zipped(tmp_path / "A.zip", {name: archive.read(name) for name in names.values()})
    with gzip.open(bulk, "rt", encoding="utf-8") as file:
        rows = [line for line in file if line[9 : line.index('"', 9)] in names]
    assert len(rows) == len(names) > 5
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "bulk.jsonl").write_text("".join(rows), encoding="utf-8")
    imported("amendements", tmp_path / "A.zip", tmp_path / "imported")
    cli.run(["build", str(tmp_path / "corpus"), "-o", str(tmp_path / "built")])

    for query in ("SELECT ?a { ?a a kg:Amendment }", "SELECT ?d { ?d a kg:Document ; kg:text ?t }"):
        both = [set(values(tmp_path / which, query)) for which in ("imported", "built")]
        own = [{one for one in found if "amanr5l17" in one[0].lower()} for found in both]
        assert own[0] == own[1]


def test_the_command_names_the_sources_there_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["import", "list"]) == 0
    assert {"assemblee", "scrutins", "amendements"} <= {line.split()[0] for line in capsys.readouterr().out.splitlines()}
    assert cli.run(["import", "nothing", str(tmp_path)]) == 2
    assert "assemblee" in capsys.readouterr().err
    assert cli.run(["import", "scrutins"]) == 2
    assert "give the files" in capsys.readouterr().err


def test_the_store_is_closed_after_an_import(out: Path) -> None:
    with EmbeddedStore(out / STORE, writable=True) as store:
        assert store.size() > 100
