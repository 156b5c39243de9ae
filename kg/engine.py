"""What makes a graph of documents beside the documents: the program and the jurist's files, as a digest."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kg.lexicon.files import ontology_root

_SHOWS = ("analyse", "api", "bounded", "commands", "evaluate", "explain", "export", "render", "serve", "write")
_CODE_ASIDE = frozenset((*_SHOWS, "check.py", "cli.py", "validate"))
"""What no stage from reading to assembling can import (the contracts of `pyproject.toml`): it checks, shows and answers."""
_TABLES_ASIDE = frozenset(("README.md", "imports", "palette.toml", "queries", "shapes.ttl"))
"""What is read there alone."""


@cache
def engine() -> str:
    """A digest of the program and of the tables, rules and authorities that it reads: it changes with each of them."""
    return _digest(Path(__file__).parent, ontology_root())


@cache
def understanding() -> str:
    """A digest of what makes a graph of a document: it changes with the program and the jurist's files, but for what comes after,
    so that a new question, shape or colour makes no document to be read again."""
    return _digest(Path(__file__).parent, ontology_root(), _CODE_ASIDE, _TABLES_ASIDE)


def _digest(code: Path, tables: Path, *aside: frozenset[str]) -> str:
    digest = hashlib.blake2b(digest_size=32)
    for root, ending, left_out in zip((code, tables), (".py", ""), aside or (frozenset(), frozenset()), strict=True):
        for name, path in sorted(_files(str(root), "", ending)):
            if name.partition("/")[0] in left_out:
                continue
            content = Path(path).read_bytes()
            digest.update(f"{name}\x1f{len(content)}\x1f".encode())
            digest.update(content)
    return digest.hexdigest()


def _files(folder: str, within: str, ending: str) -> Iterator[tuple[str, str]]:
    """The files of a folder and of those in it, compiled ones aside: (name from the root on, path)."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _files(entry.path, f"{within}{entry.name}/", ending)
            elif entry.name.endswith(ending):
                yield f"{within}{entry.name}", entry.path
