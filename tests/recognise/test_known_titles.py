"""Titles that the authority knows say where a citation ends, and which act a date means."""

from __future__ import annotations

import pytest
from texts import link, marked, mentions, resolved, words_of

from kg.recognise.overlaps import ACTS

TATTOOS = "fixant la liste des substances qui ne peuvent pas entrer dans la composition des produits de tatouage"
PACS = "relatif au téléservice de dépôt de dossier de conclusion de pacte civil de solidarité (PACS)"
KNOWN = [
    f"l'[arrêté du 21 décembre 2017 {PACS}] est",
    f"l'[arrêté du 6 mars 2013 {TATTOOS}] a",
    "la [loi n° 2004-575 du 21 juin 2004 pour la confiance dans l'économie numérique] en précise les termes",
    "la [loi n° 2014-856 du 31 juillet 2014 relative à l'économie sociale et solidaire] : article 68",
    "[Arrêté du 22 août 2016 relatif aux produits du tabac et du vapotage]Dispositions graphiques des affiches",
]
DATED = [
    (
        f"l'arrêté du 6 mars 2013 {TATTOOS}",
        True,
    ),
    ("l'arrêté du 6 mars 2013 fixant la liste des substances vénéneuses", False),
    (
        f"le décret du 6 mars 2013 {TATTOOS}",
        False,
    ),
    ("l'arrêté n° 83-50/A du 3 octobre 1983 relatif à la publicité des prix de tous les services", True),
    ("l'arrêté du 3 octobre 1983", False),
]


@pytest.mark.parametrize("row", KNOWN)
def test_a_citation_ends_where_the_title_that_the_authority_knows_ends(row: str) -> None:
    text, expected = marked(row)

    assert words_of(text, mentions(text, ACTS)) == expected


@pytest.mark.parametrize(("text", "known"), DATED)
def test_an_order_is_known_by_date_and_title_never_by_one_of_them(text: str, known: bool) -> None:
    found = [one for one in resolved(text).links if one.mention.kind == "Decree"]
    (entity,) = [one for one in resolved(text).entities if one.key == found[0].entity]

    assert any(one.startswith("JORFTEXT") for one in entity.identifiers) == known


def test_the_number_of_an_order_is_not_that_of_a_decree() -> None:
    decree = link(resolved("le décret n° 2019-768 du 24 juillet 2019 fixe"), "décret n° 2019-768 du 24 juillet 2019")
    order = link(resolved("l'arrêté n° 2019-768 du 24 juillet 2019 fixe"), "arrêté n° 2019-768 du 24 juillet 2019")

    assert decree.entity == "decree/2019-768"
    assert order.entity != decree.entity
