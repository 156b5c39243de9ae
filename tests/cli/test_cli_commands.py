"""The commands that ask and judge, on the graph of one press release written as a build writes it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from factories import meeting

from kg import cli
from kg.assemble import assemble
from kg.iris import ID
from kg.outputs import GRAPH, STORE, lines, open_graph
from kg.store import EmbeddedStore, MemoryStore
from kg.write import serialise, write


@pytest.fixture(scope="module", params=["turtle", "store"])
def out(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder with the Turtle alone, and one with the embedded store beside it."""
    folder = tmp_path_factory.mktemp("out")
    made = assemble(meeting())
    write(made, folder / GRAPH)
    if request.param == "store":
        with EmbeddedStore(folder / STORE, writable=True) as store:
            store.replace(made)
    return folder


def kg(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    code = cli.run([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_a_query_in_sparql_needs_no_prefix(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, printed, _ = kg(capsys, "query", "SELECT ?o { person:jean-michel-mis kg:represents ?o }", "-o", out, "--format", "csv")

    assert (code, printed.split()) == (0, ["o", ID + "constituency/42-2"])


def test_a_query_from_a_file_or_by_name_gives_json(out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    question = tmp_path / "question.rq"
    question.write_text("ASK { ?x kg:met ?y }", encoding="utf-8")

    assert json.loads(kg(capsys, "query", "-f", question, "-o", out, "--format", "json")[1])["boolean"] is True
    assert json.loads(kg(capsys, "query", "meetings", "-o", out, "--format", "json")[1])["results"]["bindings"]


def test_a_construct_is_printed_as_turtle_and_a_select_is_not(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = "{ ?x kg:met ?y }"

    assert "kg:met" in kg(capsys, "query", f"CONSTRUCT {asked} {{ ?x kg:met ?y }}", "-o", out, "--format", "ttl")[1]
    code, _, error = kg(capsys, "query", f"SELECT * {asked}", "-o", out, "--format", "ttl")
    assert code == 2
    assert "CONSTRUCT" in error


@pytest.mark.parametrize(
    "question", ["SELECT {", "DELETE WHERE { ?s ?p ?o }", "SELECT * { SERVICE <http://x.example/> { ?s ?p ?o } }"]
)
def test_a_query_that_is_malformed_or_does_more_than_ask_is_refused(
    out: Path, question: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, printed, error = kg(capsys, "query", question, "-o", out)

    assert (code, printed, error.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"SELECT ?x {\n ?x rdfs:label '\xe9' }", ":2: not UTF-8 (byte 0xe9)"), (b" \n", "there is no question in it")],
)
def test_a_file_that_holds_no_question_is_named(
    out: Path, tmp_path: Path, content: bytes, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    question = tmp_path / "question.rq"
    question.write_bytes(content)

    code, printed, error = kg(capsys, "query", "-f", question, "-o", out)

    assert (code, printed, error.count("\n")) == (2, "", 1)
    assert str(question) in error
    assert says in error


def test_a_question_is_stopped_after_its_time(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"

    code, printed, error = kg(capsys, "query", endless, "-o", out, "--timeout", "0.5")

    assert (code, printed) == (2, "")
    assert "stopped after 0.5 seconds" in error


def test_the_ready_questions_are_listed_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    code, printed, _ = kg(capsys, "query", "--list")

    assert code == 0
    assert "meetings" in printed
    assert "Qui a" in printed


def test_explain_takes_an_entity_or_a_statement(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, printed, _ = kg(capsys, "explain", "Jean-Michel Mis", "-o", out)
    assert code == 0
    statement = next(
        word for line in printed.splitlines() for word in line.split() if word.startswith("document:") and "/statement/" in word
    )

    code, printed, _ = kg(capsys, "explain", statement, "-o", out)

    assert code == 0
    assert "rule: relate.test" in printed


def test_path_tells_the_hops_with_their_words(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, printed, _ = kg(capsys, "path", "Jean-Michel Mis", "Premier ministre", "-o", out)

    assert code == 0
    assert printed.startswith(
        "1. Jean-Michel Mis\n   a été reçu ou rencontré par → Premier ministre [2021-09-09]\n      « Le Premier"
    )


def test_path_without_a_connection_names_the_documents_of_both_and_exits_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / GRAPH).write_text(
        f"""@base <{ID}> . @prefix kg: <https://w3id.org/kg-politique/ns#> . @prefix dcterms: <http://purl.org/dc/terms/> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        <document/d> a kg:Document ; dcterms:title "Une lettre" .
        <person/a> a kg:Person ; rdfs:label "Jeanne Élan"@fr . <person/b> a kg:Person ; rdfs:label "Paul Martin"@fr .
        <m1> a kg:Mention ; kg:refersTo <person/a> ; kg:inDocument <document/d> .
        <m2> a kg:Mention ; kg:refersTo <person/b> ; kg:inDocument <document/d> .""",
        encoding="utf-8",
    )
    code, printed, _ = kg(capsys, "path", "Jeanne Élan", "Paul Martin", "-o", tmp_path)

    assert code == 1
    assert printed.splitlines() == [
        "Nothing connects Jeanne Élan and Paul Martin.",
        "  mentioned together in Une lettre (document/d)",
    ]


def test_analyse_ranks_the_entities(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    header, *rows = kg(capsys, "analyse", "-o", out, "--top", "3")[1].splitlines()
    people = kg(capsys, "analyse", "-o", out, "--kind", "Person")[1].splitlines()[1:]

    assert header.split() == ["entity", "kind", "relations", "PageRank", "betweenness"]
    assert len(rows) == 3
    assert rows[0].startswith("Jean-Michel Mis")
    assert all("  Person  " in row for row in people)


def test_validate_says_that_the_graph_conforms_or_what_is_wrong(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kg(capsys, "validate", "-o", out)[0] == 0

    broken = tmp_path / "broken.ttl"
    broken.write_text("<http://x.example/> a <https://w3id.org/kg-politique/ns#Wizard> .", encoding="utf-8")
    code, _, error = kg(capsys, "validate", broken)
    assert code == 1
    assert "unknown class kg:Wizard" in error

    broken.write_text("<http://x.example/> a", encoding="utf-8")
    code, _, error = kg(capsys, "validate", broken)
    assert code == 1
    assert error.startswith(f"{broken}:1: ")


@pytest.mark.parametrize(("form", "mark"), [("ttl", b"@prefix kg:"), ("nq", b"> ."), ("trig", b"{"), ("jsonld", b'{"@context"')])
def test_export_writes_each_form_to_a_file_or_to_standard_output(
    out: Path, form: str, mark: bytes, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert cli.run(["export", "-o", str(out), "--format", form]) == 0
    printed = capfdbinary.readouterr().out
    assert cli.run(["export", "-o", str(out), "--format", form, "--to", str(tmp_path / "graph")]) == 0

    assert printed == (tmp_path / "graph").read_bytes()
    assert mark in printed


def test_turtle_comes_out_of_the_store_as_the_build_wrote_it(out: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert cli.run(["export", "-o", str(out)]) == 0

    assert capfdbinary.readouterr().out == (out / GRAPH).read_bytes()


def test_the_lines_of_a_store_are_those_that_went_in() -> None:
    made = assemble(meeting())

    assert sorted(lines(MemoryStore(made))) == sorted(made)


def test_a_graph_file_can_be_asked_itself(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_graph(out / GRAPH) as store:
        assert store.size() > 100
    assert kg(capsys, "query", "ASK { ?x kg:met ?y }", "-o", out / GRAPH)[1].split()[-1] == "true"


def test_a_page_can_be_made_that_opens_on_an_entity(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, printed, _ = kg(capsys, "view", "-o", out, "--focus", "Jean-Michel Mis", "--print")

    assert code == 0
    assert Path(printed.strip()).read_text(encoding="utf-8").startswith("<!")
    assert kg(capsys, "view", "-o", out, "--focus", "Personne Inconnue", "--print")[0] == 2


def test_view_prints_where_the_page_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "graph.html").write_text("<!doctype html>", encoding="utf-8")

    assert kg(capsys, "view", "-o", tmp_path, "--print")[1] == f"{tmp_path / 'graph.html'}\n"


def test_the_shipped_ontology_is_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert kg(capsys, "check")[2] == ""


def test_turtle_that_is_none_is_named_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / GRAPH).write_text("one\ntwo", encoding="utf-8")
    assert serialise(assemble(meeting()), "ttl")

    code, _, error = kg(capsys, "query", "ASK {}", "-o", tmp_path)

    assert code == 2
    assert error.startswith(f"{tmp_path / GRAPH}:1: ")
