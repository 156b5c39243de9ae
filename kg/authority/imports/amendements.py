"""``kg import amendements``: the amendments tabled in the Assemblée nationale.

Layout: one JSON object an amendment, ``json/…/AMAN….json``, in a zip or unpacked; the schema is the publisher's
(data.assemblee-nationale.fr, "amendements"). Elements without a value are objects with ``@xsi:nil``.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.authority.bodies import GOVERNMENT
from kg.authority.connector import day, fault, listed, text
from kg.authority.imports.acts import ActNames
from kg.authority.imports.items import Item, Prose
from kg.authority.imports.keys import Keys
from kg.authority.imports.records import Reading, Records
from kg.model import Claim, Entity, Fact, Finding, Metadata

_RULE = "import.amendements"


class AmendementsImport:
    """The importer: one Amendment and one document an amendment, whose words are read like any text; its author and
    co-signatories, the author's group on the day, the text that it changes, the code and article that it cites."""

    name = "amendements"
    title = "Assemblée nationale, amendements (open data)"
    licence = "Licence Ouverte / Open Licence 2.0"
    url = "https://data.assemblee-nationale.fr/travaux-parlementaires/amendements"
    files = "Amendements….json.zip or the unpacked folder (AMAN….json)"

    def items(self, paths: Sequence[Path], keys: Keys) -> Iterator[Item]:
        """Amendments in the order of their files."""
        return _Amendments(keys).items(paths)


class _Amendments(Records):
    envelope, prefix, noun = "amendement", "AMAN", ("amendment", "amendement")

    def __init__(self, keys: Keys) -> None:
        super().__init__(keys)
        self.acts = ActNames(keys)

    def read(self, uid: str, where: str, fields: Mapping[str, Any]) -> Reading:
        """One amendment: its document with all its claims, who signed it, what it changes and cites."""
        date, bad = _date(fields, where)
        signed = list(self._signed(uid, date, fields["signataires"]))
        targets, entities = self._targets(uid, date, fields)
        prose = _prose(uid, date, fields, (*(claim for claim, _ in signed), *targets), entities)
        known = [GOVERNMENT for claim, official in signed if not official]
        return Reading(prose, [official for _, official in signed if official], known, bad)

    def _signed(self, uid: str, date: str, fields: Mapping[str, Any]) -> Iterator[tuple[Claim, str]]:
        """Who signed, each with the id that the record gives ("" for the Government)."""
        key = f"amendment/{uid}"
        author = fields["auteur"]
        official, group = text(author.get("acteurRef")), text(author.get("groupePolitiqueRef"))
        if official:
            person = self.key(official)
            yield Claim(person, "authorOf", key, _RULE, (), date=date, field="signataires.auteur.acteurRef"), official
            if group.startswith("PO") and date:
                field = "signataires.auteur.groupePolitiqueRef"
                yield Claim(person, "memberOf", self.key(group), _RULE, (), date=date, field=field), group
        elif text(author.get("typeAuteur")) == "Gouvernement":
            yield Claim(GOVERNMENT, "authorOf", key, _RULE, (), date=date, field="signataires.auteur.typeAuteur"), ""
        field = "signataires.cosignataires.acteurRef"
        for reference in listed((fields.get("cosignataires") or {}).get("acteurRef")):
            if cosigner := text(reference):
                yield Claim(self.key(cosigner), "cosignatoryOf", key, _RULE, (), date=date, field=field), cosigner

    def _targets(self, uid: str, date: str, fields: Mapping[str, Any]) -> tuple[list[Claim], tuple[Entity, ...]]:
        """What the amendment changes and cites: the text under debate, an act or its article."""
        key = f"amendment/{uid}"
        claims, entities = [], []
        bill = self.acts.bill(text(fields.get("texteLegislatifRef")))
        if bill is not None:
            entities.append(bill)
            claims.append(Claim(key, "amends", bill.key, _RULE, (), date=date, field="texteLegislatifRef"))
        cited = fields.get("loiReference") or {}
        act = self.acts.act(text(cited.get("codeLoi")))
        if act is not None:
            article = self.acts.article(act, text(cited.get("divisionCodeLoi")))
            entities += [act, article] if article is not None else [act]
            object_ = (article or act).key
            claims.append(Claim(key, "cites", object_, _RULE, (), date=date, field="loiReference"))
        return claims, tuple(entities)


def _date(fields: Mapping[str, Any], where: str) -> tuple[str, list[Finding]]:
    given = text((fields.get("cycleDeVie") or {}).get("dateDepot"))
    try:
        return day(given), []
    except ValueError:
        message = f"dateDepot {given!r} is no date; the amendment is kept without it"
        return "", [fault("date", where, message, f"dateDepot {given!r} n'est pas une date", severity="warning")]


def _prose(uid: str, date: str, fields: Mapping[str, Any], claims: tuple[Claim, ...], entities: tuple[Entity, ...]) -> Prose:
    number = text((fields.get("identification") or {}).get("numeroLong")) or uid
    body = (fields.get("corps") or {}).get("contenuAuteur") or {}
    division = text(((fields.get("pointeurFragmentTexte") or {}).get("division") or {}).get("articleDesignation"))
    heading = f"Amendement n° {number}"
    signers = _markup(fields["signataires"].get("libelle"))
    expose = _markup(body.get("exposeSommaire"))
    parts = [
        f"<h1>{html.escape(heading)}</h1>",
        f"<p>Amendement présenté par {signers}</p>" if text(signers) else "",
        f"<h2>{html.escape(division)}</h2>" if division else "",
        _markup(body.get("dispositif")),
        f"<h2>Exposé sommaire</h2>{expose}" if text(expose) else "",
    ]
    life = fields.get("cycleDeVie") or {}
    fate = text(life.get("sort")) or text(((life.get("etatDesTraitements") or {}).get("sousEtat") or {}).get("libelle"))
    facts = [Fact("dcterms:date", date, "date")] if date else []
    facts += [Fact("schema:result", fate)] if fate else []
    label = f"amendement n° {number} ({uid})"
    subject = Entity(f"amendment/{uid}", "Amendment", label, identifiers=(uid,), facts=tuple(facts))
    meta = Metadata(title=heading, date=date or None, publisher="Assemblée nationale", genre="amendement")
    return Prose(uid, f"{uid}.json", "\n".join(filter(None, parts)), "html", meta, subject, entities, claims)


def _markup(value: object) -> str:
    """The HTML of an element, empty where it has no value."""
    return value if isinstance(value, str) else ""
