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
from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Any

from kg.errors import KgError
from kg.render.texts import showable

TEMPLATES = Path(__file__).resolve().parent / "templates"
SCRIPTS = (
    "model.js",
    "grow.js",
    "words.js",
    "dates.js",
    "search.js",
    "filters.js",
    "live.js",
    "state.js",
    "history.js",
    "elements.js",
    "placing.js",
    "picture.js",
    "keys.js",
    "details.js",
    "relations.js",
    "panel.js",
    "combo.js",
    "finder.js",
    "paths.js",
    "reader.js",
    "timeline.js",
    "facets.js",
    "table.js",
    "turtle.js",
    "take.js",
    "link.js",
    "help.js",
    "start.js",
)
"""The page's own scripts, in the order in which they run."""
_ESCAPES = (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029"))


def as_json(data: Any) -> str:
    """JSON that no HTML parser can take for markup: "<", ">", "&" and JavaScript's line separators are escaped."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character, escape in _ESCAPES:
        text = text.replace(character, escape)
    return text


def assemble(title: str, data: Mapping[str, Any], vis: str, connect: str = "") -> bytes:
    """The whole page in UTF-8. ``connect`` is whom its scripts may ask, as a source expression of the policy; nobody else."""
    own = "".join(_read(name) for name in SCRIPTS)
    script = f'(function () {{\n"use strict";\nconst KG = {{}};\n{own}}}());\n'
    style = _read("page.css")
    for name, code in (("vis-network", vis), ("the page's script", script)):
        if "</script" in code.lower() or "<!--" in code:
            raise KgError(f"{name} cannot stand inside an HTML script element: it holds a script tag or a comment mark")
    policy = (
        f"default-src 'none'; script-src {_digest(vis)} {_digest(script)}; style-src {_digest(style)}; "
        f"img-src data:; base-uri 'none'; form-action 'none'{f'; connect-src {connect}' if connect else ''}"
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
