"""A graph as an object, opened from the folder of a build."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.api.table import Table, table_of
from kg.api.views import Drawn, Paths, Shown, Told
from kg.errors import UsageError

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

    from kg.analyse import Mentions, Network, Triple
    from kg.analyse.measures import Period
    from kg.api.pictures import What
    from kg.report import BuildReport


class Graph:
    """The graph in a folder that ``kg build`` wrote. It is read when it is asked, so that it may be rebuilt meanwhile.

    Every name of an entity that a method takes may be its label, another name, an identifier, a key
    (``person/jean-castex``) or an IRI; UsageError is raised where there is none of that name, or several.

    >>> graph = Graph("out")
    >>> graph.query("SELECT ?name { ?who a kg:Person ; rdfs:label ?name } ORDER BY ?name")["name"]
    ['Jean Castex', 'Jean-Michel Mis']
    """

    def __init__(self, out: Path | str = "out", report: BuildReport | None = None) -> None:
        self.out = Path(out)
        if report is not None:
            self.report = report

    def __repr__(self) -> str:
        return f"kg.Graph({str(self.out)!r})"

    def __getattr__(self, name: str) -> Any:
        """What the report of the build says: ``documents``, ``refused``, ``triples``, ``conforms``, ``exit_code`` …"""
        from kg.report import BuildReport

        if name.startswith("_") or not hasattr(BuildReport, name):
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        return getattr(self.report, name)

    @cached_property
    def report(self) -> BuildReport:
        """What the build found, refused and left undecided (``report.json``). Raises UsageError where there is no report.

        >>> Graph("out").report.documents[0].publisher
        'Premier ministre'
        """
        from kg.outputs import REPORT
        from kg.report import from_json

        path = self.out / REPORT
        if not path.is_file():
            raise UsageError(f"{self.out}: no report is here; build a graph with kg.build(SOURCES, {str(self.out)!r})")
        return from_json(path.read_text(encoding="utf-8"))

    def query(self, question: str) -> Table:
        """The answer to a SPARQL query (the prefixes are declared), or to a question by its name (``kg query --list``).

        Raises QueryError where the query is malformed, or nothing has that name.

        >>> Graph("out").query("ASK { ?who kg:met person:jean-michel-mis }")[0]
        {'answer': True}
        >>> Graph("out").query("meetings").columns[:2]
        ('date', 'actor')
        """
        from kg.outputs import open_graph
        from kg.queries import named

        text = question if any(sign in question for sign in "{ \n") else named(question).text
        with open_graph(self.out) as store:
            return table_of(store.query(text))

    def explain(self, what: Path | str) -> Told:
        """Why: of an entity or a statement of the graph, or of a file, what was found, by which rule, in which words.

        >>> print(Graph("out").explain("Jean-Michel Mis").splitlines()[0])
        Jean-Michel Mis  (Person, person:jean-michel-mis)
        """
        from kg.explain.document import explain_document
        from kg.explain.graph import explain_entity, explain_statement
        from kg.outputs import open_graph
        from kg.pipeline import trace

        if isinstance(what, Path) or Path(what).is_file():
            return Told("\n".join(explain_document(trace(Path(what)))))
        with open_graph(self.out) as store:
            explanation = explain_statement if "/statement/" in what else explain_entity
            return Told("\n".join(explanation(store, what)))

    def path(self, start: str, end: str) -> Paths:
        """How two entities are connected: the shortest paths, each a tuple of steps with their words.

        >>> paths = Graph("out").path("Premier ministre", "Jean-Michel Mis")
        >>> [step.edge.predicate for step in paths[0]]
        ['appointed']
        """
        from kg.explain.path import explain_path
        from kg.outputs import open_graph

        with open_graph(self.out) as store:
            found, lines = explain_path(store, start, end)
        return Paths(tuple(found), "\n".join(lines))

    def to_rdflib(self) -> rdflib.Graph:
        """The graph for rdflib, in memory; a warning tells where that is much.

        >>> len(Graph("out").to_rdflib()) == Graph("out").report.triples
        True
        """
        from kg.api.rdf import to_rdflib

        return to_rdflib(self.out)

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """The entities and their relations for networkx: nodes are IRIs with ``label`` and ``kind``; edges bear ``predicate``,
        ``modality``, ``date``, ``statement`` and ``quote``.

        >>> Graph("out").to_networkx().nodes["https://w3id.org/kg-politique/id/person/jean-castex"]["label"]
        'Jean Castex'
        """
        from kg.analyse import projection

        return projection(self.network())

    def show(self, focus: str | None = None, depth: int = 1, height: int = 640) -> Shown:
        """The page of the graph in a notebook, ``height`` pixels high; with a ``focus``, opened on that entity and what lies
        within ``depth`` relations of it. Raises UsageError where there is no page, or no such entity.

        >>> Graph("out").show().html.lower().startswith("<!doctype html>")
        True
        """
        from kg.outputs import page

        return Shown(page(self.out, focus, depth).read_text(encoding="utf-8"), height)

    def sheet(self, entity: str, height: int = 480) -> Shown:
        """One entity on a page for printing (``html`` is the page): names, identifiers, mandates, relations with their words.

        >>> "Jean-Michel Mis" in Graph("out").sheet("PA719952").html
        True
        """
        from kg.export.sheet import sheet

        return Shown(sheet(self._triples(), entity), height)

    def central(self, kind: str = "") -> Table:
        """Entities by how central they are: relations, PageRank, betweenness; of one class or of those below it.

        >>> Graph("out").central("Person")["label"][0]
        'Jean-Michel Mis'
        """
        from kg.analyse import central, kinds_of

        network = self.network()
        kinds = kinds_of([kind]) if kind else frozenset(network.kinds.values())
        ranks = (rank for rank in central(network) if network.kinds[rank.entity] in kinds)
        return Table(
            ("entity", "label", "kind", "relations", "pagerank", "betweenness"),
            ((r.entity, network.label(r.entity), network.kinds[r.entity], r.degree, r.pagerank, r.betweenness) for r in ranks),
        )

    def communities(self, kind: str = "") -> Table:
        """Entities by the group in which they have most of their relations, the largest group first; of one class, or all.

        >>> Graph("out").communities().columns
        ('group', 'label', 'kind', 'entity')
        """
        from kg.analyse import communities, kinds_of

        network = self.network()
        groups = communities(network, kinds_of([kind]) if kind else ())
        return Table(
            ("group", "label", "kind", "entity"),
            ((number, network.label(iri), network.kinds[iri], iri) for number, group in enumerate(groups, 1) for iri in group),
        )

    def shared(self, kind: str = "Actor", through: str = "LegalAct") -> nx.Graph[str]:
        """The projection of one sort of entities over another: actors joined by the acts that both have a relation with. Edges
        bear ``weight`` and ``through`` (the labels of what is shared).

        >>> Graph("out").shared("Actor", "Theme").graph["left_out"]
        0
        """
        from kg.analyse import kinds_of, shared

        return shared(self.network(), kinds_of([kind]), kinds_of([through]))

    def shared_table(self, kind: str = "Actor", through: str = "LegalAct") -> Table:
        """The same projection as a table, the pairs that share most first.

        >>> Graph("out").shared_table("Actor", "Theme").columns
        ('first_label', 'second_label', 'weight', 'through', 'first', 'second')
        """
        graph = self.shared(kind, through)
        label = graph.nodes(data="label")
        rows = ((label[a], label[b], own["weight"], own["through"], a, b) for a, b, own in graph.edges(data=True))
        columns = ("first_label", "second_label", "weight", "through", "first", "second")
        return Table(columns, sorted(rows, key=lambda row: (-row[2], row[4:])))

    def together(self, kind: str = "Actor", period: Period = "year") -> Table:
        """Which entities of a class are named in the same documents, period by period, the most frequent pairs first.

        >>> Graph("out").together("Actor")[0]["documents"]
        1
        """
        from kg.analyse import kinds_of, together

        network = self.network()
        pairs = together(self._mentions(), network, kinds_of([kind]), period)
        return Table(
            ("period", "first_label", "second_label", "documents", "first", "second"),
            ((p.period, network.label(p.first), network.label(p.second), p.documents, p.first, p.second) for p in pairs),
        )

    def over_time(self, kind: str = "Theme", period: Period = "year") -> Table:
        """In how many documents of each period the entities of a class are named.

        >>> Graph("out").over_time("Person", "month").select("period", "label", "documents").rows[0]
        ('2021-09', 'Jean-Michel Mis', 1)
        """
        from kg.analyse import kinds_of, over_time

        network = self.network()
        counts = over_time(self._mentions(), network, kinds_of([kind]), period)
        rows = sorted((when, iri, n) for iri, own in counts.items() for when, n in own.items())
        return Table(("period", "label", "documents", "entity"), ((w, network.label(iri), n, iri) for w, iri, n in rows))

    def plot(
        self,
        what: What = "central",
        *,
        kind: str = "",
        through: str = "LegalAct",
        period: Period = "year",
        top: int = 20,
    ) -> Drawn:
        """One of the analyses as a figure, of ``top`` bars where it has bars. Raises UsageError where matplotlib is missing.

        >>> Graph("out").plot("communities").picture("png")[1:4]
        b'PNG'
        """
        from kg.api.pictures import drawn

        return drawn(self, what, kind, through, period, top)

    def network(self) -> Network:
        """The entities by IRI with their names and kinds, and their relations, as plain Python values.

        >>> len(Graph("out").network().edges) > 20
        True
        """
        from kg.analyse import read_network
        from kg.outputs import network_triples, open_graph

        with open_graph(self.out) as store:
            return read_network(network_triples(store))

    def _mentions(self) -> Mentions:
        from kg.analyse import read_mentions
        from kg.outputs import mention_triples, open_graph

        with open_graph(self.out) as store:
            return read_mentions(mention_triples(store))

    def _triples(self) -> list[Triple]:
        from kg.outputs import open_graph, triples

        with open_graph(self.out) as store:
            return list(triples(store))
