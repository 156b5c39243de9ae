"""An understood document → lines of N-Quads with their provenance.

Each document's words go to the graph named by the document, each authority's to the graph named by the authority. What
cannot be said in the public vocabulary (a date that does not exist, an unknown predicate, a span outside the text, an
identifier that is no web address) is left out and told in a finding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg import iris, labels
from kg import namespaces as ns
from kg.assemble.writer import KG, LABEL, SEE, TYPE, Writer
from kg.model import Entity, Finding, Key, Link, Metadata, Related
from kg.nquads import Block, Bundle, Contribution, Line, Token, bundle, literal, node

_SOURCE = node(f"{ns.DCTERMS}source")
_TITLE = node(f"{ns.DCTERMS}title")
_ISSUED = node(f"{ns.DCTERMS}date")
_PUBLISHER = node(f"{ns.DCTERMS}publisher")
_PART = node(f"{ns.DCTERMS}isPartOf")
_REFERS = KG["refersTo"]


_REMEMBERED = 50_000
_DRAWN: dict[int, tuple[Entity, str, Bundle, Key]] = {}
"""What authorities say of the entities met of late, by the identity of the entity: a corpus names the same persons again and
again, and what the pack says of one is longer than what most documents say."""


_THEMES_REMEMBERED = 10_000
_THEMES: dict[int, tuple[Entity, str, list[tuple[Token, Token]]]] = {}
"""What is said of the themes met of late, which documents describe themselves, in the same way."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """What a document brings into the graph, and what had to be left out."""

    contribution: Contribution
    findings: tuple[Finding, ...]

    @property
    def quads(self) -> tuple[Line, ...]:
        """All lines, sorted, each once."""
        drawn = (line for bundle in self.contribution.drawn for line in bundle.lines)
        return tuple(sorted({*self.contribution.block.lines, *drawn}))


def assemble(related: Related, base: str = iris.ID) -> tuple[Line, ...]:
    """The lines of one document, sorted, each once; `assembled` also tells what was left out."""
    return assembled(related, base).quads


def assembled(related: Related, base: str = iris.ID, part_of: Key = "") -> Assembled:
    """The lines of one document and the findings on what they leave out. ``base`` is the namespace of minted IRIs, ``part_of``
    the key of the dump that the document came in with."""
    writer = _Writer(related, base)
    if related.document.rendition_of:
        writer.rendition(related.document.rendition_of)
        return Assembled(writer.contribution(), ())
    writer.document(part_of)
    writer.entities(related.resolved.entities)
    for link in related.resolved.links:
        writer.mention(link)
    writer.claims((*related.resolved.claims, *related.claims))
    writer.authorities({entity.key for entity in related.resolved.entities})
    return Assembled(writer.contribution(), tuple(dict.fromkeys(writer.findings)))


def merge(sets: Iterable[Iterable[Line]]) -> tuple[Line, ...]:
    """The union of several documents' lines, sorted, each once, with one label an entity (see `kg.labels`); the order in
    which the documents come makes no difference."""
    return tuple(sorted(labels.settle(line for lines in sets for line in lines)))


class _Writer(Writer):
    """The lines of one document, as they grow."""

    def __init__(self, related: Related, base: str) -> None:
        self.doc = related.document
        super().__init__(self.doc.key, self.doc.source, self.doc.text, base)
        self.told: dict[Token, list[Line]] = {}
        self.again: set[Token] = set()
        self.bundles: dict[bytes, Bundle] = {}
        self.drawn: dict[tuple[Key, Token], list[Line]] = defaultdict(list)

    def put(self, graph: Key, subject: Token, lines: list[Line]) -> None:
        if graph != self.home:
            self.drawn[graph, subject] += lines
        elif subject in self.told:
            self.told[subject] += lines
            self.again.add(subject)
        else:
            self.told[subject] = lines

    def entities(self, entities: Iterable[Entity]) -> None:
        """Writes the entities: most are persons' mandates and what these refer to, which were written for other documents."""
        base, named, bundles = self.base, self.named, self.bundles
        for entity in entities:
            remembered = _DRAWN.get(id(entity))
            if remembered is None or remembered[0] is not entity or remembered[1] != base:
                self.entity(entity)
                continue
            _, _, made, graph = remembered
            named.add(graph)
            bundles[made.digest] = made

    def entity(self, entity: Entity) -> None:
        graph = self.graph_of(entity)
        if graph == self.home:
            self.again.add(self.node(entity.key))
            return super().entity(entity)
        faults = len(self.findings)
        super().entity(entity)
        made = bundle(self.drawn.pop((graph, self.node(entity.key)), ()))
        self.bundles[made.digest] = made
        if faults == len(self.findings) and made.lines:
            if len(_DRAWN) > _REMEMBERED:
                _DRAWN.clear()
            _DRAWN[id(entity)] = (entity, self.base, made, graph)
            self.named.add(graph)
        return None

    def described(self, entity: Entity) -> list[tuple[Token, Token]]:
        if entity.kind != "Theme":
            return super().described(entity)
        remembered = _THEMES.get(id(entity))
        if remembered is None or remembered[0] is not entity or remembered[1] != self.base:
            faults = len(self.findings)
            pairs = super().described(entity)
            if faults < len(self.findings):
                return pairs
            if len(_THEMES) >= _THEMES_REMEMBERED:
                _THEMES.clear()
            remembered = _THEMES[id(entity)] = (entity, self.base, pairs)
        return remembered[2]

    def contribution(self) -> Contribution:
        bundles = self.bundles | {made.digest: made for made in map(bundle, self.drawn.values())}
        drawn = tuple(bundles[digest] for digest in sorted(bundles) if bundles[digest].lines)
        # No token begins another: in the order of the subjects, each with its own lines sorted, all are in order.
        lines: list[Line] = []
        for subject in sorted(self.told):
            own = self.told[subject]
            lines += sorted(set(own)) if subject in self.again else sorted(own)
        return Contribution(iris.iri(self.home, self.base), Block.of(lines).text, drawn)

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

    def rendition(self, of: Key) -> None:
        """Another format of a document, which alone bears the text: one more source of it."""
        self.add(self.home, self.node(of), (_SOURCE, literal(self.doc.source)))

    def mention(self, link: Link) -> None:
        if link.mention.kind == "Theme":
            return  # the words that carry a theme are the evidence of kg:about
        if link.entity is None or link.judgement == "undecided":
            return
        span = link.mention.span
        if self.inside(span, link.entity):
            self.words("Mention", node(iris.mention_key(self.own, *span)), span, (_REFERS, self.node(link.entity)))
