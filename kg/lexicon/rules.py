"""Rule files: TOML with ``[macros]`` and ``[[rule]]`` tables, each rule with an id, what it finds, how, and its own test.

A pattern is a Python regular expression on *folded* text (``kg.lexicon.letters``): lower case, no accents, straight quotes.
It may be written as French prints it; accents are folded when the file is loaded. ``<name>`` stands for the macro of that
name, of the same file or of ``rules/common.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from kg.errors import OntologyError
from kg.lexicon.calendar import MONTH, MONTH_SHORT
from kg.lexicon.files import line_of_macro, lines_of_rules, ontology_root, read_toml, shown
from kg.lexicon.letters import letters, letters_pattern

_MACRO = re.compile(r"<([a-zà-ÿ_]+)>")
_GROUP_SYNTAX = re.compile(r"\(\?P[<=]|\(\?<[=!]")
_SHOWN = 120
"""Characters of the engine's reason, which may quote the whole expression."""
_REQUIRED = ("id", "pattern", "example", "counter_example")


@dataclass(frozen=True, eq=False)
class Rule:
    """One rule: ``kind`` is what it yields, ``anchors`` the folded words at which its pattern is tried, ``options`` the rest
    of its table. ``examples`` must be found and ``counter_examples`` must not. ``expand`` works its macros and its notation into
    the source; that is done, and compiled, when the rule is first tried, since a short text needs few of them."""

    id: str
    kind: str
    source: str
    expand: Callable[[str], str]
    anchors: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    options: Mapping[str, Any]
    path: str
    line: int

    @cached_property
    def expression(self) -> str:
        """The source as a regular expression on folded text."""
        return letters_pattern(self.expand(self.source))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern. Raises OntologyError, with the rule's line, where it is not a regular expression."""
        return self.compiled(self.expression)

    def compiled(self, expression: str) -> re.Pattern[str]:
        """An expression made of the rule's own, compiled. Raises OntologyError, with the rule's line, where it is none."""
        try:
            return re.compile(expression)
        except re.error as error:
            raise self.error(f"not a regular expression: {str(error)[:_SHOWN]}") from error

    def error(self, reason: str) -> OntologyError:
        """An error that names the rule's line."""
        return OntologyError(self.path, self.line, f"rule {self.id}: {reason}")


def expand(pattern: str, macros: Mapping[str, str]) -> str:
    """``pattern`` with its macros replaced, to any depth; raises KeyError with the name of an unknown macro."""
    protected = _GROUP_SYNTAX.sub(lambda match: match.group().replace("<", "\x00"), pattern)
    for _ in range(10):
        protected, count = _MACRO.subn(
            lambda match: (
                "(?:" + _GROUP_SYNTAX.sub(lambda group: group.group().replace("<", "\x00"), macros[match.group(1)]) + ")"
            ),
            protected,
        )
        if not count:
            break
    return protected.replace("\x00", "<")


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise TypeError


@cache
def common_macros() -> Mapping[str, str]:
    """The macros of ``rules/common.toml``, shared by all rule files, with ``<month>``, the names of the
    months, and ``<month_short>``, as citations shorten them."""
    macros = read_toml(ontology_root() / "rules" / "common.toml").get("macros", {})
    return {"month": MONTH, "month_short": MONTH_SHORT, **{str(name): str(value) for name, value in macros.items()}}


def _unknown(text: str, known: Container[str]) -> str | None:
    """The first name in angle brackets that is not known."""
    return next((name for name in _MACRO.findall(_GROUP_SYNTAX.sub("", text)) if name not in known), None)


def read_rules(
    path: Path,
    extra: Mapping[str, str] | None = None,
    prepare: Callable[[str], str] = lambda source: source,
    names: Collection[str] = (),
) -> Iterator[Rule]:
    """The rules of one file. ``extra`` are macros that the program computes (verb forms, names of kinds); ``prepare`` turns a
    file's own notation, which has ``names`` in angle brackets of its own, into a regular expression before the macros come in.

    Raises OntologyError, with the line of the rule, for a missing field, an unknown macro or a repeated id.
    """
    data = read_toml(path)
    macros = {**common_macros(), **{str(k): str(v) for k, v in data.get("macros", {}).items()}, **(extra or {})}
    known = {*macros, *names}
    for macro, value in data.get("macros", {}).items():
        if strange := _unknown(str(value), known):
            raise OntologyError(shown(path), line_of_macro(path, macro), f"macro {macro}: no macro is called {strange}")

    def expanded(source: str) -> str:
        return expand(prepare(source), macros)

    seen: set[str] = set()
    lines = lines_of_rules(path)
    for number, table in enumerate(data.get("rule", []), 1):
        rule_id = str(table.get("id", f"(rule {number} has no id)"))
        line = lines.get(rule_id, 1)
        for name in _REQUIRED:
            if name not in table:
                raise OntologyError(shown(path), line, f"rule {rule_id}: {name} is missing")
        if rule_id in seen:
            raise OntologyError(shown(path), line, f"rule {rule_id}: this id is taken by an earlier rule")
        seen.add(rule_id)
        source = str(table["pattern"])
        if strange := _unknown(source, known):
            raise OntologyError(shown(path), line, f"rule {rule_id}: no macro or verb is called {strange}")
        try:
            yield Rule(
                id=rule_id,
                kind=str(table.get("kind", "")),
                source=source,
                expand=expanded,
                anchors=tuple(letters(anchor) for anchor in _texts(table.get("anchors", []))),
                examples=_texts(table["example"]),
                counter_examples=_texts(table["counter_example"]),
                options={k: v for k, v in table.items() if k not in {*_REQUIRED, "kind", "anchors"}},
                path=shown(path),
                line=line,
            )
        except TypeError as error:
            raise OntologyError(
                shown(path), line, f"rule {rule_id}: examples and anchors must be texts or lists of texts"
            ) from error
