"""Bills: by title, else by number; the law that a bill became is another entity."""

from __future__ import annotations

from kg import iris
from kg.lexicon.letters import letters
from kg.model import Claim, Entity, Key, Mention
from kg.resolve.budgets import budget_title, is_yearless, ordinal
from kg.resolve.context import Context
from kg.resolve.titles import bill_titles


def resolve_bill(context: Context, index: int, mention: Mention) -> None:
    """Judge one explicit mention of a bill."""
    noun = "proposition de loi" if letters(mention.get("form")).startswith("proposition") else "projet de loi"
    nature = mention.get("nature")
    number = mention.get("number")
    identifiers = (f"n° {number}",) if number else ()
    title = mention.get("title") or mention.get("name")
    if budget := budget_title(mention):
        noun, title, nature = f"{ordinal(mention.get('rank'))} {noun}".strip(), budget, ""
    if not title:
        known = context.vocabulary.pack.bills_numbered(number) if number else ()
        if len(known) == 1:
            context.link(index, known[0].key, reasons=("number",))
            return
        legislature = mention.get("legislature")
        key = f"bill/{iris.slug(f'{noun} n {number} {legislature}')}"
        label = f"{noun} n° {number}" + (f" ({legislature})" if legislature else "")
        context.link(index, key, entity=Entity(key, "Bill", label), reasons=("number",))
        return
    if is_yearless(mention):
        _year_less(context, index, title)
        return
    law, official = bill_titles(context, title, organic="organique" in nature)
    name = f"{nature} {official or title}".strip()
    label = f"{noun} {name}"
    key = f"bill/{iris.slug(label)}"
    alt = (f"{noun} {title}",) if official else ()
    context.link(index, key, entity=Entity(key, "Bill", label, alt, identifiers=identifiers), reasons=("title",))
    if law:
        _became(context, key, law)


def _year_less(context: Context, index: int, title: str) -> None:
    """ "Le projet de loi de finances" without its year is the only one that the document names, else none."""
    named = {
        key
        for key in context.acts
        if context.entities[key].kind == "Bill" and f"projet de loi {title} pour " in context.entities[key].label
    }
    before = context.folded[
        max(0, context.recognised.mentions[index].span.start - 8) : context.recognised.mentions[index].span.start
    ]
    if len(named) == 1 and not before.endswith((" un", " un ", " tout ", " prochain ")):
        context.link(index, named.pop(), score=0.9, reasons=("the only one that the document names",))
    else:
        context.undecided(index, ("a budget bill without its year",))


def _became(context: Context, bill: Key, law: Key) -> None:
    entity = context.known(law)
    if entity is None or any(claim.subject == bill and claim.predicate == "becameLaw" for claim in context.claims):
        return
    context.entities.setdefault(law, entity)
    context.claims.append(
        Claim(bill, "becameLaw", law, "resolve.bill-title", (entity.authority or "authority/lexicon",), field="title")
    )
