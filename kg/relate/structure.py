"""What the structure says without a verb: an article and its act, a title that cites, the signatories of an amendment, the
theme in a title, the themes that a document is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import filterfalse, pairwise

from kg.lexicon.late import late
from kg.lexicon.letters import letters
from kg.model import ACTS, Block, Claim, Key, Link, Resolved, Span
from kg.relate.citing import cites
from kg.relate.deeds import deed_of
from kg.relate.listed import repealed_in_lists
from kg.relate.rosters import roster_claims
from kg.relate.signatures import seat_claims, signature_claims
from kg.relate.themes import document_themes

_DONE_TO = ACTS | {"Article"}
_TITLED = frozenset({"Law", "Bill", "Ordinance", "Decree", "EUAct", "Report", "Mission", "Provision", "Event"})


def acts_of_articles(resolved: Resolved) -> dict[Key, Key]:
    """Article → the act that it is part of."""
    articles = [entity for entity in resolved.entities if entity.kind == "Article"]
    return {entity.key: fact.value for entity in articles for fact in entity.facts if fact.predicate == "partOf"}


def structural_claims(
    resolved: Resolved, folded: str, kinds: dict[Key, str], own: Key, stated: list[Claim], acts: dict[Key, Key]
) -> Iterator[Claim]:
    """The claims that follow from how mentions stand to one another; ``folded`` is its text as
    patterns read it, ``acts`` are the acts of the articles."""
    document = resolved.document.key
    sources = (document,)
    links = [link for link in resolved.links if link.entity is not None]
    yield from _parts(links, kinds, acts, sources)
    yield from roster_claims(resolved, links, kinds, sources)
    yield from signature_claims(resolved, folded, links, kinds, sources)
    titles = list(_nested(resolved.document.text, links, kinds, sources))
    yield from titles
    if own and kinds[own] not in ("Amendment", "CourtDecision"):
        listed = list(repealed_in_lists(resolved, folded, links, kinds, own, sources))
        yield from listed
        titles += listed
    if own and kinds[own] == "Amendment":
        # Who signed as what is told by the fields of the record, where it has them: the line prints all names alike.
        told = {claim.subject for claim in stated if claim.object == own and claim.field}
        yield from (one for one in _signatories(resolved, links, kinds, own, sources) if one.subject not in told)
    if own and kinds[own] == "Bill":
        yield from _presented_by(resolved, folded, links, kinds, own, sources)
    yield from cites(resolved, links, kinds, own, (*stated, *titles), acts, sources)
    yield from document_themes(resolved, links, kinds)


def _parts(links: list[Link], kinds: dict[Key, str], acts: dict[Key, Key], sources: tuple[Key, ...]) -> Iterator[Claim]:
    for link in links:
        act = acts.get(link.entity or "")
        if act and kinds.get(link.entity or "") == "Article" and kinds.get(act) in ACTS and not link.mention.get("short"):
            yield Claim(
                act, "contains", link.entity or "", "structure.article-of-act", sources, (link.mention.span,), confidence=0.95
            )


def _outermost_first(link: Link) -> tuple[int, int]:
    start, end = link.mention.span
    return start, -end


def _nested(text: str, links: list[Link], kinds: dict[Key, str], sources: tuple[Key, ...]) -> Iterator[Claim]:
    """An act in the title of another is cited by it; a theme in a title is what the titled thing is about."""
    open_links: list[Link] = []
    named: dict[Span, list[Span]] = {}
    for link in sorted(links, key=_outermost_first):
        start = link.mention.span.start
        while open_links and open_links[-1].mention.span.end <= start:
            open_links.pop()
        inner = link.entity or ""
        for outer_link in reversed(open_links):
            outer = outer_link.entity or ""
            if kinds[inner] == "Organisation" and outer_link.mention.rule == "report.of-body":
                whole = outer_link.mention.span
                if whole.end == link.mention.span.end and not _OF_ANOTHER.search(text, whole.start, link.mention.span.start):
                    yield Claim(inner, "authorOf", outer, "structure.report-of", sources, (whole,), confidence=0.9)
                break
            if kinds[inner] == "Person":
                span = outer_link.mention.span
                of = "report" if outer_link.mention.rule == "report.of-person" else "bill"
                if of == "report" or _BILL_OF.match(text[span.start : link.mention.span.start]):
                    yield Claim(inner, "authorOf", outer, f"structure.{of}-of", sources, (span,), confidence=0.9)
                break
            if outer == inner or not outer_link.mention.span.covers(link.mention.span) or kinds[outer] not in _TITLED:
                continue
            if kinds[inner] == "Organisation" and _ADOPTED.match(outer_link.mention.get("remark")):
                span = Span(outer_link.mention.span.start, link.mention.span.end)
                yield Claim(inner, "adopts", outer, "structure.title-adopts", sources, (span,), confidence=0.9)
                break
            if kinds[outer] in ACTS and kinds[inner] in _DONE_TO:
                before = named.setdefault(outer_link.mention.span, [])
                yield from _done(text, outer_link, open_links, link, kinds, before, sources)
            elif kinds[inner] == "Theme":
                yield Claim(outer, "about", inner, "structure.title-theme", sources, (link.mention.span,), confidence=0.85)
            break
        open_links.append(link)


def _done(
    text: str,
    outer: Link,
    open_links: list[Link],
    inner: Link,
    kinds: dict[Key, str],
    named: list[Span],
    sources: tuple[Key, ...],
) -> Iterator[Claim]:
    """What the act of a title does to one that the title names; where it is an article, to the article alone."""
    whole, part, start = outer.mention.span, inner.entity or "", inner.mention.span.start
    within = [link for link in open_links if whole.start < link.mention.span.start and kinds[link.entity or ""] == "Article"]
    if within:
        start = within[0].mention.span.start
        if deed_of(text, whole, named, start, kinds[outer.entity or ""], "Article"):
            return
    whose = kinds[outer.entity or ""]
    deed = deed_of(text, whole, named, start, whose, kinds[part])
    if not deed and part.startswith("article/code/") and deed_of(text, whole, named, start, whose, "Law") == "implements":
        deed = "basedOn"  # what a decree is made to apply is a law; the article of a code is what it is made under
    if deed or kinds[part] != "Article":
        rule = f"structure.title-{deed or 'cites'}"
        yield Claim(outer.entity or "", deed or "cites", part, rule, sources, (whole,), confidence=0.9)
    if not within:
        named.append(inner.mention.span)


_ADOPTED = late(r"adoptee?s? (?:[^,]{0,60} )?par |adoptee?s?, [^,]{3,60}, par ")
"""A remark in the name of a bill that says who passed it: "projet de loi, adopté par le Sénat, autorisant …"."""
_OF_ANOTHER = late(r"\b(?:évaluation|contrôle|audit|enquête|suivi)\b")
"""What makes the body behind a report the one that it is about ("rapport d'évaluation de l'agence")."""
_BILL_OF = late(
    r"propositions? de loi(?: organique| constitutionnelle)? (?:de|du|d['’])(?: |\b)"
    r"(?!.*(?:visant|tendant|relative|portant|pour)\b)",
    re.IGNORECASE | re.DOTALL,
)


def _presented_by(
    resolved: Resolved, folded: str, links: list[Link], kinds: dict[Key, str], own: Key, sources: tuple[Key, ...]
) -> Iterator[Claim]:
    """Those whose names stand below "présentée par" in the head of a bill present it."""
    blocks = [block.span for block in resolved.document.body[:_HEAD_BLOCKS]]
    for index, above in enumerate(blocks[:-1]):
        if _PRESENTED.search(folded[max(above.start, above.end - _LONGEST_LEAD) : above.end]) is None:
            continue
        persons = [link for link in links if kinds[link.entity or ""] == "Person"]
        # A government's bill is presented in the name of the Prime Minister, by a minister.
        names = (
            Span(by.end(), span.end) if (by := _IN_THE_NAME.match(folded, *span)) else span
            for span in blocks[index + 1 : index + 5]
            if not folded.startswith("au nom de", span.start) or _IN_THE_NAME.match(folded, *span)
        )
        below = next((span for span in names if any(span.covers(link.mention.span) for link in persons)), None)
        if below is None or below.end - below.start > _LONGEST_LIST:
            return
        seats = Span(below.start, blocks[index + 3].end if len(blocks) > index + 3 else below.end)
        for link in persons:
            if below.covers(link.mention.span):
                spans = (link.mention.span,)
                yield Claim(link.entity or "", "presents", own, "structure.presented-by", sources, spans, confidence=0.9)
        yield from seat_claims(folded, below, seats, links, kinds, sources)
        return


_LONGEST_LEAD = 90
"""Code points of "présentée au nom de …, par"."""
_PRESENTED = late(
    r"(?:^|, )[ *]*(?:presente|depose)e?s?(?: (?:a|au nom)\b[^.;:]{1,60})?"
    r"(?: ?par(?: (?:mesdames?|messieurs|monsieur|madame|mm?\.|mmes?)(?: et (?:messieurs|monsieur|mm?\.))?)?)?[ :,*]*$"
)
_IN_THE_NAME = late(r"au nom de [^;:]{3,120}?,? par (?=m\. |mme )")
_HEAD_BLOCKS = 20
"""Blocks of a bill within which its head ends."""
_LONGEST_LIST = 4000


def _signatories(
    resolved: Resolved, links: list[Link], kinds: dict[Key, str], own: Key, sources: tuple[Key, ...]
) -> Iterator[Claim]:
    """Those named in the first block of an amendment, or behind "présenté par", are its authors."""
    text = resolved.document.text
    actors = [link for link in links if kinds[link.entity or ""] in _ACTORS]
    signing = [link for link in actors if _can_sign(text, link, kinds)]
    for block in _may_be_signed(resolved) if signing else ():
        here = [link for link in signing if block.span.covers(link.mention.span)]
        if not here:
            continue
        if _has_other_words(text, block.span, [link.mention.span for link in actors if block.span.covers(link.mention.span)]):
            return
        date = resolved.document.metadata.date or ""
        for link in here:
            spans = (link.mention.span,)
            yield Claim(link.entity or "", "authorOf", own, "structure.signatories", sources, spans, date=date, confidence=0.95)
        return


def _may_be_signed(resolved: Resolved) -> Iterator[Block]:
    """The blocks in which those who sign an amendment may stand: the first ones, and the one below "présenté par"."""
    blocks = resolved.document.body
    yield from blocks[:3]
    for above, below in pairwise(blocks[2:_HEAD_BLOCKS]):
        if _BY_WHOM.fullmatch(letters(above.span.of(resolved.document.text)[:_LONGEST_LEAD])):
            yield below


_BY_WHOM = late(r"[ *]*(?:(?:sous-)?amendement )?presente par[ :*]*")


def _has_other_words(text: str, line: Span, names: list[Span]) -> bool:
    """Whether a line says too much besides names and civilities to be one of signatures, and does not say that it is."""
    pieces, at = [], line.start
    for name in sorted(names):
        if name.end > at:
            pieces.append(text[at : max(at, name.start)])
            at = name.end
    pieces.append(text[at : line.end])
    rest = " ".join(pieces)
    most = _SIGNED * (line.end - line.start)
    # The beginning of prose says too much already.
    for part in (rest[: rest.rfind(" ", 0, int(1.5 * most)) + 1], rest):
        if sum(map(len, filterfalse(_CIVILITIES.__contains__, _WORDS.findall(part)))) > most:
            return "présenté par" not in rest
    return False


_ACTORS = frozenset({"Person", "Organisation", "Office"})
_WORDS = late(r"[^\W_]+")
_CIVILITIES = frozenset(
    [
        "MM",
        "Mmes",
        "Mme",
        "M",
        "Mlle",
        "et",
        "les",
        "des",
        "membres",
        "députés",
        "du",
        "au",
        "nom",
        "de",
        "la",
        "le",
        "rapporteur",
        "rapporteure",
        "président",
        "présidente",
    ]
)
_SIGNED = 0.3
"""Which part of a signatories' line may be other words than names, functions and civilities."""


def _can_sign(text: str, link: Link, kinds: dict[Key, str]) -> bool:
    """Persons, the Government, groups and committees sign; not the committee in whose name a rapporteur does."""
    kind = kinds[link.entity or ""]
    if kind == "Person":
        return True
    if kind != "Organisation":
        return False
    start, end = link.mention.span
    signs = text[start:end].lower().startswith(("gouvernement", "groupe", "commission"))
    return signs and "au nom de" not in text[max(0, start - 16) : start].lower()
