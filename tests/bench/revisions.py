"""What a change finds and loses: two revisions of the program on the same documents, and the difference, listed.

    python tests/bench/revisions.py [BEFORE] [AFTER] [--sample N]

BEFORE is a revision (``HEAD`` without one), AFTER another or ``.``, the working tree (the default). The documents are the seed,
the annotated texts of ``../shared/gold`` and N amendments of ``../shared/data/bulk`` (300), where they are there.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
KINDS = ("mention", "link", "relation")
Finding = tuple[str, str, str]

FIND = """
import json, sys
from pathlib import Path
from kg.pipeline import understand
from kg.read import read_file

for path in sorted(Path(sys.argv[1]).iterdir()):
    related = understand(read_file(path))
    text, name = related.document.text, path.name
    for mention in related.resolved.recognised.mentions:
        print(json.dumps(["mention", name, f"{mention.kind} {mention.span.start} {text[mention.span.start:mention.span.end]}"]))
    for link in related.resolved.links:
        words = text[link.mention.span.start:link.mention.span.end]
        print(json.dumps(["link", name, f"{link.mention.span.start} {words} = {link.entity or 'undecided'}"]))
    for claim in related.claims:
        print(json.dumps(["relation", name, f"{claim.subject} {claim.predicate} {claim.object} {claim.modality}".strip()]))
"""
"""What runs in each revision: it uses no more than what every revision has."""


def tree(revision: str, folder: Path) -> Path:
    """The files of a revision, unpacked below ``folder``; the working tree for "."."""
    if revision == ".":
        return ROOT
    packed = subprocess.run(("git", "archive", revision), cwd=ROOT, check=True, capture_output=True).stdout
    target = folder / revision.replace("/", "-")
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(target, filter="data")
    return target


def documents(folder: Path, sample: int) -> None:
    """Write the documents that both revisions read into ``folder``."""
    folder.mkdir()
    for path in sorted((ROOT / "seeds").glob("*.md")):
        (folder / path.name).write_bytes(path.read_bytes())
    for path in sorted((SHARED / "gold" / "texts").glob("*.md")):
        known = json.loads((SHARED / "gold" / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))["document"]
        (folder / path.name).write_text(
            f"---\ndate: {known['date']}\n---\n\n{path.read_text(encoding='utf-8')}", encoding="utf-8"
        )
    bulk = SHARED / "data" / "bulk" / "amendements.jsonl.gz"
    if not sample or not bulk.exists():
        return
    with gzip.open(bulk, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % 97 == 0 and sample:
                record = json.loads(line)
                parts = [record.get(name) or "" for name in ("signataires", "dispositif", "expose")]
                (folder / f"{record['uid']}.txt").write_text("\n\n".join(parts), encoding="utf-8")
                sample -= 1


def findings(root: Path, folder: Path) -> frozenset[Finding]:
    """(kind, document, what) of all that the program at ``root`` finds in the documents. Raises RuntimeError where it fails."""
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONUTF8": "1"}
    done = subprocess.run(
        (sys.executable, "-c", FIND, str(folder)), capture_output=True, text=True, encoding="utf-8", env=environment, cwd=root
    )
    if done.returncode:
        raise RuntimeError(f"{root}: exit {done.returncode}\n{done.stderr[-2000:]}")
    return frozenset((kind, name, what) for kind, name, what in map(json.loads, done.stdout.splitlines()))


def difference(before: frozenset[Finding], after: frozenset[Finding]) -> Iterator[str]:
    """The report: for each kind how many there are, were gained and lost, then each of them with its document."""
    for kind in KINDS:
        old, new = ({one for one in side if one[0] == kind} for side in (before, after))
        yield f"{kind + 's':<10} {len(old)} → {len(new)}   gained {len(new - old)}   lost {len(old - new)}"
        for sign, side in (("+", new - old), ("-", old - new)):
            yield from (f"  {sign} {name}: {what}" for _, name, what in sorted(side))


def compared(before: str, after: str, sample: int) -> list[str]:
    """The lines of the report on two revisions."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        documents(folder / "documents", sample)
        old, new = (findings(tree(revision, folder), folder / "documents") for revision in (before, after))
    return list(difference(old, new))


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="What a change finds and loses.")
    parser.add_argument("before", nargs="?", default="HEAD")
    parser.add_argument("after", nargs="?", default=".")
    parser.add_argument("--sample", type=int, default=300, metavar="N", help="amendments to read besides the annotated texts")
    options = parser.parse_args(arguments)
    print("\n".join(compared(options.before, options.after, options.sample)))


if __name__ == "__main__":
    main()
