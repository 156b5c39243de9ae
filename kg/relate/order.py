"""Which signs a passage must have, one behind the other, for a rule to match in it: read from the rule's source, and told without
compiling or trying its expression."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from kg.relate.mask import BLOCK, FIRST

Order = tuple[frozenset[int], ...]
"""For each sign that every match has, in the order of the text, the blocks (``kg.relate.mask``) that it may be of."""
_KEPT = 65_536
_PIECE = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{[a-z]\d?:(?P<sign>[A-Za-z]+)\}|\((?:\?(?:P<\w+>|:|=|!|<=|<!))?|[)|]|.",
    re.DOTALL,
)
"""One element of a source: an escape, a class, a sign, the opening of a group, its end, a bar, anything else."""
_OPTIONAL = re.compile(r"[?*]|\{0?,|\{0\}")
_AROUND = ("(?=", "(?!", "(?<=", "(?<!")


class _Group:
    """What is known of a group that is being read."""

    def __init__(self, opening: str) -> None:
        self.opening = opening
        self.signs: list[frozenset[int]] = []
        self.alternatives = False


def order_of(source: str, classes: Mapping[str, str]) -> Order:
    """The signs of a rule's source that no match goes without; ``classes`` are the insides of the character classes that its
    signs stand for. What stands in a choice, in what may be left out or in a look around says nothing."""
    groups = [_Group("")]
    for piece in _PIECE.finditer(source):
        words, optional = piece.group(), _OPTIONAL.match(source, piece.end()) is not None
        if piece["sign"]:
            if not optional:
                groups[-1].signs.append(frozenset(_blocks(classes[piece["sign"]])))
        elif words.startswith("("):
            groups.append(_Group(words))
        elif words == "|":
            groups[-1].alternatives = True
        elif words == ")" and len(groups) > 1:
            closed = groups.pop()
            if not (optional or closed.alternatives or closed.opening in _AROUND):
                groups[-1].signs.extend(closed.signs)
    return () if groups[0].alternatives else tuple(groups[0].signs)


def _blocks(ranges: str) -> Iterator[int]:
    """The blocks of the inside of a character class, which is written in ranges."""
    for low, high in zip(ranges[::3], ranges[2::3], strict=True):
        yield from range((ord(low) - FIRST) // BLOCK, (ord(high) - FIRST) // BLOCK + 1)


@lru_cache(_KEPT)
def stand_in_order(order: Order, blocks: tuple[int, ...]) -> bool:
    """Whether signs of these blocks, in the order of a passage, are such as a rule needs."""
    following = iter(blocks)
    return all(any(block in wanted for block in following) for wanted in order)
