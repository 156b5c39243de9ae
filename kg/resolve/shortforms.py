"""Short forms, in reading order: each points to one thing named before, or to nothing."""

from __future__ import annotations

import re

from kg import iris
from kg.lexicon.fold import fold
from kg.lexicon.late import late
from kg.lexicon.letters import letters
from kg.model import Entity, Key, Mention
from kg.resolve.bodies import chamber_at, chamber_of, tells_chamber
from kg.resolve.context import Context
from kg.resolve.formerly import gender_of_determiner, held_by_the_only_one_named, held_now_by_the_one_behind
from kg.resolve.handed import is_handed_over
from kg.resolve.host import amended
from kg.resolve.offices import masculine
from kg.resolve.own import opening_act
from kg.resolve.pronouns import OPENING
from kg.resolve.quoted import is_quoted
from kg.resolve.regulations import another_named, of_another_body

_DEMONSTRATIVE = frozenset(
    {
        "ce",
        "cet",
        "cette",
        "ledit",
        "ladite",
        "dudit",
        "de ladite",
        "le meme",
        "la meme",
        "du meme",
        "de la meme",
        "le present",
        "la presente",
    }
)
_OF_TEXTS = frozenset({"short.code", "short.law", "short.decree", "short.ordinance", "short.text"})
"""Short forms of texts, which point to none that is named only in words that are put into another."""
_OWN = frozenset({"son", "sa", "leur", "de son", "de sa"})
_PUBLISHED = late(r" (?:publie|paru|remis|rendu|depose|date|presente)e? (?:public )?(?:en|le|au|du|de|a la|il y a)\b")
"""What tells behind "son rapport" that it is none that was named before."""
_GENERIC_LAW = frozenset({"la", "de la"})
_ACTORS = frozenset({"Person", "Office", "Organisation"})


