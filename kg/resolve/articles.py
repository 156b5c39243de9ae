"""Articles: each to its act: the one named behind it, else the code or law that the sentence or the amended text is about."""

from __future__ import annotations

import re

from kg import iris
from kg.lexicon.letters import letters
from kg.model import Entity, Fact, Key, Mention
from kg.resolve.context import Context
from kg.resolve.host import HOLDERS, amended
from kg.resolve.own import is_heading
from kg.resolve.quoted import is_quoted
from kg.resolve.spoken_of import bill_spoken_of, cited_before, is_said_of, whose

_CODED = re.compile(r"(?:L|R|D|A|LO|LP)\. ")
_CODED_SHEET = re.compile(r"articles? (?:L|R|D|A)[. *O\d]", re.IGNORECASE)
_CONSTITUTION = frozenset(
    f"{number}-{part}"
    for number, parts in {
        34: 1,
        37: 1,
        47: 2,
        50: 1,
        51: 2,
        53: 2,
        61: 1,
        66: 1,
        68: 3,
        71: 1,
        72: 4,
        74: 1,
        75: 1,
        88: 7,
    }.items()
    for part in range(1, parts + 1)
)
"""The articles of the Constitution of 1958 whose number has a hyphen (Légifrance)."""
_POSSESSIVE = re.compile(r"\b(?:son|ses|leurs?) $")

_OF_OTHERS = re.compile(
    r" de (?:notre|votre|son|sa|leur|mon) (?:reglement|statut|charte|contrat|convention|cahier)\b|"
    r" (?:du |de la |de l'|de ce |de cette |dudit |de ladite )"
    r"(?:traite|convention|protocole|accord|pacte|charte|statuts?|contrat)\b"
)
"""What stands behind an article of no act: "l'article 58 de notre Règlement"."""

_BEFORE_CITED = re.compile(r" (?:sus(?:vise|mentionne)|precite|mentionne ci-dessus|vise ci-dessus)e?s?\b")
_WORDED_BY = re.compile(r"\b(?:redaction|version) [^.;]{0,30}(?:issue|resultant) de l'$")
"""What stands before an article of another act: the one that gave words to what is named before."""
_OF_A_CODE = re.compile(r"\d{3,}-\d")
"""Numbers that codes have and no bill, law or decree has of its own."""
_LEAD = re.compile(
    r"[ *#–-]*(?:enfin, |en outre, |par ailleurs, )?(?:l'|les |(?:le|les) [ivx\d°]{1,5} (?:de l'|des )|a l'|aux )?"
)
"""What stands before the article that opens a sentence."""


def resolve_article(context: Context, index: int, mention: Mention) -> None:
    """Judge one article; one without an act stays undecided, and a bare heading ("ARTICLE 2") is not a citation."""
    act, reason = _act_of(context, mention)
    if not act:
        context.undecided(index, ("no act that the article belongs to",))
        return
    if act not in context.entities and (known := context.known(act)) is not None:
        context.entities[act] = known
    number = _without_paragraph(mention.get("number"), context.entities[act].kind)
    first, last = mention.get("range_start"), mention.get("range_end")
    shown = f"{first} à {last}" if last else number
    key = iris.article_key(act, f"{first}-a-{last}" if last else number)
    facts = [Fact("partOf", act, is_key=True)]
    if last:
        facts += [Fact("rangeStart", first), Fact("rangeEnd", last)]
    label = f"{'articles' if last else 'article'} {shown} {_of(context.entities[act].label)}"
    context.link(index, key, entity=Entity(key, "Article", label, facts=tuple(facts)), reasons=(reason,))


