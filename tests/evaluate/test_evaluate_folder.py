"""``kg evaluate FOLDER`` on a folder of its own, with figures that are counted by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg import cli
from kg.errors import ReadError, UsageError
from kg.evaluate import as_dict, evaluate, lay_out, rows, score_graph
from kg.evaluate.gold import read_gold

GRAPH = """
@prefix kg: <https://w3id.org/kg-politique/ns#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@base <http://example.org/> .
<d> a kg:Document ; dcterms:source "a.md" ; kg:text "Mme Élan a reçu Paul Martin." .
<elan> a kg:Person ; rdfs:label "Jeanne Élan"@fr ; owl:sameAs <http://www.wikidata.org/entity/Q1> .
<martin> a kg:Person ; rdfs:label "Paul Martin"@fr ; owl:sameAs <http://www.wikidata.org/entity/Q9> .
<twin> a kg:Person ; rdfs:label "P. Martin"@fr .
<eau> a kg:Theme ; skos:prefLabel "gestion de l'eau"@fr .
<m1> a kg:Mention ; kg:inDocument <d> ; kg:refersTo <elan> ; kg:quote "Mme Élan" ; kg:start 0 ; kg:end 8 .
<m2> a kg:Mention ; kg:inDocument <d> ; kg:refersTo <martin> ; kg:quote "Paul Martin" ; kg:start 16 ; kg:end 27 .
<m3> a kg:Mention ; kg:inDocument <d> ; kg:refersTo <twin> ; kg:quote "Martin" ; kg:start 20 ; kg:end 27 .
<m4> a kg:Mention ; kg:inDocument <d> ; kg:refersTo <eau> ; kg:quote "reçu" ; kg:start 11 ; kg:end 15 .
<s1> a kg:Statement ; rdf:subject <elan> ; rdf:predicate kg:met ; rdf:object <martin> ; prov:wasDerivedFrom <d> .
<s1> kg:evidence <q1> .
<q1> a kg:Evidence ; kg:inDocument <d> ; kg:quote "Élan a reçu Paul Martin" ; kg:start 4 ; kg:end 27 .
<s2> a kg:Statement ; rdf:subject <elan> ; rdf:predicate kg:authorOf ; rdf:object <martin> ; prov:wasDerivedFrom <d> .
"""
GOLD: dict[str, Any] = {
    "document": {"source": "a", "title": "Une rencontre", "date": "2021-09-09", "publisher": "Mairie d'« Ici »"},
    "entities": [
        {"id": "e1", "type": "Person", "name": "Jeanne Élan", "surfaces": ["Mme Élan"], "ids": {"wikidata": "Q1"}},
        {
            "id": "e2",
            "type": "Person",
            "name": "Paul Martin",
            "surfaces": ["Paul Martin"],
            "ids": {"wikidata": "Q2", "an": "PA2"},
        },
        {"id": "e3", "type": "Organisation", "name": "Mairie", "surfaces": ["mairie"], "ids": {}},
        {"id": "e4", "type": "Place", "name": "Ici", "surfaces": ["ici"], "ids": {}, "optional": True},
    ],
    "relations": [
        {"s": "e1", "p": "met", "o": "e2", "date": None, "evidence": "Élan a reçu Paul Martin"},
        {"s": "e1", "p": "memberOf", "o": "e3", "date": None, "evidence": "Mme Élan"},
    ],
    "themes": [{"label": "eau", "surfaces": []}, {"label": "pêche", "eurovoc": 77, "surfaces": []}],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("texts", "gold"):
        (tmp_path / name).mkdir()
    (tmp_path / "texts" / "a.md").write_text("Mme Élan a reçu Paul Martin.", encoding="utf-8")
    (tmp_path / "gold" / "a.json").write_text(json.dumps(GOLD), encoding="utf-8")
    return tmp_path


def test_figures_are_those_counted_by_hand(folder: Path) -> None:
    graph = folder / "graph.ttl"
    graph.write_text(GRAPH, encoding="utf-8")
    scores = score_graph(graph, read_gold(folder / "gold"))
    figures = as_dict(scores)

    assert figures["entities"] == {
        "Organisation": {"P": 0.0, "R": 0.0, "F1": 0.0, "tp": 0, "fp": 0, "fn": 1},
        "Person": {"P": 0.667, "R": 1.0, "F1": 0.8, "tp": 2, "fp": 1, "fn": 0},
    }
    assert figures["relations_all"] == {"P": 0.5, "R": 0.5, "F1": 0.5, "tp": 1, "fp": 1, "fn": 1}
    assert figures["links"] == {"missing": 1, "right": 1, "wrong": 1}
    assert figures["themes"] == {"R": 0.5, "gold": 2, "proposed": 1}
    assert figures["evidence"] == {"checked": 6, "invalid": 2}
    assert [(fault.sort, fault.what) for fault in scores.faults] == [
        ("missed", "Mairie"),
        ("false", "P. Martin"),
        ("wrong link", "Paul Martin"),
        ("missing link", "Paul Martin"),
        ("missed relation", "Jeanne Élan → Mairie"),
        ("false relation", "Jeanne Élan → Paul Martin"),
        ("missed theme", "pêche"),
    ]
    assert ("entity", "Person", "0.667", "1.000", "0.800", "2", "1", "0") in rows(scores)


def test_a_text_that_is_not_in_the_graph_is_wholly_missed(folder: Path) -> None:
    (folder / "graph.ttl").write_text("", encoding="utf-8")
    figures = as_dict(score_graph(folder / "graph.ttl", read_gold(folder / "gold")))

    assert figures["documents_missing"] == 1
    assert (figures["entities_all"]["fn"], figures["relations_all"]["fn"], figures["themes"]["R"]) == (3, 2, 0.0)


def test_metadata_of_the_gold_reaches_the_reader_as_a_table(folder: Path, tmp_path: Path) -> None:
    lay_out(folder / "texts", read_gold(folder / "gold"), tmp_path / "sources")

    assert (tmp_path / "sources" / "metadata.csv").read_text(encoding="utf-8").splitlines() == [
        "file,title,date,publisher,url",
        "a.md,Une rencontre,2021-09-09,Mairie d'« Ici »,",
    ]


def test_a_folder_is_built_and_scored(folder: Path) -> None:
    scores = evaluate(folder)

    assert scores.missing == 0
    assert scores.quotes > 0
    assert scores.invalid == 0


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{\n]", r"a\.json:2: not JSON"),
        ("[]", "an object with named fields is expected"),
        ("\n" + "[" * 50_000, r"a\.json:2: brackets are nested too deep"),
        ('{"entities": [],\n"relations": ' + "9" * 5_000 + "}", r"a\.json:2: a number has too many digits"),
        ('{"entities": {}, "relations": []}', "entities: must be a list"),
        ('{"entities": [], "relations": "none"}', "relations: must be a list"),
        ('{"entities": []}', "'relations' is missing"),
        ('{"entities": [{"id": "e1"}], "relations": []}', r"entities\[0\]: the field 'type' is missing"),
    ],
)
def test_an_annotation_that_cannot_be_read_is_named(folder: Path, content: str, says: str) -> None:
    (folder / "gold" / "a.json").write_text(content, encoding="utf-8")

    with pytest.raises(ReadError, match=says):
        evaluate(folder)


def changed(path: str, value: Any) -> dict[str, Any]:
    """The annotation with one value changed, by its path: "entities/0/id"."""
    gold: dict[str, Any] = json.loads(json.dumps(GOLD))
    *parents, last = [int(part) if part.isdigit() else part for part in path.split("/")]
    where: Any = gold
    for part in parents:
        where = where[part]
    where[last] = value
    return gold


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("entities/0/id", 7, r"entities\[0\]\.id: must be a text"),
        ("entities/1/id", ["e2"], r"entities\[1\]\.id: must be a text"),
        ("entities/1/surfaces", None, r"entities\[1\]\.surfaces: must be a list"),
        ("entities/1/surfaces", "Paul", r"entities\[1\]\.surfaces: must be a list"),
        ("entities/1/surfaces", [None], r"entities\[1\]\.surfaces\[0\]: must be a text"),
        ("entities/1/ids", {"wikidata": ["Q2"]}, r"entities\[1\]\.ids\.wikidata: must be a text"),
        ("entities/1/ids", None, r"entities\[1\]\.ids: an object"),
        ("entities/1/name", "\ud800", r"entities\[1\]\.name: half a character"),
        ("document/title", "a\0b", r"document\.title: a control character"),
        ("entities/3/optional", "no", r"entities\[3\]\.optional: must be true or false"),
        ("entities/2", "Mairie", r"entities\[2\]: an object"),
        ("entities/0/became", {"ids": 3}, r"entities\[0\]\.became\.ids: an object"),
        ("relations/0/s", None, r"relations\[0\]\.s: must be a text"),
        ("relations/0/evidence", 5, r"relations\[0\]\.evidence: must be a text"),
        ("themes/0/eurovoc", {}, r"themes\[0\]\.eurovoc: must be a number"),
        ("themes", {}, "themes: must be a list"),
        ("complete_for", [3], r"complete_for\[0\]: must be a text"),
        ("document", [], "document: an object"),
        ("document/title", 5, r"document\.title: must be a text"),
    ],
)
def test_a_value_of_the_wrong_type_is_named_by_its_place(folder: Path, path: str, value: Any, says: str) -> None:
    (folder / "gold" / "a.json").write_text(json.dumps(changed(path, value)), encoding="utf-8")

    with pytest.raises(ReadError, match=rf"a\.json: {says}"):
        read_gold(folder / "gold")


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("entities/0/type", "Persn", "entities[0].type: no class 'Persn'"),
        ("entities/1/id", "e1", "entities[1].id: 'e1' is the id of entities[0] too"),
        ("relations/0/o", "e99", "relations[0].o: no entity has the id 'e99'"),
        ("relations/0/p", "mett", "relations[0].p: no relation 'mett'"),
        ("relations/0/date", "2021-99-99", "relations[0].date: '2021-99-99' is no date"),
        ("relations/0/modality", "perhaps", "relations[0].modality: 'perhaps' is no modality"),
        ("document/date", "2021-99-99", "document.date: '2021-99-99' is no day of the calendar"),
        ("document/url", "ici", "document.url: 'ici' is no http(s) address"),
    ],
)
def test_what_can_match_nothing_is_told_and_the_rest_is_scored(
    folder: Path, path: str, value: Any, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "gold" / "a.json").write_text(json.dumps(changed(path, value)), encoding="utf-8")

    assert cli.run(["evaluate", str(folder), "--json"]) == 1
    printed = capsys.readouterr()
    assert f"{folder / 'gold' / 'a.json'}: {says}" in printed.err
    assert json.loads(printed.out)["documents_missing"] == 0


def test_texts_that_cannot_be_read_are_told_and_where_none_can_nothing_is_scored(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "texts" / "b.md").write_text("", encoding="utf-8")
    assert cli.run(["evaluate", str(folder), "--json"]) == 1
    assert capsys.readouterr().err.startswith(f"{folder / 'texts' / 'b.md'}: ")

    (folder / "texts" / "a.md").write_text("", encoding="utf-8")
    assert cli.run(["evaluate", str(folder)]) == 2
    said = capsys.readouterr().err
    assert "no text could be read" in said
    assert "fault of kg" not in said


@pytest.mark.parametrize("missing", ["texts", "gold"])
def test_a_folder_without_texts_or_gold_is_refused(folder: Path, missing: str) -> None:
    (folder / missing).rename(folder / "elsewhere")

    with pytest.raises(UsageError, match="needs FOLDER/texts and FOLDER/gold"):
        evaluate(folder)


def test_the_command_prints_a_table_json_or_the_errors(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed = {}
    for option in ("--json", "--errors", ""):
        assert cli.run(["evaluate", str(folder), *([option] if option else [])]) == 0
        printed[option] = capsys.readouterr().out

    figures = json.loads(printed["--json"])
    assert list(figures) == [
        *("documents_missing", "entities", "entities_all", "relations", "relations_all", "links", "themes", "evidence"),
    ]
    assert "missed theme" in printed["--errors"]
    assert printed[""].splitlines()[0].split() == ["P", "R", "F1", "found", "false", "missed"]