def resolve_short(context: Context, index: int, mention: Mention) -> None:
    """Judge one short form from what stands before it."""
    kinds = frozenset(mention.get("to").split("|"))
    before = [(m, key) for m, key in context.linked(kinds, before=mention.span.start) if not m.get("expands")]
    if mention.rule in _OF_TEXTS and not is_quoted(context, mention.span):
        before = [(m, key) for m, key in before if not is_quoted(context, m.span)] or before
    det, rank = mention.get("det"), mention.get("rank")
    noun = mention.get("noun")
    if rank in ("present", "presente") and _present(context, index, kinds):
        return
    if noun.endswith("deferee") and context.only_bill.startswith("law/"):
        context.link(index, context.only_bill, score=0.95, reasons=("the law that is deferred",))
        return
    if mention.rule == "short.office" and (held := held_now_by_the_one_behind(context, mention, fold(context.words(mention)))):
        context.link(index, held, score=0.95, reasons=("the office that the person behind it holds",))
        return
    points_back = det in _DEMONSTRATIVE or bool(rank) or mention.rule.endswith("-cited")
    if mention.rule == "short.report" and det in _OWN and _PUBLISHED.match(context.folded, mention.span.end):
        context.undecided(index, ("a report of its own, told by when it was published",))
        return
    if mention.rule == "short.eu" and (why := of_another_body(context, mention, points_back=points_back)):
        context.undecided(index, (why,))
        return
    if mention.rule in ("short.eu", "short.decree", "short.decree-cited"):
        before = [(m, key) for m, key in before if _same_noun(context, key, noun)]
    if noun.startswith(_NATURES):
        before = [(m, key) for m, key in before if _same_nature(context, m, key, noun)]
    if mention.rule == "short.committee":
        named = [m.span.end for m, key in before if _is_committee(context, key)][-1:]
        chamber = (
            "" if named and not tells_chamber(context, named[0], mention.span.start) else chamber_at(context, mention.span.start)
        )
        before = [
            (m, key)
            for m, key in before
            if _is_committee(context, key) and (not chamber or chamber_of(context, key) in ("", chamber))
        ]
    if mention.rule == "short.body":
        before = [(m, key) for m, key in before if _same_noun(context, key, noun)] if _of_name(context, mention) else []
        if len({key for _, key in before}) > 1:
            before = []
    if mention.rule == "short.text" and any(context.entities[key].kind == "Bill" for _, key in before):
        before = [(m, key) for m, key in before if context.entities[key].kind == "Bill"]
    if mention.rule == "short.report" and noun == "rapport":
        before = [(m, key) for m, key in before if not context.entities[key].label.lower().startswith("avis")]
    if mention.rule == "short.office":
        before = [(m, key) for m, key in before if letters(context.entities[key].label).startswith(noun.rstrip("e")[:6])]
        if person := _person_behind(context, mention):
            before = [(m, key) for m, key in before if not _held_by_another(context, key, person)]
        wanted = gender_of_determiner(det)
        before = [(m, key) for m, key in before if not wanted or _office_gender(context, m, key) in ("", wanted)]
    if (not rank or rank in ("present", "presente", "meme")) and any(not m.get("listed") for m, _ in before):
        listed = {key for m, key in before if m.get("listed") or _in_plural(context, m)}
        alone = {key for m, key in before if not m.get("listed") and not _in_plural(context, m)}
        before = [(m, key) for m, key in before if key not in listed or key in alone] or before
    before = [(m, key) for m, key in before if not _subject_of_its_clause(context, m, mention)] or before
    distinct = list(dict.fromkeys(key for _, key in before))
    if not distinct and mention.rule == "short.office" and _person_behind(context, mention):
        label = masculine(context.words(mention).lower())
        key = f"office/{iris.slug(label)}"
        context.link(index, key, entity=Entity(key, "Office", label), score=0.8, reasons=("the title of the person behind it",))
        return
    if (
        not distinct
        and mention.rule == "short.office"
        and (held := held_by_the_only_one_named(context, mention, fold(context.words(mention))))
    ):
        context.link(index, held, score=0.8, reasons=("the office of the only one named before who holds one of that rank",))
        return
    if not distinct and mention.rule == "short.report" and noun == "rapport" and is_handed_over(context, mention):
        # The only report that the document speaks of; it stays where a relation says something of it.
        label, key = context.words(mention).lower(), f"{context.document.key}/report/{iris.slug(context.words(mention))}"
        context.link(index, key, entity=Entity(key, "Report", label), score=0.6, reasons=("no report is named otherwise",))
        return
    if not distinct:
        context.undecided(index, ("nothing before it that it could point to",))
        return
    if rank and rank not in ("present", "presente", "meme"):
        _by_rank(context, index, rank, distinct)
        return
    if mention.rule == "short.law" and det in _GENERIC_LAW and not rank:
        context.undecided(index, ('"la loi" is the law in general unless a demonstrative points back',))
        return
    if mention.rule == "short.eu" and (why := another_named(context, before[-1][0], mention, points_back=points_back)):
        context.undecided(index, (why,))
        return
    if len(distinct) == 1:
        context.link(index, distinct[0], score=0.9, reasons=("the only one named before",))
        return
    latest, key = before[-1]
    distance = context.block_of(mention.span) - context.block_of(latest.span)
    if mention.rule.endswith("-cited"):
        limit = -1
    elif det in _DEMONSTRATIVE or rank or mention.rule in ("short.committee", "short.report"):
        limit = 3
    elif mention.kind in ("Bill", "Office"):
        limit = 1
    elif mention.kind == "Decree" and context.document.blocks[context.block_of(latest.span)].span.start == latest.span.start:
        limit = 2  # the notice under the line that is the title of a decree
    else:
        limit = -1
    if distance <= limit:
        context.link(index, key, score=0.8, reasons=("the latest one named before",))
    else:
        context.undecided(index, ("several were named before, none close enough",))


def _subject_of_its_clause(context: Context, candidate: Mention, mention: Mention) -> bool:
    """Whether the candidate opens the sentence and the short form is what its verb governs: "le décret n° 1 modifie ce texte"
    does not speak of one decree twice."""
    sentence = context.recognised.segmented.sentences[context.sentence_of(mention.span)].span
    if not sentence.covers(candidate.span) or mention.get("det") not in _DEMONSTRATIVE:
        return False
    between = context.folded[candidate.span.end : mention.span.start]
    return OPENING.fullmatch(context.folded, sentence.start, candidate.span.start) is not None and not re.search(
        r"[,;:]", between
    )


