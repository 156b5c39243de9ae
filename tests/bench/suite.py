"""``make bench``: one table of what kg costs, stage by stage, how that grows with the corpus, and what other tools take.

    python tests/bench/suite.py [--documents N] [--corpus FILE.jsonl[.gz]]

The corpus is N documents (1,000) spread over ../shared/data/bulk/amendements.jsonl.gz where that is here, else made of sentences
of parliamentary reports that the tests have. Seconds are CPU of one core, so that a busy machine disturbs little; nothing is
asserted.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from costs import cost
from throughput import AMENDMENTS

HERE = Path(__file__).resolve().parent
SENTENCES = HERE.parent / "relate" / "bulk-sample.jsonl"
SHARES = (1, 10, 100)
"""Per cent of the corpus."""
STAGES = ("read", "recognise", "relate", "assemble", "load", "render")
SAID = {
    "read": "file → text",
    "recognise": "text → names, dates, citations",
    "relate": "names → entities, relations",
    "assemble": "relations → RDF with provenance",
    "load": "RDF → embedded SPARQL store",
    "render": "graph → Turtle, page (small graphs)",
}
PEERS_ON = 60_000
"""Bytes of text that spaCy reads, which takes it a while."""


def lines(corpus: Path | None, documents: int) -> list[str]:
    """So many lines of a corpus, spread over it."""
    if corpus is None and not AMENDMENTS.exists():
        return list(islice(sentences(), documents))
    path = corpus or AMENDMENTS
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        whole = file.readlines()
    step = max(1, len(whole) // documents)
    return whole[::step][:documents]


def sentences() -> Iterator[str]:
    """Documents of some sentences each, without end; no two are the same."""
    rows = [json.loads(line)["sentence"] for line in SENTENCES.read_text(encoding="utf-8").splitlines()]
    number = 0
    while True:
        some = [rows[(number * 7 + place) % len(rows)] for place in range(6)]
        record = {"uid": f"S{number}", "date": "2013-10-10", "text": [f"Document {number}.", *some]}
        yield json.dumps(record | {"text": " ".join(record["text"])}, ensure_ascii=False) + "\n"
        number += 1


def measured(folder: Path, share: int, some: Sequence[str]) -> dict[str, float]:
    """The figures of one size: the stages in one process, the whole command in another."""
    path = folder / f"{share}.jsonl"
    path.write_text("".join(some), encoding="utf-8")
    ran = subprocess.run((sys.executable, str(HERE / "stages.py"), str(path)), check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(ran.stdout.splitlines()[-1])
    command = (sys.executable, "-m", "kg", "build", str(path), "-o", str(folder / f"out-{share}"), "--workers", "1")
    whole = cost("kg build", command, 1)
    return found | {"whole": whole.cpu, "whole memory": whole.memory}


def table(figures: Mapping[int, Mapping[str, float]]) -> Iterator[str]:
    """The lines of the table; the largest size gives the rates."""
    whole = figures[SHARES[-1]]
    size, documents, statements = whole["bytes"], whole["documents"], whole["statements"]
    yield (
        f"{documents:.0f} documents, {size / 1e6:.2f} MB of text, {statements:.0f} statements, {whole['triples']:.0f} triples; "
        f"CPU of one core"
    )
    yield ""
    yield f"{'stage':<12}{'':<38}{'1 %':>9}{'10 %':>9}{'100 %':>9}{'growth':>9}{'MB/s':>9}{'doc/s':>9}{'stmt/s':>9}"
    for name in (*STAGES, "whole"):
        cpu = [figures[share][name] for share in SHARES]
        said = SAID.get(name, "kg build, start to files written")
        rates = "".join(rate(amount / max(cpu[-1], 1e-6)) for amount in (size / 1e6, documents, statements))
        yield f"{'end to end' if name == 'whole' else name:<12}{said:<38}{seconds(cpu)}{grown(figures, name):>9}{rates}"
    for name, said in (("query_ms", "about one person, theme or article"), ("sum_ms", "a sum over the whole")):
        times = "".join(f"{figures[share][name]:>6.1f} ms" for share in SHARES)
        yield f"{'query':<12}{said:<38}{times}"
    memory = "".join(f"{figures[share]['whole memory']:>6.0f} MB" for share in SHARES)
    yield f"{'memory':<12}{'kg build, at most':<38}{memory}"
    yield "growth: cost of a document at 100 % over its cost at 10 % (1.0 is linear; what a start costs counts end to end)"


def rate(value: float) -> str:
    return f"{value:>9,.0f}" if value >= 100 else f"{value:>9.2f}"


def seconds(cpu: Sequence[float]) -> str:
    return "".join(f"{one:>7.2f} s" for one in cpu)


def grown(figures: Mapping[int, Mapping[str, float]], name: str) -> str:
    some, whole = figures[SHARES[-2]], figures[SHARES[-1]]
    if name == "render" and whole["triples"] > 400_000:
        return "–"
    return f"{(whole[name] / whole['documents']) / max(some[name] / some['documents'], 1e-9):.2f} ×"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="What kg costs, in one table.")
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--corpus", type=Path)
    options = parser.parse_args(arguments)
    some = lines(options.corpus, options.documents)
    with TemporaryDirectory() as name:
        folder = Path(name)
        figures = {share: measured(folder, share, some[:: 100 // share]) for share in SHARES}
        sys.stdout.write("\n".join(table(figures)) + "\n")
        from peers import rows  # imports the program, whose memory a child would begin with

        whole = figures[SHARES[-1]]
        speed = whole["bytes"] / 1e6 / (whole["recognise"] + whole["relate"])
        texts = up_to(some, PEERS_ON)
        sys.stdout.write("\nother tools, times the CPU of kg for the same\n")
        for line in rows(texts, speed, folder / f"out-{SHARES[1]}" / "graph.ttl"):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()


def up_to(some: Sequence[str], size: int) -> list[str]:
    """Texts of the first documents, as many as hold so many bytes."""
    out, held = [], 0
    for line in some:
        record = json.loads(line)
        text = "\n".join(record.get(name) or "" for name in ("signataires", "dispositif", "expose", "text")).strip()
        out.append(text)
        held += len(text.encode())
        if held >= size:
            break
    return out


if __name__ == "__main__":
    main()
