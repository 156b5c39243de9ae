"""Bytes → the decoded file, and the decoded file → clean characters with a map back.

Encodings are tried in the order in which they can be trusted: byte order mark, UTF-8, the charset that the file declares
(HTML ``<meta charset>``, XML declaration), Windows-1252, and a guess (charset-normalizer) last.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from kg.errors import ReadError

MAX_BYTES = 50_000_000
"""Largest file that is read, in bytes."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I)
_CHARSET = re.compile(r"(?:utf|iso|windows|cp|mac|koi8|x-mac)[-_]?[a-z0-9_-]{1,20}")
_WIDE_ENOUGH = 8
"""Code units of UTF-16 from which its zero bytes tell."""
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SIGNATURES = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"\x1f\x8b", b"\xd0\xcf\x11\xe0")
# What later stages use as markers (private use), and what no UTF-8 writer accepts (lone surrogates).
_FOREIGN = re.compile("[\ue000-\uf8ff\ud800-\udfff\U000f0000-\U0010ffff]")
_HYPHENS = re.compile("[\u2010\u2011]")
_CLUSTER = re.compile("[\0-\u02ff]?[^\0-\u02ff]+")
_CONT = "\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122"
# Two to four characters that are one UTF-8 character read as Windows-1252; "à" comes with a plain or no-break space.
_MOJIBAKE = re.compile(f"â[{_CONT}]{{2}}|ð[{_CONT}]{{3}}|[ÂÃÄÅ][{_CONT}]|Ã ", re.M)
_WORD = re.compile(rf"[^\s]*?(?:{_MOJIBAKE.pattern})(?:[^\s]|\u00a0)*", re.M)


@dataclass(frozen=True, slots=True)
class Clean:
    """Clean characters and where they come from: from ``starts[i]`` on, text and decoded file advance together, the file
    from ``sources[i]``."""

    text: str
    starts: tuple[int, ...] = (0,)
    sources: tuple[int, ...] = (0,)

    def source(self, offset: int) -> int:
        """The code-point offset in the decoded file of an offset of ``text``."""
        at = bisect_right(self.starts, offset) - 1
        return self.sources[at] + offset - self.starts[at]


def decode(data: bytes, where: str) -> str:
    """The characters of a file, byte order mark left out. Raises ReadError for a binary, an empty or a too large file."""
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // 1_000_000
        raise ReadError(where, f"the file is larger than {limit} MB; split it — fichier de plus de {limit} Mo : découpez-le")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _refuse_blank(data[len(mark) :].decode(encoding, "replace"), where)
    if wide := _without_mark(data):
        text = data.decode(wide, "replace")
        _refuse_binary(text.encode(), where)
        return _refuse_blank(text, where)
    _refuse_binary(data, where)
    try:
        return _refuse_blank(data.decode("utf-8"), where)
    except UnicodeDecodeError:
        pass
    for encoding in _declared(data):
        try:
            return _refuse_blank(data.decode(encoding), where)
        except (UnicodeDecodeError, LookupError):
            continue
    return _refuse_blank(_guess(data), where)


def _without_mark(data: bytes) -> str:
    """UTF-16 whose byte-order mark was lost: Latin letters leave every other byte zero, which no other encoding does."""
    sample = data[: 4096 & ~1]
    half = len(sample) // 2
    if half < _WIDE_ENOUGH or len(data) % 2:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > half * 0.8 and not even:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.8 and not odd else ""


def empty(where: str) -> ReadError:
    """What is said of a file that holds nothing."""
    return ReadError(where, "the file is empty; remove it or fill it — fichier vide : retirez-le ou complétez-le")


def _refuse_blank(text: str, where: str) -> str:
    if not text.strip(" \t\r\n\f\v\u00a0\u200b\ufeff"):
        raise empty(where)
    return text


