"""The hand-kept tables of ``ontology/lexicon/``: loaded once, and checked as a whole.

Loading takes what is well-formed as it stands and raises at the first row that is not a row; ``check_tables`` is for the
person who edits: it reads on after a fault and answers with all of them, each as ``file:line`` in English and in French.
The columns are described in ``ontology/README.md``.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType

from kg.lexicon.entries import IDENTIFIERS, Entry, Tables, flags_of, tables_of
from kg.lexicon.files import Row, ontology_root, read_table, shown
from kg.lexicon.fold import fold
from kg.model import Finding, Key, Kind

__all__ = ["COLUMNS", "FLAGS", "KINDS", "Entry", "Tables", "check_tables", "load_tables", "table_paths"]

COLUMNS = ("key", "label", "alt_label", "kind", "iri", "source", "note")
KINDS: Mapping[Kind, str] = MappingProxyType(
    {
        "Organisation": "organisation",
        "Office": "office",
        "Place": "place",
        "Law": "law",
        "Ordinance": "ordinance",
        "Decree": "decree",
        "Code": "code",
        "Bill": "bill",
        "EUAct": "eu",
        "Constitution": "constitution",
        "Treaty": "treaty",
        "CourtDecision": "decision",
        "Mission": "mission",
        "Event": "event",
        "Report": "report",
    }
)
"""The classes that a table may hold, and the first part of their keys."""

FLAGS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "generic": re.compile(r"$"),
        "needs": re.compile(r"capital$"),
        "ambiguous": re.compile(r"[^|]*$"),
        "complement": re.compile(r"[^|]+$"),
        "from": re.compile(r"\d{4}(-\d\d(-\d\d)?)?$"),
        "until": re.compile(r"\d{4}(-\d\d(-\d\d)?)?$"),
        "bill": re.compile(r"[^|]+$"),
        "text": re.compile(r"[^|]+$"),
    }
)
"""The flags of the note column and the values that each takes after its colon."""

_SAME_AS = re.compile(
    r"http://www\.wikidata\.org/entity/Q[1-9]\d*$"
    r"|https://www\.legifrance\.gouv\.fr/eli/[a-z_]+/\d{4}/\d{1,2}/\d{1,2}/[\w-]+/jo/texte$"
    r"|http://id\.insee\.fr/geo/[a-z]+/[\dA-Za-z-]+$"
    r"|http://publications\.europa\.eu/resource/celex/[0-9A-Z()]+$"
)
_KEY = re.compile(r"[a-z]+/[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$")
_CELEX = re.compile(r"eu/[1-9](\d{4})([A-Z]{1,2})(\d{4})$")


def table_paths(folder: Path | None = None) -> tuple[Path, ...]:
    """The tables of ``folder`` (``ontology/lexicon`` unless told), by name."""
    return tuple(sorted((folder or ontology_root() / "lexicon").glob("*.csv")))


@cache
def load_tables() -> Tables:
    """Every table of ``ontology/lexicon``, read once a process. Raises OntologyError at a row that cannot be read."""
    return tables_of([row for path in table_paths() for row in read_table(path, COLUMNS)])


def check_tables(folder: Path | None = None) -> list[Finding]:
    """Every fault of the tables of ``folder`` (``ontology/lexicon`` unless told), in file and line order. An empty list
    means that the tables are sound."""
    findings: list[Finding] = []
    rows = [row for path in table_paths(folder) for row in _rows(path, findings)]
    keys: dict[Key, Row] = {}
    surfaces: dict[str, list[tuple[Row, str]]] = {}
    for row in rows:
        findings.extend(_faults(row))
        first = keys.setdefault(row["key"], row)
        if first is not row:
            findings.append(_fault(row, "duplicate-key", *_says("the key {} is already at {}", "la clé {} est déjà en {}",
                                                                row["key"], f"{first.path}:{first.line}")))  # fmt: skip
            continue
        seen: dict[str, str] = {}
        for surface in (row["label"], *row.many("alt_label")):
            if (twin := seen.setdefault(fold(surface), surface)) is not surface:
                findings.append(_fault(row, "repeated-form", *_says(
                    "“{}” and “{}” are the same form", "« {} » et « {} » sont la même forme", twin, surface)))  # fmt: skip
            else:
                surfaces.setdefault(fold(surface), []).append((row, surface))
    for uses in surfaces.values():
        findings.extend(_shared(uses))
    order = {shown(path): number for number, path in enumerate(table_paths(folder))}
    return sorted(findings, key=lambda f: (order.get(f.where.rpartition(":")[0], -1), int(f.where.rpartition(":")[2])))


def _rows(path: Path, findings: list[Finding]) -> Iterator[Row]:
    """The rows of a table that are rows; what is not one becomes a finding. Cells are checked for stray spaces here,
    since a Row holds them stripped."""
    name = shown(path)
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        findings.append(_at(f"{name}:1", "unreadable", f"cannot be read as UTF-8: {error}", f"illisible en UTF-8 : {error}"))
        return
    header = False
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        where = f"{name}:{number}"
        try:
            cells = next(csv.reader([line], delimiter=";", strict=True))
        except csv.Error as error:
            findings.append(_at(where, "not-a-row", f"not a table row: {error}", f"ce n'est pas une ligne de table : {error}"))
            continue
        if not header:
            header = True
            if tuple(cells) != COLUMNS:
                wanted = ";".join(COLUMNS)
                findings.append(_at(where, "columns", f"the columns must be {wanted}", f"les colonnes doivent être {wanted}"))
                return
        elif len(cells) != len(COLUMNS):
            findings.append(_at(where, "columns", *_says("{} cells where {} are needed (;)", "{} cellules au lieu de {} (;)",
                                                         len(cells), len(COLUMNS))))  # fmt: skip
        else:
            if any(part != " ".join(part.split()) for cell in cells for part in cell.split("|")):
                findings.append(_at(where, "spaces", "stray spaces in a cell or beside a |",
                                    "espaces superflues dans une cellule ou près d'un |"))  # fmt: skip
            yield Row(name, number, dict(zip(COLUMNS, (" ".join(cell.split()) for cell in cells), strict=True)))


def _faults(row: Row) -> Iterator[Finding]:
    """What is wrong within one row."""
    key, kind, label = row["key"], row["kind"], row["label"]
    for column in ("key", "label", "kind", "source"):
        if not row[column]:
            yield _fault(row, "empty", f"{column} is empty", f"la colonne {column} est vide")
    if any(not unicodedata.is_normalized("NFC", cell) for cell in row.cells.values()):
        yield _fault(row, "not-nfc", "decomposed accents: type them as one character (NFC)",
                     "accents décomposés : les saisir en un seul caractère (NFC)")  # fmt: skip
    if kind and kind not in KINDS:
        kinds = ", ".join(KINDS)
        yield _fault(row, "kind", *_says("unknown kind {} (one of {})", "type inconnu : {} (choisir parmi {})", kind, kinds))
    if key and not _KEY.match(key):
        yield _fault(row, "key", *_says("malformed key {} (such as organisation/cnil)",
                                        "clé mal formée : {} (par exemple organisation/cnil)", key))  # fmt: skip
    elif key and kind in KINDS and not key.startswith(KINDS[kind] + "/"):
        yield _fault(row, "key-kind", *_says("the key of a {} begins with {}/", "la clé d'un {} commence par {}/",
                                             kind, KINDS[kind]))  # fmt: skip
    if not _number_fits(key, label):
        yield _fault(row, "number", *_says("the title does not carry the number of the key {}",
                                           "le titre ne porte pas le numéro de la clé {}", key))  # fmt: skip
    for value in row.many("iri"):
        scheme, _, rest = value.partition(":")
        pattern = IDENTIFIERS.get(scheme)
        if not (pattern.match(rest) if pattern else _SAME_AS.match(value)):
            yield _fault(row, "iri", *_says("malformed or unexpected IRI {}", "IRI mal formé ou inattendu : {}", value))
    folded = {fold(surface) for surface in (label, *row.many("alt_label"))}
    for name, value in flags_of(row.many("note")):
        if name not in FLAGS or not FLAGS[name].match(value):
            flags = ", ".join(FLAGS)
            yield _fault(row, "note", *_says("unknown note {} (flags: {})", "note inconnue : {} (indicateurs : {})",
                                             f"{name}:{value}" if value else name, flags))  # fmt: skip
        elif name == "ambiguous" and value and fold(value) not in folded:
            yield _fault(row, "note", *_says("ambiguous:{} names no form of this row",
                                             "ambiguous:{} ne désigne aucune forme de cette ligne", value))  # fmt: skip


def _number_fits(key: Key, label: str) -> bool:
    """Whether the title of a numbered act carries the number that its key has."""
    if celex := _CELEX.match(key):
        year, number = celex[1], str(int(celex[3]))
        return any(re.search(rf"\b{a}/{b}\b", label) for y in (year, year[2:]) for a, b in ((y, number), (number, y)))
    prefix, _, number = key.partition("/")
    if prefix in ("law", "ordinance", "decree") and re.fullmatch(r"\d{2,4}-\d+", number):
        return re.search(rf"n° {number}\b", label) is not None
    return True


def _shared(uses: Sequence[tuple[Row, str]]) -> Iterator[Finding]:
    """A form that several keys claim, on each row that does not say that it is ambiguous."""
    if len(uses) < 2:
        return
    for row, surface in uses:
        flags = flags_of(row.many("note"))
        if not any(name == "ambiguous" and (not value or fold(value) == fold(surface)) for name, value in flags):
            others = ", ".join(f"{other.path}:{other.line}" for other, _ in uses if other is not row)
            yield _fault(row, "shared-form", *_says("“{}” is also at {}: note ambiguous:{} on each",
                                                    "« {} » est aussi en {} : noter ambiguous:{} sur chacune",
                                                    surface, others, surface))  # fmt: skip


def _says(english: str, french: str, *values: object) -> tuple[str, str]:
    return english.format(*values), french.format(*values)


def _fault(row: Row, code: str, english: str, french: str) -> Finding:
    return _at(f"{row.path}:{row.line}", code, english, french)


def _at(where: str, code: str, english: str, french: str) -> Finding:
    return Finding("error", f"lexicon.{code}", where, english, french)
