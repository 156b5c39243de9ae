"""A client of the Reconciliation Service API, versions 0.1 and 0.2 (https://reconciliation-api.github.io/specs/0.2/)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.authority.live.polite import Polite
from kg.errors import AuthorityError, ReadError
from kg.notation import json_value

AT_ONCE = 10
"""Names asked for in one request."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a service proposes for a name: its id there, its name, a score of the service's own scale, and whether the service
    takes it for the match."""

    id: str
    name: str
    score: float
    match: bool


class Service:
    """A reconciliation service at an address. The manifest is asked for at once; AuthorityError where it is none."""

    def __init__(self, url: str, polite: Polite) -> None:
        self.url = url
        self._polite = polite
        manifest = self._json(polite.ask(url))
        if not isinstance(manifest, Mapping) or "name" not in manifest:
            raise AuthorityError(f"{url}: no reconciliation service answers here (its manifest has no name)")
        self.name = str(manifest["name"])
        self.versions = tuple(str(one) for one in manifest.get("versions") or ("0.1",))
        view = manifest.get("view")
        self._view = str(view.get("url", "")) if isinstance(view, Mapping) else ""

    def page(self, candidate: Candidate) -> str:
        """Where a person can look at a candidate; empty where the service does not say."""
        return self._view.replace("{{id}}", candidate.id)

    def candidates(self, names: Sequence[str], kind: str = "", limit: int = 5) -> Iterator[tuple[str, tuple[Candidate, ...]]]:
        """Each name with what the service proposes, best first; ``kind`` is a type id of the service."""
        for start in range(0, len(names), AT_ONCE):
            portion = names[start : start + AT_ONCE]
            queries = {
                f"q{number}": {"query": name, "limit": limit} | ({"type": kind} if kind else {})
                for number, name in enumerate(portion)
            }
            answer = self._json(self._polite.ask(self.url, {"queries": json.dumps(queries, ensure_ascii=False)}))
            for number, name in enumerate(portion):
                found = answer.get(f"q{number}") if isinstance(answer, Mapping) else None
                yield name, self._read(found)

    def _read(self, found: Any) -> tuple[Candidate, ...]:
        listed = found.get("result") if isinstance(found, Mapping) else None
        out = []
        for one in listed if isinstance(listed, list) else ():
            if isinstance(one, Mapping) and one.get("id") is not None:
                score = one.get("score")
                value = float(score) if isinstance(score, int | float) else 0.0
                out.append(Candidate(str(one["id"]), str(one.get("name", "")), value, one.get("match") is True))
        return tuple(sorted(out, key=lambda one: (-one.score, one.id)))

    def _json(self, content: bytes) -> Any:
        try:
            return json_value(content, self.url)
        except ReadError as error:
            raise AuthorityError(f"{self.url}: the answer cannot be read: {error.reason}") from error
