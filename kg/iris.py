"""Every IRI that the project mints: the namespaces, the slug, and one function a kind of thing.

A *key* is an IRI below ``id:`` without that prefix. The base is configurable so that a publisher can mint under a name of
its own; nothing else in the package spells an IRI.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from urllib.parse import quote

KG = "https://w3id.org/kg-politique/ns#"
ID = "https://w3id.org/kg-politique/id/"
_UNSLUG = re.compile(r"[^a-z0-9]+")
_LIGATURES = str.maketrans(
    {"’": "'", "‘": "'", "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l"}
)
FOLDERS: Mapping[str, str] = {
    **{kind.lower(): kind for kind in ("Person", "Organisation", "Office", "Mandate", "Constituency", "Place", "Theme")},
    **{kind.lower(): kind for kind in ("Bill", "Law", "Code", "Ordinance", "Decree", "Constitution", "Treaty", "Amendment")},
    **{kind.lower(): kind for kind in ("Article", "Provision", "Report", "Mission", "Recommendation", "Event", "Vote")},
    "eu": "EUAct",
    "decision": "CourtDecision",
}
"""The folders of keys, and the class of what lies in each."""
MAX_SLUG = 120
"""Longest slug, in characters; a longer one is cut at a word and closed with a digest of the whole."""


def slug(name: str) -> str:
    """``name`` in ASCII, lower case and hyphens (NFKD). Names without a Latin letter or digit get a digest, so that two
    of them never meet in an empty slug."""
    folded = unicodedata.normalize("NFKD", name.translate(_LIGATURES)).encode("ascii", "ignore").decode().lower()
    out = _UNSLUG.sub("-", folded).strip("-")
    if not out:
        return "x" + digest(name)
    if len(out) > MAX_SLUG:
        out = out[:MAX_SLUG].rsplit("-", 1)[0] + "-" + digest(out)
    return out


def kind_of(key: str) -> str:
    """The class that the folder of a key tells, "" where it tells none: ``document/a/mission/b`` → "Mission"."""
    parts = key.split("/")
    if parts[0] == "document":
        return FOLDERS.get(parts[2], "") if len(parts) > 3 else "Document" if len(parts) == 2 else ""
    return FOLDERS.get(parts[0], "")


def digest(*parts: str) -> str:
    """Twelve hexadecimal digits that depend on the parts and their order alone."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]


_UNQUOTED = re.compile(r"[A-Za-z0-9/._~:-]*")


def iri(key: str, base: str = ID) -> str:
    """The IRI of a key: ``person/jean-castex`` → ``https://…/id/person/jean-castex``."""
    return base + (key if _UNQUOTED.fullmatch(key) else quote(key, safe="/-._~:", errors="replace"))


def mention_key(document: str, start: int, end: int) -> str:
    """The key of a mention, under its document's key."""
    return f"{document}/mention/{start}-{end}"


def quote_key(document: str, start: int, end: int) -> str:
    """The key of a piece of evidence, under its document's key."""
    return f"{document}/quote/{start}-{end}"


def statement_key(document: str, subject: str, predicate: str, object_: str, date: str, modality: str) -> str:
    """The key of a statement: one per (subject, predicate, object, date, modality) and document."""
    return f"{document}/statement/{digest(subject, predicate, object_, date, modality)}"


def article_key(act: str, number: str) -> str:
    """``article/{act key}/{number}``: article/code/code-penal/l-211-1."""
    return f"article/{act}/{slug(number)}"


def wikidata(qid: str) -> str:
    """The entity IRI of a Wikidata item."""
    return f"http://www.wikidata.org/entity/{qid}"


def celex(number: str) -> str:
    """The Publications Office's IRI of a CELEX number."""
    return f"http://publications.europa.eu/resource/celex/{number}"


def eli_jo(kind: str, date: str, number: str) -> str:
    """Légifrance's ELI of a text of the Journal officiel by its number: ``eli_jo("loi", "2022-01-24", "2022-52")`` (rule:
    /eli/{type}/{year}/{month}/{day}/{number}/jo/texte, month and day without leading zero)."""
    year, month, day = date.split("-")
    return f"https://www.legifrance.gouv.fr/eli/{kind}/{int(year)}/{int(month)}/{int(day)}/{number}/jo/texte"
