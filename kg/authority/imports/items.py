"""What an importer of a dump yields: values of the model, that one file composes with the path of documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from kg.authority.imports.keys import Keys
from kg.model import Claim, Entity, Fact, Finding, Key, Metadata


@dataclass(frozen=True, slots=True)
class Prose:
    """A record with words of its own: a document, read by the path like any other, and what the record's fields say besides.

    ``content`` is HTML or plain text (``form``); ``subject`` is the entity that the record describes (the vote, the amendment),
    ``claims`` have no evidence and name their field. ``words`` are those of the text that say what was put to the vote.
    """

    id: str
    source: str
    content: str
    form: Literal["html", "text"]
    metadata: Metadata
    subject: Entity
    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    words: str = ""


Item = Entity | Claim | Prose | Finding


class Importer(Protocol):
    """An importer of one publisher's files. ``items`` streams, and never raises for what is in the files: a record that does
    not fit is a finding that names file and record. ``files`` says what the command takes, in a few words."""

    name: str
    title: str
    licence: str
    url: str
    files: str

    def items(self, paths: Sequence[Path], keys: Keys) -> Iterator[Item]: ...


def graph_of(importer: Importer) -> Key:
    """The key of the graph that a dump fills: ``dump/assemblee``."""
    return f"dump/{importer.name}"


def source_of(importer: Importer) -> Entity:
    """The dump as a document of the graph, with its title, licence and page."""
    facts = (Fact("dcterms:title", importer.title, "@fr"), Fact("dcterms:license", importer.licence))
    see = (importer.url,) if importer.url else ()
    return Entity(graph_of(importer), "Document", importer.title, see_also=see, facts=facts)
