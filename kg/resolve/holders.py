"""Who held an office on the day that a passage speaks of: a claim of its own, inferred, where the authority knows exactly one.

Nothing is inferred of a past or future holder ("l'ancien ministre", "de l'époque"), of any one of a kind ("un ministre", "chaque
préfet"), of an office that nobody is said to hold ("nommé Premier ministre"), of many seats, of a day after the data's end.
"""

from __future__ import annotations

from kg.lexicon.late import late
from kg.lexicon.pack_rows import Mandate
from kg.model import Claim, Key, Mention, Span
from kg.resolve.context import Context
from kg.resolve.dates import date_of

_PAST = late(r"\b(?:anciens?|anciennes?|ex|alors|futurs?|futures?|feu|precedente?s?)[ -]$")
_OF_THEN = late(
    r",? (?:de l'epoque|d'alors|de ce temps|precedente?\b|suivante?\b|pressentie?\b"
    r"|par interim\b|a titre interimaire\b|interimaire\b)"
)
_SHE = late(r"\b(?:la|cette|madame|mme) (?:actuelle )?$")
_DEFINITE = late(
    r"(?:^|[\n(«:;.•,-] ?)$|\b(?:le|la|du|au|notre|votre|cette|cet?|madame|monsieur|mme|m\.) (?:actuele? )?$|\bl'(?:actuele? )?$"
)
_ANY = late(r"\b(?:une?|aucune?|chaque|tout|toute|quelque|quel|quelle|nul|nulle) (?:\w+ )?$")
_OF_ANOTHER = late(r" (?:de |du |d['’])[A-ZÀ-ÖØ-Þ]")
"""What follows a title and names another place or time: "le préfet de police de Marseille", "le ministre de M. Blum"."""
_OPENS = late(r"[«-]? ?(?:en|le|des|depuis|au|du|a partir du|a compter du)? ?(?:le |mois de )?")
_YEAR = late(r"[«-]? ?(?:des |depuis |a la fin de |au debut de )?(?:en )?(?:l'annee )?(?P<year>(?:19|20)\d\d)\b")
_BEFORE = late(
    r"[«-]? ?(?:(?:l'an(?:nee)?|l'ete|l'automne|l'hiver|le printemps|le mois|la semaine) (?:derniere?|passee?|precedente?)"
    r"|il y a (?:\w+ ){1,3}(?:ans?|annees?|mois|semaines?)|naguere|autrefois|jadis|a l'epoque)\b"
)
"""Openings of a sentence about a time that is over, and no day."""
_HEADS = (
    ("president", "Président"),
    ("presidente", "Président"),
    ("rapporteur general", "Rapporteur général"),
    ("rapporteure generale", "Rapporteur général"),
)
_LEADS = late(r"^(?P<head>presidente?|rapporteure? generale?) (?:de la |du |de l')$")


def infer_holder(context: Context, mention: Mention, office: Key) -> None:
    """Adds the claim that a person holds an office, once an office and day."""
    day = _day(context, mention)
    if not day or (office, day) in context.inferred or not _held_by_one(context, mention):
        return
    as_of = context.vocabulary.pack.as_of
    if as_of and day > as_of:
        return
    holders = {mandate.person: mandate for mandate in _holders(context, mention, office, day)}
    if len(holders) != 1:
        return
    ((person, mandate),) = holders.items()
    if day != context.date and person in {held.person for held in _holders(context, mention, office, context.date)}:
        day = context.date  # the same on both days: what is said of the document's day is found more easily
        if (office, day) in context.inferred:
            return
    entity = context.known(person)
    if entity is None or not _agrees(context, mention, person):
        return
    context.inferred.add((office, day))
    context.entities.setdefault(person, entity)
    source = f"authority/{mandate.source.partition('|')[0]}" if mandate.source else entity.authority
    context.claims.append(
        Claim(
            person,
            "holdsOffice",
            office,
            "resolve.holder",
            (context.document.key, source),
            (mention.span,),
            date=day,
            confidence=0.95,
            inferred=True,
        )
    )


def _agrees(context: Context, mention: Mention, person: Key) -> bool:
    """Whether the article fits the holder: "la ministre des sports" is no man; "le ministre" may be a woman."""
    row = context.vocabulary.pack.persons.get(person)
    before = context.folded[max(0, mention.span.start - 30) : mention.span.start]
    return row is None or row.gender != "m" or _SHE.search(before) is None


def _held_by_one(context: Context, mention: Mention) -> bool:
    """Whether the words speak of the one who holds the office, and holds it then."""
    before = context.folded[max(0, mention.span.start - 30) : mention.span.start]
    after = context.folded[mention.span.end : mention.span.end + 20]
    if _PAST.search(before) or _OF_THEN.match(after) or _ANY.search(before):
        return False
    if _OF_ANOTHER.match(context.text, mention.span.end):
        return False
    return _DEFINITE.search(before) is not None


def _day(context: Context, mention: Mention) -> str:
    """The day that a passage speaks of: the one with which its sentence opens, else the document's. "" where it opens with a
    month, a year or some time that is over, or with a day to come: who held the office then is not one, or not known."""
    number = context.sentence_of(mention.span)
    if not context.date or number < 0:
        return context.date
    start = context.recognised.segmented.sentences[number].span.start
    if (year := _YEAR.match(context.folded, start)) and year["year"] < context.date[:4]:
        return ""
    if _BEFORE.match(context.folded, start):
        return ""
    for index in context.within(Span(start, mention.span.start)):
        date = context.recognised.mentions[index]
        if date.kind == "Date" and _OPENS.fullmatch(context.folded, start, date.span.start):
            told = date_of(date, context.date)
            if told and not context.date.startswith(told):
                return told if len(told) == 10 and told < context.date else ""
    return context.date


def _holders(context: Context, mention: Mention, office: Key, day: str) -> tuple[Mandate, ...]:
    """Who held the office: by the pack's tenures of it, or, for the head of a committee or group that the title names, by the
    mandates in that body."""
    pack = context.vocabulary.pack
    row = pack.offices.get(office)
    if row is not None:
        return pack.holders(office, day) if row.seats else ()
    for inner in context.within(mention.span):
        link = context.links.get(inner)
        if (
            link is None
            or link.entity is None
            or link.mention.kind != "Organisation"
            or link.mention.span.end != mention.span.end
        ):
            continue
        lead = _LEADS.match(context.folded[mention.span.start : link.mention.span.start])
        if lead:
            return pack.heads(link.entity, dict(_HEADS)[lead["head"]], day)
    return ()
