"""Graphs to render: the seed document's, hostile ones, and large ones that look like the real thing."""

from __future__ import annotations

import random
from pathlib import Path

import pyoxigraph as ox

from kg.iris import ID, KG, digest, iri

HERE = Path(__file__).resolve().parent
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
DCT = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"
Quads = list[ox.Quad]


def seed() -> ox.Store:
    """The graph of the press release of ``seeds/``, written by hand after its annotation."""
    store = ox.Store()
    store.load(path=str(HERE / "seed.ttl"), format=ox.RdfFormat.TURTLE)
    return store


class Builder:
    """Writes the public vocabulary triple by triple."""

    def __init__(self) -> None:
        self.quads: Quads = []

    def put(self, subject: str, predicate: str, value: str, *, node: bool = False, lang: str = "", datatype: str = "") -> None:
        if node:
            term: ox.NamedNode | ox.Literal = ox.NamedNode(value)
        elif lang:
            term = ox.Literal(value, language=lang)
        else:
            term = ox.Literal(value, datatype=ox.NamedNode(XSD + datatype)) if datatype else ox.Literal(value)
        self.quads.append(ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), term))

    def entity(self, subject: str, kind: str, label: str, *alt: str) -> str:
        self.put(subject, RDF + "type", KG + kind, node=True)
        self.put(subject, RDFS + "label", label, lang="fr")
        for other in alt:
            self.put(subject, SKOS + "altLabel", other, lang="fr")
        return subject

    def document(self, subject: str, title: str, text: str, date: str = "2021-09-09") -> str:
        self.put(subject, RDF + "type", KG + "Document", node=True)
        self.put(subject, DCT + "title", title, lang="fr")
        self.put(subject, DCT + "date", date, datatype="date")
        self.put(subject, KG + "text", text)
        return subject

    def quote(self, document: str, kind: str, start: int, end: int, words: str) -> str:
        path = "quote" if kind == "Evidence" else "mention"
        subject = f"{document}/{path}/{start}-{end}"
        self.put(subject, RDF + "type", KG + kind, node=True)
        self.put(subject, KG + "inDocument", document, node=True)
        self.put(subject, KG + "quote", words)
        self.put(subject, KG + "start", str(start), datatype="integer")
        self.put(subject, KG + "end", str(end), datatype="integer")
        return subject

    def mention(self, document: str, start: int, end: int, words: str, entity: str) -> None:
        self.put(self.quote(document, "Mention", start, end, words), KG + "refersTo", entity, node=True)

    def statement(
        self, document: str, s: str, p: str, o: str, span: tuple[int, int, str] | None = None, date: str = "", modality: str = ""
    ) -> str:
        subject = f"{document}/statement/{digest(s, p, o, date, modality)}"
        self.put(subject, RDF + "type", KG + "Statement", node=True)
        for name, value in (("subject", s), ("predicate", KG + p), ("object", o)):
            self.put(subject, RDF + name, value, node=True)
        if date:
            self.put(subject, KG + "date", date, datatype="date")
        if modality:
            self.put(subject, KG + "modality", modality)
        else:
            self.put(s, KG + p, o, node=True)
        self.put(subject, KG + "rule", f"relate.{p}")
        self.put(subject, KG + "confidence", "0.95", datatype="decimal")
        self.put(subject, PROV + "wasDerivedFrom", document, node=True)
        if span:
            self.put(subject, KG + "evidence", self.quote(document, "Evidence", *span), node=True)
        return subject


_KINDS = ("Person", "Person", "Person", "Organisation", "Office", "Law", "Bill", "Article", "Report", "Theme", "Theme", "Place")
_PREDICATES = ("met", "appointed", "authorOf", "about", "amends", "cites", "memberOf", "examines", "requests")
_WORDS = [
    "sécurité",
    "numérique",
    "budget",
    "climat",
    "école",
    "hôpital",
    "énergie",
    "logement",
    "transports",
    "agriculture",
    "culture",
    "défense",
    "données",
]


