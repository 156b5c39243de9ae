"""Articles of codes with Légifrance's own hyperlinks, held against what the program finds at the same places.

Each article is a document of its own, titled as its sheet is ("Article L1262-2-1 du code du travail"). A link is *covered*
where every number in it lies in a mention of an article or an act; it is *right* where, besides, all that is linked there
belongs to the text whose id the link bears.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from kg.model import Block, Document, Entity, Metadata, Resolved, Span
from kg.read.decode import clean
from kg.recognise import recognise
from kg.recognise.overlaps import ACTS
from kg.resolve import resolve
from kg.segment import segment

LINKS = Path(__file__).parents[3] / "shared/gold/citations/legi-anchors-dev.jsonl"
_NUMBER = re.compile(r"\d[\d.*-]*")
_BEFORE_ARTICLE = re.compile(r"^.*\barticles?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Judged:
    """One official link: where it stands, what it says, and how the program fared."""

    article: str
    words: str
    around: str
    official: str
    found: tuple[str, ...]
    covered: bool
    right: bool


class _Text(HTMLParser):
    """The text of an article, paragraphs and line breaks as lines, with the extent of each link."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.size = 0
        self.opened = -1
        self.links: list[tuple[int, int]] = []

    def _add(self, words: str) -> None:
        self.parts.append(words)
        self.size += len(words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("p", "br", "div", "li", "tr", "td", "table"):
            self._add("\n")
        if tag == "a":
            self.opened = self.size

    def handle_endtag(self, tag: str) -> None:
        if tag in ("p", "div", "li", "tr", "td", "table"):
            self._add("\n")
        if tag == "a" and self.opened >= 0:
            self.links.append((self.opened, self.size))
            self.opened = -1

    def handle_data(self, data: str) -> None:
        self._add(data)


def half(name: str) -> str:
    """The half of the set that a sheet belongs to: "tuned" or "held", by the hash of its id."""
    return "tuned" if hashlib.sha256(name.encode()).digest()[0] % 2 else "held"


def sheets(wanted: str = "") -> Iterator[dict[str, object]]:
    """The articles, of one half where one is named."""
    for line in LINKS.read_text(encoding="utf-8").splitlines():
        row: dict[str, object] = json.loads(line)
        if not wanted or half(str(row["id"])) == wanted:
            yield row


def document_of(row: dict[str, object]) -> tuple[Document, list[tuple[int, int]]]:
    """The document of a sheet, and where its links stand in the text."""
    parser = _Text()
    parser.feed(str(row["html"]))
    parser.close()
    raw = clean("".join(parser.parts)).text
    text, places, gap = [], [], True
    for char in raw:
        places.append(len(text))
        if char.isspace():
            if char == "\n" and text and text[-1] == " ":
                text[-1] = "\n"
            elif not gap:
                text.append("\n" if char == "\n" else " ")
            gap = True
        else:
            text.append(char)
            gap = False
    places.append(len(text))
    joined = "".join(text)
    blocks, start = [], 0
    for line in joined.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph", Span(start, start + len(line))))
        start += len(line) + 1
    code = str(row["code"])
    title = f"Article {row['num']} du {code[:1].lower()}{code[1:]}"
    document = Document(
        str(row["id"]).lower(), f"{row['id']}.html", joined, tuple(blocks), Metadata(title=title, date="2024-01-01")
    )
    return document, [(places[start], places[end]) for start, end in parser.links]


def judge(row: dict[str, object]) -> Iterator[Judged]:
    """Every link of one sheet, judged."""
    document, places = document_of(row)
    whole = resolve(recognise(segment(document)))
    links = row["links"]
    assert isinstance(links, list)
    assert len(links) == len(places)
    for (official, _, _), (start, end) in zip(links, places, strict=True):
        words = document.text[start:end]
        if not re.search(r"\w", words):
            continue
        yield _judged(whole, f"{row['num']} {row['code']}", official, start, end)


def _judged(whole: Resolved, article: str, official: str, start: int, end: int) -> Judged:
    text = whole.document.text
    words = text[start:end]
    lead = _BEFORE_ARTICLE.match(words)
    first = start + lead.end() if lead else start
    wanted = [Span(match.start(), match.end()) for match in _NUMBER.finditer(text, first, end)]
    wanted = wanted or [Span(start + len(words) - len(words.lstrip()), end)]
    spans = [m.span for m in whole.recognised.mentions if m.kind in ACTS or m.kind == "Article"]
    covered = all(any(span.overlaps(number) for span in spans) for number in wanted)
    there = [
        link
        for link in whole.links
        if link.mention.kind in {*ACTS, "Article"} and any(link.mention.span.overlaps(n) for n in wanted)
    ]
    outer = [one for one in there if not any(o is not one and o.mention.span.covers(one.mention.span) for o in there)]
    entities = {entity.key: entity for entity in whole.entities}
    found = tuple(dict.fromkeys(_text_id(entities, link.entity or "") for link in outer))
    around = text[max(0, start - 60) : start] + "[" + words + "]" + text[end : end + 60]
    return Judged(article, words, " ".join(around.split()), official, found, covered, found == (official,))


def _text_id(entities: dict[str, Entity], key: str) -> str:
    """The official id of an act or of the act that an article is part of, else its key."""
    entity = entities.get(key)
    if entity is None:
        return "undecided"
    for fact in entity.facts:
        if fact.predicate == "partOf" and entity.kind == "Article":
            return _text_id(entities, fact.value)
    return next((one for one in entity.identifiers if one.startswith(("LEGITEXT", "JORFTEXT"))), key)
