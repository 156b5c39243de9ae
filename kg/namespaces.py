"""The namespaces of the graph and the prefixes under which files and queries name them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from kg import iris

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
DCTERMS: Final = "http://purl.org/dc/terms/"
PROV: Final = "http://www.w3.org/ns/prov#"

VOCABULARIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "kg": iris.KG,
        "rdf": RDF,
        "rdfs": RDFS,
        "owl": OWL,
        "xsd": XSD,
        "skos": SKOS,
        "dcterms": DCTERMS,
        "prov": PROV,
        "org": "http://www.w3.org/ns/org#",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "schema": "https://schema.org/",
        "eli": "http://data.europa.eu/eli/ontology#",
        "oa": "http://www.w3.org/ns/oa#",
        "wd": "http://www.wikidata.org/entity/",
        "eurovoc": "http://eurovoc.europa.eu/",
    }
)
"""Prefix → namespace of what the graph borrows."""

KEY_PREFIXES: Final = (
    "person",
    "organisation",
    "office",
    "mandate",
    "constituency",
    "place",
    "law",
    "ordinance",
    "decree",
    "code",
    "article",
    "bill",
    "eu",
    "decision",
    "amendment",
    "report",
    "vote",
    "theme",
    "authority",
)
"""The first parts of keys that have a prefix of their own: ``person/jean-castex`` is ``person:jean-castex``."""


def prefixes(base: str = iris.ID) -> dict[str, str]:
    """Every prefix, those of the minted IRIs included, for a base: what queries may use without declaring it."""
    return {**VOCABULARIES, "id": base, "document": f"{base}document/", **{name: f"{base}{name}/" for name in KEY_PREFIXES}}
