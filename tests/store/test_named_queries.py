"""The questions that ship: complete, the same answers in two engines, and quick in the slower of them."""

from __future__ import annotations

import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import rdflib
from dumps import amendments, votes
from factories import meeting

from kg.assemble import assemble, merge
from kg.authority.imports import importers
from kg.errors import OntologyError, QueryError
from kg.imports import import_dump
from kg.outputs import lines, open_graph
from kg.queries import described, named, named_queries, read_queries
from kg.store import MemoryStore
from kg.store.results import Rows, Term
from kg.write import turtle


def imported() -> list[str]:
    """The lines of a few votes and amendments, as an import gives them."""
    with TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        for source, make in (("scrutins", votes), ("amendements", amendments)):
            import_dump(importers()[source], [make(Path(folder) / f"{source}.zip")], out)
        with open_graph(out) as store:
            return list(lines(store))


LINES = merge([*(assemble(meeting(name)) for name in ("rencontre", "autre", "troisieme")), imported()])
NAMES = sorted(described())


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    return rdflib.Graph().parse(data=turtle(LINES), format="turtle")


@pytest.fixture(scope="module")
def store() -> MemoryStore:
    return MemoryStore(LINES)


def in_rdflib(term: rdflib.term.Node | None) -> Term | None:
    if term is None:
        return None
    if isinstance(term, rdflib.URIRef):
        return Term("uri", str(term))
    assert isinstance(term, rdflib.Literal)
    datatype = "" if term.datatype in (None, rdflib.XSD.string) else str(term.datatype)
    return Term("literal", str(term), term.language or "", datatype)


def test_there_are_at_least_eight_questions() -> None:
    assert len(NAMES) >= 8


@pytest.mark.parametrize("name", NAMES)
def test_a_question_has_the_same_answer_in_rdflib_as_in_oxigraph(name: str, graph: rdflib.Graph, store: MemoryStore) -> None:
    ours = store.query(described()[name].text)
    assert isinstance(ours, Rows)
    begun = time.process_time()
    theirs = graph.query(named_queries()[name])
    rows = tuple(tuple(in_rdflib(row[column]) for column in ours.columns) for row in theirs)
    assert time.process_time() - begun < 2
    assert rows == ours.rows
    assert rows


@pytest.mark.parametrize("name", NAMES)
def test_a_question_is_named_and_asked_in_both_languages(name: str) -> None:
    query = named(name)
    assert query.question_fr.endswith("?")
    assert query.question_en.endswith("?")
    assert query.name_fr != query.name_en


def test_an_unknown_name_is_answered_with_the_names_there_are() -> None:
    with pytest.raises(QueryError, match=r"'meeting'.*meetings"):
        named("meeting")


def test_a_query_file_without_its_question_is_named(tmp_path: Path) -> None:
    (tmp_path / "bare.rq").write_text("# name_fr: Rien\n# name_en: Nothing\nASK {}\n", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"bare\.rq:1: .*question_fr"):
        read_queries(tmp_path)
