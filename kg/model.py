"""The values that one stage hands to the next: all frozen, all comparable, none aware of RDF.

Every stage takes one of these types and returns the next, so a stage in the wrong place is a type error:

    read → Document → segment → Segmented → recognise → Recognised → resolve → Resolved → relate → Related → assemble

Offsets count Unicode code points of ``Document.text`` and are half-open. A *key* is an IRI below the ``id:`` namespace
without that prefix (``person/jean-michel-mis``); a *kind* is the local name of a class of ``ontology/kg.ttl`` ("Person").
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Key = str
Kind = str
ACTS: frozenset[Kind] = frozenset(
    {"Law", "Bill", "Code", "Ordinance", "Decree", "EUAct", "Constitution", "Treaty", "CourtDecision"}
)
"""The kinds of texts that have articles, titles and numbers of their own, amendments aside."""
Severity = Literal["error", "warning", "info"]
Judgement = Literal["same", "new", "undecided"]
BlockKind = Literal["title", "heading", "paragraph", "item", "quote", "cell", "furniture"]


class Span(NamedTuple):
    """A half-open range of code points of a document's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that the span covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether the other span lies within this one (or is equal to it)."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a reader of the report must know. ``where`` is ``file:line``, ``file:offset``, an IRI, or a file."""

    severity: Severity
    code: str
    where: str
    message: str
    message_fr: str = ""


class Block(NamedTuple):
    """A structural piece of a document: its kind, its extent, and the level of a heading or of a list item (from 1)."""

    kind: BlockKind
    span: Span
    level: int = 0


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document as a whole. ``date`` is an ISO date; ``None`` where nothing states a field."""

    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    url: str | None = None
    place: str | None = None
    genre: str | None = None


class Origin(NamedTuple):
    """From ``start`` (an offset of the text) on, text and source advance together; ``source`` is the code-point offset in
    the decoded file that ``start`` corresponds to."""

    start: int
    source: int


@dataclass(frozen=True, slots=True)
class Signed:
    """What a record's field says of who signed it: the relation ("authorOf", "cosignatoryOf"), the name of the field, and the
    official ids in it (PA…)."""

    relation: str
    field: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A text as read: normalised (NFC, one space between words, blocks parted by one newline), with its structure.

    ``id`` is the slug under which its IRI is minted (``document/{id}``), ``source`` what ``dcterms:source`` prints (the
    path below the source root with "/" between parts, or a URL), ``digest`` the SHA-256 of the file's bytes in hex.
    ``text`` is what ``kg:text`` prints: the header and the body, without the footer of press contacts. A file that renders
    another document in another format has no text, and names that document in ``rendition_of`` (a key). ``signed`` is what the
    record of an amendment says of its signatories.
    """

    id: str
    source: str
    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata = Metadata()
    origins: tuple[Origin, ...] = ()
    digest: str = ""
    findings: tuple[Finding, ...] = ()
    rendition_of: Key = ""
    signed: tuple[Signed, ...] = ()

    @property
    def key(self) -> Key:
        """The document's own key."""
        return f"document/{self.id}"

    @property
    def body(self) -> list[Block]:
        """The blocks without the furniture of pages: headers, footers, page numbers."""
        return [block for block in self.blocks if block.kind != "furniture"]


class Sentence(NamedTuple):
    """A sentence, or a title or list item that stands for one; ``block`` is an index into ``Document.blocks``."""

    span: Span
    block: int


@dataclass(frozen=True, slots=True)
class Segmented:
    """A document cut into sentences; ``quotes`` are the insides of « … » and “ … ”, marks excluded."""

    document: Document
    sentences: tuple[Sentence, ...]
    quotes: tuple[Span, ...] = ()


