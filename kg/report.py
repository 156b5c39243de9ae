"""What a build found, refused and left open: ``report.json``, and the short table that is printed after a build.

Everything here is derived from the values that the stages exchange, so the same input gives the same bytes: no clock, no
path of this machine, every list sorted.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import shorten
from typing import Any

from kg.errors import UsageError
from kg.model import Candidate, Finding, Key, Kind, Related
from kg.tally import DocumentLine, Sums, Undecided, counted, plain, vouched

FORMAT = 1
"""Version of the layout of ``report.json``; raised when a key changes its meaning or goes."""


@dataclass(frozen=True, slots=True)
class Source:
    """An authority that the build drew on: its key, and the day of the data that it holds (ISO)."""

    key: Key
    title: str
    as_of: str
    licence: str = ""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """The outcome of a build. ``refused`` are the inputs that gave no document, ``findings`` what readers and stages
    remarked on those that did, ``validation`` what the graph was faulted for. ``outputs`` are file names, in order."""

    documents: tuple[DocumentLine, ...] = ()
    entities: Mapping[Kind, int] = field(default_factory=dict)
    mentions: Mapping[Kind, int] = field(default_factory=dict)
    predicates: Mapping[str, int] = field(default_factory=dict)
    modalities: Mapping[str, int] = field(default_factory=dict)
    inferred: int = 0
    triples: int = 0
    refused: tuple[Finding, ...] = ()
    findings: tuple[Finding, ...] = ()
    validation: tuple[Finding, ...] = ()
    undecided: tuple[Undecided, ...] = ()
    authorities: tuple[Source, ...] = ()
    outputs: tuple[str, ...] = ()

    @property
    def conforms(self) -> bool:
        """Whether the graph satisfies the shapes: no error among the findings of validation."""
        return not any(finding.severity == "error" for finding in self.validation)

    @property
    def exit_code(self) -> int:
        """0: all done, were it that all was imported before; 1: written, but something was refused or found; 2: nothing could be
        built."""
        if not self.documents and not any(finding.code == "build.imported" for finding in self.refused):
            return 2
        refused = any(finding.severity != "info" for finding in self.refused)
        found = any(finding.severity == "error" for finding in self.findings)
        return 1 if refused or found or not self.conforms else 0


_UNKNOWN = "holders unknown after that day (titulaires inconnus ensuite); "
"""What the day of an authority's data means for whoever reads of the holder of an office."""


class Tally:
    """Counts documents as they come, one at a time, so that a build need not hold them all."""

    def __init__(self) -> None:
        self.sums = Sums()

    def add(self, related: Related) -> None:
        """Counts one document. A claim is counted in each document that makes it; an entity once in the corpus."""
        self.sums.take(counted(related))
        self.sums.entities.update(vouched(related))

    def report(
        self,
        *,
        refused: Iterable[Finding] = (),
        validation: Iterable[Finding] = (),
        authorities: Iterable[Source] = (),
        triples: int = 0,
        outputs: Sequence[str] = (),
    ) -> BuildReport:
        """The report of all documents counted so far; what the tally cannot know is given: the inputs refused, the
        findings of validation, the authorities drawn on, the size of the graph in triples, the names of files written."""
        return BuildReport(
            documents=tuple(sorted(self.sums.documents, key=lambda line: line.key)),
            entities=_sorted(Counter(self.sums.entities.values())),
            mentions=_sorted(self.sums.mentions),
            predicates=_sorted(self.sums.predicates),
            modalities=_sorted(self.sums.modalities),
            inferred=self.sums.inferred,
            triples=triples,
            refused=_in_order(refused),
            findings=_in_order(self.sums.findings),
            validation=_in_order((*self.sums.faults, *validation)),
            undecided=tuple(sorted(self.sums.undecided, key=lambda one: (one.document, one.start, one.end, one.kind))),
            authorities=tuple(sorted(authorities, key=lambda source: source.key)),
            outputs=tuple(outputs),
        )


def _sorted(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items()))


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(set(findings), key=lambda one: (one.where, one.code, one.message, one.severity)))


