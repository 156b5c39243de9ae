"""One press release as a word processor, a web site and a mail program write it: the same words, entities and relations."""

from __future__ import annotations

import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from office import BROWSER, OFFICE, as_html, as_mail, convert, flat_odt, printed
from reading import SEED, check_offsets, shape

import kg
from kg.model import Document, Finding, Related
from kg.pipeline import trace, understand
from kg.read import read_sources
from kg.store.results import Boolean, Rows

needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed (Debian: libreoffice-writer)")

PARAGRAPHS = [" ".join(p.replace("*", "").split()) for p in SEED.read_text(encoding="utf-8").split("---")[-1].split("\n\n")]
NOTES = (
    "Loi n° 2006-1772 du 30 décembre 2006 sur l'eau et les milieux aquatiques.",
    "Conseil d'État, avis du 20 septembre 2020, rendu public.",
)
BODY = [("p", words) for words in PARAGRAPHS if words]
BLOCKS = [
    ("h1", "Remise du rapport du député Jean-Michel MIS sur les technologies de sécurité"),
    *BODY[:7],
    ("h2", "Un rapport attendu"),
    *BODY[7:-1],
    ("li", "renforcer significativement le contrôle de l'emploi de ces technologies ;"),
    ("li", "organiser un débat de société, structuré par les corps intermédiaires."),
    # Long enough for three pages in two columns, so that paragraphs are cut by columns and pages.
    *BODY[5:-1],
    (
        "p",
        f"Le Sénat a débattu de ce rapport[[{NOTES[0]}]], que l'Assemblée nationale avait demandé.[[{NOTES[1]}]] Fin du débat.",
    ),
    *BODY[5:-1],
]
HEADER = "Communiqué de presse – Premier ministre"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The text as each format; the PDF once in one column and once in two, with running headers, page numbers and hyphens."""
    folder, profile = tmp_path_factory.mktemp("formats"), tmp_path_factory.mktemp("profile")
    for name, columns in (("un", 1), ("deux", 2)):
        source = folder / f"{name}.fodt"
        source.write_text(flat_odt(BLOCKS, header=HEADER, columns=columns), encoding="utf-8")
        for form in ("pdf", "docx", "odt") if columns == 1 else ("pdf",):
            convert(source, form, folder, profile)
        source.unlink()
    (folder / "page.html").write_text(as_html(BLOCKS), encoding="utf-8")
    (folder / "message.eml").write_bytes(as_mail(BLOCKS, "Remise du rapport").as_bytes())
    with zipfile.ZipFile(folder / "dossier.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(folder / "un.pdf", "sous/un.pdf")
    return folder


@pytest.fixture(scope="module")
def sheet(files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page as a browser prints it."""
    style = "<style>@page {size: A4; margin: 2cm} body {text-align: justify; hyphens: auto}</style>"
    page = tmp_path_factory.mktemp("print") / "page.html"
    page.write_text((files / "page.html").read_text(encoding="utf-8") + style, encoding="utf-8")
    return printed(page, page.parent)


FILES = ("un.pdf", "deux.pdf", "un.docx", "un.odt", "message.eml", "dossier.zip")


def found(related: Related) -> tuple[set[str], set[tuple[str, ...]], dict[str, int]]:
    """The entities, the relations with their words, and how often each entity is named; keys of the document made alike."""
    own, text = related.document.key, related.document.text

    def same(key: str) -> str:
        return key.replace(own, "document/it")

    entities = {same(entity.key) for entity in related.resolved.entities}
    relations = {
        (same(c.subject), c.predicate, same(c.object), c.date, c.modality, *(span.of(text) for span in c.evidence))
        for c in related.claims
    }
    named: dict[str, int] = {}
    for link in related.resolved.links:
        if link.entity:
            named[same(link.entity)] = named.get(same(link.entity), 0) + 1
    return entities, relations, named


@needs_office
@pytest.mark.parametrize("name", FILES)
def test_each_format_gives_the_same_entities_and_relations(files: Path, name: str) -> None:
    page, other = found(trace(files / "page.html")), found(trace(files / name))

    assert "person/jean-michel-mis" in page[0]
    assert {"met", "recommends"} <= {relation[1] for relation in page[1]}
    assert other == page


@needs_office
@pytest.mark.skipif(BROWSER is None, reason="Chromium is not installed")
def test_what_a_browser_prints_gives_the_entities_and_relations_of_the_page(files: Path, sheet: Path) -> None:
    assert found(trace(sheet)) == found(trace(files / "page.html"))


@needs_office
@pytest.mark.parametrize("name", ["un.pdf", "deux.pdf", "un.docx", "un.odt"])
def test_blocks_are_those_of_the_page_and_lead_back_to_the_converted_text(files: Path, name: str) -> None:
    document = trace(files / name).document
    page = trace(files / "page.html").document

    assert shape(document) == shape(page)
    assert document.metadata == page.metadata
    check_offsets(document, files / name)


