"""Articles: each to its act: the one named behind it, else the code or law that the sentence or the amended text is about."""

from __future__ import annotations

import re

from kg import iris
from kg.lexicon.letters import letters
from kg.model import Entity, Fact, Key, Mention
from kg.resolve.context import Context

_FRAME = re.compile(r",? (?:est|sont) ainsi (?:modifie|redige|complete)e?s?\b|,? est (?:complete|modifie)e?\b")
_HOLDERS = frozenset({"Law", "Code", "Ordinance", "Decree", "EUAct", "Constitution", "Treaty", "Bill"})
_CODED = re.compile(r"(?:L|R|D|A|LO|LP)\. ")


def resolve_article(context: Context, index: int, mention: Mention) -> None:
    """Judge one article; one without an act stays undecided, and a bare heading ("ARTICLE 2") is not a citation."""
    act, reason = _act_of(context, mention)
    if not act:
        context.undecided(index, ("no act that the article belongs to",))
        return
    number = mention.get("number")
    first, last = mention.get("range_start"), mention.get("range_end")
    shown = f"{first} à {last}" if last else number
    key = iris.article_key(act, f"{first}-a-{last}" if last else number)
    facts = [Fact("partOf", act, is_key=True)]
    if last:
        facts += [Fact("rangeStart", first), Fact("rangeEnd", last)]
    label = f"{'articles' if last else 'article'} {shown} {_of(context.entities[act].label)}"
    context.link(index, key, entity=Entity(key, "Article", label, facts=tuple(facts)), reasons=(reason,))


def _of(label: str) -> str:
    """ "loi n° 2022-52 …" → "de la loi n° 2022-52" (without the title), "code pénal" → "du code pénal"."""
    short = re.sub(r"^(.{0,40}? n° [\w/-]+ du \d+(?:er)? \w+ \d{4}) .+$", r"\1", label)
    short = re.sub(
        r"^((?:directive|règlement|décision)[^,]{3,40}?) (?:du Parlement|du Conseil|de la Commission|du \d).*$", r"\1", short
    )
    head = letters(short.split(" ", 1)[0])
    if head in ("loi", "directive", "constitution", "charte", "convention", "declaration", "decision", "proposition"):
        return f"de la {short}"
    return f"de l'{short}" if head[:1] in "aeiouy" else f"du {short}"


def _act_of(context: Context, mention: Mention) -> tuple[Key, str]:
    extent = mention.get("act")
    if extent:
        start, end = map(int, extent.split("-"))
        for other, key in context.linked(_HOLDERS, before=start + 1, start=start):
            if other.span.end == end:
                return key, "the act named behind it"
        return "", ""
    if mention.get("heading") and not _CODED.match(mention.get("number")):
        return "", ""
    wanted = frozenset({"Code"}) if _CODED.match(mention.get("number")) else _HOLDERS
    for other, key in reversed(context.linked(wanted, before=mention.span.start)):
        if other.span.end <= mention.span.start and not other.get("short") and _FRAME.match(context.folded, other.span.end):
            if (
                not _CODED.match(mention.get("number"))
                and "expose sommaire" in context.folded[other.span.end : mention.span.start]
            ):
                break
            return key, "the act that the text amends"
    here = _same_sentence(context, mention, wanted)
    if len(here) == 1:
        return here.pop(), "the only act of its sentence"
    if wanted == {"Code"}:
        codes = {key for key in context.named if context.entities[key].kind == "Code"}
        if len(codes) == 1:
            return codes.pop(), "the only code of the document"
    return "", ""


def _same_sentence(context: Context, mention: Mention, kinds: frozenset[str]) -> set[Key]:
    number = context.sentence_of(mention.span)
    if number < 0:
        return set()
    start = context.recognised.segmented.sentences[number].span.start
    before = context.linked(kinds, before=mention.span.start, start=start)
    return {key for other, key in before if other.span.end <= mention.span.start and not other.get("title")}
