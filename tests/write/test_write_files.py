"""Files whose bytes depend on their content alone, which other readers read as what was meant."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import warnings
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from factories import meeting
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import iris
from kg.assemble import assemble, merge
from kg.nquads import literal, node, quad, split, value
from kg.write import FORMATS, Format, nquads, serialise, trig, turtle, write

LINES = merge([assemble(meeting("un")), assemble(meeting("deux"))])
GRAPH = node(f"{iris.ID}document/x")
HOSTILE = st.text(
    st.one_of(
        st.sampled_from('"\\\n\r\t\x00\x07\x7f\ud800 .;,<>@^#_:\u202e\u2066\u200f\u2028\u0301é\U0001f600'),
        st.characters(exclude_categories=()),
    ),
    max_size=40,
)
KEY = st.builds(
    lambda kind, name: f"{kind}/{name}",
    st.sampled_from(["person", "law", "article/code", "document/d", "document/d/mention", "unknown"]),
    st.text("abc019-._/~: éÉ%'()\"<>&?#", min_size=1, max_size=12),
)


def in_rdflib(text: bytes) -> set[tuple[str, ...]]:
    graph = rdflib.Graph().parse(data=text, format="turtle")
    return {tuple(map(_plain, row)) for row in graph}


def _plain(term: rdflib.term.Node) -> str:
    if isinstance(term, rdflib.Literal):
        return f"{str(term)!r} @{term.language} ^{term.datatype if term.datatype != rdflib.XSD.string else None}"
    return str(term)


def in_oxigraph(text: bytes, form: ox.RdfFormat = ox.RdfFormat.TURTLE) -> set[str]:
    return {f"{found.subject} {found.predicate} {found.object}" for found in ox.parse(text, format=form)}


@given(
    st.lists(
        st.tuples(KEY, st.sampled_from(["kg:quote", "rdfs:label"]), HOSTILE, st.sampled_from(["", "fr", "en-gb"])), max_size=6
    )
)
@settings(max_examples=300)
def test_rdflib_and_oxigraph_read_the_same_triples_from_hostile_words(rows: list[tuple[str, str, str, str]]) -> None:
    predicates = {"kg:quote": f"{iris.KG}quote", "rdfs:label": "http://www.w3.org/2000/01/rdf-schema#label"}
    lines = [quad(node(iris.iri(key)), node(predicates[name]), literal(words, tag), GRAPH) for key, name, words, tag in rows]
    text = turtle(lines)
    tokens = {split(line)[:3] for line in lines}
    expected = set()
    for s, p, o in tokens:
        tag = o.rpartition('"')[2].removeprefix("@") or None
        expected.add((value(s), value(p), f"{value(o)!r} @{tag} ^None"))
    assert in_rdflib(text) == expected
    flat = "".join(f"{s} {p} {o} .\n" for s, p, o in tokens).encode()
    assert in_oxigraph(text) == in_oxigraph(flat, ox.RdfFormat.N_TRIPLES)


def test_rdflib_reads_a_real_graph_as_oxigraph_does() -> None:
    flat = nquads(LINES)
    assert in_oxigraph(turtle(LINES)) == in_oxigraph(flat, ox.RdfFormat.N_QUADS)
    assert len(rdflib.Graph().parse(data=turtle(LINES), format="turtle")) == len({split(line)[:3] for line in LINES})


def test_every_graph_of_the_trig_is_that_of_the_lines() -> None:
    text = trig(LINES)
    meant = set(ox.parse(nquads(LINES), format=ox.RdfFormat.N_QUADS))
    assert set(ox.parse(text, format=ox.RdfFormat.TRIG)) == meant
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib warns of its own Dataset
        dataset = rdflib.Dataset()
        dataset.parse(data=text, format="trig")
        assert len(set(dataset.quads())) == len(meant)


def test_the_json_ld_holds_the_same_triples() -> None:
    assert in_oxigraph(serialise(LINES, "jsonld"), ox.RdfFormat.JSON_LD) == in_oxigraph(turtle(LINES))


@pytest.mark.parametrize("form", FORMATS)
def test_the_order_of_the_lines_makes_no_difference(form: Format) -> None:
    shuffled = list(LINES) * 2
    random.Random(3).shuffle(shuffled)
    assert serialise(shuffled, form) == serialise(LINES, form)


def test_the_hash_seed_makes_no_difference() -> None:
    script = (
        "import hashlib, sys\nsys.path.insert(0, 'tests')\nfrom factories import meeting\n"
        "from kg.assemble import assemble, merge\nfrom kg.write import FORMATS, serialise\n"
        "lines = merge([assemble(meeting('un')), assemble(meeting('deux'))])\n"
        "print(*(hashlib.sha256(serialise(lines, form)).hexdigest() for form in FORMATS))\n"
    )
    root = Path(__file__).parents[2]
    runs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=root,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "424242")
    }
    assert len(runs) == 1
    assert len(runs.pop().split()) == len(FORMATS)


def test_the_turtle_reads_well() -> None:
    text = turtle(LINES).decode()
    assert 'person:jean-michel-mis a kg:Person ;\n    rdfs:label "Jean-Michel Mis"@fr ;\n' in text
    assert "owl:sameAs wd:Q30379003 ;" in text
    assert 'rdfs:label "Premier ministre"@fr , "Prime Minister"@en ;' in text
    assert "kg:start 36 ;\n    kg:end 140 ;" in text
    assert "\n<document/deux/quote/36-140> a kg:Evidence ;" in text
    sections = [line for line in text.splitlines() if line.startswith("# ── ")]
    assert sections[0] == "# ── Document ──"
    assert sections[-3:] == ["# ── Énoncé / Statement ──", "# ── Preuve / Evidence ──", "# ── Mention ──"]
    assert text.index("deux/mention/87-123> a") < text.index("deux/mention/118-123> a") < text.index("deux/mention/305-381> a")


def test_statements_come_in_the_order_of_the_text() -> None:
    text = turtle(assemble(meeting())).decode()
    order = ["rdf:predicate kg:met", "rdf:predicate kg:submittedTo", "rdf:predicate kg:examines", "rdf:predicate kg:recommends"]
    assert [text.index(words) for words in order] == sorted(text.index(words) for words in order)


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_is_written_whole_and_nothing_else_is_left(form: Format, tmp_path: Path) -> None:
    path = tmp_path / "out" / f"graph.{form}"
    write(LINES, path, form)
    assert path.read_bytes() == serialise(LINES, form)
    assert [found.name for found in path.parent.iterdir()] == [path.name]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text("old", encoding="utf-8")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write(LINES, path)
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_empty_graph_is_a_file_that_parses() -> None:
    assert in_oxigraph(turtle([])) == set()
    assert in_rdflib(turtle([])) == set()
