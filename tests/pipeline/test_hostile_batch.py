"""One document with a hostile field costs no other document of the batch."""

from __future__ import annotations

import os
import zipfile
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


DEEP_MAIL = "From: a@b\nSubject: x\n" + "".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(3000))


@pytest.mark.parametrize(
    ("name", "content"),
    [("deep.eml", DEEP_MAIL), ("bad.md", '---\ntitle: "\\U00110000"\n---\n\nTexte.\n')],
    ids=["deep e-mail", "a code point that is none"],
)
def test_what_a_library_did_not_foresee_costs_one_file_alone(tmp_path: Path, name: str, content: str) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "good.txt").write_text("Le Premier ministre a reçu ce jour M. Jean-Michel Mis.", encoding="utf-8")
    (folder / name).write_text(content, encoding="utf-8")

    report = build([folder], tmp_path / "out")

    assert [document.source for document in report.documents] == ["good.txt"]
    assert [Path(found.where).name for found in report.refused] == [name]
    assert report.exit_code == 1


def test_what_a_library_did_not_foresee_in_an_archive_costs_one_member_alone(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    with zipfile.ZipFile(folder / "all.zip", "w") as archive:
        archive.writestr("bad.md", '---\ntitle: "\\U00110000"\n---\n\nTexte.\n')
        archive.writestr("good.txt", "Le Premier ministre a reçu ce jour M. Jean-Michel Mis.")

    report = build([folder], tmp_path / "out")

    assert [document.source for document in report.documents] == ["all.zip/good.txt"]
    assert [found.where.rpartition("/")[2] for found in report.refused] == ["bad.md"]


def test_a_folder_that_cannot_be_opened_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "docs"
    (folder / "shut").mkdir(parents=True)
    (folder / "good.txt").write_text("Le Premier ministre a reçu ce jour M. Jean-Michel Mis.", encoding="utf-8")
    scan = os.scandir

    def refusing(path: str) -> object:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refusing)  # root opens every folder

    report = build([folder], tmp_path / "out")

    assert len(report.documents) == 1
    assert [Path(found.where).name for found in report.refused] == ["shut"]


def test_the_output_of_a_build_is_no_input_of_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "good.txt").write_text("Le Premier ministre a reçu ce jour M. Jean-Michel Mis.", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    build(["."], "out")
    report = build(["."], "out")

    assert [document.source for document in report.documents] == ["good.txt"]
    assert not report.refused
