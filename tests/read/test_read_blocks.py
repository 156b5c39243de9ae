"""Structure: which lines are one paragraph, what is a heading, an item, furniture, a footer of contacts."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from reading import read_text, shape, words

PROSE = (
    "Le Premier ministre a reçu ce jour le député de la deuxième circonscription de la Loire pour la remise de son rapport. "
    "Il remercie le député pour la qualité de son analyse, qui éclaire la conciliation de la sécurité et des libertés. "
    "Le Parlement examinera tout prochainement le projet de loi relatif à la responsabilité pénale et à la sécurité."
)


@pytest.mark.parametrize("suffix", [".txt", ".md"])
@pytest.mark.parametrize("width", [60, 72, 80, 100])
def test_wrapped_lines_are_one_paragraph(tmp_path: Path, width: int, suffix: str) -> None:
    wrapped = "\n\n".join(textwrap.fill(PROSE, width) for _ in range(3))
    assert words(read_text(tmp_path, wrapped, f"a{suffix}")) == [PROSE] * 3


@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_one_paragraph_a_line_stays_so(tmp_path: Path, suffix: str) -> None:
    lines = ["Travaux préparatoires", "Avis du Conseil d'État", PROSE, "Étude d'impact", PROSE + " Fin.", "Amendements déposés"]
    assert words(read_text(tmp_path, "\n".join(lines), f"a{suffix}")) == lines


def test_short_sentences_a_line_are_not_joined(tmp_path: Path) -> None:
    lines = [f"Le député numéro {n} a voté pour le projet de loi de finances." for n in range(10, 20)]
    assert words(read_text(tmp_path, "\n".join(lines))) == lines


def test_a_line_end_before_a_full_stop_is_no_block_of_its_own(tmp_path: Path) -> None:
    text = f"{PROSE}\nProjet de loi n° 3037, déposé le 31 juillet 2015\net renvoyé à la commission des lois\n.\nÉtude d'impact"
    assert words(read_text(tmp_path, text))[1:] == [
        "Projet de loi n° 3037, déposé le 31 juillet 2015 et renvoyé à la commission des lois.",
        "Étude d'impact",
    ]


@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_a_paragraph_cut_by_a_page_break_is_joined(tmp_path: Path, suffix: str) -> None:
    text = (
        "Il confirme les enjeux majeurs de ces technologies pour les libertés,\n\nnotamment en lien avec la vie privée.\n\nFin."
    )
    assert words(read_text(tmp_path, text, f"a{suffix}")) == [
        "Il confirme les enjeux majeurs de ces technologies pour les libertés, notamment en lien avec la vie privée.",
        "Fin.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "La mesure prend effet immédiatement, sur tout le territoire.\n\nle Gouvernement",
        "Le présent décret est ainsi rédigé et il comprend les points suivants :\n\na) le premier point",
        "Après l'article 2 de la loi du 6 janvier 1978 il est inséré ce qui suit ;\n\nl'article 3 est abrogé",
    ],
)
def test_what_was_closed_is_not_joined(tmp_path: Path, text: str) -> None:
    assert words(read_text(tmp_path, text)) == text.split("\n\n")


def test_a_letterhead_keeps_its_lines_and_its_phrases(tmp_path: Path) -> None:
    text = "MINISTÈRE\nDE L'INTÉRIEUR\nService de presse\nRÉPUBLIQUE\nFRANÇAISE\n\nPREMIER\nMINISTRE\n\nUn texte suit."
    assert shape(read_text(tmp_path, text))[:-1] == [
        ("heading", "MINISTÈRE DE L'INTÉRIEUR"),
        ("paragraph", "Service de presse"),
        ("furniture", "RÉPUBLIQUE FRANÇAISE"),
        ("heading", "PREMIER MINISTRE"),
    ]


def test_markdown_says_what_each_block_is(tmp_path: Path) -> None:
    text = (
        "# Un *titre*\n\nUn [lien](http://a.fr/x) et ![une image](i.png), `code`, \\*étoile\\* &amp; **gras**.\n\n"
        "## Partie\n\n- premier\n- second\n  - imbriqué\n\n1. un\n2. deux\n\n> cité\n\n| a | b |\n|---|---|\n| c | d |\n\n"
        "**En gras seul**\n\nune ligne<br>coupée\n\n<div>du <b>HTML</b><script>non()</script></div>\n"
    )
    assert shape(read_text(tmp_path, text, "a.md")) == [
        ("title", "Un titre"),
        ("paragraph", "Un lien et , code, *étoile* & gras."),
        ("heading", "Partie"),
        ("item", "premier"),
        ("item", "second"),
        ("item", "imbriqué"),
        ("item", "un"),
        ("item", "deux"),
        ("quote", "cité"),
        ("cell", "a"),
        ("cell", "b"),
        ("cell", "c"),
        ("cell", "d"),
        ("heading", "En gras seul"),
        ("paragraph", "une ligne"),
        ("paragraph", "coupée"),
        ("paragraph", "du HTML"),
    ]


def test_a_year_that_opens_a_line_is_no_item_number(tmp_path: Path) -> None:
    assert words(read_text(tmp_path, "Avant.\n\n2021. Une année.", "a.md")) == ["Avant.", "2021. Une année."]


def test_plain_text_has_items_too(tmp_path: Path) -> None:
    text = "Le texte prévoit :\n- un fonds ;\n- une taxe.\n• une aide\n\n– le député l'a dit\n-5 % de hausse"
    assert shape(read_text(tmp_path, text)) == [
        ("paragraph", "Le texte prévoit :"),
        ("item", "un fonds ;"),
        ("item", "une taxe."),
        ("item", "une aide"),
        ("item", "le député l'a dit"),
        ("paragraph", "-5 % de hausse"),
    ]


@pytest.mark.parametrize(
    "footer",
    [
        "Contacts : 01 42 75 50 78/79 – communication@pm.gouv.fr",
        "**Contact presse**\n\nCabinet de la ministre\n\n01 53 18 45 13\n\npresse@transformation.gouv.fr\n\n@minTFP",
        "Contacts presse :\n\n01 40 07 60 60\n\n57, rue de Varenne – 75700 Paris SP 07",
        "Service de presse du ministre : 01 49 55 00 00",
        "Tél. : 01 49 27 49 27\n\nwww.interieur.gouv.fr",
    ],
)
def test_the_footer_of_contacts_is_left_out(tmp_path: Path, footer: str) -> None:
    body = "Un titre de communiqué\n\nLe ministre a présenté le projet de loi."
    assert words(read_text(tmp_path, f"{body}\n\n{footer}", "a.md")) == body.split("\n\n")


@pytest.mark.parametrize(
    "last",
    [
        "Pour signaler un abus, les victimes appellent le 01 42 75 50 78.",
        "Contacté par la presse, le ministre a confirmé.",
        "Le numéro 3939 répond aux usagers.",
    ],
)
def test_a_sentence_about_telephones_is_no_footer(tmp_path: Path, last: str) -> None:
    assert words(read_text(tmp_path, f"Un titre\n\nUne phrase.\n\n{last}"))[-1] == last


def test_page_numbers_and_running_headers_are_furniture(tmp_path: Path) -> None:
    pages = "\n\n".join(f"Rapport annuel du Sénat\n\nPage {n} sur 4\n\nLe chapitre {n} traite des lois." for n in range(1, 5))
    document = read_text(tmp_path, pages)
    kinds = shape(document)
    assert [words for kind, words in kinds if kind == "furniture"].count("Rapport annuel du Sénat") == 3
    assert sum(words.startswith("Page") and kind == "furniture" for kind, words in kinds) == 4
    assert ("paragraph", "Le chapitre 3 traite des lois.") in kinds


def test_a_page_keeps_its_main_content_alone(tmp_path: Path) -> None:
    page = (
        "<html><head><title>Loi — Site</title><style>p{}</style></head><body><header><p>Bandeau</p></header>"
        "<nav><ul><li>Menu</ul></nav><main><h1>La loi<br>pour la confiance</h1><p>Le <b>Sénat</b> a adopt&eacute; le&nbsp;texte."
        "<!-- secret --><p hidden>caché<p style='display: none'>caché<ul><li>un<li>deux</ul><blockquote>cité</blockquote>"
        "<form>Chercher</form><table><tr><td>1<td>2</table>a<br>B</main><footer>Pied</footer></body></html>"
    )
    assert shape(read_text(tmp_path, page, "a.html")) == [
        ("title", "La loi pour la confiance"),
        ("paragraph", "Le Sénat a adopté le texte."),
        ("item", "un"),
        ("item", "deux"),
        ("quote", "cité"),
        ("cell", "1"),
        ("cell", "2"),
        ("paragraph", "a"),
        ("paragraph", "B"),
    ]


def test_a_table_that_lays_out_a_page_holds_paragraphs(tmp_path: Path) -> None:
    page = "<table><tr><td>Le Sénat a adopté la loi.<br>- un point<p>L'Assemblée l'examine.</table>"
    assert shape(read_text(tmp_path, page, "a.html")) == [
        ("paragraph", "Le Sénat a adopté la loi."),
        ("item", "un point"),
        ("paragraph", "L'Assemblée l'examine."),
    ]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ('les milieux aquatiques<sup><a href="#fn2">2</a></sup>, qui', "les milieux aquatiques, qui"),
        (
            "la loi du 3 janvier 1992<sup>1</sup> et son décret.<sup>(2)</sup> Elle",
            "la loi du 3 janvier 1992 et son décret. Elle",
        ),
        ('le rapport<a href="#_ftn1"><span>[1]</span></a> de la Cour', "le rapport de la Cour"),
        ("300 km<sup>2</sup>, 10<sup>6</sup> m<sup>3</sup>", "300 km2, 106 m3"),
        ("le 1<sup>er</sup> janvier, au XX<sup>e</sup> siècle", "le 1er janvier, au XXe siècle"),
        ('l\'article <a href="#art3">3</a> du texte', "l'article 3 du texte"),
        ('La note elle-même. <a href="#ref1">↩</a>', "La note elle-même."),
    ],
)
def test_what_calls_a_footnote_of_a_page_is_no_part_of_its_sentence(tmp_path: Path, raw: str, expected: str) -> None:
    assert words(read_text(tmp_path, f"<html><body><p>{raw}</p></body></html>", "a.html")) == [expected]
