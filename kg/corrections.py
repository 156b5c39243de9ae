"""``corrections.toml``: what the user of a folder of documents decides about identities and statements, kept beside them.

Tables: ``[[accept]]`` and ``[[reject]]`` (words, entity, document: the words name that entity, or do not), ``[[merge]]`` (entity,
into: two keys are one thing), ``[[split]]`` (entity, document, into, label: in these documents the name is another's),
``[[accept_statement]]`` and ``[[reject_statement]]`` (statement, or subject, predicate, object and document). Every one has a
``why``. docs/corrections.md shows each with an example.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kg import iris, terms
from kg.errors import OntologyError
from kg.lexicon.files import read_toml, text_of
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
    """One decision. ``where`` is ``file:line`` as explanations print it, ``path`` the file as messages name it; ``documents``
    are sources, file names, ids or keys (none: every document); the other fields are empty where the action has none."""

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
    path: str = field(default="", repr=False, compare=False)  # where the folder lies changes no decision

    def holds_for(self, document: Document) -> bool:
        """Whether the correction speaks of this document."""
        names = {document.source, document.source.rpartition("/")[2], document.id, document.key}
        return not self.documents or not names.isdisjoint(self.documents)


@dataclass(frozen=True, slots=True)
class Corrections:
    """The corrections of a build, in the order of their files and lines."""

    all: tuple[Correction, ...] = ()

    def on(self, document: Document) -> Corrections:
        """Those that speak of a document: first those on all documents, then those on some, which go before. Raises
        OntologyError where two that name the document differently contradict each other."""
        found = [one for one in self.all if one.holds_for(document)]
        _consistent(found, document)
        return Corrections(tuple(sorted(found, key=lambda one: bool(one.documents)))) if found else NONE

    def of(self, *actions: str) -> tuple[Correction, ...]:
        """Those of some actions."""
        return tuple(one for one in self.all if one.action in actions)

    def digest(self) -> str:
        """A digest of what is decided, "" where nothing is: a document built under other corrections is built again."""
        return iris.digest(repr(self.all)) if self.all else ""


NONE = Corrections()


def beside(sources: Iterable[Path]) -> Corrections:
    """The corrections beside the sources: in each folder given, or in the folder of each file given. Raises OntologyError
    (``file:line``) where one of the files is faulty or two decisions contradict each other."""
    folders = {source if source.is_dir() else source.parent for source in sources}
    there = (path for folder in sorted(folders) if os.path.lexists(path := folder / NAME))
    files = [path for _, path in sorted({_file(path).resolve(): path for path in there}.items())]
    found = Corrections(tuple(one for path in files for one in read(path)))
    _consistent(found.all)
    return found


def _file(path: Path) -> Path:
    """The path, if a file is there: decisions that cannot be read are not to be passed over."""
    if path.is_file():
        return path
    what = "a folder" if path.is_dir() else "a link that leads to no file" if path.is_symlink() else "not a regular file"
    raise OntologyError(str(path), 1, f"{what}; this name is kept for decisions by hand: move it away, or put the file there")


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
    for line, text in enumerate(text_of(path).split("\n"), 1):
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
    if "document" in row and not documents:
        raise wrong("document names none; leave it out where the decision holds for all")
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
        if name in fields and not iris.kind_of(fields[name]):
            raise wrong(f"{fields[name]!r} ({name}): keys begin with one of {', '.join(sorted(iris.FOLDERS))}")
    if action.endswith("_statement"):
        triple = {"subject", "predicate", "object"} & set(fields)
        if ("statement" in fields) == bool(triple) or (triple and len(triple) < 3):
            raise wrong("give either statement, or subject, predicate and object")
        if triple and fields["predicate"] not in terms.LABEL:
            raise wrong(f"no predicate {fields['predicate']!r}; it is one of {', '.join(sorted(terms.LABEL))}")
    if fields.get("entity") and fields.get("entity") == fields.get("into"):
        raise wrong("entity and into are the same")
    kinds = [iris.kind_of(fields[name]) for name in ("entity", "into") if name in fields]
    if "Document" in kinds:
        raise wrong("a document is none of the things that its words name")
    if len(set(kinds)) > 1:
        raise wrong(f"{fields['entity']} is {kinds[0]}, {fields['into']} is {kinds[1]}: they are not one thing")
    if "statement" in fields:
        fields["statement"] = fields["statement"].removeprefix(iris.ID)
    return Correction(action=action, where=f"{path.name}:{line}", documents=tuple(documents), path=str(path), **fields)


def _consistent(corrections: Sequence[Correction], document: Document | None = None) -> None:
    """Raises OntologyError where two decisions contradict each other. One on some documents is an exception to one on all.
    ``document`` is one that all of them speak of, each by a name of its own."""
    seen: dict[tuple[object, ...], tuple[Correction, str]] = {}
    into = {one.entity: one for one in corrections if one.action == "merge"}
    for one in corrections:
        if one.action in ("merge", "split") and one.into in into:
            raise _error(one, f"{one.into} is itself merged into {into[one.into].into} ({into[one.into].where}); name that one")
        scopes: tuple[str, ...] = one.documents or ("",)
        for scope in ("*",) if one.documents and document else scopes:
            for question, answer in _decided(one):
                other, said = seen.setdefault((*question, scope), (one, answer))
                if said != answer:
                    raise _error(one, f"contradicts [[{other.action}]] of {other.where}, which says {said}; take one of them out")


def _decided(one: Correction) -> Iterator[tuple[tuple[str, ...], str]]:
    """What a decision answers: (question, answer)."""
    match one.action:
        case "accept":
            yield ("words", one.words), one.entity
            yield ("words", one.words, one.entity), "accepted"
        case "reject":
            yield ("words", one.words, one.entity), "rejected"
        case "merge" | "split":
            yield ("entity", one.entity), one.into
        case _:
            said = "accepted" if one.action == "accept_statement" else "rejected"
            yield ("statement", one.statement, one.subject, one.predicate, one.object), said


def _error(one: Correction, reason: str) -> OntologyError:
    return OntologyError(one.path, int(one.where.rpartition(":")[2]), f"[[{one.action}]]: {reason}")


def judged(related: Related, corrections: Corrections) -> Related:
    """The document's claims without those that are rejected; one that is accepted has confidence 1. ``corrections`` are those
    on the document. Raises OntologyError where one claim is both accepted and rejected."""
    decisions = corrections.of("accept_statement", "reject_statement")
    if not decisions:
        return related
    claims = []
    for claim in related.claims:
        found = [one for one in decisions if _is_about(one, claim, related.document.key)]
        # A statement's key names its document.
        nearest = [one for one in found if one.documents or one.statement] or found
        if other := next((one for one in nearest if one.action != nearest[-1].action), None):
            raise _error(nearest[-1], f"contradicts [[{other.action}]] of {other.where} on {claim.subject} {claim.predicate}")
        if not nearest or nearest[-1].action == "accept_statement":
            claims.append(claim._replace(confidence=1.0) if found else claim)
    return replace(related, claims=tuple(claims))


def _is_about(one: Correction, claim: Claim, home: Key) -> bool:
    if not one.statement:
        return (one.subject, one.predicate, one.object) == (claim.subject, claim.predicate, claim.object)
    when = claim.date or (f"{claim.start}/{claim.end}" if claim.start or claim.end else "")
    return one.statement == iris.statement_key(home, claim.subject, claim.predicate, claim.object, when, claim.modality)