def as_json(report: BuildReport) -> str:
    """The content of ``report.json``: UTF-8 text, keys sorted, a document or a finding a line, closed by a newline."""
    content = plain(report) | {"format": FORMAT, "conforms": report.conforms, "exit_code": report.exit_code}
    parts = (f"{_encoded(name)}: {_listed(part)}" for name, part in sorted(content.items()))
    return "{\n " + ",\n ".join(parts) + "\n}\n"


def _listed(part: Any) -> str:
    return "[\n  " + ",\n  ".join(map(_encoded, part)) + "\n ]" if part and isinstance(part, tuple) else _encoded(part)


_encoded = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=plain).encode


def from_json(text: str) -> BuildReport:
    """The report that such a text holds. Raises UsageError where it is none of this layout."""
    try:
        content = json.loads(text)
        if content["format"] != FORMAT:
            raise UsageError(f"a report of layout {content['format']}, and this is kg for layout {FORMAT}; build the graph again")
        undecided = (
            Undecided(**{**one, "reasons": tuple(one["reasons"]), "candidates": tuple(map(_candidate, one["candidates"]))})
            for one in content["undecided"]
        )
        known: dict[str, Any] = {
            **{name: tuple(Finding(**one) for one in content[name]) for name in ("refused", "findings", "validation")},
            **{name: content[name] for name in ("entities", "mentions", "predicates", "modalities", "inferred", "triples")},
            "documents": tuple(DocumentLine(**one) for one in content["documents"]),
            "undecided": tuple(undecided),
            "authorities": tuple(Source(**one) for one in content["authorities"]),
            "outputs": tuple(content["outputs"]),
        }
        return BuildReport(**known)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UsageError("report.json is not whole; build the graph again") from error


def _candidate(one: Mapping[str, Any]) -> Candidate:
    return Candidate(one["key"], one["score"], tuple(one["reasons"]))


def _conformity(report: BuildReport) -> str:
    if not report.conforms:
        return "DOES NOT CONFORM to the shapes"
    skipped = any(finding.code in ("shapes.skipped", "checks.skipped") for finding in report.validation)
    return "not checked in whole: kg validate" if skipped else "conforms to the shapes"


def rows(report: BuildReport) -> list[tuple[str, str, str]]:
    """The table printed after a build: what is counted, how many, and of what (the most frequent first)."""
    modal = {name: count for name, count in report.modalities.items() if name != "asserted"}
    if report.inferred:
        modal["inferred"] = report.inferred
    table = [
        ("Documents", str(len(report.documents)), ", ".join(line.source for line in report.documents[:3]) + _more(report)),
        ("Entities", str(sum(report.entities.values())), _most(report.entities) + _beside(report)),
        ("Mentions", str(sum(report.mentions.values())), _most(report.mentions)),
        ("Statements", str(sum(report.predicates.values())), _most(report.predicates)),
        ("  not asserted", str(sum(modal.values())), _most(modal)),
        ("Undecided", str(len(report.undecided)), ", ".join(f"“{one.words}”" for one in report.undecided[:4])),
        ("Refused", str(len(report.refused)), ", ".join(one.where for one in report.refused[:4])),
        ("Triples", str(report.triples), _conformity(report)),
    ]
    table += [
        ("Authority", source.as_of, _UNKNOWN + shorten(source.title, 90, placeholder=" …")) for source in report.authorities
    ]
    return table


def _beside(report: BuildReport) -> str:
    """Why the page shows fewer entities than are counted."""
    count = sum(report.entities.get(kind, 0) for kind in ("Mandate", "Document"))
    return f" ({count} of them mandates and documents: the page draws those with a relation)" if count else ""


def _more(report: BuildReport) -> str:
    rest = len(report.documents) - 3
    return f" and {rest} more" if rest > 0 else ""


def _most(counts: Mapping[str, int], limit: int = 8) -> str:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    shown = ", ".join(f"{name} {count}" for name, count in ranked[:limit])
    return shown + (f" and {len(ranked) - limit} more kinds" if len(ranked) > limit else "")
