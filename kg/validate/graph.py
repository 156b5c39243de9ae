"""A graph as the checks read it: triples of tokens, indexed once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg import iris
from kg import namespaces as ns
from kg.nquads import Line, Token, node, split

TYPE = node(f"{ns.RDF}type")
_OPEN = f"<{iris.KG}"

Triple = tuple[Token, Token, Token]


def local(token: Token) -> str | None:
    """The local name of a ``kg:`` term, None for any other token."""
    return token[len(_OPEN) : -1] if token.startswith(_OPEN) else None


@dataclass(frozen=True, slots=True)
class Graph:
    """The triples of a graph, each once, and its nodes: subject → predicate → objects; ``kg`` predicates by local name."""

    triples: frozenset[Triple]
    nodes: dict[Token, dict[Token, list[Token]]]
    kinds: dict[Token, list[str]] = field(default_factory=dict)

    @staticmethod
    def of(lines: Iterable[Line]) -> Graph:
        """The graph of some lines, whatever named graphs they stand in."""
        triples = frozenset(split(line)[:3] for line in lines)
        nodes: dict[Token, dict[Token, list[Token]]] = defaultdict(lambda: defaultdict(list))
        for subject, predicate, object_ in sorted(triples):
            nodes[subject][predicate].append(object_)
        kinds = {
            subject: [name for object_ in own.get(TYPE, ()) if (name := local(object_)) is not None]
            for subject, own in nodes.items()
        }
        return Graph(triples, {subject: dict(own) for subject, own in nodes.items()}, kinds)

    def values(self, subject: Token, predicate: Token) -> list[Token]:
        """The objects of a predicate at a node."""
        return self.nodes.get(subject, {}).get(predicate, [])

    def one(self, subject: Token, predicate: Token) -> Token | None:
        """The only object of a predicate at a node, None where there is none or several."""
        found = self.values(subject, predicate)
        return found[0] if len(found) == 1 else None
