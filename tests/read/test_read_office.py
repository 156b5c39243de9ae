"""What an ODT holds besides paragraphs: text boxes, notes, tables, deleted words; its words are never markup."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from office import NAMES
from reading import shape

from kg.errors import ReadError
from kg.read import read_file

MORE = 'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
STYLES = """<style:style style:name="Title" style:family="paragraph"/>
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>
<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>"""


def read_odt(folder: Path, body: str, head: str = "") -> list[tuple[str, str]]:
    content = f"""{head}<office:document-content {NAMES} {MORE} office:version="1.3">
<office:automatic-styles>{STYLES}</office:automatic-styles>
<office:body><office:text>{body}</office:text></office:body></office:document-content>"""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    path = folder / "a.odt"
    path.write_bytes(buffer.getvalue())
    return shape(read_file(path))


def test_a_text_box_is_a_block_of_its_own_and_a_letterhead_says_place_and_date(tmp_path: Path) -> None:
    box = (
        "<draw:frame><draw:text-box><text:p>Paris, le 12 mai 2023</text:p><text:p>Ministère</text:p></draw:text-box></draw:frame>"
    )
    found = read_odt(tmp_path, f"<text:p>{box}Le ministre a présenté le projet de loi.</text:p>")

    assert [text for _, text in found] == ["Le ministre a présenté le projet de loi.", "Paris, le 12 mai 2023", "Ministère"]
    assert read_file(tmp_path / "a.odt").metadata.date == "2023-05-12"


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("un<text:s text:c='3'/>deux<text:tab/>trois", "un deux trois"),
        ("a_b_ * [x](y) &lt;b&gt; # 1. `c`", "a_b_ * [x](y) <b> # 1. `c`"),
        ("la loi<text:note><text:note-citation>1</text:note-citation><text:note-body/></text:note>, qui", "la loi, qui"),
        ("un <office:annotation><dc:creator>Moi</dc:creator><text:p>non</text:p></office:annotation>mot", "un mot"),
        ("un <text:span>bel <text:span>et</text:span></text:span> <text:a>grand</text:a> mot", "un bel et grand mot"),
        ("<text:bookmark-start/>Le<text:bookmark-end/> Sé<text:soft-page-break/>nat", "Le Sénat"),
    ],
)
def test_the_words_of_a_paragraph_are_those_that_are_printed(tmp_path: Path, inside: str, expected: str) -> None:
    assert read_odt(tmp_path, f"<text:p>{inside}</text:p>")[0][1] == expected


def test_headings_lists_cells_and_notes_are_known_and_deleted_words_are_left_out(tmp_path: Path) -> None:
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Avis.</text:p></text:note-body></text:note>"
    )
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    body = f"""<text:tracked-changes><text:changed-region><text:deletion><text:p>Non.</text:p></text:deletion>
</text:changed-region></text:tracked-changes><text:p text:style-name="P1">Rapport sur l'eau</text:p>
<text:h text:outline-level="2">Constat</text:h>
<text:p><text:span text:style-name="T1">Le bilan de la mission</text:span></text:p><text:section>
<text:p>Le ministre{note} dit :</text:p><text:list><text:list-item><text:p>un guide ;</text:p></text:list-item>
<text:list-item><text:p>un plan.</text:p></text:list-item>
</text:list></text:section><table:table><table:table-header-rows><table:table-row>{cell.format("Usage")}{cell.format("Part")}
</table:table-row></table:table-header-rows></table:table>"""

    assert read_odt(tmp_path, body) == [
        ("title", "Rapport sur l'eau"),
        ("heading", "Constat"),
        ("heading", "Le bilan de la mission"),
        ("paragraph", "Le ministre dit :"),
        ("item", "un guide ;"),
        ("item", "un plan."),
        ("cell", "Usage"),
        ("cell", "Part"),
        ("item", "Avis."),
    ]


def test_an_entity_of_an_odt_is_neither_filled_in_nor_read_from_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("mot de passe", encoding="utf-8")
    head = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]>'

    with pytest.raises(ReadError, match="damaged"):
        read_odt(tmp_path, "<text:p>Le &e;</text:p>", head)


def test_elements_nested_a_thousand_deep_are_one_line(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="damaged"):
        read_odt(tmp_path, f"{'<text:section>' * 1000}<text:p>fond</text:p>{'</text:section>' * 1000}")
