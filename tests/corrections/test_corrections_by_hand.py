"""``corrections.toml``: what is decided by hand is checked with file and line, holds in the graph, and survives rebuilds."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from texts import document

from kg import build, cli, open_graph
from kg.corrections import NONE, Corrections, beside, read
from kg.errors import OntologyError
from kg.model import Related
from kg.pipeline import understand

ANSWER = "Mme Martin a répondu. Mme Élise Zzyx a reçu M. Jean Castex."


def written(folder: Path, text: str) -> Path:
    path = folder / "corrections.toml"
    path.write_text(text, encoding="utf-8")
    return path


def corrected(tmp_path: Path, toml: str, text: str = ANSWER, date: str = "2023-09-09") -> Related:
    return understand(document(text, date), Corrections(tuple(read(written(tmp_path, toml)))))


def linked(related: Related, words: str) -> str | None:
    (found,) = [one for one in related.resolved.links if one.mention.span.of(related.document.text) == words]
    return found.entity


def test_words_accepted_as_an_entity_name_it_and_say_who_decided(tmp_path: Path) -> None:
    accepted = '[[accept]]\nwords = "Martin"\nentity = "person/elisa-martin"\nwhy = "she signed the letter"\n'
    whole = corrected(tmp_path, accepted)

    assert linked(understand(document(ANSWER, "2023-09-09")), "Martin") is None
    assert linked(whole, "Martin") == "person/elisa-martin"
    (link,) = [one for one in whole.resolved.links if one.entity == "person/elisa-martin"]
    assert link.reasons == ("accepted by hand (corrections.toml:1): she signed the letter",)
    assert link.candidates


def test_a_correction_of_one_document_leaves_the_others_alone(tmp_path: Path) -> None:
    accepted = '[[accept]]\ndocument = "autre.md"\nwords = "Martin"\nentity = "person/elisa-martin"\nwhy = "x"\n'

    assert linked(corrected(tmp_path, accepted), "Martin") is None
    assert linked(corrected(tmp_path, accepted.replace("autre.md", "texte.md")), "Martin") == "person/elisa-martin"


def test_words_rejected_for_an_entity_name_nobody_and_nothing_is_said_of_it(tmp_path: Path) -> None:
    rejected = '[[reject]]\nwords = "Jean Castex"\nentity = "person/jean-castex"\nwhy = "a namesake"\n'
    whole = corrected(tmp_path, rejected)

    assert linked(whole, "Jean Castex") is None
    assert "person/jean-castex" not in {entity.key for entity in whole.resolved.entities}
    assert not [claim for claim in whole.claims if "person/jean-castex" in (claim.subject, claim.object)]


def test_merged_entities_are_one_with_the_names_of_both(tmp_path: Path) -> None:
    merged = '[[merge]]\nentity = "person/elise-zzyx"\ninto = "person/elisa-martin"\nwhy = "her name before she married"\n'
    whole = corrected(tmp_path, merged)
    (entity,) = [one for one in whole.resolved.entities if one.key == "person/elisa-martin"]

    assert linked(whole, "Élise Zzyx") == "person/elisa-martin"
    assert entity.label == "Élisa Martin"
    assert "Élise Zzyx" in entity.alt_labels
    assert "person/elise-zzyx" not in {one.key for one in whole.resolved.entities}


def test_a_name_split_off_in_a_document_is_another_entity_there(tmp_path: Path) -> None:
    split = (
        '[[split]]\nentity = "person/jean-castex"\ndocument = ["texte.md"]\ninto = "person/jean-castex-medecin"\n'
        'label = "Jean Castex (médecin)"\nwhy = "a doctor"\n'
    )
    whole = corrected(tmp_path, split)
    (entity,) = [one for one in whole.resolved.entities if one.key == "person/jean-castex-medecin"]

    assert linked(whole, "Jean Castex") == "person/jean-castex-medecin"
    assert (entity.label, entity.identifiers, entity.same_as) == ("Jean Castex (médecin)", (), ())
    assert "person/jean-castex" not in {one.key for one in whole.resolved.entities}


def test_a_statement_is_rejected_or_accepted_by_what_it_says_or_by_its_key(tmp_path: Path) -> None:
    plain = understand(document(ANSWER, "2023-09-09"))
    (met,) = [claim for claim in plain.claims if claim.predicate == "met"]
    triple = f'subject = "{met.subject}"\npredicate = "met"\nobject = "{met.object}"\nwhy = "x"\n'

    rejected = corrected(tmp_path, f"[[reject_statement]]\n{triple}")
    assert "met" not in {claim.predicate for claim in rejected.claims}
    (sure,) = [one for one in corrected(tmp_path, f"[[accept_statement]]\n{triple}").claims if one.predicate == "met"]
    assert (met.confidence < 1, sure.confidence) == (True, 1.0)
    from kg import iris

    key = iris.statement_key(plain.document.key, met.subject, "met", met.object, met.date, met.modality)
    by_key = corrected(tmp_path, f'[[reject_statement]]\nstatement = "{key}"\nwhy = "x"\n')
    assert "met" not in {claim.predicate for claim in by_key.claims}


FAULTS = [
    ("[[accept]\n", 1, "Expected"),
    ("\n[[agree]]\nwords = 'x'\n", 2, "no table [[agree]]"),
    ("accept = 1\n", 1, "no table [[accept]]"),
    ("# x\n\n[[accept]]\nwords = 'x'\nwhy = 'x'\n", 3, "entity is missing"),
    ("[[accept]]\nwords = 'x'\nentity = 'Castex'\nwhy = 'x'\n", 1, "is no key"),
    ("[[accept]]\nwords = 'x'\nentity = 'person/x'\nwhy = 'x'\n\n[[accept]]\nword = 'x'\n", 6, "no field 'word'"),
    ("[[accept]]\nwords = 'x'\nentity = 'person/x'\nwhy = ' '\n", 1, "why must be a text"),
    ("[[merge]]\nentity = 'person/x'\ninto = 'person/x'\nwhy = 'x'\n", 1, "are the same"),
    ("[[split]]\nentity = 'person/x'\ninto = 'person/y'\nlabel = 'Y'\nwhy = 'x'\n", 1, "document is missing"),
    ("[[split]]\nentity = 'person/x'\ninto = 'person/y'\nlabel = 'Y'\ndocument = 3\nwhy = 'x'\n", 1, "a list of names"),
    ("[[reject_statement]]\nwhy = 'x'\n", 1, "give either statement"),
    ("[[reject_statement]]\nsubject = 'person/x'\nwhy = 'x'\n", 1, "give either statement"),
    (
        "[[reject_statement]]\nsubject = 'person/x'\npredicate = 'mets'\nobject = 'person/y'\nwhy = 'x'\n",
        1,
        "no predicate 'mets'",
    ),
]


@pytest.mark.parametrize(("toml", "line", "reason"), FAULTS)
def test_a_faulty_correction_is_named_by_file_and_line(tmp_path: Path, toml: str, line: int, reason: str) -> None:
    path = written(tmp_path, toml)
    with pytest.raises(OntologyError) as found:
        read(path)
    assert (found.value.path, found.value.line) == (str(path), line)
    assert reason in found.value.reason


A, B, C = "person/a", "person/b", "person/c"
WORDS, ON_ONE = "words = 'x'\nentity = '{}'", "words = 'x'\nentity = '{}'\ndocument = '{}'"
TRIPLE = f"subject = '{A}'\npredicate = 'met'\nobject = '{B}'"
SPLIT = "entity = 'person/a'\ninto = '{}'\nlabel = 'A'\ndocument = ['x.md', 'y.md']"
CONTRADICTIONS = [
    ("accept", WORDS.format(A), "accept", WORDS.format(B), "which says person/a"),
    ("reject", WORDS.format(A), "accept", WORDS.format(A), "which says rejected"),
    ("accept", WORDS.format(A), "reject", WORDS.format(A), "which says accepted"),
    ("accept", ON_ONE.format(A, "x.md"), "reject", ON_ONE.format(A, "x.md"), "which says accepted"),
    ("merge", f"entity = '{A}'\ninto = '{B}'", "merge", f"entity = '{B}'\ninto = '{C}'", "is itself merged"),
    ("merge", f"entity = '{A}'\ninto = '{B}'", "merge", f"entity = '{A}'\ninto = '{C}'", "which says person/b"),
    ("split", SPLIT.format(B), "split", SPLIT.format(C), "which says person/b"),
    ("split", SPLIT.format(B), "merge", f"entity = '{B}'\ninto = '{C}'", "is itself merged"),
    ("accept_statement", TRIPLE, "reject_statement", TRIPLE, "which says accepted"),
]


@pytest.mark.parametrize(("first", "one", "second", "other", "reason"), CONTRADICTIONS)
def test_decisions_that_contradict_each_other_are_refused_by_file_and_line(
    tmp_path: Path, first: str, one: str, second: str, other: str, reason: str
) -> None:
    path = written(tmp_path, f"[[{first}]]\n{one}\nwhy = 'x'\n\n[[{second}]]\n{other}\nwhy = 'x'\n")
    with pytest.raises(OntologyError, match=reason) as found:
        beside([tmp_path])
    lines = path.read_text(encoding="utf-8").split("\n")
    assert found.value.path == str(path)
    assert lines[found.value.line - 1].startswith("[[")


TWO_NAMES = [
    (ON_ONE.format("person/elisa-martin", "texte.md"), "reject", ON_ONE.format("person/elisa-martin", "document/texte")),
    (ON_ONE.format("person/elisa-martin", "texte"), "accept", ON_ONE.format("person/jean-castex", "texte.md")),
]


@pytest.mark.parametrize(("one", "second", "other"), TWO_NAMES)
def test_a_document_under_two_names_shows_the_contradiction(tmp_path: Path, one: str, second: str, other: str) -> None:
    with pytest.raises(OntologyError, match="which says"):
        corrected(tmp_path, f"[[accept]]\n{one}\nwhy = 'x'\n[[{second}]]\n{other}\nwhy = 'x'\n")


@pytest.mark.parametrize("reverse", [False, True])
def test_a_decision_on_a_document_is_an_exception_to_one_on_all(tmp_path: Path, reverse: bool) -> None:
    everywhere = '[[accept]]\nwords = "Martin"\nentity = "person/elisa-martin"\nwhy = "x"\n'
    here = '[[reject]]\nwords = "Martin"\nentity = "person/elisa-martin"\ndocument = "texte.md"\nwhy = "x"\n'
    other = here.replace("reject", "accept").replace("elisa-martin", "jean-martin")
    for exception, expected in ((here, None), (other, "person/jean-martin")):
        texts = [everywhere, exception][:: -1 if reverse else 1]
        assert linked(corrected(tmp_path, "".join(texts)), "Martin") == expected


KINDS = [
    ("merge", "entity = 'person/x'\ninto = 'organisation/x'", "person/x is Person, organisation/x is Organisation"),
    ("merge", "entity = 'document/a/mission/x'\ninto = 'bill/x'", "is Mission, bill/x is Bill"),
    ("split", "entity = 'law/x'\ninto = 'bill/x'\nlabel = 'X'\ndocument = 'a'", "law/x is Law, bill/x is Bill"),
    ("merge", "entity = 'document/a'\ninto = 'document/b'", "a document is none of the things"),
    ("accept", "words = 'x'\nentity = 'preson/x'", "keys begin with one of"),
    ("accept", "words = 'x'\nentity = 'person/x'\ndocument = []", "document names none"),
]


@pytest.mark.parametrize(("action", "fields", "reason"), KINDS)
def test_things_of_two_kinds_are_not_made_one(tmp_path: Path, action: str, fields: str, reason: str) -> None:
    path = written(tmp_path, f"[[{action}]]\n{fields}\nwhy = 'x'\n")
    with pytest.raises(OntologyError, match=reason) as found:
        beside([tmp_path])
    assert (found.value.path, found.value.line) == (str(path), 1)


@pytest.mark.parametrize(("content", "line"), [(f"x = 1\ny = {'[' * 50_000}", 2), (f"x = 1\n\ny = {'9' * 5_000}", 3)])
def test_values_beyond_what_a_parser_holds_are_named_by_line(tmp_path: Path, content: str, line: int) -> None:
    path = written(tmp_path, content)
    with pytest.raises(OntologyError, match=r"nested too deep|too many digits") as found:
        read(path)
    assert (found.value.path, found.value.line) == (str(path), line)


@pytest.mark.parametrize("what", ["folder", "link", "loop", "pipe"])
def test_what_stands_where_the_decisions_are_kept_is_not_passed_over(
    tmp_path: Path, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    docs, path = tmp_path / "docs", tmp_path / "docs" / "corrections.toml"
    docs.mkdir()
    (docs / "a.md").write_text(ANSWER, encoding="utf-8")
    if what == "folder":
        path.mkdir()
    elif what == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(tmp_path / "nowhere" if what == "link" else path)

    assert cli.run(["build", str(docs), "-o", str(tmp_path / "out")]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"{path}:1: ")
    assert "decisions by hand" in said


def test_decisions_in_a_folder_below_are_told_since_they_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "docs" / "below").mkdir(parents=True)
    (tmp_path / "docs" / "below" / "a.md").write_text(ANSWER, encoding="utf-8")
    below = written(tmp_path / "docs" / "below", "")
    report = build([tmp_path / "docs"], tmp_path / "out")

    assert [(one.where, report.exit_code) for one in report.refused] == [(str(below), 1)]
    assert "beside" in report.refused[0].message
    assert build([tmp_path / "docs", tmp_path / "docs" / "below"], tmp_path / "out").exit_code == 0


def test_without_a_file_nothing_is_corrected_and_nothing_is_built_again(tmp_path: Path) -> None:
    assert beside([tmp_path]) == NONE
    assert NONE.digest() == ""


LABELS = "SELECT ?label { ?mention kg:quote 'Martin' ; kg:refersTo ?who . ?who rdfs:label ?label }"
PREFIXES = "PREFIX kg: <https://w3id.org/kg-politique/ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "


def answer(out: Path) -> list[str]:
    with open_graph(out) as graph:
        return sorted(row[0].value for row in graph.query(PREFIXES + LABELS).rows)


def test_the_graph_follows_the_file_through_builds_and_rebuilds(tmp_path: Path) -> None:
    folder, out = tmp_path / "docs", tmp_path / "out"
    folder.mkdir()
    (folder / "a.md").write_text(f"---\ndate: 2023-09-09\n---\n\n{ANSWER}\n", encoding="utf-8")
    (folder / "b.md").write_text("---\ndate: 2023-09-10\n---\n\nLe Premier ministre a répondu.\n", encoding="utf-8")
    accepted = '[[accept]]\ndocument = "a.md"\nwords = "Martin"\nentity = "person/elisa-martin"\nwhy = "x"\n'

    build([folder], out)
    assert answer(out) == []
    written(folder, accepted)
    report = build([folder], out)
    assert (report.exit_code, len(report.documents)) == (0, 2)
    assert answer(out) == ["Élisa Martin"]
    first = (out / "graph.ttl").read_bytes()
    build([folder], out)
    assert (out / "graph.ttl").read_bytes() == first
    build([folder], out, cache=False, workers=2)
    assert (out / "graph.ttl").read_bytes() == first

    written(folder, accepted.replace("words", "word"))
    with pytest.raises(OntologyError, match=r"corrections\.toml:1: \[\[accept\]\]: no field 'word'"):
        build([folder], out)
    assert (out / "graph.ttl").read_bytes() == first

    (folder / "corrections.toml").unlink()
    build([folder], out)
    assert answer(out) == []
    shutil.rmtree(out)
