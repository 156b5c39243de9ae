"""Archives and e-mails: what is in them is read, what is hostile or unreadable in them is one line, and nothing leaves them."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office import as_mail, minimal_pdf

from kg.errors import ReadError
from kg.model import Document, Finding
from kg.read import read_file, read_sources
from kg.read.document import document_of
from kg.read.mail import read_mail
from kg.read.parcels import refusal
from kg.read.sources import count, unread
from kg.read.unread import UnreadDocument


def parted(folder: Path) -> tuple[list[Document], list[Finding]]:
    out = list(read_sources([folder]))
    return [x for x in out if isinstance(x, Document)], [x for x in out if isinstance(x, Finding)]


def zipped(files: dict[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


TEXT = "Le député a voté la loi."


def test_the_documents_of_an_archive_are_named_by_their_paths_in_it(tmp_path: Path) -> None:
    inner = zipped({"c.txt": "Le Sénat a adopté la loi."})
    data = zipped({"b/été.txt": TEXT, "a.md": f"# Titre\n\n{TEXT}", ".caché.txt": "x", "__MACOSX/a.md": "x", "d.zip": inner})
    (tmp_path / "lot.zip").write_bytes(data)

    documents, findings = parted(tmp_path)

    assert not findings
    assert [(d.source, d.id) for d in documents] == [
        ("lot.zip/a.md", "lot-zip-a"),
        ("lot.zip/b/été.txt", "lot-zip-b-ete"),
        ("lot.zip/d.zip/c.txt", "lot-zip-d-zip-c"),
    ]


@pytest.mark.parametrize(
    ("more", "read", "counted"),
    [
        ({"metadata.csv": "file,date\na.md,2021-09-09\n", "x.exe": "x", "../y.txt": TEXT}, False, 5),
        ({"mixed.html": f"<p>{TEXT}</p>"}, True, 6),
        ({"inner.zip": zipped({"c.txt": TEXT})}, True, 6),
    ],
    ids=["texts alone", "two formats", "an archive within"],
)
def test_an_archive_of_one_format_is_not_read_to_tell_what_is_in_it(
    tmp_path: Path, more: dict[str, bytes | str], read: bool, counted: int
) -> None:
    (tmp_path / "lot.zip").write_bytes(zipped({"a.md": f"# Titre\n\n{TEXT}", "b/c.txt": TEXT, "d.json": "[]", **more}))
    (tmp_path / "e.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "f.zip").write_bytes(b"none")

    items = list(unread([tmp_path]))

    assert any(isinstance(item, UnreadDocument) for item in items) == read
    found: list[Document | Finding] = []
    for item in items:
        try:
            found.append(item if isinstance(item, Finding) else item.read())
        except ReadError as error:
            found.append(refusal("read.refused", error.where, error.reason))
    assert found == list(read_sources([tmp_path]))
    assert count([tmp_path]) == counted


def test_a_table_of_metadata_in_an_archive_holds_for_its_files(tmp_path: Path) -> None:
    table = "file,title,date,publisher,url\na.txt,Un titre,2021-09-09,,\nabsent.txt,T,,,\n"
    (tmp_path / "lot.zip").write_bytes(zipped({"x/a.txt": TEXT, "x/metadata.csv": table}))

    (document,), (finding,) = parted(tmp_path)

    assert (document.metadata.title, document.metadata.date) == ("Un titre", "2021-09-09")
    assert finding.where == f"{tmp_path}/lot.zip/x/metadata.csv:3"


@pytest.mark.parametrize("name", ["../dehors.txt", "/etc/dehors.txt", "C:\\dehors.txt", "a/../../dehors.txt"])
def test_a_member_whose_path_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "lot.zip").write_bytes(zipped({name: TEXT, "bon.txt": TEXT}))

    (document,), (finding,) = parted(tmp_path / "in")

    assert document.source == "lot.zip/bon.txt"
    assert finding.code == "read.outside"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["in", "lot.zip"]


def bomb() -> bytes:
    return zipped({"a.txt": b"0" * 60_000_000, "bon.txt": TEXT})


def nested(depth: int, data: bytes | None = None) -> bytes:
    data = data or zipped({"a.txt": TEXT})
    for _ in range(depth):
        data = zipped({"a.zip": data})
    return data


def link(target: str) -> bytes:
    """An archive with a symbolic link in it, as Unix programs write them."""
    member = zipfile.ZipInfo("lien.txt")
    member.create_system, member.external_attr = 3, 0o120777 << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(member, target)
    return buffer.getvalue()


def encrypted() -> bytes:
    data = bytearray(zipped({"a.txt": TEXT}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("bombe.zip", bomb(), "as a zip bomb does"),
        ("bombe.docx", zipped({"word/document.xml": b"0" * 60_000_000}), "as a zip bomb does"),
        ("gros.odt", zipped({"content.xml": b"".join(b"%d" % n for n in range(8_000_000))}), "more than is read"),
        ("profond.zip", nested(4), "nested more than 3 deep"),
        ("secret.zip", encrypted(), "encrypted"),
        ("vieux.docx", b"\xd0\xcf\x11\xe0" + bytes(600), "of an old Office format"),
        ("faux.zip", b"PK\x03\x04 rien", "damaged, or no archive"),
        ("feuille.docx", zipped({"xl/workbook.xml": "<x/>"}), "holds no text"),
        ("casse.docx", zipped({"word/document.xml": "<w:document"}), "damaged"),
        ("casse.odt", zipped({"content.xml": "<office:x", "mimetype": "application/vnd.oasis.opendocument.text"}), "damaged"),
        ("entites.docx", zipped({"word/document.xml": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'}), ""),
        ("images.zip", zipped({"photo.png": b"x"}), "unsupported type of file"),
        ("photos.zip", zipped({"a.png": b"x", "b.gif": b"x"}), "2 files of types that are not read; convert them: a.png, b.gif"),
        (
            "poupees.zip",
            nested(2, zipped({f"{n}.zip": zipped({"a.txt": TEXT}) for n in range(9)})),
            "unpack it; so are 8 more in",
        ),
        ("texte.zip", zipped({"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}), "it is a docx; rename it to .docx"),
        (
            "feuille.odt",
            zipped({"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>"}),
            "it is a spreadsheet; save it as docx",
        ),
        ("rapport.docx", minimal_pdf([[(60, 700, 11, TEXT)]]), "it is a PDF; rename it to .pdf"),
        ("lien.zip", link("/etc/passwd"), "leads out of the archive"),
    ],
)
def test_a_hostile_file_is_one_line_and_the_rest_is_read(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "bon.txt").write_text(TEXT, encoding="utf-8")

    documents, findings = parted(tmp_path)

    assert [document.source for document in documents] == ["bon.txt"]
    (finding,) = findings
    assert finding.where.startswith(str(tmp_path / name))
    assert said in finding.message
    assert "root:" not in finding.message
    assert finding.message_fr


def test_an_email_gives_its_text_and_its_attachments(tmp_path: Path) -> None:
    inner = as_mail([("p", "Le Sénat a adopté la loi.")], "TR: suite")
    (tmp_path / "note.txt").write_text("Note sur la loi, à l'attention du ministre.", encoding="utf-8")
    (tmp_path / "tableau.xlsx").write_bytes(b"x")
    message = as_mail([("p", TEXT)], "Re: Vote de la loi", [tmp_path / "note.txt", tmp_path / "tableau.xlsx"])
    message.add_attachment(inner)
    message.add_attachment(minimal_pdf([[(60, 700, 11, "Un rapport.")]]), "application", "pdf", filename="../../rapport.pdf")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "m.eml").write_bytes(message.as_bytes())

    documents, findings = parted(tmp_path / "in")

    assert not findings
    assert [(d.source, d.text) for d in documents] == [
        ("m.eml", TEXT),
        ("m.eml/note.txt", "Note sur la loi, à l'attention du ministre."),
        ("m.eml/message.eml", "Le Sénat a adopté la loi."),
        ("m.eml/rapport.pdf", "Un rapport."),
    ]
    assert [finding.message for finding in documents[0].findings] == ["attachments not read: tableau.xlsx"]
    assert (documents[0].metadata.title, documents[0].metadata.date) == ("Vote de la loi", "2021-09-09")
    assert read_file(tmp_path / "in" / "m.eml") == documents[0]


def test_messages_within_messages_end_somewhere(tmp_path: Path) -> None:
    message = as_mail([("p", TEXT)], "fond")
    for depth in range(8):
        outer = as_mail([("p", f"Niveau {depth}. {TEXT}")], "plus haut")
        outer.add_attachment(message)
        message = outer
    (tmp_path / "m.eml").write_bytes(message.as_bytes())

    documents, findings = parted(tmp_path)

    assert len(documents) == 3
    assert ["nested more than 3 deep" in finding.message for finding in findings] == [True]


def plain(text: str, charset: str) -> bytes:
    head = (
        f"From: a@b.fr\r\nSubject: Loi\r\nContent-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    )
    return head.encode() + text.encode("latin-1")


@pytest.mark.parametrize("charset", ["iso-8859-1", "nonsuch", "utf-8", '"'])
def test_a_body_is_decoded_whatever_it_declares(charset: str) -> None:
    mail = read_mail(plain("Le député a été élu.", charset), "m.eml")

    assert mail.body.decode() == "Le député a été élu."


def test_an_archive_of_one_document_is_that_document(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": TEXT}))
    (tmp_path / "b.zip").write_bytes(zipped({"a.txt": TEXT, "b.txt": TEXT}))

    assert read_file(tmp_path / "a.zip").text == TEXT
    with pytest.raises(ReadError, match="holds 2 documents"):
        read_file(tmp_path / "b.zip")


MESSAGE = bytes(as_mail([("p", TEXT)], "Vote de la loi"))


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, len(MESSAGE) - 1), junk=st.binary(max_size=20), cut=st.integers(0, 60))
def test_a_damaged_message_is_read_or_refused(at: int, junk: bytes, cut: int) -> None:
    try:
        mail = read_mail(MESSAGE[:at] + junk + MESSAGE[at + cut :], "m.eml")
    except ReadError as error:
        refused = str(error)
    else:
        refused = "m.eml: "
        assert mail.suffix in (".html", ".txt", "")
    assert refused.startswith("m.eml: ")


@settings(max_examples=40, deadline=None)
@given(data=st.binary(max_size=200), name=st.sampled_from(["a.pdf", "a.docx", "a.odt"]))
def test_bytes_of_another_kind_are_refused_by_name(data: bytes, name: str) -> None:
    with pytest.raises(ReadError, match=f"^{name}"):
        document_of(data, source=name, where=name)


def test_a_message_type_is_kept_apart_from_an_attachment_that_claims_it() -> None:
    message = EmailMessage()
    message["Subject"] = "Loi"
    message.set_content(TEXT)
    message.add_attachment(b"x", maintype="application", subtype="octet-stream", filename="a\t\x07.txt")

    assert [part.name for part in read_mail(bytes(message), "m.eml").attachments] == ["a\ufffd\ufffd.txt"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("second", ["a.txt", "./a.txt", "x\\..\\a.txt"])
def test_of_two_members_of_one_name_the_first_is_read_and_the_second_named(tmp_path: Path, second: str) -> None:
    with zipfile.ZipFile(tmp_path / "lot.zip", "w") as archive:
        archive.writestr("a.txt", TEXT)
        archive.writestr(second, "Autre texte.")
        archive.writestr("b/a.txt", "Un texte.")

    documents, findings = parted(tmp_path)

    assert [(one.source, one.text) for one in documents] == [("lot.zip/a.txt", TEXT), ("lot.zip/b/a.txt", "Un texte.")]
    (finding,) = findings
    assert finding.where == f"{tmp_path}/lot.zip/{'a.txt' if '..' not in second else second}"


def test_an_archive_without_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "vide.zip").write_bytes(zipped({}))
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (_,), (finding,) = parted(tmp_path)
    assert (finding.where, finding.message) == (f"{tmp_path}/vide.zip", "no file is in it; remove it")


def message(body: str = "") -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@b.fr", "Sujet"
    if body:
        mail.set_content(body)
    return mail


def test_a_message_without_a_readable_part_is_told(tmp_path: Path) -> None:
    picture, agenda, bare, both = message(), message(), message(), message()
    picture.add_attachment(b"x", maintype="image", subtype="png", filename="logo.png")
    agenda.set_content("BEGIN:VCALENDAR", subtype="calendar")
    both.add_attachment(b"x", maintype="image", subtype="png", filename="logo.png")
    both.add_attachment(TEXT.encode(), maintype="text", subtype="plain", filename="a.txt")
    for name, mail in (("picture", picture), ("agenda", agenda), ("bare", bare), ("both", both)):
        (tmp_path / f"{name}.eml").write_bytes(mail.as_bytes())

    (document,), findings = parted(tmp_path)

    assert document.source == "both.eml/a.txt"
    told = [(one.where.rpartition("/")[2], one.message.partition(";")[0]) for one in findings]
    nothing = "no part of the message is a text that can be read"
    assert told == [
        ("agenda.eml", nothing),
        ("bare.eml", nothing),
        ("both.eml", "attachments not read: logo.png"),
        ("picture.eml", nothing),
        ("picture.eml", "attachments not read: logo.png"),
    ]


def test_attachments_keep_names_of_their_own_and_what_is_left_out_is_told(tmp_path: Path) -> None:
    mail = message(TEXT)
    for name in ("a.txt", "a.txt", "a (2).txt", "a"):
        mail.add_attachment(name.encode() + b" dit cela.", maintype="text", subtype="plain", filename=name)
    beside = EmailMessage()
    beside.set_content("Une suite sans nom.")
    mail.attach(beside)
    (tmp_path / "m.eml").write_bytes(mail.as_bytes())

    documents, findings = parted(tmp_path)

    assert not findings
    assert [one.source for one in documents] == ["m.eml", "m.eml/a.txt", "m.eml/a (2).txt", "m.eml/a (2) (2).txt"]
    assert [one.message for one in documents[0].findings] == ["attachments not read: a, a part without a name (text/plain)"]


def test_more_attachments_than_are_taken_are_told(tmp_path: Path) -> None:
    mail = message(TEXT)
    for number in range(203):
        mail.add_attachment(TEXT.encode(), maintype="text", subtype="plain", filename=f"{number}.txt")
    (tmp_path / "m.eml").write_bytes(mail.as_bytes())

    documents, _ = parted(tmp_path)

    assert len(documents) == 201
    assert [one.message for one in documents[0].findings] == ["attachments not read: 200.txt, 201.txt, 202.txt"]


def test_an_empty_folder_that_is_given_is_told(tmp_path: Path) -> None:
    (tmp_path / "vide").mkdir()
    (finding,) = read_sources([tmp_path / "vide"])
    assert isinstance(finding, Finding)
    assert finding.where == str(tmp_path / "vide")
