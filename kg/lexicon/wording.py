"""Expressions for one text: without the alternatives whose words it does not hold.

A rule knows hundreds of verb forms and adverbs, a page holds a few of them; an expression cut down to those finds in that
page what the whole one does, and is compiled in a fraction of the time. It pays for the first texts of a run alone: what
reads many compiles the whole expressions once.
"""

from __future__ import annotations

import re

_ALTERNATIVES = re.compile(r"(?<!\\)\(\?:([a-z\x9c\xe6' -]+(?:\|[a-z\x9c\xe6' -]+)+)\)")
"""A choice between plain words, as the expansion of macros and verbs writes it."""
_PARTS = re.compile(r"[^' -]+")
_NOTHING = "(?!)"
_PAYS_FROM, _PER_TEXT = 30_000, 6_000


class Wording:
    """What a folded text (``kg.lexicon.letters``) says in plain words."""

    def __init__(self, folded: str) -> None:
        self._folded = folded
        self._known: dict[str, bool] = {}

    def holds(self, words: str) -> bool:
        """Whether each of these words, or what an ending is added to, stands somewhere in the text."""
        return all(map(self._stands, _PARTS.findall(words)))

    def _stands(self, word: str) -> bool:
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = word in self._folded
        return known

    def cut(self, expression: str) -> str:
        """``expression`` with the plain alternatives that can match in the text alone. It finds in the text, and in what is left
        of it when passages are masked or taken out, what the whole expression finds, since words are looked up one by one."""
        return _ALTERNATIVES.sub(self._choice, expression)

    def _choice(self, match: re.Match[str]) -> str:
        return f"(?:{'|'.join(filter(self.holds, match[1].split('|'))) or _NOTHING})"


class FirstTexts:
    """Counts the text that a run reads, so that what is made for single texts is made for the first of them alone."""

    def __init__(self) -> None:
        self._seen = 0

    def takes(self, text: str) -> bool:
        """Whether this text is still among the first: until some 30,000 code points, a text counting for 6,000 at least."""
        self._seen += len(text) + _PER_TEXT
        return self._seen <= _PAYS_FROM