def _present(context: Context, index: int, kinds: frozenset[str]) -> bool:
    """ "Le présent code" is the act that the document is, but in words that it puts into an act, the act that they amend."""
    span = context.recognised.mentions[index].span
    own = (context.host, opening_act(context))
    keys = (amended(context, span, kinds), *own) if is_quoted(context, span) else (*own, amended(context, span, kinds))
    for key in filter(None, keys):
        known = context.entities.get(key) or context.known(key)
        if known is not None and known.kind in kinds:
            context.link(index, key, score=0.95, reasons=("the act that the text amends or that the document is",))
            return True
    return False


def _person_behind(context: Context, mention: Mention) -> Key:
    """The person whose name stands right behind a title ("la ministre Dominique Faurel"), "" where none does."""
    named = context.linked(frozenset({"Person"}), start=mention.span.end, before=mention.span.end + 80)
    return next((key for m, key in named if m.span.start in (mention.span.end + 1, mention.span.end + 4)), "")


def _held_by_another(context: Context, office: Key, person: Key) -> bool:
    """Whether the authority knows who held an office on the document's date, and that it was not this person."""
    holders = context.vocabulary.pack.holders(office, context.date) if context.date else ()
    return bool(holders) and person not in {mandate.person for mandate in holders}


def _of_name(context: Context, mention: Mention) -> bool:
    """Whether the noun of a body stands for its name: "la Cour", "l'Agence" with a capital, "cette autorité"; "la fédération"
    in any case."""
    noun = context.text[: mention.span.end].rpartition(" ")[2].rpartition("'")[2].rpartition("’")[2]
    return noun[:1].isupper() or mention.get("det") in _DEMONSTRATIVE or noun.lower().startswith(("f", "s", "conf"))


def _is_committee(context: Context, key: Key) -> bool:
    label = context.entities[key].label.lower()
    return label.startswith("commission") and "mixte paritaire" not in label


def _office_gender(context: Context, mention: Mention, key: Key) -> str:
    """The gender of an office as named, else of who held it that day; "" where neither tells."""
    if gender := context.gender(mention).replace("p", ""):
        return gender
    holders = context.vocabulary.pack.holders(key, context.date) if context.date else ()
    persons = {person.gender for mandate in holders if (person := context.vocabulary.pack.person(mandate.person))}
    return persons.pop() if len(persons) == 1 else ""


def _in_plural(context: Context, mention: Mention) -> bool:
    """Whether a mention opens a list ("les directives 2008/48/CE et …"): a singular short form does not point to one of them."""
    return context.words(mention).split(" ", 1)[0].lower() in (
        "directives",
        "règlements",
        "lois",
        "ordonnances",
        "décrets",
        "décisions",
    )


def _same_nature(context: Context, named: Mention, key: Key, noun: str) -> bool:
    """Whether a bill may be what "le projet" or "la proposition" points back to: a government's bill is no proposition."""
    for words in (letters(context.words(named)), letters(context.entities[key].label)):
        if words.startswith(_NATURES):
            return words.startswith(noun[: len("projet")])
    return True


_NATURES = ("projet", "propos")


def _same_noun(context: Context, key: Key, noun: str) -> bool:
    entity = context.entities[key]
    return any(letters(label).startswith(noun[:6]) for label in (entity.label, *entity.alt_labels))


def _by_rank(context: Context, index: int, rank: str, distinct: list[Key]) -> None:
    position = {"premier": 0, "premiere": 0, "deuxieme": 1, "second": 1, "seconde": 1, "troisieme": 2}[rank]
    if len(distinct) > position and len(distinct) > 1:
        context.link(
            index, distinct[position], score=0.9, reasons=(f"number {position + 1} in the order in which they were named",)
        )
    else:
        context.undecided(index, ("fewer were named before than its rank needs",))
