"""The act that an article without one is of, where another sentence tells: the subject of the one before ("Son article 8 …"),
the one bill that the text is about, the code under which the same number was cited."""

from __future__ import annotations

from kg.lexicon.genres import is_amendment
from kg.lexicon.late import late
from kg.model import Key, Mention
from kg.resolve.context import Context
from kg.resolve.host import HOLDERS
from kg.resolve.pronouns import OPENING, subject_of
from kg.resolve.quoted import is_quoted

_ADVERBS = r"(?:(?:enfin|en outre|par ailleurs|ainsi|de plus|notamment|en particulier|a cette fin|a ce titre|surtout),? )?"
_OPENS = late(rf"[ *«-]*{_ADVERBS}(?:(?:a|de|aux termes de) )?(?:son|ses|leurs?) ")
"""What stands before the article of the act that the sentence before is about."""
_SPOKEN_OF = late(
    rf"(?:^|[.;:] ?|\n)[ *#«-]*(?:(?:[ivx]+|\d+)[.°)] ?(?:- ?)?)*{_ADVERBS}(?:l'|les |aux termes de l'|tandis que l'|et l')$|"
    r"\b(?:par|de|a|selon|d'apres|que|dans|avec|et|ou|notamment) l'$|\b(?:par|des|aux|selon|que|et) (?:les )?$|"
    r"\b(?:modifi|supprim|retabli|adopt|rejet|reecri|complet|inser|ajout|vot|examin|amend|enrichi|reserv|approuv|maint|"
    r"transform|abrog|deplac|fusionn|repri|conserv)\w* (?:l'|les )$"
)
"""What stands before an article that is cited as one of the text spoken of."""
_ELSEWHERE = late(
    r"irrecevab|recevabilite|au titre de |en application de |sur le fondement de |en vertu de |constitution|reglement\b"
)
"""What tells before a number that it is one of the Constitution or of the rules of an assembly."""
_CONSTITUTIONAL = frozenset(map(str, (6, 8, 11, 12, 16, 34, *range(37, 51), 54, 55, 61, 66, 68, 72, 73, 74, 88, 89)))
"""Articles of the Constitution that texts of Parliament cite by the number alone."""
_PLAIN = late(r"(?:1er|unique|\d{1,3}(?: (?:bis|ter|quater|quinquies|sexies|septies))?(?: [A-Z]{1,2})?)")
_PLAINLY_NUMBERED = HOLDERS - {"Code"}
_LOOKED_AT = 60
"""Code points before an article that tell whose it is."""
_SAYS = late(
    r"\b(?:prevoi|dispos|enonc|stipul|indiqu|precis|consacr|garanti|impos|pos|fix)\w+[^.;]{0,60}$|"
    r"^[,(]? ?(?:notamment |en particulier )?(?:a |en |dans |de )?(?:l'|les |aux )?$"
)
"""What stands between an act and an article of it in the same sentence."""


def _head(mention: Mention) -> int:
    """Where the list of numbers begins that an article stands in: "ses articles 9 et 10"."""
    return int(mention.get("first") or mention.span.start)


def whose(context: Context, mention: Mention, here: set[Key], wanted: frozenset[str]) -> tuple[Key, str]:
    """The act of "son article 8", with the reason: the only one that its sentence names before, else the subject of the sentence
    before in the same block; ("", "") where neither tells."""
    if len(here) == 1:
        return next(iter(here)), "the only act of its sentence"
    number = context.sentence_of(mention.span)
    if here or number < 1:
        return "", ""
    before, now = (context.recognised.segmented.sentences[at].span for at in (number - 1, number))
    if context.block_of(before) != context.block_of(now) or not _OPENS.fullmatch(context.folded, now.start, _head(mention)):
        return "", ""
    subject = subject_of(context, before, before.end, wanted | {"Article"})
    if subject is not None:
        return (subject[1], "the subject of the sentence before") if context.entities[subject[1]].kind in wanted else ("", "")
    bill = bill_spoken_of(context, mention, possessive=True)
    return (bill, "the bill that the text is about") if bill else ("", "")


