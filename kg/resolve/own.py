"""The act that a document is the text of: a bill, a law, a decree, a decision printed in full, known by what such texts have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.lexicon.genres import is_amendment
from kg.lexicon.late import late
from kg.lexicon.letters import letters
from kg.model import Block, Key, Mention, Span

if TYPE_CHECKING:
    from kg.resolve.context import Context

_OWN = frozenset({"Law", "Bill", "Ordinance", "Decree", "CourtDecision", "EUAct"})
_ONLY_IN_FULL = frozenset({"CourtDecision", "EUAct"})
"""Kinds of acts of which a document is the text only where it has the formulas of one."""
_HEADING = late(r"(?:article|art\.) (?:premier|unique|1 ?er|i ?er|1)(?: ?[.:–-].*| ?\(.*\))?")
_FORMULA = late(
    r"(?:au )?vu (?:le |la |l'|les |des textes suivants|la procedure suivante|les procedures suivantes)|expose des motifs|"
    r"(?:decrete(?:nt)?|arrete(?:nt)?|ordonne|decide) ?:|.{0,160}dont la teneur suit|"
    r".{0,80}a rendu (?:l'arret|la decision) suivant|l'assemblee nationale et le senat ont adopte|"
    r"le conseil constitutionnel a ete saisi|la presente (?:circulaire|instruction|note) "
)
"""What blocks of the text of an act begin with, besides the heading of its first article."""
_FIRST_BLOCKS = 15
"""Blocks within which the text of an act has named itself."""
_BEFORE_ALL = 3
"""Blocks of any document whose first words may say which act it is."""
_TITLE_GOES_ON = late(
    r"(?:visant|tendant|relati(?:f|ve)|portant|pour|sur|contre|d'|de (?:finances|financement|programmation|simplification|"
    r"modernisation|lutte|protection|orientation|reglement|ratification)|[a-z]{3,}ant)\b"
)
_PUBLISHED = late(
    r"[ *#]*(?:loi|ordonnance|decret)(?: organique| constitutionnelle)? n ?[°o] ?\d[^.;]{0,400}?"
    r"[ ,](?:publie|paru)e? (?:au|dans le) (?:journal officiel|jo)\b"
)
"""The block of a page about an act that names it; the text of an act does not say where it was published."""
_LONGEST_TITLE = 420
_LOOKED_AT = 240
"""Code points of a block that tell what it begins with."""
_TITLED = late(
    r"(?P<form>projet|proposition) de loi (?:(?P<nature>organique|constitutionnelle) )?(?P<title>[^:;()«»]{12,400}?)"
    r"(?= ?(?:[:;()«]|,? n ?[°o] ?\d|, (?:adopte|modifie|depose|presente|enregistre)e?\b| [–-] )|$)"
)


def _is_text_of_an_act(context: Context, block: Block) -> bool:
    words = context.folded[block.span.start : min(block.span.end, block.span.start + _LOOKED_AT)].strip(" *#")
    return _HEADING.fullmatch(words) is not None or _FORMULA.match(words) is not None


def _is_page_about_an_act(context: Context, blocks: list[Block]) -> bool:
    """Whether one of the first blocks names an act and says where it was published, as the pages of dossiers do."""
    return any(_PUBLISHED.match(context.folded, block.span.start, block.span.end) for block in blocks[:_BEFORE_ALL])


def first_article(context: Context) -> int:
    """Where the text of an act begins in the document: the first heading of an article, recital or formula of enactment; -1
    where it has none, or is an amendment, whose articles are those of another text."""
    blocks = context.document.body
    if is_amendment(context.document) or _is_page_about_an_act(context, blocks):
        return -1
    return next((block.span.start for block in blocks if _is_text_of_an_act(context, block)), -1)


def own_act(context: Context) -> Key:
    """The act that the document is: the one whose citation opens one of its first blocks ("Décret n° … du …"), or, in the text
    of an act, one of those before its first article; else the one of which the document's title says so."""
    if opening := opening_act(context):
        return opening
    return context.host if context.own_text >= 0 and context.host in context.named else ""


def opening_act(context: Context) -> Key:
    """The act whose citation opens one of the first blocks of the document, or of the blocks before the text of an act; "" where
    none does."""
    first = context.openings
    for mention, key in context.every(_OWN, max(first, default=-1) + 1):
        if mention.span.start in first and (context.own_text >= 0 or context.entities[key].kind not in _ONLY_IN_FULL):
            return key
    return ""


def openings(context: Context) -> frozenset[int]:
    """Where the first blocks of the document begin, and, in the text of an act, those before it: none on a page about an act."""
    blocks = context.document.body
    if _is_page_about_an_act(context, blocks):
        return frozenset()
    before = (block for block in blocks[:_FIRST_BLOCKS] if block.span.start <= context.own_text)
    return frozenset(block.span.start for block in (*blocks[:_BEFORE_ALL], *before))


def title_behind(context: Context, mention: Mention) -> str:
    """The title of a bill whose noun stands alone in its block, the title being the next one, as bills print it ("PROPOSITION DE
    LOI", then "visant à …"); "" where none follows."""
    at, blocks = context.block_of(mention.span), context.document.blocks
    if not 0 <= at < len(blocks) - 1 or blocks[at].span.end > mention.span.end + 2:
        return ""
    title = " ".join(blocks[at + 1].span.of(context.text).split()).strip(" *#,.")
    if len(title) > _LONGEST_TITLE or not _TITLE_GOES_ON.match(letters(title)):
        return ""
    return title[:1].lower() + title[1:]


def titled_bill(title: str) -> Mention | None:
    """The bill that the title of a document names, as a mention of no words; None where it names none."""
    printed = " ".join(title.split())
    if not printed.startswith(("p", "P")):
        return None
    match = _TITLED.match(letters(printed))
    if match is None or not _TITLE_GOES_ON.match(match["title"]):
        return None
    name = printed[match.start("title") : match.end("title")].strip(" ,.")
    features = {"form": match["form"], "title": name[:1].lower() + name[1:]}
    if match["nature"]:
        features["nature"] = match["nature"]
    return Mention(Span(0, 0), "Bill", "bill.title", tuple(sorted(features.items())))


def is_heading(context: Context, mention: Mention) -> bool:
    """Whether an article is the heading of its own text rather than a citation: it stands alone in its block."""
    index = context.block_of(mention.span)
    if index < 0:
        return False
    block = context.document.blocks[index]
    before = context.text[block.span.start : mention.span.start]
    after = context.text[mention.span.end : block.span.end]
    if before.strip(" *#«"):
        return False
    return block.kind == "heading" or _HEADING_ENDS.fullmatch(after) is not None


_HEADING_ENDS = re.compile(r"[ *.:–-]*(?:\([^()]*\)[ *.:–-]*)?")
