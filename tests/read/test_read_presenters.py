"""A bill whose title and presenter are lines of their own: one block in every format, so that one sentence relates the two."""

from __future__ import annotations

from pathlib import Path

import pytest
from office import OFFICE, as_html, as_mail, convert, flat_odt
from reading import check_offsets, read_text, shape

from kg.model import Document
from kg.pipeline import understand
from kg.read import read_file, read_sources

TITLE = "Proposition de loi visant à renforcer la transparence de la vie politique locale"
BY = "présentée par M. Jean-Michel MIS, député."
PROSE = "Le présent texte tire les conséquences des travaux de la mission d'information sur les communes."
BLOCKS = [("h1", TITLE), ("p", BY), ("h2", "Exposé des motifs"), ("p", PROSE)]


def presented(document: Document) -> set[tuple[str, str]]:
    """Who presents what."""
    return {(claim.subject, claim.object) for claim in understand(document).claims if claim.predicate == "presents"}


MEANT = {("person/jean-michel-mis", "bill/proposition-de-loi-visant-a-renforcer-la-transparence-de-la-vie-politique-locale")}


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>{TITLE}</h1><p>{BY}</p>",
        f"<h1>{TITLE}</h1><h2>{BY}</h2>",
        f"<p><b>{TITLE}</b></p><p>{BY}</p>",
        f"<h1>{TITLE}</h1><p>présentée par</p><p>M. Jean-Michel MIS,</p><p>député.</p>",
        f"<title>{TITLE} - Assemblée nationale</title><h1>{TITLE},</h1><p>{BY}</p>",
    ],
)
def test_who_presents_a_bill_goes_on_with_its_title_in_a_page(tmp_path: Path, body: str) -> None:
    document = read_text(tmp_path, f"{body}<h2>Exposé des motifs</h2><p>{PROSE}</p>", "a.html")

    assert [text.replace("locale,", "locale") for _, text in shape(document)] == [f"{TITLE} {BY}", "Exposé des motifs", PROSE]
    assert (document.metadata.title or "").rstrip(",") == TITLE
    assert presented(document) == MEANT
    check_offsets(document, tmp_path / "a.html")


@pytest.mark.parametrize("by", [f", {BY}", f"</p><p>{BY}", ",</p><p>présentée par</p><p>M. Jean-Michel MIS,</p><p>député."])
@pytest.mark.parametrize(("kind", "key"), [("PROPOSITION DE LOI", ""), ("Proposition de loi organique", "organique-")])
def test_the_kind_of_text_alone_on_its_line_opens_the_title(tmp_path: Path, kind: str, key: str, by: str) -> None:
    rest = TITLE.removeprefix("Proposition de loi ")
    document = read_text(tmp_path, f"<h1>{kind}</h1><p>{rest}{by}</p><h2>Exposé des motifs</h2><p>{PROSE}</p>", "a.html")

    assert shape(document)[0][1].replace(",", "") == f"{kind} {rest} {BY}".replace(",", "")
    assert presented(document) == {(who, what.replace("loi-", f"loi-{key}", 1)) for who, what in MEANT}
    check_offsets(document, tmp_path / "a.html")


@pytest.mark.parametrize(
    "lines",
    [
        # A sentence about the bill, or about another one.
        [f"<h1>{TITLE}</h1>", "<p>Présentée par M. Jean-Michel MIS, elle sera examinée en mars.</p>"],
        # What is presented here has no name: an amendment and a section have presenters of their own.
        ["<h1>Amendement n° 12</h1>", f"<p>{BY}</p>"],
        ["<h1>Exposé des motifs</h1>", f"<p>{BY}</p>"],
        # What was done with a text is not its title.
        ["<h1>PROJET DE LOI</h1>", "<p>adopté par le Sénat en première lecture</p>"],
        # Below the title, but not next to it.
        [f"<h1>{TITLE}</h1>", "<p>Texte n° 3037.</p>", f"<p>{BY}</p>"],
        [f"<h1>{TITLE}</h1>", f"<ul><li>{BY}</li></ul>"],
    ],
)
def test_other_lines_stay_apart(tmp_path: Path, lines: list[str]) -> None:
    assert len(shape(read_text(tmp_path, "".join(lines) + f"<p>{PROSE}</p>", "a.html"))) == len(lines) + 1


def test_markdown_and_mail_give_the_same(tmp_path: Path) -> None:
    assert presented(read_text(tmp_path, f"# {TITLE}\n\n{BY}\n\n## Exposé des motifs\n\n{PROSE}\n", "a.md")) == MEANT
    mail = tmp_path / "a.eml"
    mail.write_bytes(as_mail(BLOCKS, "Proposition de loi").as_bytes())
    assert [presented(document) for document in read_sources([mail]) if isinstance(document, Document)] == [MEANT]


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed (Debian: libreoffice-writer)")
def test_a_word_processor_s_files_give_the_same(tmp_path: Path) -> None:
    source = tmp_path / "a.fodt"
    source.write_text(flat_odt(BLOCKS), encoding="utf-8")
    for form in ("docx", "odt", "pdf"):
        assert presented(read_file(convert(source, form, tmp_path, tmp_path / "profile"))) == MEANT, form
    (tmp_path / "a.html").write_text(as_html(BLOCKS), encoding="utf-8")
    assert presented(read_file(tmp_path / "a.html")) == MEANT
