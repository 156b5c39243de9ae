"""The page as a file: one document, the same bytes for the same graph, closed to the network and to what the data holds."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import render_graphs as graphs

from kg.errors import KgError, UsageError
from kg.render import render
from kg.render.encoding import INFERRED
from kg.render.page import as_json

ROOT = Path(__file__).resolve().parents[2]


class Tags(HTMLParser):
    """The elements of a page, with the text of scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self.texts.append("")

    def handle_data(self, data: str) -> None:
        if self.texts:
            self.texts[-1] += data

    def script(self, id_: str) -> str:
        return next(text for (_, attrs), text in zip(self.found, self.texts, strict=True) if attrs.get("id") == id_)


def page_of(graph: Any, tmp_path: Path, **options: Any) -> str:
    out = tmp_path / "graph.html"
    render(graph, out, **options)
    return out.read_text(encoding="utf-8")


def data_of(page: str) -> dict[str, Any]:
    return json.loads(Tags(page).script("data"))


@pytest.fixture(scope="module")
def seed_data(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return data_of(page_of(graphs.seed(), tmp_path_factory.mktemp("seed")))


def test_the_order_of_triples_changes_nothing(tmp_path: Path) -> None:
    quads = list(graphs.seed())
    first = page_of(quads, tmp_path)
    for number in range(3):
        random.Random(number).shuffle(quads)
        assert page_of(quads, tmp_path) == first


def test_the_hash_seed_and_the_locale_change_nothing(tmp_path: Path) -> None:
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); import render_graphs as g; from pathlib import Path; "
        "from kg.render import render; render(g.seed(), Path(sys.argv[2]) / 'a.html'); "
        "render(g.large(200), Path(sys.argv[2]) / 'b.html')"
    )
    for number, locale in (("1", "C"), ("2", "C.UTF-8"), ("3", "POSIX")):
        folder = tmp_path / number
        environment = {**os.environ, "PYTHONHASHSEED": number, "LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", program, str(graphs.HERE), str(folder)]
        subprocess.run(command, check=True, env=environment, cwd=tmp_path)
    for name in ("a.html", "b.html"):
        assert len({(tmp_path / number / name).read_bytes() for number in "123"}) == 1


def test_a_triple_in_two_named_graphs_counts_once(tmp_path: Path) -> None:
    quads = list(graphs.seed())
    first = page_of(quads, tmp_path)
    again = [ox.Quad(q.subject, q.predicate, q.object, ox.NamedNode("http://example.org/g")) for q in quads]
    assert page_of([*quads, *again], tmp_path) == first


def test_triples_serve_as_well_as_a_store(tmp_path: Path) -> None:
    triples = [quad.triple for quad in graphs.seed()]
    assert page_of(triples, tmp_path) == page_of(graphs.seed(), tmp_path)


def test_an_empty_graph_gives_a_page(tmp_path: Path) -> None:
    assert data_of(page_of([], tmp_path))["entities"]["label"] == []


@pytest.mark.parametrize("graph", [graphs.seed(), graphs.hostile()], ids=["seed", "hostile"])
def test_the_page_refers_to_nothing_outside_itself(graph: Any, tmp_path: Path) -> None:
    tags = Tags(page_of(graph, tmp_path, title=graphs.EVIL)).found
    for tag, attributes in tags:
        assert not [name for name in attributes if name.startswith("on") or name in ("style", "srcset", "action")], tag
        assert "src" not in attributes
        assert (attributes.get("href") or "data:,").startswith(("data:,", "#"))
    assert [tag for tag, _ in tags].count("script") == 3
    assert not {"iframe", "object", "img", "base", "form", "embed"} & {tag for tag, _ in tags}


