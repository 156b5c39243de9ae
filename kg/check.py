"""``kg check``: every file of ``ontology/`` is read and held against its own examples; what is wrong is told by file and line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from kg.errors import OntologyError
from kg.lexicon.fold import fold
from kg.lexicon.rules import Rule
from kg.model import Block, Claim, Document, Finding, Key, Metadata, Related, Span

_DAY = "2021-09-09"
"""The date that examples are read as of, so that "ce jour" and the holder of an office mean something."""
Checker = Callable[[], Iterable[Finding]]


def check() -> list[Finding]:
    """All that is wrong with the jurist's files, file by file; empty where they are sound. One file that cannot be read hides
    none of the others."""
    findings: list[Finding] = []
    for checker in CHECKERS:
        try:
            findings += checker()
        except OntologyError as error:
            fault = _fault(error.path, error.line, error.reason)
            if all(finding.where != fault.where for finding in findings):  # the rules need the tables, and fail with them
                findings.append(fault)
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


def _seated_offices() -> Iterable[Finding]:
    from kg.resolve.offices import seated_offices

    seated_offices()
    return ()


def _recognition_rules() -> Iterable[Finding]:
    """The rules that find mentions: an example must match the pattern where one of the rule's anchors stands, or be found by the
    rule in a whole document (a rule looks at more than its pattern); a counter-example must not be found by it."""
    from kg.recognise import anchored_rules
    from kg.recognise.dates import date_rules

    for rule in (*anchored_rules(), *date_rules()):
        for example in map(_read, rule.examples):
            hit = _matches(rule, example) or rule.id in _mention_rules(_understood(example))
            yield from _judged(rule.path, rule.line, rule.id, hit, False, example)
        for example in map(_read, rule.counter_examples):
            yield from _judged(rule.path, rule.line, rule.id, True, rule.id in _mention_rules(_understood(example)), example)


def _matches(rule: Rule, example: str) -> bool:
    """Whether a rule's pattern matches an example where the rule is tried: at one of its anchors, anywhere where it has none."""
    from kg.lexicon.letters import letters
    from kg.recognise import anchored_rules
    from kg.recognise.lexical import scan

    folded = letters(example)
    if not rule.anchors:
        return rule.pattern.search(folded) is not None
    _, anchors = scan(example, folded, anchored_rules())
    return any(rule in tried and rule.pattern.match(folded, position) for position, tried, _ in anchors)


def _relation_rules() -> Iterable[Finding]:
    """The rules that find relations: an example must give what it ``expects`` ("s predicate o", by labels), else a claim of the
    rule; a counter-example must give no claim of the rule. What yields nothing (a group, an adjunct) has no claim to look for."""
    from kg.relate.rules import relation_rules

    for one in relation_rules():
        rule = one.rule
        if not one.yields:
            continue
        expected = rule.options.get("expects", [])
        for example in map(_read, rule.examples):
            related = _understood(example, one.genre)
            names = _names(related)
            for triple in expected:
                if not any(_says(claim, triple, names) for claim in related.claims):
                    english = f"rule {rule.id}: its example does not give “{triple}”: {example}"
                    french = f"règle {rule.id} : son exemple ne donne pas « {triple} » : {example}"
                    yield _fault(rule.path, rule.line, english, french)
            hit = bool(expected) or any(claim.rule == rule.id for claim in related.claims)
            yield from _judged(rule.path, rule.line, rule.id, hit, False, example)
        for example in map(_read, rule.counter_examples):
            fired = any(claim.rule == rule.id for claim in _understood(example, one.genre).claims)
            yield from _judged(rule.path, rule.line, rule.id, True, fired, example)


def _names(related: Related) -> dict[Key, set[str]]:
    """What each entity is called: its label, and the words of its mentions, folded."""
    names = {entity.key: {fold(entity.label)} for entity in related.resolved.entities}
    for link in related.resolved.links:
        if link.entity:
            names.setdefault(link.entity, set()).add(fold(link.mention.span.of(related.document.text)))
    return names


def _says(claim: Claim, expected: str, names: Mapping[Key, set[str]]) -> bool:
    """Whether a claim is the expected "subject predicate object": the words of either end lie within one of its names; an end
    that is left out may be anything."""
    subject, found, object_ = f" {expected} ".partition(f" {claim.predicate} ")
    ends = ((subject, claim.subject), (object_, claim.object))
    return bool(found) and all(any(fold(words) in name for name in names.get(key, {fold(key)})) for words, key in ends)


def _mention_rules(related: Related) -> set[str]:
    return {mention.rule for mention in related.resolved.recognised.mentions}


def _read(text: str) -> str:
    """An example as the reader hands it on."""
    from kg.read.decode import clean

    return clean(text).text


def _understood(text: str, genre: str = "") -> Related:
    """An example as a document of one day, a paragraph a line."""
    from kg.pipeline import understand

    blocks, start = [], 0
    for line in text.split("\n"):
        blocks.append(Block("paragraph", Span(start, start + len(line))))
        start += len(line) + 1
    return understand(Document("example", "example", text, tuple(blocks), Metadata(date=_DAY, genre=genre or None)))


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


def _theme_words() -> Iterable[Finding]:
    """The words that texts use beside their subject, and the rules that tell where a theme stands."""
    from kg.lexicon.letters import letters
    from kg.relate.theme_words import check_passing, finds, theme_words

    yield from check_passing()
    for rule in theme_words().rules:
        for text in rule.examples:
            yield from _judged(rule.path, rule.line, rule.id, finds(rule, letters(text)), False, text)
        for text in rule.counter_examples:
            yield from _judged(rule.path, rule.line, rule.id, True, finds(rule, letters(text)), text)


def _imports() -> Iterable[Finding]:
    from kg.authority.imports.acts import check_act_names

    return check_act_names()


def _layouts() -> Iterable[Finding]:
    from kg.read.layouts import check_layouts

    return check_layouts()


CHECKERS: tuple[Checker, ...] = (
    _tables,
    _themes,
    _pack,
    _vocabulary,
    _palette,
    _queries,
    _seated_offices,
    _document_rules,
    _recognition_rules,
    _relation_rules,
    _theme_words,
    _imports,
    _layouts,
)
"""What is checked, in the order in which it is told."""
