"""Zip archives, and what is one inside (docx, ODT): opened only where they are what they say and stay within bounds.

Nothing is unpacked on disk. Sizes are those that the directory of the archive states: Python's zipfile reads no more than
that from a member, and refuses members that overlap, so that a bomb is seen before any of it is unpacked.
"""

from __future__ import annotations

import re
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from kg.errors import ReadError

MOST_UNPACKED = 2_000_000_000
"""Bytes of an archive of documents, unpacked; they are read one at a time."""
MOST_MEMBERS = 100_000
MOST_RATIO, RATIO_FROM = 200, 10_000_000
"""How many times larger a member may be unpacked, for those of more than so many bytes."""

_ENCRYPTED = 0x1
"""Bit 0 of a member's general purpose flags (APPNOTE.TXT of the zip format, 4.4.4)."""
_OLE = b"\xd0\xcf\x11\xe0"
_DRIVE = re.compile(r"[A-Za-z]:")
_BOMB_FR = "archive refusée, car démesurée une fois décompressée"


@contextmanager
def opened(file: Path | BinaryIO, where: str, *, most: int = MOST_UNPACKED) -> Iterator[zipfile.ZipFile]:
    """An archive whose members are within bounds. Raises ReadError for what is none, is encrypted or unpacks to too much."""
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
        raise _bad(where, file) from error
    with archive:
        members = archive.infolist()
        total = sum(member.file_size for member in members)
        if len(members) > MOST_MEMBERS or total > most:
            what = f"unpacks to {total // 1_000_000} MB in {len(members)} files, more than is read ({most // 1_000_000} MB)"
            raise ReadError(where, f"{what}; split it — {_BOMB_FR}")
        for member in members:
            if member.file_size > RATIO_FROM and member.file_size > MOST_RATIO * max(1, member.compress_size):
                what = f"{shown(member.filename)} unpacks to {member.file_size // max(1, member.compress_size)} times its size"
                raise ReadError(where, f"{what}, as a zip bomb does; nothing of it is read — {_BOMB_FR}")
            if member.flag_bits & _ENCRYPTED:
                raise ReadError(where, "the archive is encrypted; unpack it — archive chiffrée : décompressez-la")
        yield archive


def _bad(where: str, file: Path | BinaryIO) -> ReadError:
    start = b""
    if not isinstance(file, Path):
        file.seek(0)
        start = file.read(4)
    if start == _OLE:
        reason = "encrypted, or of an old Office format; save it without a password in the present one"
        return ReadError(where, f"{reason} — chiffré ou d'un ancien format : enregistrez-le sans mot de passe")
    return ReadError(where, "damaged, or no archive at all; fetch it again — fichier endommagé : téléchargez-le de nouveau")


def content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, where: str) -> bytes:
    """The bytes of a member. Raises ReadError where it is damaged."""
    try:
        return archive.read(member)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, RuntimeError, ValueError) as error:
        raise ReadError(where, "damaged in its archive; fetch it again — endommagé dans son archive") from error
    except Exception as error:
        # zlib, bz2 and lzma each raise errors of their own on what is not their data.
        raise ReadError(where, f"damaged in its archive ({error}) — endommagé dans son archive") from error


def members(archive: zipfile.ZipFile) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """The files of an archive, sorted, each under its path with "/" between parts; "" where that leads out of the archive, as
    a link may. Folders, hidden files and what the Finder of macOS adds (``__MACOSX``) are left out, as they are of a folder."""
    for member in sorted(archive.infolist(), key=lambda member: PurePosixPath(member.filename.replace("\\", "/")).as_posix()):
        name = member.filename.replace("\\", "/")
        path = PurePosixPath(name)
        if member.is_dir() or (".." not in path.parts and any(part.startswith((".", "__MACOSX")) for part in path.parts)):
            continue
        link = stat.S_ISLNK(member.external_attr >> 16)
        leads_out = link or path.is_absolute() or ".." in path.parts or bool(_DRIVE.match(name)) or "\0" in name
        yield "" if leads_out else path.as_posix(), member


def shown(name: str) -> str:
    """A name from an archive or a message as it may stand in a message of ours."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in name)[:120]
