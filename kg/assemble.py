"""Claims, entities and mentions → lines of N-Quads with their provenance: the only place where triples are made.

Each document's words go to the graph named by the document, each authority's to the graph named by the authority. What
cannot be said in the public vocabulary (a date that does not exist, an unknown predicate, a span outside the text, an
identifier that is no web address) is left out and told in a finding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg import iris, labels, terms
from kg import namespaces as ns
from kg.model import Claim, Entity, Fact, Finding, Key, Link, Metadata, Related, Span
from kg.nquads import Line, Token, clean, date_type, decimal, integer, is_web_iri, literal, node, quad

_TYPE = node(f"{ns.RDF}type")
_LABEL = node(f"{ns.RDFS}label")
_SEE = node(f"{ns.RDFS}seeAlso")
_PREF = node(f"{ns.SKOS}prefLabel")
_ALT = node(f"{ns.SKOS}altLabel")
_EXACT = node(f"{ns.SKOS}exactMatch")
_CLOSE = node(f"{ns.SKOS}closeMatch")
_CONCEPT = node(f"{ns.SKOS}Concept")
_SAME = node(f"{ns.OWL}sameAs")
_ID = node(f"{ns.DCTERMS}identifier")
_SOURCE = node(f"{ns.DCTERMS}source")
_TITLE = node(f"{ns.DCTERMS}title")
_ISSUED = node(f"{ns.DCTERMS}date")
_PUBLISHER = node(f"{ns.DCTERMS}publisher")
_DERIVED = node(f"{ns.PROV}wasDerivedFrom")
_PROV_ENTITY = node(f"{ns.PROV}Entity")
_SUBJECT, _PREDICATE, _OBJECT = (node(f"{ns.RDF}{name}") for name in ("subject", "predicate", "object"))
_KG = {name: node(iris.KG + name) for name in (*terms.SUPERCLASSES, *terms.PROPERTIES)}
_TRUE = literal("true", datatype="boolean")
_FACTS = terms.PROPERTIES - terms.RELATIONS
_MODALITIES = frozenset(("planned", "requested", "denied", "reported"))
_EXACT_TYPES = frozenset(("gYear", "gYearMonth", "date"))


@dataclass(frozen=True, slots=True)
class Assembled:
    """A document's lines, sorted, each once, and what had to be left out."""

    quads: tuple[Line, ...]
    findings: tuple[Finding, ...]


def assemble(related: Related, base: str = iris.ID) -> tuple[Line, ...]:
    """The lines of one document, sorted, each once; `assembled` also tells what was left out."""
    return assembled(related, base).quads


def assembled(related: Related, base: str = iris.ID) -> Assembled:
    """The lines of one document and the findings on what they leave out. ``base`` is the namespace of minted IRIs."""
    writer = _Writer(related, base)
    writer.document()
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


