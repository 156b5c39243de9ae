"""``kg check`` on copies of the program whose ontology is broken in many places at once: each fault is told by file and line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# File, what is replaced, by what, and what is said of it. The rules are run on the tables, so their faults need sound tables.
OF_TABLES = [
    ("ontology/lexicon/parties.csv", "\norganisation/", "\nbadkey/", "ontology/lexicon/parties.csv:"),
    ("ontology/themes.ttl", "skos:prefLabel", "skos:prefLabelle", "ontology/themes.ttl:"),
    ("ontology/palette.toml", 'shape = "dot"', 'shape = "blob"', "ontology/palette.toml:"),
    ("ontology/queries/meetings.rq", "WHERE {", "WHERE {{{", "ontology/queries/meetings.rq:1: malformed query"),
    ("ontology/kg.ttl", '"Personne"@fr', '"Être humain"@fr', "kg/terms.py:1: does not fit ontology/kg.ttl"),
    ("ontology/authority/offices.csv", "\noffice/", "\noffice/depute;", "ontology/authority/offices.csv:"),
]
OF_RULES = [
    ("ontology/rules/themes.toml", '"accès à l\'emploi"', '"accès au soleil"', "passing: « accès au soleil » names no theme"),
    (
        "ontology/rules/themes.toml",
        'example = "Le présent amendement',
        'example = "Cet été',
        "rule theme.purpose: its example is not found",
    ),
    ("ontology/rules/documents.toml", 'example = "', 'example = "!!!', "its example is not found"),
    (
        "ontology/rules/citations.toml",
        'counter_example = "',
        'counter_example = "la loi n° 2022-52 du 24 janvier 2022 ',
        "ontology/rules/citations.toml:",
    ),
    # The pattern matches its example, but nowhere where the rule is tried.
    (
        "ontology/rules/short-forms.toml",
        'anchors = ["texte"]',
        'anchors = ["textes"]',
        "rule short.text: its example is not found",
    ),
    (
        "ontology/rules/relations.toml",
        'expects = ["Premier ministre met Jean-Michel Mis"]',
        'expects = ["Premier ministre repeals Jean-Michel Mis"]',
        "its example does not give “Premier ministre repeals Jean-Michel Mis”",
    ),
]
OF_KEYS = [
    (
        "ontology/rules/offices.toml",
        '"office/maire"',
        '"office/mair"',
        "ontology/rules/offices.toml:16: [seated]: no office is called office/mair",
    ),
]


def broken(copy: Path, faults: list[tuple[str, str, str, str]]) -> subprocess.CompletedProcess[str]:
    """Copies the program, puts the faults in, and runs ``kg check`` on it."""
    shutil.copytree(ROOT / "kg", copy / "kg", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "ontology", copy / "ontology")
    for name, old, new, _ in faults:
        content = (copy / name).read_text(encoding="utf-8")
        assert old in content, f"{name} has no {old!r} to break"
        (copy / name).write_text(content.replace(old, new, 1), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(copy)}
    return subprocess.run(
        (sys.executable, "-m", "kg", "check"), cwd=copy, env=environment, capture_output=True, text=True, timeout=120
    )


@pytest.mark.parametrize("faults", [OF_TABLES, OF_RULES, OF_KEYS], ids=["tables", "rules", "keys"])
def test_every_fault_is_one_line_with_its_file_and_line(faults: list[tuple[str, str, str, str]], tmp_path: Path) -> None:
    ended = broken(tmp_path, faults)
    lines = ended.stderr.splitlines()

    assert (ended.returncode, ended.stdout) == (1, "")
    for name, _, _, says in faults:
        assert [line for line in lines if says in line], f"{name}: {says} is not among {lines}"
    for line in lines:
        file, number, _ = line.split(":", 2)
        assert file.startswith(("ontology/", "kg/"))
        assert number.isdigit()
    places = [line for line in lines if line.startswith("ontology/authority/offices.csv")]
    assert len(places) == (faults is OF_TABLES)
