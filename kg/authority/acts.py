"""From Légifrance's texts to the pack's codes, laws and bills."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kg import iris
from kg.authority.connector import fault, listed, text
from kg.authority.legifrance import Act, CodeText
from kg.authority.members import json_file
from kg.authority.tables import Draft, Table, joined, other_names
from kg.lexicon.fold import fold
from kg.model import Finding

_STATES = ("VIGUEUR", "VIGUEUR_DIFF", "MODIFIE", "ABROGE")
_FOLDERS = {"Law": "law", "Ordinance": "ordinance", "Decree": "decree"}
_ELI = {"Law": "loi", "Ordinance": "ordonnance", "Decree": "decret"}
_ELI_SINCE = "2002-01-01"
"""Légifrance mints an ELI for what was signed from this day on."""
_SUFFIX = re.compile(r"(?:,? (?:CGI|CGIAN\d)| \(nouveau\))$")


def codes(found: Iterable[CodeText], table: Table) -> None:
    """Fills the table: one code a title; where several texts bear it, that in force wins, then the youngest."""
    named: dict[str, list[CodeText]] = defaultdict(list)
    for code in found:
        named[fold(_SUFFIX.sub("", code.title))].append(code)
    for several in named.values():
        several.sort(key=lambda code: code.start, reverse=True)
        best = min(several, key=lambda code: _STATES.index(code.state) if code.state in _STATES else len(_STATES))
        title = _SUFFIX.sub("", best.title)
        label = title.lower() if title.isupper() else title[:1].lower() + title[1:]
        table.put(
            f"code/{iris.slug(label)}",
            label=label.replace("l'Etat", "l'État"),
            alt_labels=other_names((_SUFFIX.sub("", code.title) for code in several), label),
            legitext=best.legitext,
            state=best.state,
            start=best.start,
        )


def one_code_an_id(table: Table) -> None:
    """Of codes with one id, one text under its names over the years, the row of the code in force stays."""
    by_id: dict[str, list[str]] = defaultdict(list)
    for key, row in table.rows.items():
        if row["legitext"]:
            by_id[row["legitext"]].append(key)
    for keys in by_id.values():
        keys.sort(key=lambda key: (table.rows[key]["state"] != "VIGUEUR", key))
        for key in keys[1:]:
            del table.rows[key]


def laws(found: Iterable[Act], nicknames: Mapping[str, tuple[str, ...]], table: Table) -> list[Finding]:
    """Fills the table: one act a kind and number (an act without number: by its date and title, else by its id)."""
    findings: list[Finding] = []
    by_key: dict[str, list[Act]] = defaultdict(list)
    for act in found:
        folder = _FOLDERS[act.kind]
        if act.number:
            by_key[f"{folder}/{act.number}"].append(act)
        elif act.date and act.subject:
            by_key[f"{folder}/{act.date}-{iris.slug(act.subject)}"].append(act)
        elif act.aliases or act.id in nicknames:
            by_key[f"{folder}/{iris.slug(act.id)}"].append(act)
    for key, several in by_key.items():
        several.sort(key=lambda act: (not act.id.startswith("JORFTEXT"), not act.date, act.published or "9999", act.id))
        best = several[0]
        dates = {act.date for act in several if act.date}
        if len(dates) > 1 or len({act.id for act in several}) > 1:
            others = ", ".join(act.where for act in several[1:])
            message = f"{key} is there again in {others}; the id of the first publication is kept"
            findings.append(fault("same-number", best.where, message, f"{key} figure aussi : {others}", severity="warning"))
        subjects = sorted((act.subject for act in several if act.subject), key=lambda subject: (-len(subject), subject))
        date = min(dates) if len(dates) == 1 else ""
        names = [name for act in several for name in (*act.aliases, *nicknames.get(act.id, ()))]
        sure = best.number and date and date >= _ELI_SINCE and not best.nature
        table.put(
            key,
            kind=best.kind,
            number=best.number,
            nature=best.nature,
            date=date,
            title=subjects[0] if subjects else "",
            jorftext=best.id if best.id.startswith("JORFTEXT") else "",
            eli=iris.eli_jo(_ELI[best.kind], date, best.number) if sure else "",
            aliases=joined(names),
        )
    return findings


def bills(path: Path, laws_: Table, table: Table) -> list[Finding]:
    """Adds the bills of a reference file (an object or a list of them: title_bill, JORFTEXT, NOR, AN_bill_number, dates), and
    to the laws that they became what it knows of them."""
    records = json_file(path)
    if isinstance(records, Finding):
        return [records]
    by_id: dict[str, Draft] = {row["jorftext"]: row for row in laws_.rows.values() if row["jorftext"]}
    findings = []
    for number, record in enumerate(listed(records), 1):
        where = f"{path.name}: record {number}"
        try:
            _bill(record, by_id, table)
        except (KeyError, TypeError, AttributeError) as error:
            findings.append(fault("layout", where, f"left out ({error!r})", f"écarté ({error!r})"))
    return findings


def _bill(record: Mapping[str, Any], by_id: Mapping[str, Draft], table: Table) -> None:
    title = text(record["title_bill"])
    law = by_id.get(text(record["JORFTEXT"]))
    if law is not None:
        law["nor"] = text(record.get("NOR"))
        law["eli"] = law["eli"] or text(record.get("ELI_alias"))
    found = re.match(r"(\d+)(?: \((\w+?)e législature\))?", text(record.get("AN_bill_number")))
    table.put(
        f"bill/{iris.slug(title)}",
        title=title,
        numbers=f"AN {found[2]} {found[1]}" if found and found[2] else "",
        law=law["key"] if law else "",
        date=text(record.get("council_of_ministers"))[:10],
        source="assemblee",
    )
