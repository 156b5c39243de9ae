"""Lines of N-Quads: the plain data in which the graph travels between assemble, validate, write and store.

A *line* is one quad in canonical N-Quads (https://www.w3.org/TR/n-quads/), without the newline, its graph always named:
``<s> <p> <o> <g> .``. Lines compare, sort, hash and pickle as the strings that they are. A *token* is one term of a line.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from math import isfinite
from typing import NamedTuple

from kg import namespaces as ns

Line = str
Token = str
DIGEST = 12
"""Bytes of the digest of a bundle."""

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"\\(?:([tbnrf\"'\\])|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))")
_PLAIN = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_WEB = re.compile(r"https?://[^\x00-\x20<>\"{}|\\^`\x7f-\x9f\ud800-\udfff/?#]+[^\x00-\x20<>\"{}|\\^`\x7f-\x9f\ud800-\udfff]*")
_LANGUAGE = re.compile(r"[a-z]{1,8}(-[a-z0-9]{1,8})*")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_DATE_TYPES = ("gYear", "gYearMonth", "date")
_GRAPH = re.compile(rb" <[^<>\n]*> \.\n")


class Quad(NamedTuple):
    """The tokens of a line."""

    subject: Token
    predicate: Token
    object: Token
    graph: Token


class Bundle(NamedTuple):
    """What an authority says of one thing, as one document draws it in: its lines, and the digest that tells it from others."""

    digest: bytes
    lines: tuple[Line, ...]


class Block(NamedTuple):
    """Lines as they are written: UTF-8, each closed by a newline. ``graph`` is the IRI of the graph that all of them are in,
    empty where there may be several. ``vouched``: they are canonical, and need no check."""

    text: bytes
    graph: str = ""
    vouched: bool = False

    @staticmethod
    def of(lines: Iterable[Line]) -> Block:
        """The block of some lines."""
        return Block("\n".join((*lines, "")).encode("utf-8", "replace"))

    def within(self, graph: str, count: int) -> bool:
        """Whether the block is so many lines, all of them in that graph."""
        return self.text.count(_closing(graph)) == self.text.count(b"\n") == count

    @property
    def lines(self) -> list[Line]:
        """The lines one by one."""
        return self.text.decode().split("\n")[:-1]

    @property
    def triples(self) -> bytes:
        """The lines as N-Triples: their graphs left out."""
        if self.graph:
            return self.text.replace(_closing(self.graph), b" .\n")
        return _GRAPH.sub(b" .\n", self.text)


class Contribution(NamedTuple):
    """What one document brings into a graph: the IRI of its named graph, the lines of that graph (sorted, each once, as the text
    of a `Block`), and what it draws from authorities. ``state`` names the content, so that who keeps it can tell whether it has
    changed; ``note`` is kept with it."""

    graph: str
    own: bytes
    drawn: tuple[Bundle, ...] = ()
    state: str = ""
    note: str = ""

    @property
    def block(self) -> Block:
        """The lines of its graph."""
        return Block(self.own, self.graph, vouched=True)


def bundle(lines: Iterable[Line]) -> Bundle:
    """A bundle of lines, sorted, each once."""
    own = tuple(sorted(set(lines)))
    return Bundle(hashlib.blake2b("\n".join(own).encode("utf-8", "replace"), digest_size=DIGEST).digest(), own)


def node(iri: str) -> Token:
    """An IRI as a token. The IRI must be fit to stand between ``<`` and ``>`` (minted, or checked with `is_web_iri`)."""
    return f"<{iri}>"


def _closing(graph: str) -> bytes:
    return f" {node(graph)} .\n".encode("utf-8", "replace")


_UNSOUND = re.compile(r"[\[\]]|%(?![0-9A-Fa-f]{2})|^https?://(?:[^/?#]*@)?(?::|[/?#]|$)")
"""A bracket, a broken escape or an empty host: what a strict parser of RDF refuses in an address."""


def is_web_iri(iri: str) -> bool:
    """Whether ``iri`` is an absolute http(s) IRI without a character that IRIs exclude."""
    return _WEB.fullmatch(iri) is not None and _UNSOUND.search(iri) is None


def clean(text: str) -> str:
    """``text`` with what must not reach a graph (control characters but tab and line ends, lone surrogates, non-characters)
    replaced one to one by U+FFFD, so that offsets stay true."""
    return _UNFIT.sub("\ufffd", text) if _UNFIT.search(text) else text


def literal(value: str, language: str = "", datatype: str = "") -> Token:
    """A literal as a token, cleaned and escaped. ``language`` is lower-cased; ``datatype`` is an XSD local name, the lexical
    form being the caller's. Raises ValueError for a language tag that is none."""
    plain = value.isprintable() and '"' not in value and "\\" not in value
    quoted = f'"{value}"' if plain else f'"{_escaped(clean(value))}"'
    if language:
        tag = language.lower()
        if not _LANGUAGE.fullmatch(tag):
            raise ValueError(f"not a language tag: {language!r}")
        return f"{quoted}@{tag}"
    return f"{quoted}^^<{ns.XSD}{datatype}>" if datatype else quoted


def _escaped(value: str) -> str:
    """A value with what ends or breaks a literal escaped; one sign after the other, which is much faster than one by one."""
    value = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return value.replace("\r", "\\r").replace("\t", "\\t")


def integer(value: int) -> Token:
    """An ``xsd:integer``."""
    return f'"{value}"^^<{ns.XSD}integer>'


def decimal(value: float) -> Token:
    """An ``xsd:decimal`` of at most four decimals in its canonical form ("0.95", "1"), which no store rewrites. Raises
    ValueError where the value is no finite number."""
    if not isfinite(value):
        raise ValueError(f"not a finite number: {value}")
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return f'"{"0" if text == "-0" else text}"^^<{ns.XSD}decimal>'


@lru_cache(4096)
def date_type(value: str) -> str | None:
    """The XSD type of a date that exists ("2021" gYear, "2021-09" gYearMonth, "2021-09-09" date), else None."""
    found = _DATE.fullmatch(value)
    if found is None:
        return None
    year, month, day = found.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return _DATE_TYPES[(month is not None) + (day is not None)]


def quad(subject: Token, predicate: Token, object_: Token, graph: Token) -> Line:
    """The line of four tokens."""
    return f"{subject} {predicate} {object_} {graph} ."


def split(line: Line) -> Quad:
    """The tokens of a line."""
    subject, predicate, rest = line.split(" ", 2)
    object_, graph = rest[:-2].rsplit(" ", 1)
    return Quad(subject, predicate, object_, graph)


def terms_of(line: Line) -> tuple[Token, Token, Token]:
    """The tokens of a line of N-Triples: one without a graph."""
    subject, predicate, rest = line.split(" ", 2)
    return subject, predicate, rest[:-2]


def triple(line: Line) -> Line:
    """The line as N-Triples: its graph left out."""
    return line[: line.rindex(" ", 0, -2)] + " ."


def value(token: Token) -> str:
    """The IRI or the lexical form of a token, unescaped."""
    if token.startswith("<"):
        return token[1:-1]
    inner = token[1 : token.rindex('"')]
    return _ESCAPE.sub(_unescaped, inner) if "\\" in inner else inner


def _unescaped(found: re.Match[str]) -> str:
    plain, short, long = found.groups()
    return _PLAIN[plain] if plain else chr(int(short or long, 16))
