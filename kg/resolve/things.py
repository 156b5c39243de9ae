"""Things without a register: minted under the document, or under their title where the text quotes it in full."""

from __future__ import annotations

import re

from kg import iris
from kg.lexicon.fold import fold
from kg.model import Entity, Key, Mention
from kg.resolve.context import Context

_SLUG_MAX = 90


def resolve_thing(context: Context, index: int, mention: Mention) -> None:
    """Judge a report, a mission, an event, a provision or a recommendation."""
    if mention.get("keys"):
        context.link(index, mention.get("keys").split("|")[0], reasons=(f"named in {mention.rule}",))
        return
    words = re.sub(r"\s+", " ", context.words(mention))
    kind = mention.kind.lower()
    key, label = "", words
    alt: tuple[str, ...] = ()
    if mention.kind == "Report" and mention.get("title"):
        title = mention.get("title")
        key, alt = f"report/{iris.slug(title)}", (title,)
    elif mention.kind == "Report" and mention.get("number"):
        key = f"{context.document.key}/report/{iris.slug(mention.get('number'))}"
    elif mention.get("noun") and mention.get("deed"):
        label, alt = _done(mention.get("noun"), words[len(mention.get("deed")) :]), (words,)
        key = _key(context, kind, label)
    elif mention.kind == "Mission" and mention.rule == "mission.commissioned":
        label = f"mission sur la {words}" if re.match(r"question", words) else f"mission : {words}"
        alt = (words,)
    key = key or _key(context, kind, words)
    same = _seen(context, mention.kind, words) or _only_titled(context, mention)
    for name in (label, *alt):
        context.names.setdefault((mention.kind, fold(name)), same or key)
    if mention.get("title"):
        context.titled.setdefault(mention.rule, {})[same or key] = None
    context.link(
        index,
        same or key,
        entity=Entity(same or key, mention.kind, label, alt),
        judgement="same" if same else "new",
        reasons=("the same words in this document",) if same else ("minted from its words",),
    )


def _key(context: Context, kind: str, words: str) -> Key:
    """The key of a thing of a document by its words."""
    return f"{context.document.key}/{kind}/{iris.slug(words)[:_SLUG_MAX].strip('-')}"


_CONTRACTED = (
    (r"les ", "des "),
    (r"le ", "du "),
    (r"la ", "de la "),
    (r"l['’]", "de l'"),
    (r"des (?=[aeéèêiouyhAEÉÈÊIOUH])", "d'"),
    (r"des ", "de "),
    (r"(?=une? )", "d'"),
)
_BETWEEN = re.compile(r" (?:[\w'’-]+ )??(?=(?:les|le|la|l['’]|des|une?)\b)")


def _done(noun: str, words: str) -> str:
    """What is done, under its noun: ("limitation", " les exceptions") → "limitation des exceptions"."""
    rest = words[match.end() :] if (match := _BETWEEN.match(words)) else words.strip()
    for pattern, plain in _CONTRACTED:
        if match := re.match(pattern, rest):
            return f"{noun} {plain}{rest[match.end() :]}"
    return f"{noun} {rest}"


def _only_titled(context: Context, mention: Mention) -> Key:
    """ "l'appel à projets" after « appel à projets « Renforcement … » »: the only one of its rule that has a title."""
    if mention.rule != "event.call" or mention.get("title"):
        return ""
    titled = [
        key for key in context.titled.get(mention.rule, ()) if context.entities[key].label.startswith(context.words(mention))
    ]
    return titled[0] if len(titled) == 1 and len(context.titled[mention.rule]) == 1 else ""


def _seen(context: Context, kind: str, words: str) -> Key:
    """The entity of this kind that the document already calls so."""
    return context.names.get((kind, fold(words)), "") if context.names else ""
