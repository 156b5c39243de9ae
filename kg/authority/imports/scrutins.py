"""``kg import scrutins``: the roll-call votes of the Assemblée nationale.

Layout: one JSON object a vote, ``json/VTAN….json``, in a zip or unpacked; the schema is the publisher's
(data.assemblee-nationale.fr, "scrutins"). What counts is the official result: corrections that members declare afterwards
(``miseAuPoint``) do not change it and are not read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.authority.connector import day, listed, official, text
from kg.authority.imports.items import Item, Prose
from kg.authority.imports.keys import Keys
from kg.authority.imports.records import Reading, Records
from kg.model import Claim, Entity, Fact, Key, Metadata

_RULE = "import.scrutins"
_GROUPS = "ventilationVotes.organe.groupes.groupe"
_POSITIONS = {"pours": "votedFor", "contres": "votedAgainst", "abstentions": "abstainedOn"}
_MAJORITIES = {"pour": "votedFor", "contre": "votedAgainst", "abstention": "abstainedOn"}
_COUNTS = {"pour": "pour", "contre": "contre", "abstention": "abstentions"}
_NOBODY = "PO0"
"""What the publisher writes where a voter's group is unknown."""
_KINDS = {"SPO": "Scrutin public ordinaire", "SPS": "Scrutin public solennel", "MOC": "Motion de censure"}


class ScrutinsImport:
    """The importer: one Vote and one document a vote; the positions of persons and of groups; and who sat with which group
    from which vote to which, as the votes list them."""

    name = "scrutins"
    title = "Assemblée nationale, scrutins publics (open data)"
    licence = "Licence Ouverte / Open Licence 2.0"
    url = "https://data.assemblee-nationale.fr/travaux-parlementaires/votes"
    files = "Scrutins….json.zip or the unpacked folder (VTAN….json)"

    def items(self, paths: Sequence[Path], keys: Keys) -> Iterator[Item]:
        """Votes in the order of their files, then the groups."""
        return _Votes(keys).items(paths)


class _Votes(Records):
    envelope, prefix, noun = "scrutin", "VTAN", ("vote", "scrutin")

    def __init__(self, keys: Keys) -> None:
        super().__init__(keys)
        self.sat: dict[Key, list[tuple[str, int, Key]]] = defaultdict(list)

    def read(self, uid: str, where: str, fields: Mapping[str, Any]) -> Reading:
        """One vote: its document with all its claims, and who and which groups it names."""
        number, date = int(text(fields["numero"])), day(fields["dateScrutin"])
        if not date:
            raise ValueError("dateScrutin is empty")
        groups = listed(fields["ventilationVotes"]["organe"]["groupes"]["groupe"])
        votes = [vote for group in groups for vote in self._group(group)]
        prose = self._prose(uid, number, date, fields, votes)
        listings = [
            (self.key(voter), (date, number, self.key(group))) for voter, group, *_ in votes if voter and group != _NOBODY
        ]
        for person, listing in listings:
            self.sat[person].append(listing)
        named = [one for voter, group, *_ in votes for one in (voter, group) if one and one != _NOBODY]
        return Reading(prose, named)

    def _group(self, group: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
        """(voter or "", group, predicate, field) of one group's votes; a group takes a position where one of it voted so."""
        uid, vote = official(group["organeRef"], "PO"), group["vote"]
        majority = text(vote.get("positionMajoritaire"))
        count = text((vote.get("decompteVoix") or {}).get(f"{_COUNTS.get(majority, '')}")) or "0"
        if majority in _MAJORITIES and uid != _NOBODY and int(count):
            yield "", uid, _MAJORITIES[majority], f"{_GROUPS}.vote.positionMajoritaire"
        for position, predicate in _POSITIONS.items():
            found = (vote.get("decompteNominatif") or {}).get(position) or {}
            for voter in listed(found.get("votant")):
                yield official(voter["acteurRef"], "PA"), uid, predicate, f"{_GROUPS}.vote.decompteNominatif.{position}.votant"

    def _prose(
        self, uid: str, number: int, date: str, fields: Mapping[str, Any], votes: Sequence[tuple[str, str, str, str]]
    ) -> Prose:
        title = text(fields["titre"])
        words = f"{title[:1].upper()}{title[1:]}"
        kind = _KINDS.get(text(fields["typeVote"]["codeTypeVote"]), "Scrutin public")
        summary = fields["syntheseVote"]
        tally = summary["decompte"]
        result = text(fields["sort"]["code"])
        counts = [f"votants : {text(summary['nombreVotants'])}", f"suffrages exprimés : {text(summary['suffragesExprimes'])}"]
        counts += [f"{name} : {text(tally[name])}" for name in ("pour", "contre", "abstentions")]
        heading = f"{kind} n° {number}"
        content = "\n\n".join((heading, words, f"{'; '.join(counts)} ; résultat : {result}."))
        key = f"vote/{uid}"
        facts = (Fact("dcterms:date", date, "date"), *((Fact("schema:result", result),) if result else ()))
        subject = Entity(key, "Vote", f"scrutin n° {number} : {title.rstrip('.')}", identifiers=(uid,), facts=facts)
        claims = [
            Claim(self.key(voter or group), predicate, key, _RULE, (), date=date, field=field)
            for voter, group, predicate, field in votes
        ]
        meta = Metadata(title=f"{heading} : {title.rstrip('.')}", date=date, publisher="Assemblée nationale", genre="scrutin")
        return Prose(uid, f"{uid}.json", content, "text", meta, subject, claims=tuple(claims), words=words)

    def last(self) -> Iterator[Item]:
        """With which group each voter was listed, from the first vote to the last before the group changes."""
        for person, listings in sorted(self.sat.items()):
            listings.sort()
            start = 0
            for at in range(1, len(listings) + 1):
                if at == len(listings) or listings[at][2] != listings[start][2]:
                    first, last, group = listings[start][0], listings[at - 1][0], listings[start][2]
                    yield Claim(person, "memberOf", group, _RULE, (), start=first, end=last, field=f"{_GROUPS}.organeRef")
                    start = at
