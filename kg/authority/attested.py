"""Mandates, groups and names that the file of mandates lacks and that votes and signatures attest.

A mandate is vouched for from the first to the last day on which its holder voted or signed, and not a day longer: when it
ended is not known (``known_until``). It begins with the legislature where its id lies among those that the publisher gave to
the deputies of the general election. A surname under which someone was printed before he took that of the register is a row
of ``names``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from kg import iris
from kg.authority.assemblee import Actor, Tenure
from kg.authority.connector import fault
from kg.authority.sightings import SIGNATURES, VOTES, Seen
from kg.authority.tables import Draft, Table, joined, other_names
from kg.authority.tenures import Tenures
from kg.lexicon.fold import fold
from kg.lexicon.pack_rows import many
from kg.model import Finding

_SENATE = frozenset({"SENAT", "COMSENAT", "GROUPESENAT"})
GENERAL = "élections générales"
_ROUNDS = 14
"""Days within which both rounds of a general election lie."""
_CIVILITY = {"M.": "M.", "Mme": "Mme"}


def strangers(actors: Iterable[Actor], seen: Mapping[str, Seen]) -> list[Actor]:
    """Those whom votes and signatures name and the file of actors does not have: known by their id, their civility and the
    surname as printed; left out where no signature prints it."""
    known = {actor.uid for actor in actors}
    out = []
    for uid in sorted(set(seen) - known):
        printed = sorted(seen[uid].names.items(), key=lambda item: (item[1][1], item[0]))
        if printed:
            (civility, name), _ = printed[-1]
            out.append(Actor(uid, "", name, _CIVILITY[civility], "", ()))
    return out


def general_election(actors: Iterable[Actor]) -> tuple[str, int, int]:
    """Of the last general election: its last day, and between which numbers the ids of its mandates lie; ("", 0, 0) where the
    file tells of none."""
    held = [
        tenure
        for actor in actors
        for tenure in actor.tenures
        if tenure.kind == "ASSEMBLEE" and tenure.cause == GENERAL and tenure.uid[2:].isdigit()
    ]
    if not held:
        return "", 0, 0
    last = max(tenure.start for tenure in held)
    numbers = [int(tenure.uid[2:]) for tenure in held if _days(tenure.start, last) <= _ROUNDS]
    return last, min(numbers), max(numbers)


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def attest(actors: Iterable[Actor], seen: Mapping[str, Seen], person_of: Mapping[str, str], into: Tenures) -> None:
    """Adds a deputy's mandate for each stretch of days that no mandate of the file covers, and the groups of these days."""
    actors = list(actors)
    election = general_election(actors)
    for actor in sorted(actors, key=lambda actor: actor.uid):
        if actor.uid not in seen:
            continue
        sightings = seen[actor.uid]
        held = [tenure for tenure in actor.tenures if tenure.kind == "ASSEMBLEE"]
        lone = {day for days in sightings.days.values() for day in days if not any(_on(tenure, day) for tenure in held)}
        known = {tenure.uid for tenure in held}
        mandates = sorted((first, uid) for uid, (first, _) in sightings.mandates.items() if uid not in known)
        stretches: dict[str, list[str]] = {}
        for day in sorted(lone):
            begun = [uid for first, uid in mandates if first <= day]
            stretches.setdefault(begun[-1] if begun else mandates[0][1] if mandates else "", []).append(day)
        for uid, days in stretches.items():
            _mandate(uid, days, person_of[actor.uid], sightings, election, into)
        _groups({day: group for day, group in sightings.groups.items() if day in lone}, person_of[actor.uid], into)


def _on(tenure: Tenure, day: str) -> bool:
    return tenure.start <= day and (not tenure.end or day <= tenure.end)


