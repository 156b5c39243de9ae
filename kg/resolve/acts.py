"""Acts: from number, date, title or nickname to one key, and from a bill to the law that it became."""

from __future__ import annotations

import re

from kg import iris
from kg.lexicon.calendar import day_signed, french_day
from kg.lexicon.fold import fold
from kg.lexicon.letters import letters
from kg.model import Candidate, Entity, Key, Mention
from kg.resolve.bills import resolve_bill
from kg.resolve.budgets import budget_title, ordinal
from kg.resolve.celex import court_decision
from kg.resolve.context import Context
from kg.resolve.dates import date_of
from kg.resolve.eu_acts import resolve_eu_act
from kg.resolve.titles import after_date, listed_titles, same_title, title_key

ORDER = "arrêté"
"""The form of an act whose numbers are those of no décret: it is known by date and title."""
_PREFIX = {"Law": "law", "Ordinance": "ordinance", "Decree": "decree"}
_NOUN = {"Law": "loi", "Ordinance": "ordonnance", "Decree": "décret"}
_ELI = {"Law": "loi", "Ordinance": "ordonnance", "Decree": "decret"}
_SHORT_ACRONYM = 3
"""Letters of an acronym that is too short to be a code's alone."""
_LABOUR = re.compile(
    r"convention (?:(?:de l')?oit n ?[°o] ?(\d{1,3})|n ?[°o] ?(\d{1,3}) de l'(?:oit|organisation internationale du travail))\b"
)
_FORMS = 4
"""How many ways of citing one act are remembered within a document."""
ELI_SINCE = "2002-01-01"
"""Légifrance gives its ELI to the texts of the Journal officiel from 2002 on."""


def resolve_act(context: Context, index: int, mention: Mention) -> None:
    """Judge one explicit mention of an act."""
    if mention.get("relative") and (day := date_of(mention, context.date)):
        mention = mention._replace(features=tuple(sorted((*mention.features, ("date", day)))))
    _resolve(context, index, mention)
    key = context.links[index].entity
    if key is not None:
        seen = context.acts.setdefault(key, [])
        if len(seen) < _FORMS and all(
            mention.get("title") != other.get("title") or mention.get("date") != other.get("date") for other in seen
        ):
            seen.append(mention)


def _resolve(context: Context, index: int, mention: Mention) -> None:
    if mention.get("keys"):
        _by_keys(context, index, mention)
    elif mention.kind == "EUAct":
        resolve_eu_act(context, index, mention)
    elif mention.kind == "CourtDecision":
        if mention.get("nature") and "-" not in mention.get("number") and not mention.get("date"):
            context.undecided(index, ("a number without the year that belongs to it",))
            return
        key, entity = court_decision(context.words(mention), mention)
        context.link(index, key, entity=entity, reasons=("number and court",))
    elif mention.kind == "Bill":
        resolve_bill(context, index, mention)
    elif mention.kind in _PREFIX:
        _law(context, index, mention)
    elif mention.kind == "Treaty":
        words = re.sub(r"^(accord|convention)s(?= (?:entre|du conseil)\b)", r"\1", context.words(mention), flags=re.IGNORECASE)
        label = words[:1].lower() + words[1:]
        key = f"treaty/{iris.slug(label)}"
        if labour := _LABOUR.match(letters(words)):
            number = labour[1] or labour[2]
            key, label = f"treaty/convention-n-{number}-de-l-oit", f"convention n° {number} de l'OIT"
        context.link(index, key, entity=Entity(key, "Treaty", label), reasons=("name",))
    else:
        context.undecided(index, (f"no resolver for {mention.kind}",))


def _by_keys(context: Context, index: int, mention: Mention) -> None:
    keys = mention.get("keys").split("|")
    if mention.kind == "Code" and _is_short_acronym(context, mention, keys[0]):
        context.undecided(index, ("an acronym that other bodies bear too, in no article and beside no full title",))
        return
    if len(keys) == 1:
        context.link(index, keys[0], reasons=(f"named in {mention.rule}",))
        return
    dated = [key for key in keys if (known := context.known(key)) and mention.get("date") and _date(known) == mention.get("date")]
    if len(dated) == 1:
        context.link(index, dated[0], reasons=(f"named in {mention.rule}", "date"))
        return
    candidates = tuple(Candidate(key, 0.5, ("same name",)) for key in keys)
    context.undecided(index, ("several acts have this name",), candidates)


