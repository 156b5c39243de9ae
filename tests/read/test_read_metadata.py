"""What a document says of itself: date, place, publisher, title, genre, and in which order the sources are trusted."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading import read_text

from kg.errors import OntologyError, ReadError
from kg.model import Metadata
from kg.read import read_file
from kg.read.rules import TABLES, load, matches


@pytest.mark.parametrize(
    ("line", "date", "place"),
    [
        ("Paris, le 9 septembre 2021", "2021-09-09", "Paris"),
        ("Hôtel de Matignon, 9 septembre 2021", "2021-09-09", "Hôtel de Matignon"),
        ("À Saint-Étienne, le mardi 1er août 2023", "2023-08-01", "Saint-Étienne"),
        ("7 mars 2022 - Communiqué de presse", "2022-03-07", None),
        ("1er octobre 2019", "2019-10-01", None),
        ("Publié le 14 février 2020", "2020-02-14", None),
        ("Paris, le 09/09/2021", "2021-09-09", "Paris"),
        ("Communiqué de presse - Paris, le 12 mai 2022", "2022-05-12", "Paris"),
        ("Extrait du compte rendu du Conseil des ministres du 08/06/16", "2016-06-08", None),
        ("Compte rendu du Conseil des ministres du mercredi 3 janvier 2018", "2018-01-03", None),
        ("Fait à Paris, le 24 janvier 2022.", "2022-01-24", "Paris"),
        ("Paris, le 30 février 2021", None, None),
        ("Extrait du compte rendu du Conseil des ministres du 31/02/16", None, None),
        ("Le 9 septembre 2021, le ministre a reçu le député.", None, None),
        ("La loi du 9 septembre 2021", None, None),
        ("À Paris, le 9 septembre 2021, le ministre a reçu le député.", None, None),
    ],
)
def test_the_date_is_read_from_a_dateline_alone(tmp_path: Path, line: str, date: str | None, place: str | None) -> None:
    metadata = read_text(tmp_path, f"Un titre\n\n{line}\n\nLe corps du texte est ici.").metadata
    assert (metadata.date, metadata.place) == (date, place)


def test_a_date_far_below_the_header_is_no_dateline(tmp_path: Path) -> None:
    body = "\n\n".join(f"Paragraphe {n}." for n in range(20))
    assert read_text(tmp_path, f"{body}\n\n7 mars 2022").metadata.date is None


@pytest.mark.parametrize(
    ("text", "genre", "publisher", "title"),
    [
        (
            "MINISTÈRE DE L'INTÉRIEUR\n\nCOMMUNIQUÉ DE PRESSE\n\nParis, le 1er mai 2022\n\nLe ministre a reçu les préfets.",
            "communiqué de presse",
            "Ministère de l'Intérieur",
            "Communiqué de presse – Ministère de l'Intérieur, 1er mai 2022",
        ),
        (
            "M. Dupont et Mme Durand\n\nARTICLE 2\n\nSupprimer cet article.\n\nEXPOSÉ SOMMAIRE\n\nUtile.",
            "amendement",
            None,
            "Amendement",
        ),
        ("ASSEMBLÉE NATIONALE\n\nRAPPORT D'INFORMATION\n\nsur les lois.", "rapport", "Assemblée nationale", None),
        ("Discours de M. Castex\n\nMesdames, messieurs, bonjour.", "discours", None, "Discours de M. Castex"),
        (
            "DOSSIER DE PRESSE\n\nLe plan de relance\n\nIl est doté de cent milliards.",
            "dossier de presse",
            None,
            "Le plan de relance",
        ),
        ("Une phrase seule.", None, None, None),
    ],
)
def test_genre_publisher_and_title_are_read(
    tmp_path: Path, text: str, genre: str | None, publisher: str | None, title: str | None
) -> None:
    metadata = read_text(tmp_path, text).metadata
    assert (metadata.genre, metadata.publisher) == (genre, publisher)
    assert title is None or metadata.title == title


def test_front_matter_goes_before_the_text_and_is_none_of_it(tmp_path: Path) -> None:
    head = "---\nid: Mon Document\ntitle: 'Titre : donné'\ndate: 2021-09-10\nurl: https://a.fr/x\ngenre: rapport\n---\n"
    document = read_text(tmp_path, f"{head}# Autre titre\n\n7 mars 2022\n\nTexte.", "a.md")
    assert document.id == "mon-document"
    assert document.metadata == Metadata("Titre : donné", "2021-09-10", None, "https://a.fr/x", None, "rapport")
    assert document.text == "Autre titre\n7 mars 2022\nTexte."


def test_what_the_caller_gives_goes_before_all(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: Un\ndate: 2021-01-01\n---\nTexte.", encoding="utf-8")
    metadata = read_file(tmp_path / "a.md", given=Metadata(date="2020-02-02")).metadata
    assert (metadata.title, metadata.date) == ("Un", "2020-02-02")


def test_a_rule_at_the_top_is_no_front_matter(tmp_path: Path) -> None:
    assert read_text(tmp_path, "---\nUn texte.\n\n---\n", "a.md").text == "Un texte."


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("title: [", 3),
        ("date: 2021-02-30", 2),
        ("title: x\ndate: hier", 3),
        ("a: &a [x]\nb: [*a, *a]", 3),
        ("a: !!python/object/apply:os.system [x]\nb: {c", 4),
        ("a: " + "[" * 5000, 2),
        ("a:\n" + "- " * 5000, 2),
    ],
)
def test_bad_front_matter_is_refused_with_its_line(tmp_path: Path, head: str, line: int) -> None:
    with pytest.raises(ReadError) as caught:
        read_text(tmp_path, f"---\n{head}\n---\nTexte.", "a.md")
    assert caught.value.where == f"{tmp_path / 'a.md'}:{line}"


def test_the_head_of_a_page_is_read(tmp_path: Path) -> None:
    page = (
        '<head><meta name="DC.date" content="2022-05-12"><meta property="og:site_name" content="Site &gt; un">'
        '<link rel="canonical" href="https://a.fr/x"><title>Le titre - Site</title></head><h1>Le titre</h1><p>Texte.'
    )
    assert read_text(tmp_path, page, "a.html").metadata == Metadata("Le titre", "2022-05-12", "Site > un", "https://a.fr/x")


def test_a_page_date_may_be_its_time_element(tmp_path: Path) -> None:
    page = '<title>T</title><p>Publié <time datetime="2022-05-12T10:00:00+02:00">jeudi</time></p><p>javascript'
    metadata = read_text(tmp_path, page.replace("<title>", '<link rel=canonical href="javascript:x"><title>'), "a.html").metadata
    assert (metadata.date, metadata.url, metadata.title) == ("2022-05-12", None, "T")


@pytest.mark.parametrize("table", TABLES)
def test_each_cue_matches_its_example_and_not_its_counter_example(table: str) -> None:
    assert load().cues[table]
    for cue in load().cues[table]:
        assert matches(table, cue, cue.example), cue.id
        assert not matches(table, cue, cue.counter_example), cue.id


def test_a_bad_pattern_is_an_error_with_its_line(tmp_path: Path) -> None:
    months = "\n".join(f"m{n} = {n}" for n in range(1, 13))
    names = ", ".join(f'"m{n}"' for n in range(1, 13))
    rules = tmp_path / "documents.toml"
    rules.write_text(
        f"month_names = [{names}]\n[months]\n{months}\n\n[[genre]]\n"
        "id = 'g.x'\npattern = '('\nexample = 'a'\ncounter_example = 'b'\n",
        encoding="utf-8",
    )
    with pytest.raises(OntologyError, match=r"documents\.toml:17: rule g\.x"):
        load(rules)
