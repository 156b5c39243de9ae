"""Open-data dumps into the graph of an output folder: importers, the path of documents and the store, composed.

An importer yields entities, claims, and records with prose. The prose goes through the same path as any document, under the
IRI that its id gives it; what the record's fields say is added to what its words say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kg import iris, outputs
from kg.engine import engine
from kg.errors import KgError, UsageError
from kg.model import Claim, Entity, Fact, Finding, Key, Related, Span

if TYPE_CHECKING:
    from kg.authority.imports import Importer, Item, Prose
    from kg.nquads import Contribution, Line
    from kg.store import EmbeddedStore

_STRONGER = frozenset(("amends", "repeals", "implements", "transposes", "basedOn"))
_WHOLE = re.compile(r"[Ll]'ensemble (?:du|de la) (?=pro)")
_AMENDMENT = re.compile(
    r"(?:[Ll]'|[Ll]es? )(?P<what>(?:sous-)?amendements?(?: [a-zéè]+)* n° ?(?P<number>\w+)(?: \(rect\.?\)| rectifié)?"
    r"(?: (?:de|du) [^,(]{2,60}?)?)(?= et | à l| au titre| après l| avant l| de (?:la|l'|suppression|rétablissement)\b|,|\()"
)
_ARTICLE = re.compile(r"[Ll]'article (?P<number>premier|unique|\d+(?: (?:bis|ter|quater|[a-z]+ies))?(?: [A-Z]{1,2})?)(?= )")
"""How what was put to the vote is named: a whole text, an amendment, an article."""


@dataclass
class ImportReport:
    """What an import did: how many of each kind of thing and relation were read, and what was found on the way."""

    dump: Key
    entities: Counter[str] = field(default_factory=Counter)
    claims: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    findings: list[Finding] = field(default_factory=list)
    outputs: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    """Official ids that an earlier import of the same dump knows and these files do not tell of; nothing was changed then."""

    @property
    def exit_code(self) -> int:
        """2 where nothing was changed, 1 where something was refused or found, else 0."""
        return 2 if self.lost else 1 if self.findings else 0


class _LossError(Exception):
    """Leaves the change of a store before it counts."""


def import_dump(
    importer: Importer,
    files: Sequence[Path],
    out: Path | str = "out",
    seen: Callable[[], None] = lambda: None,
    *,
    replace: bool = False,
) -> ImportReport:
    """Reads a dump and puts it into ``out/store``, in the place of the same dump imported before; all else stays. The files
    beside the store are written anew.

    A record of that earlier import which the files lack (a member is damaged or missing, the dump is that of another time) is
    not let go unless ``replace`` says so: nothing is changed then, and the report names what would be ``lost``.

    ``seen`` is called for each thing read. Nothing is changed where the files hold no record at all: UsageError. Raises
    StoreError where the folder cannot be written.
    """
    from kg.authority.imports import Keys, graph_of
    from kg.publish import publish
    from kg.store import EmbeddedStore

    out = Path(out)
    outputs.check(out)
    report = ImportReport(graph_of(importer))
    items = importer.items(files, Keys())
    first = next((item for item in items if _counted(item, report)), None)
    if first is None:
        why = "; ".join(f"{finding.where}: {finding.message}" for finding in report.findings[:3])
        raise UsageError(f"nothing was imported, and nothing is changed: {why or 'no record is in these files'}")
    out.mkdir(parents=True, exist_ok=True)
    with EmbeddedStore(out / outputs.STORE, writable=True) as store:
        if store.damaged:
            report.findings.append(outputs.damaged(out))
            store.mend()
        parts = outputs.parts(store, iris.iri(report.dump))
        told: set[str] = set()
        lines = _lines(importer, chain((first,), items), report, seen, told)
        held = frozenset() if replace else _held(store, iris.iri(report.dump), parts)
        try:
            store.load(_nothing_lost(lines, held, told, report), parts)
        except _LossError:
            return report
        published = publish(out, store, engine())
    report.findings += published.refused
    report.outputs = published.outputs
    return report


_IDS = """SELECT ?id {{ GRAPH <{dump}> {{ ?thing dcterms:identifier|skos:exactMatch ?id ; rdfs:label ?label }}
    FILTER(STR(?label) != STR(?id)) }}"""


def _held(store: EmbeddedStore, dump: str, parts: Sequence[str]) -> frozenset[str]:
    """What tells the records of an earlier import apart: the graphs of its documents, else the ids that others gave to its
    things (what is known by an id alone was not told of)."""
    from kg.store.results import Rows

    documents = [graph for graph in parts if graph != dump]
    if documents:
        return frozenset(documents)
    answer = store.query(_IDS.format(dump=dump))
    return frozenset(row[0].value for row in answer.rows if row[0]) if isinstance(answer, Rows) else frozenset()


def _nothing_lost(lines: Iterable[Line], held: frozenset[str], told: set[str], report: ImportReport) -> Iterator[Line]:
    """The lines; at their end a loss stops the change, and is in the report."""
    yield from lines
    if lost := held - told:
        report.lost = tuple(sorted(lost))
        some = ", ".join(one.rpartition("/")[2] for one in report.lost[:3]) + (" …" if len(lost) > 3 else "")
        english = (
            f"nothing is changed: {len(lost)} records of the earlier import are not in these files ({some}); to let them go: "
        )
        french = (
            f"rien n'est changé : {len(lost)} enregistrements de l'import précédent manquent ici ({some}) ; pour y renoncer : "
        )
        report.findings.append(Finding("error", "import.lost", report.dump, f"{english}--replace", f"{french}--replace"))
        raise _LossError


def _counted(item: Item, report: ImportReport) -> bool:
    """Whether an item says something; a finding goes to the report instead."""
    if isinstance(item, Finding):
        report.findings.append(item)
    return not isinstance(item, Finding)


def _lines(
    importer: Importer, items: Iterable[Item], report: ImportReport, seen: Callable[[], None], told: set[str]
) -> Iterator[Line]:
    """The lines of a dump as it streams. What authorities say comes with each document that needs it, and is given once.
    ``told`` gathers what tells its records apart."""
    from kg.assemble import Recorder
    from kg.authority.imports import source_of

    recorder = Recorder(source_of(importer), report.findings)
    vouched: set[bytes] = set()
    for item in items:
        if isinstance(item, Finding):
            report.findings.append(item)
            continue
        seen()
        if isinstance(item, Entity | Claim):
            (report.entities if isinstance(item, Entity) else report.claims)[_kind(item)] += 1
            if isinstance(item, Entity):
                told.update(one for one in (*item.identifiers, *item.exact_match) if one != item.label)
            yield from recorder.taken(item)
            continue
        contribution = _document(item, report)
        if contribution is not None:
            told.add(contribution.graph)
            yield from contribution.block.lines
            for bundle in contribution.drawn:
                if bundle.digest not in vouched:
                    vouched.add(bundle.digest)
                    yield from bundle.lines


def _kind(item: Entity | Claim) -> str:
    return item.kind if isinstance(item, Entity) else item.predicate


def _document(prose: Prose, report: ImportReport) -> Contribution | None:
    """What a record with prose brings; None, and a finding, where its words cannot be read."""
    from kg.assemble import assembled
    from kg.pipeline import understand
    from kg.read import read_given

    try:
        given = prose.metadata
        document = read_given(prose.content, id=prose.id, source=prose.source, html=prose.form == "html", given=given)
        related = with_fields(prose, understand(document))
    except KgError as error:
        report.findings.append(Finding("error", "import.read", prose.source, str(error), str(error)))
        return None
    report.documents += 1
    report.entities[prose.subject.kind] += 1
    report.claims.update(claim.predicate for claim in prose.claims)
    whole = assembled(related, part_of=report.dump)
    report.findings.extend(whole.findings)
    return whole.contribution


def with_fields(prose: Prose, related: Related) -> Related:
    """A document as read, with the record's subject, entities and claims. A citation that the words say more strongly is left
    to them."""
    subject, said, more = _voted_on(prose, related)
    stronger = {(claim.subject, claim.object) for claim in related.claims if claim.predicate in _STRONGER and not claim.modality}
    claims = [
        claim for claim in (*prose.claims, *said) if claim.predicate != "cites" or (claim.subject, claim.object) not in stronger
    ]
    entities = {entity.key: entity for entity in related.resolved.entities}
    for entity in (*prose.entities, *more):
        entities.setdefault(entity.key, entity)
    entities[subject.key] = subject
    resolved = replace(related.resolved, entities=tuple(entities[key] for key in sorted(entities)))
    return replace(related, resolved=resolved, claims=(*related.claims, *claims))


def _voted_on(prose: Prose, related: Related) -> tuple[Entity, list[Claim], tuple[Entity, ...]]:
    """The vote with what it was on, where the words of the record name it: the whole bill, one of its articles, or an
    amendment, which is then said to amend that bill."""
    text, document = related.document.text, related.document
    start = text.find(prose.words) if prose.words else -1
    if start < 0:
        return prose.subject, [], ()
    extent = Span(start, start + len(prose.words))
    linked = [
        (link.mention.span, link.entity)
        for link in related.resolved.links
        if link.entity and link.mention.kind == "Bill" and extent.covers(link.mention.span)
    ]
    linked.sort(key=lambda found: (found[0].start, -found[0].end))
    bills = [key for _, key in linked]
    whole, amendment = _WHOLE.match(text, start), _AMENDMENT.match(text, start)
    target: Key = ""
    claims: list[Claim] = []
    entities: tuple[Entity, ...] = ()
    if whole is not None:
        target = next((key for span, key in linked if span.start == whole.end()), "")
    elif amendment is not None:
        label = amendment["what"]
        target = f"{document.key}/amendment/{iris.slug(amendment['number'])}"
        entities = (Entity(target, "Amendment", label),)
        if len(set(bills)) == 1 and not label.startswith("sous-"):
            rule, date = "import.voted-amendment", document.metadata.date or ""
            claims = [Claim(target, "amends", bills[0], rule, (document.key,), (extent,), date=date)]
    elif (article := _ARTICLE.match(text, start)) is not None and len(set(bills)) == 1:
        number = article["number"].replace("premier", "1er")
        target = iris.article_key(bills[0], number)
        entities = (Entity(target, "Article", f"article {number}", facts=(Fact("partOf", bills[0], is_key=True),)),)
    if not target:
        return prose.subject, [], ()
    facts = (*prose.subject.facts, Fact("votedOn", target, is_key=True))
    return prose.subject._replace(facts=facts), claims, entities
