"""How far the signatories in a graph agree with the official ids in the corpus that it was built from.

    kg build amendements.jsonl.gz -o out
    python tests/bench/signatories.py out [CORPUS.jsonl.gz]

The corpus has an amendment a line: ``uid``, ``auteur``, ``cosign`` (official ids) and ``signataires``, the same persons as they
are printed, with which the text of the document begins. Two readings of them are in the graph: ``kg:authorOf`` and
``kg:cosignatoryOf`` from the ids, and the mentions in the printed line, which know nothing of the ids. A reference is one
signatory of one amendment.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from throughput import AMENDMENTS

from kg import iris, open_graph
from kg.store import Store
from kg.store.results import Rows

_IDS = "SELECT ?who ?id { ?who a kg:Person ; dcterms:identifier ?id }"
_SIGNED = "SELECT ?who { ?who kg:authorOf|kg:cosignatoryOf <%s> }"
_PRINTED = "SELECT ?who { ?mention kg:inDocument <%s> ; kg:refersTo ?who ; kg:start ?start FILTER(?start < %d) }"


@dataclass
class Agreement:
    """References of one reading: how many the ids give, how many the graph has of these, and what it has beside them."""

    name: str
    wanted: int = 0
    found: int = 0
    wrong: int = 0
    missed: Counter[str] = field(default_factory=Counter)

    def take(self, wanted: set[str], linked: set[str]) -> None:
        """Adds an amendment."""
        self.wanted += len(wanted)
        self.found += len(wanted & linked)
        self.wrong += len(linked - wanted)
        self.missed.update(wanted - linked)

    def line(self) -> str:
        """The figures as a line of the table."""
        share = 100 * self.found / max(1, self.wanted)
        wrong = 100 * self.wrong / max(1, self.wanted)
        most = ", ".join(f"{one} {count}" for one, count in self.missed.most_common(5))
        return f"{self.name:<22}{self.wanted:>10,}{self.found:>11,}{share:>9.3f} %{self.wrong:>8,}{wrong:>8.3f} %   {most}"


def records(path: Path) -> Iterator[tuple[str, set[str], str]]:
    """Of each amendment its uid, the official ids of its signatories, and the line that prints them."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            ids = {one for one in (record.get("auteur"), *(record.get("cosign") or ())) if one and one.startswith("PA")}
            yield record["uid"], ids, (record.get("signataires") or "").strip()


def known_by(store: Store) -> dict[str, str]:
    """The persons of a graph (IRIs) with their official id."""
    return {who: id_ for who, id_ in _rows(store, _IDS) if id_.startswith("PA")}


def agreement(store: Store, corpus: Iterable[tuple[str, set[str], str]]) -> list[Agreement]:
    """Both readings of the amendments of a corpus that are in a graph."""
    ids = known_by(store)
    given, printed = Agreement("ids of the record"), Agreement("printed line")
    for uid, wanted, line in corpus:
        document = iris.iri(f"document/{iris.slug(uid)}")
        given.take(wanted, _persons(store, _SIGNED % iris.iri(f"amendment/{uid}"), ids))
        printed.take(wanted if line else set(), _persons(store, _PRINTED % (document, len(line)), ids))
    return [given, printed]


def _persons(store: Store, question: str, ids: Mapping[str, str]) -> set[str]:
    """The persons of an answer, by their official ids, else by their IRIs."""
    return {ids.get(who, who) for (who,) in _rows(store, question) if who in ids or "/person/" in who}


def _rows(store: Store, question: str) -> Iterator[tuple[str, ...]]:
    answer = store.query(question)
    for row in answer.rows if isinstance(answer, Rows) else ():
        yield tuple(term.value for term in row if term)


def table(found: Iterable[Agreement]) -> Iterator[str]:
    """The lines of the table."""
    yield f"{'signatories':<22}{'ids':>10}{'in graph':>11}{'':>11}{'others':>8}{'':>10}   most often missed"
    yield from (one.line() for one in found)


def main(arguments: Sequence[str]) -> None:
    corpus = Path(arguments[1]) if arguments[1:] else AMENDMENTS
    with open_graph(arguments[0]) as store:
        sys.stdout.write("\n".join(table(agreement(store, records(corpus)))) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
