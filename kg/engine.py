"""What makes a graph of a document beside the document: the program and the jurist's files, as one digest."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from kg.lexicon.files import ontology_root


@cache
def engine() -> str:
    """A digest of the program and of the tables, rules and authorities that it reads: it changes with each of them."""
    digest = hashlib.sha256()
    for root, kinds in ((Path(__file__).parent, ("*.py",)), (ontology_root(), ("*",))):
        for path in sorted(path for kind in kinds for path in root.rglob(kind)):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(f"{path.relative_to(root)}\x1f{path.stat().st_size}\x1f".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()
