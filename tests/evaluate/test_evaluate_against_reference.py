"""The figures are those of the reference scorer, on graphs made from the gold with every sort of fault put in at random."""

from __future__ import annotations

import importlib.util
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.evaluate import as_dict, lay_out, score_graph
from kg.evaluate.gold import Gold, GoldEntity, read_gold
from kg.pipeline import build

GOLD = Path(__file__).resolve().parents[2].parent / "shared" / "gold"
PREFIXES = """@prefix kg: <https://w3id.org/kg-politique/ns#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
"""
ADDRESS = {
    "wikidata": "owl:sameAs <http://www.wikidata.org/entity/{}>",
    "an": 'dcterms:identifier "{}"',
    "cog": "owl:sameAs <http://id.insee.fr/geo/departement/{}>",
    "jorftext": 'dcterms:identifier "{}"',
    "legitext": "rdfs:seeAlso <https://www.legifrance.gouv.fr/codes/id/{}>",
    "celex": "owl:sameAs <http://publications.europa.eu/resource/celex/{}>",
    "eli": "owl:sameAs <{}>",
}
KINDS = ("Person", "Organisation", "Office", "Law", "Decree", "Bill", "Mission", "Report", "Provision", "Amendment", "Event")
pytestmark = pytest.mark.skipif(not GOLD.exists(), reason="the gold sets (../shared/gold) are not here")


def text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


