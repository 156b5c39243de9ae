"""Who says "je" and "nous": in a quotation whose speaker is told beside it, in a document in which one person speaks."""

from __future__ import annotations

import pytest
from texts import said

PM, LARCHER, MIS = "Premier ministre", "Gérard Larcher", "Jean-Michel Mis"


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("« J'ai reçu Gérard Larcher », a déclaré Jean-Michel Mis.", {(MIS, LARCHER, "reported")}),
        ("Jean-Michel Mis a déclaré : « Nous avons rencontré Gérard Larcher. »", {(MIS, LARCHER, "")}),
        ("« Je recevrai Gérard Larcher », indique le Premier ministre.", {(PM, LARCHER, "planned")}),
        ("Le Premier ministre est à Lyon. « J'ai reçu Gérard Larcher », a-t-il ajouté.", {(PM, LARCHER, "reported")}),
        ("Interview de Jean-Michel Mis\nNous avons reçu Gérard Larcher.", {(MIS, LARCHER, "")}),
        ("« J'ai reçu Gérard Larcher et j'ai demandé un rapport », a dit Jean-Michel Mis.", {(MIS, LARCHER, "reported")}),
        ("Interview de Jean-Michel Mis\nNous recevrons Gérard Larcher.", {(MIS, LARCHER, "planned")}),
        ("Discours du Premier ministre\nJe n'ai pas reçu Gérard Larcher.", set()),
        ("Interview de Jean-Michel Mis\nAvez-vous reçu Gérard Larcher ?", set()),
        ("Interview de Jean-Michel Mis et de Édouard Philippe\nNous avons reçu Gérard Larcher.", set()),
        ("Le Premier ministre est à Lyon. « J'ai reçu Gérard Larcher », a-t-elle ajouté.", set()),
        ("« J'ai reçu Gérard Larcher. » Jean-Michel Mis est à Lyon.", set()),
        ("J'ai reçu Gérard Larcher.", set()),
    ],
)
def test_the_first_person_is_the_speaker_and_none_where_it_is_not_told_who_speaks(
    text: str, relations: set[tuple[str, str, str]]
) -> None:
    assert {(s, o, modality) for s, p, o, modality in said(text) if p == "met"} == relations
