"""From triples to what the page shows."""

from __future__ import annotations

from pathlib import Path

import pytest
import render_graphs as graphs
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import OntologyError
from kg.iris import ID, KG
from kg.render.naming import fold, safe_link
from kg.render.palette import read_palette, read_predicate_labels, words_of
from kg.render.reading import read_graph
from kg.render.texts import showable, utf16_length
from kg.render.view import Quote, Relation, View

KINDS = list(read_palette().kinds)


def marked(view: View, quote: Quote) -> str:
    """The words that a quote stands for."""
    document, start, end, words = quote
    return words or view.texts[document][start:end]


@pytest.fixture(scope="module")
def seed() -> View:
    return read_graph(graphs.seed(), KINDS)


def test_every_statement_of_the_seed_is_a_relation_with_its_quote(seed: View) -> None:
    types = graphs.ox.NamedNode(graphs.RDF + "type")
    statements = list(graphs.seed().quads_for_pattern(None, types, graphs.ox.NamedNode(KG + "Statement")))
    assert len(seed.relations) == len(statements) == 33
    quotes = {seed.things[r.object].label: marked(seed, r.evidence[0]) for r in seed.relations if r.predicate == "represents"}
    assert quotes == {
        "deuxième circonscription de la Loire": "le député de la deuxième circonscription de la Loire, Jean-Michel MIS",
    }


def test_relations_are_listed_in_the_order_of_the_text(seed: View) -> None:
    starts = [relation.place for relation in seed.relations]
    assert starts == sorted(starts)
    assert seed.relations[0].predicate == "met"
    assert seed.relations[-1].predicate == "becameLaw"


def test_an_entity_has_its_names_links_mandates_and_mentions(seed: View) -> None:
    mis = next(thing for thing in seed.things if thing.label == "Jean-Michel Mis")
    assert (mis.kind, mis.identifiers) == ("Person", ["PA719952"])
    assert "Jean-Michel MIS" in mis.alt
    assert ("same", "http://www.wikidata.org/entity/Q30379003") in mis.links
    assert mis.mandates[0]["constituency"] == "deuxième circonscription de la Loire"
    assert len(mis.mentions) > 3
    assert all("MIS" in marked(seed, mention) for mention in mis.mentions)


def test_machinery_is_not_drawn(seed: View) -> None:
    iris = {thing.iri for thing in seed.things}
    assert not {iri for iri in iris if "/statement/" in iri or "/quote/" in iri or "/mention/" in iri or "/mandate/" in iri}


def test_a_direct_triple_without_statement_is_a_relation_without_quote() -> None:
    build = graphs.Builder()
    article, code = build.entity(ID + "article/a", "Article", "article 1"), build.entity(ID + "code/c", "Code", "code")
    build.put(article, KG + "partOf", code, node=True)
    view = read_graph(build.quads, KINDS)
    assert [(r.predicate, r.iri, r.evidence) for r in view.relations] == [("partOf", "", [])]


def test_a_quote_that_does_not_stand_at_its_offsets_is_shown_alone() -> None:
    build = graphs.Builder()
    one, two = build.entity(ID + "person/1", "Person", "A"), build.entity(ID + "person/2", "Person", "B")
    document = build.document(ID + "document/d", "D", "A voit B. C’est tout.")
    build.statement(document, one, "met", two, (0, 4, "autre chose"))
    view = read_graph(build.quads, KINDS)
    assert view.relations[0].evidence == [(document, -1, -1, "autre chose")]


def test_of_too_many_relations_those_of_the_focus_and_of_central_things_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    quads = graphs.large(120)
    whole = {thing.label: thing.rank for thing in read_graph(quads, KINDS).things}
    monkeypatch.setattr("kg.render.reading.RELATIONS_KEPT", 50)
    central = read_graph(quads, KINDS)
    assert 0 < len(central.relations) <= 50
    assert len(central.relations) + central.left_out == 240
    assert max(whole, key=lambda label: whole[label]) in {thing.label for thing in central.things}
    focus = min(whole, key=lambda label: (whole[label], label))
    assert focus not in {thing.label for thing in central.things}
    assert focus in {thing.label for thing in read_graph(quads, KINDS, focus.upper()).things}


