"""Sentences drawn from amendments and legislative dossiers, with what the program finds in them, to be judged by a reader.

    python tests/citations/bulk_sample.py SEED

prints one line a sentence: the place, whether a legal act was found, the sentence with one of its mentions between ⟦ ⟧.
The choice depends on the seed alone; ``judged.csv`` keeps what a reader said of the sentences of several seeds.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from kg.model import Block, Document, Metadata, Resolved, Span
from kg.read import read_file
from kg.read.decode import clean
from kg.recognise import recognise
from kg.recognise.overlaps import ACTS
from kg.resolve import resolve
from kg.segment import segment

BULK = Path(__file__).parents[3] / "shared/data/bulk"
WANTED = frozenset({*ACTS, "Article"})
EACH = 100
"""Sentences of each sort (amendments or dossiers, with a mention or without)."""


def amendment(row: dict[str, object]) -> Document:
    """One amendment as a document: dispositif and exposé, a paragraph each."""
    parts = [" ".join(str(row.get(name) or "").split()) for name in ("dispositif", "expose")]
    text = clean("\n".join(part for part in parts if part)).text
    blocks, start = [], 0
    for line in text.split("\n"):
        blocks.append(Block("paragraph", Span(start, start + len(line))))
        start += len(line) + 1
    metadata = Metadata(title=f"Amendement {row['uid']}", date=str(row["date"]), genre="amendement")
    return Document(str(row["uid"]).lower(), f"{row['uid']}.txt", text, tuple(blocks), metadata)


def documents(seed: int) -> Iterator[tuple[str, Document]]:
    """Documents in a random order: a sort and the document, the two sorts in turn."""
    chosen = random.Random(seed)
    with gzip.open(BULK / "amendements.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [line for line in lines if chosen.random() < 0.02]
    chosen.shuffle(rows)
    with zipfile.ZipFile(BULK / "an-dossiers-xive.zip") as archive, tempfile.TemporaryDirectory() as folder:
        names = sorted(name for name in archive.namelist() if not name.endswith("/"))
        chosen.shuffle(names)
        for line, name in zip(rows, names * 10, strict=False):
            row = json.loads(line)
            if row.get("dispositif") or row.get("expose"):
                yield "amendment", amendment(row)
            page = Path(folder) / (Path(name).stem + ".html")
            page.write_bytes(archive.read(name))
            yield "dossier", read_file(page)


def sample(seed: int) -> Iterator[tuple[str, str, bool, str, str, str]]:
    """(sort, place, found, kind, entity, sentence with a mention marked) for EACH sentences of each sort, one a document and
    half."""
    chosen = random.Random(seed + 1)
    left = {(sort, found): EACH for sort in ("amendment", "dossier") for found in (True, False)}
    for sort, document in documents(seed):
        if not any(left.values()):
            return
        whole = resolve(recognise(segment(document)))
        for found in (True, False):
            picked = _pick(whole, found, chosen) if left[sort, found] else None
            if picked is not None:
                left[sort, found] -= 1
                yield (sort, *picked)


def _pick(whole: Resolved, found: bool, chosen: random.Random) -> tuple[str, bool, str, str, str] | None:
    text = whole.document.text
    links = [link for link in whole.links if link.mention.kind in WANTED and not link.mention.get("short")]
    held = {}
    for sentence in whole.recognised.segmented.sentences:
        inside = [link for link in links if sentence.span.covers(link.mention.span)]
        if bool(inside) == found and 40 <= sentence.span.end - sentence.span.start <= 900:
            held[sentence.span] = inside
    if not held:
        return None
    span = chosen.choice(list(held))
    place = f"{whole.document.id}:{span.start}"
    if not found:
        return place, False, "", "", span.of(text)
    link = chosen.choice(held[span])
    at = link.mention.span
    marked = text[span.start : at.start] + "⟦" + at.of(text) + "⟧" + text[at.end : span.end]
    return place, True, link.mention.kind, link.entity or "undecided", marked


if __name__ == "__main__":
    for sort, place, found, kind, entity, words in sample(int(sys.argv[1])):
        sys.stdout.write(f"{sort};{place};{'with' if found else 'without'};{kind};{entity}\t{words}\n")
