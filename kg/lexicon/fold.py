"""The fold of name keys: two spellings of one name meet under it ("L’ÉTAT", "l'Etat" → "l etat").

Lengths may change, so nothing that must keep offsets uses it (that is ``kg.lexicon.letters``).
"""

from __future__ import annotations

import unicodedata
from codecs import charmap_encode
from encodings.cp1252 import encoding_table

_LIGATURES = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l"}


class _Letters(dict[int, str]):
    """What each code point folds to, worked out when it is first met: ``str.translate`` is then one look-up a letter,
    2.6 times faster than normalising every text."""

    def __missing__(self, point: int) -> str:
        apart = unicodedata.normalize("NFKD", chr(point).lower())
        kept = "".join(_LIGATURES.get(char, char) for char in apart if not unicodedata.combining(char))
        self[point] = "".join(char if char.isalnum() else " " for char in kept.lower())
        return self[point]


_LETTERS = _Letters()
_LIGATURE, _UNUSUAL = 0xFE, 0xFF
"""Bytes that the table gives for "œ" and for what folds to several letters otherwise."""
_SHORT = 16
"""Code points below which the detour through bytes does not pay."""


def _table() -> bytes:
    """What each byte of cp1252 folds to, in ASCII."""
    out = bytearray(256)
    for byte in range(256):
        char = bytes([byte]).decode("cp1252", "ignore")
        folded = " ".join(char.translate(_LETTERS).split()) or " "
        out[byte] = ord(folded) if len(folded) == 1 and folded.isascii() else _LIGATURE if folded == "oe" else _UNUSUAL
    return bytes(out)


_TABLE = _table()


def fold(text: str) -> str:
    """``text`` without accents (NFKD), in lower case, ligatures undone; apostrophes, hyphens, punctuation and runs of white
    space become one space each, none at the ends."""
    if len(text) < _SHORT:
        return " ".join(text.translate(_LETTERS).split())
    try:
        # One byte a letter, and one table: what French is printed in, four times faster than letter by letter.
        folded = charmap_encode(text, "strict", encoding_table)[0].translate(_TABLE)
    except UnicodeEncodeError:
        return " ".join(text.translate(_LETTERS).split())
    if b"\xfe" in folded:
        folded = folded.replace(b"\xfe", b"oe")
    if b"\xff" in folded:
        return " ".join(text.translate(_LETTERS).split())
    return " ".join(folded.decode("ascii").split())