def large(nodes: int, seed_number: int = 7, each: int = 2) -> Quads:
    """A graph of ``nodes`` entities with a few hubs, ``each`` statements an entity, its documents of ten sentences each."""
    rng = random.Random(seed_number)
    build = Builder()
    entities = []
    for number in range(nodes):
        kind = _KINDS[number % len(_KINDS)]
        words = " ".join(rng.choices(_WORDS, k=rng.randint(1, 6)))
        entities.append(build.entity(iri(f"{kind.lower()}/e{number}"), kind, f"{kind} {number} {words}", f"alias {number}"))
        build.put(entities[-1], DCT + "identifier", f"PA{number:06}")
    wanted = nodes * each
    for number in range((wanted + 9) // 10):
        document = f"{ID}document/d{number}"
        text = ""
        facts = []
        for _ in range(10):
            s, o = entities[int(nodes * rng.random() ** 3)], entities[rng.randrange(nodes)]
            verb = rng.choice(_PREDICATES)
            sentence = f"Le texte dit que {s.rsplit('/', 1)[1]} {verb} {o.rsplit('/', 1)[1]} 😀 au sujet de {rng.choice(_WORDS)}."
            facts.append((s, verb, o, (len(text), len(text) + len(sentence), sentence)))
            text += sentence + (" " if rng.random() < 0.7 else "\n")
        build.document(document, f"Document {number}", text, f"20{10 + number % 15}-01-{1 + number % 28:02}")
        for s, verb, o, (start, end, sentence) in facts:
            modality = rng.choice(("", "", "", "planned", "reported", "denied"))
            build.statement(document, s, verb, o, (start, end, sentence), f"20{10 + number % 15}-02-03", modality)
            at = sentence.index(s.rsplit("/", 1)[1])
            name = s.rsplit("/", 1)[1]
            build.mention(document, start + at, start + at + len(name), name, s)
    return build.quads


EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\u202egnp.exe\x07 & \u2028 -->"


def hostile() -> Quads:
    """Labels, quotes, titles and IRIs that try to leave their place."""
    build = Builder()
    text = f"😀🏛️ Avant. {EVIL} dit : « <b>gras</b> » {{{{constructor.constructor('alert(3)')()}}}}.\nSuite."
    document = build.document(ID + "document/d%3Cscript%3E", EVIL, text)
    build.put(document, DCT + "source", "javascript:alert(4)")
    build.put(document, DCT + "publisher", EVIL)
    first = build.entity(ID + "person/un", "Person", EVIL, "<svg onload=alert(5)>", "__proto__")
    second = build.entity(ID + "organisation/deux", "Organisation", "é😀" * 5000, "constructor")
    third = build.entity("javascript:alert(6)", "Law", "\x00\x01\u202eloi\u2066", "x", "\x00")
    build.put(document, DCT + "source", "<img src=x onerror=alert(10)>.md")
    build.put(first, SKOS + "prefLabel", EVIL, lang="en")
    fourth = build.entity(ID + "theme/__proto__", "Theme", "__proto__")
    for link in ("javascript:alert(7)", "data:text/html,<script>alert(8)</script>".replace("<", "%3C").replace(">", "%3E")):
        build.put(first, RDFS + "seeAlso", link, node=True)
    build.put(first, RDFS + "seeAlso", "https://example.org/%3Cscript%3E?a=1&b='x'", node=True)
    build.put(first, DCT + "identifier", "\"'><script>alert(9)</script>")
    at = text.index(EVIL)
    build.statement(document, first, "met", second, (at, at + len(EVIL), EVIL), modality="<i>hm</i>")
    build.statement(document, second, "cites", third, (0, 2, "not what stands there"), modality="denied")
    build.statement(document, third, "constructor", fourth)
    build.statement(document, third, "__proto__", fourth)
    build.statement(document, fourth, "about", fourth, (4, 9, text[4:9]))
    build.mention(document, at, at + len(EVIL), EVIL, first)
    return build.quads


def formulas() -> Quads:
    """Labels and quotes that a spreadsheet would run."""
    build = Builder()
    text = '=HYPERLINK("http://x";"a")\n+1+1\n-1\n@SUM(A1)'
    document = build.document(ID + "document/d", "=1+1", text)
    names = text.split("\n")
    ends = [build.entity(f"{ID}person/{number}", "Person", name) for number, name in enumerate(names)]
    for number, name in enumerate(names):
        at = text.index(name)
        build.statement(document, ends[number], "met", ends[number - 1], (at, at + len(name), name))
    return build.quads
