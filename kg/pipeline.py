"""The path of a document, readable in one screen; the only module that composes the stages.

read → segment → recognise → resolve → relate → assemble → validate → write, store, render, report
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from kg import outputs
from kg.errors import KgError
from kg.lexicon.pack import load_pack
from kg.lexicon.sources import authority_sources
from kg.model import Document, Finding, Recognised, Related, Resolved, Segmented
from kg.nquads import Contribution
from kg.report import BuildReport, Source, Tally, as_json


def understand(document: Document) -> Related:
    """One document, from its text to its claims."""
    from kg.recognise import recognise
    from kg.relate import relate
    from kg.resolve import resolve
    from kg.segment import segment

    segmented: Segmented = segment(document)
    recognised: Recognised = recognise(segmented)
    resolved: Resolved = resolve(recognised)
    return relate(resolved)


def trace(path: Path) -> Related:
    """One file through the whole path. Raises ReadError where it cannot be read."""
    from kg.read import read_file

    return understand(read_file(path))


def documents(sources: Sequence[Path], refused: list[Finding]) -> Iterator[Related]:
    """The sources as understood documents, in the order of their names; what fails is added to ``refused``, and the rest of
    the batch goes on."""
    from kg.read import read_sources

    for item in read_sources(sources):
        if isinstance(item, Finding):
            refused.append(item)
            continue
        try:
            yield understand(item)
        except KgError:
            raise
        except Exception as error:
            reason = f"could not be understood ({type(error).__name__}: {error}); the other documents are built"
            reason_fr = f"n'a pas pu être compris ({type(error).__name__}) ; les autres documents sont traités"
            refused.append(Finding("error", "understand.failed", item.source, reason, reason_fr))


def build(sources: Sequence[Path | str], out: Path | str = "out") -> BuildReport:
    """Documents → ``out/graph.ttl``, ``out/graph.html``, ``out/store`` and ``out/report.json``, each written atomically.

    The documents become the content of the folder; imported dumps, and the documents that came with them, stay. Nothing is
    written where no document could be read: what an earlier build left stays. Raises OntologyError where the jurist's files
    are faulty, OSError or StoreError where the folder cannot be written.
    """
    from kg.nquads import clean
    from kg.render import render
    from kg.store import EmbeddedStore
    from kg.write import turtle, write_bytes

    out = Path(out)
    refused: list[Finding] = []
    tally = Tally()
    findings: list[Finding] = []
    contributions = _assembled(documents([Path(source) for source in sources], refused), tally, findings)
    first = next(contributions, None)
    if first is None:
        return tally.report(refused=refused)
    outputs.prepare(out)
    with EmbeddedStore(out / outputs.STORE, writable=True) as store:
        if store.damaged:
            store.mend()
            refused.append(outputs.damaged(out))
        store.put(chain((first,), contributions), outputs.superseded(store))
        merged = [f"{line[:-1]}{_WHOLE} ." for line in store.triples()]
    write_bytes(out / outputs.GRAPH, turtle(merged))
    render(_quads(merged), out / outputs.PAGE)
    report = tally.report(
        refused=refused,
        validation=(*findings, *_validated(merged)),
        authorities=_authorities(),
        triples=len(merged),
        outputs=(outputs.GRAPH, outputs.PAGE, outputs.STORE, outputs.REPORT),
    )
    write_bytes(out / outputs.REPORT, clean(as_json(report)).encode())
    return report


_WHOLE = "<urn:kg:graph>"


def _assembled(understood: Iterable[Related], tally: Tally, findings: list[Finding]) -> Iterator[Contribution]:
    """What documents bring, as they come; the documents are counted, and what could not be written is added to ``findings``."""
    from kg.assemble import assembled

    for related in understood:
        tally.add(related)
        whole = assembled(related)
        findings.extend(whole.findings)
        yield whole.contribution


SHAPES_UP_TO = 200_000
"""Lines of a graph up to which a build runs the SHACL shapes (about seven seconds a 100,000 triples)."""


def _validated(lines: Sequence[str]) -> tuple[Finding, ...]:
    from kg.validate import validate

    if len(lines) <= SHAPES_UP_TO:
        return validate(lines)
    english = f"{len(lines)} triples: the shapes were not run; run them with: kg validate"
    french = f"{len(lines)} triplets : les formes n'ont pas été vérifiées ; pour le faire : kg validate"
    skipped = Finding("info", "shapes.skipped", "graph", english, french)
    return (*validate(lines, with_shapes=False), skipped)


def _quads(lines: Iterable[str]) -> Iterable[object]:
    import pyoxigraph

    return pyoxigraph.parse("\n".join(lines).encode(), format=pyoxigraph.RdfFormat.N_QUADS)


def _authorities() -> list[Source]:
    """The pack that the build drew on, with the day of its data: who held an office after that day is unknown."""
    pack = load_pack()
    title = "; ".join(str(source["name"]) for source in pack.about.get("sources", ()))
    return [Source("authority/pack", f"{len(authority_sources())} sources: {title}", str(pack.about.get("as_of", "")))]
