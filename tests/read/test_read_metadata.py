"""What a document says of itself: date, place, publisher, title, genre, and in which order the sources are trusted."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading import read_text

from kg.errors import OntologyError, ReadError
from kg.model import Document, Finding, Metadata
from kg.read import read_file, read_sources
from kg.read.metadata import stated_date
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
        ("Ministère de l'Éducation nationale – 11 septembre 2019", "2019-09-11", None),
        ("Ministère de l'Intérieur Le 5 février 2021", "2021-02-05", None),
        ("MINISTÈRE DE LA CULTURE Paris, le 19 novembre 2019", "2019-11-19", "Paris"),
        ("Premier ministre – Service communication – Paris, le 3 mars 2020", "2020-03-03", "Paris"),
        ("Communiqué du 9 décembre 2022", "2022-12-09", None),
        ("Communiqué de presse du Défenseur des droits du 12 mai 2022", "2022-05-12", None),
        ("Communiqué de presse – Une association – Paris, le 12 mai 2022", "2022-05-12", "Paris"),
        ("Amnesty International France – Communiqué de presse – 3 février 2021", "2021-02-03", None),
        ("Interview de Mme Durand, ministre, à Radio Exemple le 15 avril 2024, sur l'eau", "2024-04-15", None),
        ("Interview – La Gazette – 15 avril 2024", "2024-04-15", None),
        ("Déclaration de M. Dupont, sur les attentats du 11 septembre 2001, à Lyon le 11 septembre 2021", "2021-09-11", "Lyon"),
        ("Conseil des ministres du 5 février 2020", "2020-02-05", None),
        ("Palais de l'Élysée, le 9 décembre 2022", "2022-12-09", "Palais de l'Élysée"),
        ("Bobigny, le lundi 1er mars 2021 – COMMUNIQUÉ DE PRESSE", "2021-03-01", "Bobigny"),
        ("LE 5 FÉVRIER 2021", "2021-02-05", None),
        ("Publié le 14/02/2020 à 10h30", "2020-02-14", None),
        ("Enregistré à la Présidence de l'Assemblée nationale le 7 février 2021.", "2021-02-07", None),
        ("Paris, le 30 février 2021", None, None),
        ("Mis à jour le 3 mars 2021", None, None),
        ("CONSTITUTION DU 4 OCTOBRE 1958", None, None),
        ("Loi Sapin, 9 décembre 2016", None, None),
        ("Loi n° 2016-1691 du 9 décembre 2016", None, None),
        ("Communiqué de la CNCDH sur la loi du 9 décembre 2022", None, None),
        ("Interview de M. Dupont, ministre, sur la loi du 9 décembre 1905", None, None),
        ("Ministère de l'Intérieur – décret du 9 décembre 2019", None, None),
        ("Réforme de l'État – 9 décembre 2019", None, None),
        ("Ce texte a été retiré par son auteur le 24 novembre 2016", None, None),
        ("Le 5 mai 2020 a vu la fin du confinement", None, None),
        ("Extrait du compte rendu du Conseil des ministres du 31/02/16", None, None),
        ("Le 9 septembre 2021, le ministre a reçu le député.", None, None),
        ("La loi du 9 septembre 2021", None, None),
        ("À Paris, le 9 septembre 2021, le ministre a reçu le député.", None, None),
    ],
)
def test_the_date_is_read_from_a_dateline_alone(tmp_path: Path, line: str, date: str | None, place: str | None) -> None:
    metadata = read_text(tmp_path, f"Un titre\n\n{line}\n\nLe corps du texte est ici.").metadata
    assert (metadata.date, metadata.place) == (date, place)


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (("Publié le 10 mars 2022", "Paris, le 9 mars 2022"), "2022-03-09"),
        (("Paris, le 9 mars 2022", "Publié le 10 mars 2022"), "2022-03-09"),
        (("Publié le 10 mars 2022", "9 mars 2022"), "2022-03-09"),
        (("La loi du 8 mars 2022 a tout changé.", "Fait à Paris, le 9 mars 2022"), "2022-03-09"),
    ],
)
def test_of_several_dates_in_the_header_the_dateline_is_the_documents(tmp_path: Path, lines: tuple[str, ...], date: str) -> None:
    assert read_text(tmp_path, "\n\n".join(("# Un titre", *lines, "Le corps du texte."))).metadata.date == date


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        ("# Un titre\n\nMinistère de l'Éducation nationale – 11 septembre 2019", "Ministère de l'Éducation nationale"),
        ("MINISTÈRE DE LA CULTURE Paris, le 19 novembre 2019\n\nUn titre", "Ministère de la Culture"),
        ("# Un titre\n\nMinistère de la Culture Le 5 février 2021", "Ministère de la Culture"),
        ("# Un titre\n\nMinistère de l'Économie, des Finances, Paris, le 5 mai 2020", "Ministère de l'Économie, des Finances"),
        ("Palais de l'Élysée, le 9 décembre 2022\n\nUn titre", "Présidence de la République"),
        ("PRÉFET DE LA LOIRE\n\nSaint-Étienne, le 5 février 2021\n\nUn titre", "Préfet de la Loire"),
        ("Le Défenseur des droits – Paris, le 3 juin 2020\n\nUn titre", "Défenseur des droits"),
        ("Communiqué de presse du Défenseur des droits du 12 mai 2022\n\nUn titre", "Défenseur des droits"),
        ("COMMUNIQUÉ DE PRESSE DU MINISTÈRE DE LA CULTURE, 12 MAI 2022\n\nUn titre", "Ministère de la Culture"),
        ("**Ligue des droits de l'Homme**\n\nParis, le 3 mai 2016\n\n**Un titre**", "Ligue des droits de l'Homme"),
        ("Un titre\n\nTravaux préparatoires\n\nSénat\n\nDéposé hier.\n\n© Assemblée nationale", "Assemblée nationale"),
        ("SÉNAT\n\nUn titre\n\nUn texte.\n\n© Assemblée nationale", "Sénat"),
        ("Un titre\n\nUn texte.\n\n© Agence Photo", None),
        ("Un titre\n\nLe préfet de la Loire interdit la manifestation", None),
    ],
)
def test_the_publisher_is_the_letterhead_without_the_date_beside_it(tmp_path: Path, text: str, publisher: str | None) -> None:
    assert read_text(tmp_path, text, "a.md").metadata.publisher == publisher


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Conseil des ministres du 5 février 2020\n\n## Projets de loi\n\nUn.\n\n## Décrets\n\nDeux.", None),
        ("# Compte rendu du Conseil des ministres du 5 février 2020\n\n## Projets de loi\n\nUn.\n\n## Décrets\n\nDeux.", None),
        ("# Un titre\n\n## Projets de loi\n\nUn.", "Un titre"),
        ("# PREMIER MINISTRE\n\n## Le plan de relance\n\n## Mesures\n\nUn.", "Le plan de relance"),
        ("# Communiqué du 9 décembre 2022\n\n## Une convention pour l'eau\n\nUn.", "Une convention pour l'eau"),
        ("# Communiqué du 9 décembre 2022\n\n## Droits\n\nUn.\n\n## Suites\n\nDeux.", "Communiqué de presse, 9 décembre 2022"),
        ("Assemblée nationale\n\nXIVe législature\n\nTravail : le dialogue social\n\nUn texte.", "Travail : le dialogue social"),
        ("QUINZIÈME LÉGISLATURE\n\nTravail : le dialogue social\n\nUn texte.", "Travail : le dialogue social"),
        ("# 15ème législature\n\n## Travail : le dialogue social\n\nUn texte.", "Travail : le dialogue social"),
        ("MINISTÈRE DE L'INTÉRIEUR\n\nLe ministre\n\nNote aux rédactions\n\nDéplacement à Lyon\n\nUn.", "Déplacement à Lyon"),
        ("INTERVIEW\n\nLa Gazette – 15 avril 2024\n\n« Nous irons »\n\nUn.", "« Nous irons »"),
        ("Discours de M. Dupont, ministre, à Lyon le 7 octobre 2019\n\nMesdames,", None),
    ],
)
def test_the_title_is_the_documents_own_and_no_section(tmp_path: Path, text: str, title: str | None) -> None:
    expected = title or text.partition("\n")[0].removeprefix("# ")
    assert read_text(tmp_path, text, "a.md").metadata.title == expected


@pytest.mark.parametrize(
    ("text", "genre"),
    [
        ("Proposition de loi relative à l'adoption\n\nCommuniqué de presse\n\nUn accord est trouvé.", "communiqué de presse"),
        ("Proposition de loi relative à l'adoption\n\nUn accord est trouvé.", None),
        ("PROPOSITION DE LOI\n\nrelative à l'eau\n\nprésentée par M. Dupont\n\nEXPOSÉ DES MOTIFS\n\nUn.", "texte de loi"),
        ("Projet de loi relatif à l'eau\n\nArticle 1er\n\nL'eau est un bien commun.", "texte de loi"),
        ("Interview de Mme Durand, ministre\n\nBonjour.", "interview"),
        ("Sénat – Communiqué de presse – Paris, le 3 février 2021\n\nUn titre\n\nUn.", "communiqué de presse"),
    ],
)
def test_a_bills_name_alone_makes_no_bill(tmp_path: Path, text: str, genre: str | None) -> None:
    assert read_text(tmp_path, text).metadata.genre == genre


def test_a_page_of_the_assembly_about_a_text_of_the_senate_is_published_by_the_assembly(tmp_path: Path) -> None:
    page = (
        '<html><head><title>Assemblée nationale - Justice : les amendes</title><meta name="ORIGINE_DOCUMENT" content="Sénat">'
        "</head><body><b>Justice : les amendes</b><p>Travaux préparatoires</p><p>Un texte.</p></body></html>"
    )
    metadata = read_text(tmp_path, page, "a.asp").metadata
    assert (metadata.title, metadata.publisher) == ("Justice : les amendes", "Assemblée nationale")


@pytest.mark.parametrize("suffix", [".asp", ".aspx", ".php", ".jsp", ".shtml"])
def test_a_page_saved_under_the_name_of_its_program_is_read(tmp_path: Path, suffix: str) -> None:
    page = "\n<!-- x -->\n<!DOCTYPE html><html><head><title>T</title></head><body><h1>Un titre</h1><p>Texte.</p></body></html>"
    document = read_text(tmp_path, page, f"page{suffix}")
    assert (document.metadata.title, document.text, document.id) == ("Un titre", "Un titre\nTexte.", "page")


@pytest.mark.parametrize("text", ["<?php echo 'x'; ?><html><body>x</body></html>", "<%@ page %><html></html>", "Un texte seul."])
def test_a_program_is_no_page(tmp_path: Path, text: str) -> None:
    with pytest.raises(ReadError, match="no HTML page"):
        read_text(tmp_path, text, "page.php")


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
        ("title: x\ndate: [1, 2]", 3),
        ("title: x\ndate: {de: 2021-01-01}", 3),
        ("title: x\nid: [a]", 3),
        ("date: 2021-09-09T25:61", 2),
        ("date: 2021-09-09 ou 2021-09-10", 2),
        ("title: x\ndate: 2021-09-09\ndate: 2021-09-10", 4),
        ("{title: x, date: 2021-02-30}", 2),
        ("'title': x\n'date': hier", 3),
        ("  title: x\n date: y", 3),
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
    rules = tmp_path / "documents.toml"
    rules.write_text(
        f"[months]\n{months}\n\n[[genre]]\nid = 'g.x'\npattern = '('\nexample = 'a'\ncounter_example = 'b'\n",
        encoding="utf-8",
    )
    with pytest.raises(OntologyError, match=r"documents\.toml:16: rule g\.x"):
        _ = load(rules).cues["genre"][0].pattern


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_front_matter_that_is_not_closed_is_refused_rather_than_read_as_text(tmp_path: Path, name: str) -> None:
    with pytest.raises(ReadError, match="no --- below it") as caught:
        read_text(tmp_path, "---\ntitle: x\ndate: 2021-09-09\n\nTexte.", name)
    assert caught.value.where == f"{tmp_path / name}:1"
    assert read_text(tmp_path, "---\nUn texte.\n\nDate: demain.", name).text


def test_a_field_with_several_values_is_left_out_and_told(tmp_path: Path) -> None:
    document = read_text(tmp_path, "---\ndate: 2021-09-09T10:30\ntitle: [a, b]\ntags: [x]\n---\n# Un titre\n\nTexte.", "a.md")
    assert (document.metadata.date, document.metadata.title) == ("2021-09-09", "Un titre")
    assert [(one.where, one.message) for one in document.findings] == [
        (f"{tmp_path / 'a.md'}:3", "title has several values; it is left out")
    ]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2021-09-09", "2021-09-09"),
        (" 2021-09-09T10:30:00.5Z ", "2021-09-09"),
        ("2021-09-09 24:00", "2021-09-09"),
        ("2021-09-09 à 10h30", "2021-09-09"),
        ("2021-09-09 10h", "2021-09-09"),
        ("2021-09-09T10:30:00+0200", "2021-09-09"),
        ("2021-09-09T10:61", None),
        ("2021-09-09T24:01", None),
        ("2021-09-09T10:30+25:00", None),
        ("2021-02-30", None),
        ("0000-01-01", None),
        ("2021-09-09 environ", None),
        ("", None),
    ],
)
def test_a_stated_date_is_a_day_with_or_without_a_time_that_exists(written: str, day: str | None) -> None:
    assert stated_date(written) == day


def test_a_row_of_metadata_with_a_time_gives_the_day(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Texte.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Texte.", encoding="utf-8")
    rows = "file,date\na.txt,2021-09-09T10:30\nb.txt,2021-09-09T10:99\n"
    (tmp_path / "metadata.csv").write_text(rows, encoding="utf-8")
    told, one, other = read_sources([tmp_path])
    assert isinstance(told, Finding)
    assert told.where.endswith("metadata.csv:3")
    assert [item.metadata.date for item in (one, other) if isinstance(item, Document)] == ["2021-09-09", None]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_front_matter_is_read_with_the_line_ends_of_any_system(tmp_path: Path, end: str) -> None:
    (tmp_path / "a.md").write_bytes(end.join(["---", "title: Un", "date: 2021-09-09", "---", "", "Texte.", ""]).encode())
    document = read_file(tmp_path / "a.md")
    assert (document.metadata.title, document.metadata.date, document.text) == ("Un", "2021-09-09", "Texte.")


@pytest.mark.parametrize("title", ["Sécurité du quotidien : déplacement à Nice", "L'État : c'est nous", "Deux : trois : quatre"])
def test_a_title_with_a_colon_needs_no_quotes(tmp_path: Path, title: str) -> None:
    document = read_text(tmp_path, f"---\ntitle: {title}\ndate: 2021-02-25\n---\nLe texte.", "a.md")

    assert (document.metadata.title, document.metadata.date) == (title, "2021-02-25")
