"""Lines of N-Quads → files: Turtle (one graph), N-Quads and TriG (a graph a source), JSON-LD; byte-stable and atomic."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg import iris
from kg.nquads import Line
from kg.write.files import write_bytes, write_parts
from kg.write.turtle import FORMATS, Format, jsonld, nquads, nquads_parts, serialise, trig, trig_parts, turtle, turtle_parts

__all__ = [
    "FORMATS", "Format", "jsonld", "nquads", "nquads_parts", "serialise", "trig", "trig_parts", "turtle", "turtle_parts", "write",
    "write_bytes", "write_parts",
]  # fmt: skip


def write(lines: Iterable[Line], path: Path, form: Format = "ttl", base: str = iris.ID) -> None:
    """Writes a file whole or not at all. Raises OSError where the folder cannot be written."""
    write_bytes(path, serialise(lines, form, base))
