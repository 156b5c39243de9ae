"""The fold that keeps offsets, and the rule files: macros and notation worked in, every fault told by file and line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import OntologyError
from kg.lexicon.finite import finite_verb
from kg.lexicon.letters import letters, letters_pattern
from kg.lexicon.rules import common_macros, expand, read_rules

RULE = """
[[rule]]
id = "{id}"
kind = "Law"
anchors = ["décret"]
pattern = '{pattern}'
example = "un décret"
counter_example = ["une loi", "un arrêt"]
title = true
"""


@settings(deadline=None)
@given(st.text())
def test_the_fold_keeps_every_offset(text: str) -> None:
    assert len(letters(text)) == len(text)


@settings(deadline=None)
@given(st.text(alphabet=st.characters(codec="cp1252")))
def test_the_fold_of_a_part_is_the_part_of_the_fold(text: str) -> None:
    half = len(text) // 2

    assert letters(text[:half]) + letters(text[half:]) == letters(text)


@settings(deadline=None)
@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789 '-°\x9c\x9d"))
def test_folded_letters_of_patterns_stay_what_they_are(text: str) -> None:
    assert letters_pattern(text) == text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("L’Édition n° 2", "l'edition n° 2"),
        ("À l’ÎLE", "a l'ile"),
        ("ÇA", "ca"),
        ("nº 3", "n° 3"),
        ("a\u00a0b\nc\td", "a b c d"),
        ("1939–1945 — fin", "1939-1945 - fin"),
        ("« Ÿ »", "« y »"),
        ("漢字", "??"),
        ("MAÎTRE", "maitre"),
    ],
)
def test_accents_capitals_and_typography_do_not_count(text: str, folded: str) -> None:
    assert letters(text) == folded


@pytest.mark.parametrize("word", ["œuvre", "Œuvre", "préfet", "DÉCRET", "l’État", "nº", "août", "règlement"])
def test_a_pattern_written_as_french_prints_matches_the_folded_text(word: str) -> None:
    assert re.fullmatch(letters_pattern(word.lower()), letters(word))


def test_escapes_classes_and_signs_of_a_pattern_are_left_alone() -> None:
    source = "(?P<n>[A-Z\\d]+)[\U000f0000-\U000f03ff]"

    assert letters_pattern(source) == source


@pytest.mark.parametrize(
    ("pattern", "expanded"),
    [
        ("<a>", "(?:x|y)"),
        ("<b>-<a>", "(?:z(?:x|y))-(?:x|y)"),
        ("(?P<a>x)", "(?P<a>x)"),
        ("(?<=x)y(?<!z)", "(?<=x)y(?<!z)"),
        ("(?P<n><a>)", "(?P<n>(?:x|y))"),
        ("<c>", "(?:(?P<d>(?:x|y)))"),
    ],
)
def test_macros_are_worked_in_to_any_depth_and_groups_are_left_alone(pattern: str, expanded: str) -> None:
    assert expand(pattern, {"a": "x|y", "b": "z<a>", "c": "(?P<d><a>)"}) == expanded


def rules_file(folder: Path, *tables: str) -> Path:
    path = folder / "some.toml"
    path.write_text("\n".join(tables), encoding="utf-8")
    return path


def test_a_rule_has_its_pattern_folded_and_the_rest_as_options(tmp_path: Path) -> None:
    (rule,) = read_rules(
        rules_file(tmp_path, "[macros]\nnoun = 'décret|arrêté'", RULE.format(id="a.b", pattern="<noun> <year>")),
        {"year": r"\d{4}"},
    )

    assert rule.pattern.match("arrete 2022")
    assert (rule.id, rule.kind, rule.anchors) == ("a.b", "Law", ("decret",))
    assert (rule.examples, rule.counter_examples) == (("un décret",), ("une loi", "un arrêt"))
    assert rule.options == {"title": True}
    assert rule.line == 5


def test_every_file_shares_the_macros_of_common(tmp_path: Path) -> None:
    (rule,) = read_rules(rules_file(tmp_path, RULE.format(id="a", pattern="le <date>")))

    assert rule.pattern.fullmatch("le 1er aout 2021")
    assert {"date", "month", "no"} <= set(common_macros())


def test_a_macro_of_the_file_goes_before_the_common_one(tmp_path: Path) -> None:
    (rule,) = read_rules(rules_file(tmp_path, "[macros]\ndate = 'hier'", RULE.format(id="a", pattern="<date>")))

    assert rule.pattern.fullmatch("hier")


FAULTS = [
    ("pattern is missing", 'id = "b"\nexample = "x"\ncounter_example = "y"'),
    ("example is missing", 'id = "b"\npattern = \'x\'\ncounter_example = "y"'),
    ("counter_example is missing", 'id = "b"\npattern = \'x\'\nexample = "x"'),
    ("no macro or verb is called nowhere", 'id = "b"\npattern = \'<nowhere>\'\nexample = "x"\ncounter_example = "y"'),
    ("this id is taken by an earlier rule", 'id = "a"\npattern = \'x\'\nexample = "x"\ncounter_example = "y"'),
    ("examples and anchors must be texts", 'id = "b"\npattern = \'x\'\nexample = 3\ncounter_example = "y"'),
    ("examples and anchors must be texts", 'id = "b"\nanchors = [1]\npattern = \'x\'\nexample = "x"\ncounter_example = "y"'),
]


@pytest.mark.parametrize(("reason", "table"), FAULTS)
def test_a_faulty_rule_is_named_with_its_file_and_line(reason: str, table: str, tmp_path: Path) -> None:
    path = rules_file(tmp_path, RULE.format(id="a", pattern="x").strip(), "", "[[rule]]", table)

    with pytest.raises(OntologyError, match=reason) as raised:
        list(read_rules(path))
    assert raised.value.path == str(path)
    assert path.read_text(encoding="utf-8").splitlines()[raised.value.line - 1].startswith('id = "')


def test_a_pattern_that_is_none_is_named_when_it_is_first_tried(tmp_path: Path) -> None:
    (rule,) = read_rules(rules_file(tmp_path, RULE.format(id="a", pattern="(x")))

    with pytest.raises(OntologyError, match="rule a: not a regular expression") as raised:
        _ = rule.pattern
    assert raised.value.line == 3


def test_toml_that_is_none_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(OntologyError) as raised:
        list(read_rules(rules_file(tmp_path, "[macros]", "a = ", "b = 1")))
    assert raised.value.line == 2


@pytest.mark.parametrize(
    ("words", "finite"),
    [
        ("le texte est publie", True),
        ("qui vise a", True),
        ("un renforcement du controle", False),
        ("notamment la foret", False),
        ("estampille", False),
        ("", False),
    ],
)
def test_a_finite_verb_is_a_word_of_the_stop_list(words: str, finite: bool) -> None:
    assert finite_verb(words) is finite
