"""What the page shows, as values: entities, relations, documents with their texts."""

from __future__ import annotations

from dataclasses import dataclass, field

Quote = tuple[str, int, int, str]
"""Words of a document: its IRI and a half-open range of code points of its text; or, where the text does not hold them
there, -1, -1 and the words themselves."""


@dataclass(slots=True)
class Thing:
    """An entity: a node of the picture. ``links`` are (relation, http(s) address); ``rank`` counts its relations.
    ``labelled`` is the property and the language that the label has in the graph, empty where it was cut or made up."""

    iri: str
    kind: str
    label: str
    label_en: str
    alt: list[str]
    identifiers: list[str]
    links: list[tuple[str, str]]
    mandates: list[dict[str, str]]
    labelled: tuple[str, str] = ("", "")
    mentions: list[Quote] = field(default_factory=list)
    rank: int = 0


@dataclass(slots=True)
class Relation:
    """A statement, or a direct triple that no statement covers; subject and object are indexes of ``View.things``.

    ``direct`` tells whether the graph holds the triple itself; ``evidence_iris`` are those of ``evidence``, one each.
    ``place`` is the document and offset of its first quote: relations are listed in the order of the texts.
    """

    iri: str
    subject: int
    predicate: str
    object: int
    date: str = ""
    start: str = ""
    end: str = ""
    modality: str = ""
    inferred: bool = False
    direct: bool = False
    rule: str = ""
    confidence: str = ""
    record_field: str = ""
    place: tuple[str, int] = ("\uffff", 0)
    evidence: list[Quote] = field(default_factory=list)
    evidence_iris: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)

    @property
    def line(self) -> str:
        """Which line of the palette draws it. What open data vouch for, no text of the graph says."""
        if self.modality or self.inferred:
            return self.modality or "inferred"
        return "recorded" if self.recorded else "asserted"

    @property
    def recorded(self) -> bool:
        """Whether it comes from an authority, or from a field of a record, and not from words."""
        authorities = bool(self.sources) and all("/authority/" in source or "/dump/" in source for source in self.sources)
        return not self.evidence and (authorities or bool(self.record_field))


@dataclass(slots=True)
class View:
    """All that the page holds. ``documents`` are described by IRI (title, date, publisher, source, link); ``texts`` are the
    ``kg:text`` of those that have one."""

    things: list[Thing]
    relations: list[Relation]
    documents: dict[str, dict[str, str]]
    texts: dict[str, str]
    left_out: int = 0
    """Relations of the graph that the page does not hold."""
