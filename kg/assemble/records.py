"""Records of an open-data dump → lines of N-Quads, as they stream: what a dump says goes to the graph that the dump names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg import iris
from kg.assemble.writer import Writer
from kg.model import Claim, Entity, Finding, Key
from kg.nquads import Line

_REMEMBERED = 100_000
"""How many tokens are kept before they are made afresh: records name new things without end."""


def recorded(source: Entity, items: Iterable[Entity | Claim], findings: list[Finding], base: str = iris.ID) -> Iterator[Line]:
    """The lines of what a dump tells, in the order of its records. ``source`` is the dump as an entity of kind Document, whose
    key names the graph; a claim that names no source is derived from it. What cannot be said is added to ``findings``.

    An entity is written at its first coming alone, and so is a statement: a dump may name a thing in many records.
    """
    writer = _Writer(source.key, source.label, "", base)
    writer.findings = findings
    yield from writer.taken(source)
    for item in items:
        yield from writer.taken(item)


class _Writer(Writer):
    """The lines of one record at a time."""

    def __init__(self, home: Key, source: str, text: str, base: str) -> None:
        super().__init__(home, source, text, base)
        self.told: set[Key] = set()

    def graph_of(self, entity: Entity) -> Key:
        return self.home

    def taken(self, item: Entity | Claim) -> list[Line]:
        """The lines of one entity or claim."""
        if isinstance(item, Claim):
            self.claims((item,))
        elif item.key not in self.told:
            self.told.add(item.key)
            self.entity(item)
        if len(self.nodes) > _REMEMBERED:
            self.nodes.clear()
        lines, self.lines = self.lines, []
        return lines

    def statement(self, home: Key, key: Key, group: list[Claim]) -> None:
        if key not in self.told:
            self.told.add(key)
            super().statement(home, key, group)
