"""The comparison of a built graph with a hand-written one misses no difference, and sees none where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from golden import Read, compare

from kg import iris

SEED = Path(__file__).parent / "00-seed"
DOCUMENT = f"{iris.ID}document/2021-09-09-premier-ministre-rapport-mis"
EXPECTED = (SEED / "expected.ttl").read_text(encoding="utf-8")
OPTIONAL = Read.of(SEED / "optional.ttl")
MENTIONS = "".join(
    f'<mention/{n}> a kg:Mention ; kg:inDocument seed: ; kg:quote "{words}" ; kg:refersTo <{kind}> .\n'
    for n, (words, kind) in enumerate(
        [
            ("question des nouvelles technologies de sécurité", "mission/m1"),
            ("travail d'instruction interministériel", "mission/m2"),
            ("dispositions sur les cadres juridiques relatifs aux dispositifs de captation d'images", "provision/p1"),
            *((f"r{n}", f"recommendation/r{n}") for n in range(1, 7)),
        ]
    )
)


def differences(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "graph.ttl"
    path.write_text(text + MENTIONS, encoding="utf-8")
    return compare(Read.of(SEED / "expected.ttl"), OPTIONAL, Read.of(path), DOCUMENT)


def test_a_graph_that_says_what_it_should_has_no_difference(tmp_path: Path) -> None:
    assert differences(tmp_path, EXPECTED) == []


def test_the_slugs_of_what_a_document_alone_names_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text((EXPECTED + MENTIONS).replace("<mission/m1>", "<mission/other>"), encoding="utf-8")
    assert compare(Read.of(SEED / "expected.ttl"), OPTIONAL, Read.of(path), DOCUMENT) == []


def test_an_optional_statement_is_not_unexpected(tmp_path: Path) -> None:
    more = (
        "<statement/z> a kg:Statement ; prov:wasDerivedFrom seed: ; rdf:subject person:jean-michel-mis ;"
        " rdf:predicate kg:represents ; rdf:object place:departement-42 .\n"
    )
    assert differences(tmp_path, EXPECTED + more) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "owl:sameAs wd:Q1587677 ;",
            "",
            "missing identity: office/premier-ministre sameAs http://www.wikidata.org/entity/Q1587677",
        ),
        ('rdfs:label "Gouvernement"@fr', 'rdfs:label "État"@fr', "wrong label: organisation/gouvernement is « État »"),
        (
            "organisation:parlement a kg:Organisation",
            "organisation:parlement a kg:Office",
            "wrong kind: organisation/parlement is a Office",
        ),
        (
            'kg:date "2021-09-09"^^xsd:date ; prov',
            "prov",
            "missing statement: office/premier-ministre met person/jean-michel-mis (on 2021-09-09)",
        ),
        ('kg:modality "planned" ;', "", "unexpected statement: organisation/parlement examines bill/"),
        (
            "kg:inferred true ;",
            "",
            "missing statement: person/jean-castex holdsOffice office/premier-ministre (on 2021-09-09, inferred)",
        ),
        ('kg:quote "technologies de sécurité"', 'kg:quote "sécurité"', "wrong quote: report/"),
        ("kg:becameLaw law:2022-52", 'rdfs:comment "x"', "missing triple: bill/"),
        (
            "person:jean-castex a kg:Person ;",
            "person:jean-castex a kg:Person ; kg:holdsOffice office:premier-ministre ;",
            "not a fact",
        ),
        ("<recommendation/r3> a kg:Recommendation", "<recommendation/r3> a kg:Mission", "missing Recommendation: "),
        ("<recommendation/r3> a kg:Recommendation", "<recommendation/r3> a kg:Mission", "unexpected Mission: "),
        ('dcterms:date "2021-09-09"', 'dcterms:date "2021-09-10"', "document: date is"),
    ],
)
def test_a_difference_is_told_in_words(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in EXPECTED
    found = differences(tmp_path, EXPECTED.replace(old, new, 1))
    assert any(difference.startswith(words) for difference in found), found
