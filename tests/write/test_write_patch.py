"""A Turtle file that is patched after a change is, byte for byte, the file that is written of the changed graph."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from factories import meeting
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import iris, terms
from kg.assemble import assemble, merge
from kg.nquads import Line, integer, literal, node, triple
from kg.write import turtle_parts
from kg.write.patch import StaleError, patched

_TYPE, _LABEL = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", "<http://www.w3.org/2000/01/rdf-schema#label>"
REAL = sorted({triple(line) for id in ("un", "deux", "trois-10") for line in merge([assemble(meeting(id))])})
SUBJECT = st.builds(
    lambda base, kind, name: node(f"{base}{kind}{name}"),
    st.sampled_from((iris.ID, iris.KG, "http://example.org/a-b#", "urn:x:")),
    st.sampled_from(("person/", "document/d/mention/", "document/d/statement/", "law/2022-", "")),
    st.text("abz019-é._", min_size=1, max_size=5),
)
OBJECT = st.one_of(
    SUBJECT,
    st.text('"\\\n ;.,<>@#ab\u2028', max_size=12).map(literal),
    st.text("ab", max_size=3).map(lambda words: literal(words, "fr")),
    st.integers(-9, 9).map(integer),
)
KIND = st.sampled_from([node(iris.KG + name) for name in ("Person", "Law", "Statement", "Evidence", "Document")])
TRIPLE = st.one_of(
    st.builds(lambda s, kind: f"{s} {_TYPE} {kind} .", SUBJECT, st.one_of(KIND, SUBJECT)),
    st.builds(lambda s, e: f"{s} {node(terms.HAS_EVIDENCE)} {e} .", SUBJECT, SUBJECT),
    st.builds(lambda s, p, o: f"{s} {p} {o} .", SUBJECT, st.sampled_from((_LABEL, node(terms.TEXT), node(terms.QUOTE))), OBJECT),
    st.sampled_from(REAL),
)


def said(graph: set[Line]) -> dict[str, list[Line]]:
    return {subject: list(own) for subject, own in groupby(sorted(graph), key=lambda line: line.split(" ", 1)[0])}


def check(path: Path, before: set[Line], after: set[Line]) -> None:
    path.write_bytes(b"".join(turtle_parts(sorted(before))))
    was, now = said(before), said(after)
    others = sorted(subject for subject in was.keys() | now.keys() if was.get(subject) != now.get(subject))
    sides = ([line for subject in others for line in side.get(subject, ())] for side in (was, now))
    assert b"".join(patched(path, *sides)) == b"".join(turtle_parts(sorted(after)))


@given(st.sets(TRIPLE, max_size=40), st.sets(TRIPLE, max_size=12), st.data())
@settings(max_examples=400, deadline=None)
def test_any_change_gives_the_bytes_of_a_whole_file(before: set[Line], came: set[Line], data: st.DataObject) -> None:
    went = data.draw(st.sets(st.sampled_from(sorted(before)))) if before else set()
    with TemporaryDirectory() as place:
        check(Path(place) / "graph.ttl", before, (before - went) | came)


@pytest.mark.parametrize("left", [0, 1, len(REAL) // 2, len(REAL) - 1])
def test_a_graph_that_comes_or_goes_subject_by_subject_is_that_of_a_whole_file(left: int, tmp_path: Path) -> None:
    check(tmp_path / "graph.ttl", set(REAL), set(REAL[:left]))
    check(tmp_path / "graph.ttl", set(REAL[:left]), set(REAL))


def test_a_file_of_another_graph_is_not_patched(tmp_path: Path) -> None:
    path, change = tmp_path / "graph.ttl", [line for line in REAL if "/un/statement/" in line]
    for content in (b"".join(turtle_parts(REAL[:20])), b"@prefix a: <urn:a> .\n"):
        path.write_bytes(content)
        with pytest.raises(StaleError):
            list(patched(path, change, ()))
