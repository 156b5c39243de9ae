"""The SHACL shapes of ``ontology/shapes.ttl``, run by rudof; messages come from the shapes file, in both languages."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg import iris
from kg.errors import OntologyError
from kg.lexicon.files import ontology_root, shown
from kg.lexicon.shapes_generator import MARKER
from kg.nquads import Line, triple
from kg.validate.portions import Portion, of_objects, portions, separable

if TYPE_CHECKING:
    import pyoxigraph as ox
    from pyrudof import Rudof

_SH = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True, slots=True)
class Result:
    """One SHACL result: the node, the property at fault ("" for the node as a whole), the value, the shape's name, and its
    messages in English and French."""

    node: str
    path: str
    value: str
    shape: str
    message: str
    message_fr: str


def run(lines: Iterable[Line], path: Path | None = None, whole: bool = False) -> list[Result]:
    """The results of the hand-written shapes, sorted; ``whole`` adds those that repeat the vocabulary's domains and ranges.

    Raises OntologyError where the shapes file cannot be used.
    """
    path = path or ontology_root() / "shapes.ttl"
    source = path.read_text(encoding="utf-8")
    if not whole:
        source = _hand_written(source)
    triples = sorted({triple(line) for line in lines})
    if not triples:
        return []
    with _offline():
        engine = _engine(source, path)
        known = _shapes(source, path)
        # The engine renames blank nodes, so that none could be told to be of a portion.
        whole_at_once = not separable(known) or any(line.startswith("_:") for line in triples)
        parts = (Portion(tuple(triples), frozenset()),) if whole_at_once else portions(triples)
        beyond = of_objects(known)
        said = _messages(known)
        results: set[Result] = set()
        for part in parts:
            for found in _judged(engine, part.lines, said):
                if whole_at_once or f"<{found.node}>" in part.nodes or f"{iris.KG}{found.shape}" in beyond:
                    results.add(found)
            engine.reset_data()
    return sorted(results, key=lambda result: (result.node, result.shape, result.path, result.value))


def troubled(triples: Iterable[Line], nodes: Collection[str], path: Path | None = None) -> bool:
    """Whether the hand-written shapes find a fault of some nodes (tokens), given all that is said of them and the classes of what
    that leads to, as lines of N-Triples; also where they look further than that, so that it cannot be told."""
    path = path or ontology_root() / "shapes.ttl"
    source = _hand_written(path.read_text(encoding="utf-8"))
    known = _shapes(source, path)
    if not separable(known):
        return True
    beyond = of_objects(known)
    with _offline():
        lines = sorted(set(triples))
        results = _judged(_engine(source, path), lines, {}) if lines else ()
        return any(f"<{found.node}>" in nodes or f"{iris.KG}{found.shape}" in beyond for found in results)


def _engine(source: str, path: Path) -> Rudof:
    from pyrudof import Rudof, RudofConfig, RudofError

    engine = Rudof(RudofConfig())
    try:
        engine.read_shacl(source)
    except RudofError as error:
        raise OntologyError(shown(path), 1, f"not a shapes graph: {error}") from error
    return engine


def _shapes(source: str, path: Path) -> list[ox.Triple]:
    import pyoxigraph as ox

    try:
        return [quad.triple for quad in ox.parse(source, format=ox.RdfFormat.TURTLE)]
    except SyntaxError as error:
        raise OntologyError(shown(path), 1, f"not a shapes graph: {error}") from error


def _judged(engine: Rudof, lines: Sequence[str], said: Mapping[str, tuple[str, str]]) -> Iterator[Result]:
    from pyrudof import RDFFormat

    engine.read_data("\n".join(lines), format=RDFFormat.NTriples)
    report = engine.validate_shacl()
    for entry in () if report.conforms else report:
        shape = str(entry.source_shape)
        english, french = said.get(shape, (str(entry.message), ""))
        node, property_, value = (_bare(term) for term in (entry.focus_node, entry.path, entry.value))
        yield Result(node, property_, value, shape.rpartition("#")[2], english, french)


@contextmanager
def _offline() -> Iterator[None]:
    """No certificates for the engine, which makes itself a client of the Web before it reads anything: to look for those of
    the machine costs more than the reading, and validation asks nobody."""
    kept = {name: os.environ.pop(name) for name in ("SSL_CERT_FILE", "SSL_CERT_DIR") if name in os.environ}
    os.environ["SSL_CERT_DIR"] = os.devnull
    try:
        yield
    finally:
        del os.environ["SSL_CERT_DIR"]
        os.environ.update(kept)


def _hand_written(source: str) -> str:
    """The shapes above the marker, with the list of entity kinds that opens the generated half."""
    head, marker, rest = source.partition(MARKER)
    return head + rest.partition(" .\n")[0] + " .\n" if marker else source


def _bare(term: object) -> str:
    return "" if term is None else str(term)


def _messages(shapes: Iterable[ox.Triple]) -> dict[str, tuple[str, str]]:
    """Shape IRI → its messages in English and French."""
    import pyoxigraph as ox

    found: dict[str, dict[str, str]] = {}
    for one in shapes:
        if isinstance(one.subject, ox.Triple):
            continue
        if one.predicate.value == f"{_SH}message" and isinstance(one.object, ox.Literal):
            found.setdefault(one.subject.value, {})[one.object.language or "en"] = one.object.value
    return {shape: (said.get("en", ""), said.get("fr", "")) for shape, said in found.items()}
