"""The path of a document, readable in one screen; the only module that composes the stages.

read → segment → recognise → resolve → relate → assemble → validate → write, store, render, report
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kg import outputs, work
from kg.batch import Batch, Progress, Task
from kg.corrections import NONE, Corrections, beside, judged
from kg.engine import engine, understanding
from kg.errors import KgError, ReadError, UsageError
from kg.journal import Journal, Outcome, pack
from kg.model import Document, Finding, Recognised, Related, Resolved, Segmented
from kg.report import BuildReport, Tally

if TYPE_CHECKING:
    from kg.cluster import Cluster


def understand(document: Document, corrections: Corrections = NONE) -> Related:
    """One document, from its text to its claims, as far as nobody decided otherwise by hand."""
    from kg.recognise import recognise
    from kg.relate import relate
    from kg.resolve import resolve
    from kg.segment import segment

    decided = corrections.on(document)
    segmented: Segmented = segment(document)
    recognised: Recognised = recognise(segmented)
    resolved: Resolved = resolve(recognised, decided)
    return judged(relate(resolved), decided)


def trace(path: Path) -> Related:
    """One file through the whole path, with the corrections and the metadata beside it. Raises ReadError where it cannot be read,
    OntologyError where the corrections are faulty.

    >>> import kg
    >>> from pathlib import Path
    >>> related = kg.trace(Path("seeds/2021-09-09-premier-ministre-rapport-mis.md"))
    >>> sorted({claim.predicate for claim in related.claims if claim.subject == "office/premier-ministre"})
    ['appointed', 'assigned', 'met', 'requests']
    """
    from kg.read import metadata_beside, read_file

    return understand(read_file(path, given=metadata_beside(path)), beside([path]))


def documents(sources: Sequence[Path], refused: list[Finding]) -> Iterator[Related]:
    """The sources as understood documents, in the order of their names; what fails is added to ``refused``, and the rest of
    the batch goes on."""
    from kg.read import read_sources

    corrections = beside(sources)
    for item in read_sources(sources):
        if isinstance(item, Finding):
            refused.append(item)
            continue
        related = _understood(item, item.source, corrections)
        if isinstance(related, Finding):
            refused.append(related)
        else:
            yield related


def _understood(document: Document, where: str, corrections: Corrections) -> Related | Finding:
    try:
        return understand(document, corrections)
    except KgError:
        raise
    except Exception as error:
        reason = f"could not be understood ({type(error).__name__}: {error}); the other documents are built"
        reason_fr = f"n'a pas pu être compris ({type(error).__name__}) ; les autres documents sont traités"
        return Finding("error", "understand.failed", where, reason, reason_fr)


_handed_over: set[bytes] = set()
"""The bundles whose lines this process, where it works for another, has given to that one."""


def outcome(task: Task, corrections: Corrections = NONE) -> Outcome | Finding:
    """A document that is not read yet, and its state → what it brings into the graph, or why it brings nothing."""
    from kg.assemble import assembled
    from kg.read.parcels import refusal
    from kg.tally import counted, encoded

    item, state = task
    try:
        document = item.read()
    except ReadError as error:
        return refusal("read.refused", error.where, error.reason)
    related = _understood(document, document.source, corrections)
    if isinstance(related, Finding):
        return related
    whole = assembled(related)
    graph, own, drawn, *_ = whole.contribution
    new = tuple(bundle for bundle in drawn if bundle.digest not in _handed_over)
    if work.helping():
        _handed_over.update(bundle.digest for bundle in new)
    note = encoded(counted(related, whole.findings))
    packed = pack(own) if work.helping() else b""
    return Outcome(state, document.id, graph, own, tuple(bundle.digest for bundle in drawn), new, note, packed)


def build(
    sources: Sequence[Path | str],
    out: Path | str = "out",
    *,
    workers: int | None = 1,
    cache: bool = True,
    progress: Progress | None = None,
    store: str | Path | None = None,
    cluster: Cluster | None = None,
) -> BuildReport:
    """Documents → ``out/graph.ttl``, ``out/graph.html``, ``out/store`` and ``out/report.json``, each written atomically.

    The documents become the content of the folder; imported dumps, and the documents that came with them, stay. A document
    that is there already, made from the same bytes by the same rules, is left as it is (``cache`` False: all are made again).
    ``workers`` processes share the documents; None: as many as the machine has, where there are many documents. ``store`` is
    another folder for the store, or the address of a SPARQL 1.1 server that is made to hold the same graph. A ``cluster`` takes
    the place of the processes, and of what the store knows: all documents are in its shards. Nothing is
    written where no document could be read: what an earlier build left stays. Raises OntologyError where the jurist's files
    are faulty, UsageError, StoreError or OSError where the folder cannot be written.
    """
    from kg.publish import publish
    from kg.store import EmbeddedStore

    out, version, corrections = Path(out), understanding(), beside([Path(source) for source in sources])
    outputs.check(out)
    server, place = outputs.place_of(store, out)
    with ExitStack() as open_:
        own = open_.enter_context(EmbeddedStore(place, writable=True)) if place.exists() else None
        damaged = own is not None and own.damaged
        held = own.states() if cache and own and not damaged and not cluster else {}
        kept = outputs.imported(own) if own and not damaged else frozenset()
        batch = Batch([Path(source) for source in sources], version + corrections.digest(), held, kept)
        journal = open_.enter_context(Journal(out / outputs.JOURNAL))
        if not cache or cluster:
            journal.forget()
        task = partial(outcome, corrections=corrections)
        number = 1 if cluster else batch.workers(workers)
        share = cluster.shared_out if cluster else None
        contributions = open_.enter_context(closing(batch.contributions(task, journal, number, progress, share)))
        first = next(contributions, None)
        if first is None and not batch.unchanged:
            return Tally().report(refused=batch.refused)
        out.mkdir(parents=True, exist_ok=True)
        if own is None:
            own = open_.enter_context(EmbeddedStore(place, writable=True))
        if damaged:
            own.mend()
            batch.refused.append(outputs.damaged(out))
        own.aside, own.expected = number > 1 or cluster is not None, batch.new
        gone = sorted(set(outputs.superseded(own)) - batch.unchanged)
        if first is not None or gone:
            own.put(chain(() if first is None else (first,), contributions), gone)
        journal.forget()
        if batch.left:
            batch.refused.append(outputs.left_imported(batch.left))
        if server:
            batch.refused += outputs.send(own, server, place)
        return publish(out, own, engine(), batch.refused, place)


def remove(names: Sequence[str], out: Path | str = "out", *, store: str | Path | None = None) -> BuildReport:
    """Takes documents out of a folder's graph, each by its IRI, its id, its file name or its title; what is left is as if it had
    never been built. Raises UsageError where a name fits no document or several, StoreError where another writes."""
    from kg.publish import complete, opened, publish

    out = Path(out)
    server, place = outputs.place_of(store, out)
    with opened(out, place) as own:
        try:
            gone = {outputs.document(own, name) for name in names}
        except UsageError:
            complete(out, own, engine(), place)
            raise
        own.load((), gone)
        unsent = outputs.send(own, server, place) if server else []
        return publish(out, own, engine(), unsent, place)
