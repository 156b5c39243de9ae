"""What could become a document and is not read yet: enough to tell whether it has changed, and to be read in another process."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kg.errors import ReadError
from kg.model import Document, Metadata


class Unread(Protocol):
    """A document to be. ``where`` is what messages call it, ``source`` what the graph does."""

    @property
    def where(self) -> str: ...

    @property
    def source(self) -> str: ...

    def size(self) -> int:
        """About how many bytes it is."""

    def fingerprint(self) -> str:
        """A digest of all that the document is made from. Raises ReadError where that cannot be read."""

    def read(self) -> Document:
        """The document. Raises ReadError where it cannot be read."""


@dataclass(frozen=True, slots=True, order=True)
class UnreadFile:
    """A file: its path, its path below the source root, what a table beside it gives of its metadata."""

    source: str
    where: str
    path: Path
    given: Metadata | None = None

    def size(self) -> int:
        try:
            return self.path.stat().st_size
        except OSError:
            return 0

    def fingerprint(self) -> str:
        try:
            with self.path.open("rb") as file:
                content = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise ReadError(self.where, f"cannot be read: {error.strerror} — fichier illisible") from error
        return fingerprint(self.source, content, repr(self.given))

    def read(self) -> Document:
        from kg.read.document import read_document

        return read_document(self.path, source=self.source, where=self.where, given=self.given)


@dataclass(frozen=True, slots=True)
class UnreadDocument:
    """A document that had to be read to tell what it is."""

    document: Document
    where: str

    @property
    def source(self) -> str:
        return self.document.source

    def size(self) -> int:
        return len(self.document.text)

    def fingerprint(self) -> str:
        own = self.document
        return fingerprint(
            own.id, own.source, own.digest, own.text, repr((own.metadata, own.rendition_of, own.findings, own.signed))
        )

    def read(self) -> Document:
        return self.document


@dataclass(frozen=True, slots=True)
class CarriedFile:
    """A file with its bytes, out of an archive or to be read where the file is not; ``refused`` is why it has none."""

    source: str
    where: str
    data: bytes
    given: Metadata | None = None
    refused: str = ""

    def size(self) -> int:
        return len(self.data)

    def fingerprint(self) -> str:
        return fingerprint(self.source, hashlib.sha256(self.data).hexdigest(), repr(self.given))

    def read(self) -> Document:
        from kg.read.document import document_of

        if self.refused:
            raise ReadError(self.where, self.refused)
        return document_of(self.data, source=self.source, where=self.where, given=self.given)


def carried(item: Unread) -> Unread:
    """The same, to be read on a machine that has not its file."""
    if not isinstance(item, UnreadFile):
        return item
    from kg.read.document import read_bytes

    try:
        return CarriedFile(item.source, item.where, read_bytes(item.path, item.where), item.given)
    except ReadError as error:
        return CarriedFile(item.source, item.where, b"", item.given, error.reason)


def fingerprint(*parts: str) -> str:
    """A digest of words, in their order."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
