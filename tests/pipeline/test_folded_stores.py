"""A large store, in which what a document says of itself alone is indexed once: all that is read of it is as in a small one."""

from __future__ import annotations

import random
from pathlib import Path

import pyoxigraph as ox
import pytest
from test_build_again import write
from test_small_changes import rewrite

from kg import iris, outputs, publish
from kg.errors import QueryError
from kg.nquads import node, quad
from kg.outputs import lines, open_graph
from kg.pipeline import build, remove
from kg.store import EmbeddedStore, folding

ANY_GRAPH = "SELECT ?g { GRAPH ?g { ?s a kg:Mention } }"


@pytest.fixture
def folded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any store that is filled anew is a large one."""
    monkeypatch.setattr(folding, "GRAPHED_UP_TO", 0)


def said(out: Path) -> tuple[list[str], list[str], bytes]:
    """The merged graph, the quads, and the Turtle of a folder."""
    with open_graph(out) as store:
        return sorted(store.triples()), sorted(lines(store)), (out / outputs.GRAPH).read_bytes()


def whole(texts: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], list[str], bytes]:
    """The same of a fresh folder whose store is not folded."""
    with monkeypatch.context() as patch:
        patch.setattr(folding, "GRAPHED_UP_TO", 10**9)
        build([texts], out)
    return said(out)


def quads_held(out: Path) -> int:
    """How many quads the engine holds in named graphs."""
    with EmbeddedStore(out / outputs.STORE) as store:
        return sum(1 for _ in store._open.quads_for_pattern(None, None, None, None)) - store.size()


@pytest.mark.usefixtures("folded")
@pytest.mark.parametrize("workers", [1, 2])
def test_the_graph_its_parts_and_its_turtle_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int) -> None:
    texts = write(tmp_path / "texts", 20)
    build([texts], tmp_path / "out", workers=workers)

    assert said(tmp_path / "out") == whole(texts, tmp_path / "whole", monkeypatch)
    assert quads_held(tmp_path / "out") < quads_held(tmp_path / "whole") * 0.6


@pytest.mark.usefixtures("folded")
@pytest.mark.parametrize("small", [0, 10**6], ids=["patched", "written anew"])
def test_documents_come_change_and_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small: int) -> None:
    monkeypatch.setattr(publish, "WHOLE_UP_TO", small)
    chance, out, texts = random.Random(11), tmp_path / "out", write(tmp_path / "texts", 8)
    build([texts], out)
    for turn in range(5):
        for number in chance.sample(range(10), 2):
            path = texts / f"note-{number:03}.txt"
            if path.exists() and turn % 2:
                path.unlink()
            else:
                rewrite(texts, number, turn)
        build([texts], out)
        assert said(out) == whole(texts, tmp_path / f"whole-{turn}", monkeypatch)
    first = sorted(texts.iterdir())[0]
    remove([first.name], out)
    first.unlink()
    assert said(out) == whole(texts, tmp_path / "less", monkeypatch)


@pytest.mark.parametrize(("before", "after"), [(0, 10**9), (10**9, 0), (0, 0)])
def test_a_store_that_is_filled_anew_takes_what_stays_out_of_a_folded_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: int, after: int
) -> None:
    out, texts = tmp_path / "out", write(tmp_path / "texts", 12)
    monkeypatch.setattr(folding, "GRAPHED_UP_TO", before)
    build([texts], out)
    for number in range(8):  # too many to be put into the database as it is
        rewrite(texts, number, number)
    monkeypatch.setattr(folding, "GRAPHED_UP_TO", after)
    build([texts], out)

    assert said(out) == whole(texts, tmp_path / "whole", monkeypatch)


@pytest.mark.usefixtures("folded")
def test_documents_are_folded_beside_an_imported_dump(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, texts = tmp_path / "out", write(tmp_path / "texts", 8)
    dump = f"{iris.ID}dump/cog"
    place = node(f"{iris.ID}place/x")
    rows = [quad(node(f"{iris.ID}place/c-{n}"), node(f"{iris.KG}partOf"), place, node(dump)) for n in range(9)]
    for folder in (out, tmp_path / "whole"):
        with EmbeddedStore(folder / outputs.STORE, writable=True) as store:
            store.load(rows)
    build([texts], out)

    assert said(out) == whole(texts, tmp_path / "whole", monkeypatch)
    assert quads_held(out) < quads_held(tmp_path / "whole") * 0.6
    rewrite(texts, 1, 2)
    build([texts], out)
    assert said(out) == whole(texts, tmp_path / "whole", monkeypatch)
    with open_graph(out) as store, pytest.raises(QueryError, match="kg:inDocument"):
        store.query(ANY_GRAPH)


@pytest.mark.usefixtures("folded")
def test_a_question_for_graphs_is_refused_where_it_would_get_a_part(tmp_path: Path) -> None:
    out, texts = tmp_path / "out", write(tmp_path / "texts", 8)
    build([texts], out)
    with open_graph(out) as store:
        document = next(graph for graph in store.graphs() if "/document/" in graph)
        for text in (
            ANY_GRAPH,
            "ASK { GRAPH <DOCUMENT> { ?s ?p ?o } }",
            "SELECT ?s FROM <DOCUMENT> { ?s ?p ?o }",
            "SELECT ?s FROM NAMED <DOCUMENT> { GRAPH <DOCUMENT> { ?s ?p ?o } }",
            "ASK { graph?g { ?s ?p ?o } }",
        ):
            with pytest.raises(QueryError, match="kg:inDocument"):
                store.query(text.replace("DOCUMENT", document))
        assert store.query("ASK { ?graph kg:quote ?from FILTER(?from != 'GRAPH ?g FROM <x>') } # FROM")


def test_a_small_store_answers_for_its_graphs(tmp_path: Path) -> None:
    build([write(tmp_path / "texts", 3)], tmp_path / "out")
    with open_graph(tmp_path / "out") as store:
        assert store.query(f"ASK {{ {ANY_GRAPH.partition('{')[2]}")


def test_the_first_documents_tell_whether_a_store_will_be_large() -> None:
    block = folding.Block(b"<s> <p> <o> <g> .\n" * 50, "g", vouched=True)
    several = [block, block]
    for documents, on in ((0, False), (100_000, False), (100_001, True)):
        folds = folding.Folding(documents=documents)
        folds.decide(several)
        assert folds.on is on


def test_what_is_folded_out_of_a_block_is_what_stands_below_its_document() -> None:
    graph = "https://example.org/id/document/a"
    own = [
        f"<{graph}/{name}> <p> <o> <{graph}> .\n"
        for name in ("mention/1-2", "mention/3-4", "mission/m", "quote/1-4", "statement/9")
    ]
    others = [f"<{graph}> <p> <{graph}/quote/1-4> <{graph}> .\n", f"<https://example.org/id/person/x> <p> <o> <{graph}> .\n"]
    block = folding.Block("".join(sorted(own + others)).encode(), graph, vouched=True)

    assert folding.shared(block).decode() == "".join(sorted([own[2], *others]))
    assert list(ox.parse(folding.shared(block), format=ox.RdfFormat.N_QUADS, lenient=True))
