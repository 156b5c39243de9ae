"""The texts that a document names, for arguments that the words leave out: "renvoyé à la commission", "l'a adoptée"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from kg import iris
from kg.lexicon.letters import letters
from kg.model import Document, Entity, Fact, Key
from kg.relate.mask import Slot

_REACH = 2
"""Blocks back in which an argument that the words leave out may stand, where it is not the only one of its kind."""
_NEAR = 1
"""Blocks back in which what a pronoun stands for may stand."""
_SLUG_MAX = 90
_TEXTS = ("Bill", "Law", "EUAct")
_RIVALS = re.compile(
    r"\b(?:motion|resolution|amendement|article|rapport|question prealable|disposition|mesure|avis|budget|plan|accord|convention|"
    r"traite|demande|saisine|lettre|proposition|idee|initiative)s?\b"
)
"""Nouns that "l'" may stand for rather than the text named before them."""
_FEMININE = ("proposition", "loi", "directive", "decision", "recommandation")


class Named:
    """The texts named in a document, in reading order, none of them in the name of another."""

    def __init__(self, document: Document, folded: str, slots: Sequence[Slot], entities: Iterable[Entity]) -> None:
        self._document, self._folded, self._entities = document.key, folded, entities
        self._blocks = [block.span.start for block in document.blocks]
        self._named: dict[str, list[tuple[int, Key, int]]] = {kind: [] for kind in _TEXTS}
        for slot in slots:
            if slot.kind in self._named and slot.members:
                self._named[slot.kind].append((slot.extent.start, slot.members[0], slot.extent.end))

    @cached_property
    def _labels(self) -> Mapping[Key, str]:
        return {entity.key: entity.label for entity in self._entities}

    def latest(self, kind: str, position: int) -> Key:
        """The latest of a kind before ``position``; "" where it is far and not the only one."""
        texts = self._named.get(kind, [])
        before = bisect_left(texts, (position, "", 0))
        if not before:
            return ""
        if self._distance(texts[before - 1][0], position) > _REACH and len({key for _, key, _ in texts}) > 1:
            return ""
        return texts[before - 1][1]

    def governed(self, position: int, verb: str) -> Key:
        """What "l'" before a verb stands for: the latest text named before of the gender of its participle, nothing else that
        could be meant standing between; "" in doubt."""
        gender = (
            "f" if re.search(r"(?:ée|ise|ite|ue)s?$|^la ", verb) else "m" if re.search(r"(?:é|is|it|u)s?$|^le ", verb) else ""
        )
        texts = sorted(one for kind in _TEXTS for one in self._named[kind] if one[0] < position)
        texts = [one for one in texts if not gender or self._gender(one[1]) == gender]
        if not texts:
            return ""
        start, key, end = texts[-1]
        if self._distance(start, position) > _NEAR or _RIVALS.search(self._folded, end, position):
            return ""
        beside = {one[1] for one in texts if one[0] >= start - (position - start) and self._distance(one[0], start) == 0}
        return key if gender or len(beside) == 1 else ""

    def vote_on(self, key: Key) -> Entity:
        """The vote that a text names by what was voted on, and by nothing else."""
        label = self._labels.get(key, key)
        title = f"vote sur {'la' if self._gender(key) == 'f' else 'le'} {label[:1].lower()}{label[1:]}"
        slug = iris.slug(title)[:_SLUG_MAX].strip("-")
        return Entity(f"{self._document}/vote/{slug}", "Vote", title, facts=(Fact("votedOn", key, is_key=True),))

    def _gender(self, key: Key) -> str:
        return "f" if letters(self._labels.get(key, "")).startswith(_FEMININE) else "m"

    def _distance(self, start: int, position: int) -> int:
        return bisect_right(self._blocks, position) - bisect_right(self._blocks, start)
