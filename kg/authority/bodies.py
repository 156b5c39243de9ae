"""From the Assemblée nationale's bodies to the pack's organisations and constituencies: one entity a thing, whatever the
number of ids that the publisher gave it over the legislatures."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg import iris
from kg.authority.assemblee import Body
from kg.authority.tables import Registry, Table, clean, joined, other_names
from kg.authority.titles import repaired
from kg.lexicon.fold import fold

FIRST_LEGISLATURE = 12
"""Constituencies are followed from this legislature on (2002): the tenures that the pack holds begin there."""

ROMAN = {"12": "XIIe", "13": "XIIIe", "14": "XIVe", "15": "XVe", "16": "XVIe", "17": "XVIIe", "18": "XVIIIe"}
_UNITS = "premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième onzième douzième treizième"
_ORDINALS = (*_UNITS.split(), "quatorzième", "quinzième", "seizième", "dix-septième", "dix-huitième", "dix-neuvième", "vingtième")
_UNATTACHED = ("non inscrit", "deputes n appartenant a aucun groupe", "reunion administrative")
_ACRONYM = re.compile(r"(?=.*[A-Z].*[A-Z].*[A-Z]|LR$|RN$)[A-Za-z-]+")
"""What stands for a group by itself in a text: three capitals ("LaREM", "LIOT"), or the two of the best known."""
ABROAD = "99"
"""The département code of the French abroad (INSEE's; the Assemblée writes 099)."""


def ordinal(number: int) -> str:
    """A feminine ordinal in words: 2 → "deuxième", 21 → "vingt et unième"."""
    if number == 1:
        return "première"
    if number <= 20:
        return _ORDINALS[number - 1]
    return "vingt et unième" if number == 21 else f"vingt-{_ORDINALS[number - 21]}"


def lowered(label: str) -> str:
    """The label with a small initial, as a running text prints a common noun ("commission des lois")."""
    return label[:1].lower() + label[1:]


def of(name: str) -> str:
    """ "de" before a name: "de Gaulle", "d'Édouard"."""
    return f"d'{name}" if fold(name)[:1] in "aeiou" else f"de {name}"


class Organisations:
    """Gathers bodies into organisations and remembers which body belongs to which."""

    def __init__(self, table: Table, registry: Registry) -> None:
        self.table = table
        self.registry = registry
        self.of_body: dict[str, str] = {}

    def add(self, slug: str, label: str, kind: str, bodies: Iterable[Body], names: Iterable[str], parent: str = "") -> str:
        """One organisation of several bodies, latest name first in ``label``; returns its key."""
        held = sorted(bodies, key=lambda body: (body.start, body.uid))
        ids = joined(body.uid for body in held)
        key = self.registry.find(an=ids) or f"organisation/{iris.slug(slug)}"
        ends = [body.end for body in held]
        starts = [body.start for body in held if body.start > "1958-01-01"]  # earlier ones are placeholders (1899-12-31)
        self.table.put(
            key,
            label=clean(label),
            alt_labels=other_names(names, label),
            kind=kind,
            an=ids,
            start=min(starts, default=""),
            end="" if "" in ends else max(ends, default=""),
            parent=parent,
        )
        for body in held:
            self.of_body[body.uid] = key
        return key


def organisations(bodies: Mapping[str, Body], heads: Mapping[str, str], into: Organisations) -> None:
    """Assemblies, governments, ministries, committees and groups; ``heads`` gives the full name of the Prime
    Minister of each government's body ("Jean Castex")."""
    by_kind: dict[str, list[Body]] = defaultdict(list)
    for body in bodies.values():
        by_kind[body.kind].append(body)
    assembly = into.add("Assemblée nationale", "Assemblée nationale", "assembly", by_kind["ASSEMBLEE"], ())
    senate = into.add("Sénat", "Sénat", "assembly", by_kind["SENAT"], ())
    into.table.put(GOVERNMENT, label="Gouvernement", kind="institution")
    into.add("Conseil constitutionnel", "Conseil constitutionnel", "court", by_kind["CONSTITU"], ())
    for body in by_kind["BUREAU"]:
        into.of_body[body.uid] = assembly
    _governments(by_kind["GOUVERNEMENT"], heads, into)
    _ministries(by_kind["MINISTERE"], into)
    for kind, chamber, parent in (("COMPER", "Assemblée nationale", assembly), ("COMSENAT", "Sénat", senate)):
        for body in by_kind[kind]:
            edition = re.sub(r"^de la ", "", body.edition)
            label = lowered(body.label)
            short = {lowered(edition)}
            whose = "du Sénat" if chamber == "Sénat" else "de l'Assemblée nationale"
            names = short | {label} | {f"{name} {whose}" for name in short | {label}} | {f"{name} ({chamber})" for name in short}
            into.add(f"{lowered(edition)} {chamber}", f"{label} ({chamber})", "committee", [body], names, parent)
    _groups(by_kind["GP"], "", assembly, into)
    _groups(by_kind["GROUPESENAT"], " (Sénat)", senate, into)


def _governments(bodies: Iterable[Body], heads: Mapping[str, str], into: Organisations) -> None:
    for body in bodies:
        surname, _, number = body.short.title().partition(" ")
        head = heads.get(body.uid, surname)
        roman = {"1": " I", "2": " II", "3": " III", "Ii": " II", "I": " I", "": ""}[number]
        names = (f"gouvernement {surname}{roman}", f"gouvernement {of(head)}{roman}", f"gouvernement {of(surname)}{roman}")
        into.add(f"gouvernement {surname}{roman}", f"gouvernement {head}{roman}", "government", [body], names, GOVERNMENT)


GOVERNMENT = "organisation/gouvernement"
"""The Government as an institution, whoever sits in it: a body that the file does not have."""


def _ministries(bodies: Iterable[Body], into: Organisations) -> None:
    named: dict[str, list[Body]] = defaultdict(list)
    for body in bodies:
        label = lowered(repaired(body.label).replace("Ministère d'État, Ministre ", "Ministère "))
        if re.match(r"ministère (de|du|des|d')(?!.*auprès)", label):
            named[fold(label)].append(body)
    for held in named.values():
        held.sort(key=lambda body: (body.start, body.uid))
        label = lowered(repaired(held[-1].label).replace("Ministère d'État, Ministre ", "Ministère "))
        into.add(label, label, "ministry", held, (), GOVERNMENT)


def _groups(bodies: Iterable[Body], suffix: str, parent: str, into: Organisations) -> None:
    named: dict[str, list[Body]] = defaultdict(list)
    for body in bodies:
        if not fold(body.label).startswith(_UNATTACHED):
            named[fold(_group_name(body))].append(body)
    for held in named.values():
        held.sort(key=lambda body: (body.start, body.uid))
        name = _group_name(held[-1])
        names = {f"groupe {_group_name(body)}" for body in held}
        if not suffix:
            shorts = {body.short for body in held}
            names |= {f"groupe {short}" for short in shorts} | {short for short in shorts if _ACRONYM.fullmatch(short)}
        into.add(f"groupe {name}{suffix}", f"groupe {name}{suffix}", "group", held, names, parent)


def _group_name(body: Body) -> str:
    """The group's own name: without the alliance that it names in parentheses, and without a "groupe" of its own."""
    return re.sub(r"^Groupe ", "", re.sub(r"\s*\(membre de l'intergroupe.*\)$", "", body.label))


def constituencies(bodies: Iterable[Body], links: Mapping[str, tuple[str, str]], table: Table) -> dict[str, str]:
    """Fills the table; ``links`` gives each département code its name and what joins "de" to it. Returns body id → key."""
    held: dict[tuple[str, int], list[Body]] = defaultdict(list)
    for body in bodies:
        if body.kind != "CIRCONSCRIPTION" or not body.legislature.isdigit() or int(body.legislature) < FIRST_LEGISLATURE:
            continue
        if not body.departement or not body.number.isdigit():
            continue
        held[ABROAD if body.departement == "099" else body.departement, int(body.number)].append(body)
    last: dict[str, int] = defaultdict(int)
    for code, number in held:
        last[code] = max(last[code], number)
    of_body: dict[str, str] = {}
    for (code, number), several in held.items():
        several.sort(key=lambda body: (int(body.legislature), body.uid))
        name, link = links.get(code, (several[-1].departement_name, "de "))
        tails = {f"{link}{name}", re.sub(r"^\S+ circonscription ", "", several[-1].label)}
        if code == ABROAD:
            name, tails = "Français établis hors de France", {"des Français établis hors de France", "des Français de l'étranger"}
            link = "des "
        elif link in ("du ", "des "):
            tails.add(f"de {name}")
        words = {ordinal(number), *(f"{number}{end}" for end in (("re", "ère", "ere") if number == 1 else ("e", "ème", "eme")))}
        if number == 2:
            words |= {"seconde", "2nde"}
        label = f"{ordinal(number)} circonscription {link}{name}"
        names = [f"{word} circonscription {tail}" for word in words for tail in tails]
        if last[code] == 1:
            names += [f"circonscription {tail}" for tail in tails] + [f"circonscription unique {tail}" for tail in tails]
        key = f"constituency/{code.lower()}-{number}"
        table.put(
            key,
            label=label,
            alt_labels=other_names(names, label),
            departement="" if code == ABROAD else f"place/departement-{code.lower()}",
            number=str(number),
            an="|".join(body.uid for body in several),
        )
        for body in several:
            of_body[body.uid] = key
    return of_body
