"""The cues of ``ontology/rules/documents.toml``, compiled; a bad rule is an OntologyError with its file and line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from kg.errors import OntologyError
from kg.lexicon.files import line_of_rule, ontology_root, read_toml, shown

TABLES = ("furniture", "contact", "letterhead_line", "imprint", "dateline", "genre", "phrase", "presented", "not_a_title")
_NEEDED = ("id", "pattern", "example", "counter_example")
_OPTIONAL = ("yields", "scope", "publisher", "titles", "supported_by")


@dataclass(frozen=True, eq=False)
class Cue:
    """One rule. ``yields`` is what the block then says (a genre, a publisher; "-": nothing; "next": look further for a title),
    ``anywhere`` whether it holds below the header too, ``titles`` whether the block may be the title as well. A rule with
    ``support`` holds only where another block matches that. Both expressions are compiled when they are first tried, since a
    short text needs few of the rules."""

    id: str
    expression: str
    path: Path
    example: str
    counter_example: str
    yields: str = ""
    anywhere: bool = False
    publisher: str = ""
    titles: bool = False
    support: str = ""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled expression. Raises OntologyError, with the rule's line, where it is none."""
        return self._compiled(self.expression)

    @cached_property
    def supported_by(self) -> re.Pattern[str] | None:
        """What another block must match, compiled; None where the rule asks for nothing. Raises OntologyError."""
        return self._compiled(self.support) if self.support else None

    def _compiled(self, expression: str) -> re.Pattern[str]:
        try:
            return re.compile(expression)
        except re.error as error:
            raise _refused(self.path, self.id, f"the pattern is no regular expression: {error}") from error


@dataclass(frozen=True, slots=True)
class Rules:
    """All cues by table, the numbers of the months by their folded names, and the words that decide on hyphens."""

    cues: Mapping[str, tuple[Cue, ...]]
    months: Mapping[str, int]
    kept_after: frozenset[str]
    kept_before: frozenset[str]
    kept_always: frozenset[str]
    one_word: tuple[str, ...]
    continues: frozenset[str]

    def whole(self, table: str, text: str) -> Cue | None:
        """The first cue of the table that the whole text matches."""
        return next((cue for cue in self.cues[table] if cue.pattern.fullmatch(text)), None)


def matches(table: str, cue: Cue, text: str) -> bool:
    """Whether a cue matches a block as its table is applied: from the beginning, anywhere, or the whole of it."""
    if cue.id == "contact.opening":
        return bool(cue.pattern.match(text))
    if table == "genre" or cue.id == "contact.detail":
        return bool(cue.pattern.search(text))
    return bool(cue.pattern.fullmatch(text))


@cache
def load(path: Path | None = None) -> Rules:
    """The rules of a file, by default the shipped one. Raises OntologyError (``file:line``)."""
    path = path or ontology_root() / "rules" / "documents.toml"
    data = read_toml(path)
    months = data.get("months", {})
    if not months or not all(isinstance(n, int) and 1 <= n <= 12 for n in months.values()):
        raise OntologyError(shown(path), 1, "[months] must give each name a number from 1 to 12")
    names = "|".join(_accented(name) for name in sorted(months, key=lambda name: (-len(name), name)))
    names = f"(?i:{names})"
    fragments = _fragments(path, data.get("fragments", {}), names)
    cues = {table: tuple(_cue(path, entry, fragments) for entry in data.get(table, ())) for table in TABLES}
    hyphens = data.get("hyphens", {})
    return Rules(
        cues,
        months,
        frozenset(hyphens.get("kept_after", ())),
        frozenset(hyphens.get("kept_before", ())),
        frozenset(hyphens.get("kept_always", ())),
        tuple(hyphens.get("one_word", ())),
        frozenset(data.get("letterhead", {}).get("continues", ())),
    )


def _accented(name: str) -> str:
    """A pattern for a month's folded name, with or without its accents."""
    return name.replace("e", "[eé]").replace("u", "[uû]")


def _fragments(path: Path, table: Any, months: str) -> dict[str, str]:
    """The named parts of patterns, each with those above it filled in; ``month`` is always there."""
    if not isinstance(table, dict) or not all(isinstance(text, str) for text in table.values()):
        raise OntologyError(shown(path), 1, "[fragments] must give each name a pattern")
    out = {"month": months}
    for name, text in table.items():
        out[name] = _filled(text, out)
    return out


def _filled(pattern: str, fragments: Mapping[str, str]) -> str:
    for name, text in fragments.items():
        pattern = pattern.replace(f"{{{name}}}", text)
    return pattern


def _refused(path: Path, name: str, message: str) -> OntologyError:
    return OntologyError(shown(path), line_of_rule(path, name) if name else 1, f"rule {name or '?'}: {message}")


def _cue(path: Path, entry: Mapping[str, Any], fragments: Mapping[str, str]) -> Cue:
    name = str(entry.get("id", ""))
    wrong = [key for key in _NEEDED if not isinstance(entry.get(key), str)] + sorted(set(entry) - {*_NEEDED, *_OPTIONAL})
    if wrong:
        raise _refused(path, name, f"missing or unknown: {', '.join(wrong)}")
    return Cue(
        name,
        _filled(entry["pattern"], fragments),
        path,
        entry["example"],
        entry["counter_example"],
        entry.get("yields", ""),
        entry.get("scope", "header") == "anywhere",
        entry.get("publisher", ""),
        entry.get("titles", "") == "yes",
        _filled(entry.get("supported_by", ""), fragments),
    )
