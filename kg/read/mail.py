"""An e-mail (RFC 5322, MIME) → its body, what its head says of it, and its attachments, through the standard library."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, Message

from kg.errors import ReadError
from kg.model import Metadata
from kg.read.archive import shown

MOST_ATTACHMENTS = 200
LONGEST_SUBJECT = 500
"""Characters of a subject that is the title of its message."""
_REPLY = re.compile(r"(?:\s*(?:re|tr|fw|fwd|réf?)\s*:)+\s*", re.I)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file within a message: its name (no path), its bytes, and whether it only decorates the body (a logo)."""

    name: str
    data: bytes
    inline: bool


@dataclass(frozen=True, slots=True)
class Mail:
    """A message: its body as a file (suffix and bytes; empty for none), its subject and day, its attachments. ``left_out``
    are the parts that are none of these: more than are taken, texts beside the body that have no name."""

    suffix: str
    body: bytes
    metadata: Metadata
    attachments: tuple[Attachment, ...]
    left_out: tuple[str, ...] = ()


def read_mail(data: bytes, where: str) -> Mail:
    """The message in a file. Raises ReadError where it is none, or where its parts are nested beyond reason."""
    try:
        return _mail(data, where)
    except RecursionError:
        raise ReadError(
            where, "its parts are nested too deep; save the part you need — parties imbriquées trop profondément"
        ) from None


def _mail(data: bytes, where: str) -> Mail:
    message = message_from_bytes(data, policy=policy.default)
    if not isinstance(message, EmailMessage) or not (message.keys() and (message["From"] or message["Subject"])):
        raise ReadError(where, "this is no e-mail; save the message as .eml — ce n'est pas un message : enregistrez-le en .eml")
    suffix, body = _body(message)
    said = "".join(sign if sign.isprintable() else " " for sign in str(message["Subject"] or "")[: 2 * LONGEST_SUBJECT])
    subject = _REPLY.sub("", " ".join(said.split()), count=1)
    attachments, left_out = _attachments(message)
    metadata = Metadata(title=subject if 0 < len(subject) <= LONGEST_SUBJECT else None, date=_day(message))
    return Mail(suffix, body, metadata, tuple(attachments), tuple(left_out))


def _day(message: EmailMessage) -> str | None:
    """The day of sending, in the sender's own time."""
    when = getattr(message["Date"], "datetime", None)
    return when.date().isoformat() if isinstance(when, datetime) else None


def _body(message: EmailMessage) -> tuple[str, bytes]:
    for kinds in (("html",), ("plain",)):
        part = message.get_body(preferencelist=kinds)
        text = _text(part) if part is not None else ""
        if text.strip():
            if kinds == ("plain",):
                return ".txt", text.encode("utf-8", "replace")
            return ".html", text.encode("utf-8", "replace")
    return "", b""


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    for charset in (part.get_content_charset() or "utf-8", "utf-8", "cp1252"):
        try:
            return payload.decode(charset)
        except (LookupError, UnicodeDecodeError):
            continue
    return payload.decode("latin-1")


def _attachments(message: EmailMessage) -> tuple[list[Attachment], list[str]]:
    """The attachments, each under a name of its own, and what is left out."""
    body = {id(message.get_body(preferencelist=(kind,))) for kind in ("html", "plain")}
    found: dict[str, Attachment] = {}
    left_out = []
    for part in _leaves(message):
        kind = part.get_content_type()
        name = _name(part.get_filename() or "", kind == "message/rfc822")
        if id(part) in body or (not name and not kind.startswith("text/")):
            continue
        if not name or len(found) >= MOST_ATTACHMENTS:
            left_out.append(name or f"a part without a name ({shown(kind)})")
            continue
        stem, dot, suffix = name.rpartition(".")
        number = 1
        while name in found:
            number += 1
            name = f"{stem} ({number}){dot}{suffix}" if dot else f"{suffix} ({number})"
        inline = part.get_content_disposition() == "inline" or bool(part["Content-ID"])
        found[name] = Attachment(name, _bytes(part), inline)
    return list(found.values()), left_out


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold content; a forwarded message is one of them, whole."""
    stack: list[Message] = [message]
    while stack:
        part = stack.pop(0)
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            stack = [child for child in part.get_payload() if isinstance(child, Message)] + stack
        elif part is not message:
            yield part


def _name(given: str, forwarded: bool) -> str:
    """A file name without a path; a forwarded message has one made up."""
    name = shown(given.replace("\\", "/").rpartition("/")[2]).strip(" .")
    if forwarded:
        return name if name.lower().endswith(".eml") else "message.eml"
    return name


def _bytes(part: Message) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        return inner[0].as_bytes() if isinstance(inner, list) and inner and isinstance(inner[0], Message) else b""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
