"""The length-preserving fold: one character in, one character out, so that what is found in the folded text stands at the
same offsets in the text. (``kg.lexicon.fold`` is for keys, where lengths may change.)

The text is encoded to cp1252 (one byte a character, what it lacks becomes "?") and mapped through one table: the fastest
way that the standard library offers. Lower case, no accents, straight quotes and hyphens, "º" as "°".
"""

from __future__ import annotations

import re
import unicodedata
from codecs import charmap_encode
from encodings.cp1252 import encoding_table
from functools import lru_cache

_SAME = {
    "’": "'",
    "‘": "'",
    "´": "'",
    "–": "-",
    "—": "-",
    "\u00ad": "-",
    "\u00a0": " ",
    "\t": " ",
    "\n": " ",
    "\r": " ",
    "º": "°",
    "œ": "œ",
    "æ": "æ",
}


def _table() -> bytes:
    out = bytearray(range(256))
    for byte in range(256):
        char = bytes([byte]).decode("cp1252", "ignore")
        if not char:
            continue
        char = _SAME.get(char, char.lower())
        base = unicodedata.normalize("NFD", char)[0]
        out[byte] = (base if base.isascii() else char).encode("cp1252", "replace")[0]
    return bytes(out)


_TABLE = _table()


def letters(text: str) -> str:
    """``text`` folded, of the same length: "L’Édition n° 2" → "l'edition n° 2"."""
    return charmap_encode(text, "replace", encoding_table)[0].translate(_TABLE).decode("latin-1")


@lru_cache(2)
def document_letters(text: str) -> str:
    """``letters`` of a whole document, which each stage asks for in its turn."""
    return letters(text)


def letters_pattern(pattern: str) -> str:
    """A regular expression whose literal letters are written as French prints them, made to match folded text: accents and
    typographic marks are folded, ASCII (escapes, classes, group names) and what is folded already are left as they are."""
    return _PRINTED.sub(lambda run: letters(run.group()), pattern)


_PRINTED = re.compile("[^\0-\u009f\U000f0000-\U0010ffff]+")
"""What a pattern holds as French prints it: neither ASCII, nor folded already, nor a sign of a masked passage."""