def test_the_policy_allows_only_what_the_page_holds(tmp_path: Path) -> None:
    page = page_of(graphs.seed(), tmp_path)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    rules = dict(rule.strip().split(" ", 1) for rule in policy[1].split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["img-src"] == "data:"
    for name, count in (("script-src", 2), ("style-src", 1)):
        assert re.fullmatch(rf"('sha256-[A-Za-z0-9+/]{{43}}='\s?){{{count}}}", rules[name])
    assert "sourceMappingURL" not in page


def test_vis_network_is_the_copy_of_pyvis(tmp_path: Path) -> None:
    import pyvis

    script = (Path(pyvis.__file__).parent / "lib/vis-9.1.2/vis-network.min.js").read_text(encoding="utf-8")
    assert script.rsplit("\n//# source", 1)[0] in page_of(graphs.seed(), tmp_path)


def test_json_holds_nothing_that_html_could_read() -> None:
    text = as_json({"<!--": "</script>&\u2028\u2029"})
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == {"<!--": "</script>&\u2028\u2029"}


def test_hostile_words_are_kept_as_words(tmp_path: Path) -> None:
    data = data_of(page_of(graphs.hostile(), tmp_path, title=graphs.EVIL))
    links = [link for links in data["entities"]["links"].values() for link in links]
    assert links == [["see", "https://example.org/%3Cscript%3E?a=1&b='x'"]]
    assert "link" not in data["documents"][0]
    text = json.dumps(data, ensure_ascii=False)
    assert not re.search("[\x00-\x08\u202a-\u202e\u2066-\u2069]", text)
    assert max(map(len, data["entities"]["label"])) <= 400


def test_a_page_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    out = tmp_path / "new" / "graph.html"
    render(graphs.seed(), out)
    before = out.read_bytes()
    with pytest.raises(UsageError):
        render(graphs.seed(), out, focus="nobody of this name")
    assert out.read_bytes() == before
    assert [path.name for path in out.parent.iterdir()] == ["graph.html"]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(KgError, match=re.escape(str(tmp_path / "file" / "graph.html"))):
        render(graphs.seed(), tmp_path / "file" / "graph.html")


@pytest.mark.parametrize(
    ("focus", "depth", "labels"),
    [
        ("Parlement", 0, {"Parlement"}),
        ("parlement", 1, {"Parlement", "projet de loi relatif à la responsabilité pénale et à la sécurité intérieure"}),
        ("person/jean-castex", 1, {"Jean Castex", "Premier ministre"}),
        ("https://w3id.org/kg-politique/id/person/jean-castex", 1, {"Jean Castex", "Premier ministre"}),
        ("PA773441", 0, {"Jean Castex"}),
        ("internal security", 0, {"sécurité intérieure"}),
    ],
)
def test_a_focus_opens_on_its_surroundings(focus: str, depth: int, labels: set[str], tmp_path: Path) -> None:
    data = data_of(page_of(graphs.seed(), tmp_path, focus=focus, depth=depth))
    assert {data["entities"]["label"][number] for number in data["open"]} == labels
    assert len(data["entities"]["label"]) > 30


def test_a_name_close_to_another_is_suggested(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"called 'Jean Castez'; did you mean 'Jean Castex'\?"):
        page_of(graphs.seed(), tmp_path, focus="Jean Castez")


def test_a_name_of_several_things_is_refused_with_their_iris(tmp_path: Path) -> None:
    build = graphs.Builder()
    one, two = (build.entity(graphs.ID + key, "Place", "Loire") for key in ("place/a", "place/b"))
    build.statement(build.document(graphs.ID + "document/d", "D", "x"), one, "cites", two)
    with pytest.raises(UsageError, match=r"several entities .*place/a, .*place/b"):
        page_of(build.quads, tmp_path, focus="loire")


def test_a_large_graph_opens_on_its_most_central_part(tmp_path: Path) -> None:
    data = data_of(page_of(graphs.large(400), tmp_path))
    assert 30 <= len(data["open"]) <= 60 < len(data["entities"]["label"])
    placed = [node["id"] for node in data["network"]["nodes"]]
    assert placed == data["open"]


def test_relations_not_asserted_are_drawn_apart(seed_data: dict[str, Any]) -> None:
    edges = {edge["id"]: edge for edge in seed_data["network"]["edges"]}
    looks = {"asserted": None, "planned": [9, 6], "requested": [9, 6], "inferred": [2, 5]}
    seen = set()
    statements = seed_data["statements"]
    for number, modality in enumerate(statements["modality"]):
        line = statements["modalities"][modality] or ("inferred" if statements["flags"][number] & INFERRED else "asserted")
        seen.add(line)
        assert edges[f"s{number}"].get("dashes") == looks[line]
    assert seen == looks.keys()
