"""Two revisions on the same documents: what is gained and lost is listed."""

from __future__ import annotations

from pathlib import Path

import pytest
from revisions import ROOT, compared, difference, documents, findings


def test_the_difference_counts_and_names_what_was_gained_and_lost() -> None:
    before = frozenset([("relation", "a.md", "x met y"), ("mention", "a.md", "Person 0 X")])
    after = frozenset([("relation", "a.md", "x met z"), ("mention", "a.md", "Person 0 X")])
    lines = list(difference(before, after))

    assert lines[0] == "mentions   1 → 1   gained 0   lost 0"
    assert lines[2:] == ["relations  1 → 1   gained 1   lost 1", "  + a.md: x met z", "  - a.md: x met y"]


def test_the_working_tree_finds_mentions_links_and_relations_in_the_seed(tmp_path: Path) -> None:
    documents(tmp_path / "documents", 0)
    kept = sorted((tmp_path / "documents").iterdir())
    for path in kept[1:]:
        path.unlink()
    found = findings(ROOT, tmp_path / "documents")

    assert {kind for kind, _, _ in found} == {"mention", "link", "relation"}


def test_a_program_that_fails_is_told(tmp_path: Path) -> None:
    (tmp_path / "kg").mkdir()
    (tmp_path / "kg" / "__init__.py").write_text("raise SystemExit(3)")
    (tmp_path / "documents").mkdir()

    with pytest.raises(RuntimeError, match="exit 3"):
        findings(tmp_path, tmp_path / "documents")


@pytest.mark.bench
def test_print_what_the_working_tree_finds_and_loses(capsys: pytest.CaptureFixture[str]) -> None:
    lines = compared("HEAD", ".", 300)

    with capsys.disabled():
        print("\n" + "\n".join(lines))