class Mention(NamedTuple):
    """Words of the text that name something of a kind; what they name is decided later.

    ``rule`` is the id of the rule or of the lexicon row that found it. ``features`` are sorted (name, value) pairs: what
    the recogniser read in the words ("number", "date", "surname", "key" of a lexicon entry …). Mentions may nest (the law
    inside "article 5 de la loi …"), never cross.
    """

    span: Span
    kind: Kind
    rule: str
    features: tuple[tuple[str, str], ...] = ()

    def get(self, name: str, default: str = "") -> str:
        """The value of a feature, or ``default``."""
        for key, value in self.features:
            if key == name:
                return value
        return default


@dataclass(frozen=True, slots=True)
class Recognised:
    """A segmented document and its mentions, sorted by start, then by descending length."""

    segmented: Segmented
    mentions: tuple[Mention, ...]

    @property
    def document(self) -> Document:
        return self.segmented.document


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that a mention might name, with its score in [0, 1] and the named features that gave it."""

    key: Key
    score: float
    reasons: tuple[str, ...]


class Fact(NamedTuple):
    """An attribute of an entity that is not a statement of a text: a property of kg.ttl (local name, such as "start",
    "partOf", "holder") or "prefixed:name" (``dcterms:date``), and its value: a key, or a literal with a datatype's local
    XSD name ("date", "integer") or a language tag ("@fr")."""

    predicate: str
    value: str
    datatype: str = ""
    is_key: bool = False


class Entity(NamedTuple):
    """A thing of the graph, under its key. ``alt_labels``, ``same_as`` (IRIs), ``identifiers`` and ``see_also`` (IRIs) are
    sorted; ``exact_match`` and ``close_match`` are concept IRIs; ``authority`` is the key of the source that vouches for
    it ("authority/assemblee"), empty where only texts do."""

    key: Key
    kind: Kind
    label: str
    alt_labels: tuple[str, ...] = ()
    label_en: str = ""
    same_as: tuple[str, ...] = ()
    exact_match: tuple[str, ...] = ()
    close_match: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    authority: str = ""


class Link(NamedTuple):
    """The judgement on one mention: which entity it names ("same": known to the authority or named before; "new": minted
    here), or "undecided", with the candidates that were weighed and the reasons."""

    mention: Mention
    entity: Key | None
    judgement: Judgement
    score: float = 1.0
    reasons: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()


class Claim(NamedTuple):
    """One statement: subject, predicate (local name in ``kg:``), object, when, how far it is asserted, and why we say so.

    ``date`` is "YYYY", "YYYY-MM" or "YYYY-MM-DD"; ``start`` and ``end`` bound an interval instead. ``modality`` is "" for a
    fact, else "planned", "requested", "denied" or "reported". ``evidence`` are spans of the document's text; a claim of an
    open-data record has none and names its ``field``. ``sources`` are keys: the document, an authority, or both where an
    ``inferred`` claim needs both.
    """

    subject: Key
    predicate: str
    object: Key
    rule: str
    sources: tuple[Key, ...]
    evidence: tuple[Span, ...] = ()
    date: str = ""
    start: str = ""
    end: str = ""
    modality: str = ""
    confidence: float = 1.0
    inferred: bool = False
    field: str = ""


@dataclass(frozen=True, slots=True)
class Resolved:
    """Mentions with their judgements, the entities that they name (sorted by key), and what the authority adds to them.

    ``dates`` are the dates of the prose, computed against the document's own: (span, "YYYY[-MM[-DD]]", "" where
    it cannot be told). ``own`` is the act that the document begins with or is, "" where it is none; ``normative`` whether it is
    the text of an act (articles, recitals, grounds) rather than a page about one.
    """

    recognised: Recognised
    links: tuple[Link, ...]
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...] = ()
    dates: tuple[tuple[Span, str], ...] = ()
    own: Key = ""
    normative: bool = False

    @property
    def document(self) -> Document:
        return self.recognised.document


@dataclass(frozen=True, slots=True)
class Related:
    """A resolved document and all its claims: read in the text, inferred, or vouched for by the authority."""

    resolved: Resolved
    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...] = field(default=())

    @property
    def document(self) -> Document:
        return self.resolved.document