@given(st.text())
def test_showing_a_text_keeps_its_length_and_leaves_nothing_that_reorders_it(text: str) -> None:
    shown = showable(text)
    assert len(shown) == len(text)
    assert not set(shown) & set("\x00\x1b\x7f\u202a\u202e\u2066\u2069\u200f")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_a_length_in_utf16_units_is_that_of_the_encoding(text: str) -> None:
    assert utf16_length(text) == len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://www.legifrance.gouv.fr/eli/loi/2022/1/24/2022-52/jo/texte", True),
        ("http://www.wikidata.org/entity/Q1", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        ("data:text/html,x", False),
        ("https:///path", False),
        ("https://a b.fr/", False),
        ("https://a\u202eb.fr/", False),
        ("//a.fr/", False),
        ("http://[broken", False),
    ],
)
def test_only_addresses_of_the_web_become_links(address: str, safe: bool) -> None:
    assert safe_link(address) is safe


@pytest.mark.parametrize(
    ("text", "folded"), [("Évènement", "evenement"), ("  L’ŒUVRE  d'Été ", "l'oeuvre d'ete"), ("Straße", "strasse"), ("İ", "i")]
)
def test_names_are_compared_without_accents(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("name", "words"),
    [("authorOf", "author of"), ("met", "met"), ("http://purl.org/dc/terms/isPartOf", "is part of"), ("", "")],
)
def test_a_predicate_without_label_is_named_by_its_words(name: str, words: str) -> None:
    assert words_of(name) == words


def test_predicates_have_the_labels_of_the_ontology(tmp_path: Path) -> None:
    path = tmp_path / "kg.ttl"
    path.write_text(
        f'@prefix kg: <{KG}> . @prefix rdfs: <{graphs.RDFS}> . kg:met rdfs:label "a rencontré"@fr, "met"@en .\n', encoding="utf-8"
    )
    assert read_predicate_labels(path) == {"met": ("a rencontré", "met")}
    assert read_predicate_labels(tmp_path / "none.ttl") == {}
    path.write_text("this is not turtle", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"kg\.ttl:1: "):
        read_predicate_labels(path)


def test_no_two_kinds_look_the_same_and_no_shape_stands_alone_for_a_colour() -> None:
    kinds = read_palette().kinds.values()
    assert len({(kind.color, kind.shape) for kind in kinds}) == len(list(kinds))


GOOD = '[[kind]]\nid = "Other"\nfr = "Autre"\nen = "Other"\ncolor = "#8A8F98"\nshape = "dot"\n'
LINES = "".join(f'[[line]]\nid = "{name}"\nfr = "x"\nen = "x"\ndashes = []\n' for name in ("asserted", "inferred"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GOOD.replace("#8A8F98", "grey") + LINES, r"palette\.toml:2: Other: color must be #rrggbb"),
        (GOOD.replace('"dot"', '"cloud"') + LINES, r"palette\.toml:2: Other: shape must be one of"),
        (GOOD + GOOD.replace('"Other"\nfr', '"Twin"\nfr') + LINES, r"palette\.toml:8: Twin: looks like Other"),
        (GOOD.replace('fr = "Autre"\n', "") + LINES, r"palette\.toml:2: Other: a \[\[kind\]\] needs text under 'fr'"),
        (GOOD + LINES.replace("[]", "[0]"), r"palette\.toml:8: asserted: dashes"),
        (GOOD.replace("Other", "Else") + LINES, r"palette\.toml:1: 'Other' is missing"),
        (GOOD, r"palette\.toml:1: no \[\[line\]\] table"),
        ("[[kind]\n", r"palette\.toml:1: "),
    ],
)
def test_a_fault_of_the_palette_is_named_with_its_line(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "palette.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OntologyError, match=message):
        read_palette(path)


@pytest.mark.parametrize(
    ("sources", "field", "quoted", "line"),
    [
        ("document/d", "", True, "asserted"),
        ("authority/assemblee", "", False, "recorded"),
        ("dump/assemblee", "", False, "recorded"),
        ("document/d", "signataires.auteur", False, "recorded"),
        ("document/d", "", False, "asserted"),
        ("authority/assemblee", "", True, "asserted"),
    ],
)
def test_what_open_data_vouch_for_is_drawn_apart_from_what_a_text_says(sources: str, field: str, quoted: bool, line: str) -> None:
    quote: list[Quote] = [(f"{ID}document/d", 0, 4, "Oui.")] if quoted else []
    relation = Relation("s", 0, "met", 1, record_field=field, evidence=quote, sources=[ID + sources])
    assert relation.line == line
    assert Relation("s", 0, "met", 1, sources=[ID + sources], modality="planned").line == "planned"
    assert Relation("s", 0, "met", 1, sources=[ID + sources], inferred=True).line == "inferred"
    assert line in read_palette().lines
