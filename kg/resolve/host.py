"""What a bare number leans on: the act that the document is, or is an article of, and the act that its words amend."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.lexicon.fold import fold
from kg.lexicon.late import late
from kg.lexicon.letters import letters
from kg.model import Key, Mention, Span
from kg.resolve.own import opening_act

if TYPE_CHECKING:
    from kg.resolve.context import Context

HOLDERS = frozenset({"Law", "Code", "Ordinance", "Decree", "EUAct", "Constitution", "Treaty", "Bill"})
"""The kinds of acts that have articles."""
_AMENDING = late(
    r"(?: \([^()]{1,60}\))?(?:"
    r"(?: (?:susvise|precite)e?s?)?,? (?:est|sont) (?:ainsi )?(?:modifie|redige|complete|retabli|abroge)e?s?\b|"
    r",? (?:il est|est|sont) (?:insere|ajoute|retabli|cree)e?s?\b|, dans sa redaction [^,.;]{3,80}, est ainsi modifie)"
)
_SHEET = late(r"(?:articles?|art\.) [^,;:]{1,40}? (?:du |de la |de l')(?=code |livre |loi |ordonnance |decret )")
_NUMBERED = late(r"(loi|ordonnance|decret)(?: (?:organique|constitutionnelle))? n ?[°o] ?(\d{2,4}-\d+)\b")
_REPORTED = late(r"rapport au president de la republique (?:relatif a|sur) l'ordonnance n ?[°o] ?(\d{4}-\d+)\b")
"""What the report that goes with an ordinance is called: the articles that open its sentences are the ordinance's."""
_FIRST_WORDS = 120
"""Code points of a document within which it says what it is the report about."""
_STATEMENT = late(r"expose sommaire|\nobjet\n")
"""What stands between the words of an amendment and what is said for it, in either chamber."""
_WITHOUT_ARTICLES = late(r"(?:circulaire|instruction|note)\b")
"""Acts that have no articles: those that they name by number alone are of others."""
_FOLDERS = {"loi": "law", "ordonnance": "ordinance", "decret": "decree"}


def host_of(context: Context) -> Key:
    """The key of the act that the document's title says it is, or is an article of ("Article L1262-2 du code du travail",
    "Décret n° 2022-1284 du …", "Proposition de loi visant à …"), or, where it says neither, the one that opens the text of an
    act; "" else."""
    title = context.document.metadata.title or ""
    folded = letters(title)
    if match := _SHEET.match(folded):
        title, folded = title[match.end() :], folded[match.end() :]
    if numbered := _NUMBERED.match(folded):
        key = f"{_FOLDERS[numbered[1]]}/{numbered[2]}"
        return key if key in context.entities or context.known(key) else ""
    if not folded.startswith(("code ", "livre ")):
        opening = opening_act(context) if context.own_text >= 0 else ""
        if opening and not opening.startswith("decision/"):
            return "" if _WITHOUT_ARTICLES.match(letters(context.entities[opening].label)) else opening
        return context.own_bill.key if context.own_bill else ""
    code = context.vocabulary.pack.code_named(fold(title))
    return code.key if code else ""


def reported_of(context: Context) -> Key:
    """The key of the ordinance that the document is the report about, by its title or its first words; "" where it is none."""
    words = context.folded[:_FIRST_WORDS].lstrip(" *#")
    if reported := _REPORTED.match(letters(context.document.metadata.title or "")) or _REPORTED.match(words):
        key = f"ordinance/{reported[1]}"
        return key if key in context.entities or context.known(key) else ""
    return ""


def spoken_of(context: Context) -> Key:
    """The key of the bill that the document is about: the only one that it names, before any other act with such articles; of a
    decision on a law before it is promulgated, the law that is deferred; "" where there is none."""
    if _ON_A_LAW.fullmatch(opening_act(context)):
        blocks = (block.span for block in context.document.body[:_DEFERRED_WITHIN])
        seized = next((span for span in blocks if " a ete saisi" in span.of(context.folded)), None)
        return next((key for one, key in context.every(frozenset({"Law"})) if seized and seized.covers(one.span)), "")
    bills = {key for _, key in context.every(frozenset({"Bill"}))}
    first = next((key for _, key in context.every(HOLDERS - {"Code"})), "")
    return first if bills == {first} else ""


_ON_A_LAW = late(r"decision/cc-[\d-]+-dc")
_DEFERRED_WITHIN = 8
"""Blocks within which a decision says which law is deferred."""


@dataclass(frozen=True, slots=True)
class Frame:
    """An act that the words from ``start`` on amend ("Le code pénal est ainsi modifié :")."""

    start: int
    mention: Mention
    key: Key


def frames_of(context: Context) -> tuple[Frame, ...]:
    """Every announcement that an act is amended, in reading order."""
    frames: dict[int, Frame] = {}
    for mention, key in context.every(HOLDERS):
        if not mention.get("short") and _AMENDING.match(context.folded, mention.span.end):
            # Of an act and one that ends its title, the act is amended: it comes first.
            frames.setdefault(mention.span.end, Frame(mention.span.end, mention, key))
    return tuple(frames.values())


def amended(context: Context, span: Span, kinds: frozenset[str]) -> Key:
    """The act of these kinds that the latest announcement before a span is about, "" where none is. What an explanatory
    statement says behind an amendment is not under its announcements, but for the numbers of codes."""
    frames = context.frames
    for index in range(bisect_right(frames, span.start, key=lambda frame: frame.start) - 1, -1, -1):
        frame = frames[index]
        if context.entities[frame.key].kind in kinds:
            if "Law" in kinds and _STATEMENT.search(context.folded, frame.start, span.start):
                return ""
            return frame.key
    return ""
