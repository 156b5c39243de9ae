"""Whether what stands at the arguments of a match is what its rule asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.lexicon.late import late
from kg.model import Key
from kg.relate.mask import Masked, Slot
from kg.relate.readings import Carried
from kg.relate.rules import RelationRule


def applies(rule: RelationRule, match: re.Match[str], masked: Masked) -> bool:
    """Whether the arguments are among the entities that the rule asks for; an office in the plural ("MM. A et B, députés") is
    that of the whole list, once it is one sign."""
    return not _of_a_list(rule, match, masked) and keyed(rule, match, masked)


def keyed(rule: RelationRule, match: re.Match[str], masked: Masked, head: Carried | None = None) -> bool:
    """Whether the arguments that are there, a carried subject too, are among the entities that the rule asks for."""
    for name, asked in rule.keys.items():
        position = head.position if head and head.name == name else match.start(name) if name in match.re.groupindex else -1
        if position >= 0 and not all(asked.search(key) for key in masked.slot(masked.text[position], position).members):
            return False
    return True


_ANOTHER_DAY = late(r"\b(?:ancien|ancienne|anciens|anciennes|ex|futur|future|futurs|futures|alors|feu|defunt|defunte)[ -]$")
_BEFORE = 16
_SEVERAL = late(r"\b(?:(?:co)?auteure?s|(?:co)?autrices|membres|responsables|chargee?s)\b")


def of_another_day(rule: RelationRule, match: re.Match[str], masked: Masked) -> bool:
    """Whether the office of a group is one that was held before, or will be ("l'ancien Premier ministre Jean Castex")."""
    if rule.classes.get("o") != "Office":
        return False
    start = match.start("o")
    return _ANOTHER_DAY.search(masked.text, max(0, start - _BEFORE), start) is not None


def _of_a_list(rule: RelationRule, match: re.Match[str], masked: Masked) -> bool:
    if rule.stage != "group" or rule.classes.get("s") != "Person":
        return False
    if rule.classes.get("o") != "Office":
        alone = len(masked.slot(match.group("s"), match.start("s")).members) == 1
        return alone and _SEVERAL.search(masked.text, match.end("s"), match.end()) is not None
    office = masked.slot(match.group("o"), match.start("o"))
    person = masked.slot(match.group("s"), match.start("s"))
    plural = re.match(r"[a-z-]+s\b", office.extent.of(masked.folded))
    return len(person.members) == 1 and plural is not None


def any_held(slots: Sequence[Slot], known: frozenset[tuple[Key, Key]]) -> bool:
    """Whether a passage names a person and the office that the authority has for that person on the day."""
    if not known:
        return False
    named = {member for slot in slots for member in slot.members}
    return any(person in named and office in named for person, office in known)


def are_held(match: re.Match[str], masked: Masked, known: frozenset[tuple[Key, Key]]) -> bool:
    """Whether the authority has the person of a group in its office on the day: ``known`` are the pairs."""
    persons = masked.slot(match.group("s"), match.start("s")).members
    offices = masked.slot(match.group("o"), match.start("o")).members
    return all((person, office) in known for person in persons for office in offices)
