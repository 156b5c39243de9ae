"""Acts of the European Union: from number or title to the key of the CELEX number."""

from __future__ import annotations

import re

from kg import iris
from kg.lexicon.letters import letters
from kg.model import Candidate, Entity, Mention
from kg.resolve.celex import celex_of
from kg.resolve.context import Context
from kg.resolve.titles import after_date, same_title, title_key

_WHOLE = {"dir": "directive", "regl": "règlement"}
"""The nouns that commentaries abbreviate."""


def resolve_eu_act(context: Context, index: int, mention: Mention) -> None:
    """Judge one mention of an act of the European Union: by its number, else by a title that the tables have."""
    number = mention.get("number")
    if number:
        form = mention.get("form")
        celex = celex_of(_WHOLE.get(letters(form), form), number, mention.get("body"), mention.get("date"))
        if not celex:
            context.undecided(index, (f"{number} gives no CELEX number",))
            return
        key = f"eu/{celex}"
        head = re.sub(r"^(directive|règlement|décision)s", r"\1", context.words(mention), flags=re.IGNORECASE)
        if letters(form) in _WHOLE:
            head = f"{_noun(celex)} {head.partition('.')[2].strip()}"
        if not re.match(r"(?:directive|r[èe]glement|d[ée]cision)", head, re.IGNORECASE):
            head = f"{_noun(celex)} {head}"
        label = re.sub(r"\s*/\s*", "/", head)
        context.link(index, key, entity=Entity(key, "EUAct", label, same_as=(iris.celex(celex),)), reasons=("number",))
        return
    wanted = title_key(mention.get("title"))
    if mention.get("form").startswith(_PROPOSALS):
        # What is proposed is not yet the act of this title, as a bill is not the law that it becomes.
        label = context.words(mention)
        key = f"eu/{iris.slug(label)}"
        context.link(index, key, entity=Entity(key, "EUAct", label[:1].lower() + label[1:]), reasons=("title of a proposal",))
        return
    found = {
        entry.key
        for entry in context.vocabulary.tables.of_kind("EUAct")
        if any(
            same_title(title_key(tail), wanted) or wanted in title_key(form)
            for form in entry.surfaces
            if (tail := after_date(form))
        )
    }
    if len(found) == 1 and len(wanted) > 20:
        context.link(index, found.pop(), reasons=("title",))
    else:
        context.undecided(
            index,
            ("a European act without a number, and no table has this title",),
            tuple(Candidate(key, 0.5, ("title",)) for key in sorted(found)),
        )


_PROPOSALS = ("proposition", "projet")


def _noun(celex: str) -> str:
    """The French noun of a CELEX number's type: 3…L… a directive, 3…R… a regulation."""
    return {"L": "directive", "R": "règlement", "D": "décision"}.get(celex[5:6], "acte")
