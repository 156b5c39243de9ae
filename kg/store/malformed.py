"""Why a query is no SPARQL, in words: the engine's own where it has any, else what can be seen in the text."""

from __future__ import annotations

import re

# IRIs and strings first, or a "#" within them would open a comment (https://www.w3.org/TR/sparql11-query/#sparqlGrammar).
QUOTED = re.compile(
    r'<[^<>"{}|^`\\\x00-\x20]*>|"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\n\r]|\\.)*"|\'(?:[^\'\\\n\r]|\\.)*\'|#[^\n\r]*',
    re.DOTALL,
)
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_CLASSES = re.compile(r"expected one of |\[[^\]]*\](?: \| \[[^\]]*\])*|,\s*(?=,)")
_SIGN = re.compile(r"[{}()\[\]\"']")
_CLOSES = {"}": "{", ")": "(", "]": "["}
_NEAR = 24


def bared(text: str) -> str:
    """A query with its IRIs emptied, and its strings and comments blank, each sign in its place."""
    return QUOTED.sub(lambda found: "<" + ">".rjust(len(found[0]) - 1) if found[0][0] == "<" else " " * len(found[0]), text)


def explained(message: str, text: str) -> str:
    """An engine's message about ``text`` as "line L, column C: …".

    The engine reads keywords ahead, so that its place may lie some letters behind the fault, and of what it expected it names an
    arbitrary part: a bracket or a string that is left open is found here, and else what stands before the place is shown.
    """
    found = _PLACE.match(message)
    if found is None:
        return f"malformed query: {message}"
    line, column, rest = int(found[1]), int(found[2]), found[3]
    parts = (" ".join(part.split()) for part in _CLASSES.sub("", rest).split(","))
    if said := next((part for part in parts if " " in part and not part.startswith("expected")), ""):
        return f"malformed query at line {line}, column {column}: {said}"
    if fault := _open(text):
        return f"malformed query at {_place(text, fault[0])}: {fault[1]}"
    lines = text.split("\n")
    before = "\n".join((*lines[: line - 1], (lines[line - 1] if line <= len(lines) else "")[: column - 1]))
    return f"malformed query at line {line}, column {column} or just before: after '{' '.join(before.split())[-_NEAR:]}'"


def _open(text: str) -> tuple[int, str] | None:
    """The first bracket or string of a query that has no other end, and what is wrong with it."""
    within: list[tuple[int, str]] = []
    for found in _SIGN.finditer(bared(text)):
        sign, at = found.group(), found.start()
        if sign in "\"'":
            return at, f"the string that {sign} opens does not end on its line"
        if sign not in _CLOSES:
            within.append((at, sign))
        elif not within:
            return at, f"'{sign}' closes nothing"
        elif within.pop()[1] != _CLOSES[sign]:
            return at, f"'{sign}' closes another kind of bracket"
    return (within[-1][0], f"the '{within[-1][1]}' is never closed") if within else None


def _place(text: str, at: int) -> str:
    return f"line {text.count(chr(10), 0, at) + 1}, column {at - text.rfind(chr(10), 0, at)}"
