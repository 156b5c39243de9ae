"""What makes a graph of a document beside the document: the program and the jurist's files, as one digest."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kg.lexicon.files import ontology_root


@cache
def engine() -> str:
    """A digest of the program and of the tables, rules and authorities that it reads: it changes with each of them."""
    digest = hashlib.blake2b(digest_size=32)
    for root, ending in ((Path(__file__).parent, ".py"), (ontology_root(), "")):
        for name, path in sorted(_files(str(root), "", ending)):
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
