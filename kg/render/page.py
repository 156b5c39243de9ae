"""The page's bytes: our template, the styles and scripts beside it, pyvis's copy of vis-network, and the data as JSON.

The policy in the page's head (Content Security Policy Level 3) allows the two scripts and the one style sheet by their
digests and nothing else: no request leaves the page, and no script in the data could run.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import html
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Template
from typing import Any

from kg.errors import KgError
from kg.render.drawing import legible, wrapped
from kg.render.palette import OTHER, Palette, words_of
from kg.render.passages import showable
from kg.render.reading import Relation, Thing, View

TEMPLATES = Path(__file__).resolve().parent / "templates"
SCRIPTS = (
    "model.js",
    "words.js",
    "state.js",
    "elements.js",
    "picture.js",
    "details.js",
    "panel.js",
    "legend.js",
    "finder.js",
    "table.js",
    "start.js",
)
"""The page's own scripts, in the order in which they run."""
_ESCAPES = (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029"))


def content(
    view: View, network: Any, shown: Sequence[int], palette: Palette, labels: Mapping[str, tuple[str, str]], title: str
) -> dict[str, Any]:
    """All that the scripts read, as values of JSON; ``network`` is the pyvis network of the view."""
    numbers = {iri: number for number, iri in enumerate(view.documents)}
    counts: dict[str, int] = {}
    for thing in view.things:
        counts[thing.kind] = counts.get(thing.kind, 0) + 1
    predicates = {}
    for name in sorted({relation.predicate for relation in view.relations}):
        french, english = labels.get(name, ("", ""))
        predicates[name] = [showable(french or english or words_of(name)), showable(english or french or words_of(name))]
    widths = {name: max(map(len, both)) for name, both in predicates.items()}
    nodes, edges, _, _, _, options = network.get_network_data()
    return {
        "title": showable(title),
        "kinds": [
            {"id": kind.id, "fr": kind.fr, "en": kind.en, "color": kind.color, "shape": kind.shape, "count": counts[kind.id]}
            for kind in palette.kinds.values()
            if counts.get(kind.id)
        ],
        "lines": [
            {"id": line.id, "fr": line.fr, "en": line.en, "dashes": list(line.dashes), "color": line.color}
            for line in palette.lines.values()
        ],
        "predicates": predicates,
        "documents": list(view.documents.values()),
        "passages": [
            [numbers.get(document, -1), text, *([int(before), int(after)] if before or after else [])]
            for document, text, before, after in view.passages
        ],
        "entities": [_entity(thing) for thing in view.things],
        "statements": [_statement(relation, numbers) for relation in view.relations],
        "network": {"nodes": nodes, "edges": edges, "options": json.loads(options)},
        "leftOut": view.left_out,
        "open": list(shown),
        "named": legible(view.things, view.relations, network, widths),
    }


def _entity(thing: Thing) -> dict[str, Any]:
    row: dict[str, Any] = {"iri": thing.iri, "kind": thing.kind or OTHER, "label": thing.label}
    if thing.label_en:
        row["en"] = thing.label_en
        row["enShort"] = wrapped(thing.label_en)
    for name, value in (
        ("alt", thing.alt),
        ("ids", thing.identifiers),
        ("links", thing.links),
        ("mandates", thing.mandates),
        ("mentions", thing.mentions),
    ):
        if value:
            row[name] = value
    if thing.mentioned > len(thing.mentions):
        row["mentioned"] = thing.mentioned
    return row


def _statement(relation: Relation, numbers: Mapping[str, int]) -> dict[str, Any]:
    row: dict[str, Any] = {"s": relation.subject, "p": relation.predicate, "o": relation.object}
    for name in ("iri", "date", "start", "end", "modality", "inferred", "rule", "confidence", "record_field"):
        value = getattr(relation, name)
        if value:
            row["field" if name == "record_field" else name] = value
    if relation.evidence:
        row["evidence"] = relation.evidence
    if relation.sources:
        row["sources"] = [numbers[source] for source in relation.sources]
    return row


def as_json(data: Any) -> str:
    """JSON that no HTML parser can take for markup: "<", ">", "&" and JavaScript's line separators are escaped."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character, escape in _ESCAPES:
        text = text.replace(character, escape)
    return text


def assemble(title: str, data: Mapping[str, Any], vis: str) -> bytes:
    """The whole page in UTF-8."""
    own = "".join(_read(name) for name in SCRIPTS)
    script = f'(function () {{\n"use strict";\nconst KG = {{}};\n{own}}}());\n'
    style = _read("page.css")
    for name, code in (("vis-network", vis), ("the page's script", script)):
        if "</script" in code.lower() or "<!--" in code:
            raise KgError(f"{name} cannot stand inside an HTML script element: it holds a script tag or a comment mark")
    policy = (
        f"default-src 'none'; script-src {_digest(vis)} {_digest(script)}; style-src {_digest(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    page = Template(_read("page.html")).substitute(
        policy=policy,
        title=html.escape(showable(title)),
        style=style,
        data=as_json(data),
        vis=vis,
        script=script,
    )
    return page.encode("utf-8", "replace")


def write(out: Path, page: bytes) -> None:
    """Puts the page in place in one step: a reader of ``out`` sees the old page or the new one, never a part."""
    partial = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(page)
        os.replace(partial, out)
    except OSError as error:
        raise KgError(f"{out}: cannot be written: {error.strerror or error}") from error
    finally:
        with contextlib.suppress(OSError):
            partial.unlink()


def _read(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _digest(code: str) -> str:
    """The source expression that allows exactly this inline code."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode('utf-8')).digest()).decode()}'"