def _without_paragraph(number: str, kind: str) -> str:
    """ "49.3" of the Constitution or "6.1" of a European act without the number of the paragraph; "49-3" and "44-3", which the
    Constitution has not, likewise."""
    if kind == "Constitution" and "-" in number and number not in _CONSTITUTION:
        return number.partition("-")[0]
    return number.partition(".")[0] if kind in ("Constitution", "EUAct", "Treaty") and number[:1].isdigit() else number


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
    number, extent = mention.get("number"), mention.get("act")
    coded = _CODED.match(number) is not None
    start = int(mention.get("first") or mention.span.start)
    possessive = _POSSESSIVE.search(context.folded, max(0, start - 12), start) is not None
    if extent and mention.get("shared") and (possessive or not _shares(context, mention)):
        extent = ""
    if extent:
        start, end = map(int, extent.split("-"))
        for other, key in context.linked(HOLDERS, before=start + 1, start=start):
            if other.span.end == end:
                return key, "the act named behind it"
        return "", ""
    if not coded and (mention.get("heading") or is_heading(context, mention)):
        return "", ""
    wanted = frozenset({"Code"}) if coded else HOLDERS
    if possessive and len(here := _same_sentence(context, mention, wanted, titled=True)) == 1:
        return here.pop(), "the only act of its sentence"
    if possessive and (apart := _ESPECIALLY.search(context.folded, max(0, start - 40), start)):
        nearest, reason = _right_before(context, apart.start(), wanted)
        if nearest and not _changes_another(context, apart.start(), wanted):
            return nearest, reason
    if dont := _DONT.search(context.folded, max(0, start - 30), start):
        return _right_before(context, dont.start(), wanted)
    if key := amended(context, mention.span, wanted):
        return key, "the act that the text amends"
    if _OF_OTHERS.match(context.folded, mention.span.end):
        return "", ""
    if possessive:
        return whose(context, mention, _same_sentence(context, mention, wanted, titled=True), wanted)
    if _BEFORE_CITED.match(context.folded, mention.span.end) and (cited := cited_before(context, mention)):
        return cited, "the act under which the text cited it before"
    if not coded and context.reported and _opens_its_sentence(context, mention):
        return context.reported, "the ordinance that the report is about"
    here = _same_sentence(context, mention, wanted)
    if not coded and (bill := bill_spoken_of(context, mention)):
        return ("", "") if here - {bill} else (bill, "the bill that the text is about")
    if not coded and _WORDED_BY.search(context.folded, max(0, mention.span.start - 60), mention.span.start):
        return "", ""
    if not coded and len(here) == 1 and not is_said_of(context, mention, next(iter(here))):
        return "", ""
    if host := context.host:
        if not coded and not host.startswith("code/") and (_OF_A_CODE.match(number) or is_quoted(context, mention.span)):
            return "", ""
        if host.startswith("code/") or not (coded or here - {host}):
            return host, "the act that the document is or is part of"
        if not coded:
            return "", ""
    if len(here) == 1:
        return here.pop(), "the only act of its sentence"
    if coded:
        codes = {key for key in context.named if context.entities[key].kind == "Code"}
        if len(codes) == 1:
            return codes.pop(), "the only code of the document"
        if code := cited_before(context, mention):
            return code, "the code under which the text cited it before"
    return "", ""


def _right_before(context: Context, position: int, wanted: frozenset[str]) -> tuple[Key, str]:
    """The act whose name ends right before a place, but for a comma: "la loi n° 2002-5 du 4 janvier 2002, dont l'article 11"."""
    ended = [
        (one.span.start, key) for one, key in context.linked(wanted, before=position) if 0 <= position - one.span.end <= _COMMA
    ]
    return (min(ended)[1], "the act that it stands behind") if ended else ("", "")


def _changes_another(context: Context, position: int, wanted: frozenset[str]) -> bool:
    """Whether the act that ends at a place is named there as what changed another: "Vu l'ordonnance n° 58-1360, modifiée par la
    loi organique n° 2021-27, notamment son article 4" is about the ordinance."""
    starts = [one.span.start for one, _ in context.linked(wanted, before=position) if 0 <= position - one.span.end <= _COMMA]
    return bool(starts) and _CHANGED_BY.search(context.folded, max(0, min(starts) - 60), min(starts)) is not None


_CHANGED_BY = re.compile(r", (?:modifie|complete|ratifie|abroge|remplace|codifie)e?s? (?:[a-z]+ )?par (?:la |l'|le )$")
_COMMA = 2
_ESPECIALLY = re.compile(r", (?:et )?(?:notamment|en particulier|specialement|plus precisement) (?:(?:a|de) )?(?:son|ses) $")
_DONT = re.compile(r",? dont (?:l'|les )$")


def _opens_its_sentence(context: Context, mention: Mention) -> bool:
    """Whether an article, or a part of it ("Le II de l'article 3"), is what its sentence begins with."""
    number = context.sentence_of(mention.span)
    if number < 0:
        return False
    start = context.recognised.segmented.sentences[number].span.start
    return _LEAD.fullmatch(context.folded, start, mention.span.start) is not None


def _shares(context: Context, mention: Mention) -> bool:
    """Whether an article before a second "article" belongs to the act that only the last one names ("l'article L. 1 et l'article
    L. 2 du code du travail"): not in an article of a code, whose own articles go without its name, nor where the numbers
    are a code's and the act is none."""
    coded = _CODED.match(mention.get("number")) is not None
    if context.host.startswith("code/") and (coded or not _CODED_SHEET.match(context.document.metadata.title or "")):
        return False
    if not coded:
        return True
    start = int(mention.get("act").partition("-")[0])
    return any(key.startswith("code/") for _, key in context.linked(HOLDERS, before=start + 1, start=start))


def _same_sentence(context: Context, mention: Mention, kinds: frozenset[str], *, titled: bool = False) -> set[Key]:
    """The acts that the sentence names before an article, those with a title only where they are ``titled``: none that stand in
    the title of another."""
    number = context.sentence_of(mention.span)
    if number < 0:
        return set()
    start = context.recognised.segmented.sentences[number].span.start
    before = [
        one for one in context.linked(kinds, before=mention.span.start, start=start) if one[0].span.end <= mention.span.start
    ]
    if titled:
        return {key for other, key in before if not any(one is not other and one.span.covers(other.span) for one, _ in before)}
    return {key for other, key in before if not other.get("title")}
