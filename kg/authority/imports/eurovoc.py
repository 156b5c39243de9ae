"""``kg import eurovoc``: the thesaurus of the European Union (https://op.europa.eu/en/web/eu-vocabularies), as SKOS in Turtle,
N-Triples or RDF/XML."""

from __future__ import annotations

import re
import xml.parsers.expat as expat
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg import iris
from kg import namespaces as ns
from kg.authority.connector import fault
from kg.authority.imports.items import Item
from kg.authority.imports.keys import Keys
from kg.lexicon.themes import Theme, load_themes
from kg.model import Entity, Fact, Key

_CONCEPT = re.compile(r"http://eurovoc\.europa\.eu/(\d+|c_[0-9a-f]+)$")
_LONGEST = 200
"""Characters of an entity that a file may declare."""
_FORMS = {".ttl": "TURTLE", ".nt": "N_TRIPLES", ".rdf": "RDF_XML", ".xml": "RDF_XML"}


class EurovocImport:
    """The importer: one Theme a concept, that of the shipped themes where one is its exact match."""

    name = "eurovoc"
    title = "EuroVoc, thésaurus multilingue de l'Union européenne"
    licence = "CC BY 4.0"
    url = "https://eur-lex.europa.eu/browse/eurovoc.html"
    files = "the thesaurus as SKOS: .ttl, .nt or .rdf"

    def items(self, paths: Sequence[Path], keys: Keys) -> Iterator[Item]:
        """The concepts that have a French label, in the order of their numbers."""
        ours = {match: theme for theme in load_themes() for match in theme.exact_match}
        values: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for path in paths:
            try:
                _read(path, values)
            except (OSError, SyntaxError, ValueError) as error:
                yield fault("damaged", path.name, f"cannot be read as SKOS: {error}", f"illisible : {error}")
        labelled = {iri for iri, held in values.items() if held["prefLabel@fr"] and _CONCEPT.match(iri)}
        for iri in sorted(values, key=lambda one: (len(one), one)):
            if iri in labelled:
                yield _concept(iri, values[iri], ours, labelled)
            elif values[iri]["prefLabel@en"]:
                yield fault("label", iri, "no French label; left out", "pas de libellé français : écarté", severity="warning")


def _key(iri: str, ours: dict[str, Theme]) -> Key:
    theme = ours.get(iri)
    return f"theme/eurovoc-{iris.slug(iri.rpartition('/')[2])}" if theme is None else theme.key


def _concept(iri: str, held: dict[str, set[str]], ours: dict[str, Theme], labelled: set[str]) -> Entity:
    theme = ours.get(iri)
    official = min(held["prefLabel@fr"])
    label = official if theme is None else theme.label  # the name that texts go by stays
    broader = sorted({_key(one, ours) for one in held["broader"] if one in labelled})
    return Entity(
        _key(iri, ours),
        "Theme",
        label,
        tuple(sorted({*held["altLabel@fr"], official} - {label})),
        label_en=min(held["prefLabel@en"], default="") if theme is None else theme.label_en,
        exact_match=(iri,),
        facts=tuple(Fact("skos:broader", key, is_key=True) for key in broader),
    )


def _read(path: Path, values: dict[str, dict[str, set[str]]]) -> None:
    """Adds what a file says of concepts: labels by language, broader concepts."""
    import pyoxigraph as ox

    form = _FORMS.get(path.suffix)
    if form is None:
        raise ValueError(f"{path.suffix or 'no suffix'}: one of {', '.join(_FORMS)} is needed")
    if form == "RDF_XML":
        _guard(path)
    wanted = {f"{ns.SKOS}{name}": name for name in ("prefLabel", "altLabel", "broader")}
    for quad in ox.parse(path=str(path), format=getattr(ox.RdfFormat, form)):
        name = wanted.get(quad.predicate.value)
        if name is None or not isinstance(quad.subject, ox.NamedNode):
            continue
        if isinstance(quad.object, ox.Literal):
            values[quad.subject.value][f"{name}@{quad.object.language}"].add(quad.object.value)
        elif isinstance(quad.object, ox.NamedNode):
            values[quad.subject.value][name].add(quad.object.value)


def _guard(path: Path) -> None:
    """Raises ValueError where the prolog of an XML file declares entities that unfold into more than the file holds: a few short
    ones for namespaces are customary, one made of others is a bomb."""
    parser = expat.ParserCreate()
    inside = []

    def declared(name: str, parameter: bool, value: str | None, *_: object) -> None:
        if value is None or "&" in value or "%" in value or len(value) > _LONGEST:
            raise ValueError(f"its entity {name[:40]!r} is external, long, or made of others")

    parser.EntityDeclHandler = declared
    parser.StartElementHandler = lambda *_: inside.append(True)
    try:
        with path.open("rb") as file:
            while not inside and (chunk := file.read(65_536)):
                parser.Parse(chunk)
    except expat.ExpatError as error:
        raise ValueError(f"not XML: {error}") from error
