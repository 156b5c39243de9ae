"""Markdown → raw blocks (markdown-it-py: CommonMark and tables), and its YAML front matter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.model import BlockKind
from kg.read.lines import Wrap, wrap_of
from kg.read.pieces import Piece, Raw

if TYPE_CHECKING:
    from markdown_it.token import Token

MAX_BLOCK = 2_000_000
"""Longest stretch without a blank line, in characters, that the Markdown parser is given."""

MAX_MARKS = 100_000
"""Most markup characters in a text where they are more than one in five: beyond, the text is not Markdown by intent."""

MAX_LINES = 200_000
"""Most lines of a text that the Markdown parser is given (measured: 50 µs a list item)."""

_MARK = re.compile(r"[\[\]<>*_!`&|~]")
_BREAK = re.compile(r"<br\s*/?>", re.I)
_BOUNDARY = "softbreak"


def is_pathological(text: str) -> bool:
    """Whether the parser's time on this text is out of proportion (measured: 70 kB/s on ``![[![[``, 4 MB/s on prose)."""
    marks = len(_MARK.findall(text))
    return (
        (marks > MAX_MARKS and marks * 5 > len(text))
        or text.count("\n") > MAX_LINES
        or max(map(len, re.split(r"\n\s*\n", text))) > MAX_BLOCK
    )


def read_markdown(text: str, base: int = 0) -> list[Raw]:
    """The blocks of a Markdown text (front matter left out); ``base`` is the clean-source offset of its first character."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("table").disable("text_join")
    # CommonMark counts lines at \n, \r\n and \r; the parser replaces NUL one to one.
    starts = [0, *(m.end() for m in re.finditer(r"\r\n|\r|\n", text))]
    tokens = parser.parse(text)
    wrap = wrap_of([[line.strip() for line in t.content.split("\n")] for t in tokens if t.type == "inline" and "\n" in t.content])
    return _Walk(text, base, starts, wrap).blocks(tokens)


class _Walk:
    def __init__(self, text: str, base: int, starts: list[int], wrap: Wrap) -> None:
        self.text, self.base, self.starts, self.wrap = text, base, starts, wrap
        self.out: list[Raw] = []
        self.at = 0

    def blocks(self, tokens: Sequence[Token]) -> list[Raw]:
        stack: list[Token] = []
        fresh = False
        for token in tokens:
            if token.map and token.type != "inline":
                self.at = max(self.at, self.starts[min(token.map[0], len(self.starts) - 1)])
            if token.nesting == 1:
                stack.append(token)
                fresh = fresh or token.type == "list_item_open"
            elif token.nesting == -1:
                stack.pop()
            elif token.type == "inline":
                if token.map:
                    self.at = max(self.at, self.starts[min(token.map[0], len(self.starts) - 1)])
                kind, level = _kind(stack, fresh)
                self.inline(token, kind, level, _ordinal(stack) if fresh else "")
                fresh = False
            elif token.type in {"code_block", "fence"} and token.content.strip():
                self.verbatim(token)
            elif token.type == "html_block":
                self.html(token)
        return self.out

    def verbatim(self, token: Token) -> None:
        from kg.read.plain import read_plain

        for line in token.content.split("\n"):
            if line.strip():
                at = self.find(line.strip())
                self.out += read_plain(line.strip(), self.base + at)

    def html(self, token: Token) -> None:
        from kg.read.html import read_html

        begin = self.starts[min(token.map[0], len(self.starts) - 1)] if token.map else self.at
        end = self.starts[token.map[1]] if token.map and token.map[1] < len(self.starts) else len(self.text)
        self.at = max(self.at, end)
        self.out += read_html(self.text[begin:end], self.base + begin).blocks

    def find(self, words: str) -> int:
        """Where words stand in the source, from the place reached so far on; the place moves behind them."""
        at = self.text.find(words, self.at)
        if at < 0:
            return min(self.at, max(0, len(self.text) - 1))
        self.at = at + len(words)
        return at

    def inline(self, token: Token, kind: BlockKind, level: int, ordinal: str) -> None:
        """One paragraph, heading, item or cell; its soft breaks part blocks where the file is not hard-wrapped."""
        children = list(token.children or ())
        lines = [line.strip() for line in token.content.split("\n")]
        number = depth = 0
        pieces: list[Piece] = []
        emphasised: list[bool] = []
        soft = False

        def close() -> None:
            nonlocal pieces, emphasised, soft, kind, level
            if any(piece.text.strip() for piece in pieces):
                self.out.append(Raw(kind, tuple(pieces), level, soft, bool(emphasised) and all(emphasised)))
                soft = True
                if kind == "item":
                    kind, level = "paragraph", 0
            pieces, emphasised = [], []

        if ordinal:
            pieces.append(Piece(ordinal + " ", self.find(ordinal)))
        for child in children:
            if child.type in {"softbreak", "hardbreak"}:
                line, following = lines[number : number + 1], lines[number + 1 : number + 2]
                number += 1
                at = self.text.find("\n", self.at) if "\n" in self.text else self.at
                full = bool(line and following) and self.wrap.continues(line[0], following[0])
                hard = child.type == "hardbreak"
                if kind in {"heading", "cell"} or (full and not hard) or (depth and _short(line, following)):
                    pieces.append(Piece("\n", self.base + max(at, 0)))
                else:
                    close()
            elif child.type == "html_inline":
                self.find(child.content)
                if _BREAK.fullmatch(child.content):
                    if kind in {"heading", "cell"}:
                        pieces.append(Piece(" ", self.base + self.at - 1))
                    else:
                        close()
            elif child.type in {"text", "code_inline"}:
                pieces.append(Piece(child.content, self.base + self.find(child.content)))
                emphasised += [depth > 0] if child.content.strip() else []
            elif child.type == "text_special":
                pieces.append(Piece(child.content, self.base + self.find(child.markup)))
            elif child.type in {"strong_open", "em_open"}:
                depth += child.type == "strong_open" or len(children) < 12
            elif child.type in {"strong_close", "em_close"}:
                depth = max(0, depth - 1)
            elif child.type == "link_close" and self.text.startswith("](", self.at):
                self.at = max(self.at, self.text.find(")", self.at))
        close()


def _short(line: list[str], following: list[str]) -> bool:
    return bool(line and following) and len(line[0]) < 60 and len(following[0]) < 60


def _kind(stack: Sequence[Token], fresh: bool) -> tuple[BlockKind, int]:
    for token in reversed(stack):
        if token.type == "heading_open":
            return "heading", int(token.tag[1])
        if token.type in {"th_open", "td_open"}:
            return "cell", 0
        if token.type == "list_item_open":
            depth = sum(t.type == "list_item_open" for t in stack)
            return ("item", depth) if fresh else ("paragraph", 0)
        if token.type == "blockquote_open":
            return "quote", 0
    return "paragraph", 0


def _ordinal(stack: Sequence[Token]) -> str:
    """A number that opens a line and is no item number ("2021. …", "1958. …") belongs to the text."""
    item = next((token for token in reversed(stack) if token.type == "list_item_open"), None)
    return f"{item.info}{item.markup}" if item is not None and len(item.info) > 2 else ""
