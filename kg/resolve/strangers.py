"""Titles of other countries' offices: by the country behind them, or by who bears them here and nobody in the authority knows."""

from __future__ import annotations

import re

from kg.lexicon.countries import foreign_words
from kg.lexicon.fold import fold
from kg.lexicon.late import late
from kg.model import Key, Mention, Span
from kg.resolve.context import Context

_NAME_REACH = 60
"""Code points behind a title within which the name beside it ends."""
_CLOSED = late(r"[,.;)]|$")
"""What closes an apposition: "sur proposition du Premier ministre, M. X est nommé" has none."""
_CHARGED = late(r"\bchargée? d[eu'’]")
_ACCOMPANIED = late(r"\b(?:accompagnee?s?|entouree?s?|en presence|aux cotes|en compagnie) (?:du |de la |de l'|de )$")
_APPOSED = late(r",? (?:M\. |Mme |MM\. )?")
_NEXT = late(r" (?:de la |de l['’]|des |du |de |d['’])?([\w-]+(?: (?:du |de )?[\w-]+)?)")
"""What may be a country or its adjective behind a title."""
_HIGHEST = frozenset({"office/premier-ministre", "office/president-de-la-republique"})
"""Offices of which the authority knows every holder: who else bears the title is of another country."""
_ABROAD = late(r"\b(?:homologues?|ambassad\w+|bilatera(?:l|le|ux)|visite officielle|en visite|delegation etrangere)\b")


def is_foreign(context: Context, mention: Mention) -> bool:
    """Whether a country or its adjective follows the title: "le Premier ministre britannique", "… du Royaume-Uni"."""
    match = _NEXT.match(context.text, mention.span.end)
    if match is None:
        return False
    words = fold(match.group(1)).split()
    return any(" ".join(words[:length]) in foreign_words() for length in range(1, len(words) + 1))


def held_by_a_stranger(context: Context, mention: Mention, keys: list[Key]) -> bool:
    """Whether who is named right behind the title of a member of the Government is nobody that the authority knows: "le Premier
    ministre, Petr Fiala," is that of another country; so is a minister where the passage speaks of one."""
    offices = [context.vocabulary.pack.offices.get(key) for key in keys]
    if not offices or not all(office is not None and office.seats == "1" for office in offices):
        return False
    as_of = context.vocabulary.pack.as_of
    told = held_by_any(context, keys) and not (as_of and context.date > as_of)
    if not told or _at_home(context, mention) or not stranger_beside(context, mention):
        return False
    return not _HIGHEST.isdisjoint(keys) or _speaks_of_abroad(context, mention)


def stranger_beside(context: Context, mention: Mention) -> bool:
    """Whether somebody is named in full right behind a title whom the authority does not know."""
    for index in context.within(Span(mention.span.end, mention.span.end + _NAME_REACH)):
        link = context.links.get(index)
        if (
            link is not None
            and link.mention.kind == "Person"
            and _APPOSED.fullmatch(context.text, mention.span.end, link.mention.span.start)
        ):
            end = link.mention.span.end
            beside = context.text[mention.span.end] != "," or _CLOSED.match(context.text, end) is not None
            return beside and link.judgement == "new" and bool(link.entity) and " " in context.words(link.mention)
    return False


def held_by_any(context: Context, keys: list[Key]) -> bool:
    """Whether one of these offices had a holder on the document's date; titles of other times say nothing of this one."""
    return not context.date or any(context.vocabulary.pack.holders(key, context.date) for key in keys)


def _speaks_of_abroad(context: Context, mention: Mention) -> bool:
    """Whether the paragraph of a title, the one before it or the first of the document speaks of another country."""
    number, blocks = context.block_of(mention.span), context.document.blocks
    for block in {max(0, number - 1), max(0, number), 0}:
        span = blocks[block].span
        folded = context.folded[span.start : span.end]
        words = re.findall(r"[\w\x9c-]+", folded)
        if _ABROAD.search(folded) or _names_a_country(words):
            return True
    return False


def _names_a_country(words: list[str]) -> bool:
    return any(" ".join(words[at : at + size]) in foreign_words() for size in (1, 2, 3) for at in range(len(words)))


def _at_home(context: Context, mention: Mention) -> bool:
    """Whether a title is one of the French Government by its words ("chargé de") or by whom its holder accompanies."""
    if _CHARGED.search(context.words(mention)):
        return True
    sentence = context.recognised.segmented.sentences[context.sentence_of(mention.span)].span
    before = context.folded[sentence.start : mention.span.start]
    if _ACCOMPANIED.search(before) is None:
        return False
    return not _names_a_country(re.findall(r"\w+", before))
