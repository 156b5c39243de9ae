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

    def fingerprint(self) -> str:
        own = self.document
        return fingerprint(
            own.id, own.source, own.digest, own.text, repr((own.metadata, own.rendition_of, own.findings, own.signed))
        )

    def read(self) -> Document:
        return self.document


def fingerprint(*parts: str) -> str:
    """A digest of words, in their order."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
