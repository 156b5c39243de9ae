"""Pronouns, in reading order: each is the subject before it that agrees, or nothing."""

from __future__ import annotations

from kg.lexicon.late import late
from kg.lexicon.letters import letters
from kg.model import Key, Mention, Span
from kg.resolve.context import Context

_FEMININE_KINDS = {"Law": "f", "Ordinance": "f", "Bill": "m", "Decree": "m", "Report": "m", "Amendment": "m"}


def resolve_pronoun(context: Context, index: int, mention: Mention) -> None:
    """ "il", "elle": the subject of the same sentence before it, else of the sentence before; the gender must agree."""
    wanted = "f" if mention.get("noun") == "elle" else "m"
    kinds = frozenset(mention.get("to").split("|"))
    sentences = context.recognised.segmented.sentences
    here = context.sentence_of(mention.span)
    subordinate = mention.get("clause") == "sub"
    for position in (here, here - 1, here - 2):
        if position < 0 or position >= len(sentences) or (position != here and subordinate):
            break
        limit = mention.span.start if position == here else sentences[position].span.end
        subject = subject_of(context, sentences[position].span, limit, kinds)
        if subject and position == here and _WHICH.fullmatch(context.folded, subject[0].span.end, mention.span.start):
            # "Le projet de loi, qu'il présente": who presents it is told before, and is not the text.
            subject, subordinate = None, False
        if subject is None:
            if position == here or _FIRST_PERSON.match(context.folded, sentences[position].span.start):
                continue
            break
        found, key = subject
        gender = gender_of(context, found, key)
        if not gender and _another_fits(context, sentences[position].span.start, found, wanted):
            break
        if gender in ("", wanted):
            context.link(
                index,
                key,
                score=0.75,
                reasons=("subject of this sentence" if position == here else "subject of the sentence before",),
            )
            return
        if position != here:
            if text := _text_spoken_of(context, sentences[position].span, kinds, wanted):
                context.link(index, text, score=0.7, reasons=("the only one that the sentence before names and that agrees",))
                return
            break
    context.undecided(index, ("no subject before it that agrees",))


_FIRST_PERSON = late(r"[«\" -]*(?:je |j'|nous )")
"""How a sentence begins that has no subject of the third person."""
_WHICH = late(r",? (?:que |qu')")


def _text_spoken_of(context: Context, sentence: Span, kinds: frozenset[str], wanted: str) -> Key:
    """The text that a sentence names where nothing else in it agrees with a pronoun that its subject does not agree with: "Le
    ministre a présenté une ordonnance. Elle …"."""
    named = context.linked(kinds, before=sentence.end, start=sentence.start)
    agreeing = {key for mention, key in named if gender_of(context, mention, key) in ("", wanted)}
    if len(agreeing) != 1:
        return ""
    (key,) = agreeing
    return key if context.entities[key].kind in _TEXTS else ""


_TEXTS = frozenset({"Bill", "Law", "Ordinance", "Decree", "Report"})


def _another_fits(context: Context, start: int, subject: Mention, wanted: str) -> bool:
    """Whether a person named before a subject of unknown gender may be of the wanted one."""
    before = context.linked(frozenset({"Person"}), before=subject.span.start, start=start)
    return any(gender_of(context, mention, key) in ("", wanted) for mention, key in before)


OPENING = late(
    r"[«\"' -]*(?:(?:l'objectif|l'objet|le but|l'ambition) (?:de |du ))?"
    r"(?:[^,.;:]{1,90}, ?|(?:enfin|en effet|par ailleurs|en outre|"
    r"toutefois|cependant|ainsi|aussi|de plus|mais|et|puis) ){0,2}"
    r"(?:le present |la presente |le |la |l'|les |ce |cet |cette |ces |m\. |mme |son |sa |leur |monsieur |madame )?"
)
"""What may stand between the start of a sentence and its subject: adverbials closed by a comma, a determiner."""


