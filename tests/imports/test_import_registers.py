"""Registers: territories, acts, Wikidata items, EuroVoc, and any table by a mapping file whose faults are told by line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg import cli
from kg.authority.imports import Item, Keys, importers, mapped
from kg.errors import OntologyError
from kg.model import Claim, Entity, Finding


def items(source: str, *paths: Path) -> list[Item]:
    return list(importers()[source].items(paths, Keys()))


def entities(found: list[Item]) -> dict[str, Entity]:
    return {item.key: item for item in found if isinstance(item, Entity)}


def written(path: Path, content: str, encoding: str = "utf-8") -> Path:
    path.write_text(content, encoding=encoding)
    return path


def test_territories_bear_the_keys_and_codes_of_the_pack(tmp_path: Path) -> None:
    regions = written(tmp_path / "regions.json", json.dumps([{"code": "84", "nom": "Auvergne-Rhône-Alpes", "zone": "metro"}]))
    loire = {"code": "42", "nom": "Loire", "region": "84", "zone": "metro", "typeLiaison": 3}
    departements = written(tmp_path / "departements.json", json.dumps([loire, loire, {"code": ""}]))
    found = items("cog", regions, departements)

    known = entities(found)
    assert known["place/departement-42"].same_as == ("http://id.insee.fr/geo/departement/42",)
    assert known["place/departement-42"].facts[0].value == "place/region-84"
    assert [item.code for item in found if isinstance(item, Finding)] == ["authority.duplicate", "authority.layout"]


def test_a_number_that_is_none_is_told_and_the_next_record_is_taken(tmp_path: Path) -> None:
    text = '[{"code": "42", "nom": "Loire", "typeLiaison": 1e400}, {"code": "69", "nom": "Rhône", "typeLiaison": 1}]'
    found = items("cog", written(tmp_path / "departements.json", text))

    assert [item.code for item in found if isinstance(item, Finding)] == ["authority.layout"]
    assert "place/departement-69" in entities(found)


def test_codes_and_acts_bear_the_keys_of_the_pack(tmp_path: Path) -> None:
    codes = written(tmp_path / "c.csv", "legitext,titre,etat,date_debut\nLEGITEXT000006070721,Code civil,VIGUEUR,1803-03-14\n")
    header = "jorftext,nature,num,date_signature,date_publication,title,alias\n"
    title = "Loi n° 2022-52 du 24 janvier 2022 relative à la responsabilité pénale et à la sécurité intérieure"
    laws = written(tmp_path / "l.csv", f"{header}JORFTEXT000045067923,LOI,2022-52,2022-01-24,,{title},\n")
    known = entities(items("legifrance", codes, laws))

    assert known["code/code-civil"].identifiers == ("LEGITEXT000006070721",)
    assert known["law/2022-52"].same_as == ("https://www.legifrance.gouv.fr/eli/loi/2022/1/24/2022-52/jo/texte",)


def test_an_item_at_odds_with_the_pack_identifies_nobody(tmp_path: Path) -> None:
    path = written(tmp_path / "w.csv", "an_id,wikidata,frwiki\nPA719952,Q30379003,\nPA720892,Q1,\n")
    found = items("wikidata", path)

    assert set(entities(found)) == {"person/jean-michel-mis"}
    assert [item.code for item in found if isinstance(item, Finding)] == ["authority.item"]


EUROVOC = """@prefix ev: <http://eurovoc.europa.eu/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
ev:2 a skos:Concept ; skos:prefLabel "essai"@fr , "test"@en ; skos:altLabel "épreuve"@fr ; skos:broader ev:1 .
ev:1 a skos:Concept ; skos:prefLabel "recherche"@fr .
ev:3 a skos:Concept ; skos:prefLabel "nothing"@en .
"""


def test_concepts_become_themes_with_their_broader_ones(tmp_path: Path) -> None:
    found = items("eurovoc", written(tmp_path / "e.ttl", EUROVOC))

    theme = entities(found)["theme/eurovoc-2"]
    assert (theme.label, theme.label_en, theme.alt_labels) == ("essai", "test", ("épreuve",))
    assert theme.exact_match == ("http://eurovoc.europa.eu/2",)
    assert theme.facts[0].value == "theme/eurovoc-1"
    assert [item.where for item in found if isinstance(item, Finding)] == ["http://eurovoc.europa.eu/3"]


@pytest.mark.parametrize(("name", "content"), [("e.ttl", "ev:1 a"), ("e.doc", "")])
def test_a_thesaurus_that_cannot_be_read_is_told(name: str, content: str, tmp_path: Path) -> None:
    assert [item.code for item in items("eurovoc", written(tmp_path / name, content)) if isinstance(item, Finding)] == [
        "authority.damaged"
    ]


def test_senators_get_the_number_of_the_senate_by_name_and_birth_date(tmp_path: Path) -> None:
    rows = "% comment\nMatricule,Qualité,Nom usuel,Prénom usuel,État,Date naissance\n"
    rows += "12345A,M.,Mis,Jean-Michel,ACTIF,1967-07-28 00:00:00.0\n99999Z,Mme,Inconnue,Zoé,ANCIEN,\n"
    known = entities(items("senat", written(tmp_path / "ODSEN_GENERAL.csv", rows, "cp1252")))

    assert "12345A" in known["person/jean-michel-mis"].identifiers
    assert known["person/senat-99999z"].label == "Zoé Inconnue"


MAPPING = """name = "registre"
title = "Un registre"
delimiter = ";"

