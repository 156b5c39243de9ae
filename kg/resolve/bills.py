"""Bills: by title, else by number; the law that a bill became is another entity."""

from __future__ import annotations

from kg import iris
from kg.lexicon.calendar import day_signed
from kg.lexicon.letters import letters
from kg.model import Claim, Entity, Key, Mention
from kg.resolve.budgets import budget_title, is_yearless, ordinal
from kg.resolve.context import Context
from kg.resolve.own import title_behind, titled_bill
from kg.resolve.titles import after_date, bill_titles

_HEADING = "bill.heading"
"""The rule of a bill's noun alone in its line."""


def resolve_bill(context: Context, index: int, mention: Mention) -> None:
    """Judge one explicit mention of a bill."""
    noun = noun_of(mention)
    nature = mention.get("nature")
    number = mention.get("number")
    identifiers = (f"n° {number}",) if number else ()
    title = mention.get("title") or mention.get("name") or (title_behind(context, mention) if mention.rule == _HEADING else "")
    if mention.get("law"):
        title = _title_of(context, mention.get("law"))
        if not title:
            context.undecided(index, ("the law that bears this nickname was signed long before",))
            return
    if budget := budget_title(mention):
        noun, title, nature = f"{ordinal(mention.get('rank'))} {noun}".strip(), budget, ""
    if not title and not number:
        context.undecided(index, ("a bill without title or number",))
        return
    if not title:
        known = context.vocabulary.pack.bills_numbered(number)
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
    entity, law = titled(context, noun, nature, title, identifiers)
    context.link(index, entity.key, entity=entity, reasons=("title",))
    if law:
        _became(context, entity.key, law)


def titled(context: Context, noun: str, nature: str, title: str, identifiers: tuple[str, ...] = ()) -> tuple[Entity, Key]:
    """The bill of a title, and the law that it became ("" where none is known)."""
    law, official = bill_titles(title, organic="organique" in nature)
    if law and _signed_before(context, law) > _SAME_TITLE:
        law, official = "", ""
    label = f"{noun} {nature} {official or title}" if nature else f"{noun} {official or title}"
    alt = (f"{noun} {title}",) if official else ()
    return Entity(f"bill/{iris.slug(label)}", "Bill", label, alt, identifiers=identifiers), law


def _title_of(context: Context, law: Key) -> str:
    """The title of a law by whose nickname a text names its bill; "" where the law was signed more than a year before the text,
    which then speaks of another bill."""
    return "" if _signed_before(context, law) > _SAME_NAME else after_date(context.vocabulary.tables.entries[law].label)


_SAME_TITLE, _SAME_NAME = 5, 1
"""Years after a law's signature within which a text that speaks of the bill of its title, or of its nickname, means that one."""


def _signed_before(context: Context, law: Key) -> int:
    """How many years before the text a law was signed; none where either date is not known."""
    known = context.known(law)
    dates = [fact.value for fact in known.facts if fact.predicate == "dcterms:date"] if known is not None else []
    signed = dates[0] if dates else day_signed(known.label) if known is not None else ""
    return int(context.date[:4]) - int(signed[:4]) if context.date and signed else 0


def own_bill(context: Context) -> Entity | None:
    """The bill that the title of the document names, where the document is the text of one."""
    mention = titled_bill(context.document.metadata.title or "")
    if mention is None or context.own_text < 0:
        return None
    return titled(context, noun_of(mention), mention.get("nature"), mention.get("title"))[0]


def noun_of(mention: Mention) -> str:
    """What a bill is called by its form: "projet de loi", "proposition de loi"."""
    return "proposition de loi" if letters(mention.get("form")).startswith(("proposition", "ppl")) else "projet de loi"


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
