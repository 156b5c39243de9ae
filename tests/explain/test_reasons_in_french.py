"""Every reason for which a person or an office is judged is told in French beside the English."""

from __future__ import annotations

import pytest
from texts import resolved, understood

from kg.explain.document import explain_document
from kg.reasons import both, french

TEXTS = [
    ("Mme Martin a répondu.", "2023-09-09"),
    ("M. Dupond-Moretti, garde des sceaux, confirme.", "2021-09-09"),
    ("M. Lefèvre, député du Val-de-Marne, confirme.", "2023-03-01"),
    ("L'ancien ministre Juppé et M. J.-M. Mis confirment.", "2021-09-09"),
    ("Béatrice Descamps et Stéphanie Zzyx ont reçu M. Qqx. M. Zzyx et Mme Zzyx confirment.", "2030-01-01"),
    ("Le Premier ministre britannique et M. Larcher confirment.", "2026-03-01"),
    ("Amendement présenté par M. Bilongo, Mme Panot, M. Coquerel, Mme Trouvé, M. Taché", "2024-09-01"),
    ("Amendement présenté par M. Taché", "2025-01-15"),
]


@pytest.mark.parametrize(("text", "date"), TEXTS)
def test_no_reason_of_a_person_or_an_office_is_left_without_french(text: str, date: str) -> None:
    links = [link for link in resolved(text, date).links if link.mention.kind in ("Person", "Office")]
    reasons = {reason for link in links for told in (link, *link.candidates) for reason in told.reasons}

    assert reasons
    assert not {reason for reason in reasons if french(reason) == reason}


def test_the_explanation_of_an_undecided_name_shows_the_candidates_and_their_features_in_both_languages() -> None:
    lines = list(explain_document(understood("Mme Martin a répondu.", "2023-09-09")))
    shown = [line for line in lines if line.startswith("      perhaps ")]

    assert len(shown) > 1
    told = "in office on 2023-09-09: depute [en fonction le 2023-09-09 : depute]"
    assert len([line for line in shown if told in line]) > 1


def test_a_reason_without_french_stays_as_it_is() -> None:
    assert both("by its form (x)") == "by its form (x)"
