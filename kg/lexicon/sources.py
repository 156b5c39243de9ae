"""The sources that vouch for what the pack and the tables know (``ontology/authority/sources.csv``), as documents."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from kg.lexicon.files import ontology_root, read_table
from kg.model import Entity, Fact, Key

COLUMNS = ("key", "title", "licence", "url")


@cache
def authority_sources() -> Mapping[Key, Entity]:
    """Key → the source as an entity of kind Document, with its title, licence and address."""
    out = {}
    for row in read_table(ontology_root() / "authority" / "sources.csv", COLUMNS):
        if not row["key"].startswith("authority/") or row["key"] in out:
            raise row.error(f"{row['key']} must be a new key below authority/")
        facts = (Fact("dcterms:title", row["title"], "@fr"), Fact("dcterms:license", row["licence"]))
        pages = (row["url"],) if row["url"] else ()
        out[row["key"]] = Entity(row["key"], "Document", row["title"], see_also=pages, facts=facts)
    return out
