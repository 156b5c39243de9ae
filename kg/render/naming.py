"""How names are compared, and which addresses may become links."""

from __future__ import annotations

import unicodedata
from urllib.parse import urlsplit


def fold(text: str) -> str:
    """Lower case without accents, ligatures or runs of spaces, as the page's own search compares."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).replace("’", "'").split())


def safe_link(address: str) -> bool:
    """Whether an IRI may become a link: http or https, with a host, and nothing in it that a browser would skip."""
    if not address.startswith(("http://", "https://")) or any(c.isspace() or not c.isprintable() for c in address):
        return False
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:
        return False
