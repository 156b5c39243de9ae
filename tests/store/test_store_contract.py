"""What every store does: one suite, run on each."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from factories import document, meeting, related

from kg import iris
from kg.assemble import assemble, merge
from kg.errors import QueryError, StoreError
from kg.model import Entity
from kg.nquads import triple
from kg.store import EmbeddedStore, Store
from kg.store.results import Boolean, Rows, Term, Triples

ONE, TWO = assemble(meeting("un")), assemble(meeting("deux"))
D1, D2 = f"{iris.ID}document/un", f"{iris.ID}document/deux"
ALL = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY STR(?s) STR(?p) STR(?o)"
LABELS = 'SELECT ?label {{ <{}> rdfs:label ?label . FILTER(LANG(?label) = "fr") }} ORDER BY ?label'


def test_an_empty_store_answers(make: Callable[[], Store]) -> None:
    store = make()
    assert store.size() == 0
    assert store.graphs() == ()
    assert store.query("ASK { ?s ?p ?o }") == Boolean(False)


def test_the_default_graph_holds_each_triple_once(make: Callable[[], Store]) -> None:
    store = make()
    store.add([*ONE, *TWO])
    assert store.size() == len({triple(line) for line in merge([ONE, TWO])})
    assert store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == Rows(
        ("n",), ((Term("literal", str(store.size()), datatype="http://www.w3.org/2001/XMLSchema#integer"),),)
    )


def test_each_document_and_each_authority_has_its_named_graph(make: Callable[[], Store]) -> None:
    store = make()
    store.add([*ONE, *TWO])
    assert {D1, D2, f"{iris.ID}authority/assemblee"} <= set(store.graphs())
    found = store.query(f"ASK {{ GRAPH <{D1}> {{ ?s kg:inDocument <{D1}> }} }}")
    assert found == Boolean(True)
    assert store.query(f"ASK {{ GRAPH <{D1}> {{ ?s kg:inDocument <{D2}> }} }}") == Boolean(False)


def test_documents_added_one_by_one_give_what_they_give_at_once(make: Callable[[], Store]) -> None:
    slowly, at_once = make(), make()
    slowly.add(TWO)
    slowly.add(ONE)
    at_once.replace([*ONE, *TWO])
    assert slowly.query(ALL) == at_once.query(ALL)
    assert slowly.graphs() == at_once.graphs()


def test_a_document_added_again_replaces_itself(make: Callable[[], Store]) -> None:
    store, fresh = make(), make()
    store.add([*ONE, *TWO])
    shorter = assemble(related(document("Un texte neuf.", "un")))
    store.add(shorter)
    fresh.add([*(line for line in ONE if not line.endswith(f"<{D1}> .")), *shorter, *TWO])
    assert store.query(ALL) == fresh.query(ALL)


def test_a_removed_document_leaves_what_others_say(make: Callable[[], Store]) -> None:
    store, fresh = make(), make()
    store.add([*ONE, *TWO])
    assert store.remove(D2) is True
    fresh.add([*ONE, *(line for line in TWO if not line.endswith(f"<{D2}> ."))])
    assert store.query(ALL) == fresh.query(ALL)
    assert store.remove(D2) is False
    assert store.remove("no address at all") is False


def test_a_label_given_up_for_a_better_one_comes_back_when_that_one_goes(make: Callable[[], Store]) -> None:
    store = make()
    key = "person/mis"
    store.add(assemble(related(document("Mis.", "un"), (Entity(key, "Person", "Mis"),))))
    store.add(assemble(related(document("Jean Mis.", "deux"), (Entity(key, "Person", "Jean Mis"),))))
    asked = LABELS.format(iris.iri(key))
    assert store.query(asked) == Rows(("label",), ((Term("literal", "Jean Mis", "fr"),),))
    store.remove(D2)
    assert store.query(asked) == Rows(("label",), ((Term("literal", "Mis", "fr"),),))


def test_replacing_the_content_forgets_what_was_there(make: Callable[[], Store]) -> None:
    store = make()
    store.add(ONE)
    store.replace(TWO)
    assert D1 not in store.graphs()
    assert store.query(f"ASK {{ <{D1}> ?p ?o }}") == Boolean(False)


@pytest.mark.parametrize("bad", ["not a line", "<a:b> <a:c> <a:d> .", '<a:b> <a:c> "x"@@ <a:g> .', "<a b> <a:c> <a:d> <a:g> ."])
def test_a_bad_line_is_refused_and_changes_nothing(make: Callable[[], Store], bad: str) -> None:
    store = make()
    store.add(ONE)
    before = store.query(ALL)
    for change in (store.add, store.replace):
        with pytest.raises(StoreError):
            change([*TWO, bad])
    assert store.query(ALL) == before


def test_construct_and_describe_give_triples(make: Callable[[], Store]) -> None:
    store = make()
    store.add(ONE)
    made = store.query("CONSTRUCT { ?s kg:met ?o } WHERE { ?s kg:met ?o }")
    assert made == Triples(
        (
            (
                Term("uri", f"{iris.ID}office/premier-ministre"),
                Term("uri", f"{iris.KG}met"),
                Term("uri", f"{iris.ID}person/jean-michel-mis"),
            ),
        )
    )
    described = store.query("DESCRIBE person:jean-castex")
    assert isinstance(described, Triples)
    assert described.triples


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <a:b> <a:c> <a:d> }",
        "PREFIX x: <a:>\n  delete where { ?s ?p ?o }",
        "# a comment\nLOAD <http://localhost/x>",
        "DROP ALL",
        "CLEAR DEFAULT",
        "WITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "SELECT * { SERVICE <http://localhost:9/sparql> { ?s ?p ?o } }",
        "SELECT * { FILTER(1<2)service<http://localhost:9/>{ ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o.SERVICE SILENT ?x { ?s ?p ?o } }",
        "SELECT * { ?s ?p '#' . SERVICE <http://localhost:9/> { ?s ?p ?o } }",
        'SELECT * { ?s ?p """ " # """ . SERVICE <http://localhost:9/> { ?s ?p ?o } }',
        "SELECT * { ?s <http://x/#> ?o . SERVICE <http://localhost:9/> { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://localhost:9/> { ?s ?p ?o } }",
    ],
)
def test_updates_and_calls_to_other_servers_are_refused(make: Callable[[], Store], text: str) -> None:
    store = make()
    store.add(ONE)
    before = store.size()
    with pytest.raises(QueryError, match="refused"):
        store.query(text)
    assert store.size() == before


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * { ?s rdfs:label "SERVICE des achats; INSERT DATA" }',
        "SELECT ?service { ?service ?p ?o } LIMIT 1 # SERVICE, LOAD",
        "SELECT * { ?s <http://example.org/SERVICE> ?o }",
        "PREFIX load: <http://example.org/> SELECT * { ?s load:service ?o }",
    ],
)
def test_words_within_strings_names_and_comments_are_no_calls(make: Callable[[], Store], text: str) -> None:
    assert isinstance(make().query(text), Rows)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SELECT * {\n ?s foo:x ?o }", "line 2, column 10: Prefix not found"),
        ("SELECT * { ?s ?p }", "line 1, column 19"),
        ("", "malformed query at line 1, column 1"),
    ],
)
def test_a_malformed_query_is_told_with_its_place(make: Callable[[], Store], text: str, words: str) -> None:
    with pytest.raises(QueryError, match="malformed") as caught:
        make().query(text)
    assert words in str(caught.value)
    assert "\\u{" not in str(caught.value)


