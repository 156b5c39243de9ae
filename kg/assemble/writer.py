"""Entities and claims → lines of N-Quads, whatever they come from: the tokens of the vocabulary and the checks that each value
passes before it is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from kg import iris, terms
from kg import namespaces as ns
from kg.model import Claim, Entity, Fact, Finding, Key, Span
from kg.nquads import Line, Token, clean, date_type, decimal, integer, is_web_iri, literal, node

TYPE = node(f"{ns.RDF}type")
LABEL = node(f"{ns.RDFS}label")
SEE = node(f"{ns.RDFS}seeAlso")
_PREF = node(f"{ns.SKOS}prefLabel")
_ALT = node(f"{ns.SKOS}altLabel")
_EXACT = node(f"{ns.SKOS}exactMatch")
_CLOSE = node(f"{ns.SKOS}closeMatch")
_CONCEPT = node(f"{ns.SKOS}Concept")
_SAME = node(f"{ns.OWL}sameAs")
_ID = node(f"{ns.DCTERMS}identifier")
_DERIVED = node(f"{ns.PROV}wasDerivedFrom")
_PROV_ENTITY = node(f"{ns.PROV}Entity")
_SUBJECT, _PREDICATE, _OBJECT = (node(f"{ns.RDF}{name}") for name in ("subject", "predicate", "object"))
KG = {name: node(iris.KG + name) for name in (*terms.SUPERCLASSES, *terms.PROPERTIES)}
_STATEMENT = KG["Statement"]
_END, _WITHIN, _QUOTE, _START = (KG[name] for name in ("end", "inDocument", "quote", "start"))
_CONFIDENCE, _EVIDENCE, _FIELD = (KG[name] for name in ("confidence", "evidence", "field"))
_INFERRED, _MODALITY, _RULE = (KG[name] for name in ("inferred", "modality", "rule"))
_TRUE = literal("true", datatype="boolean")
_KEPT = 4096
_number = lru_cache(_KEPT)(decimal)
_name = lru_cache(_KEPT)(literal)
"""Confidences and names of rules and of fields as tokens: few of each come again and again."""
_FACTS = terms.PROPERTIES - terms.RELATIONS
_MODALITIES = frozenset(("planned", "requested", "denied", "reported"))
_EXACT_TYPES = frozenset(("gYear", "gYearMonth", "date"))


class Writer:
    """The lines of one source, as they grow. ``home`` is the key of its graph, ``source`` what findings call it; offsets of
    evidence count in ``text``."""

    def __init__(self, home: Key, source: str, text: str, base: str) -> None:
        self.home = home
        self.own = iris.iri(home, base)
        self.source = source
        self.text = clean(text)
        self.base = base
        self.lines: list[Line] = []
        self.findings: list[Finding] = []
        self.named: set[Key] = set()
        self.nodes: dict[Key, Token] = {}
        self.ends: dict[Key, str] = {}

    def node(self, key: Key) -> Token:
        token = self.nodes.get(key)
        if token is None:
            token = self.nodes[key] = node(iris.iri(key, self.base))
        return token

    def add(self, graph: Key, subject: Token, *pairs: tuple[Token, Token]) -> None:
        """Adds what is said of a subject in a graph: predicates and objects."""
        end = self.end(graph)
        self.put(graph, subject, [f"{subject} {predicate} {object_}{end}" for predicate, object_ in pairs])

    def end(self, graph: Key) -> str:
        """What closes the lines of a graph."""
        end = self.ends.get(graph)
        if end is None:
            end = self.ends[graph] = f" {self.node(graph)} ."
        return end

    def put(self, graph: Key, subject: Token, lines: list[Line]) -> None:
        """Takes the lines on a subject in a graph."""
        self.lines += lines

    def left_out(self, code: str, what: str, why: str, why_fr: str) -> None:
        self.findings.append(
            Finding("warning", f"assemble.{code}", self.source, f"{what}: {why}, left out", f"{what} : {why_fr}, laissé de côté")
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

    def links(self, predicate: Token, addresses: Iterable[str], key: Key) -> list[tuple[Token, Token]]:
        out = []
        for address in addresses:
            if is_web_iri(address):
                out.append((predicate, node(address)))
            else:
                self.left_out("iri", key, f"{address!r} is not a web address", f"{address!r} n'est pas une adresse du Web")
        return out

    def graph_of(self, entity: Entity) -> Key:
        """The graph in which an entity is described: that of who vouches for it."""
        return entity.authority or (entity.key if entity.key.startswith("authority/") else self.home)

    def entity(self, entity: Entity) -> None:
        if entity.kind not in terms.KINDS:
            return self.left_out("kind", entity.key, f"no class {entity.kind!r}", f"pas de classe {entity.kind!r}")
        graph = self.graph_of(entity)
        self.named.add(graph)
        self.add(graph, self.node(entity.key), *self.described(entity))
        return None

    def described(self, entity: Entity) -> list[tuple[Token, Token]]:
        """What is said of an entity of a kind that there is."""
        theme = entity.kind == "Theme"
        pairs = [(TYPE, KG[entity.kind]), (LABEL, literal(entity.label, "fr"))]
        if entity.label_en:
            pairs.append((LABEL, literal(entity.label_en, "en")))
        if theme:
            pairs += [(_PREF, label) for predicate, label in pairs if predicate == LABEL]
            pairs.append((TYPE, _CONCEPT))
        pairs += [(_ALT, literal(label, "fr")) for label in entity.alt_labels if label != entity.label]
        pairs += [(_ID, literal(identifier)) for identifier in entity.identifiers]
        for predicate, addresses in (
            (_SAME, entity.same_as),
            (_EXACT, entity.exact_match),
            (_CLOSE, entity.close_match),
            (SEE, entity.see_also),
        ):
            pairs += self.links(predicate, addresses, entity.key)
        for fact in entity.facts:
            pairs += self.fact(entity.key, fact)
        return pairs

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

    def words(self, kind: str, subject: Token, span: Span, *pairs: tuple[Token, Token]) -> None:
        """Adds a passage of the text: a mention or a piece of evidence, and what else is said of it."""
        home = self.home
        self.named.add(home)
        end, (first, last) = self.end(home), span
        lines = [
            f"{subject} {TYPE} {KG[kind]}{end}",
            f"{subject} {_END} {integer(last)}{end}",
            f"{subject} {_WITHIN} <{self.own}>{end}",
            f"{subject} {_QUOTE} {literal(self.text[first:last])}{end}",
        ]
        for predicate, object_ in pairs:
            lines.append(f"{subject} {predicate} {object_}{end}")
        lines.append(f"{subject} {_START} {integer(first)}{end}")
        self.put(home, subject, lines)

    def checked(self, claim: Claim) -> Claim | None:
        """The claim as the vocabulary can say it, None where it cannot."""
        what, spans = f"{claim.subject} {claim.predicate} {claim.object}", claim.evidence
        if spans:
            spans = tuple(span for span in spans if self.inside(span, what))
        if claim.predicate not in terms.RELATIONS:
            self.left_out("predicate", what, f"no relation {claim.predicate!r}", f"pas de relation {claim.predicate!r}")
        elif claim.modality and claim.modality not in _MODALITIES:
            self.left_out("modality", what, f"no modality {claim.modality!r}", f"pas de modalité {claim.modality!r}")
        elif not spans and not claim.field and not claim.inferred:
            self.left_out("evidence", what, "no words say so", "aucun mot ne le dit")
        else:
            told = claim.date, claim.start, claim.end
            real = tuple(when if when and self.date(when, what) else "" for when in told)
            if real == told and len(spans) == len(claim.evidence) and claim.sources:
                return claim
            date, start, end = real
            return claim._replace(evidence=spans, sources=claim.sources or (self.home,), date=date, start=start, end=end)
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
        best = group[0]
        if len(group) > 1:
            best = min(group, key=lambda claim: (-claim.confidence, claim.rule, claim.field, claim.start, claim.end))
        subject, predicate, object_ = self.node(best.subject), KG[best.predicate], self.node(best.object)
        me, end = self.node(key), self.end(home)
        lines = [
            f"{me} {_OBJECT} {object_}{end}",
            f"{me} {_PREDICATE} {predicate}{end}",
            f"{me} {_SUBJECT} {subject}{end}",
            f"{me} {TYPE} {_STATEMENT}{end}",
        ]
        for source in sorted({source for claim in group for source in claim.sources}) if len(group) > 1 else best.sources:
            self.named.add(source)
            lines.append(f"{me} {_DERIVED} {self.node(source)}{end}")
        lines.append(f"{me} {_CONFIDENCE} {_number(best.confidence)}{end}")
        for name, value in (("date", best.date), ("start", best.start), ("end", best.end)):
            if value and (kind := date_type(value)):
                lines.append(f"{me} {KG[name]} {literal(value, datatype=kind)}{end}")
        for span in sorted({span for claim in group for span in claim.evidence}) if len(group) > 1 else best.evidence:
            evidence = node(iris.quote_key(self.own, *span))
            self.words("Evidence", evidence, span)
            lines.append(f"{me} {_EVIDENCE} {evidence}{end}")
        if best.field:
            lines.append(f"{me} {_FIELD} {_name(best.field)}{end}")
        if best.inferred:
            lines.append(f"{me} {_INFERRED} {_TRUE}{end}")
        if best.modality:
            lines.append(f"{me} {_MODALITY} {_name(best.modality)}{end}")
        lines.append(f"{me} {_RULE} {_name(best.rule)}{end}")
        self.put(home, me, lines)
        if not best.modality and not best.inferred:
            self.put(home, subject, [f"{subject} {predicate} {object_}{self.end(home)}"])

    def authorities(self, described: set[Key]) -> None:
        """A node for each source but the document; one that an entity of the same key describes says more."""
        for key in sorted(self.named - {self.home}):
            kinds = [(TYPE, KG["Document"]), (TYPE, _PROV_ENTITY)]
            name = [] if key in described else [(LABEL, literal(key.rpartition("/")[2], "fr"))]
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