def _is_short_acronym(context: Context, mention: Mention, key: Key) -> bool:
    """Whether a code is named by three letters alone ("CSP", "CCP", which name other things too), where neither an article nor
    the full title stands in the document beside it."""
    words = context.words(mention)
    if len(words) > _SHORT_ACRONYM or not words.isupper():
        return False
    mentions = context.recognised.mentions
    alike = [other for other in mentions if other.kind == "Code" and other.get("keys") == key]
    cited = {f"{other.span.start}-{other.span.end}" for other in alike}
    return not any(len(context.words(other)) > _SHORT_ACRONYM for other in alike) and not any(
        other.kind == "Article" and other.get("act") in cited for other in mentions
    )


def _law(context: Context, index: int, mention: Mention) -> None:
    number, date, title = mention.get("number"), mention.get("date"), mention.get("title")
    kind = mention.kind
    if number and mention.get("form") == ORDER:
        number = ""
    if number:
        row = context.vocabulary.pack.law_numbered(number, kind)
        key = row.key if row else f"{_PREFIX[kind]}/{number}"
        if row and date and row.date and row.date != date:
            candidates = (Candidate(key, 0.4, ("number",)),)
            context.undecided(index, (f"the text dates it {date}, the authority {row.date}",), candidates)
            return
        context.link(
            index, key, entity=_minted(mention, key, kind, number, date, title), reasons=("number", *(("date",) if date else ()))
        )
        return
    for reason, found in (
        ("title", _by_title(context, mention, title)),
        ("date", _by_date(context, mention, kind, date)),
        ("year", _by_year(context, mention)),
    ):
        if found:
            context.link(index, found, entity=_minted(mention, found, kind, "", date, title), reasons=(reason,))
            return
    if historical := mention.get("historical"):
        singular = re.sub(r"^(loi|décret)s", r"\1", historical, flags=re.IGNORECASE)
        label = f"{singular[:1].lower()}{singular[1:]} {title}".strip()
        key = f"law/{iris.slug(label)}"
        context.link(index, key, entity=Entity(key, "Law", label), reasons=("date as it was told then",))
        return
    if title and not date and kind == "Law":
        context.undecided(index, ("no law of this title is known, and it has no number or date",))
    elif kind == "Decree" and date and not title:
        reference = f"n° {mention.get('reference')}" if mention.get("reference") else mention.get("name")
        label = f"{_form(mention, kind)} {reference}".strip() + f" du {french_day(date)}"
        key = f"{context.document.key}/decree/{iris.slug(label)}"
        reason = "a date alone: many were signed on it, so it is this document's"
        context.link(index, key, entity=Entity(key, kind, label, (context.words(mention),)), reasons=(reason,))
    elif date or title:
        noun = _form(mention, kind) + (f" n° {mention.get('reference')}" if mention.get("reference") else "")
        label = f"{noun} du {french_day(date)}" if date else noun
        label = f"{label} {title}".strip()
        key = f"{_PREFIX[kind]}/{date + '-' if date else ''}{iris.slug(title or mention.get('name') or noun)}"
        context.link(index, key, entity=Entity(key, kind, label, (context.words(mention),)), reasons=("date and title",))
    elif not mention.get("rank") and len(several := _of_title(context, kind, budget_title(mention) or "-")) > 1:
        alike = tuple(Candidate(key, 0.5, ("same title",)) for key in sorted(several))
        context.undecided(index, ("several acts have this title",), alike)
    elif budget := budget_title(mention):
        label = " ".join(part for part in (ordinal(mention.get("rank"), "f"), "loi", budget) if part)
        key = f"law/{iris.slug(label)}"
        context.link(index, key, entity=Entity(key, "Law", label), reasons=("nature and year",))
    else:
        context.undecided(index, ("no number, date or title that tells which",))


def _form(mention: Mention, kind: str) -> str:
    form = mention.get("form") or _NOUN[kind]
    nature = mention.get("nature")
    return (
        f"{form} {nature.rstrip('s')}"
        if nature in ("organique", "organiques", "constitutionnelle", "constitutionnelles")
        else form
    )


