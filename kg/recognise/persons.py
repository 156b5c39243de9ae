"""Names of persons: after a civility (also in lists), or after a function; ``given.py`` finds those by a known given name.

Data: ``ontology/rules/civilities.toml``; given names are those of the authority's persons. Full names that the authority
knows are found by the automaton (``lexical.py``), not here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from kg.errors import OntologyError
from kg.lexicon.files import ontology_root, read_toml, shown
from kg.lexicon.fold import fold
from kg.lexicon.late import late
from kg.lexicon.vocabulary import vocabulary
from kg.model import Mention, Span

UPPER = "A-ZÀ-ÖØ-ÞŒ"
_CAPITAL = f"[{UPPER}]"
_WORD = rf"{_CAPITAL}(?:[\w]|['’](?=[\w])|/(?=[{UPPER}]))*(?:[-‐][\w]+(?:['’]\w+)*)*"
_NOT_LED = "".join(f"(?<!{who} {of} )" for who in ("directeur", "directrice", "chef", "cheffe") for of in ("de", "du"))
"""Who leads a cabinet or a group is a person ("son directeur de cabinet Antoine …"), and no name of it."""
_CAMP = (
    r"(?: (?:socialiste|communiste|écologiste|centriste|insoumise?|républicaine?|macroniste|radicale?|divers (?:gauche|droite)))?"
    rf"(?: \((?:[{UPPER}][\w-]{{1,11}})\))?"
)
"""The party of who is elected, between the function and the name ("la sénatrice écologiste …", "le député (UDI) …")."""
_CAPITALISED = late(rf"(?<![\w’'])[{UPPER}]|['’][{UPPER}]")
_GROUP = late(rf"(?:[{UPPER}]{{2,6}}|EELV|LaREM)(?:-[{UPPER}]{{2,6}})? (?=[{UPPER}][a-zà-ÿ])")
"""The initials of a group or a party between a function and a name ("la députée LFI Leïla …")."""
_NAME_MAX = 60
"""Code points back from a title in which the name before it is looked for."""
_BEGINS = r"(?:(?<![\w'’-])|(?<=\b[dD]['’])|(?<=\bqu['’]))"
"""Where the first name of a person may begin: with a word, or behind an elision ("d'Isabelle Boulay", "qu'Olivier Véran")."""
_BEGUN = rf"{_CAPITAL}(?:(?<![\w'’-]{_CAPITAL})|(?<=\b[dD]['’]{_CAPITAL})|(?<=\bqu['’]{_CAPITAL}))"
"""The first letter of one there: as good as _BEGINS before the letter, and looked for much faster."""
_AFTER_NAME = r"(?:[,.;]|$| \(| (?:a|est|était|s['’]est|avait|et s(?:on|a|es)|qui|lors|pour|dans|devant|à l['’])\b)"
"""What stands behind the name of who holds an office ("le préfet de la Haute-Vienne, Seymour Morsy, a …")."""
_INITIAL = rf"[{UPPER}]\.(?:[- ]?[{UPPER}]\.)*"


@dataclass(frozen=True, slots=True)
class NameForms:
    """civilities.toml, compiled."""

    civilities: dict[str, str]
    lead: re.Pattern[str]
    name: re.Pattern[str]
    more: re.Pattern[str]
    function: re.Pattern[str]
    particled: re.Pattern[str]
    eponym: re.Pattern[str]
    bearer: re.Pattern[str]
    holder: re.Pattern[str]
    capital: re.Pattern[str]
    last_name: re.Pattern[str]
    title: re.Pattern[str]
    not_names: frozenset[str]
    given_names: frozenset[str]
    functions: tuple[str, ...]
    titles: tuple[str, ...]


def _words(data: dict[str, object], section: str, path: str) -> list[str]:
    table = data.get(section)
    words = table.get("words") if isinstance(table, dict) else None
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise OntologyError(path, 1, f"[{section}] needs words = [ … ]")
    return sorted(words, key=lambda word: (-len(word), word))


@cache
def name_forms() -> NameForms:
    path = ontology_root() / "rules" / "civilities.toml"
    data = read_toml(path)
    civilities = {str(k): str(v) for k, v in data.get("civilities", {}).items()}
    particles = "|".join(re.escape(word) for word in _words(data, "particles", shown(path)))
    functions = "|".join(re.escape(word) for word in _words(data, "functions", shown(path)))
    titles = "|".join(re.escape(word) for word in _words(data, "titles", shown(path)))
    eponyms = "|".join(re.escape(word) for word in _words(data, "eponyms", shown(path)))
    bearers = "|".join(re.escape(word) for word in _words(data, "bearers", shown(path)))
    lead = "|".join(re.escape(word) for word in sorted(civilities, key=lambda word: (-len(word), word)))
    part = rf"(?:(?:{particles}) ?)"
    name = rf"(?:{_INITIAL} ?)?(?:{part}{{1,2}})?{_WORD}(?: (?:{part}{{1,2}})?{_WORD}){{0,4}}"
    return NameForms(
        civilities=civilities,
        lead=re.compile(rf"(?<![\w.])(?P<civ>{lead}) (?=(?:{part}{{0,2}})[{UPPER}])"),
        name=re.compile(name),
        more=re.compile(rf"(?:, | et |, et )(?!(?:{lead})(?!\w))(?=(?:{part}{{0,2}})[{UPPER}])"),
        particled=re.compile(rf"(?:{particles})[ ’']?"),
        function=re.compile(rf"(?<!\w)(?P<function>{functions}){_CAMP} (?=(?:{part}{{0,2}})[{UPPER}])"),
        eponym=re.compile(rf"(?<!\w){_NOT_LED}(?:{eponyms})(?: (?:de|du|des|d['’]))? ?$", re.IGNORECASE),
        capital=re.compile(_BEGUN + _WORD.removeprefix(_CAPITAL)),
        bearer=re.compile(rf"(?<!\w)(?:{bearers}) [«“\"]? ?$", re.IGNORECASE),
        holder=re.compile(
            rf"(?<!\w)(?:[Ll][ea] |[Ll]['’]|du |au |de la |à la )(?:nouvelle? |nouveau |actuelle? |ancienn?e? )?"
            rf"(?:[Vv]ice-|co|sous-)?(?:[Pp]remi(?:er|ère) )?(?:{functions}|{titles})\b(?![’'])"
            rf"[^,.;:()«»\n]{{0,90}}(?: \([^()]{{1,20}}\))?, "
            rf"(?P<name>{_WORD} (?:{part}{{1,2}})?{_WORD}(?: (?:{part}{{1,2}})?{_WORD})?)(?={_AFTER_NAME})"
        ),
        last_name=re.compile(rf"{_BEGINS}(?<![«“] )(?<![«“]){_WORD}(?: (?:{part}{{1,2}})?{_WORD}){{1,2}}$"),
        title=re.compile(
            r", (?:(?:l['’]|le |la )?(?:ancien|ancienne|actuel|actuelle|premier|première) |alors )?"
            rf"(?:vice-|co)?(?:[Pp]remi(?:er|ère) )?(?:{functions}|{titles})s?\b"
        ),
        not_names=frozenset(_words(data, "not_names", shown(path))),
        given_names=frozenset(fold(name) for name in _words(data, "given_names", shown(path))),
        functions=tuple(_words(data, "functions", shown(path))),
        titles=tuple(_words(data, "titles", shown(path))),
    )


def trimmed(text: str, start: int, end: int, stop_at: Iterable[int]) -> int:
    """``end`` moved back to the first word that cannot belong to a name, or to the start of another mention."""
    forms = name_forms()
    for border in stop_at:
        if start < border < end:
            end = border
    words = list(re.finditer(r"\S+", text[start:end]))
    for index, word in enumerate(words):
        if word.group().strip(",") in forms.not_names and index > 0 and not _within(words, index):
            end = start + word.start()
            break
    while end > start and text[end - 1] in " ,'’-":
        end -= 1
    tail = re.search(r"(?: (?:de|du|des|d['’]|l['’]|le|la|les|et))+$", text[start:end])
    return start + tail.start() if tail else end


def _within(words: list[re.Match[str]], index: int) -> bool:
    """Whether a capitalised article stands inside a name with a particle ("Laure de La Raudière", "Annick Le Loch")."""
    if words[index].group() not in ("La", "Le", "Les", "L'", "L’") or index + 1 >= len(words):
        return False
    following = words[index + 1].group().strip(",")
    return following[:1].isupper() and following not in name_forms().not_names


def person(text: str, start: int, end: int, rule: str, features: dict[str, str]) -> Mention | None:
    """The mention of a person by a name, None where that is none."""
    name = text[start:end]
    if len(name) < 2 or name in name_forms().not_names or _CAPITALISED.search(name) is None:
        return None
    return Mention(Span(start, end), "Person", rule, tuple(sorted({**features, "name": name}.items())))


def find_introduced(text: str, span: Span, borders: tuple[int, ...], is_surname: Callable[[str], bool]) -> Iterator[Mention]:
    """The persons of one sentence behind a civility.

    ``borders`` are offsets at which other mentions begin (a name does not run into an office); ``is_surname`` tells of a folded
    name whether the authority knows it as a surname. The mention covers the name alone; the civility is a feature, with the
    gender that it gives.
    """
    forms = name_forms()
    for lead in forms.lead.finditer(text, span.start, span.end):
        civility = lead.group("civ")
        features = {"civility": civility, "gender": forms.civilities[civility]}
        position: int | None = lead.end()
        while position is not None:
            match = forms.name.match(text, position, span.end)
            if match is None:
                break
            whole = is_surname(match.group())
            end = match.end() if whole else trimmed(text, position, match.end(), borders)
            mention = person(text, position, end, "person.civility", features)
            if mention is None:
                break
            yield mention
            if civility not in ("MM.", "Mmes", "Messieurs", "Mesdames"):
                break
            more = forms.more.match(text, end, span.end)
            position = more.end() if more else None


def find_functioned(text: str, span: Span, borders: tuple[int, ...], is_surname: Callable[[str], bool]) -> Iterator[Mention]:
    """The persons of one sentence right behind a function. What begins with a particle there ("de Montchalin") is a place, unless
    the authority knows it as a surname."""
    forms = name_forms()
    for lead in forms.function.finditer(text, span.start, span.end):
        match = forms.name.match(text, lead.end(), span.end)
        if match is None or forms.lead.match(text, lead.end()):
            continue
        whole = is_surname(match.group())
        end = match.end() if whole else trimmed(text, lead.end(), match.end(), borders)
        if (group := _GROUP.match(text, lead.end(), end)) is not None:
            yield from _functioned(text, group.end(), end, lead)
            continue
        if forms.particled.match(text, lead.end()) and not is_surname(text[lead.end() : end]):
            continue
        yield from _functioned(text, lead.end(), end, lead)


def behind_commas(text: str, span: Span) -> bool:
    """Whether a title can stand behind a comma in a sentence."""
    return name_forms().title.search(text, span.start, span.end) is not None


def find_titled(text: str, span: Span, borders: tuple[int, ...]) -> Iterator[Mention]:
    """The persons of one sentence whose title stands behind their name and a comma."""
    forms = name_forms()
    for title in forms.title.finditer(text, span.start, span.end):
        begin = max(span.start, title.start() - _NAME_MAX)
        name = forms.last_name.search(text, begin, title.start())
        if name is None or name.group().partition(" ")[0] in forms.civilities:
            continue
        if forms.eponym.search(text, max(span.start, name.start() - 30), name.start()):
            continue
        if vocabulary().pack.place_named(fold(name.group())):
            continue
        start = name.start()
        while start < name.end() and (
            text[start : name.end()].partition(" ")[0] in forms.not_names
            or (start > name.start() and text[start : name.end()].startswith(_OF))
        ):
            start = text.find(" ", start, name.end()) + 1 or name.end()
        start = _behind_place(text, span.start, start, name.end())
        mention = person(text, start, trimmed(text, start, name.end(), borders), "person.titled", {})
        if mention is not None and mention.span.end == title.start() and " " in mention.span.of(text):
            yield mention


def _behind_place(text: str, begin: int, start: int, end: int) -> int:
    """``start`` moved past a town that a preposition puts before the name: "à Marseille Benoît Payan, maire de la ville"."""
    first, _, rest = text[start:end].partition(" ")
    if " " not in rest or not _IN_TOWN.search(text, max(begin, start - 4), start):
        return start
    return start + len(first) + 1 if vocabulary().pack.communes_named(fold(first)) else start


_OF = ("de ", "du ")
"""What stands between a word that is no name and the name: "Discours de Jeanne Hervieu"."""
_IN_TOWN = late(r"\b[ÀàA] $")


def _functioned(text: str, start: int, end: int, lead: re.Match[str]) -> Iterator[Mention]:
    mention = person(text, start, end, "person.function", {"function": lead.group("function")})
    if mention is not None:
        yield mention


def find_beside_offices(text: str, span: Span) -> Iterator[Mention]:
    """ "le préfet de la Haute-Vienne, Seymour Morsy,": two or three capitalised words between the commas of who holds it."""
    forms = name_forms()
    for match in forms.holder.finditer(text, span.start, span.end):
        words = match.group("name").split()
        if forms.not_names.isdisjoint(words) and not match.group("name").isupper():
            mention = person(text, match.start("name"), match.end("name"), "person.beside-office", {})
            if mention is not None:
                yield mention


def borne(text: str, mention: Mention) -> bool:
    """Whether a person's name is the name of something else: "Fondation Nicolas Hulot", "lycée Simone Veil"."""
    return name_forms().bearer.search(text, max(0, mention.span.start - 30), mention.span.start) is not None
