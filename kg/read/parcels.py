"""Files that hold files (a zip, an e-mail with attachments) → the documents in them, one at a time, within bounds."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import ReadError
from kg.model import Document, Finding, Metadata
from kg.read.decode import MAX_BYTES, empty
from kg.read.disguise import kind_of, refuse_kind
from kg.read.document import ARCHIVES, CONVERTED, MAIL, MOST_BYTES, SUPPORTED, document_of, read_bytes, suffix_of
from kg.read.sidecar import NAME, read_rows
from kg.read.unread import CarriedFile

if TYPE_CHECKING:
    from zipfile import ZipInfo

    from kg.read.mail import Mail

CONTAINERS = (*MAIL, *ARCHIVES)
_NAMED = 20
"""How many files a remark names."""
DEEPEST = 3
"""How deep archives and messages are opened within one another."""

Item = tuple[str, Document | Finding]
"""What messages call a file, and its document or why there is none."""
Named = tuple[str, "ZipInfo"]
"""A member of an archive under its path in it."""


def refusal(code: str, where: str, message: str) -> Finding:
    """The finding on what was refused; ``message`` is in English and, behind a dash, in French."""
    english, _, french = message.partition(" — ")
    return Finding("error", code, where, english, french)


def unpack(path: Path, *, source: str, where: str, given: Metadata | None) -> Iterator[Item]:
    """The documents of a zip or of an e-mail, and what is refused of them. Raises ReadError where it cannot be opened.

    ``given`` is metadata of the message, of an archive's only document, or of none.
    """
    box = _Box()
    _refuse_empty(path, where)
    if suffix_of(path.name) in ARCHIVES:
        yield from box.archive(path, source, where, 1)
    else:
        yield from box.mail(read_bytes(path, where), source, where, given, 1)
    if box.too_deep:
        english, french = f"nested more than {DEEPEST} deep; unpack", f"imbriqué sur plus de {DEEPEST} niveaux : décompressez-le"
        first, more = box.too_deep[0], len(box.too_deep) - 1
        reason = f"{english} it" if not more else f"{english} it; so {'is' if more == 1 else 'are'} {more} more in {where}"
        yield first, refusal("read.refused", first, f"{reason} — {french}")


def files_of(path: Path, source: str, where: str) -> Iterator[CarriedFile | Finding]:
    """The files of a zip that holds no container, not read yet, and what is refused of it, in the order of `unpack`. Raises
    ReadError where it cannot be opened."""
    _refuse_empty(path, where)
    yield from _Box().files(path, source, where)


def names_of(path: Path) -> list[str]:
    """The names of the files of a zip that could be documents; none where it cannot be opened."""
    from kg.read.archive import members, opened

    try:
        with opened(path, str(path)) as archive:
            return [name for name, _ in _supported(list(members(archive)))[0] if name and name.rpartition("/")[2] != NAME]
    except (OSError, ReadError):
        return []


def _refuse_empty(path: Path, where: str) -> None:
    if path.is_file() and not path.stat().st_size:
        raise empty(where)


def only_document(path: Path, *, source: str, where: str, given: Metadata | None) -> Document:
    """The text of an e-mail, or the only document of an archive. Raises ReadError where there is none, or several."""
    found = list(unpack(path, source=source, where=where, given=given))
    documents = [item for _, item in found if isinstance(item, Document)]
    if suffix_of(path.name) in MAIL and documents and documents[0].source == source:
        return documents[0]
    if len(documents) == 1:
        return documents[0]
    reasons = [item.message for _, item in found if isinstance(item, Finding)]
    reason = f"holds {len(documents)} documents; unpack it and give one" if documents else (reasons or ["holds no document"])[0]
    raise ReadError(where, f"{reason} — contient {len(documents)} documents")


class _Box:
    """What is left to unpack of one file."""

    def __init__(self) -> None:
        # zipfile and email are imported where there is something to open: they cost a tenth of a small build.
        from kg.read.archive import MOST_UNPACKED

        self.left = MOST_UNPACKED
        self.too_deep: list[str] = []

    def item(self, data: bytes, source: str, where: str, given: Metadata | None, depth: int) -> Iterator[Item]:
        """A file of its bytes, opened further where it holds files."""
        suffix = suffix_of(source)
        try:
            if suffix in CONTAINERS and depth > DEEPEST:
                self.too_deep.append(where)
            elif suffix in ARCHIVES:
                yield from self.archive(io.BytesIO(data), source, where, depth)
            elif suffix in MAIL:
                yield from self.mail(data, source, where, given, depth)
            else:
                yield where, document_of(data, source=source, where=where, given=given)
        except ReadError as error:
            yield where, refusal("read.refused", error.where, error.reason)

    def archive(self, file: Path | io.BytesIO, source: str, where: str, depth: int) -> Iterator[Item]:
        for one in self.files(file, source, where):
            if isinstance(one, Finding):
                yield one.where, one
            else:
                yield from self.item(one.data, one.source, one.where, one.given, depth + 1)

    def files(self, file: Path | io.BytesIO, source: str, where: str) -> Iterator[CarriedFile | Finding]:
        from kg.read.archive import content, members, opened, shown

        with opened(file, where, most=self.left) as archive:
            self.left -= sum(member.file_size for member in archive.infolist())
            found = list(members(archive))
            inside = {name for name, _ in found}
            given: dict[str, Metadata] = {}
            if not found:
                yield refusal("read.refused", where, "no file is in it; remove it — l'archive ne contient aucun fichier")
            if kind := kind_of(inside):
                refuse_kind(kind, ".zip", where)
            found, twins = _once(found)
            found, unread = _supported(found)
            if unread:
                reason = "unsupported type of file; convert it — type de fichier non pris en charge"
                there = f"{where}/{shown(unread[0])}"
                if len(unread) > 1:
                    named = _listed([shown(name) for name in unread])
                    reason = f"{len(unread)} files of types that are not read; convert them: {named}"
                    there, reason = where, f"{reason} — {len(unread)} fichiers de types non pris en charge : {named}"
                yield refusal("read.refused", there, reason)
            for name, _ in twins:
                there = f"{where}/{shown(name)}"
                reason = "the archive holds several files of this name; the first is read, this one is not; rename it"
                yield refusal("read.same-name", there, f"{reason} — plusieurs fichiers de ce nom : seul le premier est lu")
            for name, member in found:
                if name.rpartition("/")[2] == NAME:
                    yield from _metadata(content(archive, member, f"{where}/{name}"), f"{where}/{name}", name, inside, given)
            for name, member in found:
                there = f"{where}/{shown(name or member.filename)}"
                if not name:
                    reason = "its path leads out of the archive; it is not read — chemin hors de l'archive : non lu"
                    yield refusal("read.outside", there, reason)
                elif name.rpartition("/")[2] == NAME:
                    continue
                elif member.file_size > (most := MOST_BYTES if suffix_of(name) in (*CONVERTED, *ARCHIVES) else MAX_BYTES):
                    reason = f"the file is larger than {most // 1_000_000} MB; split it — fichier trop grand"
                    yield refusal("read.refused", there, reason)
                else:
                    try:
                        data = content(archive, member, there)
                    except ReadError as error:
                        yield refusal("read.refused", error.where, error.reason)
                        continue
                    yield CarriedFile(f"{source}/{name}", there, data, given.get(name))

    def mail(self, data: bytes, source: str, where: str, given: Metadata | None, depth: int) -> Iterator[Item]:
        from kg.read.mail import read_mail

        message = read_mail(data, where)
        remark = _unread(message, where)
        document: Document | None = None
        if message.body:
            known, name = message.metadata, f"body{message.suffix}"
            try:
                document = document_of(message.body, source=source, where=where, given=given, known=known, name=name)
            except ReadError as error:
                yield where, refusal("read.refused", error.where, error.reason)
        elif not any(suffix_of(part.name) in SUPPORTED for part in message.attachments):
            reason = "no part of the message is a text that can be read; save what it holds as a file of its own"
            yield where, refusal("read.refused", where, f"{reason} — le message ne contient aucun texte lisible")
        if document is not None:
            yield where, replace(document, findings=(*document.findings, *remark))
        else:
            yield from ((where, one) for one in remark)
        for part in message.attachments:
            if suffix_of(part.name) in SUPPORTED:
                yield from self.item(part.data, f"{source}/{part.name}", f"{where}/{part.name}", None, depth + 1)


def _unread(message: Mail, where: str) -> list[Finding]:
    """What of a message is read neither as its body nor as a document of its own."""
    left = [part.name for part in message.attachments if suffix_of(part.name) not in SUPPORTED and not part.inline]
    left += message.left_out
    if not left:
        return []
    names = _listed(left)
    return [Finding("warning", "read.attachments", where, f"attachments not read: {names}", f"pièces jointes non lues : {names}")]


def _listed(names: list[str]) -> str:
    return ", ".join(names[:_NAMED]) + (f" … ({len(names)})" if len(names) > _NAMED else "")


def _supported(found: list[Named]) -> tuple[list[Named], list[str]]:
    """The members that can be read or whose paths lead out of the archive, and the names of the others."""
    read: list[Named] = []
    unread: list[str] = []
    for name, member in found:
        if name and suffix_of(name) not in SUPPORTED and name.rpartition("/")[2] != NAME:
            unread.append(name)
        else:
            read.append((name, member))
    return read, unread


def _once(found: list[Named]) -> tuple[list[Named], list[Named]]:
    """The members of an archive, and those whose name another before them has. "" is no name."""
    first: dict[str, Named] = {}
    twins = [one for one in found if one[0] and first.setdefault(one[0], one) is not one]
    return [one for one in found if not one[0] or first[one[0]] is one], twins


def _metadata(data: bytes, where: str, name: str, inside: set[str], given: dict[str, Metadata]) -> Iterator[Finding]:
    """Takes the rows of a metadata.csv of an archive; what is wrong with it is refused."""
    folder = name.removesuffix(NAME)
    try:
        rows = read_rows(data, where, lambda file: f"{folder}{file}" if f"{folder}{file}" in inside else None)
    except ReadError as error:
        yield refusal("read.metadata", error.where, error.reason)
        return
    for row in rows:
        if isinstance(row, ReadError):
            yield refusal("read.metadata", row.where, row.reason)
        else:
            given.setdefault(*row)
