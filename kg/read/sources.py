"""Files and folders → documents and findings, in an order that does not depend on who asks or on the file system."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ReadError
from kg.model import Document, Finding, Metadata
from kg.read.document import read_document
from kg.read.sidecar import NAME, read_sidecar


@dataclass(frozen=True, slots=True, order=True)
class _File:
    source: str
    where: str
    path: Path
    root: Path


def read_sources(paths: Sequence[Path]) -> Iterator[Document | Finding]:
    """The documents below the given files and folders, sorted by source, and what was refused on the way.

    A folder is read recursively, hidden files aside; a ``metadata.csv`` in it gives the metadata of files below it. A bad
    file is one Finding, and the rest goes on; of two files with the same document id the first is kept.
    """
    files: dict[Path, _File] = {}
    given: dict[Path, Metadata] = {}
    findings: list[Finding] = []
    for path in sorted({Path(path) for path in paths}):
        for found in _files(path):
            if isinstance(found, Finding):
                findings.append(found)
            elif found.path.name == NAME:
                _take_metadata(found, given, findings)
            else:
                # A file that is given twice, alone and within its folder, is one document: the shorter root names it.
                key = found.path.resolve()
                if key not in files or (len(found.source), found) > (len(files[key].source), files[key]):
                    files[key] = found
    yield from sorted(findings, key=lambda finding: (finding.where, finding.message))
    seen: dict[str, str] = {}
    for file in sorted(files.values()):
        try:
            document = read_document(file.path, source=file.source, where=file.where, given=given.get(file.path.resolve()))
        except ReadError as error:
            yield _error("read.refused", error.where, error.reason)
            continue
        if document.id in seen:
            first = seen[document.id]
            reason = f"would get the same document id as {first} ({document.id}); rename it or give it an id in its front matter"
            yield _error("read.same-id", file.where, f"{reason} — même identifiant que {first} : renommez le fichier")
            continue
        seen[document.id] = file.where
        yield document


def _error(code: str, where: str, message: str) -> Finding:
    english, _, french = message.partition(" — ")
    return Finding("error", code, where, english, french)


def _files(path: Path) -> Iterator[_File | Finding]:
    """The files that a path stands for; what leads out of the folder is refused."""
    if path.is_file():
        yield _File(path.name, str(path), path, path.parent)
    elif path.is_dir():
        yield from _below(path)
    else:
        reason = "no such file or folder; check the path — fichier ou dossier introuvable : vérifiez le chemin"
        yield _error("read.missing", str(path), reason)


def _below(root: Path) -> Iterator[_File | Finding]:
    real = root.resolve()
    for folder, folders, names in os.walk(root, followlinks=False):
        here = Path(folder)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in (*folders, *sorted(names)):
            path = here / name
            if name.startswith(".") or (name in folders and not path.is_symlink()):
                continue
            if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(real):
                reason = "a link that leads out of the folder is not followed; copy the file"
                yield _error("read.outside", str(path), f"{reason} — lien hors du dossier : copiez le fichier")
            elif path.is_file():
                yield _File(path.relative_to(root).as_posix(), str(path), path, root)
            elif path.is_symlink() and path.is_dir():
                continue
            else:
                reason = "not a regular file; remove it — n'est pas un fichier ordinaire : retirez-le"
                yield _error("read.refused", str(path), reason)


def _take_metadata(file: _File, given: dict[Path, Metadata], findings: list[Finding]) -> None:
    try:
        rows = read_sidecar(file.path, file.where)
    except ReadError as error:
        findings.append(_error("read.metadata", error.where, error.reason))
        return
    for row in rows:
        if isinstance(row, ReadError):
            findings.append(_error("read.metadata", row.where, row.reason))
        else:
            target, metadata = row
            given.setdefault(target, metadata)