def _mandate(uid: str, days: list[str], person: str, sightings: Seen, election: tuple[str, int, int], into: Tenures) -> None:
    start, end = days[0], days[-1]
    elected, lowest, highest = election
    if uid[2:].isdigit() and lowest <= int(uid[2:]) <= highest and elected <= start:
        start = elected
    key = f"mandate/{uid}" if uid else f"mandate/depute-{person.removeprefix('person/')}-{start}"
    office = into.office("député")
    sources = [source for source in (VOTES, SIGNATURES) if sightings.days.get(source, set()) & set(days)]
    row = into.add(key, person, "depute", start, "", office=office, source=joined(sources), known_until=end)
    row["organisations"] = into.offices.rows[office]["organisation"]
    row["note"] = f"d'après ses votes et signatures du {days[0]} au {days[-1]}"


def _groups(by_day: Mapping[str, str], person: str, into: Tenures) -> None:
    runs: list[tuple[str, str, str]] = []
    for day, body in sorted(by_day.items()):
        group = into.organisation_of.get(body, "")
        if runs and runs[-1][0] == group:
            runs[-1] = (group, runs[-1][1], day)
        elif group:
            runs.append((group, day, day))
    for group, start, end in runs:
        key = f"mandate/groupe-{person.removeprefix('person/')}-{start}"
        into.add(key, person, "groupe", start, "", organisations=group, quality="Membre", source=VOTES, known_until=end)


def limit_senate(actors: Iterable[Actor], into: Tenures) -> None:
    """What is open in the Sénat is vouched for up to the last day on which the file tells of anything there: the Assemblée keeps
    the senators' mandates less long than its own. Who presides it does so for the three years that the Constitution gives."""
    open_ = {}
    last = ""
    for actor in actors:
        for tenure in actor.tenures:
            if tenure.kind in _SENATE:
                last = max(last, tenure.start, tenure.end)
                open_[f"mandate/{tenure.uid}"] = not tenure.end
    for key, row in into.mandates.rows.items():
        if open_.get(key) and not row["end"] and row["role"] != "president-du-senat":
            row["known_until"] = last


def names(
    actors: Iterable[Actor], seen: Mapping[str, Seen], person_of: Mapping[str, str], persons: Table, into: Table
) -> list[Finding]:
    """Adds a dated row for each surname that signatures print instead of the register's, and the full name with it as another
    label of the person. A surname without a word of the register's is a finding: the line may name somebody else."""
    findings: list[Finding] = []
    for actor in sorted(actors, key=lambda actor: actor.uid):
        if actor.uid not in seen or not actor.given:
            continue
        row = persons.rows[person_of[actor.uid]]
        own: list[tuple[str, str]] = []
        others: dict[str, tuple[str, str]] = {}
        for (_, printed), span in sorted(seen[actor.uid].names.items()):
            name = _surname(printed, actor.given)
            if fold(name) == fold(row["surname"]) or fold(f"{actor.given} {name}") in map(fold, many(row["alt_labels"])):
                own.append(span)
            elif set(fold(name).split()) & set(fold(row["surname"]).split()):
                others[name] = span
            else:
                findings.append(
                    fault(
                        "name",
                        actor.uid,
                        f"printed as {printed!r}, known as {row['label']}",
                        f"imprimé {printed!r}",
                        severity="warning",
                    )
                )
        for name, (start, end) in others.items():
            full = f"{actor.given} {name}"
            row["alt_labels"] = other_names((*many(row["alt_labels"]), full), row["label"])
            if all(end < first or last < start for first, last in own):
                _name(row, name, start, end, into)
    return findings


def _name(person: Draft, surname: str, start: str, end: str, into: Table) -> None:
    key = f"name/{person['key'].removeprefix('person/')}/{iris.slug(surname)}"
    into.put(key, person=person["key"], surname=surname, start=start, end=end, source=SIGNATURES)


def _surname(printed: str, given: str) -> str:
    """A printed name without the given name before it."""
    first = f"{given} "
    return printed[len(first) :] if printed.startswith(first) else printed
