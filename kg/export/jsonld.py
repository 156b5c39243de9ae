"""Compact JSON-LD 1.1 (https://www.w3.org/TR/json-ld11/): one object an entity, plain names as keys, and a context in which each
name is the vocabulary's; a web developer reads it as JSON, and an RDF tool reads the same graph as from the Turtle."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from kg import iris, terms
from kg import namespaces as ns
from kg.nquads import Line, split, value

_TYPE = f"{ns.RDF}type"
_NAMED = {
    "label": f"{ns.RDFS}label",
    "prefLabel": f"{ns.SKOS}prefLabel",
    "altLabel": f"{ns.SKOS}altLabel",
    "title": f"{ns.DCTERMS}title",
}
_LITERAL = {"source": f"{ns.DCTERMS}source", "publisher": f"{ns.DCTERMS}publisher", "identifier": f"{ns.DCTERMS}identifier"}
_LINKS = {
    "sameAs": f"{ns.OWL}sameAs",
    "seeAlso": f"{ns.RDFS}seeAlso",
    "exactMatch": f"{ns.SKOS}exactMatch",
    "closeMatch": f"{ns.SKOS}closeMatch",
    "wasDerivedFrom": f"{ns.PROV}wasDerivedFrom",
    "isPartOf": f"{ns.DCTERMS}isPartOf",
    "subject": f"{ns.RDF}subject",
    "predicate": f"{ns.RDF}predicate",
    "object": f"{ns.RDF}object",
}
_DATED = {"issued": (f"{ns.DCTERMS}date", "date"), "confidence": (terms.CONFIDENCE, "decimal"), "date": (terms.DATE, "date")}
_LITERAL_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?', re.DOTALL)
_RELATIVE = re.compile(r"[A-Za-z0-9_~%.-]+/[A-Za-z0-9_~%.:/-]*")
_NATIVE = {"integer": re.compile(r"0|-?[1-9][0-9]{0,14}"), "boolean": re.compile("true|false")}
"""Types that JSON has, and how a value is written that JSON gives back as it was."""


def context(base: str = iris.ID) -> dict[str, Any]:
    """The context: each name of the vocabulary as a plain key, names by language, links as IRIs below ``base``."""
    out: dict[str, Any] = {"@version": 1.1, "@base": base, "id": "@id", "type": "@type"}
    out |= {name: iri for name, iri in ns.VOCABULARIES.items() if name not in ("oa", "eli", "org", "schema", "foaf")}
    out |= {name: {"@id": iri, "@container": "@language"} for name, iri in _NAMED.items()}
    out |= dict(_LITERAL)
    out |= {name: {"@id": iri, "@type": "@id"} for name, iri in _LINKS.items()}
    out |= {name: {"@id": iri, "@type": f"xsd:{kind}"} for name, (iri, kind) in _DATED.items()}
    out |= {kind: f"kg:{kind}" for kind in sorted(terms.KINDS)}
    for name in sorted(terms.PROPERTIES - set(out)):
        out[name] = {"@id": f"kg:{name}", "@type": "@id"} if name in terms.OBJECT_PROPERTIES else f"kg:{name}"
    return out


def jsonld(lines: Iterable[Line], base: str = iris.ID) -> bytes:
    """The lines as one graph, each triple once: UTF-8, objects in the order of their IRIs, one an entity."""
    writer = _Writer(base)
    subjects: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for line in lines:
        subject, predicate, object_, *_ = split(line)
        subjects[subject].add((predicate, object_))
    graph = [writer.node(subject, subjects[subject]) for subject in sorted(subjects)]
    rows = ",\n".join(json.dumps(node, ensure_ascii=False) for node in graph)
    head = json.dumps(context(base), ensure_ascii=False, indent=1)
    return f'{{"@context": {head},\n"@graph": [\n{rows}\n]}}\n'.encode()


class _Writer:
    """Tokens of N-Quads → values of JSON-LD."""

    def __init__(self, base: str) -> None:
        self.base = base
        own = {name: iris.KG + name for name in terms.PROPERTIES}
        keys = {**own, **_NAMED, **_LITERAL, **_LINKS, **{name: iri for name, (iri, _) in _DATED.items()}}
        self.keys = {iri: name for name, iri in keys.items()}
        self.links = {iri for name, iri in own.items() if name in terms.OBJECT_PROPERTIES} | set(_LINKS.values())
        self.typed = {iri: ns.XSD + kind for iri, kind in _DATED.values()}
        self.names = set(_NAMED.values())

    def node(self, subject: str, own: Iterable[tuple[str, str]]) -> dict[str, Any]:
        """One entity with its properties, in the order of their names."""
        out: dict[str, Any] = {"id": self.iri(value(subject))}
        found: dict[str, list[Any]] = defaultdict(list)
        named: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for predicate, token in sorted(own):
            iri = value(predicate)
            if iri == _TYPE:
                kind = value(token)
                found["type"].append(kind.removeprefix(iris.KG) if kind in _KINDS else self.short(kind))
                continue
            literal = _LITERAL_TOKEN.fullmatch(token)
            language = literal.group(1) if literal else None
            if iri in self.names and language:
                named[self.keys[iri]][language].append(value(token))
                continue
            key, said = self.said(iri, token, literal)
            found[key].append(said)
        flat = {key: values[0] if len(values) == 1 else values for key, values in found.items()}
        flat |= {key: {lang: v[0] if len(v) == 1 else v for lang, v in by.items()} for key, by in named.items()}
        return out | {
            key: flat[key] for key in sorted(flat, key=lambda key: (key != "type", key not in _NAMED, key == "text", key))
        }

    def said(self, iri: str, token: str, literal: re.Match[str] | None) -> tuple[str, Any]:
        """Under which key a value stands, and how: plain where the context says what it is."""
        key = self.keys.get(iri)
        if literal is None:
            link = self.iri(value(token))
            return (key, link) if key and iri in self.links else (self.short(iri), {"id": link})
        language, kind = literal.groups()
        text = value(token)
        plain = iri not in self.links and iri not in self.names
        if kind and plain and self.typed.get(iri) == kind:
            return key or self.short(iri), text
        local = (kind or "").removeprefix(ns.XSD)
        said: Any = text
        if local in _NATIVE and _NATIVE[local].fullmatch(text) and iri not in self.typed:
            said = json.loads(text)
        elif kind and local != "string":
            said = {"@value": text, "@type": self.short(kind)}
        elif language:
            said = {"@value": text, "@language": language}
        elif iri in self.typed:
            said = {"@value": text}
        return (key, said) if key and plain else (self.short(iri), said)

    def iri(self, iri: str) -> str:
        """An IRI below the base without it, one of a known namespace with its prefix, another one whole."""
        rest = iri.removeprefix(self.base)
        if rest != iri and _RELATIVE.fullmatch(rest):
            return rest
        return self.short(iri)

    @staticmethod
    def short(iri: str) -> str:
        for name in ("kg", "rdf", "rdfs", "owl", "xsd", "skos", "dcterms", "prov", "wd", "eurovoc"):
            space = ns.VOCABULARIES[name]
            if iri.startswith(space) and re.fullmatch(r"[\w-]+", iri[len(space) :]):
                return f"{name}:{iri[len(space) :]}"
        return iri


_KINDS = frozenset(iris.KG + kind for kind in terms.KINDS)
