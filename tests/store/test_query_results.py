"""Answers as tables, CSV, JSON and Turtle."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest

from kg import iris
from kg.store.results import Boolean, Rows, Term, Triples, is_cut, short, to_csv, to_json, to_table, to_turtle

XSD = "http://www.w3.org/2001/XMLSchema#"
MIS = Term("uri", f"{iris.ID}person/jean-michel-mis")
ROWS = Rows(
    ("who", "said", "n"),
    ((MIS, Term("literal", 'a "b",\nc', "fr"), Term("literal", "3", datatype=f"{XSD}integer")), (Term("bnode", "x"), None, None)),
)
TRIPLES = Triples(((MIS, Term("uri", f"{iris.KG}met"), Term("uri", f"{iris.ID}office/premier-ministre")),))


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        (f"{iris.ID}person/jean-castex", "person:jean-castex"),
        (f"{iris.ID}document/a/quote/1-2", "document:a/quote/1-2"),
        (f"{iris.KG}met", "kg:met"),
        ("http://www.wikidata.org/entity/Q1", "wd:Q1"),
        ("https://example.org/x", "https://example.org/x"),
    ],
)
def test_an_iri_is_shown_under_its_longest_prefix(iri: str, expected: str) -> None:
    from kg.namespaces import prefixes

    assert short(iri, prefixes()) == expected


def test_a_table_has_aligned_columns() -> None:
    assert to_table(ROWS).splitlines() == [
        "who                     said      n",
        "──────────────────────  ────────  ─",
        'person:jean-michel-mis  a "b", c  3',
        "x",
    ]


def test_a_table_holds_nothing_that_a_terminal_obeys() -> None:
    shown = to_table(Rows(("x",), ((Term("literal", "\x1b[31mred\u202eevil\x07\r\n" + "long " * 40),),)))
    assert not any(character in shown for character in "\x1b\u202e\x07\r")
    assert max(map(len, shown.splitlines())) <= 60


def test_csv_is_that_of_the_w3c() -> None:
    assert to_csv(ROWS) == f'who,said,n\r\n{MIS.value},"a ""b"",\nc",3\r\n_:x,,\r\n'


def test_json_is_that_of_the_w3c_and_another_reader_reads_it() -> None:
    text = to_json(ROWS)
    assert json.loads(text) == {
        "head": {"vars": ["who", "said", "n"]},
        "results": {
            "bindings": [
                {
                    "who": {"type": "uri", "value": MIS.value},
                    "said": {"type": "literal", "value": 'a "b",\nc', "xml:lang": "fr"},
                    "n": {"type": "literal", "value": "3", "datatype": f"{XSD}integer"},
                },
                {"who": {"type": "bnode", "value": "x"}},
            ]
        },
    }
    parsed = ox.parse_query_results(text.encode(), format=ox.QueryResultsFormat.JSON)
    assert isinstance(parsed, ox.QuerySolutions)
    assert [row["said"] is None for row in parsed] == [False, True]


def test_a_yes_or_no_has_every_form() -> None:
    assert json.loads(to_json(Boolean(True))) == {"head": {}, "boolean": True}
    assert to_csv(Boolean(False)) == "answer\r\nfalse\r\n"
    assert to_table(Boolean(True)).splitlines()[-1] == "true"


def test_triples_become_turtle() -> None:
    text = to_turtle(TRIPLES)
    assert "person:jean-michel-mis kg:met office:premier-ministre ." in text
    assert [line.split()[1] for line in text.splitlines() if line.startswith("@prefix")] == ["kg:", "office:", "person:"]
    hard = Triples(((MIS, Term("uri", f"{iris.KG}quote"), Term("literal", 'a\n"b"\\', "fr")),))
    (found,) = ox.parse(to_turtle(hard).encode(), format=ox.RdfFormat.TURTLE)
    assert isinstance(found.object, ox.Literal)
    assert (found.object.value, found.object.language) == ('a\n"b"\\', "fr")


def test_a_table_tells_whether_a_cell_of_it_is_cut() -> None:
    def shown(*words: str) -> str:
        return to_table(Rows(("a", "b"), (tuple(Term("literal", word) for word in words),)))

    assert is_cut(shown("x" * 61, "y"))
    assert is_cut(shown("y", "des mots " * 10))
    assert not is_cut(shown("x" * 60, "une phrase qui finit par …"))
