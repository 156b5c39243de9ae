"""A store → the files beside it: Turtle, page, report. What has not changed since they were written is not written again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kg import iris, outputs
from kg import namespaces as ns
from kg.errors import StoreError, UsageError
from kg.lexicon.pack import load_pack
from kg.lexicon.sources import authority_sources
from kg.model import Finding, Key, Kind
from kg.nquads import Line, clean, split
from kg.report import BuildReport, Source, Tally, as_json
from kg.store import EmbeddedStore
from kg.tally import decoded

SHAPES_UP_TO = 200_000
"""Triples of a graph up to which a build runs the SHACL shapes (about seven seconds a 100,000 triples)."""
CHECKS_UP_TO = 1_000_000
"""Triples up to which it holds the graph against the counted assertions, and draws the page: both hold the graph in memory."""
TURTLE_UP_TO = 5_000_000
"""Triples up to which it writes the Turtle (some ten seconds a million)."""
_WHOLE = "<urn:kg:graph>"
_WRITTEN = "written.json"
_TYPE = f"> <{ns.RDF}type> <{iris.KG}"


def publish(
    out: Path, store: EmbeddedStore, engine: str, refused: Sequence[Finding] = (), room: Path | None = None
) -> BuildReport:
    """Writes what lies beside the store of a folder, each file atomically, and the report.

    ``engine`` names the version of the program and its tables, ``refused`` what gave no document, ``room`` the folder of the
    store where it lies elsewhere. Raises OSError where a file cannot be written.
    """
    from kg.write import write_bytes

    tally = Tally()
    for note in store.notes():
        tally.sums.take(decoded(note))
    tally.sums.entities.update(_vouched(store.drawn()))
    version = _version(store, engine)
    room = room or out / outputs.STORE
    written = _written(out, room, version)
    if written is None:
        written = _write(out, room, store)
        written |= {"version": version, "files": _stamps(out, written["outputs"])}
        write_bytes(room / _WRITTEN, json.dumps(written, ensure_ascii=False).encode("utf-8", "replace"))
    report = tally.report(
        refused=refused,
        validation=(Finding(**one) for one in written["validation"]),
        authorities=_authorities(),
        triples=written["triples"],
        outputs=(*written["outputs"], outputs.STORE, outputs.REPORT),
    )
    write_bytes(out / outputs.REPORT, clean(as_json(report)).encode())
    return report


def complete(out: Path, store: EmbeddedStore, engine: str, room: Path) -> None:
    """Writes what a process that was killed between its change of the store and the files did not."""
    if _written(out, room, _version(store, engine)) is None:
        publish(out, store, engine, room=room)


def _version(store: EmbeddedStore, engine: str) -> str:
    return hashlib.sha256(repr((store.version, engine, sorted(store.states().items()))).encode()).hexdigest()


def _write(out: Path, room: Path, store: EmbeddedStore) -> dict[str, Any]:
    from kg.render import render
    from kg.write import turtle_parts, write_parts

    size = store.size()
    made, findings = [], []
    if size <= TURTLE_UP_TO:
        write_parts(out / outputs.GRAPH, turtle_parts(store.triples(), room=room))
        made.append(outputs.GRAPH)
    else:
        findings.append(_left_out(out, outputs.GRAPH, size, "kg export --format ttl --to FILE"))
    if size <= CHECKS_UP_TO:
        merged = [f"{line[:-1]}{_WHOLE} ." for line in store.triples()]
        render(_quads(merged), out / outputs.PAGE, as_of=load_pack().as_of)
        made.append(outputs.PAGE)
        findings += _validated(merged)
    else:
        findings.append(_left_out(out, outputs.PAGE, size, "kg serve, kg view --focus NAME"))
        findings.append(_unchecked(size))
    return {"triples": size, "outputs": made, "validation": [asdict(one) for one in findings]}


def _left_out(out: Path, name: str, size: int, instead: str) -> Finding:
    (out / name).unlink(missing_ok=True)
    english = f"{size} triples: too many for this file to be of use; take: {instead}"
    french = f"{size} triplets : trop pour que ce fichier serve ; prendre : {instead}"
    return Finding("info", "output.left-out", name, english, french)


def _unchecked(size: int) -> Finding:
    english = f"{size} triples: neither the shapes nor the quotes were checked again; check them with: kg validate"
    french = f"{size} triplets : ni les formes ni les citations n'ont été revérifiées ; pour le faire : kg validate"
    return Finding("info", "shapes.skipped", "graph", english, french)


def _validated(lines: Sequence[Line]) -> tuple[Finding, ...]:
    from kg.validate import validate

    if len(lines) <= SHAPES_UP_TO:
        return validate(lines)
    english = f"{len(lines)} triples: the shapes were not run; run them with: kg validate"
    french = f"{len(lines)} triplets : les formes n'ont pas été vérifiées ; pour le faire : kg validate"
    skipped = Finding("info", "shapes.skipped", "graph", english, french)
    return (*validate(lines, with_shapes=False), skipped)


def _quads(lines: Iterable[Line]) -> Iterator[object]:
    import pyoxigraph

    return pyoxigraph.parse("\n".join(lines).encode(), format=pyoxigraph.RdfFormat.N_QUADS)


def _vouched(lines: Iterable[Line]) -> dict[Key, Kind]:
    """The entities that authorities describe, statements aside."""
    found: dict[Key, Kind] = {}
    for line in lines:
        if _TYPE in line:
            subject, _, kind, _ = split(line)
            name = kind[len(iris.KG) + 1 : -1]
            if name != "Statement":
                found[subject] = name
    return found


def _written(out: Path, room: Path, version: str) -> dict[str, Any] | None:
    """What was written of this version, while the files are as they were left; None where they are to be written."""
    try:
        written = json.loads((room / _WRITTEN).read_text(encoding="utf-8"))
        same = written["version"] == version and written["files"] == _stamps(out, written["outputs"])
        return written if same and isinstance(written, dict) else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _stamps(out: Path, names: Iterable[str]) -> dict[str, list[int]]:
    return {name: [(out / name).stat().st_size, (out / name).stat().st_mtime_ns] for name in names}


def _authorities() -> list[Source]:
    """The pack that the build drew on, with the day of its data: who held an office after that day is unknown."""
    pack = load_pack()
    title = "; ".join(str(source["name"]) for source in pack.about.get("sources", ()))
    return [Source("authority/pack", f"{len(authority_sources())} sources: {title}", str(pack.about.get("as_of", "")))]


def opened(out: Path, place: Path) -> EmbeddedStore:
    """The store of a folder, to be changed. Raises UsageError where there is none, StoreError where it is damaged."""
    if not place.is_dir():
        raise UsageError(f"{out}: no graph is here; build one with: kg build SOURCES… -o {out}")
    store = EmbeddedStore(place, writable=True)
    if store.damaged:
        store.close()
        raise StoreError(f"{place}: the store is damaged; build again")
    return store
