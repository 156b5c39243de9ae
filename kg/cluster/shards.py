"""Shards: what the documents of a partition bring, as two files, on any path that fsspec knows.

``part-….nq.gz`` are lines of N-Quads, sorted, each once: of the documents, and of the authorities that they draw on. The union of
all shards, each line once, is the graph. ``part-….json.gz`` tells which documents they are of, in their order, and which lines
each draws, so that a store can take a document out again. ``manifest.json`` lists the shards that count, with their digests.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

from kg.errors import StoreError, UsageError
from kg.journal import Outcome
from kg.model import Finding
from kg.nquads import Block, Bundle

LINES, INDEX, MANIFEST = ".nq.gz", ".json.gz", "manifest.json"
_PART = "part-"


class Shard(NamedTuple):
    """The two files of a partition."""

    lines: bytes
    table: bytes


def name_of(states: Iterable[str]) -> str:
    """The name of a partition: the same documents understood by the same rules have the same."""
    return _PART + hashlib.sha256("\n".join(states).encode()).hexdigest()[:24]


def packed(results: Sequence[Outcome | Finding], left_out: frozenset[str] = frozenset(), again: bool = False) -> Shard:
    """The shard of a partition. Of two documents with one graph the first is kept; ``left_out`` are graphs (IRIs) that an
    earlier partition has. ``again`` marks a shard that the next run is to make anew: a document was left out of it for a reason
    that need not last."""
    bundles: dict[bytes, Bundle] = {}
    own: set[bytes] = set()
    rows: list[dict[str, Any]] = []
    seen = set(left_out)
    for one in results:
        if isinstance(one, Finding):
            rows.append({"finding": asdict(one)})
            continue
        row: dict[str, Any] = {"state": one.state, "id": one.id, "graph": one.graph}
        if one.graph in seen:
            rows.append(row | {"twin": True})
            again = again or one.graph in left_out
            continue
        seen.add(one.graph)
        own.update(one.own.splitlines(keepends=True))
        bundles.update((bundle.digest, bundle) for bundle in one.new)
        rows.append(row | {"note": one.note, "drawn": [digest.hex() for digest in one.drawn]})
    theirs = {digest: Block.of(bundles[digest].lines).text.splitlines(keepends=True) for digest in sorted(bundles)}
    lines = sorted(own.union(*theirs.values()))
    place = {line: number for number, line in enumerate(lines)}
    drawn = {digest.hex(): [place[line] for line in some] for digest, some in theirs.items()}
    index = {"again": again, "documents": rows, "bundles": drawn}
    return Shard(_pressed(b"".join(lines)), _pressed(json.dumps(index).encode()))


def unpacked(shard: Shard) -> tuple[list[Outcome | Finding], bool]:
    """What went into a shard, and whether it is to be made again. Raises ValueError where it is damaged."""
    try:
        lines = gzip.decompress(shard.lines).splitlines(keepends=True)
        index = json.loads(gzip.decompress(shard.table))
        bundles = {
            bytes.fromhex(digest): Bundle(bytes.fromhex(digest), tuple(lines[number][:-1].decode() for number in numbers))
            for digest, numbers in index["bundles"].items()
        }
        own: dict[bytes, list[bytes]] = defaultdict(list)
        for line in lines:
            own[line[line.rindex(b" ", 0, -3) + 2 : -4]].append(line)
        return [_unpacked(row, own, bundles) for row in index["documents"]], bool(index["again"])
    except (OSError, EOFError, KeyError, TypeError, IndexError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from error


def _unpacked(row: dict[str, Any], own: dict[bytes, list[bytes]], bundles: dict[bytes, Bundle]) -> Outcome | Finding:
    if "finding" in row:
        return Finding(**row["finding"])
    if "twin" in row:
        return Outcome(row["state"], row["id"], row["graph"], b"", (), (), "")
    drawn = tuple(map(bytes.fromhex, row["drawn"]))
    new = tuple(bundles[digest] for digest in drawn)
    return Outcome(row["state"], row["id"], row["graph"], b"".join(own[row["graph"].encode()]), drawn, new, row["note"])


def described(name: str, shard: Shard, results: Sequence[Outcome | Finding]) -> dict[str, Any]:
    """What the manifest says of a shard."""
    documents = [one.graph for one in results if isinstance(one, Outcome) and one.own]
    return {
        "file": name + LINES,
        "sha256": hashlib.sha256(shard.lines).hexdigest(),
        "bytes": len(shard.lines),
        "documents": len(documents),
        "first": documents[0] if documents else "",
        "last": documents[-1] if documents else "",
    }


def _pressed(content: bytes) -> bytes:
    return gzip.compress(content, 6, mtime=0)


class Shelf:
    """Where shards lie: a folder, or an address that fsspec knows. Raises UsageError where nothing reaches it."""

    def __init__(self, root: str) -> None:
        import fsspec

        self.root = root
        self.far = "://" in root
        try:
            self._files, self._path = fsspec.core.url_to_fs(root)
        except (ImportError, ValueError) as error:
            raise UsageError(f"--shards {root}: {error}") from error

    def names(self) -> set[str]:
        """The partitions whose two files are here."""
        found = self._found()
        parts = {name.removesuffix(INDEX) for name in found if name.startswith(_PART) and name.endswith(INDEX)}
        return {part for part in parts if part + LINES in found}

    def _found(self) -> set[str]:
        try:
            return {str(path).rpartition("/")[2] for path in self._files.ls(self._path, detail=False)}
        except FileNotFoundError:
            return set()
        except OSError as error:
            raise StoreError(f"--shards {self.root}: {error}") from error

    def take(self, name: str, shard: Shard) -> None:
        """Keeps a shard; its index comes last, so that what has one is whole."""
        self._write(name + LINES, shard.lines)
        self._write(name + INDEX, shard.table)

    def give(self, name: str) -> Shard:
        """A shard that is here. Raises FileNotFoundError where it is not."""
        return Shard(self._files.cat_file(self._at(name + LINES)), self._files.cat_file(self._at(name + INDEX)))

    def close(self, manifest: dict[str, Any], kept: set[str]) -> None:
        """Writes the manifest, and clears away shards that it does not list, and what a worker that died had begun to write."""
        self._write(MANIFEST, (json.dumps(manifest, indent=1, ensure_ascii=False) + "\n").encode())
        for begun in sorted(name for name in self._found() if name.startswith(f".{_PART}")):
            self._files.rm_file(self._at(begun))
        for name in sorted(self.names() - kept):
            for end in (INDEX, LINES):
                self._files.rm_file(self._at(name + end))

    def _at(self, name: str) -> str:
        return f"{self._path}/{name}"

    def _write(self, name: str, content: bytes) -> None:
        try:
            if self._files.protocol in ("file", "local") or "file" in self._files.protocol:
                from kg.write import write_bytes

                write_bytes(Path(self._at(name)), content)
            else:
                # What is stored in one piece appears in one piece.
                self._files.makedirs(self._path, exist_ok=True)
                self._files.pipe_file(self._at(name), content)
        except OSError as error:
            raise StoreError(f"--shards {self.root}: cannot be written: {error}") from error
