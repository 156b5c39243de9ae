"""JSON and TOML of unknown health: a value, or one error with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import cli
from kg.errors import KgError, OntologyError, ReadError
from kg.notation import json_value, toml

JSON = [
    ("", "f:1", "not JSON"),
    ('{"a": 1,\n}', "f:2", "not JSON"),
    (b'{"a":\n"\xe9"}', "f:2", "not UTF-8 (byte 0xe9)"),
    ('{"a":\n' + "[" * 50_000, "f:2", "nested too deep"),
    ('{"a":' * 50_000, "f:1", "nested too deep"),
    ('[1,\n\n"[[[",\n' + "9" * 5_000 + "]", "f:4", "too many digits"),
]


@pytest.mark.parametrize(("text", "where", "reason"), JSON)
def test_what_is_no_json_is_named_by_line(text: str | bytes, where: str, reason: str) -> None:
    with pytest.raises(ReadError) as found:
        json_value(text, "f")
    assert found.value.where == where
    assert reason in found.value.reason


TOML = [
    ("a = 1\nb =", 2, "not TOML"),
    ("a = 1\na = 1\n", 2, "not TOML"),
    ("a = 1\n\nb = " + "[" * 50_000, 3, "nested too deep"),
    ('a = "[[["\nb = ' + "{a=" * 50_000, 2, "nested too deep"),
    ("a = 1\nb = -" + "9" * 5_000, 2, "too many digits"),
    ("a = 2021-99-99\n", 1, "not TOML"),
]


@pytest.mark.parametrize(("text", "line", "reason"), TOML)
def test_what_is_no_toml_is_named_by_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(OntologyError) as found:
        toml(text, "f")
    assert (found.value.path, found.value.line) == ("f", line)
    assert reason in found.value.reason


@given(st.text(alphabet='[]{}=",.\\0123456789aeE+-_:#\n \ud800é', max_size=60))
def test_any_text_is_a_value_or_an_error_of_ours(text: str) -> None:
    for read in (toml, json_value):
        said = "f:"
        try:
            read(text, "f")
        except KgError as error:
            said = str(error)
        assert said.startswith("f:")


HOSTILE = {"deep": "name = 'x'\nrow = " + "[" * 50_000, "long": "name = 'x'\nrow = " + "9" * 5_000}


@pytest.mark.parametrize("sort", HOSTILE)
def test_a_hostile_table_of_fields_or_mapping_ends_in_one_line(
    tmp_path: Path, sort: str, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "c.toml"
    table.write_text(HOSTILE[sort], encoding="utf-8")
    (tmp_path / "c.jsonl").write_text('{"id": "a", "text": "Mme Martin a répondu."}\n', encoding="utf-8")

    for command in (["build", str(tmp_path / "c.jsonl")], ["import", str(table), str(tmp_path / "c.jsonl")]):
        assert cli.run([*command, "-o", str(tmp_path / "out")]) == 2
        said = capsys.readouterr().err.splitlines()
        assert len(said) == 1
        assert said[0].startswith(f"{table}:2: ")
        assert "fault of kg" not in said[0]


@pytest.mark.parametrize("line", ['{"id": ' + "[" * 50_000, '{"id": ' + "9" * 5_000 + "}"])
def test_a_hostile_line_of_a_corpus_costs_that_line(tmp_path: Path, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = tmp_path / "c.jsonl"
    corpus.write_text(f'{line}\n{{"id": "a", "text": "Mme Martin a répondu."}}\n', encoding="utf-8")

    assert cli.run(["build", str(corpus), "-o", str(tmp_path / "out")]) == 1
    (said,) = capsys.readouterr().err.splitlines()
    assert said.startswith(f"{corpus}:1: ")
