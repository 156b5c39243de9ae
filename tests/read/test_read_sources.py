"""Folders: order, ids, metadata.csv, and what is refused without stopping the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading import GOLD, SEED, check_offsets, read_text, shape, words

from kg.model import Document, Finding, Metadata
from kg.read import read_file, read_sources


def parted(paths: list[Path]) -> tuple[list[Document], list[Finding]]:
    out = list(read_sources(paths))
    return [x for x in out if isinstance(x, Document)], [x for x in out if isinstance(x, Finding)]


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_the_order_of_arguments_does_not_matter(tmp_path: Path) -> None:
    write(tmp_path, b_txt="B.", a__z_md="Z.", a__a_txt="A.")
    whole = list(read_sources([tmp_path]))
    assert [d.source for d in whole if isinstance(d, Document)] == ["a/a.txt", "a/z.md", "b.txt"]
    assert [d.id for d in whole if isinstance(d, Document)] == ["a-a", "a-z", "b"]
    parts = [tmp_path / "b.txt", tmp_path / "a"]
    assert list(read_sources(parts)) == list(read_sources(parts[::-1]))
    assert list(read_sources([tmp_path, tmp_path / "b.txt", tmp_path / "a"])) == whole


def test_hidden_files_are_skipped(tmp_path: Path) -> None:
    write(tmp_path, a_txt="A.")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.txt").write_text("X")
    (tmp_path / ".y.txt").write_text("Y")
    assert [d.source for d in parted([tmp_path])[0]] == ["a.txt"]


def test_of_two_files_with_one_id_the_first_is_kept(tmp_path: Path) -> None:
    write(tmp_path, a_md="Un.", a_txt="Deux.")
    documents, findings = parted([tmp_path])
    assert [d.source for d in documents] == ["a.md"]
    assert [f.where for f in findings] == [str(tmp_path / "a.txt")]
    assert str(tmp_path / "a.md") in findings[0].message


def test_a_missing_path_is_a_finding(tmp_path: Path) -> None:
    documents, findings = parted([tmp_path / "absent"])
    assert not documents
    assert [(f.severity, f.where) for f in findings] == [("error", str(tmp_path / "absent"))]
    assert findings[0].message_fr


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("sep", [",", ";"])
def test_metadata_csv_gives_metadata(tmp_path: Path, sep: str, mark: str) -> None:
    write(tmp_path, a_md="Texte.", sub__b_txt="Texte.")
    rows = [["file", "title", "date", "publisher", "url"], ["a.md", '"Un; deux, trois"', "2021-09-09", "PM", "https://a.fr"]]
    rows.append(["sub/b.txt", "B", "", "", ""])
    (tmp_path / "metadata.csv").write_text(mark + "\r\n".join(sep.join(row) for row in rows), encoding="utf-8")
    documents, findings = parted([tmp_path])
    assert not findings
    assert [d.metadata for d in documents] == [
        Metadata("Un; deux, trois", "2021-09-09", "PM", "https://a.fr"),
        Metadata("B"),
    ]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("absent.md,T,,,", "no file"),
        ("a.md,T,2021-02-30,,", "no date of the calendar"),
        ("a.md,T,hier,,", "no date of the calendar"),
        ("a.md,T", "2 cells"),
        ("../../etc/passwd,T,,,", "not below this folder"),
        ("/etc/passwd,T,,,", "not below this folder"),
        ("..\\dehors.md,T,,,", "not below this folder"),
        ("a.md,T,,,javascript:alert(1)", "no http"),
    ],
)
def test_a_bad_row_is_a_finding_with_its_line(tmp_path: Path, row: str, words: str) -> None:
    write(tmp_path, a_md="Texte.")
    (tmp_path / "metadata.csv").write_text(f"file,title,date,publisher,url\n{row}\n", encoding="utf-8")
    documents, findings = parted([tmp_path])
    assert len(documents) == 1
    assert [(f.where, words in f.message, bool(f.message_fr)) for f in findings] == [
        (f"{tmp_path / 'metadata.csv'}:2", True, True)
    ]


def test_a_table_without_the_file_column_is_a_finding(tmp_path: Path) -> None:
    write(tmp_path, a_md="Texte.", metadata_csv="name,title\na.md,T\n")
    assert [f.where for f in parted([tmp_path])[1]] == [f"{tmp_path / 'metadata.csv'}:1"]


def test_links_that_lead_out_are_refused(tmp_path: Path) -> None:
    write(tmp_path, out__dehors_txt="Dehors.", in__a_txt="A.")
    (tmp_path / "in" / "lien.txt").symlink_to(tmp_path / "out" / "dehors.txt")
    (tmp_path / "in" / "dossier").symlink_to(tmp_path / "out")
    (tmp_path / "in" / "casse.txt").symlink_to(tmp_path / "in" / "rien.txt")
    documents, findings = parted([tmp_path / "in"])
    assert [d.source for d in documents] == ["a.txt"]
    assert [Path(f.where).name for f in findings] == ["casse.txt", "dossier", "lien.txt"]


HOSTILE = (
    "<html><body><script>alert('x')</script><p onclick=evil()>Le Sénat &amp; l&#39;Assemblée &lt;b&gt; &bogus; a < b"
    "<div><p>non <b>fermé<table><tr><td>x</p></div><iframe src=//x>cadre</iframe><a href='javascript:x'>lien</a>\x07 fin<"
)


def test_a_folder_of_bad_files_gives_the_good_ones_and_one_line_for_each_bad_one(tmp_path: Path) -> None:
    write(tmp_path, bon_txt="Le député a voté.", hostile_html=HOSTILE, vide_txt="", photo_png="x")
    (tmp_path / "binaire.txt").write_bytes(b"\x00\x01\x02" * 500)
    (tmp_path / "latin.txt").write_bytes("Le député a été élu.".encode("latin-1"))
    (tmp_path / "nfd.txt").write_bytes("Le de\u0301pute\u0301.".encode())
    (tmp_path / "ligne.txt").write_text("Le député vote la loi. " * 217_000, encoding="utf-8")
    documents, findings = parted([tmp_path])
    texts = {d.source: d.text for d in documents}
    assert sorted(texts) == ["bon.txt", "hostile.html", "latin.txt", "ligne.txt", "nfd.txt"]
    assert texts["latin.txt"] == "Le député a été élu."
    assert texts["nfd.txt"] == "Le député."
    assert len(texts["ligne.txt"]) > 4_900_000
    assert "alert" not in texts["hostile.html"]
    assert "Le Sénat & l'Assemblée <b> &bogus; a < b" in texts["hostile.html"]
    assert sorted(Path(f.where.rsplit(":", 1)[0] if f.where.endswith(":0") else f.where).name for f in findings) == [
        "binaire.txt",
        "photo.png",
        "vide.txt",
    ]
    assert all(f.severity == "error" and "\n" not in f.message and f.message_fr for f in findings)


@pytest.mark.parametrize("unit", ["<", "<!--", "<a b='", "<div>x", "<ul><li>x", "&amp", "<b>x", "> "])
def test_hostile_html_is_read_in_linear_time(tmp_path: Path, unit: str) -> None:
    import time

    def cost(size: int) -> float:
        (tmp_path / "a.html").write_text("<p>texte</p>" + unit * (size // len(unit)))
        took = []
        for _ in range(3):  # the least of three: on a busy machine, one may count what others do
            start = time.process_time()
            read_file(tmp_path / "a.html")
            took.append(time.process_time() - start)
        return min(took)

    cost(1000)
    # A quadratic reader takes 16 times as long for four times the text.
    assert cost(200_000) < 10 * max(cost(50_000), 0.02)


@pytest.mark.parametrize("unit", ["<", "[", "* * * *", "![[", "`", "*a **b", "- a\n"])
def test_pathological_markdown_is_read_as_text_or_in_linear_time(tmp_path: Path, unit: str) -> None:
    import time

    start = time.process_time()
    document = read_text(tmp_path, "Le député. " + unit * (1_000_000 // len(unit)), "a.md")
    assert time.process_time() - start < 40
    assert {f.severity for f in document.findings} <= {"warning"}
    assert document.text.startswith("Le député.")


def test_html_offsets_lead_back(tmp_path: Path) -> None:
    page = (
        "<title>T</title><body class='a>b'><p title='x > y'>L&eacute;a &amp; Bob\r\n vont&nbsp;bien</p> suite <b>en</b> gras"
        "<!-- > non --><table><tr><td>un &lt;deux</td></tr></table> &#233;t&#xE9; fini "
    )
    (tmp_path / "a.html").write_bytes((page * 3).encode())
    document = read_file(tmp_path / "a.html")
    check_offsets(document, tmp_path / "a.html")
    assert "Léa & Bob vont bien" in document.text


def test_the_seed_is_read_as_a_reader_would(tmp_path: Path) -> None:
    document = read_file(SEED)
    assert shape(document)[:6] == [
        ("heading", "PREMIER MINISTRE"),
        ("furniture", "Liberté Égalité Fraternité"),
        ("paragraph", "Service Communication"),
        ("paragraph", "Hôtel de Matignon, 9 septembre 2021"),
        ("heading", "COMMUNIQUÉ DE PRESSE"),
        ("paragraph", words(document)[5]),
    ]
    assert len(document.blocks) == 14
    assert "individuelles, notamment en lien avec" in document.text
    assert "Contacts" not in document.text
    assert document.metadata == Metadata(
        "Communiqué de presse – Premier ministre, 9 septembre 2021",
        "2021-09-09",
        "Premier ministre",
        None,
        "Hôtel de Matignon",
        "communiqué de presse",
    )
    assert not document.findings
    check_offsets(document, SEED)
    assert read_text(tmp_path, document.text).text == document.text


@pytest.mark.skipif(not GOLD.exists(), reason="the annotated example texts are not here")
def test_the_example_texts_are_read_without_findings_and_hold_every_quote(tmp_path: Path) -> None:
    import json

    documents, findings = parted([GOLD / "texts"])
    assert len(documents) == 15
    assert not findings
    for document in documents:
        check_offsets(document, GOLD / "texts" / document.source)
        assert not document.findings
        gold = json.loads((GOLD / "gold" / f"{document.id}.json").read_text(encoding="utf-8"))
        flat = plain(document.text)
        for relation in gold["relations"]:
            assert plain(relation["evidence"]) in flat, relation["evidence"]
        for entity in gold["entities"]:
            assert all(plain(surface) in flat for surface in entity["surfaces"]), entity["surfaces"]
        if not document.id.startswith(("12", "13", "14")):
            assert document.metadata.date == gold["document"]["date"]
        # Plain text does not say which lines were items, so that only the words are held against one another.
        assert plain(read_text(tmp_path, document.text).text) == flat


def plain(text: str) -> str:
    """Words alone: quotes of the annotation keep Markdown's marks and the file's own spaces and hyphens."""
    return " ".join(text.replace("*", "").replace("\u2011", "-").split()).replace(" ,", ",").replace(" .", ".")


def test_of_two_rows_for_one_file_the_first_stands_and_the_second_is_told(tmp_path: Path) -> None:
    write(tmp_path, a_md="Texte.", metadata_csv="file,title\na.md,Un\n./a.md,Deux\n")
    documents, findings = parted([tmp_path])
    assert [d.metadata.title for d in documents] == ["Un"]
    assert [f.where for f in findings] == [f"{tmp_path / 'metadata.csv'}:3"]
    assert "line 2" in findings[0].message
