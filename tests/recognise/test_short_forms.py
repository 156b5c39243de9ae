"""Short forms that point back: "ladite loi", "le présent amendement", "il"; and nouns that only begin the same way."""

from __future__ import annotations

import pytest
from texts import marked, recognised, words_of

SHORT = [
    ("Bill", "ce", "", "Ce [projet de loi] prévoit"),
    ("Bill", "le", "", "Le [projet de loi] comporte"),
    ("Bill", "la", "", "La [proposition de loi] comporte"),
    ("Bill", "ce", "", "Ce [texte] a été voté."),
    ("Bill", "le present", "present", "Le présent [texte] a été voté."),
    ("Law", "cette", "", "Cette [loi] a été promulguée."),
    ("Law", "de ladite", "", "en vertu de ladite [loi], le"),
    ("Law", "de la meme", "", "de la même [loi]"),
    ("Ordinance", "la", "premiere", "La [première ordonnance] modifie"),
    ("Ordinance", "la", "seconde", "La [seconde ordonnance] modifie"),
    ("Ordinance", "l'", "", "L'[ordonnance] modifie"),
    ("EUAct", "cette", "", "Cette [directive] institue"),
    ("EUAct", "ce", "", "Ce [règlement] institue"),
    ("Code", "le meme", "", "Le même [code] prévoit"),
    ("Code", "ledit", "", "ledit [code] prévoit"),
    ("Decree", "ce", "", "fixées par ce [décret]."),
    ("Amendment", "le present", "present", "Le présent [amendement] vise"),
    ("Report", "de son", "", "la remise de son [rapport]."),
    ("Organisation", "cette", "", "Cette [commission] saisit"),
    ("Office", "la", "", "La [ministre] a rappelé que"),
]
NOT_SHORT = [
    "des projets de loi",
    "les projets de loi",
    "un texte clarifié",
    "une loi est nécessaire",
    "par ordonnance du juge",
    "une directive nouvelle",
    "un code de bonne conduite",
    "un décret fixe les conditions",
    "un amendement du rapporteur",
    "par rapport à",
    "un ministre",
    "il convient de noter",
    "il s'agit de noter",
    "il faut noter",
    "il est proposé de noter",
    "il y a lieu de noter",
]


@pytest.mark.parametrize(("kind", "det", "rank", "row"), SHORT)
def test_a_short_form_tells_how_it_points(kind: str, det: str, rank: str, row: str) -> None:
    text, words = marked(row)
    found = [mention for mention in recognised(text).mentions if mention.get("short") and mention.kind != "Pronoun"]

    assert words_of(text, found) == words
    assert [(mention.kind, mention.get("det"), mention.get("rank")) for mention in found] == [(kind, det, rank)]


@pytest.mark.parametrize("text", NOT_SHORT)
def test_an_indefinite_noun_or_an_impersonal_il_points_to_nothing(text: str) -> None:
    assert words_of(text, (mention for mention in recognised(text).mentions if mention.get("short"))) == []


@pytest.mark.parametrize(
    ("text", "noun"), [("Il recommande un débat.", "il"), ("Elle confirme.", "elle"), ("Lorsqu'il confirme,", "il")]
)
def test_a_pronoun_is_a_short_form_of_any_kind(text: str, noun: str) -> None:
    (found,) = [mention for mention in recognised(text).mentions if mention.kind == "Pronoun"]

    assert found.get("noun") == noun
    assert {"Person", "Bill", "Report"} <= set(found.get("to").split("|"))


def test_a_text_may_be_any_act() -> None:
    (found,) = [mention for mention in recognised("Ce texte est court.").mentions if mention.get("short")]

    assert found.get("to").split("|") == ["Bill", "Law", "Ordinance", "Decree", "EUAct"]