class _Writer:
    """The lines of one document, as they grow."""

    def __init__(self, related: Related, base: str) -> None:
        self.doc = related.document
        self.text = clean(self.doc.text)
        self.base = base
        self.home = self.doc.key
        self.lines: list[Line] = []
        self.findings: list[Finding] = []
        self.named: set[Key] = set()
        self.nodes: dict[Key, Token] = {}

    def node(self, key: Key) -> Token:
        token = self.nodes.get(key)
        if token is None:
            token = self.nodes[key] = node(iris.iri(key, self.base))
        return token

    def add(self, graph: Key, subject: Token, *pairs: tuple[Token, Token]) -> None:
        where = self.node(graph)
        self.lines += [quad(subject, predicate, object_, where) for predicate, object_ in pairs]

    def left_out(self, code: str, what: str, why: str, why_fr: str) -> None:
        self.findings.append(
            Finding(
                "warning", f"assemble.{code}", self.doc.source, f"{what}: {why}, left out", f"{what} : {why_fr}, laissé de côté"
            )
        )

    def date(self, value: str, what: str) -> Token | None:
        """A date as a token; None where it is empty, and, with a finding, where no such day, month or year exists."""
        if not value:
            return None
        kind = date_type(value)
        if kind is None:
            self.left_out("date", what, f"{value!r} is not a date that exists", f"{value!r} n'est pas une date qui existe")
            return None
        return literal(value, datatype=kind)

    def document(self) -> None:
        meta: Metadata = self.doc.metadata
        me = self.node(self.home)
        pairs = [
            (_TYPE, _KG["Document"]),
            (_SOURCE, literal(self.doc.source)),
            (_LABEL, literal(meta.title or self.doc.source or self.doc.id, "fr")),
            (_KG["text"], literal(self.text)),
        ]
        if meta.title:
            pairs.append((_TITLE, literal(meta.title, "fr")))
        if meta.date and (when := self.date(meta.date, "date of the document")):
            pairs.append((_ISSUED, when))
        if meta.publisher:
            pairs.append((_PUBLISHER, literal(meta.publisher)))
        if meta.url:
            pairs += self.links(_SEE, (meta.url,), self.home)
        pairs += [(_KG[name], literal(words)) for name, words in (("genre", meta.genre), ("issuedAt", meta.place)) if words]
        self.add(self.home, me, *pairs)

    def links(self, predicate: Token, addresses: Iterable[str], key: Key) -> list[tuple[Token, Token]]:
        out = []
        for address in addresses:
            if is_web_iri(address):
                out.append((predicate, node(address)))
            else:
                self.left_out("iri", key, f"{address!r} is not a web address", f"{address!r} n'est pas une adresse du Web")
        return out

    def entity(self, entity: Entity) -> None:
        if entity.kind not in terms.KINDS:
            return self.left_out("kind", entity.key, f"no class {entity.kind!r}", f"pas de classe {entity.kind!r}")
        graph = entity.authority or (entity.key if entity.key.startswith("authority/") else self.home)
        self.named.add(graph)
        theme = entity.kind == "Theme"
        pairs = [(_TYPE, _KG[entity.kind]), (_LABEL, literal(entity.label, "fr"))]
        if entity.label_en:
            pairs.append((_LABEL, literal(entity.label_en, "en")))
        if theme:
            pairs += [(_PREF, label) for predicate, label in pairs if predicate == _LABEL]
            pairs.append((_TYPE, _CONCEPT))
        pairs += [(_ALT, literal(label, "fr")) for label in entity.alt_labels if label != entity.label]
        pairs += [(_ID, literal(identifier)) for identifier in entity.identifiers]
        for predicate, addresses in (
            (_SAME, entity.same_as),
            (_EXACT, entity.exact_match),
            (_CLOSE, entity.close_match),
            (_SEE, entity.see_also),
        ):
            pairs += self.links(predicate, addresses, entity.key)
        for fact in entity.facts:
            pairs += self.fact(entity.key, fact)
        self.add(graph, self.node(entity.key), *pairs)
        return None

    def fact(self, key: Key, fact: Fact) -> list[tuple[Token, Token]]:
        prefix, _, name = fact.predicate.rpartition(":")
        space = ns.VOCABULARIES.get(prefix or "kg", "")
        if not space or not (name.isascii() and name.isidentifier()) or (space == iris.KG and name not in _FACTS):
            self.left_out("fact", key, f"no property {fact.predicate!r}", f"pas de propriété {fact.predicate!r}")
            return []
        predicate = node(space + name)
        value, kind = fact.value, fact.datatype
        if fact.is_key:
            return [(predicate, self.node(value))]
        if kind == "anyURI":
            return self.links(predicate, (value,), key)
        if kind in _EXACT_TYPES:
            when = self.date(value, f"{key} {fact.predicate}")
            return [(predicate, when)] if when else []
        try:
            return [(predicate, _literal(value, kind))]
        except ValueError:
            self.left_out("fact", key, f"{value!r} is no {kind}", f"{value!r} n'est pas de type {kind}")
            return []

    def inside(self, span: Span, what: str) -> bool:
        if 0 <= span.start < span.end <= len(self.text):
            return True
        self.left_out("span", what, f"{span.start}-{span.end} is outside the text", f"{span.start}-{span.end} est hors du texte")
        return False

    def words(self, kind: str, key: Key, span: Span) -> list[tuple[Token, Token]]:
        self.named.add(self.home)
        return [
            (_TYPE, _KG[kind]),
            (_KG["inDocument"], self.node(self.home)),
            (_KG["quote"], literal(span.of(self.text))),
            (_KG["start"], integer(span.start)),
            (_KG["end"], integer(span.end)),
        ]

    def mention(self, link: Link) -> None:
        if link.mention.kind == "Theme":
            return  # the words that carry a theme are the evidence of kg:about
        if link.entity is None or link.judgement == "undecided":
            return
        span = link.mention.span
        if self.inside(span, link.entity):
            key = iris.mention_key(self.home, span.start, span.end)
            self.add(self.home, self.node(key), *self.words("Mention", key, span), (_KG["refersTo"], self.node(link.entity)))

    def checked(self, claim: Claim) -> Claim | None:
        """The claim as the vocabulary can say it, None where it cannot."""
        what = f"{claim.subject} {claim.predicate} {claim.object}"
        spans = tuple(span for span in claim.evidence if self.inside(span, what))
        if claim.predicate not in terms.RELATIONS:
            self.left_out("predicate", what, f"no relation {claim.predicate!r}", f"pas de relation {claim.predicate!r}")
        elif claim.modality and claim.modality not in _MODALITIES:
            self.left_out("modality", what, f"no modality {claim.modality!r}", f"pas de modalité {claim.modality!r}")
        elif not spans and not claim.field and not claim.inferred:
            self.left_out("evidence", what, "no words say so", "aucun mot ne le dit")
        else:
            date, start, end = (when if self.date(when, what) else "" for when in (claim.date, claim.start, claim.end))
            sources = claim.sources or (self.home,)
            return replace(claim, evidence=spans, sources=sources, date=date, start=start, end=end)
        return None

    def claims(self, claims: Iterable[Claim]) -> None:
        groups: dict[tuple[Key, Key], list[Claim]] = defaultdict(list)
        for raw in dict.fromkeys(claims):
            claim = self.checked(raw)
            if claim is None:
                continue
            home = self.home if self.home in claim.sources else min(claim.sources)
            when = claim.date or ("/".join((claim.start, claim.end)) if claim.start or claim.end else "")
            key = iris.statement_key(home, claim.subject, claim.predicate, claim.object, when, claim.modality)
            groups[home, key].append(claim)
        for (home, key), group in groups.items():
            # What the text says itself is not inferred as well.
            self.statement(home, key, [claim for claim in group if not claim.inferred] or group)

    def statement(self, home: Key, key: Key, group: list[Claim]) -> None:
        best = min(group, key=lambda claim: (-claim.confidence, claim.rule, claim.field, claim.start, claim.end))
        subject, predicate, object_ = self.node(best.subject), _KG[best.predicate], self.node(best.object)
        pairs = [
            (_TYPE, _KG["Statement"]),
            (_SUBJECT, subject),
            (_PREDICATE, predicate),
            (_OBJECT, object_),
            (_KG["rule"], literal(best.rule)),
            (_KG["confidence"], decimal(best.confidence)),
        ]
        for name, value in (("date", best.date), ("start", best.start), ("end", best.end)):
            if value and (kind := date_type(value)):
                pairs.append((_KG[name], literal(value, datatype=kind)))
        if best.modality:
            pairs.append((_KG["modality"], literal(best.modality)))
        if best.inferred:
            pairs.append((_KG["inferred"], _TRUE))
        if best.field:
            pairs.append((_KG["field"], literal(best.field)))
        for source in sorted({source for claim in group for source in claim.sources}):
            self.named.add(source)
            pairs.append((_DERIVED, self.node(source)))
        for span in sorted({span for claim in group for span in claim.evidence}):
            evidence = iris.quote_key(self.home, span.start, span.end)
            self.add(self.home, self.node(evidence), *self.words("Evidence", evidence, span))
            pairs.append((_KG["evidence"], self.node(evidence)))
        self.add(home, self.node(key), *pairs)
        if not best.modality and not best.inferred:
            self.add(home, subject, (predicate, object_))

    def authorities(self, described: set[Key]) -> None:
        """A node for each source but the document; one that an entity of the same key describes says more."""
        for key in sorted(self.named - {self.home}):
            kinds = [(_TYPE, _KG["Document"]), (_TYPE, _PROV_ENTITY)]
            name = [] if key in described else [(_LABEL, literal(key.rpartition("/")[2], "fr"))]
            self.add(key, self.node(key), *kinds, *name)


def _literal(value: str, kind: str) -> Token:
    """A literal of a fact in canonical form. Raises ValueError where the value is none of its type."""
    if kind.startswith("@"):
        return literal(value, kind[1:])
    if kind == "integer":
        return integer(int(value))
    if kind == "decimal":
        return decimal(float(value))
    if kind == "boolean":
        if value not in ("true", "false"):
            raise ValueError(value)
        return literal(value, datatype="boolean")
    if kind in ("", "string"):
        return literal(value)
    raise ValueError(kind)
