"""JSON and TOML that nobody vouches for → values, or one error that names file and line.

The parsers give up on what they cannot hold (brackets within brackets beyond the interpreter's stack,
numbers of more digits than it converts) with errors of their own, which tell no place.
"""

from __future__ import annotations

import json
import re
from typing import Any

import tomli

from kg.errors import OntologyError, ReadError

_TOML_PLACE = re.compile(r"\(at line (\d+)")
_LONG_NUMBER = re.compile(r"\d[\d_]{3999,}")
"""Digits in a row, of which Python converts 4,300 at most."""
_STRINGS = re.compile(r'"(?:[^"\\\n]|\\.)*+"')
_BRACKET = re.compile(r"[\[\]{}]")
_DEEP = 100
"""Brackets within brackets from which on a line is named as the one that is nested too deep."""


def toml(text: str, name: str) -> dict[str, Any]:
    """The tables of a text. Raises OntologyError (``name:line``) where it is not TOML, or beyond reason."""
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        place = _TOML_PLACE.search(str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        raise OntologyError(name, line, f"not TOML: {_short(str(error))}") from error
    except (ValueError, RecursionError) as error:
        at, reason = _beyond(text, error)
        raise OntologyError(name, at, reason) from error


def json_value(text: str | bytes, where: str) -> Any:
    """The value of a text. Raises ReadError (``where:line``) where it is not JSON in UTF-8, or beyond reason."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ReadError(f"{where}:{error.lineno}", f"not JSON: {error.msg} — ce n'est pas du JSON") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        reason = f"not UTF-8 (byte 0x{error.object[error.start]:02x}); save the file as UTF-8"
        raise ReadError(f"{where}:{line}", f"{reason} — enregistrez le fichier en UTF-8") from error
    except (ValueError, RecursionError) as error:
        words = text if isinstance(text, str) else text.decode("utf-8", "replace")
        line, reason = _beyond(words, error)
        raise ReadError(f"{where}:{line}", f"{reason} — valeur démesurée") from error


def _beyond(text: str, error: Exception) -> tuple[int, str]:
    """The line that a parser could not hold, as far as it can be told, and what is wrong with it."""
    if isinstance(error, RecursionError):
        depth = 0
        for number, words in enumerate(text.split("\n"), 1):
            for bracket in _BRACKET.findall(_STRINGS.sub("", words)):
                depth += 1 if bracket in "[{" else -1
                if depth > _DEEP:
                    return number, "brackets are nested too deep; write it flatter"
        return 1, "it is nested too deep; write it flatter"
    found = _LONG_NUMBER.search(text)
    line = text.count("\n", 0, found.start()) + 1 if found else 1
    return line, "a number has too many digits; correct it" if found else f"cannot be read: {_short(str(error))}"


def _short(reason: str) -> str:
    return reason if len(reason) <= 200 else f"{reason[:200]}…"
