"""``kg check``: every file of ``ontology/`` is read and held against its own examples; what is wrong is told by file and line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kg.errors import OntologyError
from kg.model import Block, Document, Finding, Span

Checker = Callable[[], Iterable[Finding]]


def check() -> list[Finding]:
    """All that is wrong with the jurist's files, file by file; empty where they are sound. One file that cannot be read hides
    none of the others."""
    findings: list[Finding] = []
    for checker in CHECKERS:
        try:
            findings += checker()
        except OntologyError as error:
            findings.append(_fault(error.path, error.line, error.reason))
    return list(dict.fromkeys(findings))


def _fault(path: str, line: int, message: str, french: str = "") -> Finding:
    return Finding("error", "check", f"{path}:{line}", message, french)


def _tables() -> Iterable[Finding]:
    from kg.lexicon.tables import check_tables

    return check_tables()


def _themes() -> Iterable[Finding]:
    from kg.lexicon.themes import check_themes

    return check_themes()


def _pack() -> Iterable[Finding]:
    from kg.lexicon.pack import load_pack
    from kg.lexicon.pack_check import check_pack

    return check_pack(load_pack())


def _vocabulary() -> Iterable[Finding]:
    """The vocabulary, and what is generated from it."""
    from kg.lexicon import shapes_generator, terms_generator

    for made_by, generate, target, shown in (
        ("kg.lexicon.terms_generator", terms_generator.generate, terms_generator.target, "kg/terms.py"),
        ("kg.lexicon.shapes_generator", shapes_generator.generate, shapes_generator.target, "ontology/shapes.ttl"),
    ):
        if target().read_text(encoding="utf-8") != generate():
            yield _fault(
                shown,
                1,
                f"does not fit ontology/kg.ttl: run python -m {made_by}",
                f"ne correspond plus à ontology/kg.ttl : lancer python -m {made_by}",
            )


def _palette() -> Iterable[Finding]:
    from kg.render.palette import read_palette

    read_palette()
    return ()


def _queries() -> Iterable[Finding]:
    """Each named question is put to an empty graph, on which only a malformed one fails."""
    from kg.errors import QueryError
    from kg.queries import described
    from kg.store import MemoryStore

    with MemoryStore() as store:
        for name, query in described().items():
            try:
                store.query(query.text)
            except QueryError as error:
                yield _fault(f"ontology/queries/{name}.rq", 1, str(error))


def _document_rules() -> Iterable[Finding]:
    """The rules of the reader: letterheads, datelines, genres, contacts."""
    from kg.lexicon.files import line_of_rule, ontology_root
    from kg.read.rules import load, matches

    path = ontology_root() / "rules" / "documents.toml"
    for table, cues in load().cues.items():
        for cue in cues:
            outcomes = matches(table, cue, cue.example), matches(table, cue, cue.counter_example)
            yield from _judged("ontology/rules/documents.toml", line_of_rule(path, cue.id), cue.id, *outcomes)


def _recognition_rules() -> Iterable[Finding]:
    """The rules that find mentions: an example must match the pattern, or be found by the rule as a whole document (a rule looks
    at more than its pattern); a counter-example must not be found by it."""
    from kg.lexicon.letters import letters
    from kg.read.decode import clean
    from kg.recognise import anchored_rules

    for rule in anchored_rules():
        for example in (clean(text).text for text in rule.examples):
            hit = rule.pattern.search(letters(example)) is not None or rule.id in _fired(example)
            yield from _judged(rule.path, rule.line, rule.id, hit, False, example)
        for example in (clean(text).text for text in rule.counter_examples):
            yield from _judged(rule.path, rule.line, rule.id, True, rule.id in _fired(example), example)


def _fired(text: str) -> set[str]:
    """The rules that found something in a text."""
    from kg.recognise import recognise
    from kg.segment import segment

    document = Document("example", "example", text, (Block("paragraph", Span(0, len(text))),))
    return {mention.rule for mention in recognise(segment(document)).mentions}


def _judged(path: str, line: int, rule: str, found: bool, found_counter: bool, text: str = "") -> Iterator[Finding]:
    shown = f": {text}" if text else ""
    if not found:
        yield _fault(
            path, line, f"rule {rule}: its example is not found{shown}", f"règle {rule} : son exemple n'est pas trouvé{shown}"
        )
    if found_counter:
        yield _fault(
            path,
            line,
            f"rule {rule}: its counter-example is found{shown}",
            f"règle {rule} : son contre-exemple est trouvé{shown}",
        )


CHECKERS: tuple[Checker, ...] = (
    _tables,
    _themes,
    _pack,
    _vocabulary,
    _palette,
    _queries,
    _document_rules,
    _recognition_rules,
)
"""What is checked, in the order in which it is told."""
