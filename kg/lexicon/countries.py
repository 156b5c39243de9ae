"""The countries that texts name (``ontology/authority/countries.csv``), for what is said of their offices."""

from __future__ import annotations

from functools import cache

from kg.lexicon.files import ontology_root, read_table
from kg.lexicon.fold import fold

COLUMNS = ("key", "label", "alt_labels", "charniere", "wikidata", "adjectives")
HOME = "place/france"


@cache
def foreign_words() -> frozenset[str]:
    """The folded names and adjectives of all countries but France: "allemagne", "allemand", "allemande"."""
    out: set[str] = set()
    for row in read_table(ontology_root() / "authority" / "countries.csv", COLUMNS):
        if row["key"] != HOME:
            out.update(fold(word) for word in (row["label"], *row.many("alt_labels"), *row.many("adjectives")))
    return frozenset(out)
