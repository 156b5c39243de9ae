"""A store → the files beside it: Turtle, page, report. What has not changed since they were written is not written again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import iris, outputs
from kg import namespaces as ns
from kg.errors import KgError, StoreError, UsageError
from kg.lexicon.pack import load_pack
from kg.lexicon.sources import authority_sources
from kg.model import Finding, Key, Kind
from kg.nquads import Line, clean, split
from kg.report import BuildReport, Source, Tally, as_json
from kg.store import EmbeddedStore
from kg.tally import decoded

if TYPE_CHECKING:
    from kg.store.difference import Difference

SHAPES_UP_TO = 200_000
"""Triples of a graph up to which a build runs the SHACL shapes (about seven seconds a 100,000 triples)."""
CHECKS_UP_TO = outputs.DRAWN_UP_TO
"""Triples up to which it holds the graph against the counted assertions, and draws the page: both hold the graph in memory."""
TURTLE_UP_TO = 5_000_000
"""Triples up to which it writes the Turtle (some ten seconds a million)."""
WHOLE_UP_TO = 20_000
"""Triples up to which all is written and checked anew after any change (about two seconds)."""
REDRAWN_UP_TO = 100_000
"""Triples up to which the page is drawn anew after a small change (about a second)."""
_WHOLE = "<urn:kg:graph>"
_WRITTEN = "written.json"
_KNOWN = {"version", "engine", "generation", "triples", "outputs", "files", "left_out", "found", "unchecked"}
_TYPE = f"> <{ns.RDF}type> <{iris.KG}"


def publish(
    out: Path, store: EmbeddedStore, engine: str, refused: Sequence[Finding] = (), room: Path | None = None
) -> BuildReport:
    """Writes what lies beside the store of a folder, each file atomically, and the report.

    ``engine`` names the version of the program and its tables, ``refused`` what gave no document, ``room`` the folder of the
    store where it lies elsewhere. A file that cannot be written, as on a full disk, is among what was refused.
    """
    from kg.write import write_bytes

    tally = Tally()
    for note in store.notes():
        tally.sums.take(decoded(note))
    tally.sums.entities.update(_vouched(store.drawn()))
    version = _version(store, engine)
    room = room or out / outputs.STORE
    written = _last(room)
    unwritten: list[Finding] = []
    if not _current(out, written, version):
        change = _change(out, store, written, engine)
        written = _write(out, room, store, change, written, unwritten)
        written |= {"version": version, "engine": engine, "generation": store.version}
        written["files"] = _stamps(out, written["outputs"])
        if not unwritten:
            known = json.dumps(written, ensure_ascii=False).encode("utf-8", "replace")
            _attempt(room / _WRITTEN, lambda path: write_bytes(path, known), unwritten)
    report = tally.report(
        refused=(*refused, *unwritten),
        validation=(Finding(**one) for name in ("left_out", "found", "unchecked") for one in written[name]),
        authorities=_authorities(),
        triples=written["triples"],
        outputs=(*written["outputs"], outputs.STORE, outputs.REPORT),
    )
    if not _attempt(out / outputs.REPORT, lambda path: write_bytes(path, clean(as_json(report)).encode()), unwritten):
        return replace(report, refused=(*report.refused, unwritten[-1]))
    return report


def complete(out: Path, store: EmbeddedStore, engine: str, room: Path) -> None:
    """Writes what a process that was killed between its change of the store and the files did not."""
    if not _current(out, _last(room), _version(store, engine)):
        publish(out, store, engine, room=room)


def _version(store: EmbeddedStore, engine: str) -> str:
    return hashlib.sha256(repr((store.version, engine, sorted(store.states().items()))).encode()).hexdigest()


def _write(
    out: Path,
    room: Path,
    store: EmbeddedStore,
    change: Difference | None,
    last: dict[str, Any],
    unwritten: list[Finding],
) -> dict[str, Any]:
    """Writes what a graph of its size has. After a small ``change`` of what was written ``last`` the rest is left as it is. What
    cannot be written is added to ``unwritten``."""
    size = last["triples"] + len(change.added) - len(change.removed) if change else store.size()
    if change and _has(size) != _has(last["triples"]):
        change = None
    made, left_out, unchecked = [], [], []
    found: Iterable[Finding] = ()
    if size <= TURTLE_UP_TO:
        if _attempt(out / outputs.GRAPH, lambda path: _turtle(path, room, store, change), unwritten):
            made.append(outputs.GRAPH)
    else:
        left_out.append(_left_out(out, outputs.GRAPH, size, _TOO_MANY, "kg export --format ttl --to FILE"))
    if size <= CHECKS_UP_TO:
        sound = change is not None and _untroubled(change, size <= SHAPES_UP_TO)
        drawn = change is None or size <= REDRAWN_UP_TO
        merged = [f"{line[:-1]}{_WHOLE} ." for line in store.triples()] if drawn or not sound else []
        if drawn:
            if _attempt(out / outputs.PAGE, lambda path: _draw(path, merged), unwritten):
                made.append(outputs.PAGE)
        else:
            left_out.append(_left_out(out, outputs.PAGE, size, _UNDRAWN, "kg view"))
        found = (Finding(**one) for one in last["found"]) if sound else _validated(merged)
        if size > SHAPES_UP_TO:
            unchecked.append(_unchecked(size, "the shapes were not run", "les formes n'ont pas été vérifiées"))
    else:
        left_out.append(_left_out(out, outputs.PAGE, size, _TOO_MANY, "kg serve, kg view --focus NAME"))
        unchecked.append(_unchecked(size, *_NOTHING_CHECKED))
    said = {"left_out": left_out, "found": found, "unchecked": unchecked}
    return {"triples": size, "outputs": made} | {name: [asdict(one) for one in some] for name, some in said.items()}


def _attempt(path: Path, write: Callable[[Path], None], unwritten: list[Finding]) -> bool:
    """Whether a file could be written; it stays as it was where the disk is full, and the rest goes on."""
    try:
        write(path)
    except (OSError, KgError) as error:
        cause = error if isinstance(error, OSError) else error.__cause__
        if not isinstance(cause, OSError):
            raise
        why = cause.strerror or str(cause)
        english = f"cannot be written: {why}; the store holds the graph: make room, and build again"
        french = f"impossible à écrire : {why} ; le graphe est dans la base : faites de la place, et relancez"
        unwritten.append(Finding("error", "output.unwritten", str(path), english, french))
        return False
    return True


def _has(size: int) -> tuple[bool, bool, bool]:
    """What a graph of so many triples has: Turtle, page and checks, shapes."""
    return size <= TURTLE_UP_TO, size <= CHECKS_UP_TO, size <= SHAPES_UP_TO


def _turtle(path: Path, room: Path, store: EmbeddedStore, change: Difference | None) -> None:
    from kg.write import turtle_parts, write_parts

    if change:
        from kg.write.patch import StaleError, patched

        was, now = ([line for name in change.subjects for line in side.said(name)] for side in (change.before, change.after))
        try:
            return write_parts(path, patched(path, was, now))
        except StaleError:
            pass  # someone wrote another file of the same size and time
    return write_parts(path, turtle_parts(store.triples(), room=room))


def _untroubled(change: Difference, with_shapes: bool) -> bool:
    from kg.validate.around import untroubled

    return untroubled(change.before, change.after, change.added | change.removed, with_shapes=with_shapes)


def _draw(path: Path, lines: Iterable[Line]) -> None:
    from kg.render import render

    render(_quads(lines), path, as_of=load_pack().as_of)


_TOO_MANY = ("too many for this file to be of use; take", "trop pour que ce fichier serve ; prendre")
_UNDRAWN = ("not drawn anew after a small change; to draw it", "pas redessinée après un petit changement ; pour la dessiner")
_NOTHING_CHECKED = (
    "neither the shapes nor the quotes were checked again",
    "ni les formes ni les citations n'ont été revérifiées",
)


def _left_out(out: Path, name: str, size: int, why: tuple[str, str], instead: str) -> Finding:
    """Takes a file away that would show the graph as it was, and says how to have it."""
    (out / name).unlink(missing_ok=True)
    english, french = why
    return Finding(
        "info", "output.left-out", name, f"{size} triples: {english}: {instead}", f"{size} triplets : {french} : {instead}"
    )


def _unchecked(size: int, english: str, french: str) -> Finding:
    message = f"{size} triples: {english}; to check them: kg validate"
    return Finding("info", "shapes.skipped", "graph", message, f"{size} triplets : {french} ; pour le faire : kg validate")


def _validated(lines: Sequence[Line]) -> tuple[Finding, ...]:
    from kg.validate import validate

    return validate(lines, with_shapes=len(lines) <= SHAPES_UP_TO)


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


def _last(room: Path) -> dict[str, Any]:
    """What was written last; empty where that cannot be told."""
    try:
        last = json.loads((room / _WRITTEN).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return last if isinstance(last, dict) and last.keys() >= _KNOWN else {}


def _current(out: Path, last: dict[str, Any], version: str) -> bool:
    """Whether that was of this version, and the files are as they were left."""
    return bool(last) and last["version"] == version and _untouched(out, last)


def _change(out: Path, store: EmbeddedStore, last: dict[str, Any], engine: str) -> Difference | None:
    """What became of the graph since the files were written; None where they are to be written whole."""
    if not last or last["engine"] != engine or last["triples"] <= WHOLE_UP_TO or not _untouched(out, last):
        return None
    change = store.difference(last["generation"])
    return None if change is None or any(name.startswith("_:") for name in change.subjects) else change


def _untouched(out: Path, last: dict[str, Any]) -> bool:
    try:
        return bool(last["files"] == _stamps(out, last["outputs"]))
    except (OSError, TypeError):
        return False


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
