"""Corpora as files: JSON Lines (plain, gzip, Zstandard) and Parquet, one line or row a document.

What the fields mean is told by a layout beside the file (`kg.read.layouts`), ``NAME.toml`` for ``NAME.jsonl``, ``NAME.jsonl.gz``,
``NAME.jsonl.zst`` and ``NAME.parquet``. The same records give the same documents, however they are packed.
"""

from __future__ import annotations

import gzip
import io
import json
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kg.errors import ReadError
from kg.model import Document
from kg.read.decode import MAX_BYTES
from kg.read.document import document_of_record
from kg.read.layouts import USUAL, Layout, beside, parsed, shipped
from kg.read.unread import fingerprint

SUFFIXES = (".jsonl", ".jsonl.gz", ".jsonl.zst", ".parquet")
_ROWS = 256
"""Rows of Parquet that are in memory at once."""
_BYTES = 1 << 20


def is_corpus(name: str) -> bool:
    """Whether a file of this name holds documents line by line."""
    return name.lower().endswith(SUFFIXES)


def is_table(path: Path) -> bool:
    """Whether a file tells the fields of a corpus beside it."""
    return path.suffix == ".toml" and any(path.with_name(path.stem + suffix).is_file() for suffix in SUFFIXES)


def _stem(name: str) -> str:
    """The name of a corpus without what tells how it is packed."""
    return name[: -max(len(suffix) for suffix in SUFFIXES if name.lower().endswith(suffix))]


@dataclass(frozen=True, slots=True)
class UnreadLine:
    """A line of a corpus, or a row as such a line. ``corpus`` names the corpus in the graph, ``layout`` is the one beside it."""

    corpus: str
    where: str
    raw: bytes
    layout: Layout | None

    @property
    def source(self) -> str:
        return f"{self.corpus}/{self.where.rpartition(':')[2]}"

    def size(self) -> int:
        return len(self.raw)

    def fingerprint(self) -> str:
        return fingerprint(self.corpus, self.raw.decode("utf-8", "replace"), repr(self.layout))

    def read(self) -> Document:
        return document_of_record(parsed(self.raw, self.where), self.layout, source=f"{self.corpus}/", where=self.where)


def lines(path: Path, source: str, where: str) -> Iterator[UnreadLine]:
    """The documents of a corpus, not read yet. Raises ReadError where the file or its layout cannot be read, or what unpacks it
    is not installed, after the documents before the fault."""
    layout = beside(path, _stem(path.name))
    corpus = _stem(source)
    rows = _rows(path, where, layout) if path.name.lower().endswith(".parquet") else _lines(path, where)
    empty = True
    for number, raw in rows:
        empty = False
        yield UnreadLine(corpus, f"{where}:{number}", raw, layout)
    if empty:
        raise ReadError(where, "no line is in it; remove it or fill it — le fichier ne contient aucune ligne")


def count(path: Path) -> int:
    """How many lines or rows a corpus has, as far as it can be read."""
    found = 0
    errors: tuple[type[Exception], ...] = (OSError, EOFError, zlib.error, ReadError)
    try:
        if path.name.lower().endswith(".parquet"):
            return _count_of_rows(path)
        file, more = _opened(path, str(path))
        errors += more
        with file:
            ended = True
            while some := file.read(_BYTES):
                found += some.count(b"\n")
                ended = some.endswith(b"\n")
            return found + (not ended)
    except errors:
        return found


def _count_of_rows(path: Path) -> int:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        return 0
    try:
        with parquet.ParquetFile(path) as file:
            return int(file.metadata.num_rows)
    except (OSError, pa.ArrowException):
        return 0


def _lines(path: Path, where: str) -> Iterator[tuple[int, bytes]]:
    number = 0
    errors: tuple[type[Exception], ...] = (OSError, EOFError, zlib.error)
    try:
        file, more = _opened(path, where)
        errors += more
        with file:
            while raw := file.readline(MAX_BYTES + 1):
                number += 1
                if len(raw) > MAX_BYTES:
                    raise ReadError(f"{where}:{number}", "the line is too long — ligne trop longue")
                if raw.strip():
                    yield number, raw
    except errors as error:
        raise _broken(f"{where}:{number + 1}", error) from error


def _broken(where: str, error: Exception) -> ReadError:
    return ReadError(where, f"cannot be read on: {error} — illisible à partir d'ici")


def _opened(path: Path, where: str) -> tuple[io.BufferedIOBase, tuple[type[Exception], ...]]:
    """The file, unpacked as it is read, and the errors that unpacking raises."""
    name = path.name.lower()
    if name.endswith(".gz"):
        return gzip.open(path), ()
    if not name.endswith(".zst"):
        return path.open("rb"), ()
    try:
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
    except ImportError as error:
        raise _missing(where, "backports.zstd") from error
    return zstd.open(path), (zstd.ZstdError,)


def _missing(where: str, package: str) -> ReadError:
    hint = f"{package} is not installed; install it with: pip install 'kg-politique[corpora]'"
    return ReadError(where, f"{hint} — il manque {package} : pip install 'kg-politique[corpora]'")


def _rows(path: Path, where: str, layout: Layout | None) -> Iterator[tuple[int, bytes]]:
    """The rows of a Parquet file as lines of JSON, a few at a time; of its columns those that a layout reads."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise _missing(where, "pyarrow") from error
    number = 0
    try:
        with parquet.ParquetFile(path, buffer_size=1 << 20) as file:
            layouts = (layout,) if layout else (USUAL, *shipped())
            wanted = {name for one in layouts for name in one.fields()}
            columns = [name for name in file.schema_arrow.names if name in wanted]
            if not columns:
                raise ReadError(
                    where, f"none of its columns is read; say in {_stem(path.name)}.toml which are — aucune colonne lue"
                )
            for batch in file.iter_batches(_ROWS, columns=columns):
                for row in batch.to_pylist():
                    number += 1
                    yield number, json.dumps(row, ensure_ascii=False, default=_text).encode("utf-8", "replace")
    except (OSError, pa.ArrowException) as error:
        raise _broken(f"{where}:{number + 1}", error) from error


def _text(value: Any) -> str | None:
    """A value that JSON has no form for: a day or a moment; None for what is no text."""
    return value.isoformat() if isinstance(value, date) else None
