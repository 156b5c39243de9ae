"""Lines of signatories as the Assemblée prints them, each with the official ids of those who signed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from texts import resolved

from kg.lexicon.pack import load_pack

GOLD = Path(__file__).resolve().parents[2].parent / "shared" / "gold" / "signatories-dev.jsonl"


@pytest.mark.skipif(not GOLD.exists(), reason="the signatories (../shared/gold/signatories-dev.jsonl) are not here")
def test_signatories_are_found_in_99_5_per_cent_and_wrong_in_less_than_one_in_a_thousand() -> None:
    persons = load_pack().persons
    key_of = {an: person.key for person in persons.values() for an in person.an}
    wanted = found = wrong = 0
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        whole = resolved(f"Amendement présenté par {row['text']}", row["date"])
        theirs = {key_of.get(an, an) for an in row["ids"]}
        linked = {one.entity for one in whole.links if one.entity in persons}
        wanted, found, wrong = wanted + len(theirs), found + len(theirs & linked), wrong + len(linked - theirs)

    assert wanted > 20_000
    assert found / wanted >= 0.995, f"{found} of {wanted}"
    assert wrong / wanted <= 0.001, f"{wrong} of {wanted}"


COMPANY = "Amendement présenté par M. Bilongo, Mme Panot, M. Coquerel, Mme Trouvé"
LINES = [
    # homonyms of one day, told apart by those who sign with them, or not
    (f"{COMPANY}, M. Taché", "2024-09-01", "Taché", "person/aurelien-tache"),
    ("Amendement présenté par M. Taché", "2024-09-01", "Taché", None),
    ("Amendement présenté par M. Odoul, M. Chenu, Mme Le Pen, M. Taché", "2024-09-01", "Taché", "person/emmanuel-tache"),
    ("Amendement présenté par M. Odoul, Mme Panot, M. Coquerel, M. Chenu, M. Taché", "2024-09-01", "Taché", None),
    # the surname under which each was printed on the day
    ("Amendement présenté par M. Taché", "2025-01-15", "Taché", "person/aurelien-tache"),
    ("Amendement présenté par M. Taché de la Pagerie", "2025-01-15", "Taché de la Pagerie", "person/emmanuel-tache"),
    ("Amendement présenté par M. Emmanuel Taché", "2025-10-20", "Emmanuel Taché", "person/emmanuel-tache"),
    # deputies who have left, known by votes and signatures
    ("Amendement présenté par M. Lescure", "2024-11-04", "Lescure", "person/roland-lescure"),
    ("Amendement présenté par M. Marleix", "2025-03-04", "Marleix", "person/olivier-marleix"),
    ("Amendement présenté par M. Liger", "2025-03-04", "Liger", "person/liger"),
    ("Amendement présenté par M. Lefèvre", "2025-03-04", "Lefèvre", "person/mathieu-lefevre"),
    # a rapporteur of the text is a member of the same chamber
    ("Amendement présenté par M. Rodwell, rapporteur et M. Lefèvre", "2024-10-27", "Lefèvre", "person/mathieu-lefevre"),
    ("Amendement présenté par Mme Cathala, rapporteure pour avis", "2025-10-29", "Cathala", "person/gabrielle-cathala"),
]


@pytest.mark.parametrize(("text", "date", "words", "key"), LINES)
def test_a_surname_among_signatories_is_decided_by_the_day_and_by_the_company(
    text: str, date: str, words: str, key: str | None
) -> None:
    (found,) = [one for one in resolved(text, date).links if one.mention.span.of(text) == words]

    assert found.entity == key


def test_an_amendment_of_the_senate_is_signed_by_senators() -> None:
    text = "Amendement présenté par M. Lefèvre"
    (senate,) = [one for one in resolved(text, "2024-10-27", publisher="Sénat").links if one.mention.kind == "Person"]
    (assembly,) = [one for one in resolved(text, "2024-10-27").links if one.mention.kind == "Person"]

    assert (senate.entity, assembly.entity) == ("person/antoine-lefevre", "person/mathieu-lefevre")
