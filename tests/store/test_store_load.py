"""Streams of lines into a store: dumps replace themselves whole, documents stay, and a fault leaves what was there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from factories import meeting
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import iris, spill
from kg import namespaces as ns
from kg.assemble import assemble
from kg.errors import StoreError
from kg.nquads import Block, Contribution, Line, Token, bundle, literal, node, quad, triple
from kg.store import EmbeddedStore, MemoryStore, Store, content, naming

DUMP, DOCUMENT = f"{iris.ID}dump/cog", f"{iris.ID}document/un"
LABEL, ALT, IN = f"{ns.RDFS}label", f"{ns.SKOS}altLabel", f"{iris.KG}partOf"


def place(number: int, name: str = "", graph: str = DUMP) -> list[Line]:
    subject = node(f"{iris.ID}place/commune-{number:05}")
    return [
        quad(subject, node(LABEL), literal(name or f"Commune {number}", "fr"), node(graph)),
        quad(subject, node(IN), node(f"{iris.ID}place/departement-{number % 100}"), node(graph)),
    ]


def many(count: int) -> Iterator[Line]:
    for number in range(count):
        yield from place(number)


@pytest.fixture(params=["memory", "embedded", "embedded, many chunks", "embedded, aside, many chunks"])
def make(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Store]]:
    made: list[Store] = []
    if request.param.endswith("chunks"):
        for name, value in (("FEW", 60), ("_SOME", 7), ("_TOGETHER", 3_000), ("_PIECE", 500)):
            monkeypatch.setattr(content, name, value)
        monkeypatch.setattr(naming, "_SPOOLED", 300)
        monkeypatch.setattr(spill, "RUN", 500)

    def build() -> Store:
        name = f"store-{len(made)}"
        if request.param == "memory":
            made.append(MemoryStore())
        else:
            store = EmbeddedStore(tmp_path / name, writable=True)
            store.aside = "aside" in request.param
            made.append(store)
        return made[-1]

    yield build
    for store in made:
        store.close()


def held(store: Store) -> tuple[tuple[str, ...], list[str]]:
    return store.graphs(), sorted(store.triples())


def test_a_dump_loaded_again_replaces_itself_and_leaves_the_documents(make: Callable[[], Store]) -> None:
    store, fresh = make(), make()
    store.add(assemble(meeting("un")))
    store.load(many(40))
    store.load(many(25))
    fresh.load(many(25))
    fresh.add(assemble(meeting("un")))

    assert held(store) == held(fresh)
    assert DUMP in store.graphs()


def test_a_graph_that_is_named_goes_though_no_line_is_in_it(make: Callable[[], Store]) -> None:
    store, fresh = make(), make()
    store.load(many(20))
    store.add(assemble(meeting("un")))
    store.load(place(3, graph=f"{iris.ID}dump/autre"), graphs=[DUMP, f"{iris.ID}dump/none"])
    fresh.load([*assemble(meeting("un")), *place(3, graph=f"{iris.ID}dump/autre")])

    assert held(store) == held(fresh)


def test_what_two_graphs_say_is_there_once_and_stays_while_one_says_it(make: Callable[[], Store]) -> None:
    store = make()
    store.load([*place(1), *place(1, graph=f"{iris.ID}dump/autre")])
    assert len(list(store.triples())) == store.size() == 2
    store.remove(DUMP)
    assert store.size() == 2
    store.remove(f"{iris.ID}dump/autre")
    assert store.size() == 0


def test_the_name_that_a_dump_gives_wins_over_a_longer_one_of_a_text(make: Callable[[], Store]) -> None:
    store = make()
    store.load([*place(1, "La ville de Lyon tout entière", DOCUMENT), *place(1, "Lyon")])
    found = {line for line in store.triples() if LABEL in line or ALT in line}
    subject = node(f"{iris.ID}place/commune-00001")

    assert found == {
        f"{subject} {node(LABEL)} {literal('Lyon', 'fr')} .",
        f"{subject} {node(ALT)} {literal('La ville de Lyon tout entière', 'fr')} .",
    }


def test_a_name_written_in_another_way_is_the_same_name(make: Callable[[], Store]) -> None:
    subject, label = node(f"{iris.ID}place/commune-00001"), node(LABEL)
    store = make()
    store.load([*place(1, "Orléans"), f'{subject} {label} "Orl\\u00E9ans"@FR {node(f"{iris.ID}dump/autre")} .'])

    assert [line for line in store.triples() if LABEL in line or ALT in line] == [f'{subject} {label} "Orléans"@fr .']


def test_words_that_look_like_the_name_of_a_label_are_kept(make: Callable[[], Store]) -> None:
    store = make()
    tricky = quad(node(f"{iris.ID}place/x"), node(f"{iris.KG}quote"), literal(f"see <{LABEL}> "), node(DUMP))
    store.load([tricky])
    assert [line.replace(" .", "") for line in store.triples()] == [tricky.rsplit(" ", 2)[0]]


def test_lines_that_stop_with_an_error_leave_what_was_there(make: Callable[[], Store]) -> None:
    def faulty() -> Iterator[Line]:
        yield from many(30)
        raise ZeroDivisionError

    store = make()
    store.load(many(5))
    before = held(store)
    with pytest.raises(ZeroDivisionError):
        store.load(faulty())
    for bad in ("<a:b> <a:c> <a:d> .", "nothing of the kind", '<a:b> <a:c> "x" <a:g>'):
        with pytest.raises(StoreError):
            store.load([*many(30), bad])
    assert held(store) == before


def test_the_triples_of_a_subject_come_one_after_the_other(make: Callable[[], Store]) -> None:
    store = make()
    store.load([*many(50), *assemble(meeting("un"))])
    subjects = [line.split(" ", 1)[0] for line in store.triples()]
    changes = sum(one != other for one, other in pairwise(subjects))
    assert changes == len(set(subjects)) - 1


MIS, CASTEX, CABINET = (node(f"{iris.ID}{key}") for key in ("person/mis", "person/castex", "office/premier-ministre"))
OFFICIAL = node(f"{iris.ID}authority/assemblee")
KNOWN = {
    name: bundle([quad(name, node(LABEL), literal(words, "fr"), OFFICIAL), quad(name, node(IN), CABINET, OFFICIAL)])
    for name, words in ((MIS, "Jean-Michel Mis"), (CASTEX, "Jean Castex"))
}


def brought(name: str, *drawn: Token, words: str = "Bonjour", state: str = "") -> Contribution:
    graph = f"{iris.ID}document/{name}"
    own = Block.of([quad(node(graph), node(LABEL), literal(words, "fr"), node(graph))])
    return Contribution(graph, own.text, tuple(sorted(KNOWN[one] for one in drawn)), state)


def test_what_documents_draw_goes_with_the_last_that_draws_it(make: Callable[[], Store]) -> None:
    store, fresh = make(), make()
    store.put([brought("un", MIS), brought("deux", MIS, CASTEX), brought("trois", CASTEX)])
    assert store.remove(f"{iris.ID}document/deux")
    fresh.put([brought("trois", CASTEX), brought("un", MIS)])
    assert held(store) == held(fresh)
    store.put([brought("trois")])
    assert not store.query(f"ASK {{ {CASTEX} ?p ?o }}").value
    assert store.query(f"ASK {{ {MIS} ?p ?o }}").value
    store.put([], [f"{iris.ID}document/un"])
    assert store.graphs() == (f"{iris.ID}document/trois",)


def test_a_line_in_two_bundles_stays_while_one_is_drawn(make: Callable[[], Store]) -> None:
    label, second = KNOWN[MIS].lines[0], quad(MIS, node(ALT), literal("Mis", "fr"), OFFICIAL)
    more = bundle([*KNOWN[MIS].lines, second])
    store = make()
    store.put([brought("un", MIS), brought("deux")._replace(drawn=(more,))])
    store.remove(f"{iris.ID}document/deux")
    assert triple(label) in set(store.triples())
    assert triple(second) not in set(store.triples())


def test_a_document_put_again_is_what_it_is_now_and_its_state_is_told(make: Callable[[], Store]) -> None:
    store, fresh = make(), make()
    store.put([brought("un", MIS, state="a"), brought("deux", state="b")])
    store.put([brought("un", CASTEX, words="Bonsoir", state="c")], [f"{iris.ID}document/none"])
    fresh.put([brought("deux"), brought("un", CASTEX, words="Bonsoir")])
    assert held(store) == held(fresh)
    assert store.states() == {f"{iris.ID}document/deux": "b", f"{iris.ID}document/un": "c"}


@settings(max_examples=10, deadline=None)
@given(st.data())
def test_any_row_of_changes_ends_where_a_fresh_store_does(data: st.DataObject) -> None:
    """Puts, loads and removals in any order: what counts is the set that they leave."""
    names, left = st.sampled_from(["un", "deux", "trois", "quatre"]), {}
    with TemporaryDirectory() as folder, EmbeddedStore(Path(folder) / "a", writable=True) as store, MemoryStore() as fresh:
        for _ in range(data.draw(st.integers(1, 5))):
            some = data.draw(st.lists(names, max_size=3, unique=True))
            gone = data.draw(st.lists(names, max_size=2, unique=True))
            documents = [
                brought(name, *data.draw(st.sets(st.sampled_from([MIS, CASTEX]))), words=data.draw(st.sampled_from("AB")))
                for name in some
            ]
            store.put(documents, [f"{iris.ID}document/{name}" for name in gone])
            left = {key: one for key, one in left.items() if key not in gone} | dict(zip(some, documents, strict=True))
        fresh.put(left.values())
        assert held(store)[0] == held(fresh)[0]
        assert held(store)[1] == sorted(fresh.triples())
