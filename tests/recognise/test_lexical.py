"""Names of the tables in the text: whole words, the capitals that a name needs, and one automaton or many with one result."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from texts import recognised

from kg.lexicon import wording
from kg.lexicon.letters import letters
from kg.lexicon.vocabulary import Name
from kg.model import Mention
from kg.recognise import anchored_rules
from kg.recognise.lexical import Anchor, printed_as, scan

SEED = Path(__file__).resolve().parents[2] / "seeds" / "2021-09-09-premier-ministre-rapport-mis.md"


def name(form: str, kind: str = "Organisation", cased: bool = False, generic: bool = False) -> Name:
    return Name(form, kind, "organisation/x", "lexicon:x.csv:1", False, cased, generic)


@pytest.mark.parametrize(
    ("listed", "words", "stands"),
    [
        (name("CNIL"), "CNIL", True),
        (name("CNIL"), "cnil", False),
        (name("CNIL"), "Cnil", False),
        (name("ART"), "art", False),
        (name("Renaissance", cased=True), "renaissance", False),
        (name("Renaissance", cased=True), "Renaissance", True),
        (name("La Poste", cased=True), "la poste", False),
        (name("La Poste", cased=True), "La Poste", True),
        (name("Matignon"), "matignon", False),
        (name("Matignon"), "Matignon", True),
        (name("Agence nationale de la cohésion des territoires"), "agence nationale de la cohésion des territoires", True),
        (name("Jean Untel", "Person"), "Jean Untel", True),
        (name("Jean Untel", "Person"), "JEAN UNTEL", True),
        (name("Jean Untel", "Person"), "jean untel", False),
        (name("Jean de Untel", "Person"), "Jean de Untel", True),
        (name("sécurité intérieure", "Theme"), "Sécurité intérieure", True),
        (name("RGPD", "Theme"), "rgpd", False),
        (name("gouvernement", generic=True), "Gouvernement", True),
    ],
)
def test_a_name_needs_its_capitals(listed: Name, words: str, stands: bool) -> None:
    assert printed_as(listed, words) is stands


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("la CNIL a", "CNIL", True),
        ("laCNIL a", "CNIL", False),
        ("la CNILA a", "CNIL", False),
        ("la CNIL2 a", "CNIL", False),
        ("(CNIL)", "CNIL", True),
        ("l'Assemblée nationale", "Assemblée nationale", True),
        ("l’Assemblée nationale", "Assemblée nationale", True),
        ("le Sénat", "Sénat", True),
        ("LE SÉNAT", "SÉNAT", True),
        ("le gouvernement", "gouvernement", True),
        ("un gouvernement", "gouvernement", False),
        ("des gouvernements", "gouvernement", False),
        ("Gérard Larcher-Untel est", "Gérard Larcher", False),
        ("Untel-Gérard Larcher est", "Gérard Larcher", False),
        ("Gérard Larcher est", "Gérard Larcher", True),
        ("Gérard Larchere est", "Gérard Larcher", False),
    ],
)
def test_a_name_is_found_as_whole_words(text: str, words: str, found: bool) -> None:
    named, _ = scan(text, letters(text), ())

    assert any(mention.span.of(text) == words and mention.kind != "Theme" for mention in named) is found


def found_by(text: str, pays_from: float) -> tuple[list[Mention], list[Anchor]]:
    """What is found by the whole automaton (``pays_from`` below nothing) or by one of this text alone (beyond any text)."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wording, "_PAYS_FROM", pays_from)
        named, anchors = scan(text, letters(text), anchored_rules())
    return sorted(named, key=lambda mention: (mention.span, mention.kind, mention.rule)), anchors


WORDS = st.sampled_from(
    [
        "Le",
        "la",
        "L’",
        "l'",
        "Premier",
        "ministre",
        "Sénat",
        "CNIL",
        "œuvres",
        "Œuvre",
        "sécurité",
        "intérieure",
        "loi",
        "n°",
        "2022-52",
        "Gérard",
        "Larcher",
        "énergies",
        "renouvelables",
        "code",
        "pénal",
        "d'État",
        "des",
        "aux",
        "Loire-Atlantique",
        "Saint-Étienne",
        ".",
        ",",
        "(",
        ")",
        "«",
        "»",
        "\n",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_the_automaton_of_one_text_finds_what_the_whole_one_finds(text: str) -> None:
    assert found_by(text, math.inf) == found_by(text, -1)


def test_the_automaton_of_the_seed_finds_what_the_whole_one_finds() -> None:
    text = SEED.read_text(encoding="utf-8")

    found, anchors = found_by(text, math.inf)

    assert (found, anchors) == found_by(text, -1)
    assert len(found) > 40
    assert len(anchors) > 20


def test_a_form_of_two_things_is_one_mention_with_both_keys() -> None:
    text = "la commission des finances est saisie"
    (found,) = [mention for mention in recognised(text).mentions if mention.kind == "Organisation"]

    assert len(found.get("keys").split("|")) > 1
