"""Cues spare work, and decide nothing: what is found is the same where every sentence is read as if it held all of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from texts import segmented

from kg import recognise
from kg.recognise import cues

ROOT = Path(__file__).resolve().parents[2]
TEXTS = [
    *(path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.md"))),
    "Le rapport d’Isabelle Boulay et de Lætitia Avia est remis. Jean-Michel Untel, directeur, le cite.",
    "Søren Kragh a rencontré M. Łukasz Nowak. Mme. Untel l'a reçu, qu'Olivier Véran cite.",
    "N'Golo Untel, député LFI Leïla Untel. Le ministre Le Maire et la députée de Montchalin.",
    "En mars, hier, ce jour, aujourd’hui, cet après-midi : le 3 mai 2021. Mars 2022 aussi.",
    "L'article5 du code pénal, ARTICLE 6, Art. 7, arts. 8 et 9, sous-article 10 ; relevant du L. 2315-65.",
    "La Haute Autorité nationale de la santé et l’École supérieure du Test (EST), le député de la 2e circonscription de Loire.",
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_sentence_without_a_cue_would_have_given_nothing(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = recognise.recognise(segmented(text))

    monkeypatch.setattr(recognise, "GIVEN", cues.EVERY)
    monkeypatch.setattr(recognise, "hides_names", lambda text, folded: True)

    assert recognise.recognise(segmented(text)) == found
    assert found.mentions