def _minted(mention: Mention, key: Key, kind: str, number: str, date: str, title: str) -> Entity | None:
    if not number:
        return None
    number = number or key.split("/", 1)[1]
    label = f"{_form(mention, kind)} n° {number}"
    if date:
        label += f" du {french_day(date)}"
    same_as = (iris.eli_jo(_ELI[kind], date, number),) if date >= ELI_SINCE and mention.get("form") != "arrêté" else ()
    return Entity(key, kind, f"{label} {title}".strip(), (label,) if title else (), same_as=same_as)


def _explicit(context: Context, kinds: frozenset[str]) -> list[tuple[Mention, Key]]:
    return [
        (mention, key) for key, mentions in context.acts.items() if context.entities[key].kind in kinds for mention in mentions
    ]


def _by_title(context: Context, mention: Mention, title: str) -> Key:
    title = budget_title(mention) or title
    if not title:
        return ""
    wanted = title_key(title)
    here = {
        key
        for other, key in _explicit(context, frozenset({mention.kind}))
        if other.get("title") and same_title(title_key(other.get("title")), wanted)
        if not (mention.get("date") and (day := other.get("date") or _signed(context, key))) or day == mention.get("date")
    }
    if len(here) == 1:
        return here.pop()
    exact = _of_title(context, mention.kind, title)
    found = exact or {key for key, full in listed_titles(mention.kind) if full and same_title(full, wanted)}
    return found.pop() if len(found) == 1 else ""


def _of_title(context: Context, kind: str, title: str) -> set[Key]:
    """The acts of a kind whose whole title is this, in the authority and in the tables."""
    wanted, pack = title_key(title), context.vocabulary.pack
    row = pack.law_by_title(fold(title)) or pack.law_by_title(wanted)
    found = {key for key, full in listed_titles(kind) if full == wanted}
    return found | {row.key} if row is not None and row.kind == kind else found


def _by_date(context: Context, mention: Mention, kind: str, date: str) -> Key:
    if not date:
        return ""
    here = {
        key
        for other, key in _explicit(context, frozenset({kind}))
        if date in (other.get("date"), _signed(context, key)) and _may_be(context, mention, other, key)
    }
    if len(here) == 1:
        return here.pop()
    if here:
        return ""
    title, order = mention.get("title"), mention.get("form") == ORDER
    dated = [row for row in context.vocabulary.pack.laws_dated(date, kind) if (row.nature == ORDER) == order]
    if kind == "Law" and not title:
        return dated[0].key if len(dated) == 1 else ""
    rows = [row for row in dated if row.title and title and _agrees(row.title, title)]
    return rows[0].key if len(rows) == 1 else ""


def _may_be(context: Context, mention: Mention, other: Mention, key: Key) -> bool:
    """Whether two citations of acts of one day can be of one act: an arrêté is no décret, and two titles begin alike."""
    noun = _NOUN[mention.kind]
    if (mention.get("form") or noun) != (other.get("form") or noun):
        return False
    title = mention.get("title")
    titles = (other.get("title"), after_date(label) if (label := context.entities[key].label) != after_date(label) else "")
    return all(_agrees(one, title) for one in titles)


def _signed(context: Context, key: Key) -> str:
    """The date of signature that an act's entity states, "" where it states none."""
    return _date(context.entities[key])


def _date(entity: Entity) -> str:
    for fact in entity.facts:
        if fact.predicate == "dcterms:date":
            return fact.value
    return day_signed(entity.label)


def _agrees(row_title: str, title: str) -> bool:
    """Whether two titles can be of one act: one of them is unknown, or they begin alike."""
    one, other = title_key(row_title), title_key(title)
    return not one or not other or same_title(one, other) or same_title(other, one)


def _by_year(context: Context, mention: Mention) -> Key:
    year = mention.get("year")
    if not year or budget_title(mention):
        return ""
    here = {
        key
        for other, key in _explicit(context, frozenset({"Law"}))
        if key.startswith(f"law/{year}-") or _signed(context, key).startswith(year) or other.get("date").startswith(year)
    }
    return here.pop() if len(here) == 1 else ""
