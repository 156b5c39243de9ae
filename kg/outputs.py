"""What a build leaves in its folder, and how it is opened again."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from kg import namespaces as ns
from kg import terms
from kg.errors import StoreError, UsageError
from kg.model import Finding
from kg.nquads import node

if TYPE_CHECKING:
    from kg.analyse import Triple
    from kg.nquads import Line
    from kg.store import Store
    from kg.store.results import Term

GRAPH, PAGE, STORE, REPORT = "graph.ttl", "graph.html", "store", "report.json"
JOURNAL = ".unfinished"
"""The names under the output folder: the Turtle, the page, the embedded store, the report, what a stopped build had done."""
DRAWN_UP_TO = 1_000_000
"""Triples of a graph up to which there is a page of the whole of it."""
HELD_UP_TO = 10_000_000
"""Triples up to which what is asked of the whole network is worked out in memory (about two gigabytes)."""
_TRIPLES = "SELECT ?s ?p ?o { ?s ?p ?o FILTER(?p != kg:text) }"


def open_graph(out: Path | str = "out") -> Store:
    """The graph of a build, to be asked: the embedded store of the output folder, else its Turtle in memory; or the graph of
    a Turtle, TriG or N-Quads file. To be closed, or used in a ``with`` statement.

    Raises UsageError where there is none, StoreError where it cannot be read.

    >>> import kg
    >>> with kg.open_graph("out") as store:
    ...     store.query("ASK { ?who kg:met person:jean-michel-mis }")
    Boolean(value=True)
    """
    out = Path(out)
    for place in (out / STORE, out):
        if os.path.lexists(place / "current"):
            from kg.store import EmbeddedStore

            return EmbeddedStore(place)
    from kg.store import MemoryStore
    from kg.validate import parse

    path = graph_file(out)
    lines = parse(path.read_bytes(), path.suffix.removeprefix("."), str(path))
    if not isinstance(lines, list):
        raise StoreError(f"{lines.where}: {lines.message}")
    return MemoryStore(lines)


def version(out: Path | str) -> str:
    """A mark of the graph that `open_graph` would open: it is another one as soon as the graph is. Empty where there is none."""
    try:
        found = os.stat(f"{out}/{STORE}/current")
    except OSError:
        try:
            found = graph_file(Path(out)).stat()
        except (OSError, UsageError):
            return ""
    return f"{found.st_ino:x}-{found.st_mtime_ns:x}-{found.st_size:x}"


def check(out: Path) -> None:
    """Sees to it that a folder can be made and files be put there, before there is anything to lose. Raises UsageError."""
    for path in (out, *out.parents):
        if path.is_symlink() and not path.exists():
            raise UsageError(f"{path}: a link that leads to no folder stands here; remove it, or give another -o")
        if path.exists() and not path.is_dir():
            raise UsageError(f"{path}: a file stands where a folder is to be made; move it away, or give another -o")
    for name in (GRAPH, PAGE, REPORT):
        if (out / name).is_dir():
            raise UsageError(f"{out / name}: a folder stands where a file is to be written; move it away")


def place_of(store: str | Path | None, out: Path) -> tuple[str, Path]:
    """What ``--store`` means: the address of a server, empty where there is none, and the folder of the embedded store."""
    if store is None or "://" in str(store):
        return str(store or ""), out / STORE
    return "", Path(store)


def send(store: Store, server: str, room: Path) -> list[Finding]:
    """Makes a server hold what a store holds. Returns why it does not, where it cannot be reached or refuses. Raises UsageError
    for what is no address."""
    try:
        from kg.store.remote import RemoteStore
    except ImportError as error:
        raise UsageError(
            f"--store: {error.name} is not installed; install it with: pip install 'kg-politique[remote]'"
        ) from error
    try:
        with RemoteStore(server, store, room) as remote:
            remote.push()
    except StoreError as error:
        french = "le serveur n'a pas tout reçu ; ce qui manque sera envoyé la prochaine fois"
        return [Finding("error", "store.unsent", "--store", str(error), french)]
    return []


def damaged(out: Path) -> Finding:
    """What a build says that could not go on from what the store held."""
    english = "the store was damaged and has been made again; what was imported into it is gone: import it again"
    french = "la base était endommagée et a été refaite ; ce qui y avait été importé est perdu : importez-le de nouveau"
    return Finding("warning", "store.damaged", str(out / STORE), english, french)


_DUMPS = f"SELECT ?part ?dump {{ ?part <{ns.DCTERMS}isPartOf> ?dump }}"


def imported(store: Store) -> frozenset[str]:
    """The graphs (IRIs) of the documents that are part of an imported dump."""
    rows = _rows(store, _DUMPS)
    return frozenset(part.value for part, dump in rows if part and dump and "/dump/" in dump.value)


def superseded(store: Store) -> list[str]:
    """The graphs (IRIs) that a build takes the place of: all but imported dumps and the documents that are part of one."""
    kept = imported(store)
    return [graph for graph in store.states() if graph not in kept and "/dump/" not in graph]


def left_imported(count: int) -> Finding:
    """What a build says of documents that an import brought."""
    english = f"{count} documents are in the graph by kg import, which reads more of their records: left as they are"
    french = f"{count} documents sont dans le graphe par kg import, qui lit davantage de leurs fiches : laissés tels quels"
    return Finding("info", "build.imported", "kg import", english, french)


_DOCUMENTS = f"""SELECT ?document ?name {{ ?document a kg:Document .
    {{ ?document <{ns.DCTERMS}source>|<{ns.DCTERMS}title>|rdfs:label ?name }} }}"""


def document(store: Store, name: str) -> str:
    """The graph (its IRI) of a document that is called by its IRI, its id, its file name (or path) or its title. Raises
    UsageError where there is none, or where there are several."""
    found: set[str] = set()
    listed = set(store.graphs())
    for graph, called in _rows(store, _DOCUMENTS):
        if graph and called and graph.value in listed and "/document/" in graph.value:
            key = graph.value.rpartition("/document/")[2]
            if name in (graph.value, key, f"document/{key}", called.value, called.value.rpartition("/")[2]):
                found.add(graph.value)
    if len(found) == 1:
        return found.pop()
    if not found:
        raise UsageError(f"{name}: no document is called so; report.json lists them")
    several = ", ".join(sorted(found))
    raise UsageError(f"{name}: several documents are called so; take one of: {several}")


def parts(store: Store, dump: str) -> list[str]:
    """The graphs (IRIs) of a dump (its IRI) and of the documents that are part of it, for an import to replace."""
    rows = _rows(store, _DUMPS)
    return sorted({dump, *(part.value for part, whole in rows if part and whole and whole.value == dump)})


def whole(out: Path) -> Iterator[Line]:
    """The triples of the graph that `open_graph` opens, each once, as lines of N-Triples. Raises as that does."""
    with open_graph(out) as store:
        yield from store.triples()


def portions(lines: Iterable[Line], many: int = 100_000) -> Iterator[str]:
    """Lines as texts of so many, for a parser that wants one text and would hold too much of it at once."""
    waiting = iter(lines)
    while some := list(islice(waiting, many)):
        yield "\n".join(some)


def graph_file(out: Path) -> Path:
    """The Turtle of an output folder, or the file itself where ``out`` is one. Raises UsageError where there is none."""
    path = out if out.is_file() else out / GRAPH
    if not path.is_file():
        raise UsageError(f"{out}: no graph is here; build one with: kg build SOURCES… -o {out}")
    return path


def lines(store: Store) -> Iterator[Line]:
    """The content of a store as lines of N-Quads, each source in its named graph."""
    for graph in store.graphs():
        closed = f"{node(graph)} ."
        for line in store.named(graph):
            yield line[:-1] + closed


def triples(store: Store) -> Iterator[Triple]:
    """The triples of a store as plain text, the texts of documents left out. Raises as `network_triples` does."""
    _holdable(store)
    yield from _three(store, _TRIPLES)


# One predicate at a time, which the engine has in one piece: what the network reads is a small part of the triples, which are
# mentions above all.
_QUOTED = "SELECT ?s (kg:evidence AS ?p) ?o ?quote { ?s kg:evidence ?o . ?o kg:quote ?quote }"
_DATED = "SELECT ?s (kg:{0} AS ?p) ?o {{ ?s a kg:Mandate ; kg:{0} ?o }}"
_MENTIONED = "SELECT ?s ?document ?o { ?s kg:inDocument ?document ; kg:refersTo ?o }"
_ABOUT = "SELECT ?s (kg:about AS ?p) ?o { ?s a kg:Document ; kg:about ?o }"
_DOCUMENTS_DATED = "SELECT ?s (dcterms:date AS ?p) ?o { ?s a kg:Document ; dcterms:date ?o }"


def network_triples(store: Store) -> Iterator[Triple]:
    """Those triples of a store that `kg.analyse.read_network` reads. Raises UsageError for a graph too large for memory."""
    from kg.analyse import ASIDE, ENDS, NAMING, STATING

    _holdable(store)
    aside = ", ".join(f"<{iri}>" for iri in sorted(ASIDE))
    yield from _three(store, f"SELECT ?s (rdf:type AS ?p) ?o {{ ?s a ?o FILTER(?o NOT IN ({aside})) }}")
    for predicate in (*NAMING, *STATING, *sorted(ENDS)):
        yield from _three(store, f"SELECT ?s (<{predicate}> AS ?p) ?o {{ ?s <{predicate}> ?o }}")
    for bound in ("start", "end"):
        yield from _three(store, _DATED.format(bound))
    for iri, _, evidence, quote in _rows(store, _QUOTED):
        if iri and evidence and quote:
            yield iri.value, terms.HAS_EVIDENCE, evidence.value, "uri"
            yield evidence.value, terms.QUOTE, quote.value, quote.language


def mention_triples(store: Store) -> Iterator[Triple]:
    """Those triples of a store that `kg.analyse.read_mentions` reads. Raises as `network_triples` does."""
    _holdable(store)
    for mention, document, entity in _rows(store, _MENTIONED):
        if mention and document and entity:
            yield mention.value, terms.IN_DOCUMENT, document.value, "uri"
            yield mention.value, terms.REFERS_TO, entity.value, "uri"
    yield from _three(store, "SELECT ?s (rdf:type AS ?p) (kg:Document AS ?o) { ?s a kg:Document }")
    yield from _three(store, _ABOUT)
    yield from _three(store, _DOCUMENTS_DATED)


def _holdable(store: Store) -> None:
    size = store.size()
    if size > HELD_UP_TO:
        raise UsageError(f"{size} triples are too many to be gone through in memory; ask with: kg query, kg path, kg serve")


def _three(store: Store, query: str) -> Iterator[Triple]:
    for subject, predicate, value in _rows(store, query):
        if subject and predicate and value:
            yield subject.value, predicate.value, value.value, "uri" if value.kind == "uri" else value.language


def _rows(store: Store, query: str) -> tuple[tuple[Term | None, ...], ...]:
    from kg.store.results import Rows

    answer = store.query(query)
    return answer.rows if isinstance(answer, Rows) else ()


def names(store: Store, kind: str) -> list[tuple[str, str]]:
    """(IRI, French label) of the entities of a class, sorted. Raises UsageError for what is no class."""
    from kg import terms

    if kind not in terms.KINDS:
        raise UsageError(f"{kind!r} is no class; there are: {', '.join(sorted(terms.KINDS))}")
    rows = _rows(store, f'SELECT ?e ?label {{ ?e a kg:{kind} ; rdfs:label ?label FILTER(LANG(?label) = "fr") }}')
    return sorted((entity.value, label.value) for entity, label in rows if entity and label)


def page(out: Path, focus: str | None = None, depth: int = 1) -> Path:
    """The page of an output folder, which is drawn where a build left that for later; with a ``focus``, one that opens on that
    entity and what lies within ``depth`` relations of it is made beside it. Raises UsageError where there is no graph, or no
    such entity, or where the graph is too large for a page of all."""
    folder = out.parent if out.is_file() else out
    path = folder / ("focus.html" if focus else PAGE)
    if focus is None and out.is_file():
        raise UsageError(f"{out}: a file has no page of all; take: kg view --focus NAME")
    if focus is None and path.is_file():
        return path
    import pyoxigraph

    from kg.lexicon.pack import load_pack
    from kg.render import render

    with open_graph(out) as store:
        size = 0 if focus else store.size()
        if size > DRAWN_UP_TO:
            raise UsageError(f"{out}: {size} triples are too many for one page; take: kg serve, or kg view --focus NAME")
        triples = pyoxigraph.RdfFormat.N_TRIPLES
        quads = (quad for some in portions(store.triples()) for quad in pyoxigraph.parse(some.encode(), format=triples))
        render(quads, path, focus=focus, depth=depth, as_of=load_pack().as_of)
    return path