[row]
kind = "Organisation"
label = "{nom}"
key = "registre-{id}"
identifier = ["{id}"]
see_also = ["{site}"]

[[statement]]
predicate = "memberOf"
object = { kind = "Organisation", label = "{federation}", find = { name = "{federation}" } }
start = "{depuis}"
"""


def test_any_table_comes_in_by_a_mapping_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mapping = written(tmp_path / "registre.toml", MAPPING)
    head = "id;nom;site;federation;depuis\n"
    table = written(tmp_path / "t.csv", f"{head}7;Essai;https://a.fr/;Sénat;01/02/2020\n8;Autre;;;\n9;;;;\n1;X;;Y;2021-02-30\n")
    found = list(mapped(mapping).items([table], Keys()))

    assert entities(found)["organisation/registre-7"].see_also == ("https://a.fr/",)
    claim = next(item for item in found if isinstance(item, Claim))
    assert (claim.object, claim.start, claim.field) == ("organisation/senat", "2020-02-01", "federation")
    assert [item.where for item in found if isinstance(item, Finding)] == ["t.csv:4", "t.csv:5"]
    assert cli.run(["import", str(mapping), str(table), "-o", str(tmp_path / "out")]) == 1
    assert "Organisation" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ('kind = "Organisation"\nlabel', 'kind = "Firme"\nlabel', 6, "kind must be one of"),
        ("memberOf", "likes", 13, "no relation"),
        ("see_also", "seealso", 10, "unknown in row"),
        ('name = "registre"', 'name = "Un registre"', 1, "small letters"),
        ('label = "{nom}"', "", 5, "needs a label"),
        ("[row]", "[row", 5, "Expected"),
        ("{ name =", "{ siren =", 14, "find takes"),
        ('delimiter = ";"', 'delimiter = ";;"', 3, "one character"),
        ('kind = "Organisation"\nlabel', 'kind = ["Organisation"]\nlabel', 6, "kind in row must be a text"),
        ('label = "{nom}"', "label = 3", 7, "label in row must be a text"),
        ('identifier = ["{id}"]', "identifier = [3]", 9, "or a list of texts"),
        ('"memberOf"', "{}", 13, "predicate in statement must be a text"),
        ("[[statement]]", "[statement]", 12, r"write \[\[statement\]\]"),
    ],
)
def test_a_fault_of_a_mapping_is_told_by_file_and_line(old: str, new: str, line: int, told: str, tmp_path: Path) -> None:
    path = written(tmp_path / "m.toml", MAPPING.replace(old, new, 1))
    with pytest.raises(OntologyError, match=told) as caught:
        mapped(path)
    assert caught.value.line == line


def test_a_table_that_lacks_a_column_is_told_and_nothing_is_imported(tmp_path: Path) -> None:
    table = written(tmp_path / "t.csv", "id;nom\n1;X\n")
    with pytest.raises(OntologyError, match=r"t\.csv:1: columns missing: depuis, federation, site"):
        list(mapped(written(tmp_path / "m.toml", MAPPING)).items([table], Keys()))
