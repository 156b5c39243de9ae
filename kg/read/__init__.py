"""The first stage: a file (text, Markdown, HTML, PDF, docx, ODT, e-mail, zip) → Document, normalised, with offsets that lead
back to the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.errors import ReadError
from kg.model import Document, Finding, Metadata

__all__ = ["decoded", "metadata_beside", "origin_of", "read_file", "read_given", "read_sources"]


def read_file(path: Path, *, root: Path | None = None, given: Metadata | None = None) -> Document:
    """The document in one file; its id and source come from its path below ``root`` (by default its own folder).

    ``given`` is metadata that goes before what the file says. Raises ReadError, which names the file and says what to do.
    """
    from kg.read.document import read_document, suffix_of
    from kg.read.parcels import CONTAINERS, only_document

    path = Path(path)
    root = path.parent if root is None else Path(root)
    try:
        source = path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError as error:
        raise ReadError(str(path), f"the file is not below {root} — le fichier n'est pas dans {root}") from error
    if not path.is_file():
        raise ReadError(str(path), "no such file; check the path — fichier introuvable : vérifiez le chemin")
    if suffix_of(path.name) in CONTAINERS:
        return only_document(path, source=source, where=str(path), given=given)
    return read_document(path, source=source, where=str(path), given=given)


def metadata_beside(path: Path) -> Metadata | None:
    """What a ``metadata.csv`` in the folder of a file, or in one above it, says of that file, as a build of that folder reads it:
    the nearest goes before the others; None where none does. Raises ReadError where one is no such table."""
    from kg.read.sidecar import NAME, read_sidecar

    target = Path(path).resolve()
    for folder in target.parents:
        if (folder / NAME).is_file():
            for row in read_sidecar(folder / NAME, str(folder / NAME)):
                if isinstance(row, tuple) and row[0] == target:
                    return row[1]
        if folder == Path.cwd():
            break
    return None


def read_given(content: str, *, id: str, source: str, html: bool = False, given: Metadata | None = None) -> Document:
    """The document of a record that a dump or a corpus holds, whose id is ``document/`` and the slug of ``id``; ``content`` is
    HTML or plain text. Raises ReadError where nothing in it is text."""
    from dataclasses import replace

    from kg import iris
    from kg.read.document import document_of

    name = "record.html" if html else "record.txt"
    document = document_of(content.encode("utf-8", "replace"), source=source, where=source, given=given, name=name)
    return replace(document, id=iris.slug(id))


def read_sources(paths: Sequence[Path]) -> Iterator[Document | Finding]:
    """The documents of files and folders (recursive), sorted by source, with one Finding for each thing refused."""
    from kg.read.sources import read_sources as read

    return read(paths)


def origin_of(document: Document, offset: int) -> int:
    """The code-point offset in the decoded file (byte order mark left out) of an offset of ``document.text``. The newline
    between two blocks stands at the end of the block before it."""
    if not 0 <= offset <= len(document.text):
        raise IndexError(f"offset {offset} is outside the text (0–{len(document.text)})")
    at = bisect_right(document.origins, offset, key=lambda origin: origin.start) - 1
    if at < 0:
        return 0
    origin = document.origins[at]
    return origin.source + offset - origin.start


def decoded(path: Path) -> str:
    """The decoded characters of a file, which ``origin_of`` points into: of a PDF, docx or ODT, those that it is converted to."""
    from kg.read.decode import decode
    from kg.read.document import CONVERTED, rendering, suffix_of

    path = Path(path)
    if suffix_of(path.name) in CONVERTED:
        return rendering(path.read_bytes(), path.name, str(path), []).characters.text
    return decode(path.read_bytes(), str(path))
