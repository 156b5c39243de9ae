"""HTML → raw blocks and what its head says, through lxml's event parser (libxml2, linear on hostile input).

libxml2 does not tell where a text stands in its source. So that every offset leads back, marks (private-use characters
around a number, which the clean source cannot hold) are set where a text begins after a tag and after each entity; the
parser carries them along, and they are taken out of what it says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import Any

from kg.model import BlockKind
from kg.read.pieces import NOTE_NUMBER, NOTED, Piece, Raw

_MARK_PLACE = re.compile(r">(\s*)(?=[^<\s])|&(?:#[xX]?[0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{0,31})\b;?")
_MARK = re.compile("\ue000([0-9]+)\ue001")
_UNSAFE = {**dict.fromkeys([*range(9), 11, 12, *range(14, 32)], "\u200b"), 13: " "}
# fmt: off
_HIDDEN = frozenset((
    "script", "style", "nav", "form", "noscript", "template", "iframe", "object", "embed", "svg", "math", "select", "button",
    "textarea", "input", "aside", "canvas", "audio", "video", "map", "dialog", "menu",
))
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_BLOCKS = frozenset((
    "address", "article", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "footer", "header", "hr", "legend", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody",
    "tfoot", "thead", "tr", "td", "th", "ul", "caption", "title",
)).union(_HEADINGS)
# fmt: on
_PROSE = 300
_VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"))
_EMPHASIS = frozenset(("b", "strong", "em", "i", "u"))
_INVISIBLE_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_BRACKETED = re.compile(r"\[\d{1,3}\]")
_BACK = re.compile(r"[↑↩⏎^]\ufe0e?")
_ROLES = frozenset(("navigation", "search", "banner", "contentinfo", "menu", "menubar", "complementary", "dialog"))


@dataclass
class Page:
    """What a page holds: the blocks of its main content, its ``<meta>`` values by lower-case name, its ``<title>``, its
    first ``<time>``, and its canonical address."""

    blocks: list[Raw] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    title: str = ""
    time: str = ""
    canonical: str = ""


def read_html(text: str, base: int = 0) -> Page:
    """The page in ``text``; ``base`` is the clean-source offset of its first character."""
    # Without type stubs of its own: imported by name, so that its values are Any.
    etree: Any = import_module("lxml.etree")
    target = _Target(base)
    parser = etree.HTMLParser(target=target, huge_tree=True)
    marked = _MARK_PLACE.sub(lambda m: f"{m.group()}\ue000{m.end()}\ue001", text.translate(_UNSAFE))
    parser.feed(f"<!DOCTYPE html>\ue0000\ue001{marked}" if not marked.lstrip().startswith("<") else marked)
    parser.close()
    return target.page()


class _Target:
    """Receives lxml's events (its parser target interface: start, end, data, comment, close)."""

    def __init__(self, base: int) -> None:
        self.base, self.at = base, 0
        self.stack: list[str] = []
        self.hidden_at = 0
        self.emphasis = self.items = 0
        self.region: list[str] = []
        self.region_at: list[int] = []
        self.fresh_item = self.soft = False
        self.heard: list[str] = []
        self.cells: list[list[int]] = []
        self.pieces: list[Piece] = []
        self.bold: list[bool] = []
        self.found: list[tuple[str, Raw]] = []
        self.out = Page()
        self.in_title = False
        self.calls: list[tuple[int, int, bool]] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.drain()
        if tag in {"meta", "link", "time"}:
            self.head(tag, attributes)
        if tag == "br":
            self.line_end()
        if tag in _VOID:
            return
        self.stack.append(tag)
        if not self.hidden_at and (tag in _HIDDEN or _is_hidden(attributes)):
            self.flush()
            self.hidden_at = len(self.stack)
        if tag in _BLOCKS:
            self.flush()
            self.soft = False
        if tag in {"td", "th"}:
            self.cells.append([])
        if tag == "li":
            self.fresh_item = True
            self.items += 1
        if tag in {"main", "article"} or attributes.get("role") == "main":
            self.region.append("article" if tag == "article" else "main")
            self.region_at.append(len(self.stack))
        if tag in {"header", "footer"} and not self.region and not self.hidden_at and "body" in self.stack:
            self.region.append("page")
            self.region_at.append(len(self.stack))
        if tag in {"sup", "a"}:
            within = tag == "a" and "#" in (attributes.get("href") or "")
            self.calls.append((len(self.stack), len(self.pieces), within))
        self.emphasis += tag in _EMPHASIS
        self.in_title = self.in_title or (tag == "title" and not self.out.title)

    def end(self, tag: str) -> None:
        self.drain()
        if tag in _VOID or tag not in self.stack[-1:]:
            return
        if tag in _BLOCKS:
            self.flush()
            self.soft = False
        if tag in {"td", "th"} and self.cells:
            self.layout(self.cells.pop())
        if self.region_at[-1:] == [len(self.stack)]:
            self.region.pop()
            self.region_at.pop()
        if self.calls and self.calls[-1][0] == len(self.stack):
            self.called(tag, *self.calls.pop()[1:])
        if self.hidden_at == len(self.stack):
            self.hidden_at = 0
        self.stack.pop()
        self.items -= tag == "li"
        self.emphasis -= tag in _EMPHASIS
        self.in_title = self.in_title and tag != "title"

    def data(self, data: str) -> None:
        # The parser may cut a text anywhere, even within a mark.
        self.heard.append(data)

    def drain(self) -> None:
        """Takes the marks out of the text between two tags."""
        if not self.heard:
            return
        data = "".join(self.heard)
        self.heard = []
        at = 0
        for mark in _MARK.finditer(data):
            self.say(data[at : mark.start()])
            self.at = int(mark.group(1))
            at = mark.end()
        self.say(data[at:])

    def comment(self, text: str) -> None:
        """Comments say nothing; without this method the parser would refuse the target."""

    def close(self) -> None:
        self.drain()
        self.flush()

    def say(self, words: str) -> None:
        if not words:
            return
        if self.in_title:
            self.out.title += words
        elif not self.hidden_at:
            self.pieces.append(Piece(words, self.base + self.at))
            if words.strip():
                self.bold.append(self.emphasis > 0)
        self.at += len(words)

    def called(self, tag: str, at: int, within: bool) -> None:
        """Takes the number of a footnote, or the arrow that leads back from it, out of the words: what is between ``at`` and
        here, which a ``<sup>`` or a link (``within`` the page) has marked."""
        words = "".join(piece.text for piece in self.pieces[at:]).strip()
        before = "".join(piece.text for piece in self.pieces[max(0, at - 8) : at])[-40:]
        raised = NOTE_NUMBER if tag == "sup" else _BRACKETED if within else None
        if (raised and raised.fullmatch(words) and NOTED.search(before)) or (within and _BACK.fullmatch(words)):
            del self.pieces[at:]

    def line_end(self) -> None:
        """A ``<br>``: inside a heading, a cell or a short emphasised phrase it only wraps; elsewhere it parts blocks."""
        inside = any(tag in _HEADINGS for tag in self.stack[-6:]) or (
            self.emphasis and sum(len(p.text) for p in self.pieces) < 60
        )
        if inside:
            self.pieces.append(Piece(" ", self.base + self.at))
        else:
            self.flush()
            self.soft = True

    def flush(self) -> None:
        if any(piece.text.strip() for piece in self.pieces):
            kind, level = self.kind()
            region = self.region[-1] if self.region else ""
            bold = bool(self.bold) and all(self.bold)
            self.found.append((region, Raw(kind, tuple(self.pieces), level, self.soft, bold)))
            self.fresh_item = False
            if self.cells:
                self.cells[-1].append(len(self.found) - 1)
        self.pieces, self.bold = [], []

    def layout(self, inside: list[int]) -> None:
        """A cell that holds several blocks, or prose, only lays out the page: its blocks are paragraphs."""
        words = sum(len(piece.text) for index in inside for piece in self.found[index][1].pieces)
        for index in inside if len(inside) > 1 or words > _PROSE else ():
            region, raw = self.found[index]
            self.found[index] = (region, replace(raw, kind="paragraph") if raw.kind == "cell" else raw)

    def kind(self) -> tuple[BlockKind, int]:
        for tag in reversed(self.stack[-40:]):
            if tag in _HEADINGS:
                return "heading", _HEADINGS[tag]
            if tag in {"td", "th"}:
                return "cell", 0
            if tag == "li":
                return ("item", self.items) if self.fresh_item else ("paragraph", 0)
            if tag == "blockquote":
                return "quote", 0
        return "paragraph", 0

    def head(self, tag: str, attributes: Mapping[str, str]) -> None:
        value = {key: _MARK.sub("", text or "").strip() for key, text in attributes.items()}
        if tag == "meta":
            name = value.get("name") or value.get("property") or value.get("itemprop") or ""
            if name and value.get("content"):
                self.out.meta.setdefault(name.lower(), value["content"])
        elif tag == "link" and value.get("rel") == "canonical":
            self.out.canonical = self.out.canonical or value.get("href", "")
        elif tag == "time" and not self.hidden_at:
            self.out.time = self.out.time or value.get("datetime", "")

    def page(self) -> Page:
        """The blocks of the first region that is there: main, article, else the body without page header and footer."""
        words: dict[str, int] = {}
        for region, raw in self.found:
            words[region] = words.get(region, 0) + sum(len(piece.text) for piece in raw.pieces)
        total = sum(words.values())
        for wanted in ("main", "article"):
            if words.get(wanted, 0) * 5 > total or words.get(wanted, 0) > 400:
                keep = {wanted, "article"}
                break
        else:
            keep = {"", "main", "article"} if words.get("") or words.get("main") else set(words)
        self.out.blocks = [raw for region, raw in self.found if region in keep]
        return self.out


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return (
        "hidden" in attributes
        or (attributes.get("aria-hidden") or "").lower() == "true"
        or (attributes.get("role") or "").lower() in _ROLES
        or bool(_INVISIBLE_STYLE.search(attributes.get("style") or ""))
    )
