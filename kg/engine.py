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
_Contents = tuple[tuple[str, bytes], ...]
"""Files as (name, digest of what they hold)."""


@cache
def engine() -> str:
    """A digest of the program and of the tables, rules and authorities that it reads: it changes with each of them."""
    return _digest(_own())


@cache
def understanding() -> str:
    """A digest of what makes a graph of a document: it changes with the program and the jurist's files, but for what comes after,
    so that a new question, shape or colour makes no document to be read again."""
    return _digest(_own(), _CODE_ASIDE, _TABLES_ASIDE)


@cache
def _own() -> tuple[_Contents, _Contents]:
    """Read once for both digests."""
    return _contents(Path(__file__).parent, ".py"), _contents(ontology_root())


def _digest(files: tuple[_Contents, _Contents], *aside: frozenset[str]) -> str:
    """The digest of the files of the program and of the jurist, but for those whose name or folder is ``aside`` for each."""
    digest = hashlib.blake2b(digest_size=32)
    for contents, left_out in zip(files, aside or (frozenset(), frozenset()), strict=True):
        for name, content in contents:
            if name.partition("/")[0] not in left_out:
                digest.update(f"{name}\x1f".encode())
                digest.update(content)
    return digest.hexdigest()


def _contents(root: Path, ending: str = "") -> _Contents:
    files = sorted(_files(str(root), "", ending))
    return tuple((name, hashlib.blake2b(Path(path).read_bytes()).digest()) for name, path in files)


def _files(folder: str, within: str, ending: str) -> Iterator[tuple[str, str]]:
    """The files of a folder and of those in it, compiled ones aside: (name from the root on, path)."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _files(entry.path, f"{within}{entry.name}/", ending)
            elif entry.name.endswith(ending):
                yield f"{within}{entry.name}", entry.path