_BESIDE = late(
    r"(?:saisie?|recue?|reunie?|interrogee?|interpellee?|sollicitee?|auditionnee?|designee?|nommee?|invitee?|"
    r"presidee?|creee?)s? [^,;:()]*|"
    r"(?:aux cotes|en presence|en compagnie|accompagnee?s?|entouree?s?|a l'invitation) (?:de |d'|du |des )[^,;:()]*|"
    r"avec [^,;:()]*"
)
"""With whom the subject of a sentence is, or what was done to it and by whom, before it: "Aux côtés de Mme X, M. Y a …" is about
Y, "Saisie par le ministre, la CNIL a …" about the CNIL."""
_THEN = late(r"[^,;:()]{0,60}, (?:le |la |l'|m\. |mme |monsieur |madame )?")
_ACTS = late(r" (?!et\b|ou\b)[a-z]")
"""What goes on behind a subject, and behind no further one of those beside it."""


_HOLDER = late(r" ?|, | (?:m\. |mme )|, (?:m\. |mme )| (?:de |du |des |d')[^,;:()]{2,60}, (?:m\. |mme )?")
"""What stands between an office and who holds it: "la députée X", "le préfet de l'Isère, M. X"."""
_APPOSED = late(r"[^;:()]{0,160}, (?:m\. |mme )?")
"""What stands between an office without a determiner that opens a sentence and who does what it says: "Députée de la Loire et
membre de la commission des lois, Mme X a …"."""


def subject_of(context: Context, sentence: Span, limit: int, kinds: frozenset[str]) -> tuple[Mention, Key] | None:
    """The subject of a sentence as far as surface tells: its first mention of these kinds before ``limit`` that is not the
    complement of a preposition; a person behind an office is the subject rather than the office."""
    quotes = [q for q in context.recognised.segmented.quotes if sentence.overlaps(q) and not q.start <= limit <= q.end]
    inside = [
        (m, key)
        for m, key in context.linked(kinds | {"Pronoun"}, before=limit, start=sentence.start)
        if sentence.covers(m.span) and m.span.end <= limit and not any(quote.covers(m.span) for quote in quotes)
    ]
    chosen: tuple[Mention, Key] | None = None
    beside: Mention | None = None
    for mention, key in inside:
        if chosen is not None:
            office, holds = chosen[0].span, context.entities[key].kind == "Person"
            if (
                context.entities[chosen[1]].kind == "Office"
                and holds
                and _HOLDER.fullmatch(context.folded, office.end, mention.span.start)
            ):
                chosen = (mention, key)
            elif office.start == sentence.start and context.entities[chosen[1]].kind == "Office":
                if (
                    holds
                    and _APPOSED.fullmatch(context.folded, office.end, mention.span.start)
                    and (_ACTS.match(context.folded, mention.span.end))
                ):
                    return (mention, key)
            elif not office.covers(mention.span):
                break
            continue
        if beside is not None and _THEN.fullmatch(context.folded, beside.span.end, mention.span.start):
            if _ACTS.match(context.folded, mention.span.end) is None:
                beside = mention
                continue
        elif _BESIDE.fullmatch(context.folded, sentence.start, mention.span.start):
            beside = mention
            continue
        elif not OPENING.fullmatch(context.folded, sentence.start, mention.span.start):
            break
        chosen = (mention, key)
    return chosen


def gender_of(context: Context, mention: Mention, key: Key) -> str:
    """ "m", "f", "p" or "" of an entity as named here."""
    entity = context.entities[key]
    if entity.kind == "Person":
        person = context.vocabulary.pack.person(key)
        return (person.gender if person else "") or mention.get("gender")
    if mention.kind == "Pronoun":
        return "f" if mention.get("noun") == "elle" else "m"
    if entity.kind == "Decree" and letters(entity.label).startswith(("circulaire", "instruction", "note")):
        return "f"
    return context.gender(mention) or _FEMININE_KINDS.get(entity.kind, "")
