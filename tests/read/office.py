"""One text as the files that a real word processor writes: docx, ODT and PDF by LibreOffice, HTML and e-mail beside them."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from email.message import EmailMessage
from html import escape
from pathlib import Path

OFFICE, BROWSER = shutil.which("soffice"), shutil.which("chromium")
NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
)
Block = tuple[str, str]
"""What a block is ("h1", "h2", "p", "li", "td") and its words; the words of a footnote stand where it is called, in [[ ]]."""
NOTE = re.compile(r"\[\[(.*?)\]\]")


def flat_odt(blocks: Sequence[Block], *, header: str = "", columns: int = 1, pages: bool = True, size: str = "11pt") -> str:
    """A Flat XML ODF text: a running header, numbered pages, columns for the body, justified and hyphenated French."""
    body = "".join(_element(kind, words) for kind, words in blocks)
    parts = (f"<style:columns fo:column-count='{columns}' fo:column-gap='0.7cm'/>",)
    running = f"<style:header><text:p>{escape(header)}</text:p></style:header>" if header else ""
    number = "<text:page-number text:select-page='current'/>"
    total = "<text:page-count/>"
    footer = f"<style:footer><text:p>Page {number} sur {total}</text:p></style:footer>" if pages else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {NAMES} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles>
<style:default-style style:family="paragraph">
<style:paragraph-properties fo:text-align="justify" fo:margin-bottom="0.25cm"/>
<style:text-properties fo:language="fr" fo:country="FR" fo:font-size="{size}" fo:hyphenate="true"
 fo:hyphenation-remain-char-count="2" fo:hyphenation-push-char-count="2"/>
</style:default-style>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:default-outline-level="1">
<style:text-properties fo:font-size="18pt" fo:font-weight="bold" fo:hyphenate="false"/></style:style>
<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph" style:default-outline-level="2">
<style:text-properties fo:font-size="14pt" fo:font-weight="bold" fo:hyphenate="false"/></style:style>
<style:style style:name="Footnote" style:family="paragraph"><style:text-properties fo:font-size="9pt"/></style:style>
</office:styles>
<office:automatic-styles>
<style:page-layout style:name="page"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2cm"/>
<style:header-style><style:header-footer-properties fo:margin-bottom="0.5cm"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:margin-top="0.5cm"/></style:footer-style></style:page-layout>
<style:style style:name="body" style:family="section"><style:section-properties>{"".join(parts)}</style:section-properties>
</style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="page">{running}{footer}
</style:master-page></office:master-styles>
<office:body><office:text><text:section text:style-name="body" text:name="body">{body}</text:section></office:text></office:body>
</office:document>"""


def _element(kind: str, words: str) -> str:
    text = NOTE.sub(
        r"<text:note text:note-class='footnote'><text:note-citation/><text:note-body>"
        r"<text:p text:style-name='Footnote'>\1</text:p></text:note-body></text:note>",
        escape(words),
    )
    if kind in ("h1", "h2"):
        return f'<text:h text:style-name="Heading_20_{kind[1]}" text:outline-level="{kind[1]}">{text}</text:h>'
    if kind == "li":
        return f"<text:list><text:list-item><text:p>{text}</text:p></text:list-item></text:list>"
    if kind == "td":
        cell = f"<table:table-cell><text:p>{text}</text:p></table:table-cell>"
        return f"<table:table><table:table-column/><table:table-row>{cell}</table:table-row></table:table>"
    return f"<text:p>{text}</text:p>"


def convert(source: Path, form: str, folder: Path, profile: Path) -> Path:
    """The file that LibreOffice writes from another; ``profile`` is the folder of its settings."""
    command = (OFFICE or "soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", form, "--outdir")
    subprocess.run((*command, str(folder), str(source)), check=True, timeout=240, capture_output=True)
    return folder / f"{source.stem}.{form.partition(':')[0]}"


def printed(page: Path, folder: Path) -> Path:
    """The PDF that a browser prints of a page."""
    target = folder / f"{page.stem}.pdf"
    command = (BROWSER or "chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'browser'}")
    subprocess.run((*command, f"--print-to-pdf={target}", page.as_uri()), check=True, timeout=240, capture_output=True)
    return target


def as_html(blocks: Sequence[Block]) -> str:
    """The text as a web page, with a menu and a footer around it."""
    body = "".join(
        f"<ul><li>{escape(words)}</li></ul>" if kind == "li" else f"<{kind}>{escape(words)}</{kind}>" for kind, words in blocks
    )
    notes = NOTE.findall(body)
    for number in range(1, len(notes) + 1):
        body = NOTE.sub(f'<sup><a href="#note{number}">{number}</a></sup>', body, count=1)
    if notes:
        body += f"<hr><ol>{''.join(f'<li>{words}</li>' for words in notes)}</ol>"
    head = "<!doctype html><html lang=fr><meta charset=utf-8><body><nav>Accueil</nav>"
    return f"{head}<main>{body}</main><footer>Mentions</footer>"


def as_mail(blocks: Sequence[Block], subject: str, attachments: Sequence[Path] = ()) -> EmailMessage:
    """The text as an e-mail of a press office."""
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, "Presse <presse@exemple.fr>", "redaction@exemple.fr"
    message["Date"] = "Thu, 09 Sep 2021 18:02:11 +0200"
    message.set_content("\n\n".join(NOTE.sub("", words) for _, words in blocks), cte="quoted-printable")
    message.add_alternative(as_html(blocks), subtype="html")
    for path in attachments:
        message.add_attachment(path.read_bytes(), maintype="application", subtype="octet-stream", filename=path.name)
    return message


def minimal_pdf(pages: Sequence[Sequence[tuple[float, float, float, str]]]) -> bytes:
    """A PDF of lines as (left, bottom, type size, words) in Helvetica, Windows-1252, for layouts that no word processor gives."""
    objects: list[bytes] = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    objects.append(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    kids: list[bytes] = []
    for lines in pages:
        content = b"".join(
            b"BT /F1 %g Tf 1 0 0 1 %g %g Tm (%b) Tj ET\n" % (size, left, bottom, _escaped(words))
            for left, bottom, size, words in lines
        )
        objects.append(b"<</Length %d>>stream\n%b\nendstream" % (len(content), content))
        kids.append(b"%d 0 R" % (len(objects) + 1))
        resources = b"/Resources<</Font<</F1 3 0 R>>>>"
        objects.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R%b>>" % (len(objects), resources))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(kids), b" ".join(kids))
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%b endobj\n" % (number, body)
    start = len(out)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Root 1 0 R/Size %d>>\n" % (len(objects) + 1, table, len(objects) + 1)
    return out + b"startxref\n%d\n%%%%EOF\n" % start


def _escaped(words: str) -> bytes:
    return words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
