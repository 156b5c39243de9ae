"""``corrections.toml``: what the user of a folder of documents decides about identities and statements, kept beside them.

Tables: ``[[accept]]`` and ``[[reject]]`` (words, entity, document: the words name that entity, or do not), ``[[merge]]`` (entity,
into: two keys are one thing), ``[[split]]`` (entity, document, into, label: in these documents the name is another's),
``[[accept_statement]]`` and ``[[reject_statement]]`` (statement, or subject, predicate, object and document). Every one has a
``why``. docs/corrections.md shows each with an example.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg import iris, terms
from kg.errors import OntologyError
from kg.lexicon.files import read_toml
from kg.model import Claim, Document, Key, Related

NAME = "corrections.toml"
_KEY = re.compile(r"[a-z]+(?:/[A-Za-z0-9._~:-]+)+")
_FIELDS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "accept": (frozenset({"words", "entity", "why"}), frozenset({"document"})),
    "reject": (frozenset({"words", "entity", "why"}), frozenset({"document"})),
    "merge": (frozenset({"entity", "into", "why"}), frozenset()),
    "split": (frozenset({"entity", "into", "label", "document", "why"}), frozenset()),
    "accept_statement": (frozenset({"why"}), frozenset({"statement", "subject", "predicate", "object", "document"})),
    "reject_statement": (frozenset({"why"}), frozenset({"statement", "subject", "predicate", "object", "document"})),
}
"""The fields of each table: those it must have, those it may have besides."""
_KEYS = ("entity", "into", "subject", "object")


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision. ``where`` is ``file:line``; ``documents`` are sources, file names, ids or keys (none: every
    document); the other fields
    are empty where the action has none."""

    action: str
    where: str
    why: str
    words: str = ""
    entity: Key = ""
    into: Key = ""
    label: str = ""
    documents: tuple[str, ...] = ()
    statement: Key = ""
    subject: Key = ""
    predicate: str = ""
    object: Key = ""

    def holds_for(self, document: Document) -> bool:
        """Whether the correction speaks of this document."""
        names = {document.source, document.source.rpartition("/")[2], document.id, document.key}
        return not self.documents or not names.isdisjoint(self.documents)


@dataclass(frozen=True, slots=True)
class Corrections:
    """The corrections of a build, in the order of their files and lines."""

    all: tuple[Correction, ...] = ()

    def of(self, document: Document, *actions: str) -> tuple[Correction, ...]:
        """Those of some actions that speak of a document."""
        return tuple(one for one in self.all if one.action in actions and one.holds_for(document))

    def digest(self) -> str:
        """A digest of what is decided, "" where nothing is: a document built under other corrections is built again."""
        return iris.digest(repr(self.all)) if self.all else ""


NONE = Corrections()


def beside(sources: Iterable[Path]) -> Corrections:
    """The corrections beside the sources: in each folder given, or in the folder of each file given. Raises OntologyError
    (``file:line``) where one of the files is faulty or two decisions contradict each other."""
    folders = {source if source.is_dir() else source.parent for source in sources}
    files = sorted({path.resolve(): path for folder in folders if (path := folder / NAME).is_file()}.items())
    found = Corrections(tuple(one for _, path in files for one in read(path)))
    _consistent(found.all)
    return found


def read(path: Path) -> list[Correction]:
    """The corrections of one file. Raises OntologyError at the first that does not fit."""
    tables = read_toml(path)
    lines = _lines(path)
    out = []
    for action, rows in tables.items():
        line = lines.get((action, 0), 1)
        if action not in _FIELDS or not isinstance(rows, list):
            raise OntologyError(str(path), line, f"no table [[{action}]]: {', '.join(_FIELDS)}")
        for number, row in enumerate(rows):
            out.append(_correction(path, lines.get((action, number), line), action, row))
    return sorted(out, key=lambda one: int(one.where.rpartition(":")[2]))


def _lines(path: Path) -> dict[tuple[str, int], int]:
    """The line of each ``[[table]]`` by its name and its number among those of the name."""
    found: dict[tuple[str, int], int] = {}
    counts: dict[str, int] = {}
    for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if match := re.match(r"\s*\[{1,2}\s*([\w-]+)\s*\]{1,2}|\s*([\w-]+)\s*=", text):
            name = match[1] or match[2]
            if match[1] or name not in counts:
                found.setdefault((name, counts.get(name, 0)), line)
                counts[name] = counts.get(name, 0) + 1
    return found