class Forger:
    """Writes the Turtle of a graph that says what the gold says, a share ``faults`` of it wrong, twice or not at all."""

    def __init__(self, seed: int, faults: float) -> None:
        self.chance = random.Random(seed)
        self.faults = faults
        self.lines: list[str] = []
        self.serial = 0

    def wrong(self) -> bool:
        return self.chance.random() < self.faults

    def fresh(self, kind: str) -> str:
        self.serial += 1
        return f"http://example.org/{kind}/{self.serial}"

    def graph(self, golds: list[Gold]) -> str:
        for gold in golds:
            if self.chance.random() >= self.faults / 4:
                self.document(gold)
        self.chance.shuffle(self.lines)
        return PREFIXES + "\n".join(self.lines)

    def document(self, gold: Gold) -> None:
        self.words = " ".join(form for entity in gold.entities for form in entity.names)
        iri = self.fresh("document")
        source = f"some/folder/{gold.stem}.md" + ("#part" if self.wrong() else "")
        self.lines.append(f"<{iri}> a kg:Document ; dcterms:source {text(source)} ; kg:text {text(self.words)} .")
        made: dict[str, str] = {}
        for entity in gold.entities:
            for _ in range(1 + self.wrong()):
                if not self.wrong():
                    made[entity.id] = self.entity(iri, entity)
        for relation in gold.relations:
            subject, object_ = made.get(relation.subject), made.get(relation.object)
            if subject and object_ and not self.wrong():
                self.statement(iri, subject, relation.predicate, object_, denied=relation.denied != self.wrong())
        anything = [*made.values(), self.fresh("unknown")]
        for _ in range(len(made) // 4):
            if self.wrong():
                predicate = self.chance.choice(("met", "adopts", "authorOf", "cites", "requests"))
                self.statement(iri, self.chance.choice(anything), predicate, self.chance.choice(anything), denied=self.wrong())
        for theme in gold.themes:
            if not self.wrong():
                concept = self.fresh("theme")
                label = self.chance.choice((theme.label, *theme.surfaces)) if not self.wrong() else "pêche"
                match = (
                    f" ; skos:exactMatch <http://eurovoc.europa.eu/{theme.eurovoc}>" if theme.eurovoc and not self.wrong() else ""
                )
                self.lines.append(f"<{concept}> a kg:Theme ; skos:prefLabel {text(label)}@fr{match} .")
                self.statement(iri, iri, "about", concept, denied=False)

    def entity(self, document: str, entity: GoldEntity) -> str:
        iri = self.fresh(entity.kind.lower())
        kind = self.chance.choice(KINDS) if self.wrong() else entity.kind
        label = self.chance.choice(entity.names)
        if self.wrong():
            label = " ".join(word for word in label.split() if not self.wrong()) or "rien"
        self.lines.append(f"<{iri}> a kg:{kind} ; rdfs:label {text(label)}@fr ; skos:altLabel {text(entity.name.upper())} .")
        for scheme, value in entity.ids.items():
            if not self.wrong():
                value = value[:-1] + "9" if self.wrong() else value
                self.lines.append(f"<{iri}> {ADDRESS[scheme].format(value)} .")
        if entity.became and not self.wrong():
            law = self.fresh("law")
            self.lines.append(f"<{iri}> kg:becameLaw <{law}> .")
            self.lines.append(f"<{law}> a kg:Law ; dcterms:identifier {text(entity.became.get('jorftext', 'NOR1'))} .")
        if not self.wrong():
            quote = self.chance.choice(entity.surfaces)
            self.lines.append(
                f"<{self.fresh('mention')}> a kg:Mention ; kg:refersTo <{iri}> ; {self.selector(document, quote)} ."
            )
        return iri

    def selector(self, document: str, quote: str) -> str:
        start = max(0, self.words.find(quote)) + self.wrong()
        return f"kg:inDocument <{document}> ; kg:quote {text(quote)} ; kg:start {start} ; kg:end {start + len(quote)}"

    def statement(self, document: str, subject: str, predicate: str, object_: str, *, denied: bool) -> None:
        iri = self.fresh("statement")
        modality = ' ; kg:modality "denied"' if denied else ' ; kg:modality "planned"' if self.wrong() else ""
        inferred = " ; kg:inferred true" if self.wrong() else ""
        self.lines.append(
            f"<{iri}> a kg:Statement ; rdf:subject <{subject}> ; rdf:predicate kg:{predicate} ; rdf:object <{object_}> ; "
            f"prov:wasDerivedFrom <{document}>{modality}{inferred} ."
        )
        for _ in range(1 + self.wrong()):
            if not self.wrong():
                quote = self.fresh("quote")
                self.lines.append(f"<{iri}> kg:evidence <{quote}> .")
                self.lines.append(f"<{quote}> a kg:Evidence ; {self.selector(document, self.words[:20])} .")


@pytest.fixture(scope="module")
def reference() -> Callable[[Path], dict[str, Any]]:
    """The reference scorer's own figures for a graph."""
    spec = importlib.util.spec_from_file_location("reference_scorer", GOLD / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    def figures(graph: Path) -> dict[str, Any]:
        printed: list[str] = []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("sys.argv", ["score.py", str(graph), str(GOLD / "gold"), str(GOLD / "texts"), "--json"])
            patch.setattr("builtins.print", lambda *words, **_: printed.append(" ".join(map(str, words))))
            assert module.main() == 0
        content: dict[str, Any] = json.loads(printed[0])
        return content

    return figures


@pytest.fixture(scope="module")
def golds() -> list[Gold]:
    return read_gold(GOLD / "gold")


@pytest.mark.parametrize("faults", [0.05, 0.15, 0.3, 0.5])
@pytest.mark.parametrize("seed", range(8))
def test_figures_equal_the_reference_on_graphs_with_random_faults(
    seed: int, faults: float, reference: Callable[[Path], dict[str, Any]], golds: list[Gold], tmp_path: Path
) -> None:
    graph = tmp_path / "graph.ttl"
    graph.write_text(Forger(seed, faults).graph(golds), encoding="utf-8")

    assert as_dict(score_graph(graph, golds)) == reference(graph)


def test_a_graph_that_says_what_the_gold_says_misses_nothing(golds: list[Gold], tmp_path: Path) -> None:
    graph = tmp_path / "graph.ttl"
    graph.write_text(Forger(1, 0.0).graph(golds), encoding="utf-8")

    figures = as_dict(score_graph(graph, golds))

    assert figures["documents_missing"] == 0
    assert figures["entities_all"]["R"] == figures["relations_all"]["R"] == figures["themes"]["R"] == 1.0
    assert "wrong" not in figures["links"]


def test_the_forged_faults_move_every_figure(golds: list[Gold], tmp_path: Path) -> None:
    graph = tmp_path / "graph.ttl"
    graph.write_text(Forger(7, 0.3).graph(golds), encoding="utf-8")

    scores = score_graph(graph, golds)

    assert {fault.sort for fault in scores.faults} == {
        *("missed", "false", "missed relation", "false relation", "wrong link", "missing link", "missed theme"),
    }
    assert scores.invalid > 0


def test_figures_equal_the_reference_on_the_graph_that_a_build_writes(
    reference: Callable[[Path], dict[str, Any]], golds: list[Gold], tmp_path: Path
) -> None:
    lay_out(GOLD / "texts", golds, tmp_path / "sources")
    build([tmp_path / "sources"], tmp_path / "out")
    graph = tmp_path / "out" / "graph.ttl"

    assert as_dict(score_graph(graph, golds)) == reference(graph)
