"""YAML front matter: the metadata between two lines of dashes at the head of a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kg.errors import ReadError
from kg.model import Metadata
from kg.read.metadata import iso_date

LONGEST = 20_000
"""Longest front matter, in characters."""

MOST_NESTED = 200
"""Most brackets in a front matter: the YAML scanner's time grows with the square of their number."""

_NESTING = re.compile(r"[\[{]|[-?:][ \t]+(?=[-?])")
_OPEN = re.compile(r"\s*---[ \t]*\r?\n")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.M)
_PAIR = re.compile(r"^[A-Za-z_][\w .-]{0,40}:", re.M)


NOTHING = Metadata()


@dataclass(frozen=True, slots=True)
class Front:
    """The metadata of a front matter, the id that it gives ("" for none), and where the body starts."""

    metadata: Metadata = NOTHING
    id: str = ""
    end: int = 0


def read_front(text: str, where: str) -> Front:
    """The front matter of a text, if it has one. Raises ReadError (``file:line``) where it is not plain YAML."""
    opened = _OPEN.match(text)
    if not opened:
        return Front()
    closed = _CLOSE.search(text, opened.end(), opened.end() + LONGEST)
    if not closed or not _PAIR.search(text, opened.end(), closed.start()):
        # A horizontal rule that happens to open the text.
        return Front()
    values = _parsed(text[opened.end() : closed.start()], where, text.count("\n", 0, opened.end()) + 1)
    date = values.get("date")
    if date and iso_date(date) is None:
        line = text.count("\n", 0, text.find("date", opened.end())) + 1
        raise ReadError(f"{where}:{line}", f"{date} is no ISO date (YYYY-MM-DD) — date invalide (AAAA-MM-JJ attendu)")
    metadata = Metadata(
        title=values.get("title"),
        date=iso_date(date) if date else None,
        publisher=values.get("publisher"),
        url=values.get("url") or values.get("source"),
        place=values.get("place"),
        genre=values.get("genre"),
    )
    return Front(metadata, values.get("id", ""), min(closed.end() + 1, len(text)))


def _parsed(block: str, where: str, line: int) -> Mapping[str, str]:
    import yaml

    reason = "the front matter is not plain 'name: value' YAML — l'en-tête YAML est illisible"
    if len(_NESTING.findall(block)) > MOST_NESTED:
        raise ReadError(f"{where}:{line}", f"too many nested values; {reason}")
    try:
        # An alias is never needed here, and a chain of them is how a small file asks for gigabytes.
        for event in yaml.parse(block, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                raise ReadError(f"{where}:{line + _line(event.start_mark)}", f"aliases are not allowed in it; {reason}")
        # BaseLoader leaves every scalar as the words that were written, dates and numbers too.
        values = yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        at = line + _line(error.problem_mark)
        raise ReadError(f"{where}:{at}", f"{reason}: {error.problem}") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise ReadError(f"{where}:{line}", reason) from error
    if not isinstance(values, dict):
        raise ReadError(f"{where}:{line}", reason)
    return {
        str(name).strip().lower(): " ".join(value.split())
        for name, value in values.items()
        if isinstance(value, str) and value.strip()
    }


def _line(mark: object) -> int:
    return int(getattr(mark, "line", 0))
