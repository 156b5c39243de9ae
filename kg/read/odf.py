"""The text of an ODT (OpenDocument 1.3, part 3) → HTML: headings, paragraphs, lists, tables, bold words; what stands in a text
box comes after the paragraph that holds it, footnotes and endnotes after the text.

Deleted words, comments, alternative texts of pictures and the sources of fields and indexes are no part of it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from html import escape
from importlib import import_module
from typing import Any

_NAMES = {
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
}
_SHORT = {uri: prefix for prefix, uri in _NAMES.items()}
_UNREAD = frozenset(
    f"text:{name}"
    for name in (
        *("tracked-changes", "hidden-paragraph", "hidden-text", "sequence-decls", "variable-decls", "user-field-decls"),
        *("table-of-content-source", "alphabetical-index-source", "bibliography-source", "illustration-index-source"),
        *("object-index-source", "table-index-source", "user-index-source", "note-citation", "ruby-text"),
    )
) | {"office:annotation", "office:forms", "table:covered-table-cell", "svg:title", "svg:desc", "office:binary-data"}
_CONTAINERS = {
    "text:list": "ul",
    "text:list-item": "li",
    "table:table": "table",
    "table:table-row": "tr",
    "table:table-cell": "td",
}
_SPACES = {"text:tab": " ", "text:line-break": "<br>", "text:s": " "}
_DEEPEST = 20
"""Styles that rest on one another at most."""


def as_html(data: bytes) -> str:
    """The page of a package. Raises KeyError where a part is missing, ValueError for a part with a document type (a word
    processor writes none, and entities are how a small file asks for gigabytes), and the errors of zipfile and lxml."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        content = _parsed(package.read("content.xml"))
        styles = [content]
        if "styles.xml" in package.namelist():
            styles.append(_parsed(package.read("styles.xml")))
    walk = _Walk(_Styles(styles))
    for body in content.iterfind("office:body/office:text", _NAMES):
        walk.blocks(body)
    notes = f"<ol>{''.join(walk.notes)}</ol>" if walk.notes else ""
    return f"<!doctype html><html><body><main>{''.join(walk.out)}{notes}</main></body></html>"


def _parsed(data: bytes) -> Any:
    # Without type stubs of its own: imported by name, so that its values are Any.
    etree: Any = import_module("lxml.etree")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("a document type")
    return root


class _Styles:
    """Which styles are bold, and which are that of a title, by themselves or by the style that they rest on."""

    def __init__(self, roots: list[Any]) -> None:
        self.parents: dict[str, str] = {}
        self.weights: dict[str, str] = {}
        for root in roots:
            for style in root.iter(f"{{{_NAMES['style']}}}style"):
                name = _value(style, "style:name")
                self.parents.setdefault(name, _value(style, "style:parent-style-name"))
                for words in style.iterfind("style:text-properties", _NAMES):
                    self.weights.setdefault(name, _value(words, "fo:font-weight"))

    def _line(self, name: str) -> Iterator[str]:
        for _ in range(_DEEPEST):
            if not name:
                return
            yield name
            name = self.parents.get(name, "")

    def bold(self, name: str) -> bool:
        weight = next((self.weights[one] for one in self._line(name) if self.weights.get(one)), "")
        return weight == "bold" or (weight.isdecimal() and int(weight) >= 600)

    def title(self, name: str) -> bool:
        return "Title" in self._line(name)


class _Walk:
    """The blocks of a text, one after the other, as HTML."""

    def __init__(self, styles: _Styles) -> None:
        self.styles = styles
        self.out: list[str] = []
        self.notes: list[str] = []

    def blocks(self, element: Any) -> None:
        for child in element:
            name = _name(child)
            if name in _UNREAD:
                continue
            if name in {"text:p", "text:h"}:
                self.paragraph(child, name)
            elif name in _CONTAINERS:
                self.out.append(f"<{_CONTAINERS[name]}>")
                self.blocks(child)
                self.out.append(f"</{_CONTAINERS[name]}>")
            else:
                self.blocks(child)

    def paragraph(self, element: Any, name: str) -> None:
        style = _value(element, "text:style-name")
        level = _value(element, "text:outline-level")
        tag = "p"
        if name == "text:h":
            tag = f"h{min(int(level), 6)}" if level.isdecimal() and int(level) else "h1"
        elif self.styles.title(style):
            tag = "h1"
        boxes: list[Any] = []
        words = self.words(element, boxes)
        self.out.append(f"<{tag}><strong>{words}</strong></{tag}>" if self.styles.bold(style) else f"<{tag}>{words}</{tag}>")
        for box in boxes:
            self.blocks(box)

    def words(self, element: Any, boxes: list[Any]) -> str:
        """The words within a paragraph; frames and shapes in it, which hold paragraphs of their own, go to ``boxes``."""
        found = [escape(element.text or "")]
        for child in element:
            name = _name(child)
            if name in _SPACES:
                found.append(_SPACES[name])
            elif name == "text:note":
                self.note(child)
            elif name.startswith("draw:"):
                boxes.append(child)
            elif name == "text:span" and self.styles.bold(_value(child, "text:style-name")):
                found.append(f"<strong>{self.words(child, boxes)}</strong>")
            elif name not in _UNREAD:
                found.append(self.words(child, boxes))
            found.append(escape(child.tail or ""))
        return "".join(found)

    def note(self, element: Any) -> None:
        text, self.out = self.out, []
        self.blocks(element)
        self.notes.append(f"<li>{''.join(self.out)}</li>")
        self.out = text


def _name(element: Any) -> str:
    """The name of an element with the usual prefix of its namespace."""
    if not isinstance(element.tag, str):
        return ""
    uri, _, name = element.tag.rpartition("}")
    return f"{_SHORT.get(uri[1:], '')}:{name}"


def _value(element: Any, name: str) -> str:
    prefix, _, local = name.partition(":")
    return str(element.get(f"{{{_NAMES[prefix]}}}{local}") or "")
