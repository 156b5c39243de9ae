"""A sound graph has no finding; a graph broken by hand has exactly one a fault, and it names the node."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from factories import meeting

from kg import iris
from kg.assemble import assemble, merge
from kg.lexicon.files import ontology_root
from kg.lexicon.shapes_generator import generate, target
from kg.nquads import Line
from kg.validate import parse, shapes, validate, validate_file
from kg.validate.portions import portions, separable
from kg.validate.shapes import run
from kg.write import turtle

SOUND = turtle(merge([assemble(meeting())])).decode()
MIS = "person/jean-michel-mis"
HOLDER = 'kg:inferred true ;\n    kg:rule "resolve.holder"'
MET_STATEMENT = "document/rencontre/statement/d1ba3c7dfd72"
QUOTE = "document/rencontre/quote/36-140"


def lines(text: str) -> list[Line]:
    found = parse(text.encode())
    assert isinstance(found, list), found
    return found


def test_a_sound_graph_has_no_finding() -> None:
    assert validate(lines(SOUND)) == ()


def test_lines_with_their_graphs_are_validated_as_the_turtle_is() -> None:
    assert validate(assemble(meeting())) == ()


def test_an_empty_graph_has_no_finding() -> None:
    assert validate([]) == ()


# (old words of the sound Turtle, new words, code of the one finding, key of the node it names, words of the message)
FAULTS = [
    ("kg:evidence <document/rencontre/quote/36-140> ;", "", "shape.Evidenced", MET_STATEMENT, "the words that say it"),
    ("rdf:subject office:premier-ministre ;\n", "", "shape.StatementSubject", MET_STATEMENT, "exactly one subject"),
    ("rdf:object person:jean-michel-mis ;\n", "", "shape.StatementObject", MET_STATEMENT, "exactly one object"),
    ("rdf:predicate kg:met ;\n", "", "shape.StatementPredicate", MET_STATEMENT, "exactly one predicate"),
    ("rdf:predicate kg:met ;\n", "rdf:predicate kg:meet ;\n", "relation", MET_STATEMENT, "ns#meet"),
    ("rdf:subject office:premier-ministre ;", "rdf:subject law:2022-52 ;", "domain", "law/2022-52", "kg:Law"),
    ('kg:rule "resolve.holder" ;', "", "shape.StatementRule", "document/rencontre/statement/669f5a3872d8", "the one rule"),
    ("kg:confidence 0.95", "kg:confidence 1.5", "shape.StatementConfidence", MET_STATEMENT, "1.5"),
    (
        'kg:modality "planned"',
        'kg:modality "hoped"',
        "shape.StatementModality",
        "document/rencontre/statement/d93de73d418c",
        "hoped",
    ),
    ('kg:modality "planned" ;', "", "undirected", "document/rencontre/statement/d93de73d418c", "kg-politique/ns#examines"),
    (
        "rdf:predicate kg:met ;",
        'rdf:predicate kg:met ; kg:modality "denied" ;',
        "asserted",
        MET_STATEMENT,
        "not a fact",
    ),
    (
        'kg:date "2021-09-09"^^xsd:date ;\n    kg:rule',
        'kg:date "2021-02-30"^^xsd:date ;\n    kg:rule',
        "date",
        MET_STATEMENT,
        "2021-02-30",
    ),
    ('kg:date "2021-09-09"^^xsd:date ;\n    kg:rule', 'kg:date "9/9/2021" ;\n    kg:rule', "date", MET_STATEMENT, "9/9/2021"),
    ('dcterms:date "2021-09-09"^^xsd:date', 'dcterms:date "2021-13-01"^^xsd:date', "date", "document/rencontre", "2021-13-01"),
    ('kg:end "2022-06-21"^^xsd:date', 'kg:end "2022-06-31"^^xsd:date', "date", "mandate/PM720000", "2022-06-31"),
    ("a kg:Bill ;", "a kg:Bil ;", "class", "bill/responsabilite-penale-et-securite-interieure", "kg:Bil"),
    ("person:jean-michel-mis a kg:Person ;", "person:jean-michel-mis a kg:Actor ;", "class", MIS, "kg:Actor"),
    ("person:jean-michel-mis a kg:Person ;", "person:jean-michel-mis", "type", MIS, "no class"),
    ("person:jean-michel-mis a kg:Person ;", "person:jean-michel-mis a kg:Person , kg:Place ;", "type", MIS, "several"),
    ("kg:represents constituency:42-2 .", 'kg:represents constituency:42-2 ; kg:age "51" .', "predicate", MIS, "kg:age"),
    ("kg:represents constituency:42-2 .", "kg:represents constituency:42-2 , law:2022-52 .", "range", MIS, "kg:Law"),
    (
        "kg:met person:jean-michel-mis .",
        "kg:met person:jean-michel-mis ; kg:becameLaw law:2022-52 .",
        "domain",
        "office/premier-ministre",
        "kg:Office",
    ),
    (
        "kg:met person:jean-michel-mis .",
        "kg:met person:jean-michel-mis , person:jean-castex .",
        "unstated",
        "office/premier-ministre",
        "jean-castex",
    ),
    ("    kg:met person:jean-michel-mis .", "    a kg:Office .", "undirected", MET_STATEMENT, "not written"),
    ("kg:partOf place:departement-42", "kg:partOf place:departement-43", "type", "place/departement-43", "never described"),
    ("kg:holder person:jean-michel-mis ;", "kg:holder law:2022-52 ;", "range", "mandate/PM720000", "kg:Law"),
    ("kg:holder person:jean-michel-mis ;", "", "shape.MandateHolder", "mandate/PM720000", "one holder"),
    ('rdfs:label "Jean Castex"@fr', 'rdfs:label "Jean Castex"@en', "shape.EntityLabel", "person/jean-castex", "label in French"),
    (
        'rdfs:label "Jean Castex"@fr',
        'rdfs:label "Jean Castex"@fr , "M. Castex"@fr',
        "shape.EntityLabel",
        "person/jean-castex",
        "one label",
    ),
    ("owl:sameAs wd:Q1587677", "owl:sameAs <urn:q:1587677>", "shape.EntitySameAs", "office/premier-ministre", "http"),
    ("a kg:Theme , skos:Concept ;", "a kg:Theme ;", "shape.Theme", "theme/securite-interieure", "skos:Concept"),
    (
        "quote/36-140> a kg:Evidence ;\n    kg:start 36 ;",
        "quote/36-140> a kg:Evidence ;\n    kg:start 35 ;",
        "quote",
        QUOTE,
        "35-140",
    ),
    (
        "quote/36-140> a kg:Evidence ;\n    kg:start 36 ;",
        "quote/36-140> a kg:Evidence ;\n    kg:start -36 ;",
        "shape.WordsStart",
        QUOTE,
        "start offset",
    ),
    (
        "quote/36-140> a kg:Evidence ;\n    kg:start 36 ;",
        "quote/36-140> a kg:Evidence ;",
        "shape.WordsStart",
        QUOTE,
        "start offset",
    ),
    ("quote/36-140> a kg:Evidence ;", "quote/36-140> a kg:Evidnce ;", "class", QUOTE, "kg:Evidnce"),
    (
        "mention/125-140> a kg:Mention ;",
        "mention/125-140> a kg:Mention ; kg:quote 'MIS' ;",
        "shape.WordsQuote",
        "document/rencontre/mention/125-140",
        "once",
    ),
    (
        " ;\n    kg:refersTo person:jean-michel-mis .",
        " .",
        "shape.MentionRefersTo",
        "document/rencontre/mention/125-140",
        "refers to",
    ),
]


@pytest.mark.parametrize(("old", "new", "code", "key", "words"), FAULTS, ids=[f"{fault[2]} {fault[1][:40]}" for fault in FAULTS])
def test_one_fault_has_one_finding_that_names_the_node(old: str, new: str, code: str, key: str, words: str) -> None:
    assert old in SOUND, f"the sound graph no longer says {old!r}"
    found = validate(lines(SOUND.replace(old, new, 1)))
    assert [(finding.code, finding.where) for finding in found] == [(code, iris.ID + key)], found
    assert words in found[0].message
    assert found[0].message_fr
    assert found[0].severity == "error"


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("fault", FAULTS, ids=[f"{fault[2]} {fault[1][:40]}" for fault in FAULTS])
def test_shapes_find_the_same_portion_by_portion_as_on_the_whole(
    fault: tuple[str, ...], whole: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new, *_ = fault
    broken = lines(SOUND.replace(old, new, 1))
    found = []
    for size in (1, 7, 1_000_000):
        monkeypatch.setattr(shapes, "portions", partial(portions, size=size))
        found.append(run(broken, whole=whole))
    assert found[0] == found[1] == found[2]


def test_a_portion_holds_what_is_said_of_its_nodes_and_the_classes_of_the_others() -> None:
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    graph = sorted([f"<a> {kind} <A> .", "<a> <p> <b> .", '<a> <q> "x" .', f"<b> {kind} <B> .", "<b> <p> <a> ."])
    first, second = portions(graph, 3)

    assert (first.nodes, second.nodes) == ({"<a>"}, {"<b>"})
    assert first.lines == tuple(sorted([*graph[:3], f"<b> {kind} <B> ."]))
    assert set(second.lines) == {f"<a> {kind} <A> .", *graph[3:]}


FURTHER = [
    ("", True),
    ("kg:X a sh:NodeShape ; sh:targetClass kg:Law ; sh:property [ sh:path ( kg:a kg:b ) ; sh:minCount 1 ] .", False),
    ("kg:X a sh:NodeShape ; sh:targetClass kg:Law ; sh:property [ sh:path [ sh:inversePath kg:a ] ; sh:minCount 1 ] .", False),
    ("kg:X a sh:NodeShape ; sh:targetClass kg:Law ; sh:property [ sh:path kg:a ; sh:node kg:EntityShape ] .", False),
    ("kg:X a sh:NodeShape ; sh:targetObjectsOf kg:met ; sh:property [ sh:path kg:a ; sh:minCount 1 ] .", False),
    ("kg:X a sh:NodeShape ; sh:targetObjectsOf kg:met ; sh:targetClass kg:Law ; sh:class kg:Law .", False),
]


@pytest.mark.parametrize(("more", "apart"), FURTHER)
def test_shapes_that_look_further_are_run_on_the_whole(more: str, apart: bool) -> None:
    import pyoxigraph as ox

    text = (ontology_root() / "shapes.ttl").read_text(encoding="utf-8") + more
    assert separable([quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]) is apart


def test_the_memory_of_the_shapes_does_not_grow_with_the_graph() -> None:
    words = "".join(
        f"<http://a/m{n}> a kg:Mention ; kg:refersTo <http://a/p> ; kg:inDocument <http://a/d> ; kg:quote 'x' ; kg:start 1 ; "
        "kg:end 2 .\n"
        for n in range(20_000)
    )
    probe = (
        "import sys, resource; from kg.validate import parse; from kg.validate.shapes import run\n"
        "lines = parse(sys.stdin.buffer.read())\nrun(lines[:6000])\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\nrun(lines)\n"
        "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) >> 10)"
    )
    head = "@prefix kg: <https://w3id.org/kg-politique/ns#> .\n"
    done = subprocess.run([sys.executable, "-c", probe], input=head + words, capture_output=True, text=True, check=True)
    assert int(done.stdout) < 350, "on the whole it is about 1,500 MB"


def test_two_faults_have_two_findings() -> None:
    broken = SOUND.replace("a kg:Bill ;", "a kg:Bil ;", 1).replace('rdfs:label "Jean Castex"@fr', 'rdfs:label "Jean Castex"@en')
    assert [finding.code for finding in validate(lines(broken))] == ["class", "shape.EntityLabel"]


def test_text_that_is_no_turtle_has_one_finding_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text(SOUND + "\nperson:x a kg:Person ;;; .\n[ oops", encoding="utf-8")
    (found,) = validate_file(path)
    assert found.code == "syntax"
    assert found.where.startswith(f"{path}:{SOUND.count(chr(10)) + 3}")


def test_a_file_that_is_not_there_has_one_finding(tmp_path: Path) -> None:
    (found,) = validate_file(tmp_path / "none.ttl")
    assert found.code == "read"
    assert "none.ttl" in found.where


def test_a_line_separator_within_a_literal_is_no_line_end() -> None:
    text = SOUND.replace('"Jean Castex"@fr', '"Jean\u2028Castex"@fr')
    assert validate(lines(text)) == ()


def test_the_shapes_that_repeat_the_vocabulary_are_fresh() -> None:
    assert target().read_text(encoding="utf-8") == generate(), "run python -m kg.lexicon.shapes_generator"


@pytest.mark.parametrize(
    ("old", "new", "shape"),
    [
        ("kg:represents constituency:42-2 .", "kg:represents constituency:42-2 , law:2022-52 .", "RepresentsRangeShape"),
        ("kg:met person:jean-michel-mis .", "kg:met person:jean-michel-mis ; kg:becameLaw law:2022-52 .", "BecameLawDomainShape"),
    ],
)
def test_the_published_shapes_find_wrong_ends_without_our_code(old: str, new: str, shape: str) -> None:
    assert run(lines(SOUND), whole=True) == []
    assert [result.shape for result in run(lines(SOUND.replace(old, new, 1)), whole=True)] == [shape]
