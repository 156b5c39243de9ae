"""Files and folders → documents and findings, in an order that does not depend on who asks or on the file system."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ReadError
from kg.model import Document, Finding, Metadata
from kg.read import corpus
from kg.read.corpus import is_corpus, is_table, lines
from kg.read.document import ARCHIVES, read_document, suffix_of
from kg.read.parcels import CONTAINERS, files_of, names_of, refusal, unpack
from kg.read.renditions import Renditions, family_of
from kg.read.sidecar import NAME, read_sidecar
from kg.read.unread import Unread, UnreadDocument, UnreadFile

_BESIDE = frozenset({"corrections.toml"})
"""Files that lie beside the documents and are none."""


_OF_A_BUILD = ("report.json", "store/current")
"""What tells a folder that a build wrote: it is output, not documents."""


@dataclass(frozen=True, slots=True, order=True)
class _File:
    """``real`` is its path without links."""

    source: str
    where: str
    path: Path
    real: str


def read_sources(paths: Sequence[Path]) -> Iterator[Document | Finding]:
    """The documents below the given files and folders, sorted by source, and what was refused on the way.

    A folder is read recursively, hidden files aside; a ``metadata.csv`` in it gives the metadata of files below it. A bad
    file is one Finding, and the rest goes on; of two files with the same document id the first is kept.
    """
    seen: dict[str, str] = {}
    for where, item in _settled(_listed(paths)):
        if isinstance(item, Finding):
            yield item
        else:
            yield same_id(seen, item.id, where) or item


def unread(paths: Sequence[Path]) -> Iterator[Unread | Finding]:
    """What `read_sources` would read, in the same order; that two have the same id is for the caller to see. Where a document
    may be a rendition of another, it takes the words to tell, and all are read."""
    listed = _listed(paths)
    if listed.mixed:
        for where, item in _settled(listed):
            yield item if isinstance(item, Finding) else UnreadDocument(item, where)
        return
    yield from listed.findings
    for file in listed.files:
        if is_corpus(file.path.name):
            try:
                yield from lines(file.path, file.source, file.where)
            except ReadError as error:
                yield refusal("read.refused", error.where, error.reason)
        elif suffix_of(file.path.name) in ARCHIVES:
            try:
                yield from files_of(file.path, file.source, file.where)
            except ReadError as error:
                yield refusal("read.refused", error.where, error.reason)
        else:
            yield UnreadFile(file.source, file.where, file.path, listed.given.get(file.real))


def count(paths: Sequence[Path]) -> int:
    """How many documents there are to read, those of corpora line by line, those of archives file by file; an e-mail, and an
    archive in an archive, count as one."""
    return sum(map(_held, _listed(paths).files))


def _held(file: _File) -> int:
    if is_corpus(file.path.name):
        return max(1, corpus.count(file.path))
    return max(1, len(names_of(file.path))) if suffix_of(file.path.name) in ARCHIVES else 1


def same_id(seen: dict[str, str], id_: str, where: str) -> Finding | None:
    """Notes the id of a document under ``where`` it is from; the finding where another has it already."""
    first = seen.get(id_)
    if first is None:
        seen[id_] = where
        return None
    reason = f"would get the same document id as {first} ({id_}); rename it or give it an id in its front matter"
    return refusal("read.same-id", where, f"{reason} — même identifiant que {first} : renommez le fichier")


@dataclass(frozen=True, slots=True)
class _Listed:
    files: list[_File]
    given: Mapping[str, Metadata]
    """By the real path of a file."""
    findings: list[Finding]
    mixed: bool
    """Whether there may be renditions: files of one format are none of one another; what an e-mail or an archive in an archive
    holds is known when it is opened."""


def _listed(paths: Sequence[Path]) -> _Listed:
    files: dict[str, _File] = {}
    given: dict[str, Metadata] = {}
    findings: list[Finding] = []
    for path in sorted({Path(path) for path in paths}):
        empty = True
        for found in _files(path):
            empty = False
            if isinstance(found, Finding):
                findings.append(found)
            elif found.path.name in _BESIDE:
                findings += _not_beside(found, paths)
            elif is_table(found.path):
                continue
            elif found.path.name == NAME:
                _take_metadata(found, given, findings)
            else:
                # A file that is given twice, alone and within its folder, is one document: the shorter root names it.
                other = files.setdefault(found.real, found)
                if (len(found.source), found) > (len(other.source), other):
                    files[found.real] = found
        if empty:
            reason = "no file is in this folder; check the path — aucun fichier dans ce dossier : vérifiez le chemin"
            findings.append(refusal("read.missing", str(path), reason))
    mixed = _mixed(files.values())
    findings.sort(key=lambda finding: (finding.where, finding.message))
    return _Listed(sorted(files.values(), key=lambda file: (file.source, file.where)), given, findings, mixed)


def _mixed(files: Iterable[_File]) -> bool:
    families: set[str] = set()
    for file in files:
        packed = suffix_of(file.path.name) in ARCHIVES
        families.update(map(family_of, names_of(file.path) if packed else (file.path.name,)))
    return len(families) > 1 or not families.isdisjoint(CONTAINERS)


def _settled(listed: _Listed) -> Iterator[tuple[str, Document | Finding]]:
    """The documents, renditions of one document told as such, and what was refused, each with what messages call it."""
    yield from ((finding.where, finding) for finding in listed.findings)
    renditions = Renditions() if listed.mixed else None
    for where, item in _documents(listed.files, listed.given):
        yield where, renditions.settled(item) if renditions and isinstance(item, Document) else item


def _documents(files: Iterable[_File], given: Mapping[str, Metadata]) -> Iterator[tuple[str, Document | Finding]]:
    """The documents of the files and what was refused of them, each with what messages call it."""
    for file in files:
        own = given.get(file.real)
        try:
            if is_corpus(file.path.name):
                for line in lines(file.path, file.source, file.where):
                    try:
                        yield line.where, line.read()
                    except ReadError as error:
                        yield line.where, refusal("read.refused", error.where, error.reason)
            elif suffix_of(file.path.name) in CONTAINERS:
                yield from unpack(file.path, source=file.source, where=file.where, given=own)
            else:
                yield file.where, read_document(file.path, source=file.source, where=file.where, given=own)
        except ReadError as error:
            yield file.where, refusal("read.refused", error.where, error.reason)


def _files(path: Path) -> Iterator[_File | Finding]:
    """The files that a path stands for; what leads out of the folder is refused."""
    if path.is_file():
        yield _File(path.name, str(path), path, os.path.realpath(path))
    elif path.is_dir():
        yield from _below(path)
    else:
        reason = "no such file or folder; check the path — fichier ou dossier introuvable : vérifiez le chemin"
        yield refusal("read.missing", str(path), reason)


def _below(root: Path) -> Iterator[_File | Finding]:
    real = os.path.realpath(root)
    folders = [("", root, real)]
    while folders:
        below, here, real_here = folders.pop()
        try:
            with os.scandir(here) as found:
                entries = sorted(found, key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            reason = f"the folder cannot be opened: {error.strerror} — dossier illisible"
            yield refusal("read.refused", str(error.filename), reason)
            continue
        if all(os.path.exists(here / name) for name in _OF_A_BUILD):
            continue
        inside = []
        for entry in entries:
            # Links to folders are not followed, so that what is no link is where its folder is: no path need be resolved.
            if entry.name.startswith("."):
                continue
            source, path, link = f"{below}{entry.name}", here / entry.name, entry.is_symlink()
            real_path = os.path.realpath(path) if link else os.path.join(real_here, entry.name)
            if link and not Path(real_path).is_relative_to(real):
                reason = "a link that leads out of the folder is not followed; copy the file"
                yield refusal("read.outside", str(path), f"{reason} — lien hors du dossier : copiez le fichier")
            elif path.is_file() if link else entry.is_file():
                yield _File(source, str(path), path, real_path)
            elif not (path.is_dir() if link else entry.is_dir()):
                reason = "not a regular file; remove it — n'est pas un fichier ordinaire : retirez-le"
                yield refusal("read.refused", str(path), reason)
            elif not link:
                inside.append((f"{source}/", path, real_path))
        folders += inside


def _not_beside(file: _File, paths: Iterable[Path]) -> Iterator[Finding]:
    """What is to be said of a file that decides on the documents beside it, where nobody reads it."""
    if file.path.parent.resolve() not in {(path if path.is_dir() else path.parent).resolve() for path in map(Path, paths)}:
        reason = "read only beside the files, or in the folder, that the command names; move it there, or build this folder"
        yield refusal("read.refused", file.where, f"{reason} — lu seulement dans le dossier donné : déplacez-le")


def _take_metadata(file: _File, given: dict[str, Metadata], findings: list[Finding]) -> None:
    try:
        rows = read_sidecar(file.path, file.where)
    except ReadError as error:
        findings.append(refusal("read.metadata", error.where, error.reason))
        return
    for row in rows:
        if isinstance(row, ReadError):
            findings.append(refusal("read.metadata", row.where, row.reason))
        else:
            target, metadata = row
            given.setdefault(str(target), metadata)
