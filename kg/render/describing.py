"""What is printed of an entity or a document: its names, kind, identifiers, links and mandates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import unquote

from kg.iris import KG
from kg.render.facts import DCT, LABEL_SHOWN, RDFS, SKOS, Facts, Properties, iris, one, texts
from kg.render.naming import safe_link
from kg.render.palette import OTHER
from kg.render.texts import showable
from kg.render.view import Thing

_LINKS = {
    "http://www.w3.org/2002/07/owl#sameAs": "same",
    RDFS + "seeAlso": "see",
    SKOS + "exactMatch": "exact",
    SKOS + "closeMatch": "close",
}
_LABELS = ((RDFS + "label", "rdfs:label"), (SKOS + "prefLabel", "skos:prefLabel"), (DCT + "title", "dcterms:title"))
_LANGUAGES = {"fr": 0, "": 1}
"""Which label comes first: French, then one that states no language, then any other."""


class Describer:
    """Describes the subjects of ``facts``; ``order`` ranks the classes (IRI → rank and local name)."""

    def __init__(self, facts: Facts, types: Mapping[str, set[str]], order: Mapping[str, tuple[int, str]]) -> None:
        self._facts = facts
        self._types = types
        self._order = order

    def thing(self, iri: str, mandates: list[dict[str, str]]) -> Thing:
        """The entity of an IRI, without what relates it to others."""
        properties = self._facts.get(iri, {})
        known = [self._order[class_] for class_ in self._types.get(iri, ()) if class_ in self._order]
        label, english, labelled = self._label(iri)
        links = {(relation, value) for link, relation in _LINKS.items() for value in iris(properties, link)}
        links.update(("see", value) for value in self._sources(properties))
        return Thing(
            iri=showable(iri),
            kind=min(known)[1] if known else OTHER,
            label=label,
            label_en=english if english != label else "",
            alt=[alt for alt in texts(properties, SKOS + "altLabel") if alt != label],
            identifiers=texts(properties, DCT + "identifier"),
            links=sorted(link for link in links if safe_link(link[1])),
            mandates=mandates,
            labelled=labelled,
        )

    def label(self, iri: str) -> str:
        """The label that is printed of an IRI."""
        return self._label(iri)[0]

    def _label(self, iri: str) -> tuple[str, str, tuple[str, str]]:
        """French and English label, and the property and language of the first; the title of a document, the end of the IRI
        where there is none."""
        properties = self._facts.get(iri, {})
        for predicate, prefixed in _LABELS:
            values = [(lang, v) for v, lang, is_iri in properties.get(predicate, ()) if not is_iri and v.strip()]
            if not values:
                continue
            language, label = min(values, key=lambda value: (_LANGUAGES.get(value[0], 2), value[1], value[0]))
            english = showable(min((v for lang, v in values if lang == "en"), default="").strip())[:LABEL_SHOWN]
            shown = showable(label.strip())[:LABEL_SHOWN]
            return shown, english, (prefixed, language) if shown == label else ("", "")
        label = unquote(iri.rstrip("/#").rsplit("/", 1)[-1]).replace("-", " ") or iri
        return showable(label.strip())[:LABEL_SHOWN], "", ("", "")

    def mandates(self, subjects: Iterable[str]) -> dict[str, list[dict[str, str]]]:
        """Holder → mandates, the latest first: what was held, where, from when to when."""
        out: dict[str, list[dict[str, str]]] = {}
        for iri in subjects:
            properties = self._facts[iri]
            row = {name: showable(one(properties, KG + name))[:LABEL_SHOWN] for name in ("start", "end")}
            for name in ("post", "organisation", "constituency"):
                row[name] = ", ".join(self.label(value) for value in iris(properties, KG + name))
            if not any(row[name] for name in ("post", "organisation", "constituency")):
                row["post"] = self.label(iri)
            for holder in iris(properties, KG + "holder"):
                out.setdefault(holder, []).append({name: value for name, value in row.items() if value})
        for rows in out.values():
            rows.sort(key=lambda row: (row.get("start", ""), sorted(row.items())), reverse=True)
        return out

    def document(self, iri: str) -> dict[str, str]:
        """Title, date, publisher, source as written and, where it is an address of the web, as a link."""
        properties = self._facts.get(iri, {})
        row = {"iri": showable(iri), "title": self.label(iri)}
        for name in ("date", "publisher"):
            row[name] = showable(one(properties, DCT + name) or "".join(iris(properties, DCT + name)[:1]))[:LABEL_SHOWN]
        sources = [*self._sources(properties), *iris(properties, RDFS + "seeAlso")]
        row["source"] = showable("".join(sources[:1]))[:LABEL_SHOWN]
        row["link"] = next((value for value in sources if safe_link(value)), "")
        return {name: value for name, value in row.items() if value}

    @staticmethod
    def _sources(properties: Properties) -> list[str]:
        return [*iris(properties, DCT + "source"), *texts(properties, DCT + "source")]
