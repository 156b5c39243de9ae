"""``kg evaluate``: builds a folder of annotated texts and says how much of the annotation was found."""

from __future__ import annotations

import csv
import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.evaluate.gold import Gold, read_gold
from kg.model import Finding

if TYPE_CHECKING:
    from kg.evaluate.score import Counts, Scores


def evaluate(folder: Path) -> Scores:
    """Builds ``folder/texts``, with the metadata that ``folder/gold`` states, and scores the graph on ``folder/gold``.

    Raises UsageError where either is missing or no text can be read, ReadError where an annotation cannot.
    """
    from kg.pipeline import build

    golds = read_gold(folder / "gold")
    with TemporaryDirectory(prefix="kg-evaluate-") as place:
        sources, out = Path(place) / "sources", Path(place) / "out"
        lay_out(folder / "texts", golds, sources)
        report = build([sources], out)
        refused = [_at_home(finding, sources, folder / "texts") for finding in report.refused]
        if not report.documents:
            told = "; ".join(f"{finding.where}: {finding.message}" for finding in refused[:3])
            raise UsageError(f"{folder / 'texts'}: no text could be read: {told or 'none is here'}")
        scores = score_graph(out / "graph.ttl", golds)
        scores.findings += refused
        return scores


def _at_home(finding: Finding, copied: Path, home: Path) -> Finding:
    """A finding on a copy, as one on the file that it was copied from."""
    return replace(finding, where=finding.where.replace(str(copied), str(home), 1))


def score_graph(graph: Path, golds: list[Gold]) -> Scores:
    """Scores a graph that was built already (Turtle, or N-Quads by its suffix)."""
    from kg.evaluate.score import score
    from kg.evaluate.seen import read_graph

    scores = score(read_graph(graph), golds)
    scores.findings += [finding for gold in golds for finding in gold.findings]
    return scores


def lay_out(texts: Path, golds: list[Gold], sources: Path) -> None:
    """Copies the texts beside a ``metadata.csv`` that states title, date and publisher: some texts do not say them."""
    if not texts.is_dir():
        raise UsageError(f"{texts}: no such folder; an evaluation needs FOLDER/texts and FOLDER/gold")
    metadata = {gold.stem: gold.metadata for gold in golds}
    sources.mkdir(parents=True)
    with (sources / "metadata.csv").open("w", encoding="utf-8", newline="") as table:
        writer = csv.writer(table, lineterminator="\n")
        writer.writerow(("file", "title", "date", "publisher", "url"))
        for path in sorted(texts.iterdir()):
            if path.is_file() and path.name != "metadata.csv":
                shutil.copyfile(path, sources / path.name)
                if stated := metadata.get(path.stem):
                    writer.writerow((path.name, *(stated.get(name, "") for name in ("title", "date", "publisher", "url"))))


def as_dict(scores: Scores) -> dict[str, Any]:
    """The figures under the public names of ``kg evaluate --json``: precision, recall and F1 in [0, 1], three decimals."""
    themes = scores.themes
    return {
        "documents_missing": scores.missing,
        "entities": {kind: _figures(counts) for kind, counts in sorted(scores.entities.items())},
        "entities_all": _figures(total(scores.entities)),
        "relations": {predicate: _figures(counts) for predicate, counts in sorted(scores.relations.items())},
        "relations_all": _figures(total(scores.relations)),
        "links": dict(sorted(scores.links.items())),
        "themes": {"R": round(themes.recall, 3), "gold": themes.tp + themes.fn, "proposed": scores.proposed},
        "evidence": {"checked": scores.quotes, "invalid": scores.invalid},
    }


def total(counts: dict[str, Counts]) -> Counts:
    """The sum over kinds or predicates."""
    from kg.evaluate.score import Counts

    return sum(counts.values(), Counts())


def rows(scores: Scores) -> list[tuple[str, ...]]:
    """The figures as a table: what, precision, recall, F1, hits, false hits, misses."""
    table: list[tuple[str, ...]] = []
    for sort, found in (("entity", scores.entities), ("relation", scores.relations)):
        for name, counts in [*sorted(found.items()), ("ALL", total(found))]:
            table.append((sort, name, *_printed(counts)))
    themes = scores.themes
    table.append(("theme", "", "", f"{themes.recall:.3f}", "", str(themes.tp), "", str(themes.fn)))
    return table


def _printed(counts: Counts) -> tuple[str, ...]:
    shares = (f"{share:.3f}" for share in (counts.precision, counts.recall, counts.f1))
    return (*shares, str(counts.tp), str(counts.fp), str(counts.fn))


def _figures(counts: Counts) -> dict[str, float]:
    shares = {"P": round(counts.precision, 3), "R": round(counts.recall, 3), "F1": round(counts.f1, 3)}
    return {**shares, "tp": counts.tp, "fp": counts.fp, "fn": counts.fn}
