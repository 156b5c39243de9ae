"""One document with a hostile field costs no other document of the batch."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.nquads import is_web_iri
from kg.pipeline import build

LINE = "Le Premier ministre a reçu ce jour le député Jean-Michel Mis."
HOSTILE = {
    "bracket.md": f'---\nurl: "http://[::1"\n---\n{LINE}\n',
    "escape.md": f'---\nurl: "http://a/%zz"\n---\n{LINE}\n',
    "host.md": f'---\nurl: "http://user@:@/"\n---\n{LINE}\n',
    "surrogate.md": f'---\ntitle: "\\ud800 seul"\n---\n{LINE}\n',
    "digits.txt": f"{LINE} L'article {'9' * 6000} du code pénal.",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_field_loses_no_document(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "good.txt").write_text(LINE, encoding="utf-8")
    (folder / name).write_text(HOSTILE[name], encoding="utf-8")

    report = build([folder], tmp_path / "out")

    assert {line.source for line in report.documents} == {"good.txt", name}
    assert report.conforms


def test_a_loop_of_links_is_one_line_each_and_the_rest_is_built(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "good.txt").write_text(LINE, encoding="utf-8")
    (folder / "one").symlink_to("other")
    (folder / "other").symlink_to("one")

    report = build([folder], tmp_path / "out")

    assert [line.source for line in report.documents] == ["good.txt"]
    assert len(report.refused) == 2


@pytest.mark.parametrize("address", ["https://a.fr/x%20y?z=1", "http://a.fr", "https://a.fr:8080/é"])
def test_an_ordinary_address_is_kept(address: str) -> None:
    assert is_web_iri(address)
