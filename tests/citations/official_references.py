"""References to texts as public service sheets print them, with the Légifrance address that each stands for.

A reference is a document of one line. It counts where its address tells a text and the tables know that text; it is *right*
where an act found in it bears that id and the first act found in it is this one.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.lexicon.vocabulary import vocabulary
from kg.model import Block, Document, Metadata, Span
from kg.read.decode import clean
from kg.recognise import recognise
from kg.recognise.overlaps import ACTS
from kg.resolve import resolve
from kg.segment import segment

REFERENCES = Path(__file__).parents[3] / "shared/gold/citations/legifrance-refs-dev.json"
_TEXT = re.compile(r"(?:LEGITEXT|JORFTEXT)\d{12}")


@dataclass(frozen=True)
class Reference:
    """One reference and what was found in it: ``family`` is "code" or "act"."""

    words: str
    family: str
    official: str
    found: tuple[str, ...]

    @property
    def right(self) -> bool:
        return bool(self.found) and self.official in self.found[0].split("|")


def half(words: str) -> str:
    """The half of the set that a reference belongs to: "tuned" or "held", by the hash of its words."""
    return "tuned" if hashlib.sha256(words.encode()).digest()[0] % 2 else "held"


@cache
def known() -> dict[str, str]:
    """The ids that the pack and the tables hold, and the family that each is of."""
    words = vocabulary()
    ids = {one: "code" for code in words.pack.codes.values() for one in code.legitext.split("|") if one}
    ids |= {law.jorftext: "act" for law in words.pack.laws.values() if law.jorftext}
    ids |= {one: "act" for entry in words.tables.entries.values() for one in entry.identifiers if one.startswith("JORFTEXT")}
    return ids


def references(wanted: str = "") -> Iterator[tuple[str, str, str]]:
    """(words, family, official id) of the references to texts that the tables know, each once."""
    pairs: list[tuple[str, str]] = json.loads(REFERENCES.read_text(encoding="utf-8"))
    for words, address in dict.fromkeys((words, address) for words, address in pairs):
        found = _TEXT.search(address)
        if found and found.group() in known() and (not wanted or half(words) == wanted):
            yield words, known()[found.group()], found.group()


def judge(words: str, family: str, official: str) -> Reference:
    """One reference, judged."""
    text = " ".join(clean(words).text.split())
    document = Document(
        "reference", "reference.txt", text, (Block("paragraph", Span(0, len(text))),), Metadata(date="2021-01-01")
    )
    whole = resolve(recognise(segment(document)))
    entities = {entity.key: entity for entity in whole.entities}
    ids = []
    for link in whole.links:
        if link.mention.kind in ACTS:
            entity = entities.get(link.entity or "")
            held = [one for one in entity.identifiers if _TEXT.match(one)] if entity else []
            ids.append("|".join(held) or link.entity or "undecided")
    return Reference(words, family, official, tuple(dict.fromkeys(ids)))
