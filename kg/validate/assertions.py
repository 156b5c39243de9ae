"""What SHACL Core cannot count: terms of the vocabulary, dates that exist, quotes at their offsets, statements and their direct
triples, the two ends of every relation. One fault gives one finding: what follows from a fault is not told again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg import iris, terms
from kg import namespaces as ns
from kg.model import Finding
from kg.nquads import Token, date_type, node, value
from kg.validate.graph import TYPE, Graph, Triple, local

_SUBJECT, _PREDICATE, _OBJECT = (node(f"{ns.RDF}{name}") for name in ("subject", "predicate", "object"))
_QUOTE, _START, _END, _DATE, _TEXT, _IN, _MODALITY, _INFERRED = (
    node(iris.KG + name) for name in ("quote", "start", "end", "date", "text", "inDocument", "modality", "inferred")
)
_DATED = frozenset((_DATE, node(f"{ns.DCTERMS}date")))
_WORDS = frozenset(("Evidence", "Mention"))
_TYPED = re.compile(rf'^"(.*)"\^\^<{re.escape(ns.XSD)}(\w+)>$', re.DOTALL)
_DATE_TYPES = frozenset(("date", "gYear", "gYearMonth"))


def finding(code: str, where: Token, message: str, message_fr: str) -> Finding:
    """An error at a node."""
    return Finding("error", code, value(where) if where[0] == "<" else where, message, message_fr)


def vocabulary(graph: Graph) -> Iterator[Finding]:
    """Unknown ``kg:`` classes and predicates, nodes without a type or with several, blank nodes."""
    for subject, own in graph.nodes.items():
        names = graph.kinds[subject]
        if subject.startswith("_:"):
            yield finding("blank", subject, "a blank node: give it an IRI", "un nœud anonyme : lui donner une IRI")
        for name in names:
            if name not in terms.KINDS:
                yield finding("class", subject, f"unknown class kg:{name}", f"classe inconnue kg:{name}")
        if not names:
            yield finding("type", subject, "no class of the vocabulary", "aucune classe du vocabulaire")
        elif len(names) > 1 and set(names) <= terms.KINDS:
            listed = ", ".join(f"kg:{name}" for name in names)
            yield finding("type", subject, f"several classes: {listed}", f"plusieurs classes : {listed}")
        for predicate in own:
            unknown = local(predicate)
            if unknown is not None and unknown not in terms.PROPERTIES:
                yield finding("predicate", subject, f"unknown predicate kg:{unknown}", f"prédicat inconnu kg:{unknown}")
    linked = {node(iris.KG + name) for name in terms.OBJECT_PROPERTIES}
    dangling = {o for _, p, o in graph.triples if p in linked and o not in graph.nodes}
    for target in sorted(dangling):
        yield finding("type", target, "named, but never described", "nommé, mais jamais décrit")


def dates(graph: Graph) -> Iterator[Finding]:
    """Dates that are none, or of a day that does not exist."""
    for subject, own in graph.nodes.items():
        words = _QUOTE in own or bool(_WORDS.intersection(graph.kinds[subject]))
        for predicate, objects in own.items():
            bound = predicate in _DATED or (predicate in (_START, _END) and not words)
            for object_ in objects:
                found = _TYPED.match(object_)
                kind = found.group(2) if found else ""
                if (kind in _DATE_TYPES or bound) and (found is None or date_type(found.group(1)) != kind):
                    shown = value(object_)
                    yield finding(
                        "date", subject, f"{shown!r} is not a date that exists", f"{shown!r} n'est pas une date qui existe"
                    )


def quotes(graph: Graph) -> Iterator[Finding]:
    """Words that are not those of the text between their offsets."""
    texts: dict[Token, str] = {}
    for subject, kinds in graph.kinds.items():
        if not _WORDS.intersection(kinds):
            continue
        document, quote, start, end = (graph.one(subject, name) for name in (_IN, _QUOTE, _START, _END))
        if document is None or quote is None or start is None or end is None or "Document" not in graph.kinds.get(document, ()):
            continue
        if document not in texts:
            text = graph.one(document, _TEXT)
            texts[document] = value(text) if text else ""
        try:
            first, last = int(value(start)), int(value(end))
        except ValueError:
            continue
        if first < 0 or last < 1 or texts[document][first:last] == value(quote):
            continue
        there = texts[document][first:last]
        yield finding(
            "quote", subject, f"the text has {there[:60]!r} at {first}-{last}", f"le texte porte {there[:60]!r} en {first}-{last}"
        )


Parts = tuple[Token | None, Token | None, Token | None]


class _Statements:
    """The statements of a graph: what each says, and whether it asserts it."""

    def __init__(self, graph: Graph) -> None:
        self.asserted: dict[Triple, list[Token]] = {}
        self.hedged: dict[Triple, list[Token]] = {}
        self.broken: list[Parts] = []
        for subject, own in graph.nodes.items():
            if not own.keys() & {_SUBJECT, _PREDICATE, _OBJECT}:
                continue
            s, p, o = (graph.one(subject, name) for name in (_SUBJECT, _PREDICATE, _OBJECT))
            if s is None or p is None or o is None:
                self.broken.append((s, p, o))
            else:
                side = self.hedged if _MODALITY in own or _INFERRED in own else self.asserted
                side.setdefault((s, p, o), []).append(subject)

    def spoils(self, triple: Triple) -> bool:
        """Whether a broken statement may have been that of the triple: all it still says agrees."""
        return any(all(part is None or part == own for part, own in zip(parts, triple, strict=True)) for parts in self.broken)


def broken(graph: Graph) -> bool:
    """Whether a statement lacks one of the three, or has one several times: it may be that of any triple."""
    return bool(_Statements(graph).broken)


def statements(graph: Graph, excused: frozenset[Token]) -> Iterator[Finding]:
    """Relations at odds with their statements, and relations between kinds that cannot bear them. ``excused`` nodes, whose
    class is unknown, are not held to any."""
    held = _Statements(graph)
    direct = {triple for triple in graph.triples if local(triple[1]) in terms.RELATIONS}
    wrong: set[Triple] = set()
    for triple in sorted(direct | held.asserted.keys() | held.hedged.keys()):
        nodes = [*held.asserted.get(triple, ()), *held.hedged.get(triple, ())]
        name = local(triple[1])
        if name not in terms.RELATIONS:
            wrong.add(triple)
            held.broken.append((triple[0], None, triple[2]))
            for where in nodes:
                yield finding("relation", where, f"no relation {value(triple[1])}", f"pas de relation {value(triple[1])}")
        elif faults := list(_ends(graph, triple, excused)):
            wrong.add(triple)
            if triple not in direct:
                held.broken += [(None, triple[1], triple[2]), (triple[0], triple[1], None)]
            yield from faults
    for triple in sorted(graph.triples):
        if triple not in direct and triple[1] != TYPE and local(triple[1]) in terms.OBJECT_PROPERTIES:
            yield from _ends(graph, triple, excused)
    for triple in sorted(direct - wrong - held.asserted.keys()):
        shown = " ".join(map(value, triple))
        if hedged := held.hedged.get(triple):
            for where in hedged:
                yield finding(
                    "asserted", where, f"not a fact, yet written as one: {shown}", f"écrit comme un fait sans l'être : {shown}"
                )
        elif not held.spoils(triple):
            yield finding("unstated", triple[0], f"no statement says {shown}", f"aucun énoncé ne dit {shown}")
    for triple in sorted(held.asserted.keys() - wrong - direct):
        shown = " ".join(map(value, triple))
        for where in held.asserted[triple]:
            yield finding("undirected", where, f"asserted, but not written: {shown}", f"affirmé, mais non écrit : {shown}")


def _ends(graph: Graph, triple: Triple, excused: frozenset[Token]) -> Iterator[Finding]:
    """The kinds at the two ends of an object property, held against the vocabulary."""
    subject, predicate, object_ = triple
    name = local(predicate) or ""
    for end, table, english, french in (
        (subject, terms.DOMAIN, "subject", "sujet"),
        (object_, terms.RANGE, "object", "objet"),
    ):
        kinds = graph.kinds.get(end, [])
        allowed = table.get(name)
        if allowed is None or end in excused or allowed.intersection(kinds):
            continue
        found = ", ".join(f"kg:{kind}" for kind in kinds) or value(end)
        listed = ", ".join(f"kg:{kind}" for kind in sorted(allowed))
        yield finding(
            "domain" if english == "subject" else "range",
            subject,
            f"the {english} of kg:{name} is {found} ({value(end)}), not one of {listed}",
            f"le {french} de kg:{name} est {found} ({value(end)}), et non : {listed}",
        )
