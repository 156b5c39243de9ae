"""Things without a register (``ontology/rules/things.toml``): reports, missions, events, provisions, recommendations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from kg.lexicon.files import ontology_root, read_toml
from kg.lexicon.finite import finite_form
from kg.lexicon.late import late
from kg.lexicon.letters import letters, letters_pattern
from kg.lexicon.rules import Rule, common_macros, expand, read_rules
from kg.model import Mention, Span
from kg.recognise.phrases import bare, enumeration, phrase_end

_EXTENTS = frozenset({"match", "phrase", "commas", "list", "deeds", "plan", "name", "titled", "author"})
_NAME = late(
    r"(?: (?:de |du |des |d['’]|de la |de l['’]|et |pour |à |aux |en )?(?:la |le |les |"
    r"l['’])?(?:[A-ZÀ-ÖØ-Þ][\w’'.-]*|\d{4}|[\w-]+\.(?:gouv\.)?fr))+"
    r"(?: (?:politique|européen|national|international|mondial|africain|méditerranéen|citoyen|social|numérique|climatique)"
    r"(?:ne|e)?s?\b)*"
)
_CIVIL = (
    r"(?:M\.|MM\.|Mme|Mmes|(?:la |le |les )?(?:députée?s?|sénateurs?|sénatrices?|parlementaires|professeure?s?|préfète?s?)"
    r"|notre collègue|nos collègues)"
)
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w’'-]*"
_FULL = rf"{_CAPITAL}(?: (?:de |du |d['’])?{_CAPITAL})+"
_AUTHORS = late(
    rf" ?(?:(?:de|du|des|(?:rédigé|remis|établi|présenté|fait|déposé|signé|coordonné)e? par) |d['’])"
    rf"(?:{_CIVIL} {_CAPITAL}|{_FULL})"
    rf"(?: (?:(?:de|du|des|de La|Le|La) )?{_CAPITAL})*"
    rf"(?:(?:,| et) (?:{_CIVIL} )?{_CAPITAL}(?: (?:(?:de|du|des) )?{_CAPITAL})*)*"
)
_TITLED = late(
    r" [A-ZÀ-ÖØ-Þ][\w’'-]*\+?(?: (?:[A-ZÀ-ÖØ-Þ][\w’'-]*\+?|\d{4}))*(?: (?:de |du |des |d[’']|pour )(?:la |l[’']|les )?[\w’'-]+)?"
)
_LOWER_NAME = late(
    r"(?: (?:de |du |des |d['’]|de la |de l['’]|et |pour |à |aux )(?:la |le |les |l['’])?[\w’'-]+|"
    r" (?:publi|national|numéri|social|économi|écologi|régiona|internationa|europé|ministéri|"
    r"interministéri|citoyen)\w*)+"
)


@cache
def deeds() -> Mapping[str, str]:
    """Folded verb form → the noun for what is done: "limite" → "limitation"."""
    table = read_toml(ontology_root() / "rules" / "things.toml").get("deeds", {})
    return {letters(str(form)): str(noun) for noun, forms in table.items() for form in forms}


@cache
def thing_rules() -> tuple[Rule, ...]:
    """The rules of things.toml; an unknown ``extent`` is an error of its line."""
    infinitives = "|".join(form for form in deeds() if form.endswith(("er", "ir", "re")))
    macros = {"infinitive": infinitives, "deed": "|".join(form for form in deeds() if not form.endswith(("er", "ir")))}
    rules = tuple(read_rules(ontology_root() / "rules" / "things.toml", macros))
    for rule in rules:
        if rule.options.get("extent") not in _EXTENTS:
            raise rule.error(f"extent must be one of {', '.join(sorted(_EXTENTS))}")
        if "(?P<thing>" not in rule.source:
            raise rule.error("the pattern needs a group (?P<thing>…)")
    return rules


def find_things(text: str, folded: str, span: Span, match: re.Match[str], rule: Rule) -> Iterator[Mention]:
    """The things that ``rule`` finds at a match of its pattern, within the sentence ``span``."""
    position = match.start()
    required = rule.options.get("requires")
    before = _earlier(str(required)).search(folded, span.start, position) if required else None
    if required and before is None:
        return
    features = {
        name: text[match.start(name) : match.end(name)].strip()
        for name, value in match.groupdict().items()
        if value and name != "thing"
    } | {name: value for name, value in (before.groupdict() if before else {}).items() if value}
    if deed := features.get("deed"):
        features["noun"] = deeds()[letters(deed)]
    if rule.options.get("tentative"):
        features["tentative"] = "1"
    start, end = match.start("thing"), match.end("thing")
    if lead := rule.options.get("lead"):
        before = re.search(
            f"(?:{letters_pattern(expand(str(lead), common_macros()))})$", folded[max(span.start, position - 40) : position]
        )
        start -= len(before.group()) if before else 0
    if rule.options.get("body"):
        yield Mention(Span(start, end), rule.kind, rule.id, tuple(sorted({**features, "of": "1"}.items())))
        return
    for found in _extents(text, rule, start, end, span.end):
        if found.end - found.start > 2:
            yield Mention(found, rule.kind, rule.id, tuple(sorted(features.items())))


def _deeds(text: str, start: int, end: int, limit: int) -> list[Span]:
    """What each infinitive of an enumeration says is to be done: "créer un guichet, former les agents et fermer le bureau"."""
    found: list[Span] = []
    while True:
        stop = phrase_end(text, max(start, end - 2), limit)
        if another := _ANOTHER.search(text, start + 1, stop):
            stop = another.start()
        whole = bare(text, Span(start, stop))
        if " " in whole.of(text):
            found.append(whole)
        following = _ALSO_TO.match(text, stop, limit)
        if following is None:
            return found
        start, end = following.end(), following.end() + len(following["verb"])


def _done(text: str, items: list[Span]) -> list[Span]:
    """The things done of an enumeration: what begins with no noun for a deed goes on with the item before it ("la création d'un
    fonds pour l'équipement et la formation"), up to what is another thing ("et un plan")."""
    found: list[Span] = []
    for item in items:
        if _earlier("^<deednouns>\\b").match(letters(item.of(text))):
            found.append(item)
        elif found and not _OWN_ARTICLE.search(text, found[-1].end, item.start):
            found[-1] = Span(found[-1].start, item.end)
        else:
            break
    return found


_OWN_ARTICLE = late(r"\b(?:une?|des) $")


@cache
def _earlier(words: str) -> re.Pattern[str]:
    """What must stand earlier in the sentence, compiled."""
    own = read_toml(ontology_root() / "rules" / "things.toml").get("macros", {})
    return re.compile(letters_pattern(expand(words, {**common_macros(), **own})))


def _extents(text: str, rule: Rule, start: int, end: int, limit: int) -> list[Span]:
    extent = rule.options["extent"]
    if extent == "match":
        return [Span(start, end)]
    if extent == "list":
        items = enumeration(text, start, limit)
        return _done(text, items) if rule.kind == "Provision" else items
    if extent == "deeds":
        return _deeds(text, start, end, limit)
    if extent in ("phrase", "commas"):
        whole = Span(start, phrase_end(text, max(start, end - 2), limit, commas=extent == "commas"))
        if rule.kind in ("Provision", "Recommendation") and (another := _ANOTHER.search(text, whole.start + 1, whole.end)):
            whole = Span(whole.start, another.start())
        if rule.kind == "Report":
            whole = _before_recipient(text, whole)
        return [bare(text, whole)] if whole.end > whole.start else []
    if extent == "author":
        names = _AUTHORS.match(text, end, limit)
        before = text[max(0, start - 8) : start].lower()
        return [Span(start, names.end())] if names and not before.endswith(("sur le ", " au ")) else []
    if extent == "plan":
        return [Span(start, _before_verb(text, start, end))] if _is_plan(text, start, end) else []
    if extent == "titled":
        named = _TITLED.match(text, end, limit)
        return [Span(start, named.end())] if named else []
    name = _NAME.match(text, end, limit) or (
        _LOWER_NAME.match(text, end, limit)
        if text[start:end][0].isupper() or text[start].isdigit() or _ALWAYS_NAMED.search(text, start, end)
        else None
    )
    return [Span(start, name.end())] if name and "\n" not in name.group() else []


_RECIPIENT = late(
    r" (?:à|au|aux)(?: la| l['’])? (?:(?:M\.|Mme|MM\.) )?(?=Premi|[Mm]inistre|Président|Gouvernement|Parlement|Sénat|Assemblée)"
    r"| à (?:M\.|Mme|MM\.|Mmes) | à (?=[A-ZÀ-Ö][\w’'-]+ (?:[A-ZÀ-Ö][\w’'-]*)(?:[,.;]| et|$))"
)


_HANDED = late(
    r",? (?:remis|publié|déposé|présenté|rendu|établi|rédigé|transmis|adopté|paru|commandé|confié|élaboré|réalisé|annexé|demandé|"
    r"attendu|fait)(?:e|s|es)?\b| des mains d"
)
_ALWAYS_NAMED = late(r"interministériel|états généraux|assises|grenelle|convention citoyenne", re.IGNORECASE)


_ANOTHER = late(
    r",? (?:et|ou|ainsi que|puis) (?:de |d['’]|à )"
    r"(?=[\w-]+(?:er|ir|oir|dre|ttre|uire|crire|dire|faire) (?:un|une|le|la|l['’]|les|des|à|aux?|plus)\b)"
)
"""Where a second thing to do begins: "créer un fonds et de supprimer la taxe"."""


_ALSO_TO = late(
    r"(?:,|,? et|,? ou|,? ainsi que|,? puis|, enfin)(?:,? (?:enfin|notamment|également),?)? (?:de |d['’])"
    r"(?=(?:ne pas |mieux |davantage )?(?P<verb>[\w-]+(?:er|ir|oir|dre|ttre|uire|crire|ire|aire))\b)"
)
"""What joins a further thing to do to the one before it."""


def _before_recipient(text: str, span: Span) -> Span:
    """A report's phrase without what was done with it, and without whom it is handed to ("le rapport sur l'école remis au Premier
    ministre")."""
    ends = [match.start() for part in (_HANDED, _RECIPIENT) if (match := part.search(text, span.start + 1, span.end))]
    return Span(span.start, min(ends, default=span.end))


def _before_verb(text: str, start: int, end: int) -> int:
    """Where a plan's name ends: before an "et" with a finite verb behind it."""
    cut = text.find(" et ", start, end)
    return cut if cut > start and finite_form(letters(text[cut + 4 : end])) else end


def _is_plan(text: str, start: int, end: int) -> bool:
    """Whether "plan …" is a name: "plan téléphone", "stratégie nationale pour le cloud", not "sur le plan économique"."""
    return not re.search(
        r"\b(?:sur (?:le|un)|de premier|en arrière-|au premier) ?$", text[max(0, start - 14) : start], re.IGNORECASE
    )