def test_a_closed_store_says_so(make: Callable[[], Store]) -> None:
    store = make()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.query("ASK {}")


def test_a_second_writer_is_refused(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "store", writable=True) as first:
        first.add(ONE)
        with pytest.raises(StoreError, match="another process writes"):
            EmbeddedStore(tmp_path / "store", writable=True)
    with EmbeddedStore(tmp_path / "store", writable=True) as second:
        second.add(TWO)
        assert D1 in second.graphs()


def test_a_reader_beside_a_writer_keeps_what_it_opened(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "store", writable=True) as writer:
        writer.add(ONE)
        with EmbeddedStore(tmp_path / "store") as reader:
            before = reader.query(ALL)
            writer.add(TWO)
            assert reader.query(ALL) == before
        with EmbeddedStore(tmp_path / "store") as later:
            assert later.query(ALL) == writer.query(ALL) != before


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "store", writable=True) as writer:
        writer.add(ONE)
    with EmbeddedStore(tmp_path / "store") as reader:
        for change in (lambda: reader.add(TWO), lambda: reader.replace(TWO), lambda: reader.remove(D1)):
            with pytest.raises(StoreError, match="reading only"):
                change()


def test_a_folder_without_a_store_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store here"):
        EmbeddedStore(tmp_path / "none")


def test_a_writer_killed_in_the_middle_leaves_what_was_there(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with EmbeddedStore(folder, writable=True) as store:
        store.add(ONE)
        before = store.query(ALL)
    script = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom kg.store import EmbeddedStore\n"
        "store = EmbeddedStore(Path(sys.argv[1]), writable=True)\n"
        "with store._change(empty=False) as (fresh, _):\n"
        "    fresh.update('DELETE WHERE { ?s ?p ?o }')\n    fresh.flush()\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(folder)], check=False, cwd=Path(__file__).parents[2])
    assert done.returncode == -9
    with EmbeddedStore(folder, writable=True) as store:
        assert store.query(ALL) == before
        store.add(TWO)
        assert D2 in store.graphs()
    assert len([path for path in folder.glob("generation-*") if path.is_dir()]) <= 2
