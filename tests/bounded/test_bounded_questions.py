"""A question ends within its bounds, whatever it asks, and says which bound it met."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from factories import meeting

from kg.apart import frames
from kg.assemble import assemble, merge
from kg.bounded import Limits, once
from kg.errors import KgError, QueryError, QueryLimitError, QueryRefusedError, StoreError, UsageError
from kg.outputs import GRAPH, STORE, version
from kg.store import EmbeddedStore
from kg.write import turtle

CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graph")
    with EmbeddedStore(folder / STORE, writable=True) as store:
        store.replace(merge([assemble(meeting(f"rencontre-{number}")) for number in range(3)]))
    return folder


@pytest.mark.parametrize(
    ("name", "question", "bounds", "met"),
    [
        ("a cross product", f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}", Limits(seconds=1), "time"),
        (
            "a path without end",
            "SELECT * { ?a (!kg:x|^!kg:x)* ?b . ?c (!kg:x|^!kg:x)* ?d . ?d !kg:y ?e }",
            Limits(seconds=1),
            "time",
        ),
        ("a plan too long", f"SELECT * {{ {'?s ?p ?o . ' * 20_000} }}", Limits(seconds=1), "engine"),
        ("a huge sort", f"SELECT * {{ {CROSS} }} ORDER BY ?c ?f ?i", Limits(seconds=20, memory=64 << 20), "memory"),
        ("a set too large", f"SELECT DISTINCT * {{ {CROSS} }}", Limits(seconds=20, memory=64 << 20), "memory"),
        ("a giant construct", f"CONSTRUCT {{ ?a ?e ?i }} {{ {CROSS} }}", Limits(seconds=1), "time"),
        ("nested groups", "SELECT * " + "{" * 5_000 + "}" * 5_000, Limits(), "depth"),
        ("nested groups where many are allowed", "SELECT * " + "{" * 90_000 + "}" * 90_000, Limits(depth=100_000), "engine"),
        ("a long text", "SELECT * {}" + " " * 2_000_000, Limits(), "text"),
        ("a large answer", "SELECT * { ?a ?b ?c . ?d ?e ?f }", Limits(answer=10_000), "answer"),
    ],
)
def test_a_question_that_costs_too_much_is_stopped_and_told_why(
    name: str, question: str, bounds: Limits, met: str, out: Path
) -> None:
    begun = time.monotonic()
    with pytest.raises(QueryLimitError) as told:
        once(out, question, "json", bounds)

    assert told.value.limit in (met, "time" if met == "engine" else met)
    assert str(told.value).count("\n") == 0
    assert time.monotonic() - begun < bounds.seconds + 1 + 1.5  # the start of a worker on a busy machine is no part of the limit


def test_no_worker_outlives_its_question(out: Path) -> None:
    def children() -> set[str]:
        return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="utf-8").split())

    before = children()
    with pytest.raises(QueryLimitError):
        once(out, f"SELECT * {{ {CROSS} }}", "json", Limits(seconds=0.5))

    assert children() <= before


@pytest.mark.parametrize(
    ("question", "error", "says"),
    [
        ("SELECT {", QueryError, "line 1, column 8: the '{' is never closed"),
        ("SELECT * {\n ?s ?p ?o ) }", QueryError, "line 2, column 11: ')' closes another kind of bracket"),
        ("SELECT * { ?s ?p 'o }", QueryError, "line 1, column 18: the string that ' opens does not end"),
        ("SELECT * { } }", QueryError, "line 1, column 14: '}' closes nothing"),
        ("SELECT ?x { ?x a no:Law }", QueryError, "Prefix not found"),
        ("  # nothing {\n", QueryError, "the query is empty"),
        ("DROP ALL", QueryRefusedError, "updates are refused"),
        ("half a letter \ud800 {", QueryError, "not text"),
        ("SELECT (STRDT('x', 'y') AS ?z) {", QueryError, "never closed"),
        ("SELECT * {}", UsageError, "Turtle is for CONSTRUCT"),
    ],
)
def test_a_faulty_question_is_told_with_its_place(question: str, error: type[KgError], says: str, out: Path) -> None:
    with pytest.raises(error, match=says.replace("(", r"\(").replace(")", r"\)").replace("{", r"\{").replace("}", r"\}")):
        once(out, question, "ttl")


def test_a_folder_without_a_graph_and_a_broken_graph_are_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no graph is here"):
        once(tmp_path, "ASK {}", "csv")
    (tmp_path / GRAPH).write_text("no Turtle", encoding="utf-8")
    with pytest.raises(StoreError, match=r"graph\.ttl:1"):
        once(tmp_path, "ASK {}", "csv")


def test_the_working_folder_of_a_worker_holds_none_of_its_code(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(3)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert once(out, "ASK {}", "csv") == b"answer\r\ntrue\r\n"


def test_a_graph_has_another_version_once_it_is_built_again(tmp_path: Path) -> None:
    assert version(tmp_path) == ""
    (tmp_path / GRAPH).write_bytes(turtle(assemble(meeting())))
    plain = version(tmp_path)
    with EmbeddedStore(tmp_path / STORE, writable=True) as store:
        store.replace(assemble(meeting()))
        first = version(tmp_path)
        store.add(assemble(meeting("autre")))

    assert len({plain, first, version(tmp_path), ""}) == 4


def test_messages_survive_the_pipe_and_half_a_message_is_none(tmp_path: Path) -> None:
    whole = frames.pack({"text": "é\ud800"}, b"body")
    file = tmp_path / "pipe"
    for cut in range(len(whole)):
        file.write_bytes(whole[:cut])
        with file.open("rb") as stream:
            assert frames.read(stream) is None
    file.write_bytes(whole)
    with file.open("rb") as stream:
        assert frames.read(stream) == ({"text": "é\ud800", "body": 4}, b"body")
