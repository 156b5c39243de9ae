"""YAML front matter: the metadata between two lines of dashes at the head of a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kg.errors import ReadError
from kg.lexicon.late import late
from kg.model import Finding, Metadata
from kg.read.metadata import stated_date

LONGEST = 20_000
"""Longest front matter, in characters."""

MOST_NESTED = 200
"""Most brackets in a front matter: the YAML scanner's time grows with the square of their number."""

_NESTING = late(r"[\[{]|[-?:][ \t]+(?=[-?])")
_OPEN = late(r"\s*---[ \t]*\r?\n")
_CLOSE = late(r"^(?:---|\.\.\.)[ \t]*\r?$", re.M)
_PAIR = late(r"^[A-Za-z_][\w .-]{0,40}:", re.M)
_KNOWN = ("id", "title", "date", "publisher", "url", "source", "place", "genre")
_FIELD = late(rf"""^[ \t{{"']*(?:{"|".join(_KNOWN)})["']?[ \t]*:""", re.M | re.I)
_COLON = late(r"^([A-Za-z_][\w-]*:[ \t]+)(?![\"'\[{>|&*!%@`#])(.*?[:](?:[ \t].*?)?)([ \t\r]*)$", re.M)
"""A plain value with a colon before a space, as French titles have it: YAML knows none, and no other reading of it."""
_BLANK = late(r"^[ \t\r]*$", re.M)

_QUOTE = "'"
NOTHING = Metadata()


@dataclass(frozen=True, slots=True)
class Front:
    """The metadata of a front matter, the id that it gives ("" for none), and where the body starts."""

    metadata: Metadata = NOTHING
    id: str = ""
    end: int = 0


def read_front(text: str, where: str, findings: list[Finding]) -> Front:
    """The front matter of a text, if it has one; what of it is left out is added to ``findings``. Raises ReadError
    (``file:line``) where it is not plain YAML, or where what it says of the date and the identity cannot be so."""
    opened = _OPEN.match(text)
    if not opened:
        return Front()
    line = text.count("\n", 0, opened.end()) + 1
    closed = _CLOSE.search(text, opened.end(), opened.end() + LONGEST)
    if not closed:
        blank = _BLANK.search(text, opened.end())
        if _FIELD.search(text, opened.end(), blank.start() if blank else len(text)):
            # Read as text, its date would be lost, and its fields taken for words of the document.
            reason = f"the front matter has no --- below it (within {LONGEST} characters); add it, or take the one above away"
            raise ReadError(f"{where}:{line - 1}", f"{reason} — l'en-tête YAML n'est pas fermé par ---")
        return Front()
    block = text[opened.end() : closed.start()]
    if not _PAIR.search(block) and not _FIELD.search(block):
        # A horizontal rule that happens to open the text.
        return Front()
    values = _parsed(block, where, line, findings)
    date, at = values.get("date", ("", line))
    day = stated_date(date)
    if date and day is None:
        raise ReadError(f"{where}:{at}", f"{date} is no ISO date (YYYY-MM-DD) — date invalide (AAAA-MM-JJ attendu)")
    said = {name: value for name, (value, _) in values.items()}
    metadata = Metadata(
        title=said.get("title"),
        date=day,
        publisher=said.get("publisher"),
        url=said.get("url") or said.get("source"),
        place=said.get("place"),
        genre=said.get("genre"),
    )
    return Front(metadata, said.get("id", ""), min(closed.end() + 1, len(text)))


def _parsed(block: str, where: str, line: int, findings: list[Finding]) -> Mapping[str, tuple[str, int]]:
    """The fields with a value, each with its line; ``line`` is that of the first."""
    import yaml

    reason = "the front matter is not plain 'name: value' YAML — l'en-tête YAML est illisible"
    if len(_NESTING.findall(block)) > MOST_NESTED:
        raise ReadError(f"{where}:{line}", f"too many nested values; {reason}")
    block = _COLON.sub(lambda pair: f"{pair[1]}'{pair[2].replace(_QUOTE, _QUOTE * 2)}'{pair[3]}", block)
    try:
        # An alias is never needed here, and a chain of them is how a small file asks for gigabytes.
        for event in yaml.parse(block, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                raise ReadError(f"{where}:{line + _line(event.start_mark)}", f"aliases are not allowed in it; {reason}")
        # Nodes hold every scalar as the words that were written, dates and numbers too.
        whole = yaml.compose(block, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        at = line + _line(error.problem_mark)
        raise ReadError(f"{where}:{at}", f"{reason}: {error.problem}") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise ReadError(f"{where}:{line}", reason) from error
    if not isinstance(whole, yaml.MappingNode):
        raise ReadError(f"{where}:{line}", reason)
    found: dict[str, tuple[str, int]] = {}
    for key, value in whole.value:
        at = line + _line(key.start_mark)
        name = " ".join(key.value.split()).lower() if isinstance(key, yaml.ScalarNode) else ""
        if name in found and name in _KNOWN:
            raise ReadError(f"{where}:{at}", f"{name} is stated twice; keep one — {name} figure deux fois")
        if isinstance(value, yaml.ScalarNode):
            if words := " ".join(value.value.split()):
                found[name] = words, at
        elif name in ("date", "id"):
            raise ReadError(f"{where}:{at}", f"{name} must be one value, not several — {name} : une seule valeur attendue")
        elif name in _KNOWN:
            english, french = f"{name} has several values; it is left out", f"{name} a plusieurs valeurs ; il est omis"
            findings.append(Finding("warning", "read.front-matter", f"{where}:{at}", english, french))
    return found


def _line(mark: object) -> int:
    return int(getattr(mark, "line", 0))
