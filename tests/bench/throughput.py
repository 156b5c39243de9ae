"""What the path of a text costs, per megabyte and in CPU seconds: understood alone, and down to lines of N-Quads on disk; beside
spaCy's French pipelines on a sample of the same texts. Figures are printed, never asserted.

    python tests/bench/throughput.py [MEGABYTES] [FILE.jsonl.gz]
"""

from __future__ import annotations

import gc
import gzip
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.assemble import assembled
from kg.model import Block, Document, Metadata, Related, Span
from kg.nquads import Block as Lines
from kg.recognise import recognise
from kg.relate import relate
from kg.resolve import resolve
from kg.segment import segment

ROOT = Path(__file__).resolve().parents[2]
AMENDMENTS = ROOT.parent / "shared" / "data" / "bulk" / "amendements.jsonl.gz"
WARM_UP = 200
"""Documents that are understood before the clock starts, so that tables and expressions are there."""
SPACY = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
import spacy
texts = json.load(sys.stdin)
nlp = spacy.load(sys.argv[1])
nlp(texts[0])
start = time.process_time()
for _ in nlp.pipe(texts):
    pass
print(time.process_time() - start)
"""


@dataclass(frozen=True, slots=True)
class Speed:
    """CPU seconds of one thing done to some bytes of text."""

    name: str
    bytes: int
    cpu: float

    @property
    def rate(self) -> float:
        """Megabytes of UTF-8 a CPU second."""
        return self.bytes / 1e6 / self.cpu

    def row(self) -> str:
        return f"{self.name:<46}{self.bytes / 1e6:>8.2f} MB{self.cpu:>9.2f} s{self.rate:>10.4f} MB/s"


def amendments(path: Path = AMENDMENTS) -> Iterator[Document]:
    """The dispositif and the exposé of each amendment of a file of JSON lines, as one document; those without words left out."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            paragraphs = [part for name in ("dispositif", "expose") for part in (record.get(name) or "").split("\n") if part]
            if paragraphs:
                yield document(str(record["uid"]), paragraphs, str(record.get("date") or ""))


def document(name: str, paragraphs: Iterable[str], date: str) -> Document:
    """A document of these paragraphs, as the reader would give it."""
    blocks, at, parts = [], 0, list(paragraphs)
    for part in parts:
        blocks.append(Block("paragraph", Span(at, at + len(part))))
        at += len(part) + 1
    metadata = Metadata(title=f"Amendement {name}", date=date or None)
    return Document(name.lower(), name, "\n".join(parts), tuple(blocks), metadata)


def up_to(size: float, documents: Iterable[Document]) -> list[Document]:
    """The first documents, until they hold ``size`` bytes."""
    out, held = [], 0
    for one in documents:
        out.append(one)
        held += len(one.text.encode())
        if held >= size:
            break
    return out


def table(documents: list[Document], sample: float, pipelines: tuple[str, ...] = ()) -> list[str]:
    """The lines of the table: each stage, all of them, and, on the first ``sample`` bytes, spaCy's pipelines of these names."""
    for one in documents[:WARM_UP]:
        relate(resolve(recognise(segment(one))))
    seconds = dict.fromkeys(("segment", "recognise", "resolve", "relate", "assemble, N-Quads on disk"), 0.0)
    size, mentions, claims = sum(len(one.text.encode()) for one in documents), 0, 0
    written: set[bytes] = set()
    with TemporaryDirectory() as folder, Path(folder, "lines.nq").open("wb") as file:
        for one in documents:
            related, spent = understood(one)
            start = time.process_time()
            made = assembled(related).contribution
            file.write(made.own)
            for bundle in made.drawn:  # what an authority says of one thing is written once, as a build does
                if bundle.digest not in written:
                    written.add(bundle.digest)
                    file.write(Lines.of(bundle.lines).text)
            for name, cpu in zip(seconds, (*spent, time.process_time() - start), strict=True):
                seconds[name] += cpu
            mentions += len(related.resolved.links)
            claims += len(related.claims)
    whole = sum(seconds.values())
    text = Speed("text to claims, no RDF", size, whole - seconds["assemble, N-Quads on disk"])
    rows = [Speed(f"  {name}", size, cpu) for name, cpu in seconds.items()]
    rows += [text, Speed("text to N-Quads on disk", size, whole)]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    lines = [f"{len(documents)} documents, {mentions} mentions, {claims} claims; one core, peak {memory:.0f} MB", ""]
    lines += [row.row() for row in rows]
    texts = [one.text for one in up_to(sample, documents)]
    for name in pipelines:
        peer = spacy(name, texts)
        lines.append(f"{peer.row()}   kg is {text.rate / peer.rate:.0f} × as fast" if peer else f"spaCy {name}: make bench-spacy")
    return lines


def understood(one: Document) -> tuple[Related, list[float]]:
    """A document through the path, and the CPU seconds of each stage: segment, recognise, resolve, relate."""
    spent, value = [], one
    for stage in (segment, recognise, resolve, relate):
        start = time.process_time()
        value = stage(value)  # each takes what the one before gives
        spent.append(time.process_time() - start)
    return value, spent


def spacy(name: str, texts: list[str]) -> Speed | None:
    """The speed of one of spaCy's pipelines on some texts; None where it is not installed."""
    apart = ROOT / ".venv-spacy" / "bin" / "python"
    interpreter = str(apart) if apart.exists() else sys.executable
    ran = subprocess.run(
        (interpreter, "-c", SPACY, name),
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )
    return (
        Speed(f"spaCy {name}, full pipeline", sum(len(t.encode()) for t in texts), float(ran.stdout))
        if ran.returncode == 0
        else None
    )


if __name__ == "__main__":
    gc.set_threshold(50_000)  # as the kg command does
    megabytes = float(sys.argv[1]) if sys.argv[1:] else 20.0
    path = Path(sys.argv[2]) if sys.argv[2:] else AMENDMENTS
    found = up_to(megabytes * 1e6, islice(amendments(path), 10_000_000))
    sys.stdout.write("\n".join(table(found, 60_000, ("fr_core_news_sm", "fr_core_news_md"))) + "\n")
