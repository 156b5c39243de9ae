"""Writes the second half of ``ontology/shapes.ttl`` from ``ontology/kg.ttl``: run ``python -m kg.lexicon.shapes_generator``.

The shapes above the marker are written by hand; those below follow from the vocabulary: which kinds are entities, and what
stands at the two ends of each object property. A test regenerates them and compares.
"""

from __future__ import annotations

import textwrap
from pathlib import Path

from kg import terms
from kg.errors import OntologyError
from kg.lexicon.files import ontology_root, shown
from kg.lexicon.terms_generator import Ontology

MARKER = "# ── Below this line: generated from kg.ttl by python -m kg.lexicon.shapes_generator ──"
# The hand-written shapes speak of these themselves.
_OWN = frozenset(("evidence", "inDocument", "refersTo", "relatesTo"))


def _classes(kinds: frozenset[str]) -> str:
    each = sorted(kinds)
    if len(each) == 1:
        return f"    sh:class kg:{each[0]}"
    return _wrapped("sh:or ( " + " ".join(f"[ sh:class kg:{kind} ]" for kind in each) + " )")


def _wrapped(words: str) -> str:
    return textwrap.fill(words, 128, initial_indent="    ", subsequent_indent="        ")


def _end(name: str, side: str, kinds: frozenset[str], declared: list[str]) -> str:
    shape = f"kg:{name[0].upper()}{name[1:]}{side.capitalize()}Shape"
    target = "sh:targetSubjectsOf" if side == "domain" else "sh:targetObjectsOf"
    french, english = ("Le sujet", "subject") if side == "domain" else ("L'objet", "object")
    names = [", ".join(terms.LABEL[part][language] for part in declared) for language in (0, 1)]
    return (
        f"{shape} a sh:NodeShape ; {target} kg:{name} ;\n{_classes(kinds)} ;\n"
        f'    sh:message "{french} de kg:{name} doit être : {names[0]}"@fr ,\n'
        f'        "The {english} of kg:{name} must be: {names[1]}"@en .\n'
    )


def generated() -> str:
    """The generated shapes, marker included."""
    onto = Ontology(ontology_root() / "kg.ttl")
    entities = " , ".join(f"kg:{kind}" for kind in sorted(terms.SUBKINDS["Entity"]))
    parts = [f"{MARKER}\n", f"kg:EntityShape sh:targetClass\n{_wrapped(entities)} .\n"]
    for name in sorted(terms.OBJECT_PROPERTIES - _OWN):
        for side, table in (("domain", terms.DOMAIN), ("range", terms.RANGE)):
            if name in table:
                parts.append(_end(name, side, table[name], onto.ends(name, side)))
    return "\n".join(parts)


def generate(path: Path | None = None) -> str:
    """The whole of ``shapes.ttl``: its hand-written head as it stands, and the shapes that the vocabulary implies."""
    path = path or target()
    head, marker, _ = path.read_text(encoding="utf-8").partition(MARKER)
    if not marker:
        raise OntologyError(shown(path), 1, f"the line that opens the generated shapes is missing: {MARKER}")
    return head + generated()


def target() -> Path:
    """The file whose second half is generated."""
    return ontology_root() / "shapes.ttl"


if __name__ == "__main__":
    target().write_text(generate(), encoding="utf-8", newline="\n")
