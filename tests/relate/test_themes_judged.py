"""The themes that are proposed for official texts, and what a reader thought of them."""

from __future__ import annotations

import csv
import gzip
import json
import tomllib
import zipfile
from pathlib import Path

import pytest
from texts import document

from kg.model import Block, Document, Metadata, Span
from kg.pipeline import understand
from kg.read import read_file

TABLE = Path(__file__).parent / "themes-judged.csv"
BULK = Path(__file__).resolve().parents[3] / "shared" / "data" / "bulk"
AMENDMENTS, DOSSIERS = BULK / "amendements.jsonl.gz", BULK / "an-dossiers-xive.zip"
FIRST = 5


def judged() -> dict[str, dict[str, bool]]:
    """uid → theme → whether it is apt."""
    out: dict[str, dict[str, bool]] = {}
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for row in csv.DictReader(lines, delimiter=";"):
        out.setdefault(row["uid"], {})[row["theme"]] = row["apt"] == "yes"
    return out


def proposed(text: Document) -> list[str]:
    """The labels of the first themes of a text, those that weigh most."""
    related = understand(text)
    label = {entity.key: entity.label for entity in related.resolved.entities}
    about = [claim for claim in related.claims if claim.predicate == "about" and claim.subject == related.document.key]
    about.sort(key=lambda claim: (-claim.confidence, claim.evidence[0].start, claim.object))
    return [label[claim.object] for claim in about[:FIRST]]


def titled(title: str, text: str) -> Document:
    """A document of a title and a paragraph."""
    blocks = (Block("title", Span(0, len(title))), Block("paragraph", Span(len(title) + 1, len(title) + 1 + len(text))))
    return Document("texte", "texte.md", f"{title}\n{text}", blocks, Metadata(date="2021-09-09"))


def share(verdicts: list[bool]) -> float:
    print(f"\n{sum(verdicts)} of {len(verdicts)} apt")
    return sum(verdicts) / len(verdicts)


@pytest.mark.skipif(not AMENDMENTS.exists(), reason="the amendments are not here")
def test_most_of_the_first_themes_of_amendments_are_apt() -> None:
    table = judged()
    verdicts: list[bool] = []
    with gzip.open(AMENDMENTS, "rt", encoding="utf-8") as lines:
        for line in lines:
            uid = line[9 : line.index('"', 9)] if line.startswith('{"uid": "') else json.loads(line)["uid"]
            if uid not in table:
                continue
            record = json.loads(line)
            themes = proposed(document("\n".join(record[name] for name in ("dispositif", "expose") if record.get(name))))
            verdicts.extend(table[uid].get(theme, False) for theme in themes)

    assert len(verdicts) >= 300
    assert share(verdicts) >= 0.84


@pytest.mark.skipif(not DOSSIERS.exists(), reason="the dossiers are not here")
def test_most_of_the_first_themes_of_dossiers_are_apt(tmp_path: Path) -> None:
    verdicts: list[bool] = []
    with zipfile.ZipFile(DOSSIERS) as dossiers:
        for name, table in judged().items():
            if name.endswith(".asp"):
                path = tmp_path / name.rpartition("/")[2]
                path.write_bytes(dossiers.read(name))
                verdicts.extend(table.get(theme, False) for theme in proposed(read_file(path)))

    assert len(verdicts) >= 100
    assert share(verdicts) >= 0.90


def test_most_of_the_first_themes_of_communiques_and_other_texts_are_apt() -> None:
    table = judged()
    files = sorted((Path(__file__).parent / "unseen").glob("*.toml"))
    texts = [text for path in files for text in tomllib.loads(path.read_text(encoding="utf-8"))["text"] if text["id"] in table]
    verdicts = [
        table[text["id"]].get(theme, False)
        for text in texts
        for theme in proposed(document(text["text"].strip(), text["date"], id=text["id"]))
    ]

    assert len(verdicts) >= 80
    assert share(verdicts) >= 0.90


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("La gestion de l'eau potable\nLe tourisme progresse et le sport attend.", "eau et assainissement"),
        (
            "Le code de la sécurité sociale règle aussi, au code de la sécurité sociale, le droit au logement.",
            "politique du logement",
        ),
        (
            "La perte de recettes pour l'État est compensée à due concurrence par la création d'une taxe "
            "additionnelle à l'accise sur les tabacs prévue au code des impositions. Cet amendement défend la francophonie.",
            "francophonie",
        ),
    ],
)
def test_what_a_text_names_in_its_head_or_by_its_own_words_comes_first(text: str, first: str) -> None:
    assert proposed(document(text))[0] == first


def test_a_word_in_passing_is_no_theme_of_a_text_about_something_else() -> None:
    text = "Réforme de l'assurance chômage\nL'assurance chômage change. Les chômeurs, comme les médecins, seront reçus."

    themes = proposed(document(text))

    assert themes
    assert "professions de santé" not in themes


def test_words_that_texts_use_beside_their_subject_make_a_theme_where_the_text_says_its_purpose_only() -> None:
    beside = "La chasse est encadrée. Le permis de chasser change, pour la cohésion sociale et la sécurité juridique."
    meant = "Le présent amendement vise à renforcer la cohésion sociale et la sécurité juridique."

    assert proposed(document(beside)) == ["chasse et gibier"]
    assert set(proposed(document(meant))) == {"lutte contre la pauvreté", "simplification du droit"}


def test_an_amendment_has_the_themes_of_its_object_and_others_only_where_it_names_them_clearly() -> None:
    text = (
        "{} vise à financer le logement social et la formation professionnelle.\nAinsi le logement social et la formation "
        "professionnelle sont aidés, autant que les cours d'eau, la recherche scientifique et les jeux vidéo."
    )

    object_ = ["logement social", "formation professionnelle"]

    assert proposed(document(text.format("Cet amendement"))) == object_
    assert proposed(document(text.format("Ce texte")))[:3] == [*object_, "eau et assainissement"]


def test_a_title_names_its_subject_and_a_code_or_a_body_in_it_speaks_of_its_own() -> None:
    text = "Le texte est renvoyé à la commission."

    assert proposed(titled("Adaptation du code minier", text)) == ["ressources minières"]
    assert proposed(titled("Pouvoirs de l'inspection du travail", text)) == ["droit du travail"]
    assert proposed(document("Elle a défendu la proposition de loi relative aux bibliothèques.")) == ["musées et archives"]
    assert proposed(titled("Questions diverses", "Le code minier et l'inspection du travail sont cités.")) == []


def test_those_who_sign_are_no_opening_and_no_theme() -> None:
    signed = "M. Caron, Mme Abomangoli, Mme Prud'homme, M. Alexandre"
    text = "À l'alinéa 2, supprimer les mots.\nLes friches commerciales sont taxées, pour les prud'hommes comme pour le tourisme."

    assert proposed(document(f"{signed}\n{text}")) == proposed(document(text))
    assert proposed(document(f"{signed}\nSupprimer cet article.")) == []