@needs_office
def test_a_page_and_its_pdf_in_one_folder_are_one_document_in_two_renditions(files: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, stem in (("page.html", "cp.html"), ("un.pdf", "cp.pdf"), ("un.docx", "texte du communique.docx")):
        (folder / stem).write_bytes((files / name).read_bytes())

    report = kg.build([folder], tmp_path / "out")

    assert report.exit_code == 0
    assert [line.source for line in report.documents] == ["cp.html"]
    assert {finding.code for finding in report.findings} == {"read.rendition"}
    with kg.open_graph(tmp_path / "out") as graph:
        answer = graph.query("SELECT ?file { document:cp dcterms:source ?file } ORDER BY ?file")
        assert isinstance(answer, Rows)
        assert [row[0].value for row in answer.rows if row[0]] == ["cp.html", "cp.pdf", "texte du communique.docx"]
        assert graph.query("ASK { ?other a kg:Document ; kg:text ?text FILTER(?other != document:cp) }") == Boolean(False)


@needs_office
def test_an_encrypted_pdf_is_refused_in_one_line_and_the_rest_is_built(files: Path, tmp_path: Path) -> None:
    source = tmp_path / "secret.fodt"
    source.write_text(flat_odt(BLOCKS[:3]), encoding="utf-8")
    options = '{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"x"}}'
    folder = tmp_path / "in"
    convert(source, f"pdf:writer_pdf_Export:{options}", folder, tmp_path / "profile")
    data = (files / "un.pdf").read_bytes()
    (folder / "tronque.pdf").write_bytes(data[: len(data) // 2])
    (folder / "bon.pdf").write_bytes(data)

    documents, findings = parted(folder)

    assert [document.source for document in documents] == ["bon.pdf"]
    assert {Path(f.where).name: f.message.partition(";")[0] for f in findings} == {
        "secret.pdf": "the PDF is encrypted",
        "tronque.pdf": "the PDF is cut short",
    }


@needs_office
def test_a_docx_with_macros_is_read_and_says_so(files: Path, tmp_path: Path) -> None:
    path = tmp_path / "macros.docm"
    path.write_bytes((files / "un.docx").read_bytes())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"Attribute VB_Name")

    (document,), findings = parted(tmp_path)

    assert not findings
    assert [finding.code for finding in document.findings] == ["read.macros"]
    assert "Jean-Michel MIS" in document.text


def parted(folder: Path) -> tuple[list[Document], list[Finding]]:
    out = list(read_sources([folder]))
    return [x for x in out if isinstance(x, Document)], [x for x in out if isinstance(x, Finding)]


def test_amendments_that_differ_by_a_number_are_two_documents(tmp_path: Path) -> None:
    words = "Après l'alinéa 4, insérer l'alinéa suivant : le Gouvernement remet au Parlement un rapport sur cette mesure. " * 4
    for number, name in ((12, "a.html"), (13, "b.md")):
        (tmp_path / name).write_text(as_html([("h1", f"Amendement n° {number}"), ("p", words)]) if name[0] == "a" else
                                     f"# Amendement n° {number}\n\n{words}\n", encoding="utf-8")  # fmt: skip
    (tmp_path / "c.txt").write_text(f"Amendement n° 13\n\n{words}\n", encoding="utf-8")

    documents, _ = parted(tmp_path)

    assert [(document.source, document.rendition_of) for document in documents] == [("a.html", ""), ("b.md", ""), ("c.txt", "")]


def test_a_rendition_is_recognised_in_any_order_of_the_arguments(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text(as_html(BLOCKS), encoding="utf-8")
    (tmp_path / "y.eml").write_bytes(as_mail(BLOCKS, "Remise du rapport").as_bytes())
    one, two = (
        [item for item in read_sources(order) if isinstance(item, Document)]
        for order in ([tmp_path / "x.html", tmp_path / "y.eml"], [tmp_path / "y.eml", tmp_path / "x.html"])
    )

    assert one == two
    assert [document.rendition_of for document in one] == ["", "document/x"]
    assert not understand(one[1]).claims


@pytest.fixture
def huge(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "in" / "immense.txt"
    path.parent.mkdir()
    with path.open("wb") as file:
        file.truncate(200_000_000)
    yield path
    path.unlink()


def test_a_text_of_200_megabytes_is_refused_without_being_read(huge: Path, tmp_path: Path) -> None:
    import sys

    (huge.parent / "bon.txt").write_text("Le député a voté la loi.", encoding="utf-8")
    probe = (
        "import resource; from pathlib import Path; from kg.read import read_sources\n"
        f"before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\nitems = list(read_sources([Path({str(huge.parent)!r})]))\n"
        "print(len(items), (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)"
    )
    out = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True, timeout=60).stdout

    items, grown = map(int, out.split())
    assert items == 2
    assert grown < 60
