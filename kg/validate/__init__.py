"""A graph → findings: the SHACL shapes of ``ontology/shapes.ttl`` and the counted assertions, one finding a fault."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg.model import Finding
from kg.nquads import Line, node
from kg.validate import assertions, shapes
from kg.validate.graph import Graph

__all__ = ["parse", "validate", "validate_file", "validate_triples"]

_NO_GRAPH = "<urn:kg:graph>"


def validate(lines: Iterable[Line], *, with_shapes: bool = True) -> tuple[Finding, ...]:
    """What is wrong with a graph, given as lines of N-Quads, sorted by node; empty where it conforms. Without ``with_shapes``
    only the counted assertions are held against it, in time that stays small for millions of lines."""
    lines = list(lines)
    graph = Graph.of(lines)
    words = list(assertions.vocabulary(graph))
    unknown = {finding.where for finding in words}
    excused = frozenset(node(where) for where in unknown)
    dated = list(assertions.dates(graph))
    results = [
        result
        for result in (shapes.run(lines) if with_shapes else ())
        if result.node not in unknown and result.value not in unknown and not _told(result, dated)
    ]
    at_fault = {result.node for result in results}
    said = [
        Finding("error", f"shape.{result.shape.removesuffix('Shape')}", result.node, _full(result.message, result.value),
                _full(result.message_fr, result.value, " :"))
        for result in results
    ]  # fmt: skip
    quoted = [finding for finding in assertions.quotes(graph) if finding.where not in at_fault]
    stated = list(assertions.statements(graph, excused))
    found = dict.fromkeys((*words, *dated, *said, *quoted, *stated))
    return tuple(sorted(found, key=lambda finding: (finding.where, finding.code, finding.message)))


def validate_file(path: Path) -> tuple[Finding, ...]:
    """What is wrong with a Turtle, TriG or N-Quads file; one that cannot be parsed has one finding, with its line."""
    try:
        content = path.read_bytes()
    except OSError as error:
        return (Finding("error", "read", str(path), f"cannot be read: {error.strerror}", f"illisible : {error.strerror}"),)
    lines = parse(content, path.suffix.removeprefix("."), str(path))
    return validate(lines) if isinstance(lines, list) else (lines,)


def validate_triples(lines: Iterable[Line]) -> tuple[Finding, ...]:
    """What is wrong with a graph, given as lines of N-Triples."""
    return validate(f"{line[:-1]}{_NO_GRAPH} ." for line in lines)


def parse(content: bytes, form: str = "ttl", name: str = "graph") -> list[Line] | Finding:
    """The lines of a Turtle ("ttl"), TriG ("trig") or N-Quads ("nq") document, or the finding that says where it breaks."""
    import pyoxigraph as ox

    formats = {"nq": ox.RdfFormat.N_QUADS, "nt": ox.RdfFormat.N_TRIPLES, "trig": ox.RdfFormat.TRIG}
    try:
        triples = (
            ox.Triple(q.subject, q.predicate, q.object) for q in ox.parse(content, format=formats.get(form, ox.RdfFormat.TURTLE))
        )
        flat = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    except SyntaxError as error:
        where = f"{name}:{error.lineno}" if error.lineno else name
        return Finding("error", "syntax", where, error.msg, f"erreur de syntaxe : {error.msg}")
    return [f"{line[:-2]} {_NO_GRAPH} ." for line in flat.decode().split("\n") if line]


def _told(result: shapes.Result, dated: list[Finding]) -> bool:
    """Whether a shape complains of what was already found to be no date."""
    return result.path.endswith(("#date", "#start", "#end", "/date")) and any(finding.where == result.node for finding in dated)


def _full(message: str, value: str, colon: str = ":") -> str:
    return f"{message}{colon} {value[:120]}" if value and message else message
