"""The SHACL shapes of ``ontology/shapes.ttl``, run by rudof; messages come from the shapes file, in both languages."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.errors import OntologyError
from kg.lexicon.files import ontology_root, shown
from kg.lexicon.shapes_generator import MARKER
from kg.nquads import Line, triple

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
    from pyrudof import RDFFormat, Rudof, RudofConfig, RudofError

    path = path or ontology_root() / "shapes.ttl"
    source = path.read_text(encoding="utf-8")
    if not whole:
        source = _hand_written(source)
    data = "\n".join(sorted({triple(line) for line in lines}))
    if not data:
        return []
    engine = Rudof(RudofConfig())
    try:
        engine.read_shacl(source)
    except RudofError as error:
        raise OntologyError(shown(path), 1, f"not a shapes graph: {error}") from error
    with _offline():
        engine.read_data(data, format=RDFFormat.NTriples)
    report = engine.validate_shacl()
    if report.conforms:
        return []
    said = _messages(path)
    results = set()
    for entry in report:
        shape = str(entry.source_shape)
        english, french = said.get(shape, (str(entry.message), ""))
        results.add(
            Result(_bare(entry.focus_node), _bare(entry.path), _bare(entry.value), shape.rpartition("#")[2], english, french)
        )
    return sorted(results, key=lambda result: (result.node, result.shape, result.path, result.value))


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


def _messages(path: Path) -> dict[str, tuple[str, str]]:
    """Shape IRI → its messages in English and French."""
    import pyoxigraph as ox

    found: dict[str, dict[str, str]] = {}
    for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
        if quad.predicate.value == f"{_SH}message" and isinstance(quad.object, ox.Literal):
            found.setdefault(str(quad.subject.value), {})[quad.object.language or "en"] = quad.object.value
    return {shape: (said.get("en", ""), said.get("fr", "")) for shape, said in found.items()}
