"""Records of an open-data dump → lines of N-Quads, as they stream: what a dump says goes to the graph that the dump names."""

from __future__ import annotations

from kg import iris
from kg.assemble.writer import Writer
from kg.model import Claim, Entity, Finding, Key
from kg.nquads import Line

_REMEMBERED = 100_000
"""How many tokens are kept before they are made afresh: records name new things without end."""


class Recorder(Writer):
    """Makes the lines of a dump, one thing at a time. ``source`` is the dump as an entity of kind Document, whose key names the
    graph; a claim that names no source is derived from it. What cannot be said is added to ``findings``.

    An entity is written at its first coming alone, and so is a statement: a dump may name a thing in many records.
    """

    def __init__(self, source: Entity, findings: list[Finding], base: str = iris.ID) -> None:
        super().__init__(source.key, source.label, "", base)
        self.findings = findings
        self._told: set[Key] = set()
        self.entity(source)

    def graph_of(self, entity: Entity) -> Key:
        return self.home

    def taken(self, item: Entity | Claim) -> list[Line]:
        """The lines of one entity or claim (and, the first time, of the dump itself)."""
        if isinstance(item, Claim):
            self.claims((item,))
        elif item.key not in self._told:
            self._told.add(item.key)
            self.entity(item)
        if len(self.nodes) > _REMEMBERED:
            self.nodes.clear()
        lines, self.lines = self.lines, []
        return lines

    def statement(self, home: Key, key: Key, group: list[Claim]) -> None:
        if key not in self._told:
            self._told.add(key)
            super().statement(home, key, group)
