"""An understood document → lines of N-Quads with their provenance.

Each document's words go to the graph named by the document, each authority's to the graph named by the authority. What
cannot be said in the public vocabulary (a date that does not exist, an unknown predicate, a span outside the text, an
identifier that is no web address) is left out and told in a finding.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg import iris, labels
from kg import namespaces as ns
from kg.assemble.writer import KG, LABEL, SEE, TYPE, Writer
from kg.model import Finding, Key, Link, Metadata, Related
from kg.nquads import Line, literal, node

_SOURCE = node(f"{ns.DCTERMS}source")
_TITLE = node(f"{ns.DCTERMS}title")
_ISSUED = node(f"{ns.DCTERMS}date")
_PUBLISHER = node(f"{ns.DCTERMS}publisher")
_PART = node(f"{ns.DCTERMS}isPartOf")


@dataclass(frozen=True, slots=True)
class Assembled:
    """A document's lines, sorted, each once, and what had to be left out."""

    quads: tuple[Line, ...]
    findings: tuple[Finding, ...]


def assemble(related: Related, base: str = iris.ID) -> tuple[Line, ...]:
    """The lines of one document, sorted, each once; `assembled` also tells what was left out."""
    return assembled(related, base).quads


def assembled(related: Related, base: str = iris.ID, part_of: Key = "") -> Assembled:
    """The lines of one document and the findings on what they leave out. ``base`` is the namespace of minted IRIs, ``part_of``
    the key of the dump that the document came in with."""
    writer = _Writer(related, base)
    writer.document(part_of)
    for entity in related.resolved.entities:
        writer.entity(entity)
    for link in related.resolved.links:
        writer.mention(link)
    writer.claims((*related.resolved.claims, *related.claims))
    writer.authorities({entity.key for entity in related.resolved.entities})
    return Assembled(tuple(sorted(set(writer.lines))), tuple(dict.fromkeys(writer.findings)))


def merge(sets: Iterable[Iterable[Line]]) -> tuple[Line, ...]:
    """The union of several documents' lines, sorted, each once, with one label an entity (see `kg.labels`); the order in
    which the documents come makes no difference."""
    return tuple(sorted(labels.settle(line for lines in sets for line in lines)))


class _Writer(Writer):
    """The lines of one document, as they grow."""

    def __init__(self, related: Related, base: str) -> None:
        self.doc = related.document
        super().__init__(self.doc.key, self.doc.source, self.doc.text, base)

    def document(self, part_of: Key = "") -> None:
        meta: Metadata = self.doc.metadata
        me = self.node(self.home)
        pairs = [
            (TYPE, KG["Document"]),
            (_SOURCE, literal(self.doc.source)),
            (LABEL, literal(meta.title or self.doc.source or self.doc.id, "fr")),
            (KG["text"], literal(self.text)),
        ]
        if meta.title:
            pairs.append((_TITLE, literal(meta.title, "fr")))
        if meta.date and (when := self.date(meta.date, "date of the document")):
            pairs.append((_ISSUED, when))
        if meta.publisher:
            pairs.append((_PUBLISHER, literal(meta.publisher)))
        if meta.url:
            pairs += self.links(SEE, (meta.url,), self.home)
        pairs += [(KG[name], literal(words)) for name, words in (("genre", meta.genre), ("issuedAt", meta.place)) if words]
        if part_of:
            pairs.append((_PART, self.node(part_of)))
        self.add(self.home, me, *pairs)

    def mention(self, link: Link) -> None:
        if link.mention.kind == "Theme":
            return  # the words that carry a theme are the evidence of kg:about
        if link.entity is None or link.judgement == "undecided":
            return
        span = link.mention.span
        if self.inside(span, link.entity):
            key = iris.mention_key(self.home, span.start, span.end)
            self.add(self.home, self.node(key), *self.words("Mention", key, span), (KG["refersTo"], self.node(link.entity)))
