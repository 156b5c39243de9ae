"""PDF pages as they are laid out: columns, tables, running headers, broken words, pages without text, damage."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from office import minimal_pdf
from reading import shape, words

from kg.errors import ReadError
from kg.read import read_file
from kg.read.document import document_of

LEFT = [
    "Le Premier ministre a reçu ce jour le",
    "député de la deuxième circonscription",
    "de la Loire, pour la remise de son rap-",
    "port sur les technologies de sécurité et",
    "sur les libertés publiques.",
]
RIGHT = [
    "Le Parlement examinera tout prochaine-",
    "ment le projet de loi relatif à la respon-",
    "sabilité pénale et à la sécurité intérieu-",
    "re, qui porte notamment des disposi-",
    "tions sur la captation d'images.",
]


def read_pdf(folder: Path, *pages: list[tuple[float, float, float, str]]) -> list[tuple[str, str]]:
    path = folder / "a.pdf"
    path.write_bytes(minimal_pdf(pages))
    return shape(read_file(path))


def words_of(found: list[tuple[str, str]]) -> list[str]:
    return [words for _, words in found]


def test_columns_written_line_by_line_are_read_one_after_the_other(tmp_path: Path) -> None:
    rows = [
        line
        for row, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True))
        for line in ((60.0, 700.0 - 14 * row, 11.0, left), (320.0, 700.0 - 14 * row, 11.0, right))
    ]

    found = read_pdf(tmp_path, [(60, 740, 20, "Un rapport sur les technologies"), *rows])

    assert [kind for kind, _ in found] == ["title", "paragraph", "paragraph"]
    assert found[1][1].endswith("pour la remise de son rapport sur les technologies de sécurité et sur les libertés publiques.")
    assert found[2][1].startswith("Le Parlement examinera tout prochainement le projet de loi relatif à la responsabilité pénale")


def test_cells_of_a_table_stay_in_their_rows(tmp_path: Path) -> None:
    table = [("Groupe", "Pour", "Contre"), ("Renaissance", "160", "2"), ("Socialistes", "12", "40"), ("Écologiste", "0", "38")]
    lines = [(80.0 + 150 * at, 600.0 - 16 * row, 11.0, cell) for row, cells in enumerate(table) for at, cell in enumerate(cells)]

    found = read_pdf(tmp_path, lines)

    assert found == [("cell", cell) for cells in table for cell in cells]


def test_what_is_printed_on_every_page_is_no_part_of_the_text(tmp_path: Path) -> None:
    pages = [
        [
            (60.0, 810.0, 9.0, "Assemblée nationale – rapport n° 4321"),
            (60.0, 700.0, 11.0, f"La partie {name} du rapport porte sur la captation d'images par les forces de"),
            (60.0, 686.0, 11.0, f"l'ordre, et la commission {name} en a débattu."),
            (280.0, 30.0, 9.0, f"– {number} –"),
        ]
        for number, name in enumerate(("première", "seconde", "troisième"), 1)
    ]

    found = read_pdf(tmp_path, *pages)

    assert [kind for kind, _ in found] == ["paragraph"] * 3
    assert found[0][1].endswith("par les forces de l'ordre, et la commission première en a débattu.")


def test_a_sentence_goes_on_over_the_page_and_a_word_is_put_together(tmp_path: Path) -> None:
    pages = [
        [(60.0, 90.0 - 14 * at, 11.0, line) for at, line in enumerate(LEFT[:3])],
        [(60.0, 760.0 - 14 * at, 11.0, line) for at, line in enumerate(LEFT[3:])],
    ]

    found = read_pdf(tmp_path, *pages)

    assert len(found) == 1
    assert "pour la remise de son rapport sur les technologies de sécurité" in found[0][1]


def test_items_begin_at_their_marks(tmp_path: Path) -> None:
    lines = ["Il recommande :", "• un socle de principes communs autour des technologies de sécurité ;", "– un débat de société."]

    found = read_pdf(tmp_path, [(60.0, 700.0 - 14 * at, 11.0, line) for at, line in enumerate(lines)])

    assert found == [("paragraph", lines[0]), ("item", lines[1][2:]), ("item", lines[2][2:])]


def test_the_lines_of_a_numbered_item_hang_behind_its_number(tmp_path: Path) -> None:
    lines = ["Il recommande d'ouvrir dès cette année trois chantiers qui portent sur les usages de la vidéo :",
             "1. de consulter les corps intermédiaires, en application du règlement (UE) 2020/741 du",
             "Parlement européen ;"]  # fmt: skip

    found = read_pdf(tmp_path, [(60.0 + (16 if at > 1 else 0), 700.0 - 14 * at, 11.0, line) for at, line in enumerate(lines)])

    assert words_of(found) == [lines[0], f"{lines[1]} {lines[2]}"]


def test_what_stands_at_the_right_is_not_run_into_the_paragraph_below_it(tmp_path: Path) -> None:
    right = "Le préfet du Rhône et de la région, à Lyon"
    below = [f"{one} {other}" for one, other in zip(LEFT, RIGHT, strict=True)]

    found = read_pdf(
        tmp_path, [(300.0, 700.0, 11.0, right), *((60.0, 686.0 - 14 * at, 11.0, one) for at, one in enumerate(below))]
    )

    assert words_of(found)[0] == right


def test_a_scan_says_how_many_pages_have_no_text_layer(tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(minimal_pdf([[], [], []]))

    with pytest.raises(ReadError, match="no text layer: 3 pages"):
        read_file(tmp_path / "scan.pdf")


def test_of_a_partial_scan_the_other_pages_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(minimal_pdf([[(60, 700, 11, "Le député a voté la loi.")], [], []]))

    document = read_file(tmp_path / "a.pdf")

    assert words(document) == ["Le député a voté la loi."]
    assert [(finding.severity, finding.message) for finding in document.findings] == [
        ("warning", "no text layer: pages 2, 3 of 3; the others are read")
    ]


WHOLE = minimal_pdf([[(60, 700, 11, "Le député a voté la loi."), (60, 680, 11, "Le Sénat l'a adoptée.")]])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(at=st.integers(0, len(WHOLE) - 1), junk=st.binary(max_size=12), cut=st.integers(0, 40))
def test_a_damaged_pdf_is_read_or_refused_by_name(at: int, junk: bytes, cut: int) -> None:
    data = WHOLE[:at] + junk + WHOLE[at + cut :]
    try:
        document = document_of(data, source="a.pdf", where="a.pdf")
    except ReadError as error:
        refused = str(error)
    else:
        refused = "a.pdf: "
        assert document.text
    assert refused.startswith("a.pdf: ")
    assert "\n" not in refused