def bill_spoken_of(context: Context, mention: Mention, *, possessive: bool = False) -> Key:
    """The bill that a plain number ("l'article 2") is of, where the text names one bill alone, before any other act with such
    numbers, and none of those since it last named the bill; "" where that cannot be told."""
    bill = context.only_bill
    if not bill or context.host or is_amendment(context.document):
        return ""
    number = mention.get("range_end") or mention.get("number")
    if _PLAIN.fullmatch(number) is None:
        return ""
    start = _head(mention)
    before = context.folded[max(0, start - _LOOKED_AT) : start]
    if not possessive and (_SPOKEN_OF.search(before) is None or (number in _CONSTITUTIONAL and _ELSEWHERE.search(before))):
        return ""
    named = context.linked(_PLAINLY_NUMBERED, before=start)
    latest = [key for one, key in named if not any(other is not one and other.span.covers(one.span) for other, _ in named)]
    return bill if latest and latest[-1] == bill else ""


def is_said_of(context: Context, mention: Mention, act: Key) -> bool:
    """Whether an act that stands before a plain number in its sentence is the one that it is of: anywhere but in a text about a
    bill, whose own articles are meant where no word ties the number to the other act."""
    bill = context.only_bill
    if not bill or act == bill:
        return True
    named = [one for one, key in context.linked(_PLAINLY_NUMBERED, before=mention.span.start) if key == act]
    between = context.folded[named[-1].span.end : mention.span.start] if named else ""
    return _SAYS.search(between) is not None


def resolve_this_article(context: Context, index: int, mention: Mention) -> None:
    """ "Cet article": the only one named before it in its sentence and in the two before, in the same block; where amendments are
    spoken of, which call so an article of the bill that they are about, nothing."""
    here, number = context.block_of(mention.span), context.sentence_of(mention.span)
    quoted = is_quoted(context, mention.span)
    named = {
        key
        for one, key in context.linked(frozenset({"Article"}), before=mention.span.start)
        if context.block_of(one.span) == here
        and number - context.sentence_of(one.span) <= _SENTENCES_BACK
        and is_quoted(context, one.span) == quoted
        and not _acts_on(context, one, mention)
    }
    if len(named) != 1 or is_amendment(context.document) or _MOVED.search(context.folded):
        context.undecided(index, ("no article, or several, that it could point to",))
        return
    context.link(index, named.pop(), score=0.85, reasons=("the only one named before it in these sentences",))


def _acts_on(context: Context, candidate: Mention, mention: Mention) -> bool:
    """Whether an article opens the clause in which "cet article" is what it acts on: "L'article 3 modifie cet article"."""
    sentence = context.recognised.segmented.sentences[context.sentence_of(mention.span)].span
    if not sentence.covers(candidate.span) or OPENING.fullmatch(context.folded, sentence.start, candidate.span.start) is None:
        return False
    return _CLAUSE_END.search(context.folded, candidate.span.end, mention.span.start) is None


_CLAUSE_END = late(r"[,;:.]|\b(?:et|que|qui|dont)\b")
_MOVED = late(r"\b(?:amendement|(?:supprimer|completer|rediger|retablir)(?: ainsi)? cet article)")
"""What tells that a text is an amendment, or speaks of some."""
_SENTENCES_BACK = 2


def cited_before(context: Context, mention: Mention) -> Key:
    """The one code under which the text has cited an article of the same number; "" where there is none, or several."""
    number = mention.get("number")
    codes = {
        fact.value
        for other, key in context.linked(frozenset({"Article"}), before=mention.span.start)
        if other.get("number") == number and other.get("act")
        for fact in context.entities[key].facts
        if fact.predicate == "partOf"
    }
    return codes.pop() if len(codes) == 1 else ""
