"""Every check of the hand-kept tables, each with a table that breaks it."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import OntologyError
from kg.lexicon.files import read_table
from kg.lexicon.tables import COLUMNS, FLAGS, KINDS, check_tables, table_paths

HEADER = ";".join(COLUMNS)
CNIL = "organisation/cnil;Commission nationale de l'informatique et des libertés;CNIL;Organisation;;cnil.fr;"


def folder(tmp_path: Path, *rows: str, header: str = HEADER) -> Path:
    """A folder with one table, ``bodies.csv``, whose rows begin at line 2."""
    (tmp_path / "bodies.csv").write_text("\n".join((header, *rows, "")), encoding="utf-8")
    return tmp_path


def codes(path: Path) -> list[tuple[str, int]]:
    """The faults of a folder as (code without its prefix, line)."""
    return [(f.code.removeprefix("lexicon."), int(f.where.rpartition(":")[2])) for f in check_tables(path)]


def test_the_shipped_tables_are_sound() -> None:
    assert check_tables() == []


BROKEN = [
    ("columns", "organisation/a;A;;Organisation;;source"),
    ("columns", "organisation/a;A;;Organisation;;source;;"),
    ("not-a-row", 'organisation/a;"A;;Organisation;;source;'),
    ("empty", "organisation/a;;;Organisation;;source;"),
    ("empty", "organisation/a;A;;Organisation;;;"),
    ("empty", "organisation/a;A;;;;source;"),
    ("empty", ";A;;Organisation;;source;"),
    ("spaces", "organisation/a; A;;Organisation;;source;"),
    ("spaces", "organisation/a;A  B;;Organisation;;source;"),
    ("spaces", "organisation/a;A;B | C;Organisation;;source;"),
    ("spaces", "organisation/a;A\u00a0;;Organisation;;source;"),
    ("not-nfc", "organisation/a;" + unicodedata.normalize("NFD", "Sénat") + ";;Organisation;;source;"),
    ("kind", "organisation/a;A;;Institution;;source;"),
    ("key", "organisation/L'État;A;;Organisation;;source;"),
    ("key", "organisation;A;;Organisation;;source;"),
    ("key", "organisation/a--b;A;;Organisation;;source;"),
    ("key-kind", "office/a;A;;Organisation;;source;"),
    ("key-kind", "organisation/a;A;;Office;;source;"),
    ("number", "law/2022-218;loi n° 2022-217 du 21 février 2022 relative à X;;Law;;source;"),
    ("number", "decree/2019-768;décret du 24 juillet 2019;;Decree;;source;"),
    ("number", "eu/32016R0678;règlement (UE) 2016/679 du 27 avril 2016;;EUAct;;source;"),
    ("iri", "organisation/a;A;;Organisation;https://www.wikidata.org/wiki/Q1;source;"),
    ("iri", "organisation/a;A;;Organisation;http://www.wikidata.org/entity/Q01;source;"),
    ("iri", "organisation/a;A;;Organisation;https://www.cnil.fr/;source;"),
    ("iri", "organisation/a;A;;Organisation;AN:760;source;"),
    ("iri", "law/2022-217;loi n° 2022-217 du 21 février 2022;;Law;JORFTEXT:JORFTEXT45197395;source;"),
    ("note", "organisation/a;A;;Organisation;;source;générique"),
    ("note", "organisation/a;A;;Organisation;;source;from:21 février"),
    ("note", "organisation/a;A;;Organisation;;source;generic:yes"),
    ("note", "organisation/a;A;;Organisation;;source;ambiguous:B"),
    ("repeated-form", "organisation/a;Arcep;ARCEP;Organisation;;source;"),
]


@pytest.mark.parametrize(("code", "row"), BROKEN, ids=[f"{code}-{number}" for number, (code, _) in enumerate(BROKEN)])
def test_each_fault_is_reported_where_it_stands(tmp_path: Path, code: str, row: str) -> None:
    assert codes(folder(tmp_path, CNIL, row)) == [(code, 3)]


def test_a_duplicate_key_names_the_place_of_the_first(tmp_path: Path) -> None:
    (finding,) = check_tables(folder(tmp_path, CNIL, "# between", CNIL.replace("CNIL;", "Commission;")))
    assert (finding.code, finding.where.rpartition("/")[2]) == ("lexicon.duplicate-key", "bodies.csv:4")
    assert "bodies.csv:2" in finding.message
    assert "bodies.csv:2" in finding.message_fr


def test_a_form_shared_by_two_keys_is_reported_on_each_row_that_does_not_say_so(tmp_path: Path) -> None:
    maires = "organisation/amf;Association des maires;AMF;Organisation;;amf.asso.fr;"
    marches = "organisation/marches;Autorité des marchés;AMF;Organisation;;amf-france.org;"
    assert codes(folder(tmp_path, maires, marches)) == [("shared-form", 2), ("shared-form", 3)]
    assert codes(folder(tmp_path, maires + "ambiguous:AMF", marches)) == [("shared-form", 3)]
    assert codes(folder(tmp_path, maires + "ambiguous:AMF", marches + "ambiguous")) == []


def test_a_form_shared_across_two_tables_is_reported(tmp_path: Path) -> None:
    folder(tmp_path, CNIL)
    (tmp_path / "others.csv").write_text(f"{HEADER}\norganisation/autre;Autre;CNIL;Organisation;;source;\n", encoding="utf-8")
    assert [finding.where.rpartition("/")[2] for finding in check_tables(tmp_path)] == ["bodies.csv:2", "others.csv:2"]


def test_all_faults_are_reported_at_once_in_the_order_of_the_lines(tmp_path: Path) -> None:
    rows = [row for _, row in BROKEN[:4]]
    assert codes(folder(tmp_path, CNIL, *rows)) == [("columns", 3), ("columns", 4), ("not-a-row", 5), ("empty", 6)]


def test_wrong_columns_and_wrong_encoding_are_one_fault_each(tmp_path: Path) -> None:
    (tmp_path / "latin.csv").write_bytes(f"{HEADER}\norganisation/senat;Sénat;;Organisation;;s;\n".encode("latin-1"))
    assert codes(folder(tmp_path, CNIL, header="key;label;kind")) == [("columns", 1), ("unreadable", 1)]


def test_messages_are_in_english_and_in_french(tmp_path: Path) -> None:
    for finding in check_tables(folder(tmp_path, CNIL, *(row for _, row in BROKEN))):
        assert finding.severity == "error"
        assert finding.message
        assert finding.message_fr
        assert finding.message != finding.message_fr


def test_loading_stops_at_the_first_line_that_is_no_row(tmp_path: Path) -> None:
    path = folder(tmp_path, CNIL, "organisation/a;A") / "bodies.csv"
    with pytest.raises(OntologyError, match=r"bodies\.csv:3: 2 cells"):
        list(read_table(path, COLUMNS))


@given(st.lists(st.text(max_size=30).filter(lambda line: "\x00" not in line), max_size=6))
def test_no_line_whatever_it_holds_makes_the_check_fail_without_a_place(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    path = tmp_path_factory.mktemp("tables")
    (path / "any.csv").write_text("\n".join((HEADER, *lines)), encoding="utf-8", errors="replace")
    for finding in check_tables(path):
        assert int(finding.where.rpartition(":")[2]) >= 1


README = table_paths()[0].parent.parent / "README.md"


def test_the_worked_examples_of_the_format_page_are_sound_additions_to_the_tables(tmp_path: Path) -> None:
    rows = re.findall(r"^```csv\n(.+)\n```$", README.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert [row.split("/")[0] for row in rows] == ["organisation", "law", "eu"]
    for path in table_paths():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    folder(tmp_path, *rows)
    assert check_tables(tmp_path) == []


def test_the_format_page_names_every_table_kind_flag_and_column() -> None:
    page = README.read_text(encoding="utf-8")
    assert HEADER in page
    assert [path.name for path in table_paths() if f"`{path.name}`" not in page] == []
    assert [kind for kind, prefix in KINDS.items() if kind not in page or f"`{prefix}/`" not in page] == []
    assert [flag for flag in FLAGS if f"`{flag}" not in page] == []
