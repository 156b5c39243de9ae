"""The named questions of ``ontology/queries/``, and the prefixes that every query may use without declaring them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from kg import namespaces as ns
from kg.errors import OntologyError, QueryError
from kg.lexicon.files import ontology_root, shown

PREFIXES: Mapping[str, str] = MappingProxyType(ns.prefixes())
"""Prefix → namespace, those of the minted IRIs included."""
_FIELD = re.compile(r"#\s*(name_fr|name_en|question_fr|question_en)\s*:\s*(.+)")
_FIELDS = ("name_fr", "name_en", "question_fr", "question_en")


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question that ships with the ontology: its file's stem, how it is called and asked in both languages, its SPARQL."""

    name: str
    name_fr: str
    name_en: str
    question_fr: str
    question_en: str
    text: str


def prologue(prefixes: Mapping[str, str] = PREFIXES) -> str:
    """The PREFIX declarations, on one line, so that the line numbers of a query's errors are off by one alone."""
    return " ".join(f"PREFIX {name}: <{space}>" for name, space in prefixes.items()) + "\n"


def read_queries(folder: Path) -> dict[str, NamedQuery]:
    """The queries of a folder by name, sorted. Raises OntologyError where a comment line that names one is missing."""
    out = {}
    for path in sorted(folder.glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        fields: dict[str, str] = {}
        for line in text.splitlines():
            if found := _FIELD.match(line):
                fields[found.group(1)] = found.group(2).strip()
            elif not line.startswith("#"):
                break
        for wanted in _FIELDS:
            if wanted not in fields:
                raise OntologyError(shown(path), 1, f"a comment line '# {wanted}: …' is missing at the head")
        out[path.stem] = NamedQuery(path.stem, text=text, **fields)
    return out


@cache
def described() -> Mapping[str, NamedQuery]:
    """The shipped queries by name, with their names and questions in both languages."""
    return MappingProxyType(read_queries(ontology_root() / "queries"))


def named_queries() -> Mapping[str, str]:
    """Name → SPARQL with the prefixes declared: a text that any engine takes."""
    return MappingProxyType({name: prologue() + query.text for name, query in described().items()})


def named(name: str) -> NamedQuery:
    """A shipped query. Raises QueryError, which lists the names, where there is none of that name."""
    found = described().get(name)
    if found is None:
        raise QueryError(f"no named query {name!r}; there are: {', '.join(described())}")
    return found