def _refuse_binary(data: bytes, where: str) -> None:
    sample = data[:65536]
    control = _CONTROL.search(sample)
    known = any(data.startswith(mark) for mark in _SIGNATURES)
    if known or (control and (0 in sample or len(_CONTROL.findall(sample)) > max(3, len(sample) // 50))):
        offset = 0 if known or control is None else control.start()
        reason = "this is a binary file, not text; convert it to text, Markdown or HTML"
        raise ReadError(f"{where}:{offset}", f"{reason} — fichier binaire : convertissez-le en texte, Markdown ou HTML")


def _declared(data: bytes) -> tuple[str, ...]:
    found = _DECLARED.search(data[:4096])
    if not found:
        return ()
    name = found.group(1).decode("ascii").lower()
    # Browsers read the label iso-8859-1 as Windows-1252 (WHATWG Encoding Standard), and so did those who wrote it.
    if name in {"iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii"}:
        return ("cp1252",)
    return (name,) if _CHARSET.fullmatch(name) else ()


def _guess(data: bytes) -> str:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    if text and _reads_as_latin(text):
        return text
    from charset_normalizer import from_bytes

    best = from_bytes(data[:100_000]).best()
    for encoding in (best.encoding if best else "cp1252", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return text or data.decode("latin-1")


def _reads_as_latin(text: str) -> bool:
    """Whether the accented characters are those that French text has: letters between letters, and its punctuation."""
    foreign = re.findall(r"[^\x00-\x7f]", text[:200_000])
    french = sum(character in "àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒÆ«»’‘“”–—…°€ªº\u00a0§·" for character in foreign)
    return french * 10 >= len(foreign) * 9


def plain_hyphens(text: str) -> str:
    """``text``, of the same length, with plain hyphens for typographic ones ("n° 2013‑316")."""
    return _HYPHENS.sub("-", text)


def clean(decoded: str) -> Clean:
    """Mojibake repaired, NFC, foreign code points replaced by U+FFFD, non-breaking hyphens made plain.

    Only damaged stretches are touched, so that the map stays short and every other character leads back exactly.
    """
    text = decoded
    if not text.isascii():
        if _FOREIGN.search(text):
            text = _FOREIGN.sub("\ufffd", text)
        if _HYPHENS.search(text):
            text = plain_hyphens(text)
    edits: list[tuple[int, int, str]] = []
    if not text.isascii():
        edits = _repairs(text)
        if edits:
            first = _apply(text, edits)
            return _compose(first, _recomposed(first.text))
        return _recomposed(text)
    return Clean(text)


def _repairs(text: str) -> list[tuple[int, int, str]]:
    if not _MOJIBAKE.search(text):
        return []
    import ftfy

    edits: list[tuple[int, int, str]] = []
    for word in _WORD.finditer(text):
        if ftfy.fix_encoding(word.group()) == word.group() and not re.search("Å[“\u0093]", word.group()):
            continue
        for part in _MOJIBAKE.finditer(text, word.start(), word.end()):
            try:
                fixed = part.group().replace("Ã ", "Ã\u00a0").encode("sloppy-windows-1252").decode("utf-8")
            except (UnicodeEncodeError, UnicodeDecodeError):
                continue
            # "Ã " ate the space that parts two words when the file was saved with plain spaces.
            spaced = fixed + " " if part.group() == "Ã " else fixed
            edits.append((part.start(), part.end(), spaced))
    return edits


def _recomposed(text: str) -> Clean:
    if unicodedata.is_normalized("NFC", text):
        return Clean(text)
    edits: list[tuple[int, int, str]] = []
    for cluster in _CLUSTER.finditer(text):
        if unicodedata.is_normalized("NFC", cluster.group()):
            continue
        start = cluster.start()
        for at in range(cluster.start() + 1, cluster.end() + 1):
            if at == cluster.end() or (unicodedata.combining(text[at]) == 0 and not "\u1160" <= text[at] <= "\u11ff"):
                piece = text[start:at]
                composed = unicodedata.normalize("NFC", piece)
                if composed != piece:
                    edits.append((start, at, composed))
                start = at
    out = _apply(text, edits)
    if unicodedata.is_normalized("NFC", out.text):
        return out
    # Scripts whose vowels compose with the letter before them: cluster by cluster is coarser and always right.
    whole = [(m.start(), m.end(), unicodedata.normalize("NFC", m.group())) for m in _CLUSTER.finditer(text)]
    return _apply(text, [edit for edit in whole if edit[2] != text[edit[0] : edit[1]]])


def _apply(text: str, edits: list[tuple[int, int, str]]) -> Clean:
    chunks: list[str] = []
    starts, sources = [0], [0]
    done = length = 0
    for start, end, replacement in edits:
        chunks += (text[done:start], replacement)
        length += start - done
        if length != starts[-1]:
            starts.append(length)
            sources.append(start)
        length += len(replacement)
        starts.append(length)
        sources.append(end)
        done = end
    chunks.append(text[done:])
    return Clean("".join(chunks), tuple(starts), tuple(sources))


def _compose(first: Clean, second: Clean) -> Clean:
    """The map of the second text through the first to the decoded file."""
    points = set(second.starts)
    for start in first.starts:
        at = bisect_right(second.sources, start) - 1
        points.add(min(second.starts[at] + start - second.sources[at], len(second.text)))
    starts = tuple(sorted(points))
    return Clean(second.text, starts, tuple(first.source(second.source(start)) for start in starts))
