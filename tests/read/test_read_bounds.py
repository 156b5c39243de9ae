"""What a hostile file may take: memory of this process and of the one that opens it, time, and never another file."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
import zlib
from email.message import EmailMessage
from pathlib import Path

import pytest
from office import minimal_pdf

TEXT = "Le député a voté la loi."
LINES = [[(50.0, 700.0, 11.0, "Le député a voté la loi.")]]
PROBE = """
import json, resource, sys
from pathlib import Path
from kg.read import apart, read_sources
from kg.model import Document
import pypdfium2, mammoth, lxml.etree, email.policy, zipfile
apart.MOST_MEMORY, apart.MOST_SECONDS = int(sys.argv[2]), int(sys.argv[3])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
items = list(read_sources([Path(sys.argv[1])]))
grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) >> 10
apart._OPENER.close()
print(json.dumps({
    "read": [item.source for item in items if isinstance(item, Document)],
    "refused": {Path(item.where).name: item.message for item in items if not isinstance(item, Document)},
    "grown": grown,
    "apart": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10,
}))
"""


def probed(folder: Path, memory: int = 1 << 30, seconds: int = 60) -> dict[str, object]:
    """What was read and refused of a folder, and the megabytes that it took here and in the process apart."""
    command = [sys.executable, "-W", "error", "-c", PROBE, str(folder), str(memory), str(seconds)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert not done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def zipped(files: dict[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def pdf_of(stream: bytes, filters: bytes = b"", trailer: bytes = b"") -> bytes:
    """A PDF of one page with this content, with a rebuilt table of its objects."""
    whole = minimal_pdf(LINES)
    start, end = whole.index(b"4 0 obj"), whole.index(b"5 0 obj")
    whole = (
        whole[:start] + b"4 0 obj<</Length %d%b>>stream\n%b\nendstream endobj\n" % (len(stream), filters, stream) + whole[end:]
    )
    # PDFium looks for the objects itself where the table is wrong.
    return whole.replace(b"trailer<<", b"trailer<<" + trailer)


def packed(size: int, times: int = 1) -> bytes:
    """White space, compressed so often."""
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(size >> 20)) + packer.flush()
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    return data


WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
    'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://'
    'schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
ENTITIES = '<!DOCTYPE a [<!ENTITY e0 "aaaaaaaaaa">{}]>'.format(
    "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
)


def docx(body: str, head: str = "", **more: bytes) -> bytes:
    document = f"{head}<w:document {WORD}><w:body>{body}</w:body></w:document>"
    return zipped({"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS, "word/document.xml": document, **more})


def odt(body: str, head: str = "") -> bytes:
    content = f"{head}<office:document-content {OFFICE} office:version='1.2'><office:body><office:text>{body}"
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"{content}</office:text></office:body></office:document-content>",
            "META-INF/manifest.xml": manifest,
        }
    )


def paragraphs(number: int) -> str:
    return "".join(f"<w:p><w:r><w:t>mot {n}</w:t></w:r></w:p>" for n in range(number))


def nested_mail(depth: int) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.fr", "Au fond"
    message.set_content(TEXT)
    for level in range(depth):
        outer = EmailMessage()
        outer["From"], outer["Subject"] = "a@b.fr", f"Niveau {level}"
        outer.set_content(TEXT)
        outer.add_attachment(message)
        outer.add_attachment(b"x" * 2_000_000, maintype="application", subtype="octet-stream", filename="image.png")
        message = outer
    return message.as_bytes()


ENCRYPTED = b"/Encrypt<</Filter/Standard/V 1/R 2/O<%b>/U<%b>/P -4>>/ID[<00><00>]" % (b"41" * 32, b"42" * 32)
HOSTILE = {
    "cut.pdf": (minimal_pdf(LINES)[:-30], "the PDF is cut short"),
    "secret.pdf": (pdf_of(b"BT ET", trailer=ENCRYPTED), "the PDF is encrypted"),
    "stream.pdf": (pdf_of(packed(600 << 20), b"/Filter/FlateDecode"), "opening it takes more than 128 MB of memory"),
    "streams.pdf": (
        pdf_of(packed(600 << 20, 2), b"/Filter[/FlateDecode/FlateDecode]"),
        "opening it takes more than 128 MB of memory",
    ),
    "pages.pdf": (
        minimal_pdf(LINES).replace(b"/Count 1/Kids[5 0 R]", b"/Count 6000/Kids[%b]" % (b"5 0 R " * 6000)),
        "6000 pages",
    ),
    "zip.zip": (zipped({"a.txt": b"0" * 60_000_000}), "a.txt unpacks to"),
    "dense.docx": (docx(paragraphs(150_000)), "opening it takes more than 128 MB of memory"),
    "bomb.docx": (docx("<w:p/>" * 8_000_000), "word/document.xml unpacks to"),
    "entities.docx": (docx("<w:p><w:r><w:t>&e9;</w:t></w:r></w:p>", ENTITIES), "damaged"),
    "bomb.odt": (odt("<text:p/>" * 6_000_000), "content.xml unpacks to"),
    "entities.odt": (odt("<text:p>&e9;</text:p>", ENTITIES), "damaged"),
    "nested.eml": (nested_mail(5), "nested more than 3 deep"),
}


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted so on Linux alone")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_one_line_within_bounds_and_the_next_is_read(tmp_path: Path, name: str) -> None:
    data, reason = HOSTILE[name]
    (tmp_path / name).write_bytes(data)
    for good in ("z.pdf", "y.txt"):
        (tmp_path / good).write_bytes(minimal_pdf([[(50.0, 700.0, 11.0, "Autre texte.")]]) if good == "z.pdf" else TEXT.encode())

    found = probed(tmp_path, 128 << 20)

    assert {"z.pdf", "y.txt"} <= {str(source) for source in found["read"]}  # type: ignore[attr-defined]
    (message,) = [said for where, said in found["refused"].items() if "attachments" not in said]  # type: ignore[attr-defined]
    assert reason in message
    assert int(str(found["grown"])) < 120
    assert int(str(found["apart"])) < 128 + 100


@pytest.mark.skipif(sys.platform != "linux", reason="processor time is bounded so on Linux alone")
def test_a_file_that_takes_too_long_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "long.docx").write_bytes(docx(paragraphs(100_000)))
    (tmp_path / "z.docx").write_bytes(docx(f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p>"))

    found = probed(tmp_path, 2 << 30, 1)

    assert found["read"] == ["z.docx"]
    assert found["refused"] == {"long.docx": "opening it takes more than 1 seconds; save it again, or split it"}


def test_a_docx_with_macros_is_read_within_bounds(tmp_path: Path) -> None:
    body = f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p>"
    (tmp_path / "macros.docm").write_bytes(docx(body, **{"word/vbaProject.bin": b"\0" * 5_000_000}))

    found = probed(tmp_path)

    assert (found["read"], found["refused"]) == (["macros.docm"], {})
    assert int(str(found["grown"])) < 60
    assert int(str(found["apart"])) < 150


@pytest.mark.parametrize("name", ["long.txt", "long.md", "long.html", "long.odt"])
def test_a_text_longer_than_a_document_is_one_line_and_the_rest_is_read(tmp_path: Path, name: str) -> None:
    parts = [" ".join(f"mot {n}" for n in range(at, at + 10_000)) for at in range(0, 1_000_000, 10_000)]
    marked = odt("".join(f"<text:p>{part}</text:p>" for part in parts))
    (tmp_path / name).write_bytes(marked if name.endswith("odt") else "\n\n".join(parts).encode())
    (tmp_path / "z.txt").write_text(TEXT, encoding="utf-8")

    found = probed(tmp_path)

    assert found["read"] == ["z.txt"]
    (message,) = found["refused"].values()  # type: ignore[attr-defined]
    assert "more than the 10 million of one document" in message
    assert int(str(found["grown"])) < 150