def _correction(path: Path, line: int, action: str, row: Any) -> Correction:
    def wrong(reason: str) -> OntologyError:
        return OntologyError(str(path), line, f"[[{action}]]: {reason}")

    needed, allowed = _FIELDS[action]
    if not isinstance(row, dict):
        raise wrong("write [[…]] with fields below it")
    documents = row.get("document", ())
    documents = (documents,) if isinstance(documents, str) else documents
    if not isinstance(documents, Sequence) or not all(isinstance(one, str) and one for one in documents):
        raise wrong("document is a name, or a list of names")
    fields = {name: value for name, value in row.items() if name != "document"}
    for name in sorted(set(row) - needed - allowed):
        raise wrong(f"no field {name!r}; it has {', '.join(sorted(needed | allowed))}")
    for name in sorted(needed - {name for name, value in row.items() if value}):
        raise wrong(f"{name} is missing")
    for name, value in fields.items():
        if not isinstance(value, str) or not value.strip():
            raise wrong(f"{name} must be a text")
    for name in _KEYS:
        if name in fields and not _KEY.fullmatch(fields[name]):
            raise wrong(f"{fields[name]!r} is no key ({name}), such as person/jean-castex")
    if action.endswith("_statement"):
        triple = {"subject", "predicate", "object"} & set(fields)
        if ("statement" in fields) == bool(triple) or (triple and len(triple) < 3):
            raise wrong("give either statement, or subject, predicate and object")
        if triple and fields["predicate"] not in terms.LABEL:
            raise wrong(f"no predicate {fields['predicate']!r}; it is one of {', '.join(sorted(terms.LABEL))}")
    if fields.get("entity") and fields.get("entity") == fields.get("into"):
        raise wrong("entity and into are the same")
    if "statement" in fields:
        fields["statement"] = fields["statement"].removeprefix(iris.ID)
    return Correction(action=action, where=f"{path.name}:{line}", documents=tuple(documents), **fields)


def _consistent(corrections: Sequence[Correction]) -> None:
    seen: dict[tuple[str, ...], Correction] = {}
    into = {one.entity: one for one in corrections if one.action == "merge"}
    for one in corrections:
        if one.action == "merge" and one.into in into:
            raise _error(one, f"{one.into} is itself merged into {into[one.into].into} ({into[one.into].where}); name that one")
        if one.action == "merge" and into[one.entity] is not one:
            raise _error(one, f"{one.entity} is merged twice ({into[one.entity].where})")
        if one.action in ("accept", "reject"):
            for document in one.documents or ("",):
                key = (one.words, document, "" if one.action == "accept" else one.entity)
                other = seen.setdefault((one.action, *key), one)
                if other.entity != one.entity:
                    raise _error(one, f"the words are accepted as {other.entity} too ({other.where})")
                rejected = seen.get(("reject", one.words, document, one.entity))
                if one.action == "accept" and rejected:
                    raise _error(one, f"the same is rejected ({rejected.where})")


def _error(one: Correction, reason: str) -> OntologyError:
    name, _, line = one.where.rpartition(":")
    return OntologyError(name, int(line), f"[[{one.action}]]: {reason}")


def judged(related: Related, corrections: Corrections) -> Related:
    """The document's claims without those that are rejected; one that is accepted has confidence 1."""
    decisions = corrections.of(related.document, "accept_statement", "reject_statement")
    if not decisions:
        return related
    claims = []
    for claim in related.claims:
        found = [one for one in decisions if _is_about(one, claim, related.document.key)]
        if any(one.action == "reject_statement" for one in found):
            continue
        claims.append(replace(claim, confidence=1.0) if found else claim)
    return replace(related, claims=tuple(claims))


def _is_about(one: Correction, claim: Claim, home: Key) -> bool:
    if not one.statement:
        return (one.subject, one.predicate, one.object) == (claim.subject, claim.predicate, claim.object)
    when = claim.date or (f"{claim.start}/{claim.end}" if claim.start or claim.end else "")
    return one.statement == iris.statement_key(home, claim.subject, claim.predicate, claim.object, when, claim.modality)
